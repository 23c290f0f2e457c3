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
from functools import cache, cached_property
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from regparse.lexicon import tables
from regparse.notation.expressions import expression


class Hit(NamedTuple):
    """A row found: its id and the half-open span in code points."""

    id: str
    start: int
    end: int


_LETTER = expression(r"\\.|\(\?P<|[A-Z]")


class _Pattern:
    """A row's expression: compiled when a line first holds one of its necessary words, and shared by all tables.

    English is matched in lower case against a text in lower case, which is three times as fast as ignoring case, and at
    the edges of words: the right edge by the expression, the left one by :meth:`spans`, since an expression that begins
    with a condition is tried at every place.
    """

    __slots__ = ("_parsed", "_regex", "chinese", "needles")

    def __init__(self, body: str, *, chinese: bool) -> None:
        self.chinese = chinese
        lowered = _LETTER.sub(lambda m: m[0].lower() if len(m[0]) == 1 else m[0], body)
        parsed = _parser.parse(body if chinese else f"(?:{lowered})(?![a-z0-9])")
        self.needles = _bare(_needles(parsed))
        self._parsed = parsed
        self._regex: re.Pattern[str] | None = None

    def spans(self, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give the matches in ``words[start:end]`` that are not empty, in order; ``words`` are in lower case."""
        if self._regex is None:
            self._regex = _compiler.compile(self._parsed)
        for match in self._regex.finditer(words, start, end):
            low, high = match.span()
            if high > low and (self.chinese or low == start or not words[low - 1].isalnum()):
                yield low, high


def _words(text: str, *, fold: bool) -> str:
    """Give a text as the patterns want it: English in lower case, letter by letter, so that offsets stay."""
    if not fold:
        return text
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Needed:
    """The necessary words of a table's patterns, which one pass over a text finds."""

    def __init__(self, patterns: list[_Pattern]) -> None:
        owners: dict[str, list[int]] = {}
        for k, p in enumerate(patterns):
            for needle in p.needles:
                owners.setdefault(needle, []).append(k)
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(owners, store_patterns=False)
        self._count = len(patterns)
        self._always = frozenset(k for k, p in enumerate(patterns) if not p.needles)

    def among(self, words: str) -> set[int]:
        """Give the patterns, by their number, that may match: a word of theirs is there, or none is necessary."""
        found = set(self._always)
        for which, _, _ in self._automaton.find_matches_as_indexes(words, overlapping=True):
            found.update(self._owners[which])
        return found

    def lines(self, words: str, starts: list[int]) -> list[list[int]]:
        """Give for each pattern the lines, by their number from 0 and in order, that hold one of its words."""
        found: list[list[int]] = [[] for _ in range(self._count)]
        line, following, last = 0, starts[1] if len(starts) > 1 else len(words), len(starts) - 1
        for which, low, _ in self._automaton.find_matches_as_indexes(words, overlapping=True):
            if not starts[line] <= low < following:
                line = bisect_right(starts, low) - 1
                following = starts[line + 1] if line < last else len(words)
            for k in self._owners[which]:
                if not found[k] or found[k][-1] != line:
                    found[k].append(line)
        return found


@cache
def _pattern(body: str, *, chinese: bool) -> _Pattern:
    return _Pattern(body, chinese=chinese)


class PatternTable:
    """Rows of regular expressions in one language, ready to be searched."""

    def __init__(self, rows: Iterable[tuple[str, list[str]]], *, chinese: bool) -> None:
        """Take ``(id, patterns)`` rows.

        Raises re.error when a pattern is none.
        """
        self._fold = not chinese
        self._patterns = [(name, _pattern(body, chinese=chinese)) for name, bodies in rows for body in bodies]

    @cached_property
    def _needed(self) -> _Needed:
        return _Needed([p for _, p in self._patterns])

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Give the hits in ``text[start:end]`` in order, none overlapping."""
        return _longest_first(self._all(text, start, len(text) if end is None else end))

    def scan(self, text: str, starts: list[int]) -> list[Hit]:
        """Give the hits in the whole of ``text`` in order, none overlapping and none across a line end.

        ``starts`` are the offsets of its lines. A pattern runs only on lines that hold one of its necessary words,
        which are looked for all at once.
        """
        words = _words(text, fold=self._fold)
        lines_of = self._needed.lines(words, starts)
        found: list[Hit] = []
        for k, (name, p) in enumerate(self._patterns):
            for line in lines_of[k] if p.needles else range(len(starts)):
                low, high = starts[line], (starts[line + 1] - 1 if line + 1 < len(starts) else len(text))
                found += [Hit(name, a, b) for a, b in p.spans(words, low, high)]
        return _longest_first(found)

    def best(self, text: str) -> Hit | None:
        """Give the longest match anywhere in ``text``; among equals that of the earlier row."""
        return max(self._all(text, 0, len(text)), key=lambda h: h.end - h.start, default=None)

    def stands(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Say whether some row matches in ``text[start:end]``."""
        words = _words(text[start:end], fold=self._fold)
        return any(True for _, p in self._likely(words) for _ in p.spans(words, 0, len(words)))

    def _all(self, text: str, start: int, end: int) -> list[Hit]:
        words = _words(text[start:end], fold=self._fold)
        size = len(words)
        return [Hit(name, start + a, start + b) for name, p in self._likely(words) for a, b in p.spans(words, 0, size)]

    def _likely(self, words: str) -> Iterator[tuple[str, _Pattern]]:
        """Give the patterns of which a necessary word stands in the text, in the order of the table."""
        return (self._patterns[k] for k in sorted(self._needed.among(words)))


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


def bodies(table: str, row: str, chinese: bool) -> list[str]:
    """Give the expressions of a row in a language, the names of ``units.toml`` in them (``<NUM>``) written out."""
    language = "zh" if chinese else "en"
    found: list[str] = tables.load(table)[row].get(language, [])
    if not any("<" in body for body in found):
        return found
    names = tables.load("units")["names"][language]
    return [_NAME.sub(lambda m: names.get(m[1], m[0]), body) for body in found]


_NAME = expression(r"(?<![?])<([A-Z]+)>")


@cache
def load(table: str, chinese: bool) -> PatternTable:
    """Give the table ``table`` (``addressees``, ``assets``, ``cues``) for a language."""
    return PatternTable(((name, bodies(table, name, chinese)) for name in tables.load(table)), chinese=chinese)


@cache
def load_row(table: str, row: str, chinese: bool) -> PatternTable:
    """Give one row of a table whose rows are looked for one by one (``formulas``, ``scope``)."""
    return PatternTable([(row, bodies(table, row, chinese))], chinese=chinese)


def necessary(pattern: str, *, fold: bool) -> tuple[str, ...]:
    """Give words of which at least one stands in whatever ``pattern`` matches; none when that cannot be told.

    ``fold`` lowers them. Read off the parsed expression: the longest literal run, or the literals of a branch when
    all its arms have one.
    """
    return _bare(n.lower() if fold else n for n in _needles(_parser.parse(pattern)))


def _bare(words: Iterable[str]) -> tuple[str, ...]:
    """Leave out the words that hold another of them: they are found with it."""
    every = set(words)
    return tuple(sorted(w for w in every if not any(o != w and o in w for o in every)))


def widest(pattern: str) -> int:
    """Give how many code points ``pattern`` matches at most; a very large number where there is no bound."""
    return int(_parser.parse(pattern).getwidth()[1])


MAX_CHOICES = 12
"""How many necessary words a stretch of a pattern may give before it is no longer followed."""


def _needles(parsed: Any) -> frozenset[str]:
    """Give the best choice of necessary words of a parsed sequence.

    Neighbouring parts that match a few fixed strings are read as one: ``(?:has|have) to`` needs "has to" or "have to".
    """
    choices: list[frozenset[str]] = []
    run = frozenset({""})
    literal = ""
    for op, arg in [*parsed, (None, None)]:
        if op is _constants.LITERAL:
            literal += chr(arg)
        else:
            choices.append(frozenset({literal}))
            literal = ""
        fixed = _fixed(op, arg)
        if fixed and len(run) * len(fixed) <= MAX_CHOICES:
            run = frozenset(head + tail for head in run for tail in fixed)
            continue
        choices.append(run)
        run = fixed or frozenset({""})
        if fixed:
            continue
        if op is _constants.SUBPATTERN:
            choices.append(_needles(arg[-1]))
        elif op is _constants.BRANCH:
            arms = [_needles(arm) for arm in arg[1]]
            if all(arms):
                choices.append(frozenset().union(*arms))
        elif op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and arg[0] > 0:
            choices.append(_needles(arg[2]))
    return max((c for c in choices if c and all(c)), key=_worth, default=frozenset())


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """Give how well a choice of necessary words spares work: few words to look for, and words that are rare.

    A Han character is as rare as three letters; beyond six letters a word is rare enough, and a blank is no letter.
    """
    shortest = min(sum(1 if c.isascii() else 3 for c in word.strip()) for word in words)
    return 2 * min(shortest, 6) - len(words), shortest


def _fixed(op: Any, arg: Any) -> frozenset[str]:
    """Give the strings that a part of a parsed expression matches, when they are few; none otherwise."""
    if op is _constants.LITERAL:
        return frozenset({chr(arg)})
    if op is _constants.IN and len(arg) <= 3 and all(kind is _constants.LITERAL for kind, _ in arg):
        return frozenset(chr(value) for _, value in arg)
    if op is _constants.SUBPATTERN:
        return _strings(arg[-1])
    if op is _constants.BRANCH:
        arms = [_strings(arm) for arm in arg[1]]
        return frozenset().union(*arms) if all(arms) and sum(map(len, arms)) <= MAX_CHOICES else frozenset()
    if op is _constants.MAX_REPEAT and arg[0] == 0 and arg[1] == 1:
        optional = _strings(arg[2])
        return optional | {""} if optional and len(optional) < MAX_CHOICES else frozenset()
    return frozenset()


def _strings(parsed: Any) -> frozenset[str]:
    """Give the strings that a sequence matches, when they are few; none otherwise."""
    found = frozenset({""})
    for op, arg in parsed:
        fixed = _fixed(op, arg)
        if not fixed or len(found) * len(fixed) > MAX_CHOICES:
            return frozenset()
        found = frozenset(head + tail for head in found for tail in fixed)
    return found
