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
        Path,
        typer.Option("-o", "--output", metavar="DIR", show_default=False, help="Output folder, used for nothing else."),
    ],
    store: Store = None,
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Write the store as pages that open from disk.

    The pages can be mailed or put on an intranet, and need no server: search with facets, every notice with its
    provisions marked and explained, agencies, comparisons in three views, lineages, problems; in English and Chinese. A
    folder written earlier is rewritten; a folder with anything else in it is left alone.

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
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0 takes any free one.")
    ] = 8765,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            show_default=False,
            help="File with the access token. [default: REGPARSE_TOKEN]",
        ),
    ] = None,
    *,
    https: Annotated[
        bool, typer.Option("--https", help="Behind a TLS proxy: send the cookie over https only.")
    ] = False,
    store: Store = None,
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Show the store live in the browser.

    Serves the same pages as `site` writes, made on request, so that changes by `regparse index` show at once. Without a
    store, it shows the corpus as it was at the start. It only reads. On this machine no login is needed; with another
    --host it needs a token, and asks each browser for it once. It needs `pip install 'regparse[serve]'`.

    \b
    Examples:
      regparse serve
      regparse serve --store practice.sqlite --port 8000
      regparse serve --host 0.0.0.0 --token-file token.txt
    """
    from regparse.web.serve import serve as verb

    verb(store, host=host, port=port, token_file=token_file, https=https, tell=teller(lang))
