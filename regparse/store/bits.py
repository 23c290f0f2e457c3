"""Sets of items as bits of a whole number: what many items have in common is one operation in C.

Bit ``n`` of a set is item ``n``. In the store a set is cut into chunks, each packed, so that a new text changes the
last chunks only.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator

from regparse.store import packing

CHUNK = 1 << 17
"""Items of one chunk: 16 KiB of bits before packing."""
_BYTES = CHUNK // 8
_MOST = 1 << 27
"""Most bytes between two chunks of a set: a billion items."""


def of(items: Iterable[int], top: int) -> int:
    """Give the set of some items, all below ``top``."""
    room = bytearray(top // 8 + 1)
    for item in items:
        room[item >> 3] |= 1 << (item & 7)
    return int.from_bytes(room, "little")


def members(bits: int, offset: int = 0) -> Iterator[int]:
    """Give the items of a set in order, ``offset`` added to each."""
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    step = 64
    for at in range(0, len(data), step):
        word = int.from_bytes(data[at : at + step], "little")
        while word:
            low = word & -word
            yield offset + at * 8 + low.bit_length() - 1
            word ^= low


_SOME = bytes([0, *[1] * 255])


def places(data: bytes) -> list[int]:
    """Give where the bytes of a set stand that are not empty."""
    marked = data.translate(_SOME)
    found = []
    at = marked.find(1)
    while at >= 0:
        found.append(at)
        at = marked.find(1, at + 1)
    return found


def load(conn: sqlite3.Connection, field: str, code: str) -> int:
    """Give the items that have a value of a field."""
    rows = conn.execute("SELECT chunk, bits FROM posting WHERE field = ? AND code = ? ORDER BY chunk", (field, code))
    data = bytearray()
    for chunk, packed in rows:
        if not isinstance(chunk, int) or not 0 <= chunk * _BYTES - len(data) <= _MOST:
            raise packing.damaged("a set of items is out of order")
        data.extend(bytes(chunk * _BYTES - len(data)))
        data += packing.unpacked(packed, _BYTES)
    return int.from_bytes(data, "little")


def change(conn: sqlite3.Connection, field: str, code: str, items: Iterable[int], *, there: bool) -> None:
    """Add items to the set of a value, or take them away."""
    chunks: dict[int, list[int]] = {}
    for item in items:
        chunks.setdefault(item // CHUNK, []).append(item % CHUNK)
    for chunk, found in chunks.items():
        key = (field, code, chunk)
        row = conn.execute("SELECT bits FROM posting WHERE field = ? AND code = ? AND chunk = ?", key).fetchone()
        old = int.from_bytes(packing.unpacked(row[0], _BYTES), "little") if row else 0
        changed = of(found, CHUNK)
        new = old | changed if there else old & ~changed
        if new:
            data = zlib.compress(new.to_bytes((new.bit_length() + 7) // 8, "little"), 1)
            conn.execute("INSERT OR REPLACE INTO posting VALUES (?, ?, ?, ?)", (*key, data))
        elif row:
            conn.execute("DELETE FROM posting WHERE field = ? AND code = ? AND chunk = ?", key)
