"""The pages of bodies: all of them by role, and one with its names and its norms, notice by notice."""

from __future__ import annotations

from dataclasses import dataclass

from regparse.documents.parts.refs import anchor
from regparse.errors import UnknownValueError
from regparse.lexicon import agencies as lexicon
from regparse.model import Role
from regparse.store import Hit
from regparse.web.site.notice import place
from regparse.web.site.pages import Addresses
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Words

NOTICES = 40
"""Notices whose norms stand on the page of a body; the search has the rest."""
_HITS = 200
"""Norms that are read for it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """In how many norms a body has a part, and the search that gives them."""

    count: int
    href: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body and its parts, a cell for each role; None where it has no such part."""

    code: str
    name: str
    other: str
    href: str
    cells: tuple[Cell | None, ...]
    norms: int
    notices: int


@dataclass(frozen=True, slots=True)
class BodiesPage:
    """All bodies with a part in a norm, by role."""

    roles: tuple[str, ...]
    rows: tuple[BodyRow, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A norm in which a body has a part."""

    href: str
    place: str
    kind: str
    kind_name: str
    roles: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """The norms of one notice."""

    href: str
    number: str
    title: str
    day: str
    lang: str
    gone: str
    norms: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body: its names, who came before and after it, its parts, its norms."""

    code: str
    name: str
    names: tuple[tuple[str, str], ...]
    kin: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    roles: tuple[tuple[str, Cell], ...]
    kinds: tuple[tuple[str, Cell], ...]
    counted: str
    groups: tuple[Group, ...]
    rest: str


def codes(shelf: Shelf) -> tuple[str, ...]:
    """Give the bodies that have a part in a norm of the store, or issued a notice of it."""
    found = set(shelf.index.values("agency"))
    found |= {code for (code,) in shelf.store.conn.execute("SELECT DISTINCT agency FROM issuer")}
    return tuple(sorted(found))


def every(shelf: Shelf, words: Words, at: Addresses) -> BodiesPage:
    """Lay out all bodies by role."""
    rows = shelf.bodies(words.lang)
    roles = [role for role in Role if any(role in row.roles for row in rows)]
    return BodiesPage(
        roles=tuple(words.name("role", role.value) for role in roles),
        rows=tuple(
            BodyRow(
                code=row.agency,
                name=words.name("agency", row.agency),
                other=_other(row.agency, words),
                href=at.agency(row.agency),
                cells=tuple(
                    Cell(row.roles[role], at.search(agency=row.agency, role=role.value, exact=1))
                    if role in row.roles
                    else None
                    for role in roles
                ),
                norms=row.norms,
                notices=row.notices,
            )
            for row in rows
        ),
    )


def view(shelf: Shelf, code: str, words: Words, at: Addresses) -> BodyPage:
    """Lay a body out; raises UnknownValueError, with the nearest codes, when the table of bodies has none such."""
    bodies = lexicon.load()
    try:
        row = bodies.get(code)
    except KeyError as error:
        raise UnknownValueError("agency", code, nearest=bodies.suggest(code)) from error
    found = shelf.ask(words.lang, agency=[code])
    parts = {role: shelf.ask(words.lang, agency=[code], role=[role.value], exact=True).total for role in Role}
    heir = bodies.succession(code)
    kin = {"became_body": [heir] if heir else [], "before_body": bodies.before(code), "in_group": bodies.groups(code)}
    groups = _groups(shelf, tuple(found.page(0, _HITS)), code, words, at)
    return BodyPage(
        code=code,
        name=words.name("agency", code),
        names=tuple(dict.fromkeys(("zh" if any(c >= "\u2e80" for c in name) else "en", name) for name in row.names)),
        kin=tuple(
            (words(said), tuple((words.name("agency", one), at.agency(one)) for one in dict.fromkeys(found_kin)))
            for said, found_kin in kin.items()
            if found_kin
        ),
        roles=tuple(
            (words.name("role", role.value), Cell(count, at.search(agency=code, role=role.value, exact=1)))
            for role, count in parts.items()
            if count
        ),
        kinds=tuple(
            (words.name("kind", kind), Cell(count, at.search(agency=code, kind=kind)))
            for kind, count in found.found.counts("kind").items()
        ),
        counted=words.count("norms_of", found.total),
        groups=groups[:NOTICES],
        rest=at.search(agency=code) if found.total > sum(len(one.norms) for one in groups[:NOTICES]) else "",
    )


def _other(code: str, words: Words) -> str:
    """Give the name in the other language."""
    try:
        row = lexicon.load().get(code)
    except KeyError:
        return ""
    return row.en if words.lang == "zh" else row.zh


def _groups(shelf: Shelf, hits: tuple[Hit, ...], code: str, words: Words, at: Addresses) -> tuple[Group, ...]:
    mine = {code, *lexicon.load().before(code)}
    notices: dict[str, list[Hit]] = {}
    for hit in hits:
        notices.setdefault(hit.notice, []).append(hit)
    keys = {notice: shelf.spoken(notice, words.lang) for notice in notices}
    return tuple(
        Group(
            href=at.notice(keys[notice]),
            number=shelf.number(keys[notice]),
            title=" ".join(found[0].title.split()),
            day=words.day(found[0].issued_on),
            lang=shelf.texts[keys[notice]].language,
            gone=words.name("status", "repealed") if found[0].repealed_by else "",
            norms=tuple(
                Duty(
                    href=at.notice(keys[notice], anchor(hit.provision or hit.clause)),
                    place=place(hit.clause, words),
                    kind=hit.kind.value if hit.kind else "",
                    kind_name=words.name("kind", hit.kind.value) if hit.kind else "",
                    roles=words.listing(
                        list(dict.fromkeys(words.name("role", a.role.value) for a in hit.agencies if a.id in mine))
                    ),
                    text=" ".join(hit.text.split()),
                )
                for hit in found
            ),
        )
        for notice, found in notices.items()
    )
