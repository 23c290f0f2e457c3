"""A heading that runs into its sentence without a mark (加强灯具管理|各银行应当登记): where the sentence begins.

Headings are verbs with objects, or things; behind them the sentence opens with 各, with a body that a table knows, or
with a name that opens other sentences of the same text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from regparse.grammar.frames import subjects
from regparse.grammar.frames.phrases import noun_phrase, skip
from regparse.grammar.frames.subjects import NOBODY, Subject
from regparse.grammar.frames.words import Piece, bits
from regparse.grammar.reading import Reading
from regparse.notation.expressions import expression

SHORTEST = 4
"""Fewest code points of a heading."""
LONGEST_NAME = 14
"""Longest name that is looked for behind a heading, in code points."""
_NO_END = bits("de", "join", "prep", "stop", "article", "closer", "cue", "opener", "copula")
"""Pieces with which no heading ends."""
_VERB, _HEAD, _CLOSES = bits("strong", "causing"), bits("head"), bits("closes")


def behind(reading: Reading, start: int, stop: int) -> Subject:
    """Give the subject of ``text[start:stop]``, the stretch before a cue, that stands right behind a heading."""
    for chunk in subjects.chunks(reading.pieces.between(start, stop)):
        i = skip(chunk, 0, "adverb")
        if i >= len(chunk) or chunk[i].mask & (_NO_END | _HEAD):
            continue
        for at in _places(reading, chunk, i):
            if at - chunk[i].start < SHORTEST:
                continue
            found = subjects.before_cue(reading.pieces.between(at, stop))
            if found.items and found.items[0].start == at and found.rule in ("subject", "condition", "when"):
                return found
    return NOBODY


def _places(reading: Reading, chunk: list[Piece], first: int) -> list[int]:
    """Give where a name may begin behind a heading whose first piece is ``first``, in order."""
    places: list[int] = []
    opens_with_verb = chunk[first].mask & _VERB != 0
    for j in range(first + 1, len(chunk)):
        piece, before = chunk[j], chunk[j - 1]
        verb = before.mask & _VERB and opens_with_verb and not before.of("nominal", "norm")
        if before.mask & _NO_END or verb:
            continue
        if piece.of("name") or (piece.of("article") and reading.text.startswith("各", piece.start)):
            places.append(piece.start)
        elif piece.mask & _HEAD and (j + 1 >= len(chunk) or chunk[j + 1].mask & _CLOSES):
            low = max(chunk[first].start + SHORTEST, piece.end - LONGEST_NAME)
            barred = {p.end for p in chunk[first:j] if p.mask & _NO_END}
            inside = {a for p in chunk[first:j] if p.word is not None for a in range(p.start + 1, p.end)}
            known = openers(reading)
            names = (a for a in range(low, piece.start + 1) if reading.text[a : piece.end] in known)
            at = next(names, -1)
            if at >= 0 and at not in barred and at not in inside and not reading.text.startswith("非", at - 1):
                places.append(at)
    return sorted(set(places))


def openers(reading: Reading) -> frozenset[str]:
    """Give the names that open sentences of a text."""
    known = reading.memo.get("openers")
    if known is None:
        known = reading.memo["openers"] = frozenset(_openers(reading))
    return known


LABEL = expression(r"\n[ \u3000]*[^\n]{1,6}?[、）. \u3000](?=[^ \u3000])|[。；\n]")
"""Where a sentence begins: behind a stop, or behind the label of its clause."""


def _starts(text: str) -> Iterator[int]:
    for found in LABEL.finditer(text):
        yield found.end()
        if len(found[0]) > 1:
            yield found.start() + 1


def _openers(reading: Reading) -> set[str]:
    text = reading.text
    found: set[str] = set()
    cues = [hit.start for hit in reading.hits("cues", 0, len(text))]
    for start in _starts(text):
        at = bisect_left(cues, start)
        if at >= len(cues) or cues[at] - start > 3 * LONGEST_NAME:
            continue
        pieces = reading.pieces.between(start, cues[at])
        i = skip(pieces, 0, "article")
        if i < len(pieces) and not pieces[i].mask & (_NO_END | _VERB):
            phrase = noun_phrase(pieces, i)
            found.update(text[item.start : item.end] for item in phrase.items if item.start == pieces[i].start)
    return found
