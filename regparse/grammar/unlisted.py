"""Who is bound where no table knows the name, but its last word shows a person or a body (``other``).

Chinese: the name that ends right before the cue (登记机构应当), or that opens the sentence and goes on to what it does
before the cue (核查行收到结果后，应当). English: the name right before the cue.
"""

from __future__ import annotations

from regparse.grammar import subjects
from regparse.grammar.reading import Named, Reading
from regparse.lexicon import agencies
from regparse.model import Addressee, Span
from regparse.notation.expressions import expression

MAX_NAME = 80
"""Longest stretch before a cue in which a subject that no table knows is looked for, in code points."""
_ADVERBS_ZH = (
    r"(?:[，,]|（[^（）]{1,30}）|依法|均|也|还|方|即|只|同时|原则上|一般|并|在[^，。；]{1,20}[时中后前内]|根据[^，。；]{1,20}|"
    r"按照[^，。；]{1,20}|及时|严格|在?(?:收到|接到|得到)[^，。；]{1,50})*"
)
_ALONE = r"(?:机构|单位|平台|学校|检查组|储户|公民|[董监]事|股东)"
"""Last words that are a name by themselves."""
_LAST_ZH = (
    r"(?:机构|经营者|处理者|参与者|使用者|提供者|运营者|持有者|投资者|人|[购出转受委承发甲乙丙双各回供需对]方|单位|中心|经收处|"
    r"人员|组织|主体|商|部门|机关|委员会|小组|(?:检查|调查|工作|领导|评审|评估|专家)组|管理层|[董监理]事会|学校|平台|支库|分库|"
    r"发行库|联社|办公室|储户|公民|团体|交易所|秘书处|股东|[董监]事|"
    r"(?:[人长任]|联席)会议|代表大会|(?:股东|会员)大?会|(?:操作|管理|保管|审核|录入|业务)员|"
    r"(?<![进实施执发举运通流履推试先并现暂自盛平飞另品罪言旅出内强另可各分本他跨银])行(?![为业政使]))"
)
_NAME_ZH = rf"(?:[\u4e00-\u9fff、]{{0,24}}?[\u4e00-\u9fff]{_LAST_ZH}|{_ALONE})"
_NO_NAME = (
    r"(?![一二三四五六七八九十]+、(?!二)|且|但|并|对于|若|如果|通过|关于|授权他|委托他|"
    r"(?:设立|成立)(?![\u4e00-\u9fff]{1,20}的))"
)
_ADJACENT_ZH = expression(rf"(?<![\u4e00-\u9fff、])(?:但是?|其中|同时)?{_NO_NAME}(?P<who>{_NAME_ZH}){_ADVERBS_ZH}\Z")
_DOING_ZH = (
    "收到|接到|发现|办理|开展|实施|申请|使用|进行|提供|发生|变更|撤销|终止|解散|[作做]出|出具|提交|付款|存在|违反|授权|委托|拒绝|签订|"
    "履行|承担|设立|从事|利用|采[用取]|确需|擅自|无法|逾期|超过|召开|出席|开立|关闭"
)
"""What a person or a body does before the cue."""
_OPENING_ZH = expression(
    rf"(?:但是?|其中|同时)?，?{_NO_NAME}(?P<who>{_NAME_ZH})"
    r"(?:（[^（）]{1,30}）)?(?="
    r"[在于因未按向与将每已拟须，]|对(?!方|公[^司安]|外[^币汇])|经(?![费营济办理])|自(?![然有动])|不(?!良|同)|有(?!关)|以(?![及上下外内])|为(?!主)|"
    rf"(?:{_DOING_ZH}|需要?|到|根据|依据|依照|依法|通过|认为|具有|符合|要求|没有|[如可应])(?!的)|(?![或和及与])[\u4e00-\u9fff]{{1,6}}后，)"
)
_JOIN_ZH = "(?:、|以及|及|和|或者|或)(?:其(?!他))?"
_OFFICES_ZH = expression("(?:部门|机关|委员会|分支机构|派出机构|分支行|分行|支行)\\Z")
_ITEM_ZH = rf"(?:[^\W\da-zA-Z和及与或、由对向将的]{{0,16}}?[\u4e00-\u9fff](?:{_LAST_ZH}|银行)|{_ALONE}|银行)"
_ITEMS_ZH = expression(_ITEM_ZH)
_FURTHER_ZH = expression(
    rf"(?:{_JOIN_ZH}|与|的(?=[董监]事|高级管理人员|控股股东|实际控制人|从业人员))(?P<who>{_ITEM_ZH})"
    rf"(?=[、和及或等均也还在对于按因未经，不]|根据|有下|(?:{_DOING_ZH})(?!的)|\Z)"
)
_FORMER_ZH = expression(
    rf"(?:\A|，)(?:[一二三四五六七八九]是|但|且|而)?(?!变更|增加|减少)(?P<who>{_ITEM_ZH}(?:{_JOIN_ZH}{_ITEM_ZH}){{0,4}}){_JOIN_ZH}\Z"
)
_GOVERNED_ZH = expression(
    "[由给把将向]|在(?![职岗校任])|对(?!方|公[^司安]|外[^币汇])|经(?![营办收济纪理])|(?<![行作])为"
)
_PERSON_EN = expression(
    r"(?:(?<![A-Za-z] )|(?<=\b[Tt]he )|(?<=\b[Aa]ny ))(?P<who>(?:[A-Z]?[a-z-]+ ){0,4}?"
    r"[A-Za-z-]*(?:institution|provider|operator|participant|issuer|holder|owner|processor|user|agent|organi[sz]ation|"
    r"body|bodies|entit(?:y|ies)|compan(?:y|ies)|centre|center|staff|personnel|trader|dealer|buyer|seller|manager|director)s?)\s*\Z"
)
_OFFENDER_ZH = expression(
    r"(?:对)?(?P<who>[\u4e00-\u9fff]{0,28}?[\u4e00-\u9fff](?:机构|经营者|人|方|单位|中心|人员|组织|主体|商))"
    r"(?=有(?:下列|上述|前款|以下)|违反|未按|不按|拒绝|存在(?:下列|上述|以下))"
)
_LIST = expression("[、和及与或]")
_DOES_ZH = expression("(?![在于因未按向与将每已拟须对经自不有以为])")
_WHEN_ZH = expression(r"[的时后前]\Z")


