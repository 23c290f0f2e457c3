"""Whom a provision binds that names nobody: told where the sentence that it runs on from binds others than before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from regparse.comparison.counterparts import Passage
from regparse.comparison.covering import takes_in
from regparse.comparison.likeness import Unit
from regparse.model import Provision
from regparse.model.changes import AnyPoint, BindsAlso, BindsNoLonger

_NOBODY = frozenset({"anyone", "other", "government"})
_Found = list[tuple[Literal["widened", "narrowed"], AnyPoint]]


class Subjects:
    """Tells a change of who is bound from one of what happens to stand before a provision."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        held = [
            (passage, unit, n)
            for passage in passages
            for n, side in enumerate((passage.old, passage.new))
            for unit in side
        ]
        self._units = tuple(
            sorted(((u, p) for p, u, n in held if n == side), key=lambda pair: pair[0].span) for side in (0, 1)
        )
        self._starts = tuple([unit.span[0] for unit, _ in side] for side in self._units)

    def shift(self, old: Provision, new: Provision) -> _Found:
        """Return who is bound besides or no longer by a provision whose words stayed; nothing where that is unknown."""
        before, after = ({who.code for who in norm.addressees} for norm in (old, new))
        if before == after or not before or not after or (before | after) & _NOBODY:
            return []
        if not self._same_source(old, new):
            return []
        more = sorted(code for code in after - before if not any(takes_in("addressees", b, code) for b in before))
        less = sorted(code for code in before - after if not any(takes_in("addressees", a, code) for a in after))
        found = _Found()
        if more:
            found.append(("widened", BindsAlso(codes=tuple(more))))
        if less:
            found.append(("narrowed", BindsNoLonger(codes=tuple(less))))
        return found

    def _same_source(self, old: Provision, new: Provision) -> bool:
        """Say whether both run on from sentences that became each other, and that differ."""
        sources = self._source(0, old), self._source(1, new)
        shared = sources[0] & sources[1]
        return any(passage.old and passage.new and passage.old[0].said != passage.new[0].said for passage in shared)

    def _source(self, side: int, norm: Provision) -> set[Passage]:
        found = set[Passage]()
        for who in norm.addressees:
            if not norm.span[0] <= who.span[0] < norm.span[1]:
                unit = self._at(side, who.span[0])
                if unit:
                    found.add(unit[1])
        return found

    def _at(self, side: int, place: int) -> tuple[Unit, Passage] | None:
        n = bisect_right(self._starts[side], place) - 1
        return self._units[side][n] if n >= 0 and place < self._units[side][n][0].span[1] else None
