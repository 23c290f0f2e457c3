"""What a query gives."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from regparse.model import (
    Activity,
    Addressee,
    AgencyRole,
    Certainty,
    Condition,
    Kind,
    Message,
    Model,
    Quote,
    Span,
    Territory,
)
from regparse.model.query import Field, Query


class Via(Model):
    """Why a norm fits that does not say the code asked for: it says ``found``, and that reaches ``asked``."""

    field: Field
    asked: str
    found: str


class Hit(Model):
    """A norm that was found, or a clause, whose ``provision`` and ``kind`` are then None.

    ``clause`` and ``provision`` are ids, ``label`` and ``heading`` as printed; ``clause`` is the notice's id where its
    title or preamble was found. ``marks`` are where the words asked for stand in ``text``; ``via`` says what else than
    the codes asked for made it fit; ``repealed_by`` is the id of the notice that repeals this one. ``certainty`` is
    that of the norm. ``score`` is the
    share of the quotation's words that were asked for, 1 when no words were. ``show`` is the command that shows it.
    """

    notice: str
    edition: str | None
    title: str
    issued_on: dt.date | None
    repealed_by: str | None
    clause: str
    label: str | None
    heading: str | None
    provision: str | None
    kind: Kind | None
    text: str
    span: Span
    marks: tuple[Span, ...] = ()
    agencies: tuple[AgencyRole, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    activities: tuple[Activity, ...] = ()
    assets: tuple[str, ...] = ()
    territory: Territory | None = None
    condition: Condition | None = None
    exceptions: tuple[Quote, ...] = ()
    certainty: Certainty | None = None
    via: tuple[Via, ...] = ()
    score: float
    show: str


class Hint(Message):
    """Something to ask besides: what the query does not cover, and how many provisions another value would find."""

    section: ClassVar[str] = "hint"

    field: Field | None = None
    value: str | None = None
    count: int = 0


class Answer(Model):
    """What a query found, or the part of it that was asked for.

    ``total`` counts all. Hits of notices in force come first, then those that say the codes asked for, then as
    ``query.sort`` says, then in document order. ``facets`` count in how many of all hits each value stands.
    """

    query: Query
    total: int
    results: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    hints: tuple[Hint, ...] = ()
