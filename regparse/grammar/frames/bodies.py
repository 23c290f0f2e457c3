"""Which part a Chinese stretch gives to which body, by the slot of its phrase; its code and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from regparse.grammar.frames import slots, terms
from regparse.grammar.frames.phrases import NO_START, Item, NounPhrase, noun_phrase
from regparse.grammar.frames.words import Piece, bits
from regparse.grammar.reading import Reading
from regparse.lexicon import agencies, tables
from regparse.model import AgencyRole, Role, Span
from regparse.notation.expressions import expression

OTHER = "OTHER-BODY"
"""The code of a body that no table knows."""
_BODIES = bits("body", "place", "own", "inner", "part", "name", "last")
"""Heads of what may be a body."""


def find(reading: Reading, start: int, end: int) -> tuple[AgencyRole, ...]:
    """Give the bodies that ``text[start:end]`` gives a role, in order."""
    found = list(_bodies(reading, start, end))
    found += _in_brackets(reading, start, end)
    result: list[AgencyRole] = []
    seen: set[tuple[str, str, int]] = set()
    known = agencies.load()
    for code, part, span in sorted(found, key=lambda f: f[2]):
        key = (code, part, span[0] if code == OTHER else 0)
        if key in seen:
            continue
        seen.add(key)
        result.append(
            AgencyRole(
                id=code,
                role=Role(part),
                text=reading.text[slice(*span)],
                span=span,
                holder=known.succession(code) if code != OTHER else None,
                successor=known.succession(code, reading.on) if reading.on and code != OTHER else None,
            )
        )
    return tuple(result)


def _bodies(reading: Reading, start: int, end: int) -> Iterator[tuple[str, str, Span]]:
    pieces = reading.pieces.between(start, end)
    last = len(pieces) - 1
    while last >= 0 and not pieces[last].mask & _BODIES:
        last -= 1
    i = 0
    while i <= last:
        if pieces[i].mask & NO_START or _borne(pieces, i):
            i += 1
            continue
        phrase = _overseer(pieces, i, noun_phrase(pieces, i))
        items = _named(pieces, i, phrase, reading.text)
        if items and reading.text[phrase.end : phrase.end + 1] != "《":  # 财政部《关于…的意见》: who wrote it
            slot = slots.slot_of(pieces, i, phrase, reading.text)
            behind = pieces[phrase.after : phrase.after + slots.FAR]
            part = None if slot.kind == "subject" and slots.told(behind, reading.text) else slots.role(slot)
            if part is not None:
                before_body = False
                relied = slots.relied(pieces, i, phrase, slot)
                for item in _without_places(items, reading):
                    for code, span in codes(reading, item, slot, after_body=before_body):
                        before_body = True
                        if not relied or item.of("place"):
                            reading.memo[_DOUBTED, part, span] = True
                        yield code, part, span
        i = max(phrase.after, i + 1)


def _borne(pieces: list[Piece], i: int) -> bool:
    """Say whether a verb of helping or bearing stands at ``i``, right before a body (阻碍|财政部检查)."""
    word = pieces[i].word
    return (
        word is not None
        and word.text in tables.load("parts_zh")["helping"]
        and i + 1 < len(pieces)
        and pieces[i + 1].of("name", "organ")
    )


def _overseer(pieces: list[Piece], i: int, phrase: NounPhrase) -> NounPhrase:
    """Give the bodies at the start of a thing that one helps or bears with (接受|财政部|监管): what they do follows."""
    before = pieces[i - 1].word if i else None
    if phrase.named or phrase.owners or before is None or before.text not in tables.load("parts_zh")["helping"]:
        return phrase
    last = next((k for k in range(phrase.after - 2, i - 1, -1) if pieces[k].of("name", "organ")), -1)
    if last < 0 or not pieces[last + 1].of("nominal"):
        return phrase
    items = [Item(p.start, p.end, p) for p in pieces[i : last + 1] if p.of("name", "organ")]
    return NounPhrase(phrase.start, items[-1].end, items, last + 1)


def _without_places(items: list[Item], reading: Reading) -> list[Item]:
    """Leave out the places of a list that only say where the last body is (各省、自治区、直辖市财政局)."""
    last = items[-1]
    if len(items) == 1 or not last.of("body") or last.of("place"):
        return items
    if not reading.text.startswith(_places(), last.start):
        return items
    return [item for item in items if not item.of("place") or item.of("organ")]


@cache
def _there() -> tuple[str, ...]:
    return tuple(tables.load("parts_zh")["there"])


@cache
def _places() -> tuple[str, ...]:
    return tuple(tables.load("parts_zh")["places"])


def _named(pieces: list[Piece], i: int, phrase: NounPhrase, text: str) -> list[Item]:
    """Give the names of a phrase, without those that only say whose people are meant.

    Of the people who make up a group (由财政部、公安部有关人员组成; 成员：财政部、公安部负责人) their bodies are named.
    """
    items = phrase.items or list(phrase.owners)
    if not _all_owners(phrase, text):
        return items
    slot = slots.slot_of(pieces, i, phrase, text)
    return items if slot.kind == "label" or (slot.kind == "agent" and "组成" in slot.behind) else []


_DOUBTED = "part that cannot be relied on"


def doubted(reading: Reading, part: AgencyRole) -> bool:
    """Say whether the part that :func:`find` gave a body cannot be relied on."""
    return (_DOUBTED, part.role, part.span) in reading.memo


def _all_owners(phrase: NounPhrase, text: str) -> bool:
    """Say whether a list only says whose people are meant (甲、乙和丙工作人员), who are no body."""
    last = phrase.items[-1] if len(phrase.items) > 1 else None
    if last is not None and last.owner is not None and last.of("person") and not last.of("body"):
        return True
    if last is None or not last.of("part") or last.of("own", "body"):
        return False
    head = last.head
    return head is not None and head.start > last.start and not text[last.start - 1 : last.start + 1].endswith("其")


def codes(  # noqa: PLR0911, PLR0912, PLR0915  each kind of head has its own answer
    reading: Reading, item: Item, slot: slots.Slot, *, after_body: bool
) -> Iterator[tuple[str, Span]]:
    """Give the body that a name stands for, with its code and place; nothing where it is no public body."""
    known = agencies.load()
    inside = list(reading.bodies(item.start, item.end))
    ending = [m for m in inside if m.end == item.end]
    if ending:
        for m in ending:
            place = m.id in ("PROVINCIAL-GOV", "LOCAL-GOV") and not reading.text[m.start : m.end].endswith(_organs())
            if slot.topic and place:
                continue  # 进展较好的省，中央给予补助
            if m.id == "LOCAL-GOV" and any(w in reading.text[item.start : m.start] for w in ("省", "自治区")):
                yield "PROVINCIAL-GOV", item.span
                continue
            branches = known.get(m.id).branches
            if branches and reading.text[item.start : m.start].endswith(_there()):
                yield branches, item.span
                continue
            kind = known.get(m.id).kind
            if kind == "infrastructure" and not _serves(reading, m.id, slot):
                continue
            yield m.id, (m.start, m.end)
        return
    if item.head is None:
        return
    word = item.head.word.text if item.head.word else ""
    if word in tables.load("parts_zh")["serving"] and inside and inside[0].start == item.start:
        if known.get(inside[0].id).kind == "ministry":
            yield OTHER, item.span  # 公安部信息中心
        return
    if word in _inner():
        if slot.kind in ("by", "verb", "label") or (slot.kind == "agent" and slot.then in _heading()):
            for m in inside:
                yield m.id, (m.start, m.end)
            if not inside and reading.text[item.start : item.end - len(word)].endswith("部门"):
                yield OTHER, (item.start, item.end - len(word))
        return
    if item.of("own"):
        owner = inside or (reading.bodies(*item.owner.span) if item.owner is not None else [])
        official = bool(owner) or after_body
        if not official and item.owner is None and word in tables.load("parts_zh")["dispatched"]:
            if slot.kind in ("target", "verb") and _somewhere(reading, item):
                yield OTHER, item.span  # 向所在地派出机构备案
            return
        if not official and word not in ("部门", "办公室"):
            return
        if official and owner and word not in ("部门", "办公室"):
            first = owner[-1]
            if word in ("总行", "总部"):
                yield first.id, item.span
                return
            yield known.get(first.id).branches or OTHER, item.span
            return
    if item.of("place") and not item.of("body"):
        if slot.topic:
            return
        if slot.kind in ("subject", "agent") or slot.before in ("请", "建议", "授权"):
            yield ("PROVINCIAL-GOV" if "省" in word else "LOCAL-GOV"), item.span
        return
    if item.of("body") or reading.text[slice(*item.span)] in reading.terms:
        if item.owner is not None and item.owner.of("person") and not item.owner.of("body") and not item.of("organ"):
            return
        if reading.text[item.start : item.end - len(word)].endswith(_bank_words()):
            return
        bare = item.head.start == item.start and item.owner is None and item.of("generic")
        told = reading.text[item.start - 1 : item.start] == "的" and item.of("own", "organ")  # 收到举报的|部门
        if bare and not told and not (word in _standing() and (slot.kind == "subject" or slot.before in _making())):
            return
        yield OTHER, item.span


def _serves(reading: Reading, code: str, slot: slots.Slot) -> bool:
    """Say whether a market infrastructure has a part as a public institution does.

    Others report to it and act with it; it acts itself where the table says so, or where it is asked to. Where the
    title says that the text is about it, it is a person under the rules like any other.
    """
    key = ("the text is about", code)
    if key not in reading.memo:
        head = [m for m in reading.bodies(0, HEAD) if m.id == code]
        reading.memo[key] = any(_ABOUT.match(reading.text, m.end) for m in head)
    if reading.memo[key]:
        return False
    acts = slot.kind in ("subject", "agent", "verb") and slot.before not in tables.load("parts_zh")["towards"]
    return not acts or code in tables.load("parts_zh")["public"] or slot.before == "请"


HEAD = 600
"""How far from its start the head of a text is looked for, in code points."""
_ABOUT = expression(r"[^，。；：\n]{0,30}(?:办法|规定|规则|细则|章程|条例|指引)")


def _somewhere(reading: Reading, item: Item) -> bool:
    """Say whether an office is said to be nobody's: neither that of a person named in it nor "its" (其)."""
    return not reading.names(item.start, item.end) and reading.text[item.start] != "其"


