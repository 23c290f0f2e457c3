"""What is exported: notices, each with those of its norms that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regparse.errors import ExportError
from regparse.model import Clause, Notice, Provision


class Selection(NamedTuple):
    """A notice, and the ids of the norms of it that are wanted: None for all.

    ``repealed_by`` is the notice that repeals it, where that is known: all formats but the contract's JSON
    and Markdown say so.
    """

    notice: Notice
    norms: frozenset[str] | None = None
    repealed_by: Notice | None = None

    def chosen(self) -> Iterator[tuple[Clause | None, Provision]]:
        """Give the wanted norms with the clauses they stand in (None in the closing), in document order."""
        for clause, norm in self.notice.provisions():
            if self.norms is None or norm.id in self.norms:
                yield clause, norm


Exportable = Notice | Selection | Iterable[Notice | Selection]
"""What can be exported: one notice or several, whole or in part. Several may come lazily."""


def selections(given: Exportable) -> Iterator[Selection]:
    """Give every selection in order; a notice is one with all its norms."""
    several = (given,) if isinstance(given, Notice | Selection) else given
    for one in several:
        yield one if isinstance(one, Selection) else Selection(one)


def whole(found: Iterable[Selection], format: str) -> Iterator[Selection]:
    """Give selections for a format that has no place for a part of a notice.

    Raises ExportError when a part of a notice is asked for.
    """
    for one in found:
        if one.norms is not None:
            raise ExportError("whole-notices-only", format=format, notice=one.notice.id)
        yield one
