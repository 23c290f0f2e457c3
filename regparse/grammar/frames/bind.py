"""Who a Chinese norm binds: its own subject, or by rules with names the one that runs on.

Rules, nearest first: that by which the sentence itself names them, ``sentence`` (runs on in it), ``clause`` (runs on in
the clause of the instrument), ``inherited`` (caption, lead-in or parent), ``nobody``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

from regparse.grammar.frames import headings, subjects
from regparse.grammar.frames.phrases import Item
from regparse.grammar.frames.subjects import Subject
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment
from regparse.lexicon import agencies, tables
from regparse.model import Addressee, Basis, Span

_KINDS = {"association": "industry-association", "infrastructure": "financial-infrastructure"}


@dataclass(frozen=True, slots=True)
class Binding:
    """Who a segment binds, how they were found, and why that may be wrong (codes of ``doubts.toml``)."""

    addressees: tuple[Addressee, ...] = ()
    basis: Basis = "none"
    rule: str = "nobody"
    doubts: tuple[str, ...] = ()


UNREAD = Binding()
"""Of a segment that binds nobody and names nobody: a definition, a repeal."""


def addressees(reading: Reading, items: tuple[Item, ...]) -> tuple[Addressee, ...]:
    """Give names as addressees, each with the code of its head, ``other`` where no table knows it.

    One name of the table of persons may hold the whole list (境外单位和个人).
    """
    result: list[Addressee] = []
    said: set[tuple[str, str]] = set()
    text = reading.text
    if len(items) > 1 and (whole := _whole(reading, items)):
        return whole
    official = any(_codes(reading, item)[0] == ("government",) for item in items)
    for item in items:
        codes, span = _codes(reading, item)
        if codes == ("other",) and official and item.of("body"):
            codes = ("government",)  # 财政部和灯具管理部门
        several = parts(reading, item)
        for a, z in several if len(several) > 1 else [span]:
            for code in codes:
                if code == "other" or (code, text[a:z]) not in said:
                    said.add((code, text[a:z]))
                    result.append(Addressee(code=code, text=text[a:z], span=(a, z)))
    return tuple(result)


def _whole(reading: Reading, items: tuple[Item, ...]) -> tuple[Addressee, ...]:
    """Give the kinds of a list that is one name of the table of persons, nothing where it is none."""
    end = items[-1].end
    for name in reading.names(max(0, items[0].start - BEFORE), end):
        if name.codes and name.end == end and name.start < items[0].end:
            if len(name.codes) == 1 and name.start >= items[0].start:
                return tuple(_addressee(name.codes[0], reading.text, item.span) for item in items)
            start = min(name.start, items[0].start)
            said = {"text": reading.text[start:end], "span": (start, end)}
            return tuple(Addressee.model_validate({"code": code, **said}) for code in name.codes)
    return ()


def _addressee(code: str, text: str, span: Span) -> Addressee:
    return Addressee.model_validate({"code": code, "text": text[slice(*span)], "span": span})


_LISTED = ("branch", "association")
"""Kinds of bodies of whose names one may hold a list; that of all departments (各地区、各部门) is one."""


def parts(reading: Reading, item: Item) -> list[Span]:
    """Give a name in its parts, where one name of a body holds a list (各分行、营业管理部, 行业协会、商会)."""
    a, z = item.span
    text = reading.text
    several = next((m for m in reading.bodies(a, z) if m.end == z), None)
    if several is None or "、" not in text[a:z] or agencies.load().get(several.id).kind not in _LISTED:
        return [item.span]
    aside = reading.masks.parenthesis
    edges = [a, *(i + 1 for i in range(a, z) if text[i] == "、" and aside(i) == aside(a)), z + 1]
    spans = [(low, high - 1) for low, high in itertools.pairwise(edges)]
    whole = all(text[low:high].endswith(_heads()) for low, high in spans)
    return spans if whole else [item.span]


@cache
def _heads() -> tuple[str, ...]:
    table = tables.load("heads_zh")
    return tuple(word for kind in ("body", "place", "person") for word in table[kind]["words"])


def _codes(reading: Reading, item: Item) -> tuple[tuple[str, ...], Span]:
    """Give the codes of a name, and where it stands: with whose it is, where the table of persons has it so."""
    bodies = [m for m in reading.bodies(item.start, item.end) if m.end == item.end]
    if bodies:
        return (_KINDS.get(agencies.load().get(bodies[0].id).kind, "government"),), item.span
    near = reading.names(max(0, item.start - BEFORE), item.end + BEHIND)
    names = [n for n in near if n.codes and n.start < item.end <= n.end]
    if names and not reading.text[item.start : names[0].start].endswith("非"):
        return names[0].codes, (min(item.start, names[0].start), max(item.end, names[0].end))
    head = item.head.word.text if item.head is not None and item.head.word is not None else ""
    if head in tables.load("heads_zh")["organ"]["words"]:
        return ("government",), item.span
    if item.of("own"):  # 商业银行总行, 商业银行的分支机构
        ends = (item.end - len(head), item.owner.end if item.owner is not None else -1)
        whole = next((n for n in near if n.codes and n.end in ends), None)
        return whole.codes if whole else ("other",), item.span
    return ("other",), item.span


BEFORE, BEHIND = 12, 12
"""How far a name of the table of persons may reach beyond the phrase, in code points (其控制的|境外主体)."""


def everybody(reading: Reading, items: tuple[Item, ...], start: int, end: int) -> Addressee | None:
    """Give "any unit or individual" where that is the subject of ``text[start:end]``, else None."""
    if not items:
        start = max(start, reading.text.rfind("，", start, end) + 1)
    else:
        start, end = max(start, items[0].start - BEFORE), max(end, items[-1].end)
    found = [n for n in reading.names(max(0, start), end) if n.codes == ("anyone",)]
    if not found or (items and found[0].start > items[0].end):
        return None
    a, z = found[0].start, found[0].end
    return Addressee(code="anyone", text=reading.text[a:z], span=(a, z))


def own(reading: Reading, segment: Segment, *, opens: bool = False) -> Subject:
    """Give the subject that a segment names itself; ``opens`` says that a heading may run into it."""
    pieces = reading.pieces
    cue = segment.cue
    if cue is None:
        return subjects.opening(pieces.between(segment.start, segment.end))
    if cue.before:
        return subjects.NOBODY
    stop = min([cue.start, *(c.start for c in segment.also)])
    led = subjects.behind_cue(pieces.between(cue.end, segment.end))
    if led.items:
        return led
    found = subjects.before_cue(pieces.between(segment.start, stop))
    if opens and (found.rule != "subject" or found.weak):
        behind = headings.behind(reading, segment.start, stop)
        if behind.items and not _says_first(found, behind):
            return behind
    if not found.near or not found.items:
        behind = (
            subjects.banned(pieces.between(cue.end, segment.end))
            if _names_behind(reading, segment)
            else subjects.NOBODY
        )
        return behind if behind.items else found
    return found


def _says_first(found: Subject, behind: Subject) -> bool:
    """Say whether a stretch names its subject before the one that a heading would lead to: then it has no heading."""
    if not found.items or found.rule in ("owner", "thing"):
        return False
    last = -1 if found.rule == "relative" else 0
    return found.items[last].start <= behind.items[last].start


def _names_behind(reading: Reading, segment: Segment) -> bool:
    """Say whether whom a cue binds stands behind it (严禁银行出借账户, 允许企业购买)."""
    cue = segment.cue
    return cue is not None and reading.text[cue.start : cue.end].endswith(("禁止", "严禁", "允许", "不准"))
