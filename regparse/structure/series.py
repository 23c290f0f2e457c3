"""Which labels of a body open units, and how deep these stand.

A label opens a unit when it goes on with a series that is open (number plus one), when it opens a new one with 1, or
when it goes on across sections with the series its family had before. A gap of up to three is taken as labels that
were lost. A text may begin in the middle (an excerpt from 第十七条 on): then a label that the next one goes on with
opens a series, too. Everything else is text (an amending instrument's quoted articles, a year, a table).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regparse.lexicon import labels
from regparse.model import BlockKind
from regparse.notation import markers
from regparse.notation.markers import Marker
from regparse.structure.quotations import quoted_lines

MOST_LOST = 3
"""More labels than this are not lost in a row."""
DEEPEST = 16
"""No text numbers so many levels inside each other; a hostile one may."""
LEAST_MIDWAY = 3
"""Labels in a row that show that a list begins in the middle; two articles or chapters do."""
_ORDER = {"part": 0, "chapter": 1, "subchapter": 2, "article": 3}


class Opening(NamedTuple):
    """A line of the body that opens a unit: its index, its label, its depth from 0."""

    line: int
    marker: Marker
    depth: int


class _Verdict(NamedTuple):
    """How deep a label stands, None where it opens nothing; and the problem with it, if any."""

    depth: int | None
    flag: str | None = None


def series(
    lines: Sequence[str], kinds: Sequence[BlockKind], marks: Sequence[Marker | None] | None = None
) -> tuple[list[Opening], list[tuple[int, str]]]:
    """Return the openings, and ``(line, problem code)`` for what a reader would flag.

    ``marks`` are the labels of the lines, where they have been read already.
    """
    found = labels.read(lines).marks if marks is None else marks
    body = [i for i, kind in enumerate(kinds) if kind == "clause"]
    quoted = quoted_lines([lines[i] for i in body], [found[i] for i in body])
    own = [(i, mark) for n, i in enumerate(body) if n not in quoted and (mark := found[i])]
    state = _Series([mark for _, mark in own])
    openings: list[Opening] = []
    flags: list[tuple[int, str]] = []
    for n, (i, mark) in enumerate(own):
        verdict = state.place(mark, n)
        if verdict.flag:
            flags.append((i, verdict.flag))
        if verdict.depth is not None:
            openings.append(Opening(i, mark, verdict.depth))
    return openings, flags


def begins(marks: Sequence[Marker | None]) -> list[bool]:
    """Say for each line whether its label may be the first of a text: a first one, or one in the middle of a run."""
    support = iter(_support([mark for mark in marks if mark]))
    return [mark is not None and (next(support) >= _least(mark) or _first(mark)) for mark in marks]


def _first(mark: Marker) -> bool:
    return mark.number == 1 or (bool(mark.path) and set(mark.path[1:]) <= {0, 1})


def _least(mark: Marker) -> int:
    return 2 if mark.family in _ORDER else LEAST_MIDWAY


def _support(marks: Sequence[Marker]) -> list[int]:
    """Return for each label how many of its family go on one by one from it, itself counted."""
    out = [1] * len(marks)
    last: dict[str, tuple[Marker, int]] = {}
    for n in range(len(marks) - 1, -1, -1):
        mark = marks[n]
        following = last.get(mark.family)
        if following and labels.succeeds(mark, following[0]):
            out[n] = following[1] + 1
        if mark.family in markers.HIGH and n + 1 < len(marks) and marks[n + 1].family in _ORDER and out[n + 1] > 1:
            out[n] = max(out[n], 2)  # a chapter above articles that go on one by one
        last[mark.family] = (mark, out[n])
    return out


class _Series:
    """The series that are open, outermost first: each by its last label."""

    def __init__(self, marks: Sequence[Marker]) -> None:
        self.support = _support(marks)
        self.last = {mark.family: n for n, mark in enumerate(marks)}  # where a family is printed for the last time
        self.stack: list[Marker] = []
        self.seen: dict[str, int] = {}  # the last number a family had anywhere
        self.tops: set[str] = set()  # families of the clauses at the top
        self.opened = False

    def place(self, mark: Marker, n: int) -> _Verdict:
        """Say where the ``n``-th label stands, and go on from there."""
        verdict = self._decimal(mark) if mark.path else self._plain(mark, n)
        if verdict.depth is not None:
            self.stack = [*self.stack[: verdict.depth], mark]
            self.seen[mark.family] = mark.number
            self.opened = True
            if mark.family not in markers.HIGH and all(m.family in markers.HIGH for m in self.stack[:-1]):
                self.tops.add(mark.family)
        return verdict

    def _plain(self, mark: Marker, n: int) -> _Verdict:
        family = mark.family
        level = next((d for d, open_ in enumerate(self.stack) if open_.family == family), None)
        if level is None:
            flag = self._new(mark, n)
            depth = None if flag == "stray-label" else self._depth(family)
            return _Verdict(depth, flag) if depth is None or depth < DEEPEST else _Verdict(None, "stray-label")
        return self._again(mark, n, level)

    def _again(self, mark: Marker, n: int, level: int) -> _Verdict:
        """Say where a label of a family that is open stands; the rules are tried in this order."""
        last, number = self.stack[level], mark.number
        inner = level == len(self.stack) - 1 and mark.family not in markers.HIGH
        same = number == last.number and mark.inserted == last.inserted
        rules: tuple[tuple[bool, _Verdict], ...] = (
            (labels.succeeds(last, mark), _Verdict(level)),
            (1 < number - last.number <= 1 + MOST_LOST, _Verdict(level, "numbering-gap")),
            (same and self._slips(mark, n), _Verdict(level, "duplicate-label")),
            (number == 1 and inner and last.number > 1, _Verdict(level, "numbering-restart")),
            (number == 1 and mark.family in ("chapter", "subchapter", "article"), _Verdict(level)),
            (number > last.number and self._midway(mark, n, excerpt=True), _Verdict(level, "numbering-gap")),
        )
        return next((verdict for holds, verdict in rules if holds), _Verdict(None, "stray-label"))

    def _slips(self, mark: Marker, n: int) -> bool:
        """Say whether a label that is printed twice is a slip: what comes after it goes on from it, or nothing does."""
        return self.support[n] > 1 or self.last[mark.family] == n

    def _new(self, mark: Marker, n: int) -> str | None:
        """Give the problem with a label of a family that is not open, or None where it may open a series."""
        before = self.seen.get(mark.family, 0)
        if (mark.number == 1 and not mark.inserted) or mark.number == before + 1:
            return None
        if mark.number == before and mark.inserted:
            return None
        if not self.opened and mark.number == 2:
            return "numbering-gap"  # a scan lost the first label
        if 1 < mark.number - before <= 1 + MOST_LOST or self._midway(mark, n):
            return "numbering-gap"
        return "stray-label"

    def _midway(self, mark: Marker, n: int, *, excerpt: bool = False) -> bool:
        """Say whether a series begins in the middle: labels go on from it, and no other series stands at the top.

        ``excerpt`` asks for one that leaves out what stood between: only articles and chapters are printed so.
        """
        if self.support[n] < _least(mark):
            return False
        if mark.family in _ORDER:
            return self.tops <= {"article"}
        return not excerpt

    def _depth(self, family: str) -> int:
        """Give the depth at which a family opens: chapters and articles have their order, others go one down."""
        if family in _ORDER:
            return sum(1 for m in self.stack if _ORDER.get(m.family, 9) < _ORDER[family])
        if family.startswith("unknown"):
            return next((d for d, m in enumerate(self.stack) if m.family.startswith("unknown")), len(self.stack))
        return len(self.stack)

    def _decimal(self, mark: Marker) -> _Verdict:
        """Place 2.1.3: beside a decimal of as many numbers, below the one that it begins with, else one down."""
        path = mark.path
        open_ = [(d, m) for d, m in enumerate(self.stack) if m.path]
        late = None if set(path[1:]) <= {0, 1} else "numbering-gap"
        if not open_:
            headed = next((d for d, m in enumerate(self.stack) if m.family == "arabic-dot"), None)
            if headed is not None and self.stack[headed].number == path[0]:
                return _Verdict(headed + 1, late)
            return _Verdict(self._depth(mark.family), late)
        for depth, other in reversed(open_):
            if len(other.path) == len(path):
                if other.path == path:
                    return _Verdict(depth, "duplicate-label")
                flag = None if labels.follows(other.path, path, lost=0) else "numbering-gap"
                return _Verdict(depth, flag) if path > other.path else _Verdict(None, "stray-label")
            if len(other.path) < len(path) and path[: len(other.path)] == other.path:
                return _Verdict(depth + 1, None if path[-1] == 1 else "numbering-gap")
        return _Verdict(open_[0][0], late)
