"""From lines on pages to paragraphs, by where they stand: running heads and page numbers out, broken lines joined.

Units are PDF points, with y upwards. Nothing here knows the library that gave the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from regparse.notation import markers
from regparse.notation.expressions import expression
from regparse.readers import lines as wrapped
from regparse.readers.column import WIDE_GAP, Column, place
from regparse.readers.layout import Piece, ordered, settled

_BARE_NUMBER = expression(
    r"[\s\-—–―－─·•|]*(?:第\s*)?(?P<number>\d{1,4}|[ivxlIVXL]{1,6})\s*页?\s*(?:[/／|，,]?\s*共?\s*\d{1,4}\s*页?)?"
    r"[\s\-—–―－─·•|]*|[Pp]age\s+(?P<page>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?"
)
_DIGITS = expression(r"\d+")
EDGE = 3
"""Lines from a page's top and bottom among which running heads and feet are looked for."""
MANY = 6
"""Pages that show a running head beyond doubt."""
SAME_PLACE = 4.0
"""Most points by which a running head moves from page to page."""


class Paragraphs(NamedTuple):
    """The lines of a document, a paragraph each, and what was done to give them."""

    lines: list[str]
    cleaners: tuple[str, ...]


def paragraphs(pages: Sequence[Sequence[Piece]]) -> Paragraphs:
    """Give the paragraphs of the pages, each of which holds its pieces in the order of the file."""
    kept = [ordered(page) for page in pages]
    numbers = heads = 0
    for _ in range(2):  # a number may stand above a foot, and below one
        kept, out = _without(kept, _page_numbers(kept))
        numbers += out
        kept, out = _without(kept, _running(kept))
        heads += out
    flat = [piece for page in settled(kept) for piece in page]
    joined = _joined(flat)
    left = _left_broken(joined)
    said = (
        ("running-heads-dropped", heads > 0),
        ("page-numbers-dropped", numbers > 0),
        ("broken-lines-joined", len(joined) != len(flat)),
        (f"broken-lines-left: {left}", left > 0),
    )
    return Paragraphs(joined, tuple(label for label, done in said if done))


def _left_broken(lines: list[str]) -> int:
    """Count the lines that end in a comma before one that opens nothing: where they break could not be told."""
    return sum(
        before.endswith(("，", "、", ",")) and not wrapped.opens(line) and " | " not in before
        for before, line in pairwise(lines)
    )


def _without(pages: list[list[Piece]], out: set[Piece]) -> tuple[list[list[Piece]], int]:
    return [[piece for piece in page if piece not in out] for page in pages], len(out)


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
    column = Column(pieces)
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
    if place(before) == place(piece) or len(lines) < 2 or lines[-1] != before.text:
        return False
    if piece.left < before.left - piece.size and before.column == piece.column:
        return False  # where paragraphs are indented, this one goes on
    return not any(wrapped.ends_sentence(line) or markers.read(line) for line in lines[-2:])
