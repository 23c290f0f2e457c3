"""A batch that is killed, again and again, or stopped: no document is lost or there twice, and no process is left."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from batches import files, output, rows

from regparse.batch import pool, run_batch
from regparse.files import atomic

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals and groups of processes as POSIX has them"),
]
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def heed_ctrl_c() -> Iterator[None]:
    """Have the processes that are started heed Ctrl-C, also where these tests run in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def started(source: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "regparse", "batch", str(source), "-o", str(out), "--jobs", "2"]
    return subprocess.Popen(
        [*command, "--shard-size", "10"],
        cwd=source.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finished(out: Path) -> int:
    manifest = out / "manifest.jsonl"
    return manifest.read_bytes().count(b'{"shard"') if manifest.exists() else 0


def wait_for(out: Path, shards: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while finished(out) < shards and running.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.002)


def alone(group: int) -> bool:
    """Wait until no process of a group is left; say whether that came."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_every_document_is_there_once_whenever_it_was_killed(tmp_path: Path) -> None:
    source, out = rows(tmp_path / "x.jsonl", range(1, 401)), tmp_path / "out"  # more than it does meanwhile
    seen = [0]
    for more in (0, 2, 3):
        running = started(source, out)
        assert running.stderr
        wait_for(out, seen[-1] + more, running)
        running.kill()
        assert running.wait() == -signal.SIGKILL, "it was killed before it was done"
        assert alone(running.pid), "its workers end by themselves"
        running.stderr.close()
        seen.append(finished(out))
    assert seen == sorted(seen), "what is finished stays so"
    done = run_batch(source, out, jobs=2, shard_size=10)
    assert done.before >= 10 * (2 + 3)
    names = Counter(line["document"] for line in output(out))
    assert names == {f"{source.as_posix()}:{n}": 1 for n in range(1, 401)}
    run_batch(source, tmp_path / "whole", jobs=1, shard_size=10)
    assert files(out) == files(tmp_path / "whole")


def test_ctrl_c_ends_everything_and_says_how_to_go_on(tmp_path: Path) -> None:
    source, out = rows(tmp_path / "x.jsonl", range(1, 3001)), tmp_path / "out"  # more than it does meanwhile
    running = started(source, out)
    assert running.stderr
    wait_for(out, 2, running)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal sends it: to all of them
    said = running.stderr.read().decode()
    running.stderr.close()
    assert running.wait() == 130
    assert alone(running.pid)
    assert said.strip() == f"stopped; finished shards are kept in {out}, and the same command continues with the rest"
    assert not list(out.glob(".*.part"))
    before = (out / "manifest.jsonl").read_bytes()
    again = started(source, out)
    wait_for(out, before.count(b'{"shard"') + 1, again)
    again.kill()
    again.communicate()
    assert alone(again.pid)
    assert (out / "manifest.jsonl").read_bytes().startswith(before), "it goes on where it was"


def test_ctrl_c_between_a_part_and_whoever_takes_it_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, kept = atomic.opened, []

    @contextlib.contextmanager
    def interrupted(path: Path) -> Iterator[BinaryIO]:
        block = opened(path)
        file = block.__enter__()
        if path.name.startswith("shard"):
            kept.append(block)  # it stays half open, as in a frame that a traceback holds
            raise KeyboardInterrupt
        yield file
        block.__exit__(None, None, None)

    source, out = rows(tmp_path / "x.jsonl", range(1, 5)), tmp_path / "out"
    monkeypatch.setattr(atomic, "opened", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_batch(source, out, jobs=1)
    assert len(kept) == 1
    assert sorted(path.name for path in out.iterdir()) == [".lock", "manifest.jsonl"]
    monkeypatch.undo()
    assert run_batch(source, out, jobs=1).notices == 4


def test_a_worker_is_born_deaf_to_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hit = "import os, signal; os.kill(os.getpid(), signal.SIGINT); "
    monkeypatch.setattr(pool, "_START", hit + pool._START)
    assert run_batch(rows(tmp_path / "x.jsonl", range(1, 5)), tmp_path / "out", jobs=1).notices == 4
