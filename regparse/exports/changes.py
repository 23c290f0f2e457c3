"""The changes in law of a comparison as a table: CSV, a workbook, Parquet; one row a change, what was kept left out.

Both quotations are whole, but in a workbook, whose cells end at ``CELL`` characters. No cell is a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from regparse.errors import ExportError
from regparse.model import Language
from regparse.model.comparison import Comparison
from regparse.notation.cells import inert
from regparse.wording import changes as wording
from regparse.wording import labels
from regparse.wording.tongue import speaking

Form = Literal["csv", "xlsx", "parquet"]
CELL = 32_767
"""Characters of a cell of a workbook."""


class Row(NamedTuple):
    """A change: codes, the clauses and words of either side, and what it is in words."""

    change: str
    kind: str
    certainty: str
    old_clause: str
    old_text: str
    new_clause: str
    new_text: str
    points: str
    what: str


_WIDTHS = (10, 14, 10, 18, 60, 18, 60, 24, 60)
"""Widths of the columns of a workbook, in characters."""


def rows(comparison: Comparison, language: Language = "en") -> Iterator[Row]:
    """Return the rows; what changed is said in the language."""
    for one in comparison.changes:
        if one.change == "kept":
            continue
        sides = [(side.clause or "", side.text) if side else ("", "") for side in (one.old, one.new)]
        points = "; ".join(dict.fromkeys(point.point for point in one.points))
        what = wording.said(one, language, labels.code)
        yield Row(one.change, one.kind, one.certainty, *sides[0], *sides[1], points, what)


def write(comparison: Comparison, form: Form, language: Language = "en") -> bytes:
    """Return the table as a file; the same comparison gives the same bytes.

    Raises ExportError when the library that a form needs is not installed.
    """
    with speaking(language):
        return _FORMS[form](comparison, language)


def _csv(comparison: Comparison, language: Language) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(Row._fields)
    writer.writerows([inert(cell) for cell in row] for row in rows(comparison, language))
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(comparison: Comparison, language: Language) -> bytes:
    import datetime as dt

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(1980, 1, 1)})
    sheet = book.add_worksheet("Changes")
    head, words = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(zip(Row._fields, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    last = 0
    for last, row in enumerate(rows(comparison, language), 1):
        for column, cell in enumerate(row):
            sheet.write_string(last, column, cell[:CELL], words)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(Row._fields) - 1)
    book.close()
    return out.getvalue()


def _parquet(comparison: Comparison, language: Language) -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError("needs-pyarrow") from error
    schema = pa.schema([(name, pa.string()) for name in Row._fields])
    table = pa.Table.from_pylist([row._asdict() for row in rows(comparison, language)], schema=schema)
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


_FORMS: Mapping[Form, Callable[[Comparison, Language], bytes]] = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet}
