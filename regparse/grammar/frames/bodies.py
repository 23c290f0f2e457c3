"""Which part a Chinese stretch gives to which body, by the slot of its phrase: the table ``parts_zh.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from regparse.grammar.frames.phrases import Item, NounPhrase, edge, noun_phrase
from regparse.grammar.frames.words import Piece
from regparse.grammar.reading import Reading
from regparse.lexicon import agencies, tables
from regparse.model import AgencyRole, Role, Span

OTHER = "OTHER-BODY"
"""The code of a body that no table knows."""
_SKIPPED = ("adverb", "article", "cue")


@dataclass(frozen=True, slots=True)
class _Row:
    slots: frozenset[str]
    before: frozenset[str]
    then: frozenset[str]
    within: frozenset[str]
    owns: frozenset[str]
    role: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a name stands: the kind of its phrase, the word before it, and the words behind it up to the next stop."""

    kind: str
    before: str
    behind: tuple[str, ...]
    then: str
    owned: str | None
    """The word behind 的, where the name stands before one."""
    attribute: str | None = None
    """The verb of the relative clause whose subject the name is (X颁发的证书)."""


@cache
def _rows() -> tuple[_Row, ...]:
    def some(row: dict[str, list[str]], field: str) -> frozenset[str]:
        return frozenset(row.get(field, ()))

    return tuple(
        _Row(some(r, "slot"), some(r, "before"), some(r, "then"), some(r, "within"), some(r, "owns"), r["role"])
        for r in tables.load("parts_zh")["row"]
    )


def role(slot: Slot) -> str | None:
    """Give the role of a name in a slot, None where it has none."""
    for row in _rows():
        if slot.kind not in row.slots:
            continue
        if row.before and slot.before not in row.before:
            continue
        if row.owns != frozenset() and (slot.owned is None or not any(slot.owned.startswith(w) for w in row.owns)):
            continue
        if slot.owned is not None and not row.owns:
            continue
        if row.then and slot.then not in row.then:
            continue
        if row.within and row.within.isdisjoint(slot.behind):
            continue
        return None if row.role == "none" else row.role
    return None


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
    i = 0
    while i < len(pieces):
        if edge(pieces[i]) or pieces[i].of("join", "de", "etc"):
            i += 1
            continue
        phrase = noun_phrase(pieces, i)
        items = phrase.items or list(phrase.owners)
        if items:
            slot = slot_of(pieces, i, phrase, reading.text)
            part = role(slot)
            if part is not None:
                before_body = False
                for item in items:
                    for code, span in codes(reading, item, slot, after_body=before_body):
                        before_body = True
                        yield code, part, span
        i = max(phrase.after, i + 1)


def slot_of(pieces: list[Piece], i: int, phrase: NounPhrase, text: str) -> Slot:
    """Give the slot of the noun phrase that begins at piece ``i``."""

    def said(piece: Piece) -> str:
        return text[piece.start : piece.end]

    behind: list[Piece] = []
    for piece in pieces[phrase.after :]:
        if piece.of("stop"):
            break
        behind.append(piece)
    owned = None
    if not phrase.items:
        owned = text[phrase.owners[-1].end + 1 :][:4]
    elif behind and behind[0].of("de"):
        owned = text[behind[0].end :][:4]
    verbs = [said(p) for p in behind if not p.of("adverb", "closer") or p.of("strong")]
    then = next((said(p) for p in behind if (p.of("strong", "causing", "nominal") or p.slot == "with")), "")
    kind, before = _kind(pieces, i, said)
    attribute = _attribute(behind, said)
    if attribute is not None and kind != "agent":
        part = attribute
        if part in ("颁发", "核发", "发放"):
            return Slot("by", "经", ("批准",), "批准", None)
        if part in ("移送", "移交", "转送"):
            return Slot("agent", "由", (), part, None)
        return Slot("none", "", (), "", None)
    return Slot(kind, before, tuple(verbs), then, owned, attribute)


def _kind(pieces: list[Piece], i: int, said: object) -> tuple[str, str]:
    """Give the kind of slot of the phrase at ``i`` and the word that makes it."""
    j = i - 1
    through = False
    while j >= 0:
        piece = pieces[j]
        if piece.of("stop"):
            return "subject", ""
        if piece.of("de"):
            through = True  # a relative clause: 向有管辖权的机关
            j -= 1
            continue
        if piece.of("prep") and piece.slot != "if":
            if piece.word is None:
                return "none", ""
            return piece.slot or "none", piece.word.text
        if piece.of("strong", "causing") and not through:
            return "verb", piece.word.text if piece.word else ""
        if piece.of("strong", "causing") and through:
            if piece.word and piece.word.text in _sending():
                return "verb", piece.word.text
            j -= 1
            continue
        if piece.of("adverb", "opener", "cue", "closer", "norm", "article"):
            j -= 1
            continue
        if through:
            j -= 1
            continue
        return "none", ""
    return "subject", ""


