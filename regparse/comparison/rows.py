"""Points -> rows: the words of either side, where they stand, and what kind of provision a change is about."""

from __future__ import annotations

from collections.abc import Sequence

from regparse.comparison import directions
from regparse.comparison.judged import Judged
from regparse.comparison.known import WEIGHT, Known
from regparse.comparison.likeness import Unit
from regparse.model import Kind, Language, Notice, Provision, Role, Span
from regparse.model import changes as c
from regparse.model.changes import LawChange, Side


class Rows:
    """Puts changes between two notices into rows."""

    def __init__(self, notices: tuple[Notice, Notice], known: tuple[Known, Known], language: Language) -> None:
        self._notices, self._known, self._language = notices, known, language

    def row(
        self, way: c.How, kind: c.ChangeKind, judged: Sequence[Judged], units: tuple[Unit, Unit], sure: bool
    ) -> LawChange:
        """Return a change of two sentences that are one, by its points."""
        points = tuple(one.point for one in judged)
        sides = tuple(self.side(n, unit.span) for n, unit in enumerate(units))
        return LawChange(
            change=way,
            kind=_narrower(kind, points),
            points=points,
            old=sides[0],
            new=sides[1],
            clauses=clauses(*sides),
            certainty="sure" if sure else "unsure",
            grounds="linked-sentences",
        )

    def side(self, n: int, span: Span, norm: Provision | None = None) -> Side:
        """Return the words of a side, with where they stand; of no given provision, the weightiest there."""
        notice, known = self._notices[n], self._known[n]
        if norm is None:
            within = known.within(span)
            norm = min(within, key=lambda one: (WEIGHT[one.kind], one.span[0]), default=None)
        return Side(
            text=notice.text[slice(*span)],
            span=span,
            notice=notice.id,
            clause=known.clause(span),
            provision=norm.id if norm else None,
        )

    def kind(self, *spans: Span) -> c.ChangeKind:
        """Return what a passage is: by its words where they say so, else by its weightiest provision."""
        texts = [
            notice.text[slice(*span)] for notice, span in zip(self._notices, spans, strict=True) if span[0] < span[1]
        ]
        for row, kind in _WORDED:
            if all(directions.pattern(row, self._language).search(text) for text in texts):
                return kind
        norms = [
            norm
            for known, span in zip(self._known, spans, strict=True)
            if span[0] < span[1]
            for norm in known.within(span)
        ]
        if norms:
            return min((norm.kind for norm in norms), key=WEIGHT.__getitem__).value
        leads = [
            lead
            for known, span in zip(self._known, spans, strict=True)
            if span[0] < span[1] and (lead := known.lead_in(span))
        ]
        return leads[-1].kind.value if leads else "statement"


_WORDED: tuple[tuple[str, c.ChangeKind], ...] = (
    ("basis", "legal-basis"),
    ("commencement", "commencement"),
    ("repeal", "repeal"),
    ("scope", "scope"),
    ("definition", "definition"),
)
"""Which words make a passage one of a kind."""
FIRST = frozenset({"legal-basis", "commencement", "repeal", "scope", "definition"})


def _narrower(kind: c.ChangeKind, points: Sequence[c.AnyPoint]) -> c.ChangeKind:
    """Return what a change is about where all its points are about one thing."""
    if all(isinstance(point, c.RoleMoved | c.BodyChanged) for point in points):
        return "agency"
    if all(isinstance(point, c.FigureChanged | c.FigureAdded | c.FigureGone) for point in points):
        return "figure"
    if kind != "commencement" and all(isinstance(point, c.DeadlineChanged) for point in points):
        return "deadline"
    return kind


def says(norm: Provision) -> c.Says:
    """Return what a provision says."""
    return c.Says(
        persons=tuple(dict.fromkeys(who.code for who in norm.addressees)),
        acts=tuple(dict.fromkeys(act.code for act in norm.activities if act.code)),
        assets=norm.assets,
        place=norm.territory,
        condition=norm.condition,
        excepted=bool(norm.exceptions),
        sanction=norm.sanction.kind if norm.sanction else None,
        leads=tuple(dict.fromkeys(body.id for body in norm.agencies if body.role == Role.LEAD))
        if norm.kind == Kind.MANDATE
        else (),
    )


def clauses(*sides: Side) -> tuple[str, ...]:
    """Return the clauses that sides stand in."""
    return tuple(side.clause for side in sides if side.clause)
