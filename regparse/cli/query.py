"""The commands that ask the store: query, agencies."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from regparse.model import Language, Notice
    from regparse.register.matrix import Row
    from regparse.store import Hint, Results

from regparse.cli.asking import Asked, asks
from regparse.cli.language import Speech, name, tell
from regparse.cli.source import Corpus, Type
from regparse.cli.store import Store, opened
from regparse.cli.terminal import columns, csv_rows, markdown, paragraph, say

LIMIT = 50
"""How many hits a table shows unless told otherwise; data formats give all."""


@asks(
    *("agency", "role", "kind", "addressee", "activity", "asset", "condition", "territory", "exact"),
    *("notice", "issuer", "status", "on", "since", "until", "text_language", "edition", "sort"),
)
def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="Words that must all occur.", show_default=False),
    ] = None,
    *,
    asked: Asked,
    lang: Speech = "en",
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

    text = " ".join(words or ())
    found, named = opened(store, asked.notices, lang, whole=bool(text) or asked.of_text)
    with found, found.reading():
        results = found.find(asked.query(text, named))
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
        for one in named_by(found.conn, text):
            say(f"{paragraph(worded(one.message, lang), columns(), '  ', '')}\n  {one.command}")
        for hint in results.hints:
            say(_hint(hint, text, asked, store, lang))
        if not results.total:
            raise typer.Exit(1)


def _count(results: Results, offset: int, shown: int, language: Language) -> None:

    counts = results.facets["kind"]
    bare = results.total - sum(counts.values())
    each = tuple((name(language, "kind", kind), str(count)) for kind, count in counts.items())
    tell(language, "found", total=results.total, kinds=each, bare=bare)
    if shown < results.total:
        tell(language, "shown", first=offset + 1, last=offset + shown, next=str(offset + shown))


def _hint(hint: Hint, words: str, asked: Asked, store: Path | None, language: Language) -> str:
    """Return a hint, and the command that follows it on a line of its own, which is never broken."""
    from regparse.wording import say as worded

    said = paragraph(worded(hint, language), columns(), "  ", "")
    if not hint.field or not hint.value:
        return said
    rest = [*(("--store", str(store)) if store else ()), *(("--lang", "zh") if language == "zh" else ())]
    options = asked.options({hint.field: hint.value})
    return f"{said}\n  {shlex.join(['regparse', 'query', *([words] if words else []), *options, *rest])}"


@asks("notice", "kind", "issuer", "status", "on", "since", "until", "text_language", "edition")
def agencies(
    *,
    asked: Asked,
    lang: Speech = "en",
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

    found, named = opened(store, asked.notices, lang, whole=asked.of_text)
    with found, found.reading():
        wide = None if format == "md" else columns()
        if not named:
            rows = found.agencies(**asked.conditions())
            if format == "json":
                print(json.dumps([row.model_dump(mode="json") for row in rows], indent=2))
            elif format == "csv":
                print(csv_rows(hits.COUNTED_HEAD, hits.counted(rows)))
            else:
                print(hits.counts(rows, wide, lang))
                if wide and lang == "en" and (codes := legend((row.agency for row in rows), wide)):
                    print(f"\n{codes}")
            return
        every = [found.notice(name, asked.edition, asked.language) for name in named]
        fits = {}
        if narrowed := asked.narrows:
            results = found.find(asked.query("", named))
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
