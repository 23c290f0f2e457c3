"""Two matched norms -> how they differ: persons, assets, places, ways out, acts, bodies, figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from regparse.comparison import figures
from regparse.comparison.agencies import role_shifts
from regparse.comparison.force import act_shifts, shifts
from regparse.comparison.matching import DUTIES, PART, Norm
from regparse.comparison.pieces import Pieces
from regparse.comparison.subjects import Subjects
from regparse.comparison.telling import How, between, concerning, in_words
from regparse.comparison.wording import Shift
from regparse.model import Kind, Notice, Span
from regparse.model.comparison import NormChange


class Matched:
    """Says how two matched norms differ; what concerns a norm as a whole is said once for all its acts."""

    def __init__(self, old: Notice, new: Notice, pieces: Pieces, subjects: Subjects) -> None:
        self._old, self._new, self._pieces, self._subjects = old, new, pieces, subjects
        self._day = new.issued_on.date if new.issued_on else None
        self._found = dict[tuple[str, str], tuple[Shift, ...]]()
        self._other_figures = set[tuple[str, str]]()
        self.explained = defaultdict[str, list[Span]](list), defaultdict[str, list[Span]](list)

    def changes(self, old: Norm, new: Norm, basis: str) -> Iterator[NormChange]:
        """Give the changes between two matched norms."""
        kind = new.provision.kind
        pair = (old.provision.id, new.provision.id)
        if pair not in self._found:
            a, b = old.provision, new.provision
            if a.kind in DUTIES and b.kind in DUTIES:
                a, b = self._pieces.without(old, old_side=True), self._pieces.without(new, old_side=False)
            persons = self._subjects.comparable(old.provision, new.provision)
            found = self._found[pair] = shifts(a, b, self._new.language, persons=persons)
            for shift in found:
                for told, span, norm in zip(self.explained, (shift.old, shift.new), (old, new), strict=True):
                    if span and norm.clause:
                        at = norm.provision.span[0]
                        told[norm.clause].append((span[0] + at, span[1] + at))
            points = list(self._points(old, new, found, basis))
            self._other_figures |= {pair} if any(kind == "figure" for _, kind, _ in points) else set()
            if points:
                sides = old.side(whole=True), new.side(whole=True)
                yield from (between(change, kind, words, basis, sides) for change, kind, words in points)
        acts: tuple[Shift, ...] = ()
        if old.act and new.act:
            several = len(old.provision.activities) > 1 or len(new.provision.activities) > 1
            acts = act_shifts(old.act, new.act, self._new.language, several)
        kept = not acts and not self._found[pair] and pair not in self._other_figures
        if acts or kept:
            sides = old.side(whole=False), new.side(whole=False)
            yield from (between(shift.change, kind, shift.what, basis, sides) for shift in acts)
            if kept:
                yield between("kept", kind, in_words(new), basis, sides)

    def _points(self, old: Norm, new: Norm, found: tuple[Shift, ...], basis: str) -> Iterator[tuple[How, str, str]]:
        """Give what concerns two norms as wholes: how, about what, in words."""
        kind = new.provision.kind
        for change, words in _grouped(found):
            yield change, str(kind), concerning(new.provision) + words
        # A duty whose subject runs on names nobody: that is no change of hands.
        if basis != PART and old.provision.agencies and new.provision.agencies and kind != Kind.SANCTION:
            gained, lost = role_shifts(old.provision, new.provision, self._day)
            if gained:
                yield "added", "agency-role", gained
            if lost:
                yield "removed", "agency-role", lost
        if basis != PART:
            yield from self._figures(old, new)

    def _figures(self, old: Norm, new: Norm) -> Iterator[tuple[How, str, str]]:
        """Give the amounts, periods, shares and frequencies that one side of a norm has and the other has not."""
        before = figures.in_norm(self._old.text, old.provision.span, self._old.language)
        after = figures.in_norm(self._new.text, new.provision.span, self._new.language)
        gone = [quote.text for said, quote in before.items() if said not in after]
        come = [quote.text for said, quote in after.items() if said not in before]
        if gone:
            yield "removed", "figure", ", ".join(gone)
        if come:
            yield "added", "figure", ", ".join(come)


def _grouped(found: Iterable[Shift]) -> Iterator[tuple[How, str]]:
    ways: tuple[How, ...] = ("widened", "narrowed")
    for way in ways:
        words = [shift.what for shift in found if shift.change == way]
        if words:
            yield way, "; ".join(words)
