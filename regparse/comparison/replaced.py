"""Other words in one place -> what that is in law: another force, condition, person, body, act, broader words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regparse.comparison import directions
from regparse.comparison.covering import takes_in
from regparse.comparison.differing import Hunk
from regparse.comparison.judged import CONDITIONS, TURNED, Case, How, Judged, Sides, Texts, inside, turned
from regparse.comparison.onesided import OneSided
from regparse.comparison.parts import Parts
from regparse.comparison.wording import broader, everybody
from regparse.lexicon import agencies
from regparse.model import changes as c

LONG = 24
"""Code points from which a code does not say all of the words that differ."""


class Replaced:
    """Judges words that took the place of others by what codes and tables name in them."""

    def __init__(self, texts: Texts, more: OneSided) -> None:
        self._t, self._more, self._parts = texts, more, Parts(texts)

    def points(self, case: Case, hunk: Hunk) -> Iterator[Judged]:
        """Return what words do that stand in the place of others; at least one point."""
        old, new = self._t.rest(0, hunk.old), self._t.rest(1, hunk.new)
        levels = [directions.level(text, self._t.language) for text in (old, new)]
        named = [*self._force(hunk, old, new), *self._condition(case, hunk, old, new)]
        yield from named
        if levels[0] is not None and levels[1] is not None and levels[0] != levels[1]:
            yield Judged("widened" if levels[1] < levels[0] else "narrowed", c.LevelChanged(**self._t.both(hunk)))
            return
        found = self._found(case, hunk, old, new)
        yield from found
        outside = None if found else self._outside(case, hunk)
        if outside is not None:
            yield from outside
            return
        yield from self._parts.points(case, hunk)
        if not (named or found) or max(b - a for a, b in hunk) >= LONG:
            yield self._t.reworded(hunk)

    def _found(self, case: Case, hunk: Hunk, old: str, new: str) -> list[Judged]:
        """Return what codes name on both sides, else what the table of broader words says."""
        both = self._t.both(hunk)
        found = [*self._persons(case, hunk, both), *self._bodies(hunk, both), *self._acts(case, hunk, both)]
        if found:
            return found
        return [
            Judged(shift.change, c.ObjectWidened(**both) if shift.change == "widened" else c.ObjectNarrowed(**both))
            for shift in broader(old, new, self._t.language)
        ]

    def _force(self, hunk: Hunk, old: str, new: str) -> Iterator[Judged]:
        was, now = (directions.modal(text, self._t.language) for text in (old, new))
        if was and now and was.kind != now.kind:
            point = c.ForceChanged(was=was.kind, now=now.kind, **self._t.both(hunk))
            yield Judged(FORCE.get((was.kind, now.kind), "altered"), point)

    def _condition(self, case: Case, hunk: Hunk, old: str, new: str) -> Iterator[Judged]:
        was, now = (directions.ranked(text, self._t.language) for text in (old, new))
        if was and now and was[1] != now[1]:
            way: How = "widened" if now[1] > was[1] else "narrowed"
            way = TURNED[way] if case.kind == "permission" else way
            point = c.ConditionChanged(was=CONDITIONS[was[0]], now=CONDITIONS[now[0]], **self._t.both(hunk))
            yield Judged(way, point)

    def _outside(self, case: Case, hunk: Hunk) -> Iterable[Judged] | None:
        """Judge the words that one side has besides all of the other's; None where each has words of its own."""
        passages = case.old, case.new
        tokens = [self._t.readers[n].part(passages[n], span) for n, span in enumerate(hunk)]
        keys = [{token.key for token in side} for side in tokens]
        for side in (1, 0):
            if keys[1 - side] < keys[side]:
                run = [token for token in tokens[side] if token.key not in keys[1 - side]]
                found = self._more.points(case, (run[0].start, run[-1].end), side)
                return found if side == 1 else map(turned, found)
        return None

    def _persons(self, case: Case, hunk: Hunk, both: Sides) -> Iterator[Judged]:
        """Return who is bound besides or no longer, where both sides name persons that have a code."""
        sides = list[set[str]]()
        for n, (known, passage, span) in enumerate(zip(self._t.known, (case.old, case.new), hunk, strict=True)):
            norm = known.at(span, known.within(passage))
            named = {who.code for who in norm.addressees if inside(who, span)} if norm else set[str]()
            if any(True for _ in everybody(self._t.texts[n], span, self._t.language)):
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
            for text, span in zip(self._t.texts, hunk, strict=True)
        )
        gone, come = tuple(code for code in was if code not in now), tuple(code for code in now if code not in was)
        if gone and come:
            yield Judged("altered", c.BodyChanged(was=gone, now=come, **both))
        elif gone and self._t.in_list(0, self._t.mention(0, hunk.old, gone[0])):
            yield from (Judged("narrowed", c.RoleMoved(agency=code, **both)) for code in gone)
        elif come and self._t.in_list(1, self._t.mention(1, hunk.new, come[0])):
            yield from (Judged("widened", c.RoleMoved(agency=code, **both)) for code in come)

    def _acts(self, case: Case, hunk: Hunk, both: Sides) -> Iterator[Judged]:
        sides = list[list[str]]()
        for known, passage, span in zip(self._t.known, (case.old, case.new), hunk, strict=True):
            acts = [act for norm in known.within(passage) for act in norm.activities]
            sides.append([act.code for act in acts if act.code and inside(act, span, least=0.3)])
        for was in sides[0]:
            for now in sides[1]:
                if takes_in("activities", now, was):
                    yield Judged("widened", c.ActChanged(was=was, now=now, **both))
                elif takes_in("activities", was, now):
                    yield Judged("narrowed", c.ActChanged(was=was, now=now, **both))


FORCE: dict[tuple[str, str], How] = {
    ("permission", "obligation"): "widened",
    ("permission", "prohibition"): "widened",
    ("obligation", "permission"): "narrowed",
    ("prohibition", "permission"): "narrowed",
}
