"""A small file of each format, and what chance makes of it."""

from __future__ import annotations

import io
import json
import random
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from fuzzing.patterns import HEADS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tests" / "support"))

from handmade_files import docx, pdf

import regparse
from regparse.store import index, schema

_NOTICE = HEADS["zh"] + "".join(
    f"（{n}）银行不得出借账户，应当于10日内向中国人民银行报告《账户办法》（银发〔2019〕{i}号）规定的损失。\n"
    for i, n in enumerate("一二三四五六七八九", 1)
) + "2019年3月4日\n"  # fmt: skip
_PLAIN_ZIP = 0.5
"""How often a packed file is damaged outside, rather than within what it packs."""


def _page() -> str:
    body = "".join(f"<p class=a>{line}</p>" for line in _NOTICE.split("\n"))
    return f"<html><head><meta charset=utf-8></head><body>{body}<table><tr><td>1<td>2</table><ol><li>a</ol></body>"


def _word() -> bytes:
    return docx("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _NOTICE.split("\n")))


def _pdf() -> bytes:
    lines = b"".join(
        b"BT /F 12 Tf 72 %d Td (%d. Banks shall not lend accounts.) Tj ET " % (700 - 20 * n, n) for n in range(9)
    )
    return pdf(lines, packed=True)


def _zip() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", _NOTICE)
        file.writestr("b.html", _page())
    return archive.getvalue()


def _tar(mode: str) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode=mode) as file:  # type: ignore[call-overload]
        for name, data in (("a.txt", _NOTICE.encode()), ("b.html", _page().encode())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return archive.getvalue()


def _store() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(_NOTICE, encoding="utf-8")
        index.update(Path(folder) / "store.sqlite", [path])
        with closing(schema.connect(Path(folder) / "store.sqlite", write=True)) as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return (Path(folder) / "store.sqlite").read_bytes()


def _exported(to: Any) -> bytes:
    whole = regparse.export(regparse.parse_text(_NOTICE), to)
    return whole if isinstance(whole, bytes) else whole.encode()


SEEDS: dict[str, Callable[[], bytes]] = {
    "txt": _NOTICE.encode,
    "md": f"# 关于测试账户管理的通知\n\n{_NOTICE}\n| a | b |\n| - | - |\n| 1 | 2 |\n\n1. **a**\n".encode,
    "html": lambda: _page().encode(),
    "docx": _word,
    "pdf": _pdf,
    "jsonl": lambda: (json.dumps({"id": 1, "text": _NOTICE}, ensure_ascii=False) + "\n").encode() * 3,
    "zip": _zip,
    "tar": lambda: _tar("w"),
    "tar.gz": lambda: _tar("w:gz"),
    "json": lambda: _exported("json"),
    "akn": lambda: _exported("akn"),
    "sqlite": _store,
}  # fmt: skip
"""What makes a small file of each format: those of notices, those of many documents, exports, a store."""


@cache
def seed(kind: str) -> bytes:
    """Return the small file of a format."""
    return SEEDS[kind]()


_BITS = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n" * 9, b"<", b"</p>", b"<table>" * 9, b"&#1114112;", b"]]>", b"\\u0000",
    "《".encode(), "）".encode() * 30, "第一条".encode(), "　".encode() * 50, "\u202e".encode(), b"9" * 400,
    b"/Kids[3 0 R]", b"1 0 obj", b"stream\n", b"PK\x03\x04", b"\xed\xa0\x80", b"|" * 40, b"**", b"<!--", b"<![CDATA[",
    b"<w:tbl><w:tr><w:tc>" * 5, b'w:val="99999999999"', b"{", b'"', b"-1", b"0x", "一、".encode() * 20, b"null",
    b"\\ud800", b"1e999", b"[" * 300,
)  # fmt: skip


def damaged(kind: str, chance: random.Random) -> bytes:
    """Return the file of a format with a few damages; of a packed one, every other time, within what it packs."""
    data = seed(kind)
    if kind == "sqlite":
        return _overwritten(data, chance)
    if kind not in ("docx", "zip") or chance.random() < _PLAIN_ZIP:
        return _mutated(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, _mutated(part, chance) if chance.random() < 0.7 else part)
    return out.getvalue()


def _mutated(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        at, length = chance.randrange(len(out) + 1), chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0:
                del out[at : at + length]
            case 1 if out:
                out[at % len(out)] ^= 1 << chance.randrange(8)
            case 2:
                out[at:at] = out[at : at + length] * chance.choice((1, 3, 50))
            case 3:
                out[at:at] = chance.choice(_BITS)
            case 4:
                other = chance.randrange(len(out) + 1)
                out[at:at] = out[other : other + length]
            case _:
                out[at : at + length] = bytes(chance.randrange(256) for _ in range(min(length, 8)))
        if len(out) > 2_000_000:
            break
    return bytes(out)


def _overwritten(data: bytes, chance: random.Random) -> bytes:
    """Return a file of pages with bytes of it changed, pages exchanged, or its end cut off."""
    out, page = bytearray(data), 4096
    for _ in range(chance.choice((1, 2, 8, 60))):
        at = chance.randrange(len(out))
        match chance.randrange(4):
            case 0:
                out[at] = chance.randrange(256)
            case 1:
                out[at : at + 8] = bytes(chance.randrange(256) for _ in range(len(out[at : at + 8])))
            case 2:
                one, other = (chance.randrange(len(out) // page) * page for _ in range(2))
                out[one : one + page], out[other : other + page] = out[other : other + page], out[one : one + page]
            case _ if chance.random() < 0.1:
                del out[max(at, page) :]
            case _:
                out[at : at + 64] = bytes(len(out[at : at + 64]))
    return bytes(out)
