"""From what a user names to a parsed notice.

A source is one of these, tried in this order:

- ``bytes``: the content of a file;
- a string with a line break: the text itself;
- ``ID`` or ``ID@EDITION``: an entry of the corpus;
- a path.

A file whose name is also an id of the corpus is read when a folder is given with it (``./yinfa-2026-42``).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from regparse import corpus, pipeline
from regparse.errors import ReadError
from regparse.ids import notice_id
from regparse.model import Notice


class Content(NamedTuple):
    """The bytes of a source, its name for messages, and its edition."""

    data: bytes
    name: str
    edition: str | None


@cache
def shipped() -> corpus.Corpus:
    """Give the corpus that ships with regparse, read once a process."""
    return corpus.load()


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    edition: str | None = None,
    name: str | None = None,
) -> Notice:
    """Parse a notice.

    ``source`` is a corpus id, a path, a text or bytes, as told above. ``edition`` picks the edition of a corpus id and
    labels any other source. ``name`` is how a text or bytes is called in messages and in ``Notice.source``.

    Raises CorpusError for an unknown id or edition, ReadError when a file cannot be read, NoNoticeError when it holds
    no notice.
    """
    data, name, edition = content(source, edition=edition, name=name)
    return pipeline.parse(data, name, edition=edition, lookup=_cited)


def content(
    source: str | os.PathLike[str] | bytes,
    *,
    edition: str | None = None,
    name: str | None = None,
) -> Content:
    """Give the bytes of what a user names, what they are called and their edition; arguments as for :func:`parse`.

    Raises CorpusError for an unknown id or edition, ReadError when a file cannot be read.
    """
    if isinstance(source, bytes):
        return Content(source, name or "bytes", edition)
    if isinstance(source, str) and ("\n" in source or not source.strip()):
        return Content(source.encode(), name or "text", edition)
    if isinstance(source, str):
        found = _in_corpus(source, edition)
        if found:
            return Content(found.read(), found.path.name, found.name)
    path = Path(source)
    return Content(_read(path), name or path.name, edition)


def parse_edition(edition: corpus.Edition) -> Notice:
    """Parse one edition of the corpus.

    Raises CorpusError when its file has changed.
    """
    return pipeline.parse(edition.read(), edition.path.name, edition=edition.name, lookup=_cited)


def parse_defaults() -> tuple[Notice, ...]:
    """Parse every notice of the corpus in its default edition."""
    return tuple(map(parse_edition, shipped().defaults()))


def replaced(notice: Notice) -> Notice | None:
    """Give the notice that ``notice`` repeals, where the corpus has it: the first one printed, in its default edition.

    A notice that repeals only parts of another does not replace it.
    """
    for citation in notice.repeals:
        number = citation.number
        if number is None or number.code is None or citation.article:
            continue
        old = notice_id(number.code, number.year, number.serial)
        if old in shipped():
            return parse_edition(shipped().get(old))
    return None


def other_editions(notice: Notice) -> tuple[Notice, ...]:
    """Give the other editions of the same notice that the corpus has.

    ``notice`` may come from a file: it is then set beside every edition but one of the very same bytes.
    """
    entry = shipped().entries.get(notice.id)
    if entry is None:
        return ()
    return tuple(
        parse_edition(e)
        for e in entry.editions.values()
        if e.name != notice.edition and e.sha256 != notice.source.sha256
    )


@cache
def _cited(notice: str) -> Notice | None:
    """Give a notice that another one cites, where the corpus has it; what it cites itself is left unresolved."""
    if notice not in shipped():
        return None
    edition = shipped().get(notice)
    return pipeline.survey(edition.read(), edition.path.name, edition=edition.name)


def _in_corpus(source: str, edition: str | None) -> corpus.Edition | None:
    ref = f"{source}@{edition}" if edition and "@" not in source else source
    if ref in shipped():
        return shipped().get(ref)
    if source in shipped() or not _is_path(source):
        return shipped().get(ref)  # says what is unknown, and the nearest
    return None


def _is_path(source: str) -> bool:
    """Tell a path from a mistyped id: it exists, or has a folder or a suffix in it."""
    path = Path(source)
    try:
        return path.exists() or bool(path.suffix) or path.name != source
    except OSError:  # longer than any file name can be
        return True


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"{path}: there is no such file") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path}: this is a folder; give a file in it") from error
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError) and path.is_dir():  # what Windows answers for a folder
            raise ReadError(f"{path}: this is a folder; give a file in it") from error
        why = error.strerror if isinstance(error, OSError) else error
        raise ReadError(f"{str(path)[:80]}: cannot be read: {why}") from error
