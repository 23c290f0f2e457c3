"""What a norm is about, where it holds, and under which condition: assets, territory, condition, exceptions."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from regparse.grammar import scope_en
from regparse.grammar.reading import Reading
from regparse.grammar.sentences import trim
from regparse.lexicon import patterns, tables
from regparse.model import Condition, Limit, Territory
from regparse.notation.expressions import expression

_STOP = expression(r"[，；。：]")
_ABROAD = expression(r"境外|[Oo]verseas|[Ff]oreign")
_OVERSEAS_PERSON = frozenset({"overseas-entity", "overseas-individual"})


def _says(row: str, reading: Reading, start: int, end: int) -> bool:
    return patterns.load_row("scope", row, reading.chinese).stands(reading.text, start, end)


def points_back(reading: Reading, start: int, end: int) -> bool:
    """Say whether ``text[start:end]`` points back to what the clause said before ("the above-mentioned business")."""
    return _says("back", reading, start, end)


def assets(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """Give the codes of the assets named in ``text[start:end]``, sorted."""
    return tuple(sorted({h.id for h in reading.hits("assets", start, end)}))


@cache
def asset_codes() -> tuple[str, ...]:
    """Give every asset code of the lexicon."""
    return tuple(tables.load("assets"))


def territory(reading: Reading, start: int, end: int, addressees: tuple[str, ...]) -> Territory | None:
    """Give where the act takes place, or None when that is unsaid.

    ``inbound``: overseas persons act towards domestic ones; ``outbound``: a thing or fund is sent abroad; to go there
    and act is ``overseas``.
    """
    # 明知境外机构向境内提供…仍予以协助的: they act, whoever else is bound.
    actor = start if _OVERSEAS_PERSON.intersection(addressees) else None
    if actor is None and _ABROAD.search(reading.text, start, end):
        actor = next((n.end for n in reading.names(start, end) if _OVERSEAS_PERSON.intersection(n.codes)), None)
    if actor is not None and _says("inbound", reading, actor, end):
        return "inbound"
    order: tuple[Territory, ...] = ("outbound", "overseas", "domestic")
    return next((name for name in order if _says(name, reading, start, end)), None)


def condition(reading: Reading, start: int, end: int) -> Condition | None:
    """Give the condition of a norm: consent, filing, or want of authorisation."""
    if not reading.chinese:
        return scope_en.condition(reading, start, end)
    consent, filing = (_says(name, reading, start, end) for name in ("consent", "filing"))
    if consent:
        return "approval-and-filing" if filing else "approval"
    if filing:
        return "filing"
    return "unauthorized" if _says("unauthorized", reading, start, end) else None


def _opening(text: str, start: int, tail: int, stops: list[int]) -> int:
    """Give where the exception opens that ends in the words at ``tail``: behind a stop, over one comma at most.

    …的业务除外. ``stops`` are the ends of the stops behind ``start``, in order; a 但 behind a comma opens it too.
    """
    near = bisect_right(stops, tail)
    later, hard = list[int](), start
    for at in reversed(stops[max(0, near - 3) : near]):  # what stands before three commas counts for nothing
        if text[at - 1] != "，":
            hard = at
            break
        later.insert(0, at)
    low = hard if len(later) < 2 else later[-2]
    if hard == start and later and len(later) < 3:
        low = later[0] if len(later) == 1 or text[later[0]] in "但经" else later[-2]
    but = [at for at in later if at < tail and text[at] == "但"]
    return max(low, *but[-1:], start)


def exceptions(reading: Reading, start: int, end: int) -> tuple[Limit, ...]:
    """Give the words that take something out of the norm (except for …, 除…外, …除外)."""
    if not reading.chinese:
        return scope_en.exceptions(reading, start, end)
    text = reading.text
    spans = [(h.start, h.end) for h in patterns.load_row("scope", "exception", reading.chinese).find(text, start, end)]
    tails = patterns.load_row("scope", "exception-tail", reading.chinese).find(text, start, end)
    stops = [m.end() for m in _STOP.finditer(text, start, tails[-1].start)] if tails else []
    spans += [(_opening(text, start, tail.start, stops), tail.end) for tail in tails]
    found = []
    for low, high in sorted(set(spans)):
        a, b = trim(text, low, high)
        b = a + len(text[a:b].rstrip(",，"))
        if b > a and not reading.masks.in_quotes(a):
            found.append(Limit(text=text[a:b], span=(a, b)))
    return tuple(found)
