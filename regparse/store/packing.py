"""What stands packed in a store, unpacked: never more of it than a store can hold, and damage told in one sentence.

A store is a file, and may come from anybody or from a disk that is going bad.
"""

from __future__ import annotations

import zlib

from regparse.errors import StoreError
from regparse.files import limits


def damaged(why: str) -> StoreError:
    """Return the error that says so."""
    return StoreError("store-damaged", why=why)


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
