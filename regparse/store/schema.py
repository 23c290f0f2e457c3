"""The store's file: one SQLite database, its tables and their version.

The tables may be read with any tool for SQLite. Spans are ``[start, end)`` in code points into the text of the notice.

- ``meta``: how new the corpus in it is, and the next numbers of items and texts, which are given out once;
- ``source``: a corpus or a folder that is indexed; ``file``: a file of it, with its hash, and why it was passed over;
- ``text``: one edition of a notice and what it says of itself; ``content``: its text and its parse (packed by zlib);
- ``clause``, ``provision``: units and norms; ``fact``: what a norm says, with its span: ``agency`` (with ``role``),
  ``addressee``, ``activity`` (with ``phrase``), ``exception``, ``asset``, ``sanction``;
- ``name``: the titles that a notice answers to, as they are compared;
- ``citation``: references, and the id of the notice that each one means by its number or title (``cites``),
  beside the title as it is compared;
- ``posting``: for each field and value the items that have it, as bits; ``words``: the full text (FTS5, see
  ``tokens``).

An item is a norm or a clause; its number is the ``id`` of its row. The norms of a clause stand before it, one behind
the other, and a text begins at a multiple of eight: queries count on both (see ``bits``).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from regparse.errors import StoreError

VERSION = 3
"""Changes when a table or the tokens change: a store of another version is built anew from its sources."""
APPLICATION = 0x72656770
"""Says in the file's header that it is a store of regparse ("regp")."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, root TEXT NOT NULL, UNIQUE (kind, root)
);
CREATE TABLE file (
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, name TEXT NOT NULL, stamp TEXT NOT NULL,
  sha256 TEXT NOT NULL, error TEXT, UNIQUE (source, name)
);
CREATE TABLE text (
  id INTEGER PRIMARY KEY, file INTEGER REFERENCES file, notice TEXT NOT NULL, edition TEXT, language TEXT NOT NULL,
  preferred INTEGER NOT NULL, title TEXT NOT NULL, number TEXT, issued_on TEXT, effective TEXT,
  in_force_from TEXT, sha256 TEXT NOT NULL, first INTEGER NOT NULL, items INTEGER NOT NULL
);
CREATE TABLE content (text INTEGER PRIMARY KEY REFERENCES text, body BLOB NOT NULL, parse BLOB NOT NULL);
CREATE INDEX text_notice ON text (notice);
CREATE INDEX text_file ON text (file);
CREATE TABLE issuer (
  text INTEGER NOT NULL REFERENCES text, agency TEXT NOT NULL, PRIMARY KEY (text, agency)
) WITHOUT ROWID;
CREATE TABLE name (key TEXT NOT NULL, text INTEGER NOT NULL REFERENCES text, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE INDEX name_text ON name (text);
CREATE TABLE clause (
  id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text, ref TEXT NOT NULL, number INTEGER, label TEXT,
  kind TEXT NOT NULL, section TEXT, heading TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,
  paragraphs TEXT NOT NULL
);
CREATE TABLE provision (
  id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text, clause INTEGER NOT NULL REFERENCES clause,
  ref TEXT NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  words TEXT NOT NULL, territory TEXT, condition TEXT, open_ended INTEGER NOT NULL,
  certainty TEXT NOT NULL
);
CREATE TABLE fact (
  provision INTEGER NOT NULL REFERENCES provision, n INTEGER NOT NULL, field TEXT NOT NULL, code TEXT, role TEXT,
  phrase TEXT, holder TEXT, successor TEXT, start INTEGER, end INTEGER, PRIMARY KEY (provision, n)
) WITHOUT ROWID;
CREATE TABLE citation (
  id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text, clause INTEGER REFERENCES clause, kind TEXT NOT NULL,
  words TEXT NOT NULL, title TEXT, number TEXT, article TEXT, target TEXT, cites TEXT, title_key TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX citation_text ON citation (text);
CREATE INDEX citation_cites ON citation (cites);
CREATE INDEX citation_repeals ON citation (kind, cites) WHERE kind = 'repeals';
CREATE TABLE posting (
  field TEXT NOT NULL, code TEXT NOT NULL, chunk INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (field, code, chunk)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (tokens, content='', tokenize="unicode61 remove_diacritics 0");
"""


def connect(path: Path | None, *, write: bool = False) -> sqlite3.Connection:
    """Open a store's file, or one in memory without a ``path``; with ``write`` it is made where there is none.

    Readers see the store as it stood when they began to read, also beside a writer (write-ahead log).

    Raises StoreError when there is none to read, when the file is none of ours or of another version, and when SQLite
    cannot open it or lacks FTS5.
    """
    name = str(path) if path else ":memory:"
    try:
        if path is None:
            conn = sqlite3.connect(name, isolation_level=None)
        elif write:
            path.parent.mkdir(parents=True, exist_ok=True)
            conn = sqlite3.connect(name, isolation_level=None, timeout=30)
        else:
            if not path.is_file():
                raise StoreError("no-store", path=name)
            conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30)
    except (OSError, sqlite3.Error) as error:
        raise StoreError("store-unopenable", path=name, why=error) from error
    try:
        try:
            _settle(conn, name, write=write or path is None)
        except sqlite3.OperationalError as error:
            if path is None or write or os.access(path.parent, os.W_OK):
                raise
            conn.close()
            conn = _unwritable(path, error)
            _settle(conn, name, write=False)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite tells of damage in the bytes of the damage
        conn.close()
        raise StoreError("store-unopenable", path=name, why=error) from error
    except StoreError:
        conn.close()
        raise
    return conn


def _unwritable(path: Path, error: sqlite3.Error) -> sqlite3.Connection:
    """Open a store whose folder cannot be written, as readers of one that may change must: as one that does not.

    Raises StoreError when a writer left changes beside it, which only they would put into it.
    """
    beside = path.with_name(f"{path.name}-wal")
    if beside.exists() and beside.stat().st_size:
        raise StoreError("store-beside", path=path, beside=beside.name) from error
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _settle(conn: sqlite3.Connection, name: str, *, write: bool) -> None:
    """See that the file is a store of this version; make the tables of an empty one."""
    conn.execute("PRAGMA cache_size = -32768")
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    (application,) = conn.execute("PRAGMA application_id").fetchone()
    (tables,) = conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION and (tables or not write):
        raise StoreError("not-a-store", path=name)
    if application == APPLICATION and version > VERSION:
        raise StoreError("store-newer", path=name, version=str(version))
    if application == APPLICATION and version < VERSION and not write:
        raise StoreError("store-older", path=name)
    if not write:
        return
    if name != ":memory:":
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")
    if tables and version == VERSION:
        return
    conn.execute("BEGIN IMMEDIATE")
    sources = []
    if conn.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        if tables:
            sources = conn.execute("SELECT kind, root FROM source ORDER BY id").fetchall()
            _drop(conn)
        for statement in _TABLES.split(";\n"):
            if statement.strip():
                conn.execute(statement)
        conn.executemany("INSERT INTO source (kind, root) VALUES (?, ?)", sources)
        conn.execute(f"PRAGMA application_id = {APPLICATION}")
        conn.execute(f"PRAGMA user_version = {VERSION}")
    conn.execute("COMMIT")


def _drop(conn: sqlite3.Connection) -> None:
    """Drop every table of an older version; what was indexed stands in ``source`` and is read anew."""
    names = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    for (name,) in sorted(names, key=lambda row: not row[0].startswith("words")):
        conn.execute(f'DROP TABLE IF EXISTS "{name}"')
