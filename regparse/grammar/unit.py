"""A clause prepared for the rules: its sentences, cues, segments, and who its norms speak to.

A rule sees one :class:`Unit` and never another rule's output. Made once for each clause, so that no rule parses twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regparse.grammar import binding_en, cues, roles, subjects_en
from regparse.grammar.frames import discourse, liable, subjects
from regparse.grammar.frames.bind import UNREAD, Binding
from regparse.grammar.reading import Named, Reading
from regparse.grammar.segments import Segment, segments
from regparse.grammar.sentences import Sentence, sentences
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
_OFFICIAL = frozenset({"government", "industry-association", "financial-infrastructure"})
_ASIDE = frozenset({Role.APPROVE, Role.RECIPIENT, Role.REFER})


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
        start, stop = segment.start, segment.cue.start
        if not self.reading.chinese:
            return not subjects_en.named(self.reading, start, stop)
        return not subjects.named(self.reading.pieces.between(start, stop))

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
        if self.reading.chinese:
            return liable.persons(self.reading, segment)
        named = [n for n in subjects_en.named(self.reading, segment.start, segment.end) if not n.agency]
        named = named or [n for n in self.reading.names(segment.start, segment.end) if not n.agency][:1]
        return tuple(dict.fromkeys(one for n in named for one in _addressees(self.text, n)))

    def upon(self, segment: Segment) -> bool:
        """Say whether a Chinese segment opens with whom something is done to (对直接责任人员给予警告)."""
        return self.reading.chinese and bool(liable.upon(self.reading, segment))

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
        return bool(who) and all(one.code in _OFFICIAL for one in who)

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
        above = self.segments[: self._above()]
        above = above if self._tells_all() else above[::-1]
        last = next((self._addressees[s.start] for s in above if self._addressees.get(s.start)), ())
        return last or self.inherited

    def _tells_all(self) -> bool:
        """Say whether what stands above ends in no colon: then who opens it is spoken of in all that follows."""
        return not self.items and bool(self.segments) and self.text[self.segments[-1].end - 1] not in "：:"

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


def _addressees(text: str, name: Named) -> list[Addressee]:
    words = {"text": text[name.start : name.end], "span": (name.start, name.end)}
    return [Addressee.model_validate({"code": code, **words}) for code in name.codes]


def _anyone(text: str, segment: Segment) -> tuple[Addressee, ...]:
    if segment.cue is None:
        return ()
    start, end = segment.cue.start, segment.cue.end
    return (Addressee(code="anyone", text=text[start:end], span=(start, end)),)
