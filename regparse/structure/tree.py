"""Sections and clauses from the openings of a body.

A level-one unit with numbered units below it is a section, one without is a clause; 第X条 is always a clause
and what stands above it a section. Where the numbers of the clauses run on across sections the section is
no part of their ids, where they start anew it is. Every line of the body ends up in exactly one unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from regparse.lexicon.problems import problem
from regparse.model import Block, BlockKind, Clause, ClauseKind, Problem, Section, Span, ids
from regparse.notation import markers
from regparse.notation.expressions import expression
from regparse.structure.doubts import doubts
from regparse.structure.outline import Shape, flagged
from regparse.structure.series import Opening, series

MAX_CAPTION_EN = 18
"""Most words of an English caption."""
MAX_ARTICLE_CAPTION_ZH = 8
"""Most characters of a Chinese article's caption: articles seldom have one, and then it is short (适用范围)."""
MAX_CAPTION_ZH = 36
"""Most characters of a Chinese caption."""

_FINITE_EN = expression(
    r"\b(?:is|are|was|were|shall|must|may|should|will|would|does|do|did|has|have|had|can|cannot|refers?|means?)\b",
    re.IGNORECASE,
)
_FINITE_ZH = expression(
    r"不|禁止|严禁|是|属于|存在|应当|应该|应[^对急用收付]|须|必须|可以|可[^持]|由|指|均|系|为.{0,12}的|未|按照|的，|"
    r"施行|废止|生效|解释|本(?:通知|公告|办法|规定|意见|决定)|要[^求点素件]|需[^求]|允许|支持|\d年"
)


@dataclass
class _Node:
    """A unit while the tree grows: its opening (None for unnumbered text), its own lines, the units below."""

    opening: Opening | None
    lines: list[int]
    children: list[_Node] = field(default_factory=list)

    def first(self) -> int:
        return self.lines[0]

    def last(self) -> int:
        return max([*self.lines, *(child.last() for child in self.children)])


class Tree(NamedTuple):
    """The body as sections and clauses, and the blocks that tile all lines."""

    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def build(shape: Shape, notice: str) -> Tree:
    """Make sections and clauses under the notice id ``notice``. Never raises on any shape."""
    openings, flags = series(shape.lines, shape.kinds, shape.labels.marks)
    opened = {opening.line for opening in openings}
    flags += [(i, "unknown-label-style") for i in shape.labels.unknown if i in opened]
    roots = _nest(shape, openings)
    builder = _Builder(shape, notice, roots, _restarts(roots))
    builder.level(roots, None)
    kinds: list[BlockKind] = list(shape.kinds)
    for i in builder.section_lines:
        kinds[i] = "section"
    problems = flagged(shape, flags) + _mixed(shape, openings, builder.clauses)
    problems += doubts(shape, openings, flags, builder.clauses)
    return Tree(tuple(builder.sections), tuple(builder.clauses), tuple(_blocks(shape, kinds)), tuple(problems))


def _nest(shape: Shape, openings: list[Opening]) -> list[_Node]:
    by_line = {o.line: o for o in openings}
    roots: list[_Node] = []
    path: list[_Node] = []
    for i in shape.at("clause"):
        opening = by_line.get(i)
        if opening is None:
            if len(path) > 1 and _is_list(shape, path[-2]):
                path = path[:-1]  # a paragraph behind a list goes on with the article (第N条第二款)
            if path:
                path[-1].lines.append(i)
            elif roots and roots[-1].opening is None:
                roots[-1].lines.append(i)
            else:
                roots.append(_Node(None, [i]))
            continue
        path = path[: opening.depth]
        node = _Node(opening, [i])
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


def _is_list(shape: Shape, node: _Node) -> bool:
    """Say whether an article holds a list that has ended: items that end in semicolons, the last one in a full stop."""
    if node.opening is None or node.opening.marker.family != "article" or len(node.children) < 2:
        return False
    ends = [shape.lines[child.last()].rstrip()[-1:] for child in node.children]
    return ends[-1] in ("。", ".") and all(end in ("；", ";") for end in ends[:-1])


def _is_section(node: _Node) -> bool:
    """Say whether a unit is a section: a part, chapter or 第X节, or a level-one unit with numbered units below it."""
    if node.opening is None or node.opening.marker.family == "article":
        return False
    mark, depth = node.opening.marker, node.opening.depth
    heads = mark.family in markers.HEADING or len(mark.path) == 1  # 2 Listing, above 2.1
    return mark.family in markers.HIGH or (depth == 0 and heads and bool(node.children))


