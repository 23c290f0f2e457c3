"""A notice as Markdown: its facts, its text by units, and the register of its norms as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from regparse.exports import layout, register
from regparse.exports.layout import Piece, Unit
from regparse.exports.selection import Selection
from regparse.model import Clause, Notice, Section
from regparse.notation import commonmark
from regparse.register.columns import Row
from regparse.wording import labels

_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
HEAD = ("Clause", "Norm", "Who is bound", "Activity", "Condition", "Agency", "Quotation")
_DEEPEST = 6


def write(found: Iterable[Selection], out: BinaryIO) -> None:
    """Write one notice after the other; of a part of a notice the wanted norms, without the text."""
    before = ""
    for selection in found:
        out.write((before + "\n".join(_lines(selection)) + "\n").encode("utf-8", "replace"))
        before = "\n"


def escaped(text: str) -> str:
    """Give a text that Markdown prints as it is, in one line, also where it opens that line."""
    return commonmark.opening(_inside(text))


def _inside(text: str) -> str:
    return commonmark.inside(" ".join(text.translate(_CONTROLS).split()))


def _lines(selection: Selection) -> Iterator[str]:
    notice = selection.notice
    yield f"# {escaped(notice.title)}"
    yield ""
    for name, value in _facts(notice):
        yield f"- {name}: {value}"
    if selection.norms is None:
        yield ""
        yield "## Text"
        yield from _unit(notice, layout.lay_out(notice), 2)
    yield ""
    yield "## Norms"
    yield ""
    rows = list(register.rows([selection]))
    if not rows:
        yield "None."
        return
    yield f"| {' | '.join(HEAD)} |"
    yield f"| {' | '.join(['---'] * len(HEAD))} |"
    for row in rows:
        yield f"| {' | '.join(_cells(row))} |"


def _facts(notice: Notice) -> Iterator[tuple[str, str]]:
    yield "Id", escaped(f"{notice.id}@{notice.edition}" if notice.edition else notice.id)
    if notice.number:
        yield "Number", escaped(notice.number.text)
    if notice.issuers:
        yield "Issued by", escaped("; ".join(dict.fromkeys(labels.agency(a.id, a.text).title for a in notice.issuers)))
    if notice.issued_on:
        yield "Issued on", notice.issued_on.date.isoformat()
    date = notice.effective.date
    yield "Effective", date.isoformat() if date else notice.effective.kind.replace("-", " ")
    for one in notice.repeals:
        part = f", {one.article}" if one.article else ""
        yield "Repeals", escaped((one.number.text if one.number else one.title or one.text) + part)
    yield "Source", f"{escaped(notice.source.name)}, SHA-256 `{notice.source.sha256}`"


def _unit(notice: Notice, unit: Unit, depth: int, indent: str = "") -> Iterator[str]:
    """Give the lines of a unit: a section under a heading, a clause as a paragraph, what is in a clause as a list."""
    before = f"{indent[:-2]}- " if indent else ""
    for part in _runs(unit):
        if isinstance(part, list):
            yield ""
            yield before + " ".join(filter(None, (_piece(notice, piece) for piece in part)))
            before = indent
        elif isinstance(part.of, Section):
            yield ""
            yield f"{'#' * min(depth + 1, _DEEPEST)} {escaped(f'{part.of.label} {part.of.heading}')}"
            yield from _unit(notice, part, depth + 1)
        else:
            yield from _unit(notice, part, depth, f"{indent}  " if isinstance(unit.of, Clause) else "")


def _runs(unit: Unit) -> Iterator[list[Piece] | Unit]:
    """Give the parts of a unit, the pieces of a line together; a section's own line is its heading, and left out."""
    line: list[Piece] = []
    for part in unit.parts:
        if isinstance(part, Piece) and part.runs_in and line:
            line.append(part)
            continue
        if line:
            yield line
        line = [part] if isinstance(part, Piece) and not (part.own and isinstance(unit.of, Section)) else []
        if isinstance(part, Unit):
            yield part
    if line:
        yield line


def _piece(notice: Notice, piece: Piece) -> str:
    words = notice.text[piece.start : piece.end]
    if piece.role == "text":
        return _inside(words) if piece.runs_in else escaped(words)
    return f"**{_inside(words)}**" if words.strip() else ""


def _cells(row: Row) -> Iterator[str]:
    words = register.worded(row)
    condition = "; ".join(filter(None, (words.condition, *words.exceptions)))
    for cell in (
        row.label or row.clause.rpartition("/")[2],
        words.what,
        "; ".join(words.who),
        "; ".join(words.acts),
        condition,
        "; ".join(words.agencies),
        row.quotation,
    ):
        yield escaped(cell)
