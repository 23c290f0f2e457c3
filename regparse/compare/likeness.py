"""How alike two clauses or two sentences are: what they share, weighed by how much it says.

Weights are whole numbers, so that sums do not depend on the order of a set and the same input gives the same
bytes in every process.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from regparse.compare.sentences import sentences, tokens
from regparse.model import Clause, Kind, Notice, Quote

UNIT = 1000
"""The weight of 1.0."""
NORM_WEIGHT = 2
"""A shared code of a norm (an act, a person bound) says more than a shared word of the same rarity."""
MAX_POSTINGS = 16
"""A token that stands in more units of the new side than this proposes no pairs; it still counts in a score."""

RARE = 0.5
"""How much of the likeness that is asked for must come from tokens that propose pairs."""


Signature = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Unit:
    """A clause or a sentence as a set of words, and of the codes of its norms.

    ``mass`` is the weight of the words. ``said`` are they without white space, ``clause`` and ``place`` are unique
    on its side: they settle ties. ``norms`` are the signatures of its norms: two sentences that share one say the
    same in law, in other words.
    """

    clause: str
    place: int
    said: str
    words: frozenset[str]
    codes: frozenset[str]
    quote: Quote
    mass: int
    norms: frozenset[Signature] = frozenset()

    @property
    def key(self) -> tuple[str, int]:
        return self.clause, self.place

    @property
    def number(self) -> tuple[str, int]:
        return self.clause.rpartition("/")[2], self.place


@dataclass(frozen=True)
class Side:
    """One notice taken apart: its clauses and its sentences."""

    clauses: tuple[Unit, ...]
    sentences: tuple[Unit, ...]


Weights = Mapping[str, int]


def take_apart(old: Notice, new: Notice) -> tuple[Side, Side, Weights]:
    """Give both notices as units, with the weight of each token: the fewer clauses of a side hold it, the more.

    Where the languages differ only what both can say counts: codes of norms, numbers, Latin abbreviations.
    """
    drafts = [_drafts(old), _drafts(new)]
    foreign = old.language != new.language
    if foreign:
        both = frozenset.intersection(*(_vocabulary(side) for side in drafts))
        drafts = [[(c, [(quote, found & both) for quote, found in parts]) for c, parts in side] for side in drafts]
    counts: list[dict[str, int]] = [defaultdict(int), defaultdict(int)]
    for side, clauses in zip(counts, drafts, strict=True):
        for _, parts in clauses:
            for token in frozenset[str]().union(*(found for _, found in parts)):
                side[token] += 1
    total = max(len(drafts[0]), len(drafts[1]))
    weights = {
        token: round(UNIT * math.log(1 + total / max(counts[0].get(token, 0), counts[1].get(token, 0))))
        * (NORM_WEIGHT if token[0] == "#" else 1)
        for token in {**counts[0], **counts[1]}
    }
    left, right = (_side(clauses, weights, foreign) for clauses in drafts)
    return left, right, weights


_Draft = tuple[Clause, list[tuple[Quote, frozenset[str]]]]
_NOBODY = frozenset({"anyone", "government"})


def _vocabulary(drafts: Iterable[_Draft]) -> frozenset[str]:
    return frozenset(token for _, parts in drafts for _, found in parts for token in found)


def _drafts(notice: Notice) -> list[_Draft]:
    out = list[_Draft]()
    for clause in notice.clauses:
        norms = _norm_tokens(clause)
        parts = [
            (quote, _words(quote.text) | {code for at, code in norms if quote.span[0] <= at < quote.span[1]})
            for quote in sentences(notice, clause)
        ]
        out.append((clause, parts))
    return out


def _words(text: str) -> frozenset[str]:
    """Give the tokens of a sentence; one of little words only stands for itself, lest it be like nothing at all."""
    return tokens(text) or frozenset({"=" + "".join(text.split())})


_FAMILY = {Kind.STATUS: Kind.PROHIBITION, Kind.MANDATE: Kind.OBLIGATION}
"""What is illegal by its nature is a ban too, and what a body has to do is a duty, whichever way it is put."""


def _signatures(clause: Clause) -> Iterator[tuple[int, Signature]]:
    """Give what a norm is about, with the offset it stands at.

    That is an asset with an act; or with a place and a person bound there; or with a border that is crossed, in
    whichever direction and by whomever.
    """
    for unit in clause.walk():
        for norm in unit.provisions:
            kind, start, place = _FAMILY.get(norm.kind, norm.kind), norm.span[0], norm.territory or ""
            persons = [who.code for who in norm.addressees if place and who.code not in _NOBODY]
            for asset in norm.assets:
                yield from ((act.span[0], (kind, act.code, asset)) for act in norm.activities if act.code)
                yield from ((start, (kind, code, place, asset)) for code in persons)
                if place in {"inbound", "outbound"}:
                    yield start, (kind, place, asset)


def _norm_tokens(clause: Clause) -> set[tuple[int, str]]:
    """Give the codes of a clause's norms with the offset each stands at: the same in every language."""
    out = set[tuple[int, str]]()
    for unit in clause.walk():
        for norm in unit.provisions:
            kind = _FAMILY.get(norm.kind, norm.kind)
            out |= {(act.span[0], f"#{act.code}") for act in norm.activities if act.code}
            out |= {(norm.span[0], f"#{kind}:{person.code}") for person in norm.addressees}
            if norm.territory:
                out.add((norm.span[0], f"#{kind}:{norm.territory}"))
    return out


