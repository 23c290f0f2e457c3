"""What both languages' enumerations have in common."""

from __future__ import annotations

import re
from typing import NamedTuple

from regparse.grammar.sentences import Masks, trim


class Item(NamedTuple):
    """One act: its span, where its own words end (``core``; the shared complement comes behind), the readable phrase.

    ``group`` numbers the enumeration it stands in: acts of one verb share it. ``apart`` says that it is a verb of its
    own among verbs that share an object.
    """

    start: int
    end: int
    core: int
    phrase: str
    group: int
    apart: bool = False


def cut(text: str, start: int, end: int, separator: re.Pattern[str], masks: Masks) -> list[tuple[int, int]]:
    """Part ``text[start:end]`` at a separator outside quotations and parentheses; pieces without outer space."""
    pieces, at = [], start
    for found in separator.finditer(text, start, end):
        if masks.hidden(found.start()):
            continue
        pieces.append(trim(text, at, found.start()))
        at = found.end()
    pieces.append(trim(text, at, end))
    return [(a, b) for a, b in pieces if a < b]


def first(text: str, start: int, end: int, pattern: re.Pattern[str], masks: Masks) -> re.Match[str] | None:
    """Give the first match outside quotations and parentheses."""
    return next((m for m in pattern.finditer(text, start, end) if not masks.hidden(m.start())), None)
