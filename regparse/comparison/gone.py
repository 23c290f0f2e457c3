"""What the old notice said that the new one no longer says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regparse.model import Quote
from regparse.model.changes import LawChange
from regparse.model.comparison import Comparison


class Gone(NamedTuple):
    """Words of the old notice that are gone, and the change that tells of them."""

    quote: Quote
    change: LawChange


def gone(comparison: Comparison) -> Iterator[Gone]:
    """Return provisions that were removed, whole, and words that went from provisions that stayed.

    In the order of the old text. Words in whose place others stand are not gone.
    """
    found = dict[tuple[int, int], Gone]()
    for change in comparison.changes:
        if change.translation_only or not change.old or change.change == "kept":
            continue
        if change.change == "removed":
            found.setdefault(change.old.span, Gone(change.old, change))
        for point in change.points:
            if change.new and point.old and not point.new:
                found.setdefault(point.old.span, Gone(point.old, change))
    yield from (found[span] for span in sorted(found))
