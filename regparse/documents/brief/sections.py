"""The pages after the first: each fact once, in the words of the notice, sorted by what a reader looks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regparse.documents.brief import selection
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import STATE, Statement, binding, roles
from regparse.documents.parts.quotes import Words
from regparse.documents.parts.refs import Ref
from regparse.lexicon.addressees import ANYONE
from regparse.model import Deadline, Provision, Role
from regparse.notation.expressions import expression

_DURATION = expression(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)(W?)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_DAY = expression(r"\d{4}-\d{2}(?:-\d{2})?")
_CLIP = {"en": 165, "zh": 76}
_MANY = 4
"""From how many bodies on a list is not repeated that stood in an earlier row."""
_TASK = {"en": 210, "zh": 90}
_FEW = 8
_DECIDES = frozenset({"approval", "approval-and-filing", "approval-or-filing"})


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement as a row: its sort, its words, what else is to be known, its clause."""

    statement: Statement
    sort: str
    words: Words
    notes: tuple[str, ...]
    doubt: str

    @property
    def ref(self) -> Ref:
        """Give the clause."""
        return self.statement.ref

    @property
    def is_new(self) -> bool:
        """Tell whether it is new since the notice compared with."""
        return self.statement.is_new

    @property
    def norms(self) -> tuple[Provision, ...]:
        """Give the provisions in it, by which words of another text are found."""
        return self.statement.norms


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one sort of persons, or of one sort of consequence."""

    heading: str
    rows: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class When:
    """A time: when, from what it runs, who has to keep it with what, the clause."""

    when: str
    who: str
    what: Words
    ref: Ref
    is_unsure: bool
    order: tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Gate:
    """What needs an approval or a filing, from whom, the clause."""

    what: Words
    whom: str
    ref: Ref
    is_unsure: bool
    href: str


@dataclass(frozen=True, slots=True)
class Task:
    """What a body has to do: who leads or is responsible, with whom, the words, the clause."""

    who: str
    beside: str
    words: Words | None
    ref: Ref
    is_unsure: bool
    href: str


def doubt(one: Statement, speech: Speech) -> str:
    """Say why a statement is unsure; nothing where it is not."""
    return " ".join(speech.doubt(code) for code in one.doubts[:1]) if one.is_unsure else ""


def quoted(one: Statement, speech: Speech, main: Sequence[str] = ()) -> Quoted:
    """Give a statement as a row; who else it binds beside those it stands under is noted."""
    others = [code for norm in one.norms for code in _persons(norm) if code not in (main or one.codes)]
    notes = []
    if others and one.sort != "consequence":
        notes.append(speech("row.also", who=speech.listed(dict.fromkeys(speech.person(code) for code in others))))
    outside = _outside(one)
    if outside:
        notes.append(speech("row.but", words=outside))
    return Quoted(one, one.sort, one.words, tuple(notes), doubt(one, speech))


def _persons(norm: Provision) -> Iterable[str]:
    return (one.code for one in norm.addressees if norm.basis != "none" and one.code not in {STATE, "other", ANYONE})


def _outside(one: Statement) -> tuple[str, ...]:
    """Quote the limits that stand outside the words of a statement."""
    a, b = one.span
    found = (limit for norm in one.norms for limit in norm.exceptions if not a <= limit.span[0] < b)
    return tuple(dict.fromkeys(" ".join(limit.text.split()) for limit in found))


def by_audience(found: Sequence[Statement], speech: Speech) -> tuple[Group, ...]:
    """Group bans, duties and permissions by whom they bind; the bans of each stand first, in the notice's order."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    many = binding(found)
    full: dict[tuple[str, ...], int] = {}
    for one in many:
        key = tuple(sorted(one.codes))
        full[key] = full.get(key, 0) + 1
    for one in many:
        key = tuple(sorted(one.codes))
        if len(full) > _FEW and key and full[key] < 2 and "other" not in key:
            key = key[:1]
        groups.setdefault(key, []).append(one)
    order = {"ban": 0, "duty": 1, "may": 2}
    named = sorted(groups.items(), key=lambda item: (item[0] != (), item[0] != (ANYONE,), item[0] == ("other",)))
    return tuple(
        Group(
            _heading(rows[0].codes if set(rows[0].codes) == set(codes) else codes, rows, speech),
            tuple(quoted(one, speech, codes) for one in sorted(rows, key=lambda x: (order[x.sort], x.number))),
        )
        for codes, rows in named
    )


