"""Sentences, their parts at semicolons, and the stretches in which no cue counts.

All offsets are code points into the text that is passed in. Chinese sentences end in 。！？, English ones in a full
stop before a capital; both end at a line end. Inside quotation marks, title marks and parentheses nothing ends.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from regparse.notation.expressions import expression

# A mark whose partner was lost, as scans lose them, hides no more than a title or a name can be long.
_NAME = r"[^《》]{0,200}"
_QUOTED = expression(
    rf"《{_NAME}(?:《{_NAME}》{_NAME}){{0,3}}》|“[^“”\n]*”|〈[^〈〉\n]{{0,200}}〉|「[^「」\n]{{0,400}}」|\"[^\"\n]{{0,400}}\""
)
_PARENS = expression(
    r"（[^（）\n]*(?:（[^（）\n]*）[^（）\n]*)*）|\([^()\n]*\)|〔[^〔〕\n]{0,40}〕|［[^［］\n]{0,200}］|\[[^\[\]\n]*\]"
)
_STOP_ZH = expression(r"[。！？]+[”’」）)]?|\n+")
_STOP_EN = expression(r"[.!?]+[\"”’')]*(?=\s+[\"“‘(A-Z]|\s*\n|\s*\Z)|\n+")
_ABBREVIATED = expression(r"(?:\b(?:No|Art|e\.g|i\.e)|(?P<etc>\betc))\Z")
_NEW_SENTENCE = expression(r"\s+[A-Z]\w+ \w+|\s*\Z|\s*\n")
_PART = expression(r"[；;]")
# An exception behind a semicolon belongs to the norm before it.
_EXCEPTION = expression(r"\s*(?:except|unless|provided that|but not)\b|但?[^。；]{2,80}除外", re.IGNORECASE)


class Sentence(NamedTuple):
    """A sentence, its closing stop included, without outer space; ``parts`` are its stretches between semicolons."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]


class Masks:
    """The stretches of a text in quotation or title marks, and those in parentheses."""

    def __init__(self, text: str) -> None:
        self.quoted = [m.span() for m in _QUOTED.finditer(text)]
        self.parens = [m.span() for m in _PARENS.finditer(text)]
        self._quoted_starts = [s for s, _ in self.quoted]
        self._paren_starts = [s for s, _ in self.parens]

    def in_quotes(self, at: int) -> bool:
        """Say whether the character at ``at`` stands inside quotation or title marks."""
        i = bisect_right(self._quoted_starts, at) - 1
        return i >= 0 and self.quoted[i][0] < at < self.quoted[i][1] - 1

    def parenthesis(self, at: int) -> tuple[int, int] | None:
        """Give the parentheses inside which the character at ``at`` stands, or None."""
        i = bisect_right(self._paren_starts, at) - 1
        return self.parens[i] if i >= 0 and self.parens[i][0] < at < self.parens[i][1] - 1 else None

    def parens_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """Give the parentheses of ``text[start:end]``, in order."""
        found = self.parens[bisect_left(self._paren_starts, start) : bisect_left(self._paren_starts, end)]
        return [span for span in found if span[1] <= end]

    def in_parens(self, at: int) -> bool:
        """Say whether the character at ``at`` stands inside parentheses."""
        return self.parenthesis(at) is not None

    def hidden(self, at: int) -> bool:
        """Say whether the character at ``at`` stands inside either."""
        return self.in_quotes(at) or self.in_parens(at)


def sentences(text: str, start: int, end: int, masks: Masks, chinese: bool) -> list[Sentence]:
    """Give the sentences of ``text[start:end]`` in order; together they hold all that is not white space."""
    found: list[Sentence] = []
    at = start
    for stop in (_STOP_ZH if chinese else _STOP_EN).finditer(text, start, end):
        # American English prints the full stop inside the closing quotation mark, which ends the sentence all the same.
        if text[stop.start()] != "\n" and masks.hidden(stop.end() - 1 if not chinese else stop.start()):
            continue
        short = None if chinese else _ABBREVIATED.search(text, max(at, stop.start() - 6), stop.start())
        if short and not (short["etc"] and _NEW_SENTENCE.match(text, stop.end())):
            continue
        _add(found, text, at, stop.end(), masks)
        at = stop.end()
    _add(found, text, at, end, masks)
    return found


def _add(found: list[Sentence], text: str, start: int, end: int, masks: Masks) -> None:
    start, end = trim(text, start, end)
    if start >= end:
        return
    cuts = [
        m.end()
        for m in _PART.finditer(text, start, end)
        if not masks.hidden(m.start()) and not _EXCEPTION.match(text, m.end(), end)
    ]
    edges = [start, *cuts, end]
    parts = [trim(text, a, b) for a, b in itertools.pairwise(edges)]
    found.append(Sentence(start, end, tuple((a, b) for a, b in parts if a < b)))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span without white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
