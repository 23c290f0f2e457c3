"""Whose words say who is bound: those of the norm itself, or of a sentence before it that it runs on from."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from regparse.comparison.align import Alignment
from regparse.comparison.likeness import Side, Unit
from regparse.comparison.matching import Matching
from regparse.model import Provision


class Subjects:
    """Tells a change of who is bound from one of what happens to stand before a norm."""

    def __init__(self, alignment: Alignment, matching: Matching) -> None:
        self._old, self._new, self._same = _Sentences(alignment.old), _Sentences(alignment.new), matching.same

    def comparable(self, old: Provision, new: Provision) -> bool:
        """Say whether it is law that two norms bind others.

        It is not where a norm kept its words and a sentence that came or went before it names somebody else.
        """
        if old.text != new.text or {a.code for a in old.addressees} == {a.code for a in new.addressees}:
            return True
        before, after = self._old.of(old), self._new.of(new)
        if not before and not after:
            return True
        became = set[Unit]().union(*(self._same.get(unit, ()) for unit in before))
        if before and after:
            return not became.isdisjoint(after)
        return bool(became) or any(after & units for units in self._same.values())


class _Sentences:
    """Finds the sentences that a norm outside them has its subject from."""

    def __init__(self, side: Side) -> None:
        self._side = side

    @cached_property
    def _in_order(self) -> list[Unit]:
        return sorted(self._side.sentences, key=_start)

    def of(self, norm: Provision) -> set[Unit]:
        """Give the sentences other than its own in which those are named whom a norm binds."""
        start, end = norm.span
        found = set[Unit]()
        for who in norm.addressees:
            if not start <= who.span[0] < end:
                n = bisect_right(self._in_order, who.span[0], key=_start) - 1
                if n >= 0 and who.span[0] < self._in_order[n].span[1]:
                    found.add(self._in_order[n])
        return found


def _start(unit: Unit) -> int:
    return unit.span[0]
