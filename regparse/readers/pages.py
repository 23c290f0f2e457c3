"""From lines on pages to paragraphs, by where they stand: running heads and page numbers out, broken lines joined.

Units are PDF points, with y upwards. Nothing here knows the library that gave the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from regparse import markers
from regparse.readers import lines as wrapped

_BARE_NUMBER = re.compile(
    r"[\s\-—–―－─·•|]*(?:第\s*)?(?P<number>\d{1,4}|[ivxlIVXL]{1,6})\s*页?\s*(?:[/／|，,]?\s*共?\s*\d{1,4}\s*页?)?"
    r"[\s\-—–―－─·•|]*|[Pp]age\s+(?P<page>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?"
)
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\D{1,12}[〔\[【(（［]\s*\d{4}\s*[〕\]】)）］].{0,12}\d\s*号?|第?\s*\d+\s*号|[\d〇一二三四五六七八九十]{2,4}\s*年.{0,12}"
)
"""A line that is a document number or a date: it stands under a title and is no part of it."""
EDGE = 3
"""Lines from a page's top and bottom among which running heads and feet are looked for."""
MANY = 6
"""Pages that show a running head beyond doubt."""
SAME_PLACE = 4.0
"""Most points by which a running head moves from page to page."""
WIDE = 1.5
"""A gap in a line wider than this, in heights of the letters, may part cells of a table."""
WIDE_GAP = 1.22
"""A gap above a line that is so many times the usual one parts paragraphs."""


class Piece(NamedTuple):
    """Words on one baseline. ``page`` counts from 0 and is ``sheet`` wide; ``size`` is the height of the letters' box,
    ``first`` the width of what must stand together at the start: the first word, which the line above had no room for.
    """

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    sheet: float


class Paragraphs(NamedTuple):
    """The lines of a document, a paragraph each, and what was done to give them."""

    lines: list[str]
    cleaners: tuple[str, ...]


def paragraphs(pages: Sequence[Sequence[Piece]]) -> Paragraphs:
    """Give the paragraphs of the pages, each of which holds its pieces in the order of the file."""
    kept = [_ordered(page) for page in pages]
    numbers = heads = 0
    for _ in range(2):  # a number may stand above a foot, and below one
        kept, out = _without(kept, _page_numbers(kept))
        numbers += out
        kept, out = _without(kept, _running(kept))
        heads += out
    flat = [piece for page in kept for piece in page]
    joined = _joined(flat)
    said = (
        ("running-heads-dropped", heads > 0),
        ("page-numbers-dropped", numbers > 0),
        ("broken-lines-joined", len(joined) != len(flat)),
    )
    return Paragraphs(joined, tuple(label for label, done in said if done))


def _without(pages: list[list[Piece]], out: set[Piece]) -> tuple[list[list[Piece]], int]:
    return [[piece for piece in page if piece not in out] for page in pages], len(out)


