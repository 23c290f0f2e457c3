"""Which notices are no longer in force, as far as the notices at hand tell."""

from __future__ import annotations

from collections.abc import Iterable

from regparse import sources
from regparse.errors import RegparseError
from regparse.ids import notice_id
from regparse.model import Citation, Notice


def repealers(notices: Iterable[Notice] = ()) -> dict[str, str]:
    """Give the ids of repealed notices, each with the id of the notice that repeals it.

    The corpus is read, and ``notices`` besides. A repeal of single articles repeals no notice. A file of the corpus
    that cannot be read is passed over: it is told by whoever asks for it.
    """
    given = {notice.id: notice for notice in notices}
    for edition in sources.library().defaults():
        if edition.notice not in given:
            try:
                given[edition.notice] = sources.parse_edition(edition)
            except RegparseError:
                continue
    return {
        old: notice.id
        for notice in given.values()
        for citation in notice.repeals
        if not citation.article and (old := _target(citation)) and old != notice.id
    }


def _target(citation: Citation) -> str | None:
    number = citation.number
    if number is None or number.code is None:
        return citation.target
    return notice_id(number.code, number.year, number.serial)
