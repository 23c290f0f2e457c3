"""Norm segments: the stretch of a sentence that one deontic cue governs.

A sentence holds one norm or several. It is parted at semicolons, and where another ban, or a duty of another
addressee, begins; several duties of one addressee in one part stay together (see the contract, "How finely to cut").
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from regparse.grammar import cues_en, subjects_en
from regparse.grammar.cues import Cue
from regparse.grammar.frames import subjects
from regparse.grammar.frames.phrases import Item
from regparse.grammar.predicates import classes
from regparse.grammar.reading import Named, Reading
from regparse.grammar.sentences import Sentence, trim
from regparse.lexicon.phrases import row
from regparse.model import Kind
from regparse.notation.expressions import expression

_CHUNK = expression(r"，|,\s")
_COMMA = expression(r"[，,]")
_TURN = expression(r"并(?!不|且不|未|无)")  # 不得A，并B，…应C: B is no part of the ban
_CONDITION_ZH = expression(
    r"[并且但而]?(?:未经|非经|非依|经|除|如(?![实期数])|若|凡|对|对于|在|因|违反|没有|未|自|当|遇|按照|根据|依据|为|以|通过|符合|不符合|需要|确需|于|属于|发现|未按)"
)
_CONDITION_EN = expression(
    r"(?:and |but |or )?(?:without|unless|if|where|when|upon|after|before|except|in accordance|according|"
    r"based on|for|under|with|in|on|by|during|pursuant)\b",
    re.IGNORECASE,
)
_AIM = ("目的", "标的")
_DONE_TO = expression(
    r"[并且但而]?(?:对|按照|根据|依照)[^，。；]*(?:进行|开展|实施|实行|予以|加强)[^，。；的]*(?<![后时前中])，\Z"
)
_AND = expression(r"\s*(?:and |but )*")
_LABEL = 4
"""How far behind a comma a name that opens a subject begins at most, in code points."""
_ADVERB_LENGTH = 4
_BACK = 20
"""How far before a cue the words stand that make it part of an attribute, in code points."""
_NEAR = 300
"""How far around a cue its chunk is looked at, in code points."""
_GAP = 1000
"""How far before a cue the words are looked at that part it from the cue before it, in code points."""
_MOVED = expression(r"(?:将|把)(?:其|该|有关|相关|[^，。；的]{0,14}每[年月日季])?[^，。；的将把]{0,6}\Z")
_OWED = expression(
    r"[^，。；的]{1,14}的[^，。；]{1,16}(?:抄送|报送|报告|通知|告知|列入|纳入|划入|转入|移交|交付|提交|提供)"
)
_ATTRIBUTE = expression(
    r"[^，。；的]{1,14}的(?:[^，。；\d]{1,8}|[^，。；\d]{1,8}(?:及|和|以及)其[他它][^，。；\d]{1,8})(?=[，。；、]|$)"
)
# 交易所应当…, and 二、要…, open no attribute.
_OPENS_ATTRIBUTE = expression(
    r"(?:[未及的与和：]|其他|(?<![一二三四五六七八九十])、|(?<![易算务流究场处])所|提交|出具|符合|提供)\Z"
)
_CONNECT = expression(
    r"[\s，,]*(?:且|并|也|和|或|以及|亦|and|or|nor|be|resolutely|strictly|一律|严格|坚决|依法|予以|明确|明令|均)*[\s，,]*\Z"
)


class Segment(NamedTuple):
    """A stretch of a sentence with the cue that governs it, or None; ``also`` are its further cues."""

    start: int
    end: int
    sentence: Sentence
    cue: Cue | None
    also: tuple[Cue, ...] = ()


def segments(reading: Reading, sentence: Sentence, cues: list[Cue]) -> list[Segment]:
    """Give the segments of a sentence in order; together they hold all of its parts but white space."""
    text, chinese = reading.text, reading.chinese
    result: list[Segment] = []
    starts = [c.start for c in cues]
    for start, end in sentence.parts:
        mine = cues[bisect_left(starts, start) : bisect_left(starts, end)]
        marks = _Marks.of(text, start, end) if mine and chinese else _NO_MARKS
        inside = [c for c in mine if not _subordinate(text, c, (start, end), marks, chinese=chinese)]
        groups = _groups(reading, inside, start)
        if not groups:
            result.append(Segment(start, end, sentence, None))
            continue
        own = _own_clause(reading, start, min(c.start for c in groups[0]), groups[0][0])
        if own > start:
            result.append(Segment(*trim(text, start, own), sentence, None))
        edges = [own]
        for before, group in itertools.pairwise(groups):
            turns = _governing(before).kind is Kind.PROHIBITION and _governing(group).kind is not Kind.PROHIBITION
            edges.append(boundary(reading, before[-1].end, group[0].start, turns=turns))
        edges.append(end)
        for i, group in enumerate(groups):
            head = _governing(group)
            also = tuple(c for c in group if c is not head)
            result.append(Segment(*trim(text, edges[i], edges[i + 1]), sentence, head, also))
    return result


def _own_clause(reading: Reading, start: int, cue_start: int, cue: Cue) -> int:
    """Give where the clause of a part's first cue begins; what stands before it has a subject of its own and no cue.

    "Departments strengthen supervision, and enterprises shall not …" is a task of the departments and a ban.
    """
    text, chinese = reading.text, reading.chinese
    if not chinese:
        return start if cue.before else subjects_en.own_clause(reading, start, cue_start)
    condition = _CONDITION_ZH if chinese else _CONDITION_EN
    names = reading.names(start, cue_start)  # a comma may stand in one
    starts = [n.start for n in names]
    commas = []
    for m in _CHUNK.finditer(text, start, cue_start):
        before = bisect_left(starts, m.start()) - 1
        if before < 0 or names[before].end <= m.start():
            commas.append(m.end())
    if chinese:
        commas = [at for at in commas if not reading.masks.hidden(at - 1)]
    if not commas or condition.match(text, start):
        return start
    edges = [start, *commas, cue_start]
    at = len(edges) - 2
    if chinese and cue.id == "ban" and text[cue.start : cue.end].endswith(("严禁", "禁止")) and edges[at] == cue_start:
        return cue_start
    if chinese and _opens_ban(text, edges, cue):
        at = len(edges) - 2  # 如实提供资料，不得谎报: what stands before is an act of its own
    else:
        while at > 0 and not _named(reading, edges[at], edges[at + 1]):
            at -= 1
        if at > 0 and chinese and not subjects.opening(reading.pieces.between(start, edges[at])).items:
            return start
    while at > 0 and (
        _joins(reading, edges[at - 1], edges[at]) or _is_condition(text, edges[at - 1], edges[at], condition)
    ):
        at -= 1
    return edges[at]


def _opens_ban(text: str, edges: list[int], cue: Cue) -> bool:
    """Say whether a ban opens its chunk, and those before it are acts, so that nobody is named before it."""
    if cue.kind is not Kind.PROHIBITION or cue.before or edges[-2] != cue.start:
        return False
    return all(_acts(text, low, high) for low, high in pairwise(edges[:-1]))


def _acts(text: str, start: int, end: int) -> bool:
    """Say whether a chunk opens with a verb and ends in no person (如实提供资料，)."""
    at = classes.skip("adverb", text, start, end)
    verb = classes.verb_at(text, at, end)
    if verb is None or verb.kind == "nominal" or classes.nouny(text, verb):
        return False
    return not row("of-whom").search(text, verb.end, end)


def _joins(reading: Reading, start: int, end: int) -> bool:
    """Say whether a chunk is nothing but names, so that the list goes on behind its comma."""
    named = reading.names(start, end)
    rest = reading.text[start:end]
    for name in reversed(named):
        rest = rest[: name.start - start] + rest[name.end - start :]
    return (
        len(
            re.sub(
                r"\b(?:the|and|or|as well as|other|both|regions|localities|departments|etc)\b|各地区|各地|"
                r"[\s,，、]|以及|和|及",
                "",
                rest,
            )
        )
        < 3
    )


def _is_condition(text: str, start: int, end: int, condition: re.Pattern[str]) -> bool:
    chunk = text[start:end].strip()
    return bool(condition.match(chunk)) or chunk.endswith(("的，", "后，", "时，", "前，"))


def regions(reading: Reading, segment: Segment) -> list[tuple[int, int]]:
    """Give the stretches in which a segment's acts stand: one behind each cue that is not next to another."""
    assert segment.cue is not None
    cues = sorted([segment.cue, *segment.also], key=lambda c: c.start)
    groups = [[cues[0]]]
    for cue in cues[1:]:
        if _CONNECT.match(reading.text[groups[-1][-1].end : cue.start]):
            groups[-1].append(cue)
        else:
            groups.append([cue])
    starts = [group[-1].end for group in groups]
    ends = [boundary(reading, g[-1].end, h[0].start) for g, h in pairwise(groups)]
    return list(zip(starts, [*ends, segment.end], strict=True))


