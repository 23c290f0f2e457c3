"""Word files: the words of the body as Word shows them with all changes accepted, generated labels included.

The archive is read with ``zipfile`` and its XML with lxml. python-docx was looked at: it knows neither the labels that
Word generates nor tracked changes, and sets no limit to what an archive unpacks to; what it would save is a page.
"""

from __future__ import annotations

import re

from lxml import etree

from regparse.errors import ReadError
from regparse.files import limits
from regparse.readers import lines as wrapped
from regparse.readers import text as plain
from regparse.readers.archive import Archive
from regparse.readers.numbering import Numbering, child, tag, value

_DOCUMENT = "word/document.xml"
_OTHERS = (
    ("OFD.xml", "ofd"),
    ("xl/", "spreadsheet"),
    ("ppt/", "presentation"),
    ("content.xml", "opendocument"),
    ("META-INF/", "not-word"),
)
_GONE = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "Fallback", "rt", "object", "binData"}
)
"""Elements whose text is not shown: deletions, field codes, what stands in for newer mark-up."""
_OFF = ("0", "false", "off")


def read(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a Word file (.docx).

    Raises ReadError when it is damaged, protected, another kind of archive, beyond a limit, or without text.
    """
    archive = Archive(data, name)
    path = _main_part(archive)
    folder = path.rpartition("/")[0]
    root = archive.xml(path)
    parts = [f"{folder}/{part}.xml" if folder else f"{part}.xml" for part in ("numbering", "styles")]
    numbering, styles = (archive.xml(part) if part in archive.names else None for part in parts)
    body = child(root, "body")
    if body is None:
        raise ReadError("word-no-body", name=name)
    reader = _Reader(Numbering(numbering, styles, name), name)
    reader.blocks(body)
    reader.lines.append("".join(reader.carried))
    text, cleaners = plain.tidy("\n".join(reader.lines))
    if not text.strip():
        raise ReadError("word-no-text", name=name)
    return text, "utf-8", ("docx-text", *sorted(reader.said), *cleaners)


def _main_part(archive: Archive) -> str:
    """Give the path of the document's own part, as the archive's relations tell."""
    if "_rels/.rels" in archive.names:
        for relation in archive.xml("_rels/.rels"):
            if (value(relation, "Type") or "").endswith("/officeDocument"):
                path = (value(relation, "Target") or "").lstrip("/")
                if path in archive.names and path.endswith(".xml") and not path.startswith(("xl/", "ppt/")):
                    return path
    if _DOCUMENT in archive.names:
        return _DOCUMENT
    for start, what in _OTHERS:
        if any(part.startswith(start) for part in archive.names):
            raise ReadError("wrong-kind", name=archive.name, what=what)
    raise ReadError("zip-no-word", name=archive.name)


class _Reader:
    """Collects the lines of a body. ``said`` names what was done to them."""

    def __init__(self, numbering: Numbering, name: str) -> None:
        self.numbering, self.name = numbering, name
        self.count = 0  # of characters: a label stands in the file once and in the text at each of its paragraphs
        self.lines: list[str] = []
        self.said: set[str] = set()
        self.carried: list[str] = []  # the words of paragraphs whose mark was deleted: the next one goes on with them

    def blocks(self, node: etree._Element) -> None:
        """Read paragraphs, tables, and what contains them; the XML parser bounds how deep they stand."""
        for block in node:
            kind = tag(block)
            if kind == "p":
                self.paragraph(block)
            elif kind == "tbl":
                self.table(block)
            elif kind in ("del", "moveFrom"):
                self.said.add("tracked-changes-accepted")
            elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"):
                if kind in ("ins", "moveTo"):
                    self.said.add("tracked-changes-accepted")
                self.blocks(block)

    def paragraph(self, node: etree._Element) -> None:
        properties = child(node, "pPr")
        words, boxes = self.words(node)
        mark = child(properties, "rPr")
        gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        if child(properties, "pPrChange") is not None or gone:
            self.said.add("tracked-changes-accepted")
        self.carried.append(words)
        if not gone:
            words = "".join(self.carried)
            self.carried = []
            place = self.numbering.place(properties)
            label = self.numbering.label(place) if place else ""
            if label:
                self.said.add("generated-numbering")
                words = label + words.lstrip(" \u3000")
            self.count += len(words) + 1
            limits.check("TEXT_CHARS", self.count, self.name)
            self.lines += words.split("\n")
        for box in boxes:
            self.blocks(box)

    def words(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """Give the words of a paragraph and the text boxes that hang on it."""
        out: list[str] = []
        boxes: list[etree._Element] = []
        skipping: etree._Element | None = None
        for event, node in etree.iterwalk(paragraph, events=("start", "end")):
            if skipping is not None:
                if event == "end" and node is skipping:
                    skipping = None
                continue
            if event == "end":
                continue
            kind = tag(node)
            if kind == "txbxContent":
                boxes.append(node)
                skipping = node
            elif kind in _GONE or (kind == "r" and self.hidden(node)):
                if kind in ("del", "moveFrom"):
                    self.said.add("tracked-changes-accepted")
                skipping = node
            elif kind in ("ins", "moveTo"):
                self.said.add("tracked-changes-accepted")
            elif kind in ("footnoteReference", "endnoteReference"):
                self.said.add("footnotes-dropped")
            else:
                out.append(_piece(node, kind))
        return "".join(out), boxes

    def hidden(self, run: etree._Element) -> bool:
        vanish = child(run, "rPr", "vanish")
        if vanish is None or value(vanish) in _OFF:
            return False
        self.said.add("hidden-text-dropped")
        return True

    def table(self, node: etree._Element) -> None:
        """Put each row on a line; the cells of a table that only lays out the page are paragraphs."""
        rows: list[list[list[str]]] = []
        outer = self.lines
        for row in _rows(node):
            if child(row, "trPr", "del") is not None:
                self.said.add("tracked-changes-accepted")
                continue
            cells = []
            for cell in _rows(row, "tc"):
                self.lines = []
                self.blocks(cell)
                cells.append(self.lines)
            rows.append(cells)
        self.lines = outer
        lines = wrapped.table([[" ".join(cell) for cell in row] for row in rows])
        self.lines += [line for row in rows for cell in row for line in cell] if lines is None else lines


def _rows(node: etree._Element, kind: str = "tr") -> list[etree._Element]:
    """Give the rows of a table, or the cells of a row, those inside content controls too."""
    out: list[etree._Element] = []
    todo = list(node)[::-1]
    while todo:
        part = todo.pop()
        if tag(part) == kind:
            out.append(part)
        elif tag(part) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            todo += list(part)[::-1]
    return out


def _piece(node: etree._Element, kind: str) -> str:
    """Give the characters that an element of a run stands for."""
    if kind == "t":
        return re.sub(r"[\r\n]", " ", node.text or "")
    if kind in ("tab", "ptab"):
        return " "
    if kind in ("br", "cr"):
        return "\n"
    if kind == "noBreakHyphen":
        return "-"
    if kind == "sym":
        code = value(node, "char") or ""
        char = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
        return "" if "\ud800" <= char <= "\uf8ff" else char
    return ""
