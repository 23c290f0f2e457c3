"""Which clause became which: many-to-many links between the clauses of two notices.

Three passes, none of which looks at the order of clauses:

1. clauses by what they say: pairs that are each other's best;
2. clauses that are the best of one side only (merges and splits);
3. sentences: one that found its like in another clause than its neighbours links the two clauses in part.

"Explains" is the heart of it. Two clauses on one subject share their words with many others, so a link counts
only with the words that no better link explains already, on either side: a new clause that was modelled on an
old one does not take away from the clause that continues it.

After this stage: the matches of a link are between sentences of its two clauses, no link stands twice, and
shuffling the clauses of either side changes nothing.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from regparse.comparison.likeness import Reader, Side, Unit, Weights, likely_pairs, likeness, take_apart, weigh
from regparse.comparison.sentences import tokens
from regparse.model import Notice

# What a likeness must reach, from 0 to 1. The limits are the same in both languages: it is the weights that
# know how much a word says. Measured on instruments of one regulator that have nothing to do with each other.
MUTUAL = 0.27
ONE_SIDED = 0.27
SENTENCE = 0.40
INSIDE = 0.20
POSSIBLE = 0.25
FRESH = 0.5
"""How much of what a link shares must be unexplained, where a better link has a claim to it."""
MARGIN = 1.25
"""By how much a sentence must be nearer to its new clause than to any other, for a link in part."""
SUBSTANCE = 3
"""A link in part shares at least as much as so many words that stand in one clause only."""


@dataclass(frozen=True)
class Match:
    """An old sentence and the new one that it became. ``fresh`` is the likeness left when better matches are out."""

    old: Unit
    new: Unit
    score: float
    fresh: float


@dataclass(eq=False)
class Link:
    """Two clauses, by id. ``partial``: only what ``matches`` hold went from the one to the other."""

    old: str
    new: str
    state: Literal["linked", "possible"]
    score: float
    partial: bool = False
    runner_up: float = 0.0
    matches: list[Match] = field(default_factory=list)


@dataclass(frozen=True)
class Alignment:
    """The links, ordered by ids, and both notices taken apart."""

    links: tuple[Link, ...]
    old: Side
    new: Side
    weights: Weights
    read: Reader = tokens
    """Gives the tokens of a text; what was read once for this comparison is not read again."""


_Links = dict[tuple[str, str], Link]
_Scored = list[tuple[float, Unit, Unit]]
_Nearest = dict[Unit, dict[str, float]]


class _Rest(NamedTuple):
    """The words and codes of a unit that no link accounts for yet, and what they weigh."""

    words: frozenset[str]
    codes: frozenset[str]
    mass: int


class _Explained:
    """Knows what of each unit a link already accounts for."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._rest = dict[Unit, _Rest]()

    def _of(self, unit: Unit) -> _Rest:
        rest = self._rest.get(unit)
        if rest is None:
            rest = self._rest[unit] = _Rest(unit.words, unit.codes, unit.mass + weigh(unit.codes, self._weights))
        return rest

    def fresh(self, old: Unit, new: Unit, floor: float = 0.0) -> tuple[int, float]:
        """Give the weight and the likeness of what two units share and nothing explains yet.

        Where that cannot come up to ``floor``, since too little is left of one of the two, it is nothing.
        """
        left, right = self._of(old), self._of(new)
        if floor and min(left.mass, right.mass) / math.sqrt(old.mass * new.mass) < floor:
            return 0, 0.0
        words = weigh(left.words & right.words, self._weights)
        codes = weigh(left.codes & right.codes, self._weights) if left.codes else 0
        return words + codes, likeness(words, codes, old, new)

    def explain(self, old: Unit, new: Unit) -> None:
        """Account for all that two units share."""
        for unit, other in ((old, new), (new, old)):
            rest = self._of(unit)
            words, codes = rest.words - other.words, rest.codes - other.codes
            self._rest[unit] = _Rest(words, codes, weigh(words, self._weights) + weigh(codes, self._weights))


def align(old: Notice, new: Notice) -> Alignment:
    """Link the top-level clauses of two notices, each taken with all that stands below it.

    Two languages of one notice are linked by number: what is the same there is known, not to be found out.
    """
    read = cache(tokens)
    left, right, weights = take_apart(old, new, read)
    if old.id == new.id and old.language != new.language:
        return Alignment(tuple(_by_number(left, right, weights)), left, right, weights, read)
    clauses = likely_pairs(left.clauses, right.clauses, weights, INSIDE)
    parts = likely_pairs(left.sentences, right.sentences, weights, INSIDE)
    links = _link_clauses(clauses, weights)
    nearest = _nearest(parts)
    _link_sentences(links, parts, nearest, weights)
    _set_rivals(links, clauses, nearest)
    for link in links.values():
        link.matches.sort(key=lambda match: (match.old.key, match.new.key))
    return Alignment(tuple(links[pair] for pair in sorted(links)), left, right, weights, read)


