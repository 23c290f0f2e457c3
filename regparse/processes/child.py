"""The main function of a worker process: what is to be done comes by stdin, what came of it goes to stdout.

Both are streams of pickles between a process and its own child. Stdin ends when the parent has no more, also when it is
killed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
import traceback
from importlib import import_module
from typing import Any

from regparse.errors import RegparseError
from regparse.files import limits


def main(function: str) -> None:
    """Work until there is nothing more. ``function`` is ``module:name``; it takes what is handed in, and the setup."""
    pieces = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # whatever prints, prints no result
    _bound(limits.get("WORKER_BYTES"))
    module, _, name = function.partition(":")
    work = getattr(import_module(module), name)
    try:
        setup = pickle.load(pieces)
        _send(None, results)
        # What is loaded stays, and what a document leaves is collected behind each piece: a tenth less to do.
        gc.collect()
        gc.freeze()
        gc.disable()
        while True:
            piece = pickle.load(pieces)
            _send(_answer(work, piece, setup), results)
            gc.collect()
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):  # the parent has what it wanted, or is gone
        sys.stderr.flush()
        os._exit(0)


def _bound(size: int) -> None:
    """Let this process have so many bytes, where the system can hold it to that: beyond them it meets a MemoryError."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  not everywhere

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size if most < 0 else min(size, most), most))


def _send(what: object, results: Any) -> None:
    pickle.dump(what, results)
    results.flush()


def _answer(work: Any, piece: object, setup: object) -> tuple[str, Any]:
    """Return what came of a piece by its kind: a value, an error for the user, or a fault of ours."""
    try:
        return "value", work(piece, setup)
    except RegparseError as error:
        return "error", error
    except MemoryError:
        return "memory", None
    except Exception:
        return "fault", traceback.format_exc()
