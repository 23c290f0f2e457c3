"""Web pages: the visible text, a line for each block, a table's row on one line, a list's numbers as they are shown.

lxml's HTML parser is used without network, DTD or entity expansion beyond HTML's own. What is furniture on the page
is not decided here but in :mod:`regparse.structure.locate`, which knows notices.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from regparse.errors import ReadError
from regparse.files import limits
from regparse.notation.expressions import expression
from regparse.readers import breaks, markup
from regparse.readers import lines as wrapped
from regparse.readers import text as plain
from regparse.readers.listing import LISTS, Lists

_CHARSET = expression(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_CHARSET = expression(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_COMMENT = expression(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_XML = expression(r"\A\s*<\?xml[^>]*>")
_UNSEEN = expression(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_NOT_YET = expression(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
"""What a page's script is to show once it runs: a saved page keeps its whole article so."""
_LEAST_ARTICLE = 60
"""Code points of the shortest article that is looked for in such an element."""
_BLANKS = expression(r"[ \t\r\n\f\x1d\x1e\x1f]+")
_SKIP_TAGS = """
script style noscript template head svg iframe frameset object embed applet button select datalist textarea audio
video canvas map rp rt
"""
_SKIP = frozenset(_SKIP_TAGS.split())
_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody
tfoot thead ul
"""
_BLOCK = frozenset(_BLOCK_TAGS.split())
_CELL = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong"})


def read(data: bytes, name: str, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners of a web page. ``declared`` is the charset that its sender stated.

    Raises ReadError when it cannot be parsed, goes beyond a limit, or holds no text.
    """
    markup.check(data, name)
    source, encoding, damage = plain.decode(data, name, declared or _declared(data))
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        # An encoding declaration inside a decoded string is an error to lxml.
        root = etree.fromstring(_XML.sub("", source), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("page-no-html", name=name, why=" ".join(str(error).split())[:120]) from None
    for entry in parser.error_log:
        # The parser drops what lies beyond its own limits and says so only here.
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise limits.beyond("NESTING", name)
    if root is None:
        raise ReadError("page-no-text", name=name)
    pieces, hidden = _Text(name).pieces(root)
    undecided = breaks.settled("".join(pieces))
    limits.check("TEXT_LINES", breaks.count(undecided), name)
    text, joined = breaks.resolved(undecided)
    body, cleaners = plain.tidy(text)
    if not body.strip():
        raise ReadError("page-no-text", name=name)
    done = (("hidden-elements-dropped", hidden), ("broken-lines-joined", joined))
    return body, encoding, (*damage, "html-text", *(label for label, was in done if was), *cleaners)


def _declared(data: bytes) -> str | None:
    head = _COMMENT.sub(b"", data[:8192])
    found = _CHARSET.search(head) or _XML_CHARSET.match(data[:300])
    return found[1].decode("ascii", "replace") if found else None


class _Row(NamedTuple):
    """A row of a table: where its text starts and ends in the pieces, and where each cell does."""

    start: int
    cells: list[tuple[int, int]]


class _Text:
    """Walks a page in document order, without recursion: pages nest deeply."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.out: list[str] = []
        self.lists = Lists()
        self.label = ""  # the label of a list's item that has opened, which stands before its first words
        self.headings = 0
        self.total = -1  # the length of all words of the page, counted when it is asked for
        self.tables: list[list[_Row] | None] = []  # the rows of each open table; None: it holds another one

    def pieces(self, root: etree._Element) -> tuple[list[str], bool]:
        """Give the text with a line end around every block, and whether something on the page is not shown."""
        deepest = limits.get("NESTING")
        depth = skipping = preformatted = 0  # ``skipping`` is the depth of the element that is left out
        hidden = False
        out = self.out
        for event, node in etree.iterwalk(root, events=("start", "end")):
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                depth += 1
                if depth > deepest:
                    limits.check("NESTING", depth, self.name)
                if not skipping:
                    unseen = _unseen(node) and not self.shown_later(node)
                    if unseen or tag in _SKIP:
                        skipping = depth
                        hidden = hidden or unseen
                    else:
                        self.open(node, tag)
                        preformatted += tag == "pre"
                words = node.text
            else:
                if skipping == depth:
                    skipping = 0
                elif not skipping:
                    self.close(tag)
                    preformatted -= tag == "pre"
                depth -= 1
                words = node.tail
            if words and not skipping:
                self.write(words if preformatted else _BLANKS.sub(_blank, words))
        return out, hidden

    def shown_later(self, node: etree._Element) -> bool:
        """Say whether an element that is not visible holds most of the page's words: its script will show it."""
        style = node.get("style") or ""
        if node.get("hidden") is not None or not _NOT_YET.search(style) or "none" in style.lower():
            return False
        if self.total < 0:
            self.total = _length(node.getroottree().getroot())
        return max(_LEAST_ARTICLE, self.total / 2) < _length(node)

    def write(self, words: str) -> None:
        """Put words down, behind the label of the item that they open."""
        if self.label and words.strip():
            words, self.label = self.label + words.lstrip(), ""
        self.out.append(words)

    def open(self, node: etree._Element, tag: str) -> None:
        if tag == "br":
            mark = breaks.IN_HEADING if self.headings else breaks.BREAK
            self.out.append("\n\n" if _caption(node) else mark)
        elif tag in _BLOCK or tag in _CELL or tag == "tr":
            self.out.append("\n")
        self.headings += tag in _HEADINGS
        if tag in LISTS:
            self.lists.open(node, tag)
        elif tag == "li":
            outer, self.label = self.label, self.lists.label(node)
            self.out.append(f"{outer}\n" if outer else "")  # an item that holds only a list
        at = len(self.out)
        if tag == "table":
            self.tables = [*[None] * len(self.tables), []]
        elif self.tables and (rows := self.tables[-1]) is not None:
            if tag == "tr":
                rows.append(_Row(at, []))
            elif tag in _CELL and rows:
                rows[-1].cells.append((at, at))

    def close(self, tag: str) -> None:
        self.headings -= tag in _HEADINGS
        if tag in LISTS:
            self.lists.close()
        elif tag == "li":
            self.label = ""
        if self.tables:
            rows = self.tables[-1]
            if tag in _CELL and rows and rows[-1].cells:
                rows[-1].cells[-1] = (rows[-1].cells[-1][0], len(self.out))
            elif tag == "table":
                self.table(self.tables.pop() or [])
        if tag in _BLOCK or tag in _CELL or tag == "tr":
            self.out.append("\n")

    def table(self, rows: list[_Row]) -> None:
        """Put each row on one line; leave a table that only lays out the page as it is."""
        lines = wrapped.table([[breaks.settled("".join(self.out[a:b])) for a, b in row.cells] for row in rows])
        if lines is None:
            return
        first = at = rows[0].start
        done: list[str] = []  # built once: to put each row in its place would move all that stands behind it
        for row, line in zip(rows, lines, strict=True):
            if row.cells:
                done += [*self.out[at : row.start], line]
                at = row.cells[-1][1]
        self.out[first:] = [*done, *self.out[at:]]


def _blank(found: re.Match[str]) -> str:
    """Return what white space is shown as: a blank; a line end of the source is not decided before all is read."""
    return breaks.IN_SOURCE if "\n" in found[0] else " "


def _caption(node: etree._Element) -> bool:
    """Say whether all of a line before a ``<br>`` is bold: a caption, which has no stop and goes on in nothing."""
    bold = node.getparent() if node.getprevious() is None else node.getprevious()
    if bold is not None and bold is node.getparent():  # <b>words<br></b>
        own = bold.tag in _BOLD and not (node.tail or "").strip()
    else:
        own = bold is not None and bold.tag in _BOLD and not (bold.tail or "").strip()
    if bold is None or not own:
        return False
    before, parent = bold.getprevious(), bold.getparent()
    if before is not None:
        return before.tag == "br" and not (before.tail or "").strip()
    return parent is not None and not (parent.text or "").strip()


def _unseen(node: etree._Element) -> bool:
    """Say whether an element is not shown by its own attributes."""
    if node.get("hidden") is not None:
        return True
    style = node.get("style")
    return style is not None and bool(_UNSEEN.search(style))


def _length(node: etree._Element) -> int:
    """Return how many code points the words of an element have, without those of scripts and styles."""
    parts = list(node.iter())
    inner = sum(
        len(part.text.strip()) for part in parts if isinstance(part.tag, str) and part.tag not in _SKIP and part.text
    )
    return inner + sum(len(part.tail.strip()) for part in parts[1:] if part.tail)
