"""A SOURCE argument, which may also be stdin."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from regparse.model import Notice

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A corpus id, ID@EDITION, a file, or - for stdin.")]


def read(source: str, edition: str | None = None) -> Notice:
    """Parse what a SOURCE argument names."""
    from regparse import sources

    if source == "-":
        return sources.parse(sys.stdin.buffer.read(), name="stdin", edition=edition)
    return sources.parse(source, edition=edition)
