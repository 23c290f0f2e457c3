"""A notice's text with everything in it that rules look for, found once.

Names, assets, cues and declarations are searched line by line when first asked for, and then looked up by place:
no rule scans a line twice.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from regparse.grammar.sentences import Masks
from regparse.lexicon import agencies, patterns, tables
from regparse.lexicon.agencies import Mention
from regparse.lexicon.patterns import Hit


class Named(NamedTuple):
    """A name found: ``codes`` of addressees (one phrase may name two kinds), or the code of a body."""

    codes: tuple[str, ...]
    agency: str | None
    start: int
    end: int


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    return {name: tuple(row.get("codes", [name])) for name, row in tables.load("addressees").items()}


class Reading:
    """A text, its language, its quotations, and lookups by place. All offsets are code points.

    ``on`` is the notice's date, or the first day of its year, on which names of bodies are judged.
    """

    def __init__(self, text: str, chinese: bool, on: dt.date | None = None) -> None:
        self.text, self.chinese, self.on = text, chinese, on
        self.masks = Masks(text)
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._hits: dict[tuple[str, int], list[Hit]] = {}
        self._bodies: dict[int, list[Mention]] = {}
        self._names: dict[int, list[Named]] = {}

    def hits(self, table: str, start: int, end: int) -> list[Hit]:
        """Give what the rows of a pattern table find in ``text[start:end]``, outside quotations and titles."""
        found: list[Hit] = []
        for line in self._lines(start, end):
            known = self._hits.get((table, line))
            if known is None:
                low, high = self._line(line)
                known = [h for h in patterns.load(table, self.chinese).find(self.text, low, high) if h.id]
                self._hits[table, line] = known
            found += [h for h in known if h.start >= start and h.end <= end]
        return found

    def bodies(self, start: int, end: int) -> list[Mention]:
        """Give the bodies of the state named in ``text[start:end]``, in order."""
        found: list[Mention] = []
        for line in self._lines(start, end):
            if line not in self._bodies:
                self._bodies[line] = agencies.load().find(self.text, *self._line(line))
            found += [m for m in self._bodies[line] if m.start >= start and m.end <= end]
        return found

    def names(self, start: int, end: int) -> list[Named]:
        """Give addressees and bodies named in ``text[start:end]``, in order; of overlapping names the longer."""
        found: list[Named] = []
        for line in self._lines(start, end):
            if line not in self._names:
                self._names[line] = self._merge(*self._line(line))
            found += [n for n in self._names[line] if n.start >= start and n.end <= end]
        return found

    def _merge(self, start: int, end: int) -> list[Named]:
        found = [Named((), m.id, m.start, m.end) for m in self.bodies(start, end)]
        found += [Named(_codes()[h.id], None, h.start, h.end) for h in self.hits("addressees", start, end)]
        found.sort(key=lambda n: (n.start, -n.end, n.agency is None))
        kept: list[Named] = []
        for name in found:
            if not kept or name.start >= kept[-1].end:
                kept.append(name)
        return kept

    def _lines(self, start: int, end: int) -> Iterator[int]:
        return iter(range(bisect_right(self._starts, start) - 1, max(bisect_left(self._starts, end), 1)))

    def _line(self, line: int) -> tuple[int, int]:
        last = line + 1 >= len(self._starts)
        return self._starts[line], len(self.text) if last else self._starts[line + 1] - 1
