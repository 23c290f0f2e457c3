"""The store, measured: how fast it is made, how large it is, how long ten queries take, beside other ways to search.

    python benchmarks/store.py INSTRUMENTS.jsonl [--provisions 1000000] [-o reports/store.md]

The instruments are indexed as `regparse index` does it; then their notices are copied, under other ids and dates, until
the store has so many provisions. Each query gives the first page of twenty hits, their number, and for one the facets.
Every number of hits is compared with a plain scan of the same quotations by regular expressions: a difference ends the
run. Beside it, on the same quotations: that scan, SQLite's FTS5 with its trigram tokens, and tantivy where it is
installed (`pip install tantivy`). Times are in milliseconds, in one process, warm, but for the items that have the
words, which are looked for anew each time; the first query after opening a store is told apart.
"""

from __future__ import annotations

import argparse
import bisect
import datetime as dt
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from regparse.model import Notice
from regparse.store import index as indexing
from regparse.store import open_store, schema, words
from regparse.store.tokens import tokens
from regparse.store.write import Writer, parsed, units

RUNS = 30
PAGE = 20
QUERIES: dict[str, tuple[str, dict[str, list[str]]]] = {
    "one agency": ("", {"agency": ["CSRC"]}),
    "agency and kind": ("", {"agency": ["PBOC"], "kind": ["obligation"]}),
    "agency in a role": ("", {"agency": ["PBOC"], "role": ["lead"]}),
    "an addressee, wider kinds too": ("", {"addressee": ["bank"], "kind": ["prohibition"]}),
    "a word of two characters": ("备案", {}),
    "a rare word": ("洗钱", {}),
    "a phrase of eight characters": ('"中国人民银行分支"', {}),
    "two words": ("备案 支付机构", {}),
    "word and agency": ("备案", {"agency": ["PBOC"]}),
    "word, kind, in force, by year": ("账户", {"kind": ["prohibition"], "status": ["in-force"]}),
}
SPOKEN = [name for name, (text, _) in QUERIES.items() if text]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instruments", type=Path)
    parser.add_argument("--provisions", type=int, default=1_000_000)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--keep", type=Path, help="keep the large store here, or use the one that is there")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.ask:
        print(ask(args.ask))
        return
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.sqlite", args.keep or Path(folder) / "large.sqlite"
        lines = ["# The store", "", __doc__.split("\n\n")[2].strip(), ""]
        lines += made(small, args.instruments)
        if not large.exists():
            lines += copied(small, large, args.provisions)
        lines += table(large)
    text = "\n".join(lines) + "\n"
    print(text)
    if args.output:
        args.output.write_text(text, encoding="utf-8")


def made(path: Path, instruments: Path) -> list[str]:
    """Index the instruments, and once more with nothing to do."""
    start = time.perf_counter()
    report = indexing.update(path, [instruments])
    first = time.perf_counter() - start
    start = time.perf_counter()
    indexing.update(path)
    again = time.perf_counter() - start
    with open_store(path) as store:
        (norms,) = store.conn.execute("SELECT count(*) FROM provision").fetchone()
    size = path.stat().st_size
    return [
        f"- {report.added} documents, {report.notices} notices, {norms:,} provisions: read, parsed and stored in "
        f"{first:.1f} s ({report.added / first:.0f} documents a second); {size / 1e6:.0f} MB; once more with nothing "
        f"new: {again:.2f} s",
    ]


