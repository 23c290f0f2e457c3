"""Words that differ -> what that is in law: typed points, each with its direction.

Every point stands on words that differ; codes of the parse only name them. A direction is given where a rule has a
reason for it; anything else is ``altered``. Of a person or a body that has no code on one side nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple, TypedDict

from regparse.comparison import directions, quantities
from regparse.comparison.covering import takes_in
from regparse.comparison.differing import Hunk, Reader
from regparse.comparison.known import Known
from regparse.comparison.wording import broader, everybody, quoted
from regparse.lexicon import agencies, patterns
from regparse.model import Quote, Span
from regparse.model import changes as c
from regparse.model.notice import Condition
from regparse.notation.expressions import expression

How = Literal["widened", "narrowed", "altered"]
_TURNED: dict[How, How] = {"widened": "narrowed", "narrowed": "widened", "altered": "altered"}
_NOBODY = frozenset({"anyone", "other", "government"})
_CLAUSE = expression(r"[，。；：:;\n]|,(?=\s)|\.(?=\s|$)")
_JOINS = expression(r"(?:[、/]|和|或者?|以及|及|与|\b(?:and|or)\b|,)\s*$")
_JOINED = expression(r"^\s*(?:[、/]|和|或|以及|及|与|,|(?:and|or)\b)")
_AND = expression(r"\b(?:and|or)\b", re.IGNORECASE)
_TAIL = expression(r"[的之](?=[，。；：])")
_SIDES = ("old", "new")
_SHORT = {"zh": 4, "en": 12}
"""Code points from which words between commas are a part of a provision by themselves."""
_WHOLE = 12
"""Code points from which other words without a comma are looked at for what they say by themselves."""
_FOUND = 0.6
"""How much of the words of a part must stand in the other passage for it to stand there."""


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


class Judge:
    """Judges hunks of two notices in one language."""

    def __init__(self, readers: tuple[Reader, Reader], known: tuple[Known, Known]) -> None:
        self._read, self._known = readers, known
        self._language = readers[1].language
        self._texts = readers[0].text, readers[1].text

    def points(self, case: Case, hunk: Hunk) -> Iterator[Judged]:
        """Return what a hunk is in law; at least one point."""
        found = quantities.points(self._texts, (case.old, case.new), hunk, case.kind, self._language)
        quantity = [Judged(change, point) for change, point in found]
        words = self._rest(0, hunk.old), self._rest(1, hunk.new)
        if quantity and quantities.covers(words, self._language):
            yield from quantity
            return
        worded = list(self._worded(case, hunk))
        ways = {one.change for one in worded}
        if len(ways) == 1:  # a figure that came or went with words goes where they go
            only = ways.pop()
            quantity = [
                one._replace(change=only) if isinstance(one.point, c.FigureAdded | c.FigureGone) else one
                for one in quantity
            ]
        yield from quantity
        yield from worded or ([] if quantity else [self._reworded(hunk)])

    def figures(self, case: Case) -> Iterator[Judged]:
        """Return the figures that changed between two sentences that share little else: where each has one of a sort."""
        for change, point in quantities.only(self._texts, (case.old, case.new), case.kind, self._language):
            yield Judged(change, point)

    def missing(self, side: int, passage: Span, span: Span, there: set[str]) -> Iterator[Judged]:
        """Return the parts of a passage most of whose words are not among some."""
        for part in _cut(self._texts[side], span):
            keys = [token.key for token in self._read[side].part(passage, part)]
            if part[1] - part[0] < _SHORT[self._language] or not keys:
                continue
            if sum(key in there for key in keys) >= _FOUND * len(keys):
                continue
            quote = self._quote(side, part)
            limits = directions.pattern("case", self._language).search(self._rest(side, part).strip(" ,，"))
            if side == 0:
                point: c.AnyPoint = c.NoLongerOnlyWhen(old=quote) if limits else c.PartGone(old=quote)
                yield Judged("widened" if limits else "narrowed", point)
            else:
                point = c.OnlyWhen(new=quote) if limits else c.PartAdded(new=quote)
                yield Judged("narrowed" if limits else "widened", point)

    def whole(self, side: Literal["old", "new"], span: Span) -> Judged:
        """Return that most of what a sentence said is gone, or that most of what one says is new."""
        if side == "old":
            return Judged("narrowed", c.PartGone(old=self._quote(0, span)))
        return Judged("widened", c.PartAdded(new=self._quote(1, span)))

    def _quote(self, side: int, span: Span) -> Quote | None:
        return Quote(text=self._texts[side][slice(*span)], span=span) if span[0] < span[1] else None

    def _both(self, hunk: Hunk) -> Sides:
        return {"old": self._quote(0, hunk.old), "new": self._quote(1, hunk.new)}

    def _reworded(self, hunk: Hunk) -> Judged:
        return Judged("altered", c.Reworded(**self._both(hunk)))

    def _rest(self, side: int, span: Span) -> str:
        return self._texts[side][slice(*span)]

    def _weighs(self, text: str) -> bool:
        return any(char.isalnum() for char in text)

    def _worded(self, case: Case, hunk: Hunk) -> Iterator[Judged]:
        old, new = self._rest(0, hunk.old), self._rest(1, hunk.new)
        if not self._weighs(old):
            yield from self._more(case, hunk.new, 1)
        elif not self._weighs(new):
            yield from (
                j._replace(change=_TURNED[j.change], point=_mirrored(j.point)) for j in self._more(case, hunk.old, 0)
            )
        else:
            yield from self._replaced(case, hunk, old, new)

    # Words on one side only. Judged as if they had come; what went is the mirror of it.

    def _more(self, case: Case, span: Span, side: int) -> Iterator[Judged]:
        passages = case.old, case.new
        span = self._extended(side, passages[side], span)
        text, quote = self._rest(side, span), self._quote(side, span)
        here = _on(side, quote)
        language = self._language
        if directions.pattern("exception", language).search(text):
            yield Judged("narrowed", c.ExceptionAdded(**here))
            return
        names = self._names(side, passages[side], span, quoted(self._rest(1 - side, passages[1 - side])))
        if names:
            yield Judged("widened", c.NamesAlso(names=names, **here))
            return
        strict = directions.pattern("strict", language).search(text)
        if strict and len(text) <= 2 * len(strict[0]) + 2:
            yield Judged("widened", c.Stricter(**here))
            return
        whole = self._is_part(side, passages[side], span)
        if whole and directions.pattern("case", language).search(text.strip(" ,，")):
            yield Judged("narrowed", c.OnlyWhen(**here))
            return
        asked = directions.ranked(text, language)
        if asked and directions.pattern("without", language).search(text):  # what is banned without consent is so less
            condition = _CONDITIONS[asked[0]]
            was, now = (condition, None) if side == 0 else (None, condition)
            way: How = "narrowed" if case.kind in ("prohibition", "permission") else "altered"
            yield Judged(way, c.ConditionChanged(was=was, now=now, **here))
            return
        coded = list(self._coded(case, span, side, here))
        if coded:
            yield from coded
            return
        if whole:
            yield Judged("widened", c.PartAdded(**here))
        elif self.in_list(side, span):
            yield Judged("widened", c.ListLonger(**here))
        else:
            yield self._qualified(case, span, side, here)

    def _coded(self, case: Case, span: Span, side: int, here: Sides) -> Iterator[Judged]:
        """Return what codes name in words on one side: persons, bodies, acts, assets that the other side lacks."""
        known, other = self._known[side], self._known[1 - side]
        passage, there = (case.old, case.new)[side], (case.old, case.new)[1 - side]
        norm = known.at(span, known.within(passage))
        others = other.within(there)
        size = span[1] - span[0]
        mentions = agencies.load().find(self._texts[side], *span)
        if mentions and 2 * sum(hit.end - hit.start for hit in mentions) >= size:
            for code in dict.fromkeys(hit.id for hit in mentions):
                roles = tuple(str(body.role) for body in norm.agencies if body.id == code) if norm else ()
                yield Judged("widened", c.RoleMoved(agency=code, was=(), now=roles, **here))
            return
        if norm is None:
            return
        bound = {who.code for one in others for who in one.addressees}
        persons = dict.fromkeys(who.code for who in norm.addressees if _in(who, span))
        if persons and bound and not (persons.keys() | bound) & _NOBODY and not persons.keys() & bound:
            yield Judged("widened", c.BindsAlso(codes=tuple(persons), **here))
            return
        acts = [act for act in norm.activities if _in(act, span)]
        told = {act.code for one in others for act in one.activities}
        fresh = [act for act in acts if act.code and act.code not in told]
        if fresh and 2 * sum(act.span[1] - act.span[0] for act in acts) >= size // 2:
            for act in fresh:
                quote = Quote(text=act.text, span=act.span)
                yield Judged("widened", c.ActAdded(code=act.code, **_on(side, quote)))
            return
        assets = {hit.id for hit in patterns.load("assets", self._language == "zh").find(self._rest(side, span))}
        lacked = assets - {asset for one in others for asset in one.assets}
        if lacked and others:
            yield Judged("widened", c.CoversAlso(codes=tuple(sorted(lacked)), **here))

    def _qualified(self, case: Case, span: Span, side: int, here: Sides) -> Judged:
        """Return what an attribute does: it narrows a subject, a ban, a permission, and what else a word means."""
        passage = (case.old, case.new)[side]
        modal = directions.modal(self._rest(side, passage), self._language)
        before = modal is not None and span[1] - passage[0] <= modal.start
        if case.kind not in ("status", "statement") and (
            before or case.kind in ("prohibition", "permission", "definition", "scope")
        ):
            return Judged("narrowed", c.ObjectNarrowed(**here))
        if case.kind == "sanction" and not directions.pattern("punishes", self._language).search(
            self._texts[side], passage[0], span[0]
        ):  # what is punished is less where it is qualified
            return Judged("narrowed", c.ObjectNarrowed(**here))
        if case.kind in ("obligation", "mandate", "sanction"):
            return Judged("widened", c.PartAdded(**here))
        return Judged("altered", c.Reworded(**here))

    def _extended(self, side: int, passage: Span, span: Span) -> Span:
        """Return words with the little word after them where a mark follows it: 夜间有雾 with its 的."""
        found = _TAIL.match(self._texts[side], span[1], passage[1])
        return (span[0], found.end()) if found else span

    def _names(self, side: int, passage: Span, span: Span, there: Collection[str]) -> tuple[str, ...]:
        """Return the names in quotation marks that stand, most of them, in words on one side, and not on the other."""
        text = self._rest(side, span).casefold()
        own = quoted(self._rest(side, passage))
        return tuple(name for key, name in own.items() if key in text and key not in there)

    def _is_part(self, side: int, passage: Span, span: Span) -> bool:
        """Say whether words stand between commas, stops or the ends of their sentence."""
        text, (start, end) = self._texts[side], span
        if end - start < _SHORT[self._language]:
            return False
        before = text[max(start - 2, 0) : start].rstrip(" ")
        opens = start == passage[0] or bool(re.search(r"[，。；：:;,.\n]$", before))
        after = text[end : end + 2]
        closes = end == passage[1] or bool(re.match(r"\s*[，。；：:;,.\n]", after))
        return (opens and closes) or bool(re.search(r"[，；]", text[start:end]) and (opens or closes))

    def in_list(self, side: int, span: Span) -> bool:
        """Say whether words are members of a list: a joining word or mark stands at one of their ends."""
        text, (start, end) = self._texts[side], span
        words = text[start:end]
        room = 9 if self._language == "en" else 5
        near = text[max(start - room, 0) : start], text[end : end + room]
        if self._language == "en":  # a comma alone parts more than lists
            return any(_AND.search(one) for one in (*near, words[:5], words[-5:]))
        return bool(_JOINS.search(near[0]) or _JOINED.match(near[1]) or _JOINED.match(words) or _JOINS.search(words))

    # Other words in one place.

    def _replaced(self, case: Case, hunk: Hunk, old: str, new: str) -> Iterator[Judged]:
        language, both = self._language, self._both(hunk)
        forces = directions.modal(old, language), directions.modal(new, language)
        if forces[0] and forces[1] and forces[0].kind != forces[1].kind:
            was, now = forces[0].kind, forces[1].kind
            yield Judged(_FORCE.get((was, now), "altered"), c.ForceChanged(was=was, now=now, **both))
        ranks = directions.ranked(old, language), directions.ranked(new, language)
        if ranks[0] and ranks[1] and ranks[0][1] != ranks[1][1]:
            way: How = "widened" if ranks[1][1] > ranks[0][1] else "narrowed"
            way = _TURNED[way] if case.kind == "permission" else way
            yield Judged(way, c.ConditionChanged(was=_CONDITIONS[ranks[0][0]], now=_CONDITIONS[ranks[1][0]], **both))
        levels = directions.level(old, language), directions.level(new, language)
        if levels[0] is not None and levels[1] is not None and levels[0] != levels[1]:
            yield Judged("widened" if levels[1] < levels[0] else "narrowed", c.LevelChanged(**both))
            return
        found = [*self._persons(case, hunk, both), *self._bodies(hunk, both), *self._acts(case, hunk, both)]
        if not found:
            for shift in broader(old, new, language):
                point = c.ObjectWidened(**both) if shift.change == "widened" else c.ObjectNarrowed(**both)
                found.append(Judged(shift.change, point))
        yield from found
        passages = case.old, case.new
        tokens = [self._read[n].part(passages[n], span) for n, span in enumerate(hunk)]
        keys = [{token.key for token in side} for side in tokens]
        if keys[0] < keys[1] and not found:
            yield from self._outside(case, hunk, 1, keys[0])
            return
        if keys[1] < keys[0] and not found:
            for judged in self._outside(case, hunk, 0, keys[1]):
                yield judged._replace(change=_TURNED[judged.change], point=_mirrored(judged.point))
            return
        yield from self._parts(case, hunk)
        is_named = bool(found) or (forces[0] and forces[1] and forces[0].kind != forces[1].kind) or ranks[0] != ranks[1]
        if not is_named or self._is_long(hunk):
            yield self._reworded(hunk)

    @staticmethod
    def _is_long(hunk: Hunk) -> bool:
        """Say whether a hunk is of more than a word or two, so that a code does not say all of it."""
        return max(b - a for a, b in hunk) >= 2 * _WHOLE

    def _outside(self, case: Case, hunk: Hunk, side: int, shared: set[str]) -> Iterator[Judged]:
        """Judge the words of one side that the other side lacks, where all of the other's stand in it."""
        tokens = self._read[side].part((case.old, case.new)[side], hunk[side])
        run = [token for token in tokens if token.key not in shared]
        yield from self._more(case, (run[0].start, run[-1].end), side)

    def _parts(self, case: Case, hunk: Hunk) -> Iterator[Judged]:
        """Return the parts between commas that have no like in the other passage."""
        passages = case.old, case.new
        for side in (0, 1):
            if case.guest and case.guest != _SIDES[side]:
                continue
            if not _CLAUSE.search(self._texts[side], *hunk[side]) and hunk[side][1] - hunk[side][0] < _WHOLE:
                continue
            there = {token.key for token in self._read[1 - side].tokens(passages[1 - side])}
            yield from self.missing(side, passages[side], hunk[side], there)

    def _persons(self, case: Case, hunk: Hunk, both: Sides) -> Iterator[Judged]:
        """Return who is bound besides or no longer, where both sides name persons that have a code."""
        sides = list[set[str]]()
        for n, (known, passage, span) in enumerate(zip(self._known, (case.old, case.new), hunk, strict=True)):
            norm = known.at(span, known.within(passage))
            named = {who.code for who in norm.addressees if _in(who, span)} if norm else set[str]()
            if any(True for _ in everybody(self._texts[n], span, self._language)):
                named = {"anyone"}
            sides.append(named)
        old, new = sides
        if not old or not new or old == new or (old | new) & {"other", "government"}:
            return
        more = {code for code in new - old if not any(takes_in("addressees", b, code) for b in old)}
        less = {code for code in old - new if not any(takes_in("addressees", a, code) for a in new)}
        if more:
            yield Judged("widened", c.BindsAlso(codes=tuple(sorted(more)), **both))
        if less:
            only = tuple(sorted(code for code in new if any(takes_in("addressees", b, code) for b in less)))
            yield Judged("narrowed", c.BindsNoLonger(codes=tuple(sorted(less)), only=only, **both))

    def _bodies(self, hunk: Hunk, both: Sides) -> Iterator[Judged]:
        table = agencies.load()
        was, now = (
            dict.fromkeys(hit.id for hit in table.find(text, *span))
            for text, span in zip(self._texts, hunk, strict=True)
        )
        gone, come = tuple(code for code in was if code not in now), tuple(code for code in now if code not in was)
        if gone and come:
            yield Judged("altered", c.BodyChanged(was=gone, now=come, **both))
        elif gone and self.in_list(0, self._mention(0, hunk.old, gone[0])):
            yield from (Judged("narrowed", c.RoleMoved(agency=code, **both)) for code in gone)
        elif come and self.in_list(1, self._mention(1, hunk.new, come[0])):
            yield from (Judged("widened", c.RoleMoved(agency=code, **both)) for code in come)

    def _mention(self, side: int, span: Span, code: str) -> Span:
        return next((hit.start, hit.end) for hit in agencies.load().find(self._texts[side], *span) if hit.id == code)

    def _acts(self, case: Case, hunk: Hunk, both: Sides) -> Iterator[Judged]:
        sides = list[list[str]]()
        for known, passage, span in zip(self._known, (case.old, case.new), hunk, strict=True):
            acts = [act for norm in known.within(passage) for act in norm.activities]
            sides.append([act.code for act in acts if act.code and _in(act, span, least=0.3)])
        for was in sides[0]:
            for now in sides[1]:
                if takes_in("activities", now, was):
                    yield Judged("widened", c.ActChanged(was=was, now=now, **both))
                elif takes_in("activities", was, now):
                    yield Judged("narrowed", c.ActChanged(was=was, now=now, **both))


