"""Who a segment speaks of: addressees and bodies in subject position.

English: the first list of names before the cue that stands neither in an opening adverbial nor behind a
preposition. Chinese: the first list that is neither the object of 为/向/对/… nor inside an attribute that
ends in 的 before another name (为境内主体提供服务的中介机构 speaks of the 中介机构).
"""

from __future__ import annotations

import re

from regparse.grammar import subjects_en
from regparse.grammar.cues import Cue
from regparse.grammar.reading import Named, Reading
from regparse.model import Kind
from regparse.notation.expressions import expression

JOINER = expression(
    r"(?:[\s,、，]|and|or|nor|neither|either|as well as|及其|以及|及|和|或者|或|与|会同|等部门|等|其他|有关|相关|other|"
    r"relevant|the|all|any|both|their|including|\(|\)|（含|（包括|（|）|含)*\Z"
)
_PREPOSITION_ZH = expression(
    r"(?:为|向|对|对于|与|给|被|从|将|把|对其|经|至|到|赴|通过|按照|依照|根据|依据|遵照|接到|收到|自|获得|取得|征得|督促|指导|要求|协助|发现|怀疑|告知|提示|提醒|通知|保护|涉及|拒绝|责成|责令|移送|移交|引导|支持|鼓励)\Z"
)
_PREPOSITION_EN = expression(
    r"\b(?:for|to|by|with|from|against|on|into|at|under|between|among|through|within|that|which|who|supervise|guide|urge|require|help|assist|of)\s(?:the\s|such\s|relevant\s|their\s|all\s)?\Z",
    re.IGNORECASE,
)
_OPENING_EN = expression(
    r"(?:and |but |or )?(?:upon|based on|in accordance with|according to|where|when|if|without|after|before|"
    r"in|on|under|with|by|to|as|unless|except|pursuant to|"
    r"relying on|during|specifically|through|for the purpose)\b",
    re.IGNORECASE,
)
_PRONOUN = expression(r"\b(?:they|it|them|these|those|such)\b|其(?!他)|上述|前述|前款|该", re.IGNORECASE)


STAFF = "responsible-person"
"""The addressees who are named by whose they are."""


def subject(reading: Reading, start: int, end: int) -> list[Named]:
    """Give the names in subject position of ``text[start:end]``, the stretch before a cue; empty when none is."""
    if not reading.chinese:
        return subjects_en.named(reading, start, end)
    text = reading.text
    found = reading.names(start, end)
    heads = _heads_zh(text, start, found) if reading.chinese else _heads_en(text, start, end, found)
    if not heads:
        return []
    first = _nearest(text, heads) if reading.chinese else heads[0]
    group = [first]
    for name in found[found.index(first) + 1 :]:
        if not JOINER.match(text[group[-1].end : name.start]):
            break
        if reading.chinese and STAFF in name.codes and name.start == group[-1].end and not group[-1].agency:
            group[-1] = name  # 银行工作人员: the persons, not whose they are
            continue
        group.append(name)
    return group


def _nearest(text: str, heads: list[Named]) -> Named:
    """Give the first head of the last stretch between commas that has one: 对违规的机构，银行应 speaks of the bank."""
    comma = text.rfind("，", heads[-1].start - 200 if heads[-1].start > 200 else 0, heads[-1].start)
    return next(h for h in heads if h.start > comma)


def _heads_zh(text: str, start: int, found: list[Named]) -> list[Named]:
    """Give the names that stand neither behind a preposition, nor in an attribute, nor in a list with one that does."""
    attributes = _attributes(text, found)
    governed: list[bool] = []
    for i, name in enumerate(found):
        between = text[found[i - 1].end : name.start] if i else ""
        listed = i > 0 and governed[i - 1] and "，" not in between and bool(JOINER.match(between))
        governed.append(listed or attributes[i] or _behind_zh(text, start, name))
    return [name for name, is_governed in zip(found, governed, strict=True) if not is_governed]


def _behind_zh(text: str, start: int, name: Named) -> bool:
    """Say whether a name is the object of a preposition, stands in an exception, or goes on to what it said."""
    before = text[max(start, name.start - 3) : name.start]
    if _PREPOSITION_ZH.search(before) or before.endswith(("《", "“", "简称")):
        return True
    if re.search(r"除[^，。；]{0,60}\Z", text[max(start, name.start - 62) : name.start]) and re.match(
        r"[^，。；]{0,60}外，", text[name.end : name.end + 64]
    ):
        return True
    if text.startswith("客户的", name.end) and re.search(
        r"被[^，。；]{1,8}的\Z", text[max(start, name.start - 12) : name.start]
    ):
        return True  # 查阅被调查的银行客户的资料
    return text.startswith(("的规定", "规定的", "的要求", "有关规定", "相关规定", "的有关", "批准的"), name.end)


_NEAR = 8
"""Characters before 的 in which a mark parts the attribute from what it would belong to."""


