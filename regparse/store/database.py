"""A store as its users have it: queries, clauses with all that belongs to them, the matrix of bodies."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Unpack

from regparse.corpus import catalogue
from regparse.errors import StoreError
from regparse.model import Language, Notice, ids
from regparse.model.query import Conditions, Query
from regparse.store import asking, dossier, schema
from regparse.store.matrix import Row, counted
from regparse.store.results import Results
from regparse.store.session import Session
from regparse.store.write import Writer

VARIABLE = "REGPARSE_STORE"


def default_path() -> Path:
    """Give the file of the user's store, which need not be there: ``REGPARSE_STORE``, else beside the user's corpus."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else catalogue.folder() / "store.sqlite"


class Store(Session):
    """An open store. Use it in a ``with`` block, or call :meth:`close`; it may not be shared between threads."""

    def query(self, words: str = "", **conditions: Unpack[Conditions]) -> Results:
        """Find norms, and clauses by their words; lazily, see :class:`Results`.

        ``words`` are free words (see :mod:`regparse.store.words` for AND, OR, NOT, "phrases" and prefix*). The
        conditions are those of :func:`regparse.query`, and ``notice`` (ids, or ``ID@EDITION``).

        Raises QueryError for words that cannot be understood, and UnknownValueError, with the nearest values, for a
        value that is none.
        """
        return self.find(asking.understand(words, **conditions))

    def find(self, asked: Query) -> Results:
        """Find what fits a query that is understood; errors as for :meth:`query`."""
        with self.reading() as index:
            editions = index.texts.editions
            if asked.edition and asked.edition not in editions:
                raise StoreError("no-edition-here", edition=asked.edition, known=tuple(editions))
            for ref in asked.notice:
                self.text(ref)
            return Results(self, asked)

    def show(self, ref: str, edition: str | None = None, language: Language | None = None) -> dossier.Dossier:
        """Give all about a clause, a closing or a notice; see :func:`regparse.store.dossier.show`."""
        with self.rows():
            return dossier.show(self, ref, edition, language)

    def agencies(self, **conditions: Unpack[Conditions]) -> tuple[Row, ...]:
        """Give the matrix of bodies by role: in how many norms, of how many notices; conditions as for a query."""
        with self.rows():
            return counted(self.find(asking.understand(**conditions)).found)


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
