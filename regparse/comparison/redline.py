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
from itertools import accumulate, count, pairwise, zip_longest
from typing import Literal, NamedTuple, cast

from pydantic import TypeAdapter
from rapidfuzz.distance import Indel

from regparse.comparison.sentences import split
from regparse.comparison.words import Vocabulary, split_words, vocabulary
from regparse.model import Language
from regparse.model.comparison import Change

_Op = Literal["equal", "insert", "delete"]

PAIRED = 0.3
"""How alike two sentences are (shared tokens by all, 0 to 1) before they are compared word by word."""
CELLS = 20_000
"""Pairs of sentences up to which all are weighed against each other; beyond, what is the same parts the rest."""
MOVED = 3
"""How many words of weight a sentence has that can be said to have moved."""
LONE = 1
"""Changes are joined over so many words of weight when both are longer than what stands between them."""


class _Tokens:
    """The tokens of a sentence, with their numbers: those a reader would miss have odd ones."""

    def __init__(self, tokens: Sequence[str], numbers: list[int]) -> None:
        self.tokens = tokens
        self.numbers = numbers
        self.said = tuple([number for number in numbers if number & 1])

    @property
    def text(self) -> str:
        return "".join(self.tokens)

    def weights(self) -> list[int]:
        """Give how many tokens that a reader would miss stand before each, and in all."""
        return [0, *accumulate([number & 1 for number in self.numbers])]


_NOTHING = _Tokens((), [])


def redline(old: str, new: str, language: Language) -> tuple[Change, ...]:
    """Give the redline that turns ``old`` into ``new``; a deletion comes before the insertion in its place."""
    if old == new:
        return (Change(op="equal", text=new),) if new else ()
    numbers = vocabulary()
    before, after = _sentences(old, language, numbers), _sentences(new, language, numbers)
    hunks = _Hunks()
    paired = list(_paired(before, after))
    moves = _moves(paired)
    for n, (left, right) in enumerate(paired):
        if n in moves:
            hunks.move(moves[n], left.text, right.text)
        else:
            _compare(hunks, left, right)
    return hunks.result()


def _moves(paired: Sequence[tuple[_Tokens, _Tokens]]) -> dict[int, int]:
    """Number the sentences that stand alone on either side and are the same on both."""
    gone: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for n, (left, right) in enumerate(paired):
        if right is _NOTHING and len(left.said) >= MOVED:
            gone[left.said].append(n)
    out, number = dict[int, int](), 0
    for n, (left, right) in enumerate(paired):
        places = gone.get(right.said) if left is _NOTHING else None
        if places:
            number += 1
            out[places.pop(0)] = out[n] = number
    return out


def _sentences(text: str, language: Language, numbers: Vocabulary) -> list[_Tokens]:
    """Cut a text into sentences of tokens; white space between sentences stays with the one before it."""
    starts = [start for start, _ in split(text, 0, len(text), language)]
    cuts = [0, *starts[1:], len(text)] if starts else [0, len(text)]
    tokens = [split_words(text[a:b], language) for a, b in pairwise(cuts) if a < b]
    return [_Tokens(found, list(map(numbers.__getitem__, found))) for found in tokens]


def _paired(old: Sequence[_Tokens], new: Sequence[_Tokens]) -> Iterable[tuple[_Tokens, _Tokens]]:
    """Pair sentences in order so that the pairs are as alike as can be; the rest stands alone, old before new."""
    if len(old) * len(new) > CELLS:
        yield from _paired_by_runs(old, new)
        return
    bags = [[frozenset(sentence.said) for sentence in side] for side in (old, new)]
    gain = [[_alike(a, b) for b in bags[1]] for a in bags[0]]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below, gains = best[i], best[i + 1], gain[i]
        for j in range(len(new) - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + gains[j])
    i = j = 0
    while i < len(old) and j < len(new):
        if gain[i][j] and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], _NOTHING
            i += 1
        else:
            yield _NOTHING, new[j]
            j += 1
    yield from ((sentence, _NOTHING) for sentence in old[i:])
    yield from ((_NOTHING, sentence) for sentence in new[j:])