def _by_number(old: Side, new: Side, weights: Weights) -> Iterator[Link]:
    there = {unit.number: unit for unit in new.clauses}
    for unit in sorted(old.clauses, key=lambda unit: unit.key):
        other = there.get(unit.number)
        if other:
            score = likeness(weigh(unit.words & other.words, weights), 0, unit, other)
            yield Link(unit.clause, other.clause, "linked", score)


def _link_clauses(pairs: _Scored, weights: Weights) -> _Links:
    links, explained = _Links(), _Explained(weights)
    row, column = dict[Unit, float](), dict[Unit, float]()
    for score, old, new in pairs:
        row.setdefault(old, score)
        column.setdefault(new, score)
    rest, taken = _Scored(), set[Unit]()
    for score, old, new in pairs:
        best = (row[old] == score) + (column[new] == score)
        if best == 2 and score >= MUTUAL and not {old, new} & taken:
            links[old.clause, new.clause] = Link(old.clause, new.clause, "linked", score)
            explained.explain(old, new)
            taken |= {old, new}
        elif best:
            rest.append((score, old, new))
    for score, old, new in rest:
        _, fresh = explained.fresh(old, new)
        if score >= ONE_SIDED and fresh >= FRESH * score:
            links[old.clause, new.clause] = Link(old.clause, new.clause, "linked", score)
            explained.explain(old, new)
        elif score >= POSSIBLE:
            links[old.clause, new.clause] = Link(old.clause, new.clause, "possible", score)
    return links


def _link_sentences(links: _Links, pairs: _Scored, nearest: _Nearest, weights: Weights) -> None:
    """Match sentences, the likest first, each by what is still unexplained; add the links in part."""
    explained = _Explained(weights)
    substance = SUBSTANCE * max([weight for token, weight in weights.items() if token[0] != "#"], default=0)
    heap = [(-score, n) for n, (score, _, _) in enumerate(pairs)]  # sorted, so a heap already
    while heap:
        recorded, n = heapq.heappop(heap)
        score, old, new = pairs[n]
        weight, fresh = explained.fresh(old, new, INSIDE)
        if fresh < INSIDE:
            continue
        if fresh < -recorded:
            heapq.heappush(heap, (-fresh, n))
            continue
        pair = (old.clause, new.clause)
        match = Match(old, new, score, fresh)
        if pair in links and links[pair].state == "linked":
            links[pair].matches.append(match)
            explained.explain(old, new)
            continue
        enough = weight >= substance and fresh >= FRESH * score
        plain = fresh >= SENTENCE and _rival(nearest[old], new.clause) * MARGIN <= score
        # Where both say the same in law, likeness has less to prove.
        if enough and (plain or old.norms & new.norms):
            links[pair] = Link(old.clause, new.clause, "linked", score, partial=True, matches=[match])
            explained.explain(old, new)
        elif enough and fresh >= POSSIBLE and pair not in links:
            links[pair] = Link(old.clause, new.clause, "possible", score, partial=True, matches=[match])


def _nearest(pairs: _Scored) -> _Nearest:
    """Give for each unit the clauses of the other side with the best score it has in each, best first."""
    out: _Nearest = defaultdict(dict)
    for score, old, new in pairs:
        out[old].setdefault(new.clause, score)
        out[new].setdefault(old.clause, score)
    return out


def _rival(scores: dict[str, float], *but: str) -> float:
    return next((score for clause, score in scores.items() if clause not in but), 0.0)


def _set_rivals(links: _Links, clauses: _Scored, nearest: _Nearest) -> None:
    """Give each link its best rival: the likest clause of either side that is no link of its own."""
    partners: dict[tuple[int, str], set[str]] = defaultdict(set)
    for link in links.values():
        if link.state == "linked":
            partners[0, link.old].add(link.new)
            partners[1, link.new].add(link.old)
    whole = _nearest(clauses)
    before = {old.clause: old for _, old, _ in clauses}
    after = {new.clause: new for _, _, new in clauses}
    for link in links.values():
        if link.partial:
            first = link.matches[0]
            scores = nearest[first.old], nearest[first.new]
        else:
            scores = whole[before[link.old]], whole[after[link.new]]
        link.runner_up = max(
            _rival(scores[0], link.new, *partners[0, link.old]), _rival(scores[1], link.old, *partners[1, link.new])
        )
