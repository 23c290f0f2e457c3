"""The members of archives as documents: zip, and tar plain or compressed, read in their own order from the start.

An archive may come from anybody. A member beyond the limit on bytes is not held, an archive that unpacks to too many
times its size is not read to its end, nothing is written anywhere, and the names of members are names only.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from regparse.errors import ReadError
from regparse.files import limits
from regparse.intake import lines
from regparse.intake.documents import Document, kind, packed, printable, read, weighed
from regparse.notation.expressions import expression

DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(NotImplementedError, OSError, EOFError, ValueError, RuntimeError, OverflowError, UnicodeError),
)
"""What reading a damaged archive raises."""
_FREE = 1_000_000
"""Bytes that an archive may unpack to whatever its size."""
_BLOCK = 512
_END_SIZE = 22
_CHUNK = 1 << 16
_STRANGE = expression("[\u0250-\u07ff]")
"""What GBK reads like where it happens to be UTF-8: letters between Latin and Chinese."""


def members(path: Path, name: str, passed: Counter[str]) -> Iterator[Document]:
    """Give the documents of an archive; what is none is counted in ``passed``.

    What cannot be read of it is one document with its fault, under the name of the member or of the archive.
    """
    last = ""
    try:
        with path.open("rb") as file:
            found = _zip(file, name, passed) if name.lower().endswith(".zip") else _tar(file, name, passed)
            for document in weighed(found, file):
                last = document.name
                yield document
    except ReadError as error:
        yield Document(f"{name}!", path.name, None, error)
    except DAMAGE as error:
        fault = ReadError("archive-damaged", name=path.name, after=last, why=_why(error))
        yield Document(f"{name}!", path.name, None, fault)


def _why(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def unpacked(file: BinaryIO, name: str) -> io.BufferedReader:
    """Give a stream of what a file holds, unpacked where its name says that it is packed."""
    how = packed(name)
    if how == "gz":
        return io.BufferedReader(_Unpacked(file, gzip.GzipFile(fileobj=file), name), _CHUNK)
    if how == "bz2":
        return io.BufferedReader(_Unpacked(file, bz2.BZ2File(file), name), _CHUNK)
    if how == "xz":
        return io.BufferedReader(_Unpacked(file, lzma.LZMAFile(file), name), _CHUNK)
    return cast(io.BufferedReader, file)


class _Unpacked(io.RawIOBase):
    """Counts what a stream unpacks to, and stops at too many times what was read of it."""

    def __init__(self, file: BinaryIO, stream: io.BufferedIOBase, name: str) -> None:
        self._file, self._stream, self._name, self._size = file, stream, PurePosixPath(name).name, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._size += len(data)
        _check_ratio(self._size, self._file.tell(), self._name)
        buffer[: len(data)] = data
        return len(data)


def _check_ratio(size: int, held: int, name: str) -> None:
    if size > _FREE and size > limits.get("UNPACKED_RATIO") * max(held, 1):
        raise limits.beyond("UNPACKED_RATIO", name)


class _Names:
    """Makes names unique: a second member of one name is ``name#2``. Holds a number for each name, not the name."""

    def __init__(self, archive: str) -> None:
        self._archive, self._seen = archive, set[int]()

    def __call__(self, member: str) -> str:
        name, times = f"{self._archive}!{member}", 1
        while (mark := hash(name)) in self._seen:
            times += 1
            name = f"{self._archive}!{member}#{times}"
        self._seen.add(mark)
        return name


def _member(
    member: str, name: str, size: int, opened: Callable[[], IO[bytes]], passed: Counter[str]
) -> Iterator[Document]:
    """Give the documents in a member: itself, or the lines of it."""
    file = PurePosixPath(member).name
    what = kind(member)
    if what == "other":
        passed[PurePosixPath(member).suffix.lower() or "no suffix"] += 1
    elif what == "archive" or packed(member):
        yield Document(name, file, None, ReadError("archive-inside", name=file))
    else:
        with opened() as stream:
            if what == "lines":
                yield from lines.read(cast(BinaryIO, stream), name)
            else:
                yield read(cast(BinaryIO, stream), size, name, file)


