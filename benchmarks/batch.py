"""Measure a batch: documents a second on one process and on two, beside a bare loop; and what a kill loses.

    python benchmarks/batch.py [INSTRUMENTS.jsonl] [--copies N] [--rounds N] [--kills N --documents N] [--md FILE]

INSTRUMENTS.jsonl has one object a line with a ``text``; without it, self-made notices are taken. Each contender is a
process of its own, all in turn, round by round; a batch is timed from its call to its return, with the start of its
workers and the writing of its shards, the loop without anything before it. Two loops at once tell what the machine
gives to two processes that know nothing of each other. With ``--kills`` a batch of so many documents is killed so often
by SIGKILL at random moments (of a fixed seed) and gone on with, and what it leaves is compared with a run that nobody
killed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import made_up

LOOP = """
import json, sys, time
import regparse
from regparse.errors import RegparseError
texts = [json.loads(line)["text"].encode() for line in open(sys.argv[1], encoding="utf-8")]
regparse.parse("yinfa-2026-42")
def loop():
    for text in texts:
        try:
            regparse.parse(text)
        except RegparseError:
            pass
start, used = time.perf_counter(), time.process_time()
loop()
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - used}))
"""
BATCH = """
import json, resource, sys, time
start = time.perf_counter()
import regparse
done = regparse.run_batch(sys.argv[1], sys.argv[2], jobs=int(sys.argv[3]), format=sys.argv[4])
told = {"seconds": time.perf_counter() - start, "documents": done.documents, "bad": done.bad, "cpu": 0}
for name, who in (("main", resource.RUSAGE_SELF), ("worker", resource.RUSAGE_CHILDREN)):
    used = resource.getrusage(who)
    told[name] = used.ru_maxrss // 1024
    told["cpu"] += used.ru_utime + used.ru_stime
