"""A batch: what it writes, that nothing is lost or there twice, what a bad document does."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batches import Here, errors, files, notice, output, rows

import regparse
from regparse.analysis import pipeline
from regparse.batch import flow, pool, run_batch, shards
from regparse.cli.progress import Pace, progress
from regparse.errors import BatchError, ReadError, WriteError
from regparse.wording import voice

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no processes."""
    monkeypatch.setattr("regparse.batch.run._engine", lambda _name, _jobs, _scheduler, how: Here(how))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with twelve notices in three shapes, a page without one, and a picture."""
    found = tmp_path / "in"
    found.mkdir()
    rows(found / "b.jsonl", range(10))
    (found / "a.txt").write_text(notice(100), encoding="utf-8")
    (found / "c.txt").write_text("The bread was warm.\n", encoding="utf-8")
    (found / "d.txt").write_text(notice(101) + "\n" + notice(102), encoding="utf-8")
    (found / "e.png").write_bytes(b"\x89PNG")
    return found


def test_a_line_holds_what_parse_prints_and_a_bad_document_is_passed_over(folder: Path, run: Run) -> None:
    done = run("batch", "in", "-o", "out", "--jobs", "1")
    assert done.code == 0
    assert done.out == ""
    said = "13 documents, 12 notices in 1 shard in out; 1 could not be parsed, see errors-*.jsonl"
    assert done.err.splitlines() == ["skipped: 1 .png", said]
    found = output(Path("out"))
    assert [line["document"] for line in found] == ["in/a.txt", *(f"in/b.jsonl:{n}" for n in range(1, 11)), "in/d.txt"]
    assert found[0] == {
        "document": "in/a.txt",
        "notice": json.loads(regparse.parse("in/a.txt").to_json(voice=voice("en"))),
    }
    assert (found[4]["id"], found[4]["notice"]["id"]) == ("n3", "yinfa-2019-3")
    assert list(errors(Path("out"))) == ["in/c.txt"]
    assert errors(Path("out"))["in/c.txt"][0] == "NoNoticeError"


def test_the_number_of_processes_and_the_pieces_change_no_byte(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_batch("in", "one", jobs=1, shard_size=5)
    monkeypatch.setattr(flow, "PIECE", 1)
    run_batch(["in"], "two", jobs=2, shard_size=5)
    assert files(Path("one")) == files(Path("two"))
    assert len(list(Path("one").glob("shard-*.jsonl"))) == 3


@pytest.mark.usefixtures("here")
def test_the_pieces_change_no_byte_of_parquet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(shards, "_GROUP", 4)  # rows: shards of several groups
    run_batch("in", "one", format="parquet", shard_size=5)
    monkeypatch.setattr(flow, "PIECE", 1)
    run_batch("in", "two", format="parquet", shard_size=5)
    assert files(Path("one")) == files(Path("two"))
    assert len(list(Path("one").glob("shard-*.parquet"))) == 3


@pytest.mark.usefixtures("here")
def test_every_notice_of_a_document_on_demand(folder: Path) -> None:
    done = run_batch("in/d.txt", "out", jobs=1, every=True)
    assert (done.documents, done.notices) == (1, 2)
    assert [(line["document"], line["notice"]["id"]) for line in output(Path("out"))] == [
        ("in/d.txt", "yinfa-2019-101"),
        ("in/d.txt", "yinfa-2019-102"),
    ]


@pytest.mark.usefixtures("here")
def test_a_page_in_a_line_is_read_as_the_characters_it_has(tmp_path: Path) -> None:
    # The page once was in another encoding and still says so; JSON has its characters.
    body = notice(7).replace("lantern number 7", "lantern é number 7").replace("\n\n", "</p><p>")
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{body}</p></body></html>'
    (tmp_path / "x.jsonl").write_text(json.dumps({"html": page}), encoding="utf-8")
    run_batch("x.jsonl", "out", jobs=1)
    (line,) = output(Path("out"))
    assert "Banks shall not lend lantern é number 7." in line["notice"]["text"]


@pytest.mark.usefixtures("here")
def test_parquet_has_a_row_for_each_provision_and_one_for_a_notice_without(folder: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    bare = "关于灯塔的公告\n灯塔发〔2019〕9号\n\n各港务局：\n\n现公告如下：\n\n一、灯塔高三十米。\n\n2019年3月1日\n"
    (folder / "b.jsonl").write_text(json.dumps({"id": 9, "text": bare}), encoding="utf-8")
    run_batch("in", "out", format="parquet", jobs=1)
    found = parquet.read_table("out/shard-000000.parquet").to_pylist()
    provisions = list(regparse.parse("in/a.txt").provisions())
    mine = [row for row in found if row["document"] == "in/a.txt"]
    assert [row["provision"] for row in mine] == [provision.id for _, provision in provisions]
    ban = next(row for row in mine if row["kind"] == "prohibition")
    assert (ban["notice"], ban["clause"]) == ("yinfa-2019-100", "yinfa-2019-100/1")
    assert notice(100).count(ban["quotation"]) == 1
    assert ban["addressees"] == ["bank"]
    assert ban["issued_on"].isoformat() == "2019-03-04"
    report = next(row for row in mine if row["kind"] == "obligation")
    assert (report["agencies"], report["roles"]) == (["PBOC"], ["PBOC recipient"])
    (empty,) = [row for row in found if row["document"] == "in/b.jsonl:1"]
    assert (empty["id"], empty["notice"], empty["kind"], empty["quotation"]) == ("9", "灯塔发-2019-9", None, None)


# --- going on -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("here")
def test_what_is_finished_is_not_parsed_again(folder: Path, run: Run) -> None:
    run("batch", "in", "-o", "out", "--jobs", "1", "--shard-size", "5")
    before = {path.name: path.stat().st_mtime_ns for path in Path("out").glob("shard-*")}
    whole = files(Path("out"))
    Path("out/shard-000001.jsonl").write_bytes(b"damaged")
    Path("out/.shard-000002.jsonl.abcdefgh.part").write_bytes(b"left by a kill")
    manifest = Path("out/manifest.jsonl")
    manifest.write_bytes(manifest.read_bytes()[:-40])  # the last line is cut off
    done = run("batch", "in", "-o", "out", "--jobs", "1", "--shard-size", "5")
    assert "8 of the documents were done before" in done.err
    assert files(Path("out")) == whole
    after = {path.name: path.stat().st_mtime_ns for path in Path("out").glob("shard-*")}
    assert [name for name in before if before[name] != after[name]] == ["shard-000001.jsonl"]


CHANGED = {
    ("in/b.jsonl", b"{}\n"): "the inputs are not those that out was started with",
    ("in/a.txt", b"another text"): "shard 0 was made of others than in/a.txt to in/b.jsonl:4",
    ("in/z.txt", b"one more"): "shard 2 was made of others than in/b.jsonl:10 to in/z.txt",
}
OPTIONS = {
    ("--all",): "out has a run with all off, not on",
    ("--format", "parquet"): "with format jsonl, not parquet",
    ("--shard-size", "6"): "with shard size 5, not 6",
    ("--text-field", "body"): "with text field unset, not body",
}


@pytest.mark.usefixtures("here")
def test_a_folder_with_another_run_is_left_as_it_is(folder: Path, run: Run) -> None:
    first = ("batch", "in", "-o", "out", "--jobs", "1", "--shard-size", "5")
    run(*first)
    before = files(Path("out"))
    for (name, data), said in CHANGED.items():
        path = Path(name)
        old = path.read_bytes() if path.exists() else None
        path.write_bytes(data)
        done = run(*first)
        assert (done.code, files(Path("out"))) == (2, before)
        assert said in done.err
        assert "use another folder, or --restart" in done.err
        path.unlink()
        if old is not None:
            path.write_bytes(old)
    for options, said in OPTIONS.items():
        done = run(*first, *options)
        assert (done.code, files(Path("out"))) == (2, before)
        assert said in done.err


@pytest.mark.usefixtures("here")
def test_restart_deletes_what_a_batch_wrote_and_nothing_else(folder: Path) -> None:
    run_batch("in", "out", jobs=1, shard_size=2)
    Path("out/notes.txt").write_text("mine")
    done = run_batch("in/a.txt", "out", jobs=1, restart=True)
    assert done.documents == 1
    assert set(files(Path("out"))) == {".lock", "manifest.jsonl", "notes.txt", "shard-000000.jsonl"}


@pytest.mark.usefixtures("here")
def test_another_version_and_other_shards_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_batch("in/a.txt", "out", jobs=1)
    manifest = Path("out/manifest.jsonl")
    text = manifest.read_text()
    manifest.write_text(text.replace(regparse.__version__, "0.0.1", 1))
    with pytest.raises(BatchError, match=r"a run of regparse 0\.0\.1, but this is"):
        run_batch("in/a.txt", "out", jobs=1)
    manifest.write_text("nonsense\n")
    with pytest.raises(BatchError, match="cannot be read"):
        run_batch("in/a.txt", "out", jobs=1)
    manifest.unlink()
    with pytest.raises(BatchError, match="shards but no manifest"):
        run_batch("in/a.txt", "out", jobs=1)
    manifest.write_text(text)
    monkeypatch.setenv("REGPARSE_MAX_TAGS", "7")
    with pytest.raises(BatchError, match="another setting of limits"):
        run_batch("in/a.txt", "out", jobs=1)


@pytest.mark.usefixtures("here")
def test_two_batches_do_not_write_to_one_folder(folder: Path) -> None:
    class Watch:
        def total(self, size: int) -> None: ...

        def passed(self, *_: int, fresh: bool) -> None:
            assert fresh
            with pytest.raises(BatchError, match="another process is writing to out"):
                run_batch("in/a.txt", "out", jobs=1)

    assert run_batch("in/a.txt", "out", jobs=1, watch=Watch()).documents == 1


# --- what goes wrong ----------------------------------------------------------------------------------------------

SUICIDE = """
import os, signal, time
from regparse.analysis import pipeline
real = pipeline.read
def read(data, *args, **more):
    if b"KILL" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"RAISE" in data:
        raise ZeroDivisionError("by nought")
    if b"HANG" in data:
        time.sleep(1_000)
    if b"GREEDY" in data:
        bytearray(1 << 40)
    if b"PRINT" in data:
        print("noise on stdout")
    return real(data, *args, **more)
