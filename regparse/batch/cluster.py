"""The workers of a Dask cluster that parse pieces; needs ``distributed``.

The client sends the bytes of the documents and gets the bytes of the output back, so workers need no storage in common
with this machine; they need the same version of regparse. A worker should have one thread (``--nthreads 1``): parsing
holds the interpreter, and threads of one worker take turns.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import warnings
from collections.abc import Sequence
from typing import Any

from regparse.batch import work
from regparse.batch.work import Outcome, Setup
from regparse.errors import BatchError, RegparseError
from regparse.intake.documents import Piece
from regparse.processes.worker import DiedError
from regparse.version import __version__

CONNECT = 10.0
"""Seconds to wait for the scheduler, and for the first worker."""
_PATIENCE = 30.0
"""Seconds after which it is told that no worker is left."""


class Cluster:
    """An engine of the workers of a Dask cluster."""

    def __init__(self, scheduler: str | None, jobs: int, how: Setup) -> None:
        """Connect to a scheduler (``tcp://host:8786``); without one, start ``jobs`` workers on this machine.

        Raises BatchError when distributed is not installed, the scheduler does not answer, no worker is there, or one
        has another version of regparse.
        """
        try:
            import distributed
        except ImportError:
            raise BatchError("needs-distributed") from None
        self._how = how
        self._at = scheduler or "this machine"
        self._stack = contextlib.ExitStack()
        for logger in ("distributed", "distributed.client"):
            logging.getLogger(logger).setLevel(logging.CRITICAL)  # what matters is raised
        address: Any = scheduler
        try:
            if scheduler is None:
                local: Any = distributed.LocalCluster
                address = self._stack.enter_context(
                    local(n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL)
                )
            client: Any = distributed.Client
            self.client: Any = self._stack.enter_context(client(address, timeout=CONNECT))
        except (OSError, ValueError, ImportError) as error:
            self._stack.close()
            why = " ".join(str(error).split())[:200] or type(error).__name__
            raise BatchError("no-scheduler", at=self._at, why=why) from None
        try:
            self.width = self._ready()
        except BaseException:
            self._stack.close()
            raise

    def _ready(self) -> int:
        """Wait for a worker, see that all have this version of regparse, and give how many there are."""
        try:
            self.client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError:
            raise BatchError("no-cluster-worker", at=self._at) from None

        def version() -> str | None:
            """Run by each worker, and sent there whole: it may have no regparse."""
            try:
                from regparse.version import __version__ as there
            except ImportError:
                return None
            return there

        versions: Any = self.client.run(version)
        for address, has in sorted(versions.items()):
            if has != __version__:
                what = f"regparse {has}" if has else "no regparse"
                raise BatchError("worker-version", address=address, has=what, version=__version__)
        return len(versions)

    def submit(self, piece: Piece) -> _Ticket:
        """Hand in a piece."""
        return _Ticket(self, piece, self.future(piece))

    def future(self, piece: Piece) -> Any:
        """Have the cluster parse a piece."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")  # a large document cannot be sent otherwise
            return self.client.submit(work.parse, piece, self._how, pure=False)

    def wait(self, future: Any) -> Outcome:
        """Wait for a piece. Raises KilledWorker when workers died of it, BatchError when the cluster cannot go on."""
        from distributed import KilledWorker

        told = False
        while True:
            try:
                outcome: Outcome = future.result(timeout=_PATIENCE)
                return outcome
            except KilledWorker:
                raise
            except TimeoutError:
                if self.client.status != "running":
                    raise self._gone() from None
                if not told and not self.client.nthreads():
                    print(f"no worker is left at {self._at}; waiting for one (Ctrl-C stops)", file=sys.stderr)
                    told = True
            except RegparseError:
                raise
            except Exception as error:
                raise self._gone(error) from None

    def _gone(self, error: Exception | None = None) -> BatchError:
        why = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}" if error else ""
        return BatchError("cluster-stopped", at=self._at, why=why)

    def how(self) -> Setup:
        """Give how documents are parsed."""
        return self._how

    def close(self) -> None:
        """Leave the cluster; one that was made for this run ends."""
        with contextlib.suppress(Exception):
            self._stack.close()


class _Ticket:
    """A piece that the cluster has."""

    def __init__(self, cluster: Cluster, piece: Piece, future: Any) -> None:
        self._cluster, self._piece, self._future = cluster, piece, future

    def done(self) -> bool:
        """Say no: until it is asked for, a result is held by its worker."""
        return False

    def result(self) -> Sequence[Outcome]:
        """Wait for what came of it; when workers die of it, have each document parsed by itself."""
        from distributed import KilledWorker

        try:
            return [self._cluster.wait(self._future)]
        except KilledWorker:
            pass
        outcomes = []
        for document in self._piece:
            try:
                outcomes.append(self._cluster.wait(self._cluster.future((document,))))
            except KilledWorker:
                outcomes.append(work.died(document, self._cluster.how(), DiedError()))
        return outcomes
