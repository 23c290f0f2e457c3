"""Find the phrases of a table in a text: longest first, leftmost, in both languages.

One regular expression stops where a phrase may begin (its first Latin word, or its first two characters
otherwise); the phrase is then looked up by length in a dictionary. A table of three thousand phrases as one
expression would take longer to compile than a notice to read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

_LATIN = "A-Za-z0-9\u00c0-\u024f"
_LATIN_START = re.compile(f"[{_LATIN}]+")
_RUNS = re.compile(r"\s(?:\s+|(?<! ))")
_BRACES = re.compile(r"\{([^{}]*)\}")
_SPACES = re.compile(r"\s+")
_APOSTROPHES = "\u2018\u2019\u02bc\uff07"


def expand(phrase: str) -> list[str]:
    """Write out the alternatives of a phrase: ``{relevant|other} departments`` is two phrases.

    An empty alternative leaves its place out, with one of the blanks around it.
    """
    if "{" not in phrase:
        return [phrase]
    parts = [part.split("|") if i % 2 else [part] for i, part in enumerate(_BRACES.split(phrase))]
    return ["".join(choice).strip().replace("  ", " ") for choice in product(*parts)]


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

    __slots__ = ("_any_case", "_heads", "_ids", "_lengths")

    def __init__(self, phrases: Iterable[tuple[str, str]], *, ignore_case: bool = False) -> None:
        """Take ``(phrase, entry id)`` pairs.

        Raises ValueError when a phrase is blank or is claimed by two entries.
        """
        self._any_case = ignore_case
        self._ids: dict[str, str] = {}
        self._lengths: dict[str, list[int]] = {}
        self._heads: list[re.Pattern[str]] = []
        for printed, entry in phrases:
            phrase = printed
            if not phrase.isascii() or "  " in phrase:
                phrase = _SPACES.sub(" ", _straight(printed)).strip()
            if not phrase:
                raise ValueError(f"blank phrase in entry {entry!r}")
            if ignore_case:
                phrase = phrase.lower()
            elif phrase[0].islower():
                self._add(phrase[0].upper() + phrase[1:], entry)
            self._add(phrase, entry)
        for found in self._lengths.values():
            found.sort(reverse=True)

    def _add(self, phrase: str, entry: str) -> None:
        if self._ids.setdefault(phrase, entry) != entry:
            raise ValueError(f"{phrase!r} is claimed by both {self._ids[phrase]!r} and {entry!r}")
        word = _LATIN_START.match(phrase)
        found = self._lengths.setdefault(word[0] if word else phrase[:2], [])
        if len(phrase) not in found:
            found.append(len(phrase))

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Match]:
        """Give every match in ``text[start:end]``, in order, with spans into ``text``."""
        end = len(text) if end is None else min(end, len(text))
        plain, marks, shifts = _plain(text, start, end)
        if self._any_case and len(lower := plain.lower()) == len(plain):
            plain = lower
        self._heads = self._heads or _heads(self._lengths)
        found: list[Match] = []
        free = 0
        for at, head in sorted((head.start(), head[0]) for pattern in self._heads for head in pattern.finditer(plain)):
            length = self._longest(plain, at, head) if at >= free else 0
            if length:
                entry = self._ids[plain[at : at + length]]
                free = at + length
                found.append(Match(entry, at + _shift(marks, shifts, at), free + _shift(marks, shifts, free - 1)))
        return found

    def _longest(self, plain: str, at: int, head: str) -> int:
        """Give the length of the longest phrase that opens with ``head`` at ``at``, or 0."""
        ids, size = self._ids, len(plain)
        for key in (head,) if _is_latin(head[0]) else (plain[at : at + 2], head):
            for length in self._lengths.get(key, ()):
                stop = at + length
                if (
                    plain[at:stop] in ids
                    and stop <= size
                    and not (stop < size and _is_latin(plain[stop]) and _is_latin(plain[stop - 1]))
                ):
                    return length
        return 0


def _heads(keys: Iterable[str]) -> list[re.Pattern[str]]:
    """Give the patterns that stop where a phrase may begin: at its first Latin word, or its first character.

    Two patterns and letters in groups, because Python's engine then skips what cannot begin a match.
    """
    groups: dict[str, list[str]] = {}
    for key in sorted(keys):
        groups.setdefault(key[0], []).append(re.escape(key[1:]))
    latin = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items() if _is_latin(first))
    other = "|".join(
        re.escape(first) + ("" if "" in rest else f"(?=[{''.join(rest)}])")
        for first, rest in groups.items()
        if not _is_latin(first)
    )
    edged = f"(?<![{_LATIN}])(?:{latin})(?![{_LATIN}])" if latin else ""
    return [re.compile(pattern) for pattern in (edged, other) if pattern]


def _is_latin(char: str) -> bool:
    return bool(_LATIN_START.match(char))


def _straight(text: str) -> str:
    for curly in _APOSTROPHES:
        text = text.replace(curly, "'")
    return text


def _plain(text: str, start: int, end: int) -> tuple[str, list[int], list[int]]:
    """Give ``text[start:end]`` with single blanks and straight apostrophes, and how far offsets moved.

    ``shifts[k]`` is what to add to an offset that stands at or behind ``marks[k]``.
    """
    part = _straight(text[start:end])
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
    return "".join(pieces), marks, shifts


def _shift(marks: list[int], shifts: list[int], at: int) -> int:
    return shifts[bisect_right(marks, at) - 1]
