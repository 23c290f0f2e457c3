"""The command that writes notices, or what a query found, in the formats of other tools."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.asking import Asked, asks
from regparse.cli.language import Speech, tell
from regparse.cli.source import Corpus, Type
from regparse.cli.store import Store, opened
from regparse.errors import ExportError

if TYPE_CHECKING:
    from regparse.exports import Format, Selection
    from regparse.model import Language, Notice

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
_SAY_NO_FORCE = ("json", "md")
"""Formats of one text as it stands; the others say which notice repealed it."""


@asks(
    *("agency", "role", "kind", "addressee", "activity", "asset", "condition", "territory", "exact"),
    *("issuer", "status", "on", "since", "until", "text_language", "edition"),
)
def export(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            show_default=False,
            help="Corpus ids, ID@EDITION, files, or - for standard input. [default, with a query: the whole corpus]",
        ),
    ] = None,
    *,
    to: Annotated[
        Literal["json", "jsonl", "csv", "xlsx", "parquet", "akn", "jsonld", "md"] | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            show_default=False,
            help="json, jsonl, csv, xlsx, parquet, akn, jsonld or md. [default: by the file name, "
            "else json, or jsonl for a query]",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", show_default=False, help="Output file. [default: standard output]"
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option("--words", metavar="WORDS", show_default=False, help="Words that a provision must have."),
    ] = None,
    asked: Asked,
    lang: Speech = "en",
    store: Store = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Write notices in the formats of other tools.

    jsonl, csv, xlsx and parquet are the register of provisions, one row each: who is bound, to what, on what
    condition, by which agency, in which words; xlsx has columns for owner, status and due date. akn is Akoma Ntoso
    3.0 for one notice, with its provisions as analysis; jsonld is linked data in the terms of schema.org, ELI and
    ODRL; json is what `regparse parse` prints. With the options of `regparse query`, only matching provisions are
    written.

    \b
    Examples:
      regparse export yinfa-2026-42 -o register.xlsx
      regparse export yinfa-2026-42 --to akn > notice.xml
      regparse export old.pdf new.pdf -o provisions.parquet
      regparse export --kind prohibition -o bans.csv
    """
    querying = bool(words) or asked.narrows or asked.language is not None
    format = _format(to, output) or ("jsonl" if querying else "json")
    if format in _BINARY and output in (None, "-") and sys.stdout.isatty():
        raise ExportError("not-for-terminal-pipe", format=format)
    if not (sources or querying):
        from regparse.wording import text

        raise typer.BadParameter(text("cli.source-or-query", lang), param_hint="SOURCE")
    from regparse import exports

    if querying:
        found, named = opened(store, sources, lang, whole=bool(words) or asked.of_text)
        with found, found.reading():
            results = found.find(asked.query(words or "", named))
            _put(exports.found(results), format, output, lang)
    elif format not in _SAY_NO_FORCE:
        read = tuple(source_argument.read(one, asked.edition) for one in sources or ())
        with opened(store, None, lang, whole=False)[0] as found, found.reading():
            _put(exports.with_repeals(found, read), format, output, lang)
    else:
        _put((source_argument.read(one, asked.edition) for one in sources or ()), format, output, lang)


def _put(given: Iterable[Notice | Selection], format: Format, output: str | None, language: Language) -> None:
    """Write what is exported to a file, or to stdout."""
    from regparse import exports

    if output in (None, "-"):
        exports.write(given, format, sys.stdout.buffer)
        return
    from regparse.files import atomic

    path = Path(str(output))
    with atomic.opened(path) as file:
        exports.write(given, format, file)
    tell(language, "exported", format=format, size=f"{path.stat().st_size / 1000:,.0f}")
    print(path)


def _format(to: Format | None, output: str | None) -> Format | None:
    """Give the format that ``--to`` or the name of the file says; None where neither does.

    Raises ExportError when they disagree, or when the name is that of another sort of file.
    """
    suffix = Path(output or "-").suffix.lower()
    named = _SUFFIXES.get(suffix)
    if output not in (None, "-") and named is None and to is None:
        raise ExportError("no-format-in-name", output=output, suffixes=tuple(_SUFFIXES), option="--to")
    if to and named and to != named:
        raise ExportError("name-contradicts", output=output, named=named, option="--to", given=to)
    return to or named