@cache
def _heading() -> frozenset[str]:
    """Return the verbs of an office that its holder has for his body (由财政部负责人担任)."""
    return frozenset(tables.load("parts_zh")["heading"])


@cache
def _making() -> frozenset[str]:
    """Return the verbs whose object they bring about (下设办公室)."""
    return frozenset(tables.load("parts_zh")["making"])


@cache
def _standing() -> frozenset[str]:
    """Return the heads that are a whole name where they act (办公室负责日常工作)."""
    return frozenset(tables.load("parts_zh")["standing"])


@cache
def _organs() -> tuple[str, ...]:
    return tuple(tables.load("heads_zh")["organ"]["words"])


@cache
def _inner() -> frozenset[str]:
    return frozenset(("负责人", "主要负责人", "负责同志", "主要负责同志", "行长", "分管行长", "局长", "领导同志"))


@cache
def _bank_words() -> tuple[str, ...]:
    return tuple(tables.load("heads_zh")["inner"]["words"])


_GIVEN = expression(
    r"负责|牵头|配合|分工|参加|参与|(?:指导|落实|组织实施|督促|督导|推进|支持|承担)\Z|责任(?:单位|部门)|主办|承办"
)


def _in_brackets(reading: Reading, start: int, end: int) -> Iterator[tuple[str, str, Span]]:
    """Give the bodies to whom brackets give out the work (（甲牵头，乙、丙配合）; （负责部门：甲、乙）)."""
    text = reading.text
    for low, high in reading.masks.parens_in(start, end):
        if not _GIVEN.search(text, low + 1, high - 1) or terms.short_names(text[low:high]):
            continue
        label = ""
        first, led = True, False
        for a, b in _clauses(text, low + 1, high - 1):
            if text[b] == "：":
                label = text[a:b]
                continue
            if (label and not _GIVEN.search(label)) or terms.first_leads(text[a:b]):
                continue
            found = list(_listed(reading, a, b))
            for k, (code, span) in enumerate(found):
                part = _given(text[a:b], span[0] - a, led=led)
                leads = k == 0 and first and len(found) > 1 and part == "responsible" and reading.first_leads
                if reading.first_leads and (leads or led):
                    reading.memo[_DOUBTED, "lead" if leads else part, span] = True  # to some, all are equals
                yield code, "lead" if leads else part, span
                led = led or leads or part == "lead"
            first = False


