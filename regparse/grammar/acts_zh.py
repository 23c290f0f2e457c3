"""Chinese: the acts of a norm, before or behind its cue."""

from __future__ import annotations

import re
from functools import cache

from regparse.grammar import subjects
from regparse.grammar.enumeration import Item, cut, first
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment, regions
from regparse.grammar.sentences import Masks, trim
from regparse.lexicon import tables
from regparse.model import Kind

_EXCEPTION = re.compile(
    r"[，；]?(?:但|除)[^，。；]{0,60}(?:除外|外)|[，；]?(?:法律|国家|另)[^，。；]{0,30}另有规定的?[^。；]{0,12}|[，；]但"
)
_OPENS = re.compile(r"并(?!不|且不|未|无)(?P<act>[^，。；]{2,60})，")  # 并A，发现…应B: A is a duty too
_POSITIVE = re.compile(r"，并(?!不得|且不得)")  # what follows a ban and is none: 不得A，并B
_PREDICATE = re.compile(r"，?(?:涉嫌|属于|均属|构成|一律|应予以|应予|应当予以|予以|依法予以|，)")
_LIST = re.compile(r"、")
_LAST = re.compile(r"以及|及(?!时|其|早)|(?<!共)和|或者|或")
# An enumerating verb opens the act, or stands behind whom it is done for (为客户提供…).
_BEFORE_VERB = re.compile(
    r"(?:(?:为|向|对|与|在|以|通过|利用|擅自|违规|非法|变相|直接|间接|继续|再)[^，。；]{0,60})?\Z"
)
_NOT_VERB = re.compile(r"性|者|场所|范围|情况|许可|期间|机构|活动的|状况|地址")
_RESIDUE = re.compile(
    r"等(?:各类|相关|其他|各项|方面的|形式的)?(?:服务|业务|活动|行为|事项|工作|手续|方式|职责|义务|措施|内容)?\Z"
)
_TAIL = re.compile(r"等.{0,24}\Z")
_JOINT = re.compile(r"[，、]|以及|及(?!时|其|早)|(?<!共)和|或者|或|并|且")
_ADVERB = re.compile(
    r"(?:以任何形式|以任何方式|变相|违规|非法|擅自|直接|间接|直接或者?间接|私自|随意|恶意|再|新|继续|在境内|在境外|"
    r"在[^，。；、]{1,12}(?:内|中|上|时)|及时|依法|严格|切实|认真|积极|合理|妥善|有效|进一步|充分|定期|主动|同时|共同|"
    r"不断|全面|准确|完整|尽快|立即|应当|应|要|须|必须|需|将其|地|、|并|且|于[^，。；、]{1,16}内)*"
)
_MEANS = re.compile(r"[^，。；]{1,60}等(?:措施|手段|方式|办法|形式|情形)")
_ADJUNCT = re.compile(
    r"(?![^，。；]*(?:进行|开展|实施|予以|作出|做好|承担|负责))(?:并|且)?(?:根据|按照|按(?![月日年季期时旬周次笔户批])|依据|依照|遵照|参照|对于?|针对|围绕|结合|自|经|在|本着|以[^，。；]{1,40}为(?:由|名|前提|条件|目的))[^，。；]*\Z"
)
# What stands behind a noun that looks like a verb (审核、监测，): an act has an object.
_NO_OBJECT = re.compile(
    r"[、，。；：）]|\Z|和|及|与|等|的(?!其)|工作|措施|制度|机制|要求|能力|情况|系统|业务|服务|职责|义务|责任|管理|机构|账户|人员|方式|单位"
)


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tables.load("verbs")

    def any_of(words: list[str]) -> str:
        return "|".join(sorted(words, key=lambda w: (-len(w), w)))

    enumerating = any_of(table["enumerating_zh"])
    return re.compile(any_of(table["enumerating_zh"] + table["verbs_zh"])), re.compile(enumerating)


def split(reading: Reading, segment: Segment) -> list[Item]:
    """Give the acts of a segment that has a cue."""
    text, masks = reading.text, reading.masks
    cue = segment.cue
    assert cue is not None
    stretches = [_before(reading, segment)] if cue.before else regions(reading, segment)
    opening = _OPENS.match(text, segment.start, cue.start) if cue.kind is Kind.OBLIGATION else None
    # 并A，乙应B: A is not what 乙 must do.
    other = opening and subjects.subject(reading, opening.end(), cue.start)
    if opening and not other and _verbs()[0].match(text, opening.start("act")):
        stretches = [opening.span("act"), *stretches]
    result: list[Item] = []
    for low, high in stretches:
        start, end = low, high
        named = reading.names(start, min(end, start + 30))
        own = cue.id == "ban" and text[cue.start : cue.end].endswith(("严禁", "禁止"))
        if own and named and named[0].start == start:
            start = named[0].end
        if cue.kind is Kind.PROHIBITION and (stop := first(text, start, end, _POSITIVE, masks)):
            end = stop.start()
        stop = first(text, start, end, _EXCEPTION, masks)
        if stop and stop.start() > start:
            end = stop.start()
        start, end = _trim(text, start, end)
        for a, b in _verb_phrases(text, start, end, masks):
            result += _objects(text, a, b, masks, len(result))
    return result


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = trim(text, start, end)
    while end > start and text[end - 1] in "。；，、：":
        end -= 1
    while end > start and text[start] in "，、：":
        start += 1
    return start, end


