"""A batch on a Dask cluster: a scheduler and two worker processes of their own on loopback, one of which is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from batches import files, output, rows

from regparse.batch import run_batch
from regparse.errors import BatchError

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")

ROOT = Path(__file__).resolve().parent.parent.parent


class Running(NamedTuple):
    """A cluster: the address of its scheduler, and its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def start(role: str, log: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", "--host", "127.0.0.1", "--no-dashboard", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with log.open("wb") as file:
        return subprocess.Popen(command, stdout=file, stderr=file, env=environment, cwd=log.parent)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Running]:
    told = tmp_path / "scheduler.json"
    options = ("--scheduler-file", str(told))
    processes = [start("scheduler", tmp_path / "scheduler.log", *options, "--port", "0")]
    try:
        until = time.monotonic() + 60
        while not told.exists():
            assert time.monotonic() < until, (tmp_path / "scheduler.log").read_text()
            time.sleep(0.05)
        more = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
        processes += [start("worker", tmp_path / f"{n}.log", *options, *more, "--name", str(n)) for n in range(2)]
        from distributed import Client

        with Client(scheduler_file=str(told), timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield Running(address, processes[1:])
    finally:
        for process in processes:
            process.kill()
            process.wait()


class Killer:
    """Kills a worker when so many documents are done."""

    def __init__(self, worker: subprocess.Popen[bytes], at: int) -> None:
        self.worker, self.at, self.done = worker, at, 0

    def total(self, size: int) -> None:
        assert size > 0

    def passed(self, documents: int, bad: int, size: int, *, fresh: bool) -> None:
        assert (bad, fresh, size > 0) == (0, True, True)
        if self.done < self.at <= self.done + documents:
            self.worker.kill()
            self.worker.wait()
        self.done += documents


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_worker_that_is_killed_half_way_changes_no_byte(tmp_path: Path, cluster: Running) -> None:
    source = rows(tmp_path / "x.jsonl", range(1, 321))
    killer = Killer(cluster.workers[0], 120)
    done = run_batch(source, tmp_path / "dask", shard_size=40, engine="dask", scheduler=cluster.address, watch=killer)
    assert (done.documents, done.bad, done.shards) == (320, 0, 8)
    assert killer.done == 320
    assert cluster.workers[0].returncode == -9
    assert cluster.workers[1].poll() is None, "the other one is left running: it is not ours"
    assert [line["id"] for line in output(tmp_path / "dask")] == [f"n{n}" for n in range(1, 321)]
    run_batch(source, tmp_path / "pool", shard_size=40, jobs=2)
    assert files(tmp_path / "dask") == files(tmp_path / "pool")


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from regparse.batch import cluster

    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    source = rows(tmp_path / "x.jsonl", range(1, 3))
    for address in ("tcp://127.0.0.1:9", "127.0.0.1:9", "nonsense://x"):
        with pytest.raises(BatchError, match="no Dask scheduler answers at"):
            run_batch(source, tmp_path / "out", engine="dask", scheduler=address)