def _hidden(member: str) -> bool:
    parts = PurePosixPath(member).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _zip(archive_file: BinaryIO, name: str, passed: Counter[str]) -> Iterator[Document]:
    size = archive_file.seek(0, io.SEEK_END)
    limits.check("ARCHIVE_INDEX", _index_bytes(archive_file, size), PurePosixPath(name).name)
    unique, unpacks = _Names(name), 0
    with zipfile.ZipFile(archive_file) as archive:
        for info in archive.infolist():
            member = _decoded(info)
            if info.is_dir():
                continue
            if _hidden(member):
                passed["hidden"] += 1
                continue
            full, file = unique(member), PurePosixPath(member).name
            if info.flag_bits & 1:
                yield Document(full, file, None, ReadError("member-password", name=file))
                continue
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # unpacked without a bound
                yield Document(full, file, None, ReadError("member-packing", name=file))
                continue
            unpacks += info.file_size if kind(member) in ("text", "lines") else 0
            _check_ratio(unpacks, size, PurePosixPath(name).name)
            lines_read = 0
            try:
                for document in _member(member, full, info.file_size, partial(archive.open, info), passed):
                    lines_read += document.row
                    yield document
            except DAMAGE as error:  # the next member can be read nonetheless
                label = f"{full}!" if lines_read else full
                yield Document(label, file, None, ReadError("member-damaged", name=file, why=_why(error)))


def _index_bytes(file: BinaryIO, size: int) -> int:
    """Give the size of a zip's table of contents as its end record states it; zipfile takes eight times that."""
    start = file.seek(max(0, size - _END_SIZE - 0xFFFF))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + _END_SIZE:
        return 0  # which zipfile calls no archive
    found = int.from_bytes(tail[end + 12 : end + 16], "little")
    locator = start + end - 20
    if locator >= 0:
        file.seek(locator)
        record = file.read(20)
        if record.startswith(b"PK\x06\x07"):  # of an archive beyond 4 GB or 65,535 members
            file.seek(min(int.from_bytes(record[8:16], "little"), size))
            found = max(found, int.from_bytes(file.read(56)[40:48], "little"))
    return found


def _decoded(info: zipfile.ZipInfo) -> str:
    """Give a member's name: where the archive does not say that it is UTF-8, it may be so, or in a Chinese encoding."""
    if info.flag_bits & 0x800:
        return printable(info.filename)
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return printable(info.filename)
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" or not _STRANGE.search(name):
            return name
    return printable(info.filename)


class _Forward:
    """A stream that is only read on: what tarfile needs of a file, with a limit on what it reads at once."""

    def __init__(self, stream: io.BufferedReader, *, seekable: bool) -> None:
        self._stream, self._seekable, self._at = stream, seekable, 0
        self.last = b""

    def tell(self) -> int:
        return self._at

    def seek(self, position: int) -> int:
        if position < self._at:
            raise tarfile.ReadError("a member begins before the one in front of it ends")
        if self._seekable:
            self._at = self._stream.seek(position)
        while self._at < position:
            data = self._stream.read(min(_CHUNK, position - self._at))
            if not data:
                break
            self._at += len(data)
        return self._at

    def read(self, size: int = -1) -> bytes:
        most = limits.get("FILE_BYTES") + _BLOCK
        if size < 0 or size > most:
            raise tarfile.ReadError("a header is larger than any file that is read")
        self.last = self._stream.read(size)
        self._at += len(self.last)
        return self.last


def _tar(file: BinaryIO, name: str, passed: Counter[str]) -> Iterator[Document]:
    stream = _Forward(unpacked(file, name), seekable=not packed(name))
    unique = _Names(name)
    with tarfile.TarFile(fileobj=cast(IO[bytes], stream), mode="r") as archive:
        held: list[tarfile.TarInfo] = vars(archive)["members"]
        while (info := archive.next()) is not None:
            held.clear()  # it would keep them all
            member = printable(info.name)
            if info.isdir():
                continue
            if not info.isreg():
                passed["links and devices"] += 1
            elif _hidden(member):
                passed["hidden"] += 1
            else:
                opened = partial(_extracted, archive, info)
                yield from _member(member, unique(member), info.size, opened, passed)
    if stream.last.strip(b"\0") or len(stream.last) < _BLOCK:
        raise tarfile.ReadError("it has no end mark")


def _extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    found = archive.extractfile(info)
    if found is None:
        raise tarfile.ReadError(f"{info.name} cannot be read")
    return found
