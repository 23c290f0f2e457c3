"""What a reader has to know first: statements chosen by sort and audience, each told in one short sentence.

A takeaway is a sentence of the notice, its beginning where no turn of it is cut off, or a sentence composed from
codes that are beyond doubt. It uses no fact that a doubt touches: a ban whose sentence names nobody is told without
a subject.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from regparse.documents.brief import selection
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import Statement, roles
from regparse.documents.parts.bans import exempting, way
from regparse.documents.parts.quotes import GAP, Words
from regparse.documents.parts.refs import Ref
from regparse.lexicon.addressees import ANYONE
from regparse.model import Kind, Language, Notice, Provision, Role
from regparse.notation.expressions import expression

Form = Literal["whole", "composed", "cut"]
_RESTRICTS = expression(r"\s*(?:that|which|who|whose|engag|provid|carry|operat|hold|participat|with|of|in)\w*\b")
_MOST_ACTS = 5
_COUNT = 5
_LEADS = 2
_FINES = 4
_WHOLE = 2.5
_SENTENCES = 4
"""How long the sentences of an announcement may be that is quoted whole, and how many."""
_SLACK = 1.4
"""How much longer a sentence may be in a language in which it was not chosen."""


@dataclass(frozen=True, slots=True)
class Takeaway:
    """A sentence about what somebody may no longer do, must do, or who decides; ``about`` is its sort.

    Either ``text`` is said or ``words`` are quoted.
    """

    about: str
    text: str
    words: Words | None
    statements: tuple[Statement, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the links to the rows of its statements."""
        return tuple({one.ref.label: Ref(one.ref.label, f"#{one.anchor}") for one in self.statements}.values())

    @property
    def is_new(self) -> bool:
        """Tell whether all of it is new."""
        return bool(self.statements) and all(one.is_new for one in self.statements)


def sorts(one: Statement) -> tuple[str, ...]:
    """Give what a statement is about, by the names of the table; bodies of the state alone are bound by none of it."""
    found = []
    norms = one.leading
    has_deadline = any(norm.deadlines for norm in norms)
    if one.sort == "consequence":
        first = re.split("[;；]", one.text)[0]
        is_money = selection.consequence(first, one.lang) in {"fine", "penalty"}
        amounts = [figure for norm in norms for figure in norm.figures if figure.span[0] < one.span[0] + len(first)]
        return ("penalty",) if is_money and amounts else ("consequence",)
    if one.sort in {"task", "says"}:
        if one.sort == "says" or is_hollow(one):
            return ()
        if roles(one, Role.LEAD):
            return ("lead",)
        told = (("gate", "approval"), ("punishes", "consequence"))
        return tuple(sort for row, sort in told if selection.has(row, one.text, one.lang))
    is_ceiling = one.sort != "may" and selection.has("ceiling", one.text, one.lang)
    if is_ceiling or any(figure.bound != "exact" for norm in norms for figure in norm.figures):
        found.append("limit")
    elif selection.has("threshold", one.text, one.lang):
        found.append("threshold")
    is_asked = one.sort == "ban" and any((norm.condition or "").startswith("approval") for norm in norms)
    is_filed = any(norm.condition == "filing" for norm in norms)
    if is_asked or (asks_approval(one) and not is_filed):
        found.append("approval")
    if any("filing" in (norm.condition or "") for norm in norms) or roles(one, Role.FILE):
        found.append("filing")
    if one.sort == "duty" and has_deadline:
        found.append("report" if roles(one, Role.RECIPIENT) else "deadline")
    if one.sort == "ban":
        found.append("ban")
    if selection.has("condition", one.text, one.lang):
        found.append("condition")
    return (*found, "may" if one.sort == "may" else "duty")


def is_hollow(one: Statement) -> bool:
    """Tell whether a statement asks for care, law or principle and names neither a day nor a figure."""
    is_told = any(norm.deadlines or norm.figures for norm in one.leading)
    return not is_told and selection.has("hollow", one.text, one.lang)


def asks_approval(one: Statement) -> bool:
    """Tell whether a statement asks for the leave of a body, not for a paper that has to be shown."""
    is_asked = bool(roles(one, Role.APPROVE)) and selection.has("approves", one.text, one.lang)
    return is_asked and not selection.has("shows", one.text, one.lang)


