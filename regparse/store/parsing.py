"""Parse one document for a store, in the process that does nothing else (:mod:`regparse.processes`)."""

from __future__ import annotations

from pathlib import Path

from regparse.corpus import catalogue, sources
from regparse.intake import lines
from regparse.intake.documents import Document
from regparse.model import Notice

Source = catalogue.Edition | Document
"""What is parsed: an edition of the corpus, or a document of a folder, an archive, a file of lines."""


def parse(source: Source, corpus: Path) -> tuple[Notice, ...]:
    """Return the notices of a document, which may cite those of the user's ``corpus``.

    Raises what :func:`regparse.corpus.sources.parse_all` does.
    """
    catalogue.FOLDER.set(corpus)
    if isinstance(source, catalogue.Edition):
        return sources.parse_entry(source)
    data = source.data or b""
    if source.row:
        data = lines.take(data, source.file, None, None).data
    return sources.parse_all(sources.Content(data, source.file, None))
