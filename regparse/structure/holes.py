"""Labels that the numbering misses and that stand inside a line, where scanning or copying glued two lines together.

Up to three labels in a row are looked for: those between a label and the one before it in its series, or before the
first. Where a missing one is printed further up, that line is parted before it; a label that is cited (第四条规定,
第（二）项) fills no hole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from regparse.notation import markers, numerals
from regparse.notation.expressions import expression

_N = numerals.HAN_CLASS
_RANKS = {"chapter": 0, "article": 1, "han-dot": 1, "paren-han": 2}
_FORMS = {
    "chapter": re.compile(rf"第(?P<n>[{_N}]{{1,4}})章(?=\s)"),
    "article": re.compile(rf"第(?P<n>[{_N}]{{1,7}})条(?=\s)"),
    "han-dot": re.compile(rf"(?<![{_N}第])(?P<n>[{_N}]{{1,3}})[、.．](?!\d)"),
    "paren-han": re.compile(rf"(?<![第款条项及和、至到])[（(](?P<n>[{_N}]{{1,3}})[）)](?![项款目、至])"),
}
"""Labels as they are printed."""
_WORDS = expression(r"[\u4e00-\u9fff》）]")
"""Only the first article or chapter is glued to words, those of a title; others to the end of a sentence."""


class _Seen(NamedTuple):
    number: int
    at: int


def fill(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Give lines with those parted that hold a missing label: the index of the line each was, and its text."""
    out = list[tuple[int, str]]()
    last: dict[str, _Seen] = {}
    ever: dict[str, int] = {}  # series may count on across the sections of a notice
    for i, text in enumerate(texts):
        mark = markers.read(text)
        rank = _RANKS.get(mark.family) if mark else None
        if mark and rank is not None:
            before = last.get(mark.family, _Seen(0, _floor(last, rank)))
            _fill(out, before.at, mark.family, _missing(mark.number, before.number, ever.get(mark.family, 0)))
            last = {family: seen for family, seen in last.items() if _RANKS[family] <= rank}
            last[mark.family] = _Seen(mark.number, len(out))
            ever[mark.family] = mark.number
        out.append((i, text))
    return out


def _missing(number: int, before: int, ever: int) -> range:
    """Give the numbers that are missing before one: in its own series, or in one that counts on from above."""
    for last in (before, 0 if before else ever, 0):
        if last < number <= last + 1 + MOST:
            return range(last + 1, number)
    return range(0)


MOST = 3
"""More labels than this are not lost in a row."""


def _floor(last: dict[str, _Seen], rank: int) -> int:
    """Give the line from which a series may have begun: that of the last label above it."""
    return max((seen.at for family, seen in last.items() if _RANKS[family] < rank), default=0)


def _fill(out: list[tuple[int, str]], floor: int, family: str, missing: range) -> None:
    """Part the lines from ``floor`` on that hold the missing labels, the last one first, each the nearest."""
    end = len(out)
    for number in reversed(missing):
        for at in range(end - 1, floor - 1, -1):
            i, text = out[at]
            cut = _place(text, family, number)
            if cut:
                out[at : at + 1] = [(i, text[:cut].rstrip(" \u3000")), (i, text[cut:])]
                end = at + 1
                break


def _place(text: str, family: str, number: int) -> int:
    """Give where a label stands inside a line, the last place of several; 0 where it does not."""
    glued = number == 1 or family in {"han-dot", "paren-han"}
    return max(
        (
            found.start()
            for found in _FORMS[family].finditer(text)
            if numerals.han(found["n"]) == number and (glued or not _WORDS.match(text, found.start() - 1))
        ),
        default=0,
    )