def about(one: Statement) -> str | None:
    """Give the weightiest sort of a statement, None where it has none."""
    weights = selection.table()["sorts"]
    return max(sorts(one), key=lambda sort: int(weights[sort]), default=None)


def takeaways(
    found: Sequence[Statement], speech: Speech, kinds: Sequence[str] = (), count: int = _COUNT
) -> tuple[Takeaway, ...]:
    """Choose what has to be known first, the weightiest first.

    The choice is made in the language of the text, so that it is the same whatever language the brief is in. ``kinds``
    are what the reader is, the nearest first; none where the brief is for everybody.
    """
    own = Speech(found[0].lang) if found else speech
    options = []
    for one in found:
        sort = about(one)
        if sort == "may" and not one.codes:
            continue
        if sort and (told := tell(one, sort, own)) and (said := tell(one, sort, speech, _SLACK)):
            options.append((one, sort, said, _worth(one, sort, told[0], kinds)))
    lead = leads(found, speech)
    most = selection.table()["most"]
    taken: list[Takeaway] = []
    chosen: Counter[str] = Counter()
    places: Counter[str] = Counter()
    weights = selection.table()["features"]
    led = {one.number for one in lead.statements} if lead else set()
    options = [row for row in options if row[0].number not in led]

    def worth(row: tuple[Statement, str, tuple[Form, Takeaway], int]) -> tuple[int, int]:
        one, sort, _, value = row
        value += weights["is-repeat"] * chosen[sort] + weights["is-same-place"] * places[one.ref.label]
        return (value, -one.number)

    while options and len(taken) < count - bool(lead):
        best = max(options, key=worth)
        if worth(best)[0] <= 0:
            break
        one, sort, told, _ = best
        taken.append(told[1])
        chosen[sort] += 1
        places[one.ref.label] += 1
        full = {name for name, number in chosen.items() if number >= most.get(name, most["any"])}
        options = [row for row in options if row is not best and row[1] not in full]
    fined = None if chosen["penalty"] else fines(found, speech)
    if fined:
        taken = taken[: count - 1 - bool(lead)]
    return (*taken, *(one for one in (fined, lead) if one))


def _worth(one: Statement, sort: str, form: Form, kinds: Sequence[str]) -> int:
    table = selection.table()
    weights = table["features"]
    holds = {
        "is-new": one.is_new,
        "is-whole": form == "whole",
        "is-composed": form == "composed",
        "is-cut": form == "cut",
        "names-somebody": bool(one.codes) and "anyone" not in one.codes,
        "is-hollow": form != "composed" and is_hollow(one),
        "binds-state": one.is_states,
        "binds-all": form == "composed" and (not one.codes or ANYONE in one.codes),
        "names-reader": bool((set(kinds) - {ANYONE}) & set(one.codes)),
        "lists-acts": one.sort == "ban" and sum(bool(act.code) for act in one.acts) > 1,
    }
    return int(table["sorts"][sort]) + sum(int(weights[name]) for name, value in holds.items() if value)


def tell(one: Statement, sort: str, speech: Speech, times: float = 1) -> tuple[Form, Takeaway] | None:
    """Tell a statement in one sentence, None where no sentence can that is short, whole and beyond doubt.

    ``times`` is how much longer than a takeaway it may be.
    """
    quotable = not one.is_doubtful and one.stands_alone and not _is_inside(one.text)
    sort = "ban" if one.sort == "ban" and sort in {"approval", "filing"} else sort
    if quotable and speech.language == one.lang and fits(one.text, one.lang, times):
        return "whole", Takeaway(sort, "", _said(one.text, one), (one,))
    if one.sort == "ban" and (text := compose(one, speech, times)):
        return "composed", Takeaway(sort, text, None, (one,))
    if quotable and fits(one.text, one.lang, times):
        return "whole", Takeaway(sort, "", _said(one.text, one), (one,))
    if one.sort == "consequence" and (text := first_part(one, times)):
        return "whole", Takeaway(sort, "", _said(text, one), (one,))
    if quotable and (text := beginning(one, times)):
        return "cut", Takeaway(sort, "", _said(text, one), (one,))
    return None


