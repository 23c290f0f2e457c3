"""Parse a few documents: what a worker does, in a process of this machine or of a cluster."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from regparse.batch import rows
from regparse.corpus import catalogue, sources
from regparse.errors import BatchError, ReadError, RegparseError
from regparse.files import limits
from regparse.intake import lines
from regparse.intake.documents import Document, Piece
from regparse.model import Notice
from regparse.processes.worker import DiedError, GreedyError, SlowError, told
from regparse.version import __version__

_ONE_AT_A_TIME = threading.Lock()
"""A worker of a cluster may have several threads, and the library that reads PDFs must be called by one."""


class Setup(NamedTuple):
    """How the documents of a batch are parsed; ``corpus`` is the user's corpus, by folder and hash of its manifest."""

    format: str
    every: bool
    text_field: str | None
    id_field: str | None
    version: str
    limits: tuple[tuple[str, int], ...]
    folder: str
    corpus: str | None


class Outcome(NamedTuple):
    """What came of a piece: its part of the shard and of the errors, and how many documents, notices, faults.

    ``data`` are lines of JSON, or an Arrow stream for Parquet.
    """

    data: bytes
    errors: bytes
    documents: int
    notices: int
    bad: int


class Fault(NamedTuple):
    """A document that could not be parsed, and why."""

    document: str
    error: str
    message: str


def setup(format: str, *, every: bool, text_field: str | None, id_field: str | None) -> Setup:
    """Give how this process parses. Raises ReadError when the environment sets a limit to what is none."""
    folder = catalogue.folder().absolute()
    return Setup(
        format, every, text_field, id_field, __version__, _limits(), str(folder), _digest(folder / catalogue.MANIFEST)
    )


def parse(piece: Piece, how: Setup) -> Outcome:
    """Parse the documents of a piece. What is wrong with one is told in the outcome.

    Raises BatchError when this process would parse otherwise than the one that asks: another version of regparse, other
    limits, another corpus.
    """
    with _ONE_AT_A_TIME:
        chosen = catalogue.FOLDER.set(Path(how.folder))
        try:
            _check(how)
            return _parse(piece, how)
        finally:
            catalogue.FOLDER.reset(chosen)


def died(document: Document, how: Setup, error: DiedError) -> Outcome:
    """Give what is told of a document whose parsing ended its process, twice, or had to be ended."""
    kind = "TimeLimit" if isinstance(error, SlowError) else "WorkerDied"
    return _outcome([], [Fault(document.name, kind, str(told(error, document.file)))], 1, how)


def _check(how: Setup) -> None:
    here = setup(how.format, every=how.every, text_field=how.text_field, id_field=how.id_field)
    if here == how:
        return
    if here.version != how.version:
        raise BatchError("worker-other-version", there=here.version, here=how.version)
    if here.limits != how.limits:
        raise BatchError("worker-other-limits")
    raise BatchError("worker-other-corpus", folder=how.folder)


def _parse(piece: Piece, how: Setup) -> Outcome:
    found: list[rows.Found] = []
    faults: list[Fault] = []
    for document in piece:
        try:
            found += _notices(document, how)
        except MemoryError:
            faults.append(Fault(document.name, "MemoryError", str(told(GreedyError(), document.file))))
        except Exception as error:  # whatever it is, the others are parsed
            message = str(error) if isinstance(error, RegparseError) else f"{document.file}: {error}"
            faults.append(Fault(document.name, type(error).__name__, " ".join(message.split())[:2000]))
    return _outcome(found, faults, len(piece), how)


def _notices(document: Document, how: Setup) -> list[rows.Found]:
    if document.data is None:
        raise document.fault or ReadError("document-unreadable", name=document.file)
    given, own = sources.Content(document.data, document.file, None), None
    if document.row:
        data, own = lines.take(document.data, document.file, how.text_field, how.id_field)
        given = given._replace(data=data, media_type="; charset=utf-8")  # whatever a page in it says of itself
    notices: Sequence[Notice] = sources.parse_all(given) if how.every else (sources.parse_content(given),)
    return [rows.Found(document.name, own, notice) for notice in notices]


def _outcome(found: list[rows.Found], faults: list[Fault], documents: int, how: Setup) -> Outcome:
    errors = b"".join(
        json.dumps(fault._asdict(), ensure_ascii=False).encode("utf-8", "replace") + b"\n" for fault in faults
    )
    data = rows.arrow(found) if how.format == "parquet" else b"".join(map(rows.line, found))
    return Outcome(data, errors, documents, len(found), len(faults))


def _limits() -> tuple[tuple[str, int], ...]:
    return tuple((name, limits.get(name)) for name in limits.LIMITS)


def _digest(manifest: Path) -> str | None:
    with contextlib.suppress(OSError):
        return hashlib.sha256(manifest.read_bytes()).hexdigest()
    return None
