"""Who a segment speaks of: addressees and bodies in subject position.

English: the first list of names before the cue that stands neither in an opening adverbial nor behind a
preposition. Chinese: the first list that is neither the object of 为/向/对/… nor inside an attribute that
ends in 的 before another name (为境内主体提供服务的中介机构 speaks of the 中介机构).
"""

from __future__ import annotations

import re

from regparse.grammar.reading import Named, Reading

_JOINER = re.compile(
    r"(?:[\s,、，]|and|or|nor|neither|either|as well as|及其|以及|及|和|或者|或|与|会同|等部门|等|其他|有关|相关|other|"
    r"relevant|the|all|any|both|their|including|\(|\)|（含|（包括|（|）|含)*\Z"
)
_PREPOSITION_ZH = re.compile(
    r"(?:为|向|对|对于|与|给|被|从|将|把|对其|经|至|通过|督促|指导|要求|协助|发现|怀疑|告知|提示|提醒|通知|保护|涉及|拒绝|责成|责令|引导|支持|鼓励)\Z"
)
_PREPOSITION_EN = re.compile(
    r"\b(?:for|to|by|with|from|against|on|into|at|under|between|among|through|within|that|which|who|supervise|guide|urge|require|help|assist|of)\s(?:the\s|such\s|relevant\s|their\s|all\s)?\Z",
    re.IGNORECASE,
)
_OPENING_EN = re.compile(
    r"(?:and |but |or )?(?:upon|based on|in accordance with|according to|where|when|if|without|after|before|"
    r"in|on|under|with|by|to|as|unless|except|pursuant to|"
    r"relying on|during|specifically|through|for the purpose)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:they|it|them|these|those|such)\b|其(?!他)|上述|前述|前款|该", re.IGNORECASE)


def subject(reading: Reading, start: int, end: int) -> list[Named]:
    """Give the names in subject position of ``text[start:end]``, the stretch before a cue; empty when none is."""
    text = reading.text
    found = reading.names(start, end)
    if reading.chinese:
        heads = [n for i, n in enumerate(found) if not _governed_zh(text, start, end, found, i)]
    else:
        heads = _heads_en(text, start, end, found)
    if not heads:
        return []
    first = _nearest(text, heads) if reading.chinese else heads[0]
    group = [first]
    for name in found[found.index(first) + 1 :]:
        if not _JOINER.match(text[group[-1].end : name.start]):
            break
        group.append(name)
    return group


def _nearest(text: str, heads: list[Named]) -> Named:
    """Give the first head of the last stretch between commas that has one: 对违规的机构，银行应 speaks of the bank."""
    comma = text.rfind("，", heads[-1].start - 200 if heads[-1].start > 200 else 0, heads[-1].start)
    return next(h for h in heads if h.start > comma)


def _governed_zh(text: str, start: int, end: int, found: list[Named], i: int) -> bool:
    name = found[i]
    before = text[max(start, name.start - 3) : name.start]
    if _PREPOSITION_ZH.search(before) or before.endswith(("《", "“")):
        return True
    if re.search(r"除[^，。；]{0,60}\Z", text[max(start, name.start - 62) : name.start]) and re.match(
        r"[^，。；]{0,60}外，", text[name.end : name.end + 64]
    ):
        return True
    if i and _JOINER.match(text[found[i - 1].end : name.start]) and _governed_zh(text, start, end, found, i - 1):
        return True
    for later in found[i + 1 :]:
        gap = text[name.end : later.start]
        if gap.endswith("的") and not re.search(r"[，。；]", gap[-8:]) and len(gap) > 1:
            return True
    return text.startswith(("的规定", "规定的", "的要求", "有关规定", "相关规定", "的有关", "批准的"), name.end)


def _heads_en(text: str, start: int, end: int, found: list[Named]) -> list[Named]:
    floor = start
    if opening := _OPENING_EN.match(text, start, end):
        comma = text.find(", ", opening.end(), end)
        while comma >= 0 and (match := _OPENING_EN.match(text, comma + 2, end)) and match:
            comma = text.find(", ", comma + 2, end)
        floor = comma if comma >= 0 else start
    heads = []
    for i, name in enumerate(found):
        joined = i > 0 and bool(_JOINER.match(text[found[i - 1].end : name.start])) and found[i - 1] not in heads
        behind = _PREPOSITION_EN.search(text[max(start, name.start - 30) : name.start])
        if behind and behind.group().lower().startswith("of") and not any(n.end <= name.start for n in found[:i]):
            behind = None  # "names of enterprises": the first name of all may be a thing's owner
        if name.start >= floor and not behind and not (joined and i > 0 and found[i - 1].start >= floor):
            heads.append(name)
    return heads


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
