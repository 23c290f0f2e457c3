"""Write a file whole or not at all; what is no file (a device, a pipe) is written through, never replaced."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from regparse.errors import WriteError

STRAY = 3600.0
"""Seconds after which a part that was never finished is one that a killed process left: writing takes far less."""

_NAMED = 50
"""Most characters of a file's name that stand in the name of its part."""


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

    Links are followed, and the file they lead to keeps its permissions and, where the system lets it, its owner. A
    device, a pipe or what a process has open (``/dev/stdout``) is written through: there is nothing to keep whole.

    When the block raises, nothing is left of it. An OSError in the block is one of writing: it is raised as WriteError.
    """
    try:
        old = _there(path)
        if old is not None and stat.S_ISDIR(old.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if old is not None and (not stat.S_ISREG(old.st_mode) or _held(path)):
            with path.open("wb") as through:
                yield through
            return
    except OSError as error:
        raise _fault(path, error) from error
    whole = Path(os.path.realpath(path))
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=whole.parent, prefix=_prefix(whole), suffix=".part")
    except OSError as error:
        raise _fault(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _like(part, old)
        part.replace(whole)
    except OSError as error:
        raise _fault(path, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
    _settle(whole.parent)
    _sweep(whole)


def _fault(path: Path, error: OSError) -> WriteError:
    return WriteError("unwritable", path=path, why=error.strerror or error)


def _there(path: Path) -> os.stat_result | None:
    """Return what stands at a path, links followed; None where nothing does. Raises OSError for links in a ring."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _held(path: Path) -> bool:
    """Tell whether a path names what a process has open rather than a place in a folder: ``/dev/stdout``, ``/proc``."""
    return os.name == "posix" and any(path.absolute().is_relative_to(one) for one in ("/dev", "/proc"))


def _like(part: Path, old: os.stat_result | None) -> None:
    """Give a new file what the one it replaces has: owner and permissions; without one, what ``open()`` gives."""
    if old is None:
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)  # mkstemp's files are private
        return
    if hasattr(os, "chown"):
        for owner in ((old.st_uid, -1), (-1, old.st_gid)):
            with contextlib.suppress(PermissionError):  # somebody else's file, in a folder that is ours to write
                os.chown(part, *owner)
    part.chmod(stat.S_IMODE(old.st_mode) & 0o777)


def _prefix(path: Path) -> str:
    """Return how the name of a part begins: with that of its file, which may be as long as the system allows."""
    return f".{path.name[:_NAMED]}."


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
    stray = re.compile(rf"{re.escape(_prefix(path))}[a-z0-9_]{{8}}\.part\Z")  # as mkstemp names them
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if stray.match(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > STRAY:
                        Path(entry.path).unlink()
