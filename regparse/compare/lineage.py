"""Several notices, each of which took the place of the one before: what became of a clause and of a norm in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regparse import ids
from regparse.comparison import Comparison, Lineage, Stage, Thread, ThreadStep
from regparse.model import Notice


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


def _clauses(notices: Sequence[Notice], steps: Sequence[Comparison]) -> list[Thread]:
    back, said = _Links(), _Said()
    for step in steps:
        for pair in step.pairs:
            if pair.state == "linked":
                back.setdefault(pair.new[0], []).append(pair.old[0])
            if pair.new and pair.state != "possible":
                said.setdefault(pair.new[0], set()).update(pair.labels)
    return list(_threads([[clause.id for clause in one.clauses] for one in notices], back, said))


def _norms(notices: Sequence[Notice], steps: Sequence[Comparison]) -> list[Thread]:
    """Follow the norms that a step speaks of; a change that the original does not bear out is none."""
    back, said = _Links(), _Said()
    there: list[set[str]] = [set() for _ in notices]
    for n, step in enumerate(steps):
        for change in step.norms:
            old, new = (side.provision if side else None for side in (change.old, change.new))
            if change.translation_only:
                continue
            if old:
                there[n].add(old)
            if new:
                there[n + 1].add(new)
                said.setdefault(new, set()).add(
                    f"body {change.change}" if change.kind == "agency-role" else change.change
                )
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
            columns = [*reversed(found), *[()] * (len(there) - 1 - last)]
            yield Thread(
                name=unit,
                steps=tuple(
                    ThreadStep(ids=now, labels=tuple(sorted({label for one in now for label in said.get(one, ())})))
                    for now in columns
                ),
            )
