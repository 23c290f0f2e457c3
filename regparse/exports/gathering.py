"""What a user asks for, as selections: notices as they are, or the norms that a query finds in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regparse.exports.selection import Selection
from regparse.model import Notice
from regparse.store import Results, Store


def found(results: Results) -> Iterator[Selection]:
    """Give the norms that a query found, one notice at a time in the order of the query.

    A clause that was found by its words alone holds no norm that fits, and is none here.
    """
    for notice, norms in results.provisions():
        yield Selection(notice, norms)


def with_repeals(store: Store, given: Iterable[Notice]) -> Iterator[Selection]:
    """Give notices with the ones that repeal them, as far as a store tells."""
    gone = store.index.texts.repealed(None)
    for notice in given:
        by = gone[notice.id].repealed_by if notice.id in gone else None
        yield Selection(notice, repealed_by=store.notice(by) if by else None)
