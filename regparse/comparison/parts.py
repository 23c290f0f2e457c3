"""Words that differ -> the parts between commas that the other passage lacks."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.comparison import directions
from regparse.comparison.differing import Hunk
from regparse.comparison.judged import SHORT, Case, Judged, Texts
from regparse.model import Span
from regparse.model import changes as c
from regparse.notation.expressions import expression

_CLAUSE = expression(r"[，。；：:;\n]|,(?=\s)|\.(?=\s|$)")
_SIDES = ("old", "new")
_WHOLE = 12
"""Code points from which other words without a comma are looked at for what they say by themselves."""
_FOUND = 0.6
"""How much of the words of a part must stand in the other passage for it to stand there."""


class Parts:
    """Judges parts of sentences that have no like."""

    def __init__(self, texts: Texts) -> None:
        self._t = texts

    def points(self, case: Case, hunk: Hunk) -> Iterator[Judged]:
        """Return the parts between commas that have no like in the other passage."""
        passages = case.old, case.new
        for side in (0, 1):
            if case.guest and case.guest != _SIDES[side]:
                continue
            if not _CLAUSE.search(self._t.texts[side], *hunk[side]) and hunk[side][1] - hunk[side][0] < _WHOLE:
                continue
            there = {token.key for token in self._t.readers[1 - side].tokens(passages[1 - side])}
            yield from self._missing(side, passages[side], hunk[side], there)

    def _missing(self, side: int, passage: Span, span: Span, there: set[str]) -> Iterator[Judged]:
        """Return the parts of a passage most of whose words are not among some."""
        for part in _cut(self._t.texts[side], span):
            keys = [token.key for token in self._t.readers[side].part(passage, part)]
            if part[1] - part[0] < SHORT[self._t.language] or not keys:
                continue
            if sum(key in there for key in keys) >= _FOUND * len(keys):
                continue
            quote = self._t.quote(side, part)
            limits = directions.pattern("case", self._t.language).search(self._t.rest(side, part).strip(" ,，"))
            if side == 0:
                point: c.AnyPoint = c.NoLongerOnlyWhen(old=quote) if limits else c.PartGone(old=quote)
                yield Judged("widened" if limits else "narrowed", point)
            else:
                point = c.OnlyWhen(new=quote) if limits else c.PartAdded(new=quote)
                yield Judged("narrowed" if limits else "widened", point)


def _cut(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    for mark in _CLAUSE.finditer(text, start, end):
        yield from _bare(text, start, mark.start())
        start = mark.end()
    yield from _bare(text, start, end)


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    """Give a span without the blanks at its edges, where anything is left."""
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
