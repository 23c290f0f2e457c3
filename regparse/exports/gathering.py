"""What a user asks for, as selections: notices as they are, or the norms that a query finds in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regparse import sources
from regparse.exports.selection import Selection
from regparse.model import Notice
from regparse.search import Answer, repealers


def found(answer: Answer, notices: Iterable[Notice]) -> Iterator[Selection]:
    """Give the norms that a query found, notice by notice in the order of ``notices``; those without one are left out.

    A clause that was found by its words alone holds no norm that fits, and is none here.
    """
    norms: dict[tuple[str, str | None], set[str]] = {}
    for hit in answer.results:
        if hit.provision:
            norms.setdefault((hit.notice, hit.edition), set()).add(hit.provision)
    for notice in notices:
        if wanted := norms.get((notice.id, notice.edition)):
            yield Selection(notice, frozenset(wanted))


def with_repeals(given: Iterable[Notice]) -> Iterator[Selection]:
    """Give notices with the ones that repeal them, as far as the corpus tells."""
    gone = repealers()
    for notice in given:
        by = gone.get(notice.id)
        yield Selection(notice, repealed_by=sources.parse_edition(sources.library().get(by)) if by else None)
