"""How the time of a verb grows with a hostile pattern, by doubling it until it is slow or long enough.

All verbs are measured on the same texts, and what stands before a verb (the parse of what it compares) is no part of
its time; the parse that a verb does itself is: ``check`` and ``query`` hold one, or the writing into a store. Time is
that of the processor, so that a machine that has other things to do changes little; what seems to grow too fast is
measured again, and the lesser time counts.
"""

from __future__ import annotations

import gc
import math
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from fuzzing import kept
from fuzzing.patterns import Pattern, load
from regparse.analysis import pipeline
from regparse.analysis.explain import explained
from regparse.checking import check as checking
from regparse.cli import problems
from regparse.comparison import compare as compare_notices
from regparse.documents.brief import render_brief
from regparse.errors import RegparseError
from regparse.store.database import in_memory

EXPONENT = 1.2
"""The most by which the time of a verb may grow: 1 is in proportion, 2 with the square."""
LEAST = 0.25
"""Seconds below which a growth is not looked at: what is done once outweighs it."""
ENOUGH = 1.5
"""Seconds at which a verb is not tried on a longer text."""
CHARS = 400_000
"""Characters at which a pattern is not doubled again."""
_FIRST = 64
"""Units of the first text."""


class Given(NamedTuple):
    """A text, and what verbs need that take a notice: it parsed, and parsed with another act in every unit."""

    text: str
    notice: Any
    other: Any


def _parse(given: Given) -> object:
    return pipeline.parse(given.text.encode(), "fuzz.txt")


def _check(given: Given) -> object:
    report = checking.run(given.text.encode(), name="fuzz.txt")
    return problems.listed(report, "fuzz.txt", 80, "en")


def _compare(given: Given) -> object:
    return compare_notices(given.notice, given.other)


def _query(given: Given) -> object:
    with in_memory([given.notice]) as store:
        return [store.query(words).answer(0, 20) for words in ("", "银行", "banks")]


def _brief(given: Given) -> object:
    return render_brief(given.notice, format="html")


def _explain(given: Given) -> object:
    return [explained(given.notice, one.id) for one in given.notice.clauses[:1]]


VERBS: dict[str, Callable[[Given], object]] = {
    "parse": _parse, "check": _check, "compare": _compare, "query": _query, "brief": _brief, "explain": _explain
}  # fmt: skip
"""What is done with a text."""


@dataclass
class Growth:
    """How the time of a verb grew with a pattern: characters and seconds of each text; a traceback if it broke."""

    taken: list[tuple[int, float]] = field(default_factory=list)
    fault: str = ""
    over: bool = False

    @property
    def exponent(self) -> float:
        """The exponent from a quarter of the last text to the whole; 0 where there are fewer than three texts."""
        if len(self.taken) < 3:
            return 0.0
        (few, quick), (many, slow) = self.taken[-3], self.taken[-1]
        return math.log(max(slow, 1e-4) / max(quick, 1e-4)) / math.log(many / few)

    @property
    def bad(self) -> bool:
        """Whether it broke, or grew by more than may be where it takes its time."""
        slow = bool(self.taken) and self.taken[-1][1] > LEAST and self.exponent > EXPONENT
        return bool(self.fault) or slow

    @property
    def last(self) -> tuple[int, float]:
        """Characters and seconds of the longest text."""
        return self.taken[-1] if self.taken else (0, 0.0)


def grown(pattern: Pattern, verbs: list[str]) -> dict[str, Growth]:
    """Return how each verb grows with a pattern."""
    found = _pass(pattern, verbs)
    suspects = [verb for verb in verbs if found[verb].bad and not found[verb].fault]
    if suspects:  # a second look, each time by the lesser
        for verb, again in _pass(pattern, suspects).items():
            lesser = [
                (chars, min(seconds, twice))
                for (chars, seconds), (_, twice) in zip(found[verb].taken, again.taken, strict=False)
            ]
            found[verb].taken[: len(lesser)] = lesser
    return found


def _pass(pattern: Pattern, verbs: list[str]) -> dict[str, Growth]:
    found, times = {verb: Growth() for verb in verbs}, _FIRST
    while active := [verb for verb in verbs if not found[verb].over]:
        text = pattern.text(times)
        if len(text) > 2 * CHARS:
            break
        given = _given(text, active)
        if isinstance(given, Growth):  # a parse that breaks or is refused ends them all
            for verb in active:
                found[verb].fault, found[verb].over = given.fault, True
            break
        for verb in active:
            _measure(verb, given, found[verb])
        times *= 2
    return found


def _given(text: str, verbs: list[str]) -> Given | Growth:
    notice = other = None
    try:
        if set(verbs) - {"parse", "check"}:
            notice = pipeline.parse(text.encode(), "fuzz.txt")
        if "compare" in verbs:
            changed = text.replace("报告", "备案").replace("report", "file")
            other = pipeline.parse(changed.encode(), "fuzz.txt")
    except RegparseError:  # a limit, said in one sentence
        return Growth()
    except Exception:
        return Growth(fault=traceback.format_exc(limit=-3))
    return Given(text, notice, other)


def _measure(verb: str, given: Given, growth: Growth) -> None:
    gc.collect()
    begun = time.process_time()
    try:
        VERBS[verb](given)
    except RegparseError:
        growth.over = True
        return
    except Exception:
        growth.fault, growth.over = traceback.format_exc(limit=-3), True
        return
    growth.taken.append((len(given.text), time.process_time() - begun))
    growth.over = growth.taken[-1][1] > ENOUGH or len(given.text) > CHARS


def double(folder: Path, verbs: list[str], names: list[str], until: float) -> Iterator[tuple[str, str, Growth]]:
    """Double patterns until a time and give what grew how; what grows too fast is kept in ``folder``."""
    patterns = load()
    for name in names or list(patterns):
        if time.monotonic() > until:
            print("time is up", flush=True)
            return
        for verb, growth in grown(patterns[name], verbs).items():
            chars, seconds = growth.last
            said = f"{verb:<8} {name:<26}{growth.exponent:6.2f}{chars:>9,}{seconds:8.2f} s"
            print(f"{said}  {'FAULT' if growth.bad else ''}\n{growth.fault}".rstrip(), flush=True)
            if growth.bad:
                kept.keep(
                    folder, f"double-{verb}-{name.replace(' ', '-')}", patterns[name].text(_FIRST).encode(), ".txt"
                )
            yield name, verb, growth
