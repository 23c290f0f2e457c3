"""What a query found: hits in their order, counts, tables; read from the store in the state that was asked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from regparse.errors import StoreError
from regparse.model import Notice
from regparse.model.query import Query
from regparse.store import hints
from regparse.store.answer import Answer, Hint, Hit
from regparse.store.find import Found
from regparse.store.session import Session
from regparse.store.write import parsed

if TYPE_CHECKING:
    import pandas
    import pyarrow

_PAGE = 200
"""Hits that are read at once when all are gone through."""


class Results:
    """What a query found: counted, gone through and turned into tables when asked.

    Iterating gives every :class:`Hit` in order, read page by page, and holds on to the state of the store until it
    ends. Where a writer has changed the store since it was asked, reading anything raises StoreError: what was found
    may be gone. Whoever reads at leisure beside a writer does it in a block of :meth:`.Session.reading`.
    """

    def __init__(self, store: Session, asked: Query) -> None:
        """Take a query as understood."""
        self.store = store
        self.asked = asked
        with store.rows() as index:
            self.found = Found(index, asked)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Read in the state in which the query was asked; raises StoreError when that is gone."""
        with self.store.rows() as index:
            if index is not self.found.index:
                raise StoreError("store-changed")
            yield

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Hit]:
        return self.hits()

    def hits(self, start: int = 0, count: int | None = None) -> Iterator[Hit]:
        """Give hits from place ``start``, at most ``count``, read a page at a time."""
        with self._reading():
            items = self.found.ordered(start, count)
            for at in range(0, len(items), _PAGE):
                yield from self.store.reader.hits(self.found, items[at : at + _PAGE])

    @property
    def total(self) -> int:
        """How many norms and clauses there are."""
        with self.store.rows():
            return self.found.total

    @cached_property
    def facets(self) -> dict[str, dict[str, int]]:
        """In how many hits each value stands, the most frequent first; of notices, the hundred most frequent."""
        with self._reading():
            return self.found.facets()

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        """What to ask besides."""
        with self._reading():
            return hints.hints(self.found)

    def page(self, start: int = 0, count: int = 20) -> tuple[Hit, ...]:
        """Give ``count`` hits from place ``start``."""
        with self._reading():
            return self.store.reader.hits(self.found, self.found.ordered(start, count))

    def answer(self, start: int = 0, count: int | None = None) -> Answer:
        """Give everything at once: hits from place ``start``, all of them without a ``count``."""
        with self._reading():
            results = tuple(self.hits(start, count))
            return Answer(query=self.asked, total=self.total, results=results, facets=self.facets, hints=self.hints)

    def provisions(self) -> Iterator[tuple[Notice, frozenset[str]]]:
        """Give the notices in which norms were found, each with the ids of those norms, one notice at a time."""
        with self._reading():
            for text, norms in self.found.by_text():
                yield parsed(self.store.conn, text.id), norms

    def to_arrow(self) -> pyarrow.Table:
        """Give the hits as an Arrow table, a row each; lists stay lists.

        Raises StoreError when pyarrow is not installed.
        """
        try:
            import pyarrow as pa
        except ImportError as error:
            raise StoreError("needs-arrow") from error
        return pa.Table.from_pylist([_row(hit) for hit in self], schema=pa.schema(_columns(pa)))

    def to_pandas(self) -> pandas.DataFrame:
        """Give the hits as a table of pandas, a row each; lists stay lists.

        Raises StoreError when pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise StoreError("needs-pandas") from error
        return pd.DataFrame([_row(hit) for hit in self], columns=list(_COLUMNS))


_COLUMNS = {
    "notice": "string",
    "edition": "string",
    "title": "string",
    "issued_on": "date32",
    "repealed_by": "string",
    "clause": "string",
    "label": "string",
    "provision": "string",
    "kind": "string",
    "text": "string",
    "start": "int32",
    "end": "int32",
    "addressees": "list",
    "activities": "list",
    "agencies": "list",
    "roles": "list",
    "assets": "list",
    "territory": "string",
    "condition": "string",
    "exceptions": "list",
    "score": "float64",
}


def _columns(pa: Any) -> list[Any]:
    kinds = {"list": pa.list_(pa.string())}
    return [(name, kinds[kind] if kind in kinds else getattr(pa, kind)()) for name, kind in _COLUMNS.items()]


def _row(hit: Hit) -> dict[str, Any]:
    """Give a hit as a row: codes as lists, the roles of bodies beside them."""
    row = {name: getattr(hit, name, None) for name in _COLUMNS}
    return row | {
        "kind": hit.kind.value if hit.kind else None,
        "start": hit.span[0],
        "end": hit.span[1],
        "addressees": [who.code for who in hit.addressees],
        "activities": [act.code or act.phrase for act in hit.activities],
        "agencies": [body.id for body in hit.agencies],
        "roles": [body.role.value for body in hit.agencies],
        "assets": list(hit.assets),
        "exceptions": [quote.text for quote in hit.exceptions],
    }
