"""The texts in a store: which of them a query looks in, and in which order they come."""

from __future__ import annotations

import datetime as dt
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable
from functools import cached_property, lru_cache, reduce
from operator import itemgetter, or_
from typing import NamedTuple

from regparse.model import Language
from regparse.model.query import Query, Sort
from regparse.store import bits, force

_MARKS = 16
"""How often the texts are counted up by their days: between two marks each text is looked at."""


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

    def __init__(self, texts: tuple[Text, ...], items: int, gone: int) -> None:
        """Take texts in the order of their items, the items of those that are looked in, and all that are repealed."""
        self._texts = texts
        self.items = items
        self.repealed = items & gone

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The texts in the order of their items."""
        end = self._texts[-1].first // 8 + 1 if self._texts else 1
        data = self.items.to_bytes(max(end, (self.items.bit_length() + 7) // 8), "little")
        return tuple(text for text in self._texts if data[text.first // 8])


class _Speakers:
    """Texts that may be looked in, one of each notice, in the order of their items."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        self.texts = texts
        self.items = spans(texts)
        self._by_day = sorted(texts, key=lambda text: text.issued_on or "")
        self._days = [text.issued_on or "" for text in self._by_day]
        self._step = len(texts) // _MARKS + 1
        self._before = lru_cache(_MARKS + 1)(self._before_mark)

    def issued(self, since: dt.date | None, until: dt.date | None) -> int:
        """Give the items of the texts that were issued between two days; one without a date was not."""
        first, last = since.isoformat() if since else "0001", until.isoformat() if until else "9999-12-31"
        return self._until(bisect_right(self._days, last)) & ~self._until(bisect_left(self._days, first))

    def _until(self, place: int) -> int:
        """Give the items of the texts up to a place in the order of their days, those without one first."""
        mark = place // self._step
        return self._before(mark) | self._between(mark * self._step, place)

    def _before_mark(self, mark: int) -> int:
        if not mark:
            return 0
        return self._before(mark - 1) | self._between((mark - 1) * self._step, mark * self._step)

    def _between(self, start: int, stop: int) -> int:
        return spans(sorted(self._by_day[start:stop], key=lambda text: text.first))


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
        self.scope: Callable[[Query], Scope] = lru_cache(32)(self._scope)
        self.top = max((text.first + text.items for text in self.all), default=0)
        self._pending: Callable[[dt.date | None], int] = lru_cache(8)(
            lambda on: spans(text for text in self.all if self.status(text, on) == "not-yet-in-force")
        )
        self._gone: Callable[[dt.date | None], int] = lru_cache(8)(
            lambda on: spans(text for text in self.all if text.notice in self.repealed(on))
        )
        self._speaking: Callable[[Language | None, str | None, Language | None], _Speakers] = lru_cache(8)(
            lambda language, edition, prefers: _Speakers(_chosen(self.all, language, edition, prefers))
        )
        self._ordered: dict[Sort, tuple[Text, ...]] = {}
        self._ranks: dict[Sort, dict[int, int]] = {}

    def of(self, item: int) -> Text:
        """Give the text in which an item stands."""
        return self.all[bisect_right(self._firsts, item) - 1]

    def counted(self, data: bytes) -> list[int]:
        """Count the items of a set, given as bytes, in each text."""
        return [int.from_bytes(part, "little").bit_count() for part in self._parts(data)]

    @cached_property
    def _parts(self) -> Callable[[bytes], tuple[bytes, ...]]:
        """What cuts a set into those of each text."""
        if len(self.all) < 2:
            return lambda data: (data,) * len(self.all)
        return itemgetter(*(slice(text.first // 8, -(-(text.first + text.items) // 8)) for text in self.all))

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
        return {text.notice: text for text in self._speaking(None, None, None).texts}

    @cached_property
    def editions(self) -> list[str]:
        """The names of editions, those of the most notices first."""
        names = Counter(text.edition for text in self.all if text.edition)
        return sorted(names, key=lambda name: (-names[name], name))

    @cached_property
    def notices(self) -> frozenset[str]:
        """The ids of all notices."""
        return frozenset(text.notice for text in self.all)

    def _scope(self, asked: Query) -> Scope:
        """Choose one text of each notice, in the language or edition asked for, that fits what is asked of notices."""
        how = asked.language, asked.edition, asked.prefers
        if asked.notice:
            named = {ref.partition("@")[0] for ref in asked.notice}
            those = (text for notice in named for text in self._texts_of.get(notice, ()))
            row = _Speakers(_chosen(sorted(those, key=lambda text: text.first), *how, frozenset(asked.notice)))
        else:
            row = self._speaking(*how)
        gone, items = self._gone(asked.on), row.items
        if asked.since or asked.until:
            items &= row.issued(asked.since, asked.until)
        if asked.issuer:
            items &= reduce(or_, (bits.load(self._conn, "issuer", code) for code in asked.issuer))
        if asked.status:
            pending = self._pending(asked.on)
            having = {"repealed": gone, "not-yet-in-force": pending, "in-force": ~(gone | pending)}
            items &= reduce(or_, (having[one] for one in asked.status))
        return Scope(row.texts, items, gone)

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
