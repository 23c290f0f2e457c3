"""What a notice does not say of itself, told: no fact of its head is silently lacking.

A notice need not have a number, and many say nothing of when they take effect: that is only said. What is printed and
cannot be read is a warning at its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regparse.lexicon.problems import problem
from regparse.model import AgencyMention, DocumentNumber, Effective, Problem
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


def told(shape: Shape, facts: Facts) -> Iterator[Problem]:
    """Return a problem for each fact that is not printed, that is taken from another, or that cannot be read."""
    if not facts.titled:
        yield problem("title-missing")
    if facts.number is None:
        yield problem("number-missing")
    if not facts.issuers:
        yield problem("issuer-missing")
    yield from _days(shape, facts)
    if facts.effective.kind == "unstated":
        yield problem("effect-missing")
    elif facts.effective.date is None and (facts.effective.kind == "on-date" or facts.days.issued is None):
        yield problem("effect-undated", facts.effective.span, words=facts.effective.text or "")


def _days(shape: Shape, facts: Facts) -> Iterator[Problem]:
    if facts.days.issued is None:
        yield problem("issue-date-missing")
    elif facts.days.from_:
        yield problem("issue-date-inferred", facts.days.issued.span, stands=facts.days.from_)
    begins = facts.effective.span[0] if facts.effective.span else -1
    for kind, span in zip(shape.kinds, shape.spans, strict=True):
        short = span[1] - span[0] <= _SHORT
        if short or kind in _AROUND or span[0] <= begins < span[1]:
            for start, end in dates.unread(shape.text, *span):
                yield problem("unread-date", (start, end), words=shape.text[start:end])
