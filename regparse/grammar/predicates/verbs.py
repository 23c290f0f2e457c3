"""The acts of one chunk: adverbs, complements, a verb and what it governs, up to where another verb opens.

Of verbs in a row (拒绝、阻挠检查) each is an act, and the last one carries the object that they share. Behind a verb
with an object of its own a joint parts acts only where the word behind it is a verb in that place. It parts nothing
inside means (采取甲、乙等措施), inside an attribute that a second verb opens (发布诱导甲、误导乙的信息), or inside
what a clause-taking verb governs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from regparse.grammar.predicates import classes
from regparse.grammar.predicates.classes import Verb
from regparse.grammar.sentences import Masks

REACH = 120
"""How far behind the word that opens a complement its verb is looked for, in code points."""
TAIL = 60
"""How far before the end of a chunk the words that close a list begin, in code points."""
SHORT = 4
"""Longest act without a known verb that may still be a verb alone (混合操作), in code points."""
LONG = 1500
"""How much of a chunk is parted, in code points; what is longer is no law."""


class Act(NamedTuple):
    """An act: its span, where its verb ends, the verb (None where no table knows it), whether it has no object."""

    start: int
    end: int
    verb_end: int
    verb: Verb | None
    bare: bool


class Opening(NamedTuple):
    """How an act opens: where its words begin, where its verb stands, and the verb.

    ``led`` says that adverbs or a complement stand before the verb, ``upon`` that a complement does.
    """

    start: int
    at: int
    verb: Verb | None
    led: bool
    upon: bool


def opening(text: str, at: int, end: int, *, strict: bool) -> Opening:
    """Read joints, adverbs and complements before a verb; ``strict`` leaves idle adverbs, means and places out."""
    start = at = classes.skip("lead-joint", text, at, end)
    leading = classes.leading(strict)
    while True:
        found = leading.match(text, at, end)
        if found and found.end() < end:
            start, at = (found.end() if strict and at == start else start), found.end()
        elif found := classes.row("manner-phrase").match(text, at, end):
            at = found.end()
        elif (further := classes.skip("adverb", text, at, end)) > at:
            at = further
        else:
            break
    complement = at if _verb(text, at, end) else classes.skip("complement", text, at, end)
    if complement > at:
        moved = text[complement - 1 : complement] in classes.load().moving
        governed = governing(text, complement, end, moved=True) if moved else None
        if governed := governed or governing(text, complement, end):
            return Opening(start, *governed, True, True)
    verb = None if complement > at else _verb(text, at, end)
    return Opening(start, at, verb, at > start or complement > at, complement > at)


def _verb(text: str, at: int, end: int) -> Verb | None:
    """Give the verb at ``at`` unless the words behind it make a noun of both."""
    verb = classes.verb_at(text, at, end)
    return None if verb is None or classes.nouny(text, verb) else verb


def governing(text: str, at: int, end: int, *, moved: bool = False) -> tuple[int, Verb] | None:
    """Give the verb that a complement belongs to (向客户销售: 销售): the first that is one, else the last noun-like.

    ``moved`` asks for one that says where a thing goes or what becomes of it (将账户转给他人).
    """
    last = None
    limit = min(end, at + REACH)
    while at < limit:
        verb = classes.verb_at(text, at, end)
        if verb is None:
            at += 1
            continue
        if not classes.nouny(text, verb):
            if moved and classes.load().result.intersection((verb.word[-1], text[verb.end : verb.end + 1])):
                return at, verb
            idle = verb.kind == "nominal" or (verb.kind == "enumerating" and _joined(text, verb.end, end))
            if not idle and not moved:
                return at, verb
            last = None if moved else (at, verb)
        at = verb.end
    return last


def _joined(text: str, at: int, end: int) -> bool:
    """Say whether a joint stands at ``at``."""
    return classes.row("joint").match(text, at, end) is not None


def chunk(text: str, start: int, end: int, masks: Masks, *, strict: bool) -> list[Act]:
    """Give the acts of ``text[start:end]``, which no comma parts."""
    found: list[Act] = []
    at, stop = start, end
    end = min(end, start + LONG)
    while at < end:
        act, following = _one(text, at, end, masks, strict=strict)
        if act.end > act.start:
            found.append(act)
        at = following
    if stop > end and found:
        found[-1] = found[-1]._replace(end=stop)
    return found


def _one(text: str, at: int, end: int, masks: Masks, *, strict: bool) -> tuple[Act, int]:
    """Give the act at ``at`` and where the next one begins."""
    opened = opening(text, at, end, strict=strict)
    verb = opened.verb
    verb_end = verb.end if verb else opened.at
    closed = _closed(text, opened, verb_end, end)
    for joint in _joints(text, max(verb_end, opened.start + 1), end, masks):
        low, high = joint.span()
        if low < verb_end:
            continue
        bare = low == verb_end if verb else low - opened.start <= SHORT
        if bare and (same := classes.row("same").match(text[high : high + 4])):
            again = classes.verb_at(text, high + same.end(), end)
            verb_end = again.end if again else high + same.end()
            closed = _closed(text, opened, verb_end, end)
            continue
        over = high >= end or classes.row("rest").match(text[high : high + 4])
        if low >= closed and not over and _parts(text, opened, joint, end, bare=bare, strict=strict):
            return Act(opened.start, low, verb_end, verb, bare), high
    bare = verb is not None and verb_end >= end
    return Act(opened.start, end, verb_end, verb, bare), end


def _joints(text: str, start: int, end: int, masks: Masks) -> Iterator[re.Match[str]]:
    return (m for m in classes.runs("joint").finditer(text, start, end) if not masks.hidden(m.start()))


def _closed(text: str, opened: Opening, verb_end: int, end: int) -> int:
    """Give up to where joints part nothing: inside means, and inside the attribute that a second verb opens."""
    verb = opened.verb
    if verb is None:
        return opened.at
    if verb.word in classes.load().means and (found := classes.row("measures").search(text, verb_end, end)):
        return found.end()
    second = _verb(text, verb_end, end)
    told = classes.row("told").match(text[verb_end : verb_end + 6])
    if (told or (second and second.kind != "nominal")) and verb.word not in classes.load().clause:
        last = text.rfind("的", verb_end, end - 1)
        return last if last >= 0 else verb_end
    return verb_end


def _parts(text: str, opened: Opening, joint: re.Match[str], end: int, *, bare: bool, strict: bool) -> bool:
    """Say whether another act begins behind a joint."""
    high, first = joint.end(), opened.verb
    following = opening(text, high, end, strict=strict)
    verb = following.verb
    if bare:
        return first is not None or verb is not None or _piece(text, high, end) <= SHORT
    if verb is None or _attributive(text, verb.end, end):
        return verb is None and joint.group() in classes.load().also and end - high > 2
    if joint.group() in classes.load().also:
        return True
    if first is not None and first.word in classes.load().clause:
        return following.upon or (following.led and first.word in classes.load().refusing)
    listed = first is not None and classes.row("of-one-verb").search(text, max(high, end - TAIL), end)
    return not listed and _opens(text, first, joint.group(), following, end)


def _opens(text: str, first: Verb | None, joint: str, following: Opening, end: int) -> bool:
    """Say whether the verb behind a joint opens an act, behind an act with an object whose verb is ``first``."""
    verb, both = following.verb, joint in classes.load().both
    assert verb is not None
    alone = classes.row("noun-weak").match(text[verb.end : verb.end + 2]) is not None or verb.end >= end
    if verb.kind == "nominal":
        return (both or not alone) if following.led else not (both or alone)
    if first is not None and first.kind == "enumerating":
        return not alone
    return not alone or _chained(text, verb.end, end) or (not both and verb.kind == "verb")


def _attributive(text: str, at: int, end: int) -> bool:
    """Say whether verbs in a row end before 的 and so tell which thing is meant (淘汰并停止销售的灯具)."""
    while at < end and (verb := classes.verb_at(text, at, end)):
        at = verb.end
    return text.startswith("的", at) and at < end - 1 and not text.startswith("的其", at)


def _chained(text: str, at: int, end: int) -> bool:
    """Say whether verbs in a row end in one with an object (…、出借或者出租灯具)."""
    while at < end:
        joint = classes.runs("joint").match(text, at, end)
        if joint is None:
            return True
        verb = _verb(text, classes.skip("adverb", text, joint.end(), end), end)
        if verb is None:
            return False
        at = verb.end
    return False


def _piece(text: str, at: int, end: int) -> int:
    """Give how long what stands before the next joint is."""
    joint = classes.runs("joint").search(text, at, end)
    return (joint.start() if joint else end) - at
