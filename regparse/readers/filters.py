"""The filters of PDF streams that Python has no module for, or whose damage it does not forgive.

Each unpacks to about ``most`` bytes and stops: what goes on is beyond the limits anyway (ISO 32000-1, 7.4).
"""

from __future__ import annotations

import zlib


def inflated(data: bytes, most: int) -> bytes:
    """Unpack zlib's packing; a damaged stream gives all that stands before the damage, as it does in PDFium."""
    out: list[bytes] = []
    size, step, start, unpacker = 0, 4096, 0, zlib.decompressobj()
    while start < len(data) and size <= most:
        before = unpacker.copy()
        try:
            out.append(unpacker.decompress(data[start : start + step]))
        except zlib.error:
            if step == 1:
                break
            unpacker, step = before, 1
            continue
        size += len(out[-1])
        start += step
    return b"".join(out)


def unrun(data: bytes, most: int) -> bytes:
    """Unpack runs: a byte tells how many follow, or how often the next one is repeated; 128 ends."""
    out, at = bytearray(), 0
    while at < len(data) - 1 and data[at] != 128 and len(out) <= most:
        count = data[at] + 1
        if count <= 128:
            out += data[at + 1 : at + 1 + count]
            at += 1 + count
        else:
            out += data[at + 1 : at + 2] * (258 - count)
            at += 2
    return bytes(out)


def unlzw(data: bytes, most: int) -> bytes:
    """Unpack LZW as PDF has it: codes of 9 to 12 bits, 256 begins anew, 257 ends."""
    out, size = [], 0
    table = [bytes([n]) for n in range(256)] + [b"", b""]
    last, width, held, bits = b"", 9, 0, 0
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == 257 or size > most:
            break
        if code == 256:
            del table[258:]
            last, width = b"", 9
            continue
        made = table[code] if code < len(table) else last + last[:1]
        if last and len(table) < 4096:
            table.append(last + made[:1])
            width = min(max(9, (len(table) + 1).bit_length()), 12)
        out.append(made)
        size += len(made)
        last = made
    return b"".join(out)