pipeline.read = read
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_document_that_kills_its_process_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", "import sys; sys.path[:] = {path!r}\n" + SUICIDE + pool._START)
    marked = {3: "KILL", 5: "RAISE", 8: "PRINT"}
    lines = [json.dumps({"text": notice(n) + marked.get(n, "") + "\n"}) for n in range(1, 13)]
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    done = run_batch("x.jsonl", "out", jobs=2)
    assert (done.documents, done.notices, done.bad) == (12, 10, 2)
    assert errors(Path("out")) == {
        "x.jsonl:3": ("WorkerDied", "x.jsonl:3: the process that parsed it died"),
        "x.jsonl:5": ("ZeroDivisionError", "x.jsonl:5: by nought"),
    }
    numbers = [line["notice"]["number"]["serial"] for line in output(Path("out"))]
    assert numbers == [1, 2, 4, 6, 7, 8, 9, 10, 11, 12]


def test_a_document_that_hangs_is_given_up_and_the_others_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_START", "import sys; sys.path[:] = {path!r}\n" + SUICIDE + pool._START)
    monkeypatch.setenv("REGPARSE_MAX_DOCUMENT_SECONDS", "4")
    monkeypatch.setenv("REGPARSE_MAX_WORKER_BYTES", "3000000000")
    marked = {2: "HANG", 4: "GREEDY"}
    lines = [json.dumps({"text": notice(n) + marked.get(n, "") + "\n"}) for n in range(1, 6)]
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    done = run_batch("x.jsonl", "out", jobs=1)
    assert (done.documents, done.notices, done.bad) == (5, 3, 2)
    told = errors(Path("out"))
    assert told["x.jsonl:2"][0] == "TimeLimit"
    assert "longer than 4 seconds" in told["x.jsonl:2"][1]
    assert told["x.jsonl:4"][0] == "MemoryError"
    assert "3,000,000,000 bytes" in told["x.jsonl:4"][1]
    assert [line["notice"]["number"]["serial"] for line in output(Path("out"))] == [1, 3, 5]


