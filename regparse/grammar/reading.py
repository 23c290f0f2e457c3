"""A notice's text with everything in it that rules look for, found once.

Names, assets, cues and declarations are searched once in the whole text when first asked for, and then looked up by
place: no rule scans a line twice.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from functools import cache, cached_property
from typing import Any, NamedTuple

from regparse.grammar.frames import terms
from regparse.grammar.frames.words import Pieces
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
        self._tables: dict[str, tuple[list[int], list[Hit]]] = {}
        self._bodies: tuple[list[int], list[Mention]] | None = None
        self._names: tuple[list[int], list[Named]] | None = None
        self._pieces: Pieces | None = None
        self.memo: dict[object, Any] = {}
        """What a grammar reads once of a whole text, or of a stretch that several rules ask for."""

    @property
    def pieces(self) -> Pieces:
        """The words of closed classes in a Chinese text, and what stands between them."""
        if self._pieces is None:
            end = len(self.text)
            cues = [(hit.start, hit.end) for hit in self.hits("cues", 0, end)]
            self._pieces = Pieces(self.text, self.masks, self.bodies(0, end), cues, terms.offices(self.text))
        return self._pieces

    @cached_property
    def terms(self) -> frozenset[str]:
        """The short names that the text gives to bodies (以下简称X), the last word of whose full name says so."""
        named: set[str] = set()
        for term, at in terms.short_names(self.text).items():
            before = self.pieces.between(max(0, at - 90), at)
            if before and (before[-1].of("body") or term.endswith(("小组", "会议", "机制", "办公室"))):
                named.add(term)
        return frozenset(named)

    @cached_property
    def first_leads(self) -> bool:
        """Whether the text states that of several departments the first one leads."""
        return terms.first_leads(self.text)

    def hits(self, table: str, start: int, end: int) -> list[Hit]:
        """Give what the rows of a pattern table find in ``text[start:end]``, outside quotations and titles."""
        if table not in self._tables:
            found = patterns.load(table, self.chinese).scan(self.text, self._starts)
            self._tables[table] = ([h.start for h in found], found)
        starts, found = self._tables[table]
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:
            return []
        return [h for h in found[low : bisect_left(starts, end, low)] if h.end <= end]

    def bodies(self, start: int, end: int) -> list[Mention]:
        """Give the bodies of the state named in ``text[start:end]``, in order."""
        if self._bodies is None:
            mentions = agencies.load().find(self.text)
            self._bodies = ([m.start for m in mentions], mentions)
        starts, mentions = self._bodies
        return [m for m in mentions[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end]

    def names(self, start: int, end: int) -> list[Named]:
        """Give addressees and bodies named in ``text[start:end]``, in order; of overlapping names the longer."""
        if self._names is None:
            merged = self._merge()
            self._names = ([n.start for n in merged], merged)
        starts, names = self._names
        return [n for n in names[bisect_left(starts, start) : bisect_left(starts, end)] if n.end <= end]

    def _merge(self) -> list[Named]:
        end = len(self.text)
        found = [Named((), m.id, m.start, m.end) for m in self.bodies(0, end)]
        found += [Named(_codes()[h.id], None, h.start, h.end) for h in self.hits("addressees", 0, end)]
        found.sort(key=lambda n: (n.start, -n.end, n.agency is None))
        kept: list[Named] = []
        for name in found:
            quoted = self.masks.in_quotes(name.start)  # “了解你的客户” names nobody
            if not quoted and (not kept or name.start >= kept[-1].end):
                kept.append(name)
        return kept