def copied(small: Path, large: Path, provisions: int) -> list[str]:
    """Copy the notices of a store until there are so many provisions."""
    with open_store(small) as source:  # one text of each notice, as a query looks in it
        notices = [parsed(source.conn, text.id) for text in source.query().found.scope.texts]
    conn = schema.connect(large, write=True)
    count = copies = 0
    start = time.perf_counter()
    while count < provisions:
        conn.execute("BEGIN IMMEDIATE")
        writer = Writer(conn)
        for notice in notices:
            writer.add(_copy(notice, copies), preferred=True)
            count += sum(1 for _ in notice.provisions())
        writer.flush()
        conn.execute("COMMIT")
        copies += 1
    spent = time.perf_counter() - start
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.execute("INSERT INTO words (words) VALUES ('optimize')")
    conn.close()
    optimised = time.perf_counter() - start
    return [
        f"- {copies * len(notices):,} notices, {count:,} provisions, copied from those: written in {spent:.0f} s "
        f"({count / spent:,.0f} provisions a second), the words put in order in {optimised - spent:.0f} s more; "
        f"{large.stat().st_size / 1e6:,.0f} MB",
    ]


def _copy(notice: Notice, number: int) -> Notice:
    """Give a notice another id and another date; all else stays."""
    if not number:
        return notice
    new = f"{notice.id}-copy{number}"
    issued = notice.issued_on
    if issued:
        issued = issued.model_copy(update={"date": issued.date + dt.timedelta(days=number)})
    clauses = tuple(_renamed(clause, notice.id, new) for clause in notice.clauses)
    return notice.model_copy(update={"id": new, "issued_on": issued, "clauses": clauses})


def _renamed(clause: object, old: str, new: str) -> object:
    norms = tuple(p.model_copy(update={"id": p.id.replace(old, new, 1)}) for p in clause.provisions)
    children = tuple(_renamed(child, old, new) for child in clause.children)
    return clause.model_copy(update={"id": clause.id.replace(old, new, 1), "provisions": norms, "children": children})


