"""The commands that ask the corpus: query, agencies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from regparse.matrix import Row

from regparse.cli import source as source_argument
from regparse.cli.source import Corpus, Type
from regparse.cli.terminal import columns, csv_rows, markdown, say

Notices = Annotated[
    list[str] | None,
    typer.Option("--notice", metavar="SOURCE", help="Look in this notice. [default: all of the corpus]"),
]


def query(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]", help="Words that must all stand there.")
    ] = None,
    *,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", metavar="NAME", help="A body: code, name or short name, en or zh.")
    ] = None,
    role: Annotated[list[str] | None, typer.Option("--role", help="Its part: lead, joint, recipient ...")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="prohibition, obligation, mandate ...")] = None,
    addressee: Annotated[list[str] | None, typer.Option("--addressee", help="Who is bound: bank, anyone ...")] = None,
    activity: Annotated[list[str] | None, typer.Option("--activity", help="What act: custody, insurance ...")] = None,
    notice: Notices = None,
    format: Annotated[
        Literal["table", "json", "jsonl", "csv", "md"], typer.Option("--format", help="How to print it.")
    ] = "table",
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Find norms by agency, addressee, words ...

    Lists the norms that fit, quoted, with their clauses. Exit 1 when there are none.

    An option given twice means either value; different options hold together. A word in Latin script also finds
    longer words that begin with it; a phrase goes in double quotes.

    \b
    Examples:
      regparse query --agency CSRC
      regparse query --agency "Ministry of Public Security" --role joint
      regparse query --kind prohibition --addressee financial-institution
      regparse query mining --notice yinfa-2026-42
      regparse query '"clearing and settlement"' --format csv > norms.csv
    """
    from regparse.cli import hits
    from regparse.search import query as search

    answer = search(
        " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words or ()),
        agency=agency or (),
        role=role or (),
        kind=kind or (),
        addressee=addressee or (),
        activity=activity or (),
        notices=[source_argument.read(n) for n in notice] if notice else None,
    )
    if format == "json":
        print(answer.model_dump_json(indent=2))
    elif format == "jsonl":
        for hit in answer.results:
            print(hit.model_dump_json())
    elif format == "csv":
        print(csv_rows(hits.HEAD, map(hits.row, answer.results)))
    elif format == "md":
        print(markdown(hits.HEAD, map(hits.row, answer.results)))
    elif answer.total:
        print(hits.shown(answer.results, columns()))
        say(f"\n{answer.total} found: {hits.told(answer.facets['kind'])}")
    else:
        say("no norm fits")
    if not answer.total:
        raise typer.Exit(1)


def agencies(
    notice: Notices = None,
    format: Annotated[
        Literal["table", "json", "csv", "md"], typer.Option("--format", help="How to print it.")
    ] = "table",
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Print the agency matrix.

    It shows which body has which part in which clauses.

    \b
    Examples:
      regparse agencies
      regparse agencies --notice yinfa-2026-42
      regparse agencies --notice new.txt --format md
    """
    from regparse import sources
    from regparse.cli import hits
    from regparse.matrix import matrix

    parsed = [source_argument.read(n) for n in notice] if notice else sources.parse_defaults()
    matrices = [(one, matrix(one)) for one in parsed]
    if format == "json":
        found = [{"notice": one.id, "edition": one.edition, "agencies": _dump(rows)} for one, rows in matrices]
        print(json.dumps(found, indent=2))
    elif format == "csv":
        print(
            csv_rows(("notice", *hits.MATRIX_HEAD), [(n.id, *row) for n, rows in matrices for row in hits.grid(rows)])
        )
    else:
        print("\n\n".join(hits.matrix(one, rows, None if format == "md" else columns()) for one, rows in matrices))


def _dump(rows: tuple[Row, ...]) -> list[dict[str, object]]:
    return [row.model_dump(mode="json") for row in rows]
