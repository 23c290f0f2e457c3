"""One norm from one segment: what all rules that build a provision share."""

from __future__ import annotations

from regparse.grammar import acts, scope, subjects
from regparse.grammar.enumeration import Item
from regparse.grammar.segments import Segment
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision, Quote, Sanction


def norm(
    unit: Unit, segment: Segment, kind: Kind, rule: str, *, with_acts: bool = True, sanction: Sanction | None = None
) -> Provision:
    """Build the provision of a segment; its id is given when all norms of the clause are known.

    Assets and territory come from the segment's own words, and from what the clause said before where the
    segment points back to it ("the above-mentioned business").
    """
    text, chinese = unit.text, unit.chinese
    start, end = segment.start, segment.end
    addressees = unit.addressees(segment)
    codes = tuple(a.code for a in addressees)
    items = _items(unit, segment) if with_acts else []
    low, high = _reach(segment, items)
    assets = scope.assets(text, low, high, chinese)
    territory = scope.territory(text, start, end, codes)
    back = scope.BACK.search(text, start, end)
    if back and not unit.masks.in_quotes(back.start()):
        first = unit.spans[0][0]
        assets = assets or scope.assets(text, first, start, chinese)
        territory = territory or scope.territory(text, first, start, codes)
    elif not assets and segment.cue and subjects.refers_back(text, start, segment.cue.start):
        # "They … shall not be used as currency": the subject was said in the sentence before.
        before = [s for s in unit.sentences if s.end <= start]
        assets = next((found for s in reversed(before) if (found := scope.assets(text, s.start, s.end, chinese))), ())
    cue = segment.cue
    return Provision(
        id="",
        kind=kind,
        rule=rule,
        text=text[start:end],
        span=(start, end),
        cue=Quote(text=text[cue.start : cue.end], span=(cue.start, cue.end)) if cue else None,
        addressees=addressees,
        activities=acts.code(items, text, acts.Context(assets, territory), chinese, near=kind is Kind.OBLIGATION),
        assets=assets,
        territory=territory,
        condition=scope.condition(text, start, end)
        if kind in (Kind.PROHIBITION, Kind.PERMISSION, Kind.OBLIGATION)
        else None,
        exceptions=scope.exceptions(text, start, end, unit.masks),
        agencies=unit.roles(segment),
        sanction=sanction,
    )


def _items(unit: Unit, segment: Segment) -> list[Item]:
    """Give the acts of a segment; of a lead-in that ends in a colon, the numbered items are the acts."""
    if unit.lead_in() is segment:
        lead = unit.text[segment.cue.end : segment.end].strip(" ：:，,。") if segment.cue else ""
        return [
            Item(a, b, b, f"{lead}: {unit.text[a:b]}" if lead else unit.text[a:b], 0) for a, b in unit.items if a < b
        ]
    return acts.items(unit.text, segment, unit.masks, unit.chinese)


def _reach(segment: Segment, items: list[Item]) -> tuple[int, int]:
    """Give the stretch in which a norm's assets are looked for: of a passive ban the acts alone, else the segment."""
    if segment.cue is not None and segment.cue.before and items:
        return items[0].start, items[-1].end
    return segment.start, segment.end
