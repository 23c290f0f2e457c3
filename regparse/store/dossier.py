"""All about one clause: its norms, what it cites, what cites it, what it was and what it became."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator

from regparse.comparison import compare
from regparse.errors import QueryError, UnknownValueError
from regparse.model import Citation, Clause, Closing, Language, Model, Notice, Provision, Section, Span
from regparse.model.comparison import Label
from regparse.model.ids import Id
from regparse.model.ids import parse as parse_id
from regparse.store.force import Force
from regparse.store.session import Session
from regparse.store.write import cited, names, title_key


class Cited(Model):
    """A reference to a notice or a clause of it: where it stands, and its words."""

    notice: str
    edition: str | None
    clause: str | None
    kind: str
    text: str
    span: Span
    sentence: str


class Kin(Model):
    """A clause of the notice before or after that this one was or became; its words."""

    notice: str
    clause: str
    labels: tuple[Label, ...]
    state: str
    text: str


class Dossier(Model):
    """A clause, or the closing, or a whole notice (then without ``clause``), with what belongs to it.

    ``citations`` are what it cites, ``cited_by`` who cites it, or its notice by number or title; ``before`` and
    ``after`` are its forerunners in the notice that this one repeals and what it became in the one that repeals this.
    """

    id: str
    notice: str
    edition: str | None
    title: str
    number: str | None
    issued_on: dt.date | None
    force: Force
    section: str | None
    clause: Clause | None
    text: str
    provisions: tuple[Provision, ...]
    citations: tuple[Citation, ...]
    cited_by: tuple[Cited, ...]
    before: tuple[Kin, ...] = ()
    after: tuple[Kin, ...] = ()


def show(store: Session, ref: str, edition: str | None = None, language: Language | None = None) -> Dossier:
    """Give all about a clause by its id (``yinfa-2026-42/9``), about the clause of a norm, or about a notice.

    An edition may stand behind the notice (``yinfa-2026-42@en/9``).

    Raises QueryError when ``ref`` is no id, UnknownValueError, with the nearest, when the store has no such thing.
    """
    try:
        asked = parse_id(ref.strip())
    except ValueError as error:
        raise QueryError("no-clause-id", ref=ref) from error
    name, _, named = asked.notice.partition("@")
    notice = store.notice(name, named or edition, language)
    found: Clause | Closing | None = None
    if asked.unit == "closing":
        found = notice.closing
    elif asked.unit:
        found = next((clause for clause in notice.walk() if clause.id == f"{name}/{asked.unit}"), None)
    if asked.unit and found is None:
        known = [clause.id for clause in notice.walk()] + ([f"{name}/closing"] if notice.closing else [])
        raise UnknownValueError("clause", ref, known=known)
    force = store.status(name)
    clause = found if isinstance(found, Clause) else None
    unit = str(Id(name, asked.unit))
    every = tuple(c for one in notice.walk() for c in one.citations)
    return Dossier(
        id=unit,
        notice=notice.id,
        edition=notice.edition,
        title=notice.title,
        number=notice.number.text if notice.number else None,
        issued_on=notice.issued_on.date if notice.issued_on else None,
        force=force,
        section=_section(notice.sections, clause.section) if clause else None,
        clause=clause,
        text=found.text if found else notice.title,
        provisions=_asked(_norms(found), ref, asked.norm) if found else (),
        citations=_cites(found) if found else every,
        cited_by=tuple(citing(store.conn, notice, unit, whole=found is None)),
        before=tuple(_kin(store, notice, unit, _replaced(notice), forward=False)) if found else (),
        after=tuple(_kin(store, notice, unit, force.repealed_by, forward=True)) if found else (),
    )


def _asked(norms: tuple[Provision, ...], ref: str, norm: int | None) -> tuple[Provision, ...]:
    """Give all norms, or the one that is asked for by its number."""
    if norm is None:
        return norms
    one = tuple(provision for provision in norms if parse_id(provision.id).norm == norm)
    if not one:
        raise UnknownValueError("norm", ref, known=[provision.id for provision in norms])
    return one[:1]


def _norms(found: Clause | Closing) -> tuple[Provision, ...]:
    if isinstance(found, Closing):
        return found.provisions
    return tuple(norm for clause in found.walk() for norm in clause.provisions)


def _cites(found: Clause | Closing) -> tuple[Citation, ...]:
    if isinstance(found, Closing):
        return found.citations
    return tuple(citation for clause in found.walk() for citation in clause.citations)


def _section(sections: tuple[Section, ...], ref: str | None) -> str | None:
    one = next((section for section in sections if section.id == ref), None)
    return f"{one.label} {one.heading}" if one else None


_CITING = """
SELECT t.notice, t.edition, u.ref, c.kind, c.words, c.start, c.end, t.first, t.items
FROM citation c JOIN text t ON t.id = c.text LEFT JOIN clause u ON u.id = c.clause
WHERE {which} ORDER BY t.notice, t.preferred DESC, t.edition, t.first, c.start
"""


def citing(conn: sqlite3.Connection, notice: Notice, unit: str, *, whole: bool) -> Iterator[Cited]:
    """Give who cites a clause; of a whole notice, who cites it by number or title. One edition of each speaks."""
    if whole:
        keys = [notice.id, *map(title_key, names(notice))]
        rows = conn.execute(_CITING.format(which=f"c.cites IN ({', '.join('?' * len(keys))})"), keys).fetchall()
    else:
        rows = conn.execute(_CITING.format(which="c.target = ?"), (unit,)).fetchall()
    spoken: dict[str, int] = {}
    for name, edition, clause, kind, words, start, end, first, items in rows:
        if clause == unit or (whole and name == notice.id):
            continue
        if spoken.setdefault(name, first) != first:
            continue
        yield Cited(
            notice=name,
            edition=edition,
            clause=clause,
            kind=kind,
            text=words,
            span=(start, end),
            sentence=_around(conn, (first, first + items), (start, end)),
        )


def _around(conn: sqlite3.Connection, items: Span, span: Span) -> str:
    """Give the norm around a reference; ``items`` are those of its text, by which the norms of one text are found."""
    row = conn.execute(
        "SELECT words FROM provision WHERE id >= ? AND id < ? AND start <= ? AND end >= ? ORDER BY id LIMIT 1",
        (*items, *span),
    ).fetchone()
    return row[0] if row else ""


def _replaced(notice: Notice) -> str | None:
    """Give the id of the notice that this one repeals as a whole: the first one printed with a number."""
    return next((cited(c) for c in notice.repeals if not c.article and c.number and c.number.code), None)


def _kin(store: Session, notice: Notice, unit: str, other: str | None, *, forward: bool) -> Iterator[Kin]:
    """Give what a clause was in an older notice, or became in a newer one, where the store has that."""
    texts = [text for text in store.texts() if text.notice == other]
    if other is None or not texts:
        return
    same = any(text.language == notice.language for text in texts)
    there = store.notice(other, language=notice.language if same else None)
    old, new = (notice, there) if forward else (there, notice)
    words = {clause.id: clause.text for clause in there.walk()}
    steps = unit.split(".")
    line = {".".join(steps[: i + 1]) for i in range(len(steps))}  # the clause, and those it stands in
    for pair in compare(old, new).pairs:
        mine, theirs = (pair.old, pair.new) if forward else (pair.new, pair.old)
        if line.intersection(mine) and pair.state != "none":
            for one in theirs:
                yield Kin(notice=other, clause=one, labels=pair.labels, state=pair.state, text=words.get(one, ""))
