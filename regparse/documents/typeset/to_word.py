"""A page as a Word file: real headings, tables with heads that repeat, contents, links, page numbers, languages.

The list of contents is a field with its entries in it, without page numbers: these only the word processor knows, and
wrong ones would stand there until it is asked. The elements are those of ECMA-376, part 1.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count, zip_longest

from lxml import etree

from regparse.documents.typeset import ooxml, picture
from regparse.documents.typeset.blocks import CONTENTS, Block, Cell, Page, Run, Table, read
from regparse.documents.typeset.ooxml import element
from regparse.documents.typeset.style import Style
from regparse.model import Language

_WIDTH = 9298
"""Twentieths of a point between the margins of an A4 page."""

_STYLES = {"lead": "Lead", "opinion": "Opinion", "notice": "Notice", "item": "Normal"}
_INDENT = 340
_SMALL = "17"
_TINY = "12"
"""Half points of the heads of a table with more columns than ``_MANY``: their words would not fit otherwise."""

_MANY = 6


def write(html: str, style: Style, foot: str) -> bytes:
    """Give a filled template as a Word file; ``foot`` stands at the foot of each page, before its number."""
    page = read(html)
    language: Language = "zh" if page.lang.startswith("zh") else "en"
    logo = picture.read(style.logo)
    parts = {
        "document": _Document(page, style, logo).root,
        "styles": _styles(language, style),
        "footer1": _footer(foot),
        "settings": _settings(),
    }
    return ooxml.package(page.title, language, parts, {f"logo.{logo.ending}": logo.data} if logo else None)


class _Document:
    """Builds the main part; numbers bookmarks, which Word wants to be told apart."""

    def __init__(self, page: Page, style: Style, logo: picture.Picture | None) -> None:
        self._marks = count(1)
        self._items = count(1)
        self._serif = _serif(style)
        self._lang = page.lang
        self.root = element("document")
        body = element("body", self.root)
        if logo:
            picture.draw(element("p", body), logo, "logo", style.name or "Logo")
        before: Block | Table | None = None
        for one in page.blocks:
            if isinstance(one, Table):
                self._table(one, body)
            elif one.kind == CONTENTS:
                self._contents(page, body)
            else:
                if one.kind == _sort(before) == "opinion" and _is_tagged(one):
                    _gap(body)  # paragraphs in one frame that follow each other share it
                self._paragraph(self._numbered(one), body)
            before = one
        section = ooxml.page(body)
        reference = element("footerReference", type="default")
        reference.set(f"{{{ooxml.OFFICE}}}id", "footer1")
        section.insert(0, reference)

    def _numbered(self, block: Block) -> Block:
        """Put its number before an item, which on the page the style sheet counts."""
        if block.kind != "item" or not _is_tagged(block):
            return block
        return replace(block, runs=[Run(f"{next(self._items)}  ", frozenset({"bold"})), *block.runs])

    def _paragraph(
        self,
        block: Block,
        parent: etree._Element,
        *,
        small: bool = False,
        head: bool = False,
        tiny: bool = False,
        keep: bool = False,
    ) -> None:
        p = element("p", parent)
        shape = element("pPr", p)
        if block.level:
            element("pStyle", shape, val="Title" if block.level == 1 else f"Heading{block.level - 1}")
        elif small:
            element("pStyle", shape, val="Cell")
        else:
            element("pStyle", shape, val=_STYLES.get(block.kind, "Normal"))
        if keep:
            element("keepNext", shape)
        if block.depth:
            element("ind", shape, left=str(_INDENT * block.depth))
        marks = [(str(next(self._marks)), name) for name in block.anchors]
        for number, name in marks:
            element("bookmarkStart", p, id=number, name=bookmark(name))
        for run in block.runs:
            self._run(run, p, head=head, tiny=tiny)
        for number, _ in marks:
            element("bookmarkEnd", p, id=number)

    def _run(self, run: Run, p: etree._Element, *, head: bool = False, tiny: bool = False) -> None:
        if run.href.startswith("#"):
            p = element("hyperlink", p, anchor=bookmark(run.href[1:]), history="1")
        parts = run.text.split("\n")
        for n, text in enumerate(parts):
            r = element("r", p)
            look = element("rPr", r)
            for name in ("words", "note", "link"):
                if name in run.marks or (name == "link" and run.href):
                    element("rStyle", look, val=name.capitalize())
                    break
            if "words" in run.marks:  # said twice: LibreOffice forgets the style's font inside a table
                element("rFonts", look, ascii=self._serif, hAnsi=self._serif, eastAsia="SimSun")
            if "bold" in run.marks or head:
                element("b", look)
            if "delete" in run.marks:
                element("strike", look)
                element("color", look, val="98261F")
            elif "insert" in run.marks:
                element("color", look, val="0C5C36")
            if tiny:
                element("sz", look, val=_TINY)
            if "under" in run.marks or "insert" in run.marks:
                element("u", look, val="single")
            if run.lang and run.lang != self._lang:
                tag = "zh-CN" if run.lang.startswith("zh") else "en-GB"
                element("lang", look, val=tag, eastAsia="zh-CN")
            ooxml.words(r, text)
            if n + 1 < len(parts):
                element("br", r)

    def _contents(self, page: Page, body: etree._Element) -> None:
        """Put the field of the contents, with the entries that it will find: the headings of the first level."""
        self._paragraph(Block("text", page.contents), body)
        entries = [one for one in page.blocks if isinstance(one, Block) and one.level == 2 and one.anchors]
        for n, one in enumerate(entries):
            p = element("p", body)
            element("pStyle", element("pPr", p), val="TOC1")
            if n == 0:
                element("fldChar", element("r", p), fldCharType="begin")
                ooxml.words(element("r", p), r'TOC \o "1-1" \n \h \z', "instrText")
                element("fldChar", element("r", p), fldCharType="separate")
            link = element("hyperlink", p, anchor=bookmark(one.anchors[-1]), history="1")
            ooxml.words(element("r", link), one.text)
            if n + 1 == len(entries):
                element("fldChar", element("r", p), fldCharType="end")

    def _table(self, table: Table, body: etree._Element) -> None:
        tbl = element("tbl", body)
        shape = element("tblPr", tbl)
        element("tblStyle", shape, val="Brief")
        element("tblW", shape, w=str(_WIDTH), type="dxa")
        element("tblLayout", shape, type="fixed")
        element("tblLook", shape, firstRow="1" if table.head else "0", lastRow="0", firstColumn="0", noHBand="1")
        grid = element("tblGrid", tbl)
        widths = [round(_WIDTH * share) for share in table.widths]
        for width in widths:
            element("gridCol", grid, w=str(width))
        for rows, in_head in ((table.head, True), (table.rows, False)):
            for row, below in zip_longest(rows, rows[1:], fillvalue=()):
                tr = element("tr", tbl)
                leads = len(below) == 1 and not below[0].is_head  # what is said of the words below it
                about = element("trPr", tr)
                element("cantSplit", about)
                if in_head:
                    element("tblHeader", about)
                at = 0
                for cell in row:
                    keep = in_head or leads or (len(row) == 1 and cell.is_head)
                    width = sum(widths[at : at + cell.span])
                    self._cell(cell, tr, width, in_head=in_head, keep=keep, narrow=len(widths) > _MANY)
                    at += cell.span
        element("spacing", element("pPr", element("p", body)), after="60", line="120", lineRule="exact")

    def _cell(self, cell: Cell, tr: etree._Element, width: int, *, in_head: bool, keep: bool, narrow: bool) -> None:
        tc = element("tc", tr)
        shape = element("tcPr", tc)
        element("tcW", shape, w=str(width), type="dxa")
        if cell.span > 1:
            element("gridSpan", shape, val=str(cell.span))
        for block in cell.blocks:
            self._paragraph(block, tc, small=True, head=in_head, tiny=in_head and narrow, keep=keep)


def _sort(block: Block | Table | None) -> str:
    """Give the sort of a paragraph; a table has none."""
    return block.kind if isinstance(block, Block) else ""


def _is_tagged(block: Block) -> bool:
    """Tell a paragraph that begins in bold: the first one of an item or of a remark."""
    return bool(block.runs) and "bold" in block.runs[0].marks


def _gap(body: etree._Element) -> None:
    element("spacing", element("pPr", element("p", body)), after="0", line="120", lineRule="exact")


def bookmark(name: str) -> str:
    """Give the name of a bookmark: letters, digits and underscores, at most 40, a letter first (17.13.6.2)."""
    return "_" + "".join(char if char.isascii() and char.isalnum() else "_" for char in name)[:39]


def _serif(style: Style) -> str:
    return style.serif or "Times New Roman"


def _settings() -> etree._Element:
    root = element("settings")
    compat = element("compat", root)
    element("compatSetting", compat, name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    return root


def _footer(foot: str) -> etree._Element:
    root = element("ftr")
    p = element("p", root)
    shape = element("pPr", p)
    element("pStyle", shape, val="Lead")
    element("jc", shape, val="right")
    if foot:
        ooxml.words(element("r", p), f"{foot}   ")
    for n, name in enumerate(("PAGE", "NUMPAGES")):
        if n:
            ooxml.words(element("r", p), " / ")
        ooxml.words(element("r", element("fldSimple", p, instr=f" {name} ")), "1")
    return root


def _styles(language: Language, style: Style) -> etree._Element:
    sans, serif = style.sans or "Arial", _serif(style)
    accent, muted = style.accent.lstrip("#").upper(), style.muted.lstrip("#").upper()
    root = ooxml.styles(language, size="20", font=sans)
    for name, label, size, level in (
        ("Title", "Title", "36", None),
        ("Heading1", "heading 1", "28", "0"),
        ("Heading2", "heading 2", "23", "1"),
        ("Heading3", "heading 3", "21", "2"),
    ):
        ooxml.heading(root, name, label, size=size, level=level, colour=accent)
    for name, label, shape in (
        ("Lead", "Lead", {"keepNext": {}, "spacing": {"after": "120"}}),
        ("Notice", "Notice text", {"spacing": {"after": "100"}}),
        ("Opinion", "Opinion", {"ind": {"left": "170", "right": "170"}}),
        ("Cell", "Table text", {"spacing": {"before": "30", "after": "30", "line": "250", "lineRule": "auto"}}),
        ("TOC1", "toc 1", {"spacing": {"after": "40"}}),
    ):
        one = element("style", root, type="paragraph", styleId=name)
        element("name", one, val=label)
        element("basedOn", one, val="Normal")
        look = element("pPr", one)
        if name == "Opinion":
            edges = element("pBdr", look)
            for side in ("top", "left", "bottom", "right"):
                element(side, edges, val="double", sz="8", space="6", color=accent)
        for tag, attributes in shape.items():
            element(tag, look, **attributes)
        text = element("rPr", one)
        if name == "Notice":
            element("rFonts", text, ascii=serif, hAnsi=serif, eastAsia="SimSun")
        if name == "Lead":
            element("color", text, val=muted)
        if name == "Cell":
            element("sz", text, val=_SMALL)
    for name, label in (("Words", "Words of the notice"), ("Note", "Note"), ("Link", "Link")):
        one = element("style", root, type="character", styleId=name)
        element("name", one, val=label)
        look = element("rPr", one)
        if name == "Words":
            element("rFonts", look, ascii=serif, hAnsi=serif, eastAsia="SimSun")
        else:
            element("color", look, val=accent if name == "Link" else muted)
    _table_style(root, accent)
    return root


def _table_style(root: etree._Element, accent: str) -> None:
    one = element("style", root, type="table", styleId="Brief")
    element("name", one, val="Brief")
    shape = element("tblPr", one)
    edges = element("tblBorders", shape)
    for side in ("top", "bottom", "insideH"):
        element(side, edges, val="single", sz="4", space="0", color="C3CCD2")
    margins = element("tblCellMar", shape)
    element("left", margins, w="40", type="dxa")
    element("right", margins, w="90", type="dxa")
    first = element("tblStylePr", one, type="firstRow")
    below = element("tcBorders", element("tcPr", first))
    element("bottom", below, val="single", sz="8", space="0", color=accent)
