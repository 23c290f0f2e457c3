"""The register: one row a norm, flat, with the columns that every table of it shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regparse.brief import labels
from regparse.exports.selection import Selection
from regparse.lexicon import tables
from regparse.model import Clause, Notice, Provision


class Row(NamedTuple):
    """One norm of the register; codes are those of the contract, lists in the order of the text.

    ``activities`` holds the phrase of an act that has no code. ``roles`` are agencies with the part they have
    (``CSRC lead``). ``repealed_by`` is the notice that repeals this one, where that is known. ``start`` and ``end`` are
    code points in the notice's text, where ``quotation`` stands.
    """

    notice: str
    edition: str | None
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
    quotation: str
    start: int
    end: int
    rule: str


BY_HAND = ("owner", "status", "due")
"""Columns that the team fills in; they come empty."""


def rows(found: Iterable[Selection]) -> Iterator[Row]:
    """Give a row for every wanted norm, notice after notice, in document order."""
    for selection in found:
        notice = selection.notice
        headings = {section.id: section.heading for section in notice.sections}
        gone = selection.repealed_by.id if selection.repealed_by else None
        for clause, norm in selection.chosen():
            yield row(notice, clause, norm, headings, gone)


def row(
    notice: Notice, clause: Clause | None, norm: Provision, headings: dict[str, str], repealed_by: str | None = None
) -> Row:
    """Give the row of one norm; ``headings`` are those of the notice's sections by id."""
    return Row(
        notice=notice.id,
        edition=notice.edition,
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
        quotation=norm.text,
        start=norm.span[0],
        end=norm.span[1],
        rule=norm.rule,
    )


class Worded(NamedTuple):
    """A row in words for a person: names for codes, one to an item of a list."""

    what: str
    who: tuple[str, ...]
    acts: tuple[str, ...]
    condition: str
    exceptions: tuple[str, ...]
    agencies: tuple[str, ...]
    sanction: str
    assets: tuple[str, ...]
    territory: str


def worded(line: Row) -> Worded:
    """Give a row in words."""
    table = tables.load("activities")
    acts = [_sentence(labels.label(act) if act in table else act) for act in line.activities]
    return Worded(
        what=_sentence(labels.KINDS[line.kind][0]),
        who=tuple(_sentence(labels.label(code)) for code in line.addressees),
        acts=(*acts, "… (examples: the text goes on)") if line.open_ended and acts else tuple(acts),
        condition=_condition(line),
        exceptions=line.exceptions,
        agencies=tuple(map(_agency, line.roles)),
        sanction=_sentence(labels.SANCTIONS[line.sanction]) if line.sanction else "",
        assets=tuple(_sentence(labels.label(code)) for code in line.assets),
        territory=_sentence(labels.TERRITORIES[line.territory]) if line.territory else "",
    )


def _condition(line: Row) -> str:
    """Say a condition: a ban that consent lifts is open with consent, anything else asks for it."""
    if line.condition is None:
        return ""
    words = labels.CONDITIONS[line.condition]
    return _sentence(f"open {words}" if line.kind == "prohibition" and line.condition != "unauthorized" else words)


def _agency(role: str) -> str:
    code, _, part = role.rpartition(" ")
    return f"{labels.agency(code).title} ({labels.ROLES[part].lower()})"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