@cache
def _sending() -> frozenset[str]:
    rows = tables.load("parts_zh")["row"]
    return frozenset(w for r in rows if r["role"] == "recipient" and "verb" in r["slot"] for w in r["before"])


def _attribute(behind: list[Piece], said: object) -> str | None:
    """Give the verb of the relative clause that a name opens (X颁发的证书), None where it opens none."""
    verb = None
    for k, piece in enumerate(behind):
        if piece.of("cue"):
            return None
        if piece.of("de"):
            last = k + 1 >= len(behind)
            return None if verb is None or last else verb
        if piece.of("prep") and piece.slot not in ("time",) and k > 0:
            return None
        if verb is None and piece.of("strong", "causing") and piece.word:
            verb = piece.word.text
            continue
        if verb is not None and (piece.of("head") or k > 6):
            return None
    return None


def codes(reading: Reading, item: Item, slot: Slot, *, after_body: bool) -> Iterator[tuple[str, Span]]:
    """Give the body that a name stands for, with its code and place; nothing where it is no public body."""
    known = agencies.load()
    inside = [m for m in reading.bodies(item.start, item.end)]
    ending = [m for m in inside if m.end == item.end]
    if ending:
        for m in ending:
            kind = known.get(m.id).kind
            if kind == "infrastructure" and slot.before != "请":
                continue
            yield m.id, (m.start, m.end)
        return
    if item.head is None:
        return
    word = item.head.word.text if item.head.word else ""
    if word in _inner() and inside and slot.kind in ("by", "verb"):
        for m in inside:
            yield m.id, (m.start, m.end)
        return
    if item.of("own"):
        owner = inside or (item.owner is not None and reading.bodies(item.owner.start, item.owner.end))
        official = bool(owner) or after_body
        if not official and word not in ("部门", "办公室"):
            return
        if official and owner and word not in ("部门", "办公室"):
            first = (inside or reading.bodies(item.owner.start, item.owner.end))[-1] if item.owner or inside else None
            branches = known.get(first.id).branches if first else None
            yield branches or OTHER, item.span
            return
    if item.of("place") and not item.of("body"):
        if slot.kind in ("subject", "agent") or slot.before in ("请", "建议", "授权"):
            yield ("PROVINCIAL-GOV" if "省" in word else "LOCAL-GOV"), item.span
        return
    if item.of("body") or reading.text[slice(*item.span)] in reading.terms:
        if item.owner is not None and item.owner.of("person") and not item.owner.of("body"):
            return
        if reading.text[item.start : item.end - len(word)].endswith(_bank_words()):
            return
        yield OTHER, item.span


@cache
def _inner() -> frozenset[str]:
    return frozenset(("负责人", "主要负责人", "负责同志", "主要负责同志", "行长", "分管行长", "局长", "领导同志"))


@cache
def _bank_words() -> tuple[str, ...]:
    return tuple(tables.load("heads_zh")["inner"]["words"])


_GIVEN = re.compile(r"负责|牵头|配合|分工|参加|参与")


def _in_brackets(reading: Reading, start: int, end: int) -> Iterator[tuple[str, str, Span]]:
    """Give the bodies to whom brackets give out the work (（甲牵头，乙、丙配合）; （负责部门：甲、乙）)."""
    text = reading.text
    for low, high in reading.masks.parens_in(start, end):
        said = text[low + 1 : high - 1]
        if not _GIVEN.search(said):
            continue
        first = True
        for a, b in _clauses(text, low + 1, high - 1):
            words = text[a:b]
            found = [m for m in reading.bodies(a, b)]
            part = "lead" if "牵头" in words else "participate" if re.search("配合|参加|参与", words) else "responsible"
            others = list(_unknown(reading, a, b))
            spans = sorted([(m.id, (m.start, m.end)) for m in found] + others, key=lambda f: f[1])
            for code, span in spans:
                leads = first and part == "responsible" and reading.first_leads
                yield code, "lead" if leads else part, span
                first = False


def _unknown(reading: Reading, start: int, end: int) -> Iterator[tuple[str, Span]]:
    pieces = reading.pieces.between(start, end)
    i = 0
    while i < len(pieces):
        if edge(pieces[i]) or pieces[i].of("join", "de", "etc"):
            i += 1
            continue
        phrase = noun_phrase(pieces, i)
        for item in phrase.items:
            if (item.of("body") or item.of("person")) and not reading.bodies(item.start, item.end):
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
