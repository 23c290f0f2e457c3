"""All norms of a store as one compact table, for the search that runs in the reader's browser.

Columns instead of rows, the text of a notice once, items as places in it (in UTF-16 units, as browsers count), values
as sorted lists of items, each number as the distance from the one before. Items stand in the order in which a search
shows them: the newest notice first, then in the order of the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from regparse.lexicon import addressees, agencies
from regparse.model import ids
from regparse.model.query import Query
from regparse.notation.expressions import expression
from regparse.store import bits, packing
from regparse.store.texts import Text
from regparse.web.site.pages import file_name
from regparse.web.site.search import FIELDS
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import TONGUES, Tongue

_NORMS = """
SELECT p.id, p.clause, p.ref, p.start, p.end FROM provision p WHERE p.id >= ? AND p.id < ? ORDER BY p.id
"""
_CLAUSES = "SELECT id, ref, label, heading, start, end, paragraphs FROM clause WHERE id >= ? AND id < ? ORDER BY id"
_SIGNS = expression(r"[\W_]+")
_OF_NORM = ("kind", "agency", "role", "addressee", "activity", "asset", "condition", "territory", "part")


def table(shelf: Shelf) -> dict[str, Any]:
    """Give the table of every text that has a page, as plain values for JSON."""
    rank = shelf.index.texts.rank("newest")
    texts = sorted(shelf.keys, key=lambda one: (rank[one], one))
    rows = {text.id: text for text in shelf.texts.values()}
    numbers = dict(shelf.store.conn.execute("SELECT id, number FROM text").fetchall())
    own = {text.id for lang in TONGUES for text in shelf.index.texts.scope(Query(language=lang)).texts}
    made = _Columns(shelf)
    told = []
    for place, one in enumerate(texts):
        text = rows[one]
        told.append(
            {
                "key": shelf.keys[one],
                "file": file_name(shelf.keys[one]),
                "id": text.notice,
                "number": numbers[one] or "",
                "title": " ".join(text.title.split()),
                "day": text.issued_on or "",
                "lang": text.language,
                "status": shelf.index.texts.status(text, None),
                "first": shelf.texts[text.notice].id == one,
                "own": one in own,
                "issuer": sorted(shelf.index.issuers.get(one, ())),
            }
        )
        made.add(place, text)
    columns, reach = made.columns(), _reach(made.values)
    return {"texts": told, **columns, "reach": reach, "named": _named(shelf, reach["agency"])}


class _Columns:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.bodies: list[str] = []
        self.clauses: dict[str, list[Any]] = {"unit": [], "label": [], "heading": []}
        self.items: dict[str, list[int]] = {"text": [], "clause": [], "norm": [], "start": [], "size": []}
        self.parts: dict[int, list[tuple[int, int]]] = {}
        """The places that are read in an item, where they are several."""
        self.number: dict[int, int] = {}
        self.values: dict[str, dict[str, list[int]]] = {}

    def add(self, place: int, text: Text) -> None:
        """Take in the items of a text: each clause behind its norms, as in the store."""
        (packed,) = self.shelf.store.conn.execute("SELECT body FROM content WHERE text = ?", (text.id,)).fetchone()
        body = packing.text(packed)
        self.bodies.append(body)
        units = _units(body)
        items = (text.first, text.first + text.items)
        norms: dict[int, list[tuple[Any, ...]]] = {}
        for row in self.shelf.store.conn.execute(_NORMS, items):
            norms.setdefault(row[1], []).append(row)
        for item, ref, label, heading, start, end, paragraphs in self.shelf.store.conn.execute(_CLAUSES, items):
            clause = len(self.clauses["unit"])
            self.clauses["unit"].append(ids.parse(ref).unit or "")
            self.clauses["label"].append(label or "")
            self.clauses["heading"].append(heading or "")
            for norm, _, name, begin, stop in norms.get(item, ()):
                self._item(norm, place, clause, ids.parse(name).norm or 0, (units(begin), units(stop)))
            own = json.loads(paragraphs) or [(start, end)]
            if item == text.first:
                own = self._head(text) or own
            if len(own) > 1:
                self.parts[len(self.items["text"])] = [
                    (units(begin), units(stop) - units(begin)) for begin, stop in own
                ]
            self._item(item, place, clause, 0, (units(own[0][0]), units(own[-1][1])))

    def _head(self, text: Text) -> list[tuple[int, int]]:
        """Give what is read in the head of a notice: its title and its preamble, not what stands between them."""
        notice = self.shelf.notice(self.shelf.keys[text.id])
        return sorted(span for span in (notice.title_span, notice.preamble and notice.preamble.span) if span)

    def _item(self, item: int, text: int, clause: int, norm: int, span: tuple[int, int]) -> None:
        self.number[item] = len(self.items["text"])
        row = {"text": text, "clause": clause, "norm": norm, "start": span[0], "size": span[1] - span[0]}
        for name, value in row.items():
            self.items[name].append(value)

    def columns(self) -> dict[str, Any]:
        """Give the columns, and the items of each value."""
        index = self.shelf.index
        for field in _OF_NORM:
            found: dict[str, list[int]] = {}
            for code in sorted(index.values(field)):
                places = [self.number[one] for one in bits.members(index.value(field, code)) if one in self.number]
                if places:
                    found[code] = _steps(sorted(places))
            self.values[field] = found
        items = {name: _steps(column) if name in ("text", "clause") else column for name, column in self.items.items()}
        return {
            "bodies": self.bodies, "clauses": self.clauses, "items": items, "parts": self.parts, "values": self.values
        }  # fmt: skip


def _units(body: str) -> Any:
    """Give what turns places in code points into places in UTF-16 units."""
    wide = [place for place, letter in enumerate(body) if letter > "\uffff"]
    if not wide:
        return int

    def units(place: int) -> int:
        return place + sum(one < place for one in wide)

    return units


def _steps(numbers: Iterable[int]) -> list[int]:
    found, before = [], 0
    for number in numbers:
        found.append(number - before)
        before = number
    return found


def _reach(values: dict[str, dict[str, list[int]]]) -> dict[str, dict[str, dict[str, int]]]:
    """Give what each body and each person asked for reaches besides, and how far that is, as a query in the store."""
    bodies, persons = agencies.load(), addressees.load()
    reach: dict[str, dict[str, dict[str, int]]] = {
        "agency": {one.code: dict.fromkeys(bodies.before(one.code), 1) for one in bodies},
        "addressee": {
            code: {above: 2 if above == addressees.ANYONE else 1 for above in persons.above(code) if above != code}
            for code in persons.codes
        },
        "condition": {code: {"approval-and-filing": 1} for code in ("approval", "filing")},
    }
    there = {
        field: {code: {one: far for one, far in found.items() if one in values[field]} for code, found in rows.items()}
        for field, rows in reach.items()
    }
    return {field: {code: found for code, found in rows.items() if found} for field, rows in there.items()}


def _named(shelf: Shelf, older: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    """Give the notices by their numbers, and the bodies that occur, or came after one that does, by their names."""
    bodies = agencies.load()
    issuers = {code for codes in shelf.index.issuers.values() for code in codes}
    names = {
        _SIGNS.sub("", name.lower().removeprefix("the ")): one.code
        for one in bodies
        if one.code in issuers or one.code in older or one.code in shelf.index.values("agency")
        for name in (one.code, *one.names)
        if bodies.lookup(name) == one.code
    }
    return {"notices": shelf.numbers, "bodies": names}


def counts(shelf: Shelf, lang: Tongue) -> dict[str, dict[str, int]]:
    """Count, for the facets of an untouched page, in how many norms of the texts it chooses each value stands.

    Values that stand in other texts alone are there too, with none: the script may come to count them.
    """
    found = shelf.ask(lang).found
    counted = {name: found.counts(name) for name in FIELDS}
    return {
        name: some | dict.fromkeys(sorted({*shelf.index.values(name)} - {*some}), 0) for name, some in counted.items()
    }
