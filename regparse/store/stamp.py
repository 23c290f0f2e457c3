"""Is a store as new as the corpus? Told without reading either."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from regparse.corpus import catalogue
from regparse.files import resources
from regparse.intake.documents import printable
from regparse.version import __version__


def stale(conn: sqlite3.Connection) -> bool:
    """Tell whether the corpus, or regparse, has changed since the store was made."""
    row = conn.execute("SELECT value FROM meta WHERE key = 'library'").fetchone()
    return row is None or row[0] != library_stamp()


def other_corpus(conn: sqlite3.Connection) -> str | None:
    """Give the folder of the user's corpus that a store was made with, where it is another one than now."""
    row = conn.execute("SELECT value FROM meta WHERE key = 'corpus'").fetchone()
    return row[0] if row and row[0] != printable(str(catalogue.folder())) else None


def library_stamp() -> str:
    """Give what changes whenever regparse, or the shipped or the user's corpus does."""
    parts = [__version__]
    for root in (resources.folder("corpus"), catalogue.folder()):
        name = printable(str(root))
        try:
            stat = (root / catalogue.MANIFEST).stat()
            parts.append(f"{name}:{stat.st_mtime_ns}:{stat.st_size}")
        except OSError:
            parts.append(f"{name}:-")
    return "|".join(parts)


def kept(path: Path) -> str | bytes:
    """Return a path as a store keeps it: its bytes where its name is no UTF-8."""
    name = str(path)
    return name if printable(name) == name else os.fsencode(name)


def listed(conn: sqlite3.Connection) -> list[tuple[str, int, int, int]]:
    """Give what a store was told of: the corpus ("") and folders, each with its documents, notices and faults."""
    rows = conn.execute(
        "SELECT s.root, count(DISTINCT f.id), count(DISTINCT t.notice),"
        " count(DISTINCT iif(f.error IS NULL, NULL, f.id))"
        " FROM source s LEFT JOIN file f ON f.source = s.id LEFT JOIN text t ON t.file = f.id"
        " GROUP BY s.id ORDER BY s.kind = 'files', s.root"
    )
    return [(printable(os.fsdecode(root)), *counts) for root, *counts in rows]
