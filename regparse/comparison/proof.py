"""The table of sentences: every sentence of both sides once, with whether it is the same or a change tells of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from regparse.comparison.counterparts import Passage
from regparse.comparison.likeness import Side, Unit
from regparse.model.comparison import Sentence, SentenceRow, SentenceState


def prove(
    sides: tuple[Side, Side], passages: Iterable[Passage], told: Collection[Passage], headings: Collection[Passage]
) -> tuple[SentenceRow, ...]:
    """Return the rows, in the order of the old text, then what is new.

    ``told`` are the passages that a change speaks of. A sentence that went into another one, or came out of it, stands
    in the row of that other one.
    """
    rows = dict[Unit, list[Passage]]()
    for passage in passages:
        found = [row for unit in (*passage.old, *passage.new) if (row := rows.get(unit))]
        row = found[0] if found else []
        for other in found[1:]:
            if other is not row:
                row += other
        row.append(passage)
        for unit in chain.from_iterable((*one.old, *one.new) for one in row):
            rows[unit] = row
    parts = [_Parts(side) for side in sides]
    out = list[SentenceRow]()
    for row in {id(row): row for row in rows.values()}.values():
        old, new = ({u: None for one in row for u in (one.old, one.new)[n]} for n in (0, 1))
        out.append(
            SentenceRow(
                old=parts[0].of(old), new=parts[1].of(new), state=_state(row, bool(old), bool(new), told, headings)
            )
        )
    return tuple(out)


def _state(
    row: Iterable[Passage], old: bool, new: bool, told: Collection[Passage], headings: Collection[Passage]
) -> SentenceState:
    if any(one in told for one in row):
        return "changed" if old and new else "removed" if old else "added"
    return "heading" if all(one in headings for one in row) else "same"


class _Parts:
    """Gives the sentences of a list that was taken as one."""

    def __init__(self, side: Side) -> None:
        self._units = sorted(side.sentences, key=_start)
        self._at = {unit.span[0]: n for n, unit in enumerate(self._units)}

    def of(self, units: Iterable[Unit]) -> tuple[Sentence, ...]:
        found = list[Unit]()
        for unit in units:
            n = self._at[unit.span[0]]
            while n < len(self._units) and self._units[n].span[1] <= unit.span[1]:
                found.append(self._units[n])
                n += 1
        return tuple(Sentence(text=u.text, span=u.span, clause=u.clause) for u in sorted(found, key=_start))


def _start(unit: Unit) -> int:
    return unit.span[0]
