"""Python's garbage collector, told to wait.

A comparison makes many small objects, hardly any of which dies, and none of which stands in a cycle. The collector
walks over all of them each time their number has grown by a quarter, and finds nothing: of two notices of two thousand
clauses that is half of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Let no garbage be collected meanwhile, unless somebody else sees to that.

    What nothing refers to any more is freed at once as ever. Several threads may do this at a time: the worst that can
    happen is that the collector runs.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
