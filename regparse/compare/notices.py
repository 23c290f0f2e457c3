"""Two notices -> their comparison: the rooms of this folder, in order."""

from __future__ import annotations

from regparse.compare import collector
from regparse.compare.agencies import compare_agencies
from regparse.compare.align import Alignment, align
from regparse.compare.norms import compare_norms
from regparse.compare.originals import best_pair, mark
from regparse.compare.pairs import make_pairs, make_rows
from regparse.comparison import Comparison, Remark
from regparse.model import Notice
from regparse.remarks import about


def compare_notices(
    old: Notice, new: Notice, originals: tuple[Notice, ...] = (), remarks: tuple[Remark, ...] = ()
) -> Comparison:
    """Compare two notices, clause by clause; arguments as for :func:`regparse.compare.compare`."""
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
