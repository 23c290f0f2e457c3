"""The pages, measured: how fast those written to files load and filter, how fast those of a server come.

    python benchmarks/site.py [--store LARGE.sqlite] [--clients 20] [--seconds 60] [-o reports/site.md]

The files: a site of 10,000 provisions (copies of the shipped notices under other ids and days), opened from disk in
headless Chromium (REGPARSE_CHROMIUM). Loading is from the address to the moment when the first search has been shown,
the browser's cache empty; filtering is from the click to the last change of the page, as the page itself tells.

The server: `regparse serve` on a large store, asked by so many clients at once for so long, each on a connection of
its own, in three ways: every address asked for is one of a few hundred, as when an office works on the same notices,
without a pause between answer and next question; the same with a reader's pause (a second on average); and questions
that nobody asked before, with a reader's pause. Told are requests a second, the median and the 95th percentile of the
time until the answer is there whole, and the memory of the server before and after.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import multiprocessing
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from store import _copy  # the copies of the other benchmark

from regparse import write_site
from regparse.corpus.sources import library, parse_edition
from regparse.store import open_store
from regparse.store.database import in_memory

PROVISIONS = 10_000
RUNS = 7
FILTERS = [
    ("a body", "agency=CSRC"),
    ("a body and a kind", "agency=PBOC&kind=mandate"),
    ("a person bound, wider kinds too", "addressee=financial-institution"),
    ("a word", "q=bank"),
    ("two words, one left out", "q=currency+-insurance"),
    ("a phrase and a kind", 'q="clearing+and+settlement"&kind=prohibition'),
    ("everything, the oldest first", "kind=prohibition&sort=oldest"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="a large store; without one only the files are measured")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    lines = ["# The pages, measured", "", f"`python benchmarks/site.py`; {_machine()}.", ""]
    lines += files()
    if args.store:
        lines += server(args.store, args.clients, args.seconds)
    text = "\n".join(lines) + "\n"
    print(text)
    if args.output:
        args.output.write_text(text, encoding="utf-8")


def _machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, load of the machine at the start {load}"


def files() -> list[str]:
    """Write a site of so many provisions and measure it in the browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    shipped = [parse_edition(one) for one in library().defaults()]
    notices, count = [], 0
    for number in itertools.count():
        for notice in shipped:
            made = _copy(notice, number)
            notices.append(made)
            count += sum(1 for _ in made.provisions())
        if count >= PROVISIONS:
            break
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "pages"
        begun = time.perf_counter()
        with in_memory(notices) as store:
            pages = write_site(target, store)
        written = time.perf_counter() - begun
        size = sum(one.stat().st_size for one in target.rglob("*") if one.is_file())
        data = (target / "data.js").stat().st_size
        root = target.as_uri()
        with sync_playwright() as found:
            browser = found.chromium.launch(
                executable_path=os.environ.get("REGPARSE_CHROMIUM") or "/usr/bin/chromium", args=["--no-sandbox"]
            )
            loads = [_load(browser, f"{root}/en/index.html?agency=CSRC") for _ in range(RUNS)]
            rows = [(name, *_filter(browser, f"{root}/en/index.html", query)) for name, query in FILTERS]
            browser.close()
    out = [
        f"## Files: {count:,} provisions in {len(notices):,} notices",
        "",
        f"{pages:,} pages, {size / 1e6:.1f} MB, of which the table of the search {data / 1e6:.1f} MB; written in "
        f"{written:.1f} s. Loaded with a search in its address: {statistics.median(loads):.0f} ms in the median of "
        f"{RUNS}, {max(loads):.0f} ms at most.",
        "",
        "| Filter | found | median, ms | most, ms |",
        "| --- | ---: | ---: | ---: |",
    ]
    return out + [f"| {name} | {total} | {median:.1f} | {most:.1f} |" for name, total, median, most in rows] + [""]


def _load(browser: object, address: str) -> float:
    page = browser.new_page()  # type: ignore[attr-defined]
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("html[data-ready=yes]").wait_for(state="attached")
    took = (time.perf_counter() - begun) * 1000
    page.close()
    return took


def _filter(browser: object, address: str, query: str) -> tuple[str, float, float]:
    """Ask in the page as a click does, again and again, something else between; the first time counts as well."""
    page = browser.new_page()  # type: ignore[attr-defined]
    page.goto(address)
    page.locator("html[data-ready=yes]").wait_for(state="attached")
    script = """async (query) => {
      const took = [];
      for (let n = 0; n < 8; n += 1) {
        history.replaceState(null, "", n % 2 ? location.pathname : "?" + query);
        const begun = performance.now();
        dispatchEvent(new PopStateEvent("popstate"));
        document.body.getBoundingClientRect();
        if (n % 2 === 0) took.push(performance.now() - begun);
        await new Promise((done) => setTimeout(done, 30));
      }
      history.replaceState(null, "", "?" + query);
      dispatchEvent(new PopStateEvent("popstate"));
      return [document.getElementById("counted").textContent, took];
    }"""
    said, took = page.evaluate(script, query)
    page.close()
    return re.sub(r" found.*", "", said), statistics.median(took), max(took)


