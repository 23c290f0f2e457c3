"""Tables whose rows are regular expressions: leftmost match, and at one place the longest.

The rows are ``label``, ``en``, ``zh``, ``examples`` and what else the table needs. Patterns are written so that they
cannot backtrack badly: no star inside a star, every run bounded.

A line is first asked for the words without which a pattern cannot match (``necessary``), since asking a string for
a substring is a hundred times cheaper than trying an alternation at each of its places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from regparse.lexicon import tables


class Hit(NamedTuple):
    """A row found: its id and the half-open span in code points."""

    id: str
    start: int
    end: int


class _Pattern:
    """A row's expression: compiled when a line first holds one of its necessary words, and shared by all tables."""

    __slots__ = ("_regex", "body", "chinese", "needles")

    def __init__(self, body: str, chinese: bool) -> None:
        self.body, self.chinese = body, chinese
        self.needles = necessary(body, fold=not chinese)
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        if self._regex is None:
            edges = ("", "") if self.chinese else (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])")
            self._regex = re.compile(f"{edges[0]}(?:{self.body}){edges[1]}", 0 if self.chinese else re.IGNORECASE)
        return self._regex


@cache
def _pattern(body: str, chinese: bool) -> _Pattern:
    return _Pattern(body, chinese)


class PatternTable:
    """Rows of regular expressions in one language, ready to be searched."""

    def __init__(self, rows: Iterable[tuple[str, list[str]]], *, chinese: bool) -> None:
        """Take ``(id, patterns)`` rows.

        Raises re.error when a pattern is none.
        """
        self._fold = not chinese
        self._patterns = [(name, _pattern(body, chinese)) for name, bodies in rows for body in bodies]

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Give the hits in ``text[start:end]`` in order, none overlapping."""
        return _longest_first(self._all(text, start, len(text) if end is None else end))

    def scan(self, text: str, starts: list[int]) -> list[Hit]:
        """Give the hits in the whole of ``text`` in order, none overlapping and none across a line end.

        ``starts`` are the offsets of its lines. A pattern runs only on lines that hold one of its necessary words.
        """
        words = text.lower() if self._fold else text
        if len(words) != len(text):  # a few letters change their length in lower case
            words = text
        found: list[Hit] = []
        for name, p in self._patterns:
            for line in _lines_with(words, p.needles, starts):
                low, high = starts[line], (starts[line + 1] - 1 if line + 1 < len(starts) else len(text))
                found += [Hit(name, *m.span()) for m in p.regex.finditer(text, low, high) if m.end() > m.start()]
        return _longest_first(found)

    def best(self, text: str) -> Hit | None:
        """Give the longest match anywhere in ``text``; among equals that of the earlier row."""
        return max(self._all(text, 0, len(text)), key=lambda h: h.end - h.start, default=None)

    def stands(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Say whether some row matches in ``text[start:end]``."""
        end = len(text) if end is None else end
        return any(p.regex.search(text, start, end) for _, p in self._likely(text, start, end))

    def _all(self, text: str, start: int, end: int) -> list[Hit]:
        return [
            Hit(name, *m.span())
            for name, p in self._likely(text, start, end)
            for m in p.regex.finditer(text, start, end)
            if m.end() > m.start()
        ]

    def _likely(self, text: str, start: int, end: int) -> Iterator[tuple[str, _Pattern]]:
        """Give the patterns of which a necessary word stands in the text."""
        words = text[start:end].lower() if self._fold else text[start:end]
        for name, p in self._patterns:
            if not p.needles:
                yield name, p
                continue
            for needle in p.needles:
                if needle in words:
                    yield name, p
                    break


def _longest_first(found: list[Hit]) -> list[Hit]:
    """Give the leftmost hits, at one place the longest, none overlapping."""
    found.sort(key=lambda h: (h.start, -h.end))
    kept: list[Hit] = []
    end = -1
    for hit in found:
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept


def _lines_with(words: str, needles: tuple[str, ...], starts: list[int]) -> list[int]:
    """Give the lines that hold one of the needles, in order; all lines where there is none to look for."""
    if not needles:
        return list(range(len(starts)))
    lines: set[int] = set()
    for needle in needles:
        at = words.find(needle)
        while at >= 0:
            line = bisect_right(starts, at) - 1
            lines.add(line)
            if line + 1 >= len(starts):
                break
            at = words.find(needle, starts[line + 1])
    return sorted(lines)


@cache
def load(table: str, chinese: bool) -> PatternTable:
    """Give the table ``table`` (``addressees``, ``assets``, ``cues``) for a language."""
    language = "zh" if chinese else "en"
    return PatternTable(((name, row.get(language, [])) for name, row in tables.load(table).items()), chinese=chinese)


@cache
def load_row(table: str, row: str, chinese: bool) -> PatternTable:
    """Give one row of a table whose rows are looked for one by one (``formulas``, ``scope``)."""
    language = "zh" if chinese else "en"
    return PatternTable([(row, tables.load(table)[row].get(language, []))], chinese=chinese)


def necessary(pattern: str, *, fold: bool) -> tuple[str, ...]:
    """Give words of which at least one stands in whatever ``pattern`` matches; none when that cannot be told.

    ``fold`` lowers them. Read off the parsed expression: the longest literal run, or the literals of a branch when
    all its arms have one.
    """
    best = _needles(_parser.parse(pattern))
    return tuple(sorted({n.lower() if fold else n for n in best}))


def _needles(parsed: Any) -> frozenset[str]:
    """Give the best choice of necessary words of a parsed sequence: the one whose shortest word is longest."""
    choices: list[frozenset[str]] = []
    run = ""
    for op, arg in [*parsed, (None, None)]:
        if op is _constants.LITERAL:
            run += chr(arg)
            continue
        if run:
            choices.append(frozenset({run}))
            run = ""
        if op is _constants.SUBPATTERN:
            choices.append(_needles(arg[-1]))
        elif op is _constants.BRANCH:
            arms = [_needles(arm) for arm in arg[1]]
            if all(arms):
                choices.append(frozenset().union(*arms))
        elif op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and arg[0] > 0:
            choices.append(_needles(arg[2]))
    return max((c for c in choices if c), key=lambda c: (min(map(len, c)), -len(c)), default=frozenset())
