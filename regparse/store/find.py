"""Find items: the conditions and the words of a query as sets, and the order in which they come."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import compress, islice

from regparse.errors import QueryError, StoreError
from regparse.model.query import FIELDS, Query, Sort
from regparse.store import bits, conditions, counting, tokens, words
from regparse.store.conditions import Reach, Wanted
from regparse.store.counting import Counted
from regparse.store.texts import Scope, Text, Texts, spans

_MATCHING = "SELECT group_concat(rowid) FROM words WHERE words MATCH ?"
"""All at once: a row for each item takes twice as long."""
_FEW = 400
"""Up to how many items are put in order one by one; of more, the texts are gone through."""
OF_NOTICES = ("issuer", "status", "year", "language")
"""Fields of the notice in which an item stands."""
_COUNTED = 100
"""Notices that are named with their counts, the most frequent; every other field tells all its values."""


class Index:
    """The sets of a store as they are at one moment, each read once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.texts = Texts(conn)
        self.value = lru_cache(1024)(lambda field, code: bits.load(conn, field, code))
        self.values = lru_cache(16)(self._values)
        self.counted = lru_cache(16)(self._counted)
        self.statuses = lru_cache(8)(self._statuses)
        self.matching = lru_cache(32)(self._matching)

    @cached_property
    def issuers(self) -> dict[int, list[str]]:
        """The bodies that issued each text, by its row."""
        found: dict[int, list[str]] = {}
        for text, agency in self.conn.execute("SELECT text, agency FROM issuer"):
            found.setdefault(text, []).append(agency)
        return found

    @cached_property
    def abouts(self) -> list[tuple[tuple[str, str], ...]]:
        """The values that texts as a whole have, as fields and codes, each combination once."""
        return list(dict.fromkeys(map(self._about, self.texts.all)))

    @cached_property
    def about(self) -> list[int]:
        """Which of :attr:`abouts` each text has, in the order of the texts."""
        places = {values: place for place, values in enumerate(self.abouts)}
        return [places[self._about(text)] for text in self.texts.all]

    def _about(self, text: Text) -> tuple[tuple[str, str], ...]:
        issuers = (("issuer", code) for code in self.issuers.get(text.id, ()))
        return ("language", text.language), ("year", (text.issued_on or "undated").partition("-")[0]), *issuers

    def _values(self, field: str) -> tuple[str, ...]:
        """Give the values of a field that occur in the store."""
        rows = self.conn.execute("SELECT DISTINCT code FROM posting WHERE field = ?", (field,))
        return tuple(code for (code,) in rows)

    @property
    def size(self) -> int:
        """In how many bytes every set of items has room."""
        return self.texts.top // 8 + 1

    def _counted(self, field: str) -> dict[str, Counted]:
        """Give the sets of all values of a field, to be counted."""
        return {code: Counted(bits.load(self.conn, field, code), self.size) for code in self.values(field)}

    def _matching(self, expression: str) -> int:
        """Give the items whose words fit an expression of FTS5."""
        try:
            (found,) = self.conn.execute(_MATCHING, (expression,)).fetchone()
        except sqlite3.OperationalError as error:
            raise StoreError("search-failed", why=error) from error
        return bits.of(map(int, found.split(",")) if found else (), self.texts.top)

    def _statuses(self, on: dt.date | None = None) -> dict[str, Counted]:
        """Give the items of the notices in force, repealed and not yet in force, on a day or as the store tells."""
        found: dict[str, list[Text]] = {}
        for text in self.texts.all:
            found.setdefault(self.texts.status(text, on), []).append(text)
        return {value: Counted(spans(texts), self.size) for value, texts in found.items()}


