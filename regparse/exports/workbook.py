"""The register as a workbook: the norms, the text they stand in, and what it was read from.

Three sheets: *Register*, one row a norm, with columns that the team fills in; *Text*, the clauses that the register
links to; *About*, the notices with the hash of what was read. No cell is a formula, whatever its text begins with. Rows
are written as they come and are not held in memory.
"""

from __future__ import annotations

import datetime as dt
import errno
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO, NamedTuple
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from regparse.errors import ExportError
from regparse.exports import register
from regparse.exports.selection import Selection
from regparse.model import Clause, Notice
from regparse.notation.expressions import expression
from regparse.register.columns import Row
from regparse.version import __version__
from regparse.wording import labels

ROWS = 1_048_576
"""Rows of a sheet, as Excel has them; a longer table goes on in another sheet."""
CELL = 32_767
"""Characters of a cell; a longer clause takes several rows, a longer quotation is cut and says so."""
LINKS = 65_530
"""Links of a sheet; rows beyond name their clause without one."""

LINE, HIGHEST = 15.0, 409.0
"""Points of a line of text, and of the highest row that Excel has."""
_A3 = 8

STATUS = ("open", "in progress", "done", "not applicable")
_GONE = STATUS[-1]
_ASKS = ("prohibition", "obligation")
"""Norms that ask something of those they bind: their status begins as open."""
_CUT = "… (cut; the sheet Text has it whole)"
_UNKNOWN = dt.datetime(1980, 1, 1)
_NO_XML = expression("[\ud800-\udfff\ufffe\uffff]")
_METHOD = (
    "Each row is a provision that regparse {version} read from the text by rules; the quotation stands in the text "
    "word for word. A row is a help to find and assign duties. It is no legal advice, and the text alone is the law."
)


class Column(NamedTuple):
    """A column: its head and its width in characters."""

    head: str
    width: int


REGISTER = (
    Column("Clause", 9),
    Column("Norm", 13),
    Column("Who is bound", 24),
    Column("Activity", 34),
    Column("Condition", 20),
    Column("Exception", 26),
    Column("Agency", 30),
    Column("Sanction", 18),
    Column("Quotation", 70),
    Column("Owner", 18),
    Column("Status", 14),
    Column("Due", 12),
    Column("About", 18),
    Column("Territory", 18),
    Column("Section", 26),
    Column("Notice", 20),
    Column("Repealed by", 20),
    Column("Norm id", 22),
)
TEXT = (Column("Notice", 20), Column("Clause", 12), Column("Label", 10), Column("Caption", 36), Column("Text", 110))
ABOUT = tuple(
    Column(*one)
    for one in (
        ("Notice", 20),
        ("Edition", 12),
        ("Title", 60),
        ("Number", 24),
        ("Issued by", 40),
        ("Issued on", 12),
        ("Effective", 16),
        ("Repeals", 30),
        ("Repealed by", 20),
        ("Norms", 8),
        ("Problems", 10),
        ("Source", 24),
        ("SHA-256 of the source", 68),
    )
)
_STATUS, _DUE = 10, 11
"""Places of the columns of the register that have a list and a date."""


class _Sheets:
    """A table that goes on in another sheet when one is full."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column], styles: dict[str, Any]) -> None:
        self.book, self.name, self.columns, self.styles = book, name, columns, styles
        self.count = 0
        self.wraps = _DUE + 1 if columns is REGISTER else len(columns)
        self.open()

    def open(self) -> None:
        self.count += 1
        self.title = self.name if self.count == 1 else f"{self.name} {self.count}"
        self.sheet = self.book.add_worksheet(self.title)
        self.row = 0
        for at, column in enumerate(self.columns):
            self.sheet.set_column(at, at, column.width, self.styles["text"])
            self.sheet.write_string(0, at, column.head, self.styles["head"])
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A3)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def add(self, cells: Sequence[str]) -> int:
        """Add a row of texts, as texts whatever they say, and high enough for them; give its place.

        An empty text leaves its cell empty.
        """
        if self.row + 1 >= ROWS:
            self.close()
            self.open()
        self.row += 1
        wrapped = zip(cells, self.columns[: self.wraps], strict=False)
        lines = max(_lines(cell, column.width) for cell, column in wrapped)
        self.sheet.set_row(self.row, min(lines * LINE, HIGHEST))
        for at, cell in enumerate(cells):
            if cell:
                style = self.styles["text" if at < self.wraps else "aside"]
                self.sheet.write_string(self.row, at, _fitting(cell), style)
        return self.row

    def close(self) -> None:
        """Set what needs to know the last row."""
        last = max(self.row, 1)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:Z{ROWS}"})  # a label is no number
        self.sheet.autofilter(0, 0, last, len(self.columns) - 1)
        if self.columns is REGISTER:
            self.sheet.print_area(0, 0, last, _DUE)
            choice = {"validate": "list", "source": list(STATUS)}
            self.sheet.data_validation(1, _STATUS, last, _STATUS, choice)
            day = {"validate": "date", "criteria": ">=", "value": dt.date(1990, 1, 1)}
            day |= {"error_title": "Due", "error_message": "Give a date."}
            self.sheet.data_validation(1, _DUE, last, _DUE, day)


class _Stream:
    """A file that is written to until it fails. Then it takes all and keeps nothing, and ``fault`` is its error.

    An archive that cannot be written tries again when it is thrown away, where its error reaches only the screen.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self.fault: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write, or take what can no longer be written."""
        self._try(lambda: self._out.write(data))
        self._at += len(data)
        return len(data)

    def seek(self, offset: int) -> int:
        """Go to a place. Raises OSError for a pipe, which zipfile knows how to write to."""
        self._try(lambda: self._out.seek(offset))
        self._at = offset
        return offset

    def tell(self) -> int:
        """Return the place; raises as :meth:`seek`."""
        if not self.fault:
            self._at = self._out.tell()
        return self._at

    def flush(self) -> None:
        """Hand on what is held."""
        self._try(self._out.flush)

    def _try(self, act: Callable[[], object]) -> None:
        if self.fault:
            return
        try:
            act()
        except OSError as error:
            if error.errno != errno.ESPIPE and not isinstance(error, io.UnsupportedOperation):
                self.fault = error
            raise


def write(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write the workbook.

    Raises ExportError when it grows beyond what its archive can hold.
    """
    with tempfile.TemporaryDirectory() as folder:  # goes with its rows, also where a notice cannot be read
        how = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        stream = _Stream(out)
        try:
            _write(found, xlsxwriter.Workbook(stream, how))
        except (OSError, ExportError):
            if stream.fault:
                raise stream.fault from None
            raise


