"""Two texts -> what was kept, struck out and added, for a reader rather than for a machine.

Sentences are paired first and compared inside the pairs, so that a new sentence is shown as new instead of
being woven into its neighbours; then changes with nothing of weight between them are joined.

The law of the result: ``equal`` and ``insert`` joined are the new text, ``equal`` and ``delete`` joined the
old, character for character. A sentence that went elsewhere is deleted in one place and inserted in another, and
both pieces carry the same ``move``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Literal

from rapidfuzz.distance import Indel

from regparse.compare.sentences import split
from regparse.compare.words import is_content, key, split_words
from regparse.comparison import Change
from regparse.model import Language

_Op = Literal["equal", "insert", "delete"]
_Tokens = Sequence[str]

PAIRED = 0.3
"""How alike two sentences are (shared tokens by all, 0 to 1) before they are compared word by word."""
MOVED = 3
"""How many words of weight a sentence has that can be said to have moved."""
LONE = 1
"""Changes are joined over so many words of weight when both are longer than what stands between them."""


def redline(old: str, new: str, language: Language) -> tuple[Change, ...]:
    """Give the redline that turns ``old`` into ``new``; a deletion comes before the insertion in its place."""
    if old == new:
        return (Change(op="equal", text=new),) if new else ()
    before, after = _sentences(old, language), _sentences(new, language)
    hunks = _Hunks()
    paired = list(_paired(before, after))
    moves = _moves(paired)
    for n, (left, right) in enumerate(paired):
        if n in moves:
            hunks.move(moves[n], "".join(left), "".join(right))
        else:
            _compare(hunks, left, right)
    return hunks.result()


def _moves(paired: Sequence[tuple[_Tokens, _Tokens]]) -> dict[int, int]:
    """Number the sentences that stand alone on either side and are the same on both."""
    gone: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, (left, right) in enumerate(paired):
        said = _said(left)
        if not right and len(said) >= MOVED:
            gone[said].append(n)
    out, number = dict[int, int](), 0
    for n, (left, right) in enumerate(paired):
        places = gone.get(_said(right)) if right and not left else None
        if places:
            number += 1
            out[places.pop(0)] = out[n] = number
    return out


def _said(tokens: _Tokens) -> tuple[str, ...]:
    return tuple(key(token) for token in tokens if is_content(token))


def _sentences(text: str, language: Language) -> list[list[str]]:
    """Cut a text into sentences of tokens; white space between sentences stays with the one before it."""
    starts = [start for start, _ in split(text, 0, len(text), language)]
    cuts = [0, *starts[1:], len(text)] if starts else [0, len(text)]
    return [split_words(text[a:b], language) for a, b in pairwise(cuts) if a < b]


def _paired(old: Sequence[_Tokens], new: Sequence[_Tokens]) -> Iterable[tuple[_Tokens, _Tokens]]:
    """Pair sentences in order so that the pairs are as alike as can be; the rest stands alone, old before new."""
    bags = [[frozenset(key(t) for t in tokens if is_content(t)) for tokens in side] for side in (old, new)]
    gain = [[_alike(a, b) for b in bags[1]] for a in bags[0]]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain[i][j])
    i = j = 0
    while i < len(old) and j < len(new):
        if gain[i][j] and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], ()
            i += 1
        else:
            yield (), new[j]
            j += 1
    yield from ((tokens, ()) for tokens in old[i:])
    yield from (((), tokens) for tokens in new[j:])


def _alike(old: frozenset[str], new: frozenset[str]) -> float:
    """Give twice the shared tokens over all, weighed by length so that long pairs are found first; 0 for strangers."""
    total = len(old) + len(new)
    shared = len(old & new)
    return shared * (2 * shared / total) if total and 2 * shared >= PAIRED * total else 0.0


class _Hunks:
    """Collects tokens; neighbours of one kind become one change, deletions before insertions."""

    def __init__(self) -> None:
        self._done: list[tuple[_Op, str, int | None]] = []
        self._deleted = ""
        self._inserted = ""

    def change(self, deleted: str, inserted: str) -> None:
        self._deleted += deleted
        self._inserted += inserted

    def keep(self, old: str, new: str) -> None:
        """Take a run that is the same to a reader; where its characters differ, the difference is a change."""
        if old == new:
            self._flush()
            self._done.append(("equal", new, None))
            return
        bare_old, bare_new = old.rstrip(), new.rstrip()
        if bare_old == bare_new and bare_new:
            self._flush()
            self._done.append(("equal", bare_new, None))
            self.change(old[len(bare_old) :], new[len(bare_new) :])
        else:
            self.change(old, new)

    def move(self, number: int, deleted: str, inserted: str) -> None:
        """Take a sentence that went elsewhere (``deleted``) or came from elsewhere."""
        self._flush()
        self._done += [(op, text, number) for op, text in _ops(deleted, inserted)]

    def _flush(self) -> None:
        old, new = self._deleted, self._inserted
        self._deleted = self._inserted = ""
        lead = _shared_space(old, new)
        tail = _shared_space(old[lead:][::-1], new[lead:][::-1])
        parts: list[tuple[_Op, str]] = [
            ("equal", new[:lead]),
            ("delete", old[lead : len(old) - tail]),
            ("insert", new[lead : len(new) - tail]),
            ("equal", new[len(new) - tail :]),
        ]
        self._done += [(op, text, None) for op, text in parts if text]

    def result(self) -> tuple[Change, ...]:
        self._flush()
        out = list[Change]()
        for op, text, move in self._done:
            if out and (out[-1].op, out[-1].move) == (op, move):
                out[-1] = Change(op=op, text=out[-1].text + text, move=move)
            else:
                out.append(Change(op=op, text=text, move=move))
        return tuple(out)


def _ops(deleted: str, inserted: str) -> Iterable[tuple[_Op, str]]:
    if deleted:
        yield "delete", deleted
    if inserted:
        yield "insert", inserted


def _shared_space(old: str, new: str) -> int:
    """Give how many characters of white space both texts open with."""
    n = 0
    while n < min(len(old), len(new)) and old[n] == new[n] and old[n].isspace():
        n += 1
    return n


def _compare(hunks: _Hunks, old: _Tokens, new: _Tokens) -> None:
    if not old or not new or old == new:
        if old == new:
            hunks.keep("".join(old), "".join(new))
        else:
            hunks.change("".join(old), "".join(new))
        return
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(key(token), len(numbers)) for token in side] for side in (old, new))
    blocks = [
        (code.tag == "equal", old[code.src_start : code.src_end], new[code.dest_start : code.dest_end])
        for code in Indel.opcodes(left, right)
    ]
    for equal, before, after in _joined(blocks):
        if equal:
            for same, run in groupby(zip(before, after, strict=True), key=lambda pair: pair[0] == pair[1]):
                if same:
                    text = "".join(b for _, b in run)
                    hunks.keep(text, text)
                else:
                    for a, b in run:
                        hunks.keep(a, b)
        else:
            hunks.change("".join(before), "".join(after))


_Block = tuple[bool, _Tokens, _Tokens]


def _joined(blocks: Sequence[_Block]) -> list[_Block]:
    """Join changes over kept runs that carry no weight of their own: a mark, "of the", or one word between more."""
    out = list[_Block]()
    for n, (equal, before, after) in enumerate(blocks):
        kept = equal and not (0 < n < len(blocks) - 1 and _is_chaff(after, out[-1], blocks[n + 1]))
        if out and not kept and not out[-1][0]:
            out[-1] = (False, [*out[-1][1], *before], [*out[-1][2], *after])
        else:
            out.append((kept, before, after))
    return out


def _is_chaff(kept: _Tokens, before: _Block, after: _Block) -> bool:
    weight = sum(map(is_content, kept))
    if weight == 0:
        return len(kept) <= 2 and _size(before) + _size(after) > 1
    return weight <= LONE and min(_size(before), _size(after)) > 2 * len(kept)


def _size(block: _Block) -> int:
    """Give the words of weight on the larger side of a change."""
    return max(sum(map(is_content, side)) for side in block[1:])
