"""English: whom each stretch of a clause binds, how that was found, and whether it can be relied on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from regparse.grammar import agents_en, codes_en, subjects_en
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.grammar.subjects_en import Subject
from regparse.model import Addressee, Basis, Certainty, Kind, Span
from regparse.notation.expressions import expression

_SAID = frozenset({"definition", "commencement", "repeal", "status"})


_LISTED = expression(r"\s+(?:and|or)\s+(?:[\w-]+\s+){2,4}\Z")


class Bound(NamedTuple):
    """Who is bound, how that was found, and codes for what is in doubt."""

    addressees: tuple[Addressee, ...] = ()
    basis: Basis = "none"
    doubts: tuple[str, ...] = ()


def bind(reading: Reading, segments: tuple[Segment, ...], inherited: tuple[Addressee, ...]) -> dict[int, Bound]:
    """Give each segment, by its start, whom it binds: its own subject, else the one that runs on."""
    bound: dict[int, Bound] = {}
    running = Bound(inherited, "inherited" if inherited else "none")
    last: Segment | None = None
    for segment in segments:
        one = _one(reading, segment, running, last)
        bound[segment.start] = one
        cue = segment.cue
        own = one.basis == "printed" and one.addressees and not (cue and cue.before)
        punishes = not _tasked(segment) and reading.hits("sanctions", segment.start, segment.end)
        if own and not punishes and not _reacts(reading, segment):
            running = Bound(one.addressees, "runs-on", one.doubts)
            last = segment
    return bound


def _one(reading: Reading, segment: Segment, running: Bound, last: Segment | None) -> Bound:
    cue = segment.cue
    if cue is None:
        return _uncued(reading, segment, running)
    if behind := agents_en.inverted(reading, segment.start, (cue.start, cue.end), segment.end):
        return Bound(codes_en.addressees(reading, behind[0]), "printed")
    if cue.before:
        return Bound()
    stop = min([cue.start, *(c.start for c in segment.also)])
    found = subjects_en.read(reading, segment.start, stop)
    doers = agents_en.agent(reading, cue.end, segment.end) if found.how != "elided" else []
    if doers:
        return Bound(codes_en.addressees(reading, doers), "printed")
    if found.how == "named":
        return _named(reading, found, stop)
    return _unnamed(reading, segment, found, running, last)


def _named(reading: Reading, found: Subject, stop: int) -> Bound:
    who = codes_en.addressees(reading, found.phrases, found.excepted)
    if also := _before_thing(reading, found.phrases[-1].end, stop):
        codes = {a.code for a in who}
        return Bound((*who, *(a for a in also if a.code not in codes)), "printed", ("thing-subject",))
    return Bound(who, "printed", ("subject-place",) if found.guessed else ())


def _unnamed(reading: Reading, segment: Segment, found: Subject, running: Bound, last: Segment | None) -> Bound:
    """Give whom a clause binds that has a pronoun, a thing or nothing for its subject."""
    topic = codes_en.addressees(reading, found.topic)
    ran = _ran(running, segment, last)
    if found.how == "pronoun":
        doubts = () if len(topic) == 1 else ("pronoun",)
        return Bound(topic, "printed", doubts) if topic else ran._replace(doubts=(*ran.doubts, "pronoun"))
    if found.how == "elided":
        if _imperative(reading, segment) and not _same(last, segment):
            return Bound()
        return Bound(topic, "printed") if topic and not _same(last, segment) else ran
    official = bool(running.addressees) and all(a.code == "government" for a in running.addressees)
    banned = segment.cue is not None and segment.cue.kind is Kind.PROHIBITION
    if topic:
        return Bound(topic, "runs-on", ("thing-subject",))
    if running.basis == "inherited" or (official and banned):
        return Bound(doubts=("thing-subject",))
    return ran._replace(doubts=(*ran.doubts, "thing-subject"))


def _before_thing(reading: Reading, start: int, stop: int) -> tuple[Addressee, ...]:
    """Give whom a list goes on with that ends in a thing: "enterprise and individual business registrations shall"."""
    if not _LISTED.match(reading.text, start, stop):
        return ()
    names = [n for n in reading.names(start, stop) if n.agency is None and n.end + 1 < stop]
    text = reading.text
    return tuple(Addressee(code=c, text=text[n.start : n.end], span=(n.start, n.end)) for n in names for c in n.codes)


def _uncued(reading: Reading, segment: Segment, running: Bound) -> Bound:
    if doers := agents_en.agent(reading, segment.start, segment.end, cued=False):
        official = codes_en.addressees(reading, doers)
        return Bound(official, "runs-on")  # of whom the next sentence need not speak
    found = subjects_en.read(reading, segment.start, segment.end, cued=False)
    if found.how == "named":
        return Bound(codes_en.addressees(reading, found.phrases, found.excepted), "printed")
    if found.how == "pronoun" and found.topic:
        return Bound(codes_en.addressees(reading, found.topic), "printed")
    return running


def _ran(running: Bound, segment: Segment, last: Segment | None) -> Bound:
    if not running.addressees or running.basis == "inherited" or _same(last, segment):
        return running
    return running._replace(doubts=(*running.doubts, "subject-far"))


def _same(last: Segment | None, segment: Segment) -> bool:
    return last is not None and last.sentence == segment.sentence


def _imperative(reading: Reading, segment: Segment) -> bool:
    cue = segment.cue
    assert cue is not None
    return (
        reading.text[cue.start : cue.end]
        .lower()
        .endswith(("prohibit", "ban", "forbid", "prohibited to", "forbidden to"))
    )


def _tasked(segment: Segment) -> bool:
    return segment.cue is not None and segment.cue.kind is Kind.OBLIGATION


def _reacts(reading: Reading, segment: Segment) -> bool:
    cue = segment.cue
    return (
        cue is not None
        and cue.kind is Kind.PERMISSION
        and reading.text[cue.end : cue.end + 24].lower().lstrip().startswith(("refuse", "to refuse"))
    )


def judged(
    reading: Reading, kind: Kind, span: Span, bound: Bound, addressees: tuple[Addressee, ...]
) -> Mapping[str, object]:
    """Give ``basis``, ``certainty`` and ``doubts`` of a norm."""
    doubts = [] if kind in _SAID else list(bound.doubts)
    basis = bound.basis if addressees and bound.addressees else "none"
    if "\n" in reading.text[slice(*span)].strip():
        doubts.append("cut-line")
    if kind not in _SAID and basis != "printed":
        doubts.append("no-subject" if basis == "none" else "subject-not-printed")
    certainty: Certainty = "sure" if not doubts else "unsure"
    return {"basis": basis, "certainty": certainty, "doubts": tuple(dict.fromkeys(doubts))}
