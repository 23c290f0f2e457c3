"""How long a parse takes beside what else reads such a page, measured in one run.

    python benchmarks/parse.py [PAGE] [--rounds N]

PAGE is a saved page or a text; without it a page is made here: the shipped English notice twice, amid invented prose,
some 65 kB. Milliseconds differ from machine to machine; the ratios, taken in one run with the rounds of all in turn,
hardly do. The column "gives" says what one has at the end, for the others do less.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html

from regparse import readers
from regparse.analysis import pipeline
from regparse.corpus import sources

LABEL = re.compile(r"^\s*[(（]?(?:[IVXLC]+|\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）]|[.、])", re.MULTILINE)
PROSE = (
    "The baker opened the shop at six, as on every day, and the first to come in was the man who reads the news aloud. "
    "He asked for a roll and said that the weather would turn. Nobody had asked him. The bread was warm. "
)


def page() -> bytes:
    """Make a page: the shipped notice twice in mark-up, with invented prose around it, of some 65 kB."""
    notice = sources.content("yinfa-2026-42@en-press").data.decode("utf-8").split("\n")
    prose = [PROSE] * 50
    body = "".join(f"<p>{line}</p>\n" for line in (*prose, *notice, *prose, *notice) if line.strip())
    menu = "".join(f"<li><a href='/{n}'>Part {n}</a></li>" for n in range(40))
    return f"<html><head><title>News</title></head><body><ul>{menu}</ul>\n{body}</body></html>".encode()


def measure(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Give the median milliseconds of each, the rounds of all in turn so that the machine's moods hit all alike."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for call in contenders.values():
        call()  # tables are read and patterns compiled
    gc.collect()
    for _ in range(rounds):
        for name, call in contenders.items():
            start = time.process_time()
            call()
            times[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("page", nargs="?", type=Path)
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args(argv)
    data = given.page.read_bytes() if given.page else page()
    name = given.page.name if given.page else "page.html"
    text = readers.read(data, name).text
    notice = pipeline.parse(data, name)
    norms = sum(1 for _ in notice.provisions())
    gives = {
        "label regex on the text": f"{len(LABEL.findall(text))} line starts",
        "lxml text of the page": f"{len(text):,} characters",
        "regparse, structure": f"{len(notice.clauses)} clauses whole, title, number, issuers",
        "regparse, all": f"{norms} norms with evidence besides",
    }
    calls: tuple[Callable[[], object], ...] = (
        lambda: LABEL.findall(text),
        lambda: html.document_fromstring(data).text_content(),
        lambda: pipeline.survey(data, name),
        lambda: pipeline.parse(data, name),
    )
    taken = measure(dict(zip(gives, calls, strict=True)), given.rounds)
    base = taken["lxml text of the page"]
    print(f"{len(data):,} bytes, {given.rounds} rounds\n")
    print("| | ms, median | × lxml text | gives |\n| --- | ---: | ---: | --- |")
    for contender, words in gives.items():
        print(f"| {contender} | {taken[contender]:.2f} | {taken[contender] / base:.1f} | {words} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
