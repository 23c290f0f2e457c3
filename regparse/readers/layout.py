"""The lines of a page in the order in which they are read: columns one after the other, cells side by side.

Units are PDF points, with y upwards. Nothing here knows the library that gave the pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from regparse.readers import lines as wrapped

TALL = 4
"""Fewest lines, one below the other, that show a column: the cell of a table hardly holds so many."""
WIDE = 1.5
"""A gap in a line wider than this, in heights of the letters, may part cells of a table."""


NARROW = 24
"""A column narrower than this, in heights of the letters' box, is justified with gaps as wide as between cells."""


class Piece(NamedTuple):
    """Words on one baseline. ``page`` counts from 0 and is ``sheet`` wide; ``size`` is the height of the letters' box,
    ``first`` the width of what must stand together at the start: the first word, which the line above had no room for.
    ``column`` counts from 1 where columns stand side by side, and is 0 for lines over the whole width.
    """

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    sheet: float
    column: int = 0


class _Block(NamedTuple):
    """Pieces that stand together, in the order of the file; ``column`` as in :class:`Piece`."""

    column: int
    pieces: list[Piece]


def ordered(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the lines of a page from top to bottom; columns side by side are read one after the other.

    A file may hold its lines in any order. Where the order goes up the page again and what follows stands beside what
    came before, these are columns; otherwise height alone decides.
    """
    blocks = _blocks(pieces)
    columns = [piece for block in blocks if block.column for piece in block.pieces]
    if not columns:
        return _rows(sorted(pieces, key=lambda p: (-p.base, p.left)))
    top = max(piece.base for piece in columns)
    above = [piece for block in blocks if not block.column for piece in block.pieces if piece.base > top + piece.size]
    head = _rows(sorted(above, key=lambda p: (-p.base, p.left)))
    taken = set(above)
    rest = [_Block(b.column, [piece for piece in b.pieces if piece not in taken]) for b in blocks]
    return head + [row._replace(column=block.column) for block in rest for row in _rows(block.pieces)]


def _blocks(pieces: Sequence[Piece]) -> list[_Block]:
    """Give the pieces in blocks, in the order of the file: columns, and what stands above, between and below them."""
    blocks: list[_Block] = []
    for run in _runs(pieces):
        before = blocks[-1] if blocks else _Block(0, [])
        cut = _beside(before.pieces, run)
        if cut is None or (cut[0] and before.column):
            blocks.append(_Block(0, run))
            continue
        head, end = cut
        if head:
            blocks[-1:] = [_Block(0, before.pieces[:head])]
        else:
            blocks.pop()
        number = before.column or 1
        blocks += [_Block(number, before.pieces[head:]), _Block(number + 1, run[:end])]
        if run[end:]:
            blocks.append(_Block(0, run[end:]))
    return blocks


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Cut the pieces of a page where the order of the file goes up the page again."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if not runs or piece.base > runs[-1][-1].base + piece.size:
            runs.append([])
        runs[-1].append(piece)
    return runs


def _beside(before: list[Piece], run: list[Piece]) -> tuple[int, int] | None:
    """Say whether a run is a column to the right of the one before: where that begins in ``before``, and how many of
    ``run`` belong to it. None when it is none.

    What stands over both (a title) comes before the left column, what stands under both (a table) behind the right one.
    """
    edge = min(piece.left for piece in run[:TALL])
    head = len(before)
    while head and before[head - 1].right < edge:
        head -= 1
    left = before[head:]
    if not left:
        return None
    gutter = max(piece.right for piece in left)
    end = next((n for n, piece in enumerate(run) if piece.left <= gutter), len(run))
    top = run[0].base
    below = [piece for piece in left if piece.base < top + piece.size / 2]
    over = before[:head]
    if any(piece.base < top for piece in over) or (end < len(run) and run[end].base > left[-1].base):
        return None  # a line on the left reaches into what would be the column on the right, or the other way round
    figures = all(not any(char.isalpha() for char in piece.text) for piece in run[:end])
    both_tall = len(below) >= TALL and end >= TALL and not figures  # which belong to their rows
    # A last column may be short. It stands as high as the one before, which a head at the page's edge does not.
    short = not figures and len(below) >= 2 * TALL and abs(left[0].base - top) < left[0].size
    return (head, end) if both_tall or short else None


def _rows(pieces: Iterable[Piece]) -> list[Piece]:
    """Join pieces that stand on one baseline side by side: cells of a table, and what a file has in bits.

    A wide gap parts cells where a line above or below has one at the same place; elsewhere it is only a wide blank.
    """
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and _level(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    edges = _justified(rows)
    gaps = [_gaps(sorted(row, key=lambda p: p.left)) for row in rows]
    out = []
    for i, row in enumerate(rows):
        first, *others = sorted(row, key=lambda p: p.left)
        near = [*(gaps[i - 1] if i else ()), *(gaps[i + 1] if i + 1 < len(rows) else ())]
        for cell in others:
            wide = cell.left - first.right > WIDE * first.size and not _fills(row, edges)
            cells = wide and any(min(cell.left, b) - max(first.right, a) > first.size / 2 for a, b in near)
            text = f"{first.text} | {cell.text}" if cells else wrapped.join(first.text, cell.text)
            if wide and not cells and wrapped.wide(first.text[-1]):
                text = f"{first.text} {cell.text}"
            first = first._replace(text=text, right=cell.right, size=max(first.size, cell.size))
        out.append(first)
    return out


def _justified(rows: list[list[Piece]]) -> tuple[float, float] | None:
    """Give the margins of a narrow column whose lines all end at one: its wide gaps are those between words."""
    left = min((piece.left for row in rows for piece in row), default=0.0)
    right = max((piece.right for row in rows for piece in row), default=0.0)
    ending = sum(abs(max(piece.right for piece in row) - right) < 1 for row in rows)
    narrow = len(rows) >= TALL and right - left < NARROW * rows[0][0].size
    return (left, right) if narrow and ending * 2 > len(rows) else None


def _fills(row: list[Piece], edges: tuple[float, float] | None) -> bool:
    """Say whether a line of words reaches from one margin, or an indent, to the other."""
    if edges is None or any(wrapped.wide(piece.text[0]) for piece in row):
        return False
    return min(p.left for p in row) - edges[0] < 2 * row[0].size and abs(max(p.right for p in row) - edges[1]) < 1


def _gaps(row: list[Piece]) -> list[tuple[float, float]]:
    return [(a.right, b.left) for a, b in pairwise(row) if b.left - a.right > WIDE * a.size]


def _level(a: Piece, b: Piece) -> bool:
    level = abs(a.base - b.base) < 0.3 * min(a.size, b.size)
    return level and (b.left >= a.right - 1 or a.left >= b.right - 1)


def settled(pages: list[list[Piece]]) -> list[list[Piece]]:
    """Put the lines of a page that fills no more than a first column into that column: the last page of a document."""
    flat = [piece for page in pages for piece in page]
    firsts = [piece for piece in flat if piece.column == 1]
    if not firsts or sum(piece.column > 0 for piece in flat) * 2 < len(flat):
        return pages
    edge = max(piece.right for piece in firsts)
    return [
        [piece._replace(column=1) for piece in page]
        if page and not any(piece.column for piece in page) and max(piece.right for piece in page) <= edge + 1
        else page
        for page in pages
    ]
