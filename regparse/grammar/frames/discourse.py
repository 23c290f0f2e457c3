"""Who runs on: the subject of a norm that names none, from the sentence, the clause, or what stands above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regparse.grammar.frames import bind, subjects
from regparse.grammar.frames.bind import Binding
from regparse.grammar.frames.subjects import Subject
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.grammar.sentences import Sentence
from regparse.lexicon.phrases import row
from regparse.model import Addressee, Kind


@dataclass(slots=True)
class _Running:
    """Who was spoken of last: in which sentence, and whether above the clause."""

    who: tuple[Addressee, ...]
    sentence: Sentence | None = None
    sure: bool = True
    """Whether they can be relied on where they were named."""

    @property
    def above(self) -> bool:
        """Say whether they were named above the clause."""
        return self.sentence is None


def walk(
    reading: Reading, segments: Sequence[Segment], inherited: tuple[Addressee, ...], governed: Kind | None
) -> dict[int, Binding]:
    """Give each segment its binding, walking down the clause; keys are where segments start."""
    bound: dict[int, Binding] = {}
    running = _Running(inherited)
    for segment in segments:
        found = bind.own(reading, segment, opens=running.above and segment.sentence == segments[0].sentence)
        who = bind.addressees(reading, found.items)
        end = segment.cue.start if segment.cue else segment.end
        whole = bind.everybody(reading, found.items, segment.start, end) if segment.cue or found.items else None
        if whole is not None:
            who, found = (whole,), replace(found, rule="subject", near=True)
        if segment.cue is None:
            if who and found.rule != "owner" and _tells(reading, segment) and not _policy(found):
                running = _Running(who, segment.sentence, sure=found.rule in _SURE)
                bound[segment.start] = Binding(who, "printed", found.rule)
            elif who:
                bound[segment.start] = Binding(who, "printed", found.rule)
            elif running.who:
                bound[segment.start] = _run_on(reading, segment, running, ())
            continue
        binding = _bind(reading, segment, found, who, _Context(running, governed))
        bound[segment.start] = binding
        told = binding.basis == "printed" and not _policy(found) and not _reacts(reading, segment)
        told = told and not (running.who and _made_to(segment, found))
        if told and _tells(reading, segment):
            running = _Running(binding.addressees, segment.sentence, sure=_sure(binding))
    return bound


def _made_to(segment: Segment, found: Subject) -> bool:
    """Say whether whom a ban names stand behind its cue (严禁员工出借账户), who are no topic."""
    cue = segment.cue
    return cue is not None and bool(found.items) and found.items[0].start >= cue.end and found.rule != "agent"


def _policy(found: Subject) -> bool:
    """Say whether a subject only says what holds (国家实行许可制度)."""
    return bool(found.items) and all(item.of("policy") for item in found.items)


_SURE = ("subject", "agent")
"""Rules that find a subject which can be relied on."""


def _sure(binding: Binding) -> bool:
    """Say whether whom a binding names can be relied on."""
    return binding.rule in _SURE and not binding.doubts


def _tells(reading: Reading, segment: Segment) -> bool:
    """Say whether whom a segment names is spoken of in what follows: who is punished is not, who is to punish is."""
    duty = segment.cue is not None and segment.cue.kind is Kind.OBLIGATION
    return duty or not reading.hits("sanctions", segment.start, segment.end)


@dataclass(slots=True)
class _Context:
    """What stands before and above a segment."""

    running: _Running
    governed: Kind | None


def _bind(  # noqa: PLR0911  one answer for each kind
    reading: Reading, segment: Segment, found: Subject, who: tuple[Addressee, ...], context: _Context
) -> Binding:
    cue = segment.cue
    assert cue is not None
    running = context.running
    if cue.before:
        return Binding((), "none", "passive")
    if who and found.rule in ("condition", "when"):
        if running.who and (_towards(reading, segment, found) or running.sentence == segment.sentence):
            return _run_on(reading, segment, running, ("subject-of-condition",))
        return Binding(who, "printed", found.rule)
    if who and _suffers(reading, segment, found):
        return Binding((), "none", "suffers")
    if who and (owners := _counted(reading, segment, found)):
        return Binding(owners, "printed", "owner")
    if who:
        return Binding(who, "printed", found.rule, ("thing-subject",) if found.rule == "owner" else ())
    return _unnamed(reading, segment, found, context)


def _unnamed(reading: Reading, segment: Segment, found: Subject, context: _Context) -> Binding:
    """Give whom a segment binds that names nobody itself."""
    running, thing = context.running, found.rule == "thing"
    doubts = ("thing-subject",) if thing else ()
    official = bool(running.who) and all(one.code == "government" for one in running.who)
    opens = segment.start == segment.sentence.start and segment.sentence != running.sentence
    if _bare_ban(reading, segment) and context.governed is None and (opens or official):
        return Binding((), "none", "bare-ban")  # what a government is to forbid (…严禁新增项目) binds everybody else
    if not running.who:
        return Binding((), "none", "topic" if _topic(reading, segment) else "nobody", doubts)
    banned = segment.cue is not None and segment.cue.kind is Kind.PROHIBITION
    if thing and ((running.above and context.governed is None) or (official and banned)):
        return Binding((), "none", "thing", doubts)
    return _run_on(reading, segment, running, doubts)


def _suffers(reading: Reading, segment: Segment, found: Subject) -> bool:
    """Say whether a duty is to do something to its subject (非法机构必须予以取缔)."""
    cue = segment.cue
    assert cue is not None
    if cue.kind is not Kind.OBLIGATION or found.rule == "agent":
        return False
    return row("suffered").match(reading.text, cue.end, segment.end) is not None


def _topic(reading: Reading, segment: Segment) -> bool:
    """Say whether a norm opens with what is done (从事灯具业务，应当登记), or a ban with nothing."""
    cue = segment.cue
    assert cue is not None
    own = reading.pieces.between(segment.start, cue.start)
    if not own:
        return cue.kind is Kind.PROHIBITION
    chunks = [chunk for chunk in subjects.chunks(own) if chunk]
    return bool(chunks) and chunks[0][0].of("strong") and not subjects.conditional(chunks[-1])


def _counted(reading: Reading, segment: Segment, found: Subject) -> tuple[Addressee, ...]:
    """Give whose people a limit counts (甲的审核人员不少于总数的5%: 甲), nobody where it counts none."""
    cue = segment.cue
    assert cue is not None
    owner = found.items[-1].owner
    if cue.id != "limit" or owner is None or not row("counted").match(reading.text, cue.end, segment.end):
        return ()
    return bind.addressees(reading, (owner,))


def _reacts(reading: Reading, segment: Segment) -> bool:
    """Say whether a segment is a right to refuse, which is no new topic (程序不合规的，银行有权拒绝)."""
    cue = segment.cue
    return cue is not None and cue.kind is Kind.PERMISSION and reading.text.startswith("拒绝", cue.end)


def _towards(reading: Reading, segment: Segment, found: Subject) -> bool:
    """Say whether a norm is about whom its condition names (申请人材料不全的，应当告知申请人): another is bound."""
    assert segment.cue is not None
    behind = reading.text[segment.cue.end : segment.end]
    return any(reading.text[slice(*item.span)] in behind for item in found.items if item.of("served"))


def _run_on(reading: Reading, segment: Segment, running: _Running, doubts: tuple[str, ...]) -> Binding:
    if running.above:
        return Binding(running.who, "inherited", "inherited", doubts)
    if running.sentence == segment.sentence:
        doubts = doubts if running.sure else (*doubts, "subject-runs-on")
        return Binding(running.who, "runs-on", "sentence", doubts)
    return Binding(running.who, "runs-on", _how(reading, segment, running), doubts)


def _how(reading: Reading, segment: Segment, running: _Running) -> str:
    """Give the rule by which a subject of an earlier sentence runs on.

    ``bare`` where the segment opens with its cue, of these ``next`` where it does so in the paragraph that named them,
    ``next-of-body`` where these are bodies of the state and stand in the sentence right before; else ``clause``.
    """
    cue, sentence = segment.cue, running.sentence
    if cue is None or sentence is None:
        return "clause"
    own = reading.pieces.between(segment.start, cue.start)
    if not all(piece.of("opener", "adverb", "stop") for piece in own):
        return "clause"
    if not running.sure or "\n" in reading.text[sentence.start : segment.start]:
        return "bare"
    if any(one.code == "government" for one in running.who):
        return "next-of-body" if segment.start - sentence.end < 2 else "bare"
    return "next"


def _bare_ban(reading: Reading, segment: Segment) -> bool:
    """Say whether a ban has no subject at all (严禁…)."""
    cue = segment.cue
    assert cue is not None
    words = reading.text[cue.start : cue.end]
    before = reading.text[segment.start : cue.start]
    return len(before.strip("，,、 并且")) < 3 and cue.kind is Kind.PROHIBITION and words.endswith(("严禁", "禁止"))
