"""How the work of a function grows with its input: a ratio of processor times, which no busy machine changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import log

TOLERATED = 1.6
"""The exponent beyond which a reading is called out of proportion: measured ones are about 1, the square is 2."""


def growth(run: Callable[[int], object], small: int, large: int) -> float:
    """Return the exponent of growth between two sizes: 1 is in proportion, 2 is with the square.

    The lesser of two runs counts at either size; what takes next to nothing at the large size has not grown.
    """

    low, high = (min(_spent(run, size) for _ in range(2)) for size in (small, large))
    return 0.0 if high < 0.02 else log(high / max(low, 0.001)) / log(large / small)


def _spent(run: Callable[[int], object], size: int) -> float:
    started = time.process_time()
    run(size)
    return time.process_time() - started
