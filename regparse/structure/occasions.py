"""When an instrument was issued, promulgated, adopted, amended and printed: different facts, and different days.

    （2003年8月28日公布，根据2017年12月7日《…决定》修改）: promulgated in 2003, amended in 2017, issued in 2003
    《…》已经2025年1月6日行务会议审议通过，现予公布: adopted on that day
    办公厅2031年3月9日印发: printed

The day of issue is the date under the signature; without one that of promulgation or adoption, last that of printing.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from regparse.lexicon import tables
from regparse.model import AgencyMention, Dated, IssuedOn, Span
from regparse.notation import dates
from regparse.notation.expressions import expression
from regparse.structure import elements, parties
from regparse.structure.outline import Shape

_SINCE = expression(
    r"自[^，。；（）]{4,20}?起(?:施行|实施|执行|生效)|\b(?:effective|into (?:force|effect))\b[^.;)]{0,40}"
)
_NOTED = expression(
    r"[（(][^（()）]*(?:公布|发布|印发|颁布|通过|修订|修正|[Pp]romulgated|[Aa]dopted|[Ii]ssued)[^（()）]*[）)]\Z"
)
"""A note on its making behind a title, on one line with it."""
_WHOLE = expression(r"[^，。；\n]{0,40}修订(?:通过|并通过)|[^，。；\n]{0,40}通过修订")
"""Behind a day on which an instrument was revised as a whole, rather than in some of its articles (修正)."""
_NOTE = 120
"""Code points of the longest line without brackets that is a note on an instrument's making."""
_REACH = 60
"""How far behind a date the word stands that says what happened on it, in code points."""


class Occasions(NamedTuple):
    """The days of an instrument. ``from_`` is what the day of issue was taken from, where it is not its own."""

    issued: IssuedOn | None = None
    promulgated: Dated | None = None
    adopted: Dated | None = None
    amended: Dated | None = None
    printed: Dated | None = None
    from_: str | None = None


def read(shape: Shape) -> Occasions:
    """Return the days that the lines around the clauses tell."""
    body = [i for kind in ("clause", "closing") for i in shape.at(kind)]
    first = min(body) if body else len(shape.lines)
    told: dict[str, list[Dated]] = {"promulgated": [], "adopted": [], "amended": []}
    for i in _notes(shape, first):
        for what, dated in _events(shape.text, *shape.spans[i]):
            told[what].append(dated)
    printed = next(
        (
            _last(shape.text, shape.spans[i])
            for i in (*shape.at("colophon"), *shape.at("annex"))
            if _prints(shape.lines[i])
        ),
        None,
    )
    promulgated, adopted = next(iter(told["promulgated"]), None), next(iter(told["adopted"]), None)
    # What was adopted after it was promulgated was an amendment.
    amended = max(told["amended"], key=lambda dated: dated.date or dt.date.min, default=None)
    signed = _signed(shape, body)
    again = _promulgated_again(shape, told)
    taken: tuple[tuple[Dated | None, str | None], ...] = (
        (signed, None),
        (again, "amendment"),
        (promulgated, None),
        (adopted, "adoption"),
        (printed, "printing"),
        (amended, "amendment"),
    )
    for found, origin in taken:
        if found and found.date:
            issued = IssuedOn(date=found.date, text=found.text, span=found.span)
            return Occasions(issued, promulgated, adopted, amended, printed, origin)
    return Occasions(None, promulgated, adopted, amended, printed)


def _promulgated_again(shape: Shape, told: dict[str, list[Dated]]) -> Dated | None:
    """Return the day on which a text revised as a whole (修订通过) was promulgated anew, by an order of its own.

    Its number and its clause on commencement are those of that order; the first day of promulgation is kept beside it.
    """
    revised = [dated.date for dated in told["amended"] if dated.date and _WHOLE.match(shape.text, dated.span[1])]
    later = [dated for dated in told["promulgated"][1:] if dated.date and revised and dated.date >= max(revised)]
    return later[-1] if later and later[-1].date != told["promulgated"][0].date else None


def _notes(shape: Shape, first: int) -> list[int]:
    """Return the lines of the head that tell of its making: notes in brackets, lines with a date and a verb."""
    found = []
    for i in range(min(first, len(shape.lines))):
        line, row = shape.lines[i], shape.rows[i]
        if shape.kinds[i] in ("contents", "recipients"):
            continue
        short = len(line) <= _NOTE and not row.sentence and bool(_words()["any"].search(line))
        opening = shape.kinds[i] in ("preamble", "foreword", "title") and bool(_words()["made"].search(line))
        noted = shape.kinds[i] == "title" and bool(_NOTED.search(line))
        if row.history or row.history_en or opening or noted or (short and dates.find(line)):
            found.append(i)
    return found


