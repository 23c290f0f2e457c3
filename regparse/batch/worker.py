"""The main function of a worker process: pieces come by stdin, what comes of them goes to stdout, until stdin ends.

Both are streams of pickles between a process and its own child. Stdin ends too when the parent is killed.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys

from regparse.batch import work
from regparse.batch.work import Setup
from regparse.errors import BatchError
from regparse.intake.documents import Piece


def main() -> None:
    """Work until there is nothing more."""
    pieces = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # whatever prints, prints no result
    try:
        how: Setup = pickle.load(pieces)
        pickle.dump(None, results)
        results.flush()
        # What is loaded stays, and what a document leaves is collected behind each piece: a tenth less to do.
        gc.collect()
        gc.freeze()
        gc.disable()
        while True:
            piece: Piece = pickle.load(pieces)
            pickle.dump(_answer(piece, how), results)
            results.flush()
            gc.collect()
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):  # the parent has what it wanted, or is gone
        sys.stderr.flush()
        os._exit(0)


def _answer(piece: Piece, how: Setup) -> work.Outcome | BatchError:
    try:
        return work.parse(piece, how)
    except BatchError as error:
        return error
