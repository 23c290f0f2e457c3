"""The command that writes a notice, or what a query found, in the formats of other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.terminal import say
from regparse.errors import ExportError

if TYPE_CHECKING:
    from regparse.exports import Format

_SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".xml": "akn",
    ".akn": "akn",
    ".jsonld": "jsonld",
    ".md": "md",
}
_BINARY = ("xlsx", "parquet")


def export(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", show_default=False, help="Corpus ids, ID@EDITION, files, or - for stdin."),
    ],
    to: Annotated[
        Literal["json", "jsonl", "csv", "xlsx", "parquet", "akn", "jsonld", "md"] | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            show_default=False,
            help="json, jsonl, csv, xlsx, parquet, akn, jsonld or md. [default: by the name of the file, else json]",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", show_default=False, help="Where to. [default: stdout]"),
    ] = None,
    edition: Edition = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Write a notice in a format of other tools.

    jsonl, csv, xlsx and parquet are the register of its norms, one row each: who is bound, to what, on what condition,
    by which agency, in which words; xlsx has columns for owner, status and due date. akn is Akoma Ntoso 3.0 with the
    norms as analysis, jsonld is linked data in the terms of schema.org, ELI and ODRL, json is what `regparse parse`
    prints. Several sources make one register; akn holds one notice.

    \b
    Examples:
      regparse export yinfa-2026-42 -o register.xlsx
      regparse export yinfa-2026-42 --to akn > notice.xml
      regparse export old.pdf new.pdf -o norms.parquet
      regparse export yinfa-2026-42@en-press --to csv
    """
    from regparse import atomic, exports

    format = _format(to, output)
    if output in (None, "-"):
        if format in _BINARY and sys.stdout.isatty():
            raise ExportError(f"{format} is no text for a terminal; name a file with -o, or send it through a pipe")
        exports.write((source_argument.read(one, edition) for one in sources), format, sys.stdout.buffer)
        return
    path = Path(str(output))
    with atomic.opened(path) as file:
        exports.write((source_argument.read(one, edition) for one in sources), format, file)
    say(f"wrote {format}, {path.stat().st_size / 1000:,.0f} kB, to")
    print(path)


def _format(to: Format | None, output: str | None) -> Format:
    """Give the format that ``--to`` or the name of the file says; json where neither does.

    Raises ExportError when they disagree, or when the name is that of another sort of file.
    """
    suffix = Path(output or "-").suffix.lower()
    named = _SUFFIXES.get(suffix)
    if suffix and named is None and to is None:
        raise ExportError(f"{output}: the name says no format; give one with --to, or end it in {', '.join(_SUFFIXES)}")
    if to and named and to != named:
        raise ExportError(f"{output} is the name of a file in {named}, and --to says {to}")
    return to or named or "json"
