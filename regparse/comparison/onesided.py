"""Words on one side only -> what they do: judged as if they had come; what went is the mirror of it."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.comparison import directions
from regparse.comparison.judged import CONDITIONS, NOBODY, Case, How, Judged, Sides, Texts, inside, on
from regparse.comparison.wording import quoted
from regparse.lexicon import agencies, patterns
from regparse.model import Quote, Span
from regparse.model import changes as c


class OneSided:
    """Judges words that the other passage lacks."""

    def __init__(self, texts: Texts) -> None:
        self._t = texts

    def points(self, case: Case, span: Span, side: int) -> Iterator[Judged]:
        """Return what words do that have come on a side; at least one point."""
        passages = case.old, case.new
        span = self._t.extended(side, passages[side], span)
        text, quote = self._t.rest(side, span), self._t.quote(side, span)
        here = on(side, quote)
        language = self._t.language
        if directions.pattern("exception", language).search(text):
            yield Judged("narrowed", c.ExceptionAdded(**here))
            return
        names = self._t.names(side, passages[side], span, quoted(self._t.rest(1 - side, passages[1 - side])))
        if names:
            yield Judged("widened", c.NamesAlso(names=names, **here))
            return
        strict = directions.pattern("strict", language).search(text)
        if strict and len(text) <= 2 * len(strict[0]) + 2:
            yield Judged("widened", c.Stricter(**here))
            return
        whole = self._t.is_part(side, passages[side], span)
        if whole and directions.pattern("case", language).search(text.strip(" ,，")):
            yield Judged("narrowed", c.OnlyWhen(**here))
            return
        asked = directions.ranked(text, language)
        if asked and directions.pattern("without", language).search(text):  # what is banned without consent is so less
            condition = CONDITIONS[asked[0]]
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
        elif self._t.in_list(side, span):
            yield Judged("widened", c.ListLonger(**here))
        else:
            yield self._qualified(case, span, side, here)

    def _coded(self, case: Case, span: Span, side: int, here: Sides) -> Iterator[Judged]:
        """Return what codes name in words on one side: persons, bodies, acts, assets that the other side lacks."""
        known, other = self._t.known[side], self._t.known[1 - side]
        passage, there = (case.old, case.new)[side], (case.old, case.new)[1 - side]
        norm = known.at(span, known.within(passage))
        others = other.within(there)
        size = span[1] - span[0]
        mentions = agencies.load().find(self._t.texts[side], *span)
        if mentions and 2 * sum(hit.end - hit.start for hit in mentions) >= size:
            for code in dict.fromkeys(hit.id for hit in mentions):
                roles = tuple(str(body.role) for body in norm.agencies if body.id == code) if norm else ()
                yield Judged("widened", c.RoleMoved(agency=code, was=(), now=roles, **here))
            return
        if norm is None:
            return
        bound = {who.code for one in others for who in one.addressees}
        persons = dict.fromkeys(who.code for who in norm.addressees if inside(who, span))
        if persons and bound and not (persons.keys() | bound) & NOBODY and not persons.keys() & bound:
            yield Judged("widened", c.BindsAlso(codes=tuple(persons), **here))
            return
        acts = [act for act in norm.activities if inside(act, span)]
        told = {act.code for one in others for act in one.activities}
        fresh = [act for act in acts if act.code and act.code not in told]
        if fresh and 2 * sum(act.span[1] - act.span[0] for act in acts) >= size // 2:
            for act in fresh:
                quote = Quote(text=act.text, span=act.span)
                yield Judged("widened", c.ActAdded(code=act.code, **on(side, quote)))
            return
        assets = {hit.id for hit in patterns.load("assets", self._t.language == "zh").find(self._t.rest(side, span))}
        lacked = assets - {asset for one in others for asset in one.assets}
        if lacked and others:
            yield Judged("widened", c.CoversAlso(codes=tuple(sorted(lacked)), **here))

    def _qualified(self, case: Case, span: Span, side: int, here: Sides) -> Judged:
        """Return what an attribute does: it narrows a subject, a ban, a permission, and what else a word means."""
        passage = (case.old, case.new)[side]
        modal = directions.modal(self._t.rest(side, passage), self._t.language)
        before = modal is not None and span[1] - passage[0] <= modal.start
        if case.kind not in ("status", "statement") and (
            before or case.kind in ("prohibition", "permission", "definition", "scope")
        ):
            return Judged("narrowed", c.ObjectNarrowed(**here))
        if case.kind == "sanction" and not directions.pattern("punishes", self._t.language).search(
            self._t.texts[side], passage[0], span[0]
        ):  # what is punished is less where it is qualified
            return Judged("narrowed", c.ObjectNarrowed(**here))
        if case.kind in ("obligation", "mandate", "sanction"):
            return Judged("widened", c.PartAdded(**here))
        return Judged("altered", c.Reworded(**here))
