"""Dates as instruments print them, in both languages.

    2026年2月6日   ２０２６年２月６日   2026 年 2 月 6 日    二〇二一年九月十五日   二○二一年   二OO六年
    贰零贰陆年贰月陆日
    民国115年2月6日   中華民國一百一十五年二月六日   2026年十一月廿一日
    February 6, 2026   Feb. 6th, 2026   6 February 2026   the 6th day of February, 2026   6-Feb-2026
    2026-02-06   2026/2/6   2026.2.6   16/02/2026

:func:`find` and :func:`read` take only whole dates: a month without a day, or a day without a year, is none.
:func:`months` reads months; :func:`unread` gives what is printed like a date and names no day, or one of two.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from regparse.notation import numerals
from regparse.notation.expressions import expression

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"[JFMASOND][A-Za-z]{2,8}\b\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_CAPITAL = {"壹": "一", "贰": "二", "貳": "二", "叁": "三", "參": "三", "肆": "四", "伍": "五",
            "陆": "六", "陸": "六",
            "柒": "七", "捌": "八", "玖": "九", "拾": "十", "廿": "二十", "卅": "三十"}  # fmt: skip
_PLAIN = str.maketrans({**dict.fromkeys("OoＯ○0０", "〇"), **_CAPITAL})
_B = r"[^\S\n]*"  # scans put blanks between and inside numbers, never a line break
_DIGIT = "[\\d〇○OＯo零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖]"
_SMALL = "一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾"
_YEAR = rf"{_DIGIT}(?:{_B}{_DIGIT}){{3}}"
_DAY = rf"{_B}(?P<m>\d(?:{_B}\d)?|[{_SMALL}]{{1,3}}|元){_B}月{_B}(?P<d>\d(?:{_B}\d)?|[{_SMALL}廿卅]{{1,3}}){_B}[日号號]"
_REPUBLIC = 1911
"""The year before the first one of the Republic's calendar (民国)."""

# Each begins with a class of characters, not with a choice: Python's engine then skips to where one may begin.
_PRINTED = (
    re.compile(rf"(?P<y>{_YEAR}){_B}年{_DAY}"),
    re.compile(rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}}){_ORDINAL}(?:,\s*|\s+)(?P<y>\d{{4}})(?!\d)"),
    re.compile(
        rf"(?P<d>\d(?<!\d\d)\d?){_ORDINAL}(?:\s+|-)(?:day\s+)?(?:of\s+)?(?P<m>{_MONTH})(?:,\s*|\s+|-)(?P<y>\d{{4}})(?!\d)"
    ),
    re.compile(
        r"(?P<y>[12](?<![\d./-][12])\d{3})(?P<sep>[-/.．－])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/-]|\.\d)"
    ),
    re.compile(rf"民[国國]{_B}(?P<republic>\d{{1,3}}|[{numerals.HAN_CLASS}]{{1,5}}){_B}年{_DAY}"),
)
_SLASHED = expression(r"(?P<one>\d(?<![\d/]\d)\d?)/(?P<other>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])")
"""Day and month in the order of one country or the other: only a number beyond 12 tells which is which."""
_NO_DAY = expression(
    "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[\u4e00-\u9fff\\d]{1,4}月[\u4e00-\u9fff\\d]{1,4}[日号]"
)
_MONTHLY = (
    re.compile(
        rf"(?P<y>{_YEAR}){_B}年{_B}(?P<m>\d{{1,2}}|[{_SMALL}]{{1,2}}|元){_B}月(?!{_B}[\d{_SMALL}廿卅]{{1,3}}{_B}[日号])"
    ),
    re.compile(rf"(?<!\d )(?P<m>\b{_MONTH})(?:\s+of)?,?\s+(?P<y>\d{{4}})(?!\d)"),
)


class Date(NamedTuple):
    """A date found: the day (of a month its first) and the half-open span in code points."""

    date: dt.date
    start: int
    end: int


def find(text: str, start: int = 0, end: int | None = None) -> list[Date]:
    """Return every date in ``text[start:end]``, in order. What is printed like a date and is none is left out."""
    end = len(text) if end is None else end
    found = [
        Date(date, *match.span())
        for printed in (*_PRINTED, _SLASHED)
        for match in printed.finditer(text, start, end)
        if (date := _date(match))
    ]
    return sorted(found, key=lambda date: date.start) if len(found) > 1 else found


def read(text: str) -> dt.date | None:
    """Read a text that is one date and nothing else; None when it is not, or when there is no such day."""
    matches = (printed.fullmatch(text.strip()) for printed in (*_PRINTED, _SLASHED))
    return next((date for match in matches if match and (date := _date(match))), None)


def months(text: str, start: int = 0, end: int | None = None) -> list[Date]:
    """Return every month without a day in ``text[start:end]``, in order, as its first day."""
    end = len(text) if end is None else end
    found = []
    for printed in _MONTHLY:
        for match in printed.finditer(text, start, end):
            day = _day(_number(match["y"]), _month(match["m"]), 1)
            if day:
                found.append(Date(day, *match.span()))
    return sorted(found, key=lambda date: date.start)


def unread(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of what is printed like a date in ``text[start:end]`` and cannot be read as one day.

    There is no such day (2月30日), day and month cannot be told apart (01/09/2027), or the year is counted by cycles.
    """
    end = len(text) if end is None else end
    found = [
        match.span()
        for printed in (*_PRINTED, _SLASHED)
        for match in printed.finditer(text, start, end)
        if not _date(match)
    ]
    return sorted([*found, *(match.span() for match in _NO_DAY.finditer(text, start, end))])


def later(day: dt.date, *, days: int = 0, months: int = 0) -> dt.date | None:
    """Return a day some days and months later; of a shorter month its last day. None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= dt.MAXYEAR:
        return None
    last = (dt.date(year + month // 11, (month + 1) % 12 + 1, 1) - dt.timedelta(1)).day if year < dt.MAXYEAR else 31
    try:
        return dt.date(year, month + 1, min(day.day, last)) + dt.timedelta(days)
    except (OverflowError, ValueError):
        return None


def _date(match: re.Match[str]) -> dt.date | None:
    words = match.groupdict()
    if "one" in words:
        one, other = int(match["one"]), int(match["other"])
        if one <= 12 and other <= 12 and one != other:
            return None
        return _day(int(match["y"]), *((other, one) if one > 12 else (one, other)))
    year = _REPUBLIC + _number(words["republic"]) if words.get("republic") else _number(match["y"])
    return _day(year, _month(match["m"]), _number(match["d"]))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(text: str) -> int:
    return 1 if text == "元" else _MONTHS.get(text.rstrip(".").lower()) or _number(text)


def _number(text: str) -> int:
    """Read digits with stray blanks, or a Chinese numeral; 0, which is no part of a date, when it is neither."""
    joined = "".join(text.split())
    if joined.isdecimal():
        return int(joined)
    return numerals.han(joined.translate(_PLAIN)) or 0
