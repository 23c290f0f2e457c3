"""From bytes to text: one file a format, and the hash and the encoding here.

A reader gives lines that a person would call paragraphs. What it did beyond decoding stands in
``Source.cleaners``, in order.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from regparse.errors import ReadError
from regparse.model import Source
from regparse.readers import html, text

MAX_BYTES = 20_000_000
"""Largest file that is read, in bytes; the longest instruments known are below a tenth of it."""

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word file or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)


class Document(NamedTuple):
    """A text and where it came from."""

    source: Source
    text: str


def read(data: bytes, name: str, media_type: str | None = None) -> Document:
    """Decode ``data`` into text.

    ``name`` is the file's name without its folder (for messages and ``Source``); ``media_type`` overrides
    what the bytes look like (``text/plain`` or ``text/html``).

    Raises ReadError when the bytes are empty, too large, or no text.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(f"{name}: {len(data):,} bytes, more than the {MAX_BYTES:,} that are read; cut the file")
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError(f"{name}: the file is empty")
    for magic, what in _SIGNATURES:
        if data.startswith(magic):
            raise ReadError(f"{name}: this is {what}, which is not read yet; save it as text or HTML first")
    kind = media_type or ("text/html" if html.looks_like(data) else "text/plain")
    if kind == "text/html":
        body, encoding, cleaners = html.read(data, name)
    elif kind in ("text/plain", "text/markdown"):
        body, encoding, cleaners = text.read(data, name)
    else:
        raise ReadError(f"{name}: no reader for {kind}; text/plain and text/html are read")
    digest = hashlib.sha256(data).hexdigest()
    source = Source(name=name, media_type=kind, sha256=digest, encoding=encoding, cleaners=cleaners)
    return Document(source, body)
