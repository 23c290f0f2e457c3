"""A filled template as blocks: headings, paragraphs, tables of runs of words. Word and Markdown are written from these.

The template is the one place where it stands what a page says; what has no place on paper without a layout engine
(pictures, running heads, the list of contents, which each form makes for itself) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import html

from regparse.notation.expressions import expression

_MARKS = {"strong": "bold", "b": "bold", "mark": "under", "ins": "insert", "del": "delete"}
_CLASSES = {
    "words": "words",
    "note": "note",
    "at": "note",
    "none": "note",
    "tag": "bold",
    "ref": "bold",
    "body": "bold",
}
_SKIPPED = frozenset({"style", "script", "svg", "head", "colgroup", "nav"})
_HIDDEN = ("running-", "hidden")
_BLOCKS = frozenset(
    [
        "html",
        "body",
        "header",
        "main",
        "section",
        "article",
        "aside",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "ol",
        "ul",
        "li",
        "table",
    ]
)
_BLANK = expression(r"[ \t\r\n\f]+")
_WIDTH = expression(r"([^{};/]+)\{[^{}]*?(?<![-\w])width:\s*([\d.]+)(%|mm)")
_PAGE = 168.0
"""Millimetres between the margins, of which the width of a column is a share."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike: their marks, their language where it is not that of the page, where they lead."""

    text: str
    marks: frozenset[str] = frozenset()
    lang: str = ""
    href: str = ""


@dataclass(slots=True)
class Block:
    """A heading (``level`` 1 to 4) or a paragraph; ``kind`` is its sort, ``anchors`` are what leads here."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    level: int = 0
    depth: int = 0

    @property
    def text(self) -> str:
        """Give the words without their marks."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Cell:
    """A cell: its paragraphs, whether it heads a row or a column, over how many columns it goes."""

    blocks: list[Block]
    is_head: bool
    span: int


@dataclass(slots=True)
class Table:
    """A table: the rows of its head, the others, and the share that each column has of the width, together 1."""

    head: list[list[Cell]]
    rows: list[list[Cell]]
    widths: list[float]


@dataclass(slots=True)
class Page:
    """A page as blocks in order; where ``contents`` is among them, the list of contents belongs."""

    title: str
    lang: str
    blocks: list[Block | Table]

    @property
    def contents(self) -> list[Run]:
        """Give what stands over the list of contents."""
        return next((one.runs for one in self.blocks if isinstance(one, Block) and one.kind == CONTENTS), [])


CONTENTS = "contents"


def read(page: str) -> Page:
    """Take a filled template apart."""
    root = html.fromstring(page)
    reader = _Reader("".join(style.text or "" for style in root.iter("style")))
    body = root.find("body")
    blocks = list(reader.blocks(body if body is not None else root))
    return Page(root.findtext(".//title") or "", root.get("lang") or "en", [one for one in blocks if _has(one)])


def _has(one: Block | Table) -> bool:
    return isinstance(one, Table) or one.kind == CONTENTS or bool(one.text.strip())


