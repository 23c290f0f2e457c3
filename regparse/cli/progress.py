"""What a long command is at, on a terminal only: a pipe and a log get nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """Give what tells the stage a command is at; the line is gone when the command is through.

    NO_COLOR is heeded, as rich does.
    """
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as line:
        yield lambda stage: line.update(f"{stage} …")
