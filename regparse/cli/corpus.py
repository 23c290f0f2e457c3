"""The commands of `regparse corpus`: list, show, add, verify, remove."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from regparse.cli.language import Speech, spoken, tell
from regparse.cli.source import Corpus, stdin
from regparse.cli.terminal import columns, opening, say, table

if TYPE_CHECKING:
    from regparse.corpus.catalogue import Edition
    from regparse.model import Language

app = typer.Typer(
    name="corpus",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Store notices so that they can be named by id.

    One corpus comes with regparse and is read-only. Yours is in the platform's data folder, in REGPARSE_CORPUS or in
    --corpus DIR, and is used together with the one that comes with regparse.
    """,
)
Format = Annotated[Literal["table", "json"], typer.Option("--format", help="Output format.")]


@app.command("list")
def list_(format: Format = "table", lang: Speech = "en", _corpus: Corpus = None) -> None:
    """List the notices and their editions.

    \b
    Examples:
      regparse corpus list
      regparse corpus list --format json
    """
    from regparse.corpus import sources
    from regparse.wording import text

    found = sources.library()
    if format == "json":
        print(json.dumps([_fields(edition) for edition in found.editions()], ensure_ascii=False, indent=2))
        return
    rows = [
        (
            edition.notice,
            edition.name + (" *" if found.entries[edition.notice].default == edition.name else ""),
            edition.language,
            text("cli.corpus.shipped" if edition.shipped else "cli.corpus.yours", lang),
            opening(edition.note or edition.origin or "", 60),
        )
        for edition in found.editions()
    ]
    head = tuple(text(f"cli.corpus.{key}", lang) for key in ("notice", "edition", "language", "whose", "what"))
    print(table(head, rows, columns()))
    tell(lang, "corpus-default")


@app.command()
def show(
    ref: Annotated[str, typer.Argument(metavar="ID", help="An id, or ID@EDITION.")],
    format: Format = "table",
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Show what is known about an edition.

    Its file, hash and media type, where it came from, and the other editions of the notice.

    \b
    Examples:
      regparse corpus show yinfa-2026-42
      regparse corpus show yinfa-2026-42@en-press --format json
    """
    from regparse.corpus import sources
    from regparse.wording import text

    found = sources.library()
    edition = found.get(ref)
    notice = sources.parse_edition(edition)
    fields = _fields(edition) | {
        "title": notice.title,
        "clauses": len(notice.clauses),
        "others": [other.name for other in found.others(edition)],
    }
    if format == "json":
        print(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    rows = [
        (name.replace("_", " "), ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in fields.items()
        if value not in (None, "", [])
    ]
    print(table((text("cli.corpus.field", lang), text("cli.corpus.value", lang)), rows, columns()))


@app.command()
def add(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file, or - for standard input.")],
    *,
    lang: Annotated[
        Literal["en", "zh"] | None,
        typer.Option("--lang", help="Which notice in the file, by language. [default: the first one]"),
    ] = None,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="NAME", help="A name for this text. [default: its language]")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="The page that it came from.")] = None,
    retrieved: Annotated[
        str | None, typer.Option("--retrieved", metavar="YYYY-MM-DD", help="The date it was retrieved.")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="A short description.", show_default=False)] = "",
    type: Annotated[
        str | None, typer.Option("--type", help="The file type: html, pdf, docx, md or text.", show_default=False)
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an edition of yours.")] = False,
    _corpus: Corpus = None,
) -> None:
    """Store a notice so that it can be named by id.

    The file is kept byte for byte with its sha256. The id is read from the notice; a text in another language, or by
    another translator, is added to the existing editions. The id of the edition is printed.

    \b
    Examples:
      regparse corpus add notice.html --url https://www.example.org/notice.html --retrieved 2026-02-06
      regparse corpus add original.txt --lang zh
      regparse corpus add other.txt --edition en-bank
    """
    from regparse.corpus import sources
    from regparse.wording import say as worded

    speech = spoken()
    stored = sources.add(
        stdin() if file == "-" else Path(file),
        media_type=type,
        language=lang,
        edition=edition,
        url=url,
        retrieved=_date(retrieved, speech),
        note=note,
        replace=replace,
    )
    notice = sources.parse_edition(stored)
    tell(speech, "stored", title=notice.title, clauses=len(notice.clauses), path=stored.path)
    for problem in notice.problems:
        if problem.code == "further-notice":
            say(worded(problem, speech))
    print(stored.ref)


@app.command()
def verify(lang: Speech = "en", _corpus: Corpus = None) -> None:
    """Report files that are missing or have changed since they were stored.

    One sentence each; exits with 1 if there is any.

    \b
    Example:
      regparse corpus verify
    """
    from regparse.corpus import sources
    from regparse.wording import say as worded

    found = sources.library()
    wrong = found.verify()
    for error in wrong:
        print(worded(error, lang))
    count = len(found.editions())
    tell(lang, "verified", right=count - len(wrong), all=count)
    if wrong:
        raise typer.Exit(1)


@app.command()
def remove(
    ref: Annotated[str, typer.Argument(metavar="ID", help="An id, or ID@EDITION.")],
    _corpus: Corpus = None,
) -> None:
    """Remove an edition of yours, or all your editions of a notice.

    What comes with regparse cannot be removed. The ids of what was removed are printed.

    \b
    Example:
      regparse corpus remove yinfa-2026-42@zh
    """
    from regparse.corpus import sources

    for gone in sources.remove(ref):
        print(gone)


def _fields(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.notice,
        "edition": edition.name,
        "language": edition.language,
        "shipped": edition.shipped,
        "file": str(edition.path),
        "sha256": edition.sha256,
        "media_type": edition.media_type,
        "origin": edition.origin,
        "url": edition.url,
        "retrieved": edition.retrieved.isoformat() if edition.retrieved else None,
        "note": edition.note,
    }


def _date(value: str | None, language: Language) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        from regparse.wording import text

        raise typer.BadParameter(text("cli.not-a-date", language, value=value), param_hint="--retrieved") from error
