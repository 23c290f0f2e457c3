"""A page as Markdown: headings, pipe tables, links between them (CommonMark with the tables of GitHub)."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.documents.typeset.blocks import CONTENTS, Block, Cell, Page, Run, Table, read
from regparse.notation import commonmark


def write(html: str) -> str:
    """Give a filled template as Markdown."""
    page = read(html)
    return "\n\n".join(_page(page)) + "\n"


def _page(page: Page) -> Iterator[str]:
    number = 0
    for one in page.blocks:
        if isinstance(one, Table):
            yield _table(one)
        elif one.kind == CONTENTS:
            yield "\n".join(_contents(page))
        elif one.level:
            yield f"{_anchors(one)}{'#' * one.level} {_line(one)}"
        elif one.kind == "item":
            starts = any("bold" in run.marks for run in one.runs[:1])
            number += starts
            yield f"{number}. {_line(one)}" if starts else f"   {_line(one)}"
        elif one.kind == "opinion":
            yield f"{_anchors(one)}> {_line(one)}"
        else:
            yield _anchors(one) + commonmark.opening(_line(one))


def _contents(page: Page) -> Iterator[str]:
    yield f"{''.join(map(_run, page.contents))}\n"
    for one in page.blocks:
        if isinstance(one, Block) and one.level == 2 and one.anchors:
            yield f"- [{commonmark.inside(one.text)}](#{one.anchors[-1]})"


def _anchors(block: Block) -> str:
    named = "".join(f'<a id="{name}"></a>' for name in block.anchors)
    return f"{named}\n\n" if named and block.level else named


def _line(block: Block) -> str:
    return "".join(map(_run, block.runs)).strip()


def _run(run: Run) -> str:
    text = commonmark.inside(run.text).replace("\n", "<br>")
    inner = text.strip()
    if not inner:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if "bold" in run.marks:
        inner = f"**{inner}**"
    if "under" in run.marks:
        inner = f"<u>{inner}</u>"
    if "insert" in run.marks:
        inner = f"<ins>{inner}</ins>"
    if "delete" in run.marks:
        inner = f"~~{inner}~~"
    if run.href:
        inner = f"[{inner}]({run.href})"
    return f"{lead}{inner}{tail}"


def _table(table: Table) -> str:
    """Give a pipe table; one without a head has an empty one, as GitHub wants it."""
    count = len(table.widths)
    head = table.head[-1] if table.head else []
    lines = [_row(head, count), "|" + " --- |" * count]
    return "\n".join([*lines, *(_row(row, count) for row in table.rows)])


def _row(cells: list[Cell], count: int) -> str:
    said: list[str] = []
    for cell in cells:
        said += ["<br>".join(filter(None, (_anchors(one) + _line(one) for one in cell.blocks)))]
        said += [""] * (cell.span - 1)
    return "| " + " | ".join([*said, *[""] * (count - len(said))]) + " |"
