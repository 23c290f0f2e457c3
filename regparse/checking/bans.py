"""What became of each word that bans: an independent look at whether a prohibition was missed.

The words stand in ``lexicon/bans.toml``, apart from the cues that make norms. Each place where one stands gets a fate:
it lies in a prohibition, or there is a reason why it makes none, or there is neither and a reader should look.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from regparse.grammar.sentences import Masks, sentences
from regparse.lexicon import patterns
from regparse.model import BlockKind, Kind, Notice, Provision, Span

Fate = Literal["prohibition", "limit", "quoted", "noun", "condition", "duty", "power", "head", "annex", "unread"]
"""What became of a word: see ``REASONS``; ``prohibition`` is the rule, ``unread`` what should not be."""

REASONS: dict[Fate, str] = {
    "limit": "a limit on a quantity or a time: an obligation",
    "quoted": "inside quotation or title marks",
    "noun": "a noun or an attribute",
    "condition": "a condition: a ban that somebody else made",
    "duty": "a ban that a duty imposes on others: an obligation",
    "power": "a ban that somebody may impose: a permission, a mandate or a sanction",
    "head": "in a title, a heading, the preamble or the colophon",
    "annex": "in an annex, kept as it is",
}
"""Why a word that bans makes no prohibition."""

_HEAD: tuple[BlockKind, ...] = (
    "title", "number", "issuers", "foreword", "recipients", "preamble", "contents", "section", "signature", "date",
    "colophon", "furniture",
)  # fmt: skip
_ROWS: tuple[Fate, ...] = ("limit", "noun", "condition", "duty")
_POWERS = frozenset((Kind.PERMISSION, Kind.MANDATE, Kind.SANCTION))


class Ban(NamedTuple):
    """A word that bans, the sentence it stands in (spans into the notice's text), and what became of it."""

    span: Span
    sentence: Span
    fate: Fate


def walk(notice: Notice) -> Iterator[Ban]:
    """Give every word that bans in a notice, in document order."""
    text, chinese = notice.text, notice.language == "zh"
    words = patterns.load_row("bans", "word", chinese).find(text)
    if not words:
        return
    masks = Masks(text)
    norms = [provision for _, provision in notice.provisions()]
    starts = [block.span[0] for block in notice.blocks]
    covers = {row: _spans(row, text, chinese) for row in _ROWS}
    for word in words:
        span = (word.start, word.end)
        at = bisect_right(starts, word.start) - 1
        block = notice.blocks[at] if at >= 0 else None
        kind = block.kind if block and word.start < block.span[1] else "furniture"
        fate = _fate(span, kind, norms, covers, masks)
        yield Ban(span, _sentence(text, masks, span, chinese), fate)


def _spans(row: str, text: str, chinese: bool) -> list[Span]:
    return [(hit.start, hit.end) for hit in patterns.load_row("bans", row, chinese).find(text)]


def _fate(span: Span, kind: BlockKind, norms: list[Provision], covers: dict[Fate, list[Span]], masks: Masks) -> Fate:
    around = [norm for norm in norms if norm.span[0] <= span[0] and span[1] <= norm.span[1]]
    governed = {norm.kind for norm in around if norm.cue and norm.cue.span[1] <= span[0]}
    imposed = any(norm.sanction and norm.sanction.span[0] <= span[0] < norm.sanction.span[1] for norm in around)
    row = next((row for row, spans in covers.items() if any(a <= span[0] and span[1] <= b for a, b in spans)), None)
    holds: dict[Fate, bool] = {
        "prohibition": any(norm.kind is Kind.PROHIBITION for norm in around),
        "head": kind in _HEAD,
        "quoted": masks.in_quotes(span[0]),
        "annex": kind == "annex",
        "limit": row == "limit" and any(norm.kind is Kind.OBLIGATION for norm in around),
        "noun": row == "noun",
        "condition": row == "condition",
        "duty": row == "duty" and Kind.OBLIGATION in governed,
        "power": row != "limit" and (imposed or bool(governed & _POWERS)),
    }
    return next((fate for fate, so in holds.items() if so), "unread")


def _sentence(text: str, masks: Masks, span: Span, chinese: bool) -> Span:
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    line = (start, len(text) if end < 0 else end)
    found = sentences(text, *line, masks, chinese)
    return next(((s.start, s.end) for s in found if s.start <= span[0] < s.end), line)
