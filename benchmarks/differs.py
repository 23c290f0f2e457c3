"""Other people's differs on the same notices: which clauses they pair, in how many records, how fast, in what memory.

None but xmldiff knows clauses. Each is given the two texts, clause after clause; a new and an old clause are paired
where one kept the most of the other and at least a share of the shorter: the share, of ``SHARES``, that gives the tool
its best result, which it could not know. A record is a run of changes with nothing kept between. Each job runs in a
process of its own. Tools that are not installed are left out; they are no dependency of regparse:

    pip install diff-match-patch patiencediff redlines xmldiff
"""

from __future__ import annotations

import difflib
import json
import multiprocessing
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html import escape, unescape
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, NamedTuple

from regparse.model import Notice

Links = set[tuple[int, int]]
Kept = list[tuple[int, int, int]]
"""Runs that a differ kept: where in the old text, where in the new, how long."""
_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
SHARES = (0.02, 0.05, 0.1, 0.2, 1 / 3, 1 / 2)
SEEDS = 3
LONGEST = 600
"""Seconds that a tool is given for one job."""


class Found(NamedTuple):
    """What a tool found: a choice of links, of which the best counts, and how many records it gives."""

    links: list[Links]
    records: int


Tool = Callable[[Notice, Notice], Found]


def _difflib(old: str, new: str) -> Kept:
    return _blocks(_WORDS.findall(old), _WORDS.findall(new), partial(difflib.SequenceMatcher, autojunk=False))


def _patience(old: str, new: str) -> Kept:
    matcher = import_module("patiencediff").PatienceSequenceMatcher
    return _blocks(_WORDS.findall(old), _WORDS.findall(new), matcher)


def _blocks(a: Sequence[str], b: Sequence[str], matcher: Callable[..., Any]) -> Kept:
    starts = [[0], [0]]
    for side, words in zip(starts, (a, b), strict=True):
        for word in words:
            side.append(side[-1] + len(word))
    blocks = matcher(None, a, b).get_matching_blocks()
    return [(starts[0][i], starts[1][j], starts[0][i + n] - starts[0][i]) for i, j, n in map(tuple, blocks) if n]


def _redlines(old: str, new: str) -> Kept:
    """Read the runs that ``redlines`` keeps; its tokens, printed its own way, are looked for in the texts."""
    made = json.loads(import_module("redlines").Redlines(old, new).output_json())
    places = [_found(old, made["source_tokens"]), _found(new, made["test_tokens"])]
    kept = Kept()
    for change in made["changes"]:
        if change["type"] == "equal":
            (i, j), (k, _) = change["source_token_position"], change["test_token_position"]
            both = zip(places[0][i:j], places[1][k : k + j - i], strict=True)
            kept += [(a, c, b - a) for (a, b), (c, _) in both]
    return [run for run in kept if run[2]]


def _found(text: str, tokens: Iterable[str]) -> list[tuple[int, int]]:
    out, done = list[tuple[int, int]](), 0
    for token in tokens:
        at = text.find(token.strip(), done) if token.strip() != "¶" else -1
        length = len(token if text.startswith(token, at) else token.strip())
        out.append((at, at + length) if at >= 0 else (done, done))
        done = out[-1][1]
    return out


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
    "patiencediff, words": ("patiencediff", _patience),
    "redlines": ("redlines", _redlines),
    "diff-match-patch": ("diff_match_patch", _diff_match_patch),
    "lxml.html.diff": ("lxml", _lxml),
}


def tools() -> dict[str, Tool]:
    """Give the tools that are installed."""
    found: dict[str, Tool] = {
        name: partial(_by_text, differ) for name, (module, differ) in DIFFERS.items() if find_spec(module)
    }
    return found | ({"xmldiff": _xmldiff} if find_spec("xmldiff") else {})


def _by_text(differ: Callable[[str, str], Kept], old: Notice, new: Notice) -> Found:
    texts = [[clause.text for clause in side.clauses] for side in (old, new)]
    whole = ["\n".join(side) for side in texts]
    numbers = [[clause.number for clause in side.clauses] for side in (old, new)]
    kept = differ(whole[0], whole[1])
    choice = [
        {(numbers[0][o - 1], numbers[1][n - 1]) for o, n in _pairs(kept, texts[0], texts[1], share)} for share in SHARES
    ]
    return Found(choice, _records(kept, len(whole[0]), len(whole[1])))


def _records(kept: Kept, old: int, new: int) -> int:
    """Count the places where something stands between two kept runs, on either side."""
    runs = [(0, 0, 0), *sorted(kept), (old, new, 0)]
    return sum(a + n < c or b + n < d for (a, b, n), (c, d, _) in pairwise(runs))


