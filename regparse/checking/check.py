"""The problems of a text, each with its place in the text as it was read.

To the problems that the parse met come those that only the whole shows: a notice in which no norm was found, words
that ban and stand in no prohibition. Which code is how bad, and why, stands in ``lexicon/problems.toml``.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regparse.analysis.pipeline import Reading
from regparse.checking import bans
from regparse.corpus import sources
from regparse.lexicon.problems import problem
from regparse.model import Notice, Problem, Severity, Span

PLAIN = ("text/plain", "text/markdown")
"""Media types of files whose lines are lines of text: problems have places in them."""
_PROBE = 8
"""Letters by which two texts find together again where they differ."""
_SLACK = 300
"""How far on they are looked for."""


class Place(NamedTuple):
    """Where something stands in a text: lines and columns from 1, the end behind the last character.

    ``start`` and ``end`` are the same as offsets. All count code points.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


class Finding(NamedTuple):
    """A problem, where it stands in the file, and where in the notice's text (None for what was left out)."""

    problem: Problem
    source: Place
    body: Place | None


class Report(NamedTuple):
    """A notice and its problems in the order of the text, the one as parsed and the other complete."""

    notice: Notice
    findings: tuple[Finding, ...]

    def failed(self, *, strict: bool = False) -> bool:
        """Say whether a problem is an error; with ``strict`` a warning counts too."""
        bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(finding.problem.severity in bad for finding in self.findings)


def run(
    source: str | os.PathLike[str] | bytes,
    *,
    edition: str | None = None,
    name: str | None = None,
    media_type: str | None = None,
) -> Report:
    """Parse a source and give its problems; arguments and errors as of :func:`regparse.corpus.sources.parse`."""
    given = sources.content(source, edition=edition, name=name, media_type=media_type)
    return report(sources.read_content(given), given.data)


def report(reading: Reading, data: bytes, further: Iterable[Problem] = ()) -> Report:
    """Give the problems of a notice that was parsed from ``data``, and ``further`` ones that the caller found."""
    return check(reading, _file(reading.notice, data), further)


def _file(notice: Notice, data: bytes) -> str | None:
    """Give the text of a file as an editor shows it, when it is a plain text."""
    if notice.source.media_type not in PLAIN or not notice.source.encoding:
        return None
    text = data.decode(notice.source.encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check(reading: Reading, file: str | None = None, further: Iterable[Problem] = ()) -> Report:
    """Give the problems of a notice that was read. Never raises.

    ``file`` is the text of the file, where it is one of plain text: then the places are in it, else in the document's
    text.
    """
    notice = reading.notice
    texts = _Texts(reading, file)
    found = [texts.finding(one) for one in (*notice.problems, *examine(notice), *further)]
    found.sort(key=lambda f: (f.source.start, f.source.end, f.problem.code, tuple(map(str, f.problem.params.values()))))
    return Report(notice, tuple(found))


def examine(notice: Notice) -> tuple[Problem, ...]:
    """Give the problems that only the whole of a parsed notice shows."""
    return tuple(_whole(notice))


def _whole(notice: Notice) -> Iterator[Problem]:
    head = notice.title_span or (0, min(len(notice.text), 40))
    clauses = sum(1 for _ in notice.walk())
    if not clauses:
        yield problem("no-clauses", head)
    elif next(notice.provisions(), None) is None:
        yield problem("no-provisions", head, clauses=clauses)
    annexes: dict[Span, list[bans.Ban]] = {}
    blocks = sorted(block.span for block in notice.blocks)
    for ban in bans.walk(notice):
        word = notice.text[slice(*ban.span)]
        if ban.fate == "unread":
            yield problem("unread-ban", ban.span, word=word)
        elif ban.fate == "annex":
            block = blocks[bisect_right(blocks, (ban.span[0], len(notice.text))) - 1]
            annexes.setdefault(block, []).append(ban)
    for found in annexes.values():
        yield problem("unread-annex", found[0].span, bans=len(found))


class _Texts:
    """A notice's text and the file's, and the way from places in the one to places in the other.

    It leads over the text that the reader gave: the notice's lines are some of its lines, mended; its letters are the
    file's, but for what cannot be seen.
    """

    def __init__(self, reading: Reading, file: str | None) -> None:
        self.body, self.read = reading.notice.text, reading.document.text
        self.file = file = self.read if file is None else file
        read = self.read
        self.body_starts, self.read_starts, self.file_starts = _starts(self.body), _starts(read), _starts(file)
        self.numbers = reading.places
        self.trail = None if read == file else _trail(read, file)
        self._lines: dict[int, int | list[int]] = {}

    def finding(self, problem: Problem) -> Finding:
        if problem.span is None:
            first, last = problem.lines or (1, 1)
            start = self.read_starts[first - 1]
            end = self.read_starts[last] - 1 if last < len(self.read_starts) else len(self.read)
            return Finding(problem, self.source(start, end), None)
        start, end = problem.span
        source = self.source(self.origin(start), self.origin(max(end - 1, start)) + (end > start))
        return Finding(problem, source, _place(self.body_starts, start, end))

    def source(self, start: int, end: int) -> Place:
        """Give the place in the file of a stretch of the text as read."""
        if self.trail is not None and end > start:
            start, end = self.trail[start], self.trail[end - 1] + 1
        return _place(self.file_starts, start, max(start, end))

    def origin(self, at: int) -> int:
        """Give the offset in the text as read of the character at ``at`` of the notice's text."""
        line = bisect_right(self.body_starts, at) - 1
        start = self.body_starts[line]
        if line not in self._lines:
            self._lines = {line: self._line(line)}  # problems come by lines
        trail = self._lines[line]
        return trail + at - start if isinstance(trail, int) else trail[at - start]

    def _line(self, line: int) -> int | list[int]:
        """Return where a line of the notice begins in the text as read; where it was mended, each place of it."""
        start = self.body_starts[line]
        end = self.body_starts[line + 1] - 1 if line + 1 < len(self.body_starts) else len(self.body)
        words = self.body[start:end]
        origin = self.read_starts[self.numbers[line] - 1]
        window = origin + 2 * len(words) + _SLACK
        whole = self.read.find(words, origin, window)
        if whole >= 0:
            return whole
        return [origin + place for place in (*_trail(words, self.read[origin:window]), 0)]


def _trail(text: str, original: str) -> list[int]:
    """Give for each character of a cleaned text its place in the original: letters in order, blanks apart.

    Where the letters differ, the next few of the text are looked for a little further on in the original.
    """
    seen = [i for i, letter in enumerate(original) if not letter.isspace()]
    letters = "".join(original.split())
    own = "".join(text.split())
    places: list[int] = []
    at = count = 0
    for letter in text:
        if not letter.isspace():
            if letters[at : at + 1] != letter:
                found = letters.find(own[count : count + _PROBE], at, at + _SLACK)
                at = found if found >= 0 else at
            places.append(seen[at] if at < len(seen) else len(original))
            at += letters[at : at + 1] == letter
            count += 1
        else:
            places.append(places[-1] + 1 if places else 0)
    return places


def _starts(text: str) -> list[int]:
    return [0, *(i + 1 for i, letter in enumerate(text) if letter == "\n")]


def _place(starts: list[int], start: int, end: int) -> Place:
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, end) - 1
    return Place(first + 1, start - starts[first] + 1, last + 1, end - starts[last] + 1, start, end)
