"""A comparison made on a translation, held against the original: what stands in the translation alone is marked.

A translator leaves out a duty, cuts one in two, or takes an office for another; a comparison on his words then finds
changes that never were. Where the original, or a translation nearer to it, is at hand, both notices are compared in
it too, and each change must be borne out there: the same clause, the same way, the same codes or the same words.

After this stage: nothing was left out or added but rows that were parted in what is borne out and what is not; every
row of the second kind has ``translation_only`` and quotes what the original says in its place, where it has the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regparse.comparison.sentences import sentences, tokens
from regparse.model import Clause, Notice, Span, ids
from regparse.model import changes as c
from regparse.model.changes import AnyPoint, LawChange, Side
from regparse.model.comparison import AgencyChange, Comparison

SAID = 0.5
"""How many of the words of a change the original must have in one that goes the same way."""
_FAMILY: dict[str, str] = {"status": "prohibition", "mandate": "obligation", "statement": "obligation"}
_INSTRUMENTS = frozenset({"legal-basis", "citation"})


def best_pair(old: Notice, new: Notice, originals: Sequence[Notice]) -> tuple[Notice, Notice]:
    """Give the two texts, in one language, on which the changes are judged: Chinese before any translation.

    ``originals`` are texts of either notice that stand nearer to the original than ``old`` and ``new`` do.
    """
    sides = [[*(n for n in originals if n.id == side.id and n.text != side.text), side] for side in (old, new)]
    pairs = [
        (a.language != "zh", i + j, a, b)
        for i, a in enumerate(sides[0])
        for j, b in enumerate(sides[1])
        if a.language == b.language
    ]
    return min(pairs, key=lambda pair: pair[:2])[2:] if pairs else (old, new)


def mark(
    made: Comparison, sides: tuple[Notice, Notice], judged: Comparison, texts: tuple[Notice, Notice]
) -> Comparison:
    """Mark the changes of ``made``, a comparison of ``sides``, that ``judged``, one of ``texts``, does not bear out."""
    bench = _Bench(judged.changes, texts, sides)
    changes = [row for change in made.changes for row in bench.parted(change)]
    bodies = {row.id: row for row in judged.agencies}
    agencies = tuple(_body(row, bodies.get(row.id)) for row in made.agencies)
    return made.model_copy(update={"changes": tuple(changes), "agencies": agencies})


def _body(row: AgencyChange, there: AgencyChange | None) -> AgencyChange:
    """Give a body's line; where its parts differ in the original, say which they are there."""
    if there is None:
        return row.model_copy(update={"translation_only": True})
    if (row.old_roles, row.new_roles) == (there.old_roles, there.new_roles):
        return row
    roles = (f"{', '.join(roles) or 'none'}" for roles in (there.old_roles, there.new_roles))
    return row.model_copy(update={"note": "; ".join(filter(None, [row.note, "in the original " + " to ".join(roles)]))})


