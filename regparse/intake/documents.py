"""A document of a batch: its name, its bytes, or why there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Literal, NamedTuple

from regparse.errors import ReadError
from regparse.files import limits
from regparse.notation.expressions import expression

TEXTS = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".doc", ".rtf"))
"""What is taken for a document by its suffix. The last two are not read, and it is said how to save them otherwise."""
_LINES = expression(r"\.(?:jsonl|ndjson)(\.(?:gz|bz2|xz))?\Z", re.IGNORECASE)
_ARCHIVES = expression(r"\.(?:zip|tar|tar\.(?:gz|bz2|xz)|tgz|tbz2?|txz)\Z", re.IGNORECASE)

_PACKED = ("gz", "bz2", "xz")

Kind = Literal["text", "lines", "archive", "other"]


class Document(NamedTuple):
    """A document as it is handed to a worker.

    ``name`` is unique in its batch: ``folder/a.html``, ``x.jsonl:12``, ``a.zip!b/c.html``. ``file`` is what the parser
    is told of the name. ``data`` are its bytes, None where it cannot be read; ``fault`` then says why. A ``row`` is a
    line of JSONL that holds the text in a field. ``weight`` is the share of the input that is done with it, in bytes.
    """

    name: str
    file: str
    data: bytes | None
    fault: ReadError | None = None
    row: bool = False
    weight: int = 0


Piece = tuple[Document, ...]
"""A few documents: what one worker is handed at once."""


def kind(name: str) -> Kind:
    """Tell by its name what a file in a folder or an archive is taken for."""
    if _LINES.search(name):
        return "lines"
    if _ARCHIVES.search(name):
        return "archive"
    return "text" if PurePosixPath(name).suffix.lower() in TEXTS else "other"


def packed(name: str) -> str:
    """Give the compression that a file's name states: ``gz``, ``bz2``, ``xz``, or nothing."""
    ending = name.lower().rpartition(".")[2]
    return {"tgz": "gz", "tbz": "bz2", "tbz2": "bz2", "txz": "xz"}.get(ending, ending if ending in _PACKED else "")


def printable(name: str) -> str:
    """Give a name that can be written in UTF-8: bytes of a name that is none stand as ``\\udc…``."""
    return name.encode("utf-8", "backslashreplace").decode()


def read(stream: BinaryIO, size: int, name: str, file: str) -> Document:
    """Read a document of ``size`` bytes, so its source says, from a stream; no more than limits allow.

    Raises what the stream raises.
    """
    try:
        limits.check("FILE_BYTES", size, file)
        return Document(name, file, limits.read(stream, file))
    except ReadError as error:
        return Document(name, file, None, error)


def weighed(documents: Iterable[Document], file: BinaryIO) -> Iterator[Document]:
    """Give the documents of a file, each with the bytes of the file that were read for it."""
    before = 0
    for document in documents:
        now = max(before, file.tell())
        yield document._replace(weight=now - before)
        before = now
