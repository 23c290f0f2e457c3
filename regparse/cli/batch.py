"""The command that parses documents in bulk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from regparse.cli.language import Speech, tell
from regparse.cli.source import Corpus


def batch(
    inputs: Annotated[
        list[str], typer.Argument(metavar="IN", help="Folders, JSONL files, archives (zip, tar) or files.")
    ],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="The folder to write to.")],
    format: Annotated[
        Literal["jsonl", "parquet"],
        typer.Option("--format", help="A line per notice, or a row per provision (needs regparse[parquet])."),
    ] = "jsonl",
    every: Annotated[bool, typer.Option("--all", help="Parse every notice in a document, not just the first.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", min=1, help="Number of processes. [default: one per usable core]"),
    ] = None,
    shard_size: Annotated[int, typer.Option("--shard-size", metavar="N", min=1, help="Documents per shard.")] = 500,
    text_field: Annotated[
        str | None,
        typer.Option("--text-field", metavar="NAME", help="The JSONL field with the text. [default: text, content, …]"),
    ] = None,
    id_field: Annotated[
        str | None, typer.Option("--id-field", metavar="NAME", help="The JSONL field with an id. [default: id, …]")
    ] = None,
    engine: Annotated[
        Literal["pool", "dask"], typer.Option("--engine", help="Processes on this machine, or Dask (regparse[dask]).")
    ] = "pool",
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", metavar="ADDRESS", help="The Dask cluster, such as tcp://HOST:8786. [default: a local one]"
        ),
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Delete what an earlier batch left in OUT, and start again.")
    ] = False,
    lang: Speech = "en",
    _corpus: Corpus = None,
) -> None:
    """Parse folders, JSONL and archives of any size.

    Writes to OUT: shards of notices, the errors for documents that could not be parsed, and manifest.jsonl. After a
    kill or Ctrl-C, the same command continues where it stopped. The workers of a Dask cluster need regparse, but no
    shared storage.

    \b
    Examples:
      regparse batch notices/ -o parsed
      regparse batch crawl.jsonl.gz pages.zip -o parsed --format parquet
      regparse batch rows.jsonl -o parsed --text-field body --all --jobs 8
      regparse batch notices/ -o parsed --engine dask --scheduler tcp://10.0.0.5:8786
    """
    from regparse.batch import run_batch
    from regparse.cli.progress import progress

    try:
        with progress(lang) as watch:
            done = run_batch(
                inputs,
                output,
                format=format,
                jobs=jobs,
                shard_size=shard_size,
                every=every,
                text_field=text_field,
                id_field=id_field,
                engine=engine,
                scheduler=scheduler,
                restart=restart,
                watch=watch,
            )
    except KeyboardInterrupt:
        tell(lang, "batch-stopped", folder=output)
        raise
    if done.before:
        tell(lang, "batch-before", n=done.before)
    if done.passed_over:
        tell(lang, "batch-skipped", kinds=tuple((kind, f"{n:,}") for kind, n in done.passed_over.items()))
    counts = {"documents": done.documents, "notices": done.notices, "shards": done.shards, "bad": done.bad}
    tell(lang, "batch-done", folder=output, **counts)
    if not done.notices:
        raise typer.Exit(2)