def timed(run: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Give the median and the 95th percentile of a call, in milliseconds."""
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    return statistics.median(spent), spent[min(len(spent) - 1, int(len(spent) * 0.95))]


def ask(path: Path) -> str:
    """Run the ten queries in this process alone: times and the most memory it had."""
    rows = []
    with open_store(path) as store:
        start = time.perf_counter()
        store.query(agency=["CSRC"]).page()
        cold = (time.perf_counter() - start) * 1000
        for name, (text, conditions) in QUERIES.items():

            def run(text: str = text, conditions: dict[str, list[str]] = conditions) -> int:
                store.index.matching.cache_clear()
                results = store.query(text, **conditions)
                results.page(0, PAGE)
                return results.total

            total = run()
            rows.append(f"{name}\t{total}\t" + "\t".join(f"{value:.2f}" for value in timed(run)))
        for name in ("a word of two characters", "one agency", "agency and kind", "word and agency"):
            text, conditions = QUERIES[name]

            def counted(text: str = text, conditions: dict[str, list[str]] = conditions) -> dict[str, dict[str, int]]:
                store.index.matching.cache_clear()
                return store.query(text, **conditions).facets

            rows.append(f"{name}, with facets\t\t" + "\t".join(f"{value:.2f}" for value in timed(counted)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "\n".join([f"{cold:.1f}\t{peak:.0f}", *rows])


def table(path: Path) -> list[str]:
    """Ask in a process of its own, then the others, and see that all find the same."""
    command = [sys.executable, __file__, str(path), "--ask", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    cold, peak = said[0].split("\t")
    conn = schema.connect(path)
    quotes = conn.execute("SELECT id, words FROM provision ORDER BY id").fetchall()
    clauses = _clauses(conn)
    conn.close()
    others = {"plain scan": scanned(quotes), "FTS5 trigram": trigram(quotes), "tantivy": tantivy(quotes)}
    lines = [
        f"- the first query after opening it: {cold} ms; memory of the process that asked all: {peak} MiB",
        "",
        f"| query | hits | p50 | p95 | {' | '.join(f'{name}: hits, p50' for name in others)} |",
        "| --- | ---: | ---: | ---: |" + " ---: |" * len(others),
    ]
    for line in said[1:]:
        name, total, p50, p95 = line.split("\t")
        cells = []
        for found in others.values():
            here = found.get(name)
            cells.append(f"{here[0]:,}, {here[1]:.1f}" if here else "")
        if name in SPOKEN and "agency" not in name and "kind" not in name:
            expected = others["plain scan"][name][0] + _bare(name, quotes, clauses)
            if int(total) != expected:
                raise SystemExit(f"{name}: the store finds {total}, a scan finds {expected}")
        lines.append(f"| {name} | {int(total or 0):,} | {p50} | {p95} | {' | '.join(cells)} |")
    return lines


def _clauses(conn: sqlite3.Connection) -> list[tuple[int, str]]:
    """Give what is read in each clause, by its item."""
    found = []
    for text, first in conn.execute("SELECT id, first FROM text ORDER BY id").fetchall():
        found += [(unit.item, unit.read) for unit in units(parsed(conn, text), first)]
    return found


def _bare(name: str, quotes: list[tuple[int, str]], clauses: list[tuple[int, str]]) -> int:
    """Count the clauses that have the words where none of their norms has: their norms stand right before them."""
    patterns = words.read(QUERIES[name][0]).positive
    said = sorted(item for item, text in quotes if all(p.search(text) for p in patterns))
    count, before = 0, -1
    for item, text in clauses:
        if all(p.search(text) for p in patterns):
            at = bisect.bisect_left(said, item)
            count += not (at and said[at - 1] > before)
        before = item
    return count


Measured = dict[str, tuple[int, float]]


def _spoken() -> Iterator[tuple[str, str]]:
    yield from ((name, QUERIES[name][0]) for name in SPOKEN if not QUERIES[name][1])


def scanned(quotes: list[tuple[int, str]]) -> Measured:
    """Go through all quotations with the patterns of a query."""
    found: Measured = {}
    for name, text in _spoken():
        patterns = words.read(text).positive

        def run(patterns: tuple[re.Pattern[str], ...] = patterns) -> int:
            return sum(all(p.search(quote) for p in patterns) for _, quote in quotes)

        found[name] = (run(), timed(run, 3)[0])
    return found


def trigram(quotes: list[tuple[int, str]]) -> Measured:
    """Ask FTS5 with its own trigrams: a query of two characters finds nothing."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE t USING fts5 (words, content='', tokenize='trigram')")
    conn.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", quotes)
    return {
        name: (
            conn.execute(_COUNT, (asked,)).fetchone()[0],
            timed(
                lambda asked=asked: (
                    conn.execute(_COUNT, (asked,)).fetchone(),
                    conn.execute(_FIRST, (asked,)).fetchall(),
                ),
                10,
            )[0],
        )
        for name, text in _spoken()
        for asked in [" AND ".join(f'"{part}"' for part in text.replace('"', "").split())]
    }


_COUNT = "SELECT count(*) FROM t WHERE t MATCH ?"
_FIRST = f"SELECT rowid FROM t WHERE t MATCH ? LIMIT {PAGE}"


def tantivy(quotes: list[tuple[int, str]]) -> Measured:
    """Ask tantivy over the same tokens as ours, where it is installed."""
    try:
        import tantivy as engine  # noqa: PLC0415  it need not be there
    except ImportError:
        return {}
    builder = engine.SchemaBuilder()
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace")
    builder.add_integer_field("item", stored=True)
    with tempfile.TemporaryDirectory() as folder:
        index = engine.Index(builder.build(), path=folder)
        writer = index.writer(256_000_000, 1)
        for item, quote in quotes:
            writer.add_document(engine.Document(words=tokens(quote), item=item))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        found: Measured = {}
        for name, text in _spoken():
            parts = text.split() if '"' not in text else [text]
            asked = " AND ".join('"' + tokens(part).rsplit(" ", 1)[0] + '"' for part in parts)
            query = index.parse_query(asked, ["words"])
            result = searcher.search(query, PAGE, count=True)
            found[name] = (result.count, timed(lambda q=query: searcher.search(q, PAGE, count=True))[0])
    return found


if __name__ == "__main__":
    main()
