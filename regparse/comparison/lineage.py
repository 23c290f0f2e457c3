"""Several notices, each of which took the place of the one before: what became of a clause and of a norm in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regparse.model import Notice, Span, ids
from regparse.model.comparison import Comparison, Lineage, Stage, Thread, ThreadStep


def trace(notices: Sequence[Notice], steps: Sequence[Comparison]) -> Lineage:
    """Follow clauses and norms through ``notices``, the oldest first; ``steps`` compare each with the next.

    A thread of clauses is one clause of the last notice that has it with all it comes from; what was dropped ends a
    thread of its own, and so it is with norms. Every clause stands in at least one thread, and so does every norm that
    a step speaks of.
    """
    return Lineage(
        stages=tuple(
            Stage(
                notice=one.id,
                number=one.number.text if one.number else None,
                title=one.title,
                issued_on=one.issued_on.date if one.issued_on else None,
                clauses=len(one.clauses),
                norms=sum(1 for _ in one.provisions()),
            )
            for one in notices
        ),
        steps=tuple(steps),
        clauses=tuple(_clauses(notices, steps)),
        norms=tuple(_norms(notices, steps)),
    )


_Links = dict[str, list[str]]
_Said = dict[str, set[str]]
_Part = tuple[str, Span]


def _clauses(notices: Sequence[Notice], steps: Sequence[Comparison]) -> Iterator[Thread]:
    """Follow clauses by their sentences: of a clause that two were merged into, each part goes its own way back."""
    said = _Said()
    went_on = set[str]()
    for step in steps:
        for pair in step.pairs:
            if pair.state == "possible":
                continue
            if pair.new:
                said.setdefault(pair.new[0], set()).update(pair.labels)
            if pair.old and pair.new:
                went_on.add(pair.old[0])
    for last in reversed(range(len(notices))):
        for clause in notices[last].clauses:
            if clause.id not in went_on:
                yield _thread(clause.id, list(_back(clause.id, steps[:last])), len(notices), said)


def _back(clause: str, steps: Sequence[Comparison]) -> Iterator[tuple[str, ...]]:
    """Give the clause and, notice by notice back, those that its sentences come from."""
    yield (clause,)
    parts: set[_Part] | None = None  # all of it
    clauses = {clause}
    for step in reversed(steps):
        linked = {(p.old[0], p.new[0]) for p in step.pairs if p.state == "linked" and p.new[0] in clauses}
        rows = [
            row
            for row in step.sentences
            if any(s.clause in clauses and (parts is None or (s.clause, s.span) in parts) for s in row.new)
        ]
        found = {(s.clause, s.span) for row in rows for s in row.old if any((s.clause, c) in linked for c in clauses)}
        whole = {old for old, new in linked if parts is None}
        clauses = {one for one, _ in found} | whole
        # A clause that was linked as a whole without a sentence that matches is followed whole.
        rest = {
            (s.clause, s.span) for row in step.sentences for s in row.old if s.clause in whole - {c for c, _ in found}
        }
        parts = found | rest
        yield tuple(sorted(clauses, key=ids.sort_key))


def _thread(name: str, back: list[tuple[str, ...]], count: int, said: _Said) -> Thread:
    columns = [*reversed(back), *[()] * (count - len(back))]
    return Thread(
        name=name,
        steps=tuple(
            ThreadStep(ids=now, labels=tuple(sorted({label for one in now for label in said.get(one, ())})))
            for now in columns
        ),
    )


def _norms(notices: Sequence[Notice], steps: Sequence[Comparison]) -> list[Thread]:
    """Follow the norms that a step speaks of; a change that the original does not bear out is none."""
    back, said = _Links(), _Said()
    there: list[set[str]] = [set() for _ in notices]
    for n, step in enumerate(steps):
        for change in step.changes:
            old, new = (side.provision if side else None for side in (change.old, change.new))
            if change.translation_only:
                continue
            if old:
                there[n].add(old)
            if new:
                there[n + 1].add(new)
                said.setdefault(new, set()).add(change.change)
                if old and old not in back.setdefault(new, []):
                    back[new].append(old)
    return list(_threads([sorted(found, key=ids.sort_key) for found in there], back, said))


def _threads(there: Sequence[Sequence[str]], back: _Links, said: _Said) -> Iterator[Thread]:
    """Give a thread for each unit from which none of the next notice comes, those of the last notice first."""
    went_on = {old for found in back.values() for old in found}
    for last in reversed(range(len(there))):
        for unit in there[last]:
            if unit in went_on:
                continue
            found: list[tuple[str, ...]] = [(unit,)]
            for _ in range(last):
                before = {one for now in found[-1] for one in back.get(now, ())}
                found.append(tuple(sorted(before, key=ids.sort_key)))
            yield _thread(unit, found, len(there), said)