def server(path: Path, clients: int, seconds: float) -> list[str]:
    """Start the server on a store and ask it."""
    with open_store(path) as store:
        (provisions,) = store.conn.execute("SELECT count(*) FROM provision").fetchone()
        agencies = [row.agency for row in store.agencies()[:40]]
        notices = [text.notice for text in random.Random(1).sample(store.texts(), 120)]
    command = [sys.executable, "-m", "regparse", "serve", "--port", "0", "--store", str(path)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    said = process.stderr.readline()
    while "http://" not in said:
        said = process.stderr.readline()
    port = int(re.search(r":(\d+)/", said)[1])  # type: ignore[index]
    try:
        _ask(port, "/en/")
        time.sleep(5)  # the other threads look through the store too
        ways = [
            ("a few hundred addresses, no pause", _shared(agencies, notices), 0.0),
            ("the same, a second's pause", _shared(agencies, notices), 1.0),
            ("never asked before, a second's pause", None, 1.0),
        ]
        rows = []
        for name, addresses, pause in ways:
            before = _memory(process.pid)
            times, failed = _storm(port, clients, seconds, (addresses, agencies), pause)
            rows.append((name, len(times) / seconds, failed, _quantiles(times), before, _memory(process.pid)))
    finally:
        process.terminate()
        process.wait(10)
    out = [
        f"## Server: {provisions:,} provisions, {clients} clients, {seconds:.0f} s each",
        "",
        f"The clients ran on the same {os.cpu_count()} cores; load at the end "
        f"{', '.join(f'{one:.1f}' for one in os.getloadavg())}.",
        "",
        "| Asked for | requests/s | failed | p50, ms | p95, ms | most, ms | memory before, MB | after, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, rate, failed, (p50, p95, most), before, after in rows:
        out.append(
            f"| {name} | {rate:.0f} | {failed} | {p50:.1f} | {p95:.1f} | {most:.0f} | {before:.0f} | {after:.0f} |"
        )
    return out


def _shared(agencies: list[str], notices: list[str]) -> list[str]:
    kinds = ("prohibition", "obligation", "mandate")
    found = [f"/en/?{urlencode({'agency': one, 'kind': kind})}" for one in agencies for kind in kinds]
    found += [f"/zh/?{urlencode({'agency': one})}" for one in agencies]
    found += [
        f"/en/?{urlencode({'q': word})}" for word in ("备案", "账户", "bank", "支付机构", "反洗钱", "report losses")
    ]
    return [*found, *(f"/zh/notice/{quote(one)}" for one in notices), "/en/", "/zh/", "/site.css"]


def _fresh(agencies: list[str], chance: random.Random) -> Iterator[str]:
    """Give searches of which hardly one comes twice."""
    kinds = ("prohibition", "obligation", "mandate", "permission", "sanction")
    while True:
        query = {"agency": chance.choice(agencies), "kind": chance.choice(kinds)}
        query |= {"since": f"{chance.randint(1990, 2020)}-{chance.randint(1, 12)}"}
        query |= {"sort": chance.choice(("newest", "oldest", "notice"))}
        yield f"/en/?{urlencode(query)}"


def _storm(
    port: int, clients: int, seconds: float, wanted: tuple[list[str] | None, list[str]], pause: float
) -> tuple[list[float], int]:
    """Ask with so many clients at once, each a thread's worth of waiting; processes, so that clients do not queue."""
    with multiprocessing.Pool(clients) as pool:
        jobs = [(port, seconds, wanted, pause, seed) for seed in range(clients)]
        found = pool.starmap(_client, jobs)
    return [one for times, _ in found for one in times], sum(failed for _, failed in found)


def _client(
    port: int, seconds: float, wanted: tuple[list[str] | None, list[str]], pause: float, seed: int
) -> tuple[list[float], int]:
    addresses, agencies = wanted
    chance, times, failed = random.Random(seed), list[float](), 0
    fresh = _fresh(agencies, chance)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    end = time.perf_counter() + seconds
    if pause:
        time.sleep(chance.random() * pause)
    while time.perf_counter() < end:
        address = chance.choice(addresses) if addresses else next(fresh)
        begun = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        failed += answer.status != 200
        if pause:
            time.sleep(chance.expovariate(1 / pause))
    return times, failed


def _ask(port: int, address: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", address)
    connection.getresponse().read()
    connection.close()


def _quantiles(times: list[float]) -> tuple[float, float, float]:
    cuts = statistics.quantiles(times, n=20)
    return statistics.median(times), cuts[18], max(times)


def _memory(pid: int) -> float:
    """Give the resident memory of a process in MB (Linux)."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
