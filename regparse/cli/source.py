"""A SOURCE argument: an id, a document number, a file or stdin; what stdin holds, and where the user's corpus is."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.notation.expressions import expression

if TYPE_CHECKING:
    from regparse.corpus.sources import Content
    from regparse.model import Notice

Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="A corpus id, ID@EDITION, a document number (“Yinfa [2026] No. 42”), a file, or -."
    ),
]
Edition = Annotated[
    str | None,
    typer.Option("--edition", metavar="NAME", show_default=False, help="The edition of a corpus id."),
]
_NUMBERED = expression(r"[〔［\[（(]\s*\d{4}|\bNo\b|号")
_OF = expression(r"\bNo\.?\s*(\d+)\s+of\s+(\d{4})\b")


def _use(folder: Path | None) -> Path | None:
    if folder is not None:
        from regparse.corpus import catalogue

        catalogue.FOLDER.set(folder)
    return folder


Corpus = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        metavar="DIR",
        callback=_use,
        expose_value=False,
        show_default=False,
        help="Your corpus folder. [default: REGPARSE_CORPUS, else the platform's data folder]",
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
        help="The file type of standard input, for SOURCE -. [default: by its first bytes]",
    ),
]


def read(source: str, edition: str | None = None) -> Notice:
    """Parse what a SOURCE argument names; a notice that only the store has is given as it was parsed for it."""
    from regparse.corpus import sources
    from regparse.errors import CorpusError

    try:
        return sources.parse_content(content(source, edition))
    except CorpusError:
        if stored := _stored(source, edition):
            return stored
        raise


def _stored(source: str, edition: str | None) -> Notice | None:
    from regparse.store import default_path, open_store

    name, _, named = source.partition("@")
    if not default_path().is_file():
        return None
    with open_store() as store:
        name = reference(name) if _NUMBERED.search(name) else name
        return store.notice(name, named or edition) if name in store.index.texts.notices else None


def read_all(named: Sequence[str] | None, edition: str | None) -> tuple[Notice, ...] | None:
    """Parse what several SOURCE arguments name; without any, the editions of that name in the corpus.

    None where neither is given. Raises CorpusError when no notice has such an edition.
    """
    from regparse.corpus import sources
    from regparse.errors import CorpusError

    if named:
        return tuple(read(source, edition) for source in named)
    if edition is None:
        return None
    stored = sources.library().editions()
    found = tuple(sources.parse_edition(one) for one in stored if one.name == edition)
    if not found:
        raise CorpusError("edition-nowhere", edition=edition, known=tuple(dict.fromkeys(one.name for one in stored)))
    return found


def reference(source: str) -> str:
    """Give the id for a document number of the corpus, an edition behind it kept; any other SOURCE as it is.

    Raises CorpusError when several notices have the number, or none where no issuer is named, and when SOURCE is empty.
    """
    from regparse.errors import CorpusError

    text, at, edition = source.strip().partition("@")
    if not text:
        raise CorpusError("source-empty")
    if not _NUMBERED.search(text) or "\n" in text or os.path.exists(source):  # noqa: PTH110  of any length
        return source
    from regparse.corpus import sources
    from regparse.grammar.citations import find_numbers
    from regparse.model.ids import notice_id

    printed = _OF.sub(r"[\2] No. \1", text.strip())
    number = next((one for one in find_numbers(printed) if one.text == printed), None)
    if number is None:
        return source
    if number.code:
        return notice_id(number.code, number.year, number.serial) + at + edition
    ids = [one for one in sources.library().entries if one.endswith(f"-{number.year}-{number.serial}")]
    if len(ids) != 1:
        raise CorpusError("number-ambiguous", number=text, ids=tuple(ids))
    return ids[0] + at + edition


def stdin() -> bytes:
    """Return what stdin holds. Raises ReadError when it is more than is read of a file."""
    from regparse.files import limits

    return limits.read(sys.stdin.buffer, "stdin")


def content(source: str, edition: str | None = None) -> Content:
    """Give the bytes of what a SOURCE argument names."""
    from regparse.corpus import sources

    source = reference(source)
    if source == "-":
        return sources.content(stdin(), name="stdin", edition=edition, media_type=STDIN.get())
    return sources.content(source, edition=edition)
