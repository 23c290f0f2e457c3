"""Revisions of real instruments whose changes in law are known, because one sentence at a time is changed.

A norm that stands alone in its sentence is left out, or one of another instrument is put behind a sentence; a second
addressee is bound, a period or an amount becomes another one, a ban holds only without consent, approval becomes
filing, consent need no longer be written, a list loses a member; and, for what should not be told, a duty is put with
another cue or parted in two. Both texts are parsed as any other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import regparse
from regparse.comparison import compare
from regparse.comparison.sentences import sentence_spans
from regparse.errors import RegparseError
from regparse.model import Clause, Kind, Notice, Provision, Span
from regparse.model.changes import LawChange, Side
from regparse.model.comparison import Comparison

BINDING = frozenset({Kind.PROHIBITION, Kind.OBLIGATION, Kind.PERMISSION, Kind.MANDATE, Kind.SANCTION})
ASIDE = frozenset({"agency", "citation", "legal-basis", "repeal", "commencement"})
"""What a sentence may say besides its norm: told of it in its place, and part of the answer only where it is all of it:
a body that a list no longer names."""
LONGEST = 60_000
"""Code points of the longest instrument that is revised."""


class Edit(NamedTuple):
    """What is put in the place of ``span`` of the old text, and the changes that should be told of its sentence."""

    span: Span
    words: str
    sentence: Span
    told: frozenset[str]


class _Place(NamedTuple):
    """A sentence with one norm in it."""

    clause: Clause
    span: Span
    norm: Provision


_Make = Callable[[Notice, _Place, Sequence[str], random.Random], Edit | None]


def _dropped(_: Notice, place: _Place, __: Sequence[str], ___: random.Random) -> Edit | None:
    if len(place.clause.text) < (place.span[1] - place.span[0]) * 1.5:
        return None  # a clause of nothing but this: its label would be left
    return Edit(place.span, "", place.span, frozenset({"removed"}))


def _added(_: Notice, place: _Place, strangers: Sequence[str], chance: random.Random) -> Edit | None:
    if not strangers:
        return None
    end = place.span[1]
    return Edit((end, end), chance.choice(strangers), (end, end), frozenset({"added"}))


_PERSONS = ("商业银行", "支付机构", "证券公司", "征信机构")


def _bound_besides(notice: Notice, place: _Place, _: Sequence[str], chance: random.Random) -> Edit | None:
    """Bind somebody besides, where one of some persons is bound alone."""
    norm = place.norm
    who = norm.addressees[0] if len(norm.addressees) == 1 and norm.kind is not Kind.SANCTION else None
    if not who or who.text not in _PERSONS or not place.span[0] <= who.span[0] < place.span[1]:
        return None
    other = chance.choice([person for person in _PERSONS if person != who.text])
    if other in notice.text[slice(*place.span)]:
        return None
    return Edit((who.span[1], who.span[1]), f"、{other}", place.span, frozenset({"widened"}))


_PERIOD = re.compile(r"(?<![\d第〔.])(\d{1,4})(?=个?(?:工作)?日内|个月内|年以上|万元)")


def _other_figure(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    found = list(_PERIOD.finditer(notice.text, *place.norm.span))
    if len(found) != 1:
        return None
    return Edit(found[0].span(), str(int(found[0][1]) + 7), place.span, frozenset({"changed"}))


def _with_consent(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    """Let a ban without a condition hold without consent only: it covers less."""
    norm, text = place.norm, notice.text[slice(*place.span)]
    if norm.kind is not Kind.PROHIBITION or norm.condition or norm.exceptions or "，" in text or "不得" not in text:
        return None
    start = place.span[0]
    return Edit((start, start), "未经中国人民银行批准，", place.span, frozenset({"narrowed"}))


def _other_cue(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    at = notice.text.find("应当", *place.span)
    return None if at < 0 else Edit((at, at + 2), "应", place.span, frozenset())


def _filed(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    """Have something filed that had to be approved: less is asked."""
    text = notice.text[slice(*place.span)]
    if place.norm.kind is not Kind.OBLIGATION or text.count("批准") != 1 or "备案" in text or "未" in text:
        return None
    at = place.span[0] + text.index("批准")
    return Edit((at, at + 2), "备案", place.span, frozenset({"narrowed"}))


def _unwritten(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    at = notice.text.find("书面", *place.span)
    return None if at < 0 else Edit((at, at + 2), "", place.span, frozenset({"narrowed"}))


_MEMBER = re.compile("、[\u4e00-\u9fff]{2,6}(?=[、和])")


def _member_less(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    found = _MEMBER.search(notice.text, *place.span)
    return Edit(found.span(), "", place.span, frozenset({"narrowed"})) if found else None


def _parted(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    """Say in two sentences what stood in one: the same is asked."""
    text = notice.text[slice(*place.span)]
    who = next((one.text for one in place.norm.addressees if text.startswith(one.text)), None)
    opens = f"{who}应当"
    if not who or not text.startswith(opens) or text.count("，") != 1 or len(text) - text.index("，") < 8:
        return None
    at = place.span[0] + text.index("，")
    return Edit((at, at + 1), f"。{opens}", place.span, frozenset())


def _excepted(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    """Let a ban have an exception: it covers less."""
    text = notice.text[slice(*place.span)]
    if place.norm.kind is not Kind.PROHIBITION or place.norm.exceptions or "，" in text:
        return None
    at = place.span[1] - 1
    return Edit((at, at), "，经客户同意的除外", place.span, frozenset({"narrowed"}))


def _may(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    """Allow what was a duty."""
    text = notice.text[slice(*place.span)]
    if place.norm.kind is not Kind.OBLIGATION or text.count("应当") != 1 or "可" in text or "不" in text:
        return None
    at = place.span[0] + text.index("应当")
    return Edit((at, at + 2), "可以", place.span, frozenset({"narrowed"}))


_ATTRIBUTE = re.compile("(?:独立|专门)的?(?=[\u4e00-\u9fff])")


def _attribute_less(notice: Notice, place: _Place, _: Sequence[str], __: random.Random) -> Edit | None:
    """Ask for a department that need no longer be independent."""
    found = list(_ATTRIBUTE.finditer(notice.text, *place.span))
    if len(found) != 1 or place.norm.kind is not Kind.OBLIGATION:
        return None
    return Edit(found[0].span(), "", place.span, frozenset({"narrowed"}))


MAKERS: dict[str, _Make] = {
    "norm left out": _dropped,
    "norm put in": _added,
    "bound besides": _bound_besides,
    "other figure": _other_figure,
    "with consent": _with_consent,
    "approval to filing": _filed,
    "not in writing": _unwritten,
    "member less": _member_less,
    "exception": _excepted,
    "may for shall": _may,
    "attribute less": _attribute_less,
    "other cue": _other_cue,
    "parted in two": _parted,
}


def readable(texts: Sequence[str]) -> list[Notice]:
    """Parse instruments; those are left out whose text, parsed again, is not the same law."""
    out = list[Notice]()
    for text in texts:
        if len(text) > LONGEST:
            continue
        try:
            notice = _parsed(text)
            again = _parsed(notice.text)
        except RegparseError:
            continue
        if notice.language == "zh" and places(notice) and not _told(compare(notice, again)):
            out.append(notice)
    return out


def _parsed(text: str) -> Notice:
    return regparse.parse(text)


def places(notice: Notice) -> list[_Place]:
    """Give the sentences that one norm stands in and no other reaches into."""
    out = list[_Place]()
    for clause in notice.clauses:
        norms = [norm for part in clause.walk() for norm in part.provisions]
        for start, end in sentence_spans(notice, clause):
            inside = [norm for norm in norms if norm.span[0] < end and start < norm.span[1]]
            if len(inside) == 1 and start <= inside[0].span[0] and inside[0].span[1] <= end:
                ends = notice.text[end - 1] == "。" and notice.text[start - 1 : start] in {"。", "\n", "　", " "}
                if inside[0].kind in BINDING and ends and len(inside[0].activities) < 2:
                    out.append(_Place(clause, (start, end), inside[0]))
    return out


_Told = tuple[str, int, str]
"""What kind of edit, its number (-1: of no edit) and how the law changed."""


def revise(
    notice: Notice, strangers: Sequence[str], edits: int, chance: random.Random
) -> tuple[str, list[tuple[str, Edit, Span]]]:
    """Give the revised text and the edits made, each with its kind and the span of its sentence there.

    No two edits are of one clause.
    """
    found, made = places(notice), list[tuple[str, Edit]]()
    chance.shuffle(found)
    used = set[str]()
    kinds = [chance.choice(list(MAKERS)) for _ in range(edits)]
    for kind in kinds:
        for place in found:
            edit = None if place.clause.id in used else MAKERS[kind](notice, place, strangers, chance)
            if edit:
                used.add(place.clause.id)
                made.append((kind, edit))
                break
    made.sort(key=lambda one: one[1].span)
    text, done, placed = "", 0, list[tuple[str, Edit, Span]]()
    for kind, edit in made:
        (low, high), (start, end) = edit.span, edit.sentence
        text += notice.text[done:low] + edit.words
        done = high
        begin = len(text) - len(edit.words) - (low - start)
        placed.append((kind, edit, (begin, begin + end - start - (high - low) + len(edit.words))))
    return text + notice.text[done:], placed


def _told(comparison: Comparison) -> list[LawChange]:
    return [row for row in comparison.changes if row.change != "kept" and row.kind not in ASIDE]


def judge(pool: Sequence[Notice], edits: int, revisions: int) -> dict[str, tuple[int, int, int]]:
    """Count hits, changes told and changes made, by kind of edit; ``elsewhere`` is what is told of no edit."""
    chance = random.Random(edits)
    counts = {kind: [0, 0, 0] for kind in (*MAKERS, "elsewhere")}
    said = {n.id: [n.text[slice(*place.span)] for place in places(n)] for n in pool}
    for _ in range(revisions):
        notice = chance.choice(pool)
        other = chance.choice([n for n in pool if n.id != notice.id])
        text, placed = revise(notice, said[other.id], edits, chance)
        rows = [row for row in compare(notice, _parsed(text)).changes if row.change != "kept"]
        told = _attributed(rows, placed)
        truth = {(kind, n, change) for n, (kind, edit, _) in enumerate(placed) for change in edit.told}
        for at, found in enumerate((told & truth, told, truth)):
            for kind, _, _ in found:
                counts[kind][at] += 1
    return {kind: (hit, found, there) for kind, (hit, found, there) in counts.items()}


_CHANGED = frozenset({"widened", "narrowed", "altered"})
"""What a figure may become: its bound says which."""


def _attributed(told: Sequence[LawChange], placed: Sequence[tuple[str, Edit, Span]]) -> set[_Told]:
    out = set[_Told]()
    for nth, row in enumerate(told):
        found = [
            (kind, n, "changed" if "changed" in edit.told and row.change in _CHANGED else row.change)
            for n, (kind, edit, new) in enumerate(placed)
            if _meets(row.old, edit.sentence) or _meets(row.new, new)
        ]
        if row.kind not in ASIDE:
            out.add(found[0] if found else ("elsewhere", -nth - 1, row.change))
        elif found and row.change in placed[found[0][1]][1].told:
            out.add(found[0])
    return out


def _meets(side: Side | None, sentence: Span) -> bool:
    return side is not None and side.span[0] < sentence[1] and sentence[0] < side.span[1]