def _side(drafts: Iterable[_Draft], weights: Weights, foreign: bool) -> Side:
    """Make the units of a side. Between two languages the codes are all the words there are."""
    clauses, parts = list[Unit](), list[Unit]()
    for clause, found in drafts:
        norms = list(_signatures(clause))
        units = list[Unit]()
        for n, (quote, all_tokens) in enumerate(found):
            codes = frozenset(token for token in all_tokens if token[0] == "#" and not foreign)
            words = all_tokens - codes
            said = "".join(quote.text.split())
            units.append(Unit(clause.id, n, said, words, codes, quote, weigh(words, weights), _inside(quote, norms)))
        parts += units
        words, codes = (frozenset[str]().union(*sets) for sets in ([u.words for u in units], [u.codes for u in units]))
        said = "".join(u.said for u in units)
        quote = Quote(text=clause.text, span=clause.span)
        clauses.append(Unit(clause.id, 0, said, words, codes, quote, weigh(words, weights)))
    return Side(tuple(clauses), tuple(parts))


def _inside(quote: Quote, norms: Iterable[tuple[int, Signature]]) -> frozenset[Signature]:
    return frozenset(signature for at, signature in norms if quote.span[0] <= at < quote.span[1])


def weigh(found: Iterable[str], weights: Weights) -> int:
    """Give the weight of a set of tokens."""
    return sum(map(weights.__getitem__, found))


def likeness(words: int, codes: int, old: Unit, new: Unit) -> float:
    """Give the shared weight over the mean (geometric) of the two: 1 for equals, 0 for strangers.

    Shared codes add to what is alike, but a code on one side only takes nothing away: whether a norm was found is
    less sure than what the words are.
    """
    shared = words + codes
    return shared / math.sqrt((old.mass + codes) * (new.mass + codes)) if shared else 0.0


def likely_pairs(
    old: Sequence[Unit], new: Sequence[Unit], weights: Weights, floor: float
) -> list[tuple[float, Unit, Unit]]:
    """Give every pair that is at least ``floor`` alike, best first.

    Of pairs that are equally alike, first those that say the same, then those with the same number, then by key:
    never by order.
    """
    others = sorted(new, key=lambda unit: unit.key)
    roots = [math.sqrt(unit.mass) for unit in others]
    postings: dict[str, list[int]] = defaultdict(list)
    twins: dict[str, list[int]] = defaultdict(list)
    for n, other in enumerate(others):
        twins[other.said].append(n)
        for token in other.words:
            postings[token].append(n)
    out = list[tuple[float, Unit, Unit]]()
    for unit in old:
        proposed: dict[int, int] = defaultdict(int, dict.fromkeys(twins.get(unit.said, ())[:MAX_POSTINGS], 0))
        common = set[str]()
        for token in unit.words:
            holders = postings.get(token, ())
            if len(holders) > MAX_POSTINGS:
                common.add(token)
                continue
            weight = weights[token]
            for n in holders:
                proposed[n] += weight
        rest = weigh(common, weights) + weigh(unit.codes, weights)
        least = floor * math.sqrt(unit.mass)
        half, said = RARE * least, unit.said
        for n, shared in proposed.items():
            root = roots[n]
            if (shared < half * root or shared + rest < least * root) and others[n].said != said:
                continue
            words = shared + weigh(common & others[n].words, weights)
            score = likeness(words, weigh(unit.codes & others[n].codes, weights), unit, others[n])
            if score >= floor:
                out.append((score, unit, others[n]))
    # Ties are few: sorting by the whole key at once takes ten times as long.
    out.sort(key=itemgetter(0), reverse=True)
    ranked = list[tuple[float, Unit, Unit]]()
    for _, equal in groupby(out, key=itemgetter(0)):
        tied = list(equal)
        if len(tied) > 1:
            tied.sort(key=lambda p: (p[1].said != p[2].said, p[1].number != p[2].number, p[1].key, p[2].key))
        ranked += tied
    return ranked
