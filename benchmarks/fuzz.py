"""Look for texts that break regparse, for as long as one has time.

    python benchmarks/fuzz.py FOLDER --seconds 600                 # damaged files of every format, then doubling
    python benchmarks/fuzz.py FOLDER --mutate docx --seconds 600   # one format
    python benchmarks/fuzz.py FOLDER --double --verb check         # the hostile patterns through one verb

*Mutations* take a small file of a format, cut, flip, repeat, insert and splice bytes of it, and read what comes of it
in a process of its own (``fuzzing/files.py``, ``fuzzing/examining.py``). *Doubling* takes patterns of which attackers
make texts, puts each into a notice twice as often again and again, and gives the exponent by which the time of a verb
grows (``fuzzing/patterns.toml``, ``fuzzing/doubling.py``).

What is found is kept in FOLDER, one file each with a name that says what and how; the program exits 1 when there is
something. A seed makes a run repeatable: ``--seed``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from fuzzing.doubling import VERBS, double
from fuzzing.examining import mutate
from fuzzing.files import SEEDS


def _shares(kinds: list[str], seconds: float) -> Iterator[tuple[str, float]]:
    """Give each format the moment until which it has time: an even share of what is left."""
    for left, kind in zip(range(len(kinds), 0, -1), kinds, strict=True):
        begun = time.monotonic()
        yield kind, begun + seconds / left
        seconds -= time.monotonic() - begun


def main() -> None:
    """Run what is asked for; leave with 1 when something was found."""
    asks = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asks.add_argument("folder", type=Path, help="where what is found is kept")
    asks.add_argument("--seconds", type=float, default=600, help="for how long [default: 600]")
    asks.add_argument("--mutate", nargs="*", metavar="FORMAT", choices=list(SEEDS), help="these formats, or all")
    asks.add_argument("--double", nargs="*", metavar="PATTERN", help="only doubling, of these patterns or of all")
    asks.add_argument("--verb", nargs="*", choices=list(VERBS), default=list(VERBS), help="the verbs that are doubled")
    asks.add_argument("--seed", type=int, default=1)
    asked = asks.parse_args()
    both = asked.mutate is None and asked.double is None
    end, found = time.monotonic() + asked.seconds, 0
    if both or asked.mutate is not None:
        share = asked.seconds / 2 if both else asked.seconds
        for kind, until in _shares(asked.mutate or list(SEEDS), share):
            found += mutate(asked.folder, kind, asked.seed, until)[1]
    if both or asked.double is not None:
        found += sum(growth.bad for _, _, growth in double(asked.folder, asked.verb, asked.double or [], end))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
