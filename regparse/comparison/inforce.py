"""From when a notice holds, where no clause says it: what the head or the closing of the two says."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.comparison.cited import place
from regparse.model import Notice
from regparse.model.changes import InForce, LawChange, Side


def compare_commencement(old: Notice, new: Notice) -> Iterator[LawChange]:
    """Return what became of a commencement that stands outside the clauses; in one it is a sentence like others."""
    sides = _said(old), _said(new)
    days = _day(old), _day(new)
    clauses = tuple(side.clause for side in sides if side and side.clause)
    if days[0] == days[1] or any(not name.endswith("/closing") for name in clauses):
        return
    point = (InForce(was=days[0], now=days[1]),)
    if sides[0] and sides[1]:
        yield LawChange(
            change="altered", kind="commencement", points=point, old=sides[0], new=sides[1], clauses=clauses,
            grounds="commencement",
        )  # fmt: skip
    elif sides[0]:
        yield LawChange(
            change="removed", kind="commencement", points=point, old=sides[0], clauses=clauses, grounds="commencement"
        )
    elif sides[1]:
        yield LawChange(
            change="added", kind="commencement", points=point, new=sides[1], clauses=clauses, grounds="commencement"
        )


def _day(notice: Notice) -> str | None:
    said = notice.effective
    if said.kind == "unstated":
        return None
    return said.date.isoformat() if said.kind == "on-date" and said.date else "on-issuance"


def _said(notice: Notice) -> Side | None:
    said = notice.effective
    if not (said.text and said.span):
        return None
    return Side(text=said.text, span=said.span, notice=notice.id, clause=place(notice, said.span))
