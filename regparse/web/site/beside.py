"""Two editions of a notice side by side, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass

from regparse.documents.parts.refs import anchor, number_of
from regparse.errors import UnknownValueError
from regparse.model import Notice, ids
from regparse.web.site.notice import Link, edition_name, place
from regparse.web.site.pages import Addresses
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Words


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A clause in both editions; a side is empty where the edition lacks it."""

    name: str
    anchor: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """All that the template needs."""

    number: str
    names: tuple[Link, Link]
    langs: tuple[str, str]
    rows: tuple[BesideRow, ...]


def view(shelf: Shelf, one: str, other: str, words: Words, at: Addresses) -> BesidePage:
    """Set two editions side by side; raises UnknownValueError when the store has one of them not."""
    left, right = shelf.notice(one), shelf.notice(other)
    if left.id != right.id:
        raise UnknownValueError("edition", other, of=left.id, known=list(shelf.editions(left.id)))
    texts = [shelf.text(key) for key in (one, other)]
    names = [edition_name(text.edition, text.language, words) for text in texts]
    sides = [_units(side) for side in (left, right)]
    units = sorted(
        {*sides[0], *sides[1]},
        key=lambda unit: (_ORDER.get(unit, 1), ids.sort_key(f"x/{unit}") if unit not in _ORDER else ()),
    )
    return BesidePage(
        number=number_of(left),
        names=(Link(names[0], at.notice(one)), Link(names[1], at.notice(other))),
        langs=(left.language, right.language),
        rows=tuple(
            BesideRow(
                name="" if unit in ("title", "preamble") else place(f"{left.id}/{unit}", words),
                anchor=anchor(f"{left.id}/{unit}") if unit not in ("title", "preamble") else "",
                sides=(sides[0].get(unit, ()), sides[1].get(unit, ())),
            )
            for unit in units
        ),
    )


_ORDER = {"title": -1, "preamble": 0, "closing": 2}


def _units(notice: Notice) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {"title": (" ".join(notice.title.split()),)}
    if notice.preamble:
        found["preamble"] = _lines(notice.preamble.text)
    for clause in notice.clauses:
        found[ids.parse(clause.id).unit or ""] = _lines(clause.text)
    if notice.closing:
        found["closing"] = _lines(notice.closing.text)
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
