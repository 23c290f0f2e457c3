"""Make a store and keep it current: what is new or changed is parsed, what is gone is taken out, the rest is left.

A store holds the user's corpus (with the shipped one) and any folders, archives and JSONL files that it was told of. It
is written in transactions of some documents each: readers see the last one that was finished, and a process that was
killed goes on from there when it is started again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from regparse.corpus import catalogue, sources
from regparse.errors import ReadError, RegparseError, StoreError
from regparse.intake import inputs
from regparse.intake.documents import printable
from regparse.model import Notice, ids
from regparse.notation.expressions import expression
from regparse.processes.worker import DiedError, Helper, told
from regparse.store import parsing, schema, twins
from regparse.store.stamp import kept, library_stamp
from regparse.store.write import Writer
from regparse.version import __version__

_BODIES = "SELECT c.body FROM text t JOIN content c ON c.text = t.id WHERE t.notice = ? AND t.language = ?"
_BATCH = 25
"""Documents of one transaction: what a killed process does again at most."""


class Report(NamedTuple):
    """What an index run did: documents by what became of them, why some could not be read, which files are none.

    ``shared`` are the documents that hold another text under an id that is taken, with the id that they got; ``copies``
    counts those that hold a text that is there already: they are one notice.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[tuple[str, str], ...]
    passed: dict[str, int]
    notices: int
    texts: int
    shared: tuple[tuple[str, str], ...] = ()
    copies: int = 0


_PARTED = expression("[!:/]")
"""What stands in a name behind a folder, an archive, a file of many documents."""

Progress = Callable[[str], None]
"""Is told each document, by its name, when it is done."""


class _Fault(NamedTuple):
    """What cannot be read, by its name, and why: a file, an archive or a line, or all that stands in a folder."""

    name: str
    why: str


class _Document(NamedTuple):
    """A document to keep: its name, what tells its state, its hash, and what it is parsed from."""

    name: str
    stamp: str
    sha256: str
    source: parsing.Source
    preferred: bool = False


