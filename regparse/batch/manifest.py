"""The manifest of a batch: what was asked for, and which shards are finished.

``manifest.jsonl`` is a file of lines of JSON. The first says who made it and how; each further one is a finished shard,
with its hashes and the fingerprint of the documents that it was made of; the last, when all is done, gives the sums::

    {"schema": "regparse/batch/1", "version": "0.1.0", "settings": {"inputs": ["notices"], "format": "jsonl", …}}
    {"shard": 0, "file": "shard-000000.jsonl", "sha256": "…", "documents": 500, "notices": 498, "bad": 2, …}
    {"end": {"documents": 500, "notices": 498, "bad": 2, "passed_over": {".png": 3}}}

A shard's files are on the disk before its line is, so that a line that is there can be relied on. A line that was cut
off by a kill is dropped. Nothing in it tells a time: the same run gives the same manifest.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from regparse.batch import shards
from regparse.batch.work import Setup
from regparse.errors import BatchError, WriteError
from regparse.files import atomic
from regparse.intake.documents import Document
from regparse.notation.expressions import expression

SCHEMA = "regparse/batch/1"
NAME = "manifest.jsonl"
_LOCK = ".lock"
_OURS = expression(r"(?:shard-\d{6,}\.(?:jsonl|parquet)|errors-\d{6,}\.jsonl|manifest\.jsonl)\Z")
_PART = expression(r"\.(?:shard|errors|manifest)\S*\.[a-z0-9_]{8}\.part\Z")


class Record(NamedTuple):
    """A finished shard. ``fingerprint`` is of the names and bytes of its documents, from ``first`` to ``last``."""

    shard: int
    written: shards.Written
    fingerprint: str
    first: str
    last: str

    def line(self) -> dict[str, Any]:
        """Give it as it stands in the manifest."""
        file, errors = self.written.file, self.written.errors
        return {
            "shard": self.shard,
            "file": file.name,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "documents": self.written.documents,
            "notices": self.written.notices,
            "bad": self.written.bad,
            "errors": {"file": errors.name, "bytes": errors.bytes, "sha256": errors.sha256} if errors else None,
            "fingerprint": self.fingerprint,
            "first": self.first,
            "last": self.last,
        }

    @classmethod
    def read(cls, line: Mapping[str, Any]) -> Record:
        """Read one. Raises KeyError or TypeError when it is none."""
        errors = line["errors"]
        written = shards.Written(
            shards.File(line["file"], line["bytes"], line["sha256"]),
            shards.File(errors["file"], errors["bytes"], errors["sha256"]) if errors else None,
            line["documents"],
            line["notices"],
            line["bad"],
        )
        return cls(line["shard"], written, line["fingerprint"], line["first"], line["last"])


class Fingerprint:
    """Takes the documents of a shard one by one."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.first = self.last = ""
        self.documents = 0

    def add(self, document: Document) -> None:
        """Take the next document."""
        self.first = self.first or document.name
        self.last = document.name
        self.documents += 1
        for part in (
            document.name.encode(),
            str(document.fault or "").encode("utf-8", "replace"),
            document.data or b"",
        ):
            self._hash.update(len(part).to_bytes(8, "big") + part)

    def value(self) -> str:
        """Give the fingerprint."""
        return self._hash.hexdigest()


class Manifest:
    """The manifest in a folder, open to go on with: ``done`` are the finished shards that are there as written."""

    def __init__(self, folder: Path, done: dict[int, Record], head: dict[str, Any]) -> None:
        self.folder, self._head = folder, head
        self.done = done
        self._as_is = True

    def add(self, record: Record) -> None:
        """Note a finished shard. Raises WriteError when it cannot be written."""
        self.done[record.shard] = record
        if self._as_is:  # it may end with the sums, or with a line that was cut off
            self.write()
            return
        try:
            with (self.folder / NAME).open("ab") as file:
                file.write(_dumps(record.line()))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise WriteError("unwritable", path=self.folder / NAME, why=error.strerror) from error

    def finish(self, sums: Mapping[str, Any]) -> None:
        """Write it anew with the shards in order and the sums. Raises WriteError when it cannot be written."""
        self.write({"end": dict(sums)})

    def write(self, *last: Mapping[str, Any]) -> None:
        """Write it anew, whole."""
        records = (self.done[number].line() for number in sorted(self.done))
        atomic.write(self.folder / NAME, b"".join(map(_dumps, (self._head, *records, *last))))
        self._as_is = False


