"""The computed parts of a sentence in the language of the brief: lists, counts, dates, cuts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from regparse.wording.tongue import chinese, say

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WIDE = "\u2e80"
"""The first character of the Chinese blocks."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def listing(items: Iterable[str], last: str = "and") -> str:
    """Join ``items`` as the language does: ``a``, ``a and b``, ``a, b and c``; a和b, a、b和c."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    if chinese():
        return f"{'、'.join(parts[:-1])}{'或' if last == 'or' else '和'}{parts[-1]}"
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def noted(name: str, note: str) -> str:
    """Put a note in brackets behind a name, as the language sets them."""
    return f"{name}（{note}）" if chinese() else f"{name} ({note})"


def commas(places: Iterable[str]) -> str:
    """Join numbers of clauses by the mark that the language sets between them."""
    return ("、" if chinese() else ", ").join(places)


def at_most(items: Iterable[str], limit: int, noun: str = "more", of: str = "#item") -> str:
    """Join the first ``limit`` items and say how many are left out: ``a, b and three more``.

    Chinese says how many there are in all; ``of`` is the word for what is counted.
    """
    parts = list(items)
    if len(parts) <= limit + 1:
        return listing(parts)
    if chinese():
        return f"{'、'.join(parts[:limit])}等{len(parts)}{say(of)}"
    return f"{', '.join(parts[:limit])} and {number(len(parts) - limit)} {noun}"


def number(count: int) -> str:
    """Give a count as a word up to ten, in digits beyond."""
    if chinese():
        return str(count)
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Give ``two bans``; the plural takes an s unless ``many`` is given."""
    if chinese():
        return f"{count}{say('#' + one) if one else '项'}"
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def be(count: int) -> str:
    """Give the verb that goes with ``count`` things: ``is`` for one, else ``are``."""
    return "is" if count == 1 else "are"


def sentence(text: str) -> str:
    """Begin with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def joined(parts: Iterable[str], mark: str) -> str:
    """Join the parts of a sentence by a comma or a semicolon of the language."""
    full = {",": "，", ";": "；"}[mark]
    return (full if chinese() else f"{mark} ").join(parts)


def stop(text: str) -> str:
    """Begin with a capital and end with the full stop of the language."""
    return f"{sentence(text)}{'。' if chinese() else '.'}"


def day(date: dt.date) -> str:
    """Give ``6 February 2026``."""
    if chinese():
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def middle(text: str, limit: int) -> str:
    """Leave out the middle of what is longer than ``limit`` letters, and say so by an ellipsis."""
    if len(text) * (2 if text[:1] >= _WIDE else 1) <= limit:
        return text
    room = limit // (4 if text[:1] >= _WIDE else 2)
    head, tail = text[:room], text[-room:]
    if text[:1] < _WIDE:
        head, tail = head.rpartition(" ")[0], tail.partition(" ")[2]
    return f"{head} … {tail}"


def clip(text: str, limit: int) -> str:
    """Cut ``text`` at the end of a word, with an ellipsis where something is left out.

    ``limit`` counts letters; a Chinese character takes the room, and holds the sense, of two.
    """
    text = " ".join(text.split())
    room = 0
    for place, char in enumerate(text):
        room += 2 if char >= _WIDE else 1
        if room > limit:
            head = text[: max(place - 1, 1)]
            break
    else:
        return text
    limit = len(head)
    cut = head.rfind(" ")
    return f"{(head[:cut] if cut > limit * 2 // 3 else head).rstrip(' ,;:，；、')} …"
