"""A clause prepared for the rules: its sentences, cues, segments, and who its norms speak to.

A rule sees one :class:`Unit` and never another rule's output. Made once for each clause, so that no rule parses twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regparse.grammar import binding_en, cues, roles, subjects, unlisted
from regparse.grammar.frames import discourse
from regparse.grammar.frames.bind import UNREAD, Binding
from regparse.grammar.reading import Named, Reading
from regparse.grammar.segments import Segment, segments
from regparse.grammar.sentences import Sentence, sentences
from regparse.lexicon import agencies
from regparse.model import Addressee, AgencyRole, Kind, Role, Span
from regparse.notation.expressions import expression

_AFORESAID = expression(
    r"(?:[Tt]he )?(?P<who>(?:上述|前述|前款(?:规定的|所列)?|以上)(?:部门|机构|单位)"
    r"|(?:above-mentioned|aforementioned|aforesaid) (?:departments|authorities|bodies|agencies))"
)
_GROUNDS = expression(
    r"(?<!不得)(?<!不能)有(?:下列|以下|上述)[^，。；：]{0,8}(?:行为|情形|情况)"
    r"|any of the following (?:acts|circumstances|cases)"
)
_THEY = expression(r"(?:[^.;]{0,120}?,\s)?(?P<who>[Tt]hey)\b")
_ASIDE = frozenset({Role.APPROVE, Role.RECIPIENT, Role.REFER})
_ADDRESSEE_OF_KIND = {"association": "industry-association", "infrastructure": "financial-infrastructure"}
_ACTS_ZH = expression(r"[^，。；、]{0,6}(?:在|于|应|须|可|由|适用|承担|负责|按|依|对|将|向|的，)")
_REFUSES = expression(r"拒绝|\s*refuse\b|\s*to refuse\b")
_PUNISHED = expression(r"，?(?:依法|依照|按照|按|可以?|一?律?)?[^，。；]{0,12}?(?:处|给予|予以|追究|责令|警告)")


@dataclass(frozen=True)
class Unit:
    """A clause's own text (without its items) and what the grammar makes of it.

    ``items`` are the spans of numbered items that the clause's last lead-in ("shall not:") governs;
    ``inherited`` are the names in subject position above it; ``governed`` is the kind of the norm that stands above an
    item ("shall not do the following:"), None where none does.
    """

    reading: Reading
    spans: tuple[Span, ...]
    heading: Span | None = None
    items: tuple[Span, ...] = ()
    inherited: tuple[Addressee, ...] = ()
    governed: Kind | None = None
    sentences: tuple[Sentence, ...] = ()
    segments: tuple[Segment, ...] = ()
    _addressees: dict[int, tuple[Addressee, ...]] = field(default_factory=dict)
    _bindings: dict[int, Binding] = field(default_factory=dict)
    _roles: dict[int, tuple[AgencyRole, ...]] = field(default_factory=dict)
    _bound: dict[int, binding_en.Bound] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The notice's text, into which all spans point."""
        return self.reading.text

    def of(self, *kinds: Kind) -> Iterator[Segment]:
        """Give the segments whose cue is of one of these kinds."""
        return (s for s in self.segments if s.cue is not None and s.cue.kind in kinds)

    def describes(self, segment: Segment) -> bool:
        """Say whether a segment only describes what the norm above bans (不得：（一）明知违规而允许…)."""
        if self.governed is not Kind.PROHIBITION or segment.cue is None or segment.end > self.spans[0][1]:
            return False
        return not subjects.subject(self.reading, segment.start, segment.cue.start)

    def addressees(self, segment: Segment) -> tuple[Addressee, ...]:
        """Give who a segment binds: its own subject, else the one that runs on in the clause, else ``anyone``."""
        return self._addressees.get(segment.start, ()) or _anyone(self.text, segment)

    def binding(self, segment: Segment) -> Binding:
        """Give how a segment's addressees were found, and what speaks against relying on them."""
        return self._bindings.get(segment.start, UNREAD)

    def judged(self, segment: Segment, kind: Kind) -> Mapping[str, object]:
        """Give ``basis``, ``certainty`` and ``doubts`` of an English norm; nothing of a Chinese one."""
        if self.reading.chinese:
            return {}
        bound = self._bound.get(segment.start, binding_en.Bound())
        return binding_en.judged(self.reading, kind, (segment.start, segment.end), bound, self.addressees(segment))

    def liable(self, segment: Segment) -> tuple[Addressee, ...]:
        """Give who a sanction threatens: the first persons a segment names, bodies of the state apart."""
        named = subjects.subject(self.reading, segment.start, segment.end)
        persons = self.upon(segment) or [n for n in named if not n.agency]
        if not persons:
            persons = [n for n in self.reading.names(segment.start, segment.end) if not n.agency][:1]
        if persons and subjects.STAFF in persons[0].codes and not self.upon(segment):  # 组织及其工作人员
            persons = unlisted.complete(self.reading, segment.start, segment.end, persons)
        return _addressees(self.text, persons) or _offender(self, segment)

    def upon(self, segment: Segment) -> list[Named]:
        """Give whom a Chinese segment opens with as those something is done to (对直接责任人员给予警告)."""
        if not self.reading.chinese or self.text[segment.start] != "对":
            return []
        group: list[Named] = []
        for name in self.reading.names(segment.start + 1, segment.end):
            at = group[-1].end if group else segment.start + 1
            if group and name.start == at and subjects.STAFF in name.codes:
                group[-1] = name  # 对该银行直接责任人员: the persons, not whose they are
                continue
            if name.agency or name.start - at > 6 or (not subjects.JOINER.match(self.text, at, name.start) and group):
                break
            group.append(name)
        return group if group and _PUNISHED.match(self.text, group[-1].end) else []

    def roles(self, segment: Segment) -> tuple[AgencyRole, ...]:
        """Give the bodies with a role in a segment."""
        if segment.start not in self._roles:
            found = roles.find(self.reading, segment.start, segment.end)
            if self.lead_in() is segment and not _GROUNDS.search(self.text, segment.start, segment.end):
                parts = {(r.id, r.role): r for span in self.items for r in roles.find(self.reading, *span)}
                found += tuple(r for key, r in parts.items() if key not in {(o.id, o.role) for o in found})
            if not found:
                found = self._aforesaid(segment, _AFORESAID)
            elif not self.reading.chinese and all(role.role in _ASIDE for role in found) and self._official(segment):
                found = self._aforesaid(segment, _THEY) + found
            self._roles[segment.start] = found
        return self._roles[segment.start]

    def _official(self, segment: Segment) -> bool:
        """Say whether a segment speaks of bodies alone, so that "they" are bodies, too."""
        who = self._addressees.get(segment.start, ())
        return bool(who) and all(one.code in ("government", *_ADDRESSEE_OF_KIND.values()) for one in who)

    def _aforesaid(self, segment: Segment, pattern: re.Pattern[str]) -> tuple[AgencyRole, ...]:
        """Give the bodies whom "they" or "the above-mentioned departments" mean: who acts in the segment before."""
        back = pattern.match(self.text, segment.start, segment.end)
        before = [s for s in self.segments if s.end <= segment.start] if back else []
        if not back or not before:
            return ()
        meant = [r for r in self.roles(before[-1]) if r.role in (Role.LEAD, Role.JOINT, Role.RESPONSIBLE)]
        words = {"text": back["who"], "span": back.span("who"), "role": Role.RESPONSIBLE}
        return tuple(r.model_copy(update=words) for r in meant)

    def running(self) -> tuple[Addressee, ...]:
        """Give the subject that runs on into the items below: the last one named above them."""
        above = reversed(self.segments[: self._above()])
        last = next((self._addressees[s.start] for s in above if self._addressees.get(s.start)), ())
        return last or self.inherited

    def _above(self) -> int:
        """Give how many segments stand above the items: paragraphs of a clause may go on below them."""
        return bisect_right(self.segments, self.items[0][0], key=lambda s: s.end) if self.items else len(self.segments)

    def lead_in(self) -> Segment | None:
        """Give the segment whose cue governs the items below (it ends in a colon), or None."""
        above = self._above()
        if not self.items or not above:
            return None
        last = self.segments[above - 1]
        return last if self.text[last.end - 1 : last.end] in "：:" else None