class _Reader:
    """Walks one page; anchors that stand on no words wait for the next that do."""

    def __init__(self, css: str) -> None:
        self._waiting: list[str] = []
        self._widths = [
            (selector.split(), float(size) * (1 if unit == "%" else 100 / _PAGE))
            for selectors, size, unit in _WIDTH.findall(css)
            for selector in selectors.split(",")
        ]

    def blocks(self, element: html.HtmlElement) -> Iterator[Block | Table]:
        """Give the blocks inside an element."""
        kind, base, lang = _kind(element), _base(element), _lang(element)
        block = Block(kind, depth=_depth(element))
        for piece in (element.text, *element):
            if isinstance(piece, str):
                block.runs += _runs(piece, base, lang, "")
            elif piece is not None and isinstance(piece.tag, str):
                if piece.tag in _BLOCKS or piece.tag in _SKIPPED or _is_hidden(piece):
                    yield from self._flushed(block)
                    block = Block(kind, depth=_depth(element))
                    yield from self._child(piece)
                else:
                    block.runs += self._inline(piece, block, base, lang, "")
            tail = piece.tail if not isinstance(piece, str) and piece is not None else None
            block.runs += _runs(tail or "", base, lang, "")
        yield from self._flushed(block)

    def _flushed(self, block: Block) -> Iterator[Block]:
        block.runs = _trimmed(block.runs)
        if block.text:
            block.anchors = [*self._waiting, *block.anchors]
            self._waiting = []
            yield block
        else:
            self._waiting += block.anchors

    def _child(self, element: html.HtmlElement) -> Iterator[Block | Table]:
        if element.tag == "nav":
            yield Block(CONTENTS, _runs("".join(element.xpath("string(h2)")), frozenset({"bold"}), "", ""))
        if element.tag in _SKIPPED or _is_hidden(element):
            return
        if element.get("id"):
            self._waiting.append(element.get("id", ""))
        if element.tag == "table":
            yield from self._table(element)
        elif element.tag in ("h1", "h2", "h3", "h4"):
            yield from self._line(element, "heading", int(element.tag[1]))
        elif element.tag == "p":
            yield from self._line(element, _kind(element), 0)
        else:
            yield from self.blocks(element)

    def _line(self, element: html.HtmlElement, kind: str, level: int) -> Iterator[Block]:
        base, marks = _lang(element), _base(element)
        if level and (element.getparent() is not None and element.getparent().tag == "li"):
            kind, level, marks = "item", 0, marks | {"bold"}
        block = Block(kind, level=level, depth=_depth(element))
        block.runs += _runs(element.text or "", marks, base, "")
        for child in element:
            if isinstance(child.tag, str) and not _is_hidden(child):
                block.runs += self._inline(child, block, marks, base, "")
            block.runs += _runs(child.tail or "", marks, base, "")
        yield from self._flushed(block)

    def _inline(
        self, element: html.HtmlElement, block: Block, marks: frozenset[str], lang: str, href: str
    ) -> Iterable[Run]:
        if element.tag == "br":
            return [Run("\n", marks, lang, href)]
        if element.tag in _SKIPPED or _is_hidden(element):
            return []
        if element.get("id"):
            block.anchors.append(element.get("id", ""))
        lang = element.get("lang") or lang
        href = element.get("href") or href
        own = {_MARKS[element.tag]} if element.tag in _MARKS else set()
        own |= {_CLASSES[name] for name in _classes(element) if name in _CLASSES}
        marks |= own
        runs = list(_runs(element.text or "", marks, lang, href))
        for child in element:
            if isinstance(child.tag, str):
                runs += self._inline(child, block, marks, lang, href)
            runs += _runs(child.tail or "", marks, lang, href)
        return runs

    def _table(self, element: html.HtmlElement) -> Iterator[Block | Table]:
        head: list[list[Cell]] = []
        rows: list[list[Cell]] = []
        anchors, self._waiting = self._waiting, []
        for row in element.iter("tr"):
            parent = row.getparent()
            in_head = parent is not None and parent.tag == "thead"
            cells = [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            if in_head and "group" in _classes(row):
                for block in cells[0].blocks:
                    yield Block("heading", block.runs, [*anchors, *block.anchors], level=3)
                    anchors = []
            else:
                (head if in_head else rows).append(cells)
        self._waiting = [*anchors, *self._waiting]
        yield Table(head, rows, self._columns(element, max(sum(c.span for c in row) for row in (*head, *rows))))

    def _cell(self, element: html.HtmlElement) -> Cell:
        blocks = [block for block in self.blocks(element) if isinstance(block, Block)]
        for block in blocks:
            if block.kind == "heading":
                block.kind, block.level = "text", 0
                block.runs = [Run(run.text, run.marks | {"bold"}, run.lang, run.href) for run in block.runs]
        merged = blocks[:1]
        for block in blocks[1:]:
            if "group" in _classes(element.getparent()):  # a heading and what is noted beside it
                merged[0].runs += [Run(" "), *block.runs]
            else:
                merged.append(block)
        return Cell(merged or [Block("text")], element.tag == "th", int(element.get("colspan") or 1))

    def _columns(self, table: html.HtmlElement, count: int) -> list[float]:
        """Give the shares of the columns as the style of the page has them; the rest is parted evenly."""
        names = [" ".join(_classes(col)) for col in table.findall("colgroup/col")]
        known = [self._width(_classes(table), name) for name in names] if len(names) == count else [None] * count
        free = max(100 - sum(one or 0 for one in known), 4.0 * known.count(None))
        shares = [one if one is not None else free / known.count(None) for one in known]
        return [one / sum(shares) for one in shares]

    def _width(self, table: list[str], column: str) -> float | None:
        found = None
        for selector, size in self._widths:
            if column and selector[-1] == f".{column}":
                above = selector[0].split(".")[1:] if len(selector) > 1 else []
                if set(above) <= set(table):
                    found = size
        return found


def _classes(element: html.HtmlElement | None) -> list[str]:
    return (element.get("class") or "").split() if element is not None else []


def _is_hidden(element: html.HtmlElement) -> bool:
    return any(name.startswith(_HIDDEN) for name in _classes(element))


def _base(element: html.HtmlElement) -> frozenset[str]:
    """Give the marks that all words of an element have."""
    around = [element, *element.iterancestors()]
    return frozenset({"words"}) if any("words" in _classes(one) for one in around) else frozenset()


def _lang(element: html.HtmlElement) -> str:
    """Give the language of an element below that of the page."""
    above = [one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang") and one.tag != "html"]
    return above[0] or "" if above else ""


def _depth(element: html.HtmlElement) -> int:
    return next((int(name[-1]) for name in _classes(element) if name.startswith("deep-")), 0)


def _kind(element: html.HtmlElement) -> str:
    """Give the sort of paragraph that the words of an element make."""
    around = [element, *element.iterancestors()]
    names = {name for one in around for name in _classes(one)}
    if "opinion" in names:
        return "opinion"
    if "fulltext" in names or "redline" in _classes(element):
        return "notice"
    if "lead" in _classes(element) or "kicker" in _classes(element):
        return "lead"
    return "item" if any(one.tag == "li" for one in around) else "text"


def _runs(text: str, marks: frozenset[str], lang: str, href: str) -> list[Run]:
    said = _BLANK.sub(" ", text)
    return [Run(said, marks, lang, href)] if said else []


def _trimmed(runs: list[Run]) -> list[Run]:
    """Take away blanks at both ends and beside another blank, and join what is set alike."""
    out: list[Run] = []
    for run in runs:
        text = run.text
        if text.startswith(" ") and (not out or out[-1].text.endswith((" ", "\n"))):
            text = text[1:]
        if not text:
            continue
        if out and (out[-1].marks, out[-1].lang, out[-1].href) == (run.marks, run.lang, run.href):
            out[-1] = Run(out[-1].text + text, run.marks, run.lang, run.href)
        else:
            out.append(Run(text, run.marks, run.lang, run.href))
    if out:
        out[-1] = Run(out[-1].text.rstrip(), out[-1].marks, out[-1].lang, out[-1].href)
    return [run for run in out if run.text]
