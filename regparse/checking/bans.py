"""What became of each word that bans: an independent look at whether a prohibition was missed.

The words stand in ``lexicon/bans.toml``, apart from the cues that make norms. Each place where one stands gets a fate:
it lies in a prohibition, or there is a reason why it makes none, or there is neither and a reader should look.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
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


class _Spans:
    """Spans that are asked which stretches they hold, in the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Tell whether one of them begins at or before a stretch and ends at or behind it."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._reach[at] >= end


class _Norms:
    """The norms of one span: their kinds, where the first cue of each kind ends, their sanctions."""

    def __init__(self, norms: Sequence[Provision]) -> None:
        self.kinds = {norm.kind for norm in norms}
        self.sanctions = _Spans(norm.sanction.span for norm in norms if norm.sanction)
        self._cues: dict[Kind, int] = {}
        for norm in norms:
            if norm.cue:
                self._cues[norm.kind] = min(norm.cue.span[1], self._cues.get(norm.kind, norm.cue.span[1]))

    def governed(self, at: int) -> set[Kind]:
        """Return the kinds of those whose cue stands before a place."""
        return {kind for kind, end in self._cues.items() if end <= at}


def walk(notice: Notice) -> Iterator[Ban]:
    """Give every word that bans in a notice, in document order."""
    text, chinese = notice.text, notice.language == "zh"
    words = patterns.load_row("bans", "word", chinese).find(text)
    if not words:
        return
    masks = Masks(text)
    groups: dict[Span, list[Provision]] = defaultdict(list)
    for _, provision in notice.provisions():
        groups[provision.span].append(provision)
    waiting = deque(sorted(groups))
    norms = {span: _Norms(group) for span, group in groups.items()}
    under: list[Span] = []  # spans that have begun and have not ended
    starts = [block.span[0] for block in notice.blocks]
    covers = {row: _Spans(_spans(row, text, chinese=chinese)) for row in _ROWS}
    lines = _Lines(text, masks, chinese=chinese)
    for word in words:
        span = (word.start, word.end)
        at = bisect_right(starts, word.start) - 1
        block = notice.blocks[at] if at >= 0 else None
        kind = block.kind if block and word.start < block.span[1] else "furniture"
        while waiting and waiting[0][0] <= word.start:
            under.append(waiting.popleft())
        under = [one for one in under if one[1] > word.start]
        around = [norms[one] for one in under if one[1] >= word.end]
        yield Ban(span, lines.sentence(span), _fate(span, kind, around, covers, masks))


def _spans(row: str, text: str, *, chinese: bool) -> list[Span]:
    return [(hit.start, hit.end) for hit in patterns.load_row("bans", row, chinese).find(text)]


def _fate(span: Span, kind: BlockKind, around: list[_Norms], covers: dict[Fate, _Spans], masks: Masks) -> Fate:
    kinds = {one for norms in around for one in norms.kinds}
    governed = {one for norms in around for one in norms.governed(span[0])}
    imposed = any(norms.sanctions.hold(span[0], span[0] + 1) for norms in around)
    row = next((row for row, spans in covers.items() if spans.hold(*span)), None)
    holds: dict[Fate, bool] = {
        "prohibition": Kind.PROHIBITION in kinds,
        "head": kind in _HEAD,
        "quoted": masks.in_quotes(span[0]),
        "annex": kind == "annex",
        "limit": row == "limit" and Kind.OBLIGATION in kinds,
        "noun": row == "noun",
        "condition": row == "condition",
        "duty": row == "duty" and Kind.OBLIGATION in governed,
        "power": row != "limit" and (imposed or bool(governed & _POWERS)),
    }
    return next((fate for fate, so in holds.items() if so), "unread")


class _Lines:
    """The sentences of a text, those of a line found once, when the first of them is asked for."""

    def __init__(self, text: str, masks: Masks, *, chinese: bool) -> None:
        self._text, self._masks, self._chinese = text, masks, chinese
        self._line, self._found = (-1, -1), list[Span]()

    def sentence(self, span: Span) -> Span:
        """Return the sentence in which a stretch begins; its line where none is."""
        if not self._line[0] <= span[0] < self._line[1]:
            start = self._text.rfind("\n", 0, span[0]) + 1
            end = self._text.find("\n", span[1])
            self._line = (start, len(self._text) if end < 0 else end)
            found = sentences(self._text, *self._line, self._masks, self._chinese)
            self._found = [(one.start, one.end) for one in found]
        at = bisect_right(self._found, (span[0], len(self._text))) - 1
        return self._found[at] if at >= 0 and span[0] < self._found[at][1] else self._line
