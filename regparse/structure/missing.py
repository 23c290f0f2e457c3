"""What a notice does not say of itself, told: no fact of its head is silently lacking.

A notice need not have a number, and many say nothing of when they take effect: that is only said. What is printed and
cannot be read is a warning at its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regparse.model import AgencyMention, DocumentNumber, Effective, Problem, Severity
from regparse.notation import dates
from regparse.structure.occasions import Occasions
from regparse.structure.outline import Shape


class Facts(NamedTuple):
    """What was read of a notice: whether its title is printed, its number, issuers, days, and when it takes effect."""

    titled: bool
    number: DocumentNumber | None
    issuers: tuple[AgencyMention, ...]
    days: Occasions
    effective: Effective


_AROUND = frozenset({"date", "signature", "number", "foreword", "closing"})
_SHORT = 20
"""Code points of the longest line that is a date, whatever it is taken for."""
_FROM = {
    "adoption": "the day of its adoption stands for it",
    "printing": "the day of its printing stands for it",
    "amendment": "the day of its last amendment stands for it",
}


def told(shape: Shape, facts: Facts) -> Iterator[Problem]:
    """Give a problem for each fact that is not printed, that is taken from another, or that cannot be read."""
    if not facts.titled:
        yield Problem(code="title-missing", severity=Severity.WARNING, message="no title is printed above the text")
    if facts.number is None:
        yield Problem(code="number-missing", severity=Severity.INFO, message="no document number is printed")
    if not facts.issuers:
        message = "no body that is known here is printed as its issuer"
        yield Problem(code="issuer-missing", severity=Severity.WARNING, message=message)
    yield from _days(shape, facts)
    if facts.effective.kind == "unstated":
        message = "the text does not say when it takes effect"
        yield Problem(code="effect-missing", severity=Severity.INFO, message=message)
    elif facts.effective.date is None and (facts.effective.kind == "on-date" or facts.days.issued is None):
        message = f"the day cannot be counted from its words: “{facts.effective.text}”"
        yield Problem(code="effect-undated", severity=Severity.WARNING, message=message, span=facts.effective.span)


def _days(shape: Shape, facts: Facts) -> Iterator[Problem]:
    if facts.days.issued is None:
        message = "no date of issue is printed"
        yield Problem(code="issue-date-missing", severity=Severity.INFO, message=message)
    elif facts.days.from_:
        span = facts.days.issued.span
        message = f"no date of issue is printed: {_FROM[facts.days.from_]}"
        yield Problem(code="issue-date-inferred", severity=Severity.WARNING, message=message, span=span)
    begins = facts.effective.span[0] if facts.effective.span else -1
    for kind, span in zip(shape.kinds, shape.spans, strict=True):
        short = span[1] - span[0] <= _SHORT
        if short or kind in _AROUND or span[0] <= begins < span[1]:
            for start, end in dates.unread(shape.text, *span):
                message = f"{shape.text[start:end]} names no day, or cannot be told from another"
                yield Problem(code="unread-date", severity=Severity.WARNING, message=message, span=(start, end))
