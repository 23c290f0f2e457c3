"""Making a store and keeping it current: what is new, changed or gone, what cannot be read, what is killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import regparse
from regparse.corpus import catalogue
from regparse.errors import ReadError, StoreError
from regparse.store import index, open_store, stamp
from regparse.store.query import of_corpus

Run = Callable[..., Any]


def notice(serial: int, act: str = "issue bearer cards") -> str:
    return (
        f"Notice on the Administration of Prepaid Cards\nYinfa [2019] No. {serial}\n\nTo all banks:\n\n"
        "In accordance with the \"Law of the People's Republic of China on the People's Bank of China,\" the relevant "
        f"matters are notified as follows:\n\n(1) Issuing. Banks shall not {act}.\n\n"
        f"(2) Reporting. Banks shall report losses to the People's Bank of China.\n\nMarch 4, 2019\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "notices"
    root.mkdir()
    for serial in range(1, 6):
        (root / f"{serial}.txt").write_text(notice(serial), encoding="utf-8")
    return root


def state(path: Path) -> list[tuple[Any, ...]]:
    """Everything a store says, without the numbers of its rows."""
    with open_store(path) as store:
        hits = [hit.model_dump(mode="json") for hit in store.query(sort="notice")]
        found = store.query("bearer OR losses")
        return [*map(json.dumps, hits), found.total, json.dumps(store.query().facets)]


def test_each_run_does_what_is_new_changed_or_gone(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "s.sqlite"
    shipped = len(regparse.open_corpus().editions())
    first = index.update(path, [folder])
    assert (first.added, first.unchanged, first.failed) == (5 + shipped, 0, ())
    again = index.update(path)
    assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, 5 + shipped)
    (folder / "1.txt").write_text(notice(1, "sell gift tins"), encoding="utf-8")
    (folder / "2.txt").unlink()
    (folder / "6.txt").write_text(notice(6), encoding="utf-8")
    third = index.update(path)
    assert (third.added, third.changed, third.removed, third.unchanged) == (1, 1, 1, 3 + shipped)
    with open_store(path) as store:
        assert {hit.clause for hit in store.query("tins")} == {"yinfa-2019-1/1"}
        assert "yinfa-2019-2" not in {text.notice for text in store.texts()}
        assert [hit.clause for hit in store.query("bearer", sort="notice")] == [
            f"yinfa-2019-{n}/1" for n in (3, 4, 5, 6)
        ]


def test_a_store_that_was_changed_says_what_a_fresh_one_says(tmp_path: Path, folder: Path) -> None:
    path, fresh = tmp_path / "s.sqlite", tmp_path / "fresh.sqlite"
    index.update(path, [folder])
    for serial in (1, 3):
        (folder / f"{serial}.txt").write_text(notice(serial, "sell gift tins"), encoding="utf-8")
    (folder / "5.txt").unlink()
    index.update(path)
    index.update(fresh, [folder])
    assert state(path) == state(fresh)
    index.update(path, rebuild=True)
    assert state(path) == state(fresh)
    with sqlite3.connect(path) as conn:
        conn.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)")


def test_archives_and_lines_are_opened_and_what_cannot_be_read_is_told_each_time(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    with zipfile.ZipFile(root / "a.zip", "w") as archive:
        archive.writestr("x/1.txt", notice(1))
        archive.writestr("2.txt", "no notice")
    lines = [json.dumps({"id": "k", "text": notice(3)}), "{broken", json.dumps({"text": notice(4)})]
    (root / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    path = tmp_path / "s.sqlite"
    for _ in range(2):
        report = index.update(path, [root])
        assert [Path(name).name for name, _ in report.failed] == ["a.zip!2.txt", "b.jsonl:2"]
    with open_store(path) as store:
        assert {t.notice for t in store.texts()} >= {"yinfa-2019-1", "yinfa-2019-3", "yinfa-2019-4"}


def test_a_folder_that_is_not_there_keeps_what_it_held_until_it_is_forgotten(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "s.sqlite"
    index.update(path, [folder])
    folder.rename(tmp_path / "elsewhere")
    report = index.update(path)
    assert report.removed == 0
    assert [name for name, _ in report.failed] == [str(folder)]
    assert index.update(path, forget=[folder]).removed == 5
    with open_store(path) as store:
        assert stamp.listed(store.conn) == [("", 3, 2, 0)]
    with pytest.raises(StoreError, match="--list"):
        index.update(path, forget=[folder])
    with pytest.raises(ReadError, match="no such file or folder"):
        index.update(path, [folder])


def test_a_store_is_older_than_the_corpus_when_something_was_added(tmp_path: Path, root: Path, run: Run) -> None:
    path = tmp_path / "s.sqlite"
    index.update(path)
    file = tmp_path / "new.txt"
    file.write_text(notice(7), encoding="utf-8")
    with open_store(path) as store:
        assert not stamp.stale(store.conn)
    assert catalogue.folder() == root
    run("corpus", "add", str(file))
    result = run("query", "bearer", "--store", str(path), "--format", "csv")
    assert "brought up to date" in result.err
    assert "yinfa-2019-7/1" in result.out
    assert "up to date" not in run("query", "bearer", "--store", str(path)).err


def test_the_store_beside_the_corpus_is_asked_without_being_named(root: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(notice(7), encoding="utf-8")
    assert run("query", "bearer").code == 1
    made = run("index", "f.txt")
    assert made.code == 0
    assert str(root / "store.sqlite") in made.out
    assert "yinfa-2019-7/1" in run("query", "bearer").out
    assert "yinfa-2019-7/2" in run("show", "yinfa-2019-7/2").out
    assert run("index", "--list", "--format", "md").out.count(str(tmp_path)) == 1
    assert run("corpus", "verify").code == 0  # the store is none of its files


def test_readers_go_on_beside_a_writer(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "s.sqlite"
    index.update(path, [folder])
    with open_store(path) as store:
        before = store.query("bearer").total
        store.conn.execute("BEGIN")
        assert store.query("bearer").total == before
        (folder / "9.txt").write_text(notice(9), encoding="utf-8")
        index.update(path)
        assert store.query("bearer").total == before  # as it was when the reading began
        store.conn.execute("COMMIT")
        assert store.query("bearer").total == before + 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_run_is_gone_on_with_and_never_half(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for serial in range(1, 401):
        (folder / f"{serial}.txt").write_text(notice(serial), encoding="utf-8")
    path, whole = tmp_path / "s.sqlite", tmp_path / "whole.sqlite"
    command = [sys.executable, "-m", "regparse", "index", str(folder), "--store", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for delay in (0.5, 0.8, 1.1):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if path.exists():
            with sqlite3.connect(path) as conn:
                assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    index.update(path, [folder])
    index.update(whole, [folder])
    assert state(path) == state(whole)


def test_a_damaged_store_gets_one_sentence_and_is_left_as_it_is(root: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(notice(7), encoding="utf-8")
    run("index", "f.txt")
    store = root / "store.sqlite"
    with sqlite3.connect(store) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = store.read_bytes()
    for damaged in (data[: len(data) // 3], data[:4096] + b"\xff" * (len(data) - 4096), b"junk" * 300, b""):
        store.write_bytes(damaged)
        for suffix in ("-wal", "-shm"):
            store.with_name(store.name + suffix).unlink(missing_ok=True)
        result = run("query", "bearer", "--facets")
        assert (result.code, result.out) == (2, "")
        assert result.err.count("\n") == 1
        assert store.read_bytes() == damaged


def test_what_cannot_be_read_for_once_is_kept_and_said(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "s.sqlite"
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for serial in (11, 12, 13):
            archive.writestr(f"x/{serial}.txt", notice(serial))
    (folder / "a.zip.txt").write_text(notice(14), encoding="utf-8")
    (folder / "b.jsonl").write_text(json.dumps({"text": notice(15)}), encoding="utf-8")
    index.update(path, [folder])
    whole = (folder / "a.zip").read_bytes()
    (folder / "a.zip").write_bytes(whole[:200])
    (folder / "a.zip.txt").unlink()
    (folder / "b.jsonl").unlink()
    (folder / "b.jsonl").symlink_to(tmp_path / "nowhere")
    report = index.update(path)
    assert report.removed == 1  # the file whose name only begins as the archive's does
    assert [(Path(name).name, why.endswith("; what it held is kept")) for name, why in report.failed] == [
        ("a.zip!", True),
        ("b.jsonl", True),
    ]
    with open_store(path) as store:
        kept = {int(text.notice.rpartition("-")[2]) for text in store.texts() if "2019" in text.notice}
    assert kept == {1, 2, 3, 4, 5, 11, 12, 13, 15}
    (folder / "a.zip").unlink()
    (folder / "b.jsonl").unlink()
    assert index.update(path).removed == 4


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_cannot_be_listed_keeps_what_it_held(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "s.sqlite"
    (folder / "deep").mkdir()
    (folder / "deep" / "6.txt").write_text(notice(6), encoding="utf-8")
    index.update(path, [folder])
    (folder / "deep").chmod(0)
    try:
        assert index.update(path).removed == 0
    finally:
        (folder / "deep").chmod(0o700)


def test_what_holds_a_document_is_read_from_its_name() -> None:
    assert set(index._holders("/d/e/a.zip!x/b.jsonl:2")) >= {
        "/d/", "/d/e/", "/d/e/a.zip", "/d/e/a.zip!x/b.jsonl", "/d/e/a.zip!x/b.jsonl:2"
    }  # fmt: skip


def test_who_reads_with_another_corpus_takes_nothing_out(
    tmp_path: Path, root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text(notice(91), encoding="utf-8")
    assert run("corpus", "add", "mine.txt").code == 0
    path = tmp_path / "s.sqlite"
    index.update(path)
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "theirs"))
    result = run("query", "bearer", "--store", str(path), "--format", "jsonl")
    assert [json.loads(line)["notice"] for line in result.out.splitlines()] == ["yinfa-2019-91"]
    assert f"it was made with the corpus in {root}, and this is {tmp_path / 'theirs'}" in " ".join(result.err.split())
    with open_store(path) as store:
        assert store.notice("yinfa-2019-91")


def test_measures_that_a_notice_annexes_are_indexed_and_repealed_with_it(tmp_path: Path, root: Path, run: Run) -> None:
    annexed = notice(7) + "\nAnnex 1\nMeasures for Bearer Cards\n" + "".join(
        f"Article {n} Banks shall not lend the cards of drawer {n}.\n" for n in (1, 2, 3)
    )  # fmt: skip
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "a.txt").write_text(annexed, encoding="utf-8")
    later = notice(8).replace("March 4, 2019", "(3) Yinfa [2019] No. 7 is repealed.\n\nMarch 4, 2020")
    (folder / "b.txt").write_text(later, encoding="utf-8")
    (tmp_path / "mine.txt").write_text(annexed.replace("No. 7", "No. 17"), encoding="utf-8")
    assert run("corpus", "add", "mine.txt").code == 0
    index.update(tmp_path / "s.sqlite", [folder])
    with open_store(tmp_path / "s.sqlite") as store:
        found = {hit.notice: hit.repealed_by for hit in store.query("drawer")}
    assert found == {"yinfa-2019-7-annex-1": "yinfa-2019-8", "yinfa-2019-17-annex-1": None}
    with of_corpus() as store:
        assert {hit.notice for hit in store.query("drawer")} == {"yinfa-2019-17-annex-1"}
