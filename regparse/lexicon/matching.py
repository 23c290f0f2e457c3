"""Find the phrases of a table in a text: longest first, leftmost, in both languages.

All phrases are looked for in one pass (Aho and Corasick, "Efficient string matching", 1975). A table of three thousand
phrases as one regular expression would take longer to compile than a notice to read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from regparse.notation.expressions import expression

_LATIN = "A-Za-z0-9\u00c0-\u024f"
_LATIN_START = expression(f"[{_LATIN}]+")
_RUNS = expression(r"\s(?:\s+|(?<! ))")
_BRACES = expression(r"\{([^{}]*)\}")
_SPACES = expression(r"\s+")
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
    * A space in a phrase matches any run of blanks, a single line break included, but no blank line.
      Straight and curly apostrophes are one.
    """

    __slots__ = ("_automaton", "_ids", "_phrases")

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Take ``(phrase, entry id)`` pairs.

        Raises ValueError when a phrase is blank or is claimed by two entries.
        """
        self._ids: dict[str, str] = {}
        for printed, entry in phrases:
            phrase = printed
            if not phrase.isascii() or "  " in phrase:
                phrase = _SPACES.sub(" ", _straight(printed)).strip()
            if not phrase:
                raise ValueError(f"blank phrase in entry {entry!r}")
            if phrase[0].islower():
                self._add(phrase[0].upper() + phrase[1:], entry)
            self._add(phrase, entry)
        self._phrases = list(self._ids)
        self._automaton: AhoCorasick | None = None

    def _add(self, phrase: str, entry: str) -> None:
        if self._ids.setdefault(phrase, entry) != entry:
            raise ValueError(f"{phrase!r} is claimed by both {self._ids[phrase]!r} and {entry!r}")

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Match]:
        """Give every match in ``text[start:end]``, in order, with spans into ``text``."""
        end = len(text) if end is None else min(end, len(text))
        plain, marks, shifts = _plain(text, start, end)
        if self._automaton is None:  # built when a text comes, not when a table is read
            self._automaton = AhoCorasick(self._phrases, store_patterns=False)
        every = self._automaton.find_matches_as_indexes(plain, overlapping=True)
        every.sort(key=_leftmost_longest)
        found: list[Match] = []
        free = 0
        for which, low, high in every:
            if low >= free and _at_edges(plain, low, high):
                free = high
                entry = self._ids[self._phrases[which]]
                found.append(Match(entry, low + _shift(marks, shifts, low), high + _shift(marks, shifts, high - 1)))
        return found


def _leftmost_longest(found: tuple[int, int, int]) -> tuple[int, int]:
    return found[1], -found[2]


def _at_edges(plain: str, low: int, high: int) -> bool:
    """Say whether ``plain[low:high]`` cuts no Latin word in two."""
    return not (
        (low and _is_latin(plain[low - 1]) and _is_latin(plain[low]))
        or (high < len(plain) and _is_latin(plain[high]) and _is_latin(plain[high - 1]))
    )


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
