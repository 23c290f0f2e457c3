"""Two passages -> the words that differ between them.

Not words that differ: punctuation, printed labels, words that say nothing by themselves, a body and its successor, a
quantity in another notation, the number of an article that was renumbered, and a term that the new text uses for an
old one throughout. Each of these is one token, compared by its key.

After this stage: hunks stand in the order of both passages and do not overlap; between them all tokens are equal.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, cast

from rapidfuzz.distance import Indel

from regparse.comparison import directions, figures
from regparse.comparison.sentences import label_spans
from regparse.comparison.words import Known, split_words
from regparse.lexicon import agencies
from regparse.model import Language, Notice, Span
from regparse.notation import numerals
from regparse.notation.expressions import expression

_ARTICLE = expression(
    rf"(?<![》〉])(?:本[\w]{{2}})?第(?P<zh>[{numerals.HAN_CLASS}\d]{{1,6}})条|\bArticle (?P<en>\d{{1,4}})\b(?! of the)"
)
_ITEM = expression(
    r"\s*(?:[（(][0-9一二三四五六七八九十ivxIVX]{1,5}[）)]|[0-9]{1,2}[.．、]|[①-⑳]|[一二三四五六七八九十]{1,3}、"
    rf"|第[{numerals.HAN_CLASS}0-9]+[条款项章节])\s*"
)
_MARKS = expression(r"[\w%％]")
_JOINERS = frozenset({"or", "或"})
_LITTLE = 2
"""Code points of one equal token over which two hunks are one, where each is longer than what parts them."""


class Token(NamedTuple):
    """A word or a unit that is compared as one: by ``key``."""

    key: str
    start: int
    end: int


class Hunk(NamedTuple):
    """Where words differ: a span of each passage, empty on the side that lacks them."""

    old: Span
    new: Span


class Reader:
    """Reads passages of one notice as tokens; ``articles`` gives for a number of this notice's that of the other's.

    ``terms`` gives for a term the one that is compared in its place. ``day`` is when the newer notice was issued.
    """

    def __init__(self, notice: Notice, day: dt.date | None, articles: Mapping[int, int]) -> None:
        self.notice, self.language, self.text = notice, notice.language, notice.text
        self._articles = articles
        table = agencies.load()
        hits = table.find(self.text)
        # Of a mention that lists several (branches, offices) the first is the body; the others are words to compare.
        ends = [hit.start + len(self.text[hit.start : hit.end].partition("、")[0]) for hit in hits]
        codes = ["@" + (table.succession(hit.id, day) or hit.id) for hit in hits]
        self._bodies = [(hit.start, end, code) for hit, end, code in zip(hits, ends, codes, strict=True)]
        self._starts = [start for start, _, _ in self._bodies]
        self._labels = dict(span for top in notice.clauses for span in label_spans(top))
        self._terms: re.Pattern[str] | None = None
        self._keys: Mapping[str, str] = {}
        self._read = dict[Span, list[Token]]()

    def learn(self, keys: Mapping[str, str]) -> None:
        """Take terms as single tokens from now on, each compared by its key."""
        self._read.clear()
        self._keys = keys
        ranked = sorted(keys, key=lambda term: (-len(term), term))
        self._terms = re.compile("|".join(map(re.escape, ranked))) if ranked else None

    def tokens(self, span: Span) -> list[Token]:
        """Return the tokens of a passage, those that say nothing left out; read once."""
        found = self._read.get(span)
        if found is None:
            found = self._read[span] = self._tokens(span)
        return found

    def without_bodies(self, span: Span) -> tuple[str, frozenset[str]]:
        """Return the words of a passage without the names of bodies, and the codes of these, succession considered."""
        first, last = bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])
        parts, done = list[str](), span[0]
        codes = set[str]()
        for start, end, code in self._bodies[first:last]:
            if start >= done and end <= span[1]:
                parts.append(self.text[done:start])
                codes.add(code)
                done = end
        parts.append(self.text[done : span[1]])
        return " ".join(parts), frozenset(codes)

    def part(self, passage: Span, span: Span) -> list[Token]:
        """Return the tokens of a part of a passage."""
        tokens = self.tokens(passage)
        return tokens[bisect_left(tokens, span[0], key=_start) : bisect_left(tokens, span[1], key=_start)]

    def _tokens(self, span: Span) -> list[Token]:
        out = list[Token]()
        done = span[0]
        for start, end, key in self._atoms(span):
            if start < done:
                continue
            if done < start:
                out += self._words(done, start)
            if key:
                out.append(Token(key, start, end))
            done = end
        if done < span[1]:
            out += self._words(done, span[1])
        return out

    def _atoms(self, span: Span) -> list[tuple[int, int, str]]:
        low, high = span
        found = list[tuple[int, int, str]]()
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        found += [body for body in self._bodies[first:last] if body[1] <= high]
        if figures.likely(self.text, span, self.language):
            found += [(*quote.span, f"={said}") for said, quote in figures.find(self.text, span, self.language)]
            found += [(*quote.span, f"={said}") for said, quote in figures.frequencies(self.text, span, self.language)]
        found += [(*hit.span(), f"§{self._article(hit)}") for hit in _ARTICLE.finditer(self.text, low, high)]
        if self._terms:
            found += [(*hit.span(), self._keys[hit[0]]) for hit in self._terms.finditer(self.text, low, high)]
        found += [(*hit.span(), "") for hit in directions.pattern("void", self.language).finditer(self.text, low, high)]
        if label := self._labels.get(low):
            found.append((low, label, ""))
        elif item := _ITEM.match(self.text, low, high):
            found.append((low, item.end(), ""))
        return sorted(found, key=lambda one: (one[0], -one[1]))

    def _article(self, hit: re.Match[str]) -> int:
        printed = hit["zh"] or hit["en"]
        read = (int(printed), 0) if printed.isdecimal() else numerals.read(printed)
        number = read[0] if read else 0
        return self._articles.get(number, number)

    def _words(self, start: int, end: int) -> Iterator[Token]:
        keys = _KEYS[self.language]
        for word in split_words(self.text[start:end], self.language):
            key = keys[word]
            if key:
                bare = len(word.rstrip())
                lead = len(word) - len(word.lstrip()) if word[0].isspace() else 0
                yield Token(key, start + lead, start + bare)
            start += len(word)


def _start(token: Token) -> int:
    return token.start


def _key(word: str, language: Language) -> str:
    """Return what a word is compared by; nothing for a mark and for a word that says nothing by itself."""
    bare = word.strip().lower()
    if not _MARKS.search(bare) or bare in directions.nothing(language):
        return ""
    if language == "zh" and (read := numerals.read(bare)) is not None:
        return str(read[0])
    return directions.same(language).get(bare, bare)


_KEYS: dict[Language, Known[str]] = {
    "en": Known(partial(_key, language="en")),
    "zh": Known(partial(_key, language="zh")),
}


def differing(old: Sequence[Token], new: Sequence[Token], at: tuple[int, int]) -> list[Hunk]:
    """Return where two passages differ; ``at`` is where they begin, for a side without tokens."""
    keys = [token.key for token in old], [token.key for token in new]
    if keys[0] == keys[1]:
        return []
    found = cast("list[tuple[str, int, int, int, int]]", Indel.opcodes(*keys).as_list())
    runs = [_Run(tag == "equal", *places) for tag, *places in found]
    return [
        Hunk(_span(old, run.a, run.b, at[0]), _span(new, run.c, run.d, at[1]))
        for run in _joined(_joined(runs, None), (old, new))
        if not run.equal
    ]


class _Run(NamedTuple):
    """A run of tokens that are equal, or not: from where to where on either side."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


