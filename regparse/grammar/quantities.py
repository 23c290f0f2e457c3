"""When a norm is to be met, and the quantities it sets: deadlines and figures, with their values."""

from __future__ import annotations

import re
from functools import cache

from regparse.grammar.reading import Reading
from regparse.lexicon import patterns, tables
from regparse.lexicon.phrases import row
from regparse.model import Deadline, DeadlineKind, Figure, Quote
from regparse.notation import dates, numerals
from regparse.notation.expressions import expression

EVENT = 60
"""How far before or behind a deadline the event it runs from is looked for, in code points."""
_EVENT_EN = expression(
    r"\s*(?:(?:of|from|after|following|upon|since)\s)?(?:the (?:date|day) (?:of|on which|when)\s)?"
    r"(?P<event>[^,.;]{2,80})"
)
_RUNS_EN = expression(r"\s*(?:of|from|after|following|upon|since|before|prior to|in advance of)\s")
_BEFORE_EN = expression(r"(?:before|by|no later than|not later than|prior to)\s\Z", re.IGNORECASE)
_GROUP = expression(r"[,，\s]|\(\d+\)")


@cache
def _expressions(table: str, name: str, chinese: bool) -> tuple[re.Pattern[str], ...]:
    bodies = patterns.bodies(table, name, chinese)
    return tuple(re.compile(body, re.IGNORECASE) for body in bodies)


def _groups(table: str, hit: patterns.Hit, reading: Reading) -> dict[str, str]:
    """Give the groups of the expression of a row that made a hit."""
    for body in _expressions(table, hit.id, reading.chinese):
        found = body.match(reading.text, hit.start, hit.end)
        if found and found.end() == hit.end:
            return {name: value for name, value in found.groupdict().items() if value}
    return {}


def deadlines(reading: Reading, start: int, end: int) -> tuple[Deadline, ...]:
    """Give the deadlines in ``text[start:end]``, in order."""
    kinds = tables.load("deadlines")
    found = []
    for hit in reading.hits("deadlines", start, end):
        if reading.masks.in_quotes(hit.start):
            continue
        groups = _groups("deadlines", hit, reading)
        kind: DeadlineKind = kinds[hit.id]["kind"]
        if hit.id == "day":
            found.append(_day(reading, hit))
            continue
        event = _event(reading, hit, start, end) if kind in ("within", "before") and "num" in groups else None
        text = reading.text[hit.start : hit.end]
        value = _period(hit.id, groups)
        found.append(Deadline(text=text, span=(hit.start, hit.end), kind=kind, value=value, from_=event))
    return tuple(found)


def _day(reading: Reading, hit: patterns.Hit) -> Deadline:
    """Give a day of the calendar: by it (前, before), or on or from it."""
    text = reading.text
    date = next((d.date for d in dates.find(text, hit.start, hit.end)), None)
    end, kind = hit.end, "date"
    if reading.chinese:
        if before := row("by-then").match(text, end):
            end, kind = before.end(), "before"
    elif _BEFORE_EN.search(text, max(0, hit.start - 20), hit.start):
        kind = "before"
    value = date.isoformat() if date else None
    return Deadline.model_validate(
        {"text": text[hit.start : end], "span": (hit.start, end), "kind": kind, "value": value}
    )


def _period(name: str, groups: dict[str, str]) -> str | None:
    """Give the ISO 8601 duration of a deadline, WD for working days; None where the words give none."""
    if name == "at-once":
        return "PT0S"
    if name == "same-day":
        return None
    unit = _unit(groups.get("unt", ""))
    number = _number(groups["num"]) if "num" in groups else 1 if name == "every" else None
    if unit is None or number is None:
        return None
    time, letter = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    times = int(re.sub(r"\D", "", letter) or 1)
    return f"P{time}{_shown(number * times)}{re.sub(r'[^A-Z]', '', letter)}"


def _unit(printed: str) -> str | None:
    """Give the ISO letter of a unit as printed."""
    table: dict[str, str] = tables.load("units")["duration"]
    words = " ".join(printed.lower().split()).removeprefix(_COUNTER)
    return table.get(words) or table.get(words.removesuffix("s"))


_COUNTER = "个"


def _number(printed: str) -> float | None:
    words = _GROUP.sub("", printed.lower())
    if word := tables.load("units")["word"].get(words):
        return float(word)
    read = numerals.read(words)
    if read:
        return float(read[0])
    return float(words) if re.fullmatch(r"\d+\.\d+", words) else None


def _shown(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)


def _event(reading: Reading, hit: patterns.Hit, start: int, end: int) -> Quote | None:
    """Give what a deadline runs from: 自收到申请之日起, after receipt of the application."""
    text = reading.text
    if reading.chinese:
        found = row("event").search(text, max(start, hit.start - EVENT), hit.start)
        name = next((n for n in ("who", "act") if found and found[n]), None)
        return Quote(text=found[name], span=found.span(name)) if found and name else None
    if not _RUNS_EN.match(text, hit.end, end):
        return None
    behind = _EVENT_EN.match(text, hit.end, end)
    return Quote(text=behind["event"], span=behind.span("event")) if behind else None


def figures(reading: Reading, start: int, end: int, timed: tuple[Deadline, ...] = ()) -> tuple[Figure, ...]:
    """Give the quantities in ``text[start:end]`` with the side that they bound, in order; those of ``timed`` apart."""
    bounds, units = tables.load("figures"), tables.load("units")
    found = []
    for hit in reading.hits("figures", start, end):
        groups = _groups("figures", hit, reading)
        number = _number(groups["num"]) if "num" in groups else None
        told = any(d.span[0] < hit.end and hit.start < d.span[1] for d in timed)
        if number is None or told or reading.masks.in_quotes(hit.start):
            continue
        scale = units["scale"].get(groups.get("scl", "").strip().lower(), 1)
        unit = units["part"][groups["prt"]] if "prt" in groups else groups["unt"]
        found.append(
            Figure(
                text=reading.text[hit.start : hit.end],
                span=(hit.start, hit.end),
                quantity=_shown(number * scale),
                bound=bounds[hit.id]["bound"],
                unit=unit,
            )
        )
    return tuple(found)
