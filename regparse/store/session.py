"""A store being read: one connection, one state at a time; its texts, its notices, what is in force."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from regparse.errors import UnknownValueError
from regparse.model import Language, Notice
from regparse.model.query import Query
from regparse.store import force, packing
from regparse.store.find import Index
from regparse.store.hits import Reader
from regparse.store.texts import Text
from regparse.store.write import parsed


class Session:
    """An open store as it is read. It may not be shared between threads."""

    def __init__(
        self, conn: sqlite3.Connection, path: Path | None = None, identity: tuple[int, int] | None = None
    ) -> None:
        """Take an open connection; ``identity`` is that of its file."""
        self.conn = conn
        self.path = path
        self.identity = identity
        self._seen = -1
        self._index: Index | None = None
        self._blocks = 0
        self._begun = False
        self.reader = Reader(conn)

    def __enter__(self) -> Self:
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

    @contextlib.contextmanager
    def rows(self) -> Iterator[Index]:
        """Read as in :meth:`reading`, and nothing else: a row that is not as it was written raises StoreError."""
        with self.reading() as index, packing.rows() if self.path else contextlib.nullcontext():
            yield index

    @property
    def index(self) -> Index:
        """The sets of the store as it is now: read anew when a writer has changed it."""
        with packing.rows() if self.path else contextlib.nullcontext():
            (version,) = self.conn.execute("PRAGMA data_version").fetchone()
            if self._index is None or version != self._seen:
                self._seen, self._index = version, Index(self.conn)
                self.reader = Reader(self.conn)
        return self._index

    def texts(self) -> tuple[Text, ...]:
        """Give every edition of every notice, in the order in which they were stored."""
        return self.index.texts.all

    def text(self, ref: str, edition: str | None = None, language: Language | None = None) -> Text:
        """Give the text that ``ID`` or ``ID@EDITION`` names; of several, the corpus's default, else the Chinese one.

        Raises UnknownValueError, with the nearest, when the store has none.
        """
        notice, _, named = ref.partition("@")
        wanted = named or edition
        with self.rows() as index:
            scope = index.texts.scope(Query(notice=(notice,), edition=wanted, language=language))
        if scope.texts:
            return scope.texts[0]
        editions = sorted({text.edition for text in index.texts.all if text.notice == notice and text.edition})
        if wanted and editions:
            raise UnknownValueError("edition", wanted, of=notice, known=editions)
        raise UnknownValueError("notice", notice, known=sorted(index.texts.notices), listed=False)

    def notice(self, ref: str, edition: str | None = None, language: Language | None = None) -> Notice:
        """Give a notice as it was parsed; errors as for :meth:`text`."""
        with self.rows():
            return parsed(self.conn, self.text(ref, edition, language).id)

    def status(self, notice: str, on: dt.date | None = None) -> force.Force:
        """Give whether a notice is in force, on a day or as far as the store tells, and what that follows from."""
        with self.rows() as index:
            self.text(notice)
            return force.status(self.conn, notice.partition("@")[0], on, index.texts.repealed(on))
