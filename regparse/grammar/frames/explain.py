"""A clause as the parser read it: its pieces, phrases and frames, with the rows and rules that decided.

Made for a lawyer who doubts a hit, and for whoever mends a row; nothing is read from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regparse.grammar.frames import slots
from regparse.grammar.frames.phrases import NO_START, noun_phrase
from regparse.grammar.frames.words import CLASSES, Piece, bits
from regparse.model import Span

if TYPE_CHECKING:
    from regparse.grammar.segments import Segment
    from regparse.grammar.unit import Unit


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """A piece: its words, its classes (none where no table knows it), and what its phrase means, of a preposition."""

    text: str
    span: Span
    classes: tuple[str, ...]
    slot: str | None


@dataclass(frozen=True, slots=True)
class ReadPhrase:
    """A noun phrase: the names in it, the slot in which it stands, and the role that the slot gives a body, if any."""

    names: tuple[str, ...]
    span: Span
    slot: str
    before: str
    verb: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A segment as read: its cue, who is bound and by which rule, the doubts, and its pieces and phrases."""

    text: str
    span: Span
    cue: str | None
    bound: tuple[str, ...]
    basis: str
    rule: str
    doubts: tuple[str, ...]
    pieces: tuple[ReadPiece, ...]
    phrases: tuple[ReadPhrase, ...]


def explain(unit: Unit) -> tuple[Frame, ...]:
    """Return the frames of a clause, a segment each, in order; English ones have neither pieces nor phrases."""
    text = unit.text
    if not unit.reading.chinese:
        return tuple(_english(unit, segment) for segment in unit.segments)
    frames = []
    for segment in unit.segments:
        binding = unit.binding(segment)
        pieces = unit.reading.pieces.between(segment.start, segment.end)
        frames.append(
            Frame(
                text=text[segment.start : segment.end],
                span=(segment.start, segment.end),
                cue=text[segment.cue.start : segment.cue.end] if segment.cue else None,
                bound=_bound(unit, segment),
                basis=binding.basis,
                rule=binding.rule,
                doubts=binding.doubts if segment.cue else (),
                pieces=tuple(_piece(piece, text) for piece in pieces),
                phrases=tuple(_phrases(pieces, text)),
            )
        )
    return tuple(frames)


def _bound(unit: Unit, segment: Segment) -> tuple[str, ...]:
    """Return who is bound: the printed words, with their codes behind them."""
    codes: dict[str, list[str]] = {}
    for who in unit.addressees(segment):
        codes.setdefault(who.text, []).append(who.code)
    return tuple(f"{words} [{', '.join(found)}]" for words, found in codes.items())


def _english(unit: Unit, segment: Segment) -> Frame:
    """Return an English segment as read: its cue, who is bound, and what speaks against relying on it."""
    judged = unit.judged(segment, segment.cue.kind) if segment.cue else {}
    doubts = judged.get("doubts", ())
    return Frame(
        text=unit.text[segment.start : segment.end],
        span=(segment.start, segment.end),
        cue=unit.text[segment.cue.start : segment.cue.end] if segment.cue else None,
        bound=_bound(unit, segment),
        basis=str(judged.get("basis", "none")),
        rule="",
        doubts=tuple(map(str, doubts)) if isinstance(doubts, tuple) else (),
        pieces=(),
        phrases=(),
    )


def _piece(piece: Piece, text: str) -> ReadPiece:
    classes = tuple(name for name in CLASSES if piece.mask & bits(name))
    return ReadPiece(text[piece.start : piece.end], (piece.start, piece.end), classes, piece.slot)


def _phrases(pieces: list[Piece], text: str) -> list[ReadPhrase]:
    result = []
    i = 0
    while i < len(pieces):
        if pieces[i].mask & NO_START:
            i += 1
            continue
        phrase = noun_phrase(pieces, i)
        names = phrase.items or phrase.owners
        if names:
            slot = slots.slot_of(pieces, i, phrase, text)
            said = tuple(text[item.start : item.end] for item in names)
            span = (phrase.start, phrase.end)
            result.append(ReadPhrase(said, span, slot.kind, slot.before, slot.then, slots.role(slot)))
        i = max(phrase.after, i + 1)
    return result
