"""The commands parse and schema."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.language import Speech, tell
from regparse.cli.source import Corpus, Edition, Source, Type
from regparse.cli.terminal import columns


def parse(
    source: Source,
    *,
    format: Annotated[Literal["outline", "json"], typer.Option("--format", help="Output format.")] = "outline",
    edition: Edition = None,
    every: Annotated[bool, typer.Option("--all", help="Parse every notice in the file; JSON is then a list.")] = False,
    lang: Speech = "en",
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Parse a notice and print it.

    The outline is for reading; JSON has everything, with the evidence for each fact. If a file has several notices, or
    one in two languages, the first is parsed and the others are reported on standard error.

    \b
    Examples:
      regparse parse yinfa-2026-42
      regparse parse yinfa-2026-42 --edition en-press
      regparse parse notice.html --format json > notice.json
      cat notice.txt | regparse parse -
      regparse parse page.html --all --format json
    """
    from regparse.corpus import sources
    from regparse.wording import say, voice

    given = source_argument.content(source, edition)
    found = sources.parse_all(given) if every else (sources.parse_content(given),)
    if format == "json":
        texts = [notice.to_json(voice=voice(lang)) for notice in found]
        print(f"[{', '.join(texts)}]" if every else texts[0])
    else:
        from regparse.cli.outline import outline

        print("\n\n\n".join(outline(notice, columns(), lang) for notice in found))
    for problem in found[0].problems:
        if problem.code == "further-notice" and not every:
            tell(lang, "further-notice", message=say(problem, lang))


def schema(
    of: Annotated[
        Literal["notice", "comparison"], typer.Argument(help="Of what: a parsed notice, or a comparison of two.")
    ] = "notice",
) -> None:
    """Print the JSON Schema of a parsed notice, or of a comparison.

    It describes what `regparse parse --format json` prints, or `regparse compare OLD NEW --format json`.

    \b
    Examples:
      regparse schema > notice.schema.json
      regparse schema comparison > comparison.schema.json
    """
    if of == "comparison":
        from regparse.model.comparison import Comparison

        print(json.dumps(Comparison.model_json_schema(by_alias=True), indent=2))
        return
    from regparse.model import Notice

    print(json.dumps(Notice.model_json_schema(by_alias=True), indent=2))
