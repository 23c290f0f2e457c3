"""Sentences that no stage paired -> the one each became, or the one it went into.

A candidate is ranked by named features (``RANKS``); what it must reach depends on where it stands. Sentences that
would stand at one place, by their neighbours, have less to prove than two from anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from regparse.comparison.counterparts import SURE, Found, leads
from regparse.comparison.likeness import Unit
from regparse.model import Language

Feature = Literal["alike", "held", "near", "mutual", "other-kind", "part"]
RANKS: Mapping[Feature, float] = {
    "alike": 1.0,  # how alike the two sentences are
    "held": 1.0,  # how much of a part stands in the other sentence, on average with how alike they are
    "near": 0.15,  # they would stand at one place
    "mutual": 0.05,  # each is the likest of those that are left to the other
    "other-kind": -0.04,  # the provisions in them are of other kinds
    "part": -0.2,  # one is but a part of the other, whose counterpart is another: what is left comes first
}
"""What each feature adds to the rank of a candidate."""

LEAST: Mapping[Language, Mapping[str, float]] = {
    "zh": {"near": 0.09, "mutual": 0.10, "far": 0.14},
    "en": {"near": 0.14, "mutual": 0.18, "far": 0.22},
}
"""How alike two sentences must be to be one that was reworded: at one place, each other's likest, anywhere."""
PART, PART_NEAR, PART_ALIKE = 0.3, 0.2, 0.2
"""How much of a sentence must stand in another for it to be a part of that one: anywhere, at its place; or how alike
the two must be."""
HOST, HOST_NEAR = 0.12, 0.085
"""How alike a sentence and one that it is a part of must be."""
LONG = 14
"""A sentence of fewer characters says too little to be looked for as a part of others."""
TELLING = 0.05
"""How alike the two must be by words that most clauses lack: subject and modal words alone make no counterpart."""
RARE, CANDIDATES = 24, 6
"""A word that more sentences hold brings no two together; of those that share rare words so many are looked at."""
FROM_RARE = 0.3
"""How much of the likeness that is asked for must come from such words."""
SPAN, EDGE = 10, 3
"""Sentences between two neighbours' counterparts up to which all are its place; of more only those at an edge."""
LOOSE = 0.5
"""A pair that is more alike than this stands, whatever it crosses."""
AS_LIKE = 0.84
"""How much of the likeness of a pair that crosses others one that does not must have to take its place."""


class _Candidate(NamedTuple):
    """Two sentences that may be one, with what speaks for it. ``part``: one of them has a counterpart already."""

    old: Unit
    new: Unit
    alike: float
    near: bool
    mutual: bool
    part: bool
    held: float

    @property
    def rank(self) -> float:
        score = RANKS["held"] * (self.alike + self.held) / 2 if self.part else RANKS["alike"] * self.alike
        return score + sum(RANKS[name] * on for name, on in self._features())

    def _features(self) -> Iterator[tuple[Feature, bool]]:
        yield "near", self.near
        yield "mutual", self.mutual
        yield "part", self.part


def settle(found: Found, language: Language) -> None:
    """Take what is left for what it is likest to: another that is left, or a sentence of which it became a part."""
    free = [[unit for unit in side if not found.is_apart(unit, language)] for side in found.free()]
    if not free[0] and not free[1]:
        return
    hosts = [[unit for unit in side if not found.is_apart(unit, language)] for side in (found.old, found.new)]
    places = _Places(found)
    candidates = _candidates(found, free, hosts, places)
    for one in sorted(candidates, key=lambda one: (-one.rank, one.old.key, one.new.key)):
        old, new = one.old, one.new
        if old in found.hosted or new in found.hosted:
            continue
        taken = old in found.left, new in found.right
        if not any(taken) and not one.part:
            least = LEAST[language]["near" if one.near else "mutual" if one.mutual else "far"]
            if one.alike >= least:
                found.pair(old, new, found.alike(old, new))
        elif taken[0] != taken[1]:
            _go_into(found, one, new if taken[0] else old)


def _go_into(found: Found, one: _Candidate, guest: Unit) -> None:
    """Take a sentence for a part of the other, where enough of it stands there."""
    if len(guest.said) < LONG or leads(one.old) or leads(one.new):
        return
    held = found.held(guest, one.old if guest is one.new else one.new)
    enough = max(one.alike, held) >= (PART_NEAR if one.near else PART) or one.alike >= PART_ALIKE
    if enough and one.alike >= (HOST_NEAR if one.near else HOST):
        found.add_guest(one.old, one.new, near=one.near)


def _candidates(
    found: Found, free: Sequence[Sequence[Unit]], hosts: Sequence[Sequence[Unit]], places: _Places
) -> Iterator[_Candidate]:
    left = set(free[0]), set(free[1])
    # A dictionary, since a set gives units in the order of their addresses, which differs from process to process.
    pairs = dict.fromkeys(
        chain(_likely(free[0], hosts[1], found), _likely(hosts[0], free[1], found), places.near(free, hosts))
    )
    scored = list[tuple[Unit, Unit, float, float]]()
    best = dict[Unit, float]()
    for a, b in pairs:
        shared, masses = found.shared(a, b), (found.mass(a), found.mass(b))
        score = 2 * shared / (sum(masses) or 1) + RANKS["other-kind"] * found.differ_in_kind(a, b)
        if score < HOST_NEAR or 2 * found.telling(a, b) < TELLING * sum(masses):
            continue
        part = masses[0] if a in left[0] else masses[1]
        scored.append((a, b, score, shared / (part or 1)))
        if a in left[0] and b in left[1]:
            best[a], best[b] = max(best.get(a, 0.0), score), max(best.get(b, 0.0), score)
    for a, b, score, held in scored:
        is_part = a not in left[0] or b not in left[1]
        mutual = not is_part and best[a] == best[b] == score
        yield _Candidate(a, b, score, places.are_near(a, b), mutual, is_part, held)