def _given(words: str, at: int, *, led: bool) -> str:
    """Give the part that a clause in brackets gives to the body that stands at ``at`` in it.

    ``led`` says that a clause before it names who leads.
    """
    if (joint := words.find("会同")) >= 0:
        return "joint" if at > joint else "lead"
    if "牵头" in words:
        return "lead"
    if re.search("配合|参加|参与", words):
        return "participate"
    return "joint" if led else "responsible"


def _listed(reading: Reading, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Give the bodies named in a stretch, those that no table knows included, in order."""
    yield from sorted(
        [*((m.id, (m.start, m.end)) for m in reading.bodies(start, end)), *_unknown(reading, start, end)],
        key=lambda found: found[1],
    )


def _unknown(reading: Reading, start: int, end: int) -> Iterator[tuple[str, Span]]:
    pieces = reading.pieces.between(start, end)
    i = 0
    while i < len(pieces):
        if pieces[i].mask & NO_START:
            i += 1
            continue
        phrase = noun_phrase(pieces, i)
        for item in phrase.items:
            bare = item.head is not None and item.head.start == item.start
            if item.of("body", "person") and not bare and not reading.bodies(item.start, item.end):
                yield OTHER, item.span
        i = max(phrase.after, i + 1)


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for i in range(start, end):
        if text[i] in "，；：。":
            yield at, i
            at = i + 1
    if at < end:
        yield at, end
