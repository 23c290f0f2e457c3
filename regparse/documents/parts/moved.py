"""Words of a redline that are old law from another clause, or that went to another clause: neither new nor gone.

Where clauses were merged or split, the redline of one pair would show what came from a third clause as inserted. The
links between sentences tell where it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regparse.documents.parts.refs import clause_label
from regparse.model.comparison import Change, Pair, Sentence, SentenceRow
from regparse.wording import phrasing
from regparse.wording.tongue import say


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a redline. ``opens`` says where a run that moved comes from or went to; ``closes`` ends that run."""

    change: Change
    is_moved: bool = False
    opens: str = ""
    closes: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of a text that belongs to another clause."""

    start: int
    end: int
    said: str


def parted(pair: Pair, rows: Iterable[SentenceRow]) -> tuple[Part, ...]:
    """Cut the redline of a pair where a sentence of another clause begins or ends in it."""
    texts = {op: "".join(one.text for one in pair.redline if one.op in ("equal", op)) for op in ("insert", "delete")}
    came, went = _runs(pair, rows, texts)
    found: list[tuple[Change, _Run | None]] = []
    at = {"insert": 0, "delete": 0}
    for one in pair.redline:
        runs = {"insert": came, "delete": went}.get(one.op, [])
        found += list(_cut(one, at[one.op], runs)) if runs else [(one, None)]
        for op in ("insert", "delete"):
            at[op] += len(one.text) if one.op in ("equal", op) else 0
    first: dict[_Run, int] = {}
    last: dict[_Run, int] = {}
    for n, (_, run) in enumerate(found):
        if run:
            first.setdefault(run, n)
            last[run] = n
    return tuple(
        Part(one, run is not None, run.said if run and first[run] == n else "", run is not None and last[run] == n)
        for n, (one, run) in enumerate(found)
    )


def _runs(pair: Pair, rows: Iterable[SentenceRow], texts: dict[str, str]) -> tuple[list[_Run], list[_Run]]:
    """Give what came from other clauses of the old notice, and what went to others of the new one."""
    came: list[_Run] = []
    went: list[_Run] = []
    index = {op: _Index(text) for op, text in texts.items()}
    for row in rows:
        if not (row.old and row.new):
            continue
        old, new = {one.clause for one in row.old}, {one.clause for one in row.new}
        if new & set(pair.new) and not old & set(pair.old):
            said = _same(row) and say("from clause {places}", places=_places(row.old))
            said = said or say("from clause {places}, reworded", places=_places(row.old))
            came += index["insert"].runs((one for one in row.new if one.clause in pair.new), said)
        if old & set(pair.old) and not new & set(pair.new):
            said = _same(row) and say("now in clause {places}", places=_places(row.new))
            said = said or say("now in clause {places}, reworded", places=_places(row.new))
            went += index["delete"].runs((one for one in row.old if one.clause in pair.old), said)
    return _joined(came, texts["insert"]), _joined(went, texts["delete"])


def _same(row: SentenceRow) -> bool:
    """Tell sentences that only moved from those that were reworded on the way."""
    old, new = (_letters("".join(one.text for one in side)) for side in (row.old, row.new))
    return old == new


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _joined(runs: Iterable[_Run], text: str) -> list[_Run]:
    """Join runs of which the same is said and between which no word stands."""
    out: list[_Run] = []
    for run in sorted(runs, key=lambda one: one.start):
        if out and out[-1].said == run.said and not _letters(text[out[-1].end : run.start]):
            out[-1] = _Run(out[-1].start, run.end, run.said)
        else:
            out.append(run)
    return out


def _places(sentences: Iterable[Sentence]) -> str:
    return phrasing.commas(dict.fromkeys(clause_label(one.clause) for one in sentences))


class _Index:
    """Finds sentences in a text by their letters alone: a redline has its own blanks and marks."""

    def __init__(self, text: str) -> None:
        self._places = [n for n, char in enumerate(text) if char.isalnum()]
        self._letters = "".join(text[n] for n in self._places)

    def runs(self, sentences: Iterable[Sentence], said: str) -> Iterator[_Run]:
        for one in sentences:
            letters = _letters(one.text)
            at = self._letters.find(letters) if letters else -1
            if at >= 0:
                yield _Run(self._places[at], self._places[at + len(letters) - 1] + 1, said)


def _cut(one: Change, start: int, runs: Iterable[_Run]) -> Iterator[tuple[Change, _Run | None]]:
    """Cut a piece that begins at ``start`` of its text at the edges of runs; a stop behind a run goes with it."""
    end = start + len(one.text)
    here = sorted((run for run in runs if run.start < end and run.end > start), key=lambda run: run.start)
    at = start
    for run in here:
        a, b = max(run.start, at), min(run.end, end)
        while b < end and not one.text[b - start].isalnum() and not one.text[b - start].isspace():
            b += 1
        if a > at:
            yield from _plain(one, one.text[at - start : a - start])
        if b > a:
            yield one.model_copy(update={"text": one.text[a - start : b - start]}), run
        at = max(at, b)
    if at < end:
        yield from _plain(one, one.text[at - start :])


def _plain(one: Change, text: str) -> Iterator[tuple[Change, _Run | None]]:
    """Give what stands beside a run; a blank that was cut off is no change by itself."""
    if text.strip():
        yield one.model_copy(update={"text": text}), None
    elif one.op == "insert":
        yield one.model_copy(update={"text": text, "op": "equal"}), None
