"""Other people's differs on the same notices: which clauses they pair, and how fast.

None but xmldiff knows clauses. Each is given the two texts, clause after clause; a new and an old clause are paired
where one kept the most of the other, and at least a third of the shorter. Those that are not installed are left out;
they are no dependency of regparse (`pip install diff-match-patch xmldiff`).
"""

from __future__ import annotations

import difflib
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape, unescape
from importlib import import_module
from importlib.util import find_spec

from regparse.model import Notice

Links = set[tuple[int, int]]
Kept = list[tuple[int, int, int]]
"""Runs that a differ kept: where in the old text, where in the new, how long."""
_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
SHARE = 1 / 3
SEEDS = 3


def _difflib(old: str, new: str) -> Kept:
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    starts = [[0], [0]]
    for side, words in zip(starts, (a, b), strict=True):
        for word in words:
            side.append(side[-1] + len(word))
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(starts[0][m.a], starts[1][m.b], starts[0][m.a + m.size] - starts[0][m.a]) for m in blocks if m.size]


def _diff_match_patch(old: str, new: str) -> Kept:
    engine = import_module("diff_match_patch").diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(old, new)
    engine.diff_cleanupSemantic(found)
    return _runs((("equal", "delete", "insert")[(0, -1, 1).index(op)], text) for op, text in found)


def _lxml(old: str, new: str) -> Kept:
    marked = import_module("lxml.html.diff").htmldiff(escape(old), escape(new))
    pieces = re.split(r"(</?(?:ins|del)>)", marked)
    state, runs = "equal", list[tuple[str, str]]()
    for piece in pieces:
        if piece in {"<ins>", "<del>"}:
            state = {"<ins>": "insert", "<del>": "delete"}[piece]
        elif piece in {"</ins>", "</del>"}:
            state = "equal"
        elif piece:
            runs.append((state, unescape(re.sub(r"<[^>]*>", "", piece))))
    return _runs(runs)


def _runs(runs: Iterable[tuple[str, str]]) -> Kept:
    kept, a, b = Kept(), 0, 0
    for op, text in runs:
        if op == "equal":
            kept.append((a, b, len(text)))
        a += len(text) * (op != "insert")
        b += len(text) * (op != "delete")
    return kept


DIFFERS: dict[str, tuple[str, Callable[[str, str], Kept]]] = {
    "difflib, words": ("difflib", _difflib),
    "diff-match-patch": ("diff_match_patch", _diff_match_patch),
    "lxml.html.diff": ("lxml", _lxml),
}


def _pairs(kept: Kept, old: Sequence[str], new: Sequence[str]) -> Links:
    """Give the clauses that share what a differ kept."""
    places = [_places(side) for side in (old, new)]
    shared = Counter[tuple[int, int]]()
    for a, b, length in kept:
        for n in range(length):
            if a + n < len(places[0]) and b + n < len(places[1]):
                shared[places[0][a + n], places[1][b + n]] += 1
    enough = {
        (o, n): count
        for (o, n), count in shared.items()
        if o and n and count >= SHARE * min(len(old[o - 1]), len(new[n - 1]))
    }
    best = [
        {k: max(c for pair, c in enough.items() if pair[at] == k) for k in {p[at] for p in enough}} for at in (0, 1)
    ]
    return {(o, n) for (o, n), count in enough.items() if count in {best[0][o], best[1][n]}}


def _places(clauses: Sequence[str]) -> list[int]:
    return [n for n, clause in enumerate(clauses, 1) for _ in range(len(clause) + 1)]


def report(pairs: Sequence[tuple[str, Notice, Notice]], gold: Links, own: Callable[[Notice, Notice], Links]) -> None:
    """Print a table: F1 of the pairs in the printed order and shuffled (mean of three), and milliseconds."""
    print("| | " + " | ".join(f"{name}: F1 | shuffled | ms" for name, _, _ in pairs) + " |")
    print("| --- |" + " --- | --- | --- |" * len(pairs))
    rows: dict[str, Callable[[Notice, Notice], Links]] = {"regparse, all of it": own}
    for name, (module, differ) in DIFFERS.items():
        if find_spec(module):
            rows[name] = _as_links(differ)
    if find_spec("xmldiff"):
        rows["xmldiff"] = _xmldiff
    for name, links in rows.items():
        cells = list[str]()
        for _, old, new in pairs:
            start = time.process_time()
            straight = _f1(links(old, new), gold)
            spent = time.process_time() - start
            mixed = list[float]()
            for seed in range(SEEDS):
                clauses = list(new.clauses)
                random.Random(seed).shuffle(clauses)
                mixed.append(_f1(links(old, new.model_copy(update={"clauses": tuple(clauses)})), gold))
            cells += [f"{straight:.3f}", f"{sum(mixed) / SEEDS:.3f}", f"{spent * 1000:.0f}"]
        print(f"| {name} | {' | '.join(cells)} |")


def _as_links(differ: Callable[[str, str], Kept]) -> Callable[[Notice, Notice], Links]:
    def links(old: Notice, new: Notice) -> Links:
        texts = [[clause.text for clause in side.clauses] for side in (old, new)]
        numbers = [[clause.number for clause in side.clauses] for side in (old, new)]
        found = _pairs(differ(*("\n".join(side) for side in texts)), texts[0], texts[1])
        return {(numbers[0][o - 1], numbers[1][n - 1]) for o, n in found}

    return links


def _xmldiff(old: Notice, new: Notice) -> Links:
    """Take the clauses that xmldiff matched, each an element of its own."""
    etree = import_module("lxml.etree")
    roots = [etree.Element("notice") for _ in range(2)]
    for root, side in zip(roots, (old, new), strict=True):
        for clause in side.clauses:
            etree.SubElement(root, "clause", n=str(clause.number)).text = clause.text
    matched = import_module("xmldiff.diff").Differ().match(*roots)
    return {(int(a.get("n")), int(b.get("n"))) for a, b, *_ in matched if a.tag == b.tag == "clause"}


def _f1(found: Links, gold: Links) -> float:
    return 2 * len(found & gold) / max(len(found) + len(gold), 1)
