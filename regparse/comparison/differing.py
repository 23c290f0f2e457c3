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
from typing import NamedTuple

from rapidfuzz.distance import Indel

from regparse.comparison import directions, figures
from regparse.comparison.sentences import label_spans
from regparse.comparison.words import split_words
from regparse.lexicon import agencies
from regparse.model import Notice, Span
from regparse.notation import numerals

_ARTICLE = re.compile(
    rf"(?<![》\w])(?:本[\w]{{2}})?第(?P<zh>[{numerals.HAN_CLASS}\d]{{1,6}})条|\bArticle (?P<en>\d{{1,4}})\b(?! of the)"
)
_ITEM = re.compile(
    r"\s*(?:[（(][0-9一二三四五六七八九十ivxIVX]{1,5}[）)]|[0-9]{1,2}[.．、]|[①-⑳]|[一二三四五六七八九十]{1,3}、"
    rf"|第[{numerals.HAN_CLASS}0-9]+[条款项章节])\s*"
)
_MARKS = re.compile(r"[\w%％]")
_LITTLE = {"zh": 1, "en": 1}
"""Over so many tokens that are equal two hunks are one where each is longer than what parts them."""


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
        self._bodies = [(hit.start, hit.end, "@" + (table.succession(hit.id, day) or hit.id)) for hit in hits]
        self._starts = [start for start, _, _ in self._bodies]
        self._labels = dict(span for top in notice.clauses for span in label_spans(top))
        self._terms: re.Pattern[str] | None = None
        self._keys: Mapping[str, str] = {}

    def learn(self, keys: Mapping[str, str]) -> None:
        """Take terms as single tokens from now on, each compared by its key."""
        self._keys = keys
        ranked = sorted(keys, key=lambda term: (-len(term), term))
        self._terms = re.compile("|".join(map(re.escape, ranked))) if ranked else None

    def tokens(self, span: Span) -> list[Token]:
        """Return the tokens of a passage, those that say nothing left out."""
        out = list[Token]()
        done = span[0]
        for start, end, key in self._atoms(span):
            if start < done:
                continue
            out += self._words(done, start)
            if key:
                out.append(Token(key, start, end))
            done = end
        out += self._words(done, span[1])
        return out

    def _atoms(self, span: Span) -> list[tuple[int, int, str]]:
        low, high = span
        found = list[tuple[int, int, str]]()
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        found += [body for body in self._bodies[first:last] if body[1] <= high]
        if figures.likely(self.text, span, self.language):
            found += [(*quote.span, f"={said}") for said, quote in figures.find(self.text, span, self.language)]
        found += [(*hit.span(), f"§{self._article(hit)}") for hit in _ARTICLE.finditer(self.text, low, high)]
        if self._terms:
            found += [(*hit.span(), self._keys[hit[0]]) for hit in self._terms.finditer(self.text, low, high)]
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
        said, same = directions.nothing(self.language), directions.same(self.language)
        for word in split_words(self.text[start:end], self.language):
            bare = word.strip()
            if _MARKS.search(bare):
                key = bare.lower()
                if key not in said:
                    at = start + len(word) - len(word.lstrip())
                    yield Token(same.get(key, key), at, at + len(bare))
            start += len(word)


def differing(old: Sequence[Token], new: Sequence[Token], at: tuple[int, int]) -> list[Hunk]:
    """Return where two passages differ; ``at`` is where they begin, for a side without tokens."""
    keys = [token.key for token in old], [token.key for token in new]
    if keys[0] == keys[1]:
        return []
    runs = list[tuple[bool, int, int, int, int]]()
    for tag, a, b, c, d in Indel.opcodes(*keys).as_list():
        equal = tag == "equal"
        if runs and not equal and not runs[-1][0]:
            _, a, _, c, _ = runs.pop()
        runs.append((equal, a, b, c, d))
    return [
        Hunk(_span(old, a, b, at[0]), _span(new, c, d, at[1]))
        for equal, a, b, c, d in _joined(runs, old, new)
        if not equal
    ]


def _joined(
    runs: list[tuple[bool, int, int, int, int]], old: Sequence[Token], new: Sequence[Token]
) -> list[tuple[bool, int, int, int, int]]:
    """Join hunks over one little token where both are longer than what stands between them."""
    out = list[tuple[bool, int, int, int, int]]()
    for n, (equal, a, b, c, d) in enumerate(runs):
        inner = equal and 0 < n < len(runs) - 1
        if inner and not out[-1][0]:
            length = sum(token.end - token.start for token in new[c:d])
            before, after = out[-1], runs[n + 1]
            sizes = [max(_length(old, r[1], r[2]), _length(new, r[3], r[4])) for r in (before, after)]
            replaced = all(r[1] < r[2] and r[3] < r[4] for r in (before, after))
            if d - c <= 1 and length <= 2 and min(sizes) > 2 * length and replaced:
                equal = False
        if out and not equal and not out[-1][0]:
            _, first, _, third, _ = out.pop()
            a, c = first, third
        out.append((equal, a, b, c, d))
    return out


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
