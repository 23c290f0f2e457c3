"""Words of a notice as a brief prints them: in the notice's language, with the decisive part marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regparse.brief import wording
from regparse.model import Activity, Language, Provision, Quote, Span

GAP = "…"
"""What stands for words left out of a quotation."""

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

    @property
    def quoted(self) -> str:
        """Give the words in quotation marks, one pair."""
        return self.text if self.bare else f"“{self.text}”"


def quote(quoted: Quote, lang: Language, marks: Iterable[Span] = (), limit: int | None = None) -> Words:
    """Quote words of a notice, whole unless a ``limit`` in characters is given.

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


def quote_act(norm: Provision, act: Activity, lang: Language) -> Words:
    """Quote one act of an enumeration with the verb and the object that it shares with its neighbours.

    Every word is the notice's and stands in its order; what lies between is a gap: ``provide … custody … for
    cards``. Where the shared words cannot be found around the act, the act's own words stand alone.
    """
    head, found, tail = act.phrase.partition(act.text)
    start = norm.span[0]
    a, b = act.span[0] - start, act.span[1] - start
    words = " ".join(act.text.split())
    if not found or norm.text[max(a, 0) : b] != act.text:
        return Words(((words, False),), lang)
    before = [hit for hit in _found(head, norm.text, lang) if hit.end() <= a]
    after = [hit for hit in _found(tail, norm.text, lang) if hit.start() >= b]
    if before:
        words = before[-1][0] + _between(norm.text[before[-1].end() : a]) + words
    if after:
        words += _between(norm.text[b : after[0].start()]) + after[0][0]
    return Words(((" ".join(words.split()), False),), lang)


def _found(words: str, text: str, lang: Language) -> Iterable[re.Match[str]]:
    words = words.strip()
    if not words:
        return ()
    edges = (r"(?<!\w)", r"(?!\w)") if lang == "en" else ("", "")
    return re.finditer(edges[0] + re.escape(words) + edges[1], text)


def _between(skipped: str) -> str:
    return f" {GAP} " if skipped.strip() else skipped
