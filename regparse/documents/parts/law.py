"""Changes in law as a brief prints them: one row for what came, went or shifted, not one for every act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from regparse.documents.parts.bans import Group, exempting, way_out, who
from regparse.documents.parts.norms import name
from regparse.documents.parts.quotes import Words, quote
from regparse.documents.parts.refs import Ref, anchor, clause_label
from regparse.model import Activity, Kind, Language, Notice, Provision, Span, ids
from regparse.model import changes as c
from regparse.model.changes import LawChange
from regparse.model.comparison import Comparison
from regparse.wording import changes as wording
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say, spoken

_WORDS_LIMIT = 200
"""Characters of a norm that stand in the table where the whole of it is one link away."""

_FRAGMENT = 24
"""Letters of a part of a norm below which it is quoted with the words around it."""

CHANGES: tuple[c.How, ...] = ("added", "widened", "narrowed", "altered", "removed")
_SHIFTS = frozenset({"widened", "narrowed", "altered"})
_CITED = frozenset({"legal-basis", "citation"})
"""Kinds of changes that are about instruments: those that came or went together are one row."""

_GENERAL = (c.BindsAlso, c.BindsNoLonger, c.CoversAlso, c.CoversNoLonger)
"""Points that may be said of several provisions in the same words."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: the clauses it stands in and its words, none where there are several norms.

    ``acts`` are the norms, with the act that it is about, whose words are quoted.
    """

    words: tuple[Words, ...]
    refs: tuple[Ref, ...]
    acts: tuple[tuple[Provision, Activity | None], ...] = ()


@dataclass(frozen=True, slots=True)
class LawRow:
    """A change in law. ``title`` names the norm and is never empty, ``reason`` says what shifted, whole.

    ``originals`` are the words of an original that does not bear the change out.
    """

    kinds: frozenset[str]
    title: str
    reason: str
    note: str
    old: Side | None
    new: Side | None
    doubtful: bool
    originals: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A norm that stands in both notices with the same codes, or the citations of one place that do: ``count`` says
    how many.
    """

    is_norm: bool
    title: str
    old: tuple[Ref, ...]
    new: tuple[Ref, ...]
    count: int = 1


