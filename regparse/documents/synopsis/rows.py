"""Both texts, part by part: every clause of either notice printed whole once, an old one where most of it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regparse.comparison.document import Stretch, document
from regparse.comparison.redline import redline
from regparse.comparison.sentences import body_span
from regparse.documents.parts.changes import Piece, pieces
from regparse.documents.parts.refs import anchor, clause_label
from regparse.model import Clause, Notice
from regparse.model.comparison import Change, Comparison, Pair

_PRINTED = frozenset({"preamble", "section", "clause", "closing"})
"""Parts of a notice that are set beside each other; its head and its signature stand in the table of facts."""
_LAST = 1 << 40
"""A place behind every text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of one text: what links lead to, its words with what changed, and what became of it.

    ``label`` is the printed number of a clause, empty for other parts.
    """

    anchors: tuple[str, ...]
    pieces: tuple[Piece, ...]
    note: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the new text beside the parts of the old one of which it took most; either side may be empty.

    ``kind`` is that of the block; ``place`` is where it stands in the old text, in code points, behind all of it for
    what is new.
    """

    kind: str
    old: tuple[Cell, ...]
    new: Cell | None
    place: int


def old_anchor(clause: str) -> str:
    """Give the anchor of a clause of the old text: ``o-6``."""
    return "o" + anchor(clause).removeprefix("c")


def in_rows(comparison: Comparison, old: Notice, new: Notice) -> Iterator[Row]:
    """Give the rows in the order of the new text, what was dropped where it stood.

    Where ``comparison`` was narrowed down, only clauses of its pairs are given.
    """
    sheet = _Sheet(comparison, old, new)
    for stretch in document(old, new, comparison):
        if stretch.kind in _PRINTED:
            yield from sheet.rows(stretch)
        sheet.pass_by(stretch)


class _Sheet:
    """Lays out one comparison; knows the clauses, the links, and how far the old text has been read."""

    def __init__(self, comparison: Comparison, old: Notice, new: Notice) -> None:
        self._old = {clause.id: clause for clause in old.clauses}
        self._new = {clause.id: clause for clause in new.clauses}
        self._language = new.language
        self._links = [pair for pair in comparison.pairs if pair.state == "linked"]
        self._shown = {one for pair in comparison.pairs for one in (*pair.old, *pair.new)}
        self._whole = self._shown >= {*self._old, *self._new}
        self._home = dict(self._homes(document(old, new, comparison)))
        self._at = 0
        closing = [anchor(norm.id) for norm in new.closing.provisions] if new.closing else []
        self._anchors: dict[str, tuple[str, ...]] = {
            "preamble": (anchor(new.id),),
            "closing": (anchor(f"{new.id}/closing"), *closing),
        }
        sides = [side for change in comparison.changes for side in (change.old, change.new)]
        outside = {None, f"{old.id}/closing", f"{new.id}/closing"}
        self._heads = any(side and side.clause in outside for side in sides)

    def _homes(self, stretches: Iterable[Stretch]) -> Iterator[tuple[str, str]]:
        """Give for each old clause the new one beside which it stands: that in its place, else the likest."""
        for pair in sorted(self._links, key=lambda pair: pair.score):
            yield pair.old[0], pair.new[0]
        for stretch in stretches:
            yield from ((one, stretch.new[0]) for one in stretch.old if stretch.new)

    def pass_by(self, stretch: Stretch) -> None:
        """Go on in the old text."""
        self._at += sum(len(change.text) for change in stretch.changes if change.op != "insert")

    def rows(self, stretch: Stretch) -> Iterator[Row]:
        """Give the rows of a stretch: none where it stands in another one or was not asked for."""
        if stretch.kind != "clause":
            if self._whole or (self._heads and stretch.kind != "section"):
                yield self._plain(stretch)
            return
        yield from (self._clause(self._new[one]) for one in stretch.new if one in self._shown)
        for one in stretch.old:
            if one in self._shown and one not in self._home:
                gone = self._old[one]
                yield Row("clause", (self._old_cell(gone, [Change(op="delete", text=_body(gone))]),), None, self._at)

    def _plain(self, stretch: Stretch) -> Row:
        """Give the row of a preamble, a section's heading or a closing."""
        sides = [[change for change in stretch.changes if change.op in ("equal", op)] for op in ("delete", "insert")]
        anchors = self._anchors.get(stretch.kind, ())
        old, new = (
            Cell(marks, tuple(pieces(side))) if side else None for marks, side in zip(((), anchors), sides, strict=True)
        )
        return Row(stretch.kind, (old,) if old else (), new, self._at if old else _LAST)

    def _clause(self, clause: Clause) -> Row:
        """Give the row of a new clause: compared with all that stands beside it as with one text, line by line."""
        links = [pair for pair in self._links if clause.id in pair.new]
        homed = [self._old[pair.old[0]] for pair in links if self._home[pair.old[0]] == clause.id]
        homed.sort(key=lambda one: one.span)
        bodies = [_body(one) for one in homed]
        changes = redline("\n".join(bodies), _body(clause), self._language)
        anchors = [anchor(unit.id) for unit in clause.walk()]
        anchors += [anchor(norm.id) for unit in clause.walk() for norm in unit.provisions]
        elsewhere = [pair for pair in links if self._home[pair.old[0]] != clause.id]
        note = came(elsewhere, beside=bool(homed))
        cell = Cell(tuple(anchors), _printed(changes, "insert"), note, clause.label or clause_label(clause.id))
        cells = map(self._old_cell, homed, _parted(changes, bodies))
        return Row("clause", tuple(cells), cell, homed[0].span[0] if homed else _LAST)

    def _old_cell(self, clause: Clause, changes: Iterable[Change]) -> Cell:
        links = [pair for pair in self._links if clause.id in pair.old]
        label = clause.label or clause_label(clause.id)
        return Cell((old_anchor(clause.id),), _printed(changes, "delete"), became(links), label)


