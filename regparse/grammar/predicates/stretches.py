"""Where the acts of a Chinese segment stand: behind its cues, or before one that bans what was said."""

from __future__ import annotations

from regparse.grammar.enumeration import Item, first
from regparse.grammar.frames import subjects
from regparse.grammar.predicates import chunks, classes
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment, regions
from regparse.grammar.sentences import trim
from regparse.model import Kind, Span
from regparse.notation.expressions import expression

_BARE_BAN = expression(r"(?:严禁|禁止)\Z")


def split(reading: Reading, segment: Segment) -> list[Item]:
    """Give the acts of a segment that has a cue."""
    text, masks, cue = reading.text, reading.masks, segment.cue
    assert cue is not None
    ban = cue.kind is Kind.PROHIBITION
    found: list[Item] = []
    for low, high in _stretches(reading, segment):
        start, end = low, high
        if cue.id == "ban" and _BARE_BAN.search(text, cue.start, cue.end):
            start = _whom(reading, start, end)
        if ban and (stop := first(text, start, end, classes.row("turn"), masks)):
            end = stop.start()
        stop = first(text, start, end, classes.row("exception"), masks)
        if stop and stop.start() > start:
            end = stop.start()
        group = found[-1].group + 1 if found else 0
        found += chunks.acts(text, start, end, masks, strict=ban, group=group)
    return found


def of_lead_in(reading: Reading, segment: Segment, items: tuple[Span, ...]) -> list[Item]:
    """Give the acts of a lead-in that ends in a colon: those of its items, or its own.

    A ban on 有下列行为 is one on what is listed; one on 传播含有下列内容的信息, or where 下列情形 are given, is one on
    that act.
    """
    text, cue = reading.text, segment.cue
    assert cue is not None
    ban = cue.kind is Kind.PROHIBITION
    lead = text[cue.end : segment.end].strip(" ：:，,。")
    own = split(reading, segment)
    light = not lead or classes.row("light-lead").fullmatch(lead) is not None
    conditions = classes.row("circumstances").search(text, segment.start, segment.end)
    listed = classes.row("listed").search(lead) is not None
    if not light and (conditions or (ban and listed)) and own:
        return own
    if not light and ban and not listed and own:
        return own
    found: list[Item] = []
    for span in items:
        group = found[-1].group + 1 if found else 0
        if not ban and reading.hits("cues", *span):
            found.append(Item(*span, span[1], text[slice(*span)], group))  # a norm of its own, with its own subject
            continue
        found += chunks.listed(text, span, reading.masks, lead="" if light else lead, strict=ban, group=group)
    return found or own


def _whom(reading: Reading, start: int, end: int) -> int:
    """Give where the acts of a ban begin that names whom it binds behind its cue (严禁银行、证券公司出借…)."""
    named = reading.names(start, min(end, start + 60))
    at = start
    for name in named:
        if name.start - at > 1 or (name.start > at and reading.text[at] not in "、和及与"):
            break
        at = name.end
    return at if at < end and reading.text[at] not in "的、" else start


def _stretches(reading: Reading, segment: Segment) -> list[tuple[int, int]]:
    text, cue = reading.text, segment.cue
    assert cue is not None
    if cue.before:
        return [_before(reading, segment)]
    found = regions(reading, segment)
    opened = classes.row("opens").match(text, segment.start, cue.start) if cue.kind is Kind.OBLIGATION else None
    # 并A，乙应B: A is not what 乙 must do.
    if (
        opened
        and not subjects.named(reading.pieces.between(opened.end(), cue.start))
        and classes.verb_at(text, segment.start + 1, cue.start)
    ):
        return [(segment.start + 1, opened.end() - 1), *found]
    return found


def _before(reading: Reading, segment: Segment) -> tuple[int, int]:
    """Give the stretch that names the acts of a ban that stands behind them (…，一律严格禁止)."""
    assert segment.cue is not None
    text, masks = reading.text, reading.masks
    start, end = segment.start, segment.cue.start
    stop = first(text, start, end, classes.row("judged"), masks)
    if stop and stop.start() > start:
        return start, stop.start()
    for name in reversed(subjects.named(reading.pieces.between(start, end))):
        if name.end < end:
            return trim(text, name.end, end)
    return start, end
