"""Two notices -> their comparison: the rooms of this folder, in order."""

from __future__ import annotations

from dataclasses import replace

from regparse.comparison.agencies import compare_agencies
from regparse.comparison.align import Alignment, align
from regparse.comparison.amending import amends
from regparse.comparison.law import Law, compare_law
from regparse.comparison.originals import best_pair, mark
from regparse.comparison.pairs import make_pairs, make_rows
from regparse.corpus.remarks import about
from regparse.model import Notice
from regparse.model.comparison import Compared, Comparison, Remark
from regparse.version import __version__


def compare_notices(
    old: Notice, new: Notice, originals: tuple[Notice, ...] = (), remarks: tuple[Remark, ...] = ()
) -> Comparison:
    """Compare two notices, clause by clause; arguments as for :func:`regparse.comparison.compare`."""
    made = _compare(old, new, align(old, new))
    texts = best_pair(old, new, originals)
    if texts != (old, new):
        judged = _law(*texts, align(*texts))
        made = mark(made, (old, new), judged, texts)
    return made.model_copy(update={"editorial": about(remarks, old, new)}) if remarks else made


def _compare(old: Notice, new: Notice, alignment: Alignment) -> Comparison:
    if amends(old, new, alignment):
        alignment = replace(alignment, links=())
        law = _law(old, new, alignment, judged=False).model_copy(update={"amending": True})
        return law.model_copy(update={"pairs": make_pairs(old, new, alignment), "sentences": make_rows(alignment)})
    law = _law(old, new, alignment)
    rows = law.sentences or make_rows(alignment)
    return law.model_copy(update={"pairs": make_pairs(old, new, alignment), "sentences": rows})


def _law(old: Notice, new: Notice, alignment: Alignment, *, judged: bool = True) -> Comparison:
    # What two languages say cannot be told apart from how they say it.
    found = compare_law(old, new, alignment) if judged and old.language == new.language else Law((), ())
    return Comparison(
        old=old.id,
        new=new.id,
        source=Compared(version=__version__, old_sha256=old.source.sha256, new_sha256=new.source.sha256),
        pairs=(),
        changes=found.changes,
        terms=found.terms,
        sentences=found.sentences,
        agencies=compare_agencies(old, new) if judged else (),
    )
