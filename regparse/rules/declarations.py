"""Definitions, legal status, commencement and repeal: sentences that declare."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import acts, declarations, scope
from regparse.grammar.enumeration import Item
from regparse.grammar.norms import norm
from regparse.grammar.segments import Segment
from regparse.grammar.sentences import trim
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision, Quote


def _declared(unit: Unit, segment: Segment, end: int, found: Provision) -> dict[str, object]:
    """Give whose act, and which, a status sentence declares, where the lexicon knows it."""
    start, end = trim(unit.text, segment.start, end)
    if start >= end:
        return {}
    act = Item(start, end, end, unit.text[start:end], 0)
    context = acts.Context(found.assets, found.territory)
    coded = tuple(a for a in acts.code([act], unit.text, context, unit.reading.chinese) if a.code)
    persons = unit.liable(segment) if coded else ()
    territory = scope.territory(unit.reading, segment.start, segment.end, tuple(p.code for p in persons))
    return {"addressees": persons, "activities": coded, "territory": territory}


def apply(unit: Unit) -> Iterator[Provision]:
    """Give a norm for each kind of declaration in a segment, and one for each definition in brackets."""
    for segment in unit.segments:
        norms: dict[str, Provision] = {}
        for hit in declarations.found(unit, segment):
            bracketed = unit.reading.masks.in_parens(hit.start)
            if hit.id in norms and not bracketed:
                continue
            if hit.id not in norms:  # a segment that defines many terms is read once
                norms[hit.id] = norm(unit, segment, Kind(hit.id), f"declarations/{hit.id}", with_acts=False)
            found = norms[hit.id]
            # A declaration binds nobody: what the sentence orders besides is a norm of its own.
            words = Quote(text=unit.text[hit.start : hit.end], span=(hit.start, hit.end))
            update: dict[str, object] = {"cue": words, "addressees": (), "agencies": (), "exceptions": ()}
            if unit.reading.chinese:
                update |= {"doubts": (), "certainty": "sure"}  # what was doubted is told of nobody
            if hit.id == "status":
                update |= _declared(unit, segment, hit.start, found)
            if bracketed:
                update |= {"text": words.text, "span": words.span}
            yield found.model_copy(update=update)
