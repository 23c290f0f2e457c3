"""The notices of a lineage on a line of time, the oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from regparse.documents.parts.law import CHANGES
from regparse.documents.parts.refs import number_of
from regparse.model import DocumentNumber, Kind, Language, Notice, ids
from regparse.model.comparison import Comparison
from regparse.wording import labels, phrasing
from regparse.wording.titles import display_title
from regparse.wording.tongue import say

WIDTH = 180
"""Units of the drawing across; a notice stands in the middle of its share."""

_DRAWN = 4
"""How many notices fit beside each other; the table has them all."""


@dataclass(frozen=True, slots=True)
class Point:
    """A notice on the timeline; ``x`` in units of the drawing, ``step`` is what changed since the one before.

    ``label`` is as much of its number as is drawn.
    """

    x: float
    number: str
    date: str
    size: str
    step: tuple[str, ...]
    other: str
    title: str
    lang: Language
    fate: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A line of time: the points that are drawn, all of them, and the whole in words."""

    width: int
    points: tuple[Point, ...]
    rows: tuple[Point, ...]
    said: str


def timeline(notices: Sequence[Notice], steps: Sequence[Comparison | None]) -> Timeline:
    """Lay out the notices of a lineage, the oldest first, behind what the oldest repeals.

    ``steps`` tell what became of each notice in the next; None where that was not compared.
    """
    rows = [*_earlier(notices[0]), *_points(notices, steps)]
    drawn = rows[-_DRAWN:]
    share = WIDTH / len(drawn)
    placed = tuple(
        replace(point, x=share * (n + 0.5), label=_fitting(point.number, share)) for n, point in enumerate(drawn)
    )
    said = " ".join(_sentence(point) for point in rows)
    return Timeline(WIDTH, placed, tuple(rows), said)


def _sentence(point: Point) -> str:
    parts = [point.size, *point.step, point.other, point.fate]
    return f"{point.number}, {point.date}: {', '.join(part for part in parts if part)}."


def _fitting(text: str, units: float) -> str:
    """Give as much of a name as stands over its point without running into the next one."""
    taken = 0.0
    for n, char in enumerate(text):
        taken += _SIZE * (1 if east_asian_width(char) in "WF" else 0.55)
        if taken > units - _SIZE:
            return f"{text[:n].rstrip()}…"
    return text


_SIZE = 4.2
"""Units of the type of a name, which is as wide as high in Chinese."""


def _earlier(oldest: Notice) -> Iterator[Point]:
    """Give what the oldest notice repeals: of that only the citation is at hand."""
    for cite in oldest.repeals:
        if cite.number is None or not cite.number.year or cite.article:
            continue
        title = cite.title or ""
        fate, unread = say("repealed by {number}", number=number_of(oldest)), say("text not available")
        yield Point(0, cite.number.text, str(cite.number.year), unread, (), "", title, oldest.language, fate)


def _points(notices: Sequence[Notice], steps: Sequence[Comparison | None]) -> Iterator[Point]:
    for n, one in enumerate(notices):
        step = steps[n - 1] if 0 < n <= len(steps) else None
        later = next(
            (x for x in notices[n + 1 :] if any(_is(one, c.number) and not c.article for c in x.repeals)), None
        )
        norms = sum(1 for _ in one.provisions())
        yield Point(
            x=0,
            number=number_of(one),
            date=phrasing.day(one.issued_on.date) if one.issued_on else say("undated"),
            size=phrasing.joined((phrasing.counted(len(one.clauses), "clause"), phrasing.counted(norms, "norm")), ","),
            step=_changed(step) if step else (),
            other=_others(step) if step else "",
            title=display_title(one)[0],
            lang=one.language,
            fate=say("repealed by {number}", number=number_of(later)) if later else "",
        )


def _is(notice: Notice, number: DocumentNumber | None) -> bool:
    return bool(number and number.code and ids.notice_id(number.code, number.year, number.serial) == notice.id)


_DECLARED = frozenset({Kind.COMMENCEMENT.value, Kind.REPEAL.value})
_NORMS = frozenset(kind.value for kind in Kind) - _DECLARED
"""Kinds of changes that are about norms; what a notice says of itself is not counted among these."""


def _sorted(step: Comparison) -> tuple[dict[str, set[str]], Counter[str]]:
    """Sort what was found into norms, each once for what became of it, and other entries by kind."""
    norms: dict[str, set[str]] = {}
    others: Counter[str] = Counter()
    for one in step.changes:
        side = one.new or one.old
        if one.translation_only or one.change not in CHANGES or side is None:
            continue
        if one.kind in _NORMS and side.provision:
            norms.setdefault(one.change, set()).add(side.provision)
        else:
            others[one.kind] += 1
    return norms, others


def _changed(step: Comparison) -> tuple[str, ...]:
    norms, _ = _sorted(step)
    return tuple(
        say("{count} {what}", count=phrasing.counted(len(norms[what]), "norm"), what=say(what))
        for what in CHANGES
        if what in norms
    )


def _others(step: Comparison) -> str:
    """Say what else came, went or shifted, by kind."""
    _, others = _sorted(step)
    said = [phrasing.counted(count, *labels.KINDS.get(kind, (kind, f"{kind}s"))) for kind, count in others.items()]
    return say("also changed: {what}", what=phrasing.listing(said)) if said else ""
