"""A store as its users have it: queries, notices, the matrix of bodies, what is in force."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from regparse.corpus import catalogue
from regparse.errors import StoreError, UnknownValueError
from regparse.model import Language, Notice, ids
from regparse.store import asking, force, schema
from regparse.store.answer import Asked
from regparse.store.find import Index
from regparse.store.hits import Reader
from regparse.store.matrix import Row, counted
from regparse.store.results import Results
from regparse.store.texts import Text
from regparse.store.write import Writer, parsed

if TYPE_CHECKING:
    from regparse.store.dossier import Dossier

VARIABLE = "REGPARSE_STORE"


def default_path() -> Path:
    """Give the file of the user's store, which need not be there: ``REGPARSE_STORE``, else beside the user's corpus."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else catalogue.folder() / "store.sqlite"


class Store:
    """An open store. Use it in a ``with`` block, or call :meth:`close`; it may not be shared between threads."""

    def __init__(
        self, conn: sqlite3.Connection, path: Path | None = None, identity: tuple[int, int] | None = None
    ) -> None:
        """Take an open connection; see :func:`open_store`. ``identity`` is that of the file, see :func:`identity`."""
        self.conn = conn
        self.path = path
        self.identity = identity
        self._seen = -1
        self._index: Index | None = None
        self._blocks = 0
        self._begun = False
        self.reader = Reader(conn)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._begun = False
        self.conn.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Index]:
        """Read the store in one state throughout a block: what a writer does meanwhile is seen after it.

        Every query reads in such a block by itself; whoever asks several things that are to agree puts them into one.
        Blocks may stand in each other, and end in any order: the last one out ends the reading.
        """
        if not self.conn.in_transaction:
            self.conn.execute("BEGIN")
            self._begun = True
        self._blocks += 1
        try:
            yield self.index
        finally:
            self._blocks -= 1
            if self._begun and not self._blocks:
                self._begun = False
                self.conn.execute("ROLLBACK")

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
        with self.reading() as index:
            editions = index.texts.editions
            if asked.edition and asked.edition not in editions:
                raise StoreError("no-edition-here", edition=asked.edition, known=tuple(editions))
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
        with self.reading() as index:
            scope = index.texts.scope(Asked(notice=(notice,), edition=wanted, language=language))
        if scope.texts:
            return scope.texts[0]
        editions = sorted({text.edition for text in index.texts.all if text.notice == notice and text.edition})
        if wanted and editions:
            raise UnknownValueError("edition", wanted, of=notice, known=editions)
        raise UnknownValueError("notice", notice, known=sorted(index.texts.notices), listed=False)

    def notice(self, ref: str, edition: str | None = None, language: Language | None = None) -> Notice:
        """Give a notice as it was parsed; errors as for :meth:`text`."""
        with self.reading():
            return parsed(self.conn, self.text(ref, edition, language).id)

    def show(self, ref: str, edition: str | None = None, language: Language | None = None) -> Dossier:
        """Give all about a clause, a closing or a notice; see :func:`regparse.store.dossier.show`."""
        from regparse.store.dossier import show

        with self.reading():
            return show(self, ref, edition, language)

    def agencies(self, **conditions: Any) -> tuple[Row, ...]:
        """Give the matrix of bodies by role: in how many norms, of how many notices; conditions as for a query."""
        with self.reading():
            return counted(self.query(**conditions).found)

    def status(self, notice: str, on: dt.date | None = None) -> force.Force:
        """Give whether a notice is in force, on a day or as far as the store tells, and what that follows from."""
        with self.reading() as index:
            self.text(notice)
            return force.status(self.conn, notice.partition("@")[0], on, index.texts.repealed(on))


def open_store(path: str | os.PathLike[str] | None = None) -> Store:
    """Open a store for reading: the user's own without a ``path``.

    Raises StoreError when it is not there or is none.
    """
    file = Path(path) if path is not None else default_path()
    known = identity(file)  # before it is opened: one put in its place meanwhile is then another
    return Store(schema.connect(file), file, known)


def identity(path: Path) -> tuple[int, int] | None:
    """Give what tells a file from another that is put in its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
        writer.add(notice, preferred=first is None or f"{ids.host(notice.id) or notice.id}@{notice.edition}" in first)
    for notice in others:
        writer.add(notice)
    writer.flush()
    conn.execute("COMMIT")
    return Store(conn)
