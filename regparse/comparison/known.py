"""What the parse knows of a place in a notice: the provisions there, whom they bind, which acts, bodies, exceptions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter

from regparse.model import Kind, Notice, Provision, Span


class Known:
    """Looks up the provisions of one notice by their place."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        norms = [norm for _, norm in notice.provisions()]
        self._within = dict[Span, list[Provision]]()
        self._norms = sorted(norms, key=lambda norm: (norm.span[0], -norm.span[1], norm.id))
        self._starts = [norm.span[0] for norm in self._norms]
        self._longest = max((norm.span[1] - norm.span[0] for norm in norms), default=0)
        self._tops = sorted((top.span[0], top.span[1], top.id) for top in notice.clauses)

    def within(self, span: Span) -> list[Provision]:
        """Return the provisions that share a place with a span, in order."""
        found = self._within.get(span)
        if found is None:
            low = bisect_left(self._starts, span[0] - self._longest)
            high = bisect_left(self._starts, max(span[1], span[0] + 1))
            found = self._within[span] = [norm for norm in self._norms[low:high] if meets(norm.span, span)]
        return found

    def at(self, span: Span, norms: Iterable[Provision]) -> Provision | None:
        """Return the provision that a span stands in: the shortest that holds it, else one that meets it."""
        over = [norm for norm in norms if meets(norm.span, span)]
        whole = [norm for norm in over if norm.span[0] <= span[0] and span[1] <= norm.span[1]]
        return min(whole or over, key=lambda norm: (norm.span[1] - norm.span[0], norm.span[0]), default=None)

    def lead_in(self, span: Span) -> Provision | None:
        """Return the provision of the lead-in (a sentence that ends in a colon) of the list that a span stands in."""
        low = bisect_right(self._starts, span[0]) - 1
        for norm in reversed(self._norms[max(low - 12, 0) : low + 1]):
            if norm.span[1] <= span[0] and norm.text.rstrip().endswith(("：", ":")):
                return norm
        return None

    def clause(self, span: Span) -> str | None:
        """Return the id of the top-level clause, or of the closing, that a span stands in; None for the head."""
        n = bisect_right(self._tops, span[0], key=itemgetter(0)) - 1
        if n >= 0 and span[0] < self._tops[n][1]:
            return self._tops[n][2]
        closing = self.notice.closing
        if closing and closing.span[0] <= span[0] < closing.span[1]:
            return f"{self.notice.id}/closing"
        return None


def meets(span: Span, other: Span) -> bool:
    """Say whether two spans share a place; an empty one stands where it is."""
    return span[0] < max(other[1], other[0] + 1) and other[0] < max(span[1], span[0] + 1)


WEIGHT = {
    Kind.PROHIBITION: 0,
    Kind.SANCTION: 1,
    Kind.OBLIGATION: 2,
    Kind.PERMISSION: 3,
    Kind.MANDATE: 4,
    Kind.STATUS: 5,
    Kind.DEFINITION: 6,
    Kind.COMMENCEMENT: 7,
    Kind.REPEAL: 8,
}
"""Which kind a passage is of where it holds several: the weightiest."""
