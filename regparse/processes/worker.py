"""A worker process, as its parent has it.

It is no :class:`ProcessPoolExecutor`: that one gives up all it has when a process dies, without saying what was to
blame, its processes outlive a parent that is killed, and none of them can be ended for taking too long. These see the
end of their pipe.
"""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
from typing import Any

from regparse.errors import ReadError
from regparse.files import limits

START = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "  # where there are no masks to inherit
    "import sys; sys.path[:] = {path!r}; from regparse.processes.child import main; main({function!r})"
)


class DiedError(Exception):
    """A worker has gone before it answered."""


class SlowError(DiedError):
    """A worker has not answered in time, and was ended."""


class GreedyError(DiedError):
    """What a worker was to do takes more memory than it may have."""


class Worker:
    """A process that does one thing after another. One thread at a time may call it."""

    def __init__(self, function: str, setup: object, start: str = START) -> None:
        """Begin to start it; ``function`` and ``setup`` are as in :mod:`regparse.processes.child`.

        Raises OSError when no process can be started.
        """
        self._setup = setup
        self._process = subprocess.Popen(
            [sys.executable, "-c", start.format(path=sys.path, function=function)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def greet(self) -> None:
        """Tell it its setup, and wait until it can begin. Raises DiedError when it ends instead."""
        self._tell(self._setup)

    def call(self, what: object, seconds: float | None = None) -> Any:
        """Return what comes of something, which may take so many ``seconds``.

        Raises what the function does of :mod:`regparse.errors`; SlowError when it takes longer, GreedyError when it
        takes too much memory, DiedError when the process ends over it; RuntimeError when the function has a fault. A
        worker that was slow or died is of no use any more.
        """
        kind, found = self._tell(what, seconds)
        if kind == "error":
            raise found
        if kind == "memory":
            raise GreedyError
        if kind == "fault":
            raise RuntimeError(found)
        return found

    def code(self) -> int:
        """Wait for its end, and return with what it ended."""
        return self._process.wait()

    def _tell(self, what: object, seconds: float | None = None) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        clock = threading.Timer(seconds, end) if seconds else None
        if clock:
            clock.daemon = True
            clock.start()
        try:
            pickle.dump(what, self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # cut off anywhere
            raise (SlowError if late.is_set() else DiedError) from None
        finally:
            if clock:
                clock.cancel()

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


def told(error: DiedError, name: str) -> ReadError:
    """Return what became of the document ``name`` whose worker has gone."""
    if isinstance(error, SlowError):
        return ReadError("document-slow", name=name, seconds=limits.get("DOCUMENT_SECONDS"))
    if isinstance(error, GreedyError):
        return ReadError("document-greedy", name=name, bytes=limits.get("WORKER_BYTES"))
    return ReadError("worker-died", name=name)


class Helper:
    """One worker that is always there: a new one takes the place of one that has gone."""

    def __init__(self, function: str, setup: object) -> None:
        self._function, self._setup = function, setup
        self._worker: Worker | None = None
        self._lock = threading.Lock()

    def call(self, what: object) -> Any:
        """Return what comes of something within ``DOCUMENT_SECONDS``; raises as :meth:`Worker.call`, and OSError."""
        with self._lock:
            try:
                if self._worker is None:
                    self._worker = Worker(self._function, self._setup)
                    self._worker.greet()
                return self._worker.call(what, limits.get("DOCUMENT_SECONDS"))
            except (DiedError, KeyboardInterrupt):
                self._drop()
                raise

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        if self._worker:
            self._worker.kill()
            self._worker.release()
        self._worker = None
