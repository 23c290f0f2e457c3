"""Text on a terminal: columns that hold Chinese, wrapped lines, and colour where somebody looks."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal
from unicodedata import east_asian_width

from regparse.notation.cells import inert
from regparse.notation.commonmark import inside
from regparse.notation.expressions import expression

Colour = Literal["red", "green", "yellow", "bold", "dim"]

_CODES: dict[Colour, str] = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}
_PIECE = expression(r"\s+|[⺀-鿿豈-﫿！-｠]|[^\s⺀-鿿豈-﫿！-｠]+")
"""What a line may be broken between: blanks, wide characters, words. A word with hyphens is one: codes are such."""
_PART = expression(r"[^-]*-+|[^-]+")
"""What a word may be broken between that is longer than a line."""

_NEVER_FIRST = frozenset("、，。；：！？）》〉」』】〕］”’,.;:!?)]}")
_IN_WORD = expression(r"(?<=\w)\\_(?=\w)")
"""An underscore inside a word, which Markdown prints as it is: codes and paths are full of them."""
_GAP = 2
_NARROWEST = 6
OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Stand around words that are to be lit, so that lines may be broken first; code points that are no characters."""
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 160)))
"""A notice is somebody else's text: it moves no cursor and paints nothing."""


def say(text: str) -> None:
    """Tell the user something that is no data."""
    print(text, file=sys.stderr)


def columns() -> int:
    """Give the width to print in: the terminal's or COLUMNS, 80 where neither says."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def paint(text: str, colour: Colour) -> str:
    """Colour a text for stdout: on a terminal, unless NO_COLOR is set."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{_CODES[colour]}m{text}\033[0m"


def lit(text: str) -> str:
    """Light what stands between ``OPEN`` and ``CLOSE``: in bold where there is colour, else between asterisks."""
    painted = paint("\0", "bold")
    before, after = ("*", "*") if painted == "\0" else painted.split("\0")
    return text.replace(OPEN, before).replace(CLOSE, after)


def width(text: str) -> int:
    """Give the columns a text takes: two for a wide or full-width character."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most ``columns``, between words and between Chinese characters."""
    lines: list[str] = []
    line: list[str] = []
    for piece in _pieces(text.translate(_CONTROLS).strip(), columns):
        part = piece
        if line and width("".join(line)) + width(part) > columns:
            carried = [line.pop()] if part in _NEVER_FIRST and len(line) > 1 else []
            lines.append("".join(line).rstrip())
            line = carried
        while width(part) > columns:  # one word longer than a line
            cut = _fitting(part, columns)
            lines.append(part[:cut])
            part = part[cut:]
        if line or part != " ":
            line.append(part)
    return [*lines, "".join(line).rstrip()] if line or not lines else lines


def _pieces(text: str, columns: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if piece.isspace():
            yield " "
        elif width(piece) > columns:
            yield from _PART.findall(piece)
        else:
            yield piece


def paragraph(text: str, columns: int, indent: str, first: str | None = None) -> str:
    """Wrap a text with ``indent`` before each line, or ``first`` before the first one."""
    opening = indent if first is None else first
    lines = wrap(text, columns - max(width(indent), width(opening)))
    return "\n".join((opening if i == 0 else indent) + line for i, line in enumerate(lines))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], columns: int) -> str:
    """Lay out a table; cells are wrapped where it would be wider than ``columns``."""
    body = [list(row) for row in rows]
    widths = _widths([list(head), *body], columns)
    rule = "  ".join("-" * w for w in widths)
    return "\n".join([*_lines(head, widths), rule, *(line for row in body for line in _lines(row, widths))])


def fits(head: Sequence[str], rows: Iterable[Sequence[str]], columns: int) -> bool:
    """Tell whether a table can be laid out so that no word of it is broken."""
    _, words = _natural([list(head), *map(list, rows)])
    return sum(words) + _GAP * (len(words) - 1) <= columns


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table as Markdown: no cell is markup but what stands in bold, between ``OPEN`` and ``CLOSE``."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(c) for c in row) + " |" for row in lines)


def titled(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None) -> str:
    """Lay out a table under its title, as Markdown when ``columns`` is None."""
    if columns is None:
        return f"## {inside(title)}\n\n{markdown(head, rows) if rows else 'None.'}"
    return f"{paint(paragraph(title, columns, ''), 'bold')}\n\n{table(head, rows, columns) if rows else 'None.'}"


def csv_rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table as CSV; a cell that a spreadsheet would run as a formula is given as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(map(inert, row) for row in rows)
    return out.getvalue().rstrip("\n")


def opening(text: str, columns: int) -> str:
    """Give the beginning of a text in one line of at most ``columns``, with an ellipsis where it goes on.

    It ends with a word, unless that would leave less than half the line.
    """
    line = " ".join(text.translate(_CONTROLS).split())
    if width(line) <= columns:
        return line
    cut = _fitting(line, columns - 1)
    if line[cut - 1 : cut + 1].isalnum() and line[cut].isascii():
        blank = line.rfind(" ", 0, cut)
        cut = blank if blank > cut // 2 else cut
    return line[:cut].rstrip() + "…"


def _cell(text: str) -> str:
    plain = _IN_WORD.sub("_", inside(text))
    return " ".join(plain.replace(OPEN, "**").replace(CLOSE, "**").split())


def _fitting(text: str, columns: int) -> int:
    """Give how many characters of ``text`` fit, at least one."""
    used = 0
    for i, c in enumerate(text):
        used += width(c)
        if used > columns:
            return max(i, 1)
    return len(text)


def _widths(rows: list[list[str]], columns: int) -> list[int]:
    """Give each column its natural width, the widest cut until the table fits: between words first, then inside."""
    widths, words = _natural(rows)
    room = columns - _GAP * (len(widths) - 1)
    for least in (words, [_NARROWEST] * len(widths)):
        while sum(widths) > room:
            wide = [i for i, w in enumerate(widths) if w > least[i]]
            if not wide:
                break
            widths[max(wide, key=lambda i: widths[i])] -= 1
    return widths


def _natural(rows: list[list[str]]) -> tuple[list[int], list[int]]:
    """Give for each column the width of its longest line and that of its longest word."""
    cells = list(zip(*rows, strict=True))
    widths = [max(width(line) for cell in column for line in cell.split("\n")) for column in cells]
    words = [max((width(piece) for cell in column for piece in _PIECE.findall(cell)), default=1) for column in cells]
    return widths, words


def _lines(row: Sequence[str], widths: list[int]) -> list[str]:
    cells = [[part for line in cell.split("\n") for part in wrap(line, w)] for cell, w in zip(row, widths, strict=True)]
    return [
        (" " * _GAP).join(part + " " * (w - width(part)) for part, w in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]
