"""Counts, periods, amounts and shares in a passage, in one notation for both languages: "10 departments", "30 days"."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, MatchKind

from regparse.model import Language, Quote, Span
from regparse.notation import numerals
from regparse.notation.expressions import expression

_WORDS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),  # noqa: SIM905
        start=1,
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}

_UNITS_ZH = {
    "个工作日": "working days", "工作日": "working days", "日": "days", "天": "days",
    "个月": "months", "年": "years", "小时": "hours", "元": "yuan", "美元": "dollars",
    "%": "percent", "％": "percent", "倍": "times",
    "个部门": "departments", "部门": "departments", "部委": "departments", "个部委": "departments",
}  # fmt: skip
_UNITS_EN = {
    "working day": "working days", "business day": "working days", "day": "days", "month": "months", "year": "years",
    "hour": "hours", "yuan": "yuan", "dollar": "dollars", "percent": "percent", "per cent": "percent", "%": "percent",
    "time": "times", "department": "departments", "ministr": "departments", "agenc": "departments",
    "authorit": "departments",
}  # fmt: skip
_SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "thousand": 10**3, "million": 10**6, "billion": 10**9}

_UNIT_ZH = "|".join(sorted(map(re.escape, _UNITS_ZH), key=len, reverse=True))
_ZH = expression(
    rf"百分之(?P<share>[{numerals.HAN_CLASS}]+)"
    rf"|(?<![第统〔\d.,{numerals.HAN_CLASS}])(?P<n>\d[\d,]*(?:\.\d+)?|[{numerals.HAN_CLASS}]+)\s*(?P<scale>万亿|万|亿)?"
    rf"(?P<unit>{_UNIT_ZH})(?!\d|[度级月])"
)
_UNIT_EN = "|".join(sorted(map(re.escape, _UNITS_EN), key=len, reverse=True))
_EN = expression(
    r"(?P<sign>RMB|CNY|¥|US\$|\$)?\s?"
    rf"(?<![\w.,\[])(?P<n>\d[\d,]*(?:\.\d+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![\w\]])"
    rf"(?P<scale>\s+(?:thousand|million|billion))?(?:[\s-](?P<other>other\s+)?)?(?P<unit>{_UNIT_EN})?",
    re.IGNORECASE,
)
_TIMES = expression(r"s?\b(?! limit)")
_SIGNS = {"rmb": "yuan", "cny": "yuan", "¥": "yuan", "us$": "dollars", "$": "dollars"}


def find(text: str, span: Span, language: Language) -> list[tuple[str, Quote]]:
    """Give the figures with a unit in ``text[span]`` in order, each in one notation and as printed.

    "Ten other departments" stand beside one that was named, so that they are eleven. A year of the calendar, an
    article and a document number are no figures.
    """
    pattern, read = (_ZH, _zh) if language == "zh" else (_EN, _en)
    found = [(read(match), _quote(match)) for match in pattern.finditer(text, *span)]
    return [(said, quote) for said, quote in found if said]


_EVERY_ZH = expression(r"每(?P<unit>个?工作日|日|天|周|个?月|个?季度?|半年|年)(?!\d)")
_EVERY_EN = expression(
    r"\b(?:every|each|per)\s(?P<unit>working day|day|week|month|quarter|half[ -]year|year)\b"
    r"|\b(?P<often>daily|weekly|monthly|quarterly|semi-annually|annually|yearly)\b",
    re.IGNORECASE,
)
_OFTEN = {
    "日": "day", "天": "day", "工作日": "working day", "周": "week", "月": "month", "季": "quarter", "季度": "quarter",
    "半年": "half-year", "年": "year", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "semi-annually": "half-year", "annually": "year", "yearly": "year",
}  # fmt: skip


def frequencies(text: str, span: Span, language: Language) -> list[tuple[str, Quote]]:
    """Give how often something is done, in one notation and as printed: "every month" for 每月 and "monthly"."""
    out = []
    for found in (_EVERY_ZH if language == "zh" else _EVERY_EN).finditer(text, *span):
        unit = (found["unit"] or found.groupdict().get("often") or "").lower().removeprefix("个").replace(" ", "-")
        named = _OFTEN.get(unit, unit.replace("working-day", "working day"))
        out.append((f"every {named}", Quote(text=found[0], span=found.span())))
    return out


_OPENINGS = [*"0123456789", *_WORDS, "every", "each", "per", *(word for word in _OFTEN if word.endswith("ly"))]
_OPENS = AhoCorasick(_OPENINGS, matchkind=MatchKind.LeftmostLongest, store_patterns=False)


def likely(text: str, span: Span, language: Language) -> bool:
    """Say whether ``text[span]`` may hold a figure or a frequency; English ones open with a digit or one of few words.

    Asking is forty times cheaper than looking, and few norms have one. Chinese ones are looked for as fast.
    """
    if language == "zh":
        return True
    words = text[slice(*span)].lower()
    return any(
        not (words[low - 1 : low].isalpha() or words[high : high + 1].isalpha())
        for _, low, high in _OPENS.find_matches_as_indexes(words)
    )


def in_norm(text: str, span: Span, language: Language) -> dict[str, Quote]:
    """Give the figures of a norm by what they say; a count of departments is none of its own."""
    if not likely(text, span, language):
        return {}
    found = [*find(text, span, language), *frequencies(text, span, language)]
    return {said: quote for said, quote in found if not said.endswith(" departments")}


def _zh(found: re.Match[str]) -> str | None:
    if found["share"]:
        value = _number(found["share"])
        return _said(value, "percent")
    value = _number(found["n"])
    unit = _UNITS_ZH[found["unit"]]
    if value is None or (unit in ("years", "months", "days") and not found["scale"] and _calendar(found)):
        return None
    return _said(value * _SCALES.get(found["scale"] or "", 1), unit)


def _calendar(found: re.Match[str]) -> bool:
    """Tell a date from a period: 2026年, and 6日 behind a month."""
    before = found.string[max(found.start() - 1, 0) : found.start()]
    return (found["unit"] == "年" and len(found["n"]) == 4) or (found["unit"] == "日" and before == "月")


def _en(found: re.Match[str]) -> str | None:
    unit = _UNITS_EN.get((found["unit"] or "").lower()) or _SIGNS.get((found["sign"] or "").lower())
    value = _number(found["n"])
    if unit is None or value is None or _once(found):
        return None
    value *= _SCALES.get((found["scale"] or "").strip().lower(), 1)
    return _said(value + bool(found["other"]), unit)


def _once(found: re.Match[str]) -> bool:
    """Tell "at one time" and "one time limit" from "one time the gains"."""
    if (found["unit"] or "").lower() != "time":
        return False
    before = found.string[: found.start()].rstrip().lower()
    return before.endswith("at") or not _TIMES.match(found.string, found.end())


def _number(text: str) -> float | None:
    if text[0].isdigit():
        return float(text.replace(",", "")) if text[0].isascii() else None
    if text.lower() in _WORDS:
        return float(_WORDS[text.lower()])
    read = numerals.read(text)
    return float(read[0]) if read else None


def _said(value: float | None, unit: str) -> str | None:
    return f"{value:.15g} {unit}" if value is not None else None


def _quote(found: re.Match[str]) -> Quote:
    """Quote a figure as printed: without blanks around it, to the end of its unit's word."""
    text, (start, end) = found.string, found.span()
    while found["unit"] and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        end += 1
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Quote(text=text[start:end].rstrip(), span=(start, start + len(text[start:end].rstrip())))
