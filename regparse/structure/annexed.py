"""Instruments that a notice issues as annexes, beside clauses of its own that say how they are carried out.

Where a notice does nothing but issue an instrument, that one's articles are its clauses. Where it has clauses of its
own, the annex is kept with it as it is; but the annexed measures are law, and mostly the larger part of it. They are
read as a further notice: under the head of the one that issues them (its number, addressees and preamble), above its
signature and date, without its clauses. Whoever reads the notice alone has their articles behind its own clauses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regparse.model import Block, BlockKind, Clause, Section, Span, ids
from regparse.notation.expressions import expression
from regparse.structure import outline, tree
from regparse.structure.lines import Line
from regparse.structure.outline import Shape
from regparse.structure.tree import Tree

LEAST = 3
"""Articles that make an annex an instrument rather than a form that quotes one."""
_NEAR = 5
"""Lines from a title to its first article or chapter, at most: a date, who made it, a note in brackets."""
_MARK = 12
"""Code points of the longest line that is the mark of an annex and no more (附件 2, Annex 2)."""
_HEAD = frozenset({"title", "number", "issuers", "foreword", "recipients", "preamble"})
_FOOT = frozenset({"signature", "date"})
_NAMED = expression(
    r"[^\s，。；：]{2,60}?(?:办法|规定|细则|规程|规则|规范|准则|指引|制度|条例|标准|程序)(?:\s*[（(].{1,10}[）)])?"
    r"|(?:Measures|Rules|Provisions|Regulations|Guidelines|Procedures|Standards)\b[^.;:]{0,200}"
)
_FAMILIES = ("article", "chapter")


class Annexed(NamedTuple):
    """An annexed instrument: its title, how many articles it has, where it stands, and the lines to read it by.

    ``span`` is that of its lines in the text of the notice, in code points; ``rows`` are the indexes of the lines among
    those of the notice, those of its head first; its own begin with its title, at ``title_row`` among the ``rows``.
    """

    title: str
    articles: int
    span: tuple[int, int]
    rows: tuple[int, ...]
    title_row: int


def instruments(shape: Shape) -> Iterator[Annexed]:
    """Give the instruments that stand in the annexes of a notice with clauses of its own, in their order."""
    own = [i for i, kind in enumerate(shape.kinds) if kind in ("clause", "closing")]
    if not own or not any(shape.rows[i].mark for i in own):
        return
    tail = range(own[-1] + 1, len(shape.lines))
    titles = [i for i in tail if _opens(shape.rows, i)]
    around = [i for part in (_HEAD, _FOOT) for i, kind in enumerate(shape.kinds) if kind in part]
    for n, start in enumerate(titles):
        last = titles[n + 1] if n + 1 < len(titles) else len(shape.lines)
        end = next((i for i in range(start + 1, last) if _marks_annex(shape.rows[i])), last)
        rows = range(start, end)
        articles = sum(mark.family == "article" for i in rows if (mark := shape.rows[i].mark))
        if articles >= LEAST:
            span = (shape.spans[start][0], shape.spans[end - 1][1])
            yield Annexed(shape.lines[start], articles, span, (*around, *rows), len(around))


def _marks_annex(line: Line) -> bool:
    return len(line.text) <= _MARK and line.annex


def _opens(lines: Sequence[Line], i: int) -> bool:
    """Say whether a line is the title of an instrument: its first article or chapter stands soon below."""
    line = lines[i]
    if not (_NAMED.fullmatch(line.text) or (line.title and not line.sentence)):
        return False
    for below in lines[i + 1 : i + 1 + _NEAR]:
        mark = below.mark
        if mark:
            return mark.number == 1 and mark.family in _FAMILIES
        if below.annex or _NAMED.fullmatch(below.text):
            return False
    return False


class Grafted(NamedTuple):
    """A notice with the instruments that it annexes: its lines as they are placed then, and its tree."""

    shape: Shape
    tree: Tree


def graft(shape: Shape, grown: Tree, notice: str) -> Grafted:
    """Put the articles of annexed instruments behind the clauses of the notice.

    Their ids say where they stand (``…/annex-1.3``), so that they are not taken for the notice's.
    """
    for number, annex in enumerate(instruments(shape), 1):
        shape, grown = _graft(shape, grown, notice, number, annex)
    return Grafted(shape, grown)


def _graft(shape: Shape, grown: Tree, notice: str, number: int, annex: Annexed) -> Grafted:
    apart = outline.shape([shape.rows[i] for i in annex.rows])
    rows = range(annex.title_row, len(annex.rows))
    first, last = annex.rows[annex.title_row], annex.rows[-1] + 1
    placed: list[BlockKind] = ["furniture"] * len(shape.lines)
    placed[first:last] = [apart.kinds[i] for i in rows]
    marks = list(shape.labels.marks)
    marks[first:last] = [apart.labels.marks[i] for i in rows]
    labels = shape.labels._replace(marks=tuple(marks), unknown=())
    alone = tree.build(shape._replace(kinds=tuple(placed), labels=labels), notice)
    kinds = list(shape.kinds)
    kinds[first:last] = placed[first:last]
    own = [block for block in alone.blocks if annex.span[0] <= block.span[0] and block.span[1] <= annex.span[1]]
    return Grafted(
        shape._replace(kinds=tuple(kinds), labels=labels),
        Tree(
            (*grown.sections, *(_section(one, notice, number) for one in alone.sections)),
            (*grown.clauses, *(_clause(one, notice, number) for one in alone.clauses)),
            tuple(_replaced(grown.blocks, own, annex.span)),
            (*grown.problems, *alone.problems),
        ),
    )


def _section(section: Section, notice: str, number: int) -> Section:
    parent = ids.in_annex(section.parent, notice, number) if section.parent else None
    return section.model_copy(update={"id": ids.in_annex(section.id, notice, number), "parent": parent})


def _clause(clause: Clause, notice: str, number: int) -> Clause:
    return clause.model_copy(
        update={
            "id": ids.in_annex(clause.id, notice, number),
            "section": ids.in_annex(clause.section, notice, number) if clause.section else None,
            "children": tuple(_clause(child, notice, number) for child in clause.children),
        }
    )


def _replaced(blocks: Sequence[Block], own: Sequence[Block], span: Span) -> Iterator[Block]:
    """Yield the blocks of a notice with those of an annexed instrument in the place of ``span``."""
    for block in blocks:
        if block.span[1] <= span[0] or block.span[0] >= span[1]:
            yield block
            continue
        if block.span[0] < span[0]:
            yield Block(kind=block.kind, span=(block.span[0], span[0] - 1))
        if block.span[0] <= span[0]:
            yield from own
        if block.span[1] > span[1]:
            yield Block(kind=block.kind, span=(span[1] + 1, block.span[1]))
