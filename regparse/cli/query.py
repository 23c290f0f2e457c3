"""The commands that ask the store: query, agencies."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from regparse.model import Language, Notice
    from regparse.register.matrix import Row
    from regparse.store import Hint, Results

from regparse.cli.asking import (
    Activity,
    Addressee,
    Agency,
    Asset,
    Condition,
    Exact,
    Issuer,
    Kind,
    Notices,
    On,
    Role,
    Since,
    Sort,
    Status,
    Territory,
    TextLanguage,
    Until,
)
from regparse.cli.language import Speech, name, tell
from regparse.cli.source import Corpus, Edition, Type
from regparse.cli.store import Store, opened
from regparse.cli.terminal import columns, csv_rows, markdown, paragraph, say

LIMIT = 50
"""How many hits a table shows unless told otherwise; data formats give all."""


def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="Words that must all occur.", show_default=False),
    ] = None,
    *,
    agency: Agency = None,
    role: Role = None,
    kind: Kind = None,
    addressee: Addressee = None,
    activity: Activity = None,
    asset: Asset = None,
    condition: Condition = None,
    territory: Territory = None,
    exact: Exact = False,
    notice: Notices = None,
    issuer: Issuer = None,
    status: Status = None,
    on: On = None,
    since: Since = None,
    until: Until = None,
    text_language: TextLanguage = None,
    lang: Speech = "en",
    edition: Edition = None,
    sort: Sort = "newest",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            show_default=False,
            help=f"Show at most N hits, 0 for all. [default: {LIMIT} in a table, all as data]",
        ),
    ] = None,
    offset: Annotated[int, typer.Option("--offset", metavar="N", min=0, help="Skip N hits.")] = 0,
    facets: Annotated[bool, typer.Option("--facets", help="Count the hits by value instead of showing them.")] = False,
    format: Annotated[
        Literal["table", "json", "jsonl", "csv", "md"],
        typer.Option("--format", metavar="FORMAT", help="table, json, jsonl, csv or md."),
    ] = "table",
    store: Store = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Find provisions by agency, addressee, words ...

    Lists the matching provisions, quoted, with their clauses: those in force first, and exact matches before provisions
    that apply only through a wider group. Exits with 1 if there are none.

    Searches the store that `regparse index` makes, or the corpus if there is no store. An option given twice means
    either value; different options must all match. An agency is also found under the names of its predecessors, and an
    addressee in provisions that bind a group it belongs to or, last, anyone.

    Words must all occur. OR, NOT (or -word) and parentheses are understood; "a phrase" is matched as it is, a word in
    its inflected forms, word* with any ending. Words without other options also find titles, and clauses whose
    provisions do not have them.

    \b
    Examples:
      regparse query --agency CSRC --role lead
      regparse query --agency "Ministry of Public Security"
      regparse query --addressee bank --status in-force
      regparse query --condition approval --territory overseas
      regparse query "mining (project OR machine)"
      regparse query '"clearing and settlement"' --format csv
      regparse query token* --facets
    """
    from regparse.cli import hits
    from regparse.cli.legend import legend
    from regparse.store.named import named as named_by
    from regparse.wording import say as worded
    from regparse.wording import voice

    conditions = {
        "agency": agency,
        "role": role,
        "kind": kind,
        "addressee": addressee,
        "activity": activity,
        "asset": asset,
        "condition": condition,
        "territory": territory,
        "issuer": issuer,
        "status": status,
    }
    plain = {"on": on, "since": since, "until": until, "language": text_language, "edition": edition}
    text = " ".join(words or ())
    found, named = opened(store, notice, lang, whole=bool(text or text_language or edition))
    with found, found.reading():
        results = found.query(
            text,
            **{field: values or () for field, values in conditions.items()},
            **plain,
            exact=exact,
            sort=sort,
            notice=named,
        )
        count = limit or None if limit is not None or format != "table" else LIMIT
        if facets:
            print(hits.facets(results.facets, format, columns()))
        elif format == "json":
            print(results.answer(offset, count).model_dump_json(indent=2, context=voice(lang)))
        elif format == "jsonl":
            for hit in results.hits(offset, count):
                print(hit.model_dump_json())
        elif format == "csv":
            print(csv_rows(hits.HEAD, map(hits.row, results.hits(offset, count))))
        elif format == "md":
            print(markdown(hits.HEAD, (hits.row(hit, marked=True) for hit in results.hits(offset, count))))
        elif results.total:
            shown = tuple(results.hits(offset, count))
            print(hits.shown(shown, columns(), lang))
            if lang == "en" and (codes := legend((a.id for hit in shown for a in hit.agencies), columns())):
                print(f"\n{codes}")
            _count(results, offset, len(shown), lang)
        if not results.total:
            tell(lang, "nothing-fits")
        rest: dict[str, Sequence[str] | None] = {"notice": notice or [], "sort": [sort] if sort != "newest" else []}
        given = {"on": on, "since": since, "until": until, "text": text_language, "edition": edition, "store": store}
        given |= {"lang": lang} if lang == "zh" else {}
        rest |= {name: [str(value)] for name, value in given.items() if value}
        for one in named_by(found.conn, text):
            say(f"{paragraph(worded(one.message, lang), columns(), '  ', '')}\n  {one.command}")
        for hint in results.hints:
            say(_hint(hint, text, {**conditions, **rest}, exact, lang))
        if not results.total:
            raise typer.Exit(1)


