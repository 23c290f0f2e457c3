"""Sanctions: what follows from a breach, administrative, criminal, civil or by an association, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.unit import Unit
from regparse.model import Addressee, Kind, Provision, Sanction, SanctionKind


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the sanctions of a clause: one for each consequence that is named."""
    liable: tuple[Addressee, ...] = ()
    for segment in unit.segments:
        hits = declarations.sanctions(unit, segment)
        if not hits:
            continue
        # Read once, however many consequences a segment names.
        read = norm(unit, segment, Kind.SANCTION, "sanctions", with_acts=False)
        # "where a crime is constituted, …" speaks of those named before.
        named = unit.liable(segment)
        if not liable or not unit.upon(segment):
            liable = named or liable  # 对直接责任人员给予警告；情节严重的: again of the bank, not of them
        for hit in hits:
            words = Sanction(
                kind=cast(SanctionKind, hit.id), text=unit.text[hit.start : hit.end], span=(hit.start, hit.end)
            )
            everybody = Addressee(code="anyone", text=words.text, span=words.span)
            who = named or liable or (everybody,)
            yield read.model_copy(update={"rule": f"sanctions/{hit.id}", "sanction": words, "addressees": who})
