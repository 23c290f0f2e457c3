"""A notice as a tree of units that holds every character of its text once, in order.

What Akoma Ntoso and Markdown print is this tree: sections with their clauses, clauses with their items, and between
them the lines that belong to none (title, recipients, signature …). A leaf is a piece of one line: a label, a heading,
words. The blanks between two pieces belong to one of them, so that the pieces joined give the text again: with a line
break before each, unless it runs in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from regparse.errors import ExportError
from regparse.model import BlockKind, Clause, Notice, Section, Span
from regparse.notation.expressions import expression

_AFTER_HEADING = expression(r"[ \t　。.:：]*")


@dataclass
class Piece:
    """A piece of a line. ``start`` and ``end`` take in the blanks around its words; see :meth:`words`.

    ``runs_in`` says that it goes on the line of the piece before.
    """

    start: int
    end: int
    role: Literal["num", "heading", "text"]
    kind: BlockKind
    own: bool = True
    runs_in: bool = False

    def words(self, text: str) -> Span:
        """Give the span of the piece without the blanks around it."""
        raw = text[self.start : self.end]
        bare = raw.strip()
        if not bare:
            return (self.start, self.start)
        start = self.start + raw.index(bare[0])
        return (start, start + len(bare))


@dataclass
class Unit:
    """A section or a clause (None for the notice itself) with its pieces and the units in it, in document order."""

    of: Section | Clause | None
    parts: list[Piece | Unit] = field(default_factory=list)
    tag: str = ""
    eid: str = ""

    def pieces(self) -> Iterator[Piece]:
        """Give all pieces, those of the units in it too, in document order."""
        for part in self.parts:
            if isinstance(part, Piece):
                yield part
            else:
                yield from part.pieces()


@dataclass
class _Node:
    of: Section | Clause | None
    above: _Node | None
    unit: Unit

    def path(self) -> list[_Node]:
        return [*(self.above.path() if self.above else ()), self]


def lay_out(notice: Notice) -> Unit:
    """Give the tree of a notice.

    Raises ExportError when units overlap or do not stand in the order of the text, as those of no parsed notice do.
    """
    root = _Node(None, None, Unit(None))
    owned = [(piece, node) for node in _nodes(notice, root) for piece in _own_pieces(notice.text, node)]
    owned.sort(key=lambda one: (one[0].start, one[0].end))
    placed = list(_filled(notice, owned, root))
    placed = placed or [(Piece(0, 0, "text", "foreword", own=False), root)]  # a text of blanks is a text too
    _stretch(notice.text, [piece for piece, _ in placed])
    _grow(placed, root, notice.id)
    return root.unit


def _nodes(notice: Notice, root: _Node) -> Iterator[_Node]:
    sections: dict[str, _Node] = {}
    for section in notice.sections:
        node = _Node(section, sections.get(section.parent or "", root), Unit(section))
        sections[section.id] = node
        yield node
    for clause in notice.clauses:
        yield from _clause_nodes(clause, sections.get(clause.section or "", root))


def _clause_nodes(clause: Clause, above: _Node) -> Iterator[_Node]:
    node = _Node(clause, above, Unit(clause))
    yield node
    for child in clause.children:
        yield from _clause_nodes(child, node)


def _own_pieces(text: str, node: _Node) -> Iterator[Piece]:
    """Give the pieces of a unit itself: its label, its heading, its paragraphs."""
    unit = node.of
    assert unit is not None
    at = unit.span[0]
    kind: BlockKind = "section" if isinstance(unit, Section) else "clause"
    found = [Piece(at, at + len(unit.label), "num", kind)] if unit.label and text.startswith(unit.label, at) else []
    if isinstance(unit, Section):
        after = at + len(unit.label) if found else at
        after += len(text[after : unit.span[1]]) - len(text[after : unit.span[1]].lstrip())
        if text[after : unit.span[1]].strip():
            found.append(Piece(after, unit.span[1], "heading", kind))
    else:
        found += _paragraphs(text, unit, found[-1].end if found else at)
    yield from found or [Piece(unit.span[0], unit.span[0], "text", kind)]


def _paragraphs(text: str, clause: Clause, at: int) -> Iterator[Piece]:
    """Give the heading and the paragraphs of a clause from a place on, without what its children hold of them."""
    head = clause.heading_span
    for start, end in clause.paragraphs:
        at = max(at, start)
        if head and at <= head[0] < head[1] <= end and not text[at : head[0]].strip():
            stop = _AFTER_HEADING.match(text, head[1], end)
            at = stop.end() if stop else head[1]
            yield Piece(head[0], at, "heading", "clause")
            head = None
        for child in sorted(one.span for one in clause.children):
            if child[0] < end and at < child[1]:
                yield from _bare(text, at, child[0])
                at = child[1]
        yield from _bare(text, at, end)
        at = max(at, end)


def _bare(text: str, start: int, end: int) -> Iterator[Piece]:
    """Give a paragraph without the blanks around it; none where it has no words."""
    words = Piece(start, max(start, end), "text", "clause").words(text)
    if words[0] < words[1]:
        yield Piece(*words, "text", "clause")


def _filled(notice: Notice, owned: list[tuple[Piece, _Node]], root: _Node) -> Iterator[tuple[Piece, _Node]]:
    """Put the lines that belong to no unit between the pieces that do."""
    starts = [block.span[0] for block in notice.blocks]
    at, before = 0, root
    for piece, node in [*owned, (None, root)]:
        end = piece.start if piece else len(notice.text)
        if end < at:
            raise ExportError("units-overlap", notice=notice.id, place=end)
        between = _common(before, node)
        for found in re.finditer(r"\S[^\n]*", notice.text[at:end]):
            start = at + found.start()
            block = bisect_right(starts, start) - 1
            kind: BlockKind = notice.blocks[block].kind if block >= 0 else "foreword"
            yield Piece(start, at + found.end(), "text", kind, own=False), between
        if piece:
            yield piece, node
            at, before = piece.end, node


def _common(one: _Node, other: _Node) -> _Node:
    """Give the innermost unit that holds both."""
    return [a for a, b in zip(one.path(), other.path(), strict=False) if a is b][-1]


def _stretch(text: str, pieces: list[Piece]) -> None:
    """Give the blanks between two pieces to one of them: up to a line break to the first, behind it to the second."""
    for i, piece in enumerate(pieces):
        if i == 0:
            piece.start = 0
        if i + 1 == len(pieces):
            piece.end = len(text)
            continue
        following = pieces[i + 1]
        line = text.rfind("\n", piece.end, following.start)
        following.runs_in = line < 0
        piece.end = following.start if line < 0 else line
        if line >= 0:
            following.start = line + 1


def _grow(placed: list[tuple[Piece, _Node]], root: _Node, notice: str) -> None:
    """Hang pieces and units where they belong; a unit that was left is not entered again."""
    path = [root]
    seen: set[int] = set()
    for piece, node in placed:
        wanted = node.path()
        shared = next((i for i, (a, b) in enumerate(zip(path, wanted, strict=False)) if a is not b), None)
        path = path[: min(len(path), len(wanted)) if shared is None else shared]
        for inner in wanted[len(path) :]:
            if id(inner) in seen:
                raise ExportError("units-disordered", notice=notice)
            seen.add(id(inner))
            path[-1].unit.parts.append(inner.unit)
            path.append(inner)
        node.unit.parts.append(piece)