def beside(reading: Reading, start: int, stop: int) -> Span | None:
    """Give the name that ends right before the cue at ``stop``."""
    # The name ends right before the cue: no need to look further back than a name is long.
    low = max(start, stop - MAX_NAME)
    words = reading.text[low:stop]
    found = (_ADJACENT_ZH if reading.chinese else _PERSON_EN).search(words)
    if not found or reading.masks.hidden(low + found.start("who")):
        return None
    if reading.chinese and _GOVERNED_ZH.search(found["who"]) and "的" not in found["who"]:
        return None
    return low + found.start("who"), low + found.end("who")


def opening(reading: Reading, start: int, stop: int) -> Span | None:
    """Give the name that opens a Chinese stretch before a cue and goes on to what it does."""
    found = _OPENING_ZH.match(reading.text, start, stop) if reading.chinese else None
    if not found or subjects.circumstance(found["who"]):
        return None
    head = found["who"].rfind("的") + 1 + found.start("who")
    if _GOVERNED_ZH.search(reading.text, head, found.end("who")):
        return None
    rest = reading.text[found.end() : stop]
    if _DOES_ZH.match(rest) and "，" not in rest and "的" in rest and not _WHEN_ZH.search(rest):
        return None  # 单位开立账户的名称应当: of the name
    known = reading.names(head, found.end("who"))
    return None if known or reading.masks.hidden(found.start("who")) else found.span("who")


def before_names(reading: Reading, start: int, stop: int, named: list[Named]) -> Span | None:
    """Give the subject that no table knows, where it stands although there are ``named`` ones.

    A name in a clause that ends before (企业破产的，披露义务人应当), or of whom the sentence does not speak
    (检查组发现银行违规的，应当) is no subject.
    """
    text = reading.text
    near = beside(reading, start, stop)
    if near and reading.chinese and named[-1].end < near[0]:
        comma = text.rfind("，", named[-1].end, near[0])
        return near if comma >= 0 else None
    first = opening(reading, start, stop)
    if first is None or named[0].start < first[1]:
        return None
    if text[named[0].start - 1] == "的" and "，" not in text[first[1] : named[0].start]:
        return None  # 受理申请单位变更事项的银行应当: of the bank
    comma = text.find("，", named[0].end, stop)
    conditional = comma >= 0 and bool(_WHEN_ZH.search(text, start, comma))
    return first if "，" not in text[first[1] : named[0].start] or conditional else None


def complete(reading: Reading, start: int, stop: int, named: list[Named]) -> list[Named]:
    """Give the names in subject position with those that no table knows in one list with them (甲及其控股股东、乙)."""
    if not reading.chinese or not named:
        return named
    text = reading.text
    result = list(named)
    low = max(start, named[0].start - MAX_NAME)
    former = _FORMER_ZH.search(text[low : named[0].start])
    if former and not subjects.circumstance(former["who"]) and not reading.masks.hidden(low + former.start("who")):
        items = _ITEMS_ZH.finditer(text, low + former.start("who"), low + former.end("who"))
        result[:0] = [_item(reading, item.span(), None) for item in items]
    while found := _FURTHER_ZH.match(text, result[-1].end, stop):
        if text[result[-1].end] == "与" and found.end() < stop:
            break  # 甲与乙签订合同的，应当: what 甲 does with 乙
        further = _item(reading, found.span("who"), result[-1])
        if text[result[-1].end] == "的":
            result.pop()  # 发行人的董事: the persons, not whose they are
        result.append(further)
    return result


def _item(reading: Reading, span: Span, before: Named | None) -> Named:
    """Give a name in a list: one that a table knows, an office of the body before it, or ``other``."""
    known = [n for n in reading.names(span[0], span[1] + MAX_NAME) if n.start < span[1]]
    if known:
        return known[-1]
    official = before is not None and before.codes == ("government",)
    if before is not None and before.agency is not None:
        official = agencies.load().get(before.agency).kind not in ("association", "infrastructure", "overseas")
    office = official and _OFFICES_ZH.search(reading.text, *span)
    return Named(("government" if office else "other",), None, *span)


def offender(reading: Reading, start: int, end: int) -> Span | None:
    """Give who commits a breach (开户单位有下列…)."""
    found = _OFFENDER_ZH.match(reading.text, start, end) if reading.chinese else None
    return found.span("who") if found else None


def addressee(text: str, span: Span) -> Addressee:
    """Give a name that no table knows as an addressee; an organ (机关) by itself is one of the state."""
    who = text[slice(*span)]
    organ = who.endswith("机关") and not _LIST.search(who)
    return Addressee(code="government" if organ else "other", text=who, span=span)
