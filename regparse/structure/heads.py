"""Where a notice's head begins: the lines above its addressee line, its opening formula or its first article.

A head has some of: headline, number, title, foreword, issuers, a note on its making.
:mod:`regparse.structure.locate` asks from which line a notice is
looked for, where its head begins, and where the next one's does.
"""

from __future__ import annotations

from collections.abc import Sequence

from regparse.grammar import citations
from regparse.lexicon import agencies
from regparse.notation.expressions import expression
from regparse.structure.lines import Line

_FOREWORD = expression(r"(?:Foreword|Editor['’]s [Nn]ote|编者按|导语|前言)\s*[:：]")
_QUOTED_TITLE = expression(r"[“\"《][^”\"》]{10,400}[”\"》]")
MAX_HEAD = 12
"""Most lines that are taken as a notice's head above its first anchor."""


def next_anchor(lines: Sequence[Line], at: int) -> int | None:
    """Give the next line from ``at`` on that only a notice has, or None."""
    for i in range(at, len(lines)):
        line = lines[i]
        if line.furniture:
            continue
        if line.recipients or line.preamble or _headed(line) or _first_article(line):
            return i
    return None


def _headed(line: Line) -> bool:
    """Say whether a line alone shows that a notice begins: a title, or a number over a body."""
    return line.title or _number_line(line.text)


def _first_article(line: Line) -> bool:
    mark = line.mark
    return bool(mark and mark.number == 1 and mark.family in ("article", "chapter", "han-dot"))


def _number_line(text: str) -> bool:
    """Say whether a line is a document number and little else."""
    if len(text) > 60:
        return False
    found = citations.find_numbers(text, 0, len(text))
    return bool(found) and len(text) - sum(n.span[1] - n.span[0] for n in found) <= 16


def head(lines: Sequence[Line], anchor: int, floor: int) -> int:
    """Go up from an anchor over title, number, foreword, issuers and headline; give the first line of the head."""
    start = anchor
    while start > floor and anchor - start < MAX_HEAD:
        line = lines[start - 1]
        if line.furniture or not (_headed(line) or _head_line(line)):
            break
        start -= 1
    # A headline stands right above, speaks of a body that issues notices, and is no sentence.
    if start > floor and start < anchor:
        start -= _headline(lines[start - 1])
    # At the top of a text a few lines that no rule knows (加急, a file heading, half a title) still belong to the head.
    above = lines[:start]
    few = len(above) <= (12 if lines[anchor].chinese else 4)
    if floor == 0 and few and not any(line.furniture or len(line.text) > 160 for line in above):
        start = 0
    return start


def _head_line(line: Line) -> bool:
    if line.recipients or line.signature or line.date or line.preamble:
        return True
    text = line.text
    if _FOREWORD.match(text) or line.history or line.contents:
        return True
    names_number = bool(citations.find_numbers(text, 0, len(text)))
    return names_number and (bool(_QUOTED_TITLE.search(text)) or len(text) < 120)


def _headline(line: Line) -> bool:
    return len(line.text) < 200 and not line.sentence and bool(agencies.load().find(line.text))


def next_head(lines: Sequence[Line], i: int, anchor: int) -> int | None:
    """Give where the head of another notice begins, when line ``i`` is its addressee line or its opening formula.

    Without an addressee line (公告, 令) the formula or a first article below a number of its own shows it: an
    instrument that the notice issues has a title and articles, but no number.
    """
    if i <= anchor + 1:
        return None
    line = lines[i]
    if not line.recipients and not (_first_article(line) or (line.preamble and not line.title)):
        return None
    start = _behind_signature(lines, head(lines, i, anchor + 1), i)
    above = lines[start:i]
    if line.recipients:
        return start if any(_headed(x) or _FOREWORD.match(x.text) for x in above) else None
    own = {_number(x.text) for x in lines[max(0, anchor - MAX_HEAD) : anchor + 1]} - {None}
    numbered = {_number(x.text) for x in above if _number_line(x.text)} - own
    return start if numbered and own and any(x.title for x in above) else None


def _number(text: str) -> tuple[str | None, int | None, int] | None:
    found = citations.find_numbers(text, 0, len(text))
    return (found[0].code, found[0].year, found[0].serial) if found else None


def _behind_signature(lines: Sequence[Line], start: int, anchor: int) -> int:
    """Give the first line of a head without the signature and the date of the notice before, which stand above it."""
    headed = next((n for n in range(start, anchor) if _headed(lines[n]) and not lines[n].date), start)
    dated = [n for n in range(start, headed) if lines[n].date]
    return dated[-1] + 1 if dated else start
