"""Serve a store for long, to many readers, while it is indexed again and again and processes are killed.

    python benchmarks/soak.py [--minutes 60] [--clients 20] [--every 300] [--pause 2] [-o REPORT.md]

A folder of invented notices is indexed, and `regparse serve` shown it. So many clients leaf through the pages, each on
a connection of its own, with a reader's pause (an average, in seconds) before each page; every tenth page is a search
that nobody made before. Every so many seconds notices are changed, added and taken away, and `regparse index` brings
the store up to date; in every other run its worker is killed (SIGKILL) while it parses, in every fourth `index` itself.

Told are the pages and which of them failed (another status than 200, no whole page, no answer), the memory of the
server minute by minute, and what the store has lost at the end: notices that were never touched, rows that do not fit
(`PRAGMA integrity_check`). The program exits 1 when a page failed or a notice is lost. It needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
import contextlib
import html
import http.client
import os
import random
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from made_up import BANS, DUTIES, ban, duty, notice

STABLE = 60
"""Notices that stay as they are; clients ask for these alone."""
CHANGING = 20
"""Notices that are changed, added and taken away."""
_CHANGING_YEAR = 2041
"""The year of what changes, by which its addresses are known: such a page may be gone when it is asked for."""
_SETTLED = 60.0
"""Seconds after which the server's memory is looked at: its threads have opened the store by then."""
_LINK = re.compile(rb'href="([^"#]+)')


@dataclass
class Tally:
    """What happened so far. Threads add to it under its lock."""

    pages: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: str, seconds: float) -> None:
        with self.lock:
            self.pages += 1
            self.seconds.append(seconds)
            if fault:
                self.failed[fault] += 1


def _text(year: int, chance: random.Random) -> str:
    norms = [ban(act) for act in chance.sample(BANS, 5)] + [duty(act) for act in chance.sample(DUTIES, 5)]
    return notice(year, norms)


def _notices(folder: Path, chance: random.Random) -> None:
    """Write the notices that stay. Each has a number of its own."""
    for n in range(1, STABLE + 1):
        text = _text(2031 + n % 8, chance)
        text = re.sub(r"〕\d+号", f"〕{n}号", text, count=1)
        (folder / f"stable-{n:03}.txt").write_text(text, encoding="utf-8")


def _change(folder: Path, chance: random.Random) -> None:
    """Change, add and take away some of the notices that change."""
    for n in chance.sample(range(1, CHANGING + 1), 8):
        path = folder / f"changing-{n:03}.txt"
        if path.exists() and chance.random() < 0.3:
            path.unlink()
        else:
            text = _text(_CHANGING_YEAR, chance)
            path.write_text(re.sub(r"〕\d+号", f"〕{n}号", text, count=1), encoding="utf-8")


def _client(address: str, pause: float, seed: int, tally: Tally, over: threading.Event) -> None:
    """Leaf through the pages until it is over: a link of the page before, or a search."""
    chance, at = random.Random(seed), ("/en/", "/zh/")[seed % 2]
    parts = urlsplit(address)
    conn = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=180)
    while not over.wait(chance.expovariate(1 / pause)):
        begun, body, fault = time.monotonic(), b"", ""
        try:
            status, location, body = _ask(conn, at)
            if status in (303, 308):
                at = urljoin(at, location)
                continue
            if status != 200:
                fault = f"status {status} for {at[:80]}"
            elif not body.rstrip().endswith(b"</html>"):
                fault = f"no whole page for {at[:80]}"
        except (OSError, http.client.HTTPException) as error:
            conn.close()
            fault = f"{type(error).__name__} {error} for {at[:80]}"
        tally.add(fault, time.monotonic() - begun)
        at = _next(at, body, chance)


def _ask(conn: http.client.HTTPConnection, at: str) -> tuple[int, str, bytes]:
    """Return status, new address and body. A connection that was left idle may have been closed: one more is tried."""
    kept = conn.sock is not None
    try:
        conn.request("GET", at)
        answer = conn.getresponse()
    except ConnectionError:  # RemoteDisconnected is one too
        conn.close()
        if not kept:
            raise
        conn.request("GET", at)
        answer = conn.getresponse()
    return answer.status, answer.headers.get("location", ""), answer.read()


def _next(at: str, body: bytes, chance: random.Random) -> str:
    if chance.random() < 0.1:
        known, other = chance.sample([*BANS, *DUTIES], 2)
        begin = chance.randrange(5)
        words = f"{known[begin : begin + 4]} -{other[begin : begin + chance.randrange(2, 5)]}"
        return f"/{chance.choice(('en', 'zh'))}/?q={quote(words)}"
    links = {urljoin(at, html.unescape(one.decode())) for one in _LINK.findall(body)}
    kept = sorted(
        one
        for one in links
        if re.match(r"/(en|zh)/", one) and str(_CHANGING_YEAR) not in one and len(one.encode()) < 2_000
    )
    return chance.choice(kept) if kept else "/en/"


