"""What a notice says no longer, or says for the first time, inside clauses that were carried on.

A duty that stays may lose a part ("and keep a backup"), and a sentence may gain one that no rule took for a norm.
Sentences are cut at commas; a piece whose words are not found in the linked clauses, nor together in a piece of
any other, has gone or is new.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from regparse.comparison.align import Alignment
from regparse.comparison.likeness import Reader, Unit, Weights, weigh
from regparse.comparison.wording import everybody, quoted
from regparse.comparison.words import Known
from regparse.lexicon import patterns
from regparse.model import Notice, Provision, Quote, Span

LOST = 0.58
"""How much of what a piece says must be missing from the linked clauses for it to have gone."""
STRANGE = 0.9
"""The same for a piece of a word or two."""
ELSEWHERE = 0.7
"""How much must stand in one piece, where that is of another clause."""
TELLING = 2.0
"""What a piece must say that is not there, in words that stand in one clause only."""
_CUT = re.compile(r"[，；。：;]|[,:](?=\s|[\"'”’])[\"'”’]?|\n")
_STEM = 4
_HAN = "\u3400"
"""The first of the Chinese characters."""
_LITTLE = {"en": 16, "zh": 5}
"""A piece of fewer characters, by language, is quoted with the lost one before it."""
LONGEST = 120
"""No name of an asset or of everybody is longer, in code points."""
_LINE_END = re.compile("\n")


class Piece(NamedTuple):
    """A run of a sentence: the sentence, and the span in the text of the notice."""

    sentence: Unit
    span: Span


def lost_pieces(
    notices: tuple[Notice, Notice], alignment: Alignment, about: tuple[Collection[Unit], Collection[Unit]]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Give what stands in the old notice only and what in the new only, in document order.

    Only of the sentences in ``about``: the others are told as a whole elsewhere.
    """
    weights = _stem_weights(alignment.weights)
    sides = alignment.old, alignment.new
    named = _Named(notices[0]), _Named(notices[1])
    searches = [
        _Search(weights, n.text, side.sentences, alignment.read) for n, side in zip(notices, sides, strict=True)
    ]
    found = []
    for here, there in ((0, 1), (1, 0)):
        partners = defaultdict[str, set[str]](set)
        for link in alignment.links:
            if link.state == "linked":
                ends = link.old, link.new
                partners[ends[here]].add(ends[there])
        units = {unit.clause: unit for unit in sides[there].clauses}
        near = {clause: [units[other] for other in sorted(others)] for clause, others in partners.items()}
        sentences = [unit for unit in sides[here].sentences if unit in about[here]]
        found.append(tuple(_lost(notices[here], sentences, near, named[here], named[there], searches[there])))
    return found[0], found[1]


def _lost(  # noqa: PLR0917
    notice: Notice,
    own: Iterable[Unit],
    near: Mapping[str, list[Unit]],
    named: _Named,
    named_there: _Named,
    search: _Search,
) -> Iterator[Piece]:
    headings = {c.id: c.heading_span for c in notice.clauses if c.heading_span}
    # The words as the alignment has them come first: what stands there word for word needs no second look.
    rough, exact = dict[str, frozenset[str]](), dict[str, frozenset[str]]()
    for unit in own:
        others = near.get(unit.clause, [])
        if unit.clause not in rough:
            rough[unit.clause] = frozenset[str]().union(*(one.words for one in others))
        strange = unit.words - rough[unit.clause]
        if not strange or (search.weigh(_stems(strange)) < search.most and not _quotes(unit.text)):
            continue
        spans, lost = list(_cut(notice.text, unit)), list[bool | None]()
        for a, b in spans:
            text = notice.text[a:b]
            if not search.may_be_lost(text, strange):
                lost.append(None if b - a < _LITTLE[notice.language] else False)
                continue
            if unit.clause not in exact:
                texts = [named_there.without(one.span, one.clause) for one in others]
                exact[unit.clause] = _stems(frozenset[str]().union(*map(search.read, texts)))
            bare = named.without((a, b), unit.clause)
            lost.append(search.is_lost(text, bare, exact[unit.clause]))
        if any(lost):
            yield from _joined(unit, spans, lost, headings.get(unit.clause))


class _Named:
    """Blanks the names of persons, bodies and assets: of them shifts and roles tell."""

    def __init__(self, notice: Notice) -> None:
        self._text, self._language = notice.text, notice.language
        self._norms = {
            top.id: [body.span for part in top.walk() for norm in part.provisions for body in _bodies(norm)]
            for top in notice.clauses
        }

    @cached_property
    def _everywhere(self) -> list[Span]:
        """Give where assets and everybody are named; looked for when the first words are asked for."""
        lines = [0, *(found.end() for found in _LINE_END.finditer(self._text))]
        assets = patterns.load("assets", self._language == "zh").scan(self._text, lines)
        whole = everybody(self._text, (0, len(self._text)), self._language)
        return sorted([*((hit.start, hit.end) for hit in assets), *whole])

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._everywhere]

    def without(self, span: Span, clause: str) -> str:
        """Give the words of a span in a clause, without the names in it."""
        start, end = span
        words = self._text[start:end]
        first = bisect_left(self._starts, start - LONGEST)
        for low, high in (*self._norms[clause], *self._everywhere[first : bisect_left(self._starts, end)]):
            if low < end and start < high:
                a, b = max(low - start, 0), min(high - start, end - start)
                words = words[:a] + " " * (b - a) + words[b:]
        return words


