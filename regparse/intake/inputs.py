"""What a user names as inputs, as documents one after another, in an order that is the same each time.

An input is a folder, a JSONL file (``.jsonl``, ``.ndjson``, also ``.gz``, ``.bz2``, ``.xz``), an archive (``.zip``,
``.tar``, ``.tar.gz``, ``.tar.bz2``, ``.tar.xz``) or any other file, which is one document. A folder is walked by name;
JSONL files and archives in it are opened, hidden files, links to folders and files of other kinds are passed over and
counted. No more is held than the names in one folder and what one document holds.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from regparse.errors import BatchError, ReadError
from regparse.intake import archives, lines
from regparse.intake.documents import Document, kind, packed, printable, read, weighed


def check(inputs: Sequence[Path], output: Path) -> None:
    """Raise ReadError when an input is not there, BatchError when one is named twice, in another, or the output."""
    for path in inputs:
        if not path.exists():
            raise ReadError("no-file-or-folder", path=path)
        if path.resolve() == output.resolve():
            raise BatchError("output-is-input", path=path)
    for (outer, first), (inner, second) in pairwise(sorted((path.resolve(), path) for path in inputs)):
        if inner == outer or outer in inner.parents:
            raise BatchError("named-twice", second=second, first=first)


def walk(inputs: Sequence[Path], passed: Counter[str], without: Path | None = None) -> Iterator[Document]:
    """Give every document of the inputs; what is passed over is counted by kind in ``passed``.

    ``without`` is a folder that is not looked into: that of the output. What cannot be read is a document with a fault.
    """
    for path in inputs:
        name = PurePosixPath(os.path.normpath(path).replace(os.sep, "/")).as_posix()
        if path.is_dir():
            yield from _folder(path, "" if name == "." else f"{name}/", passed, without)
        else:
            yield from _file(path, name, passed)


def size(inputs: Sequence[Path]) -> int:
    """Give the bytes of all files in the inputs: what the weights of the documents come to, near enough."""
    folders = [path for path in inputs if path.is_dir()]
    total = sum(path.stat().st_size for path in inputs if path.is_file())
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif kind(entry.name) != "other":
                        total += entry.stat().st_size
        except OSError:  # which the walk tells
            continue
    return total


def _folder(path: Path, name: str, passed: Counter[str], without: Path | None) -> Iterator[Document]:
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208  names alone: an object for each would be ten times as much
    except OSError as error:
        yield Document(
            printable(name), path.name, None, ReadError("folder-unreadable", path=path.name, why=error.strerror)
        )
        return
    for one in names:
        child = path / one
        if one.startswith("."):
            passed["hidden"] += 1
        elif not child.is_dir():
            if kind(one) == "other":
                passed[PurePosixPath(printable(one)).suffix.lower() or "no suffix"] += 1
            else:
                yield from _file(child, f"{name}{one}", passed)
        elif child.is_symlink():
            passed["links to folders"] += 1
        elif without is None or not child.samefile(without):
            yield from _folder(child, f"{name}{one}/", passed, without)


def _file(path: Path, name: str, passed: Counter[str]) -> Iterator[Document]:
    name = printable(name)
    file = printable(path.name)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would wait for somebody to write into it
            raise ReadError("not-a-file", path=file)
        what = kind(name)
        if what == "archive":
            yield from archives.members(path, name, passed)
            return
        with path.open("rb") as stream:
            if what == "lines":
                yield from _lines(stream, name)
            else:
                yield read(stream, found.st_size, name, file)._replace(weight=found.st_size)
    except ReadError as error:
        yield Document(name, file, None, error)
    except OSError as error:
        yield Document(name, file, None, ReadError("unreadable", path=file, why=error.strerror))


def _lines(file: BinaryIO, name: str) -> Iterator[Document]:
    """Give the lines of a file that may be packed; where it is damaged, that is the last document."""
    try:
        yield from weighed(lines.read(cast(BinaryIO, archives.unpacked(file, name)), name), file)
    except ReadError as error:
        yield Document(f"{name}!", PurePosixPath(name).name, None, error)
    except archives.DAMAGE as error:
        if not packed(name) and isinstance(error, OSError):
            raise
        base = PurePosixPath(name).name
        yield Document(f"{name}!", base, None, ReadError("file-damaged", name=base, why=error))
