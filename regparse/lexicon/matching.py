"""Find the phrases of a table in a text: longest first, leftmost, in both languages.

A phrase is dispatched on how it begins (its first Latin word, or its first two characters otherwise)
and then looked up by length in a dictionary. That takes no compile time, which for a table of two
thousand phrases as one regular expression would be ten times the time of reading a notice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

_LATIN = "A-Za-z0-9\u00c0-\u024f"
_LATIN_START = re.compile(f"[{_LATIN}]+")
_RUNS = re.compile(r"\s{2,}|[^\S ]")
_NOT_PLAIN = re.compile(r"\s{2,}|[^\S ]|[\u2018\u2019\u02bc\uff07]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\uff07", "'"))


def expand(phrase: str) -> list[str]:
    """Write out the alternatives of a phrase: ``{relevant|other} departments`` is two phrases.

    An empty alternative leaves its place out, with one of the blanks around it.
    """
    braces = _BRACES.search(phrase)
    if not braces:
        return [_SPACES.sub(" ", phrase).strip()]
    before, after = phrase[: braces.start()], phrase[braces.end() :]
    return [form for choice in braces[1].split("|") for form in expand(before + choice + after)]


class Match(NamedTuple):
    """A phrase found: the id of its entry and the half-open span in code points."""

    id: str
    start: int
    end: int


class Matcher:
    """A table of phrases, ready to be found in texts.

    * Where two phrases begin at one place the longer wins; after a match the search goes on behind it.
    * A phrase that begins or ends in a Latin letter or digit does so at the edge of a word there; Chinese
      ones match anywhere.
    * Case counts, but a phrase that begins in lower case also stands with a capital (opening a sentence).
      With ``ignore_case`` it does not count at all.
    * A space in a phrase matches any run of blanks, a single line break included, but no blank line.
      Straight and curly apostrophes are one.
    """

    __slots__ = ("_any_case", "_head", "_ids", "_lengths")

    def __init__(self, phrases: Iterable[tuple[str, str]], *, ignore_case: bool = False) -> None:
        """Take ``(phrase, entry id)`` pairs.

        Raises ValueError when a phrase is blank or is claimed by two entries.
        """
        self._any_case = ignore_case
        self._ids: dict[str, str] = {}
        lengths: dict[str, set[int]] = {}
        others: set[str] = set()
        for printed, entry in phrases:
            phrase = _SPACES.sub(" ", printed.translate(_APOSTROPHES)).strip()
            if ignore_case:
                phrase = phrase.lower()
            if not phrase:
                raise ValueError(f"blank phrase in entry {entry!r}")
            for form in {phrase, phrase[0].upper() + phrase[1:]} if not ignore_case else (phrase,):
                if self._ids.setdefault(form, entry) != entry:
                    raise ValueError(f"{printed!r} is claimed by both {self._ids[form]!r} and {entry!r}")
                word = _LATIN_START.match(form)
                lengths.setdefault(word[0] if word else form[:2], set()).add(len(form))
                if not word:
                    others.add(form[0])
        self._lengths = {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()}
        edge = "".join(re.escape(char) for char in sorted(others))
        self._head = re.compile(f"[{_LATIN}]+" + (f"|[{edge}]" if edge else ""))

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Match]:
        """Give every match in ``text[start:end]``, in order, with spans into ``text``."""
        end = len(text) if end is None else min(end, len(text))
        plain, marks, shifts = _plain(text, start, end)
        if self._any_case and len(lower := plain.lower()) == len(plain):
            plain = lower
        found: list[Match] = []
        free = 0
        for head in self._head.finditer(plain):
            at = head.start()
            if at < free:
                continue
            length = self._longest(plain, at, head[0])
            if length:
                entry = self._ids[plain[at : at + length]]
                free = at + length
                found.append(Match(entry, at + _shift(marks, shifts, at), free + _shift(marks, shifts, free - 1)))
        return found

    def _longest(self, plain: str, at: int, head: str) -> int:
        """Give the length of the longest phrase at ``at``, or 0."""
        for key in (head,) if _is_latin(head[0]) else (plain[at : at + 2], head):
            for length in self._lengths.get(key, ()):
                stop = at + length
                if plain[at:stop] not in self._ids:
                    continue
                if stop < len(plain) and _is_latin(plain[stop - 1]) and _is_latin(plain[stop]):
                    continue
                return length
        return 0


def _is_latin(char: str) -> bool:
    return bool(_LATIN_START.match(char))


def _plain(text: str, start: int, end: int) -> tuple[str, list[int], list[int]]:
    """Give ``text[start:end]`` with single blanks and straight apostrophes, and how far offsets moved.

    ``shifts[k]`` is what to add to an offset that stands at or behind ``marks[k]``.
    """
    part = text[start:end]
    if not _NOT_PLAIN.search(part):
        return part, [0], [start]
    marks, shifts, pieces = [0], [start], []
    done = size = 0
    for run in _RUNS.finditer(part):
        pieces += [part[done : run.start()], "\n" if run[0].count("\n") > 1 else " "]
        size += run.start() - done + 1
        done = run.end()
        if len(run[0]) > 1:
            marks.append(size)
            shifts.append(start + done - size)
    pieces.append(part[done:])
    return "".join(pieces).translate(_APOSTROPHES), marks, shifts


def _shift(marks: list[int], shifts: list[int], at: int) -> int:
    return shifts[bisect_right(marks, at) - 1]
