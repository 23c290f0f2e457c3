"""Which sentences became which: every sentence of both sides in exactly one passage.

A passage is what is judged at once: sentences of the old text, sentences of the new, most often one of each. The
alignment's matches come first; then what is left in linked clauses is paired by its words, and by its place between
neighbours that are matched. A list whose lead-in stands on one side only is one passage with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from regparse.comparison import directions
from regparse.comparison.align import Alignment
from regparse.comparison.likeness import Unit
from regparse.model import Language

NEAR = 0.16
"""How alike two sentences of linked clauses are, at least, to be one that was reworded."""
PLACED = 0.06
"""The same for two that stand at one place between matched neighbours."""
SURE = 0.35
"""From here on a link is sure."""
MEMBER = 0.5
"""How much of what a sentence says must stand in another for it to have been merged into it."""
REPEATED = 24
"""Sentences in one clause up to which every pair is looked at; of more only those at one place."""


@dataclass(eq=False)
class Passage:
    """Sentences of either side that became each other; none on the side that lacks them.

    ``extra`` are further sentences of either side that were merged into the passage, or split off from it, and that
    may stand elsewhere.
    """

    old: list[Unit]
    new: list[Unit]
    score: float = 1.0
    extra: tuple[list[Unit], list[Unit]] = field(default_factory=lambda: (list[Unit](), list[Unit]()))

    @property
    def sure(self) -> bool:
        """Say whether the two sides are surely counterparts."""
        return self.score >= SURE


def passages(alignment: Alignment, language: Language) -> list[Passage]:
    """Return every passage: those of the old text in its order, then those that are new."""
    edges = [(m.fresh, m.old, m.new) for link in alignment.links if link.state == "linked" for m in link.matches]
    edges.sort(key=lambda edge: (-edge[0], edge[1].key, edge[2].key))
    left, right = dict[Unit, Passage](), dict[Unit, Passage]()
    rest = list[tuple[float, Unit, Unit]]()
    for score, old, new in edges:
        if old in left or new in right:
            rest.append((score, old, new))
            continue
        left[old] = right[new] = Passage([old], [new], 1.0 if old.said == new.said else score)
    for clauses in _linked(alignment):
        _fill(clauses, alignment, left, right)
    _formulas(alignment, language, left, right)
    for _, old, new in rest:
        if old not in left and new in right and _held(old, new, alignment) >= MEMBER:
            left[old] = right[new]
            right[new].extra[0].append(old)
        elif new not in right and old in left and _held(new, old, alignment) >= MEMBER:
            right[new] = left[old]
            left[old].extra[1].append(new)
    ordered = sorted(alignment.old.sentences, key=_start), sorted(alignment.new.sentences, key=_start)
    made = [*_alone(ordered[0], left, first=True), *dict.fromkeys(left.values()), *_alone(ordered[1], right, first=False)]
    return sorted(made, key=_place)


_FORMULAS = ("commencement", "basis", "interpretation")


def _formulas(alignment: Alignment, language: Language, left: dict[Unit, Passage], right: dict[Unit, Passage]) -> None:
    """Pair the sentences that every instrument has once: since when, under what law, who interprets it."""
    for row in _FORMULAS:
        pattern = directions.pattern(row, language)
        old = [unit for unit in alignment.old.sentences if unit not in left and pattern.search(unit.text)]
        new = [unit for unit in alignment.new.sentences if unit not in right and pattern.search(unit.text)]
        for a, b in zip(old, new, strict=False):
            left[a] = right[b] = Passage([a], [b], SURE)


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


def _fill(
    clauses: tuple[Sequence[Unit], Sequence[Unit]],
    alignment: Alignment,
    left: dict[Unit, Passage],
    right: dict[Unit, Passage],
) -> None:
    """Pair what is left in two linked clauses, the likest first."""
    before = [(n, unit) for n, unit in enumerate(clauses[0]) if unit not in left]
    after = [(n, unit) for n, unit in enumerate(clauses[1]) if unit not in right]
    if not before or not after:
        return
    if len(before) * len(after) > REPEATED * REPEATED:
        pairs = [(a, b) for a, b in zip(before, after, strict=False)]
    else:
        pairs = [(a, b) for a in before for b in after]
    placed = _placed(clauses, left)
    scored = list[tuple[float, int, int, Unit, Unit]]()
    for (i, old), (j, new) in pairs:
        same_place = placed(i) == j
        score = _alike(old, new, alignment)
        if score >= NEAR or (same_place and score >= PLACED):
            scored.append((score + 0.1 * same_place, i, j, old, new))
    for score, _, _, old, new in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if old not in left and new not in right:
            left[old] = right[new] = Passage([old], [new], score)


def _placed(clauses: tuple[Sequence[Unit], Sequence[Unit]], left: Mapping[Unit, Passage]):  # type: ignore[no-untyped-def]
    """Return what gives the place that an old sentence would have in the new clause, by its neighbours."""
    places = {unit: n for n, unit in enumerate(clauses[1])}
    known = {n: places[left[u].new[0]] for n, u in enumerate(clauses[0]) if u in left and left[u].new[0] in places}

    def place(i: int) -> int:
        if i - 1 in known:
            return known[i - 1] + 1
        if i + 1 in known:
            return known[i + 1] - 1
        return i if not known and len(clauses[0]) == len(clauses[1]) else (0 if i == 0 else -1)

    return place


def _alike(old: Unit, new: Unit, alignment: Alignment) -> float:
    """Return how alike two sentences are, by the weight of the words that they share."""
    weights = alignment.weights
    shared = sum(weights[word] for word in old.words & new.words)
    total = old.mass + new.mass
    return 2 * shared / total if total else 0.0


def _held(part: Unit, whole: Unit, alignment: Alignment) -> float:
    """Return how much of what a sentence says stands in another."""
    weights = alignment.weights
    return sum(weights[word] for word in part.words & whole.words) / part.mass if part.mass else 0.0


def _alone(units: Iterable[Unit], taken: Mapping[Unit, Passage], *, first: bool) -> Iterator[Passage]:
    """Return the sentences without a counterpart, a list with its lead-in as one."""
    run = list[Unit]()
    for unit in [*units, None]:
        goes_on = run and unit and unit not in taken and unit.clause == run[0].clause and _leads(run[0]) and _is_item(unit)
        if run and not goes_on:
            yield Passage(run, []) if first else Passage([], run)
            run = []
        if unit and unit not in taken:
            run.append(unit)


_LEADS = ("：", ":")
_OPENS = ("（", "(", "①", "1", "2", "3", "4", "5", "6", "7", "8", "9")


def _leads(unit: Unit) -> bool:
    return unit.said.endswith(_LEADS)


def _is_item(unit: Unit) -> bool:
    return unit.said.startswith(_OPENS)