def _before(reading: Reading, segment: Segment) -> tuple[int, int]:
    """Give the stretch that names the acts of a ban that stands behind them (…，一律严格禁止)."""
    assert segment.cue is not None
    text, masks = reading.text, reading.masks
    start, end = segment.start, segment.cue.start
    stop = first(text, start, end, re.compile(r"，?(?:涉嫌|均属|属于|构成)"), masks)
    if stop and stop.start() > start:
        return start, stop.start()
    for name in reversed(subjects.subject(reading, start, end)):
        if name.end < end:
            return _trim(text, name.end, end)
    return start, end


def _verb_phrases(text: str, start: int, end: int, masks: Masks) -> list[tuple[int, int]]:
    """Part a stretch where a new verb begins behind a joint; verbs without an object stay with the next."""
    verb, enumerating = _verbs()
    edges = [start]
    for joint in _JOINT.finditer(text, start, end):
        if masks.hidden(joint.start()) or joint.start() < edges[-1]:
            continue
        at = _ADVERB.match(text, joint.end(), end).end()  # type: ignore[union-attr]
        if joint.group() == "，" and _ADJUNCT.match(text, edges[-1], joint.start()):
            continue  # 按照…要求，报送…: how, not what
        opening = verb.match(text, at, end)
        if not opening or (joint.group() != "，" and _NO_OBJECT.match(text[opening.end() : end])):
            continue
        opened = _ADVERB.match(text, edges[-1], end).end()  # type: ignore[union-attr]
        head = verb.match(text, opened, joint.start())
        if head is None and joint.group() != "，":
            continue
        if head is not None and _bare(text, opened, joint.start(), verb):
            continue  # 发行和销售…: the verbs before have no object of their own
        if head and joint.group() == "、" and _MEANS.match(text, joint.end(), end):
            continue  # 采取A、B等措施: means to one act
        if (
            head
            and enumerating.match(text, opened, joint.start())
            and joint.group() != "，"
            and _inside_list(text, opened, joint.start(), end)
        ):
            continue
        edges.append(joint.end())
    pieces = [_trim(text, a, b) for a, b in zip(edges, [*edges[1:], end], strict=True)]
    cleaned = []
    for a, b in pieces:
        words = re.sub(r"(?:以及|或者|或|及|和|并|且|、|，)+\Z", "", text[a:b])
        lead = len(words) - len(words.removeprefix("并").removeprefix("且"))
        if words[lead:]:
            cleaned.append((a + lead, a + len(words)))
    return cleaned


def _bare(text: str, start: int, end: int, verb: re.Pattern[str]) -> bool:
    """Say whether ``text[start:end]`` is nothing but verbs and joints (出租、出借)."""
    at = start
    while found := verb.match(text, at, end):
        at = found.end()
        if at >= end:
            return True
        joint = _JOINT.match(text, at, end)
        at = joint.end() if joint else at
    return False


def _inside_list(text: str, start: int, at: int, end: int) -> bool:
    """Say whether the joint at ``at`` parts the objects of the verb at ``start``: a list that ends in 等…."""
    return bool(re.search(r"等[^，。；、]{0,30}", text[at:end])) and "，" not in text[start:at]


def _objects(text: str, start: int, end: int, masks: Masks, group: int) -> list[Item]:
    """Take the objects of an enumerating verb apart: 提供A、B和C等服务 is three acts."""
    _, enumerating = _verbs()
    whole = [Item(start, end, end, text[start:end], group)]
    found = first(text, start, end, enumerating, masks)
    if found and (_NOT_VERB.match(text, found.end()) or not _BEFORE_VERB.match(text[start : found.start()])):
        return whole
    if not found or found.end() >= end or "，" in text[start : found.start()]:
        return whole
    lead = text[start : found.end()]
    low, high = found.end(), end
    tail = _TAIL.search(text, low, high)
    if tail and not masks.hidden(tail.start()):
        high = tail.start()
    pieces = cut(text, low, high, _LIST, masks)
    if pieces:
        a, b = pieces[-1]
        pieces = pieces[:-1] + list(cut(text, a, b, _LAST, masks))
    pieces = [p for p in pieces if not _RESIDUE.fullmatch(text[p[0] : p[1]])]
    if len(pieces) < 2 or any(b - a < 2 for a, b in pieces):
        return [Item(start, end, end, text[start:end], group)]
    rest = text[high:end]
    return [Item(a, b, b, f"{lead}{text[a:b]}{rest}", group) for a, b in pieces]
