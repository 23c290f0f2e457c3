"""Definitions, legal status, commencement and repeal: sentences that declare."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision, Quote


def apply(unit: Unit) -> Iterator[Provision]:
    """Give a norm for each kind of declaration in a segment, and one for each definition in brackets."""
    for segment in unit.segments:
        done: set[str] = set()
        for hit in declarations.found(unit, segment):
            bracketed = unit.reading.masks.in_parens(hit.start)
            if hit.id in done and not bracketed:
                continue
            done.add(hit.id)
            found = norm(unit, segment, Kind(hit.id), f"declarations/{hit.id}", with_acts=False)
            # A declaration binds nobody: what the sentence orders besides is a norm of its own.
            words = Quote(text=unit.text[hit.start : hit.end], span=(hit.start, hit.end))
            update: dict[str, object] = {"cue": words, "addressees": (), "agencies": (), "exceptions": ()}
            if bracketed:
                update |= {"text": words.text, "span": words.span}
            yield found.model_copy(update=update)
