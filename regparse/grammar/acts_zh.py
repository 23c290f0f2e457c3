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
# 洗钱和恐怖融资 is one word.
_LIST = re.compile(r"(?<!洗钱)、|、(?!反?恐怖?)")
_LAST = re.compile(r"以及|及(?!时|其|早)|(?<!共)(?:(?<!洗钱)和|和(?!反?恐怖?))|或者|或")
# An enumerating verb opens the act, or stands behind whom it is done for (为客户提供…).
_BEFORE_VERB = re.compile(
    r"(?:(?:为|向|对|与|在|以|通过|利用|擅自|违规|非法|变相|直接|间接|继续|再)[^，。；]{0,60})?\Z"
)
_NOT_VERB = re.compile(
    r"性|者|场所|范围|情况|许可|期间|机构|活动的|状况|地址|规模|能力|成果|业绩|权|方案|细则|意见|流程|程序|时限|过程|效果"
)
# Objects that are things, so that one verb stands for all of them: 提供身份证、护照 is one act.
_THINGS = re.compile(
    r"(?:材料|信息|资料|情况|文件|证明|证件|证书|护照|身份证|执照|复印件|影印件|数据|合同|协议|发票|单据|凭证|回单|账单|报告|报表|清单|名单|"
    r"能力|意见|建议|决议|依据|线索|条件|设备|设施|姓名|名称|账号|帐号|号码|地址|住址|住所|金额|日期|密码|样本|方案|说明书?|保障|保证|支持|"
    r"协助|便利|帮助|款项|资金)(?:等[^，。；]{0,8}(?:信息|资料|材料|情况|文件|数据)?)?\Z"
)
_HARM = re.compile(r"(?:危害|损害|违反|影响|有损|妨碍|侵害|破坏|扰乱|威胁)[^、，。；]*\Z")
_UPON = re.compile(r"对(?!外|公|账|方|手)[^，。；]*(?P<verb>进行|实施|开展)")
_RESIDUE = re.compile(
    r"等(?:各类|相关|其他|各项|方面的|形式的)?(?:服务|业务|活动|行为|事项|工作|手续|方式|职责|义务|措施|内容)?\Z"
)
_TAIL = re.compile(r"等.{0,24}\Z")
_COMMA = re.compile("，")
_NAMELY = re.compile(r"，(?:主要)?(?:包括|例如|如)(?:但不限于)?[：:]?")
_JOINT = re.compile(r"[，、]|以及|及(?!时|其|早)|(?<!共)和|或者|或|并|且")
_ADVERB = re.compile(
    r"(?:以任何形式|以任何方式|变相|违规|非法|擅自|直接|间接|直接或者?间接|私自|随意|恶意|再|新|继续|在境内|在境外|"
    r"在[^，。；、]{1,12}(?:内|中|上|时)|及时|依法|严格|切实|认真|积极|合理|妥善|有效|进一步|充分|定期|主动|同时|共同|"
    r"不断|全面|准确|完整|尽快|立即|应当|应|要|须|必须|需|将其|地|、|并|且|于[^，。；、]{1,16}内|审慎|谨慎|密切|严密|千方百计|"
    r"足额|按时|按期|如期|有序|稳妥|逐[步笔户一级项]|如实|真实|客观|公[平正]|持续|动态|相互|互相|统一|分别|单独|独立|自[主行觉]|优先|大力|"
    r"深入|坚决|从严|设法|另行|努力|适时|综合|详细|实时|重点|书面|重新|正确|按照?(?:有关|相关)?(?:规定|要求|约定)(?!的))*"
)
_MEANS = re.compile(r"[^，。；]{1,60}等[^，。；、]{0,6}(?:措施|手段|方式|办法|形式|情形|责任|义务|职责|处罚)")
_AS = re.compile(r"[^，。；]{1,40}为(?:出发点|目标|目的|原则|导向|基础|核心|重点|主|前提|条件|依据)")
_UPON_LIST = re.compile(r"(?:对(?!外|公|账|方|手)|就)[^，。；]*(?:进行|实施|开展|予以|负责|承担|作出|加强)")
_DONE = re.compile(r"进行|实施|开展|予以|负责|承担|作出|加强|提出|制定|建立|采取|完成")
_MANNERS = re.compile(r"客观|专业|公[正平]|全面|及时|准确|真实|完整|有效|充分|必要")
_LIGHT = re.compile(r"进行|实施|开展|予以|加强|做好|完成|组织|[对将把向与]")
_HOW = re.compile(r"(?:按照?|根据|依据|依照)[^，。；]{0,24}?(?:规定|要求|约定|原则)")
_BY_CONDUCT = re.compile(r"[^，。；]{1,60}等(?:行为|方法|途径|渠道)")
_BY = ("通过", "以", "利用", "采用", "采取")
# 甲办A，并按规定办B: what follows a comma and 并 is a further act, whatever its verb.
_FURTHER = re.compile(
    r"(?:同时)?并(?![购表轨列行网存非无不未]|且[不未]|经[^，。；]{0,24}(?:批准|同意|核准|许可|授权|审核)后?(?:[，。；]|\Z)|结合|综合考虑)"
    r"(?![^，。；]*[的后时]，)[^，。；]{3}"
)
_HOW_ONLY = re.compile(
    r"(?:规定|要求|约定|原则|基础上|精神|[前后时下]|同时|需要|部署|依据|目标|批准|同意|核准)\Z|(?:根据|按照|结合|参照|依据)[^，。；]{0,60}[》）]\Z|"
    r"(?:根据|按照|结合|参照|依据)[^，。；]{0,12}(?:情况|方式|程序|标准|条件|结果)\Z|[\d一二三四五六七八九十][^，。；\d]{1,5}内\Z"
)
_BY_RULE = re.compile(r"(?:按照|根据|依照|依据|遵照|参照)[^，。；]{2,40}(?:规定|要求|约定|原则|办法|协议)")
_ALSO = re.compile(r"(?:按照|根据|依据|在|于)[^，。；]{4}")
_ADJUNCT = re.compile(
    r"(?:并|且)?(?:根据|按照|按(?![月日年季期时旬周次笔户批])|依据|依照|遵照|参照|对于?|针对|围绕|结合|自|经|在|本着|以[^，。；]{1,40}为(?:由|名|前提|条件|目的|依据|基础|目标|准)|"
    r"(?:通过|以|利用|采用|采取)[^，。；]*(?:方式|形式|手段|途径|渠道)(?=，|\Z))"
    r"(?![^，。；]*(?:进行|开展|实施|予以|作出|做好|承担|负责))[^，。；]*\Z|"
    r"于[^，。；]{1,40}(?:个月|[内前时日末中]|日起)\Z|就[^，。；]*(?:问题|事项|内容|事宜)\Z|视[^，。；]{0,10}(?:轻重|情况|情形|需要|程度)\Z"
)
# What stands behind a noun that looks like a verb (审核、监测，): an act has an object.
_NO_OBJECT = re.compile(
    r"[、，。；：）]|\Z|和|及|与|等|的(?!其)|工作|措施|制度|机制|要求|能力|情况|系统|业务|服务|职责|义务|责任|管理|机构|账户|人员|方式|单位|手续|程序|流程|权限|结果|部门|机关|报表|时间|期限|日期|进度|计划|方案|者"
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
    verb, _ = _verbs()
    edges = [start]
    base = start  # where the last act begins, behind how and when it is done
    for joint in _JOINT.finditer(text, start, end):
        if joint.start() < edges[-1] or masks.hidden(joint.start()):
            continue
        comma = joint.group() == "，"
        further = comma and bool(_FURTHER.match(text, joint.end(), end))
        if comma and _tells_how(text, base, joint.start(), further=further):
            base = joint.end()
            continue  # 按照…要求，报送…: how, not what
        if comma and text[joint.start() - 1] == "的" and text[joint.start() - 2] not in "目标":
            # 核实，情况属实的，责令改正: the act behind a condition begins with it.
            before = text.rfind("，", edges[-1], joint.start())
            edges += [before + 1] if before >= 0 else []
            base = joint.end()
            continue
        at = _ADVERB.match(text, joint.end(), end).end()  # type: ignore[union-attr]
        opening = verb.match(text, at, end)
        also = joint.group() == "并" and _ALSO.match(text, joint.end(), end)
        by = comma and _BY_RULE.match(text, joint.end(), end)
        if not (opening or further or also or by):
            continue
        if opening and not comma and _NO_OBJECT.match(text[opening.end() : end]):
            continue
        opened = _ADVERB.match(text, base, end).end()  # type: ignore[union-attr]
        head = verb.match(text, opened, joint.start())
        if head is None and (not comma or (by and not further)) and not _said(opened, joint):
            continue
        alone = comma and (further or opened > base)  # 持续更新，并报告: it needs no object
        if head is not None and not alone and _bare(text, opened, joint.start(), verb):
            continue  # 发行和销售…: the verbs before have no object of their own
        if joint.group() == "并" and _shares(text, base, joint.start(), verb):
            continue
        if not comma and _inside_act(text, (opened, end), head, joint, opening):
            continue
        edges.append(joint.end())
        base = joint.end()
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


def _tells_how(text: str, start: int, end: int, *, further: bool) -> bool:
    """Say whether a chunk before a comma says how or when, not what; ``further`` says that 并 stands behind it."""
    if text[end - 1] == "后" and text[end - 2] not in "先事最此" and "，" not in text[start:end]:
        return True
    if not _ADJUNCT.match(text, start, end) or _acts_by(text, start, end):
        return False
    # 按规定报告可疑交易，并…: an act of its own.
    return not further or bool(_HOW_ONLY.search(text, start, end))


def _acts_by(text: str, start: int, end: int) -> bool:
    """Say whether a chunk tells by which rule and then acts (按照约定参加会议)."""
    how = _HOW.match(text, start, end)
    if how is None:
        return False
    at = _ADVERB.match(text, how.end(), end).end()  # type: ignore[union-attr]
    opening = _verbs()[0].match(text, at, end)
    return opening is not None and end - opening.end() > 1


def _said(start: int, joint: re.Match[str]) -> bool:
    """Say whether an act with an object, though its verb stands in no table, ends where a 并 begins."""
    return joint.group() == "并" and joint.start() - start >= 5


def _shares(text: str, start: int, at: int, verb: re.Pattern[str]) -> bool:
    """Say whether the verb right before the 并 at ``at`` has the next one's object (全面核对并公布名单)."""
    low = max(start, text.rfind("，", start, at) + 1)
    low = _ADVERB.match(text, low, at).end()  # type: ignore[union-attr]
    if how := _HOW.match(text, low, at):
        low = how.end()
    if at - 2 < low or not verb.fullmatch(text, at - 2, at) or _LIGHT.search(text, low, at - 2):
        return False
    adverb = at - 4 >= low and _ADVERB.fullmatch(text, at - 4, at - 2)
    return bool(adverb) or not verb.search(text, low, at - 2)


def _inside_act(
    text: str, span: tuple[int, int], head: re.Match[str] | None, joint: re.Match[str], opening: re.Match[str] | None
) -> bool:
    """Say whether a joint other than a comma parts means, objects or what something is done to, not acts."""
    start, end = span
    if joint.group() != "并" and _UPON_LIST.match(text, start, end) and not _DONE.search(text, start, joint.start()):
        return True  # 对A和B负责
    if head is None:
        return False
    if joint.group() == "、" and _MEANS.match(text, joint.end(), end):
        return True  # 采取A、B等措施
    if head.group() in _BY and _coordinates_means(text, head, joint, opening, end):
        return True  # 通过A或者以B方式C
    enumerating = _verbs()[1]
    return bool(enumerating.match(text, start, joint.start())) and _inside_list(text, start, joint.start(), end)


def _coordinates_means(
    text: str, head: re.Match[str], joint: re.Match[str], opening: re.Match[str] | None, end: int
) -> bool:
    """Say whether a joint behind 通过, 以 and their like parts means, not acts."""
    if _BY_CONDUCT.match(text, joint.end(), end) or (head.group() == "以" and _AS.match(text, joint.end(), end)):
        return True
    again = opening is not None and opening.group() in _BY
    return again and not _verbs()[0].search(text, head.end(), joint.start())


def _inside_list(text: str, start: int, at: int, end: int) -> bool:
    """Say whether the joint at ``at`` parts the objects of the verb at ``start``: a list that ends in 等…."""
    return bool(re.search(r"等[^，。；、]{0,30}", text[at:end])) and "，" not in text[start:at]


def _objects(text: str, start: int, end: int, masks: Masks, group: int) -> list[Item]:
    """Take the objects of an enumerating verb apart: 提供A、B和C等服务 is three acts."""
    whole = [Item(start, end, end, text[start:end], group)]
    found = _enumerates(text, start, end, masks)
    if found is None or found >= end or "，" in text[start:found]:
        return whole
    lead = text[start:found]
    low, high = found, end
    comma = first(text, low, high, _COMMA, masks)
    named = _NAMELY.match(text, comma.start(), end) if comma else None
    if named:  # 提供服务，包括：办理A、B: what is done is said there
        inner = _objects(text, named.end(), end, masks, group)
        return inner if len(inner) > 1 else whole
    high = comma.start() if comma else high
    tail = _TAIL.search(text, low, high)
    if tail and not masks.hidden(tail.start()):
        high = tail.start()
    pieces = cut(text, low, high, _LIST, masks)
    if pieces:
        a, b = pieces[-1]
        pieces = pieces[:-1] + list(cut(text, a, b, _LAST, masks))
    pieces = [p for p in pieces if not _RESIDUE.fullmatch(text[p[0] : p[1]])]
    if (
        len(pieces) < 2
        or any(b - a < 2 for a, b in pieces)
        or _of_one_verb(text, pieces, lead, comma.start() if comma else end)
    ):
        return whole
    rest = text[high : comma.start() if comma else end]
    last = end if comma else pieces[-1][1]  # what follows a comma is said of the whole list
    ends = [*(b for _, b in pieces[:-1]), last]
    return [Item(a, e, b, f"{lead}{text[a:b]}{rest}", group) for (a, b), e in zip(pieces, ends, strict=True)]


def _enumerates(text: str, start: int, end: int, masks: Masks) -> int | None:
    """Give where the objects of an enumerating verb begin; None where no such verb governs the stretch."""
    _, enumerating = _verbs()
    opened = _ADVERB.match(text, start, end).end()  # type: ignore[union-attr]
    if upon := _UPON.match(text, opened, end):  # 对提供的材料进行审查: what is done is the 审查
        return upon.end("verb")
    found = first(text, start, end, enumerating, masks)
    if not found or _NOT_VERB.match(text, found.end()) or not _BEFORE_VERB.match(text[start : found.start()]):
        return None
    return found.end()


def _of_one_verb(text: str, pieces: list[tuple[int, int]], lead: str, end: int) -> bool:
    """Say whether objects stay together: things that are handed over, or what a harmful act is directed at."""
    (first_start, first_end), (last_start, last_end) = pieces[0], pieces[-1]
    things = lead.endswith("提供") and _THINGS.search(text, last_start, end)
    manner = any(_MANNERS.fullmatch(text, a, b) for a, b in pieces)  # 进行客观、公正的调解
    return bool(things or manner or (_HARM.match(text[first_start:first_end]) and "的" in text[last_start:last_end]))
