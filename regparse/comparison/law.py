"""The change in law rather than in words: every sentence that differs, and in what.

After this stage: every sentence of the clauses of both sides is the same as its counterpart but for punctuation,
numbering and terms that changed throughout, or it stands in at least one change; a change quotes the words of each
side it speaks of; two changes of one passage go in different directions; no change stands twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from regparse.comparison import directions
from regparse.comparison.align import Alignment
from regparse.comparison.cited import compare_citations
from regparse.comparison.counterparts import Passage, Traits
from regparse.comparison.differing import Hunk, Reader, Token, differing, said
from regparse.comparison.inforce import compare_commencement
from regparse.comparison.judged import Case, Texts
from regparse.comparison.judging import Judge
from regparse.comparison.known import Known
from regparse.comparison.likeness import Unit, rarity
from regparse.comparison.passages import passages
from regparse.comparison.proof import prove
from regparse.comparison.renamed import Swap, learn, short_names
from regparse.comparison.rows import FIRST, Rows, clauses, says
from regparse.comparison.subjects import Subjects
from regparse.lexicon import patterns
from regparse.model import Notice, Provision, Span
from regparse.model import changes as c
from regparse.model.changes import LawChange, Term
from regparse.model.comparison import SentenceRow

WAYS: tuple[c.How, ...] = ("widened", "narrowed", "altered")
HELD = 0.7
"""How much of what came must stand in a sentence that was merged into the passage for it to have come from there."""
WEAK = 0.25
"""Two sentences that are less alike than this are quoted whole: the one as gone, the other as new."""
FIGURES = 0.2
"""From here on the one figure of a sort that each of two sentences has is one that changed."""
TURNED = 2
"""Tokens from which words that went in one place of a list and came in another have but changed their order."""
MOVED = 8
"""Tokens from which words that went in one place and came in another have moved."""


class Law(NamedTuple):
    """The changes in law, and the terms that changed throughout."""

    changes: tuple[LawChange, ...]
    terms: tuple[Term, ...]
    sentences: tuple[SentenceRow, ...] = ()


def compare_law(old: Notice, new: Notice, alignment: Alignment) -> Law:
    """Return the changes from one notice to another in one language: in the order of the old one, then what is new."""
    return _Comparing(old, new, alignment).law()


class _Comparing:
    """One comparison: both notices, what was read of them, and the passages."""

    def __init__(self, old: Notice, new: Notice, alignment: Alignment) -> None:
        self._notices, self._alignment = (old, new), alignment
        self._language = new.language
        day = new.issued_on.date if new.issued_on else None
        places = [{top.id: top.number for top in side.clauses} for side in (old, new)]
        whole = [link for link in alignment.links if link.state == "linked" and not link.partial]
        articles = {places[0][link.old]: places[1][link.new] for link in whole}
        self._readers = Reader(old, day, articles), Reader(new, day, {})
        self._known = Known(old), Known(new)
        self._rows = Rows(self._notices, self._known, self._language)
        self._texts = Texts(self._readers, self._known)
        self._judge = Judge(self._texts)
        self._captions = tuple({top.heading_span for top in side.clauses if top.heading_span} for side in (old, new))
        self._passages = passages(alignment, (old.text, new.text), self._language, self._traits())
        self._hunks_of = dict[Passage, list[Hunk]]()
        self._subjects = Subjects(self._passages)

    def _traits(self) -> Traits:
        units = [
            (n, unit) for n, side in enumerate((self._alignment.old, self._alignment.new)) for unit in side.sentences
        ]
        captions = {unit: self._is_caption(n, unit) for n, unit in units if self._in_heading(n, unit)}
        about = dict[Unit, frozenset[str]]()
        if any(norm.assets for notice in self._notices for _, norm in notice.provisions()):
            table = patterns.load("assets", self._language == "zh")
            about = {unit: frozenset(hit.id for hit in table.find(unit.text)) for _, unit in units}
        return Traits(captions, about, *self._named(units), self._persons)

    def _persons(self, n: int, unit: Unit) -> frozenset[str]:
        named = [who for norm in self._known[n].within(unit.span) for who in norm.addressees]
        low, high = unit.span
        return frozenset[str]().union(*(self._alignment.read(who.text) for who in named if low <= who.span[0] < high))

    def _named(self, units: Iterable[tuple[int, Unit]]) -> tuple[dict[Unit, frozenset[str]], dict[str, int]]:
        """Return the words of the sentences that name bodies, each name as one word, and what these words weigh."""
        words = dict[Unit, frozenset[str]]()
        held: tuple[Counter[str], Counter[str]] = Counter(), Counter()
        for n, unit in units:
            rest, codes = self._readers[n].without_bodies(unit.span)
            if codes:
                words[unit] = self._alignment.read(rest) | codes
                held[n].update(codes)
        sides = self._alignment.old.sentences, self._alignment.new.sentences
        total = max(map(len, sides))
        weights = {code: rarity(total, max(side[code] for side in held)) for code in {*held[0], *held[1]}}
        return words, weights

    def law(self) -> Law:
        terms = self._learnt()
        out = list[LawChange]()
        differ = [(passage, self._hunks(passage)) for passage in self._passages if passage.old and passage.new]
        moved = self._moved(differ)
        found = dict[Passage, list[LawChange]]()
        for passage, hunks in differ:
            found[passage] = list(self._changed(passage, [hunk for hunk in hunks if hunk not in moved]))
        for passage in self._passages:
            if passage not in found:
                found[passage] = list(self._alone(passage))
            out += found[passage]
        told = {passage for passage, rows in found.items() if any(row.change != "kept" for row in rows)}
        headings = {passage for passage in self._passages if self._are_captions(passage)}
        sentences = prove((self._alignment.old, self._alignment.new), self._passages, told, headings)
        out += compare_citations(*self._notices)
        out += compare_commencement(*self._notices)
        return Law(tuple(_once(out)), terms, sentences)

    # What differs.

    def _read(self, side: int, unit: Unit) -> list[Token]:
        return self._readers[side].tokens(unit.span)

    def _hunks(self, passage: Passage) -> list[Hunk]:
        old, new = passage.old[0], passage.new[0]
        if old.said == new.said:
            return []
        found = self._hunks_of.get(passage)
        if found is None:
            found = differing(self._read(0, old), self._read(1, new), (old.span[0], new.span[0]))
            self._hunks_of[passage] = found
        return found

    def _learnt(self) -> tuple[Term, ...]:
        """Learn the terms that changed throughout, and have both readers take them as one."""
        pairs = [passage for passage in self._passages if passage.old and passage.new]
        swaps = [
            Swap(hunk.old, hunk.new)
            for passage in pairs
            for hunk in self._hunks(passage)
            if hunk.old[0] < hunk.old[1] and hunk.new[0] < hunk.new[1]
        ]
        old, new = self._notices
        terms = learn(old.text, new.text, swaps, self._language)
        shared = short_names(old.text, new.text, self._language)
        if terms or shared:
            self._hunks_of.clear()
            self._readers[0].learn({**shared, **{term.old: f"~{term.new}" for term in terms}})
            self._readers[1].learn({**shared, **{term.new: f"~{term.new}" for term in terms}})
        return terms

    def _moved(self, differ: Iterable[tuple[Passage, Sequence[Hunk]]]) -> set[Hunk]:
        """Return the hunks whose words only moved: they went in one place and came, all of them, in another."""
        gone, come = dict[tuple[str, ...], Hunk](), dict[tuple[str, ...], Hunk]()
        for passage, hunks in differ:
            for hunk in hunks:
                for side, kept, found in ((0, 1, gone), (1, 0, come)):
                    if hunk[kept][0] == hunk[kept][1] and hunk[side][1] - hunk[side][0] >= MOVED:
                        keys = said(self._part(side, passage, hunk[side]))
                        if len(keys) >= MOVED:
                            found[keys] = hunk
        return {one for keys in gone.keys() & come.keys() for one in (gone[keys], come[keys])}

    def _part(self, side: int, passage: Passage, span: Span) -> list[Token]:
        unit = (passage.old, passage.new)[side][0]
        return self._readers[side].part(unit.span, span)

    def _changed(self, passage: Passage, hunks: Sequence[Hunk]) -> Iterator[LawChange]:
        old, new = passage.old[0], passage.new[0]
        kind = self._rows.kind(old.span, new.span)
        case = Case(old.span, new.span, kind, passage.guest)
        if self._are_captions(passage):
            return
        told: tuple[Literal["old", "new"], ...] = ()
        if passage.guest and passage.held < HELD:
            told = (passage.guest,)
        elif not passage.guest and passage.score < WEAK:
            told = ("old", "new")
        if told:  # too little is shared for its words to be compared one by one
            figures = list(self._judge.figures(case)) if passage.score >= FIGURES else []
            for way in WAYS:
                points = [one for one in figures if one.change == way]
                points += [
                    one
                    for side in told
                    if (one := self._judge.whole(side, (old if side == "old" else new).span)).change == way
                ]
                if points:
                    yield self._rows.row(way, kind, points, (old, new), sure=False)
            return
        judged = [one for hunk in self._own(passage, hunks) for one in self._judge.points(case, hunk)]
        if not judged and passage.guest:
            return
        if not judged:
            yield from self._kept(old, new)
            return
        if kind == "legal-basis":  # what it is made for and under binds nobody more or less
            judged = [one._replace(change="altered") for one in judged]
        sure = passage.sure and not self._is_boilerplate(old)
        for way in WAYS:
            points = [one for one in judged if one.change == way]
            if points:
                yield self._rows.row(way, kind, points, (old, new), sure)

    def _own(self, passage: Passage, hunks: Iterable[Hunk]) -> Iterator[Hunk]:
        """Return the hunks whose words did not come from a sentence that was merged in, nor went to one split off."""
        held = tuple(
            {token.key for unit in units for token in self._read(n, unit)} for n, units in enumerate(passage.extra)
        )
        hunks = list(hunks)
        turned = self._turned(passage, hunks)
        for hunk in hunks:
            if hunk in turned:
                continue
            if self._spells(0, passage, hunk.old) == self._spells(1, passage, hunk.new):
                continue
            if passage.guest == "old" and hunk.old[0] == hunk.old[1]:
                continue
            if passage.guest == "new" and hunk.new[0] == hunk.new[1]:
                continue
            if held[0] and hunk.old[0] == hunk.old[1] and self._stands(self._part(1, passage, hunk.new), held[0]):
                continue
            if held[1] and hunk.new[0] == hunk.new[1] and self._stands(self._part(0, passage, hunk.old), held[1]):
                continue
            yield hunk

    def _turned(self, passage: Passage, hunks: Iterable[Hunk]) -> set[Hunk]:
        """Return the hunks whose words stand in another order in a list: gone in one place of it, come in another."""
        gone, come = dict[tuple[str, ...], Hunk](), dict[tuple[str, ...], Hunk]()
        for hunk in hunks:
            for side, found in ((0, gone), (1, come)):
                if hunk[1 - side][0] == hunk[1 - side][1]:
                    keys = tuple(sorted(said(self._part(side, passage, hunk[side]))))
                    if len(keys) >= TURNED:
                        found[keys] = hunk
        both = [(gone[keys], come[keys]) for keys in gone.keys() & come.keys()]
        listed = [pair for pair in both if any(self._texts.lists(side, pair[side][side]) for side in (0, 1))]
        return {one for pair in listed for one in pair}

    def _spells(self, side: int, passage: Passage, span: Span) -> str:
        """Return what tokens spell: words that were cut in different places are no change."""
        return "".join(token.key for token in self._part(side, passage, span))

    @staticmethod
    def _stands(tokens: Sequence[Token], keys: set[str]) -> bool:
        return bool(tokens) and sum(token.key in keys for token in tokens) >= HELD * len(tokens)

    def _alone(self, passage: Passage) -> Iterator[LawChange]:
        """Return what stands on one side only: provision by provision, or as a statement."""
        n = 0 if passage.old else 1
        units = passage.old or passage.new
        if len(units) == 1 and self._is_caption(n, units[0]):
            return
        span = units[0].span[0], units[-1].span[1]
        for part, norm in self._provisions(n, span):
            side = self._rows.side(n, part, norm)
            empty = part[0], part[0]
            kind = self._rows.kind(part, empty) if n == 0 else self._rows.kind(empty, part)
            yield LawChange(
                change="removed" if n == 0 else "added",
                kind=norm.kind.value if norm and kind not in FIRST else kind,
                points=(says(norm),) if norm else (),
                clauses=(side.clause,) if side.clause else (),
                grounds="one-side-only",
                **{("old", "new")[n]: side},  # type: ignore[arg-type]
            )

    def _provisions(self, n: int, span: Span) -> list[tuple[Span, Provision | None]]:
        """Cut a passage at the provisions that do not overlap, so that all of its words are quoted once."""
        norms = list[Provision]()
        for norm in self._known[n].within(span):
            if not norms or norm.span[0] >= norms[-1].span[1]:
                norms.append(norm)
        if len(norms) < 2:
            return [(span, norms[0] if norms else None)]
        cuts = [span[0], *(norm.span[0] for norm in norms[1:]), span[1]]
        text = self._notices[n].text
        spans = [_trimmed(text, a, b) for a, b in pairwise(cuts)]
        return list(zip(spans, norms, strict=True))

    def _kept(self, old: Unit, new: Unit) -> Iterator[LawChange]:
        """Return the provisions of two sentences that say the same."""
        sides = tuple(
            [norm for norm in known.within(unit.span) if unit.span[0] <= norm.span[0] < unit.span[1]]
            for known, unit in zip(self._known, (old, new), strict=True)
        )
        rest = list(sides[1])
        for norm in sides[0]:
            match = next((one for one in rest if one.kind == norm.kind), None)
            if match is None:
                continue
            rest.remove(match)
            quotes = self._rows.side(0, norm.span, norm), self._rows.side(1, match.span, match)
            moved = self._subjects.shift(norm, match)
            for way, point in moved:
                yield LawChange(
                    change=way,
                    kind=norm.kind.value,
                    points=(point,),
                    old=quotes[0],
                    new=quotes[1],
                    clauses=clauses(*quotes),
                    grounds="same-subject",
                )
            if not moved:
                yield LawChange(
                    change="kept",
                    kind=norm.kind.value,
                    points=(says(match),),
                    old=quotes[0],
                    new=quotes[1],
                    clauses=clauses(*quotes),
                    grounds="same-words",
                )

    def _are_captions(self, passage: Passage) -> bool:
        return all(self._is_caption(n, unit) for n, side in enumerate((passage.old, passage.new)) for unit in side)

    def _is_caption(self, n: int, unit: Unit) -> bool:
        """Say whether a sentence is a heading, or what a registry adds at the foot, and no provision."""
        if directions.pattern("colophon", self._language).search(unit.text):
            return True
        if not self._in_heading(n, unit) or directions.pattern("says", self._language).search(unit.text):
            return False
        return not any(norm.activities for norm in self._known[n].within(unit.span))

    def _in_heading(self, n: int, unit: Unit) -> bool:
        return any(a <= unit.span[0] and unit.span[1] <= b + 1 for a, b in self._captions[n])

    def _is_boilerplate(self, unit: Unit) -> bool:
        found = directions.pattern("boilerplate", self._language).search(unit.text)
        return found is not None and 4 * len(found[0]) >= len(unit.said)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _once(changes: Iterable[LawChange]) -> Iterator[LawChange]:
    """Leave out what was told before: the same points about the same quotations."""
    seen = Counter[tuple[object, ...]]()
    for one in changes:
        key = one.change, one.kind, one.points, *(side and side.span for side in (one.old, one.new))
        seen[key] += 1
        if seen[key] == 1:
            yield one
