"""How much of a file is read: every limit by name, with a clear sentence when a file goes beyond one.

A file may come from anybody. The values are far above any instrument known, and each can be set by an environment
variable of its name: ``REGPARSE_MAX_PDF_PAGES=2000``.
"""

from __future__ import annotations

import os
from typing import BinaryIO, NamedTuple

from regparse.errors import ReadError


class Limit(NamedTuple):
    """A limit: its value unless set otherwise."""

    default: int


LIMITS = {
    "FILE_BYTES": Limit(20_000_000),
    "TEXT_CHARS": Limit(3_000_000),
    "TEXT_LINES": Limit(100_000),
    "LINE_CHARS": Limit(500_000),
    "NESTING": Limit(1_000),
    "TAGS": Limit(1_000_000),
    "ATTRIBUTES": Limit(2_000),
    "PDF_PAGES": Limit(1_000),
    "PAGE_CHARS": Limit(500_000),
    "PAGE_THINGS": Limit(1_000_000),
    "LABEL_CHARS": Limit(250),
    "DOCX_ENTRIES": Limit(5_000),
    "ARCHIVE_INDEX": Limit(200_000_000),
    "UNPACKED_BYTES": Limit(60_000_000),
    "UNPACKED_RATIO": Limit(300),
    "DOCUMENT_SECONDS": Limit(120),
    "WORKER_BYTES": Limit(4_000_000_000),
}
"""Every limit. ``NESTING`` cannot be set above 2,000, where the parsers of mark-up stop by themselves."""

_PIECE = 1 << 16
"""Bytes of a stream that are read at once."""
_HIGHEST = {"NESTING": 2_000}


def get(name: str) -> int:
    """Give the value of the limit ``name``, a key of ``LIMITS``.

    Raises ReadError when its environment variable holds no positive whole number, or one that is too high.
    """
    variable = f"REGPARSE_MAX_{name}"
    said = os.environ.get(variable, "").strip()
    if not said:
        return LIMITS[name].default
    if not (said.isascii() and said.isdigit() and int(said[:18]) > 0):
        raise ReadError("limit-number", variable=variable, value=said[:40])
    value = int(said[:18])
    if value > _HIGHEST.get(name, value):
        raise ReadError("limit-highest", variable=variable, value=str(value), highest=_HIGHEST[name])
    return value


def check(name: str, found: int, file: str) -> None:
    """Raise ReadError, which names ``file`` and the variable, when ``found`` is beyond the limit ``name``."""
    if found > (limit := get(name)):
        raise _beyond(name, file, limit, found)


def read(stream: BinaryIO, file: str) -> bytes:
    """Return what a stream holds, of which no more is read than the limit ``FILE_BYTES``: it may have no end.

    ``file`` is its name for messages. Raises ReadError beyond the limit, and what the stream raises.
    """
    most, held = get("FILE_BYTES"), 0
    pieces = []
    while piece := stream.read(_PIECE):
        held += len(piece)
        if held > most:
            raise beyond("FILE_BYTES", file)
        pieces.append(piece)
    return b"".join(pieces)


def beyond(name: str, file: str) -> ReadError:
    """Give the error that says that ``file`` goes beyond the limit ``name`` by no one knows how much."""
    return _beyond(name, file, get(name), 0)


def _beyond(name: str, file: str, limit: int, found: int) -> ReadError:
    """Return the error; ``found`` is 0 where nobody knows how much there is."""
    return ReadError("over-limit", name=file, what=name, found=found, limit=limit, variable=f"REGPARSE_MAX_{name}")