def _joined(runs: Sequence[_Run], sides: tuple[Sequence[Token], Sequence[Token]] | None) -> list[_Run]:
    """Join neighbours that differ; with ``sides`` also over one little token, where both are longer than it is."""
    out = list[_Run]()
    for n, run in enumerate(runs):
        little = sides and run.equal and 0 < n < len(runs) - 1 and _is_little(run, runs[n - 1], runs[n + 1], sides)
        one = run._replace(equal=False) if little else run
        if out and not one.equal and not out[-1].equal:
            one = _Run(False, out[-1].a, one.b, out.pop().c, one.d)
        out.append(one)
    return out


def _is_little(run: _Run, before: _Run, after: _Run, sides: tuple[Sequence[Token], Sequence[Token]]) -> bool:
    if all(token.key in _JOINERS for token in sides[1][run.c : run.d]):
        return True  # the last member of a list has it before it, whichever that is
    length = _length(sides[1], run.c, run.d)
    if run.d - run.c > 1 or length > _LITTLE:
        return False
    replaced = all(one.a < one.b and one.c < one.d for one in (before, after))
    sizes = [max(_length(sides[0], one.a, one.b), _length(sides[1], one.c, one.d)) for one in (before, after)]
    return replaced and min(sizes) > 2 * length


def _length(tokens: Sequence[Token], start: int, end: int) -> int:
    return tokens[end - 1].end - tokens[start].start if start < end else 0


def _span(tokens: Sequence[Token], start: int, end: int, at: int) -> Span:
    if start < end:
        return tokens[start].start, tokens[end - 1].end
    place = tokens[start - 1].end if start else at
    return place, place


def said(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return what a passage says, for asking whether two say the same."""
    return tuple(token.key for token in tokens)
