"""The page of a comparison: the synopsis of two notices in one of its three ways, with what it can be narrowed by.

Under a server the comparison is narrowed before it is laid out. Between files every row carries the conditions that it
fits (``change:added agency:CSRC``), and the script hides the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from regparse.brief.law import Law, LawRow
from regparse.brief.refs import anchor, number_of
from regparse.compare import compare
from regparse.comparison import Comparison, Label
from regparse.errors import QueryError, StoreError
from regparse.lexicon import agencies as lexicon
from regparse.model import Notice
from regparse.narrowing import LAW, narrow
from regparse.site.lineage import originals
from regparse.site.notice import Link
from regparse.site.pages import Addresses, Page
from regparse.site.shelf import Shelf
from regparse.site.words import Words
from regparse.synopsis.rows import Cell, Row, old_anchor
from regparse.synopsis.view import WAYS, Synopsis, TableRow, Way
from regparse.synopsis.view import view as synopsis

FILTERS = ("change", "agency", "addressee")


@dataclass(frozen=True, slots=True)
class Option:
    """A value by which a comparison can be narrowed."""

    field: str
    code: str
    name: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A body and its parts then and now, in words."""

    name: str
    then: str
    now: str
    note: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All that the template needs; ``tags`` are the conditions that each row fits."""

    page: Synopsis
    way: Way
    ways: tuple[Link, ...]
    options: tuple[tuple[str, str, tuple[Option, ...]], ...]
    chosen: bool
    static: bool
    law: tuple[tuple[str, str, tuple[tuple[LawRow, str], ...]], ...]
    summary: str
    moves: tuple[tuple[Move, str], ...]
    destinations: tuple[tuple[TableRow, str], ...]
    derivations: tuple[tuple[TableRow, str], ...]
    rows: tuple[tuple[Row, str], ...]
    old: Link
    new: Link
    lineage: str
    foreign: bool


def view(
    shelf: Shelf,
    page: Page,
    words: Words,
    at: Addresses,
    asked: Mapping[str, tuple[str, ...]] | None = None,
) -> ComparisonPage:
    """Lay a comparison out.

    Raises UnknownValueError for what the store has not and for a condition that is none, QueryError for a way or a
    condition that there is not, StoreError when a notice is to be compared with itself.
    """
    old, new = page.about
    way = page.view
    if (way or "side") not in WAYS:
        raise QueryError(f"a comparison is read {', '.join(WAYS)}, not {way[:40]!r}")
    before, after = shelf.notice(old), shelf.notice(new)
    if before.id == after.id:
        raise StoreError(f"{before.id}: a notice is compared with another one")
    given = asked or {}
    if strange := sorted(given.keys() - set(FILTERS)):
        raise QueryError(f"a comparison has no condition {strange[0][:40]!r}")
    whole = compare(before, after, originals=originals(shelf, before, after))
    part = narrow(
        whole,
        before,
        after,
        changes=given.get("change", ()),
        agencies=given.get("agency", ()),
        addressees=given.get("addressee", ()),
    )
    static = not at.live
    options = _options(whole, before, after, given, words)
    laid = synopsis(part, before, after, way=_way(way))
    tags = _Tags(whole, before, after, options) if static else None
    chain = shelf.chain(after.id)
    lineage = Page("lineage", (chain[-1],))
    return ComparisonPage(
        page=laid,
        way=_way(way),
        ways=tuple(
            Link(words(f"way_{one}"), at.page(Page("comparison", (old, new), "" if one == "side" else one), given))
            for one in WAYS
        ),
        options=tuple((name, words(f"facet_{name}"), found) for name, found in options.items() if found),
        chosen=any(given.values()),
        static=static,
        law=tuple(
            (
                group.heading.lower(),
                words.name("change", group.heading.lower()),
                tuple((row, tags.law(group.heading, row) if tags else "") for row in group.rows),
            )
            for group in laid.law
        ),
        summary=_summary(part, words),
        moves=tuple(
            (
                Move(
                    words.name("agency", move.id),
                    words.listing([words.name("role", role) for role in move.old_roles]),
                    words.listing([words.name("role", role) for role in move.new_roles]),
                    move.note or "",
                ),
                tags.body(move.id) if tags else "",
            )
            for move in part.agencies
            if move.old_roles != move.new_roles
        ),
        destinations=tuple((row, tags.clause(row.ref.href) if tags else "") for row in laid.destinations),
        derivations=tuple((row, tags.clause(row.ref.href) if tags else "") for row in laid.derivations),
        rows=tuple((row, tags.row(row) if tags else "") for row in laid.rows),
        old=Link(number_of(before), at.notice(old), words.day(before.issued_on.date if before.issued_on else None)),
        new=Link(number_of(after), at.notice(new), words.day(after.issued_on.date if after.issued_on else None)),
        lineage=at.page(lineage) if before.id in {one.partition("@")[0] for one in chain} and at.has(lineage) else "",
        foreign=words.lang != "en",
    )


def _summary(part: Comparison, words: Words) -> str:
    counts = Counter[str](one.change for one in part.norms if one.change != "kept" and not one.translation_only)
    said = [words("change_count", n=counts[one], what=words.name("change", one)) for one in LAW if counts[one]]
    return words("changes", said=words.listing(said)) if said else words("no_change")


def _way(way: str) -> Way:
    return next(one for one in WAYS if one == (way or "side"))


def _options(
    whole: Comparison, old: Notice, new: Notice, given: Mapping[str, tuple[str, ...]], words: Words
) -> dict[str, tuple[Option, ...]]:
    """Give what occurs: what happened to norms and to clauses, the bodies and the persons of both notices."""
    labels = {label for pair in whole.pairs for label in pair.labels}
    happened = {norm.change for norm in whole.norms}
    changes = [one for one in LAW if one in happened] + [one for one in get_args(Label) if one in labels]
    norms = [norm for side in (new, old) for _, norm in side.provisions()]
    bodies = sorted({lexicon.load().succession(one.id) or one.id for norm in norms for one in norm.agencies})
    persons = sorted({one.code for norm in norms for one in norm.addressees})
    named = {"change": changes, "agency": bodies, "addressee": persons}
    return {
        field: tuple(
            Option(field, code, words.name(field, code), code in given.get(field, ()))
            for code in [*codes, *(one for one in given.get(field, ()) if one not in codes)]
        )
        for field, codes in named.items()
    }


class _Tags:
    """Which rows fit which conditions, each taken by itself."""

    def __init__(self, whole: Comparison, old: Notice, new: Notice, options: Mapping[str, tuple[Option, ...]]) -> None:
        self._law: dict[str, set[tuple[str, str]]] = {}
        self._clauses: dict[str, set[str]] = {}
        self._bodies: dict[str, set[str]] = {}
        links = {clause.id: f"#{old_anchor(clause.id)}" for clause in old.clauses}
        hrefs = links | {clause.id: f"#{anchor(clause.id)}" for clause in new.clauses}
        for found in options.values():
            for one in found:
                condition = {"change": "changes", "agency": "agencies", "addressee": "addressees"}[one.field]
                part = narrow(whole, old, new, **{condition: (one.code,)})
                tag = f"{one.field}:{one.code}"
                self._law[tag] = {
                    (group.heading, ref)
                    for group in Law(new, old, part, links).groups()
                    for row in group.rows
                    for ref in _refs(row)
                }
                self._clauses[tag] = {hrefs[c] for pair in part.pairs for c in (*pair.old, *pair.new) if c in hrefs}
                self._bodies[tag] = {body.id for body in part.agencies}

    def law(self, heading: str, row: LawRow) -> str:
        refs = {(heading, ref) for ref in _refs(row)}
        return " ".join(tag for tag, found in self._law.items() if refs & found)

    def body(self, code: str) -> str:
        return " ".join(tag for tag, found in self._bodies.items() if code in found)

    def clause(self, href: str | None) -> str:
        return " ".join(tag for tag, found in self._clauses.items() if href in found)

    def row(self, row: Row) -> str:
        cells: list[Cell] = [*row.old, *([row.new] if row.new else [])]
        anchors = {f"#{name}" for cell in cells for name in cell.anchors}
        return " ".join(tag for tag, found in self._clauses.items() if anchors & found)


def _refs(row: LawRow) -> set[str]:
    """Give what names a row: where its two sides stand, and what it is about."""
    sides = [(side, name) for side, name in ((row.old, "old"), (row.new, "new")) if side]
    return {f"{name} {ref.label} {ref.href}" for side, name in sides for ref in side.refs} or {row.title}
