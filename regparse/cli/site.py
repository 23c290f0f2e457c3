"""The commands that show the store as pages: site writes them, serve shows them live."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regparse.cli.language import Speech, teller
from regparse.cli.source import Corpus
from regparse.cli.store import Store


def site(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", show_default=False, help="Where to: a folder of its own.")
    ],
    store: Store = None,
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Write the store as pages that open from disk.

    They can be mailed or put on an intranet, and need no server: search with facets, every notice with its norms
    marked and explained, bodies, comparisons in three ways, lineages, problems; in English and in Chinese. A folder
    that was written before is written anew; one that holds anything else is left alone.

    \b
    Examples:
      regparse site -o pages
      regparse site -o pages --store practice.sqlite
    """
    from regparse.store import current
    from regparse.web.site import write_site
    from regparse.wording import text

    with current(store, teller(lang)) as found, found.reading():
        count = write_site(output, found)
    print(text("cli.pages-written", lang, path=output / "index.html", n=count))


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes any free one.")] = 8765,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            show_default=False,
            help="The token that opens the pages. [default: REGPARSE_TOKEN]",
        ),
    ] = None,
    *,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy in front speaks TLS: the cookie is sent through https alone.")
    ] = False,
    store: Store = None,
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Show the store live in the browser.

    The same pages as `site` writes, made when they are asked for; what `regparse index` does to the store shows at
    once. Without a store it shows the corpus as it was when it started. It only reads. On this machine alone it needs
    no login; with another --host it wants a token, and asks each browser for it once. It needs `pip install
    'regparse[serve]'`.

    \b
    Examples:
      regparse serve
      regparse serve --store practice.sqlite --port 8000
      regparse serve --host 0.0.0.0 --token-file token.txt
    """
    from regparse.web.serve import serve as verb

    verb(store, host=host, port=port, token_file=token_file, https=https, tell=teller(lang))
