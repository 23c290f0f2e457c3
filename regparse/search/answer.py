"""What a query is and what it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from regparse.model import Activity, Addressee, AgencyRole, Condition, Kind, Model, Quote, Span, Territory

Field = Literal["agency", "role", "kind", "addressee", "activity", "asset", "condition", "territory"]
"""The sorts of conditions, each a field of :class:`Asked`."""


class Asked(Model):
    """A query as understood: agencies as codes, words and phrases taken apart."""

    words: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    asset: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    exact: bool = False

    def narrowed(self) -> bool:
        """Tell whether anything is asked of the norm besides its words."""
        return any((self.agency, self.role, self.kind, self.addressee, self.activity, *self._scope()))

    def _scope(self) -> tuple[tuple[str, ...], ...]:
        return self.asset, self.condition, self.territory


class Via(Model):
    """Why a norm fits that does not say the code asked for: it says ``found``, and that reaches ``asked``."""

    field: Field
    asked: str
    found: str


class Hit(Model):
    """A norm that was found, or a clause, whose ``provision`` and ``kind`` are then None.

    ``clause`` and ``provision`` are ids, ``label`` is as printed. ``via`` says what else than the codes asked for
    made it fit. ``repealed_by`` is the id of the notice that repeals this one. ``score`` is the share of the
    quotation's words that were asked for; 1 when no words were.
    """

    notice: str
    edition: str | None
    repealed_by: str | None
    clause: str
    label: str | None
    provision: str | None
    kind: Kind | None
    text: str
    span: Span
    agencies: tuple[AgencyRole, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    activities: tuple[Activity, ...] = ()
    assets: tuple[str, ...] = ()
    territory: Territory | None = None
    condition: Condition | None = None
    exceptions: tuple[Quote, ...] = ()
    via: tuple[Via, ...] = ()
    score: float


class Hint(Model):
    """Something to ask besides: what the query does not cover, and how many norms another value would find."""

    message: str
    field: Field | None = None
    value: str | None = None
    count: int = 0


class Answer(Model):
    """What a query found.

    Hits of notices in force come first, then those that say the codes asked for, then by falling score, then in
    document order. ``facets`` count in how many hits each value stands.
    """

    query: Asked
    total: int
    results: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    hints: tuple[Hint, ...] = ()


def facets(hits: Iterable[Hit]) -> dict[str, dict[str, int]]:
    """Count in how many hits each value stands, the most frequent first."""
    listed = tuple(hits)
    values: dict[str, Counter[str]] = {
        "notice": Counter(h.notice for h in listed),
        "kind": Counter(h.kind.value for h in listed if h.kind),
        "agency": Counter(code for h in listed for code in {a.id for a in h.agencies}),
        "role": Counter(role for h in listed for role in {a.role.value for a in h.agencies}),
        "addressee": Counter(code for h in listed for code in {a.code for a in h.addressees}),
        "activity": Counter(code for h in listed for code in {a.code for a in h.activities if a.code}),
        "asset": Counter(asset for h in listed for asset in h.assets),
        "condition": Counter(h.condition for h in listed if h.condition),
        "territory": Counter(h.territory for h in listed if h.territory),
    }
    return {
        field: dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) for field, counts in values.items()
    }
