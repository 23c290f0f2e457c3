"""The full text, every line of it, with an anchor where each clause and norm begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from regparse.documents.brief.opinions import Opinion
from regparse.documents.parts.refs import anchor, clause_label
from regparse.model import Block, BlockKind, Clause, Notice, Span, ids


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words; ``anchors`` are what links here lead to, ``heading`` tells the caption of a clause.

    The blanks behind the words stand apart in ``gap``: WeasyPrint breaks lines too early where an element ends in one.
    """

    text: str
    gap: str
    anchors: tuple[str, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: what it belongs to, how deep it stands, its name in the bookmarks if it opens a clause."""

    kind: BlockKind
    depth: int
    bookmark: str | None
    segments: tuple[Segment, ...]
    remarks: tuple[Opinion, ...] = ()


def lines(notice: Notice, opinions: Iterable[Opinion] = ()) -> tuple[Line, ...]:
    """Lay out ``notice.text`` line by line; the blank lines go, every other character stays.

    Each of the ``opinions`` follows the line with which what it is on ends.
    """
    marks = _anchors(notice)
    captions = [clause.heading_span for clause in notice.walk() if clause.heading_span]
    depths = dict(_depths(notice))
    names = {clause.span[0]: f"{clause_label(clause.id)} {clause.heading or ''}".strip() for clause in notice.clauses}
    out: list[Line] = []
    starts: list[int] = []
    depth = placed = 0
    for block in notice.blocks or _blocks(notice):
        for start, end in _lines(notice.text, block.span):
            depth = depths.get(start, depth) if block.kind == "clause" else 0
            upto = bisect_left(marks, (end, ""))
            here = [(max(at, start), name) for at, name in marks[placed:upto]]
            placed = upto
            inside = tuple(_segments(notice.text, (start, end), here, captions))
            out.append(Line(block.kind, depth, names.get(start), inside))
            starts.append(start)
    for one in opinions:
        if one.end is not None and (n := bisect_left(starts, one.end) - 1) >= 0:
            out[n] = replace(out[n], remarks=(*out[n].remarks, one))
    return tuple(out)


def _anchors(notice: Notice) -> list[tuple[int, str]]:
    found = [(section.span[0], anchor(section.id)) for section in notice.sections]
    found += [(clause.span[0], anchor(clause.id)) for clause in notice.walk()]
    if notice.preamble:
        found.append((notice.preamble.span[0], "c-head"))
    if notice.closing:
        found.append((notice.closing.span[0], "c-closing"))
    found += [(norm.span[0], anchor(norm.id)) for _, norm in notice.provisions()]
    return sorted(found)


def _depths(notice: Notice) -> Iterator[tuple[int, int]]:
    """Say where a clause or item begins and how deep it is nested: its id has a step for each level."""
    for top in notice.clauses:
        base = _steps(top)
        for clause in top.walk():
            yield clause.span[0], _steps(clause) - base
            # A paragraph behind the items is the article's own again.
            yield from ((start, _steps(clause) - base) for start, _ in clause.paragraphs[1:])


def _steps(clause: Clause) -> int:
    return (ids.parse(clause.id).unit or "").count(".")


def _blocks(notice: Notice) -> list[Block]:
    """Make up the blocks of a notice that carries none, from what it says of its own parts."""
    found: list[tuple[BlockKind, Span]] = []
    if notice.title_span:
        found.append(("title", notice.title_span))
    if notice.preamble:
        found.append(("preamble", notice.preamble.span))
    found += [("section", section.span) for section in notice.sections]
    found += [("clause", clause.span) for clause in notice.clauses]
    if notice.closing:
        found.append(("closing", notice.closing.span))
    if notice.signature:
        found.append(("signature", notice.signature.span))
    found += [("annex", annex.span) for annex in notice.annexes]
    return [Block(kind=kind, span=span) for kind, span in sorted(found, key=lambda one: one[1])]


def _lines(text: str, span: Span) -> Iterator[Span]:
    at = span[0]
    for piece in text[span[0] : span[1]].splitlines(keepends=True):
        body = piece.strip()
        if body:
            start = at + len(piece) - len(piece.lstrip())
            yield start, start + len(body)
        at += len(piece)


def _segments(text: str, line: Span, here: list[tuple[int, str]], captions: list[Span]) -> Iterator[Segment]:
    start, end = line
    edges = {start, end, *(at for at, _ in here)}
    for a, b in captions:
        if a < end and b > start:
            edges |= {max(a, start), min(b, end)}
    cuts = sorted(edges)
    for a, b in pairwise(cuts):
        names = tuple(name for at, name in here if at == a)
        words = text[a:b].rstrip()
        yield Segment(words, text[a + len(words) : b], names, any(x <= a and b <= y for x, y in captions))
