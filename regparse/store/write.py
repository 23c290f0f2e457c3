"""Put a notice into the store, and take one out: the rows, the bits and the words of each of its items."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from pydantic import ValidationError

from regparse.model import Citation, Clause, DocumentNumber, Notice, Provision, Span
from regparse.model.ids import notice_id
from regparse.notation.expressions import expression
from regparse.store import bits, packing, tokens

_ALIGN = 8
_TEXT = (
    "id, file, notice, edition, language, preferred, title, number, issued_on, effective, in_force_from, sha256,"
    " first, items"
)
_VERB = r"(?:印发|发布|公布|颁布)\s*"
_END = r"(?=\s*(?:等[^《》〈〉]{0,20})?(?:的通知|的公告|的决定|$))"
_ISSUES = expression(
    rf"{_VERB}《(.+?)》{_END}|{_VERB}〈(.+?)〉{_END}"
    r"|\b(?:[Pp]rinting|[Ii]ssu(?:e|ing|ance)|[Pp]romulgati(?:ng|on)|[Dd]istributi(?:ng|on)|[Rr]eleas(?:e|ing)|"
    r'[Pp]ublishing|[Pp]ublication)(?: of)?(?: the)? [“"](.+?),?[”"]$'
)
"""What a notice issues: all that stands between the first quotation mark behind the verb and the last one."""
_BETWEEN = tuple(
    map(
        re.compile,
        (r"》[\s、，,和与及以]{0,3}《", r"〉[\s、，,和与及以]{0,3}〈", r',?[”"],?(?: and| as well as)?(?: the)? [“"]'),
    )
)
"""What parts two titles, for each way to quote them."""
_ITEM, _ROW = "next item", "next text"
"""Keys of ``meta``."""
_NO_TITLE = expression(r"[\W_]+")


class Unit(NamedTuple):
    """A clause as it is stored: its item number, what it is, what is read in it, and its norms with their numbers.

    The closing is one, with ``clause`` None; and so is the notice itself, whose words are its title and preamble.
    """

    item: int
    ref: str
    clause: Clause | None
    span: Span
    read: str
    norms: tuple[tuple[int, Provision], ...]
    citations: tuple[Citation, ...]


def units(notice: Notice, first: int) -> Iterator[Unit]:
    """Give the units of a notice in document order, with item numbers from ``first``: norms, then their clause."""
    item = first
    span = notice.title_span or (0, 0)
    if notice.preamble:
        span = (min(span[0], notice.preamble.span[0]), max(span[1], notice.preamble.span[1]))
    head = f"{notice.title}\n{notice.preamble.text if notice.preamble else ''}"
    below = {c.span for clause in notice.walk() for c in clause.citations}
    basis = tuple(c for c in notice.legal_basis if c.span not in below)  # an article may state it too
    yield Unit(item, notice.id, None, span, head, (), basis)
    for clause in notice.walk():
        norms = tuple(enumerate(clause.provisions, item + 1))
        item += len(norms) + 1
        yield Unit(item, clause.id, clause, clause.span, _read(notice, clause), norms, clause.citations)
    if closing := notice.closing:
        norms = tuple(enumerate(closing.provisions, item + 1))
        item += len(norms) + 1
        yield Unit(item, f"{notice.id}/closing", None, closing.span, closing.text, norms, closing.citations)


def _read(notice: Notice, clause: Clause) -> str:
    """Give what is read in a clause: its caption and its own paragraphs, without its label and its children."""
    own = [notice.text[start:end].strip().removeprefix(clause.label or "") for start, end in clause.paragraphs]
    return "\n".join([clause.heading or "", *own])


def cited(citation: Citation) -> str | None:
    """Give the id of the notice that a citation means, or its title as a key, where it has no number."""
    number = citation.number
    if number and number.code:
        return notice_id(number.code, number.year, number.serial)
    if citation.target:
        return citation.target
    return title_key(citation.title) if citation.title else None


def title_key(title: str) -> str:
    """Give a title as titles are compared: without case, blanks and signs."""
    return "=" + _NO_TITLE.sub("", normalize("NFKC", title).casefold())


def titles(title: str) -> tuple[str, ...]:
    """Give the titles a notice answers to: its own, and those of the instruments it issues.

    A notice that issues rules (关于印发《…》和《…》的通知) is cited, and repealed, by the title of the rules alone.
    """
    found = [title]
    for match in _ISSUES.finditer(title):
        for between, several in zip(_BETWEEN, match.groups(), strict=True):
            found += between.split(several) if several else []
    return tuple(found)


def names(notice: Notice) -> tuple[str, ...]:
    """Give the titles that a notice answers to: its own and its cover's, with what those issue."""
    cover = titles(notice.cover.title) if notice.cover and notice.cover.title else ()
    return tuple(dict.fromkeys((*titles(notice.title), *cover)))


