"""JSON, and the register as JSONL and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import BinaryIO

from regparse.exports import register
from regparse.exports.selection import Selection, whole
from regparse.notation.cells import inert
from regparse.register.columns import Row
from regparse.wording import voice


def write_json(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write the contract's JSON: of one notice as ``regparse parse`` prints it, of several a list of them.

    Raises ExportError when a part of a notice is asked for.
    """
    first = True
    held: str | None = None
    for one in whole(found, "json"):
        if held is not None:
            out.write(f"{'[' if first else ', '}{held}".encode())
            first = False
        held = one.notice.to_json(voice=voice("en"))
    if held is not None:
        out.write((f"{held}\n" if first else f", {held}]\n").encode())
    else:
        out.write(b"[]\n")


def write_jsonl(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write the register, an object a norm on a line of its own."""
    for row in register.rows(found):
        line = json.dumps(row._asdict(), ensure_ascii=False, default=str)
        out.write(f"{line}\n".encode())


def write_csv(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write the register with the columns that the team fills in; lists are joined by semicolons.

    The encoding is UTF-8. A cell that a spreadsheet would run as a formula is given as text.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow((*Row._fields, *register.BY_HAND))
    for row in register.rows(found):
        writer.writerow([*(inert(_cell(value)) for value in row), *[""] * len(register.BY_HAND)])
        out.write(lines.getvalue().encode())
        lines.seek(0)
        lines.truncate()
    out.write(lines.getvalue().encode())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
