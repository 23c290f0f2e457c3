"""The texts in a store: which of them a query looks in, and in which order they come."""

from __future__ import annotations

import datetime as dt
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from regparse.model import Language
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

    def __init__(self, texts: tuple[Text, ...], gone: int) -> None:
        """Take texts in the order of their items, and the set of the items of all repealed notices."""
        self.texts = texts
        self.items = spans(texts)
        self.repealed = self.items & gone


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
        self._gone: Callable[[dt.date | None], int] = lru_cache(8)(
            lambda on: spans(text for text in self.all if text.notice in self.repealed(on))
        )
        self._speaking: Callable[[Language | None, str | None, Language | None], tuple[Text, ...]] = lru_cache(16)(
            lambda language, edition, prefers: _chosen(self.all, language, edition, prefers)
        )
        self._ordered: dict[Sort, tuple[Text, ...]] = {}
        self._ranks: dict[Sort, dict[int, int]] = {}

    def of(self, item: int) -> Text:
        """Give the text in which an item stands."""
        return self.all[bisect_right(self._firsts, item) - 1]

    def rank(self, sort: Sort) -> dict[int, int]:
        """Give the place of each text, by its id, in an order; see :meth:`ordered`."""
        if sort not in self._ranks:
            self._ranks[sort] = {text.id: place for place, text in enumerate(self.ordered(sort))}
        return self._ranks[sort]

    def ordered(self, sort: Sort) -> tuple[Text, ...]:
        """Give all texts in an order: newest first (undated last), oldest first, by notice."""
        if sort not in self._ordered:
            texts = sorted(self.all, key=lambda text: (text.notice, text.first))
            if sort in ("newest", "relevance"):
                texts.sort(key=lambda text: text.issued_on or "", reverse=True)
            elif sort == "oldest":
                texts.sort(key=lambda text: text.issued_on or "9999")
            self._ordered[sort] = tuple(texts)
        return self._ordered[sort]

    @cached_property
    def spoken(self) -> dict[str, Text]:
        """The text that speaks for each notice where no other is asked for."""
        return {text.notice: text for text in self._speaking(None, None, None)}

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
        how = asked.language, asked.edition, asked.prefers
        found: Iterable[Text]
        if asked.notice:
            named = {ref.partition("@")[0] for ref in asked.notice}
            those = (text for notice in named for text in self._texts_of.get(notice, ()))
            found = _chosen(sorted(those, key=lambda text: text.first), *how, frozenset(asked.notice))
        else:
            found = self._speaking(*how)
        if asked.issuer:
            rows = self._conn.execute(
                f"SELECT DISTINCT text FROM issuer WHERE agency IN ({', '.join('?' * len(asked.issuer))})", asked.issuer
            )
            issued = {text for (text,) in rows}
            found = [text for text in found if text.id in issued]
        if asked.since or asked.until:
            first = asked.since.isoformat() if asked.since else ""
            last = asked.until.isoformat() if asked.until else "9999-12-31"
            found = [text for text in found if text.issued_on and first <= text.issued_on <= last]
        if asked.status:
            found = [text for text in found if self.status(text, asked.on) in asked.status]
        return Scope(tuple(found), self._gone(asked.on))

    @cached_property
    def _texts_of(self) -> dict[str, list[Text]]:
        found: dict[str, list[Text]] = {}
        for text in self.all:
            found.setdefault(text.notice, []).append(text)
        return found

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


def _chosen(
    texts: Iterable[Text],
    language: Language | None,
    edition: str | None,
    prefers: Language | None,
    wanted: Container[str] = (),
) -> tuple[Text, ...]:
    """Choose one text of each notice, in the language or edition asked for; of several ``wanted`` by name, each."""
    chosen: dict[str, Text] = {}
    for text in texts:
        if language not in (None, text.language) or edition not in (None, text.edition):
            continue
        ref = f"{text.notice}@{text.edition}"
        if wanted and text.notice not in wanted and ref not in wanted:
            continue
        key = ref if ref in wanted else text.notice
        before = chosen.get(key)
        if before is None or _better(text, before, prefers):
            chosen[key] = text
    return tuple(sorted(chosen.values(), key=lambda text: text.first))


def _better(text: Text, before: Text, prefers: str | None) -> bool:
    """Tell whether a text speaks for its notice rather than another.

    It is in the language of the words asked for, it is the corpus's default, it is Chinese, it has a date.
    """

    def key(one: Text) -> tuple[bool, int, bool, bool]:
        return one.language == prefers, one.preferred, one.language == "zh", one.issued_on is not None

    return key(text) > key(before)
