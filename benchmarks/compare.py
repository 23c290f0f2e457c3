"""How good and how fast the comparison is: on the corpus pair, on revisions whose answers are known, beside others.

    python benchmarks/compare.py [INSTRUMENTS.jsonl] [--pair OLD NEW] [--revisions N] [--sizes 100 1000]

A revision is made from a real instrument by edits drawn at random: words changed inside a sentence, a clause
dropped, moved, merged into its neighbour or split at a sentence, a clause of another instrument put in. The links
are known because the edits are. INSTRUMENTS.jsonl has one object a line with a field ``text``, articles printed as
第X条; without it the corpus is used. ``--pair`` is the pair of the corpus in other texts (the Chinese ones), to be
judged by the same alignment. What it prints is `reports/compare.md`. Nothing here depends on the machine but the
times, which are of the processor.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import differs
import made_up
import revised_law
import yaml

import regparse
from regparse.comparison import compare
from regparse.comparison.align import align
from regparse.comparison.law import compare_law
from regparse.comparison.pairs import make_pairs
from regparse.comparison.sentences import split
from regparse.model import Clause, Effective, Language, Notice, Source
from regparse.model.comparison import Comparison

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
    return linked(compare(old, new))


def linked(found: Comparison) -> Links:
    return {
        (int(p.old[0].rpartition("/")[2]), int(p.new[0].rpartition("/")[2])) for p in found.pairs if p.state == "linked"
    }


def f1(counts: Iterable[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of (hit, found, there) counts taken together."""
    hit, found, there = map(sum, zip(*counts, strict=True))
    return hit / max(found, 1), hit / max(there, 1), 2 * hit / max(found + there, 1)


