"""The acts of a stretch: its chunks between commas, each read or left out, and listed items."""

from __future__ import annotations

from regparse.grammar.enumeration import Item
from regparse.grammar.predicates import classes, objects, verbs
from regparse.grammar.predicates.verbs import Act
from regparse.grammar.sentences import Masks, trim
from regparse.notation.expressions import expression

_EDGE = "，、：；。 　\n"
_SENTENCE = expression("[。；]")


def acts(text: str, start: int, end: int, masks: Masks, *, strict: bool, group: int = 0) -> list[Item]:
    """Give the acts of ``text[start:end]``, a stretch that a cue governs.

    ``strict`` leaves adverbs, means and places out, as readers do in a ban; of a duty they stay, for how it is to be
    met is part of it. Enumerations are numbered from ``group``.
    """
    read: list[Act] = []
    chunks = _chunks(text, start, end, masks)
    for number, (low, high) in enumerate(chunks):
        last = number + 1 == len(chunks)
        if not (last and not read) and _adjunct(text, low, high):
            continue
        if read and classes.row("continuation").match(text[low : low + 12]):
            read[-1] = read[-1]._replace(end=high, bare=False)
            continue
        if not read or _opens(text, low, high, strict=strict):
            read += verbs.chunk(text, low, high, masks, strict=strict)
        elif not strict:
            read[-1] = read[-1]._replace(end=high, bare=False)
    if not read and chunks:
        low, high = chunks[0][0], chunks[-1][1]
        read = [Act(low, high, low, None, False)]
    return _items(text, read, masks, group)


def listed(text: str, span: tuple[int, int], masks: Masks, *, lead: str, strict: bool, group: int) -> list[Item]:
    """Give the acts of a numbered item under a lead-in; ``lead`` are the words that it shares with the other items."""
    start, end = span
    stop = next((m.start() for m in _SENTENCE.finditer(text, start, end) if not masks.hidden(m.start())), end)
    found = acts(text, start, stop, masks, strict=strict, group=group)
    return [item._replace(phrase=f"{lead}: {item.phrase}") for item in found] if lead else found


def _chunks(text: str, start: int, end: int, masks: Masks) -> list[tuple[int, int]]:
    edges = [start]
    at = text.find("，", start, end)
    while at >= 0:
        if not masks.hidden(at):
            edges.append(at + 1)
        at = text.find("，", at + 1, end)
    pieces = [_trim(text, a, b) for a, b in zip(edges, [*edges[1:], end], strict=True)]
    return [(a, b) for a, b in pieces if a < b]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = trim(text, start, end)
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while end > start and text[start] in _EDGE:
        start += 1
    return start, end


def _adjunct(text: str, start: int, end: int) -> bool:
    """Say whether a chunk only tells how, when or why: it has no verb of its own behind how and where."""
    if classes.row("adjunct-whole").match(text, start, end):
        return True
    if not classes.row("adjunct").match(text, start, end):
        return False
    at = classes.skip("lead-joint", text, start, end)
    if upon := classes.row("upon").match(text, at, end):
        # 对违规的商户: upon whom; 对商户提供的材料进行审查: an act.
        behind = max(upon.end(), text.rfind("的", at, end) + 1)
        return verbs.governing(text, behind, end) is None
    if text.startswith("并", start) and verbs.governing(text, at, end):
        return False  # 并按照核定的金额使用账户
    opened = verbs.opening(text, at, end, strict=False)
    return opened.verb is None or opened.at == at


def _opens(text: str, start: int, end: int, *, strict: bool) -> bool:
    """Say whether a chunk behind another opens an act of its own."""
    if classes.skip("lead-joint", text, start, end) > start:
        return True
    opened = verbs.opening(text, start, end, strict=strict)
    return opened.verb is not None or opened.led


def _items(text: str, read: list[Act], masks: Masks, group: int) -> list[Item]:
    result: list[Item] = []
    shared = _shared(text, read)
    for number, act in enumerate(read):
        start, end = _trim(text, act.start, act.end)
        end = start + len(classes.row("dangling").sub("", text[start:end]))
        if start >= end:
            continue
        if act.bare:
            phrase = text[start:end] + shared[number]
            result.append(Item(start, end, end, phrase, group, apart=True))
            continue
        run = number > 0 and read[number - 1].bare
        parted = objects.parted(text, act._replace(start=start, end=end), masks, group)
        result += parted if len(parted) > 1 else [p._replace(apart=run) for p in parted]
        group += 1
    return result


def _shared(text: str, read: list[Act]) -> list[str]:
    """Give for each act the object of the next one that has one: what verbs in a row share."""
    objects_of: list[str] = []
    last = ""
    for act in reversed(read):
        if not act.bare:
            known = act.verb is not None and act.end - act.verb_end <= verbs.REACH
            last = text[act.verb_end : act.end] if known else ""
        objects_of.append(last)
    return objects_of[::-1]
