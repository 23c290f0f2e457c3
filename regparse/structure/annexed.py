"""Instruments that a notice issues as annexes, beside clauses of its own that say how they are carried out.

Where a notice does nothing but issue an instrument, that one's articles are its clauses. Where it has clauses of its
own, the annex is kept with it as it is; but the annexed measures are law, and mostly the larger part of it. They are
read as a further notice: under the head of the one that issues them (its number, addressees and preamble), above its
signature and date, without its clauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regparse.notation import markers
from regparse.notation.expressions import expression
from regparse.structure import elements
from regparse.structure.outline import Shape

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

    ``span`` is that of its lines in the text of the notice, in code points; ``title_line`` is the place of its title
    among ``lines``.
    """

    title: str
    articles: int
    span: tuple[int, int]
    lines: tuple[str, ...]
    title_line: int


def instruments(shape: Shape) -> Iterator[Annexed]:
    """Give the instruments that stand in the annexes of a notice with clauses of its own, in their order."""
    own = [i for i, kind in enumerate(shape.kinds) if kind in ("clause", "closing")]
    if not own or not any(markers.read(shape.lines[i]) for i in own):
        return
    tail = range(own[-1] + 1, len(shape.lines))
    titles = [i for i in tail if _opens(shape.lines, i)]
    above = tuple(line for line, kind in zip(shape.lines, shape.kinds, strict=True) if kind in _HEAD)
    below = tuple(line for line, kind in zip(shape.lines, shape.kinds, strict=True) if kind in _FOOT)
    for n, start in enumerate(titles):
        last = titles[n + 1] if n + 1 < len(titles) else len(shape.lines)
        end = next((i for i in range(start + 1, last) if _marks_annex(shape.lines[i])), last)
        lines = shape.lines[start:end]
        articles = sum(mark.family == "article" for mark in map(markers.read, lines) if mark)
        if articles >= LEAST:
            span = (shape.spans[start][0], shape.spans[end - 1][1])
            yield Annexed(lines[0], articles, span, (*above, *below, *lines), len(above) + len(below))


def _marks_annex(line: str) -> bool:
    return len(line) <= _MARK and elements.annex(line)


def _opens(lines: tuple[str, ...], i: int) -> bool:
    """Say whether a line is the title of an instrument: its first article or chapter stands soon below."""
    line = lines[i]
    if not (_NAMED.fullmatch(line) or (elements.title(line) and not elements.sentence(line))):
        return False
    for below in lines[i + 1 : i + 1 + _NEAR]:
        mark = markers.read(below)
        if mark:
            return mark.number == 1 and mark.family in _FAMILIES
        if elements.annex(below) or _NAMED.fullmatch(below):
            return False
    return False