def _heading(codes: tuple[str, ...], rows: Sequence[Statement], speech: Speech) -> str:
    if not codes:
        return speech("audience.nobody")
    if codes == ("other",):
        return speech("audience.unlisted")
    named = [code for code in codes if code != STATE]
    return speech.persons(named, (name for one in rows for name in one.printed if set(one.codes) == set(codes)))


def deadlines(found: Sequence[Statement], speech: Speech) -> tuple[When, ...]:
    """Give every deadline in order: days of the calendar, times that run from something, what recurs."""
    rows = dict[tuple[object, ...], When]()
    for one in found:
        for norm in one.norms:
            for deadline in norm.deadlines:
                row = _when(one, norm, deadline, speech)
                rows.setdefault((row.when, one.number), row)
    return tuple(sorted(rows.values(), key=lambda row: row.order))


def _when(one: Statement, norm: Provision, deadline: Deadline, speech: Speech) -> When:
    said = " ".join(deadline.text.split())
    if deadline.from_ and deadline.from_.text not in said:
        said = speech("when.from", when=said, start=" ".join(deadline.from_.text.split()))
    codes = [code for code in dict.fromkeys(a.code for a in norm.addressees) if code != "other"]
    who = ""
    if norm.basis != "none":
        names = [speech.person(code) for code in codes if code != STATE]
        heads = (body for body in norm.agencies if body.role in {Role.RESPONSIBLE, Role.LEAD})
        bodies = [speech.body(body.id, body.text) for body in heads]
        printed = [person.text for person in norm.addressees if person.code == "other"]
        who = speech.sentence(speech.listed(dict.fromkeys(names + printed or bodies)))
    return When(said, who or "–", _clip(one), one.ref, one.is_unsure, _order(deadline, one.number))


def _order(deadline: Deadline, number: int) -> tuple[int, str, int]:
    value = deadline.value or ""
    if deadline.kind == "date" or _DAY.fullmatch(value):
        return (0, value, number)
    match = _DURATION.fullmatch(value)
    if match is None:
        return (4, "", number)
    years, months, weeks, days, working, hours, minutes, _ = match.groups()
    whole = int(years or 0) * 365 + int(months or 0) * 30 + int(weeks or 0) * 7
    total = whole + int(days or 0) * (1.4 if working else 1)
    size = int(total * 1440 + int(hours or 0) * 60 + int(minutes or 0))
    return (2 if deadline.kind == "every" else 1, f"{size:012}", number)


def _clip(one: Statement) -> Words:
    """Quote the beginning of a statement: the whole of it stands in its row."""
    room, text = _CLIP[one.lang], " ".join(one.text.split())
    return Words(((one.short(room) if len(text) > room else text, False),), one.lang)


def approvals(found: Sequence[Statement], speech: Speech) -> tuple[Gate, ...]:
    """List what needs the approval of a public body: the condition is read, or its body has that part."""
    return tuple(
        _gate(one, Role.APPROVE, speech)
        for one in _asked(found)
        if any(norm.condition in _DECIDES for norm in one.norms) or roles(one, Role.APPROVE)
    )


def filings(found: Sequence[Statement], speech: Speech) -> tuple[Gate, ...]:
    """List what has to be filed, and with whom; what needs an approval as well stands among those."""
    return tuple(
        _gate(one, Role.FILE, speech)
        for one in _asked(found)
        if (any(norm.condition == "filing" for norm in one.norms) or roles(one, Role.FILE))
        and not any(norm.condition in _DECIDES for norm in one.norms)
    )


