"""The door of the room: one format by its name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import BinaryIO, Literal, get_args

from regparse.errors import UnknownValueError
from regparse.exports.selection import Exportable, Selection, selections

Format = Literal["json", "jsonl", "csv", "xlsx", "parquet", "akn", "jsonld", "md"]

BINARY: frozenset[str] = frozenset({"xlsx", "parquet"})
"""Formats that are no text."""

_WRITERS = {
    "json": ("plain", "write_json"),
    "jsonl": ("plain", "write_jsonl"),
    "csv": ("plain", "write_csv"),
    "xlsx": ("workbook", "write"),
    "parquet": ("parquet", "write"),
    "akn": ("akn", "write"),
    "jsonld": ("jsonld", "write"),
    "md": ("markdown", "write"),
}
"""A module of this room and its function for each format; imported when the format is asked for."""


def write(given: Exportable, to: Format, out: BinaryIO) -> None:
    """Write notices, or the wanted norms of them, to an open file; errors as for :func:`export`.

    ``jsonl``, ``csv``, ``xlsx`` and ``parquet`` hold one notice in memory at a time.
    """
    if to not in _WRITERS:
        raise UnknownValueError("format", to, known=get_args(Format))
    module, name = _WRITERS[to]
    writer: Callable[[Iterable[Selection], BinaryIO], None] = getattr(import_module(f"{__package__}.{module}"), name)
    writer(selections(given), out)


def export(given: Exportable, to: Format = "json") -> str | bytes:
    """Give a notice, or several, or the wanted norms of them (:class:`Selection`), in another format.

    ``json`` is the contract's, ``jsonl``, ``csv``, ``xlsx`` (bytes) and ``parquet`` (bytes) are the register with one
    row a norm, ``akn`` is Akoma Ntoso 3.0 of one notice, ``jsonld`` schema.org, ELI and ODRL, ``md`` Markdown. The
    same notices give the same bytes.

    Raises UnknownValueError for another format; ExportError when a format has no place for what is given (several
    notices in ``akn``, a part of a notice in ``json`` or ``akn``) or needs a package that is missing.
    """
    out = io.BytesIO()
    write(given, to, out)
    return out.getvalue() if to in BINARY else out.getvalue().decode()
