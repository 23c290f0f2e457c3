"""A SOURCE argument, which may also be stdin, what stdin holds, and where the user's corpus is."""

from __future__ import annotations

import sys
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

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

STDIN: ContextVar[str | None] = ContextVar("stdin", default=None)
"""What stdin holds, by a name of ``regparse.readers.TYPES``; None: its first bytes say so."""


def _hold(kind: str | None) -> str | None:
    STDIN.set(kind)
    return kind


Type = Annotated[
    Literal["html", "pdf", "docx", "md", "text"] | None,
    typer.Option(
        "--type",
        callback=_hold,
        expose_value=False,
        show_default=False,
        help="What stdin holds, for SOURCE -. [default: as its first bytes say]",
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
        return sources.content(sys.stdin.buffer.read(), name="stdin", edition=edition, media_type=STDIN.get())
    return sources.content(source, edition=edition)