class Law:
    """Lays out the changes between two notices, whose norms it can look up."""

    def __init__(self, notice: Notice, against: Notice, comparison: Comparison, redlines: Mapping[str, str]) -> None:
        """Take the two notices and what became of the one in the other.

        ``redlines`` gives the link to the redline of an old clause that has one.
        """
        self._languages: dict[str, Language] = {one.id: one.language for one in (against, notice)}
        self._norms = {norm.id: norm for one in (against, notice) for _, norm in one.provisions()}
        self._here = notice.id
        self._has_preamble = notice.preamble is not None
        self._changes = comparison.changes
        self._redlines = redlines

    def groups(self) -> tuple[Group[LawRow], ...]:
        """Group the changes by what happened: instruments of one place that came or went together are one row.

        So is every shift that is said of several norms in the same words. Norms that were kept are left out.
        """
        groups = []
        for change in CHANGES:
            alike: dict[tuple[object, ...], list[LawChange]] = {}
            for one in self._changes:
                if one.change == change:
                    alike.setdefault(self._key(one), []).append(one)
            if alike:
                groups.append(Group(phrasing.sentence(say(change)), tuple(self._row(many) for many in alike.values())))
        return tuple(groups)

    def kept(self) -> tuple[KeptRow, ...]:
        """List what was kept, a row for each norm and one for the citations that stand in one place on either side."""
        alike: dict[tuple[object, ...], list[LawChange]] = {}
        for one in self._changes:
            if one.change == "kept":
                sides = tuple((side.provision or side.span) if side else None for side in (one.old, one.new))
                alike.setdefault((one.kind, *sides), []).append(one)
        rows = [
            KeptRow(
                is_norm=many[0].kind in set(Kind),
                title=self._title(many) if many[0].kind in set(Kind) else phrasing.sentence(self._reason(many[0])),
                old=self._refs([one.old for one in many if one.old]),
                new=self._refs([one.new for one in many if one.new]),
            )
            for many in alike.values()
        ]
        places: dict[object, list[KeptRow]] = {}
        for n, row in enumerate(rows):
            places.setdefault(n if row.is_norm else (row.old, row.new), []).append(row)
        return tuple(
            replace(same[0], title="; ".join(row.title.rstrip(",，") for row in same), count=len(same))
            for same in places.values()
        )

    def _key(self, one: LawChange) -> tuple[object, ...]:
        if one.change in _SHIFTS and not one.translation_only and all(isinstance(p, _GENERAL) for p in one.points):
            return ("general", one.kind, self._reason(one))
        side = one.new or one.old
        if one.kind in _CITED and side and not side.provision:
            return one.kind, one.old is None, one.new is None
        return one.kind, self._reason(one), one.old and one.old.span, one.new and one.new.span

    def _norm(self, side: c.Side) -> Provision | None:
        return self._norms.get(side.provision or "")

    def _row(self, many: list[LawChange]) -> LawRow:
        first = many[0]
        title = self._title(many)
        if first.kind == "commencement":  # not a norm that came or went, but what it says
            said = phrasing.listing(self._reason(one) for one in many)
            title = phrasing.sentence(say("{what}: {said}", what=labels.label(first.kind), said=said))
        return LawRow(
            kinds=frozenset(one.kind for one in many),
            title=title,
            reason=phrasing.sentence(self._reason(first)) if first.change in _SHIFTS else "",
            note=self._note(many, title),
            old=self._side(
                [one.old for one in many if one.old], [p.old.span for one in many for p in one.points if p.old]
            ),
            new=self._side(
                [one.new for one in many if one.new], [p.new.span for one in many for p in one.points if p.new]
            ),
            doubtful=any(one.translation_only for one in many),
            originals=tuple(quote(words, "zh") for one in many for words in one.originals),
        )

    def _title(self, many: list[LawChange]) -> str:
        """Name the acts or norms a row is about."""
        names: dict[str, None] = {}
        first = many[0].change
        for one in many:
            side = one.new or one.old
            norm = self._norm(side) if side else None
            codes = [act.code for act in norm.activities if act.code] if norm and first in ("added", "removed") else []
            if codes:
                names |= dict.fromkeys(map(labels.label, codes))
            elif norm:
                names[name(norm)] = None
            else:
                names[labels.kind(one.kind, many=len(many) > 1)] = None
        if len(names) > 1 and many[0].change in _SHIFTS:
            return phrasing.sentence(_kinds(many))
        return phrasing.sentence(phrasing.listing(names))

    def _reason(self, one: LawChange) -> str:
        """Say what changed, point by point."""
        return wording.said(one, spoken(), labels.code)

    def _note(self, many: list[LawChange], title: str) -> str:
        """Say what the title leaves open: the kind of norm, whom it binds, about what, where, with which way out."""
        first = many[0]
        side = first.new or first.old
        norm = self._norm(side) if side else None
        parts = [_kinds(many) if first.change in _SHIFTS or not norm else labels.kind(norm.kind)]
        if norm and first.change not in _SHIFTS:
            parts += [who(norm)] if norm.addressees and norm.kind is not Kind.MANDATE else []
            parts += [phrasing.listing(map(labels.label, norm.assets))]
            parts += [labels.territory(norm.territory)] if norm.territory else []
            parts += [way_out(norm)] if norm.condition or exempting(norm) else []
        said = [part for part in parts if part and part.lower() not in title.lower()]
        return " · ".join(said)

    def _side(self, sides: list[c.Side], marks: list[Span]) -> Side | None:
        """Quote one side, the words that differ marked; only the places where it is of several norms."""
        if not sides:
            return None
        refs = self._refs(sides)
        whole = {side.span: side for side in sides}
        if len(whole) > 1 and any(side.provision for side in sides):
            return Side((), refs)
        lang = self._languages[sides[0].notice]
        limit = None if marks or not all(ref.href for ref in refs) else _WORDS_LIMIT
        acts = tuple((norm, None) for side in sides if (norm := self._norm(side)))
        return Side(tuple(quote(one, lang, _inside(one, marks), limit=limit) for one in whole.values()), refs, acts)

    def _refs(self, sides: Iterable[c.Side]) -> tuple[Ref, ...]:
        refs: dict[str, Ref] = {}
        for side in sorted(sides, key=lambda one: ids.sort_key(one.provision or one.clause or one.notice)):
            place = side.provision or side.clause
            if side.notice == self._here:
                link = f"#{anchor(place or side.notice)}" if place or self._has_preamble else None
            else:
                link = self._redlines.get(side.clause or "")
            label = clause_label(place or side.notice)
            refs.setdefault(label, Ref(label, link))
        return tuple(refs.values())


def _kinds(many: list[LawChange]) -> str:
    """Count the norms by kind: ``two duties and one task of an agency``; a single one is only named."""
    counts = Counter(one.kind for one in many)
    kinds = {kind: labels.KINDS.get(kind, (kind, kind)) for kind in counts}
    if len(many) == 1:
        return labels.kind(many[0].kind)
    return phrasing.listing(phrasing.counted(count, *kinds[kind]) for kind, count in counts.items())


def _inside(side: c.Side, marks: Iterable[Span]) -> list[Span]:
    """Give the marks that stand in a quotation and are not all of it."""
    return [span for span in marks if side.span[0] <= span[0] and span[1] <= side.span[1] and span != side.span]
