"""Write a user's corpus: add an edition, remove one.

The folder holds the files byte for byte, each under a name with its hash in it, and ``manifest.toml``. A file is
written before the manifest that names it and deleted after the manifest that no longer does, each whole or not at all:
whenever a process is killed, the manifest names files that are there. What a killed one left behind is swept away by
the next. Processes take turns by a lock that the system frees when its holder dies.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regparse.corpus import catalogue
from regparse.errors import CorpusError, WriteError
from regparse.files import atomic, resources
from regparse.notation.expressions import expression

WAIT = 60.0
"""Seconds to wait for another process that writes to the same corpus."""

_SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_STORED = expression(r"[\w-]+\.[0-9a-f]{16}\.[a-z]+\Z")
_URL = expression(r"https?://[^\s\x00-\x20\x7f]{1,2000}\Z", re.IGNORECASE)
_PART = expression(r"\..+\.part\Z")
_HEAD = "# Written by `regparse corpus`. Paths are relative to this file; sha256 is of the file's bytes.\n"


class New(NamedTuple):
    """What is to be added: the fields of :class:`regparse.corpus.catalogue.Edition` that the caller knows."""

    notice: str
    name: str
    language: str
    media_type: str
    origin: str
    note: str = ""
    url: str | None = None
    retrieved: dt.date | None = None


def add(root: Path, new: New, data: bytes, *, replace: bool = False) -> catalogue.Edition:
    """Store ``data`` as an edition in the corpus folder ``root``, which is made if need be, and give the edition.

    The very same file under the same name is stored once: where it came from is brought up to date.

    Raises CorpusError when an id cannot name a file, when ``root`` is the shipped corpus, when the edition is there
    with another text and ``replace`` is false, or when another process holds the lock too long; WriteError when the
    folder cannot be written.
    """
    catalogue.check_name("notice", new.notice)
    catalogue.check_name("edition", new.name)
    if new.url is not None and not _URL.match(new.url):
        raise CorpusError("bad-address", url=new.url[:80])
    sha256 = hashlib.sha256(data).hexdigest()
    file = f"{new.notice}/{new.name}.{sha256[:16]}{_SUFFIXES.get(new.media_type, '.bin')}"
    with _writing(root) as rows:
        entry = next((row for row in rows if row["id"] == new.notice), None)
        if entry is None:
            entry = {"id": new.notice, "default": new.name, "edition": []}
            rows.append(entry)
            rows.sort(key=lambda row: row["id"])
        old = next((e for e in entry["edition"] if e["name"] == new.name), None)
        if old and old["sha256"] != sha256 and not replace:
            raise CorpusError("already-there", ref=f"{new.notice}@{new.name}")
        row: dict[str, Any] = {"name": new.name, "file": file, "language": new.language, "sha256": sha256}
        row |= {"note": new.note, "origin": new.origin, "media_type": new.media_type}
        row |= {"url": new.url, "retrieved": new.retrieved}
        kept = old if old and old["sha256"] == sha256 else {}
        row = kept | {key: value for key, value in row.items() if value is not None}
        entry["edition"] = [row if e is old else e for e in entry["edition"]] if old else [*entry["edition"], row]
        atomic.write(catalogue.inside(root, file), data)
    return catalogue.load(root).get(f"{new.notice}@{new.name}")


def remove(root: Path, ref: str) -> tuple[str, ...]:
    """Remove the edition that ``ID@EDITION`` names, or all of ``ID``, from the corpus folder; give what was removed.

    Raises CorpusError when there is none, and what :func:`add` raises of folders and locks.
    """
    notice, at, name = ref.partition("@")
    with _writing(root) as rows:
        gone = [f"{r['id']}@{e['name']}" for r in rows for e in r["edition"] if r["id"] == notice]
        gone = [edition for edition in gone if not at or edition == ref]
        if not gone:
            raise CorpusError("ref-not-in-corpus", ref=ref, root=root)
        for entry in [row for row in rows if row["id"] == notice]:
            entry["edition"] = [e for e in entry["edition"] if at and e["name"] != name]
            if not entry["edition"]:
                rows.remove(entry)
            elif entry["default"] == name:
                entry["default"] = entry["edition"][0]["name"]
    return tuple(gone)


@contextlib.contextmanager
def _writing(root: Path) -> Iterator[list[dict[str, Any]]]:
    """Give the manifest's entries to change, alone; what was changed is written when the block ends well."""
    if root.resolve().is_relative_to(resources.folder("corpus").resolve()):
        raise CorpusError("corpus-read-only")
    made = [folder for folder in (root, *root.parents) if not folder.exists()]
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _unmake(made)
        raise WriteError("unmakable", path=root, why=error.strerror) from error
    try:
        with _locked(root):
            yield from _changed(root)
    except BaseException:
        _unmake(made)
        raise


def _unmake(folders: list[Path]) -> None:
    """Take folders away that were made for what has failed, the innermost first, where nothing else is in them."""
    with contextlib.suppress(OSError):
        for folder in folders:
            with contextlib.suppress(FileNotFoundError):
                (folder / _LOCK).unlink()
            folder.rmdir()


_LOCK = ".lock"


def _changed(root: Path) -> Iterator[list[dict[str, Any]]]:
    """Give the manifest's entries as :func:`_writing` does, under its lock; a file that it does not name goes again."""
    try:
        manifest = root / catalogue.MANIFEST
        rows: list[dict[str, Any]] = []
        if manifest.exists():
            catalogue.load(root)  # says what is wrong with it
            rows = catalogue.rows(root)
        before = _dumps(rows)
        yield rows
        after = _dumps(rows)
        if after != before or not manifest.exists():
            atomic.write(manifest, after.encode())
        _sweep(root, {e["file"] for row in rows for e in row["edition"]})
    except BaseException:
        with contextlib.suppress(CorpusError, OSError, TypeError, KeyError):
            named = catalogue.rows(root) if (root / catalogue.MANIFEST).exists() else []
            _sweep(root, {e["file"] for row in named for e in row["edition"]})
        raise


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    path = root / _LOCK
    while True:
        try:
            held = FileLock(path).acquire(timeout=WAIT, poll_interval=0.02)
        except Timeout as error:
            raise CorpusError("corpus-busy", root=root, seconds=int(WAIT)) from error
        except OSError as error:
            raise WriteError("unwritable", path=path, why=error.strerror) from error
        with held:  # the system frees the lock of a process that dies
            if path.exists():
                yield
                return
        root.mkdir(parents=True, exist_ok=True)  # one that failed took the folder away again


def _sweep(root: Path, named: set[str]) -> None:
    """Delete what no manifest names and only :func:`add` can have written; other files are the user's."""
    for folder in (root, *(path for path in root.iterdir() if path.is_dir() and not path.is_symlink())):
        for path in folder.iterdir():
            stored = folder != root and _STORED.match(path.name) and f"{folder.name}/{path.name}" not in named
            if stored or _PART.match(path.name):
                with contextlib.suppress(OSError):
                    path.unlink()
        if folder != root:
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()


def _dumps(rows: list[dict[str, Any]]) -> str:
    """Give the manifest of entries, and of their editions and alignments, in TOML."""
    import tomli_w

    said = [{key: value for key, value in row.items() if value != []} for row in rows]
    return f"{_HEAD}\n{tomli_w.dumps({'notice': said})}" if said else _HEAD
