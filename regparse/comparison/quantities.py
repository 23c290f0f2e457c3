"""Figures and times in words that differ -> which became which, and in which direction.

Paired by their unit and in their order: an amount never becomes a share, nor a number of days an amount. What bounds a
figure, and so which way it goes, is told by the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from regparse.comparison import directions, figures
from regparse.comparison.differing import Hunk
from regparse.model import Language, Quote, Span
from regparse.model import changes as c
from regparse.notation.expressions import expression

How = Literal["widened", "narrowed", "altered"]
_TIMES = {"hours": 1 / 24, "days": 1.0, "working days": 1.4, "months": 30.4, "years": 365.0}
"""How long a unit of time is, in days: to say which of two times is the longer."""
_OFTEN = {
    "day": 1.0,
    "working day": 1.4,
    "week": 7.0,
    "month": 30.4,
    "quarter": 91.0,
    "half-year": 182.0,
    "year": 365.0,
}
_ISO = {"hours": "PT{}H", "days": "P{}D", "working days": "P{}WD", "months": "P{}M", "years": "P{}Y"}


class _Figure(NamedTuple):
    value: float
    unit: str
    quote: Quote
    often: bool = False

    @property
    def sort(self) -> str:
        return "often" if self.often else "time" if self.unit in _TIMES else self.unit

    @property
    def size(self) -> float:
        return self.value if self.often else self.value * _TIMES.get(self.unit, 1.0)

    @property
    def iso(self) -> str:
        return f"every {self.unit}" if self.often else _ISO[self.unit].format(f"{self.value:g}")


def _found(text: str, span: Span, language: Language) -> list[_Figure]:
    out = list[_Figure]()
    if not figures.likely(text, span, language):
        return out
    for said, quote in figures.find(text, span, language):
        value, _, unit = said.partition(" ")
        if unit != "departments":
            out.append(_Figure(float(value), unit, quote))
    for said, quote in figures.frequencies(text, span, language):
        unit = said.removeprefix("every ")
        out.append(_Figure(_OFTEN.get(unit, 0.0), unit, quote, often=True))
    return sorted(out, key=lambda one: one.quote.span)


def points(
    texts: tuple[str, str], passages: tuple[Span, Span], hunk: Hunk, kind: c.ChangeKind, language: Language
) -> Iterator[tuple[How, c.AnyPoint]]:
    """Return what became of the figures in a hunk; a figure that stands elsewhere in the other passage has not gone."""
    sides = [_found(text, span, language) for text, span in zip(texts, hunk, strict=True)]
    if not sides[0] and not sides[1]:
        return
    used = set[int]()
    for old in sides[0]:
        match = next((n for n, new in enumerate(sides[1]) if n not in used and new.sort == old.sort), None)
        if match is None:
            continue
        used.add(match)
        new = sides[1][match]
        sides[0] = [one for one in sides[0] if one is not old]
        if (old.value, old.unit) == (new.value, new.unit):
            continue
        yield _changed(texts, old, new, kind, language), _point(texts, passages, old, new)
    there = [{(one.value, one.unit) for one in _found(texts[n], passages[n], language)} for n in (0, 1)]
    alone = sides[0], [one for n, one in enumerate(sides[1]) if n not in used]
    for one in alone[0]:
        if (one.value, one.unit) not in there[1]:
            yield "altered", c.FigureGone(value=f"{one.value:.15g}", unit=one.unit, old=one.quote)
    for one in alone[1]:
        if (one.value, one.unit) not in there[0]:
            yield "altered", c.FigureAdded(value=f"{one.value:.15g}", unit=one.unit, new=one.quote)


def only(
    texts: tuple[str, str], passages: tuple[Span, Span], kind: c.ChangeKind, language: Language
) -> Iterator[tuple[How, c.AnyPoint]]:
    """Return the changes of figures of which each of two passages has one of its sort."""
    sides = [_found(text, span, language) for text, span in zip(texts, passages, strict=True)]
    for old in sides[0]:
        before, after = ([one for one in side if one.sort == old.sort] for side in sides)
        if len(before) == len(after) == 1 and (old.value, old.unit) != (after[0].value, after[0].unit):
            yield _changed(texts, old, after[0], kind, language), _point(texts, passages, old, after[0])


def _point(texts: tuple[str, str], passages: tuple[Span, Span], old: _Figure, new: _Figure) -> c.AnyPoint:
    if old.sort in ("time", "often"):
        return c.DeadlineChanged(was=old.iso, now=new.iso, old=old.quote, new=new.quote)
    return c.FigureChanged(
        was=f"{old.value:.15g}",
        now=f"{new.value:.15g}",
        unit=new.unit,
        old=old.quote,
        new=new.quote,
        of=_limited(texts[1], passages[1], new.quote.span),
    )


_CLAUSE = expression(r"[，。；：;:\n]|,(?=\s)")


def _limited(text: str, passage: Span, figure: Span) -> Quote | None:
    """Return what a figure limits: the words before it, from the last comma on."""
    start = passage[0]
    for mark in _CLAUSE.finditer(text, passage[0], figure[0]):
        start = mark.end()
    words = text[start : figure[0]]
    bare = words.strip()
    if not bare:
        return None
    start += len(words) - len(words.lstrip())
    return Quote(text=bare, span=(start, start + len(bare)))


def _changed(texts: tuple[str, str], old: _Figure, new: _Figure, kind: c.ChangeKind, language: Language) -> How:
    """Return the direction: a lower cap, a higher floor, a higher fine, a shorter time bind more."""
    found = [directions.bounds(t, *f.quote.span, language) for t, f in zip(texts, (old, new), strict=True)]
    bound = found[0] | found[1]
    more = new.size > old.size
    if old.often and new.often:
        return "narrowed" if more else "widened"
    if "fine" in bound or kind == "sanction":
        return "widened" if more else "narrowed"
    if "keep" in bound or "min" in bound:
        return "widened" if more else "narrowed"
    if "max" in bound or "within" in bound:
        way: How = "narrowed" if more else "widened"
        return way if kind != "permission" else ("widened" if more else "narrowed")
    return "altered"


_NUMBERS = expression(r"[\d.,%％]+")


def covers(words: tuple[str, str], language: Language) -> bool:
    """Say whether figures are all there is in two texts."""
    for text in words:
        rest = text
        for _, quote in figures.find(text, (0, len(text)), language):
            rest = rest.replace(quote.text, "", 1)
        for _, quote in figures.frequencies(text, (0, len(text)), language):
            rest = rest.replace(quote.text, "", 1)
        if sum(char.isalnum() for char in _NUMBERS.sub("", rest)) > 1:
            return False
    return True
