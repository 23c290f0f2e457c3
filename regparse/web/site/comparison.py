"""The page of a comparison: the synopsis of two notices in one of its three ways, with what it can be narrowed by.

Under a server the comparison is narrowed before it is laid out. Between files every row carries the conditions that it
fits (``change:added agency:CSRC``), and the script hides the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

from regparse.comparison import compare
from regparse.documents.parts.law import CHANGES
from regparse.documents.parts.refs import number_of
from regparse.documents.synopsis.rows import Row
from regparse.documents.synopsis.view import WAYS, Synopsis, TableRow, Way
from regparse.documents.synopsis.view import view as synopsis
from regparse.errors import QueryError, StoreError
from regparse.lexicon import agencies as lexicon
from regparse.model import Notice
from regparse.model.comparison import Comparison, Label
from regparse.store.narrowing import LAW, narrow
from regparse.web.site.lineage import originals
from regparse.web.site.moves import Move, Moves, Side
from regparse.web.site.notice import Link
from regparse.web.site.pages import Addresses, Page
from regparse.web.site.shelf import Shelf
from regparse.web.site.tags import Tagged, Tags
from regparse.web.site.telling import told
from regparse.web.site.words import Words
from regparse.wording.phrasing import sentence
from regparse.wording.tongue import say, speaking

FILTERS = ("change", "agency", "addressee")


@dataclass(frozen=True, slots=True)
class Option:
    """A value by which a comparison can be narrowed."""

    field: str
    code: str
    name: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All that the template needs; ``changes`` are counted by what happened and by the conditions that they fit."""

    page: Synopsis
    way: Way
    ways: tuple[Link, ...]
    options: tuple[tuple[str, str, tuple[Option, ...]], ...]
    chosen: bool
    static: bool
    law: tuple[tuple[str, tuple[Tagged, ...]], ...]
    summary: str
    changes: tuple[tuple[str, str, int], ...]
    names: tuple[tuple[str, str], ...]
    moves: tuple[tuple[Move, str], ...]
    destinations: tuple[tuple[TableRow, str], ...]
    derivations: tuple[tuple[TableRow, str], ...]
    rows: tuple[tuple[Row, str], ...]
    old: Link
    new: Link
    lineage: str


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
        raise QueryError("unknown-view", way=way[:40], known=tuple(WAYS))
    before, after = shelf.notice(old), shelf.notice(new)
    if before.id == after.id:
        raise StoreError("same-notice", notice=before.id)
    given = asked or {}
    if strange := sorted(given.keys() - set(FILTERS)):
        raise QueryError("condition-comparison", name=strange[0][:40])
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
    values = [(field, one.code) for field, found in options.items() for one in found]
    with speaking(words.lang):
        laid = synopsis(part, before, after, way=_way(way))
        tags = Tags(whole, before, after, values) if static else None
        law = tuple(
            (
                words.name("change", code),
                tuple(tags.law(group)) if tags else tuple(Tagged(r, "", "") for r in group.rows),
            )
            for code in CHANGES
            for group in laid.law
            if group.heading == sentence(say(code))
        )
        moved = tuple(Moves(Side(before, old), Side(after, new), words, at).of(whole, part))
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
        law=law,
        summary=_summary(part, words),
        changes=tuple(tags.counted()) if tags else (),
        names=tuple((one, words.name("change", one)) for one in LAW),
        moves=tuple((move, tags.body(move.id) if tags else "") for move in moved),
        destinations=tuple(
            (_noted(row, words), tags.clause(row.ref.href) if tags else "") for row in laid.destinations
        ),
        derivations=tuple((_noted(row, words), tags.clause(row.ref.href) if tags else "") for row in laid.derivations),
        rows=tuple((_said(row, words), tags.row(row) if tags else "") for row in laid.rows),
        old=Link(number_of(before), at.notice(old), words.day(before.issued_on.date if before.issued_on else None)),
        new=Link(number_of(after), at.notice(new), words.day(after.issued_on.date if after.issued_on else None)),
        lineage=at.page(lineage) if before.id in {one.partition("@")[0] for one in chain} and at.has(lineage) else "",
    )


def _noted(row: TableRow, words: Words) -> TableRow:
    return replace(row, ends=tuple(replace(one, note=told(one.note, words)) for one in row.ends))


def _said(row: Row, words: Words) -> Row:
    """Say what became of a clause in the language of the page."""
    old = tuple(replace(cell, note=told(cell.note, words)) for cell in row.old)
    return replace(row, old=old, new=replace(row.new, note=told(row.new.note, words)) if row.new else None)


def _summary(part: Comparison, words: Words) -> str:
    counts = Counter[str](one.change for one in part.changes if one.change != "kept" and not one.translation_only)
    said = [words("change_count", n=counts[one], what=words.name("change", one)) for one in LAW if counts[one]]
    return words("changes", said=words.listing(said)) if said else words("no_change")


def _way(way: str) -> Way:
    return next(one for one in WAYS if one == (way or "side"))


def _options(
    whole: Comparison, old: Notice, new: Notice, given: Mapping[str, tuple[str, ...]], words: Words
) -> dict[str, tuple[Option, ...]]:
    """Give what occurs: what happened to norms and to clauses, the bodies and the persons of both notices."""
    labels = {label for pair in whole.pairs for label in pair.labels}
    happened = {norm.change for norm in whole.changes}
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
