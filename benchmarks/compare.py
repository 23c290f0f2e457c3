"""How good and how fast the comparison is, measured on revisions whose answers are known.

    python benchmarks/compare.py [INSTRUMENTS.jsonl] [--revisions N] [--sizes 100 300 1000]

A revision is made from a real instrument by edits drawn at random: words changed inside a sentence, a clause
dropped, moved, merged into its neighbour or split at a sentence, a clause of another instrument put in. The links
are known because the edits are. INSTRUMENTS.jsonl has one object a line with a field ``text``, articles printed as
第X条; without it the corpus is used. Nothing here depends on the machine but the times.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import regparse
from regparse.compare import compare
from regparse.compare.sentences import split
from regparse.model import Clause, Effective, Language, Notice, Source

ARTICLE = re.compile(r"^\s*第[一二三四五六七八九十百零〇]+条[\s\u3000]*", re.MULTILINE)
Links = set[tuple[int, int]]


def instruments(path: Path | None) -> list[tuple[Language, list[str]]]:
    """Give the clauses of each instrument with at least eight of them."""
    if path is None:
        corpus = regparse.open_corpus()
        notices = [regparse.parse(f"{e.ref}") for e in corpus.editions()]
        return [(n.language, [n.text[slice(*c.span)] for c in n.clauses]) for n in notices]
    found = list[tuple[Language, list[str]]]()
    for line in path.read_text(encoding="utf-8").splitlines():
        clauses = [re.sub(r"\s+", " ", part).strip() for part in ARTICLE.split(json.loads(line)["text"])[1:]]
        clauses = [clause for clause in clauses if 20 <= len(clause) <= 900]
        if len(clauses) >= 8:
            found.append(("zh", clauses))
    return found


def notice(name: str, language: Language, clauses: Sequence[str]) -> Notice:
    """Make a notice of clauses numbered from 1."""
    text, units = "", list[Clause]()
    for number, words in enumerate(clauses, 1):
        span = (len(text), len(text) + len(words))
        text += words + "\n"
        units.append(
            Clause(
                id=f"{name}/{number}", number=number, label=None, kind="article", section=None, heading=None,
                paragraphs=(span,), text=words, span=span,
            )
        )  # fmt: skip
    source = Source(name=name, media_type="text/plain", sha256="0" * 64, encoding=None)
    return Notice(
        id=name, title=name, language=language, number=None, effective=Effective(kind="unstated"),
        clauses=tuple(units), source=source, text=text,
    )  # fmt: skip


def revise(
    language: Language, clauses: Sequence[str], strangers: Sequence[str], edits: int, chance: random.Random
) -> tuple[list[str], Links]:
    """Give the revised clauses and the links from old to new numbers."""
    units: list[tuple[str, set[int]]] = [(clause, {n}) for n, clause in enumerate(clauses, 1)]
    for _ in range(edits):
        kind = chance.choice(["words", "words", "drop", "move", "merge", "split", "insert"])
        at = chance.randrange(len(units))
        text, origin = units[at]
        if kind == "words":
            units[at] = (_reworded(text, strangers, chance), origin)
        elif kind == "drop" and len(units) > 4:
            del units[at]
        elif kind == "move":
            units.insert(chance.randrange(len(units)), units.pop(at))
        elif kind == "merge" and at + 1 < len(units):
            units[at : at + 2] = [(f"{text} {units[at + 1][0]}", origin | units[at + 1][1])]
        elif kind == "split" and len(origin) == 1:
            parts = [text[a:b] for a, b in split(text, 0, len(text), language)]
            cut = len(parts) // 2
            halves = ["".join(parts[:cut]), "".join(parts[cut:])]
            if min(map(len, halves)) >= (20 if language == "zh" else 60):
                units[at : at + 1] = [(half, origin) for half in halves]
        elif kind == "insert":
            units.insert(at, (chance.choice(strangers), set()))
    return [text for text, _ in units], {(o, n) for n, (_, origin) in enumerate(units, 1) for o in origin}


def _reworded(text: str, strangers: Sequence[str], chance: random.Random) -> str:
    """Put a few words of another instrument in the place of a few of this one's."""
    other = chance.choice(strangers)
    length = min(chance.randrange(4, 20), len(text) // 3)
    start, there = chance.randrange(len(text) - length), chance.randrange(max(len(other) - length, 1))
    return text[:start] + other[there : there + length] + text[start + length :]


def links(old: Notice, new: Notice) -> Links:
    return {
        (int(p.old[0].rpartition("/")[2]), int(p.new[0].rpartition("/")[2]))
        for p in compare(old, new).pairs
        if p.state == "linked"
    }


def f1(counts: Iterable[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of (hit, found, there) counts taken together."""
    hit, found, there = map(sum, zip(*counts, strict=True))
    return hit / max(found, 1), hit / max(there, 1), 2 * hit / max(found + there, 1)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("instruments", nargs="?", type=Path)
    options.add_argument("--revisions", type=int, default=60)
    options.add_argument("--sizes", type=int, nargs="*", default=[20, 100, 300, 1000])
    given = options.parse_args()
    pool = instruments(given.instruments)
    everything = {lang: [c for la, clauses in pool for c in clauses if la == lang] for lang in ("en", "zh")}

    print("| edits | revisions | precision | recall | pairs F1 |\n| --- | --- | --- | --- | --- |")
    for edits in (1, 3, 10, 30):
        chance, counts = random.Random(edits), list[tuple[int, int, int]]()
        for _ in range(given.revisions):
            language, clauses = chance.choice(pool)
            revised, truth = revise(language, clauses, everything[language], edits, chance)
            found = links(notice("old", language, clauses), notice("new", language, revised))
            counts.append((len(found & truth), len(found), len(truth)))
        print(f"| {edits} | {given.revisions} | {' | '.join(f'{value:.3f}' for value in f1(counts))} |")

    chance = random.Random(0)
    counts = []
    for _ in range(given.revisions):
        (la, a), (lb, b) = chance.sample(pool, 2)
        if la == lb:
            found = links(notice("old", la, a), notice("new", lb, b))
            counts.append((0, len(found), min(len(a), len(b))))
    if counts:
        print(f"\nunrelated instruments: {sum(c[1] for c in counts)} links among {sum(c[2] for c in counts)} clauses")

    print("\n| clauses on each side | seconds |\n| --- | --- |")
    clauses = everything["zh"] or everything["en"]
    for size in given.sizes:
        before = chance.sample(clauses, size) if size <= len(clauses) else chance.choices(clauses, k=size)
        after = [_reworded(clause, clauses, chance) for clause in before]
        chance.shuffle(after)
        language = "zh" if everything["zh"] else "en"
        old, new = notice("old", language, before), notice("new", language, after)
        start = time.perf_counter()
        compare(old, new)
        print(f"| {size} | {time.perf_counter() - start:.3f} |")


if __name__ == "__main__":
    sys.exit(main())