def _likely(old: Sequence[Unit], new: Sequence[Unit], found: Found) -> Iterator[tuple[Unit, Unit]]:
    """Return the pairs that share most of the words that few sentences have."""
    holders = defaultdict[str, list[int]](list)
    for n, unit in enumerate(new):
        for word in found.words(unit):
            holders[word].append(n)
    rare = {word: found.weights[word] for word, there in holders.items() if len(there) <= RARE}
    for unit in old:
        near = defaultdict[int, int](int)
        for word in found.words(unit) & rare.keys():
            weight = rare[word]
            for n in holders[word]:
                near[n] += weight
        least = FROM_RARE * HOST_NEAR * found.mass(unit)
        likely = [(-weight, n) for n, weight in near.items() if 2 * weight >= least]
        if len(likely) > CANDIDATES:
            likely = sorted(likely)[:CANDIDATES]
        yield from ((unit, new[n]) for _, n in likely)


class _Places:
    """Knows where a sentence would stand on the other side, by its neighbours that surely have a counterpart."""

    def __init__(self, found: Found) -> None:
        self._sides = found.old, found.new
        self._at = tuple({unit: n for n, unit in enumerate(side)} for side in self._sides)
        known: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for old, passage in found.left.items():
            i, j = self._at[0].get(old), self._at[1].get(passage.new[0])
            if passage.score >= SURE and i is not None and j is not None:
                known[0][i], known[1][j] = j, i
        self._windows = tuple([self._window(n, *ends) for ends in self._ends(n, known[n])] for n in (0, 1))

    def _ends(self, side: int, known: Mapping[int, int]) -> Iterable[tuple[int, int]]:
        own, size = len(self._sides[side]), len(self._sides[1 - side])
        before = _last(range(own), known, -1)
        after = reversed(_last(range(own - 1, -1, -1), known, size))
        return zip(before, after, strict=True)

    def _window(self, side: int, low: int, high: int) -> frozenset[int]:
        size = len(self._sides[1 - side])
        if -1 <= high - low <= SPAN:
            return frozenset(range(max(low, 0), min(high + 1, size)))
        edges = range(max(low, 0), min(low + EDGE, size)), range(max(high - EDGE + 1, 0), min(high + 1, size))
        return frozenset(edges[0]).union(edges[1])

    def are_near(self, old: Unit, new: Unit) -> bool:
        """Say whether two sentences would stand at one place."""
        i, j = self._at[0][old], self._at[1][new]
        return j in self._windows[0][i] or i in self._windows[1][j]

    def near(self, free: Sequence[Sequence[Unit]], hosts: Sequence[Sequence[Unit]]) -> Iterator[tuple[Unit, Unit]]:
        """Return each sentence that is left with those at its place."""
        for side in (0, 1):
            other, among = self._sides[1 - side], set(hosts[1 - side])
            for unit in free[side]:
                for n in self._windows[side][self._at[side][unit]]:
                    if other[n] in among:
                        yield (unit, other[n]) if side == 0 else (other[n], unit)


def _last(order: Iterable[int], known: Mapping[int, int], last: int) -> list[int]:
    """Return for each place in some order what is known of the nearest one before it."""
    out = list[int]()
    for n in order:
        out.append(last)
        last = known.get(n, last)
    return out


def uncross(clauses: tuple[Sequence[Unit], Sequence[Unit]], found: Found) -> None:
    """Give a sentence whose pair crosses others a counterpart that keeps the order, where one as like is left.

    Items of a list are much alike, and stand in order.
    """
    for own, other, taken, far in (
        (clauses[0], clauses[1], found.left, found.right),
        (clauses[1], clauses[0], found.right, found.left),
    ):
        free = {unit: n for n, unit in enumerate(other) if unit not in far}
        if not free or len(free) > SPAN:
            continue
        turned = own is clauses[1]
        at = {unit: n for n, unit in enumerate(other)}
        partners = {
            n: at[partner]
            for n, unit in enumerate(own)
            if unit in taken and (partner := (taken[unit].old if turned else taken[unit].new)[0]) in at
        }
        for i, j in list(partners.items()):
            unit, crossed = own[i], _crossed(partners, i, j)
            if not crossed or taken[unit].score >= LOOSE:
                continue
            pairs = {one: (one, unit) if turned else (unit, one) for one in (*free, other[j])}
            least = AS_LIKE * found.alike(*pairs[other[j]])
            better = [
                one
                for one, n in free.items()
                if _crossed(partners, i, n) < crossed and found.alike(*pairs[one]) >= least
            ]
            if better:
                best = max(better, key=lambda one: (found.alike(*pairs[one]), -free[one]))
                found.part(taken[unit])
                if found.pair(*pairs[best], found.alike(*pairs[best])):
                    partners[i] = free.pop(best)


def _crossed(partners: Mapping[int, int], i: int, j: int) -> int:
    """Return how many pairs one from ``i`` to ``j`` crosses."""
    return sum((n < i) != (m < j) for n, m in partners.items() if n != i)
