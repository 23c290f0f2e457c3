"""From bytes to text: one file a format, and the choice among them, the hash and the limits here.

A reader gives lines that a person would call paragraphs. What it did beyond decoding stands in
``Source.cleaners``, in order.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from regparse.errors import ReadError
from regparse.files import limits
from regparse.model import Source
from regparse.notation.expressions import expression
from regparse.readers import mends, text

PDF, HTML, MARKDOWN, TEXT = "application/pdf", "text/html", "text/markdown", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"html": HTML, "pdf": PDF, "docx": DOCX, "md": MARKDOWN, "text": TEXT}
"""The media types that are read, by the names that a user gives them."""

_SUFFIXES = {".md": MARKDOWN, ".markdown": MARKDOWN, ".htm": HTML, ".html": HTML, ".xhtml": HTML}
_PAGE = expression(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?"
    rb"<(?:!--|(?:!doctype html|html|head|body|div|table|p|meta|article|section|span|h[1-6])(?=[\s>/]))",
    re.IGNORECASE,
)
"""How a web page begins."""
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "word-old"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
)


class Document(NamedTuple):
    """A text and where it came from."""

    source: Source
    text: str


def read(data: bytes, name: str, media_type: str | None = None) -> Document:
    """Read ``data`` into text.

    ``name`` is the file's name without its folder (for messages, ``Source``, and the suffix of a Markdown file);
    ``media_type`` overrides what the bytes look like: one of ``TYPES``, by either name, with a ``charset`` if need be.

    Raises ReadError when the bytes are empty, damaged, protected, no text, or beyond a limit.
    """
    limits.check("FILE_BYTES", len(data), name)
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError("empty-file", name=name)
    for magic, what in _REFUSED:
        if data.startswith(magic):
            raise ReadError("wrong-kind", name=name, what=what)
    stated, _, parameters = (media_type or "").partition(";")
    stated = stated.strip().lower()
    kind = TYPES.get(stated, stated) or _kind(data, name)
    body, encoding, cleaners = _reader(kind, data, name, _charset(parameters))
    body, more = mends.mended(body)
    cleaners += more
    limits.check("TEXT_CHARS", len(body), name)
    limits.check("TEXT_LINES", body.count("\n") + 1, name)
    limits.check("LINE_CHARS", max(map(len, body.split("\n"))), name)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(name=name, media_type=kind, sha256=digest, encoding=encoding, cleaners=cleaners)
    return Document(source, body)


def _kind(data: bytes, name: str) -> str:
    """Tell the format by the first bytes, else by the file's suffix; without either it is plain text."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return DOCX
    named = next((kind for suffix, kind in _SUFFIXES.items() if name.lower().endswith(suffix)), TEXT)
    page = _PAGE.match(data[:2000].lstrip(b"\xef\xbb\xbf"))
    if page and named != MARKDOWN:  # which may begin with a tag or a comment
        return HTML
    return PDF if b"%PDF-" in data[:1024] else named  # viewers allow for bytes in front


def _reader(kind: str, data: bytes, name: str, charset: str | None) -> tuple[str, str, tuple[str, ...]]:
    """Give text, encoding and cleaners. A format's library is loaded only when a file of that format comes."""
    if kind == HTML:
        from regparse.readers import html

        return html.read(data, name, charset)
    if kind == TEXT:
        return text.read(data, name, charset)
    if kind == MARKDOWN:
        from regparse.readers import markdown

        return markdown.read(data, name, charset)
    if kind == PDF:
        from regparse.readers import pdf

        return pdf.read(data, name)
    if kind == DOCX:
        from regparse.readers import docx

        return docx.read(data, name)
    raise ReadError("no-reader", name=name, kind=kind, known=tuple(TYPES.values()))


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None
