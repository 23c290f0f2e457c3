"""The store that a user means: the one named, else the user's own, else the corpus as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from regparse.corpus import catalogue
from regparse.errors import RegparseError
from regparse.model import Message, Params
from regparse.store.database import Store, default_path, open_store
from regparse.store.stamp import other_corpus, stale


def current(path: Path | None = None, tell: Callable[[Message], None] = lambda _: None, *, whole: bool = True) -> Store:
    """Open a store, brought up to date with the corpus first; where none is there, make one of the corpus in memory.

    A store that was made with another corpus is opened as it is. ``tell`` is told what was done. Not
    ``whole``: of the corpus the default editions are enough. Raises StoreError when a ``path`` is named and is no
    store.
    """
    file = path or default_path()
    if path is None and not file.is_file():
        from regparse.store.query import of_corpus  # noqa: PLC0415  it brings the parser with it

        return of_corpus(whole=whole)
    found = open_store(file)
    if not stale(found.conn):
        return found
    if other := other_corpus(found.conn):  # whoever only reads takes nothing out
        tell(Message(code="store-as-is", params=Params(other=str(other), here=str(catalogue.folder()))))
        return found
    found.close()
    from regparse.store.index import refresh  # noqa: PLC0415

    try:
        refresh(file)
        tell(Message(code="store-updated"))
    except RegparseError as error:
        tell(Message(code="store-stale", params=Params(why=str(error))))
    return open_store(file)