def _paired_by_runs(old: Sequence[_Tokens], new: Sequence[_Tokens]) -> Iterable[tuple[_Tokens, _Tokens]]:
    """Pair the sentences of long texts: those that are the same in their order, then run by run what is between."""
    numbers: dict[tuple[int, ...], int] = defaultdict(count().__next__)
    keys = [[numbers[tuple(sentence.numbers)] for sentence in side] for side in (old, new)]
    for tag, a, b, c, d in cast("list[tuple[str, int, int, int, int]]", Indel.opcodes(*keys).as_list()):
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        elif (b - a) * (d - c) <= CELLS:
            yield from _paired(old[a:b], new[c:d])
        else:
            yield from zip_longest(old[a:b], new[c:d], fillvalue=_NOTHING)


def _alike(old: frozenset[int], new: frozenset[int]) -> float:
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

    def same(self, tokens: Sequence[str]) -> None:
        """Take a run of tokens that are the same."""
        if tokens:
            self._flush()
            self._done.append(("equal", "".join(tokens), None))

    def alike(self, old: str, new: str) -> None:
        """Take a token that is the same to a reader but for its characters: their difference is a change."""
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
        if not old and not new:
            return
        self._deleted = self._inserted = ""
        if not old or not new:
            self._done += [(op, text, None) for op, text in _ops(old, new)]
            return
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
        runs: list[tuple[_Op, list[str], int | None]] = []
        for op, text, move in self._done:
            if runs and runs[-1][0] == op and runs[-1][2] == move:
                runs[-1][1].append(text)
            else:
                runs.append((op, [text], move))
        return _CHANGES.validate_python({"op": op, "text": "".join(run), "move": move} for op, run, move in runs)


_CHANGES = TypeAdapter(tuple[Change, ...])
"""Makes all changes of a redline at once, in half the time that they take one by one."""


def _ops(deleted: str, inserted: str) -> Iterable[tuple[_Op, str]]:
    if deleted:
        yield "delete", deleted
    if inserted:
        yield "insert", inserted


def _shared_space(old: str, new: str) -> int:
    """Give how many characters of white space both texts open with."""
    for n, (a, b) in enumerate(zip(old, new, strict=False)):
        if a != b or not a.isspace():
            return n
    return min(len(old), len(new))


def _compare(hunks: _Hunks, old: _Tokens, new: _Tokens) -> None:
    if old.tokens == new.tokens:
        hunks.same(old.tokens)
        return
    if not old.tokens or not new.tokens:
        hunks.change(old.text, new.text)
        return
    codes = cast("list[tuple[str, int, int, int, int]]", Indel.opcodes(old.numbers, new.numbers).as_list())
    blocks = [_Block(tag == "equal", a, b, c, d) for tag, a, b, c, d in codes]
    for equal, a, b, c, d in _joined(blocks, old, new):
        before, after = old.tokens[a:b], new.tokens[c:d]
        if not equal:
            hunks.change("".join(before), "".join(after))
            continue
        done = 0
        for n in [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]:
            hunks.same(after[done:n])
            hunks.alike(before[n], after[n])
            done = n + 1
        hunks.same(after[done:])


class _Block(NamedTuple):
    """A run that was kept or changed: from where to where in the old tokens, and in the new."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def _joined(blocks: list[_Block], old: _Tokens, new: _Tokens) -> list[_Block]:
    """Join changes over kept runs that carry no weight of their own: a mark, "of the", or one word between more."""
    if len(blocks) == 1:
        return blocks
    weights = old.weights(), new.weights()

    def size(block: _Block) -> int:
        """Give the words of weight on the larger side of a change."""
        _, a, b, c, d = block
        return max(weights[0][b] - weights[0][a], weights[1][d] - weights[1][c])

    def is_chaff(kept: _Block, before: _Block, after: _Block) -> bool:
        weight = weights[1][kept.new_end] - weights[1][kept.new_start]
        length = kept.new_end - kept.new_start
        if weight == 0:
            return length <= 2 and size(before) + size(after) > 1
        return weight <= LONE and min(size(before), size(after)) > 2 * length

    out = list[_Block]()
    for n, block in enumerate(blocks):
        kept = block.equal and not (0 < n < len(blocks) - 1 and is_chaff(block, out[-1], blocks[n + 1]))
        if out and not kept and not out[-1].equal:
            last = out[-1]
            out[-1] = _Block(False, last.old_start, block.old_end, last.new_start, block.new_end)
        else:
            out.append(block if kept == block.equal else block._replace(equal=kept))
    return out