def records(found: Comparison) -> int:
    """Count what a reader would call one change: linked clauses that hang together, unless none of them changed."""
    group = dict[str, str]()

    def root(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    changed = set[str]()
    pairs = [pair for pair in found.pairs if pair.state != "possible"]
    for pair in pairs:
        names = [*(f"o{i}" for i in pair.old), *(f"n{i}" for i in pair.new)]
        for name in names:
            group[root(name)] = root(names[0])
    for pair in pairs:
        if set(pair.labels) - {"unchanged", "renumbered"}:
            changed.add(root(f"o{pair.old[0]}" if pair.old else f"n{pair.new[0]}"))
    return len(changed)


def spread(
    language: Language, clauses: Sequence[str], strangers: Sequence[str], edits: int, chance: random.Random
) -> tuple[list[str], int]:
    """Make edits that do not touch each other, and give the revised clauses and how many edits found a place."""
    places = sorted(chance.sample(range(0, len(clauses) - 1, 3), min(edits, (len(clauses) + 1) // 3)), reverse=True)
    out, made = list(clauses), 0
    for at in places:
        before = list(out)
        kind = chance.choice(["words", "drop", "merge", "split", "insert"])
        if kind == "words":
            out[at] = _reworded(out[at], strangers, chance)
        elif kind == "drop":
            del out[at]
        elif kind == "merge":
            out[at : at + 2] = [f"{out[at]} {out[at + 1]}"]
        elif kind == "insert":
            out.insert(at, chance.choice(strangers))
        else:
            parts = [out[at][a:b] for a, b in split(out[at], 0, len(out[at]), language)]
            halves = ["".join(parts[: len(parts) // 2]), "".join(parts[len(parts) // 2 :])]
            if min(map(len, halves)) >= (20 if language == "zh" else 60):
                out[at : at + 1] = halves
        made += out != before
    return out, made


def gold_links() -> Links:
    """Give the links that a reader saw between the two notices of the corpus."""
    path = next(iter(regparse.open_corpus().entries["yinfa-2026-42"].alignments.values()))
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {(o, n) for entry in table["pairs"] for o in entry["old"] for n in entry["new"]}


def shuffled(given: Notice, seed: int) -> Notice:
    """Give a notice with its clauses in another order."""
    clauses = list(given.clauses)
    random.Random(seed).shuffle(clauses)
    return given.model_copy(update={"clauses": tuple(clauses)})


def best(task: Callable[[], object], times: int) -> float:
    """Give the least seconds of the processor that a task took."""
    found = list[float]()
    for _ in range(times):
        start = time.process_time()
        task()
        found.append(time.process_time() - start)
    return min(found)


def on_the_pair(name: str, old: Notice, new: Notice) -> str:
    """Give a line on a pair of notices: links as they stand and shuffled, time."""
    gold = gold_links()
    straight = _f1(links(old, new), gold)
    worst = min(_f1(links(old, shuffled(new, seed)), gold) for seed in range(10))
    alignment = align(old, new)
    linking = best(lambda: align(old, new), 20) * 1000
    redlines = best(lambda: make_pairs(old, new, alignment), 20) * 1000
    law = best(lambda: compare_law(old, new, alignment), 20) * 1000
    return f"| {name} | {straight:.3f} | {worst:.3f} | {linking:.1f} | {redlines:.1f} | {law:.1f} |"


def _f1(found: Links, gold: Links) -> float:
    return 2 * len(found & gold) / (len(found) + len(gold))


def main() -> None:
    """Print the report."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("instruments", nargs="?", type=Path)
    options.add_argument("--pair", nargs=2, metavar=("OLD", "NEW"))
    options.add_argument("--revisions", type=int, default=60)
    options.add_argument("--sizes", type=int, nargs="*", default=[20, 100, 300, 1000, 2000])
    given = options.parse_args()
    pool = instruments(given.instruments)
    everything = {lang: [c for la, clauses in pool for c in clauses if la == lang] for lang in ("en", "zh")}

    print("# The comparison, measured\n\nMade by `benchmarks/compare.py`; times are of one processor, and of a shared")
    print("machine swing by half.\n")
    print("## The two notices of the corpus\n")
    print("| texts | pairs F1 | shuffled, worst of ten | links, ms | redlines, ms | norms, ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    named = [("English", "yinfa-2021-237", "yinfa-2026-42"), *([("Chinese", *given.pair)] if given.pair else [])]
    pairs = [(name, regparse.parse(old), regparse.parse(new)) for name, old, new in named]
    for name, old, new in pairs:
        print(on_the_pair(name, old, new))
    print("\nAim: F1 0.95, shuffled 0.93, and 5 ms for all three together.")
    on_revisions(pool, everything, given.revisions)
    on_norms(given.revisions, given.instruments)
    on_size(everything, given.sizes)
    on_length(everything)
    print("\n## Beside others\n")
    differs.report(pairs, gold_links(), apart(pool, everything), _own)


_Pool = list[tuple[Language, list[str]]]


def on_revisions(pool: _Pool, everything: dict[Language, list[str]], revisions: int) -> None:
    """Print how well links and records of revisions are found, and the links between strangers."""
    print("\n## Revisions with known answers\n")
    print("| edits | revisions | precision | recall | pairs F1 | records an edit |")
    print("| --- | --- | --- | --- | --- | --- |")
    for edits in (1, 3, 10, 30):
        chance, counts = random.Random(edits), list[tuple[int, int, int]]()
        told = made = 0
        for _ in range(revisions):
            language, clauses = chance.choice(pool)
            revised, truth = revise(language, clauses, everything[language], edits, chance)
            found = links(notice("old", language, clauses), notice("new", language, revised))
            counts.append((len(found & truth), len(found), len(truth)))
            changed, places = spread(language, clauses, everything[language], edits, chance)
            told += records(compare(notice("old", language, clauses), notice("new", language, changed)))
            made += places
        values = " | ".join(f"{value:.3f}" for value in f1(counts))
        print(f"| {edits} | {revisions} | {values} | {told / max(made, 1):.3f} |")
    chance, counts = random.Random(0), []
    for _ in range(revisions):
        (la, a), (lb, b) = chance.sample(pool, 2)
        if la == lb:
            found = links(notice("old", la, a), notice("new", lb, b))
            counts.append((0, len(found), min(len(a), len(b))))
    if counts:
        print(f"\nUnrelated instruments: {sum(c[1] for c in counts)} links among {sum(c[2] for c in counts)} clauses.")


def on_norms(revisions: int, path: Path | None) -> None:
    """Print how well changes in law are found in revisions of an invented notice, and of real instruments."""
    print("\n## Norms of revisions\n\nOf an invented notice:\n\n| norms edited | precision | recall | F1 |")
    print("| --- | --- | --- | --- |")
    for edits in (1, 3, 8):
        values = " | ".join(f"{value:.3f}" for value in f1(made_up.judge(edits, revisions)))
        print(f"| {edits} | {values} |")
    if path is None:
        return
    texts = [str(json.loads(line)["text"]) for line in path.read_text(encoding="utf-8").splitlines()]
    real, kinds = revised_law.readable(texts), Counter[str]()
    print(f"\nOf {len(real)} real instruments, a sentence at a time:\n")
    print("| sentences edited | precision | recall | F1 |\n| --- | --- | --- | --- |")
    wrong = Counter[str]()
    for edits in (1, 3, 8):
        found = revised_law.judge(real, edits, revisions)
        print(f"| {edits} | {' | '.join(f'{value:.3f}' for value in f1(found.values()))} |")
        for kind, (hit, told, there) in found.items():
            kinds[kind] += there
            wrong[kind] += told - hit + there - hit
    print(f"\nChanges by edit: {', '.join(f'{kind} {n} (wrong {wrong[kind]})' for kind, n in kinds.items())}.")


def apart(pool: _Pool, everything: dict[Language, list[str]]) -> list[differs.Revision]:
    """Make five revisions whose edits do not touch each other, of instruments that every differ can read in time."""
    chance, out = random.Random(5), list[differs.Revision]()
    short = [one for one in pool if sum(map(len, one[1])) < SHORT]
    for language, clauses in chance.sample(short, min(5, len(short))):
        revised, edits = spread(language, clauses, everything[language], 5, chance)
        out.append((notice("old", language, clauses), notice("new", language, revised), edits))
    return out


SHORT = 6_000
"""Code points of an instrument that every differ can read in time."""


def _own(old: Notice, new: Notice) -> differs.Found:
    found = compare(old, new)
    return differs.Found([linked(found)], records(found))


def on_size(everything: dict[Language, list[str]], sizes: Sequence[int]) -> None:
    """Print what notices of many clauses take."""
    print("\n## Size\n\nAim: 2,000 clauses on each side linked in 1 s.\n")
    print("| clauses on each side | links, s | all, s | most memory so far, MiB |")
    print("| --- | --- | --- | --- |")
    language: Language = "zh" if everything["zh"] else "en"
    clauses, chance = everything[language], random.Random(0)
    for size in sizes:
        before = chance.sample(clauses, size) if size <= len(clauses) else chance.choices(clauses, k=size)
        after = [_reworded(clause, clauses, chance) for clause in before]
        chance.shuffle(after)
        old, new = notice("old", language, before), notice("new", language, after)
        spent = [best(partial(task, old, new), 1) for task in (align, compare)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {size} | {spent[0]:.2f} | {spent[1]:.2f} | {peak:.0f} |")


LONG = 1_600
"""Articles of a notice a hundred times as long as the older one of the corpus."""


def on_length(everything: dict[Language, list[str]]) -> None:
    """Print what a pair a hundred times as long takes, norms and all: real articles, each numbered anew and parsed."""
    pool, chance = everything["zh"], random.Random(1)
    if len(pool) < 2 * LONG:
        return
    before = chance.sample(pool, LONG)
    after = [_reworded(article, pool, chance) if chance.random() < 0.3 else article for article in before]
    after = [article for article in after if chance.random() > 0.1] + chance.sample(pool, LONG // 4)
    chance.shuffle(after)
    old, new = (
        regparse.parse(
            "支付业务管理办法\n\n" + "".join(f"第{n}条　{article}\n" for n, article in enumerate(side, 1)), name=name
        )
        for name, side in (("old", before), ("new", after))
    )
    alignment = align(old, new)
    tasks = (lambda: align(old, new), lambda: make_pairs(old, new, alignment))
    spent = [best(task, 2) for task in (*tasks, lambda: compare_law(old, new, alignment), lambda: compare(old, new))]
    counted = [f"{len(one.text):,} characters, {len(one.clauses):,} articles" for one in (old, new)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nA pair a hundred times as long as that of the corpus ({counted[0]}; {counted[1]}), once parsed:\n")
    print("| links, s | redlines, s | norms, s | all, s | most memory so far, MiB |\n| --- | --- | --- | --- | --- |")
    print(f"| {' | '.join(f'{seconds:.2f}' for seconds in spent)} | {peak:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