def prepare(
    reading: Reading,
    spans: tuple[Span, ...],
    heading: Span | None = None,
    items: tuple[Span, ...] = (),
    inherited: tuple[Addressee, ...] = (),
    *,
    governed: Kind | None = None,
) -> Unit:
    """Make a unit of the paragraphs at ``spans`` (offsets into the notice's text)."""
    found: list[Sentence] = []
    parts: list[Segment] = []
    for start, end in spans:
        for sentence in sentences(reading.text, start, end, reading.masks, reading.chinese):
            found.append(sentence)
            inside = cues.find(reading, sentence.start, sentence.end)
            parts += segments(reading, sentence, inside)
    unit = Unit(reading, spans, heading, items, inherited, governed, tuple(found), tuple(parts))
    if reading.chinese:
        unit._bindings.update(discourse.walk(reading, unit.segments, inherited, governed))
        unit._addressees.update({at: binding.addressees for at, binding in unit._bindings.items()})
    else:
        unit._bound.update(binding_en.bind(reading, unit.segments, inherited))
        unit._addressees.update({start: bound.addressees for start, bound in unit._bound.items()})
    return unit


def _bind(unit: Unit) -> dict[int, tuple[Addressee, ...]]:
    """Give each segment its addressees, walking down: its own subject first, else the last one named."""
    bound: dict[int, tuple[Addressee, ...]] = {}
    running, said_in = unit.inherited, None
    for segment in unit.segments:
        if led := subjects.agent(unit.reading, segment.start, segment.end, segment.cue):
            bound[segment.start] = _addressees(unit.text, led)  # of whom the next sentence need not speak
            continue
        own = _own(unit, segment)
        if own:  # what a government is to forbid (…严禁新增项目) binds everybody else
            said_in = None if any(who.code == "government" for who in own) else segment.sentence
        if own and running and _reacts(unit, segment):
            pass  # 程序违法的，银行有权拒绝: a right to refuse is no new topic
        elif own and (_tasked(segment) or not unit.reading.hits("sanctions", segment.start, segment.end)):
            running = own  # who is punished is not who acts in the next sentence; who is to punish is
        elif own:
            pass
        elif segment.cue is not None:
            start = segment.start if segment.cue.start >= segment.start else segment.cue.start
            from_above = running and running is unit.inherited
            if _impersonal(unit, segment, start, said_in) or (from_above and _has_subject(unit, segment)):
                bound[segment.start] = ()
                continue
        bound[segment.start] = own or running
    return bound