def _events(text: str, start: int, end: int) -> list[tuple[str, Dated]]:
    """Return what happened on each day that a note names, in its order."""
    found = dates.find(text, start, end)
    away = [m.span() for m in _SINCE.finditer(text, start, end)]
    out: list[tuple[str, Dated]] = []
    for n, one in enumerate(found):
        if any(a <= one.start < b for a, b in away):
            continue
        following = found[n + 1].start if n + 1 < len(found) else end
        what = _happened(text, start, one, following)
        if what:
            out.append((what, Dated(date=one.date, text=text[one.start : one.end], span=(one.start, one.end))))
    return out


def _happened(text: str, start: int, one: dates.Date, following: int) -> str | None:
    words = _words()
    behind = text[one.end : following]
    if (verb := words["zh"].search(behind)) and elements.chinese(text[start:following]):
        return next(what for what, said in verb.groupdict().items() if said)
    before = text[max(start, one.start - _REACH * 2) : one.start]
    verbs = list(words["en"].finditer(before))
    return next((what for what, said in verbs[-1].groupdict().items() if said), None) if verbs else None


def _prints(line: str) -> bool:
    """Say whether a line tells when copies were printed; a scan may glue the lines above to it, a mark behind it."""
    words = _words()
    return bool(words["prints"].search(line) if len(line) <= _NOTE else words["printed"].search(line))


def _last(text: str, span: Span) -> Dated | None:
    found = dates.find(text, *span)
    return (
        Dated(date=found[-1].date, text=text[found[-1].start : found[-1].end], span=(found[-1].start, found[-1].end))
        if found
        else None
    )


def _signed(shape: Shape, body: list[int]) -> Dated | None:
    """Return the date under the signature, or the one that stands for it in the head."""
    first, last = (min(body), max(body)) if body else (len(shape.lines), -1)
    dated = shape.at("date")
    signed = set(shape.at("signature"))
    # Whoever issued it signs it; what is enclosed may be signed and dated too, by others and before.
    own = {
        m.id
        for i in shape.at("title")[:3]
        for m in parties.mentions(shape.text, parties.opening_list(shape.text, shape.spans[i]))
    }
    places = [i for i in dated if own & {m.id for m in _signed_above(shape, signed, i)}][:1]
    places += [i for i in dated if i > last] or [i for i in dated if i - 1 in signed and i > first]
    # An order is signed and dated before the instrument that it issues.
    places += [i for i in dated if i < first and i - 1 in signed]
    places += [i for i in signed if i > last]
    # Scans glue the date to the line above it: a line behind the body that ends in one.
    places += [i for i in range(last, len(shape.lines)) if i >= 0 and _ends_in_date(shape, i)]
    places += [i for i in range(min(first, len(shape.lines))) if _ends_in_date(shape, i)]
    known = set(places)
    places += [i for i in dated if i not in known]
    for i in places:
        if shape.rows[i].history or _prints(shape.lines[i]):
            continue
        found = _last(shape.text, shape.spans[i])
        if found:
            return found
    return None


def _signed_above(shape: Shape, signed: set[int], date: int) -> list[AgencyMention]:
    """Return the bodies of the signature right above a date."""
    found: list[AgencyMention] = []
    i = date - 1
    while i in signed:
        found += parties.mentions(shape.text, shape.spans[i])
        i -= 1
    return found


def _ends_in_date(shape: Shape, i: int) -> bool:
    """Say whether a line that is not about commencement ends in a date."""
    found = dates.find(shape.text, *shape.spans[i])
    return bool(found) and found[-1].end == shape.spans[i][1] and shape.kinds[i] != "clause"


@cache
def _words() -> dict[str, re.Pattern[str]]:
    table = tables.load("heads")["words"]
    either = {key: "|".join(sorted(map(re.escape, row), key=len, reverse=True)) for key, row in table.items()}
    zh = rf"(?P<amended>{either['amended']})|(?P<promulgated>{either['promulgated']})|(?P<adopted>{either['adopted']})"
    en = (
        rf"\b(?:(?P<amended>{either['amended_en']})|(?P<promulgated>{either['promulgated_en']})"
        rf"|(?P<adopted>{either['adopted_en']}))\b"
    )
    return {
        "zh": re.compile(zh),
        "en": re.compile(en, re.IGNORECASE),
        "any": re.compile(rf"(?:{either['amended']}|{either['promulgated']}|{either['adopted']})|{en}", re.IGNORECASE),
        "made": re.compile(
            rf"已(?:经|于)?[^。；]{{4,80}}(?:{either['adopted']})|\b(?:{either['adopted_en']}|{either['amended_en']})\b[^.;]{{0,120}}\b(?:on|at)\b",
            re.IGNORECASE,
        ),
        "printed": re.compile(r"日\s*印发\s*(?:[（(][^（()）]{1,16}[）)]\s*)?(?:附件[\s\d]*)?\Z"),
        "prints": re.compile(r"印发|\b[Pp]rinted (?:and distributed )?(?:on|by)\b"),
    }
