"""The objects of an enumerating verb, taken apart: 提供甲、乙和丙等服务 is three acts."""

from __future__ import annotations

from regparse.grammar.enumeration import Item, cut
from regparse.grammar.predicates import classes
from regparse.grammar.predicates.verbs import Act
from regparse.grammar.sentences import Masks
from regparse.notation.expressions import expression

_LIST = expression("、")
_TAIL = expression(r"等[^，。；、]{0,24}\Z")


def parted(text: str, act: Act, masks: Masks, group: int) -> list[Item]:
    """Give an act as items: one for each object of an enumerating verb, else one for the whole."""
    start, end = act.start, act.end
    whole = [Item(start, end, end, text[start:end], group)]
    if act.verb is None or act.verb.kind != "enumerating" or act.verb_end >= end:
        return whole
    low = act.verb_end
    comma = text.find("，", low, end)
    stop = comma if comma >= 0 else end
    tail = _TAIL.search(text, low, stop)
    if tail and "的" in tail.group():
        return whole  # 提供担保、回购等承担风险的承诺: what is listed tells which
    high = tail.start() if tail and not masks.hidden(tail.start()) else stop
    pieces = cut(text, low, high, _LIST, masks)
    if len(pieces) < 2 and "以及" not in text[low:high] and high == stop:
        return whole  # 提供商品或者服务
    pieces = _joined(text, pieces, masks)
    pieces = [p for p in pieces if not classes.row("residue").fullmatch(text, *p)]
    if len(pieces) < 2 or any(b - a < 2 for a, b in pieces) or _together(text, act, pieces, stop):
        return whole
    lead, rest = text[start:low], text[high:stop]
    last = end if comma >= 0 else pieces[-1][1]  # what follows a comma is said of the whole list
    ends = [*(b for _, b in pieces[:-1]), last]
    return [Item(a, e, b, f"{lead}{text[a:b]}{rest}", group) for (a, b), e in zip(pieces, ends, strict=True)]


def _joined(text: str, pieces: list[tuple[int, int]], masks: Masks) -> list[tuple[int, int]]:
    """Join what is one term (洗钱、恐怖融资), and part the last piece at its 和 or 或."""
    term = classes.row("term")
    joined: list[tuple[int, int]] = []
    for low, high in pieces:
        if joined and any(m.start() < low <= m.end() for m in term.finditer(text, joined[-1][0], high)):
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    if not joined:
        return []
    low, high = joined.pop()
    spans = [m.span() for m in term.finditer(text, low, high)]
    at = low
    for joint in classes.row("last-joint").finditer(text, low, high):
        if not masks.hidden(joint.start()) and not any(a < joint.start() < b for a, b in spans):
            joined.append((at, joint.start()))
            at = joint.end()
    return [*joined, (at, high)]


def _together(text: str, act: Act, pieces: list[tuple[int, int]], stop: int) -> bool:
    """Say whether objects stay together: things handed over, manners, what a harmful act is directed at."""
    low, high = pieces[-1]
    things = act.verb is not None and act.verb.word == "提供" and classes.row("things").search(text, low, stop)
    manner = any(classes.row("manner").fullmatch(text, *p) for p in pieces)
    harm = classes.row("harm").match(text[slice(*pieces[0])]) and "的" in text[low:high]
    return bool(things or manner or harm)
