"""Definitions, legal status, commencement and repeal: sentences that declare."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision


def apply(unit: Unit) -> Iterator[Provision]:
    """Give a norm for each kind of declaration in a segment, and one for each definition in brackets."""
    for segment in unit.segments:
        done: set[str] = set()
        for hit in declarations.found(unit, segment):
            bracketed = unit.masks.in_parens(hit.start)
            if hit.id in done and not bracketed:
                continue
            done.add(hit.id)
            found = norm(unit, segment, Kind(hit.id), f"declarations/{hit.id}", with_acts=False)
            if bracketed:
                span = (hit.start, hit.end)
                found = found.model_copy(
                    update={"text": unit.text[slice(*span)], "span": span, "agencies": (), "cue": None}
                )
            yield found