def first_part(one: Statement, times: float = 1) -> str | None:
    """Give what stands before the first semicolon of a consequence: it is whole where what is behind only adds to it.

    None where a provision in it is doubtful, or what is behind limits it.
    """
    at = next((n for n, mark in enumerate(one.text) if mark in ";；"), len(one.text))
    kept = one.text[:at]
    end = one.span[0] + at
    inside = [norm for norm in one.leading if norm.span[0] < end]
    if not at or not inside or not fits(kept, one.lang, times) or not one.stands_alone_in(kept) or _is_inside(kept):
        return None
    told = {*selection.table()["touches"]["who"], *selection.table()["touches"]["consequence"]}
    if any(norm.certainty == "unsure" and not (norm.doubts and set(norm.doubts) <= told) for norm in inside):
        return None
    limits = [limit.kind for norm in one.norms for limit in norm.exceptions]
    if "except" in limits:
        return None
    if at == len(one.text):
        return kept
    return f"{kept} {GAP}" if one.lang == "en" else f"{kept}{GAP}"


def fines(found: Sequence[Statement], speech: Speech) -> Takeaway | None:
    """Say which fines the text sets, by clause, in its own figures; None where it sets none that were read."""
    rows = dict[str, tuple[Statement, tuple[str, ...]]]()
    for one in found:
        if one.sort not in {"consequence", "task"}:
            continue
        found_here = selection.pattern("fined", one.lang).finditer(one.text)
        amounts = tuple(dict.fromkeys(" ".join(hit["amount"].split()) for hit in found_here))
        if amounts:
            rows.setdefault(one.ref.label, (one, amounts))
    if not rows:
        return None
    shown = list(rows.items())[:_FINES]
    told = tuple((label, amounts) for label, (_, amounts) in shown)
    text = speech("takeaway.fines", rows=told, more=len(rows) - len(shown))
    return Takeaway("penalty", text, None, tuple(one for _, (one, _) in shown))


def announced(notice: Notice) -> tuple[Takeaway, ...]:
    """Quote a short text that has no norm: its sentences one by one, such as the repeal that it declares."""
    norms = [norm for _, norm in notice.provisions() if norm.kind not in {Kind.REPEAL, Kind.COMMENCEMENT}]
    lines = [line.strip() for line in notice.text.splitlines()]
    said = [line for line in lines if line.endswith(("。", ".")) and fits(line, notice.language, _WHOLE)]
    if norms or not 0 < len(said) <= _SENTENCES:
        return ()
    repeals = [norm.text.strip() for _, norm in notice.provisions() if norm.kind is Kind.REPEAL]
    return tuple(
        Takeaway(
            "repeal" if any(one in line or line in one for one in repeals) else "text",
            "",
            Words(((" ".join(line.split()), False),), notice.language),
            (),
        )
        for line in said
    )


def _said(text: str, one: Statement) -> Words:
    return Words(((" ".join(text.split()), False),), one.lang)


def fits(text: str, lang: Language, times: float = 1) -> bool:
    """Tell whether words are as few as a takeaway holds."""
    return length(text, lang) <= int(selection.table()["room"][lang]) * times


def length(text: str, lang: Language) -> int:
    """Count the words of an English text, the characters of a Chinese one."""
    return len(text.split()) if lang == "en" else len("".join(text.split()))


def beginning(one: Statement, times: float = 1) -> str | None:
    """Give the beginning of a sentence as far as there is room, to the end of one of its parts.

    None where that would cut off what turns the sentence, or leave no more than its subject.
    """
    cues = [norm.cue.span[1] - one.span[0] for norm in one.leading if norm.cue]
    limits = [limit for norm in one.leading for limit in norm.exceptions]
    if one.lang == "en" and one.sort == "ban":
        return None  # what a list of acts is about stands behind it
    stops = [at for at, mark in enumerate(one.text) if mark in ",，;；" and fits(one.text[:at], one.lang, times)]
    stops = [at for at in stops if not _is_inside(one.text[:at])]
    for at in reversed(stops):
        kept, rest = one.text[:at], one.text[at:]
        behind = length(kept[cues[0] :], one.lang) if cues else 0
        is_said = bool(cues) and behind >= (4 if one.lang == "en" else 8)
        is_limited = any(limit.span[1] - one.span[0] > at for limit in limits)
        if is_said and not is_limited and not selection.has("turns", rest, one.lang):
            return f"{kept} {GAP}" if one.lang == "en" else f"{kept}{GAP}"
    return None