class Writer:
    """Writes into one transaction; the sets of values change when it is flushed.

    After :meth:`flush` the store says of every notice that was added what a fresh store would say.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._added: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._gone: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._next, self._text = _numbers(conn)

    def add(self, notice: Notice, *, file: int | None = None, preferred: bool = False) -> int:
        """Store a notice and give the number of its row; ``preferred``: it is the default edition of a corpus."""
        first = self._next
        found = tuple(units(notice, first))
        items = found[-1].item + 1 - first
        text, self._text = self._text, self._text + 1
        self._next = -(-(first + items) // _ALIGN) * _ALIGN
        issued = notice.issued_on.date.isoformat() if notice.issued_on else None
        effective = notice.effective
        since = effective.date.isoformat() if effective.date else issued
        parse = notice.model_copy(update={"text": ""}).to_json(None)
        row = (
            text,
            file,
            notice.id,
            notice.edition,
            notice.language,
            preferred,
            notice.title,
            notice.number.text if notice.number else None,
            issued,
            effective.kind,
            since,
            notice.source.sha256,
            first,
            items,
        )
        self.conn.execute(f"INSERT INTO text ({_TEXT}) VALUES ({', '.join('?' * len(row))})", row)
        packed = (zlib.compress(notice.text.encode()), zlib.compress(parse.encode()))
        self.conn.execute("INSERT INTO content VALUES (?, ?, ?)", (text, *packed))
        keys = sorted({title_key(title) for title in names(notice)})
        self.conn.executemany("INSERT INTO name VALUES (?, ?)", [(key, text) for key in keys])
        issuers = sorted({issuer.id for issuer in notice.issuers})
        self.conn.executemany("INSERT INTO issuer VALUES (?, ?)", [(text, one) for one in issuers])
        for unit in found:
            self._unit(text, unit)
        self._words(found, delete=False)
        _post(self._added, notice, found)
        return text

    def remove(self, text: int) -> None:
        """Take a notice out again."""
        (first,) = self.conn.execute("SELECT first FROM text WHERE id = ?", (text,)).fetchone()
        notice = parsed(self.conn, text)
        found = tuple(units(notice, first))
        self._words(found, delete=True)
        _post(self._gone, notice, found)
        for table in ("citation", "issuer", "name", "content"):
            self.conn.execute(f"DELETE FROM {table} WHERE text = ?", (text,))
        last = found[-1].item
        self.conn.execute("DELETE FROM fact WHERE provision BETWEEN ? AND ?", (first, last))
        for table in ("provision", "clause"):
            self.conn.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last))
        self.conn.execute("DELETE FROM text WHERE id = ?", (text,))

    def flush(self) -> None:
        """Bring the sets of values up to date."""
        for there, changed in ((False, self._gone), (True, self._added)):
            for (field, code), items in sorted(changed.items()):
                bits.change(self.conn, field, code, items, there=there)
            changed.clear()
        numbers = ((_ITEM, str(self._next)), (_ROW, str(self._text)))
        self.conn.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", numbers)

    def _unit(self, text: int, unit: Unit) -> None:
        clause, run = unit.clause, self.conn.executemany
        self.conn.execute(
            "INSERT INTO clause VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                unit.item,
                text,
                unit.ref,
                clause.number if clause else None,
                clause.label if clause else None,
                clause.kind if clause else "closing" if unit.ref.endswith("/closing") else "notice",
                clause.section if clause else None,
                clause.heading if clause else None,
                *unit.span,
                json.dumps(clause.paragraphs if clause and clause.paragraphs else [unit.span]),
            ),
        )
        run(
            "INSERT INTO provision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    item,
                    text,
                    unit.item,
                    norm.id,
                    norm.kind.value,
                    norm.rule,
                    *norm.span,
                    norm.text,
                    norm.territory,
                    norm.condition,
                    norm.open_ended,
                    norm.certainty,
                )
                for item, norm in unit.norms
            ],
        )
        run(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(item, n, *fact) for item, norm in unit.norms for n, fact in enumerate(_facts(norm))],
        )
        run(
            "INSERT INTO citation (text, clause, kind, words, title, number, article, target, cites, title_key, start,"
            " end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    text,
                    unit.item,
                    c.kind,
                    c.text,
                    c.title,
                    _number(c.number),
                    c.article,
                    c.target,
                    cited(c),
                    title_key(c.title) if c.title else None,
                    *c.span,
                )
                for c in unit.citations
            ],
        )

    def _words(self, found: Iterable[Unit], *, delete: bool) -> None:
        lines = [line for unit in found for line in _lines(unit)]
        if delete:  # an index without content is told again what it is to forget
            self.conn.executemany("INSERT INTO words (words, rowid, tokens) VALUES ('delete', ?, ?)", lines)
        else:
            self.conn.executemany("INSERT INTO words (rowid, tokens) VALUES (?, ?)", lines)


def _numbers(conn: sqlite3.Connection) -> tuple[int, int]:
    """Give the next number of an item and of a text. None is given out twice, also when its text is gone."""
    kept = dict(conn.execute("SELECT key, value FROM meta WHERE key IN (?, ?)", (_ITEM, _ROW)).fetchall())
    items, texts = conn.execute("SELECT coalesce(max(first + items), 0), coalesce(max(id), 0) FROM text").fetchone()
    return max(-(-items // _ALIGN) * _ALIGN, int(kept.get(_ITEM, 0))), max(texts + 1, int(kept.get(_ROW, 0)))


def _lines(unit: Unit) -> Iterator[tuple[int, str]]:
    """Give the tokens of a unit's items: of a norm with its kind and its bodies, so that both narrow a search in C.

    A clause that one of its norms quotes whole says nothing besides: it has none.
    """
    read = tokens.tokens(unit.read)
    for item, norm in unit.norms:
        said = tokens.tokens(norm.text)
        if f" {read} " in f" {said} ":
            read = ""
        values = dict.fromkeys(tokens.value("agency", body.id) for body in norm.agencies)
        yield item, " ".join([said, tokens.value("kind", norm.kind), *values])
    yield unit.item, read


def _post(into: dict[tuple[str, str], list[int]], notice: Notice, found: Iterable[Unit]) -> None:
    """Note the values of a notice's items, for the sets."""
    about = {
        ("language", notice.language),
        ("year", str(notice.issued_on.date.year) if notice.issued_on else "undated"),
    }
    about |= {("issuer", issuer.id) for issuer in notice.issuers}
    for unit in found:
        into["clause", ""].append(unit.item)
        for key in about:
            into[key] += range(unit.item - len(unit.norms), unit.item + 1)
        for item, norm in unit.norms:
            into["norm", ""].append(item)
            for key in _values(norm):
                into[key].append(item)