class Found:
    """What a query finds: the set of items, and how to go through it."""

    def __init__(self, index: Index, asked: Query) -> None:
        self.index = index
        self.asked = asked
        self.want: Wanted = conditions.wanted(asked)
        self.words = words.read(asked.words)
        self.scope: Scope = index.texts.scope(asked.model_copy(update=_OF_TEXTS))
        self.items = self._items()

    @cached_property
    def total(self) -> int:
        """How many items there are."""
        return self.items.bit_count()

    @cached_property
    def tally(self) -> counting.Found:
        """The items, to be counted against many sets."""
        return counting.Found(self.items, self.index.size)

    def ordered(self, start: int = 0, count: int | None = None) -> list[int]:
        """Give items by their numbers, from place ``start``, at most ``count``."""
        if start < 0 or (count is not None and count < 0):
            raise QueryError("negative-place")
        if start >= self.total:
            return []
        stop = None if count is None else min(start + count, self.total)
        return list(islice(self._walk(), start, stop))

    def by_text(self) -> Iterator[tuple[Text, frozenset[str]]]:
        """Give the texts in which norms were found, each with the ids of those norms.

        Those of notices in force come first, then they come as ``sort`` says. How near an addressee is to the one asked
        for parts the norms of one text, and counts for nothing here.
        """
        gone = self.index.texts.repealed(self.asked.on)
        data = (self.items & self.index.value("norm", "")).to_bytes(self.index.texts.top // 8 + 1, "little")
        texts = self.index.texts.ordered(self.asked.sort)
        for text in sorted(texts, key=lambda text: text.notice in gone):
            if found := _part(data, text):
                items = bits.members(found, text.first)
                rows = self.index.conn.execute(
                    "SELECT id, ref FROM provision WHERE id BETWEEN ? AND ?", (text.first, text.first + text.items)
                )
                refs = dict(rows.fetchall())
                yield text, frozenset(refs[item] for item in items)

    def notices(self, items: int) -> int:
        """Count the notices in which some of the items stand."""
        texts = self.index.texts
        if items.bit_count() < len(texts.all):
            return len({texts.of(item).notice for item in bits.members(items)})
        counts = texts.counted(items.to_bytes(self.index.size, "little"))
        return len({text.notice for text, count in zip(texts.all, counts, strict=True) if count})

    def facets(self) -> dict[str, dict[str, int]]:
        """Count in how many items each value stands, the most frequent first."""
        fields = (*FIELDS, *OF_NOTICES)
        if self.total < len(self.index.texts.all):
            by_notice = Counter(self.index.texts.of(item).notice for item in bits.members(self.items))
            return {field: self.counts(field) for field in fields} | {"notice": _first(by_notice)}
        per_text = self.index.texts.counted(self.tally.data)
        by_field = self._of_notices(per_text)
        counts = {field: by_field[field] if field in by_field else self.counts(field) for field in fields}
        return counts | {"notice": _first(self._by_notice(per_text))}

    def _of_notices(self, per_text: list[int]) -> dict[str, dict[str, int]]:
        """Count the values that texts as a whole have: many texts have the same, which are counted together."""
        sums = [0] * len(self.index.abouts)
        for about, count in zip(self.index.about, per_text, strict=True):
            sums[about] += count
        found: dict[str, Counter[str]] = {field: Counter() for field in ("issuer", "year", "language")}
        for values, count in zip(self.index.abouts, sums, strict=True):
            for field, code in values if count else ():
                found[field][code] += count
        return {field: _ordered(counts) for field, counts in found.items()}

    def _by_notice(self, per_text: list[int]) -> dict[str, int]:
        texts = self.index.texts.all
        found: dict[str, int] = {}
        for text, count in compress(zip(texts, per_text, strict=True), per_text):
            found[text.notice] = found.get(text.notice, 0) + count
        return found

    def counts(self, field: str) -> dict[str, int]:
        """Count in how many items each value of one field stands, the most frequent first."""
        if field == "role" and self.want.agency:
            return self._roles()
        if field == "agency" and self.asked.role:
            return self._bodies()
        sets = self.index.statuses(self.asked.on) if field == "status" else self.index.counted(field)
        return _ordered({code: count for code, items in sets.items() if (count := items.common(self.tally))})

    def _roles(self) -> dict[str, int]:
        """Count the roles of the bodies asked for, not of those that are named beside them."""
        parts = {role: [("part", f"{body} {role}") for body in self.want.agency] for role in self.index.values("role")}
        counts = {role: (self.items & self._any(values)).bit_count() for role, values in parts.items()}
        return _ordered({role: count for role, count in counts.items() if count})

    def _bodies(self) -> dict[str, int]:
        """Count the bodies that have a role asked for, not those that are named beside them."""
        sets: dict[str, int] = {}
        for part in self.index.values("part"):
            body, _, role = part.rpartition(" ")
            if role in self.asked.role:
                sets[body] = sets.get(body, 0) | self.index.value("part", part)
        return _ordered({body: count for body, held in sets.items() if (count := (self.items & held).bit_count())})

    def _items(self) -> int:
        """Return what fits: provisions, and where only words are asked for clauses too, whose provisions lack them."""
        clauses, norms = self.index.value("clause", ""), self.index.value("norm", "")
        fitting = self.scope.items & (norms | clauses)
        for some in self._conditions():
            fitting &= some
        if self.words.match or self.words.without:
            fitting = self._spoken(fitting)
        if not self.words.match or self.asked.narrowed():
            return fitting & norms
        return fitting & ~_clauses_of(fitting & norms, norms, clauses)

    def _conditions(self) -> Iterator[int]:
        """Yield for each condition the items that meet it."""
        asked, agencies = self.asked, self.want.agency
        for field in FIELDS:
            reach: Reach = getattr(self.want, field, None) or dict.fromkeys(getattr(asked, field), (0, ""))
            if reach and not (asked.agency and field in ("agency", "role")):
                yield self._any((field, code) for code in reach)
        if asked.agency and asked.role:
            yield self._any(("part", f"{code} {role}") for code in agencies for role in asked.role)
        elif asked.agency:
            yield self._any(("agency", code) for code in agencies)

    def _any(self, values: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> int:
        found = 0
        for field, code in values:
            found |= self.index.value(field, code)
        return found

    def _spoken(self, found: int) -> int:
        read = self.words
        if not read.match:
            return found & ~self.index.matching(read.without)
        match = read.match
        for field, codes in (("kind", self.asked.kind), ("agency", tuple(self.want.agency))):
            if codes:  # the sets say it too; here it spares rows
                match = f"({match}) AND ({' OR '.join(tokens.value(field, code) for code in codes)})"
        return found & self.index.matching(f"({match}) NOT ({read.without})" if read.without else match)

    def _walk(self) -> Iterator[int]:
        for tier in self._tiers():
            if self.asked.sort == "relevance" and self.words.match:
                yield from self._ranked(tier)
            else:
                yield from self._by_text(tier, self.asked.sort)

    def _tiers(self) -> Iterator[int]:
        """Part the items by what counts before any order: notices in force first, then how near an addressee is."""
        gone = self.scope.repealed
        for part in (self.items & ~gone, self.items & gone):
            rest = part
            if self.want.addressee:
                for distance in (0, 1):
                    near = [("addressee", code) for code, (far, _) in self.want.addressee.items() if far == distance]
                    tier = rest & self._any(near)
                    rest &= ~tier
                    if tier:
                        yield tier
            if rest:
                yield rest

    def _by_text(self, tier: int, sort: Sort) -> Iterator[int]:
        texts = self.index.texts
        if tier.bit_count() <= _FEW:
            rank = texts.rank(sort)
            yield from sorted(bits.members(tier), key=lambda item: (rank[texts.of(item).id], item))
            return
        data = tier.to_bytes(texts.top // 8 + 1, "little")
        for text in texts.ordered(sort):
            if found := _part(data, text):
                yield from bits.members(found, text.first)

    def _ranked(self, tier: int) -> Iterator[int]:
        """Give items by how much of them the words are (BM25, as FTS5 computes it)."""
        rows = self.index.conn.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid", (self.words.match,)
        ).fetchall()
        data = tier.to_bytes(self.index.texts.top // 8 + 1, "little")
        yield from (item for (item,) in rows if data[item >> 3] >> (item & 7) & 1)


def _clauses_of(some: int, norms: int, clauses: int) -> int:
    """Return ``some`` of the norms' clauses as items.

    A clause's norms stand right before it: added to a run of ones, the ones among them carry into its bit.
    """
    return (norms + some) & clauses


def _ordered(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=_most))


def _first(counts: dict[str, int]) -> dict[str, int]:
    """Give the most frequent values with their counts."""
    least = sorted(counts.values(), reverse=True)[_COUNTED - 1] if len(counts) > _COUNTED else 0
    kept = sorted(((code, count) for code, count in counts.items() if count >= least), key=_most)
    return dict(kept[:_COUNTED])


def _most(item: tuple[str, int]) -> tuple[int, str]:
    """Order values by how often they stand, the most frequent first, then by name."""
    return -item[1], item[0]


_OF_TEXTS: dict[str, object] = {"words": "", "sort": "newest", "named": (), **dict.fromkeys(FIELDS, ())}
"""What a query is when it asks of texts alone."""


def _part(data: bytes, text: Text) -> int:
    return int.from_bytes(data[text.first // 8 : -(-(text.first + text.items) // 8)], "little")
