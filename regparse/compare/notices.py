"""Two notices -> their comparison: the rooms of this folder, in order."""

from __future__ import annotations

from regparse.compare.agencies import compare_agencies
from regparse.compare.align import align
from regparse.compare.norms import compare_norms
from regparse.compare.pairs import make_pairs, make_rows
from regparse.comparison import Comparison
from regparse.model import Notice


def compare_notices(old: Notice, new: Notice) -> Comparison:
    """Compare two notices, clause by clause.

    Deterministic, and whatever the two texts are: every clause of both sides stands in at least one pair and
    every sentence in exactly one row of ``sentences``.
    """
    alignment = align(old, new)
    return Comparison(
        old=old.id,
        new=new.id,
        pairs=make_pairs(old, new, alignment),
        sentences=make_rows(alignment),
        norms=compare_norms(old, new, alignment),
        agencies=compare_agencies(old, new),
    )