def update(
    path: Path,
    folders: Sequence[Path] = (),
    *,
    forget: Sequence[Path] = (),
    rebuild: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Bring the store at ``path`` up to date: the corpus, what it was told of before, and ``folders`` besides.

    A folder may also be a file, an archive or a JSONL file. ``forget`` takes folders out again. What another version of
    regparse has parsed is parsed anew, with ``rebuild`` everything.

    Raises StoreError when the file is no store or another process writes it, ReadError when a folder is not there.
    """
    for folder in folders:
        if not folder.exists():
            raise ReadError("no-file-or-folder", path=folder)
    with (
        _open(path) as conn,
        contextlib.closing(_Worker(conn, anew=rebuild, progress=progress or (lambda _: None))) as worker,
    ):
        for folder in folders:
            worker.know(folder.resolve())
        for folder in forget:
            worker.forget(folder.resolve())
        worker.library()
        for source, root in conn.execute("SELECT id, root FROM source WHERE kind = 'files' ORDER BY id").fetchall():
            worker.files(source, Path(os.fsdecode(root)))
        return worker.report()


def refresh(path: Path) -> Report:
    """Bring what a store has of the corpus up to date, and leave folders as they are; errors as for :func:`update`."""
    with _open(path) as conn, contextlib.closing(_Worker(conn, anew=False, progress=lambda _: None)) as worker:
        worker.library()
        return worker.report()


@contextlib.contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    conn = schema.connect(path, write=True)
    try:
        yield conn
    except sqlite3.OperationalError as error:
        raise StoreError("store-unwritable", path=path, why=error) from error
    finally:
        conn.close()


class _Worker:
    def __init__(self, conn: sqlite3.Connection, *, anew: bool, progress: Progress) -> None:
        self.conn = conn
        self.anew = anew
        self.progress = progress
        self.counts: Counter[str] = Counter()
        self.failed: list[tuple[str, str]] = []
        self.passed: Counter[str] = Counter()
        self.shared: list[tuple[str, str]] = []
        self._parser = Helper("regparse.store.parsing:parse", catalogue.folder())

    def close(self) -> None:
        """End the process that parses."""
        self._parser.close()

    def know(self, folder: Path) -> None:
        """Note a folder as one to keep."""
        with _transaction(self.conn):
            self.conn.execute("INSERT OR IGNORE INTO source (kind, root) VALUES ('files', ?)", (kept(folder),))

    def forget(self, folder: Path) -> None:
        """Take out all that came from a folder."""
        row = self.conn.execute("SELECT id FROM source WHERE kind = 'files' AND root = ?", (kept(folder),)).fetchone()
        if row is None:
            raise StoreError("not-in-store", folder=folder)
        self.keep(row[0], ())
        with _transaction(self.conn):
            self.conn.execute("DELETE FROM source WHERE id = ?", row)

    def library(self) -> None:
        """Keep the corpus, shipped and own."""
        stamp = library_stamp()
        with _transaction(self.conn):
            self.conn.execute("INSERT OR IGNORE INTO source (kind, root) VALUES ('library', '')")
        (source,) = self.conn.execute("SELECT id FROM source WHERE kind = 'library'").fetchone()
        found = sources.library()

        def documents() -> Iterator[_Document]:
            for edition in found.editions():
                preferred = found.entries[edition.notice].default == edition.name
                state = f"{__version__} {edition.sha256} {edition.language} {preferred}"
                yield _Document(edition.ref, state, edition.sha256, edition, preferred)

        self.keep(source, documents())
        with _transaction(self.conn):
            facts = (("library", stamp), ("corpus", printable(str(catalogue.folder()))))
            self.conn.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts)

    def files(self, source: int, root: Path) -> None:
        """Keep the documents of a folder, an archive or a JSONL file. What is not there may come back: all stays."""
        if not root.exists():
            why = "it is not there; what it held is kept, and `--forget` takes it out"
            self.failed.append((printable(str(root)), why))
            return

        def documents() -> Iterator[_Document | _Fault]:
            for document in inputs.walk([root], self.passed):
                if document.data is None:
                    yield _Fault(
                        document.name, str(document.fault or ReadError("document-unreadable", name=document.file))
                    )
                    continue
                sha256 = hashlib.sha256(document.data).hexdigest()
                yield _Document(document.name, f"{__version__} {sha256}", sha256, document)

        self.keep(source, documents())

    def keep(self, source: int, documents: Iterable[_Document | _Fault]) -> None:
        """Make the store hold just these documents of a source, and what it held of those that cannot be read now."""
        rows = self.conn.execute("SELECT name, id, stamp, error FROM file WHERE source = ?", (source,))
        there = {name: state for name, *state in rows}
        seen: set[str] = set()
        waiting: list[tuple[_Document, tuple[Notice, ...], str | None]] = []
        faulty: set[str] = set()
        holders: set[str] = set()
        for document in documents:
            if isinstance(document, _Fault):
                holders = holders or {one for name in there for one in _holders(name)}
                faulty.add(document.name.removesuffix("!"))
                held = "; what it held is kept" if document.name.removesuffix("!") in holders else ""
                self.failed.append((document.name, document.why + held))
                continue
            if document.name in seen:
                continue
            seen.add(document.name)
            known = there.get(document.name)
            if known and known[1] == document.stamp and not self.anew:
                self.counts["unchanged"] += 1
                if known[2]:
                    self.failed.append((document.name, known[2]))
                self.progress(document.name)
                continue
            try:
                waiting.append((document, self._parser.call(document.source), None))
                self.counts["changed" if known else "added"] += 1
            except (RegparseError, DiedError) as error:
                why = str(told(error, document.name)) if isinstance(error, DiedError) else str(error)
                waiting.append((document, (), why))
                self.failed.append((document.name, why))
            except OSError as error:
                raise StoreError("no-process", why=error.strerror) from error
            self.progress(document.name)
            if len(waiting) >= _BATCH:
                self._write(source, waiting, ())
                waiting.clear()
        missing = {name: file for name, (file, *_) in there.items() if name not in seen}
        gone = [file for name, file in missing.items() if faulty.isdisjoint(_holders(name))]
        self.counts["unchanged"] += len(missing) - len(gone)
        self.counts["removed"] += len(gone)
        self._write(source, waiting, gone)

    def _write(
        self, source: int, documents: Sequence[tuple[_Document, tuple[Notice, ...], str | None]], gone: Sequence[int]
    ) -> None:
        if not documents and not gone:
            return
        with _transaction(self.conn):
            writer = Writer(self.conn)
            for file in gone:
                self._remove(writer, file)
            for document, notices, error in documents:
                old = self.conn.execute(
                    "SELECT id FROM file WHERE source = ? AND name = ?", (source, document.name)
                ).fetchone()
                if old:
                    self._remove(writer, old[0])
                new = self.conn.execute(
                    "INSERT INTO file (source, name, stamp, sha256, error) VALUES (?, ?, ?, ?, ?)",
                    (source, document.name, document.stamp, document.sha256, error),
                ).lastrowid
                kept = notices if any(one.edition for one in notices) else self._apart(notices, document.name)
                for notice in kept:
                    writer.add(notice, file=new, preferred=document.preferred)
            writer.flush()

    def _apart(self, notices: tuple[Notice, ...], name: str) -> Iterator[Notice]:
        """Give the notices of a document, those with ids of their own whose id another text has in the store."""
        renamed: dict[str, str] = {}
        for notice in notices:
            host = ids.host(notice.id)
            if host in renamed:
                yield twins.called(notice, notice.id.replace(host, renamed[host], 1))
                continue
            rows = self.conn.execute(_BODIES, (notice.id, notice.language)).fetchall()
            bodies = [zlib.decompress(body).decode() for (body,) in rows]
            if any(twins.alike(notice.text, body) for body in bodies):
                self.counts["copies"] += 1
            elif bodies:
                renamed[notice.id] = twins.other_id(notice)
                self.shared.append((name, renamed[notice.id]))
                notice = twins.called(notice, renamed[notice.id])  # noqa: PLW2901
            yield notice

    def _remove(self, writer: Writer, file: int) -> None:
        for (text,) in self.conn.execute("SELECT id FROM text WHERE file = ?", (file,)).fetchall():
            writer.remove(text)
        self.conn.execute("DELETE FROM file WHERE id = ?", (file,))

    def report(self) -> Report:
        notices, texts = self.conn.execute("SELECT count(DISTINCT notice), count(*) FROM text").fetchone()
        count = self.counts
        return Report(
            count["added"],
            count["changed"],
            count["removed"],
            count["unchanged"],
            tuple(self.failed),
            dict(sorted(self.passed.items())),
            notices,
            texts,
            tuple(self.shared),
            count["copies"],
        )


def _holders(name: str) -> Iterator[str]:
    """Give the names of what a document stands in, its own too: ``d/``, ``d/a.zip``, ``d/a.zip!b.txt``."""
    yield name
    for mark in _PARTED.finditer(name):
        yield name[: mark.end() if mark[0] == "/" else mark.start()]


@contextlib.contextmanager
def _transaction(conn: sqlite3.Connection) -> Iterator[None]:
    """Write all of what is written in the block, or nothing."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        conn.execute("ROLLBACK")
        raise
    conn.execute("COMMIT")
