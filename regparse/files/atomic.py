"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from regparse.errors import WriteError

STRAY = 3600.0
"""Seconds after which a part that was never finished is one that a killed process left: writing takes far less."""


def write(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, making its folder; a reader sees the old file or the new one, never a part.

    What a process left that was killed while it wrote the same file is swept away.

    Raises WriteError when the file cannot be written; the old one then stands as it was.
    """
    with opened(path) as file:
        file.write(data)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write piece by piece, which is at ``path`` when the block ends well; else as :func:`write`.

    When the block raises, nothing is left of it. An OSError in the block is one of writing: it is raised as WriteError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise WriteError("unwritable", path=path, why=error.strerror) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)  # what open() gives; mkstemp's files are private
        part.replace(path)
    except OSError as error:
        raise WriteError("unwritable", path=path, why=error.strerror) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
    _settle(path.parent)
    _sweep(path)


def _settle(folder: Path) -> None:
    """Have the system put the renaming on disk too, where it lets a folder be opened (Windows does not)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(path: Path) -> None:
    """Delete the parts of ``path`` that are older than ``STRAY``; a younger one may be another process's."""
    stray = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}\.part\Z")  # as mkstemp names them
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if stray.match(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > STRAY:
                        Path(entry.path).unlink()