print(json.dumps(told))
"""


def texts(path: Path | None) -> list[str]:
    """Give the texts of a JSONL file, or self-made ones."""
    if path:
        return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    bans, duties = [made_up.ban(act) for act in made_up.BANS], [made_up.duty(act) for act in made_up.DUTIES]
    return [
        made_up.notice(2000 + year, [*bans[first:], *duties[:first]])
        for year in range(20)
        for first in range(len(bans))
    ]


def spread(path: Path, found: list[str], documents: int) -> None:
    """Write so many documents, the texts again and again."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            row = {"id": f"d{number:06}", "text": found[number % len(found)]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def told(*command: object) -> dict[str, Any]:
    """Run Python with these arguments; give what it printed."""
    done = subprocess.run([sys.executable, "-c", *map(str, command)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def loops(source: Path, count: int) -> dict[str, float]:
    """Give the seconds that bare loops take, so many at once, by the clock and of the processor, for each of them."""
    command = [sys.executable, "-c", LOOP, str(source)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(count)]
    found = [json.loads(one.communicate()[0]) for one in running]
    return {
        "seconds": max(one["seconds"] for one in found) / count,
        "cpu": sum(one["cpu"] for one in found) / count,
    }


def speed(source: Path, documents: int, rounds: int, folder: Path) -> Iterator[str]:
    """Give the table of documents a second."""
    best: dict[str, dict[str, Any]] = {}
    for turn in range(rounds):
        contenders: dict[str, dict[str, Any]] = {
            "bare loop over `regparse.parse`": loops(source, 1),
            "two bare loops at once": loops(source, 2),
        }
        for jobs, format in ((1, "jsonl"), (2, "jsonl"), (2, "parquet")):
            name = f"batch, {jobs} process{'es' * (jobs > 1)}, {format}"
            contenders[name] = told(BATCH, source, folder / f"{turn}-{jobs}-{format}", jobs, format)
        for name, taken in contenders.items():
            best[name] = min(best.get(name, taken), taken, key=lambda one: float(one["seconds"]))
            print(f"round {turn + 1}: {name}: {taken['seconds']:.2f} s", file=sys.stderr)
    bare = next(iter(best.values()))["seconds"]
    yield "| | documents a second | × bare loop | processor seconds | peak of the main process | of a worker |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, taken in best.items():
        main, worker = (f"{taken[who]} MiB" if who in taken else "" for who in ("main", "worker"))
        rate, ratio = documents / taken["seconds"], bare / taken["seconds"]
        yield f"| {name} | {rate:.1f} | {ratio:.2f} | {taken['cpu']:.1f} | {main} | {worker} |"


def killed(source: Path, documents: int, kills: int, folder: Path) -> Iterator[str]:
    """Give the table of a batch that is killed again and again."""
    start = time.perf_counter()
    whole = told(BATCH, source, folder / "whole", 2, "jsonl")
    chance = random.Random(42)
    share = (time.perf_counter() - start) / (kills + 1)
    command = [sys.executable, "-m", "regparse", "batch", str(source), "-o", str(folder / "killed"), "--jobs", "2"]
    done, left = 0, 0
    while done < kills:
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            running.wait(chance.uniform(0.2, 1.8 * share))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            done += 1
        else:
            raise SystemExit(f"it was done after {done} kills; give more documents")
        time.sleep(1)  # a worker ends when it has done with what it holds
        left += orphans(running.pid)
        print(f"kill {done}: {finished(folder / 'killed')} shards finished", file=sys.stderr)
    subprocess.run(command, check=True)
    counts = Counter(one for one in named(folder / "killed"))
    same = hashes(folder / "killed") == hashes(folder / "whole")
    yield "| | |"
    yield "| --- | --- |"
    yield f"| documents | {documents:,} |"
    yield f"| kills of the main process by SIGKILL | {done} |"
    yield f"| workers that outlived a kill by a second | {left} |"
    yield f"| documents in the output once | {sum(number == 1 for number in counts.values()):,} |"
    yield f"| documents there more than once | {sum(number > 1 for number in counts.values()):,} |"
    yield f"| documents that are missing | {documents - len(counts):,} |"
    yield f"| of them recorded as bad | {whole['bad']:,} |"
    yield f"| peak memory of the run that nobody killed | {whole['main']} MiB, a worker {whole['worker']} MiB |"
    yield f"| files byte for byte as of a run that nobody killed | {'all' if same else 'NOT ALL'} |"


def orphans(session: int) -> int:
    """Give how many processes of a session are left, where the system tells."""
    count = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        count += int(fields[3]) == session and fields[0] != "Z"
    return count


def finished(folder: Path) -> int:
    """Give how many shards the manifest in a folder names."""
    manifest = folder / "manifest.jsonl"
    return manifest.read_text(encoding="utf-8").count('{"shard"') if manifest.exists() else 0


def named(folder: Path) -> Iterator[str]:
    """Give the document of every line in a folder."""
    for path in sorted((*folder.glob("shard-*.jsonl"), *folder.glob("errors-*.jsonl"))):
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["document"]


def hashes(folder: Path) -> dict[str, str]:
    """Give the hash of every file in a folder."""
    found = {}
    for path in folder.iterdir():
        with path.open("rb") as file:
            found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def main(argv: list[str] | None = None) -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("instruments", nargs="?", type=Path)
    options.add_argument("--copies", type=int, default=4, help="how often each text is there")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--kills", type=int, default=0)
    options.add_argument("--documents", type=int, default=10_000, help="documents of the run that is killed")
    options.add_argument("--md", type=Path, help="write the tables to this file too")
    given: Any = options.parse_args(argv)
    found = texts(given.instruments)
    what = f"{len(found)} {'instruments' if given.instruments else 'self-made notices'}"
    lines = ["# Batch", ""]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "documents.jsonl"
        if given.rounds:
            documents = len(found) * given.copies
            spread(source, found, documents)
            lines += [
                f"As `benchmarks/batch.py` measured it: {what}, each {given.copies} times, {documents:,} documents;",
                f"the best of {given.rounds} rounds, all contenders in turn, on {len(os.sched_getaffinity(0))} cores.",
                "The batches start their workers and write their shards in that time; the loops only parse. Processor",
                "seconds are those of all processes, and tell what a batch costs when the cores are not free.",
                "",
                *speed(source, documents, given.rounds, folder),
            ]
        if given.kills:
            spread(source, found, given.documents)
            lines += ["", f"A batch of {given.documents:,} documents ({what}, again and again) in shards of 500:", ""]
            lines += killed(source, given.documents, given.kills, folder)
    table = "\n".join(lines) + "\n"
    print(table, end="")
    if given.md:
        given.md.write_text(table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
