"""The counterparts of sentences, as far as they are known: passages, and what may become one.

A passage is what is judged at once: sentences of the old text, sentences of the new, most often one of each.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from regparse.comparison import directions
from regparse.comparison.align import Alignment
from regparse.comparison.likeness import UNIT, Unit, Weights
from regparse.model import Kind, Language

SURE = 0.35
"""How alike two sentences are, at least, to be surely counterparts."""
FRESH, FRESH_NEAR = 0.15, 0.1
"""How much of what a part shares with a sentence must be what the one that this continues does not say; less where the
part would stand at that place."""
ELSEWHERE = 0.35
"""How alike two sentences must be to be one where the clause of either went on as another clause than the other's."""
CORE = 0.28
"""How alike two clauses of one sentence each must be in what they say besides whom they bind: a subject and a modal
word in common, at one place, make no rule the other's successor."""
FEW = round(UNIT * math.log(1 + 4))
"""What a word weighs, at least, that no more than a quarter of the clauses hold."""
FORMULAS = ("commencement", "basis", "interpretation")
"""What every instrument says once."""


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
    persons: Callable[[int, Unit], frozenset[str]]
    """The words by which a sentence of either side names whom it binds."""


class Found:
    """The passages found so far, by the sentences of either side."""

    def __init__(self, alignment: Alignment, texts: tuple[str, str], traits: Traits) -> None:
        self.weights = Weights({**alignment.weights, **traits.weights})
        self._words = dict(traits.words)
        self._masses = dict[Unit, int]()
        self._kinds_of = dict[Unit, set[str]]()
        self._texts = texts
        self._formulas = dict[Unit, bool]()
        self.old = sorted(alignment.old.sentences, key=start)
        self.new = sorted(alignment.new.sentences, key=start)
        self.left, self.right = dict[Unit, Passage](), dict[Unit, Passage]()
        self.guests = list[Passage]()
        self.hosted = set[Unit]()
        self.captions = traits.captions
        self._about = traits.about
        self._persons = traits.persons
        whole = [(link.old, link.new) for link in alignment.links if link.state == "linked" and not link.partial]
        self._linked = frozenset((link.old, link.new) for link in alignment.links if link.state == "linked")
        self._went_on = frozenset(old for old, _ in whole), frozenset(new for _, new in whole)
        self._sizes = Counter(unit.clause for unit in self.old), Counter(unit.clause for unit in self.new)

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
            goes_on = run and unit and leads(run[0]) and _is_item(unit, text)
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
        if old in self.left or new in self.right:
            return False
        if old.said != new.said and (
            self._apart(old, new)
            or (score < ELSEWHERE and self._belong_elsewhere(old, new))
            or self._share_subject_only(old, new)
        ):
            return False
        self.left[old] = self.right[new] = Passage([old], [new], score)
        return True

    def part(self, passage: Passage) -> None:
        """Take two sentences for counterparts no longer."""
        del self.left[passage.old[0]], self.right[passage.new[0]]

    def add_guest(self, old: Unit, new: Unit, *, near: bool = False) -> None:
        """Take one sentence that is free for a part of another that is not."""
        score = self.alike(old, new)
        if old in self.captions or new in self.captions or self._apart(old, new) or self._share_subject_only(old, new):
            return
        if old not in self.left and old not in self.hosted and new in self.right:
            if not self._is_fresh(old, new, self.right[new].old[0], FRESH_NEAR if near else FRESH):
                return
            self.right[new].extra[0].append(old)
            self.guests.append(Passage([old], [new], score, guest="old", held=self.held(old, new)))
            self.hosted.add(old)
        elif new not in self.right and new not in self.hosted and old in self.left:
            if not self._is_fresh(new, old, self.left[old].new[0], FRESH_NEAR if near else FRESH):
                return
            self.left[old].extra[1].append(new)
            self.guests.append(Passage([old], [new], score, guest="new", held=self.held(new, old)))
            self.hosted.add(new)

    def _apart(self, old: Unit, new: Unit) -> bool:
        """Say whether two cannot be one: a caption and a rule, rules about other things, a rule and its sanction."""
        if self.captions.get(old) != self.captions.get(new):
            return True
        kinds = kinds_of(old), kinds_of(new)
        if _SANCTION in kinds and any(kind and kind <= _RULES for kind in kinds):
            return True
        about = self._about.get(old), self._about.get(new)
        return bool(about[0] and about[1] and about[0].isdisjoint(about[1]))

    def _belong_elsewhere(self, old: Unit, new: Unit) -> bool:
        """Say whether the clause of either went on, and as another than the other's."""
        pair = old.clause, new.clause
        return pair not in self._linked and (pair[0] in self._went_on[0] or pair[1] in self._went_on[1])

    def _share_subject_only(self, old: Unit, new: Unit) -> bool:
        """Say whether two that are all of their clauses share hardly more than whom they bind."""
        if self._sizes[0][old.clause] != 1 or self._sizes[1][new.clause] != 1:
            return False
        sides = [self.words(unit) - self._persons(n, unit) for n, unit in enumerate((old, new))]
        masses = [sum(map(self.weights.__getitem__, side)) for side in sides]
        return 2 * sum(map(self.weights.__getitem__, sides[0] & sides[1])) < CORE * sum(masses)

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
        return 2 * self.shared(old, new) / total if total else 0.0

    def held(self, part: Unit, whole: Unit) -> float:
        """Return how much of what a sentence says stands in another."""
        return self.shared(part, whole) / self.mass(part) if self.mass(part) else 0.0

    def differ_in_kind(self, old: Unit, new: Unit) -> bool:
        """Say whether both sentences hold provisions, and none of the same kind."""
        kinds = self._kinds(old), self._kinds(new)
        return bool(kinds[0] and kinds[1]) and kinds[0].isdisjoint(kinds[1])

    def _kinds(self, unit: Unit) -> set[str]:
        found = self._kinds_of.get(unit)
        if found is None:
            found = self._kinds_of[unit] = kinds_of(unit)
        return found

    def words(self, unit: Unit) -> frozenset[str]:
        """Return the words by which a sentence is likened to others here."""
        return self._words.get(unit, unit.words)

    def mass(self, unit: Unit) -> int:
        """Return the weight of the words of a sentence."""
        found = self._masses.get(unit)
        if found is None:
            found = self._masses[unit] = sum(map(self.weights.__getitem__, self.words(unit)))
        return found

    def telling(self, old: Unit, new: Unit) -> int:
        """Return the weight of those shared words that most clauses lack."""
        weights = [self.weights[word] for word in self.words(old) & self.words(new)]
        return sum(weight for weight in weights if weight >= FEW)

    def shared(self, old: Unit, new: Unit) -> int:
        """Return the weight of the words that two sentences share."""
        return sum(map(self.weights.__getitem__, self.words(old) & self.words(new)))


def _is_formula(unit: Unit, language: Language) -> bool:
    return any(directions.pattern(row, language).search(unit.text) for row in (*FORMULAS, "repeal", "colophon"))


_SANCTION = {str(Kind.SANCTION)}
_RULES = {str(Kind.PROHIBITION), str(Kind.PERMISSION)}
_KINDS = frozenset(str(kind) for kind in Kind)


def kinds_of(unit: Unit) -> set[str]:
    """Return the kinds of the provisions in a sentence, from the codes by which it is likened."""
    return {code[1:].partition(":")[0] for code in unit.codes} & _KINDS


def start(unit: Unit) -> int:
    """Return where a sentence begins."""
    return unit.span[0]


_LEADS = ("：", ":")
_OPENS = ("（", "(", "①", "1", "2", "3", "4", "5", "6", "7", "8", "9")


def leads(unit: Unit) -> bool:
    """Say whether a sentence leads in a list."""
    return unit.said.endswith(_LEADS)


def _is_item(unit: Unit, text: str) -> bool:
    """Say whether a sentence is an item of a list: it opens with a label, or a label stands before it."""
    line = text.rfind("\n", 0, unit.span[0]) + 1
    return text[line : unit.span[1]].lstrip().startswith(_OPENS)
