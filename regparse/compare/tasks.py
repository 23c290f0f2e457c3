"""What a notice says no longer, or says for the first time, inside clauses that were carried on.

A duty that stays may lose a part ("and keep a backup"), and a sentence may gain one that no rule took for a norm.
Sentences are cut at commas; a piece whose words are not found in the linked clauses, nor together in a piece of
any other, has gone or is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regparse.compare.align import Alignment
from regparse.compare.likeness import Unit, Weights
from regparse.compare.sentences import tokens
from regparse.compare.wording import everybody, quoted
from regparse.lexicon import patterns
from regparse.model import Notice, Span

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


class Piece(NamedTuple):
    """A run of a sentence: the sentence, and the span in the text of the notice."""

    sentence: Unit
    span: Span


def lost_pieces(notices: tuple[Notice, Notice], alignment: Alignment, *, old: bool) -> Iterator[Piece]:
    """Give what stands in one notice only, in document order; of a clause without a link, every sentence."""
    notice, there = notices if old else notices[::-1]
    own, other = (alignment.old, alignment.new) if old else (alignment.new, alignment.old)
    weights = _stem_weights(alignment.weights)
    most = max(weights.values(), default=0)
    partners = defaultdict[str, set[str]](set)
    for link in alignment.links:
        if link.state == "linked":
            pair = (link.old, link.new) if old else (link.new, link.old)
            partners[pair[0]].add(pair[1])
    units = {unit.clause: unit for unit in other.clauses}
    headings = {c.id: c.heading_span for c in notice.clauses if c.heading_span}
    search = _Search(weights, most, there.text, other.sentences)
    named, named_there = _Named(notice), _Named(there)
    rough, exact = dict[str, frozenset[str]](), dict[str, frozenset[str]]()
    for unit in own.sentences:
        near = [units[clause] for clause in partners[unit.clause]]
        if unit.clause not in rough:
            rough[unit.clause] = _stems(word for one in near for word in one.words)
        if search.weigh(_stems(unit.words) - rough[unit.clause]) < most and not quoted(unit.quote.text):
            continue
        if unit.clause not in exact:
            texts = (named_there.without(one.quote.span, one.clause, one.quote.span) for one in near)
            exact[unit.clause] = _stems(word for text in texts for word in tokens(text))
        spans = list(_cut(notice.text, unit))
        lost = [
            search.is_lost(
                notice.text[slice(*span)], named.without(span, unit.clause, unit.quote.span), exact[unit.clause]
            )
            for span in spans
        ]
        yield from _joined(unit, spans, lost, headings.get(unit.clause))


class _Named:
    """Blanks the names of persons, bodies and assets: of them shifts and roles tell."""

    def __init__(self, notice: Notice) -> None:
        self._notice = notice
        self._assets = patterns.load("assets", notice.language == "zh")
        self._norms = {top.id: [norm for part in top.walk() for norm in part.provisions] for top in notice.clauses}

    def without(self, span: Span, clause: str, within: Span) -> str:
        """Give the words of a span in a clause, without the names in it; ``within`` is its sentence, or more."""
        (start, end), text = span, self._notice.text
        words = text[start:end]
        names = [
            *(body.span for norm in self._norms[clause] for body in (*norm.agencies, *norm.addressees)),
            *everybody(text, within, self._notice.language),
            *((hit.start, hit.end) for hit in self._assets.find(text, start, end)),
        ]
        for low, high in names:
            if low < end and start < high:
                a, b = max(low - start, 0), min(high - start, end - start)
                words = words[:a] + " " * (b - a) + words[b:]
        return words


def _stems(words: Iterable[str]) -> frozenset[str]:
    """Give the beginnings of words, and Chinese characters by themselves besides in pairs.

    "Guides" is found in "guidance" and 精度 in 精准, where the six letters and the pairs of an alignment would not.
    """
    out = set[str]()
    for word in words:
        if word[0] >= "\u3400":
            out.add(word)
            out.update(word)
        else:
            out.add(word[:_STEM])
    return frozenset(out)


def _stem_weights(weights: Weights) -> dict[str, int]:
    out = dict[str, int]()
    for word, weight in weights.items():
        if word[0] != "#":
            for stem in _stems((word,)):
                out[stem] = min(out.get(stem, weight), weight)
    return out


def _cut(text: str, unit: Unit) -> Iterator[Span]:
    start, end = unit.quote.span
    for mark in _CUT.finditer(text, start, end):
        yield start, mark.end()
        start = mark.end()
    if start < end:
        yield start, end


class _Search:
    """Looks for the words of a piece in the other notice."""

    def __init__(self, weights: dict[str, int], most: int, text: str, sentences: Iterable[Unit]) -> None:
        self._weights, self._most, self._text = weights, most, text
        self._sentences = tuple(sentences)
        self._index = defaultdict[str, list[frozenset[str]]](list)
        self._said = ""

    def weigh(self, stems: Iterable[str]) -> int:
        return sum(self._weights.get(stem, 0) for stem in stems)

    def is_lost(self, text: str, bare: str, there: frozenset[str]) -> bool | None:
        """Say whether a piece is found nowhere; None for one that says too little to tell.

        ``bare`` is the piece without what counts as found.
        """
        if not self._said:
            self._said = "".join(unit.said for unit in self._sentences).casefold()
            for unit in self._sentences:
                for a, b in _cut(self._text, unit):
                    stems = _stems(tokens(self._text[a:b]))
                    for stem in stems:
                        self._index[stem].append(stems)
        if any("".join(name.split()) not in self._said for name in quoted(text)):
            return True
        stems = _stems(tokens(text))
        mass, missing = self.weigh(stems), self.weigh(_stems(tokens(bare)) - there)
        share = missing / mass if mass else 0.0
        enough = missing >= TELLING * self._most or (share >= STRANGE and missing >= STRANGE * self._most)
        if share <= LOST or not enough:
            return None if share > LOST and mass < self._most else False
        rarest = min(stems, key=lambda stem: (len(self._index.get(stem, ())), stem))
        near = self._index.get(rarest) or [s for stem in stems for s in self._index.get(stem, ())]
        return all(self.weigh(stems & other) < ELSEWHERE * mass for other in near)


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
