"""Spans that may lie in each other, asked whether one of them holds another whole."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from regparse.model import Span


class Covered:
    """A set of spans, in any order."""

    def __init__(self, spans: list[Span]) -> None:
        """Take the spans, half-open."""
        ordered = sorted(spans)
        self._starts = [first for first, _ in ordered]
        self._reach = list(accumulate((last for _, last in ordered), max))

    def holds(self, span: Span) -> bool:
        """Say whether one of the spans holds ``span`` whole."""
        at = bisect_right(self._starts, span[0]) - 1
        return at >= 0 and self._reach[at] >= span[1]