def _restarts(roots: list[_Node]) -> bool:
    """Say whether clause numbers start anew in each section, which then belongs into their ids."""
    firsts = []
    for node in _sections(roots):
        numbered = [c.opening.marker for c in node.children if c.opening and not _is_section(c)]
        if numbered and numbered[0].family != "article":
            firsts.append(numbered[0].number)
    if len(firsts) > 1:
        return firsts.count(1) > 1
    # One section alone beside level-one clauses: 一、（一）（二） and 二、 would both give a clause 2.
    return bool(firsts) and any(n.opening and not _is_section(n) for n in roots)


def _sections(nodes: list[_Node]) -> Iterator[_Node]:
    for node in nodes:
        if _is_section(node):
            yield node
            yield from _sections(node.children)


class _Builder:
    """Collects sections and clauses in document order."""

    def __init__(self, shape: Shape, notice: str, roots: list[_Node], restarts: bool) -> None:
        self.shape, self.notice, self.restarts = shape, notice, restarts
        self.runs_on = not restarts and any(_is_section(n) for n in roots)
        self.sections: list[Section] = []
        self.clauses: list[Clause] = []
        self.section_lines: list[int] = []
        self.used: Counter[str] = Counter()

    def level(self, nodes: list[_Node], section: Section | None) -> None:
        for node in nodes:
            if _is_section(node):
                self.section(node, section)
            else:
                self.clauses.append(self.clause(node, section, self.prefix(node, section)))

    def prefix(self, node: _Node, section: Section | None) -> str:
        article = node.opening is not None and node.opening.marker.family == "article"
        if section is None or article or (not self.restarts and node.opening is not None):
            return ""
        above = section.id.split("/sec.", 1)[1] + "."
        # A decimal label has the numbers of what it stands in: 2.1.3 in 第二章 is no 2.2.1.3.
        return "" if _decimal(node) and node.opening and node.opening.marker.step.startswith(above) else above

    def section(self, node: _Node, parent: Section | None) -> None:
        assert node.opening is not None
        mark = node.opening.marker
        above = parent.id.split("/sec.", 1)[1] + "." if parent else ""
        path = self.unique(above + mark.step, "sec.")
        start, end = self.shape.spans[node.first()]
        behind = start + mark.end
        caption = self.heading_end(behind, end)
        heading = self.shape.text[behind:caption].strip(" 　。.:：")
        section = Section(
            id=f"{self.notice}/sec.{path}",
            label=mark.label,
            number=mark.number,
            heading=heading,
            span=(start, caption),
            parent=parent.id if parent else None,
        )
        self.sections.append(section)
        rest = node.lines[1:]
        lead = self.shape.text[caption:end].strip(" 　。.:：")
        if lead or rest:
            # Text between a heading and its first clause is a clause of its own, number 0.
            lines = node.lines if lead else rest
            self.clauses.append(self.paragraph(lines, section, caption if lead else None))
        if not lead:
            self.section_lines.append(node.first())
        self.level(node.children, section)

    def heading_end(self, start: int, end: int) -> int:
        """Give where a heading ends: at its line's end, or at the first full stop when text follows on the line."""
        line = self.shape.text[start:end]
        stop = re.search(r"[。：](?=.)|\.\s(?=[A-Z])|[：:。]$", line)
        if not stop or not re.search(r"[。；，：:;]|\.\s", line):
            return end
        caption = line[: stop.start()]
        finite = _FINITE_ZH if any("㐀" <= c <= "鿿" for c in caption) else _FINITE_EN
        if stop.group() in ("：", ":") or stop.end() > 60 or "，" in caption or finite.search(caption):
            return start
        return start + stop.end()

    def unique(self, path: str, space: str = "") -> str:
        """Give a path that no unit has: where one has it, a letter parts the two."""
        self.used[space + path] += 1
        if (count := self.used[space + path]) == 1:
            return path
        head, dot, last = path.rpartition(".")
        while self.used[space + (own := f"{head}{dot}{ids.step(last, count)}")]:
            count += 1
        self.used[space + path] = count
        self.used[space + own] = 1
        return own

    def paragraph(self, lines: list[int], section: Section | None, start: int | None = None) -> Clause:
        spans = [self.shape.spans[i] for i in lines]
        if start is not None:
            spans[0] = (
                start + len(self.shape.text[start : spans[0][1]]) - len(self.shape.text[start : spans[0][1]].lstrip()),
                spans[0][1],
            )
        path = (section.id.split("/sec.", 1)[1] + "." if section else "") + "0"
        span = (spans[0][0], spans[-1][1])
        return Clause(
            id=f"{self.notice}/{self.unique(path)}",
            number=0,
            label=None,
            kind="paragraph",
            section=section.id if section else None,
            heading=None,
            text=self.shape.text[slice(*span)],
            span=span,
            paragraphs=tuple(spans),
        )

    def clause(self, node: _Node, section: Section | None, prefix: str, depth: int = 0) -> Clause:
        if node.opening is None:
            return self.paragraph(node.lines, section)
        mark = node.opening.marker
        # Where numbers run on through the sections, a heading without numbered units must not take one of theirs.
        alone = self.runs_on and depth == 0 and section is None and mark.family in markers.HEADING
        step = mark.step.removeprefix(prefix) if mark.path else mark.step
        path = self.unique(f"{mark.number}.0" if alone else prefix + step)
        start, line_end = self.shape.spans[node.first()]
        content = start + mark.end
        content += len(self.shape.text[content:line_end]) - len(self.shape.text[content:line_end].lstrip(" 　"))
        spans = [(content, line_end), *(self.shape.spans[i] for i in node.lines[1:])]
        span = (start, self.shape.spans[node.last()][1])
        longest = MAX_ARTICLE_CAPTION_ZH if mark.family == "article" else MAX_CAPTION_ZH
        heading = self.caption(content, line_end, len(node.lines) > 1 or bool(node.children), longest)
        return Clause(
            id=f"{self.notice}/{path}",
            number=mark.number,
            label=mark.label,
            kind=_kind(mark.family, depth),
            section=section.id if section else None,
            heading=self.shape.text[slice(*heading)] if heading else None,
            heading_span=heading,
            text=self.shape.text[slice(*span)],
            span=span,
            paragraphs=tuple(s for s in spans if s[0] < s[1]),
            children=tuple(self.clause(child, section, f"{path}.", depth + 1) for child in node.children),
        )

    def caption(self, start: int, end: int, more: bool, longest: int) -> Span | None:
        """Give the span of the caption that opens a clause, or None when it opens with a sentence."""
        line = self.shape.text[start:end]
        stop = re.search(r"。|[.:：](?=\s|$)", line) if line else None
        cut = stop.start() if stop else len(line)
        if not (more or line[cut + 1 :].strip()) or (stop and stop.group() in (":", "：")):
            return None
        caption = line[:cut].strip()
        if not caption:
            return None
        if any("㐀" <= c <= "鿿" for c in caption):
            # A line without a full stop over further text is a caption whatever it says.
            bare = stop is None and not re.search(r"[；，]", caption)
            fine = len(caption) <= longest and (bare or not _FINITE_ZH.search(caption)) and "，" not in caption
        else:
            fine = len(caption.split()) <= MAX_CAPTION_EN and not _FINITE_EN.search(caption)
        return (start, start + len(caption)) if fine else None


