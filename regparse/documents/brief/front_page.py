"""Page one: the verdict, the facts, what has to be known first, who is bound, what changed, how far to rely on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regparse.documents.brief import selection
from regparse.documents.brief.audience import Audience
from regparse.documents.brief.changed import Changed
from regparse.documents.brief.reliability import Reliability, reliability
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import Statement, binding, roles
from regparse.documents.brief.takeaways import (
    Takeaway,
    about,
    announced,
    asks_approval,
    is_hollow,
    length,
    takeaways,
    tell,
)
from regparse.documents.parts.quotes import Words
from regparse.documents.parts.refs import Ref
from regparse.lexicon.addressees import ANYONE
from regparse.model import AgencyMention, Citation, Kind, Language, Notice, Role
from regparse.wording.titles import display_title, repealed

_ASIDE = frozenset({ANYONE, "government", "responsible-person"})
"""Whom a headline does not name: everybody, bodies of the state, the staff of those that it names."""
_ROWS = 7
_EACH = 3
_LINE: dict[Language, float] = {"en": 1.6, "zh": 1.6}
"""How much longer than a takeaway a line of the table may be."""
_STANDFIRST: dict[Language, int] = {"en": 60, "zh": 130}
_TITLE: dict[Language, int] = {"en": 30, "zh": 60}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the fact box; ``words`` are the notice's, ``text`` is ours."""

    name: str
    text: str = ""
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says: quoted or composed, its sort, whether it is new or unsure."""

    about: str
    text: str
    words: Words | None
    is_new: bool
    is_unsure: bool
    ref: Ref


@dataclass(frozen=True, slots=True)
class Row:
    """One sort of persons: what they must not and must do, by when; ``see`` numbers the takeaways that say the rest."""

    who: str
    lines: tuple[Line, ...]
    when: tuple[str, ...]
    see: tuple[int, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """All that page one says."""

    headline: str
    title: str
    title_lang: Language
    standfirst: str
    facts: tuple[Fact, ...]
    takeaways: tuple[Takeaway, ...]
    rows: tuple[Row, ...]
    changed: tuple[str, ...]
    reliability: Reliability
    nothing_sure: str


def front_page(
    notice: Notice,
    read: tuple[Sequence[Statement], Sequence[Statement]],
    changed: Changed,
    speech: Speech,
    reader: Audience | None = None,
) -> FrontPage:
    """Compute page one. ``read`` are the statements that are told, and all that the notice has."""
    found, every = read
    first = takeaways(found, speech, reader.kinds if reader else ()) or announced(notice)
    title, _ = display_title(notice)
    return FrontPage(
        headline=headline(notice, found, changed, speech, reader),
        title=title,
        title_lang=notice.language,
        standfirst=standfirst(notice, every, speech),
        facts=tuple(facts(notice, speech)),
        takeaways=first,
        rows=tuple(_rows(found, first, speech, reader)),
        changed=changed.lines,
        reliability=reliability(notice, every, speech),
        nothing_sure="" if first else speech("takeaway.none"),
    )


def is_guidance(notice: Notice, found: Sequence[Statement]) -> bool:
    """Tell an instrument that guides: its title says so, and nothing in it sets a penalty."""
    return selection.has("guiding", " ".join(notice.title.split()), notice.language) and not any(
        one.sort == "consequence" for one in found
    )


def headline(
    notice: Notice, found: Sequence[Statement], changed: Changed, speech: Speech, reader: Audience | None
) -> str:
    """Compose the verdict: what is banned now beside what was, or whom the instrument binds; since when; what goes."""
    if reader is not None:
        head = speech("head.reader", who=speech.person(reader.code), name=_name(notice))
    elif changed.joins:
        head = speech("head.joins", new=changed.joins, old=changed.before, how=changed.joins_how)
    elif persons := _bound(found, speech):
        key = "head.guides" if is_guidance(notice, found) else "head.binds"
        head = speech(key, name=_name(notice), who=persons)
    else:
        head = speech("head.is", name=_name(notice))
    parts = [head, _since(notice, speech)]
    gone = [_short(repealed(one, notice), speech.language) for one in notice.repeals]
    if gone:
        more = max(len(gone) - 2, 0) or int(_is_several(notice))
        parts.append(speech("head.repealed", names=tuple(gone[:2]), more=more))
    return speech.sentence(speech("head.joined", parts=tuple(part for part in parts if part)))


def _name(notice: Notice) -> str:
    return _short(display_title(notice)[0], notice.language)


def _short(title: str, lang: Language) -> str:
    title = " ".join(title.split())
    if lang == "zh" and title.startswith("《") and title.endswith("》"):
        return title
    return title if length(title, lang) <= _TITLE[lang] else f"{title[: 60 if lang == 'zh' else 160]}…"


def _bound(found: Sequence[Statement], speech: Speech) -> tuple[str, ...]:
    """Name whom the bans and duties bind that are beyond doubt: the three that most of them are about.

    They have the names that the text has for them, where it is in the language of the brief.
    """
    counted: Counter[str] = Counter()
    for one in found:
        if one.sort in {"ban", "duty"} and one.is_sure_of_who and not _ASIDE & set(one.codes):
            if one.lang == speech.language:
                counted.update(one.printed)
            else:
                counted.update(speech.known_as(name, one.codes) for name in one.printed)
    most = counted.most_common(3)
    return tuple(name for name, times in most if times > 1 or name == most[0][0])


def _since(notice: Notice, speech: Speech) -> str:
    start = notice.effective
    if start.kind == "unstated":
        return ""
    day = start.date or (notice.issued_on.date if notice.issued_on else None)
    if day is None or (start.kind == "on-issuance" and _is_printing_day(notice)):
        return speech("head.on-issuance") if start.kind == "on-issuance" else ""
    return speech("head.since", day=day)


def standfirst(notice: Notice, found: Sequence[Statement], speech: Speech) -> str:
    """Say who issued it when, about what, who decides and what a breach brings, as far as there is room."""
    issuers = _bodies(notice.issuers, speech)
    day = notice.issued_on.date if notice.issued_on else None
    said = []
    if issuers:
        shown = issuers[:1] if len(issuers) > 3 else issuers
        key = "stand.printed" if day and _is_printing_day(notice) else "stand.issued"
        said.append(speech(key, who=tuple(shown), more=len(issuers) - len(shown), day=day))
    is_amending = selection.has("amending", " ".join(notice.title.split()), notice.language)
    if is_amending:
        said.append(speech("stand.amends"))
    elif is_guidance(notice, found):
        said.append(speech("stand.guidance"))
    deciders = _deciders(found, speech)
    if deciders:
        said.append(speech("stand.approves", who=deciders))
    if not is_amending:
        said.append(speech(f"stand.{_breach(notice, found)}"))
    kept, room = list[str](), _STANDFIRST[speech.language]
    for sentence in filter(None, said):
        if length(" ".join((*kept, sentence)), speech.language) <= room:
            kept.append(sentence)
    return ("" if speech.language == "zh" else " ").join(kept)


def _deciders(found: Sequence[Statement], speech: Speech) -> tuple[str, ...]:
    """Name the bodies whose approval some binding sentence asks for, where that part is beyond doubt."""
    names = dict[str, None]()
    for one in binding(found):
        if not one.is_unsure and asks_approval(one):
            for code, printed in roles(one, Role.APPROVE):
                if code not in {"RELEVANT-DEPTS", "COMPETENT-AUTHORITY", "OTHER-BODY", "ALL-DEPTS"}:
                    names.setdefault(speech.body(code, printed))
    return tuple(names)[:3]


def _breach(notice: Notice, found: Sequence[Statement]) -> str:
    """Say which sentence on breaches holds: fines of its own, other law, none, or nothing where that is not read."""
    consequences = [one for one in found if one.sort == "consequence"]
    if any(
        one.lang and selection.consequence(one.text, one.lang) == "fine" and any(norm.figures for norm in one.norms)
        for one in consequences
    ):
        return "fines"
    if any(selection.has("penal", one.text, one.lang) for one in consequences if one.stands_alone):
        return "elsewhere"
    return "unsaid" if consequences or selection.has("penal", notice.text, notice.language) else "no-penalty"


def facts(notice: Notice, speech: Speech) -> Iterable[Fact]:
    """Give the fact box: the number, who issued it, its days, what it repeals, which text this is."""
    if notice.number:
        yield Fact(speech("fact.number"), words=_quoted(notice.number.text, notice))
    if issuers := _bodies(notice.issuers, speech):
        consulted = _bodies(notice.consulted, speech)
        approved = tuple(name for name in _bodies(notice.approved_by, speech) if name not in issuers)
        yield Fact(speech("fact.issuers"), speech("fact.by", who=issuers, consulted=consulted, approved=approved))
    yield Fact(speech("fact.dates"), speech("fact.days", days=tuple(_days(notice, speech))))
    if notice.repeals:
        names = tuple(dict.fromkeys(_gone(notice, notice.repeals)))
        yield Fact(speech("fact.repeals"), speech("fact.named", names=names, more=int(_is_several(notice))))
    if changed := tuple(_amended(notice)):
        yield Fact(speech("fact.amends"), speech("fact.named", names=changed, more=_left(notice, changed)))
    yield Fact(speech("fact.text"), speech("fact.original" if notice.language == "zh" else "fact.translation"))


def _amended(notice: Notice) -> Iterable[str]:
    """Name what the clauses of an amending instrument change."""
    if not selection.has("amending", " ".join(notice.title.split()), notice.language):
        return
    for clause in notice.clauses:
        words = (clause.heading or clause.text).removeprefix(clause.label or "").lstrip(" 、.．\u3000\n")
        if found := selection.pattern("changes", notice.language).search(words):
            yield " ".join(found["name"].split())


def _left(notice: Notice, named: Sequence[str]) -> int:
    """Count the clauses that change something which was not named."""
    return max(0, sum(bool(clause.label) for clause in notice.clauses) - len(named))


def _is_several(notice: Notice) -> bool:
    """Tell whether a repeal names one instrument and means more."""
    behind = (notice.text[one.span[1] :][:60] for one in notice.repeals)
    return any(selection.has("several", words, notice.language) for words in behind)


def _gone(notice: Notice, cites: Iterable[Citation]) -> Iterable[str]:
    return (_short(repealed(one, notice), notice.language) for one in cites)


def _days(notice: Notice, speech: Speech) -> Iterable[str]:
    if notice.issued_on:
        yield speech("fact.printed" if _is_printing_day(notice) else "fact.issued", day=notice.issued_on.date)
    else:
        yield speech("fact.no-issue")
    start = notice.effective
    if start.kind == "unstated":
        if any(norm.kind is not Kind.REPEAL for _, norm in notice.provisions()) or not notice.repeals:
            yield speech("fact.no-effect")
    elif start.kind == "on-issuance":
        yield speech("fact.on-issuance")
    elif start.date:
        yield speech("fact.effective", day=start.date)
    if notice.valid_until and notice.valid_until.date:
        yield speech("fact.until", day=notice.valid_until.date)


def _is_printing_day(notice: Notice) -> bool:
    printed, issued = notice.printed_on, notice.issued_on
    return bool(printed and issued and printed.span == issued.span)


def _quoted(text: str, notice: Notice) -> Words:
    return Words(((" ".join(text.split()), False),), notice.language)


def _bodies(mentions: Iterable[AgencyMention], speech: Speech) -> tuple[str, ...]:
    return tuple(dict.fromkeys(speech.body(one.id, " ".join(one.text.split())) for one in mentions))


def _rows(
    found: Sequence[Statement], first: Sequence[Takeaway], speech: Speech, reader: Audience | None
) -> Iterable[Row]:
    """Give a row to each sort of persons that sure statements name, the most weighty first."""
    weights = selection.table()["sorts"]
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for one in binding(found):
        sort = about(one)
        if one.is_sure_of_who and sort and sort != "may" and "government" not in one.codes:
            groups.setdefault(tuple(sorted(one.codes)), []).append(one)
    told = {statement.number: n for n, one in enumerate(first, 1) for statement in one.statements}

    def weight(item: tuple[tuple[str, ...], list[Statement]]) -> tuple[int, int]:
        near = 0
        if reader is not None:
            near = min((reader.kinds.index(code) for code in item[0] if code in reader.kinds), default=99)
        return (near, -sum(int(weights[about(one) or "may"]) for one in item[1]))

    rows = []
    for codes, many in sorted(groups.items(), key=weight):
        if reader is not None and not {*reader.kinds, "other"} & set(codes):
            continue
        row = _row(many[0].codes, many, told, speech)
        if row.lines or row.see:
            rows.append(row)
    return rows[:_ROWS]


def _row(codes: tuple[str, ...], many: list[Statement], told: dict[int, int], speech: Speech) -> Row:
    weights = selection.table()["sorts"]

    def weight(one: Statement) -> tuple[bool, int, int]:
        return (is_hollow(one), -int(weights[about(one) or "may"]), one.number)

    lines, used = list[Line](), list[Statement]()
    for one in sorted(many, key=weight):
        sort = about(one)
        if one.number in told or not sort or len(lines) == _EACH or is_hollow(one):
            continue
        if say := tell(one, sort, speech, times=_LINE[one.lang]):
            is_unsure = one.is_unsure and say[0] != "composed"  # what is composed rests on what is sure alone
            place = Ref(one.ref.label, f"#{one.anchor}")
            lines.append(Line(sort, say[1].text, say[1].words, one.is_new, is_unsure, place))
            used.append(one)
    used += [one for one in many if one.number in told]
    when = dict.fromkeys(deadline.text for one in used for norm in one.leading for deadline in norm.deadlines)
    refs = {one.ref.label: Ref(one.ref.label, f"#{one.anchor}") for one in sorted(used, key=lambda x: x.number)}
    who = speech.persons(codes, _shared_names(used, codes))
    see = tuple(sorted({told[one.number] for one in many if one.number in told}))
    return Row(who, tuple(lines), tuple(when), see, tuple(refs.values()))


def _shared_names(used: Sequence[Statement], codes: tuple[str, ...]) -> Iterable[str]:
    """Give the names that the text has for a kind: where only some of the statements are about a named part of it,
    the kind alone is what the row is about.
    """
    names = [set(one.printed) for one in used]
    is_same = bool(names) and all(found == names[0] for found in names)
    return (name for one in used for name in one.printed) if is_same or "other" in codes else ()
