"""Items as hits: what a norm or a clause says, with its words and their places."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from regparse.model import Activity, Addressee, AgencyRole, Quote, Span
from regparse.store import conditions, packing
from regparse.store.answer import Hit
from regparse.store.find import Found
from regparse.store.texts import Text, Texts

_ITEMS = """
SELECT u.id, u.ref, u.label, u.heading, NULL, NULL, u.start, u.end, NULL, NULL, NULL, NULL, u.paragraphs
FROM clause u WHERE u.id IN ({marks})
UNION ALL
SELECT p.id, u.ref, u.label, u.heading, p.ref, p.kind, p.start, p.end, p.words, p.territory, p.condition, p.certainty,
  NULL
FROM provision p JOIN clause u ON u.id = p.clause WHERE p.id IN ({marks})
"""
_FACTS = """
SELECT provision, field, code, role, phrase, holder, successor, start, end FROM fact WHERE provision IN ({marks})
ORDER BY provision, n
"""


class Reader:
    """Reads items of a store; the texts they quote are unpacked once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.body = lru_cache(64)(self._body)

    def hits(self, found: Found, items: Sequence[int]) -> tuple[Hit, ...]:
        """Give items as hits, in the order given."""
        marks = ", ".join("?" * len(items))
        rows = {row[0]: row for row in self.conn.execute(_ITEMS.format(marks=marks), (*items, *items))}
        facts: dict[int, list[tuple[Any, ...]]] = {}
        for item, *fact in self.conn.execute(_FACTS.format(marks=marks), items):
            facts.setdefault(item, []).append(tuple(fact))
        return tuple(self._hit(found, rows[item], facts.get(item, [])) for item in items)

    def _hit(self, found: Found, row: tuple[Any, ...], facts: Iterable[tuple[Any, ...]]) -> Hit:
        item, ref, label, heading, norm, kind, start, end, words, territory, condition, certainty, _ = row
        text = found.index.texts.of(item)
        body = self.body(text.id)
        span = (start, end) if norm else _quoted(found, body, label, json.loads(row[-1]))
        quote = words if words is not None else body[slice(*span)]
        gone = found.index.texts.repealed(found.asked.on).get(text.notice)
        hit = Hit(
            notice=text.notice,
            edition=text.edition,
            title=text.title,
            issued_on=dt.date.fromisoformat(text.issued_on) if text.issued_on else None,
            repealed_by=gone.repealed_by if gone else None,
            clause=ref,
            label=label,
            heading=heading,
            provision=norm,
            kind=kind,
            text=quote,
            span=span,
            marks=found.words.marks(quote),
            territory=territory,
            condition=condition,
            certainty=certainty,
            score=found.words.score(quote),
            show=command(ref, text, found.index.texts),
            **_said(facts, body),
        )
        fit = conditions.fit(hit, found.want) if norm else None
        return hit.model_copy(update={"via": fit.via}) if fit and fit.via else hit

    def _body(self, text: int) -> str:
        row = self.conn.execute("SELECT body FROM content WHERE text = ?", (text,)).fetchone()
        if row is None:
            raise packing.damaged(f"text {text} has no content")
        return packing.text(row[0])


def _quoted(found: Found, body: str, label: str | None, own: Sequence[Span]) -> Span:
    """Give what to quote of a clause: the paragraph that has all of the words that it has, else all its own."""
    patterns = found.words.positive
    read = [body[start:end].strip().removeprefix(label or "") for start, end in own]
    said = [{i for i, pattern in enumerate(patterns) if pattern.search(text)} for text in read]
    for (start, end), some in zip(own, said, strict=True):
        if some and some == set.union(*said):
            return start, end
    return own[0][0], own[-1][1]


def command(ref: str, text: Text, texts: Texts) -> str:
    """Give the command that shows a clause or a notice in a text: with its edition or language where another speaks."""
    spoken = texts.spoken[text.notice]
    how = []
    if spoken.id != text.id:
        how = ["--edition", text.edition] if text.edition else ["--lang", text.language]
    return shlex.join(["regparse", "show", ref, *how])


def _said(facts: Iterable[tuple[Any, ...]], body: str) -> dict[str, Any]:
    """Give the fields of a hit that its facts fill."""
    said: dict[str, list[Any]] = {"agencies": [], "addressees": [], "activities": [], "exceptions": [], "assets": []}
    for field, code, role, phrase, holder, successor, start, end in facts:
        quote: dict[str, Any] = {"text": body[start:end], "span": (start, end)} if start is not None else {}
        if field == "agency":
            said["agencies"].append(AgencyRole(id=code, role=role, holder=holder, successor=successor, **quote))
        elif field == "addressee":
            said["addressees"].append(Addressee(code=code, **quote))
        elif field == "activity":
            said["activities"].append(Activity(code=code, phrase=phrase or quote["text"], **quote))
        elif field == "exception":
            said["exceptions"].append(Quote(**quote))
        elif field == "asset":
            said["assets"].append(code)
    return {field: tuple(values) for field, values in said.items()}