def _decimal(node: _Node) -> bool:
    return node.opening is not None and bool(node.opening.marker.path)


def _kind(family: str, depth: int) -> ClauseKind:
    if family == "article":
        return "article"
    return "clause" if depth == 0 else "item"


def _mixed(shape: Shape, openings: list[Opening], clauses: list[Clause]) -> list[Problem]:
    """Report a series whose labels change their style: (IV) and then (5)."""
    top = {c.span[0] for c in clauses}
    problems = []
    last: Opening | None = None
    for opening in openings:
        if shape.spans[opening.line][0] not in top:
            continue
        if last and last.marker.family == opening.marker.family and last.marker.style != opening.marker.style:
            start = shape.spans[opening.line][0]
            problems.append(
                problem(
                    "mixed-numbering",
                    (start, start + opening.marker.end),
                    before=last.marker.label,
                    after=opening.marker.label,
                )
            )
        last = opening
    return problems


def _blocks(shape: Shape, kinds: list[BlockKind]) -> Iterator[Block]:
    """Join neighbouring lines of one kind; section headings and clauses part at each line's own kind."""
    start = None
    for i, kind in enumerate(kinds):
        if start is None:
            start = shape.spans[i][0]
        if i + 1 == len(kinds) or kinds[i + 1] != kind:
            yield Block(kind=kind, span=(start, shape.spans[i][1]))
            start = None
