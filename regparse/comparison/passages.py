"""Which sentences became which: every sentence of both sides in exactly one passage.

A passage is what is judged at once: sentences of the old text, sentences of the new, most often one of each. The
alignment's matches come first; then what is left in linked clauses is paired by its words, and by its place between
neighbours that are matched. A list whose lead-in stands on one side only is one passage with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from regparse.comparison import directions
from regparse.comparison.align import Alignment
from regparse.comparison.likeness import Unit, Weights
from regparse.model import Kind, Language

NEAR = 0.16
"""How alike two sentences of linked clauses are, at least, to be one that was reworded."""
PLACED = 0.06
"""The same for two that stand at one place between matched neighbours."""
SURE = 0.35
"""From here on a link is sure."""
FAR = {"zh": 0.12, "en": 0.22}
"""The same for two sentences of clauses that are not linked."""
HOST = 0.12
"""The same for a sentence that became a part of another, or came out of it."""
PART = 0.3
"""How much of what a sentence says must stand in another for it to be a part of that one."""
FRESH = 0.15
"""How much of that must be what the sentence that the other one continues does not say."""
LONG = 14
"""A sentence of fewer characters says too little to be looked for as a part of others."""
RARE, CANDIDATES = 24, 8
"""A word that more sentences hold brings no two together; of those that share rare words so many are looked at."""
REPEATED = 24
"""Sentences in one clause up to which every pair is looked at; of more only those at one place."""


@dataclass(eq=False)
class Passage:
    """Sentences of either side that became each other; none on the side that lacks them.

    ``extra`` are further sentences of either side that went into the passage, or came out of it, and that may stand
    elsewhere: each of them is the ``guest`` of a passage of its own, in which only what it says itself is
    judged; ``held`` is how much of that stands there.
    """

    old: list[Unit]
    new: list[Unit]
    score: float = 1.0
    extra: tuple[list[Unit], list[Unit]] = field(default_factory=lambda: (list[Unit](), list[Unit]()))
    guest: Literal["old", "new"] | None = None
    held: float = 1.0

    @property
    def sure(self) -> bool:
        """Say whether the two sides are surely counterparts."""
        return self.score >= SURE


class Traits(NamedTuple):
    """What is known of sentences: those of headings, with whether they only name a subject, and the assets meant.

    ``words`` are the words of those that name bodies, each name being one word; ``weights`` what such a word weighs.
    """

    captions: Mapping[Unit, bool]
    about: Mapping[Unit, frozenset[str]]
    words: Mapping[Unit, frozenset[str]]
    weights: Mapping[str, int]


def passages(alignment: Alignment, texts: tuple[str, str], language: Language, traits: Traits) -> list[Passage]:
    """Return every passage: those of the old text in its order, then those that are new.

    ``texts`` are those of the two notices. ``traits`` say which sentences became no other.
    """
    edges = [(m.fresh, m.old, m.new) for link in alignment.links if link.state == "linked" for m in link.matches]
    edges.sort(key=lambda edge: (-edge[0], edge[1].key, edge[2].key))
    found = _Found(alignment, texts, traits)
    rest = list[tuple[float, Unit, Unit]]()
    for score, old, new in edges:
        if not found.pair(old, new, 1.0 if old.said == new.said else score):
            rest.append((score, old, new))
    _twins(found)
    for clauses in _linked(alignment):
        _fill(clauses, found)
        _uncross(clauses, found)
    _formulas(found, language)
    found.fold()
    for _, old, new in rest:
        found.add_guest(old, new)
    _settle(found, language)
    made = [*_alone(found, first=True), *dict.fromkeys(found.left.values()), *found.guests, *_alone(found, first=False)]
    return sorted(made, key=_place)


class _Found:
    """The passages found so far, by the sentences of either side."""

    def __init__(self, alignment: Alignment, texts: tuple[str, str], traits: Traits) -> None:
        self.weights = Weights({**alignment.weights, **traits.weights})
        self._words = dict(traits.words)
        self._masses = dict[Unit, int]()
        self._texts = texts
        self._formulas = dict[Unit, bool]()
        self.old = sorted(alignment.old.sentences, key=_start)
        self.new = sorted(alignment.new.sentences, key=_start)
        self.left, self.right = dict[Unit, Passage](), dict[Unit, Passage]()
        self.guests = list[Passage]()
        self.hosted = set[Unit]()
        self.captions = traits.captions
        self._about = traits.about

    def free(self) -> tuple[list[Unit], list[Unit]]:
        """Return the sentences of either side that have no counterpart yet."""
        old = [unit for unit in self.old if unit not in self.left and unit not in self.hosted]
        return old, [unit for unit in self.new if unit not in self.right and unit not in self.hosted]

    def fold(self) -> None:
        """Take a list none of which has a counterpart, with its lead-in, as one sentence from now on."""
        free = self.free()
        self.old, self.new = (
            list(self._folded(side, set(rest), text))
            for side, rest, text in zip((self.old, self.new), free, self._texts, strict=True)
        )

    def _folded(self, units: Sequence[Unit], free: set[Unit], text: str) -> Iterator[Unit]:
        run = list[Unit]()
        for unit in [*units, None]:
            goes_on = run and unit and _leads(run[0]) and _is_item(unit, text)
            if run and not goes_on:
                yield from [self._joined(run, text)] if len(run) > 1 and free.issuperset(run) else run
                run = []
            if unit:
                run.append(unit)

    def _joined(self, run: Sequence[Unit], text: str) -> Unit:
        first, last = run[0], run[-1]
        words = frozenset[str]().union(*(self.words(unit) for unit in run))
        start, end = first.span[0], last.span[1]
        return replace(
            first,
            said="".join(unit.said for unit in run),
            words=words,
            mass=sum(map(self.weights.__getitem__, words)),
            text=text[start:end],
            span=(start, end),
        )

    def pair(self, old: Unit, new: Unit, score: float) -> bool:
        """Take two sentences for one, where neither is taken."""
        if old in self.left or new in self.right or self._apart(old, new):
            return False
        self.left[old] = self.right[new] = Passage([old], [new], score)
        return True

    def part(self, passage: Passage) -> None:
        """Take two sentences for counterparts no longer."""
        del self.left[passage.old[0]], self.right[passage.new[0]]

    def add_guest(self, old: Unit, new: Unit, *, near: bool = False) -> None:
        """Take one sentence that is free for a part of another that is not."""
        score = self.alike(old, new)
        if old in self.captions or new in self.captions or self._apart(old, new):
            return
        if old not in self.left and old not in self.hosted and new in self.right:
            if not self._is_fresh(old, new, self.right[new].old[0], FN if near else FRESH):
                return
            self.right[new].extra[0].append(old)
            self.guests.append(Passage([old], [new], score, guest="old", held=self.held(old, new)))
            self.hosted.add(old)
        elif new not in self.right and new not in self.hosted and old in self.left:
            if not self._is_fresh(new, old, self.left[old].new[0], FN if near else FRESH):
                return
            self.left[old].extra[1].append(new)
            self.guests.append(Passage([old], [new], score, guest="new", held=self.held(new, old)))
            self.hosted.add(new)

    def _apart(self, old: Unit, new: Unit) -> bool:
        """Say whether two cannot be one: a caption and a rule, rules about other things, a rule and its sanction."""
        if self.captions.get(old) != self.captions.get(new):
            return True
        kinds = _kinds(old), _kinds(new)
        if _SANCTION in kinds and any(kind and kind <= _RULES for kind in kinds):
            return True
        about = self._about.get(old), self._about.get(new)
        return bool(about[0] and about[1] and about[0].isdisjoint(about[1]))

    def is_apart(self, unit: Unit, language: Language) -> bool:
        """Say whether a sentence is a caption or a formula, which became no other sentence."""
        found = self._formulas.get(unit)
        if found is None:
            found = self._formulas[unit] = _is_formula(unit, language)
        return unit in self.captions or found

    def _is_fresh(self, guest: Unit, host: Unit, partner: Unit, least: float) -> bool:
        """Say whether the host has enough of a sentence that its own counterpart does not have."""
        shared = self.words(guest) & self.words(host)
        own = sum(map(self.weights.__getitem__, shared - self.words(partner)))
        return own >= least * sum(map(self.weights.__getitem__, shared))

    def alike(self, old: Unit, new: Unit) -> float:
        """Return how alike two sentences are, by the weight of the words that they share."""
        total = self.mass(old) + self.mass(new)
        return 2 * self._shared(old, new) / total if total else 0.0

    def held(self, part: Unit, whole: Unit) -> float:
        """Return how much of what a sentence says stands in another."""
        return self._shared(part, whole) / self.mass(part) if self.mass(part) else 0.0

    def unfit(self, old: Unit, new: Unit) -> float:
        """Return how much less likely it is that two are one, for being provisions of other kinds."""
        kinds = _kinds(old), _kinds(new)
        other = bool(kinds[0] and kinds[1] and kinds[0].isdisjoint(kinds[1]))
        return KIN * other

    def words(self, unit: Unit) -> frozenset[str]:
        """Return the words by which a sentence is likened to others here."""
        return self._words.get(unit, unit.words)

    def mass(self, unit: Unit) -> int:
        """Return the weight of the words of a sentence."""
        found = self._masses.get(unit)
        if found is None:
            found = self._masses[unit] = sum(map(self.weights.__getitem__, self.words(unit)))
        return found

    def _shared(self, old: Unit, new: Unit) -> int:
        return sum(map(self.weights.__getitem__, self.words(old) & self.words(new)))


def _twins(found: _Found) -> None:
    """Pair what is left that says the same word for word, in the order of both texts."""
    old, new = found.free()
    twins = defaultdict[str, list[Unit]](list)
    for unit in reversed(new):
        twins[unit.said].append(unit)
    for unit in old:
        if there := twins.get(unit.said):
            found.pair(unit, there.pop(), 1.0)


import os
_E=lambda k,d: float(os.environ.get(k,d))
FARE,NEARE,BON,GB,GP,GN,MUT,MB,LIM,FN,KIN,ANC,GA=_E("FARE",.14),_E("NEARE",.09),_E("BON",.15),_E("GB",-0.2),_E("GP",.3),_E("GN",.15),_E("MUT",.1),_E("MB",.05),_E("LIM",.84),_E("FN",.1),_E("KIN",.04),_E("ANC",.35),_E("GA",.2)
def _settle(found: _Found, language: Language) -> None:
    """Take what is left for what it is likest to: another that is left, or a sentence of which it became a part."""
    free = [[unit for unit in side if not found.is_apart(unit, language)] for side in found.free()]
    hosts = [[unit for unit in side if not found.is_apart(unit, language)] for side in (found.old, found.new)]
    left = set(free[0]), set(free[1])
    place = _Place(found)
    pairs = {(a, b) for _, a, b in (*_likely(free[0], hosts[1], found, 0.0), *_likely(hosts[0], free[1], found, 0.0))}
    pairs.update(place.near(free[0], hosts, 0))
    pairs.update(place.near(free[1], hosts, 1))
    best = dict[Unit, float]()
    for a, b in pairs:
        if a in left[0] and b in left[1]:
            alike = found.alike(a, b) - found.unfit(a, b)
            best[a], best[b] = max(best.get(a, 0.0), alike), max(best.get(b, 0.0), alike)
    scored = list[tuple[float, Unit, Unit]]()
    for a, b in pairs:
        near = place.is_near(a, b)
        alike = found.alike(a, b) - found.unfit(a, b)
        if a in left[0] and b in left[1]:
            mutual = best[a] == best[b] == alike
            if alike >= (NEARE if near else MUT if mutual else FARE):
                scored.append((alike + BON * near + MB * mutual, a, b))
        else:
            held = found.held(a, b) if a in left[0] else found.held(b, a)
            scored.append((GB + (alike+held)/2 + BON * near, a, b))
    scored.sort(key=lambda e: (-e[0], e[1].key, e[2].key))
    for _, a, b in scored:
        if a in found.hosted or b in found.hosted or (a in found.left and b in found.right):
            continue
        if a not in found.left and b not in found.right:
            if a in left[0] and b in left[1]:
                found.pair(a, b, found.alike(a, b))
            continue
        if len((a if a not in found.left else b).said) < LONG or _leads(a) or _leads(b): continue
        near = place.is_near(a, b)
        alike = found.alike(a, b) - found.unfit(a, b)
        held = found.held(a, b) if a not in found.left else found.held(b, a)
        if (max(alike, held) >= (GN if near else GP) or alike >= GA) and alike >= HOST * (1-.3*near):
            found.add_guest(a, b, near=near)


def _uncross(clauses: tuple[Sequence[Unit], Sequence[Unit]], found: _Found) -> None:
    """Give a sentence that crosses others a counterpart that does not, where one is left that is about as like."""
    for side in (0, 1):
        own, other = clauses[side], clauses[1 - side]
        taken = (found.left, found.right)[side]
        free = [unit for unit in other if unit not in (found.right, found.left)[side]]
        if not free:
            continue
        at = {unit: n for n, unit in enumerate(other)}
        def partner(unit: Unit) -> Unit:
            passage = taken[unit]
            return (passage.new if side == 0 else passage.old)[0]
        for i, unit in enumerate(own):
            if unit not in taken or partner(unit) not in at or taken[unit].score >= .5: continue
            rest = [(n, at[partner(one)]) for n, one in enumerate(own) if one is not unit and one in taken and partner(one) in at]
            crosses = lambda j: sum((n < i) != (m < j) for n, m in rest)
            here = crosses(at[partner(unit)])
            if not here: continue
            pair = (lambda o: (unit, o)) if side == 0 else (lambda o: (o, unit))
            score = found.alike(*pair(partner(unit)))
            better = [one for one in free if crosses(at[one]) < here and found.alike(*pair(one)) >= LIM * score]
            if better:
                one = max(better, key=lambda o: (found.alike(*pair(o)), -at[o]))
                found.part(taken[unit])
                found.pair(*pair(one), found.alike(*pair(one)))
                free.remove(one)


class _Place:
    """Knows where a sentence would stand on the other side, by its neighbours that surely have a counterpart."""

    def __init__(self, found: _Found) -> None:
        self._sides = found.old, found.new
        self._at = tuple({unit: n for n, unit in enumerate(side)} for side in self._sides)
        sure = [(self._at[0].get(old), self._at[1].get(p.new[0])) for old, p in found.left.items() if p.score >= ANC]
        sure = [(i, j) for i, j in sure if i is not None and j is not None]
        self._known = dict(sure), {j: i for i, j in sure}
        self._windows = tuple(self._all(n) for n in (0, 1))

    def _all(self, side: int) -> list[tuple[range, ...]]:
        known, size = self._known[side], len(self._sides[1 - side])
        before, after = list[int | None](), list[int | None]()
        for order, out in ((range(len(self._sides[side])), before), (range(len(self._sides[side]) - 1, -1, -1), after)):
            last = None
            for n in order:
                out.append(last)
                last = known.get(n, last)
        after.reverse()
        return [self._window(a, b, size) for a, b in zip(before, after, strict=True)]

    @staticmethod
    def _window(before: int | None, after: int | None, size: int) -> tuple[range, ...]:
        if before is None: before = -1
        if after is None: after = size
        if -1 <= after - before <= 10:
            return (range(max(before, 0), after + 1),)
        return range(max(before, 0), before + 3), range(max(after - 2,0), after + 1)

    def is_near(self, old: Unit, new: Unit) -> bool:
        i, j = self._at[0][old], self._at[1][new]
        return any(j in r for r in self._windows[0][i]) or any(i in r for r in self._windows[1][j])

    def near(self, free, hosts, side):
        other = self._sides[1 - side]
        ok = set(hosts[1 - side])
        for unit in free:
            for r in self._windows[side][self._at[side][unit]]:
                for n in r:
                    if n < len(other) and other[n] in ok:
                        yield (unit, other[n]) if side == 0 else (other[n], unit)


def _likely(
    old: Sequence[Unit], new: Sequence[Unit], found: _Found, floor: float
) -> Iterator[tuple[float, Unit, Unit]]:
    """Return the pairs that are alike, looked for by words that few sentences have."""
    holders = defaultdict[str, list[int]](list)
    for n, unit in enumerate(new):
        for word in found.words(unit):
            holders[word].append(n)
    for unit in old:
        near = Counter[int]()
        for word in found.words(unit):
            if len(holders.get(word, ())) <= RARE:
                near.update(holders.get(word, ()))
        for n, _ in near.most_common(CANDIDATES):
            score = found.alike(unit, new[n])
            if score >= floor:
                yield score, unit, new[n]


_FORMULAS = ("commencement", "basis", "interpretation")


def _formulas(found: _Found, language: Language) -> None:
    """Pair the sentences that every instrument has once: since when, under what law, who interprets it."""
    for row in _FORMULAS:
        pattern = directions.pattern(row, language)
        old, new = ([unit for unit in side if pattern.search(unit.text)] for side in found.free())
        for a, b in zip(old, new, strict=False):
            found.pair(a, b, SURE)


def _is_formula(unit: Unit, language: Language) -> bool:
    return any(directions.pattern(row, language).search(unit.text) for row in (*_FORMULAS, "repeal", "colophon"))


_SANCTION = {str(Kind.SANCTION)}
_RULES = {str(Kind.PROHIBITION), str(Kind.PERMISSION)}
_KINDS = frozenset(str(kind) for kind in Kind)


def _kinds(unit: Unit) -> set[str]:
    """Return the kinds of the provisions in a sentence, from the codes by which it is likened."""
    return {code[1:].partition(":")[0] for code in unit.codes} & _KINDS


def _start(unit: Unit) -> int:
    return unit.span[0]


def _place(passage: Passage) -> tuple[bool, int]:
    side = passage.old or passage.new
    return not passage.old, side[0].span[0]


def _linked(alignment: Alignment) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """Return the sentences of clauses that are linked, pair by pair, the surest first."""
    at = [defaultdict[str, list[Unit]](list) for _ in range(2)]
    for found, side in zip(at, (alignment.old, alignment.new), strict=True):
        for unit in side.sentences:
            found[unit.clause].append(unit)
    links = [link for link in alignment.links if link.state == "linked"]
    for link in sorted(links, key=lambda link: (link.partial, -link.score, link.old, link.new)):
        yield sorted(at[0][link.old], key=_start), sorted(at[1][link.new], key=_start)


def _fill(clauses: tuple[Sequence[Unit], Sequence[Unit]], found: _Found) -> None:
    """Pair what is left in two linked clauses, the likest first."""
    before = [(n, unit) for n, unit in enumerate(clauses[0]) if unit not in found.left]
    after = [(n, unit) for n, unit in enumerate(clauses[1]) if unit not in found.right]
    if not before or not after:
        return
    if len(before) * len(after) > REPEATED * REPEATED:
        pairs = list(zip(before, after, strict=False))
    else:
        pairs = [(a, b) for a in before for b in after]
    place = _placed(clauses, found)
    scored = list[tuple[float, int, int, Unit, Unit]]()
    for (i, old), (j, new) in pairs:
        same = place(i) == j
        score = found.alike(old, new)
        if score >= NEAR or (same and score >= PLACED):
            scored.append((score + 0.1 * same, i, j, old, new))
    for score, _, _, old, new in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        found.pair(old, new, score)


def _placed(clauses: tuple[Sequence[Unit], Sequence[Unit]], found: _Found) -> Callable[[int], int]:
    """Return what gives the place that an old sentence would have in the new clause, by its neighbours."""
    places = {unit: n for n, unit in enumerate(clauses[1])}
    partners = {n: found.left[unit].new[0] for n, unit in enumerate(clauses[0]) if unit in found.left}
    known = {n: places[unit] for n, unit in partners.items() if unit in places}

    def place(i: int) -> int:
        if i - 1 in known:
            return known[i - 1] + 1
        if i + 1 in known:
            return known[i + 1] - 1
        return i if not known and len(clauses[0]) == len(clauses[1]) else (0 if i == 0 else -1)

    return place


def _alone(found: _Found, *, first: bool) -> Iterator[Passage]:
    """Return the sentences without a counterpart."""
    for unit in found.free()[0 if first else 1]:
        yield Passage([unit], []) if first else Passage([], [unit])


_LEADS = ("：", ":")
_OPENS = ("（", "(", "①", "1", "2", "3", "4", "5", "6", "7", "8", "9")


def _leads(unit: Unit) -> bool:
    return unit.said.endswith(_LEADS)


def _is_item(unit: Unit, text: str) -> bool:
    """Say whether a sentence is an item of a list: it opens with a label, or a label stands before it."""
    line = text.rfind("\n", 0, unit.span[0]) + 1
    return text[line : unit.span[1]].lstrip().startswith(_OPENS)