@dataclass(frozen=True)
class _Bench:
    """The changes in the original, and both pairs of texts."""

    rows: tuple[LawChange, ...]
    texts: tuple[Notice, Notice]
    sides: tuple[Notice, Notice]

    def parted(self, change: LawChange) -> Iterator[LawChange]:
        """Give a change as it is where it is borne out; else the part that is not, marked, besides the rest."""
        if change.change == "kept" or (change.kind in _INSTRUMENTS and not self._comparable(change.kind)):
            yield change
            return
        near = [row for row in self.rows if self._same_place(change, row)]
        alike = [row for row in near if row.change == change.change or "altered" in (row.change, change.change)]
        there = {key for row in near for key in map(_key, row.points) if row.change == change.change}
        said = self._said(change, alike)
        borne = [point for point in change.points if (_key(point) in there if _key(point) else said)]
        alone = [point for point in change.points if point not in borne]
        if borne or (said and not change.points):
            yield change.model_copy(update={"points": tuple(borne)}) if alone else change
        if alone or not (borne or said):
            yield self._marked(change, tuple(alone), near)

    def _comparable(self, kind: str) -> bool:
        """Say whether titles, or single words, can be told from each other: not between two languages."""
        return kind == "legal-basis" and self.texts[0].language == self.sides[0].language

    def _same_place(self, change: LawChange, row: LawChange) -> bool:
        if _family(change) != _family(row):
            return False
        places = ((change.old, row.old), (change.new, row.new))
        return all(a is None or b is None or _unit(a) == _unit(b) for a, b in places)

    def _said(self, change: LawChange, rows: Iterable[LawChange]) -> bool:
        """Say whether the original has a change of the kind that says most of what this one says."""
        for row in rows:
            for n, (here, there) in enumerate(((change.old, row.old), (change.new, row.new))):
                if here is None or there is None:
                    continue
                if self.texts[n].text == self.sides[n].text:
                    sound = here.span[0] < there.span[1] and there.span[0] < here.span[1]
                elif self.texts[n].language == self.sides[n].language:
                    words = tokens(here.text)
                    sound = len(words & tokens(there.text)) >= SAID * len(words)
                else:
                    sound = True
                if sound:
                    return True
        return False

    def _marked(self, change: LawChange, points: tuple[AnyPoint, ...], near: Sequence[LawChange]) -> LawChange:
        update = {"points": points, "translation_only": True, "originals": tuple(self._quotes(change, near))}
        return change.model_copy(update=update)

    def _quotes(self, change: LawChange, near: Iterable[LawChange]) -> Iterator[Side]:
        """Give what the original says: of the same old norm where the old text is one, else in the same place."""
        if change.old and self.texts[0].text == self.sides[0].text:
            for row in near:
                if row.old and row.new and row.old.provision == change.old.provision:
                    yield row.new
                    return
        for n, here in enumerate((change.old, change.new)):
            if here and self.texts[n].text != self.sides[n].text:
                yield from self._nearest(n, here)

    def _nearest(self, n: int, here: Side) -> Iterator[Side]:
        """Give the sentence of the original that is likest; in another language, the one at the same height."""
        notice, unit = self.texts[n], _unit(here)
        own = next((c for c in self.sides[n].clauses if c.id == here.clause), None)
        clause = next((c for c in notice.clauses if ids.parse(c.id).unit == unit), None) if unit else None
        if not (own and clause):
            return
        foreign = notice.language != self.sides[n].language
        words = frozenset[str]() if foreign else tokens(here.text)
        height = _height(here.span, own)
        best = min(
            sentences(notice, clause),
            key=lambda s: (-len(words & tokens(s.text)), abs(_height(s.span, clause) - height)),
            default=None,
        )
        if best:
            yield Side(text=best.text, span=best.span, notice=notice.id, clause=clause.id, provision=None)


def _height(span: Span, clause: Clause) -> float:
    return (span[0] - clause.span[0]) / max(clause.span[1] - clause.span[0], 1)


def _family(change: LawChange) -> str:
    return _FAMILY.get(change.kind, change.kind)


def _unit(side: Side) -> str | None:
    return ids.parse(side.clause).unit if side.clause else None


def _key(point: AnyPoint) -> tuple[object, ...] | None:
    """Give what a point says that is the same in every language; None where its words are all there is."""
    match point:
        case c.BindsAlso() | c.BindsNoLonger() | c.CoversAlso() | c.CoversNoLonger():
            found: tuple[object, ...] = point.codes
        case c.ActAdded() | c.ActGone():
            found = (point.code,) if point.code else ()
        case c.ActChanged() | c.FigureChanged() | c.DeadlineChanged() | c.ConditionChanged() | c.PlaceChanged():
            found = (point.was, point.now)
        case c.RoleMoved():
            found = (point.agency, bool(point.new))
        case c.Says():
            found = (point.acts, point.sanction) if point.acts or point.sanction else ()
        case c.ExceptionAdded() | c.ExceptionGone():
            found = (True,)
        case _:
            found = ()
    return (point.point, *found) if found else None