def _is_inside(text: str) -> bool:
    """Tell whether words end inside brackets or quotation marks."""
    return any(text.count(a) > text.count(b) for a, b in ("()", "（）", "〔〕", "《》", "“”"))


def compose(one: Statement, speech: Speech, times: float = 1) -> str | None:
    """Say a ban by the names of codes: whom it binds, which acts, where, about what, under which condition.

    None where a fact has no code, is in doubt, or is limited by a circumstance that a name cannot tell.
    """
    for norm in one.norms:
        if norm.kind is not Kind.PROHIBITION or not all(act.code for act in norm.activities) or not norm.activities:
            continue
        if {act.code for act in norm.activities} & set(selection.table()["vague"]["acts"]):
            continue
        if way(norm) in {"illegal", "limited"} or any(limit.kind != "except" for limit in norm.exceptions):
            continue
        if (who := _who(one, norm, speech)) is None:
            continue
        text = speech(
            _ban_key(norm, who),
            who=who,
            acts=_acts(norm, speech),
            where=_where(norm),
            things=_things(norm, speech),
            how=norm.condition or "",
            clause=one.ref.label if exempting(norm) else "",
        )
        text = speech.sentence(text)
        if fits(text, speech.language, times):
            return text
    return None


def _ban_key(norm: Provision, who: str) -> str:
    if not who:
        return "takeaway.banned"
    return "takeaway.nobody" if {person.code for person in norm.addressees} == {ANYONE} else "takeaway.ban"


def _who(one: Statement, norm: Provision, speech: Speech) -> str | None:
    """Name who is bound; nothing where the sentence names nobody, None where a name would say too much."""
    if norm.basis == "none" and set(norm.doubts) <= set(selection.table()["touches"]["who"]):
        return ""
    persons = norm.addressees
    if norm.certainty != "sure" or norm.basis != "printed" or any(person.code == "other" for person in persons):
        return None
    if any(person.except_ for person in persons):
        return None
    last = max(person.span[1] for person in persons) - one.span[0]
    first = min(person.span[0] for person in persons) - one.span[0]
    if one.lang == "en" and _RESTRICTS.match(one.text, max(last, 0)):
        return None
    if one.lang == "zh" and one.text[max(first - 1, 0) : first] == "的":  # an attribute narrows the subject
        return None
    return speech.listed(dict.fromkeys(speech.person(person.code) for person in persons))


def _acts(norm: Provision, speech: Speech) -> str:
    names = list(dict.fromkeys(speech.act(str(act.code)) for act in norm.activities))
    if norm.open_ended or len(names) > _MOST_ACTS:
        return speech("takeaway.further", acts=tuple(names[:_MOST_ACTS]))
    return speech.listed(names, "or" if norm.basis != "none" else "and")


def _where(norm: Provision) -> str:
    named = {"overseas-rwa", "cross-border-service", "overseas-branch-of-financial-institution"}
    return "" if norm.territory is None or named & {act.code for act in norm.activities} else norm.territory


def _things(norm: Provision, speech: Speech) -> tuple[str, ...]:
    """Name the things that the acts are about, where the names of the acts do not."""
    said = " ".join(speech.act(str(act.code)) for act in norm.activities).casefold()
    names = (speech.thing(asset) for asset in norm.assets)
    return tuple(name for name in names if name.casefold().rstrip("s") not in said)


def leads(found: Sequence[Statement], speech: Speech) -> Takeaway | None:
    """Say which bodies lead on which things: those whose lead is printed, beyond doubt, and on things with a name."""
    said: dict[str, tuple[str, Statement]] = {}
    for one in found:
        for norm in one.norms:
            heads = [body for body in norm.agencies if body.role is Role.LEAD]
            if one.sort != "task" or norm.certainty != "sure" or len(norm.assets) != 1 or len(heads) != 1:
                continue
            said.setdefault(speech.thing(norm.assets[0]), (speech.body(heads[0].id, heads[0].text), one))
    if len(said) < 2:
        return None
    rows = tuple((body, thing) for thing, (body, _) in said.items())
    text = speech("takeaway.leads", rows=rows[:_LEADS])
    return Takeaway("lead", text, None, tuple(one for _, one in list(said.values())[:_LEADS]))
