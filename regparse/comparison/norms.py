"""The change in law rather than in words: which norm binds more or less, what came and what went.

After this stage: every norm of a kind in ``COMPARED`` stands in at least one change, captions of bans left out; a
change quotes the words of each side it speaks of; no change stands twice. Beside the kinds of norms there are
``agency-role`` (a body that joined or left a norm that stayed), ``figure`` (an amount, a period, a frequency in one),
``legal-basis``, ``citation``, ``repeal``, ``commencement`` and ``statement`` (words in which no norm was found).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from regparse.comparison.align import Alignment
from regparse.comparison.cited import compare_citations, place
from regparse.comparison.matched import Matched
from regparse.comparison.matching import COMPARED, Norm, match_norms
from regparse.comparison.pieces import Pieces
from regparse.comparison.subjects import Subjects
from regparse.comparison.telling import alone
from regparse.model import Notice
from regparse.model.comparison import NormChange, NormSide


def compare_norms(old: Notice, new: Notice, alignment: Alignment) -> tuple[NormChange, ...]:
    """Give the changes of norms, by kind: matched and removed ones in the order of the old notice, then the added.

    Both notices are in one language: what two languages say cannot be told apart from how they say it.
    """
    matching = match_norms(old, new, alignment)
    pieces = Pieces(old, new, alignment, matching)
    out = list[NormChange]()
    partners = defaultdict[Norm, list[tuple[Norm, str]]](list)
    taken = matching.taken
    for a, b, basis in matching.pairs:
        partners[a].append((b, basis))
    matched = Matched(old, new, pieces, Subjects(alignment, matching))
    for kind in COMPARED:
        for norm in matching.sides[0][kind]:
            for became, basis in sorted(partners[norm], key=lambda pair: pair[0].provision.span):
                out += matched.changes(norm, became, basis)
            if norm not in taken:
                out.append(alone("removed", norm))
        out += [alone("added", norm) for norm in matching.sides[1][kind] if norm not in taken]
    parts = list(pieces.changes(matched.explained))
    told = {side.provision for one in parts for side in (one.old, one.new) if side and side.provision}
    out = [one for one in out if one.change != "kept" or told.isdisjoint(_norms(one))] + parts
    out += compare_citations(old, new)
    out += _commencement(old, new)
    return tuple({_told(change): change for change in reversed(out)}.values())[::-1]


def _commencement(old: Notice, new: Notice) -> Iterator[NormChange]:
    """Tell when one notice takes effect on its issue and the other on a day, or on another one."""
    days = [one.effective.date if one.effective.kind == "on-date" else None for one in (old, new)]
    if (old.effective.kind, days[0]) == (new.effective.kind, days[1]):
        return
    if side := _in_force(old):
        yield NormChange(change="removed", kind="commencement", what=_since(old), old=side, basis="commencement")
    if side := _in_force(new):
        yield NormChange(change="added", kind="commencement", what=_since(new), new=side, basis="commencement")


def _in_force(notice: Notice) -> NormSide | None:
    said = notice.effective
    if not (said.text and said.span):
        return None
    return NormSide(text=said.text, span=said.span, notice=notice.id, clause=place(notice, said.span), provision=None)


def _since(notice: Notice) -> str:
    return f"in force on {notice.effective.date}" if notice.effective.kind == "on-date" else "in force on issuance"


def _told(change: NormChange) -> tuple[object, ...]:
    """Give what a reader sees of a change: the same words about the same quotations are told once."""
    return change.change, change.kind, change.what, *(side and side.span for side in (change.old, change.new))


def _norms(change: NormChange) -> set[str | None]:
    """Give the norms that a change is between."""
    return {side.provision for side in (change.old, change.new) if side}