def _body(clause: Clause) -> str:
    """Give the words of a clause without its printed label, which is set apart: a new number is no change."""
    return clause.text[body_span(clause)[0] - clause.span[0] :]


def _parted(changes: Iterable[Change], texts: Iterable[str]) -> Iterator[list[Change]]:
    """Cut what was kept and struck out of several texts joined by line ends into the changes of each."""
    left = [(change.op, change.text, change.move) for change in changes if change.op != "insert"][::-1]
    for text in texts:
        part, missing = list[Change](), len(text)
        while left and missing:
            op, words, move = left.pop()
            part.append(Change(op=op, text=words[:missing], move=move))
            if words[missing:]:
                left.append((op, words[missing:], move))
            missing -= len(part[-1].text)
        yield part
        if left:  # the line end between two texts
            op, words, move = left.pop()
            if words[1:]:
                left.append((op, words[1:], move))


def _printed(changes: Iterable[Change], op: str) -> tuple[Piece, ...]:
    return tuple(pieces(change for change in changes if change.op in ("equal", op)))


def became(links: Iterable[Pair]) -> str:
    """Say what an old clause became: "became 5 (amended, renumbered)"."""
    said = "; ".join(f"{clause_label(pair.new[0])} ({', '.join(pair.labels)})" for pair in links)
    return f"became {said}" if said else "dropped"


def came(links: Iterable[Pair], *, beside: bool) -> str:
    """Say from what a new clause took; ``beside`` tells that there are others, which stand beside it."""
    found = list(links)
    said = ", ".join(clause_label(pair.old[0]) for pair in found)
    if not said:
        return "" if beside else "is new"
    whole = not beside and len(found) == 1 and not {"split", "merged"} & set(found[0].labels)
    if whole:
        return f"is {said}, {'moved' if 'moved' in found[0].labels else 'renumbered'}"
    return f"takes also in part from {said}" if beside else f"takes in part from {said}"
