"""How alike two clauses or two sentences are: what they share, weighed by how much it says.

Weights are whole numbers, so that sums do not depend on the order of a set and the same input gives the same
bytes in every process.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from regparse.comparison.sentences import sentence_spans, tokens
from regparse.model import Clause, Kind, Notice, Quote, Span

UNIT = 1000
"""The weight of 1.0."""
NORM_WEIGHT = 2
"""A shared code of a norm (an act, a person bound) says more than a shared word of the same rarity."""
MAX_POSTINGS = 16
"""A token that stands in more units of the new side than this proposes no pairs; it still counts in a score."""

RARE = 0.5
"""How much of the likeness that is asked for must come from tokens that propose pairs."""


Signature = tuple[str, ...]
Reader = Callable[[str], frozenset[str]]
"""Gives the tokens of a text, as :func:`regparse.comparison.sentences.tokens` does."""


@dataclass(eq=False, slots=True)
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
    text: str
    span: Span
    mass: int
    norms: frozenset[Signature] = frozenset()

    @property
    def quote(self) -> Quote:
        """The unit as evidence; made when it is asked for, since few units are ever quoted."""
        return Quote(text=self.text, span=self.span)

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


class Weights(dict[str, int]):
    """What each token weighs; one that stands in neither notice weighs nothing."""

    def __missing__(self, token: str) -> int:
        return 0


def take_apart(old: Notice, new: Notice, read: Reader = tokens) -> tuple[Side, Side, Weights]:
    """Give both notices as units, with the weight of each token: the fewer clauses of a side hold it, the more.

    Where the languages differ only what both can say counts: codes of norms, numbers, Latin abbreviations.
    """
    drafts = [_drafts(old, read), _drafts(new, read)]
    if old.language != new.language:
        both = frozenset.intersection(*(_union([found.all for found in side]) for side in drafts))
        drafts = [[found.foreign(both) for found in side] for side in drafts]
    weights = _weights(drafts)
    left, right = (_side(side, weights) for side in drafts)
    return left, right, weights


def _weights(drafts: Sequence[Sequence[_Draft]]) -> Weights:
    """Weigh each token by how many clauses hold it, on the side where they are more; codes of norms weigh more."""
    holders, others = (Counter(chain.from_iterable([found.all for found in side])) for side in drafts)
    for token, count in others.items():
        if count > holders.get(token, 0):
            holders[token] = count
    total = max(map(len, drafts))
    rare = [0, *(rarity(total, n) for n in range(1, total + 1))]
    weights = Weights(zip(holders, map(rare.__getitem__, holders.values()), strict=True))
    for code in [token for token in weights if token[0] == "#"]:
        weights[code] *= NORM_WEIGHT
    return weights


def rarity(total: int, holders: int) -> int:
    """Return what a token weighs that so many of all hold."""
    return round(UNIT * math.log(1 + total / holders))


class _Sentence(NamedTuple):
    """A sentence of a draft: its span, its words, and the codes of its norms."""

    span: Span
    words: frozenset[str]
    codes: frozenset[str]


class _Draft(NamedTuple):
    """A clause with its sentences; ``all`` are the words and codes of all of them."""

    clause: Clause
    text: str
    parts: list[_Sentence]
    words: frozenset[str]
    codes: frozenset[str]
    all: frozenset[str]

    def foreign(self, both: frozenset[str]) -> _Draft:
        """Give the draft with what two languages can both say; there the codes are words like others."""
        parts = [_Sentence(span, (words | codes) & both, _NONE) for span, words, codes in self.parts]
        said = self.all & both
        return self._replace(parts=parts, words=said, codes=_NONE, all=said)


_NONE = frozenset[str]()
_NO_NORMS = frozenset[Signature]()
_NOBODY = frozenset({"anyone", "government"})


def _union(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    return sets[0] if len(sets) == 1 else _NONE.union(*sets)


def _drafts(notice: Notice, read: Reader) -> list[_Draft]:
    out, text = list[_Draft](), notice.text
    for clause in notice.clauses:
        norms = sorted(_norm_tokens(clause))
        places = [at for at, _ in norms]
        parts = list[_Sentence]()
        for start, end in sentence_spans(notice, clause):
            low, high = bisect_left(places, start), bisect_left(places, end)
            codes = frozenset([code for _, code in norms[low:high]]) if low < high else _NONE
            parts.append(_Sentence((start, end), _words(text[start:end], read), codes))
        words, codes = _union([part.words for part in parts]), _union([part.codes for part in parts])
        out.append(_Draft(clause, text, parts, words, codes, words | codes if codes else words))
    return out


def _words(text: str, read: Reader) -> frozenset[str]:
    """Give the tokens of a sentence; one of little words only stands for itself, lest it be like nothing at all."""
    return read(text) or frozenset({"=" + "".join(text.split())})


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


def _side(drafts: Iterable[_Draft], weights: Weights) -> Side:
    clauses, parts = list[Unit](), list[Unit]()
    for clause, text, found, all_words, all_codes, _ in drafts:
        norms = sorted(_signatures(clause), key=itemgetter(0))
        places = [at for at, _ in norms]
        whole = ""
        for n, ((start, end), words, codes) in enumerate(found):
            printed = text[start:end]
            said = "".join(printed.split())
            whole += said
            low, high = bisect_left(places, start), bisect_left(places, end)
            inside = frozenset([signature for _, signature in norms[low:high]]) if low < high else _NO_NORMS
            parts.append(Unit(clause.id, n, said, words, codes, printed, (start, end), weigh(words, weights), inside))
        mass = weigh(all_words, weights)
        clauses.append(Unit(clause.id, 0, whole, all_words, all_codes, clause.text, clause.span, mass))
    return Side(tuple(clauses), tuple(parts))


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
    numbers = [unit.number for unit in others]
    postings: dict[str, list[int]] = defaultdict(list)
    twins: dict[str, list[int]] = defaultdict(list)
    for n, other in enumerate(others):
        twins[other.said].append(n)
        for token in other.words:
            postings[token].append(n)
    common = frozenset([token for token, holders in postings.items() if len(holders) > MAX_POSTINGS])
    for token in common:
        del postings[token]
    out = list[tuple[float, int, Unit, Unit]]()
    met = Counter[str]()
    for unit in sorted(old, key=lambda unit: unit.key):
        same: Sequence[int] = twins.get(unit.said, ())
        if len(same) > MAX_POSTINGS:  # of very many that say the same, the first is the first and the last the last
            same = same[met[unit.said] : met[unit.said] + 1]
            met[unit.said] += 1
        proposed = dict.fromkeys(same, 0)
        for token in postings.keys() & unit.words:
            weight = weights[token]
            for n in postings[token]:
                proposed[n] = proposed.get(n, 0) + weight
        known, codes, number = unit.words & common, unit.codes, unit.number
        rest = weigh(known, weights) + weigh(codes, weights)
        least = floor * math.sqrt(unit.mass)
        half = RARE * least
        near = [n for n, shared in proposed.items() if shared >= half * roots[n] and shared + rest >= least * roots[n]]
        if same:
            near = list({*near, *proposed.keys() & same})
        near.sort()
        for n in near:
            other = others[n]
            words = proposed[n] + (weigh(known & other.words, weights) if known else 0)
            score = likeness(words, weigh(codes & other.codes, weights) if codes else 0, unit, other)
            if score >= floor:
                unlike = 2 * (unit.said != other.said) + (number != numbers[n])
                out.append((score, unlike, unit, other))
    # By key already; sorting is stable, and twice by one field takes a tenth of the time of once by three.
    out.sort(key=itemgetter(1))
    out.sort(key=itemgetter(0), reverse=True)
    return [(score, unit, other) for score, _, unit, other in out]