def _governing(group: list[Cue]) -> Cue:
    """Give the cue that makes the norm: a ban where the group holds one ("shall be prohibited"), else the first."""
    return next((c for c in group if c.kind is Kind.PROHIBITION), group[0])


def _another(reading: Reading, start: int, first: Cue, last: Cue, cue: Cue) -> bool:
    """Say whether another subject than that of the group from ``first`` to ``last`` opens before a cue."""
    if not reading.chinese:
        return _opens_again(reading, last.end, cue.start)
    text = reading.text
    comma = _behind_comma(reading, last.end, cue.start)
    again = _named(reading, comma, cue.start) if comma is not None else ()
    if not again:
        return False
    said = _named(reading, start, first.start)
    if [text[n.start : n.end] for n in said] != [text[n.start : n.end] for n in again]:
        return True
    # 银行应A，无法A的，银行还应B: the same bank, where nothing stands before it or between it and the cue.
    alone = all(n[0].start == start or text[n[0].start - 1] in "，；" for n in (said, again))
    return not alone or cue.start - again[-1].end > _ADVERB_LENGTH


def _opens_again(reading: Reading, low: int, high: int) -> bool:
    """Say whether behind the last comma of an English stretch a name opens a new subject before the cue at ``high``."""
    text = reading.text
    comma = max(text.rfind("，", low, high), text.rfind(", ", low, high))
    opening = _AND.match(text, comma + 1, high) if comma >= 0 else None
    at = opening.end() if opening else high
    return any(n.start - at <= _LABEL for n in subjects_en.named(reading, at, high))


