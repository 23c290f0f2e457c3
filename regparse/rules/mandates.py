"""Mandates: a task or a competence given to a body without a duty cue (负责, 牵头, "strengthens")."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision, Role
from regparse.notation.expressions import expression

ASIDE = frozenset({Role.APPROVE, Role.RECIPIENT, Role.REFER})
"""Parts of bodies that others act towards."""

_MEANS = expression(r"(?:是指|系指|指的是|，指|所指)")
_FURNITURE = expression(
    r"主题词\s*[：:]|[分抄]\s*送\s*[：:]|内部发送\s*[：:]"  # to whom a copy goes
    r"|\A[^，。；：]{0,80}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*\Z"  # who signs, and when
)


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
        said = unit.text[segment.start : segment.end]
        if "definition" in declared and (all(role.role in ASIDE for role in roles) or _MEANS.search(said)):
            continue  # 本办法所称甲，是指由乙批准…: what is meant, no task of 乙
        if _FURNITURE.search(said):
            continue
        if all(role.role in ASIDE for role in roles) and declarations.sanctions(unit, segment):
            continue  # 涉嫌犯罪的，移送乙: a sanction, in which 乙 only receives
        if roles:
            yield norm(unit, segment, Kind.MANDATE, "mandates", with_acts=False)
