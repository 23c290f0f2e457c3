"""What became of an old notice in a new one: clauses, words, norms, agencies; and two editions of one notice.

The verbs import what they need when they are called, so that a query or a parse does not load the comparison.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regparse.model import Notice
    from regparse.model.comparison import Comparison, EditionFact, Lineage, Remark

__all__ = ["compare", "compare_editions", "trace"]


def compare(
    old: Notice, new: Notice, *, originals: Iterable[Notice] = (), remarks: Iterable[Remark] = ()
) -> Comparison:
    """Compare two notices, clause by clause.

    Deterministic, and whatever the two texts are: every clause of both sides stands in at least one pair and
    every sentence in exactly one row of ``sentences``.

    ``originals`` are texts of either notice that stand nearer to the original than ``old`` and ``new``, the nearest
    first: a change that they do not bear out has ``translation_only`` and quotes them. ``remarks`` are a lawyer's;
    those on something that stands in the comparison are handed on in ``editorial``.
    """
    from regparse.comparison.notices import compare_notices

    return compare_notices(old, new, tuple(originals), tuple(remarks))


def compare_editions(a: Notice, b: Notice) -> tuple[EditionFact, ...]:
    """Give the facts that stand in one edition only: those about the whole notice first, then clause by clause.

    ``only_in`` is the edition that has the fact, ``quote`` its words there, and ``other`` the nearest thing that
    the other edition says about the same, or None. ``clause`` is an id of the first notice.
    """
    from regparse.comparison import editions

    return editions.compare_editions(a, b)


def trace(notices: Sequence[Notice], steps: Sequence[Comparison] | None = None) -> Lineage:
    """Follow every clause and norm through notices that took each other's place, the oldest first.

    ``steps`` compare each notice with the next; without them they are computed.

    Raises RegparseError for fewer than two notices, and where one stands there twice.
    """
    from regparse.comparison import lineage
    from regparse.errors import RegparseError

    if len({one.id for one in notices}) < max(len(notices), 2):
        raise RegparseError("lineage-of-one")
    made = steps or [compare(old, new) for old, new in pairwise(notices)]
    return lineage.trace(notices, made)
