"""A SOURCE argument, which may also be stdin, and where the user's corpus is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from regparse.model import Notice
    from regparse.sources import Content

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A corpus id, ID@EDITION, a file, or - for stdin.")]


def _use(folder: Path | None) -> Path | None:
    if folder is not None:
        from regparse import corpus

        corpus.FOLDER.set(folder)
    return folder


Corpus = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        metavar="DIR",
        callback=_use,
        expose_value=False,
        show_default=False,
        help="Your corpus. [default: REGPARSE_CORPUS, else the platform's data folder]",
    ),
]


def read(source: str, edition: str | None = None) -> Notice:
    """Parse what a SOURCE argument names."""
    from regparse import sources

    return sources.parse_content(content(source, edition))


def content(source: str, edition: str | None = None) -> Content:
    """Give the bytes of what a SOURCE argument names."""
    from regparse import sources

    if source == "-":
        return sources.content(sys.stdin.buffer.read(), name="stdin", edition=edition)
    return sources.content(source, edition=edition)
