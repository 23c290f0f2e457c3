"""Who issued what, when, on which basis: the facts of the head, the closing and the signature."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from regparse.grammar import citations
from regparse.model import BlockKind, Dated, DocumentNumber, IssuedOn, Quote, ids
from regparse.notation.expressions import expression
from regparse.structure import titles
from regparse.structure.outline import Shape

_BARE = expression(
    r"(?:令|公告)?\s*[（(]?第?\s*[\d一二三四五六七八九十百]+\s*号\s*令?[）)]?|[(\[]?No\.?\s?\d{1,5}[)\]]?"
)
"""A number without its body, on a line of its own."""
_HEAD = 14
"""Lines of a head, at most."""
_NEAR = 4
"""Code points between a day and the number of the order of that day."""
_KINDS: tuple[BlockKind, ...] = ("number", "title", "foreword", "issuers")
_BODIES = 3
"""Lines that the bodies of an order take above its number."""


class Head(NamedTuple):
    """What the head says: the title, the own number, the id, and the titles by which the instrument is known."""

    title: titles.Title
    number: DocumentNumber | None
    notice: str
    names: tuple[str, ...]


def head(shape: Shape, issued: IssuedOn | None) -> Head:
    """Read title and number. A notice without a number is named after its title and the day it was issued."""
    number = _own_number(shape, issued)
    title = titles.read(shape)
    if number and number.code is None:
        number = _headed(number, shape, title.text)
    if number and number.code:
        notice = ids.notice_id(number.code, number.year, number.serial)
    else:
        notice = ids.slug(title.text, issued.date.isoformat() if issued else None)
    return Head(title, number, notice, titles.names(title))


def _own_number(shape: Shape, issued: IssuedOn | None) -> DocumentNumber | None:
    ordered = [i for i in range(min(_HEAD, len(shape.lines))) if titles.order(shape.lines[i])]
    for lines in (ordered, *(shape.at(kind) for kind in _KINDS)):
        for i in lines:
            found = citations.find_numbers(shape.text, *shape.spans[i])
            if found:
                return _of_day(shape, issued) or found[0] if lines is not ordered else found[0]
    for i in range(1, min(_HEAD, len(shape.lines))):
        if _BARE.fullmatch(shape.lines[i]):  # 令第70号, No. 900: the body stands above, perhaps over several lines
            start, (first, end) = shape.spans[max(0, i - _BODIES)][0], shape.spans[i]
            found = [n for n in citations.find_numbers(shape.text, start, end) if n.span[1] > first]
            if found:
                return found[0]
    return None


def _of_day(shape: Shape, issued: IssuedOn | None) -> DocumentNumber | None:
    """Return the number behind the day of issue in a note on the making, which may name several orders in turn."""
    if issued is None:
        return None
    for i in range(min(_HEAD, len(shape.lines))):
        start, end = shape.spans[i]
        if start <= issued.span[0] < end:
            behind = citations.find_numbers(shape.text, issued.span[1], end)
            if behind and behind[0].span[0] - issued.span[1] <= _NEAR:
                return behind[0]
    return None


def _headed(number: DocumentNumber, shape: Shape, title: str) -> DocumentNumber:
    """Give a number on a line of its own the code of the line above it: 中国人民银行公告, 〔2004〕第12号."""
    above = shape.text[: number.span[0]].rstrip().rpartition("\n")[2]
    for line in (above, title):
        for whole in citations.find_numbers(f"{line.strip()}{number.text}"):
            if whole.code and (whole.year, whole.serial) == (number.year, number.serial):
                return number.model_copy(update={"code": whole.code})
    return number


def preamble(shape: Shape) -> Quote | None:
    """Give the preamble: from its first line to its last."""
    lines = shape.at("preamble")
    if not lines:
        return None
    span = (shape.spans[lines[0]][0], shape.spans[lines[-1]][1])
    return Quote(text=shape.text[slice(*span)], span=span)


def reference_date(
    issued: IssuedOn | None, number: DocumentNumber | None, amended: Dated | None = None
) -> dt.date | None:
    """Give the day on which names are judged: that of the last wording, else the first day of the number's year."""
    if amended and amended.date and (issued is None or issued.date < amended.date):
        return amended.date
    if issued:
        return issued.date
    if number and number.year and 1949 <= number.year <= 2999:
        return dt.date(number.year, 1, 1)
    return None
