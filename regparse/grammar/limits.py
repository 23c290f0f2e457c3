"""By whose leave and within which limits a norm holds: condition, exceptions, circumstances to which it is limited."""

from __future__ import annotations

from regparse.grammar import scope
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.lexicon.phrases import row
from regparse.model import Condition, Kind, Limit, LimitKind

_BOUND = (Kind.PROHIBITION, Kind.PERMISSION, Kind.OBLIGATION)


def condition(reading: Reading, segment: Segment, kind: Kind) -> Condition | None:
    """Give the condition of a norm: leave of a body, consent of a person, filing, or want of authorisation."""
    if kind not in _BOUND:
        return None
    text, start, end = reading.text, segment.start, segment.end
    said = scope.condition(reading, start, end)
    if not reading.chinese:
        duty = said is None and kind is Kind.OBLIGATION
        return "filing" if duty and row("duty-filing", "en").search(text, start, end) else said
    if kind is Kind.PROHIBITION and row("lacking").search(text, start, end):
        return "unauthorized"
    if said is None or said == "unauthorized":
        return said or _unsaid(text, segment, kind)
    if row("leave-or-filing").search(text, start, end):
        return "approval-or-filing"
    return "consent" if said != "filing" and _private(text, start, end) else said


def _unsaid(text: str, segment: Segment, kind: Kind) -> Condition | None:
    """Give the condition of a norm that no leave is asked for: of a duty what it asks to obtain."""
    if kind is Kind.PROHIBITION:
        return _lacking(text, segment)
    if kind is Kind.OBLIGATION and segment.cue is not None:
        return _asked(text, segment.cue.end, segment.end)
    return None


def _lacking(text: str, segment: Segment) -> Condition | None:
    """Say what a ban that names no leave is on: what was not filed, what is done of one's own accord."""
    if row("filing-lacking").search(text, segment.start, segment.end):
        return "filing"
    return "unauthorized" if _without_leave(text, segment) else None


def _without_leave(text: str, segment: Segment) -> bool:
    """Say whether a ban is on what is done without leave: 不得擅自…; what is only likened to such acts is not."""
    cue = segment.cue
    if cue is None or cue.before:
        return False
    if row("without-leave").search(text, segment.start, cue.start):
        return True
    return row("own-accord").match(text, cue.end, segment.end) is not None


def _private(text: str, start: int, end: int) -> bool:
    """Say whether all consent that a stretch asks for is that of private persons (未经客户同意)."""
    found = [(m["who"], m["act"]) for m in row("leave").finditer(text, start, end)]
    given = row("given")
    return bool(found) and all(
        given.fullmatch(what) and row("private").search(whose) and not row("public").search(whose)
        for whose, what in found
    )


def _asked(text: str, start: int, end: int) -> Condition | None:
    """Say what a duty asks to obtain: leave, or that something is filed."""
    leave, filing = row("duty-leave").search(text, start, end), row("duty-filing").search(text, start, end)
    if row("leave-or-filing").search(text, start, end) and (leave or filing):
        return "approval-or-filing"
    if leave:
        if _private(text, leave.start(), leave.end()):
            return "consent"
        return "approval-and-filing" if filing else "approval"
    return "filing" if filing else None


def limits(reading: Reading, segment: Segment, kind: Kind, said: Condition | None) -> tuple[Limit, ...]:
    """Give the exceptions of a norm, and the circumstances to which it is limited; ``said`` is its condition."""
    found = list(scope.exceptions(reading, segment.start, segment.end))
    if reading.chinese and segment.cue is not None and kind in (Kind.PROHIBITION, Kind.OBLIGATION):
        found += _circumstances(reading, segment, said, found)
    return tuple(sorted(found, key=lambda limit: limit.span))


def _circumstances(reading: Reading, segment: Segment, said: Condition | None, taken: list[Limit]) -> list[Limit]:
    cue, text = segment.cue, reading.text
    assert cue is not None
    low, high = segment.start, min(cue.start, segment.end)
    names: tuple[tuple[LimitKind, str], ...] = (("only-when", "only-when"), ("only-if", "only-if"))
    spans: list[tuple[int, int, LimitKind]] = []
    for kind, name in names:
        for found in row(name).finditer(text, low, high + 1):
            spans.append((*found.span(), kind))
    bounded = row("reason").search(text, cue.end, segment.end)
    if bounded:
        spans.append((*bounded.span(), "only-if"))
    result: list[Limit] = []
    for start, end, kind in sorted(spans):
        words = text[start:end]
        if any(a < end and start < b for a, b in [limit.span for limit in (*taken, *result)]):
            continue
        if reading.masks.hidden(start) or (said and row("leave-words").search(words)):
            continue
        result.append(Limit(text=words, span=(start, end), kind=kind))
    return result
