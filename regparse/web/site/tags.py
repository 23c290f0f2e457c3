"""Which rows of a comparison fit which conditions, for pages of files, where a script hides those that do not.

A condition is a tag, ``change:added`` or ``agency:CSRC``. A row that stands for several changes, of which not all fit
the same, is there twice: whole, and in parts that do, which show when something is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from regparse.documents.parts.bans import Group
from regparse.documents.parts.law import Law, LawRow
from regparse.documents.parts.refs import anchor
from regparse.documents.synopsis.rows import Cell, Row, old_anchor
from regparse.model import Notice
from regparse.model.changes import LawChange
from regparse.model.comparison import Comparison
from regparse.store.narrowing import narrow

When = Literal["", "whole", "part"]
"""When a row shows: always, while nothing is asked, when something is."""

_CONDITIONS = {"change": "changes", "agency": "agencies", "addressee": "addressees"}


class Tagged(NamedTuple):
    """A change in law as a row, the conditions that it fits, and when it shows."""

    row: LawRow
    tags: str
    when: When


class Tags:
    """The tags of a comparison; ``values`` are the conditions that may be asked for, each taken by itself."""

    def __init__(self, whole: Comparison, old: Notice, new: Notice, values: Sequence[tuple[str, str]]) -> None:
        self._whole, self._old, self._new = whole, old, new
        self._links = {clause.id: f"#{old_anchor(clause.id)}" for clause in old.clauses}
        hrefs = self._links | {clause.id: f"#{anchor(clause.id)}" for clause in new.clauses}
        self._changes: dict[int, list[str]] = {id(one): [] for one in whole.changes}
        self._clauses: dict[str, set[str]] = {}
        self._bodies: dict[str, set[str]] = {}
        for field, code in values:
            part, tag = narrow(whole, old, new, **{_CONDITIONS[field]: (code,)}), f"{field}:{code}"
            for one in part.changes:
                self._changes[id(one)].append(tag)
            self._clauses[tag] = {hrefs[c] for pair in part.pairs for c in (*pair.old, *pair.new) if c in hrefs}
            self._bodies[tag] = {body.id for body in part.agencies}

    def law(self, group: Group[LawRow]) -> Iterator[Tagged]:
        """Give the rows of a group with their tags, those of several changes in parts too."""
        single = [(one, found) for one in self._whole.changes if (found := self._rows([one], group.heading))]
        for row in group.rows:
            refs = _refs(row)
            mine = [one for one, found in single if _same(found[0], row) and _refs(found[0]) <= refs]
            fits: dict[str, list[LawChange]] = {}
            for one in mine:
                fits.setdefault(" ".join(self._changes[id(one)]), []).append(one)
            if len(fits) < 2:
                yield Tagged(row, next(iter(fits), ""), "")
                continue
            every = dict.fromkeys(tag for tags in fits for tag in tags.split())
            yield Tagged(row, " ".join(every), "whole")
            for tags, many in fits.items():
                yield from (Tagged(part, tags, "part") for part in self._rows(many, group.heading))

    def _rows(self, changes: Sequence[LawChange], heading: str) -> tuple[LawRow, ...]:
        part = self._whole.model_copy(update={"changes": tuple(changes)})
        groups = Law(self._new, self._old, part, self._links).groups()
        return next((group.rows for group in groups if group.heading == heading), ())

    def counted(self) -> list[tuple[str, str, int]]:
        """Count the changes in law by what happened and by the conditions that they fit."""
        found = Counter(
            (one.change, " ".join(self._changes[id(one)]))
            for one in self._whole.changes
            if one.change != "kept" and not one.translation_only
        )
        return [(change, tags, count) for (change, tags), count in found.items()]

    def body(self, code: str) -> str:
        """Give the tags of a body."""
        return _line(self._bodies, {code})

    def clause(self, href: str | None) -> str:
        """Give the tags of a clause, by the place that links lead to."""
        return _line(self._clauses, {href} if href else set())

    def row(self, row: Row) -> str:
        """Give the tags of a row of the text."""
        cells: list[Cell] = [*row.old, *([row.new] if row.new else [])]
        return _line(self._clauses, {f"#{name}" for cell in cells for name in cell.anchors})


def _line(known: Mapping[str, set[str]], places: set[str]) -> str:
    return " ".join(tag for tag, found in known.items() if found & places)


def _same(one: LawRow, row: LawRow) -> bool:
    """Tell whether a change may be one of those that a row stands for."""
    return one.reason == row.reason and one.kinds <= row.kinds and (bool(row.reason) or _about(one, row))


def _about(one: LawRow, row: LawRow) -> bool:
    return bool(one.old) == bool(row.old) and bool(one.new) == bool(row.new)


def _refs(row: LawRow) -> set[str]:
    """Give what names a row: where its two sides stand, and what it is about."""
    sides = [(side, name) for side, name in ((row.old, "old"), (row.new, "new")) if side]
    return {f"{name} {ref.label} {ref.href}" for side, name in sides for ref in side.refs} or {row.title}
