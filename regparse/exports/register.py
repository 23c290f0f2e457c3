"""The register: one row a norm, as it is and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regparse.exports.selection import Selection
from regparse.lexicon import tables
from regparse.register.columns import Row, row
from regparse.wording import labels

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
