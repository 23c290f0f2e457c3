"""What became of the earlier notice: clauses, bodies, norms, and the words themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regparse.documents.parts.bans import Group
from regparse.documents.parts.law import KeptRow, Law, LawRow
from regparse.documents.parts.moved import Part, parted
from regparse.documents.parts.refs import Ref, anchor, clause_label, clause_ref, number_of
from regparse.model import Clause, Notice, ids
from regparse.model.comparison import Change, Comparison, EditionFact, Pair
from regparse.wording import labels, phrasing
from regparse.wording.titles import repealed
from regparse.wording.tongue import say

_NAME_LIMIT = 70
"""Characters of a clause without a heading that stand for one in the table."""

_MOVED = 160
"""Letters that are printed of a run that only moved: all of it stands in the redline of the clause it came from."""

_SHARED = 0.2
"""A pair that shares a smaller part of its words is two texts, not one that was amended: no redline is printed."""


@dataclass(frozen=True, slots=True)
class Link:
    """A clause of the old notice that a clause of the new one took from; ``note`` says how much, ``redline`` where."""

    refs: tuple[Ref, ...]
    heading: str
    note: str
    redline: str | None


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of the new notice and all that it comes from; or a clause of the old one that went."""

    links: tuple[Link, ...]
    new: tuple[Ref, ...]
    new_heading: str
    labels: tuple[str, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """Give the labels as they are printed."""
        return tuple(map(say, self.labels))


@dataclass(frozen=True, slots=True)
class AgencyMove:
    """A body and its parts then and now."""

    id: str
    name: labels.AgencyName
    then: str
    now: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a redline, the blanks around its words apart: they are neither underlined nor struck through.

    ``tight`` tells an insertion that follows what it replaces without a blank between. What ``is_moved`` is neither new
    nor gone: ``opens`` says of its run where it came from or went to, ``closes`` ends the run.
    """

    op: str
    before: str
    text: str
    after: str
    tight: bool
    is_moved: bool = False
    opens: str = ""
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Redline:
    """The words of a linked pair with what went and what came."""

    anchor: str
    old: tuple[Ref, ...]
    new: tuple[Ref, ...]
    heading: str
    labels: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """Give the labels as they are printed."""
        return tuple(map(say, self.labels))


@dataclass(frozen=True, slots=True)
class Changes:
    """The section on what changed. ``doubt`` warns where the words may be a translator's."""

    old_name: str
    new_name: str
    summary: str
    clauses: tuple[ClauseRow, ...]
    agencies: tuple[AgencyMove, ...]
    law: tuple[Group[LawRow], ...]
    kept: tuple[KeptRow, ...]
    kept_count: str
    doubt: str
    redlines: tuple[Redline, ...]
    lang: str


def why_not(notice: Notice, against: Notice) -> str | None:
    """Say in a sentence why two notices cannot be compared, or None when they can."""
    one, other = number_of(notice), number_of(against)
    if against.id == notice.id:
        return say("No comparison is printed: the two texts are the same notice, {one}.", one=one)
    if against.language != notice.language:
        return say(
            "No comparison is printed: this text of {one} is in {here} and that of {other} in {there}, and words can "
            "be compared in one language only.",
            one=one,
            here=say(labels.LANGUAGES[notice.language]),
            other=other,
            there=say(labels.LANGUAGES[against.language]),
        )
    return None


def unread(notice: Notice) -> str:
    """Say that what a notice repeals was not at hand to be compared, or nothing where it repeals nothing."""
    if not notice.repeals:
        return ""
    gone = phrasing.at_most((repealed(one, notice) for one in notice.repeals), 3)
    return say("No comparison is printed: the text of {old} was not at hand.", old=gone)


def changes(notice: Notice, against: Notice, comparison: Comparison, editions: Sequence[EditionFact] = ()) -> Changes:
    """Lay a comparison out in the order of the new notice, what was dropped at the end.

    ``editions`` are the facts on which the texts of the new notice differ.
    """
    headings = {clause.id: clause_name(clause) for side in (notice, against) for clause in side.walk()}
    pairs = sorted(comparison.pairs, key=_order)
    rows = _rows(pairs, headings)
    redlines = {one: f"#{_redline_anchor(pair)}" for pair in reversed(pairs) if _is_redlined(pair) for one in pair.old}
    law = Law(notice, against, comparison, redlines)
    kept = law.kept()
    return Changes(
        old_name=number_of(against),
        new_name=number_of(notice),
        summary=_summary(rows),
        clauses=rows,
        agencies=agency_moves(comparison),
        law=law.groups(),
        kept=kept,
        kept_count=count_kept(kept),
        doubt=_doubt(notice, editions),
        redlines=tuple(
            Redline(
                anchor=_redline_anchor(pair),
                old=tuple(clause_ref(one, linked=False) for one in pair.old),
                new=tuple(clause_ref(one) for one in pair.new),
                heading=_headings(pair.new or pair.old, headings),
                labels=pair.labels,
                pieces=tuple(pieces(parted(pair, comparison.sentences))),
            )
            for pair in pairs
            if _is_redlined(pair)
        ),
        lang=notice.language,
    )


def _order(pair: Pair) -> tuple[bool, object, object]:
    new = min(map(ids.sort_key, pair.new), default=ids.sort_key("-"))
    return (not pair.new, new, min(map(ids.sort_key, pair.old), default=ids.sort_key("-")))


def _is_redlined(pair: Pair) -> bool:
    if not (pair.old and pair.new) or all(piece.op == "equal" for piece in pair.redline):
        return False
    sizes = {
        op: sum(len(piece.text) for piece in pair.redline if piece.op == op) for op in ("equal", "insert", "delete")
    }
    return sizes["equal"] >= _SHARED * (sizes["equal"] + max(sizes["insert"], sizes["delete"]))


def pieces(redline: Iterable[Part | Change]) -> Iterator[Piece]:
    """Give the pieces of a redline as they are printed."""
    last: Piece | None = None
    for one in redline:
        part = one if isinstance(one, Part) else Part(one)
        change = part.change
        text = change.text.strip() or change.text
        before, _, after = change.text.partition(text)
        replaces = last is not None and (last.op, change.op) == ("delete", "insert")
        if part.is_moved:
            text = phrasing.middle(text, _MOVED)
        tight = bool(replaces and last and not last.after and not before)
        last = Piece(change.op, before, text, after, tight, part.is_moved, part.opens, part.closes)
        yield last


def _redline_anchor(pair: Pair) -> str:
    return "r-" + "-".join(anchor(one).removeprefix("c-") for one in (*pair.old, *pair.new))


def clause_name(clause: Clause) -> str:
    """Give the heading of a clause, or its first words without the label."""
    if clause.heading:
        return clause.heading
    text = clause.text.lstrip().removeprefix(clause.label or "").lstrip(" .、")
    return phrasing.clip(text, _NAME_LIMIT)


def _headings(clauses: tuple[str, ...], headings: dict[str, str]) -> str:
    return "; ".join(dict.fromkeys(headings[one] for one in clauses if headings.get(one)))


def _rows(pairs: list[Pair], headings: dict[str, str]) -> tuple[ClauseRow, ...]:
    """Give one row for each clause of the new notice, whatever it was put together from."""
    groups: dict[tuple[tuple[str, ...], ...], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((pair.new,) if pair.new else ((), pair.old), []).append(pair)
    return tuple(
        ClauseRow(
            links=tuple(_link(pair, headings) for pair in same if pair.old),
            new=tuple(clause_ref(one) for one in same[0].new),
            new_heading=_headings(same[0].new, headings),
            labels=tuple(name for name in labels.PAIR_LABELS if any(name in pair.labels for pair in same)),
        )
        for same in groups.values()
    )


def _link(pair: Pair, headings: dict[str, str]) -> Link:
    notes = [say("a possible link, to be checked")] if pair.state == "possible" else []
    notes += [say("in part: “{words}”", words=phrasing.clip(part.text, 60)) for part in pair.part]
    return Link(
        refs=tuple(clause_ref(one, linked=False) for one in pair.old),
        heading=_headings(pair.old, headings),
        note=phrasing.joined(notes, ";"),
        redline=f"#{_redline_anchor(pair)}" if _is_redlined(pair) else None,
    )


def _summary(rows: tuple[ClauseRow, ...]) -> str:
    """Count the rows by label."""
    counts = [(sum(name in row.labels for row in rows), what) for name, what in labels.PAIR_LABELS.items()]
    said = (say(f"{{count}} {what}", count=phrasing.number(count)) for count, what in counts if count)
    return phrasing.sentence(phrasing.listing(said))


def count_kept(rows: tuple[KeptRow, ...]) -> str:
    """Say how many norms and how many citations were kept, in the numbers of the table."""
    norms = sum(row.is_norm for row in rows)
    cites = sum(row.count for row in rows if not row.is_norm)
    parts = [phrasing.counted(norms, "norm")] if norms else []
    parts += [phrasing.counted(cites, "legal basis or citation", "legal bases and citations")] if cites else []
    said = say(f"{{what}} {phrasing.be(norms + cites)} kept", what=phrasing.listing(parts))
    return phrasing.sentence(said) if rows else ""


def _doubt(notice: Notice, editions: Sequence[EditionFact]) -> str:
    if notice.language == "zh" or not editions:
        return ""
    places = sorted({fact.clause for fact in editions if fact.clause}, key=ids.sort_key)
    labelled = list(dict.fromkeys(clause_label(place) for place in places))
    several = "s" if len(labelled) > 1 else ""
    where = say(f", in clause{several} {{places}}", places=phrasing.listing(labelled)) if labelled else ""
    return say(
        "This text is a translation, and another text of the same notice differs from it{where}. What looks like a "
        "change here may be a difference of translation: see the facts that stand in one text only.",
        where=where,
    )


def agency_moves(comparison: Comparison) -> tuple[AgencyMove, ...]:
    """Give the bodies whose part changed, those that came or went first; succession is no change."""

    def roles(codes: tuple[str, ...]) -> str:
        return phrasing.listing(labels.role(code) for code in codes) or "–"

    moved = [one for one in comparison.agencies if one.old_roles != one.new_roles]
    moved.sort(key=lambda one: (bool(one.old_roles and one.new_roles), bool(one.old_roles), labels.agency(one.id).said))
    return tuple(
        AgencyMove(
            one.id,
            labels.agency(one.id),
            roles(one.old_roles),
            roles(one.new_roles),
            labels.named(labels.phrased(one.note or "")),
        )
        for one in moved
    )