def settings(inputs: list[str], size: int, how: Setup) -> dict[str, Any]:
    """Give what must be the same for a run to go on with another."""
    kept = how._asdict()
    return {
        "inputs": inputs,
        "shard_size": size,
        **{key: kept[key] for key in ("format", "every", "text_field", "id_field", "corpus")},
        "limits": dict(how.limits),
    }


@contextlib.contextmanager
def opened(folder: Path, asked: Mapping[str, Any], version: str, *, restart: bool) -> Iterator[Manifest]:
    """Open the manifest in a folder, alone: a new one, or that of a run of the same settings, to go on with.

    With ``restart`` what another run left there is deleted first. What a killed run left unfinished is swept away, as
    is at the end what this one leaves so, and a finished shard whose file is not as it was written is not among the
    finished ones.

    Raises BatchError when another process writes there or the folder holds another run, WriteError when it cannot be
    written.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = FileLock(folder / _LOCK).acquire(blocking=False)
    except Timeout as error:
        raise BatchError("folder-busy", folder=folder) from error
    except OSError as error:
        raise WriteError("unwritable", path=folder, why=error.strerror) from error
    with held:  # the system frees the lock of a process that dies
        _sweep(folder, everything=restart)
        try:
            yield _begun(folder, {"schema": SCHEMA, "version": version, "settings": dict(asked)})
        finally:  # Ctrl-C may come when a part is made and nobody has it in hand yet
            with contextlib.suppress(WriteError, OSError):
                _sweep(folder, everything=False)


def _begun(folder: Path, head: dict[str, Any]) -> Manifest:
    """Give the manifest of a folder: that of a run of the same settings, or a new one, written."""
    lines = _lines(folder)
    if lines:
        _same(folder, lines[0], head)
    elif any(_OURS.match(path.name) for path in folder.iterdir()):
        raise BatchError("no-manifest", folder=folder)
    manifest = Manifest(folder, _finished(folder, lines[1:]), head)
    if not lines:
        manifest.write()
    return manifest


def _lines(folder: Path) -> list[dict[str, Any]]:
    """Give the lines of a manifest, up to one that was cut off; none where there is no manifest."""
    found: list[dict[str, Any]] = []
    try:
        with (folder / NAME).open("rb") as file:
            for line in file:
                value = json.loads(line) if line.endswith(b"\n") else None
                if not isinstance(value, dict):
                    break
                found.append(value)
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        if not found:
            raise BatchError("manifest-unreadable", path=folder / NAME, why=error) from None
    return found


def _same(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Raise BatchError when a manifest is of a run that the one asked for cannot go on with."""
    if old.get("schema") != new["schema"]:
        raise BatchError("other-manifest", folder=folder)
    if old.get("version") != new["version"]:
        raise BatchError("other-version", folder=folder, old=old.get("version"), new=new["version"])
    before = old.get("settings", {})
    for key, value in new["settings"].items():
        if before.get(key) != value:
            name = {"every": "all", "shard_size": "shard size"}.get(key, key.replace("_", " "))
            if key in ("limits", "corpus"):
                raise BatchError("other-setting", folder=folder, setting=name)
            raise BatchError("other-value", folder=folder, setting=name, old=_said(before.get(key)), new=_said(value))


def _said(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "unset"}[value]
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _finished(folder: Path, lines: list[dict[str, Any]]) -> dict[int, Record]:
    done: dict[int, Record] = {}
    for line in lines:
        if "shard" not in line:
            continue
        try:
            record = Record.read(line)
        except (KeyError, TypeError):
            continue
        files = [record.written.file, *([record.written.errors] if record.written.errors else [])]
        if all(shards.intact(folder, file) for file in files):
            done[record.shard] = record
    return done


def _sweep(folder: Path, *, everything: bool) -> None:
    """Delete what a killed run left unfinished; with ``everything``, also what it finished. Other files stay."""
    for path in folder.iterdir():
        if _PART.match(path.name) or (everything and _OURS.match(path.name)):
            try:
                path.unlink()
            except OSError as error:
                raise WriteError("undeletable", path=path, why=error.strerror) from error


def _dumps(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"
