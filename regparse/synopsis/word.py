"""A comparison as a Word file: the new notice over the old one, every change tracked.

Whoever accepts all changes has the new text, whoever rejects them the old one, character for character; each can be
taken one by one. A clause that changed its place is struck out in the one and added in the other, with a comment that
names the clause it became or came from, since marks for moves break the schema where a part of a clause moved.

The parts and elements are those of ECMA-376, part 1 (WordprocessingML, 17.13.5: tracked changes). There is no date in
the file: the same comparison gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from regparse.compare.document import Stretch
from regparse.model import Language
from regparse.version import __version__

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR = f"regparse {__version__}"
_STYLES = {"title": "Title", "section": "Heading1"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can carry: its members have one, whether it means anything or not."""


class _Run(NamedTuple):
    """Words of a paragraph and whether they are ``equal``, ``insert`` or ``delete``."""

    op: str
    text: str


class _Paragraph(NamedTuple):
    """A paragraph, its runs, whether its end is kept, added or struck out, and the note on what it opens."""

    style: str | None
    runs: tuple[_Run, ...]
    end: str
    note: str | None


def write(document: Iterable[Stretch], title: str, language: Language, notes: Mapping[int, str]) -> bytes:
    """Give the Word file of a document.

    ``title`` is that of the comparison, for the file's properties; ``notes`` are comments on stretches, by their place.
    """
    paragraphs = list(_paragraphs(document, notes))
    body, comments = _document(paragraphs), _comments(paragraphs)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(title),
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{_OFFICE}/styles", "styles.xml"), ("comments", f"{_OFFICE}/comments", "comments.xml")
        ),
        "word/comments.xml": comments,
        "word/document.xml": body,
        "word/styles.xml": _styles(language),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in parts.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return out.getvalue()


def _paragraphs(document: Iterable[Stretch], notes: Mapping[int, str]) -> Iterable[_Paragraph]:
    """Cut stretches at their line ends, each of which is kept, added or struck out like a word."""
    runs, style, note = list[_Run](), None, None
    for n, stretch in enumerate(document):
        style, note = style or _STYLES.get(stretch.kind), note or notes.get(n)
        for change in stretch.changes:
            first, *others = change.text.split("\n")
            runs += [_Run(change.op, first)] if first else []
            for text in others:
                yield _Paragraph(style, tuple(runs), change.op, note)
                runs, style, note = [_Run(change.op, text)] if text else [], _STYLES.get(stretch.kind), None
        if not runs:
            style = None
    yield _Paragraph(style, tuple(runs), "equal", note)


def _element(tag: str, parent: etree._Element | None = None, **attributes: str) -> etree._Element:
    named = {f"{{{_W}}}{key}": value for key, value in attributes.items()}
    if parent is None:
        return etree.Element(f"{{{_W}}}{tag}", named, nsmap={"w": _W})
    return etree.SubElement(parent, f"{{{_W}}}{tag}", named)


class _Tracked:
    """Numbers the tracked changes of a file, which Word wants to be told apart."""

    def __init__(self) -> None:
        self._last = 0

    def mark(self, parent: etree._Element, op: str) -> etree._Element:
        """Open a tracked insertion or deletion inside ``parent``; give ``parent`` itself for what was kept."""
        if op == "equal":
            return parent
        self._last += 1
        return _element("ins" if op == "insert" else "del", parent, id=str(self._last), author=_AUTHOR)


def _document(paragraphs: Iterable[_Paragraph]) -> etree._Element:
    root = _element("document")
    body = _element("body", root)
    tracked, notes = _Tracked(), 0
    for paragraph in paragraphs:
        p = _element("p", body)
        properties = _element("pPr", p)
        if paragraph.style:
            _element("pStyle", properties, val=paragraph.style)
        if paragraph.end != "equal":
            tracked.mark(_element("rPr", properties), paragraph.end)
        if paragraph.note:
            _element("commentRangeStart", p, id=str(notes))
        for run in paragraph.runs:
            r = _element("r", tracked.mark(p, run.op))
            words = _element("delText" if run.op == "delete" else "t", r)
            words.text = run.text
            words.set(_SPACE, "preserve")
        if paragraph.note:
            _element("commentRangeEnd", p, id=str(notes))
            _element("commentReference", _element("r", p), id=str(notes))
            notes += 1
    page = _element("sectPr", body)
    _element("pgSz", page, w="11906", h="16838")
    _element(
        "pgMar", page, top="1440", right="1304", bottom="1440", left="1304", header="708", footer="708", gutter="0"
    )
    return root


def _comments(paragraphs: Iterable[_Paragraph]) -> etree._Element:
    root = _element("comments")
    for n, note in enumerate(p.note for p in paragraphs if p.note):
        comment = _element("comment", root, id=str(n), author=_AUTHOR, initials="rp")
        words = _element("t", _element("r", _element("p", comment)))
        words.text = note
    return root


def _styles(language: Language) -> etree._Element:
    root = _element("styles")
    defaults = _element("rPr", _element("rPrDefault", _element("docDefaults", root)))
    _element("rFonts", defaults, ascii="Calibri", hAnsi="Calibri", eastAsia="SimSun", cs="Calibri")
    _element("sz", defaults, val="22")
    _element("lang", defaults, val="en-GB" if language == "en" else "zh-CN", eastAsia="zh-CN")
    paragraph = _element("pPr", _element("pPrDefault", root.find(f"{{{_W}}}docDefaults")))
    _element("spacing", paragraph, after="120", line="276", lineRule="auto")
    _element("name", _element("style", root, type="paragraph", default="1", styleId="Normal"), val="Normal")
    for name, label, size, level in (("Title", "Title", "32", None), ("Heading1", "heading 1", "26", "0")):
        style = _element("style", root, type="paragraph", styleId=name)
        _element("name", style, val=label)
        _element("basedOn", style, val="Normal")
        _element("next", style, val="Normal")
        _element("qFormat", style)
        shape = _element("pPr", style)
        _element("keepNext", shape)
        _element("spacing", shape, before="240", after="120")
        if level:
            _element("outlineLvl", shape, val=level)
        look = _element("rPr", style)
        _element("b", look)
        _element("sz", look, val=size)
    return root


def _root(namespace: str, tag: str) -> etree._Element:
    """Give the root of a part whose namespace is the default one."""
    return etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})  # type: ignore[dict-item]


def _content_types() -> etree._Element:
    root = _root(_TYPES, "Types")
    etree.SubElement(
        root,
        f"{{{_TYPES}}}Default",
        {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"},
    )
    for part, kind in (
        ("/word/document.xml", f"{_KIND}.document.main+xml"),
        ("/word/styles.xml", f"{_KIND}.styles+xml"),
        ("/word/comments.xml", f"{_KIND}.comments+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ):
        etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": part, "ContentType": kind})
    return root


def _relations(*found: tuple[str, str, str]) -> etree._Element:
    root = _root(_RELATIONS, "Relationships")
    for name, kind, target in found:
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", {"Id": name, "Type": kind, "Target": target})
    return root


def _properties(title: str) -> etree._Element:
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    etree.SubElement(root, f"{{{_DC}}}creator").text = _AUTHOR
    return root
