"""A comparison made on a translation, held against the original: what stands in the translation alone is marked.

A translator leaves out a duty, cuts one in two, or takes an office for another; a comparison on his words then finds
changes that never were. Where the original, or a translation nearer to it, is at hand, both notices are compared in
it too, and each change must be borne out there: the same clause, the same way, the same codes or the same words.

After this stage: nothing was left out or added but rows that were parted in what is borne out and what is not; every
row of the second kind has ``translation_only`` and quotes what the original says in its place, where it has the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regparse.comparison.sentences import sentences, tokens
from regparse.comparison.telling import ONE_SIDE
from regparse.model import Clause, Notice, Span, ids
from regparse.model.comparison import AgencyChange, Comparison, NormChange, NormSide

SAID = 0.5
"""How many of the words of a change the original must have in one that goes the same way."""
_FAMILY = {"status": "prohibition", "mandate": "obligation", "statement": "obligation"}
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
    bench = _Bench(judged.norms, texts, sides)
    norms = [row for change in made.norms for row in bench.parted(change)]
    bodies = {row.id: row for row in judged.agencies}
    agencies = tuple(_body(row, bodies.get(row.id)) for row in made.agencies)
    return made.model_copy(update={"norms": tuple(norms), "agencies": agencies})


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

    rows: tuple[NormChange, ...]
    texts: tuple[Notice, Notice]
    sides: tuple[Notice, Notice]

    def parted(self, change: NormChange) -> Iterator[NormChange]:
        """Give a change as it is where it is borne out; else the part that is not, marked, besides the rest."""
        if change.change == "kept" or (change.kind in _INSTRUMENTS and not self._comparable(change.kind)):
            yield change
            return
        if change.basis == ONE_SIDE and change.old and change.new and not self._comparable("legal-basis"):
            yield change  # one word of a list: in another language no rule finds it
            return
        near = [row for row in self.rows if self._same_place(change, row)]
        alike = [row for row in near if row.change == change.change]
        parts = _parts(change)
        if not parts:
            sound = self._said(change, alike)
            yield change if sound else self._marked(change, change.what, near)
            return
        there = {key for row in alike for key in _keys(row)}
        borne = [words for key, words in parts if key in there]
        alone = [words for key, words in parts if key not in there]
        if borne:
            yield change.model_copy(update={"what": _joined(change, borne)}) if alone else change
        if alone:
            yield self._marked(change, _joined(change, alone) if borne else change.what, near)

    def _comparable(self, kind: str) -> bool:
        """Say whether titles, or single words, can be told from each other: not between two languages."""
        return kind == "legal-basis" and self.texts[0].language == self.sides[0].language

    def _same_place(self, change: NormChange, row: NormChange) -> bool:
        if _family(change) != _family(row):
            return False
        places = ((change.old, row.old), (change.new, row.new))
        return all(a is None or b is None or _unit(a) == _unit(b) for a, b in places)

    def _said(self, change: NormChange, rows: Iterable[NormChange]) -> bool:
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

    def _marked(self, change: NormChange, what: str, near: Sequence[NormChange]) -> NormChange:
        update = {"what": what, "translation_only": True, "originals": tuple(self._quotes(change, near))}
        return change.model_copy(update=update)

    def _quotes(self, change: NormChange, near: Iterable[NormChange]) -> Iterator[NormSide]:
        """Give what the original says: of the same old norm where the old text is one, else in the same place."""
        if change.old and self.texts[0].text == self.sides[0].text:
            for row in near:
                if row.old and row.new and row.old.provision == change.old.provision:
                    yield row.new
                    return
        for n, here in enumerate((change.old, change.new)):
            if here and self.texts[n].text != self.sides[n].text:
                yield from self._nearest(n, here)

    def _nearest(self, n: int, here: NormSide) -> Iterator[NormSide]:
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
            yield NormSide(text=best.text, span=best.span, notice=notice.id, clause=clause.id, provision=None)


def _height(span: Span, clause: Clause) -> float:
    return (span[0] - clause.span[0]) / max(clause.span[1] - clause.span[0], 1)


def _family(change: NormChange) -> str:
    return _FAMILY.get(change.kind, change.kind)


def _unit(side: NormSide) -> str | None:
    return ids.parse(side.clause).unit if side.clause else None


def _parts(change: NormChange) -> list[tuple[str, str]]:
    """Give what a change says point by point: by a key that is the same in every language, and in words.

    Empty for a change without codes: its words are all there is.
    """
    if change.kind == "agency-role":
        out = list[tuple[str, str]]()
        for group in change.what.split("; "):
            role, _, codes = group.partition(" ")
            out += [(f"{role} {code}", f"{role} {code}") for code in codes.split(", ")]
        return out
    if change.change in {"widened", "narrowed"}:
        _, _, words = change.what.rpartition(": ")
        return [(_point(part), part) for part in words.split("; ")]
    opens = change.what.partition("; ")[0]
    coded = change.kind in {"prohibition", "permission", "sanction", "status"} and _CODES.fullmatch(opens)
    return [(opens, opens)] if coded else []


_CODES = re.compile(r"[a-z]+(?:-[a-z]+)*(?:, [a-z]+(?:-[a-z]+)*)*")


def _keys(row: NormChange) -> set[str]:
    return {key for key, _ in _parts(row)}


def _point(words: str) -> str:
    """Give the part of a point that does not depend on the language: names and quotations are left out."""
    for opening in ("now “", "names also", "names no longer", "takes in", "leaves out"):
        if words.startswith(opening):
            return opening
    return words


def _joined(change: NormChange, parts: Sequence[str]) -> str:
    """Say a change by some of its points."""
    if change.kind == "agency-role":
        return "; ".join(parts)
    head, colon, _ = change.what.rpartition(": ")
    if change.change in {"widened", "narrowed"}:
        return head + colon + "; ".join(parts)
    return change.what
