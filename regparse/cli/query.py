"""The commands that ask the corpus: query, agencies."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from regparse.matrix import Row
    from regparse.model import Notice
    from regparse.search import Hint

from regparse.cli import source as source_argument
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.terminal import columns, csv_rows, markdown, paragraph, say

# Written out, since the help costs nothing and the model does; a test holds them to it.
ROLES = "lead, joint, coordinate, participate, responsible, recipient, refer, approve"
KINDS = "prohibition, obligation, permission, mandate, sanction, definition, status, commencement, repeal"
CONDITIONS = "approval, filing, approval-and-filing, unauthorized"
TERRITORIES = "domestic, overseas, inbound, outbound"
ASSETS = "mining, rwa, stablecoin, virtual-currency"

Notices = Annotated[
    list[str] | None,
    typer.Option(
        "--notice", metavar="SOURCE", show_default=False, help="Look in this notice. [default: all of the corpus]"
    ),
]


def _codes(option: str, help: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(option, metavar="CODE", show_default=False, help=help)
    return info


def query(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Words that must all stand there.")] = None,
    *,
    agency: Annotated[
        list[str] | None,
        typer.Option("--agency", metavar="NAME", show_default=False, help="A body: code, name or short name."),
    ] = None,
    role: Annotated[list[str] | None, _codes("--role", f"Its part: {ROLES}.")] = None,
    kind: Annotated[list[str] | None, _codes("--kind", f"What the norm does: {KINDS}.")] = None,
    addressee: Annotated[
        list[str] | None,
        _codes("--addressee", "Who is bound, as bank or enterprise; a wrong code gets near ones."),
    ] = None,
    activity: Annotated[
        list[str] | None, _codes("--activity", "What act, as custody or insurance; a wrong code gets near ones.")
    ] = None,
    asset: Annotated[list[str] | None, _codes("--asset", f"What about: {ASSETS}.")] = None,
    condition: Annotated[list[str] | None, _codes("--condition", f"On what condition: {CONDITIONS}.")] = None,
    territory: Annotated[list[str] | None, _codes("--territory", f"Where: {TERRITORIES}.")] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="These codes alone: no predecessors, no wider kinds, not anyone.")
    ] = False,
    notice: Notices = None,
    edition: Edition = None,
    format: Annotated[
        Literal["table", "json", "jsonl", "csv", "md"],
        typer.Option("--format", metavar="FORMAT", help="table, json, jsonl, csv or md."),
    ] = "table",
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Find norms by agency, addressee, words ...

    Lists the norms that fit, quoted, with their clauses: those in force first, and those that say what was asked
    before those that only reach it. Exit 1 when there are none.

    An option given twice means either value; different options hold together. A body is found under the names of
    its predecessors too, an addressee in what binds the kinds it belongs to, and last in what binds anyone. A word in
    Latin script also finds longer words that begin with it; a phrase goes in double quotes. Words by themselves also
    find clauses in which no norm has them.

    \b
    Examples:
      regparse query --agency CSRC --role lead
      regparse query --agency "Ministry of Public Security"
      regparse query --kind prohibition --addressee bank
      regparse query --condition approval --territory overseas
      regparse query mining --notice yinfa-2026-42
      regparse query '"clearing and settlement"' --format csv
    """
    from regparse.cli import hits
    from regparse.cli.legend import legend
    from regparse.search import query as search

    options = {
        "agency": agency,
        "role": role,
        "kind": kind,
        "addressee": addressee,
        "activity": activity,
        "asset": asset,
        "condition": condition,
        "territory": territory,
    }
    text = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words or ())
    answer = search(
        text,
        **{field: values or () for field, values in options.items()},
        exact=exact,
        notices=source_argument.read_all(notice, edition),
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
        if codes := legend((a.id for hit in answer.results for a in hit.agencies), columns()):
            print(f"\n{codes}")
        clauses = sum(hit.kind is None for hit in answer.results)
        counts = {**answer.facets["kind"], **({"clauses without a norm that fits": clauses} if clauses else {})}
        say(f"\n{answer.total} found: {hits.told(counts)}")
    if not answer.total:
        say("no norm fits")
    rest = {"notice": notice or [], "edition": [edition] if edition else []}
    for hint in answer.hints:
        say(_hint(hint, text, {**options, **rest}, exact))
    if not answer.total:
        raise typer.Exit(1)


def _hint(hint: Hint, words: str, options: Mapping[str, Sequence[str] | None], exact: bool) -> str:
    """Give a hint, and the command that follows it on a line of its own, which is never broken."""
    said = paragraph(hint.message, columns(), "  ", "")
    if not hint.field or not hint.value:
        return said
    changed = {**options, hint.field: [hint.value]}
    given = [part for name, values in changed.items() for value in values or () for part in (f"--{name}", value)]
    command = ["regparse", "query", *([words] if words else []), *given, *(["--exact"] if exact else [])]
    return f"{said}\n  {shlex.join(command)}"


def agencies(
    notice: Notices = None,
    edition: Edition = None,
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
    from regparse.cli.legend import legend
    from regparse.matrix import matrix
    from regparse.search import repealers

    given = source_argument.read_all(notice, edition)
    parsed = sources.parse_defaults() if given is None else given
    gone = repealers(parsed)
    matrices = [(one, matrix(one)) for one in sorted(parsed, key=lambda one: one.id in gone)]
    if format == "json":
        print(json.dumps([_dump(one, rows, gone.get(one.id)) for one, rows in matrices], indent=2))
    elif format == "csv":
        print(
            csv_rows(("notice", *hits.MATRIX_HEAD), [(n.id, *row) for n, rows in matrices for row in hits.grid(rows)])
        )
    else:
        wide = None if format == "md" else columns()
        print("\n\n".join(hits.matrix(one, rows, wide, gone.get(one.id)) for one, rows in matrices))
        if wide and (codes := legend((row.agency for _, rows in matrices for row in rows), wide)):
            print(f"\n{codes}")


def _dump(notice: Notice, rows: tuple[Row, ...], repealed_by: str | None) -> dict[str, object]:
    return {
        "notice": notice.id,
        "edition": notice.edition,
        "repealed_by": repealed_by,
        "agencies": [row.model_dump(mode="json") for row in rows],
    }
