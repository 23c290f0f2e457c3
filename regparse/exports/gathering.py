"""What a user asks for, as selections: notices as they are, or the norms that a query finds in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from regparse.exports.selection import Selection
from regparse.model import Notice
from regparse.store import Results
from regparse.store.session import Session


def found(results: Results) -> Iterator[Selection]:
    """Give the norms that a query found, one notice at a time in the order of the query.

    A clause that was found by its words alone holds no norm that fits, and is none here.
    """
    repealer = _repealer(results.store)
    for notice, norms in results.provisions():
        yield Selection(notice, norms, repealer(notice.id))


def with_repeals(store: Session, given: Iterable[Notice]) -> Iterator[Selection]:
    """Give notices with the ones that repeal them, as far as a store tells."""
    repealer = _repealer(store)
    for notice in given:
        yield Selection(notice, repealed_by=repealer(notice.id))


def _repealer(store: Session) -> Callable[[str], Notice | None]:
    """Give what gives the notice that repeals one, each read once."""
    gone = store.index.texts.repealed(None)
    known: dict[str, Notice] = {}

    def repealer(notice: str) -> Notice | None:
        by = gone[notice].repealed_by if notice in gone else None
        if by and by not in known:
            known[by] = store.notice(by)
        return known[by] if by else None

    return repealer
