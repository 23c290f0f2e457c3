"""The notices of a lineage on a line of time, the oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regparse import ids
from regparse.brief import wording
from regparse.brief.law import CHANGES
from regparse.brief.refs import number_of
from regparse.brief.titles import display_title
from regparse.brief.tongue import say
from regparse.comparison import Comparison
from regparse.model import DocumentNumber, Language, Notice

WIDTH = 180
"""Units of the drawing across; a notice stands in the middle of its share."""

_DRAWN = 4
"""How many notices fit beside each other; the table has them all."""


@dataclass(frozen=True, slots=True)
class Point:
    """A notice on the timeline; ``x`` in units of the drawing, ``step`` is what changed since the one before."""

    x: float
    number: str
    date: str
    size: str
    step: tuple[str, ...]
    title: str
    lang: Language
    fate: str


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
    placed = tuple(_at(point, share * (n + 0.5)) for n, point in enumerate(drawn))
    said = " ".join(_sentence(point) for point in rows)
    return Timeline(WIDTH, placed, tuple(rows), said)


def _sentence(point: Point) -> str:
    parts = [point.size, *point.step, point.fate]
    return f"{point.number}, {point.date}: {', '.join(part for part in parts if part)}."


def _at(point: Point, x: float) -> Point:
    return Point(x, point.number, point.date, point.size, point.step, point.title, point.lang, point.fate)


def _earlier(oldest: Notice) -> Iterator[Point]:
    """Give what the oldest notice repeals: of that only the citation is at hand."""
    for cite in oldest.repeals:
        if cite.number is None or not cite.number.year or cite.article:
            continue
        title = cite.title or ""
        fate = say("repealed by {number}", number=number_of(oldest))
        yield Point(
            0, cite.number.text, str(cite.number.year), say("its text is not at hand"), (), title, oldest.language, fate
        )


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
            date=wording.day(one.issued_on.date) if one.issued_on else say("without date"),
            size=f"{wording.counted(len(one.clauses), 'clause')}, {wording.counted(norms, 'norm')}",
            step=_changed(step) if step else (),
            title=display_title(one)[0],
            lang=one.language,
            fate=say("repealed by {number}", number=number_of(later)) if later else "",
        )


def _is(notice: Notice, number: DocumentNumber | None) -> bool:
    return bool(number and number.code and ids.notice_id(number.code, number.year, number.serial) == notice.id)


def _changed(step: Comparison) -> tuple[str, ...]:
    counts = Counter[str](one.change for one in step.norms if not one.translation_only)
    return tuple(say("{count} {what}", count=counts[what], what=say(what)) for what in CHANGES if counts[what])