def _reacts(unit: Unit, segment: Segment) -> bool:
    """Say whether a segment is a right to refuse."""
    cue = segment.cue
    return cue is not None and cue.kind is Kind.PERMISSION and bool(_REFUSES.match(unit.text, cue.end))


def _tasked(segment: Segment) -> bool:
    """Say whether a segment is a duty, whose subject acts, even where it speaks of punishing others."""
    return segment.cue is not None and segment.cue.kind is Kind.OBLIGATION


def _has_subject(unit: Unit, segment: Segment) -> bool:
    """Say whether a thing is the subject of a segment, so that whom the section speaks to is not bound by it."""
    assert segment.cue is not None
    start, end = segment.start, segment.cue.start
    if subjects.refers_back(unit.text, start, end):
        return False
    official = unit.governed is None and all(who.code == "government" for who in unit.inherited)
    return not unit.reading.chinese or official or subjects.thing(unit.text, start, end)


def _impersonal(unit: Unit, segment: Segment, start: int, said_in: Sentence | None) -> bool:
    """Say whether a norm binds everybody although somebody was named before.

    A ban on acts ("… are prohibited"), and a ban without a subject (严禁…) in a sentence that names nobody; ``said_in``
    is the sentence that named somebody last.
    """
    cue = segment.cue
    assert cue is not None
    if cue.before:
        return True
    before = unit.text[start : cue.start]
    words = unit.text[cue.start : cue.end]
    bare = unit.reading.chinese and words.endswith(("严禁", "禁止")) and len(before.strip("，,、 并且")) < 3
    return bare and segment.sentence is not said_in


