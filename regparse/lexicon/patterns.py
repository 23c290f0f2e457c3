"""Tables whose rows are regular expressions: leftmost match, and at one place the longest.

The rows are ``label``, ``en``, ``zh``, ``examples`` and what else the table needs. Patterns are written so that they
cannot backtrack badly: no star inside a star, every run bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from regparse.lexicon import tables


class Hit(NamedTuple):
    """A row found: its id and the half-open span in code points."""

    id: str
    start: int
    end: int


class PatternTable:
    """Rows of regular expressions in one language, ready to be searched."""

    def __init__(self, rows: Iterable[tuple[str, list[str]]], *, chinese: bool, ignore_case: bool = True) -> None:
        """Take ``(id, patterns)`` rows. Raises re.error when a pattern is none."""
        flags = re.IGNORECASE if ignore_case and not chinese else 0
        left, right = ("", "") if chinese else (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])")
        kept = [(name, "|".join(patterns)) for name, patterns in rows if patterns]
        self._rows = [(name, re.compile(f"{left}(?:{body}){right}", flags)) for name, body in kept]
        self._any = re.compile(f"{left}(?:{'|'.join(body for _, body in kept)}){right}", flags) if kept else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Give the hits in ``text[start:end]`` in order, none overlapping."""
        hits: list[Hit] = []
        end = len(text) if end is None else end
        at = start
        while self._any and (first := self._any.search(text, at, end)):
            hit = self._longest(text, first.start(), end) or Hit("", first.start(), first.end())
            hits.append(hit)
            at = max(hit.end, hit.start + 1)
        return hits

    def best(self, text: str) -> Hit | None:
        """Give the row with the longest match anywhere in ``text``; among equals the earlier row."""
        best: Hit | None = None
        for name, pattern in self._rows:
            for found in pattern.finditer(text):
                if best is None or found.end() - found.start() > best.end - best.start:
                    best = Hit(name, *found.span())
        return best

    def _longest(self, text: str, start: int, end: int) -> Hit | None:
        best: Hit | None = None
        for name, pattern in self._rows:
            found = pattern.match(text, start, end)
            if found and (best is None or found.end() > best.end):
                best = Hit(name, start, found.end())
        return best


@cache
def load(table: str, chinese: bool) -> PatternTable:
    """Give the table ``table`` (``addressees``, ``assets``, ``cues``) for a language."""
    language = "zh" if chinese else "en"
    return PatternTable(((name, row.get(language, [])) for name, row in tables.load(table).items()), chinese=chinese)
