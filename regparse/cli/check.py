"""The command check: the problems of a notice, for a person, for a program, for a code host."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from regparse.cli.source import STDIN, Corpus, Type
from regparse.cli.terminal import columns, say


def check(
    source: Annotated[
        str | None,
        typer.Argument(metavar="SOURCE", show_default=False, help="A corpus id, ID@EDITION, a file, or - for stdin."),
    ] = None,
    format: Annotated[Literal["text", "json", "sarif"], typer.Option("--format", help="How to print them.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on a warning too.")] = False,
    edition: Annotated[str | None, typer.Option("--edition", help="Which edition of a corpus id.")] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Say what a code means and what to do, and stop.")
    ] = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Print the problems of a notice: what a careful reader would flag, each with the words it is about.

    Lines and columns are those of the source; of a web page, those of its text. Exit 1 when one is an error.

    \b
    Examples:
      regparse check yinfa-2026-42@en-press
      regparse check notice.txt --strict
      regparse check notice.txt --format sarif > notice.sarif
      regparse check --explain numbering-gap
    """
    from regparse.cli import problems

    if explain is not None:
        print(problems.explained(explain, columns()))
        return
    if source is None:
        raise typer.BadParameter("give a SOURCE, or --explain with a code", param_hint="SOURCE")
    from regparse import beside

    name = "stdin" if source == "-" else source
    if source == "-":
        report = beside.run(sys.stdin.buffer.read(), name=name, edition=edition, media_type=STDIN.get())
    else:
        report = beside.run(source, edition=edition)
    if format == "json":
        print(problems.as_json(report))
    elif format == "sarif":
        from regparse import __version__, sarif

        print(sarif.sarif(report, name, __version__))
    else:
        if report.findings:
            print(problems.listed(report, name, columns()))
        say(problems.summary(report, name))
    if report.failed(strict=strict):
        raise typer.Exit(1)
