"""The links that keep the order of both texts: the heaviest chain, by a Fenwick tree over the new places."""

from __future__ import annotations

from collections.abc import Sequence

_Point = tuple[int, int, float]


def heaviest(points: Sequence[_Point], count: int, *, strict: bool = False) -> list[int]:
    """Give which of ``points`` make the heaviest chain in order, by their place in the list.

    A point is an old place, a new one (from 0 to ``count``, exclusive) and a weight. No point of a chain goes back on
    either side; with ``strict`` none stays either, so that every place is taken once at most. Of chains of one weight
    the one that ends first in the order of the points is given.
    """
    order = sorted(range(len(points)), key=lambda n: (points[n][0], -points[n][1] if strict else points[n][1]))
    tree: list[tuple[float, int]] = [(0.0, -1)] * (count + 1)
    previous: dict[int, int] = {}
    best = (0.0, -1)
    for n in order:
        _, place, weight = points[n]
        found, i = (0.0, -1), place + (0 if strict else 1)
        while i:
            found = max(found, tree[i], key=_weight)
            i &= i - 1
        previous[n] = found[1]
        entry, i = (found[0] + weight, n), place + 1
        while i <= count:
            tree[i] = max(tree[i], entry, key=_weight)
            i += i & -i
        best = max(best, entry, key=_weight)
    chain, n = list[int](), best[1]
    while n >= 0:
        chain.append(n)
        n = previous[n]
    return chain[::-1]


def _weight(entry: tuple[float, int]) -> float:
    return entry[0]
