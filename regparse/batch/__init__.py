"""Parse as many documents as there are: folders, JSONL and archives in, shards and a manifest out.

:mod:`regparse.intake` gives the documents one after another, in an order that is the same each time. ``run.py`` cuts
them into shards and the shards into pieces of a few documents, has an engine parse the pieces (``pool.py``: processes
of this machine; ``cluster.py``: Dask) and writes what comes back in order (``shards.py``), so that neither the number
of processes nor the engine changes a byte. A finished shard stands in the manifest (``manifest.py``), and is not parsed
again by a run that goes on after a kill.

Documents are read here and handed to the workers with their bytes; the workers hand the bytes of the output back. So a
worker needs no storage in common with this machine, and a stream that can only be read from its start (a compressed
archive) is read once. What is under way is bounded in number and bytes.
"""

from __future__ import annotations

from regparse.batch.run import Summary as Summary
from regparse.batch.run import run_batch as run_batch
