"""Words of a notice as a brief prints them: in the notice's language, with the decisive part marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regparse.model import Activity, Language, Provision, Quote, Span
from regparse.notation.expressions import expression
from regparse.wording import phrasing

GAP = "…"
"""What stands for words left out of a quotation."""

_MARKS = {'"': '"', "“": "”", "《": "》", "「": "」"}
_ASIDE = expression(r"[（(][^（()）]*[)）]|[^\w]")
"""What may stand behind a title that brings its own marks: its number in brackets, a stop."""

_NEAR: dict[Language, int] = {"en": 60, "zh": 30}
"""Characters between the word that bans and its act that are quoted with the act."""

_REST = expression(
    r",? (?:and|or) (?:the like|(?:various |any |all )?other (?:[a-z-]+ ){0,2}?[a-z]+s)\b"
    r"|等(?:[^，。；、]{0,8}?(?:服务|业务|活动|行为))?"
)
"""The end of a list that stays open."""


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
        text, closing = self.text, _MARKS.get(self.text[:1], "")
        at = text.find(closing, 1) if closing else -1
        return at > 0 and not _ASIDE.sub("", text[at + 1 :])

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
        text = quoted.text if limit is None else phrasing.clip(quoted.text, limit)
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
    cards``. Where the shared words cannot be found around the act, what stands between the word that bans and the act,
    and the end of a list that stays open ("and other services"), are quoted with it; what nobody could read by itself
    even so is marked in the words around it.
    """
    head, found, tail = act.phrase.partition(act.text)
    start = norm.span[0]
    a, b = act.span[0] - start, act.span[1] - start
    if norm.text[max(a, 0) : b] != act.text:
        return Words(((" ".join(act.text.split()), False),), lang)
    before = [hit for hit in _found(head, norm.text, lang) if hit.end() <= a] if found else []
    after = [hit for hit in _found(tail, norm.text, lang) if hit.start() >= b] if found else []
    if not before and norm.cue and _follows(norm, norm.cue.span[1], act, lang):
        a = norm.cue.span[1] - start
    if not after and (rest := _REST.match(norm.text, b)):
        b = rest.end()
    words = norm.text[a:b]
    if before:
        words = before[-1][0] + _between(norm.text[before[-1].end() : a]) + words
    if after:
        words += _between(norm.text[b : after[0].start()]) + after[0][0]
    words = " ".join(words.split())
    if is_readable(words, lang) or words == " ".join(norm.text.split()):
        return Words(((words, False),), lang)
    return around(quote(norm, lang, [act.span]))


def _follows(norm: Provision, place: int, act: Activity, lang: Language) -> bool:
    """Tell whether an act is the first one behind a place, and near it."""
    is_first = not any(place <= one.span[0] < act.span[0] for one in (*norm.activities, *norm.addressees))
    return is_first and 0 <= act.span[0] - place <= _NEAR[lang]


def is_readable(words: str, lang: Language) -> bool:
    """Tell whether words can be read by themselves: more than a verb or a noun alone."""
    return len(words) > 3 if lang == "zh" else len(words.split()) > 1


def around(words: Words, limit: int = 220) -> Words:
    """Keep of a long quotation what stands around its mark; ``limit`` in letters, half of them on either side."""
    parts = []
    room = limit // 4 if words.lang == "zh" else limit // 2
    for n, (text, marked) in enumerate(words.parts):
        if marked or len(text) <= room:
            parts.append((text, marked))
        elif n == 0:
            kept = text[-room:]
            parts.append((f"{GAP} " + (kept if words.lang == "zh" else kept.partition(" ")[2]), False))
        else:
            blank = " " if text[:1].isspace() else ""
            parts.append((blank + phrasing.clip(text[: limit // 2 + 40], limit // 2), False))
    return Words(tuple(parts), words.lang)


def _found(words: str, text: str, lang: Language) -> Iterable[re.Match[str]]:
    words = words.strip()
    if not words:
        return ()
    edges = (r"(?<!\w)", r"(?!\w)") if lang == "en" else ("", "")
    return re.finditer(edges[0] + re.escape(words) + edges[1], text)


def _between(skipped: str) -> str:
    return f" {GAP} " if skipped.strip() else skipped