def _attributes(text: str, found: list[Named]) -> list[bool]:
    """Say of each name whether a later one stands behind 的: then it is in that one's attribute (为甲服务的乙)."""
    inside: list[bool] = []
    near: list[int] = []  # where the next names begin that stand behind 的, the nearest last
    plain = -1  # the last of all such places that has no mark in the characters before it
    for name in reversed(found):
        inside.append(
            plain > name.end + 1
            or any(at > name.end + 1 and not _MARK.search(text, max(name.end, at - _NEAR), at) for at in near)
        )
        if name.start and text[name.start - 1] == "的":
            near = [*near[1 - _NEAR :], name.start]
            if plain < 0 and not _MARK.search(text, max(0, name.start - _NEAR), name.start):
                plain = name.start
    return inside[::-1]


_MARK = expression(r"[，。；]")


def _heads_en(text: str, start: int, end: int, found: list[Named]) -> list[Named]:
    floor = start
    if opening := _OPENING_EN.match(text, start, end):
        comma = text.find(", ", opening.end(), end)
        while comma >= 0 and (match := _OPENING_EN.match(text, comma + 2, end)) and match:
            comma = text.find(", ", comma + 2, end)
        floor = comma if comma >= 0 else start
    heads = []
    headed = False
    for i, name in enumerate(found):
        joined = i > 0 and not headed and bool(JOINER.match(text[found[i - 1].end : name.start]))
        behind = _PREPOSITION_EN.search(text[max(start, name.start - 30) : name.start])
        if behind and behind.group().lower().startswith("of") and i == 0:
            behind = None  # "names of enterprises": the first name of all may be a thing's owner
        headed = name.start >= floor and not behind and not (joined and found[i - 1].start >= floor)
        if headed:
            heads.append(name)
    return heads


_LED_ZH = expression(
    r"(?:(?:按照|根据|依照|依据)[^，。；由]{1,40}?(?:，|原则，?|要求，?|规定，?)|依法|及时|统一|，)*由(?:各|当地|其|所在地|相关|有关|国务院)?"
)
_LED_EN = expression(r"[^.;]*?\b(?:is|are|be) (?:\w+ ){0,2}?\w+ed (?:and \w+ed )?by (?:the |relevant )?")


def agent(reading: Reading, start: int, end: int, cue: Cue | None) -> list[Named]:
    """Give the bodies of the state whom a passive norm tasks (…应由甲监管, "is regulated by A"); else nothing."""
    if (cue is not None and cue.kind is not Kind.OBLIGATION) or (cue is None and reading.chinese):
        return []
    text = reading.text
    led = _LED_ZH.match(text, cue.end, end) if cue and reading.chinese else _LED_EN.match(text, start, end)
    if not led:
        return []
    group: list[Named] = []
    for name in reading.names(led.end(), end):
        if name.agency is None or not (
            JOINER.match(text[group[-1].end : name.start]) if group else name.start == led.end()
        ):
            break
        group.append(name)
    return [] if group and text.startswith("的", group[-1].end) else group


_CIRCUMSTANCE_ZH = expression(
    r"(?:并|且|但|还|同时)?(?:对(?!账|外|方|公)|在(?!途|线)|按|根据|依据|依照|经(?![济营办理纪费])|因|为|以|通过|于|自(?![有然愿身动主])|"
    r"当(?![事地日前期])|如|若|凡|遇|除|未(?!成年)|将|与|向|从(?!业)|"
    r"符合|不符合|需要|确需|发现|涉及|属于|具有|要求|进行|办理|采取|开展|使用|利用|提供)"
)
_WHEN_ZH = expression(r"(?:的|时|后|之前|日起|情况下|情形下|基础上|(?:后|\d)[^，]{0,9}内)\Z")


def thing(text: str, start: int, end: int) -> bool:
    """Say whether a Chinese stretch before a cue names a subject of its own: more than when, how and upon what."""
    chunks = text[start:end].strip("，, 　\n").split("，")
    return any(c and c[0] != "并" and not _CIRCUMSTANCE_ZH.match(c) and not _WHEN_ZH.search(c) for c in chunks)


def circumstance(words: str) -> bool:
    """Say whether Chinese words begin as when, how and upon what do."""
    return bool(_CIRCUMSTANCE_ZH.match(words))


def refers_back(text: str, start: int, end: int) -> bool:
    """Say whether a subject stretch points back (they, 其, 上述) or names nothing."""
    stretch = text[start:end].strip(" ，,")
    return len(stretch) < 3 or bool(_PRONOUN.search(stretch))


def new_subject(reading: Reading, start: int, end: int) -> bool:
    """Say whether behind a comma of ``text[start:end]`` a name opens a new subject before the cue at ``end``."""
    text = reading.text
    comma = max(text.rfind("，", start, end), text.rfind(", ", start, end))
    if comma < 0:
        return False
    at = comma + 1
    opening = re.compile(r"\s*(?:并|且|但|同时|and |but )*").match(text, at, end)
    at = opening.end() if opening else at
    return any(n.start - at <= 4 for n in subject(reading, at, end))
