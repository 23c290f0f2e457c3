"""Processes of this machine that parse pieces.

Each worker is a fresh interpreter (``worker.py``) with a pipe to it and one from it, looked after by a thread of its
own, so it is known which piece was in the hands of a worker that died. It is no :class:`ProcessPoolExecutor`: that one
gives up all its pieces when a worker dies, without saying which was to blame, and its workers outlive a main process
that is killed. These see the end of their pipe.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import cast

from regparse.batch import work
from regparse.batch.work import Outcome, Setup
from regparse.errors import BatchError
from regparse.intake.documents import Piece

_START = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "  # where there are no masks to inherit
    "import sys; sys.path[:] = {path!r}; from regparse.batch.worker import main; main()"
)


def usable_cores() -> int:
    """Give how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _deafen() -> None:
    """Have this thread, and the processes that it will start, not hear of Ctrl-C: it is the main thread's to heed.

    A mask is inherited. A process that set its own could be hit before it came to that.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _DiedError(Exception):
    """A worker has gone before it answered."""


class _Worker:
    """A process that parses one piece after another."""

    def __init__(self) -> None:
        """Start it. Raises BatchError when no process can be started."""
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START.format(path=sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise BatchError("no-process", why=error.strerror) from error

    def greet(self, how: Setup) -> None:
        """Tell it how to parse, and wait until it can. Raises BatchError when it ends instead."""
        try:
            self._tell(how)
        except _DiedError:
            raise BatchError("worker-ended", code=self._process.wait()) from None

    def parse(self, piece: Piece) -> Outcome:
        """Parse a piece. Raises _DiedError when the process ends over it, BatchError as :func:`work.parse`."""
        answer = self._tell(piece)
        if isinstance(answer, BatchError):
            raise answer
        return cast(Outcome, answer)

    def _tell(self, what: object) -> object:
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump(what, self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # cut off anywhere
            raise _DiedError from None

    def kill(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    def release(self) -> None:
        """Close its pipes, when no thread waits on them."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # of what it no longer took
                if pipe:
                    pipe.close()


class Pool:
    """An engine of processes of this machine."""

    def __init__(self, jobs: int, how: Setup) -> None:
        """Make ready for ``jobs`` processes; each starts when there is work for it."""
        self.width = jobs
        self._how = how
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="regparse-batch", initializer=_deafen)
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._workers: set[_Worker] = set()
        self._closed = False

    def submit(self, piece: Piece) -> Future[Sequence[Outcome]]:
        """Hand in a piece."""
        return self._threads.submit(self._attend, piece)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.release()

    def _attend(self, piece: Piece) -> Sequence[Outcome]:
        """Have a piece parsed; when its process dies, each document of it by itself."""
        try:
            return [self._worker().parse(piece)]
        except _DiedError:
            self._drop()
        outcomes = []
        for document in piece:
            try:
                outcomes.append(self._worker().parse((document,)))
            except _DiedError:
                self._drop()
                outcomes.append(work.died(document, self._how))
        return outcomes

    def _worker(self) -> _Worker:
        """Give this thread's worker, a new one where there is none."""
        found: _Worker | None = getattr(self._mine, "worker", None)
        if found is None:
            with self._lock:
                if self._closed:
                    raise BatchError("batch-stopped")
                found = _Worker()
                self._workers.add(found)
            self._mine.worker = found
            found.greet(self._how)
        return found

    def _drop(self) -> None:
        found = self._mine.worker
        self._mine.worker = None
        with self._lock:
            self._workers.discard(found)
        found.kill()
        found.release()