def _behind_comma(reading: Reading, low: int, high: int) -> int | None:
    """Give where the words behind the first comma of ``text[low:high]`` begin that no parenthesis holds, or None."""
    commas = _COMMA.finditer(reading.text, low, high)
    return next((m.end() for m in commas if not reading.masks.hidden(m.start())), None)


def _named(reading: Reading, start: int, end: int) -> Sequence[Item | Named]:
    """Give who is named as the subject of the stretch before a cue."""
    if not reading.chinese:
        return subjects_en.named(reading, start, end)
    return subjects.named(reading.pieces.between(start, end))


def _groups(reading: Reading, cues: list[Cue], start: int) -> list[list[Cue]]:
    text, chinese = reading.text, reading.chinese
    groups: list[list[Cue]] = []
    for cue in cues:
        if groups:
            last = groups[-1][-1]
            gap = text[max(last.end, cue.start - _GAP) : cue.start]
            if len(gap) < 40 and _CONNECT.match(gap):
                groups[-1].append(cue)
                continue
            ban, was_ban = cue.kind is Kind.PROHIBITION, last.kind is Kind.PROHIBITION
            comma = _COMMA.search(gap)
            if ban and not was_ban and not comma and last.kind is Kind.OBLIGATION and cue.id == "ban" and chinese:
                continue  # a ban imposed through a duty (应当通过协议禁止…) is a duty
            if (
                not ban
                and not was_ban
                and last.kind is cue.kind
                and not _another(reading, start, groups[-1][0], last, cue)
            ):
                groups[-1].append(cue)
                continue
            if not comma and not re.search(r"\b(?:and|but|or)\b|[并且但而和]", gap):
                continue  # a cue inside the object of another
        groups.append([cue])
    return groups


def boundary(reading: Reading, low: int, high: int, *, turns: bool = False) -> int:
    """Give where the segment of the cue at ``high`` begins, behind the cue that ended at ``low``.

    ``turns`` says that a ban ends and a duty or a leave begins: with the first 并 behind a comma, where there is one.
    """
    text, chinese, masks = reading.text, reading.chinese, reading.masks
    commas = [m.end() for m in _COMMA.finditer(text, low, high) if not masks.hidden(m.start())]
    condition = _CONDITION_ZH if chinese else _CONDITION_EN
    if not commas:
        words = list(re.finditer(r"\s(?:and|but|or)\s|[并且但]", text[low:high]))
        return low + words[-1].start() if words else high
    turn = next((at for at in commas if turns and _TURN.match(text, at)), None)
    if turn is not None:
        return turn
    at = len(commas) - 1
    # 未经批准，不得…: the condition right before belongs to the cue.
    named = chinese and bool(_named(reading, commas[at], high))
    while at > 0 and _leads(text[commas[at - 1] : commas[at]].strip(), condition):
        if named and _TURN.match(text, commas[at - 1]):
            break  # 甲可以A，并以B通知乙，乙应C: B is what 甲 may do
        at -= 1
    edge = commas[at]
    while edge < high and text[edge].isspace():
        edge += 1
    return edge


