"""A store as its users have it: queries, notices, the matrix of bodies, what is in force."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from regparse import corpus
from regparse.errors import StoreError, UnknownValueError
from regparse.model import Language, Notice
from regparse.store import asking, force, hints, schema
from regparse.store.answer import Answer, Asked, Hint, Hit
from regparse.store.find import Found, Index
from regparse.store.hits import Reader
from regparse.store.matrix import Row, counted
from regparse.store.texts import Text
from regparse.store.write import Writer, parsed

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from regparse.store.dossier import Dossier

VARIABLE = "REGPARSE_STORE"
_PAGE = 200
"""Hits that are read at once when all are gone through."""


def default_path() -> Path:
    """Give the file of the user's store, which need not be there: ``REGPARSE_STORE``, else beside the user's corpus."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else corpus.folder() / "store.sqlite"


class Store:
    """An open store. Use it in a ``with`` block, or call :meth:`close`; it may not be shared between threads."""

    def __init__(self, conn: sqlite3.Connection, path: Path | None = None) -> None:
        """Take an open connection; see :func:`open_store`."""
        self.conn = conn
        self.path = path
        self._seen = -1
        self._index: Index | None = None
        self.reader = Reader(conn)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    @property
    def index(self) -> Index:
        """The sets of the store as it is now: read anew when a writer has changed it."""
        (version,) = self.conn.execute("PRAGMA data_version").fetchone()
        if self._index is None or version != self._seen:
            self._seen, self._index = version, Index(self.conn)
            self.reader = Reader(self.conn)
        return self._index

    def query(self, words: str = "", **conditions: Any) -> Results:
        """Find norms, and clauses by their words; lazily, see :class:`Results`.

        ``words`` are free words (see :mod:`regparse.store.words` for AND, OR, NOT, "phrases" and prefix*). The
        conditions are those of :func:`regparse.query`, and ``notice`` (ids, or ``ID@EDITION``).

        Raises QueryError for words that cannot be understood, and UnknownValueError, with the nearest values, for a
        value that is none.
        """
        asked, names = asking.understand(words, **conditions)
        texts = self.index.texts
        if asked.edition and asked.edition not in texts.editions:
            raise StoreError(
                f"no notice here has an edition {asked.edition!r}; editions are {', '.join(texts.editions)}"
            )
        for ref in asked.notice:
            self.text(ref)
        return Results(self, asked, names)

    def results(self, asked: Asked, names: Iterable[str] = ()) -> Results:
        """Find what fits a query that is understood."""
        return Results(self, asked, tuple(names))

    def texts(self) -> tuple[Text, ...]:
        """Give every edition of every notice, in the order in which they were stored."""
        return self.index.texts.all

    def text(self, ref: str, edition: str | None = None, language: Language | None = None) -> Text:
        """Give the text that ``ID`` or ``ID@EDITION`` names; of several, the corpus's default, else the Chinese one.

        Raises UnknownValueError, with the nearest, when the store has none.
        """
        notice, _, named = ref.partition("@")
        wanted = named or edition
        scope = self.index.texts.scope(Asked(notice=(notice,), edition=wanted, language=language))
        if scope.texts:
            return scope.texts[0]
        editions = sorted({text.edition for text in self.texts() if text.notice == notice and text.edition})
        if wanted and editions:
            raise UnknownValueError(f"edition of {notice}", wanted, known=editions)
        raise UnknownValueError("notice", notice, known=sorted(self.index.texts.notices), listed=False)

    def notice(self, ref: str, edition: str | None = None, language: Language | None = None) -> Notice:
        """Give a notice as it was parsed; errors as for :meth:`text`."""
        return parsed(self.conn, self.text(ref, edition, language).id)

    def show(self, ref: str, edition: str | None = None, language: Language | None = None) -> Dossier:
        """Give all about a clause, a closing or a notice; see :func:`regparse.store.dossier.show`."""
        from regparse.store.dossier import show

        return show(self, ref, edition, language)

    def agencies(self, **conditions: Any) -> tuple[Row, ...]:
        """Give the matrix of bodies by role: in how many norms, of how many notices; conditions as for a query."""
        return counted(self.query(**conditions).found)

    def status(self, notice: str, on: dt.date | None = None) -> force.Force:
        """Give whether a notice is in force, on a day or as far as the store tells, and what that follows from."""
        self.text(notice)
        return force.status(self.conn, notice.partition("@")[0], on, self.index.texts.repealed(on))