def _ordered(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the lines of a page from top to bottom; columns side by side are read one after the other.

    A file may hold its lines in any order. Where the order goes up the page again and what follows stands beside what
    came before, these are columns; otherwise height alone decides.
    """
    runs: list[list[Piece]] = [[]]
    for piece in pieces:
        if runs[-1] and piece.base > runs[-1][-1].base + piece.size:
            runs.append([])
        runs[-1].append(piece)
    long = [run for run in runs if len(run) > EDGE]
    beside = [max(p.right for p in a) < min(p.left for p in b) for a, b in pairwise(long)]
    if beside and all(beside):
        return [piece for run in runs for piece in _rows(run)]
    return _rows(sorted(pieces, key=lambda p: (-p.base, p.left)))


def _rows(pieces: Iterable[Piece]) -> list[Piece]:
    """Join pieces that stand on one baseline side by side: cells of a table, and what a file has in bits.

    A wide gap parts cells where a line above or below has one at the same place; elsewhere it is only a wide blank.
    """
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and _beside(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    gaps = [_gaps(sorted(row, key=lambda p: p.left)) for row in rows]
    out = []
    for i, row in enumerate(rows):
        first, *others = sorted(row, key=lambda p: p.left)
        near = [*(gaps[i - 1] if i else ()), *(gaps[i + 1] if i + 1 < len(rows) else ())]
        for cell in others:
            wide = cell.left - first.right > WIDE * first.size
            cells = wide and any(min(cell.left, b) - max(first.right, a) > first.size / 2 for a, b in near)
            text = f"{first.text} | {cell.text}" if cells else wrapped.join(first.text, cell.text)
            if wide and not cells and wrapped.wide(first.text[-1]):
                text = f"{first.text} {cell.text}"
            first = first._replace(text=text, right=cell.right, size=max(first.size, cell.size))
        out.append(first)
    return out


def _gaps(row: list[Piece]) -> list[tuple[float, float]]:
    return [(a.right, b.left) for a, b in pairwise(row) if b.left - a.right > WIDE * a.size]


def _beside(a: Piece, b: Piece) -> bool:
    level = abs(a.base - b.base) < 0.3 * min(a.size, b.size)
    return level and (b.left >= a.right - 1 or a.left >= b.right - 1)


def _running(pages: list[list[Piece]]) -> set[Piece]:
    """Give the lines that stand in one place at the edge of several pages with the same words, page numbers apart.

    A quarter of the pages must have them: heads differ left and right, and on a first page. They are sought from the
    edge inwards, and must be few: pages that agree for long are copies. On few pages they must be set off too.
    """
    seen = Counter(key for page in pages for key in {key for piece in page for key in _keys(piece)})
    need = max(2, (len(pages) + 3) // 4)
    found: set[Piece] = set()
    for page in pages:
        for side in (page, page[::-1]):
            count, often = 0, len(pages)
            for piece in side[: EDGE + 1]:
                times = max(seen[key] for key in _keys(piece))
                if times < need or markers.read(piece.text):
                    break
                count, often = count + 1, min(often, times)
            if 0 < count <= EDGE and (often >= MANY or _set_off(side[:count], side[count:])):
                found.update(side[:count])
    return found


def _set_off(head: list[Piece], rest: list[Piece]) -> bool:
    """Say whether a head stands further from the text than the text's lines stand from each other."""
    steps = sorted(abs(a.base - b.base) for a, b in pairwise(rest[: 4 * EDGE]))
    return bool(rest) and abs(head[-1].base - rest[0].base) > WIDE_GAP * (steps[len(steps) // 4] if steps else 0)


def _keys(piece: Piece) -> list[tuple[str, int]]:
    """Give the words of a line as they are and with each number that may count the pages made the same on all of them.

    Its place stands beside them in two grids, so that no border of a grid lies between two pages' heads.
    """
    words = "".join(piece.text.split())
    same = [words]
    for found in list(_DIGITS.finditer(words))[:4]:
        same.append(f"{words[: found.start()]}#{int(found[0][:9]) - piece.page}{words[found.end() :]}")
    place = piece.base / SAME_PLACE
    return [(key, grid) for key in same for grid in (2 * round(place), 2 * round(place + 0.5) + 1)]


def _page_numbers(pages: list[list[Piece]]) -> set[Piece]:
    """Give the bare numbers at the top or bottom of pages that count the pages, or are set off by dashes (— 1 —)."""
    candidates: list[tuple[Piece, int | None]] = []
    for page in pages:
        for piece in {*page[:1], *page[-1:]}:
            if len(piece.text) < 24 and (found := _BARE_NUMBER.fullmatch(piece.text.strip())):
                digits = found["page"] or found["number"]
                candidates.append((piece, int(digits) - piece.page if digits.isdecimal() else None))
    steps = Counter(step for _, step in candidates)
    return {
        piece
        for piece, step in candidates
        if steps[step] > 1 or not piece.text.strip().isalnum() or (step == 1 and len(pages) == 1)
    }


def _joined(pieces: list[Piece]) -> list[str]:
    """Join the lines of each paragraph."""
    words = wrapped.vocabulary("\n".join(piece.text for piece in pieces))
    column = _Column(pieces)
    out: list[str] = []
    paragraph: list[Piece] = []
    for piece in pieces:
        if paragraph and column.goes_on(paragraph, piece) and not _listed(out, paragraph[-1], piece):
            out[-1] = wrapped.join(out[-1], piece.text, words)
            paragraph.append(piece)
        else:
            out.append(piece.text)
            paragraph = [piece]
    return out


def _listed(lines: list[str], before: Piece, piece: Piece) -> bool:
    """Say whether a page ends inside a list of names, one a line: no gap tells its lines apart across pages.

    Two unlabelled lines that are whole paragraphs and end no sentence are such a list.
    """
    if before.page == piece.page or len(lines) < 2 or lines[-1] != before.text:
        return False
    if piece.left < before.left - piece.size:
        return False  # where paragraphs are indented, this one goes on
    return not any(wrapped.ends_sentence(line) or markers.read(line) for line in lines[-2:])


class _Column:
    """The column of text: its margins on each page, the usual distance of lines, and whether labels are indented."""

    def __init__(self, pieces: list[Piece]) -> None:
        pages: dict[int, list[Piece]] = {}
        for piece in pieces:
            pages.setdefault(piece.page, []).append(piece)
        common = _left(pieces)
        self.left = {page: _left(own) if len(own) >= 8 else common for page, own in pages.items()}
        own_right = {page: _right(own) for page, own in pages.items()}
        widths = [own_right[page] - self.left[page] for page, own in pages.items() if len(own) >= 8]
        self.width = median(widths or [own_right[page] - self.left[page] for page in pages] or [0.0])
        # A page of short lines does not show the column; a page on its side has a wider one.
        self.right = {page: max(own_right[page], self.left[page] + self.width) for page in pages}
        sheet = median([piece.sheet for piece in pieces] or [0.0])
        if not widths or self.width < (sheet - 2 * common) / 2:
            # Too few lines, or too short ones, to show the column: both margins are taken to be alike.
            self.right = {page: max(self.right[page], own[0].sheet - self.left[page]) for page, own in pages.items()}
        steps = [
            round(a.base - b.base)
            for a, b in pairwise(pieces)
            if a.page == b.page and 0 < a.base - b.base < 4 * a.size and self.full(a, b)
        ]
        self.pitch = Counter(steps).most_common(1)[0][0] if steps else 0
        labelled = [p for p in pieces if markers.read(p.text)]
        self.size = median([piece.size for piece in pieces] or [1.0])
        # Paragraphs open with an indent where lines that stand in go on in lines that do not.
        runs_on = sum(
            self.indented(a) and not self.indented(b) and not markers.read(b.text) and self.full(a, b)
            for a, b in pairwise(pieces)
        )
        self.indents = runs_on >= 3
        self.labels_indented = len(labelled) >= 3 and sum(map(self.indented, labelled)) >= 0.8 * len(labelled)

    def indent(self, piece: Piece) -> float:
        return piece.left - self.left[piece.page]

    def indented(self, piece: Piece) -> bool:
        return self.indent(piece) > 0.6 * piece.size

    def middle(self, piece: Piece) -> bool:
        """Say whether a line stands in the middle of the column, or fills it."""
        return abs(self.indent(piece) - (self.right[piece.page] - piece.right)) < piece.size / 2

    def centred(self, piece: Piece) -> bool:
        return self.indented(piece) and self.middle(piece)

    def full(self, before: Piece, piece: Piece) -> bool:
        """Say whether the first word of ``piece`` had no room behind ``before``."""
        space = 0.0 if wrapped.wide(piece.text[:1]) or wrapped.wide(before.text[-1:]) else 0.2 * piece.size
        centred = self.middle(before) and self.centred(piece)
        used = before.right - (before.left if centred else self.left[before.page])
        return used + space + piece.first > self.right[before.page] - self.left[before.page] - 0.1 * piece.size

    def goes_on(self, paragraph: list[Piece], piece: Piece) -> bool:
        """Say whether a paragraph goes on with the line ``piece``."""
        before = paragraph[-1]
        if not self.full(before, piece) or self.set_off(before, piece) or " | " in before.text or " | " in piece.text:
            return False
        if markers.read(piece.text):
            # A reference may stand where a label does. It is one only where labels are indented and it is not.
            flush = self.labels_indented and not self.indented(piece)
            return flush and not wrapped.ends_sentence(before.text)
        if self.centred(piece) and self.middle(before) and not _NUMBER.fullmatch(piece.text):
            return not wrapped.ends_sentence(before.text)
        if len(paragraph) > 1 and (self.indents or before.page == piece.page):
            return abs(self.indent(piece) - self.indent(before)) < 0.6 * piece.size
        return self.second(before, piece)

    def second(self, before: Piece, piece: Piece) -> bool:
        """Say whether ``piece`` may be the second line of a paragraph, by how far it stands in."""
        near = 0.3 * piece.size
        step = self.indent(piece) - self.indent(before)
        if step > near:  # the lines below a label stand in from it
            return bool(markers.read(before.text)) and not wrapped.ends_sentence(before.text)
        if not self.indented(piece):
            # Where nothing else tells, a sentence that ends with its page ends its paragraph too.
            return self.indents or before.page == piece.page or not wrapped.ends_sentence(before.text)
        # A block that stands in as a whole; lines that are flush right are none.
        block = not self.indents and abs(step) < near and before.right - before.left > 0.5 * self.width
        return block and not wrapped.ends_sentence(before.text)

    def set_off(self, before: Piece, piece: Piece) -> bool:
        """Say whether letters of another size, or a gap above, part a line from the one before."""
        if abs(before.size - piece.size) > 0.3 * max(before.size, piece.size):
            return True
        if before.page != piece.page:
            return False
        distance = before.base - piece.base
        usual = self.pitch * max(1.0, piece.size / self.size)  # letters of a title stand further apart
        return distance <= 0 or (usual > 0 and distance > WIDE_GAP * usual)


def _left(pieces: list[Piece]) -> float:
    """Give the left margin: the outermost place where a good part of the lines start."""
    if not pieces:
        return 0.0
    starts = Counter(round(piece.left / 2) for piece in pieces)
    need = max(2, len(pieces) // 10)
    best = min((place for place, count in starts.items() if count >= need), default=min(starts))
    return min(piece.left for piece in pieces if round(piece.left / 2) == best)


def _right(pieces: list[Piece]) -> float:
    """Give the right margin: where the longest lines end, but for one or two that stick out by far."""
    ends = sorted((piece.right for piece in pieces), reverse=True)
    for end, following in list(pairwise(ends))[:2]:
        if len(ends) < 8 or end - following < 1.5 * pieces[0].size:
            return end
    return ends[min(2, len(ends) - 1)] if ends else 0.0