def _asked(found: Sequence[Statement]) -> list[Statement]:
    return [one for one in found if one.sort in {"ban", "duty", "may"}]


def _gate(one: Statement, role: Role, speech: Speech) -> Gate:
    bodies = roles(one, role) or (roles(one, Role.FILE, Role.APPROVE) if role is Role.APPROVE else [])
    whom = speech.listed(dict.fromkeys(speech.body(code, printed) for code, printed in bodies))
    return Gate(_clip(one), whom or speech("gate.unsaid"), one.ref, one.is_unsure, f"#{one.anchor}")


def tasks(found: Sequence[Statement], speech: Speech) -> tuple[Task, ...]:
    """List who enforces: what bodies of the state have to do. What is quoted as a consequence is only pointed at."""
    rows, told = [], dict[frozenset[str], str]()
    for one in found:
        lead = roles(one, Role.LEAD)
        heads = lead or roles(one, Role.RESPONSIBLE)
        is_task = one.sort == "task" or one.is_states
        if not heads or not (is_task or one.sort == "consequence"):
            continue
        name = speech.listed(dict.fromkeys(speech.body(code, printed) for code, printed in heads))
        others = [pair for pair in roles(one, Role.JOINT, Role.COORDINATE, Role.PARTICIPATE) if pair not in heads]
        beside = speech.listed(dict.fromkeys(speech.body(code, printed) for code, printed in others))
        everybody = frozenset(code for code, _ in (*heads, *others))
        if len(everybody) >= _MANY and beside:
            if (place := told.get(everybody)) is not None:
                beside = speech("task.same", clause=place)
            told.setdefault(everybody, one.ref.label)
        words = _task(one) if is_task else None
        rows.append(
            Task(
                speech("task.lead", who=name) if lead and not one.is_unsure else name,
                beside,
                words,
                one.ref,
                one.is_unsure,
                f"#{one.anchor}",
            )
        )
    return tuple(rows)


def _task(one: Statement) -> Words:
    """Quote what is done: from behind the bodies that the sentence opens with, cut where it gets long."""
    room, text = _TASK[one.lang], one.text
    bodies = (body for norm in one.norms for body in norm.agencies if body.role is not Role.RECIPIENT)
    behind = max((body.span[1] for body in bodies), default=0)
    at = behind - one.span[0]
    if any(limit.span[0] < behind for norm in one.norms for limit in norm.exceptions):
        at, room = 0, 2 * room  # in which circumstances stands before the bodies
    rest = " ".join(text[at:].split()).lstrip(" ,，、;；.。)）等") if 0 < at < len(text) else ""
    if len(rest) >= (60 if one.lang == "en" else 16):
        return Words(((f"… {_cut(rest, room)}" if one.lang == "en" else f"…{_cut(rest, room)}", False),), one.lang)
    return Words(((_cut(" ".join(text.split()), room), False),), one.lang)


def _cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[:room]
    stop = max(kept.rfind(mark) for mark in ",，;；、 ")
    return f"{kept[: stop if stop > room // 2 else room].rstrip(',，;；、 ')}…"


def consequences(found: Sequence[Statement], speech: Speech) -> tuple[Group, ...]:
    """Group consequences by what they are by their words: a fine, a closure, a referral, invalidity …"""
    groups: dict[str, list[Statement]] = {}
    for one in found:
        if one.sort == "consequence":
            sort = next((x for x in _sorts(one)), "liability")
            groups.setdefault(sort, []).append(one)
    order = [row["sort"] for row in selection.table()["consequence"]]
    return tuple(
        Group(speech(f"consequence.{sort}"), tuple(quoted(one, speech) for one in groups[sort]))
        for sort in sorted(groups, key=order.index)
    )


def _sorts(one: Statement) -> Iterable[str]:
    words = " ".join(norm.sanction.text for norm in one.norms if norm.sanction)
    for text in (words, one.text):
        if sort := selection.consequence(text, one.lang):
            yield sort