_FORCE: dict[tuple[str, str], How] = {
    ("permission", "obligation"): "widened",
    ("permission", "prohibition"): "widened",
    ("obligation", "permission"): "narrowed",
    ("prohibition", "permission"): "narrowed",
}
_CONDITIONS: dict[str, Condition | None] = {"approval": "approval", "filing": "filing", "report": None}
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


def _mirrored(point: c.AnyPoint) -> c.AnyPoint:
    """Return the point for words that went, from the one for the same words that came."""
    if isinstance(point, c.RoleMoved):
        return point.model_copy(update={"was": point.now, "now": ()})
    mirror = _MIRRORS.get(type(point))
    if mirror is None:
        return point
    fields = {name: getattr(point, name) for name in type(point).model_fields if name != "point"}
    return mirror(**fields)  # type: ignore[return-value]


def _on(side: int, quote: Quote | None) -> Sides:
    """Return words that stand on one side only."""
    return {"old": quote} if side == 0 else {"new": quote}


def _in(quote: Quote, span: Span, least: float = 0.5) -> bool:
    shared = min(quote.span[1], span[1]) - max(quote.span[0], span[0])
    return shared > 0 and shared >= least * (quote.span[1] - quote.span[0])


def _cut(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    for mark in _CLAUSE.finditer(text, start, end):
        yield from _bare(text, start, mark.start())
        start = mark.end()
    yield from _bare(text, start, end)


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    """Give a span without the blanks at its edges, where anything is left."""
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
