"""Run a batch: inputs to documents to shards to pieces, an engine, and the shards written in order."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from regparse.batch import manifest, rows, work
from regparse.batch.engines import Engine
from regparse.batch.flow import Flow, Watch
from regparse.errors import BatchError, ReadError
from regparse.intake import inputs as given
from regparse.intake.documents import printable
from regparse.version import __version__

SHARD = 500
"""Documents in a shard, unless said otherwise: what is parsed again, at most, after a kill."""


class Summary(NamedTuple):
    """What a batch came to, and how much of it was done by a run that this one went on with.

    ``passed_over`` counts the files that are no documents, by suffix or kind.
    """

    documents: int
    notices: int
    bad: int
    shards: int
    before: int
    passed_over: dict[str, int]
    folder: Path


def run_batch(
    inputs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    format: Literal["jsonl", "parquet"] = "jsonl",
    jobs: int | None = None,
    shard_size: int = SHARD,
    every: bool = False,
    text_field: str | None = None,
    id_field: str | None = None,
    engine: Literal["pool", "dask"] = "pool",
    scheduler: str | None = None,
    restart: bool = False,
    watch: Watch | None = None,
) -> Summary:
    """Parse every document of the inputs and write what comes of it to a folder, in shards with a manifest.

    ``inputs`` are folders, JSONL files, archives and files (:mod:`regparse.intake.inputs`); ``output`` is the folder,
    made if need be. Of a document the first notice is parsed, with ``every`` all of them. ``text_field`` and
    ``id_field`` name the fields of JSONL where they are not among the known ones (:mod:`regparse.intake.lines`).
    ``jobs`` is the number of processes, those of the usable cores by default; with ``engine="dask"`` the workers of the
    ``scheduler``'s cluster are used, or without one so many of a cluster made for the run.

    A document that cannot be parsed is written to the errors and passed over. A run that was stopped or killed is gone
    on with by calling this again with the same arguments: finished shards are kept, and no document is lost or there
    twice. The same inputs give the same bytes in every file, whatever the engine and the number of processes.

    Raises ReadError when an input is not there or none holds a document, BatchError when the folder holds another run
    (which ``restart`` deletes), when inputs have changed since, or when the engine cannot go on, WriteError when the
    folder cannot be written.
    """
    paths = [Path(one) for one in ([inputs] if isinstance(inputs, (str, os.PathLike)) else inputs)]
    folder = Path(output)
    given.check(paths, folder)
    if scheduler is not None and engine != "dask":
        raise BatchError("scheduler-without-dask")
    if shard_size < 1 or (jobs is not None and jobs < 1):
        raise BatchError("batch-sizes")
    if format == "parquet":
        rows.schema()  # says what is not installed
    how = work.setup(format, every=every, text_field=text_field, id_field=id_field)
    asked = manifest.settings([printable(Path(os.path.normpath(path)).as_posix()) for path in paths], shard_size, how)
    passed: Counter[str] = Counter()
    with manifest.opened(folder, asked, __version__, restart=restart) as kept:
        before = sum(record.written.documents for record in kept.done.values())
        documents = given.walk(paths, passed, without=folder)
        if watch:
            threading.Thread(target=lambda: watch.total(given.size(paths)), daemon=True).start()
        with Flow(kept, format, lambda: _engine(engine, jobs, scheduler, how), watch) as flow:
            flow.run(documents, shard_size)
        written = [record.written for record in kept.done.values()]
        if not written:
            raise ReadError("no-documents", paths=tuple(map(str, paths)))
        sums = Summary(
            documents=sum(one.documents for one in written),
            notices=sum(one.notices for one in written),
            bad=sum(one.bad for one in written),
            shards=len(written),
            before=before,
            passed_over=dict(sorted(passed.items())),
            folder=folder,
        )
        told = sums._asdict()
        kept.finish({key: told[key] for key in ("documents", "notices", "bad", "shards", "passed_over")})
    return sums


def _engine(name: str, jobs: int | None, scheduler: str | None, how: work.Setup) -> Engine:
    from regparse.batch import pool

    jobs = jobs or pool.usable_cores()
    if name == "dask":
        from regparse.batch import cluster

        return cluster.Cluster(scheduler, jobs, how)
    return pool.Pool(jobs, how)
