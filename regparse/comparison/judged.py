"""What judges of words that differ have in common: both texts, what was read of them, and points with a direction."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, NamedTuple, TypedDict

from regparse.comparison.differing import Hunk, Reader
from regparse.comparison.known import Known
from regparse.comparison.wording import quoted
from regparse.lexicon import agencies
from regparse.model import Quote, Span
from regparse.model import changes as c
from regparse.model.notice import Condition
from regparse.notation.expressions import expression

How = Literal["widened", "narrowed", "altered"]
TURNED: dict[How, How] = {"widened": "narrowed", "narrowed": "widened", "altered": "altered"}
NOBODY = frozenset({"anyone", "other", "government"})
_JOINS = expression(r"(?:[、/]|和|或者?|以及|及|与|\b(?:and|or)\b|,)\s*$")
_JOINED = expression(r"^\s*(?:[、/]|和|或|以及|及|与|,|(?:and|or)\b)")
_JOINING = expression(r"[、和及与或]|\b(?:and|or)\b")
_AND = expression(r"\b(?:and|or)\b", re.IGNORECASE)
_TAIL = expression(r"[的之](?=[，。；])")
SHORT = {"zh": 4, "en": 12}
"""Code points from which words between commas are a part of a provision by themselves."""


class Sides(TypedDict, total=False):
    """The words that differ, of one side or of both."""

    old: Quote | None
    new: Quote | None


class Judged(NamedTuple):
    """A point and its direction."""

    change: How
    point: c.AnyPoint


class Case(NamedTuple):
    """Two passages that are one, what kind of provision they are, and which of them is but a part of the other."""

    old: Span
    new: Span
    kind: c.ChangeKind
    guest: Literal["old", "new"] | None = None


class Texts:
    """Two notices in one language: their texts, read as tokens and as provisions."""

    def __init__(self, readers: tuple[Reader, Reader], known: tuple[Known, Known]) -> None:
        self.readers, self.known = readers, known
        self.language = readers[1].language
        self.texts = readers[0].text, readers[1].text

    def quote(self, side: int, span: Span) -> Quote | None:
        """Return words of one side as evidence; None where there are none."""
        return Quote(text=self.texts[side][slice(*span)], span=span) if span[0] < span[1] else None

    def both(self, hunk: Hunk) -> Sides:
        """Return the words that differ, of both sides."""
        return {"old": self.quote(0, hunk.old), "new": self.quote(1, hunk.new)}

    def reworded(self, hunk: Hunk) -> Judged:
        """Return that words are others, which says nothing of a direction."""
        return Judged("altered", c.Reworded(**self.both(hunk)))

    def rest(self, side: int, span: Span) -> str:
        """Return the words of a span."""
        return self.texts[side][slice(*span)]

    def extended(self, side: int, passage: Span, span: Span) -> Span:
        """Return words with the little word after them where a mark follows it: 夜间有雾 with its 的."""
        found = _TAIL.match(self.texts[side], span[1], passage[1])
        return (span[0], found.end()) if found else span

    def names(self, side: int, passage: Span, span: Span, there: Collection[str]) -> tuple[str, ...]:
        """Return the names in quotation marks that stand, most of them, in words on one side, and not on the other."""
        text = self.rest(side, span).casefold()
        own = quoted(self.rest(side, passage))
        return tuple(name for key, name in own.items() if key in text and key not in there)

    def is_part(self, side: int, passage: Span, span: Span) -> bool:
        """Say whether words stand between commas, stops or the ends of their sentence."""
        text, (start, end) = self.texts[side], span
        if end - start < SHORT[self.language]:
            return False
        before = text[max(start - 2, 0) : start].rstrip(" ")
        opens = start == passage[0] or bool(re.search(r"[，。；：:;,.\n]$", before))
        after = text[end : end + 2]
        closes = end == passage[1] or bool(re.match(r"\s*[，。；：:;,.\n]", after))
        return (opens and closes) or bool(re.search(r"[，；]", text[start:end]) and (opens or closes))

    def in_list(self, side: int, span: Span) -> bool:
        """Say whether words are members of a list: a joining word or mark stands at one of their ends."""
        text, (start, end) = self.texts[side], span
        words = text[start:end]
        room = 9 if self.language == "en" else 5
        near = text[max(start - room, 0) : start], text[end : end + room]
        if self.language == "en":  # a comma alone parts more than lists
            return any(_AND.search(one) for one in (*near, words[:5], words[-5:]))
        return bool(_JOINS.search(near[0]) or _JOINED.match(near[1]) or _JOINED.match(words) or _JOINS.search(words))

    def lists(self, side: int, span: Span) -> bool:
        """Say whether words are members of a list, or hold what joins its members."""
        return bool(_JOINING.search(self.texts[side], *span)) or self.in_list(side, span)

    def mention(self, side: int, span: Span, code: str) -> Span:
        """Return where a body is named in words."""
        return next((hit.start, hit.end) for hit in agencies.load().find(self.texts[side], *span) if hit.id == code)


CONDITIONS: dict[str, Condition | None] = {"approval": "approval", "filing": "filing", "report": None}
_MIRRORS: dict[type[c.Point], type[c.Point]] = {
    c.ExceptionAdded: c.ExceptionGone,
    c.NamesAlso: c.NamesNoLonger,
    c.Stricter: c.Looser,
    c.OnlyWhen: c.NoLongerOnlyWhen,
    c.BindsAlso: c.BindsNoLonger,
    c.ActAdded: c.ActGone,
    c.CoversAlso: c.CoversNoLonger,
    c.PartAdded: c.PartGone,
    c.ListLonger: c.ListShorter,
    c.ObjectNarrowed: c.ObjectWidened,
}


def mirrored(point: c.AnyPoint) -> c.AnyPoint:
    """Return the point for words that went, from the one for the same words that came."""
    if isinstance(point, c.RoleMoved):
        return point.model_copy(update={"was": point.now, "now": ()})
    mirror = _MIRRORS.get(type(point))
    if mirror is None:
        return point
    fields = {name: getattr(point, name) for name in type(point).model_fields if name != "point"}
    return mirror(**fields)  # type: ignore[return-value]


def turned(judged: Judged) -> Judged:
    """Return what words do that went, from what the same words do that came."""
    return Judged(TURNED[judged.change], mirrored(judged.point))


def on(side: int, quote: Quote | None) -> Sides:
    """Return words that stand on one side only."""
    return {"old": quote} if side == 0 else {"new": quote}


def inside(quote: Quote, span: Span, least: float = 0.5) -> bool:
    """Say whether so much of a quotation stands in a span."""
    shared = min(quote.span[1], span[1]) - max(quote.span[0], span[0])
    return shared > 0 and shared >= least * (quote.span[1] - quote.span[0])
