"""Damaged files read in a process of their own, within a time and a memory.

A fault is whatever is neither a result nor one clean sentence: an exception that is no ``RegparseError``, a death, a
hang, a fact that does not quote the text.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import signal
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import regparse
from fuzzing import kept
from fuzzing.files import damaged, seed
from regparse.analysis import pipeline
from regparse.corpus import sources
from regparse.errors import RegparseError
from regparse.intake import inputs, lines
from regparse.model import Notice
from regparse.store import open_store

PATIENCE = 30.0
"""Seconds of the processor after which the reading of a damaged file hangs."""
MEMORY = 3_000_000_000
"""Bytes that it may take."""
MANY = ("jsonl", "zip", "tar", "tar.gz")
"""Formats that hold documents."""


def examine(kind: str, data: bytes) -> None:
    """Read a file as its format; raise when what comes of it is neither a result nor one sentence."""
    try:
        if kind in MANY:
            _documents(kind, data)
        elif kind == "sqlite":
            _ask(data)
        elif kind in ("json", "akn"):
            _look(regparse.read_notice(data))
        else:
            for notice in pipeline.parse_all(data, f"fuzz.{kind}"):
                _look(notice)
    except RegparseError as error:
        _said(error)


def _said(error: RegparseError) -> None:
    if "\n" in str(error) or len(str(error)) > 1_000:
        raise ValueError(f"no one sentence: {error}") from error


def _look(notice: Notice) -> None:
    for _, norm in notice.provisions():
        if notice.text[slice(*norm.span)] != norm.text:
            raise ValueError(f"{norm.id} does not quote the text")
    notice.to_json().encode()


def _documents(kind: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{kind}"
        path.write_bytes(data)
        for document in inputs.walk([path], Counter()):
            document.name.encode()
            if document.fault:
                _said(document.fault)
            if document.data is None:
                continue
            with contextlib.suppress(RegparseError):
                row = document.row
                held = lines.take(document.data, document.file, None, None).data if row else document.data
                for notice in sources.parse_all(sources.Content(held, document.file, None)):
                    _look(notice)


def _ask(data: bytes) -> None:
    """Open a damaged store, and ask it what commands ask."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        path.write_bytes(data)
        with open_store(path) as store:
            for ask in (
                lambda: store.query("银行").answer(0, 20),
                lambda: store.query(kind=["prohibition"]).answer(0, 20),
                lambda: store.notice("yinfa-2019-7"),
            ):
                try:
                    ask()
                except RegparseError as error:
                    _said(error)


def _work(kind: str, pipe: Any) -> None:
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415  not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    examine(kind, seed(kind))  # loads what it needs
    pipe.send("ready")
    while True:
        data = pipe.recv_bytes()
        try:
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_PROF, PATIENCE)  # its signal ends the process
            examine(kind, data)
            pipe.send("")
        except BaseException:
            pipe.send(traceback.format_exc(limit=-4))


class Examiner:
    """A process that reads damaged files; a new one takes its place when it dies or hangs."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(self._kind, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()  # that it is ready: its beginning is not timed

    def __call__(self, data: bytes) -> str:
        """Return what is wrong with the reading of a file, or nothing."""
        self._pipe.send_bytes(data)
        try:
            if self._pipe.poll(20 * PATIENCE):
                return str(self._pipe.recv())
            said = "hangs: it waits for something"
        except (EOFError, ConnectionError):
            self._process.join(10)
            slow = self._process.exitcode == -getattr(signal, "SIGPROF", 0)
            said = f"hangs: more than {PATIENCE:.0f} s" if slow else f"the process died ({self._process.exitcode})"
        self.close()
        self._start()
        return said

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def mutate(folder: Path, kind: str, number: int, until: float) -> tuple[int, int]:
    """Read damaged files of a format until a time, chosen by the seed ``number``; those that break it are kept.

    Return how many files there were, and how many kinds of faults.
    """
    chance, begun = random.Random(f"{number} {kind}"), time.monotonic()
    examiner, count, seen = Examiner(kind), 0, set[str]()
    try:
        while time.monotonic() < until:
            data = damaged(kind, chance)
            said = examiner(data)
            count += 1
            if said and (last := said.strip().rpartition("\n")[2]) not in seen:
                seen.add(last)
                path = kept.keep(folder, f"mutate-{kind}", data, f".{kind}", said)
                print(f"FAULT {path}: {last}", flush=True)
    finally:
        examiner.close()
    minutes = (time.monotonic() - begun) / 60
    print(f"{kind}: {count:,} files in {minutes:.1f} minutes, {len(seen)} faults", flush=True)
    return count, len(seen)