def _count(results: Results, offset: int, shown: int, language: Language) -> None:

    counts = results.facets["kind"]
    bare = results.total - sum(counts.values())
    each = tuple((name(language, "kind", kind), str(count)) for kind, count in counts.items())
    tell(language, "found", total=results.total, kinds=each, bare=bare)
    if shown < results.total:
        tell(language, "shown", first=offset + 1, last=offset + shown, next=str(offset + shown))


def _hint(hint: Hint, words: str, options: Mapping[str, Sequence[str] | None], exact: bool, language: Language) -> str:
    """Return a hint, and the command that follows it on a line of its own, which is never broken."""
    from regparse.wording import say as worded

    said = paragraph(worded(hint, language), columns(), "  ", "")
    if not hint.field or not hint.value:
        return said
    changed = {**options, hint.field: [hint.value]}
    given = [part for name, values in changed.items() for value in values or () for part in (f"--{name}", value)]
    command = ["regparse", "query", *([words] if words else []), *given, *(["--exact"] if exact else [])]
    return f"{said}\n  {shlex.join(command)}"


def agencies(
    *,
    notice: Notices = None,
    kind: Kind = None,
    issuer: Issuer = None,
    status: Status = None,
    on: On = None,
    since: Since = None,
    until: Until = None,
    text_language: TextLanguage = None,
    lang: Speech = "en",
    edition: Edition = None,
    format: Annotated[Literal["table", "json", "csv", "md"], typer.Option("--format", help="Output format.")] = "table",
    store: Store = None,
    _type: Type = None,
    _corpus: Corpus = None,
) -> None:
    """Print the agency matrix.

    For one notice, shows which agency has which role in which clauses; for the store (or the corpus, if there is no
    store), in how many provisions. Options narrow it to matching provisions.

    \b
    Examples:
      regparse agencies
      regparse agencies --status in-force --kind obligation
      regparse agencies --notice yinfa-2026-42
      regparse agencies --notice new.txt --format md
    """
    from regparse.cli import hits
    from regparse.cli.legend import legend
    from regparse.register.matrix import matrix

    lists = {"kind": kind or (), "issuer": issuer or (), "status": status or ()}
    asked: dict[str, Any] = {**lists, "on": on, "since": since, "until": until}
    found, named = opened(store, notice, lang, whole=bool(text_language or edition))
    with found, found.reading():
        wide = None if format == "md" else columns()
        if not named:
            rows = found.agencies(**asked, language=text_language, edition=edition)
            if format == "json":
                print(json.dumps([row.model_dump(mode="json") for row in rows], indent=2))
            elif format == "csv":
                print(csv_rows(hits.COUNTED_HEAD, hits.counted(rows)))
            else:
                print(hits.counts(rows, wide, lang))
                if wide and lang == "en" and (codes := legend((row.agency for row in rows), wide)):
                    print(f"\n{codes}")
            return
        every = [found.notice(name, edition, text_language) for name in named]
        fits = {}
        if narrowed := any(asked.values()):
            results = found.query(notice=named, language=text_language, edition=edition, **asked)
            fits = {_key(one): norms for one, norms in results.provisions()}
        matrices = [
            (one, matrix(one, fits[_key(one)] if narrowed else None), found.status(one.id).repealed_by)
            for one in every
            if not narrowed or _key(one) in fits
        ]
    matrices.sort(key=lambda item: item[2] is not None)
    if format == "json":
        print(json.dumps([_dump(one, rows, gone) for one, rows, gone in matrices], indent=2))
    elif format == "csv":
        print(
            csv_rows(
                ("notice", *hits.MATRIX_HEAD), [(n.id, *row) for n, rows, _ in matrices for row in hits.grid(rows)]
            )
        )
    elif matrices:
        print("\n\n".join(hits.matrix(one, rows, wide, gone, lang) for one, rows, gone in matrices))
        if wide and lang == "en" and (codes := legend((row.agency for _, rows, _ in matrices for row in rows), wide)):
            print(f"\n{codes}")
    if not matrices:
        tell(lang, "nothing-fits")
        raise typer.Exit(1)


def _key(notice: Notice) -> tuple[str, str | None, str]:
    return notice.id, notice.edition, notice.language


def _dump(notice: Notice, rows: tuple[Row, ...], repealed_by: str | None) -> dict[str, object]:
    return {
        "notice": notice.id,
        "edition": notice.edition,
        "repealed_by": repealed_by,
        "agencies": [row.model_dump(mode="json") for row in rows],
    }
