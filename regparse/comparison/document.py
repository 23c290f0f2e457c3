"""Two whole texts as one: what was kept, struck out and added, from the title to the date of signature.

The law of the result, as for a redline: ``equal`` and ``insert`` of all stretches joined are the new notice's text,
``equal`` and ``delete`` the old one's, character for character. A clause that changed its place is struck out in the
old one and added in the new one: only links that keep the order of both texts are compared in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from regparse.comparison.chain import heaviest
from regparse.comparison.redline import redline
from regparse.comparison.sentences import tokens
from regparse.errors import RegparseError
from regparse.model import BlockKind, Language, Notice
from regparse.model.comparison import Change, Comparison

LIKE = 0.3
"""How many of the words of two headings must be shared, of all, for them to be one heading that was amended."""
_ONCE = frozenset({"title", "number", "issuers", "recipients", "preamble", "closing", "signature", "date"})
"""Parts that a notice has once: whatever they say, the one stands where the other stood."""


_UNREAD: tuple[BlockKind, str | None] = ("preamble", None)
"""What a text without clauses is taken for."""


@dataclass(frozen=True)
class Stretch:
    """A part of the document: of the old notice, of the new one, or of both.

    ``old`` and ``new`` are the ids of the top-level clauses, none where it is something else: several on one side where
    neighbours were merged or one was split. ``changes`` are the words.
    """

    kind: BlockKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _Part:
    kind: BlockKind
    clause: str | None
    text: str


def document(old: Notice, new: Notice, comparison: Comparison) -> tuple[Stretch, ...]:
    """Give both texts as one, part by part; ``comparison`` says which clause became which.

    Raises RegparseError when the notices are in two languages: words of the one are no words of the other.
    """
    if old.language != new.language:
        raise RegparseError("two-languages", old=old.id, new=new.id)
    before, after = list(_parts(old)), list(_parts(new))
    linked = {(pair.old[0], pair.new[0]) for pair in comparison.pairs if pair.state == "linked"}
    points = list(_points(before, after, comparison))
    chain = [points[n][:2] for n in heaviest(points, len(after), strict=True)]
    out, i, j = list[Stretch](), 0, 0
    for (left, right), (stop_i, stop_j) in pairwise([*chain, (len(before), len(after))]):
        merged = [n for n in range(i, stop_i) if (before[n].clause, after[right].clause) in linked]
        first, last = _run(left, merged)
        split = [n for n in range(j, stop_j) if (before[left].clause, after[n].clause) in linked]
        low, high = _run(right, split if last - first == 1 else [])
        out += _alone("delete", before[i:first])
        out += _alone("insert", after[j:low])
        out.append(_both(before[first:last], after[low:high], new.language))
        i, j = last, high
    return (*out, *_alone("delete", before[i:]), *_alone("insert", after[j:]))


def _run(at: int, others: list[int]) -> tuple[int, int]:
    """Give the half-open run around ``at`` of which all are among ``others``."""
    first, last = at, at + 1
    while first - 1 in others:
        first -= 1
    while last in others:
        last += 1
    return first, last


def _alone(op: Literal["delete", "insert"], parts: Iterable[_Part]) -> list[Stretch]:
    none: tuple[str, ...] = ()
    return [
        Stretch(
            part.kind,
            _ids([part]) if op == "delete" else none,
            _ids([part]) if op == "insert" else none,
            (Change(op=op, text=part.text),),
        )
        for part in parts
    ]


def _both(old: list[_Part], new: list[_Part], language: Language) -> Stretch:
    before, after = ("".join(part.text for part in side) for side in (old, new))
    return Stretch(new[0].kind, _ids(old), _ids(new), redline(before, after, language))


def _ids(parts: Iterable[_Part]) -> tuple[str, ...]:
    return tuple(part.clause for part in parts if part.clause)


def _parts(notice: Notice) -> Iterator[_Part]:
    """Cut a notice's text into its blocks, clause by clause; joined they are the text."""
    starts: dict[int, tuple[BlockKind, str | None]] = {block.span[0]: (block.kind, None) for block in notice.blocks}
    starts |= {clause.span[0]: ("clause", clause.id) for clause in notice.clauses}
    places = sorted(starts)
    cuts = [0, *places[1:], len(notice.text)]  # what stands before the first part goes with it
    found = [starts[at] for at in places]
    for (kind, clause), (start, end) in zip(found or [_UNREAD], pairwise(cuts), strict=True):
        yield _Part(kind, clause, notice.text[start:end])


def _points(before: list[_Part], after: list[_Part], comparison: Comparison) -> Iterator[tuple[int, int, float]]:
    """Give the parts that may be set in one place, with how much is gained by it."""
    place = [{part.clause: n for n, part in enumerate(side) if part.clause} for side in (before, after)]
    for pair in comparison.pairs:
        if pair.state == "linked":
            yield place[0][pair.old[0]], place[1][pair.new[0]], 1 + pair.score
    words = [[tokens(part.text) if part.clause is None else frozenset() for part in side] for side in (before, after)]
    for i, one in enumerate(before):
        for j, other in enumerate(after):
            if one.clause or other.clause or one.kind != other.kind:
                continue
            shared = len(words[0][i] & words[1][j]) / max(len(words[0][i] | words[1][j]), 1)
            if one.kind in _ONCE or shared >= LIKE:
                yield i, j, 0.1 + shared
