"""The command check: the problems of a notice, for a person, for a program, for a code host."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.language import Speech
from regparse.cli.source import Corpus, Type
from regparse.cli.terminal import columns, say


def check(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE", show_default=False, help="A corpus id, ID@EDITION, a file, or - for standard input."
        ),
    ] = None,
    *,
    format: Annotated[Literal["text", "json", "sarif"], typer.Option("--format", help="Output format.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="NAME", show_default=False, help="The edition of a corpus id.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Explain a problem code and how to fix it, and exit."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Check every notice in the file, not just the first.")] = False,
    lang: Speech = "en",
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Print the problems of a notice: what a careful reader would flag, each with the words concerned.

    Lines and columns are those of the source, or of its text if it is a web page. Exits with 1 if one is an error.

    \b
    Examples:
      regparse check yinfa-2026-42@en-press
      regparse check notice.txt --strict
      regparse check notice.txt --format sarif > notice.sarif
      regparse check page.html --all
      regparse check --explain numbering-gap
    """
    from regparse.cli import problems

    if explain is not None:
        print(problems.explained(explain, columns(), lang))
        return
    if source is None:
        from regparse.wording import text

        raise typer.BadParameter(text("cli.source-or-code", lang), param_hint="SOURCE")
    from regparse.checking import disagreements

    name = "stdin" if source == "-" else source
    given = source_argument.content(source, edition)
    reports = disagreements.run_all(given) if every else (disagreements.run(given),)
    if format == "json":
        found = [problems.as_json(report, lang) for report in reports]
        print(f"[{', '.join(found)}]" if every else found[0])
    elif format == "sarif":
        from regparse import __version__
        from regparse.exports import sarif

        logs = [json.loads(sarif.sarif(report, name, __version__, lang)) for report in reports]
        logs[0]["runs"] = [one for log in logs for one in log["runs"]]
        print(json.dumps(logs[0], ensure_ascii=False, indent=2))
    else:
        for report in reports:
            if report.findings:
                print(problems.listed(report, name, columns(), lang))
            say(problems.summary(report, f"{name}, {report.notice.id}" if len(reports) > 1 else name, lang))
    if any(report.failed(strict=strict) for report in reports):
        raise typer.Exit(1)