def _write(found: Iterable[Selection], book: Any) -> None:
    cell = {"valign": "top", "bottom": 4, "bottom_color": "#A0A8B0"}
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8ECF0"}),
        "text": book.add_format({"text_wrap": True} | cell),
        "aside": book.add_format(cell),
        "link": book.add_format({"font_color": "#0B4F9E", "underline": 1} | cell),
        "date": book.add_format({"num_format": "yyyy-mm-dd"} | cell),
    }
    norms, text, about = (
        _Sheets(book, name, columns, styles)
        for name, columns in (("Register", REGISTER), ("Text", TEXT), ("About", ABOUT))
    )
    first: Notice | None = None
    for selection in found:
        first = first or selection.notice
        _rows(selection, norms, _clauses(selection.notice, text))
        _fact(selection, about)
    about.add(("",))
    about.add(("Method", "", _METHOD.format(version=__version__)))
    for sheets in (norms, text, about):
        sheets.close()
    day = first.issued_on.date if first and first.issued_on else None
    created = dt.datetime(day.year, day.month, day.day) if day and day.year >= 1980 else _UNKNOWN
    title = first.title if first else ""
    book.set_properties({"title": _NO_XML.sub("\ufffd", title)[:255], "author": "regparse", "created": created})
    try:
        book.close()
    except XlsxWriterException as error:  # beyond 4 GB, or no room for its parts
        raise ExportError("workbook-full", why=error) from error


def _rows(selection: Selection, norms: _Sheets, places: dict[str, str]) -> None:
    """Write a row a norm; ``places`` are where the clauses stand in the sheet Text."""
    for line in register.rows([selection]):
        words = register.worded(line)
        name = line.label or line.clause.rpartition("/")[2]
        at = norms.add(
            (
                name,
                words.what,
                "\n".join(words.who),
                "\n".join(words.acts),
                words.condition,
                "\n".join(words.exceptions),
                "\n".join(words.agencies),
                words.sanction,
                line.quotation,
                "",
                _status(line),
                "",
                "\n".join(words.assets),
                words.territory,
                line.section or "",
                line.notice if line.edition is None else f"{line.notice}@{line.edition}",
                line.repealed_by or "",
                line.provision,
            )
        )
        place = places.get(line.clause)
        if place and at <= LINKS:
            norms.sheet.write_url(at, 0, f"internal:{place}", norms.styles["link"], _fitting(name), line.clause[:255])
        norms.sheet.write_blank(at, _DUE, None, norms.styles["date"])


def _status(line: Row) -> str:
    """Give the status that a norm begins with: what is repealed asks nothing of anybody any more."""
    if line.kind not in _ASKS:
        return ""
    return _GONE if line.repealed_by else STATUS[0]


def _clauses(notice: Notice, text: _Sheets) -> dict[str, str]:
    """Write the clauses with their own words, and the closing; give the place of each."""
    places: dict[str, str] = {}
    units = [(c.id, c.label or "", c.heading or "", _own(notice, c)) for c in notice.walk()]
    if notice.closing:
        units.append((f"{notice.id}/closing", "", "Closing", notice.closing.text))
    for id, label, caption, words in units:
        for part in range(0, max(len(words), 1), CELL):
            at = text.add((notice.id, id.rpartition("/")[2], label, caption, words[part : part + CELL]))
            places.setdefault(id, f"'{text.title}'!A{at + 1}")
    return places


def _own(notice: Notice, clause: Clause) -> str:
    return "\n".join(notice.text[start:end] for start, end in clause.paragraphs)


def _fact(selection: Selection, about: _Sheets) -> None:
    notice = selection.notice
    effective = notice.effective.date.isoformat() if notice.effective.date else notice.effective.kind.replace("-", " ")
    row = (
        notice.id,
        notice.edition or "",
        notice.title,
        notice.number.text if notice.number else "",
        "\n".join(dict.fromkeys(labels.agency(one.id, one.text).title for one in notice.issuers)),
        notice.issued_on.date.isoformat() if notice.issued_on else "",
        effective,
        "\n".join(dict.fromkeys(one.number.text if one.number else one.title or one.text for one in notice.repeals)),
        selection.repealed_by.id if selection.repealed_by else "",
        str(sum(1 for _ in selection.chosen())),
        str(len(notice.problems)),
        notice.source.name,
        notice.source.sha256,
    )
    about.add(row)


def _fitting(text: str) -> str:
    """Give a text that a cell can hold."""
    clean = _NO_XML.sub("\ufffd", text)
    return clean if len(clean) <= CELL else clean[: CELL - len(_CUT)] + _CUT


def _lines(text: str, width: int) -> int:
    """Give the lines that a text takes in a column, a wide character counted as two."""
    wide = (sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in text[:CELL].split("\n"))
    return sum(max(1, -(-columns // (width - 1))) for columns in wide)
