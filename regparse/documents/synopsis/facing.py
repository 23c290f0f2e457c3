"""The table of old and new as lawyers know it (新旧对照表): what became of each clause, with remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regparse.documents.parts.refs import anchor
from regparse.documents.synopsis.rows import Row, old_anchor
from regparse.model.comparison import Comparison
from regparse.wording import changes as wording
from regparse.wording import labels
from regparse.wording.tongue import say, spoken

_WHAT = {(True, True): "amended", (True, False): "dropped", (False, True): "new"}


@dataclass(frozen=True, slots=True)
class FacingRow:
    """A row: both texts, what became of them, and what changed in law, point by point."""

    row: Row
    what: str
    remarks: tuple[str, ...]


def facing(comparison: Comparison, rows: Iterable[Row]) -> Iterator[FacingRow]:
    """Return the rows of the table, in the order that they are given in."""
    said = dict[str, dict[str, None]]()
    for change in comparison.changes:
        if change.change == "kept" or change.translation_only:
            continue
        line = f"{say(change.change)}：{wording.said(change, spoken(), labels.code)}"
        for side, name in ((change.old, old_anchor), (change.new, anchor)):
            if side and side.clause:
                said.setdefault(name(side.clause), {})[line] = None
    for row in rows:
        cells = (*row.old, *([row.new] if row.new else []))
        anchors = [name for cell in cells for name in cell.anchors]
        remarks = tuple(dict.fromkeys(line for name in anchors for line in said.get(name, ())))
        differs = any(piece.op != "equal" for cell in cells for piece in cell.pieces)
        both = bool(row.old), row.new is not None
        what = _WHAT.get(both, "") if differs or both != (True, True) else "unchanged"
        yield FacingRow(row, say(what), remarks)
