"""What a norm is about, where it holds, and under which condition: assets, territory, condition, exceptions."""

from __future__ import annotations

import re
from functools import cache

from regparse.grammar import scope_en
from regparse.grammar.reading import Reading
from regparse.grammar.sentences import trim
from regparse.lexicon import patterns, tables
from regparse.model import Condition, Limit, Territory

_STOP = re.compile(r"[，；。：]")
_ABROAD = re.compile(r"境外|[Oo]verseas|[Ff]oreign")
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


def exceptions(reading: Reading, start: int, end: int) -> tuple[Limit, ...]:
    """Give the words that take something out of the norm (except for …, 除…外, …除外)."""
    if not reading.chinese:
        return scope_en.exceptions(reading, start, end)
    text = reading.text
    spans = [(h.start, h.end) for h in patterns.load_row("scope", "exception", reading.chinese).find(text, start, end)]
    for tail in patterns.load_row("scope", "exception-tail", reading.chinese).find(text, start, end):
        # …的业务除外: the exception opens behind the stop before it, over one comma at most.
        stops = [m.end() for m in _STOP.finditer(text, start, tail.start)]
        commas = [at for at in stops if text[at - 1] == "，"]
        hard = max([at for at in stops if text[at - 1] != "，"], default=start)
        later = [at for at in commas if at > hard]
        low = hard if len(later) < 2 else later[-2]
        if hard == start and later and len(later) < 3:
            low = later[0] if len(later) == 1 or text[later[0]] in "但经" else later[-2]
        but = reading.text.rfind("，但", start, tail.start)
        spans.append((max(low, but + 1) if but >= 0 else low, tail.end))
    found = []
    for low, high in sorted(set(spans)):
        a, b = trim(text, low, high)
        b = a + len(text[a:b].rstrip(",，"))
        if b > a and not reading.masks.in_quotes(a):
            found.append(Limit(text=text[a:b], span=(a, b)))
    return tuple(found)
