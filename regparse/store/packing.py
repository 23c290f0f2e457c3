"""What stands packed in a store, unpacked: never more of it than a store can hold, and damage told in one sentence.

A store is a file, and may come from anybody or from a disk that is going bad.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator

from regparse.errors import StoreError
from regparse.files import limits

_PASSING = frozenset(
    (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_FULL)
)
"""Errors of SQLite that say nothing against the file."""
_MISFITS = (sqlite3.DatabaseError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What comes of rows that are not as they were written: no UTF-8, no number, a reference to a row that is not there."""
_LONGEST = 120
"""Most characters of such an error that are told."""


def damaged(why: str) -> StoreError:
    """Return the error that says so."""
    return StoreError("store-damaged", why=why)


@contextlib.contextmanager
def rows() -> Iterator[None]:
    """Read rows of a file in a block: what rows raise that are not as they were written, is StoreError.

    Nothing but reading stands in such a block: a fault of ours would be told as one of the file. A store in memory,
    which nobody can have damaged, is read without it.
    """
    try:
        yield
    except _MISFITS as error:
        if getattr(error, "sqlite_errorcode", -1) & 0xFF in _PASSING:
            raise
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise damaged(told[:_LONGEST]) from error


def unpacked(packed: object, most: int | None = None) -> bytes:
    """Return what was packed by zlib: at most so many bytes, ``UNPACKED_BYTES`` unless said otherwise.

    Raises StoreError when it is more, or nothing that zlib has packed.
    """
    if not isinstance(packed, bytes):
        raise damaged("a row holds no bytes where it should")
    most = most or limits.get("UNPACKED_BYTES")
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, most)
        whole = unpacker.eof or (not unpacker.unconsumed_tail and not unpacker.decompress(b"", 1) and unpacker.eof)
    except zlib.error as error:
        raise damaged(str(error)) from error
    if not whole:
        raise damaged(f"a row is cut off, or unpacks to more than {most:,} bytes")
    return data


def text(packed: object) -> str:
    """Return a text that was packed; raises as :func:`unpacked`."""
    try:
        return unpacked(packed).decode()
    except UnicodeDecodeError as error:
        raise damaged(f"a text is no UTF-8: {error.reason}") from error
