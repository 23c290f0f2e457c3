"""A norm as a row: the columns that every table of norms shares, be it an export, a batch or a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from regparse.model import Clause, Notice, Provision


class Row(NamedTuple):
    """One norm of the register; codes are those of the contract, lists in the order of the text.

    ``activities`` holds the phrase of an act that has no code. ``roles`` are agencies with the part they have
    (``CSRC lead``). ``certainty`` is ``sure`` or ``unsure``. ``repealed_by`` is the notice that repeals this one, where
    that is known. ``start`` and ``end`` are code points in the notice's text, where ``quotation`` stands.
    """

    notice: str
    edition: str | None
    language: str
    title: str
    issued_on: dt.date | None
    repealed_by: str | None
    clause: str
    label: str | None
    section: str | None
    heading: str | None
    provision: str
    kind: str
    addressees: tuple[str, ...]
    activities: tuple[str, ...]
    open_ended: bool
    condition: str | None
    exceptions: tuple[str, ...]
    agencies: tuple[str, ...]
    roles: tuple[str, ...]
    sanction: str | None
    assets: tuple[str, ...]
    territory: str | None
    certainty: str
    quotation: str
    start: int
    end: int
    rule: str


LISTS = ("addressees", "activities", "exceptions", "agencies", "roles", "assets")
"""Columns that hold lists."""
_ALWAYS = frozenset(
    {
        "notice",
        "language",
        "title",
        "clause",
        "provision",
        "kind",
        "certainty",
        "quotation",
        "start",
        "end",
        "rule",
        "open_ended",
    }
)
"""Columns that are never empty, beside the lists."""


def row(
    notice: Notice, clause: Clause | None, norm: Provision, headings: dict[str, str], repealed_by: str | None = None
) -> Row:
    """Give the row of one norm; ``headings`` are those of the notice's sections by id."""
    return Row(
        notice=notice.id,
        edition=notice.edition,
        language=notice.language,
        title=notice.title,
        issued_on=notice.issued_on.date if notice.issued_on else None,
        repealed_by=repealed_by,
        clause=clause.id if clause else f"{notice.id}/closing",
        label=clause.label if clause else None,
        section=headings.get(clause.section) if clause and clause.section else None,
        heading=clause.heading if clause else None,
        provision=norm.id,
        kind=norm.kind.value,
        addressees=_once(one.code for one in norm.addressees),
        activities=_once(one.code or one.phrase for one in norm.activities),
        open_ended=norm.open_ended,
        condition=norm.condition,
        exceptions=tuple(one.text for one in norm.exceptions),
        agencies=_once(one.id for one in norm.agencies),
        roles=_once(f"{one.id} {one.role.value}" for one in norm.agencies),
        sanction=norm.sanction.kind if norm.sanction else None,
        assets=norm.assets,
        territory=norm.territory,
        certainty=norm.certainty,
        quotation=norm.text,
        start=norm.span[0],
        end=norm.span[1],
        rule=norm.rule,
    )


def fields(pa: Any) -> list[Any]:
    """Give the columns as fields of Arrow; ``pa`` is the module pyarrow."""
    types: dict[str, Any] = {name: pa.list_(pa.string()) for name in LISTS}
    types |= {"issued_on": pa.date32(), "start": pa.int64(), "end": pa.int64(), "open_ended": pa.bool_()}
    return [
        pa.field(name, types.get(name, pa.string()), nullable=name not in _ALWAYS and name not in LISTS)
        for name in Row._fields
    ]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