def _own(unit: Unit, segment: Segment) -> tuple[Addressee, ...]:
    """Give the addressees that a segment names itself."""
    cue = segment.cue
    text = unit.text
    if cue is None:
        named = subjects.subject(unit.reading, segment.start, _first_clause(unit, segment))
        return _addressees(text, named if not unit.reading.chinese or _opens(unit, segment, named) else [])
    if cue.before:
        return ()
    stop = min([cue.start, *(c.start for c in segment.also)])
    named = subjects.subject(unit.reading, segment.start, stop)
    if named and (other := unlisted.before_names(unit.reading, segment.start, stop, named)):
        return (unlisted.addressee(text, other),)
    if (
        not named
        and cue.kind is Kind.PROHIBITION
        and unit.reading.chinese
        and text[cue.start : cue.end].endswith(("严禁", "禁止"))
    ):
        behind = unit.reading.names(cue.end, min(segment.end, cue.end + 30))
        named = [n for n in behind if n.start == cue.end and text[n.end : n.end + 1] not in "的"][:1]
    if not named and not unit.reading.chinese:
        # "No bank shall", "any entity is not allowed": the name may stand right before the cue behind a comma.
        named = [n for n in unit.reading.names(segment.start, cue.start) if n.codes == ("anyone",)][:1]
    if named:
        return _addressees(text, unlisted.complete(unit.reading, segment.start, stop, named))
    other = unlisted.beside(unit.reading, segment.start, stop) or unlisted.opening(unit.reading, segment.start, stop)
    return (unlisted.addressee(text, other),) if other else ()


def _opens(unit: Unit, segment: Segment, named: list[Named]) -> bool:
    """Say whether names open a Chinese clause without a cue: of the 银行 in 查询被调查的银行账户 nothing is said."""
    if not named or named[0].agency is not None:
        return True
    before = unit.text[segment.start : named[0].start]
    if not before:
        return True
    if "，" not in before:
        owner = unit.reading.names(segment.start, named[0].start)
        if owner and owner[0].start == segment.start:
            return owner[-1].end == named[0].start
    if len(before.rpartition("，")[2]) < 6 or before.endswith(("：", "由", "是")):
        return True
    return before.endswith("的") and bool(_ACTS_ZH.match(unit.text, named[-1].end))


def _offender(unit: Unit, segment: Segment) -> tuple[Addressee, ...]:
    """Give who commits a breach, where no table knows them but their last word shows a person."""
    found = unlisted.offender(unit.reading, segment.start, segment.end)
    return (unlisted.addressee(unit.text, found),) if found else ()


def _first_clause(unit: Unit, segment: Segment) -> int:
    """Give how far the subject of a segment without a cue may reach: to its first comma that is not in a list."""
    return segment.end if unit.reading.chinese is False else min(segment.end, segment.start + 60)


def _addressees(text: str, named: list[Named]) -> tuple[Addressee, ...]:
    result: list[Addressee] = []
    kinds = agencies.load()
    for i, name in enumerate(named):
        codes = name.codes
        official = i > 0 and result[-1].code == "government" and text[named[i - 1].end : name.start] in ("", "及其")
        if official and subjects.STAFF in codes:
            continue  # 公安部工作人员, 公安部及其工作人员: the body acts through them
        if name.agency is not None:
            codes = (_ADDRESSEE_OF_KIND.get(kinds.get(name.agency).kind, "government"),)
        for code in codes:
            if code == "other" or code not in {a.code for a in result}:
                result.append(Addressee(code=code, text=text[name.start : name.end], span=(name.start, name.end)))
    # 境内外任何单位和个人: whoever binds everybody needs no narrower name beside it.
    everybody = [a for a in result if a.code == "anyone"]
    return tuple(everybody or result)


def _anyone(text: str, segment: Segment) -> tuple[Addressee, ...]:
    if segment.cue is None:
        return ()
    start, end = segment.cue.start, segment.cue.end
    return (Addressee(code="anyone", text=text[start:end], span=(start, end)),)
