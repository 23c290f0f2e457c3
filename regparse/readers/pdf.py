"""PDF: its text layer, by PDFium.

Chosen before pdfminer.six, pdfplumber (which stands on it) and pypdf: PDFium is what Chrome shows PDFs with, so it
reads what people see and is fuzzed all day; it gives each character's place; and it needs no other package.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator
from ctypes import byref, c_double
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from regparse.errors import ReadError
from regparse.files import limits
from regparse.notation import markers
from regparse.notation.expressions import expression
from regparse.readers import drawn
from regparse.readers import lines as wrapped
from regparse.readers import text as plain
from regparse.readers.layout import WIDE, Piece
from regparse.readers.pages import paragraphs

_STREAM = expression(rb"(?<!end)stream\r?\n")
_CHUNK, _PIECE = 1 << 18, 1 << 12
_PICTURES = 50
"""Times ``UNPACKED_BYTES`` that all pictures together may unpack to; they are not unpacked to be read."""
_OPENERS = "“‘（《〈【〔「『([{"
_QUOTED = ('" (', "' (", "” (", "’ (")
_CLOSERS = "”’），。、；：！？》〉】〕」』…)]},.;:!?％%"
AIR = 0.6
"""A gap narrower than this between Chinese and other characters is none that was written."""
_HYPHENS = (0xFFFE, 0x02)
"""What PDFium gives for a hyphen at a line's end together with the line's end."""


def read(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a PDF's text layer, a line for each paragraph.

    Raises ReadError when it is damaged, encrypted, a scan without a text layer, or beyond a limit.
    """
    _bounded(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise ReadError("pdf-password", name=name) from None
        raise ReadError("pdf-no-open", name=name) from None
    try:
        pages, pictures = _pages(document, name)
    finally:
        document.close()
    found = paragraphs(pages)
    body, cleaners = plain.tidy("\n".join(found.lines))
    if not body.strip():
        if pictures:
            raise ReadError("pdf-scan", name=name)
        raise ReadError("pdf-no-text", name=name)
    # Pages that are pictures among pages of text are said, since law may stand on them.
    said = (f"pages-without-text: {', '.join(map(str, pictures))}",) if pictures else ()
    return body, "pdf", ("pdf-text-layer", *said, *found.cleaners, *cleaners)


def _bounded(data: bytes, name: str) -> None:
    """Unpack every stream and throw it away, so that none is larger than what may be read into memory.

    Raises ReadError when one is, or when one is packed twice over.
    """
    most, unpacked, pictures = limits.get("UNPACKED_BYTES"), 0, 0
    view, end = memoryview(data), 0
    if re.search(rb"/FlateDecode\s*/FlateDecode|/Fl\s*/Fl\b", data):
        raise ReadError("pdf-twice", name=name)
    for found in _STREAM.finditer(data):
        start = found.end()
        if len(data) - start < 2 or data[start] & 0x0F != 8 or (data[start] * 256 + data[start + 1]) % 31:
            continue
        if end < start:  # else the next end is the one that was found before
            end = data.find(b"endstream", start)
            end = end if end > 0 else len(data)
        size = _size(view[start:end], most)
        if b"/Image" in data[max(0, start - 600) : start]:
            pictures += size
        else:
            unpacked += size
        if max(size, unpacked, pictures // _PICTURES) > most:
            raise limits.beyond("UNPACKED_BYTES", name)


def _size(packed: memoryview, most: int) -> int:
    """Give how much a stream unpacks to, a little at a time; more than ``most`` is only told to be more."""
    size, unpacker = 0, zlib.decompressobj()
    try:
        for start in range(0, len(packed), _PIECE):
            rest: bytes | memoryview = packed[start : start + _PIECE]
            while rest and not unpacker.eof and size <= most:
                size += len(unpacker.decompress(rest, _CHUNK))
                rest = unpacker.unconsumed_tail
            if unpacker.eof or size > most:
                break
    except zlib.error:
        pass  # what cannot be unpacked takes no room
    return size


def _pages(document: Any, name: str) -> tuple[list[list[Piece]], list[int]]:
    """Give the pieces of each page, and the numbers of the pages that hold pictures and no text."""
    limits.check("PDF_PAGES", len(document), name)
    drawn.check(document, name)
    pages: list[list[Piece]] = []
    pictures: list[int] = []
    count = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            raise ReadError("pdf-page", name=name, page=index + 1) from None
        count += text.count_chars()
        limits.check("TEXT_CHARS", count, name)
        pieces = list(_Page(page, text, index).pieces())
        if not pieces and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
            pictures.append(index + 1)
        pages.append(pieces)
        text.close()
        page.close()
    return pages, pictures


class _Page:
    """The characters of a page, cut into pieces at line ends and wide gaps."""

    def __init__(self, page: Any, text: Any, index: int) -> None:
        self.text, self.index = text.raw, index
        self.count = text.count_chars()
        self.turned = page.get_rotation()
        self.width = _sane(page.get_width())  # as it is seen
        self.rect = pdfium.FS_RECTF()
        self.x, self.y = c_double(), c_double()

    def pieces(self) -> Iterator[Piece]:
        """Give the pieces in the order of the file."""
        run: list[tuple[str, int]] = []
        for i in range(self.count):
            code = pdfium.FPDFText_GetUnicode(self.text, i)
            if code in _HYPHENS:
                run.append(("-", i))
            if code in (10, 13, *_HYPHENS):
                yield from self.cut(run)
                run = []
            elif code and not 0xD800 <= code < 0xE000 and code < 0x110000:
                run.append((chr(code), i))
        yield from self.cut(run)

    def cut(self, run: list[tuple[str, int]]) -> Iterator[Piece]:
        """Cut a line where PDFium put a blank for a wide gap; drop its blank where Chinese is only set loosely."""
        gaps = self.gaps(run)
        if not gaps:
            yield from self.piece(run)
            return
        even = _even([gap for n, gap in gaps.items() if not _chinese(run, n)])
        pairs = sum(wrapped.wide(a[0]) and wrapped.wide(b[0]) for a, b in pairwise(run))
        loose = sum(wrapped.wide(run[n - 1][0]) and wrapped.wide(run[n + 1][0]) for n in gaps) > pairs
        part: list[tuple[str, int]] = []
        for n, (char, i) in enumerate(run):
            gap = gaps.get(n, 0.0)
            if gap > WIDE and not (even and not _chinese(run, n)):
                yield from self.piece(part)
                part = []
            elif n not in gaps or not self.spaced(run, n, gap, loose=loose) or _label("".join(c for c, _ in part)):
                part.append((char, i))
        yield from self.piece(part)

    def gaps(self, run: list[tuple[str, int]]) -> dict[int, float]:
        """Give the blanks that PDFium put into a line, by their index, with the gap's share of the letters' height."""
        found = {}
        for n, (char, i) in enumerate(run):
            if char == " " and 0 < n < len(run) - 1 and pdfium.FPDFText_IsGenerated(self.text, i) == 1:
                left, right = self.box(run[n - 1][1]), self.box(run[n + 1][1])
                found[n] = (right[0] - left[1]) / left[3]
        return found

    @staticmethod
    def spaced(run: list[tuple[str, int]], n: int, gap: float, *, loose: bool) -> bool:
        """Say whether a blank is only the air that is set around Chinese characters."""
        before, behind = wrapped.wide(run[n - 1][0]), wrapped.wide(run[n + 1][0])
        return loose if before and behind else gap < AIR and (before or behind)

    def piece(self, run: list[tuple[str, int]]) -> Iterator[Piece]:
        """Give the piece of some characters; none for blanks."""
        text = "".join(char for char, _ in run)
        words = text.strip(" \t\u00a0\u3000")
        if not words:
            return
        start = text.index(words[0])
        left, _, base, height = self.box(run[start][1])
        right, last_height = self.box(run[start + len(words) - 1][1])[1::2]
        together = self.box(run[start + _together(words) - 1][1])[1] - left
        size = max(height, last_height)
        yield Piece(self.index, words, left, max(left, right), base, size, max(together, 0.0), self.width)

    def box(self, i: int) -> tuple[float, float, float, float]:
        """Give left, right, baseline and height of a character as it is seen on the page."""
        rect = self.rect
        pdfium.FPDFText_GetLooseCharBox(self.text, i, byref(rect))
        pdfium.FPDFText_GetCharOrigin(self.text, i, byref(self.x), byref(self.y))
        left, right, bottom, top = map(_sane, (rect.left, rect.right, rect.bottom, rect.top))
        x, y = _sane(self.x.value), _sane(self.y.value)
        if self.turned == 90:
            box = (bottom, top, -x, right - left)
        elif self.turned == 180:
            box = (self.width - right, self.width - left, -y, top - bottom)
        elif self.turned == 270:
            box = (self.width - top, self.width - bottom, x, right - left)
        else:
            box = (left, right, y, top - bottom)
        return *box[:3], max(box[3], 1.0)


def _sane(coordinate: float) -> float:
    """Give a coordinate that can be reckoned with; damaged files have infinite ones and some that are no number."""
    return min(max(coordinate, -1e6), 1e6) if math.isfinite(coordinate) else 0.0


def _chinese(run: list[tuple[str, int]], n: int) -> bool:
    return wrapped.wide(run[n - 1][0]) or wrapped.wide(run[n + 1][0])


def _even(gaps: list[float]) -> bool:
    """Say whether the gaps of a line are those of justified words: all of one width, as cells of a table hardly are."""
    return len(gaps) > 1 and max(gaps) < (1.05 if len(gaps) == 2 else 1.3) * min(gaps)


def _label(text: str) -> bool:
    """Say whether all of a text is a label behind which a blank is printed: 第三条, 1."""
    mark = markers.read(text)
    return mark is not None and mark.end == len(text) and text[-1] not in _CLOSERS[: _CLOSERS.index("…")]


def _together(words: str) -> int:
    """Give how many characters at the start of a line must stand together: the first word, or a Chinese character with
    the punctuation that may not be parted from it.
    """
    end = 0
    while end < len(words) - 1 and words[end] in _OPENERS:
        end += 1
    if wrapped.wide(words[end]):
        end += 1
    else:
        while end < len(words) and not wrapped.wide(words[end]) and words[end] not in " -/\u2010":
            end += 1
    while end < len(words) and words[end] in _CLOSERS:
        end += 1
    if words[end - 1 : end + 2] in _QUOTED:  # Unicode's line breaking holds a quotation and its bracket together
        return end + 1 + _together(words[end + 1 :])
    return max(end, 1)
