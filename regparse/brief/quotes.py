"""Words of a notice as a brief prints them: in the notice's language, with the decisive part marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.brief import wording
from regparse.model import Language, Quote, Span

_OPENING = ('"', "“", "《", "「")


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation: its parts in order, each marked or not, and the language to set it in."""

    parts: tuple[tuple[str, bool], ...]
    lang: Language

    @property
    def text(self) -> str:
        """Give the words without the marks."""
        return "".join(part for part, _ in self.parts)

    @property
    def bare(self) -> bool:
        """Tell whether the words bring quotation marks of their own, so that a second pair would be one too many."""
        return self.text[:1] in _OPENING


def quote(quoted: Quote, lang: Language, limit: int | None = None, marks: Iterable[Span] = ()) -> Words:
    """Quote words of a notice, cut at ``limit`` characters if given.

    ``marks`` are spans into the notice's text; what of them lies inside the quotation is marked, and a
    quotation with a mark is never cut, so that the decisive words are always there.
    """
    start, end = quoted.span
    inside = sorted((max(a, start), min(b, end)) for a, b in marks if a < end and b > start)
    if not inside:
        text = quoted.text if limit is None else wording.clip(quoted.text, limit)
        return Words(((" ".join(text.split()), False),), lang)
    parts: list[tuple[str, bool]] = []
    at = start
    for a, b in inside:
        if a > at:
            parts.append((quoted.text[at - start : a - start], False))
        if b > max(a, at):
            parts.append((quoted.text[max(a, at) - start : b - start], True))
        at = max(at, b)
    if at < end:
        parts.append((quoted.text[at - start :], False))
    return Words(tuple(parts), lang)