def _leads(chunk: str, condition: re.Pattern[str]) -> bool:
    """Say whether a chunk says when the next one holds (出现…的，)."""
    leads = bool(condition.match(chunk)) and not _DONE_TO.match(chunk)
    return leads or (chunk.endswith("的，") and not chunk[:-1].endswith(_AIM))


class _Marks(NamedTuple):
    """Where the stops of a part and its 的 stand, found once however many cues it has."""

    stops: tuple[int, ...] = ()
    ties: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _Marks:
        """Return those of ``text[start:end]``."""
        found = [m.start() for m in _MARK.finditer(text, start, end)]
        return cls(tuple(at for at in found if text[at] != "的"), tuple(at for at in found if text[at] == "的"))


_MARK = expression(r"[，。；：的]")
_NO_MARKS = _Marks()


def _subordinate(text: str, cue: Cue, part: tuple[int, int], marks: _Marks, *, chinese: bool) -> bool:
    """Say whether a cue stands in a condition (应当报告而未报告的，…) or a relative clause, where it makes no norm."""
    start, end = part
    if not chinese:
        return cues_en.subordinate(text, (cue.start, cue.end), part, before=cue.before)
    at = bisect_left(marks.stops, cue.end)
    chunk_end = marks.stops[at] if at < len(marks.stops) else end
    tie = bisect_left(marks.ties, cue.end)
    tied = tie < len(marks.ties) and marks.ties[tie] < chunk_end
    closed = tied and text[chunk_end - 1] == "的"
    before_comma = closed and chunk_end < end and text[chunk_end] == "，" and chunk_end - cue.end < 40
    if before_comma and not text[cue.end : chunk_end].endswith(_AIM):
        return True
    if cue.kind is Kind.PROHIBITION:
        return _ban_spoken_of(text, cue, start, end)
    if cue.id == "duty" and (
        row("not-done").match(text, cue.end, end)
        or row("owed-thing").match(text, cue.end, end)
        or (tied and not closed and row("meant").search(text, max(start, cue.start - _NEAR), cue.start))
    ):
        return True  # 应当移交而不移交的; 应当提交的材料; 是指应当履行义务的机构
    return cue.id in ("duty", "permission") and _in_attribute(
        text, cue, text[max(start, cue.start - _BACK) : cue.start]
    )


def _ban_spoken_of(text: str, cue: Cue, start: int, end: int) -> bool:
    """Say whether a Chinese banning word makes no ban: 法律禁止采集的信息, 更长的禁止转让期间, 通过协议禁止…."""
    near = max(start, cue.start - _NEAR)
    chunk = max(near, text.rfind("，", near, cue.start) + 1)
    low = max(chunk, cue.start - _BACK)
    comma = text.find("，", cue.end, min(end, cue.end + _NEAR))
    if text[cue.start : cue.end] == "不能" and comma >= 0 and row("supposed").match(text, chunk, cue.start):
        return True  # 如本人不能前来，
    if row("ban-said").search(text, low, cue.start) and row("ban-told").match(text, cue.end, end):
        return True
    forbids = text[cue.start : cue.end].endswith(("禁止", "严禁"))
    if forbids and row("ban-noun").search(text, low, cue.start) and row("ban-told").match(text, cue.end, end):
        return True
    before = classes.verb_at(text, cue.start - 2, cue.start) if forbids else None
    if before and before.end == cue.start and row("ban-told").match(text, cue.end, end):
        return True  # 采集禁止采集的信息
    return forbids and row("ban-imposed").search(text, low, cue.start) is not None


def _in_attribute(text: str, cue: Cue, before: str) -> bool:
    """Say whether a Chinese cue tells which thing is meant (应当提交的材料, 可以采取的措施) and makes no norm."""
    if cue.id == "duty" and _MOVED.search(before) and _OWED.match(text, cue.end):
        return True  # 将其应偿还的本息抄送财政部
    attribute = _ATTRIBUTE.match(text, cue.end)
    if attribute is None:
        return False
    # 甲可以支配的收入，应当用于…: what is said of the income stands behind the comma.
    topic = cue.id == "permission" and text.startswith("，应", attribute.end())
    return topic or bool(_OPENS_ATTRIBUTE.search(before))
