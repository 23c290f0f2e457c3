"""One norm from one segment: what all rules that build a provision share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from regparse.grammar import acts, limits, quantities, scope
from regparse.grammar.enumeration import Item
from regparse.grammar.frames import doubting, subjects
from regparse.grammar.predicates import stretches
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.grammar.unit import Unit
from regparse.lexicon.phrases import row
from regparse.model import Kind, Limit, Provision, Quote
from regparse.notation.expressions import expression

_OPEN_EN = expression(
    r"\b(?:and|or) (?:various |any |all |similar )*other (?:\w+ ){0,2}"
    r"(?:services?|activit(?:y|ies)|business(?:es)?|products?|forms?|means|acts?|conduct)\b"
    r"|\betc\b|and the like|\bsuch as\b|\bincluding but not limited to\b"
)
_OPEN_ZH = expression(
    r"等(?:各类|相关|其他|任何)?(?:[一-龥]{0,12})?(?:服务|业务|活动|行为|方式|手段|形式|措施|字样|词语)|包括但不限于|或(?:者)?其他[^，。；]{0,12}(?:服务|业务|活动|行为|方式)"
)
# 应当采取下列措施：… lists acts; 有下列情形之一的，不得…： lists when.
_LISTED = expression(r"下列|以下|如下|following", re.IGNORECASE)
_CIRCUMSTANCES = expression(r"(?:下列|以下)(?:情形|条件|情况|行为)|following (?:circumstances|cases|conditions)")


_REACH: dict[Kind, acts.Reach] = {Kind.OBLIGATION: "opening", Kind.PERMISSION: "ends"}

SHORTEST = 3
"""Fewest code points of a stretch before a cue that names a subject."""
BACK = 30
"""How many sentences back the thing is looked for that "they" or 其 stands for."""


def norm(unit: Unit, segment: Segment, kind: Kind, rule: str, *, with_acts: bool = True) -> Provision:
    """Build the provision of a segment; its id is given when all norms of the clause are known.

    Assets and territory come from the segment's own words, and from what the clause said before where the
    segment points back to it ("the above-mentioned business").
    """
    reading, text, chinese = unit.reading, unit.text, unit.reading.chinese
    start, end = segment.start, segment.end
    addressees = unit.addressees(segment)
    codes = tuple(a.code for a in addressees)
    items = _items(unit, segment) if with_acts else []
    low, high = _reach(segment, items)
    assets = scope.assets(reading, low, high)
    territory = scope.territory(reading, start, end, codes)
    if scope.points_back(reading, start, end):
        first = unit.spans[0][0]
        assets = assets or scope.assets(reading, first, start)
        territory = territory or scope.territory(reading, first, start, codes)
    elif (
        not assets
        and segment.cue
        and reading.hits("assets", unit.spans[0][0], start)
        and _elliptic(reading, start, segment.cue.start)
    ):
        # "They … shall not be used as currency": the subject was said in the sentence before, or before in this one.
        before = bisect_right(unit.sentences, start, key=lambda s: s.end)
        near = unit.sentences[max(0, before - BACK) : before + 1]
        assets = next(
            (found for s in reversed(near) if (found := scope.assets(reading, s.start, min(s.end, start)))), ()
        )
    timed = quantities.deadlines(reading, start, end)
    cue, condition = segment.cue, limits.condition(reading, segment, kind)
    binding = unit.binding(segment)
    agencies = unit.roles(segment)
    doubts = doubting.doubts(reading, segment, binding, agencies) if chinese else ()
    return Provision(
        id="",
        kind=kind,
        rule=rule,
        text=text[start:end],
        span=(start, end),
        cue=Quote(text=text[cue.start : cue.end], span=(cue.start, cue.end)) if cue else None,
        addressees=addressees,
        activities=acts.code(items, text, acts.Context(assets, territory), chinese, reach=_REACH.get(kind, "all")),
        open_ended=bool(items) and _open_ended(text, segment, chinese),
        assets=assets,
        territory=territory,
        condition=condition,
        exceptions=limits.limits(reading, segment, kind, condition) + _tail(unit, segment),
        deadlines=timed,
        figures=quantities.figures(reading, start, end, timed),
        agencies=agencies,
        basis=binding.basis,
        certainty="sure" if chinese and not doubts else "unsure",
        doubts=doubts,
    ).model_copy(update=unit.judged(segment, kind))


def _elliptic(reading: Reading, start: int, end: int) -> bool:
    """Say whether what stands before a cue names no subject, or points back to it."""
    stretch = reading.text[start:end].strip(" ，,")
    if len(stretch) < SHORTEST or any(row("points-back", of).search(stretch) for of in ("en", "zh")):
        return True
    if not reading.chinese:
        return False
    found = subjects.before_cue(reading.pieces.between(start, end))
    return not found.items and found.rule != "thing"


def _tail(unit: Unit, segment: Segment) -> tuple[Limit, ...]:
    """Give the exceptions that stand in a sentence of their own behind a norm (法律另有规定的除外。)."""
    at = bisect_left(unit.segments, segment.end, key=lambda s: s.start)
    after = unit.segments[at] if at < len(unit.segments) else None
    if after is None or after.cue is not None or segment.cue is None:
        return ()
    found = scope.exceptions(unit.reading, after.start, after.end)
    if found and unit.reading.chinese and row("but").match(unit.text, after.start, after.end):
        a, b = after.start, found[-1].span[1]
        return (Limit(text=unit.text[a:b], span=(a, b)),)
    whole = sum(q.span[1] - q.span[0] for q in found) * 2 > after.end - after.start
    return found if whole else ()


def _open_ended(text: str, segment: Segment, chinese: bool) -> bool:
    """Say whether the enumeration of acts is left open ("or other services", 等服务)."""
    start = segment.start if segment.cue is None or segment.cue.before else segment.cue.end
    stop = segment.cue.start if segment.cue is not None and segment.cue.before else segment.end
    return bool((_OPEN_ZH if chinese else _OPEN_EN).search(text, start, stop))


def _items(unit: Unit, segment: Segment) -> list[Item]:
    """Give the acts of a segment; of a lead-in that ends in a colon, the numbered items are the acts."""
    if unit.lead_in() is segment:
        lead = unit.text[segment.cue.end : segment.end].strip(" ：:，,。") if segment.cue else ""
        if unit.reading.chinese and segment.cue is not None:
            return stretches.of_lead_in(unit.reading, segment, unit.items)
        if len(lead) < 2 or _LISTED.search(lead) or not _CIRCUMSTANCES.search(unit.text[segment.start : segment.end]):
            return [
                Item(a, b, b, f"{lead}: {unit.text[a:b]}" if lead else unit.text[a:b], group)
                for group, (a, b) in enumerate(unit.items)
                if a < b
            ]
    return acts.items(unit.reading, segment)


def _reach(segment: Segment, items: list[Item]) -> tuple[int, int]:
    """Give the stretch in which a norm's assets are looked for: of a passive ban the acts alone, else the segment."""
    if segment.cue is not None and segment.cue.before and items:
        return items[0].start, items[-1].end
    return segment.start, segment.end