def _children(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def _index(command: list[str], kill: str, chance: random.Random) -> str:
    """Run `index`, and kill its worker or itself on the way; return what became of it."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
        said = "went through"
        if kill:
            until = time.monotonic() + 60
            while run.poll() is None and time.monotonic() < until:
                if children := _children(run.pid):
                    time.sleep(chance.uniform(0.2, 2.5))
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(children[0] if kill == "worker" else run.pid, signal.SIGKILL)
                        said = f"{kill} killed"
                    break
                time.sleep(0.05)
        out = run.communicate(timeout=900)[0]
    if b"Traceback" in out:
        return f"traceback: {out.decode(errors='replace')[-300:]}"
    return said if run.returncode in (0, 1, -signal.SIGKILL) else f"exit code {run.returncode}"


def _resident(process: int) -> float:
    """Return the megabytes that a process has in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1000 if found else 0.0


def _lost(store: Path) -> list[str]:
    """Return what a store has lost: notices that nobody touched, rows that do not fit."""
    with contextlib.closing(sqlite3.connect(store)) as conn:
        lost = [row[0] for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
        rows = conn.execute("SELECT f.name FROM file f JOIN text t ON t.file = f.id")
        there = "\n".join(str(row[0]) for row in rows)
    return lost + [name for n in range(1, STABLE + 1) if (name := f"stable-{n:03}.txt") not in there]


def main() -> None:
    asks = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asks.add_argument("--minutes", type=float, default=60)
    asks.add_argument("--clients", type=int, default=20)
    asks.add_argument("--every", type=float, default=300, help="seconds between two runs of `index` [default: 300]")
    asks.add_argument("--pause", type=float, default=2, help="average seconds before each page [default: 2]")
    asks.add_argument("-o", "--output", type=Path)
    asked = asks.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        os.environ["REGPARSE_CORPUS"] = str(folder / "corpus")
        _notices(folder / "in", chance)
        _change(folder / "in", chance)
        store = folder / "store.sqlite"
        python = [sys.executable, "-m", "regparse"]
        index = [*python, "index", str(folder / "in"), "--store", str(store)]
        subprocess.run(index, check=False, stdout=subprocess.DEVNULL)
        errors = (folder / "errors").open("wb")
        server = subprocess.Popen(
            [*python, "serve", "--port", "0", "--store", str(store)], stdout=errors, stderr=errors
        )
        try:
            lines, failed = _soak(server, folder, index, asked, chance)
        finally:
            server.terminate()
            server.wait(30)
        lost = _lost(store)
        lines += [f"Lost from the store: {len(lost)}.", *lost]
        said = (folder / "errors").read_text(errors="replace")
        if "Traceback" in said:
            failed += 1
            lines.append(said[-2_000:])
    print("\n".join(lines))
    if asked.output:
        asked.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.exit(1 if failed or lost else 0)


def _soak(
    server: subprocess.Popen[bytes], folder: Path, index: list[str], asked: argparse.Namespace, chance: random.Random
) -> tuple[list[str], int]:
    """Have the clients ask and `index` run for the time; return what to tell, and how many pages failed."""
    address = ""
    while not address:
        assert server.poll() is None, (folder / "errors").read_text()
        time.sleep(0.2)
        address = "".join(re.findall(r"http://\S+", (folder / "errors").read_text())[:1])
    tally, over, runs = Tally(), threading.Event(), Counter[str]()
    threads = [
        threading.Thread(target=_client, args=(address, asked.pause, n, tally, over)) for n in range(asked.clients)
    ]
    for one in threads:
        one.start()
    begun = time.monotonic()
    memory, number, due = list[float](), 0, begun + asked.every / 2
    try:
        while (now := time.monotonic()) < begun + asked.minutes * 60 and server.poll() is None:
            if now - begun > _SETTLED + 60 * len(memory):
                memory.append(_resident(server.pid))
                print(f"{(now - begun) / 60:.0f} min: {tally.pages:,} pages, {memory[-1]:.0f} MB", flush=True)
            if now > due:
                _change(folder / "in", chance)
                kill = ("", "worker", "", "index")[number % 4]
                runs[_index(index, kill, chance)] += 1
                number, due = number + 1, due + asked.every
            time.sleep(1)
    finally:
        over.set()
        for one in threads:
            one.join(200)
    minutes = (time.monotonic() - begun) / 60
    failed = sum(tally.failed.values()) + (server.poll() is not None)
    quarter = max(1, len(memory) // 4)
    times = sorted(tally.seconds) or [0.0]
    return [
        f"{minutes:.0f} minutes, {asked.clients} clients: {tally.pages:,} pages, {failed} failed; "
        f"median {times[len(times) // 2] * 1000:.0f} ms, 99th percentile {times[len(times) * 99 // 100]:.1f} s.",
        "Runs of `index`: " + ", ".join(f"{count} {said}" for said, count in runs.most_common()) + ".",
        f"Memory of the server: {statistics.median(memory[:quarter] or [0]):.0f} MB in the first quarter, "
        f"{statistics.median(memory[-quarter:] or [0]):.0f} MB in the last, {max(memory or [0]):.0f} MB at most.",
        *(f"FAULT {count} x {said}" for said, count in tally.failed.most_common(20)),
    ], failed


if __name__ == "__main__":
    main()
