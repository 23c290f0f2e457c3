"""Words that differ -> what that is in law: typed points, each with its direction.

Every point stands on words that differ; codes of the parse only name them. A direction is given where a rule has a
reason for it; anything else is ``altered``. Of a person or a body that has no code on one side nothing is claimed.
Words on one side only are for ``onesided``, other words in one place for ``replaced``, figures for ``quantities``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from regparse.comparison import quantities
from regparse.comparison.differing import Hunk
from regparse.comparison.judged import Case, Judged, Texts, turned
from regparse.comparison.onesided import OneSided
from regparse.comparison.replaced import Replaced
from regparse.model import Span
from regparse.model import changes as c


class Judge:
    """Judges hunks of two notices in one language."""

    def __init__(self, texts: Texts) -> None:
        self._t = texts
        self._more = OneSided(texts)
        self._replaced = Replaced(texts, self._more)

    def points(self, case: Case, hunk: Hunk) -> Iterator[Judged]:
        """Return what a hunk is in law; at least one point."""
        found = quantities.points(self._t.texts, (case.old, case.new), hunk, case.kind, self._t.language)
        quantity = [Judged(change, point) for change, point in found]
        words = self._t.rest(0, hunk.old), self._t.rest(1, hunk.new)
        if quantity and quantities.covers(words, self._t.language):
            yield from quantity
            return
        worded = list(self._worded(case, hunk))
        ways = {one.change for one in worded}
        if len(ways) == 1:  # a figure that came or went with words goes where they go
            only = ways.pop()
            quantity = [
                one._replace(change=only) if isinstance(one.point, c.FigureAdded | c.FigureGone) else one
                for one in quantity
            ]
        yield from quantity
        yield from worded or ([] if quantity else [self._t.reworded(hunk)])

    def figures(self, case: Case) -> Iterator[Judged]:
        """Return the figures that changed between two sentences that share little: where each has one of its sort."""
        for change, point in quantities.only(self._t.texts, (case.old, case.new), case.kind, self._t.language):
            yield Judged(change, point)

    def whole(self, side: Literal["old", "new"], span: Span) -> Judged:
        """Return that most of what a sentence said is gone, or that most of what one says is new."""
        if side == "old":
            return Judged("narrowed", c.PartGone(old=self._t.quote(0, span)))
        return Judged("widened", c.PartAdded(new=self._t.quote(1, span)))

    def _worded(self, case: Case, hunk: Hunk) -> Iterator[Judged]:
        if not self._weighs(0, hunk.old):
            return self._more.points(case, hunk.new, 1)
        if not self._weighs(1, hunk.new):
            return map(turned, self._more.points(case, hunk.old, 0))
        return self._replaced.points(case, hunk)

    def _weighs(self, side: int, span: Span) -> bool:
        return any(char.isalnum() for char in self._t.rest(side, span))
