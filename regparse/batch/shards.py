"""Write the shards: what came of so many documents, and what was wrong with some, each file whole or not at all.

``shard-000003.jsonl`` (or ``.parquet``) holds the notices, ``errors-000003.jsonl`` the documents that could not be
parsed, where there are any. What comes is written at once: a shard is never held.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, cast

from regparse.batch import rows
from regparse.batch.work import Outcome
from regparse.errors import WriteError
from regparse.files import atomic

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP = 20_000
"""Rows in a row group of Parquet: what is held of them before they are written."""


class File(NamedTuple):
    """A file that was written: its name in the folder, its size in bytes and its hash."""

    name: str
    bytes: int
    sha256: str


class Written(NamedTuple):
    """What a finished shard holds."""

    file: File
    errors: File | None
    documents: int
    notices: int
    bad: int


class _Hashed:
    """A file that is hashed as it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0
        self.closed = False

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class _Sink(Protocol):
    def add(self, data: bytes) -> None: ...

    def finish(self) -> None: ...


class _Lines:
    """JSONL: the lines as they come."""

    def __init__(self, file: _Hashed) -> None:
        self.add = file.write

    def finish(self) -> None:
        """Nothing is held back."""


class _Parquet:
    """Parquet: row groups of one size, so that the bytes do not tell in what pieces the rows came."""

    def __init__(self, file: _Hashed) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self._columns = rows.schema()
        self._writer: Any = parquet.ParquetWriter(pa.PythonFile(file, mode="w"), self._columns, compression="zstd")
        self._held: list[pa.Table] = []

    def add(self, data: bytes) -> None:
        import pyarrow as pa

        with pa.ipc.open_stream(data) as stream:
            self._held.append(stream.read_all())
        if sum(table.num_rows for table in self._held) >= _GROUP:
            self._write(whole_groups=True)

    def finish(self) -> None:
        self._write(whole_groups=False)
        self._writer.close()

    def _write(self, *, whole_groups: bool) -> None:
        import pyarrow as pa

        table = pa.concat_tables(self._held or [self._columns.empty_table()]).combine_chunks()
        end = table.num_rows - table.num_rows % _GROUP if whole_groups else table.num_rows
        for start in range(0, end, _GROUP):
            self._writer.write_table(
                table.slice(start, min(_GROUP, end - start)).combine_chunks(), row_group_size=_GROUP
            )
        self._held = [table.slice(end).combine_chunks()] if end < table.num_rows else []


class _DroppedError(Exception):
    """Leaves the blocks of files that are not to be kept."""


class Shard:
    """A shard that is being written."""

    def __init__(self, folder: Path, number: int, format: str) -> None:
        """Begin the shard ``number`` in a folder. Raises WriteError when nothing can be written there."""
        self._folder, self._name, self._errors_name = folder, name(number, format), f"errors-{number:06}.jsonl"
        self._stack = contextlib.ExitStack()
        self._file = self._open(self._name)
        self._sink: _Sink = cast(_Sink, (_Parquet if format == "parquet" else _Lines)(self._file))
        self._errors: _Hashed | None = None
        self._counts = (0, 0, 0)

    def _open(self, name: str) -> _Hashed:
        return _Hashed(self._stack.enter_context(atomic.opened(self._folder / name)))

    def add(self, outcome: Outcome) -> None:
        """Add what came of the next piece. Raises WriteError when it cannot be written."""
        with self._told():
            self._sink.add(outcome.data)
            if outcome.errors:
                self._errors = self._errors or self._open(self._errors_name)
                self._errors.write(outcome.errors)
        documents, notices, bad = self._counts
        self._counts = (documents + outcome.documents, notices + outcome.notices, bad + outcome.bad)

    def finish(self) -> Written:
        """Put the files in their places. Raises WriteError when that cannot be done."""
        with self._told():
            self._sink.finish()
        self._stack.close()
        if self._errors is None:
            (self._folder / self._errors_name).unlink(missing_ok=True)  # of a run that was killed
        errors = File(self._errors_name, self._errors.size, self._errors.sha256) if self._errors else None
        return Written(File(self._name, self._file.size, self._file.sha256), errors, *self._counts)

    def drop(self) -> None:
        """Leave nothing of it."""
        with contextlib.suppress(_DroppedError):
            error = _DroppedError()
            self._stack.__exit__(_DroppedError, error, error.__traceback__)

    @contextlib.contextmanager
    def _told(self) -> Any:
        try:
            yield
        except OSError as error:
            raise WriteError("unwritable", path=self._folder / self._name, why=error.strerror) from error


def name(number: int, format: str) -> str:
    """Give the name of the shard ``number``."""
    return f"shard-{number:06}.{format}"


def intact(folder: Path, file: File) -> bool:
    """Tell whether a file is there as it was written."""
    try:
        with (folder / file.name).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    except OSError:
        return False