def _bodies(norm: Provision) -> tuple[Quote, ...]:
    return (*norm.agencies, *norm.addressees)


def _stems(words: Collection[str]) -> frozenset[str]:
    """Give the beginnings of words, and Chinese characters by themselves besides in pairs.

    "Guides" is found in "guidance" and 精度 in 精准, where the six letters and the pairs of an alignment would not.
    """
    return frozenset(chain.from_iterable(map(_stems_of.__getitem__, words)))


def _stems_of_word(word: str) -> tuple[str, ...]:
    return (word[:_STEM],) if word[0] < _HAN else (word, *word)


_stems_of = Known(_stems_of_word)


def _stem_weights(weights: Weights) -> Weights:
    """Give what each word and each stem weighs: a stem as little as the commonest word that begins with it."""
    out = Weights((word, weight) for word, weight in weights.items() if word[0] != "#")
    ranked = sorted(out.items(), key=itemgetter(1), reverse=True)  # the commonest word comes last, and stays
    out.update({word[:_STEM]: weight for word, weight in ranked if word < _HAN})
    out.update({char: weight for word, weight in ranked if word >= _HAN for char in word})
    return out


def _quotes(text: str) -> bool:
    return "“" in text or '"' in text


def _cut(text: str, unit: Unit) -> Iterator[Span]:
    start, end = unit.span
    for mark in _CUT.finditer(text, start, end):
        yield start, mark.end()
        start = mark.end()
    if start < end:
        yield start, end


class _Search:
    """Looks for the words of a piece in a notice."""

    def __init__(self, weights: Weights, text: str, sentences: Iterable[Unit], read: Reader) -> None:
        self._weights, self._text, self.read = weights, text, read
        self._sentences = tuple(sentences)
        self._holders = defaultdict[str, list[int]](list)
        self._said = ""
        self.most = max(weights.values(), default=0)

    def weigh(self, stems: Iterable[str]) -> int:
        """Give the weight of stems."""
        return weigh(stems, self._weights)

    def may_be_lost(self, text: str, strange: frozenset[str]) -> bool:
        """Say whether enough of a piece is among the words of its sentence that stand in no linked clause."""
        if _quotes(text):
            return True
        lowered = text.lower()
        if not [word for word in strange if word in lowered]:
            return False  # as most pieces have none of them, and need not be read
        said = self.read(text)
        return self.weigh(_stems(said & strange)) > LOST * self.weigh(_stems(said))

    def is_lost(self, text: str, bare: str, there: frozenset[str]) -> bool | None:
        """Say whether a piece is found nowhere; None for one that says too little to tell.

        ``bare`` is the piece without what counts as found, ``there`` what stands in the linked clauses.
        """
        names = quoted(text)
        if names:
            self._said = self._said or "".join(unit.said for unit in self._sentences).casefold()
            if any("".join(name.split()) not in self._said for name in names):
                return True
        words = self.read(text)
        mass, missing = self.weigh(_stems(words)), self.weigh(_stems(self.read(bare)) - there)
        share = missing / mass if mass else 0.0
        enough = missing >= TELLING * self.most or (share >= STRANGE and missing >= STRANGE * self.most)
        if share <= LOST or not enough:
            return None if share > LOST and mass < self.most else False
        return not self._stands(words)

    def _stands(self, words: frozenset[str]) -> bool:
        """Say whether some piece of the notice has nearly all of some words.

        A sentence that lacks the heaviest of them lacks too much: only those that hold one are looked at.
        """
        if not self._holders:
            for n, unit in enumerate(self._sentences):
                for word in unit.words:
                    self._holders[word].append(n)
        mass = rest = self.weigh(words)
        held = set[int]()
        for word in sorted(words, key=self._weights.__getitem__, reverse=True):
            if rest < ELSEWHERE * mass:
                break
            held.update(self._holders.get(word, ()))
            rest -= self._weights[word]
        return any(
            self.weigh(words & self.read(self._text[a:b])) >= ELSEWHERE * mass
            for n in held
            if self.weigh(words & self._sentences[n].words) >= ELSEWHERE * mass
            for a, b in _cut(self._text, self._sentences[n])
        )


def _joined(unit: Unit, spans: list[Span], lost: list[bool | None], heading: Span | None) -> Iterator[Piece]:
    """Join neighbours that are lost, with the little ones between and behind them."""
    run: list[Span] = []
    for span, gone in [*zip(spans, lost, strict=True), ((0, 0), False)]:
        if gone or (gone is None and run):
            run.append(span)
            continue
        if run and not (heading and heading[0] <= run[0][0] and run[-1][1] <= heading[1] + 1):
            yield Piece(unit, (run[0][0], run[-1][1]))
        run = []