def test_workers_that_cannot_start_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", "raise SystemExit(3)  # {path}")
    with pytest.raises(BatchError, match="a worker process ended as it started, with exit code 3"):
        run_batch("in", "out", jobs=2)


def test_a_worker_that_would_parse_otherwise_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = "import os; os.environ['REGPARSE_MAX_TAGS'] = '5'; " + pool._START
    monkeypatch.setattr(pool, "_START", start)
    with pytest.raises(BatchError, match="a worker has other limits"):
        run_batch("in", "out", jobs=1)


@pytest.mark.usefixtures("here")
def test_a_full_disk_is_told_and_what_was_finished_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = os.fsync, [9]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(WriteError, match="the disk is full"):
            run_batch("in", "out", jobs=1, shard_size=3)
    assert not list(Path("out").glob(".*.part"))
    done = run_batch("in", "out", jobs=1, shard_size=3)
    assert 0 < done.before < done.documents == 13
    run_batch("in", "whole", jobs=1, shard_size=3)
    assert files(Path("out")) == files(Path("whole"))


def test_a_folder_that_cannot_be_made_and_inputs_without_a_document_are_told(folder: Path, run: Run) -> None:
    Path("file").write_text("x")
    done = run("batch", "in", "-o", "file/out")
    assert (done.code, done.err) == (2, "regparse: file/out: cannot be written: not a folder\n")
    done = run("batch", "in", "-o", "out", "--scheduler", "tcp://127.0.0.1:8786")
    assert (done.code, done.err) == (2, "regparse: --scheduler is for Dask; add --engine dask\n")
    Path("empty").mkdir()
    with pytest.raises(ReadError, match="no document was found in empty"):
        run_batch("empty", "out")
    done = run("batch", "in/c.txt", "-o", "bad", "--jobs", "1")
    assert done.code == 2
    assert "1 document, 0 notices" in done.err


