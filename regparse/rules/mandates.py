"""Mandates: a task or a competence given to a body without a duty cue (负责, 牵头, "strengthens")."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision, Role

ASIDE = frozenset({Role.APPROVE, Role.RECIPIENT, Role.REFER})
"""Parts of bodies that others act towards."""


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the mandates of a clause: segments without a cue that give a body a role."""
    if unit.governed:
        return  # an item of "shall: (1) …": its bodies stand in the norm of the lead-in
    for segment in unit.segments:
        if segment.cue is not None or (unit.heading and segment.end <= unit.heading[1] + 1):
            continue
        declared = declarations.kinds(unit, segment)
        if declared & {"commencement", "repeal"}:
            continue
        roles = unit.roles(segment)
        if "definition" in declared and all(role.role in ASIDE for role in roles):
            continue  # 本办法所称甲，是指经乙批准…: who is meant, no task of 乙
        if all(role.role in ASIDE for role in roles) and declarations.sanctions(unit, segment):
            continue  # 涉嫌犯罪的，移送乙: a sanction, in which 乙 only receives
        if roles:
            yield norm(unit, segment, Kind.MANDATE, "mandates", with_acts=False)
