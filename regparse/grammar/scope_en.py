"""English: the condition of a norm, and the words that limit it."""

from __future__ import annotations

import re

from regparse.grammar import cues, subjects_en
from regparse.grammar.reading import Reading
from regparse.grammar.sentences import trim
from regparse.lexicon import patterns
from regparse.lexicon.patterns import Hit
from regparse.model import Condition, Limit, LimitKind
from regparse.notation.expressions import expression

_GIVER = 60
"""How far from the word for a consent its giver stands, in code points."""
_OPENING = expression(r"(?:where|when|whenever|if|once|in case|in the event)\b", re.IGNORECASE)
_SUBJECT = expression(r",\s+(?=(?:[^,]{0,160}?\s)?(?:shall|must|may|should|can|cannot|will|is|are|has|have)\b)")
_ROWS: tuple[tuple[str, LimitKind], ...] = (("exception", "except"), ("only-if", "only-if"), ("only-when", "only-when"))


def _hits(row: str, reading: Reading, start: int, end: int) -> list[Hit]:
    return patterns.load_row("scope_en", row, False).find(reading.text, start, end)


def condition(reading: Reading, start: int, end: int) -> Condition | None:
    """Give the condition of a norm: an authority's approval, filing, a private person's consent, want of a licence."""
    leaves = _hits("leave", reading, start, end)
    filing = bool(_hits("filing", reading, start, end))
    if _hits("either", reading, start, end):
        return "approval-or-filing"
    if _hits("without-licence", reading, start, end) and not any(_public(reading, hit, end) for hit in leaves):
        return "unauthorized"
    if any(not _private(reading, hit, end) for hit in leaves):
        return "approval-and-filing" if filing else "approval"
    if filing:
        return "filing"
    return "consent" if leaves else None


def _private(reading: Reading, hit: Hit, end: int) -> bool:
    """Say whether a private person gives the consent at ``hit``: of the customer, the customer's."""
    if _public(reading, hit, end):
        return False
    behind = re.compile(r"\s+(?:of|from|by)\s").match(reading.text, hit.end, end)
    stop = _clause_end(reading.text, behind.end(), min(end, behind.end() + _GIVER)) if behind else hit.end
    return bool(_hits("private", reading, behind.end() if behind else hit.start, stop))


def _public(reading: Reading, hit: Hit, end: int) -> bool:
    stop = _clause_end(reading.text, hit.end, min(end, hit.end + _GIVER))
    return bool(reading.bodies(hit.start, stop))


def _clause_end(text: str, start: int, stop: int) -> int:
    found = re.compile(r"[.;,]").search(text, start, stop)
    return found.start() if found else stop


def exceptions(reading: Reading, start: int, end: int) -> tuple[Limit, ...]:
    """Give the words that take something out of a norm, or name the only case or time in which it holds."""
    text = reading.text
    spans: dict[tuple[int, int], LimitKind] = {}
    for row, kind in _ROWS:
        for hit in _hits(row, reading, start, end):
            if not any(a <= hit.start < b for a, b in spans):
                spans[hit.start, hit.end] = kind
    if opening := opening_clause(reading, start, end):
        spans.setdefault(opening, "only-when")
    found = []
    for (low, high), kind in sorted(spans.items()):
        a, b = trim(text, low, high)
        b = a + len(text[a:b].rstrip(","))
        if b > a and not reading.masks.in_quotes(a):
            found.append(Limit(text=text[a:b], span=(a, b), kind=kind))
    return tuple(found)


def opening_clause(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Give the clause of circumstance that opens a norm ("Where a card is lost,"), without its comma."""
    text = reading.text
    if not _OPENING.match(text, start, end):
        return None
    found = cues.find(reading, start, end)
    subject = subjects_en.read(reading, start, found[0].start) if found else None
    if subject is not None and subject.phrases:
        comma = text.rfind(",", start, subject.phrases[0].start)
        return (start, comma) if comma > start else None
    stop = _SUBJECT.search(text, start, min(end, start + 600))
    return (start, stop.start()) if stop else None
