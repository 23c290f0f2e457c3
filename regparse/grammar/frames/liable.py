"""Whom a Chinese sanction threatens: those it is done upon (对责任人员给予警告), else who its sentence speaks of."""

from __future__ import annotations

from regparse.grammar.frames import bind, subjects
from regparse.grammar.frames.phrases import edge, noun_phrase
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.lexicon.phrases import row
from regparse.model import Addressee


def upon(reading: Reading, segment: Segment) -> tuple[Addressee, ...]:
    """Give whom a segment opens with as those something is done to, nobody where it does not."""
    pieces = reading.pieces.between(segment.start, segment.end)
    if len(pieces) < 2 or pieces[0].slot != "about" or edge(pieces[1]):
        return ()
    phrase = noun_phrase(pieces, 1)
    if not phrase.named or not row("punished").match(reading.text, phrase.items[-1].end, segment.end):
        return ()
    return _private(bind.addressees(reading, tuple(phrase.items)))


def persons(reading: Reading, segment: Segment) -> tuple[Addressee, ...]:
    """Give who is threatened in a segment, bodies of the state apart; nobody where it names none."""
    if done_to := upon(reading, segment):
        return done_to
    for chunk in subjects.chunks(reading.pieces.between(segment.start, segment.end)):
        items = tuple(item for item in subjects.read(chunk).items if not item.of("body")) if chunk else ()
        who = _private(bind.addressees(reading, items))
        if who and (any(one.code != "other" for one in who) or _offends(reading, items[-1].end, segment.end)):
            return who
    named = (n for n in reading.names(segment.start, segment.end) if n.codes)
    first = next(named, None)
    if first is None:
        return ()
    words = {"text": reading.text[first.start : first.end], "span": (first.start, first.end)}
    return tuple(Addressee.model_validate({"code": code, **words}) for code in first.codes)


def _offends(reading: Reading, start: int, end: int) -> bool:
    """Say whether whoever stands before ``start`` goes on to break a rule (开户单位违反本办法的)."""
    return row("offends").match(reading.text, start, end) is not None


def _private(who: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
    return tuple(one for one in who if one.code not in ("government", "industry-association"))
