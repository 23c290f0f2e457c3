"""The texts in a store: which of them a query looks in, and in which order they come."""

from __future__ import annotations

import datetime as dt
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from regparse.store import force
from regparse.store.answer import Asked, Sort


class Text(NamedTuple):
    """A row of the table ``text``: one edition of a notice, and its items."""

    id: int
    notice: str
    edition: str | None
    language: str
    preferred: int
    title: str
    issued_on: str | None
    in_force_from: str | None
    first: int
    items: int


class Scope:
    """The texts a query looks in, and the sets of their items: all of them, and those of repealed notices."""

    def __init__(self, texts: tuple[Text, ...], gone: Container[str]) -> None:
        """Take texts in the order of their items, and the ids of notices that are repealed."""
        self.texts = texts
        self.items = spans(texts)
        self.repealed = spans(text for text in texts if text.notice in gone)


class Texts:
    """All texts of a store, as they are at one moment."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        columns = ", ".join(Text._fields)
        self.all = tuple(Text._make(row) for row in conn.execute(f"SELECT {columns} FROM text ORDER BY first"))
        self._firsts = [text.first for text in self.all]
        self._conn = conn
        self.repealed: Callable[[dt.date | None], dict[str, force.Force]] = lru_cache(8)(
            lambda on: force.repealed(conn, on)
        )
        self.scope: Callable[[Asked], Scope] = lru_cache(32)(self._scope)
        self.top = max((text.first + text.items for text in self.all), default=0)
        self._ranks: dict[Sort, dict[int, int]] = {}
        self._ordered: Callable[[Scope, Sort], tuple[Text, ...]] = lru_cache(8)(
            lambda scope, sort: tuple(sorted(scope.texts, key=lambda text: self.rank(sort)[text.id]))
        )

    def of(self, item: int) -> Text:
        """Give the text in which an item stands."""
        return self.all[bisect_right(self._firsts, item) - 1]

    def rank(self, sort: Sort) -> dict[int, int]:
        """Give the place of each text, by its id, in an order: newest first (undated last), oldest first, by notice."""
        if sort not in self._ranks:
            texts = sorted(self.all, key=lambda text: (text.notice, text.first))
            if sort in ("newest", "relevance"):
                texts.sort(key=lambda text: text.issued_on or "", reverse=True)
            elif sort == "oldest":
                texts.sort(key=lambda text: text.issued_on or "9999")
            self._ranks[sort] = {text.id: place for place, text in enumerate(texts)}
        return self._ranks[sort]

    def ordered(self, scope: Scope, sort: Sort) -> tuple[Text, ...]:
        """Give the texts of a scope in an order."""
        return self._ordered(scope, sort)

    @cached_property
    def editions(self) -> list[str]:
        """The names of editions, those of the most notices first."""
        names = Counter(text.edition for text in self.all if text.edition)
        return sorted(names, key=lambda name: (-names[name], name))

    @cached_property
    def notices(self) -> frozenset[str]:
        """The ids of all notices."""
        return frozenset(text.notice for text in self.all)

    def _scope(self, asked: Asked) -> Scope:
        """Choose one text of each notice, in the language or edition asked for, that fits what is asked of notices."""
        chosen: dict[str, Text] = {}
        wanted = set(asked.notice)
        for text in self.all:
            if asked.language not in (None, text.language) or asked.edition not in (None, text.edition):
                continue
            if wanted and not wanted & {text.notice, f"{text.notice}@{text.edition}"}:
                continue
            ref = f"{text.notice}@{text.edition}"
            key = ref if ref in wanted else text.notice  # two editions that are both named are both looked in
            before = chosen.get(key)
            if before is None or _better(text, before, asked.prefers):
                chosen[key] = text
        if asked.issuer:
            rows = self._conn.execute(
                f"SELECT DISTINCT text FROM issuer WHERE agency IN ({', '.join('?' * len(asked.issuer))})", asked.issuer
            )
            issued = {text for (text,) in rows}
            chosen = {notice: text for notice, text in chosen.items() if text.id in issued}
        gone = self.repealed(asked.on)
        texts = tuple(
            sorted(
                (
                    text
                    for text in chosen.values()
                    if _dated(text, asked) and (not asked.status or self.status(text, asked.on) in asked.status)
                ),
                key=lambda text: text.first,
            )
        )
        return Scope(texts, gone)

    def status(self, text: Text, on: dt.date | None) -> force.Status:
        """Give whether a notice is in force, on a day or as far as the store tells."""
        if text.notice in self.repealed(on):
            return "repealed"
        return "not-yet-in-force" if on and (text.in_force_from or "") > on.isoformat() else "in-force"


def spans(texts: Iterable[Text]) -> int:
    """Give the set of all items of some texts, which come in the order of their items."""
    parts: list[bytes] = []
    at = 0
    for text in texts:
        first, end = text.first // 8, -(-(text.first + text.items) // 8)
        parts += (bytes(first - at), b"\xff" * (end - first))
        at = end
    return int.from_bytes(b"".join(parts), "little")


def _better(text: Text, before: Text, prefers: str | None) -> bool:
    """Tell whether a text speaks for its notice rather than another.

    It is in the language of the words asked for, it is the corpus's default, it is Chinese, it has a date.
    """

    def key(one: Text) -> tuple[bool, int, bool, bool]:
        return one.language == prefers, one.preferred, one.language == "zh", one.issued_on is not None

    return key(text) > key(before)


def _dated(text: Text, asked: Asked) -> bool:
    if asked.since is None and asked.until is None:
        return True
    if text.issued_on is None:
        return False
    return (asked.since is None or text.issued_on >= asked.since.isoformat()) and (
        asked.until is None or text.issued_on <= asked.until.isoformat()
    )
