"""Pieces: the words of closed classes in a Chinese text, the longest first, and what stands between them.

The classes are the tables ``heads_zh``, ``particles_zh`` and ``predicates_zh``. All words are looked for in one pass over a
text; what no table knows is a piece without a word. All offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from regparse.grammar.sentences import Masks
from regparse.lexicon import agencies, tables
from regparse.lexicon.agencies import Mention

STOPS = "，。；：！？\n"
"""Marks at which a phrase ends."""


class Word(NamedTuple):
    """A word of the tables: its classes, and what its phrase means where it is a preposition."""

    text: str
    classes: frozenset[str]
    slot: str | None = None


class Piece(NamedTuple):
    """A stretch of text: a word of the tables, or None for what no table knows."""

    word: Word | None
    start: int
    end: int

    def of(self, *classes: str) -> bool:
        """Say whether the piece belongs to one of these classes."""
        return self.word is not None and not self.word.classes.isdisjoint(classes)

    @property
    def slot(self) -> str | None:
        """What a phrase means that this piece opens, None where it is no preposition."""
        return self.word.slot if self.word else None


PLAIN = Word("", frozenset({"plain"}))
"""A quotation or a title: part of the phrase in which it stands."""
NAME = Word("", frozenset({"body", "head", "name"}))
"""The name of a body of the state or an association that the table of bodies knows."""
TRADER = Word("", frozenset({"person", "head", "name"}))
"""The name of a market infrastructure, which is a person in law like a bank."""


@cache
def _words() -> tuple[list[str], list[Word]]:
    classes: dict[str, set[str]] = {}
    slots: dict[str, str] = {}

    def add(words: list[str], *names: str) -> None:
        for word in words:
            classes.setdefault(word, set()).update(names)

    heads = tables.load("heads_zh")
    for kind, row in heads.items():
        extra = () if kind in ("served", "own") else ("head",)
        add(row["words"], kind, *extra)
        add(row.get("last", []), kind, "last", *extra)
    particles = tables.load("particles_zh")
    for slot, words in particles["prepositions"].items():
        add(words, "prep")
        slots.update(dict.fromkeys(words, slot))
    for name, words in particles["classes"].items():
        add(words, name)
    for name, words in tables.load("predicates_zh").items():
        add(words, name)
    add(list(STOPS), "stop")
    add(["的", "之"], "de")
    add(["（", "("], "open")
    add(["）", ")"], "close")
    for names in classes.values():
        if len(names) > 1:
            names.discard("plain")
    return list(classes), [Word(text, frozenset(names), slots.get(text)) for text, names in classes.items()]


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(_words()[0], matchkind=MatchKind.LeftmostLongest, store_patterns=False)


class Pieces:
    """The pieces of a whole text, found when first asked for.

    ``names`` are the bodies that the table of bodies finds in it: each is one piece, and no word cuts it.
    """

    def __init__(self, text: str, masks: Masks, names: list[Mention]) -> None:
        self.text, self.masks = text, masks
        self._found = _with_names(text, names)
        self._starts = [p.start for p in self._found]

    def between(self, start: int, end: int) -> list[Piece]:
        """Give the pieces of ``text[start:end]`` in order, without gaps; quotations are one plain piece each.

        What stands in parentheses is left out, unless all of the stretch does.
        """
        masks = self.masks
        inside = masks.parenthesis(start)
        result: list[Piece] = []
        at = start
        for piece in self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if piece.end > end:
                break
            if piece.start < at:
                continue
            if masks.in_quotes(piece.start):
                continue
            parens = masks.parenthesis(piece.start)
            if parens is not None and parens != inside:
                if at < parens[0]:
                    result.append(Piece(None, at, parens[0]))
                at = max(at, min(parens[1], end))
                continue
            if piece.of("open", "close"):
                if at < piece.start and piece.of("open"):
                    result.append(Piece(None, at, piece.start))
                at = max(at, piece.end)
                continue
            if piece.start > at:
                result.append(Piece(None, at, piece.start))
            result.append(piece)
            at = piece.end
        if at < end:
            result.append(Piece(None, at, end))
        return result


def _with_names(text: str, names: list[Mention]) -> list[Piece]:
    words = _words()[1]
    found = [Piece(words[which], a, b) for which, a, b in _automaton().find_matches_as_indexes(text)]
    if not names:
        return found
    result: list[Piece] = []
    free = 0
    bodies = agencies.load()
    trading = {(m.start, m.end) for m in names if bodies.get(m.id).kind == "infrastructure"}
    spans = iter(sorted({(m.start, m.end) for m in names}, key=lambda s: (s[0], -s[1])))
    span = next(spans, None)
    for piece in found:
        while span is not None and span[1] <= piece.start:
            if span[0] >= free:
                result.append(Piece(TRADER if span in trading else NAME, *span))
                free = span[1]
            span = next(spans, None)
        if piece.start < free:
            continue
        if span is not None and piece.end > span[0]:
            if piece.start < span[0] and piece.of("head"):
                span = next(spans, None)  # a longer word into which the name reaches
            elif piece.end > span[1] and piece.start >= span[0] and piece.of("head") and not piece.of("last"):
                result.append(Piece(piece.word, span[0], piece.end))  # 人民银行 + 银行业协会: the longer word goes on
                free = piece.end
                span = next(spans, None)
                continue
            else:
                continue
        result.append(piece)
        free = piece.end
    while span is not None:
        if span[0] >= free:
            result.append(Piece(TRADER if span in trading else NAME, *span))
            free = span[1]
        span = next(spans, None)
    result.sort(key=lambda p: p.start)
    return result
