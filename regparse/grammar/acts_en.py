"""English: the acts of a norm, before or behind its cue."""

from __future__ import annotations

import re
from functools import cache

from regparse.grammar import agents_en
from regparse.grammar.enumeration import Item, cut, first
from regparse.grammar.phrases_en import classes
from regparse.grammar.reading import Reading
from regparse.grammar.segments import Segment, regions
from regparse.grammar.sentences import Masks, trim
from regparse.lexicon import tables
from regparse.notation.expressions import expression

_EXCEPTION = expression(r"[,;]?\s*(?:\bexcept\b|\bunless\b|\bother than\b)", re.IGNORECASE)
_FINITE = expression(
    r",?\s*\b(?:which|that)?\s*\b(?:is|are|was|were|has|have|shall|should|must|may|will|falls?|constitutes?|belongs?|involves?|remains?|does|do)\b"
    r"(?: (?:also|likewise|therefore|not|all))*",
)
_LIST = expression(r",\s*(?:as well as|and|or|nor)\b\s*|,\s*|\s+as well as\s+")
_PAIR = expression(r"\s+(?:and|or|nor|as well as)\s+|,\s*(?:and|or|nor|as well as)\b\s*")
_LAST_PAIR = expression(r"\s+(?:and|or)\s+")
_COMPLEMENT = expression(
    r"\s+(?:for|to|in|within|through|with|on|by|from|related to|involving|that|which|against|under|using)\b"
)
_RESIDUE = expression(
    r"(?:(?:any |all |various )?(?:other|similar)\b.*|etc\.?|and others|the like|and so on|so on|others)\Z",
    re.IGNORECASE,
)
_NOUN = expression(r"\s*(?:[,.;]|\Z)|\s+(?:and|or|services?|business(?:es)?|activit(?:y|ies)|products?|of)\b")
_JOINT = expression(r",?\s*(?:and\s+)?")
_VERB_JOINT = expression(r",\s*(?:and|or|nor|but)?\s*|\s+(?:and|or|nor)\s+")
_ASIDE = expression(r",\s[^,.;]{3,120},\s")  # shall, within ten days, report
_WITH_OBJECT = expression(r"(?P<verb>[a-z]{3,})(?= (?:the|its|their|his|any|an?|all|another|other people['’]s) )")
_ADVERBS = expression(r"\s*(?:\w+ly,?\s*)+")
_SUCH_AS = expression(r"\bsuch as\b|\bincluding but not limited to\b")


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the patterns of any verb that opens an act, and of an enumerating one, in base and -ing form."""
    table = tables.load("verbs")

    def forms(verbs: list[str]) -> str:
        both = [form for verb in verbs for form in (verb, _gerund(verb))]
        return "|".join(re.escape(form) for form in sorted(both, key=len, reverse=True))

    enumerating = forms(table["enumerating_en"])
    every = forms(table["enumerating_en"] + table["verbs_en"])
    lead = r"(?:(?:not|be|also|further|\w+ly)\s+)*"
    return re.compile(rf"{lead}(?:{every})\b", re.IGNORECASE), re.compile(rf"{lead}(?:{enumerating})\b", re.IGNORECASE)


def _gerund(verb: str) -> str:
    head, _, rest = verb.partition(" ")
    if head.endswith("e") and not head.endswith(("ee", "ye")):
        head = head[:-1]
    elif re.fullmatch(r"(?:set|cut|put|get|run|let|commit|transmit|submit|permit|remit|control|refer)", head):
        head += head[-1]
    return f"{head}ing {rest}".strip()


def split(reading: Reading, segment: Segment) -> list[Item]:
    """Give the acts of a segment that has a cue."""
    text, masks = reading.text, reading.masks
    cue = segment.cue
    assert cue is not None
    if cue.before:
        start, end = _subject(text, segment, masks)
        return _enumerate(text, start, end, masks)
    result: list[Item] = []
    for low, high in regions(reading, segment):
        start, end = low, high
        if low == cue.end and (subject := agents_en.inverted(reading, segment.start, (cue.start, cue.end), high)):
            start = subject[1]
        if stop := first(text, start, end, _EXCEPTION, masks):
            end = stop.start()
        start, end = trim(text, start, end)
        if aside := _ASIDE.match(text, start, end):
            start = aside.end()
        while start < end and text[start] in ", ":
            start += 1
        while end > start and text[end - 1] in ".;,":
            end -= 1
        pieces = _verb_phrases(text, start, end, masks)
        group = len(result)
        for n, (a, b) in enumerate(pieces):
            if n + 1 < len(pieces) and _bare(text, a, b, _verbs()[0]):
                result.append(_shared(text, a, b, pieces[n + 1 :], group))
            else:
                result += _objects(text, a, b, masks, group)
                group = len(result)
    return result


def _shared(text: str, start: int, end: int, behind: list[tuple[int, int]], group: int) -> Item:
    """Give a verb without an object of its own as an act; its object is that of the next verb that has one."""
    verb, _ = _verbs()
    a, b = next((piece for piece in behind if not _bare(text, *piece, verb)), behind[-1])
    opening = verb.match(text, a, b)
    return Item(start, end, end, f"{text[start:end]}{text[opening.end() : b] if opening else ''}", group)


def _subject(text: str, segment: Segment, masks: Masks) -> tuple[int, int]:
    """Give the stretch that names the acts of a passive ban: the subject of "… are prohibited".

    Where the predicate stands alone in its clause (", are prohibited"), the subject is the sentence's;
    else it is what stands between the last clause with a finite verb and the cue.
    """
    assert segment.cue is not None
    cue = min(segment.cue.start, *(c.start for c in segment.also), segment.cue.start)
    start = segment.start
    last_comma = (
        max((m.end() for m in re.finditer(r",\s*", text[start:cue]) if not masks.hidden(start + m.start())), default=0)
        + start
    )
    own = text[last_comma:cue].strip()
    verbs = [m for m in _FINITE.finditer(text, start, cue) if not masks.hidden(m.start())]
    if not verbs:
        return trim(text, start, cue)
    if own and own.lower() not in ("and", "which", "that", "but") and verbs[-1].end() <= last_comma:
        between = text.find(",", verbs[-1].end(), cue)
        joint = _JOINT.match(text, between) if between >= 0 else None
        return trim(text, joint.end() if joint else last_comma, cue)
    return trim(text, start, verbs[0].start())


def _enumerate(text: str, start: int, end: int, masks: Masks) -> list[Item]:
    """Take a list of acts apart; without a comma it is one act."""
    if such := first(text, start, end, _SUCH_AS, masks):
        start, end = trim(text, such.end(), end)
    pieces = cut(text, start, end, _LIST, masks)
    result = []
    for a, b in pieces:
        words = text[a:b]
        if _RESIDUE.match(words) and len(pieces) > 1:
            continue
        result.append(Item(a, b, b, words, 0))
    return result


def _verb_phrases(text: str, start: int, end: int, masks: Masks) -> list[tuple[int, int]]:
    """Part ``text[start:end]`` where a new verb begins; verbs without an object of their own stay with the next."""
    verb, _ = _verbs()
    edges = [start]
    for found in _VERB_JOINT.finditer(text, start, end):
        if masks.hidden(found.start()) or found.end() <= edges[-1]:
            continue
        opening = verb.match(text, found.end(), end) or _unknown_verb(text, found.end(), end)
        if opening and _NOUN.match(text, opening.end(), end) and not _bare(text, edges[-1], found.start(), verb):
            continue  # "clearing, transfer and custody": a noun that looks like a verb
        before = text[edges[-1] : found.start()]
        if _ADVERBS.fullmatch(before):
            continue  # "directly or indirectly provide"
        if opening and _same_form(before, opening.group()) and not _alike(before, opening.group()):
            edges.append(found.end())
    spans = []
    for low, high in zip(edges, [*edges[1:], end], strict=True):
        a, b = trim(text, low, high)
        words = text[a:b].rstrip(", ")
        for joint in (" and", " or", " nor", " but"):
            words = words.removesuffix(joint).rstrip(", ")
        spans.append((a, a + len(words)))
    return [(a, b) for a, b in spans if a < b]


def _unknown_verb(text: str, start: int, end: int) -> re.Match[str] | None:
    """Give a word that no table knows and that has an object behind it ("impropriate the assets")."""
    found = _WITH_OBJECT.match(text, start, end)
    known = classes()
    closed = known.prepositions | known.determiners | known.auxiliaries | known.relatives | known.adverbs
    return found if found and found["verb"] not in closed else None


def _alike(before: str, opening: str) -> bool:
    """Say whether two verbs say one thing together ("establish and improve")."""
    pair = (before.strip().rpartition(" ")[2].lower(), opening.strip().rpartition(" ")[2].lower())
    return pair in _pairs()


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    pairs = [pair.split(" and ") for pair in tables.load("verbs")["together_en"]]
    return frozenset((first, second) for a, b in pairs for first, second in ((a, b), (_gerund(a), _gerund(b)), (b, a)))


def _bare(text: str, start: int, end: int, verb: re.Pattern[str]) -> bool:
    """Say whether ``text[start:end]`` is nothing but verbs and joints ("lend, rent")."""
    at = start
    while found := verb.match(text, at, end):
        at = found.end()
        if at >= end:
            return True
        joint = _VERB_JOINT.match(text, at, end)
        at = joint.end() if joint else at
    return False


def _same_form(previous: str, opening: str) -> bool:
    """Say whether a verb has the previous one's form (base with base, -ing with -ing); else it is an adjunct."""
    first_word = re.sub(r"^(?:not|be|also|directly|indirectly|illegally)\s+", "", previous.strip()).split(" ", 1)[0]
    return first_word.endswith("ing") == opening.split(" ", 1)[0].endswith("ing")


def _objects(text: str, start: int, end: int, masks: Masks, group: int) -> list[Item]:
    _, enumerating = _verbs()
    found = enumerating.match(text, start, end)
    if not found:
        return [Item(start, end, end, text[start:end], group)]
    verb = found.group()
    first_object, _ = trim(text, found.end(), end)
    stop = first(text, first_object, end, _COMPLEMENT, masks)
    head = stop.start() if stop else end
    complement = text[head:end].strip()
    pieces = cut(text, first_object, head, _LIST, masks)
    if len(pieces) == 1:
        pieces = cut(text, first_object, head, _LAST_PAIR, masks)
    kept = [p for p in pieces if not _RESIDUE.match(text[p[0] : p[1]])]
    if len(kept) < 2:
        return [Item(start, end, end if len(kept) < 1 else head, text[start:end], group)]
    result = []
    for a, b in kept:
        last = (a, b) == pieces[-1]
        result.append(Item(a, end if last else b, b, f"{verb} {text[a:b]} {complement}".strip(), group))
    return result