# --- the bar ------------------------------------------------------------------------------------------------------


def test_the_pace_counts_what_this_run_did() -> None:
    now = [100.0]
    pace = Pace("en", lambda: now[0])
    assert pace.words() == "0 documents"
    pace.add(5000, 1, 50_000, fresh=False)
    now[0] = 110.0
    pace.add(600, 2, 6_000, fresh=True)
    assert pace.words() == "5,600 documents  60/s  3 bad"
    pace.size = 116_000  # 60,000 bytes more, at 600 a second
    assert pace.words() == "5,600 documents  60/s  0:01:40 left  3 bad"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_on_a_terminal_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress("en") as watch:
        assert watch is None
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress("en") as watch:
        assert watch
        watch.total(200)
        watch.passed(7, 2, 100, fresh=True)
    assert "7 documents" in screen.getvalue()
    assert "2 bad" in screen.getvalue()


@pytest.mark.usefixtures("here")
def test_the_notices_of_a_batch_are_those_of_the_pipeline(folder: Path) -> None:
    run_batch("in/b.jsonl", "out", jobs=1)
    for n, line in enumerate(output(Path("out"))):
        made = pipeline.parse(notice(n).encode(), f"b.jsonl:{n + 1}")
        assert line["notice"] == json.loads(made.to_json(voice=voice("en")))
