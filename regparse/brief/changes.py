"""What became of the earlier notice: clauses, bodies, norms, and the words themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regparse import ids
from regparse.brief import labels, wording
from regparse.brief.law import LawRow, law
from regparse.brief.norms import Group
from regparse.brief.refs import Ref, anchor, clause_ref, number_of
from regparse.comparison import Change, Comparison, Pair
from regparse.model import Clause, Notice

_NAME_LIMIT = 70
"""Characters of a clause without a heading that stand for one in the table."""

_SHARED = 0.2
"""A pair that shares a smaller part of its words is two texts, not one that was amended: no redline is printed."""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A line of the table of clauses."""

    old: tuple[Ref, ...]
    old_heading: str
    new: tuple[Ref, ...]
    new_heading: str
    labels: tuple[str, ...]
    note: str
    redline: str | None


@dataclass(frozen=True, slots=True)
class AgencyMove:
    """A body and its parts then and now."""

    name: labels.AgencyName
    then: str
    now: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a redline, the blanks around its words apart: they are neither underlined nor struck through.

    ``tight`` tells an insertion that follows what it replaces without a blank between.
    """

    op: str
    before: str
    text: str
    after: str
    tight: bool


@dataclass(frozen=True, slots=True)
class Redline:
    """The words of a linked pair with what went and what came."""

    anchor: str
    old: tuple[Ref, ...]
    new: tuple[Ref, ...]
    heading: str
    labels: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The section on what changed."""

    old_name: str
    new_name: str
    summary: str
    clauses: tuple[ClauseRow, ...]
    agencies: tuple[AgencyMove, ...]
    law: tuple[Group[LawRow], ...]
    kept: int
    redlines: tuple[Redline, ...]
    lang: str


def changes(notice: Notice, against: Notice, comparison: Comparison) -> Changes:
    """Lay a comparison out in the order of the new notice, what was dropped at the end."""
    headings = {clause.id: _name(clause) for side in (notice, against) for clause in side.walk()}
    pairs = sorted(comparison.pairs, key=_order)
    return Changes(
        old_name=number_of(against),
        new_name=number_of(notice),
        summary=_summary(pairs),
        clauses=tuple(_row(pair, headings) for pair in pairs),
        agencies=_agencies(comparison),
        law=law(notice, against, comparison),
        kept=sum(one.change == "kept" for one in comparison.norms),
        redlines=tuple(
            Redline(
                anchor=_redline_anchor(pair),
                old=tuple(clause_ref(one, linked=False) for one in pair.old),
                new=tuple(clause_ref(one) for one in pair.new),
                heading=_headings(pair.new or pair.old, headings),
                labels=pair.labels,
                pieces=tuple(_pieces(pair.redline)),
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


def _pieces(redline: Iterable[Change]) -> Iterator[Piece]:
    last: Piece | None = None
    for change in redline:
        text = change.text.strip() or change.text
        before, _, after = change.text.partition(text)
        replaces = last is not None and (last.op, change.op) == ("delete", "insert")
        last = Piece(change.op, before, text, after, bool(replaces and last and not last.after and not before))
        yield last


def _redline_anchor(pair: Pair) -> str:
    return "r-" + "-".join(anchor(one).removeprefix("c-") for one in (*pair.old, *pair.new))


def _name(clause: Clause) -> str:
    """Give the heading of a clause, or its first words without the label."""
    if clause.heading:
        return clause.heading
    text = clause.text.lstrip().removeprefix(clause.label or "").lstrip(" .、")
    return wording.clip(text, _NAME_LIMIT)


def _headings(clauses: tuple[str, ...], headings: dict[str, str]) -> str:
    return "; ".join(dict.fromkeys(headings[one] for one in clauses if headings.get(one)))


def _row(pair: Pair, headings: dict[str, str]) -> ClauseRow:
    notes = ["a possible link, to be checked"] if pair.state == "possible" else []
    notes += [f"in part: “{wording.clip(part.text, 60)}”" for part in pair.part]
    return ClauseRow(
        old=tuple(clause_ref(one, linked=False) for one in pair.old),
        old_heading=_headings(pair.old, headings),
        new=tuple(clause_ref(one) for one in pair.new),
        new_heading=_headings(pair.new, headings),
        labels=pair.labels,
        note="; ".join(notes),
        redline=f"#{_redline_anchor(pair)}" if _is_redlined(pair) else None,
    )


def _summary(pairs: list[Pair]) -> str:
    """Count clauses, not links: a clause that was merged from two is one clause."""
    counts = []
    for name in ("unchanged", "amended", "merged", "split", "moved", "new", "dropped"):
        held = {one for pair in pairs if name in pair.labels for one in (pair.old if name == "dropped" else pair.new)}
        if held:
            counts.append(f"{wording.number(len(held))} {labels.PAIR_LABELS[name]}")
    return wording.sentence(wording.listing(counts))


def _agencies(comparison: Comparison) -> tuple[AgencyMove, ...]:
    def roles(codes: tuple[str, ...]) -> str:
        return wording.listing(labels.ROLES.get(code, labels.label(code)) for code in codes) or "–"

    return tuple(
        AgencyMove(labels.agency(one.id), roles(one.old_roles), roles(one.new_roles), one.note or "")
        for one in comparison.agencies
        if one.old_roles != one.new_roles
    )