def _pairs(kept: Kept, old: Sequence[str], new: Sequence[str], share: float) -> Links:
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
        if o and n and count >= share * min(len(old[o - 1]), len(new[n - 1]))
    }
    best = [
        {k: max(c for pair, c in enough.items() if pair[at] == k) for k in {p[at] for p in enough}} for at in (0, 1)
    ]
    return {(o, n) for (o, n), count in enough.items() if count in {best[0][o], best[1][n]}}


def _places(clauses: Sequence[str]) -> list[int]:
    return [n for n, clause in enumerate(clauses, 1) for _ in range(len(clause) + 1)]


def _xmldiff(old: Notice, new: Notice) -> Found:
    """Take the clauses that xmldiff matched, each an element of its own, and its edit script."""
    etree = import_module("lxml.etree")
    roots = [etree.Element("notice") for _ in range(2)]
    for root, side in zip(roots, (old, new), strict=True):
        for clause in side.clauses:
            etree.SubElement(root, "clause", n=str(clause.number)).text = clause.text
    differ = import_module("xmldiff.diff").Differ()
    matched = differ.match(*roots)
    links = {(int(a.get("n")), int(b.get("n"))) for a, b, *_ in matched if a.tag == b.tag == "clause"}
    return Found([links], sum(1 for _ in import_module("xmldiff.diff").Differ().diff(*roots)))


CAUTION = """\
Others are read by one rule (the docstring of `benchmarks/differs.py`), with the threshold that suits each best; a
whole-text differ is thrown off by one clause that moved to the end. In the time of regparse are links, redlines and
changes in law; the others only say which words stayed.
"""
Revision = tuple[Notice, Notice, int]
"""A notice, its revision, and how many edits lie between."""


def report(pairs: Sequence[tuple[str, Notice, Notice]], gold: Links, revisions: Sequence[Revision], own: Tool) -> None:
    """Print a table for each pair, and one of records an edit; F1 in the printed order and shuffled (mean of three)."""
    print(CAUTION)
    named = {"regparse, all of it": own} | tools()
    for name, old, new in pairs:
        print(f"### {name}\n\n| | pairs F1 | shuffled | ms | MiB |\n| --- | --- | --- | --- | --- |")
        for tool, run in named.items():
            print(f"| {tool} | {' | '.join(_cells(run, old, new, gold))} |", flush=True)
        print()
    print("### Revisions with known edits\n\n| | records an edit | ms for all |\n| --- | --- | --- |")
    edits = sum(count for _, _, count in revisions)
    for tool, run in named.items():
        done = _apart(partial(_over, run, revisions))
        cells = [f"{done[0] / edits:.2f}", f"{done[1] * 1000:.0f}"] if done else ["–", f"over {LONGEST} s"]
        print(f"| {tool} | {' | '.join(cells)} |", flush=True)


def _cells(run: Tool, old: Notice, new: Notice, gold: Links) -> list[str]:
    straight = _apart(partial(run, old, new))
    if straight is None:
        return ["–", "–", f"over {LONGEST} s", "–"]
    found, spent, grown = straight
    mixed = list[float]()
    for seed in range(SEEDS):
        clauses = list(new.clauses)
        random.Random(seed).shuffle(clauses)
        again = _apart(partial(run, old, new.model_copy(update={"clauses": tuple(clauses)})))
        mixed.append(_best(again[0], gold) if again else 0.0)
    return [f"{_best(found, gold):.3f}", f"{sum(mixed) / SEEDS:.3f}", f"{spent * 1000:.0f}", f"{grown:.0f}"]


def _over(run: Tool, revisions: Sequence[Revision]) -> int:
    return sum(run(old, new).records for old, new, _ in revisions)


def _best(found: Found, gold: Links) -> float:
    return max(2 * len(links & gold) / max(len(links) + len(gold), 1) for links in found.links)


def _apart(task: Callable[[], Any]) -> tuple[Any, float, float] | None:
    """Do a task in a process of its own: what it gives, its seconds, the MiB it grew by; None for one over its time.

    The task is done twice and the second time counts: what a program imports or compiles once is left out.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(task, there))
    process.start()
    there.close()  # the child has its own; when that closes unsaid, the child has failed
    try:
        return here.recv() if here.poll(LONGEST) else None
    except EOFError:
        raise RuntimeError("a differ failed; its own words stand above") from None
    finally:
        process.kill()
        process.join()


def _do(task: Callable[[], Any], there: Any) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    given = task()
    if time.process_time() - start < 2:
        start = time.process_time()
        given = task()
    spent = time.process_time() - start
    there.send((given, spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))
