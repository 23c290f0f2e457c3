"""A comparison as a Word file: the new notice over the old one, every change tracked.

Whoever accepts all changes has the new text, whoever rejects them the old one, character for character; each can be
taken one by one. A clause that changed its place is struck out in the one and added in the other, with a comment that
names the clause it became or came from, since marks for moves break the schema where a part of a clause moved.

The parts and elements are those of ECMA-376, part 1 (WordprocessingML, 17.13.5: tracked changes). There is no date in
the file: the same comparison gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from regparse.comparison.document import Stretch
from regparse.documents.typeset import ooxml
from regparse.documents.typeset.ooxml import element
from regparse.model import Language

_STYLES = {"title": "Title", "section": "Heading1"}


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
    parts = {"document": _document(paragraphs), "styles": _styles(language), "comments": _comments(paragraphs)}
    return ooxml.package(title, language, parts)


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


class _Tracked:
    """Numbers the tracked changes of a file, which Word wants to be told apart."""

    def __init__(self) -> None:
        self._last = 0

    def mark(self, parent: etree._Element, op: str) -> etree._Element:
        """Open a tracked insertion or deletion inside ``parent``; give ``parent`` itself for what was kept."""
        if op == "equal":
            return parent
        self._last += 1
        return element("ins" if op == "insert" else "del", parent, id=str(self._last), author=ooxml.AUTHOR)


def _document(paragraphs: Iterable[_Paragraph]) -> etree._Element:
    root = element("document")
    body = element("body", root)
    tracked, notes = _Tracked(), 0
    for paragraph in paragraphs:
        p = element("p", body)
        properties = element("pPr", p)
        if paragraph.style:
            element("pStyle", properties, val=paragraph.style)
        if paragraph.end != "equal":
            tracked.mark(element("rPr", properties), paragraph.end)
        if paragraph.note:
            element("commentRangeStart", p, id=str(notes))
        for run in paragraph.runs:
            r = element("r", tracked.mark(p, run.op))
            ooxml.words(r, run.text, "delText" if run.op == "delete" else "t")
        if paragraph.note:
            element("commentRangeEnd", p, id=str(notes))
            element("commentReference", element("r", p), id=str(notes))
            notes += 1
    ooxml.page(body)
    return root


def _comments(paragraphs: Iterable[_Paragraph]) -> etree._Element:
    root = element("comments")
    for n, note in enumerate(p.note for p in paragraphs if p.note):
        comment = element("comment", root, id=str(n), author=ooxml.AUTHOR, initials="rp")
        words = element("t", element("r", element("p", comment)))
        words.text = note
    return root


def _styles(language: Language) -> etree._Element:
    root = ooxml.styles(language)
    for name, label, size, level in (("Title", "Title", "32", None), ("Heading1", "heading 1", "26", "0")):
        ooxml.heading(root, name, label, size=size, level=level)
    return root
