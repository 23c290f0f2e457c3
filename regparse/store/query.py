"""Query notices at hand: a store of them is made in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Unpack

from regparse.corpus import sources
from regparse.errors import RegparseError
from regparse.model import Notice
from regparse.model.query import Conditions
from regparse.store import asking
from regparse.store.answer import Answer
from regparse.store.database import Store, in_memory


def query(words: str = "", *, notices: Sequence[Notice] | None = None, **conditions: Unpack[Conditions]) -> Answer:
    """Find norms, and clauses by their words.

    ``words`` are free words: all must stand in a norm's quotation; AND, OR, NOT, "phrases" and prefix* are understood
    (:mod:`regparse.store.words`). Where words only are asked for and no norm of a clause has them, the clause itself
    is found when its caption and text have.

    The conditions are ``agency``, ``role``, ``kind``, ``addressee``, ``activity``, ``asset``, ``condition``,
    ``territory``, ``issuer`` and ``status`` (lists of values, which are alternatives), ``since`` and ``until`` (days of
    issue), ``on`` (the day for which a status holds), ``language``, ``edition``, ``sort`` (newest, oldest, notice,
    relevance) and ``exact``. An ``agency`` is a code, a name or an abbreviation in English or Chinese; it is also found
    under the names of its predecessors. An ``addressee`` is also found in what binds the kinds it belongs to, and in
    what binds anyone. A hit says so in ``via``; with ``exact`` codes stand for themselves alone.

    ``notices`` are searched; without them, every notice of the corpus in its default edition. A store of many notices
    is asked by :meth:`regparse.store.Store.query`, with the same conditions.

    Raises QueryError for words that cannot be understood, UnknownValueError, with the nearest values, for an agency or
    a code that is none.
    """
    asked = asking.understand(words, **conditions)
    if notices is None:
        store = of_corpus(whole=bool(asked.words or asked.language or asked.edition))
    else:
        store = of(notices)
        asked = asked.model_copy(update={"notice": tuple(map(reference, notices))})
    with store:
        return store.find(asked).answer()


def of(notices: Sequence[Notice]) -> Store:
    """Give a store of some notices, and of the corpus for what it repeals."""
    return in_memory(notices, _rest({reference(notice) for notice in notices}))


def of_corpus(*, whole: bool = True) -> Store:
    """Give a store of the corpus: every edition, those that are its defaults preferred; not ``whole``: these alone.

    What is asked of norms alone needs no more, and an edition takes as long to parse as the notice itself.
    """
    library = sources.library()
    defaults = library.defaults()
    editions = library.editions() if whole else defaults
    notices = chain.from_iterable(map(sources.parse_entry, editions))
    return in_memory(notices, preferred=(edition.ref for edition in defaults))


def reference(notice: Notice) -> str:
    """Give ``ID``, or ``ID@EDITION``."""
    return f"{notice.id}@{notice.edition}" if notice.edition else notice.id


def _rest(given: Iterable[str]) -> Iterator[Notice]:
    """Give the notices of the corpus besides; one that cannot be read is told by whoever asks for it."""
    for edition in sources.library().defaults():
        if edition.ref not in given:
            try:
                yield sources.parse_edition(edition)
            except RegparseError:
                continue
