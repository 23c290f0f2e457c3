"""What became of an old notice in a new one: clauses, words, norms, agencies; and two editions of one notice."""

from __future__ import annotations

from regparse.compare.agencies import compare_agencies
from regparse.compare.align import align
from regparse.compare.editions import compare_editions
from regparse.compare.norms import compare_norms
from regparse.compare.pairs import make_pairs, make_rows
from regparse.compare.redline import redline
from regparse.model import Comparison, Notice

__all__ = ["compare", "compare_editions", "redline"]


def compare(old: Notice, new: Notice) -> Comparison:
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
