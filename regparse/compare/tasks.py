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
from typing import NamedTuple

from regparse.compare.align import Alignment
from regparse.compare.likeness import Unit, Weights
from regparse.compare.sentences import tokens
from regparse.compare.wording import everybody, quoted
from regparse.grammar.reading import Reading
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
_LITTLE = {"en": 16, "zh": 5}
"""A piece of fewer characters, by language, is quoted with the lost one before it."""
LONGEST = 120
"""No name of an asset or of everybody is longer, in code points."""
_QUOTES = re.compile(r"[\"“]")


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
    searches = [_Search(weights, n.text, side.sentences) for n, side in zip(notices, sides, strict=True)]
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
        if search.weigh(_stems(strange)) < search.most and not _QUOTES.search(unit.quote.text):
            continue
        spans, lost = list(_cut(notice.text, unit)), list[bool | None]()
        for a, b in spans:
            text = notice.text[a:b]
            if not (strange and search.may_be_lost(text, rough[unit.clause])):
                lost.append(None if b - a < _LITTLE[notice.language] else False)
                continue
            if unit.clause not in exact:
                texts = [named_there.without(one.quote.span, one.clause) for one in others]
                exact[unit.clause] = _stems(frozenset[str]().union(*map(tokens, texts)))
            bare = named.without((a, b), unit.clause)
            lost.append(search.is_lost(text, bare, exact[unit.clause]))
        if any(lost):
            yield from _joined(unit, spans, lost, headings.get(unit.clause))


class _Named:
    """Blanks the names of persons, bodies and assets: of them shifts and roles tell."""

    def __init__(self, notice: Notice) -> None:
        self._text = notice.text
        assets = Reading(notice.text, notice.language == "zh").hits("assets", 0, len(notice.text))
        everywhere = [
            *((hit.start, hit.end) for hit in assets),
            *everybody(notice.text, (0, len(notice.text)), notice.language),
        ]
        self._everywhere = sorted(everywhere)
        self._starts = [start for start, _ in self._everywhere]
        self._norms = {
            top.id: [body.span for part in top.walk() for norm in part.provisions for body in _bodies(norm)]
            for top in notice.clauses
        }

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


def _stems(words: Iterable[str]) -> frozenset[str]:
    """Give the beginnings of words, and Chinese characters by themselves besides in pairs.

    "Guides" is found in "guidance" and 精度 in 精准, where the six letters and the pairs of an alignment would not.
    """
    out, han = set[str](), list[str]()
    for word in words:
        if word[0] < "\u3400":
            out.add(word[:_STEM])
        else:
            han.append(word)
    out.update(han, "".join(han))
    return frozenset(out)


class _Weights(dict[str, int]):
    """What each stem weighs; one that stands in neither notice weighs nothing."""

    def __missing__(self, stem: str) -> int:
        return 0


def _stem_weights(weights: Weights) -> _Weights:
    out = _Weights()
    for word, weight in weights.items():
        if word[0] == "#":
            continue
        out[word] = weight
        stems = (word[:_STEM],) if word[0] < "\u3400" else (word, *word)
        for stem in stems:
            if not 0 < out[stem] <= weight:
                out[stem] = weight
    return out


def _cut(text: str, unit: Unit) -> Iterator[Span]:
    start, end = unit.quote.span
    for mark in _CUT.finditer(text, start, end):
        yield start, mark.end()
        start = mark.end()
    if start < end:
        yield start, end


class _Search:
    """Looks for the words of a piece in a notice."""

    def __init__(self, weights: _Weights, text: str, sentences: Iterable[Unit]) -> None:
        self._weights, self._text = weights, text
        self._sentences = tuple(sentences)
        self._index = dict[str, list[int]]()
        self._cut = dict[int, list[frozenset[str]]]()
        self._said = ""
        self.most = max(weights.values(), default=0)

    def weigh(self, stems: Iterable[str]) -> int:
        """Give the weight of stems."""
        return sum(map(self._weights.__getitem__, stems))

    def may_be_lost(self, text: str, words: frozenset[str]) -> bool:
        """Say whether enough of a piece stands in none of the linked clauses word for word."""
        said = tokens(text)
        stems, strange = _stems(said), _stems(said - words)
        return self.weigh(strange) > LOST * self.weigh(stems) or bool(_QUOTES.search(text))

    def is_lost(self, text: str, bare: str, there: frozenset[str]) -> bool | None:
        """Say whether a piece is found nowhere; None for one that says too little to tell.

        ``bare`` is the piece without what counts as found, ``there`` what stands in the linked clauses.
        """
        names = quoted(text) if _QUOTES.search(text) else ()
        if names:
            self._said = self._said or "".join(unit.said for unit in self._sentences).casefold()
            if any("".join(name.split()) not in self._said for name in names):
                return True
        words = tokens(text)
        mass, missing = self.weigh(_stems(words)), self.weigh(_stems(tokens(bare)) - there)
        share = missing / mass if mass else 0.0
        enough = missing >= TELLING * self.most or (share >= STRANGE and missing >= STRANGE * self.most)
        if share <= LOST or not enough:
            return None if share > LOST and mass < self.most else False
        return not self._stands(words)

    def _stands(self, words: frozenset[str]) -> bool:
        """Say whether some piece of the notice has nearly all of some words."""
        if not self._index:
            for n, unit in enumerate(self._sentences):
                for word in unit.words:
                    self._index.setdefault(word, []).append(n)
        mass = self.weigh(words)
        shared = defaultdict[int, int](int)
        for word in words:
            for n in self._index.get(word, ()):
                shared[n] += self._weights[word]
        return any(
            self.weigh(words & piece) >= ELSEWHERE * mass
            for n, weight in shared.items()
            if weight >= ELSEWHERE * mass
            for piece in self._pieces(n)
        )

    def _pieces(self, n: int) -> list[frozenset[str]]:
        """Give the words of each piece of a sentence."""
        if n not in self._cut:
            self._cut[n] = [tokens(self._text[a:b]) for a, b in _cut(self._text, self._sentences[n])]
        return self._cut[n]


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
