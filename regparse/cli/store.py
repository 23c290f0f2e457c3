"""The store on the command line: which one is asked, and `regparse index`, which makes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regparse.cli import source as source_argument
from regparse.cli.language import Speech, tell, teller
from regparse.cli.source import Corpus
from regparse.cli.terminal import columns, markdown, say, table

if TYPE_CHECKING:
    from regparse.model import Language
    from regparse.store import Store as Opened

Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        show_default=False,
        help="The store file. [default: REGPARSE_STORE, else beside your corpus]",
    ),
]


def opened(
    file: Path | None, notices: Sequence[str] | None, language: Language, *, whole: bool = True
) -> tuple[Opened, tuple[str, ...]]:
    """Give the store to ask, and the notices in it that are named.

    Where no store is there it is one of the corpus, made in memory; where a notice is named that is none of its own,
    one of the notices named. A store that is older than the corpus is brought up to date first. Not ``whole``: see
    :func:`regparse.store.current`.
    """
    from regparse.store import current

    found = current(file, teller(language), whole=whole or bool(notices))
    if not notices:
        return found, ()
    named = tuple(source_argument.reference(one) for one in notices)
    if all(one.partition("@")[0] in found.index.texts.notices for one in named):
        return found, named
    found.close()
    from regparse.store.query import of, reference

    parsed = [source_argument.read(one) for one in named]
    return of(parsed), tuple(map(reference, parsed))


def index(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[IN]...", show_default=False, help="Folders, archives, JSONL files or notices."),
    ] = None,
    *,
    forget: Annotated[
        list[Path] | None,
        typer.Option("--forget", metavar="IN", show_default=False, help="Remove an input from the store."),
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Parse everything again.")] = False,
    what: Annotated[bool, typer.Option("--list", help="List what is in the store, and change nothing.")] = False,
    format: Annotated[
        Literal["table", "json", "md"], typer.Option("--format", help="Output format of the list.")
    ] = "table",
    store: Store = None,
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Make the store, or bring it up to date.

    The store is one SQLite file with every notice of the corpus and of the inputs it was given. Each run parses what is
    new or changed, removes what is gone and leaves the rest; it can be stopped at any time and continues from there.
    `query`, `show`, `agencies` and `export` use it; without a store they use the corpus.

    \b
    Examples:
      regparse index                       # the corpus
      regparse index notices/ more.zip     # and everything in these
      regparse index                       # again, after something has changed
      regparse index --list
    """
    from regparse import store as database
    from regparse.store.stamp import listed

    path = store or database.default_path()
    if what:
        with database.open_store(path) as found:
            _print_list(listed(found.conn), format, lang)
        return
    from regparse.cli.progress import counted
    from regparse.store import index as verb
    from regparse.wording import text

    try:
        with counted(lang) as progress:
            report = verb.update(path, inputs or (), forget=forget or (), rebuild=rebuild, progress=progress)
    except KeyboardInterrupt:
        tell(lang, "index-stopped")
        raise typer.Exit(130) from None
    for name, why in report.failed:
        say(f"{name}: {why}" if not why.startswith(name) else why)
    for name, id in report.shared:
        say(f"{name}: another text has its id; it is kept as {id}")
    if report.copies:
        say(f"{report.copies:,} texts are copies of what is there, and count once")
    if report.passed:
        tell(lang, "skipped", kinds=tuple((what, str(count)) for what, count in report.passed.items()))
    print(
        text(
            "cli.indexed",
            lang,
            path=path,
            notices=report.notices,
            texts=report.texts,
            added=report.added,
            changed=report.changed,
            removed=report.removed,
            unchanged=report.unchanged,
            failed=len(report.failed),
        )
    )


def _print_list(rows: list[tuple[str, int, int, int]], format: str, language: Language) -> None:
    import json

    head = ("source", "documents", "notices", "unread")
    if format == "json":
        print(json.dumps([dict(zip(head, row, strict=True)) for row in rows], indent=2, ensure_ascii=False))
        return
    from regparse.wording import text

    shown = [text(f"cli.index.{one}", language) for one in head]
    cells = [(row[0] or text("cli.index.the-corpus", language), *(f"{count:,}" for count in row[1:])) for row in rows]
    print(markdown(shown, cells) if format == "md" else table(shown, cells, columns()))


def mcp(store: Store = None, _corpus: Corpus = None) -> None:
    """Serve agents and editors over the Model Context Protocol.

    Runs on standard input and output until the client disconnects, with the read-only tools query, show, compare and
    check. Configure your client to start this command. It needs `pip install 'regparse[mcp]'`.

    \b
    Examples:
      regparse mcp
      regparse mcp --store practice.sqlite
    """
    from regparse.mcp.server import run

    run(store)
