"""Sanctions: what follows from a breach, administrative, criminal, civil or by an association, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import cast

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.segments import Segment
from regparse.grammar.unit import Unit
from regparse.lexicon.patterns import Hit
from regparse.model import Addressee, Kind, Provision, Sanction, SanctionKind

_IMPOSED = ("administrative", "self-regulatory")
"""Kinds of consequences that somebody imposes."""


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the sanctions of a clause: one for each consequence that is named.

    Consequences of one kind that follow each other in a segment are one sanction, whose words reach from the first to
    the last (责令改正，没收违法所得，并处罚款): one statement of whom it threatens, and who imposes it.
    """
    liable: tuple[Addressee, ...] = ()
    for segment in unit.segments:
        statements = _statements(unit, segment)
        if not statements:
            continue
        # Read once, however many consequences a segment names.
        read = norm(unit, segment, Kind.SANCTION, "sanctions", with_acts=False)
        # "where a crime is constituted, …" speaks of those named before.
        named = unit.liable(segment)
        if not liable or not unit.upon(segment):
            liable = named or liable  # 对直接责任人员给予警告；情节严重的: again of the bank, not of them
        for hits in statements:
            kind, start, end = hits[0].id, hits[0].start, max(hit.end for hit in hits)
            words = Sanction(kind=cast(SanctionKind, kind), text=unit.text[start:end], span=(start, end))
            everybody = Addressee(code="anyone", text=words.text, span=words.span)
            who = named or liable or (everybody,)
            yield read.model_copy(update={"rule": f"sanctions/{kind}", "sanction": words, "addressees": who})


def _statements(unit: Unit, segment: Segment) -> list[list[Hit]]:
    """Give the consequences that a segment names, those of one kind that follow each other together."""
    hits = declarations.sanctions(unit, segment)
    if not unit.reading.chinese:
        return [[hit] for hit in hits]
    return [
        list(group) for _, group in groupby(hits, key=lambda hit: (hit.id, "" if hit.id in _IMPOSED else hit.start))
    ]