class Results:
    """What a query found: counted, gone through and turned into tables when asked.

    Iterating gives every :class:`Hit` in order, read page by page.
    """

    def __init__(self, store: Store, asked: Asked, names: tuple[str, ...]) -> None:
        """Take a query as understood; ``names`` are the agencies as the user named them."""
        self.store = store
        self.asked = asked
        self._names = names
        self.found = Found(store.index, asked)

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Hit]:
        return self.hits()

    def hits(self, start: int = 0, count: int | None = None) -> Iterator[Hit]:
        """Give hits from place ``start``, at most ``count``, read a page at a time."""
        items = self.found.ordered(start, count)
        for at in range(0, len(items), _PAGE):
            yield from self.store.reader.hits(self.found, items[at : at + _PAGE])

    @property
    def total(self) -> int:
        """How many norms and clauses there are."""
        return self.found.total

    @cached_property
    def facets(self) -> dict[str, dict[str, int]]:
        """In how many hits each value stands, the most frequent first; of notices, the hundred most frequent."""
        return self.found.facets()

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        """What to ask besides."""
        return hints.hints(self._names, self.found)

    def page(self, start: int = 0, count: int = 20) -> tuple[Hit, ...]:
        """Give ``count`` hits from place ``start``."""
        return self.store.reader.hits(self.found, self.found.ordered(start, count))

    def answer(self, start: int = 0, count: int | None = None) -> Answer:
        """Give everything at once: hits from place ``start``, all of them without a ``count``."""
        results = tuple(self.hits(start, count))
        return Answer(query=self.asked, total=self.total, results=results, facets=self.facets, hints=self.hints)

    def provisions(self) -> Iterator[tuple[Notice, frozenset[str]]]:
        """Give the notices in which norms were found, each with the ids of those norms, one notice at a time."""
        for text, norms in self.found.by_text():
            yield parsed(self.store.conn, text.id), norms

    def to_arrow(self) -> pyarrow.Table:
        """Give the hits as an Arrow table, a row each; lists stay lists.

        Raises StoreError when pyarrow is not installed.
        """
        try:
            import pyarrow as pa
        except ImportError as error:
            raise StoreError("a table of Arrow needs pyarrow: pip install 'regparse[parquet]'") from error
        return pa.Table.from_pylist([_row(hit) for hit in self], schema=pa.schema(_columns(pa)))

    def to_pandas(self) -> pandas.DataFrame:
        """Give the hits as a table of pandas, a row each; lists stay lists.

        Raises StoreError when pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise StoreError("a table of pandas needs pandas: pip install 'regparse[pandas]'") from error
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


def open_store(path: str | os.PathLike[str] | None = None) -> Store:
    """Open a store for reading: the user's own without a ``path``.

    Raises StoreError when it is not there or is none.
    """
    file = Path(path) if path is not None else default_path()
    return Store(schema.connect(file), file)


def in_memory(
    notices: Iterable[Notice], others: Iterable[Notice] = (), *, preferred: Iterable[str] | None = None
) -> Store:
    """Give a store of these notices, in memory.

    ``preferred`` are the references (``ID@EDITION``) of those that speak for their notice, all without it. ``others``
    are there for what they repeal and cite; a query looks in them too, unless it names its notices.
    """
    first = None if preferred is None else set(preferred)
    conn = schema.connect(None)
    conn.execute("BEGIN")
    writer = Writer(conn)
    for notice in notices:
        writer.add(notice, preferred=first is None or f"{notice.id}@{notice.edition}" in first)
    for notice in others:
        writer.add(notice)
    writer.flush()
    conn.execute("COMMIT")
    return Store(conn)
