"""The acts of a norm: where they stand, enumerations taken apart, each with its lexicon code.

One act for each verb, or for each coordinated act or service: ``provide account opening, fund transfer and
clearing`` is three; the objects of any other verb stay together, and so do verbs without an object of their
own (``issue or sell products``). Neighbours in one enumeration that mean the same code are one act.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from regparse.grammar import acts_en
from regparse.grammar.enumeration import Item
from regparse.grammar.predicates import stretches
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.lexicon import patterns, tables
from regparse.model import Activity

NEAR_EN, NEAR_ZH = 30, 10
"""How far into an act, in code points, the words that name it reach."""
OPENING_EN, OPENING_ZH = 12, 3
"""How far into an act, in code points, the words that name it begin: behind one verb and no further."""


Reach = Literal["all", "opening", "ends"]
"""In which part of an act its code is looked for."""


class Context(NamedTuple):
    """What the lexicon needs to know of the norm around an act."""

    assets: tuple[str, ...]
    territory: str | None


def items(reading: Reading, segment: Segment) -> list[Item]:
    """Give the acts of a segment with a cue, in order; empty when it names none."""
    if segment.cue is None:
        return []
    split = stretches.split if reading.chinese else acts_en.split
    return split(reading, segment)


def code(
    found: list[Item], text: str, context: Context, chinese: bool, *, reach: Reach = "all"
) -> tuple[Activity, ...]:
    """Give activities for items: coded, neighbours of one enumeration and one code joined.

    ``reach`` says where the words that name an act stand: anywhere in a ban; in the "opening" of a duty, since of one
    to "urge members to resist mining" mining is not the act; in the opening or at the end of a leave (may, with the
    bureau's leave, open accounts).
    """
    result: list[Activity] = []
    last: Item | None = None
    for item in found:
        name = _code(item, text, context, chinese, reach)
        joined = last is not None and last.group == item.group and name is not None and result[-1].code == name
        if joined and item.apart and name not in _together():
            joined = False
        if joined:
            start = result[-1].span[0]
            shared = result[-1].phrase if item.phrase in result[-1].phrase else f"{result[-1].phrase}; {item.phrase}"
            result[-1] = Activity(text=text[start : item.end], span=(start, item.end), code=name, phrase=shared)
        else:
            result.append(
                Activity(text=text[item.start : item.end], span=(item.start, item.end), code=name, phrase=item.phrase)
            )
        last = item
    return tuple(result)


@cache
def _together() -> frozenset[str]:
    """Give the codes that name two verbs at once, so that the verbs stay one act (issue and sell)."""
    return frozenset(name for name, row in tables.load("activities").items() if row.get("verbs") == "together")


def _code(item: Item, text: str, context: Context, chinese: bool, reach: Reach) -> str | None:
    table = _table(chinese, context.assets, context.territory)
    if reach != "all":
        hit = table.best(text[item.start : min(item.core, item.start + (NEAR_ZH if chinese else NEAR_EN))])
        if hit and hit.start <= (OPENING_ZH if chinese else OPENING_EN):
            return hit.id
        words = text[item.start : item.core] if reach == "ends" else ""
        return next((h.id for h in table.find(words) if h.end == len(words)), None) if words else None
    for words in (text[item.start : item.core], text[item.start : item.end], item.phrase):
        hit = table.best(" ".join(words.split()) if not chinese else words)
        if hit:
            return hit.id
    return None


@cache
def _table(chinese: bool, assets: tuple[str, ...], territory: str | None) -> patterns.PatternTable:
    """Give the rows of the lexicon that may hold for a norm about these assets in this territory."""
    language = "zh" if chinese else "en"
    rows = [
        (name, row[language])
        for name, row in tables.load("activities").items()
        if (not row.get("assets") or set(row["assets"]) & set(assets))
        and (not row.get("territory") or territory in row["territory"])
    ]
    return patterns.PatternTable(rows, chinese=chinese)
