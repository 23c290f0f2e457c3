"""Stores and corpora that are damaged, cannot be written, or unpack to more than anybody has."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import regparse
from regparse.corpus import sources
from regparse.errors import CorpusError, StoreError, WriteError
from regparse.exports import sarif
from regparse.files import atomic
from regparse.store import index, open_store, packing
from regparse.store import schema as tables
from regparse.store.database import in_memory

NOTICE = "关于测试账户管理的通知\n银发〔2019〕7号\n各银行：\n一、银行不得出借账户。\n二、银行应当报告损失。\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "a.txt").write_text(NOTICE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGPARSE_CORPUS", str(folder / "corpus"))
        index.update(folder / "store.sqlite", [folder / "a.txt"])
    return folder / "store.sqlite"


@pytest.fixture
def store(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REGPARSE_CORPUS", str(tmp_path / "corpus"))
    path = tmp_path / "s" / "store.sqlite"
    path.parent.mkdir()
    shutil.copyfile(made, path)
    return path


BOMB = zlib.compress(bytes(200_000_000), 9)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE content SET parse = x'00'",
        "UPDATE content SET parse = 'text'",
        "UPDATE content SET body = x'789c'",
        "DELETE FROM content",
        "UPDATE posting SET bits = x'00'",
        "UPDATE posting SET bits = 'text'",
        "UPDATE posting SET chunk = chunk + 1000000000",
        "UPDATE provision SET ref = CAST(x'79c3' AS TEXT)",
        "UPDATE provision SET kind = 'kindness'",
        "DELETE FROM provision",
        "UPDATE text SET issued_on = 'yesterday'",
        "UPDATE text SET items = 'many'",
        "UPDATE fact SET field = 'nothing', code = CAST(x'ff' AS TEXT)",
        "DROP TABLE fact",
        "DROP TABLE clause",
    ],
)
def test_a_damaged_row_is_one_sentence(change: str, store: Path) -> None:
    with sqlite3.connect(store) as conn:
        conn.executescript(change)
    conn.close()
    asked: list[Callable[[], object]] = []
    with open_store(store) as found:
        asked = [lambda: found.notice("yinfa-2019-7"), lambda: list(found.query(kind=["prohibition"]).hits(0, 20))]
        told = []
        for ask in asked:
            try:
                ask()
            except StoreError as error:
                told.append(str(error))
    assert told
    assert all("the store is damaged" in said and "regparse index" in said for said in told)


@pytest.mark.parametrize("table", ["content", "posting"])
def test_what_unpacks_without_end_is_not_unpacked(table: str, store: Path) -> None:
    with sqlite3.connect(store) as conn:
        conn.execute(f"UPDATE {table} SET {'body' if table == 'content' else 'bits'} = ?", (BOMB,))
    conn.close()
    with open_store(store) as found:
        asked = [lambda: found.notice("yinfa-2019-7"), lambda: list(found.query(kind=["prohibition"]).hits(0, 20))]
        with pytest.raises(StoreError, match="unpacks to more than"):
            asked[table == "posting"]()


def test_what_was_packed_is_unpacked_up_to_the_last_byte() -> None:
    assert packing.unpacked(zlib.compress(b"ab" * 500), 1_000) == b"ab" * 500
    assert packing.unpacked(zlib.compress(b"")) == b""
    with pytest.raises(StoreError):
        packing.unpacked(zlib.compress(b"ab" * 500), 999)
    with pytest.raises(StoreError):
        packing.unpacked(zlib.compress(b"ab" * 500)[:-5])


def test_a_store_in_a_folder_that_cannot_be_written_is_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tables._settle

    def settle(conn: sqlite3.Connection, name: str, *, write: bool) -> None:
        row = conn.execute("PRAGMA database_list").fetchone()
        if not write and row and not immutable:
            raise sqlite3.OperationalError("unable to open database file")
        real(conn, name, write=write)

    immutable: list[bool] = []
    unwritable = tables._unwritable

    def opened(path: Path, error: sqlite3.Error) -> sqlite3.Connection:
        immutable.append(True)
        return unwritable(path, error)

    monkeypatch.setattr(tables, "_settle", settle)
    monkeypatch.setattr(tables, "_unwritable", opened)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_store(store) as found:
        assert found.notice("yinfa-2019-7").clauses
    assert immutable
    immutable.clear()
    store.with_name("store.sqlite-wal").write_bytes(b"changes")
    with pytest.raises(StoreError, match="holds changes that are not in the store yet"):
        open_store(store)


@pytest.mark.parametrize("there", [True, False])
def test_a_corpus_that_cannot_be_written_is_as_it_was(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "new" / "corpus"
    monkeypatch.setenv("REGPARSE_CORPUS", str(root))
    if there:
        sources.add(NOTICE.encode(), name="a.txt")
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    real = atomic.write

    def full(path: Path, data: bytes) -> None:
        if path.name == "manifest.toml":
            raise WriteError("unwritable", path=path, why=os.strerror(errno.ENOSPC))
        real(path, data)

    monkeypatch.setattr(atomic, "write", full)
    with pytest.raises(WriteError, match="cannot be written"):
        sources.add(NOTICE.replace("7号", "8号").encode(), name="b.txt")
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


def test_an_edition_that_is_refused_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_CORPUS", str(tmp_path / "corpus"))
    with pytest.raises(CorpusError, match="is not the address of a page"):
        sources.add(NOTICE.encode(), name="a.txt", url="javascript:alert(1)")
    assert not list(tmp_path.iterdir())


def test_a_sarif_log_names_no_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert sarif.uri(str(tmp_path / "in" / "a b.txt")) == "in/a%20b.txt"
    assert sarif.uri("/somewhere/else/a.txt") == "a.txt"
    assert sarif.uri("in/a.txt") == "in/a.txt"
    assert sarif.uri("yinfa-2026-42@en") == "yinfa-2026-42@en"
    assert json.dumps(sarif.uri(os.fsdecode("账户.txt".encode("gbk"))))


def test_a_fault_of_ours_is_not_told_as_damage_where_nobody_can_have_damaged_anything(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_memory([regparse.parse_text(NOTICE)]) as found:
        assert found.query().total  # which reads the store, and makes its reader
        monkeypatch.setattr(found.reader, "hits", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            found.query(kind=["prohibition"]).page()


def test_a_statement_that_was_broken_off_is_no_damage(store: Path) -> None:
    with open_store(store) as found:
        found.conn.set_progress_handler(lambda: 1, 1)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            found.notice("yinfa-2019-7")
