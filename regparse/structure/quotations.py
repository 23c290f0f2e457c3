"""The lines of a body that stand inside a quotation: the new wording that an amending instrument gives.

Their labels number the quoted instrument, not the one that quotes it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from regparse.notation import markers
from regparse.notation.markers import Marker

LOST = 2
"""So many labels that go on with the numbering around a quotation do not stand in it, unless they come again."""

_Label = tuple[int, str, int]
"""The line a label opens, its family and its number."""


def quoted_lines(lines: Sequence[str], marks: Sequence[Marker | None] | None = None) -> frozenset[int]:
    """Give the indices of the lines that open inside a quotation in Chinese marks.

    Each paragraph of a quotation may open with a mark and the last alone close it, so one closing mark ends it. A
    quotation whose closing mark was lost, as scans lose them, holds no lines: the labels behind its opening mark go on
    with the numbering around it. ``marks`` are the labels of the lines, where they have been read already.
    """
    balance = [line.count("“") - line.count("”") for line in lines]
    if not any(balance):
        return frozenset()
    found = map(markers.read, lines) if marks is None else marks
    labels = [(i, mark.family, mark.number) for i, mark in enumerate(found) if mark]
    closing = [_closes(line, more) for line, more in zip(lines, balance, strict=True)]
    ends = _ends(closing)
    quoted, last, at, end = set[int](), dict[str, int](), 0, 0
    for i, more in enumerate(balance):
        if i < end:
            quoted.add(i)
        while at < len(labels) and labels[at][0] <= i:
            if i >= end:
                last[labels[at][1]] = labels[at][2]
            at += 1
        if more > 0 and i >= end and not _is_lost(labels, at, last, ends[i], closed=closing[ends[i] - 1]):
            end = ends[i]
    return frozenset(quoted)


def _closes(line: str, balance: int) -> bool:
    """Say whether a line ends the quotation it stands in; a last paragraph may open with a mark of its own."""
    return balance < 0 or (balance == 0 and line.startswith("“") and line.rstrip("。；").endswith("”"))


def _ends(closing: Sequence[bool]) -> list[int]:
    """Give for each line the one behind the next that closes; the end where none does."""
    out, end = [0] * len(closing), len(closing)
    for i in range(len(closing) - 1, -1, -1):
        out[i] = end
        if closing[i]:
            end = i + 1
    return out


def _is_lost(labels: Sequence[_Label], at: int, last: dict[str, int], end: int, *, closed: bool) -> bool:
    """Say whether a quotation up to ``end`` has lost its closing mark, by the labels behind its opening one."""
    due, inside = dict(last), list[tuple[str, int]]()
    behind = bisect_left(labels, (end,))
    for n in range(at, behind):
        _, family, number = labels[n]
        if due.get(family) == number - 1:
            due[family] = number
            inside.append((family, number))
            if not closed or len(inside) == LOST:
                break
    if not closed or len(inside) < LOST:
        return bool(inside) and not closed
    return all(labels[n][1:] != inside[0] for n in range(behind, len(labels)))
