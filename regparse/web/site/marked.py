"""The text of a notice cut into runs, each with the norms that it belongs to: what a reader sees marked in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from regparse.documents.parts.refs import anchor
from regparse.model import Block, BlockKind, Clause, Notice, Provision, Span, ids


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words. ``norm`` is the anchor of the norm it belongs to, the innermost of several, ``kind`` its kind.

    ``opens`` are the norms that begin here, each with its kind, ``anchors`` what else links here lead to; ``heading``
    tells the caption of a clause.
    """

    text: str
    norm: str
    kind: str
    opens: tuple[tuple[str, str], ...]
    anchors: tuple[str, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: what it belongs to, how deep it is nested, and its runs."""

    kind: BlockKind
    depth: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together: a clause of the first level, a heading, the head, the closing.

    ``unit`` is the id of the clause, or of the closing, else empty.
    """

    kind: str
    unit: str
    lines: tuple[Line, ...]


def parts(notice: Notice) -> Iterator[Part]:
    """Give the whole text in parts, in order; blank lines go, every other character stays."""
    sheet = _Sheet(notice)
    waiting: list[Line] = []
    for kind, span in sheet.cut(notice.blocks):
        lines = tuple(sheet.lines(kind, span))
        unit = sheet.unit(kind, span)
        if not unit and kind != "section":
            waiting.extend(lines)
            continue
        if waiting:
            yield Part("plain", "", tuple(waiting))
            waiting = []
        yield Part(kind, unit, lines)
    if waiting:
        yield Part("plain", "", tuple(waiting))


class _Sheet:
    """Knows where what begins."""

    def __init__(self, notice: Notice) -> None:
        self.text = notice.text
        self.norms = sorted((norm for _, norm in notice.provisions()), key=lambda one: (one.span[0], -one.span[1]))
        self.starts = [norm.span[0] for norm in self.norms]
        self.clauses = {clause.span[0]: clause.id for clause in notice.clauses}
        self.captions = sorted(clause.heading_span for clause in notice.walk() if clause.heading_span)
        self.depths = dict(_depths(notice))
        self.closing = notice.closing.span[0] if notice.closing else None
        self.closing_id = f"{notice.id}/closing"
        self.marks = sorted(_marks(notice))

    def cut(self, blocks: Iterable[Block]) -> Iterator[tuple[BlockKind, Span]]:
        """Cut blocks of clauses into clauses: a block is all the lines of one sort that follow each other."""
        for block in blocks:
            start, end = block.span
            inside = sorted(at for at in self.clauses if start < at < end) if block.kind == "clause" else []
            for a, b in pairwise([start, *inside, end]):
                yield block.kind, (a, b)

    def unit(self, kind: str, span: Span) -> str:
        if kind == "clause":
            return self.clauses.get(span[0], "")
        return self.closing_id if kind == "closing" and self.closing is not None else ""

    def lines(self, kind: BlockKind, span: Span) -> Iterator[Line]:
        depth, at = 0, span[0]
        for piece in self.text[span[0] : span[1]].splitlines(keepends=True):
            body = piece.strip()
            if body:
                start = at + len(piece) - len(piece.lstrip())
                depth = self.depths.get(start, depth) if kind == "clause" else 0
                yield Line(kind, min(depth, 3), tuple(self._runs(start, start + len(body))))
            at += len(piece)

    def _runs(self, start: int, end: int) -> Iterator[Run]:
        near = [norm for norm in self.norms[: bisect_left(self.starts, end)] if norm.span[1] > start]
        captions = [(a, b) for a, b in self.captions if a < end and b > start]
        marks = self.marks[bisect_left(self.marks, (start, "")) : bisect_right(self.marks, (end, ""))]
        edges = {start, end, *(at for at, _ in marks if start <= at < end)}
        for a, b in (*(norm.span for norm in near), *captions):
            edges |= {max(a, start), min(b, end)}
        for a, b in pairwise(sorted(edges)):
            inner = _innermost(near, a, b)
            yield Run(
                text=self.text[a:b],
                norm=anchor(inner.id) if inner else "",
                kind=inner.kind.value if inner else "",
                opens=tuple((anchor(one.id), one.kind.value) for one in near if one.span[0] == a),
                anchors=tuple(name for at, name in marks if at == a),
                heading=any(x <= a and b <= y for x, y in captions),
            )


def _innermost(norms: Iterable[Provision], start: int, end: int) -> Provision | None:
    over = [norm for norm in norms if norm.span[0] <= start and end <= norm.span[1]]
    return min(over, key=lambda one: (one.span[1] - one.span[0], one.id), default=None)


def _marks(notice: Notice) -> Iterator[tuple[int, str]]:
    """Give where sections and clauses begin, with their anchors; a clause of the first level is marked as a whole."""
    top = {clause.id for clause in notice.clauses}
    for section in notice.sections:
        yield section.span[0], anchor(section.id)
    for clause in notice.walk():
        if clause.id not in top:
            yield clause.span[0], anchor(clause.id)
    if notice.preamble:
        yield notice.preamble.span[0], anchor(notice.id)


def _depths(notice: Notice) -> Iterator[tuple[int, int]]:
    """Say where a clause or item begins and how deep it is nested: its id has a step for each level."""
    for top in notice.clauses:
        base = _steps(top)
        for clause in top.walk():
            depth = _steps(clause) - base
            yield clause.span[0], depth
            yield from ((start, depth) for start, _ in clause.paragraphs[1:])


def _steps(clause: Clause) -> int:
    return (ids.parse(clause.id).unit or "").count(".")
