"""The commands parse and schema."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.source import Corpus, Edition, Source, Type
from regparse.cli.terminal import columns


def parse(
    source: Source,
    format: Annotated[Literal["outline", "json"], typer.Option("--format", help="How to print it.")] = "outline",
    edition: Edition = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Parse a notice and print it.

    The outline is for reading; JSON holds everything, with the evidence of each fact.

    \b
    Examples:
      regparse parse yinfa-2026-42
      regparse parse yinfa-2026-42 --edition en-press
      regparse parse notice.html --format json > notice.json
      cat notice.txt | regparse parse -
    """
    notice = source_argument.read(source, edition)
    if format == "json":
        print(notice.to_json())
    else:
        from regparse.cli.outline import outline

        print(outline(notice, columns()))


def schema() -> None:
    """Print the JSON Schema of a parsed notice.

    It describes what `regparse parse --format json` prints.

    \b
    Example:
      regparse schema > notice.schema.json
    """
    from regparse.model import Notice

    print(json.dumps(Notice.model_json_schema(by_alias=True), indent=2))
