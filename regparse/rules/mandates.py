"""Mandates: a task or a competence given to a body without a duty cue (负责, 牵头, "strengthens")."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the mandates of a clause: segments without a cue that give a body a role."""
    if unit.governed:
        return  # an item of "shall: (1) …": its bodies stand in the norm of the lead-in
    for segment in unit.segments:
        if segment.cue is not None or (unit.heading and segment.end <= unit.heading[1] + 1):
            continue
        if declarations.kinds(unit, segment) & {"commencement", "repeal"}:
            continue
        if unit.roles(segment):
            yield norm(unit, segment, Kind.MANDATE, "mandates", with_acts=False)