def _facts(norm: Provision) -> Iterator[tuple[str | int | None, ...]]:
    """Give what a norm says as rows of ``fact`` without their keys."""
    for body in norm.agencies:
        yield ("agency", body.id, body.role.value, None, body.holder, body.successor, *body.span)
    for who in norm.addressees:
        yield ("addressee", who.code, None, None, None, None, *who.span)
    for act in norm.activities:
        phrase = act.phrase if act.phrase != act.text else None
        yield ("activity", act.code, None, phrase, None, None, *act.span)
    for exception in norm.exceptions:
        yield ("exception", None, None, None, None, None, *exception.span)
    for asset in norm.assets:
        yield ("asset", asset, None, None, None, None, None, None)
    if norm.sanction:
        yield ("sanction", norm.sanction.kind, None, None, None, None, *norm.sanction.span)


def _values(norm: Provision) -> set[tuple[str, str]]:
    """Give the fields and values by which a norm is found and counted; ``part`` is a body in a role."""
    found = {("kind", norm.kind.value)}
    for body in norm.agencies:
        found |= {("agency", body.id), ("role", body.role.value), ("part", f"{body.id} {body.role.value}")}
    found |= {("addressee", who.code) for who in norm.addressees}
    found |= {("activity", act.code) for act in norm.activities if act.code}
    found |= {("asset", asset) for asset in norm.assets}
    if norm.territory:
        found.add(("territory", norm.territory))
    if norm.condition:
        found.add(("condition", norm.condition))
    return found


def _number(number: DocumentNumber | None) -> str | None:
    return number.text if number else None


def parsed(conn: sqlite3.Connection, text: int) -> Notice:
    """Give the notice of a row of ``text``. Raises StoreError when the row is damaged."""
    row = conn.execute("SELECT body, parse FROM content WHERE text = ?", (text,)).fetchone()
    if row is None:
        raise packing.damaged(f"text {text} has no content")
    try:
        empty = Notice.model_validate_json(packing.unpacked(row[1]))
    except ValidationError as error:
        raise packing.damaged(f"the parse of text {text} is none") from error
    return empty.model_copy(update={"text": packing.text(row[0])})
