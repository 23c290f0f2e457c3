"""The commands that set two texts side by side: compare, editions."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.order import doubtful
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.terminal import columns, say

Format = Annotated[Literal["table", "json", "md"], typer.Option("--format", help="How to print it.")]


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The older notice: an id, a file, or - for stdin.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer notice.")],
    format: Format = "table",
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option("--pair", metavar="OLD NEW", help="Print the redline of one pair of clauses, by their numbers."),
    ] = None,
    *,
    redline: Annotated[bool, typer.Option("--redline", help="Print the redlines of all linked clauses.")] = False,
    edition: Edition = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Compare two notices.

    Prints which clause became which, what changed in law, and whose part changed.

    \b
    Examples:
      regparse compare yinfa-2021-237 yinfa-2026-42
      regparse compare yinfa-2021-237 yinfa-2026-42 --pair 9 6
      regparse compare old.txt new.txt --redline
      regparse compare old.txt new.txt --format json
    """
    from regparse.cli import comparison as view
    from regparse.compare import compare as compare_notices

    before, after = source_argument.read(old, edition), source_argument.read(new, edition)
    if doubt := doubtful(before, after):
        say(doubt)
    result = compare_notices(before, after)
    if pair:
        print(view.redlines(result, before, after, columns(), only=pair))
    elif redline:
        print(view.redlines(result, before, after, columns()))
    elif format == "json":
        print(result.to_json())
    else:
        print(view.tables(result, before, after, None if format == "md" else columns()))


def editions(
    notice: Annotated[str, typer.Argument(metavar="ID", help="A corpus id, or ID@EDITION to set that one first.")],
    format: Format = "table",
    edition: Edition = None,
    _corpus: Corpus = None,
) -> None:
    """Compare the editions of a notice.

    Prints the facts that stand in one edition and not in another.

    \b
    Examples:
      regparse editions yinfa-2026-42
      regparse editions yinfa-2026-42 --format json
    """
    from regparse import sources
    from regparse.cli import comparison as view
    from regparse.compare import compare_editions

    first = source_argument.read(notice, edition)
    others = sources.other_editions(first)
    if not others:
        say(f"the corpus has one edition of {first.id}; nothing to set beside it")
    if format == "json":
        facts = [fact.model_dump(mode="json") for other in others for fact in compare_editions(first, other)]
        print(json.dumps({"notice": first.id, "facts": facts}, indent=2, ensure_ascii=False))
        return
    for other in others:
        print(view.editions(compare_editions(first, other), first, other, None if format == "md" else columns()))
