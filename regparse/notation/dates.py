"""Dates as instruments print them, in both languages.

    2026年2月6日   ２０２６年２月６日   2026 年 2 月 6 日    二〇二一年九月十五日   二○二一年   二OO六年
    February 6, 2026   Feb. 6th, 2026   6 February 2026   the 6th of February 2026
    2026-02-06   2026/2/6   2026.2.6

Only whole dates are read: a month without a day, or a day without a year, is none.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from regparse.notation import numerals

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"[JFMASOND][A-Za-z]{2,8}\b\.?"
_ZEROS = str.maketrans("OoＯ○0０", "〇〇〇〇〇〇")
_B = r"[^\S\n]*"  # scans put blanks between and inside numbers, never a line break

# Each begins with a class of characters, not with a choice: Python's engine then skips to where one may begin.
_PRINTED = (
    re.compile(
        rf"(?P<y>[\d〇○OＯo零一二三四五六七八九](?:{_B}[\d〇○OＯo零一二三四五六七八九]){{3}}){_B}年"
        rf"{_B}(?P<m>\d(?:{_B}\d)?|[一二三四五六七八九十]{{1,3}}){_B}月"
        rf"{_B}(?P<d>\d(?:{_B}\d)?|[一二三四五六七八九十]{{1,3}}){_B}[日号]"
    ),
    re.compile(rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)"),
    re.compile(rf"(?P<d>\d(?<!\d\d)\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}})(?!\d)"),
    re.compile(r"(?P<y>[12](?<![\d./-][12])\d{3})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/-]|\.\d)"),
)


class Date(NamedTuple):
    """A date found: the day and the half-open span in code points."""

    date: dt.date
    start: int
    end: int


def find(text: str, start: int = 0, end: int | None = None) -> list[Date]:
    """Give every date in ``text[start:end]``, in order. What is printed like a date and is none is left out."""
    end = len(text) if end is None else end
    found = [
        Date(date, *match.span())
        for printed in _PRINTED
        for match in printed.finditer(text, start, end)
        if (date := _date(match))
    ]
    return sorted(found, key=lambda date: date.start)


def read(text: str) -> dt.date | None:
    """Read a text that is one date and nothing else; None when it is not, or when there is no such day."""
    matches = (printed.fullmatch(text.strip()) for printed in _PRINTED)
    return next((_date(match) for match in matches if match), None)


def _date(match: re.Match[str]) -> dt.date | None:
    name = match["m"].rstrip(".").lower()
    try:
        return dt.date(_number(match["y"]), _MONTHS.get(name) or _number(name), _number(match["d"]))
    except ValueError:
        return None


def _number(text: str) -> int:
    """Read digits with stray blanks, or a Chinese numeral; 0, which is no part of a date, when it is neither."""
    joined = "".join(text.split())
    if joined.isdecimal():
        return int(joined)
    return numerals.han(joined.translate(_ZEROS)) or 0
