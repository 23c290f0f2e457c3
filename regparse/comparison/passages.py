"""Which sentences became which: every sentence of both sides in exactly one passage.

A passage is what is judged at once: sentences of the old text, sentences of the new, most often one of each. The
alignment's matches come first; then what is left in linked clauses is paired by its words, and by its place between
neighbours that are matched. A list whose lead-in stands on one side only is one passage with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from regparse.comparison import directions
from regparse.comparison.align import Alignment
from regparse.comparison.counterparts import FORMULAS, SURE, Found, Passage, Traits, start
from regparse.comparison.likeness import Unit
from regparse.comparison.settling import settle, uncross
from regparse.model import Language

NEAR = 0.16
"""How alike two sentences of linked clauses are, at least, to be one that was reworded."""
PLACED = 0.06
"""The same for two that stand at one place between matched neighbours."""
REPEATED = 24
"""Sentences in one clause up to which every pair is looked at; of more only those at one place."""


def passages(alignment: Alignment, texts: tuple[str, str], language: Language, traits: Traits) -> list[Passage]:
    """Return every passage: those of the old text in its order, then those that are new.

    ``texts`` are those of the two notices. ``traits`` say which sentences became no other.
    """
    edges = [(m.fresh, m.old, m.new) for link in alignment.links if link.state == "linked" for m in link.matches]
    edges.sort(key=lambda edge: (-edge[0], edge[1].key, edge[2].key))
    found = Found(alignment, texts, traits)
    rest = list[tuple[float, Unit, Unit]]()
    for score, old, new in edges:
        if not found.pair(old, new, 1.0 if old.said == new.said else score):
            rest.append((score, old, new))
    _twins(found)
    for clauses in _linked(alignment):
        _fill(clauses, found)
        uncross(clauses, found)
    _formulas(found, language)
    found.fold()
    for _, old, new in rest:
        found.add_guest(old, new)
    settle(found, language)
    made = [*_alone(found, first=True), *dict.fromkeys(found.left.values()), *found.guests, *_alone(found, first=False)]
    return sorted(made, key=_place)


def _twins(found: Found) -> None:
    """Pair what is left that says the same word for word, in the order of both texts."""
    old, new = found.free()
    twins = defaultdict[str, list[Unit]](list)
    for unit in reversed(new):
        twins[unit.said].append(unit)
    for unit in old:
        if there := twins.get(unit.said):
            found.pair(unit, there.pop(), 1.0)


def _formulas(found: Found, language: Language) -> None:
    """Pair the sentences that every instrument has once: since when, under what law, who interprets it."""
    for row in FORMULAS:
        pattern = directions.pattern(row, language)
        old, new = ([unit for unit in side if pattern.search(unit.text)] for side in found.free())
        for a, b in zip(old, new, strict=False):
            found.pair(a, b, SURE)


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
        yield sorted(at[0][link.old], key=start), sorted(at[1][link.new], key=start)


def _fill(clauses: tuple[Sequence[Unit], Sequence[Unit]], found: Found) -> None:
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


def _placed(clauses: tuple[Sequence[Unit], Sequence[Unit]], found: Found) -> Callable[[int], int]:
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


def _alone(found: Found, *, first: bool) -> Iterator[Passage]:
    """Return the sentences without a counterpart."""
    for unit in found.free()[0 if first else 1]:
        yield Passage([unit], []) if first else Passage([], [unit])
