"""Pieces: the words of closed classes in a Chinese text, the longest first, and what stands between them.

The classes are the tables ``heads_zh``, ``particles_zh`` and ``predicates_zh``. All words are looked for in one pass
over a text; what no table knows is a piece without a word. All offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from regparse.grammar.sentences import Masks
from regparse.lexicon import agencies, tables
from regparse.lexicon.agencies import Mention
from regparse.model import Span

STOPS = "，。；：！？\n"
"""Marks at which a phrase ends."""


CLASSES = (
    *("stop", "de", "open", "close", "cue", "name", "plain", "edge", "closes"),
    *("head", "body", "person", "place", "own", "served", "organ", "generic", "part", "inner", "mutual", "policy"),
    "last",
    *("field", "prep", "join", "etc", "count", "article", "opener", "adverb", "loose", "quality", "closer", "norm"),
    "defining",
    *("copula", "past"),
    *("strong", "nominal", "causing"),
)
"""Every class of words, a bit each. ``edge``: no noun phrase goes on over it; ``closes``: a head before it is one."""
_BIT = {name: 1 << i for i, name in enumerate(CLASSES)}


def bits(*classes: str) -> int:
    """Give the mask of some classes."""
    return sum(_BIT[name] for name in classes)


_EDGES, _NO_EDGE = bits("stop", "prep", "adverb", "opener", "closer"), bits("join", "head", "article", "plain")
_CLOSING, _HEAD = bits("join", "etc", "de", "count", "article"), bits("head")
_DOING, _PLAIN = bits("strong", "causing"), bits("plain")


def _mask(names: Iterable[str]) -> int:
    mask = bits(*names)
    if mask & _EDGES and not mask & _NO_EDGE:
        mask |= _BIT["edge"]
    if not mask & _PLAIN and (mask & (_CLOSING | _BIT["edge"]) or (mask & _DOING and not mask & _HEAD)):
        mask |= _BIT["closes"]
    return mask


class _Masks(dict[tuple[str, ...], int]):
    """The masks of the lists of classes that were asked for."""

    def __missing__(self, classes: tuple[str, ...]) -> int:
        self[classes] = mask = bits(*classes)
        return mask


_MASK_OF = _Masks()


class Word(NamedTuple):
    """A word of the tables: its classes as a mask, and what its phrase means where it is a preposition."""

    text: str
    mask: int
    slot: str | None = None


class Piece(NamedTuple):
    """A stretch of text: a word of the tables, or None for what no table knows; ``mask`` holds its classes."""

    word: Word | None
    start: int
    end: int
    mask: int = 0

    def of(self, *classes: str) -> bool:
        """Say whether the piece belongs to one of these classes."""
        return self.mask & _MASK_OF[classes] != 0

    @property
    def slot(self) -> str | None:
        """What a phrase means that this piece opens, None where it is no preposition."""
        return self.word.slot if self.word else None


PLAIN = Word("", _mask(["plain"]))
"""A quotation or a title: part of the phrase in which it stands."""
NAME = Word("", _mask(["body", "head", "name"]))
"""The name of a body of the state or an association that the table of bodies knows."""
TRADER = Word("", _mask(["person", "head", "name"]))
"""The name of a market infrastructure, which is a person in law like a bank."""
CUE = Word("", _mask(["cue", "adverb"]))
"""A deontic cue."""


_NEVER = (1 << 60, 1 << 60)
"""A stretch behind every text."""


OTHERS = "其他"
"""Before whoever is left over: no conjunction takes its first character."""
STAFF_OF, STAFF = "人", "员"
"""A head in the one goes on with the other (经办人|员)."""


@cache
def _words() -> tuple[list[str], list[Word]]:
    classes: dict[str, set[str]] = {}
    slots: dict[str, str] = {}

    def add(words: list[str], *names: str) -> None:
        for word in words:
            classes.setdefault(word, set()).update(names)

    heads = tables.load("heads_zh")
    for kind, row in heads.items():
        extra = ("head", "person") if kind == "served" else ("head",) if kind in ("body", "person", "place") else ()
        add(row["words"], kind, *extra)
        add(row.get("last", []), kind, "last", *extra)
    add([word + STAFF for word in heads["person"]["words"] if word.endswith(STAFF_OF)], "person", "head")
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
    return list(classes), [Word(text, _mask(names), slots.get(text)) for text, names in classes.items()]


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(_words()[0], matchkind=MatchKind.LeftmostLongest, store_patterns=False)


class Pieces:
    """The pieces of a whole text.

    ``names`` are the bodies that the table of bodies finds in it, ``cues`` the spans of its deontic cues, ``offices``
    those of the short names that the text gives to bodies: each is one piece, and no word cuts it.
    """

    def __init__(
        self, text: str, masks: Masks, names: list[Mention], cues: Sequence[Span] = (), offices: Sequence[Span] = ()
    ) -> None:
        self.masks = masks
        self._found, self._parens = _outside_quotes(_with_fixed(text, names, cues, offices), masks)
        self._starts = [p.start for p in self._found]
        self._enclosed = [0, *accumulate(parens is not None for parens in self._parens)]
        self._row, self._at = _without_gaps(self._found)

    def between(self, start: int, end: int) -> list[Piece]:
        """Give the pieces of ``text[start:end]`` in order, without gaps; quotations are one plain piece each.

        What stands in parentheses is left out, unless all of the stretch does.
        """
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if self._enclosed[first] != self._enclosed[last]:
            return self._beside_parens(start, end, first, last)
        if first < last and self._found[last - 1].end > end:
            last -= 1
        if first >= last:
            return [Piece(None, start, end)] if start < end else []
        found = self._found
        opening, stop = found[first], found[last - 1].end
        result = self._row[self._at[first] : self._at[last - 1]]
        if not opening.mask & _BRACKET:
            result.insert(0, opening)
        if opening.start > start and not opening.mask & _CLOSE:
            result.insert(0, Piece(None, start, opening.start))
        if stop < end:
            result.append(Piece(None, stop, end))
        return result

    def _beside_parens(self, start: int, end: int, first: int, last: int) -> list[Piece]:
        """Give the pieces of a stretch in which parentheses stand; those found from ``first`` to ``last`` are in it."""
        inside = self.masks.parenthesis(start)
        result: list[Piece] = []
        at = start
        for i in range(first, last):
            piece, parens = self._found[i], self._parens[i]
            if piece.end > end:
                break
            if piece.start < at:
                continue
            if parens is not None and parens != inside:
                if at < parens[0]:
                    result.append(Piece(None, at, parens[0]))
                at = max(at, min(parens[1], end))
                continue
            if piece.start > at and not (piece.mask & _CLOSE):
                result.append(Piece(None, at, piece.start))
            if not piece.mask & _BRACKET:
                result.append(piece)
            at = piece.end
        if at < end:
            result.append(Piece(None, at, end))
        return result


def _outside_quotes(found: list[Piece], masks: Masks) -> tuple[list[Piece], list[Span | None]]:
    """Give the pieces outside quotations, in order, and the parentheses in which each of them stands."""
    kept: list[Piece] = []
    enclosing: list[Span | None] = []
    quoted, parens = [*masks.quoted, _NEVER], [*masks.parens, _NEVER]
    q = p = 0
    for piece in found:
        at = piece.start
        while quoted[q][1] - 1 <= at:
            q += 1
        if quoted[q][0] < at:
            continue
        while parens[p][1] - 1 <= at:
            p += 1
        kept.append(piece)
        enclosing.append(parens[p] if parens[p][0] < at else None)
    return kept, enclosing


def _without_gaps(found: list[Piece]) -> tuple[list[Piece], list[int]]:
    """Give pieces with those between them that have no word, brackets left out; and where in it each is over."""
    row: list[Piece] = []
    over: list[int] = []
    at = found[0].start if found else 0
    for piece in found:
        if piece.start > at and not piece.mask & _CLOSE:
            row.append(Piece(None, at, piece.start))
        if not piece.mask & _BRACKET:
            row.append(piece)
        over.append(len(row))
        at = piece.end
    return row, over


_CLOSE, _BRACKET = bits("close"), bits("open", "close")


def _piece(word: Word, start: int, end: int) -> Piece:
    return Piece(word, start, end, word.mask)


def _with_fixed(text: str, names: list[Mention], cues: Sequence[Span], offices: Sequence[Span]) -> list[Piece]:
    """Give the words of a text with names and cues as pieces of their own; of a word that one cuts, what is left."""
    words = _words()[1]
    bodies = agencies.load()
    public = tables.load("parts_zh")["public"]
    trading = {m.id for m in names if bodies.get(m.id).kind == "infrastructure"} - set(public)
    fixed = [_piece(TRADER if m.id in trading else NAME, m.start, m.end) for m in names]
    fixed += [_piece(NAME, *span) for span in offices]
    fixed += [_piece(CUE, *span) for span in cues]
    fixed.sort(key=lambda p: (p.start, -p.end))
    fixed.append(Piece(None, *_NEVER))
    result: list[Piece] = []
    at = i = 0  # up to where pieces are placed; the next fixed one
    following = fixed[0]
    for which, start, stop in _automaton().find_matches_as_indexes(text):
        end = stop
        while following.end <= start or following.start < at:
            if following.start >= at:
                result.append(following)
                at = following.end
            i += 1
            following = fixed[i]
        if end <= at:
            continue
        word = words[which]
        if text.startswith(OTHERS, end - 1) and (join := lookup(text[start : end - 1])) and join.mask & _BIT["join"]:
            word, end = join, end - 1  # 甲及|其他单位, not 甲及其|他单位
        if start < at or following.start < end:
            result += _cut(text, _piece(word, start, end), following, at)
            at = result[-1].end if result else 0
        else:
            result.append(Piece(word, start, end, word.mask))
            at = end
    for piece in fixed[i:-1]:
        if piece.start >= at:
            result.append(piece)
            at = piece.end
    return result


def _cut(text: str, piece: Piece, other: Piece, at: int) -> Iterator[Piece]:
    """Give what is placed of a word that a name or a cue overlaps: the name, and what is left of the word beside it.

    ``at`` is up to where pieces are placed already.
    """
    if piece.start < at:
        if (rest := lookup(text[at : piece.end])) is not None:
            yield _piece(rest, at, piece.end)
        return
    longer = piece.end > other.end and piece.start == other.start and other.of("name") and piece.of("head")
    if longer or (piece.start < other.start and piece.end > other.end):
        yield piece
        return
    if piece.start < other.start:
        if piece.of("head") and not piece.of("last"):
            yield piece
            return
        if (left := lookup(text[piece.start : other.start])) is not None:
            yield _piece(left, piece.start, other.start)
    yield other
    if piece.end > other.end and (rest := lookup(text[other.end : piece.end])) is not None:
        yield _piece(rest, other.end, piece.end)


def lookup(text: str) -> Word | None:
    """Give the word of the tables that a text is, None where it is none."""
    return _by_text().get(text)


@cache
def _by_text() -> dict[str, Word]:
    texts, words = _words()
    return dict(zip(texts, words, strict=True))
