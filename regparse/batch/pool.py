"""Processes of this machine that parse pieces.

Each worker is a fresh interpreter (:mod:`regparse.processes`) with a pipe to it and one from it, looked after by a
thread of its own, so it is known which piece was in the hands of a worker that died or took too long.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from regparse.batch import work
from regparse.batch.work import Outcome, Setup
from regparse.errors import BatchError
from regparse.files import limits
from regparse.intake.documents import Piece
from regparse.processes.worker import START, DiedError, Worker

_START = START
_WORK = "regparse.batch.work:parse"


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


class Pool:
    """An engine of processes of this machine."""

    def __init__(self, jobs: int, how: Setup) -> None:
        """Make ready for ``jobs`` processes; each starts when there is work for it."""
        self.width = jobs
        self._how = how
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="regparse-batch", initializer=_deafen)
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._workers: set[Worker] = set()
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
        """Have a piece parsed; when its process dies or is slow, each document by itself."""
        try:
            return [self._parse(piece)]
        except DiedError:
            pass
        outcomes = []
        for document in piece:
            try:
                outcomes.append(self._parse((document,)))
            except DiedError as error:
                outcomes.append(work.died(document, self._how, error))
        return outcomes

    def _parse(self, piece: Piece) -> Outcome:
        try:
            outcome: Outcome = self._worker().call(piece, limits.get("DOCUMENT_SECONDS"))
        except DiedError:
            self._drop()
            raise
        return outcome

    def _worker(self) -> Worker:
        """Give this thread's worker, a new one where there is none."""
        found: Worker | None = getattr(self._mine, "worker", None)
        if found is None:
            with self._lock:
                if self._closed:
                    raise BatchError("batch-stopped")
                try:
                    found = Worker(_WORK, self._how, _START)
                except OSError as error:
                    raise BatchError("no-process", why=error.strerror) from error
                self._workers.add(found)
            self._mine.worker = found
            try:
                found.greet()
            except DiedError:
                raise BatchError("worker-ended", code=found.code()) from None
        return found

    def _drop(self) -> None:
        found = self._mine.worker
        self._mine.worker = None
        with self._lock:
            self._workers.discard(found)
        found.kill()
        found.release()
