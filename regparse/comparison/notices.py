"""Two notices -> their comparison: the rooms of this folder, in order."""

from __future__ import annotations

from regparse.comparison import collector
from regparse.comparison.agencies import compare_agencies
from regparse.comparison.align import Alignment, align
from regparse.comparison.norms import compare_norms
from regparse.comparison.originals import best_pair, mark
from regparse.comparison.pairs import make_pairs, make_rows
from regparse.corpus.remarks import about
from regparse.model import Notice
from regparse.model.comparison import Comparison, Remark


def compare_notices(
    old: Notice, new: Notice, originals: tuple[Notice, ...] = (), remarks: tuple[Remark, ...] = ()
) -> Comparison:
    """Compare two notices, clause by clause; arguments as for :func:`regparse.comparison.compare`."""
    with collector.paused():
        made = _compare(old, new, align(old, new))
        texts = best_pair(old, new, originals)
        if texts != (old, new):
            judged = _law(*texts, align(*texts))
            made = mark(made, (old, new), judged, texts)
    return made.model_copy(update={"editorial": about(remarks, old, new)}) if remarks else made


def _compare(old: Notice, new: Notice, alignment: Alignment) -> Comparison:
    law = _law(old, new, alignment)
    return law.model_copy(update={"pairs": make_pairs(old, new, alignment), "sentences": make_rows(alignment)})


def _law(old: Notice, new: Notice, alignment: Alignment) -> Comparison:
    return Comparison(
        old=old.id,
        new=new.id,
        pairs=(),
        # What two languages say cannot be told apart from how they say it.
        norms=compare_norms(old, new, alignment) if old.language == new.language else (),
        agencies=compare_agencies(old, new),
    )
