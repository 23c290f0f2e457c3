"""The documents on their way: cut into shards and pieces, handed to an engine, and what comes back written in order.

What is under way is bounded: by the number of pieces, and by the bytes of documents and results.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, islice
from types import TracebackType
from typing import NamedTuple, Protocol

from regparse.batch.engines import Engine, Ticket
from regparse.batch.manifest import Fingerprint, Manifest, Record
from regparse.batch.shards import Shard
from regparse.errors import BatchError
from regparse.intake.documents import Document, Piece

PIECE, PIECE_BYTES = 8, 1 << 18
"""Most documents handed to a worker at once, and the bytes at which no more are added."""
AHEAD = 16
"""Pieces under way for each process: so many go on while one takes long."""
HELD, HELD_EACH = 64 << 20, 8 << 20
"""Bytes of documents and results that may be held, at all and for each process, whichever is more."""


class Watch(Protocol):
    """Is told how a batch goes."""

    def total(self, size: int) -> None:
        """Take the bytes of all inputs; told once, from another thread."""

    def passed(self, documents: int, bad: int, size: int, *, fresh: bool) -> None:
        """Take how many more documents are done, how many of them are bad, and the bytes of the inputs that they took.

        They are not ``fresh`` when a run did them that this one goes on with.
        """


class _UnderWay(NamedTuple):
    """A piece that an engine has; ``size`` is that of its documents, ``weight`` their share of the inputs."""

    shard: int
    ticket: Ticket
    size: int
    weight: int

    def held(self) -> int:
        """Give the bytes that are held of it."""
        if not self.ticket.done():
            return self.size
        return sum(len(outcome.data) for outcome in self.ticket.result())


class _End(NamedTuple):
    """The end of a shard, behind its pieces."""

    shard: int
    fingerprint: Fingerprint


class Flow:
    """A batch that runs. Leaving its block ends the engine and drops a shard that is not finished."""

    def __init__(self, kept: Manifest, format: str, engine: Callable[[], Engine], watch: Watch | None) -> None:
        """Make ready; the engine is made when there is work for it."""
        self._kept, self._format, self._watch = kept, format, watch
        self._make = engine
        self._engine: Engine | None = None
        self._under_way: deque[_UnderWay | _End] = deque()
        self._shard: Shard | None = None

    def __enter__(self) -> Flow:
        """Give itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Leave nothing running and nothing half written."""
        if self._shard:
            self._shard.drop()
        if self._engine:
            self._engine.close()

    def run(self, documents: Iterator[Document], size: int) -> None:
        """Have every document parsed, in shards of ``size``; those that are finished are only looked at.

        Raises BatchError when a finished shard is of other documents than these, and what engines and writing raise.
        """
        for number in count():
            first = next(documents, None)
            if first is None:
                break
            of_shard = chain([first], islice(documents, size - 1))
            if number in self._kept.done:
                self._look(self._kept.done[number], of_shard)
            else:
                self._parse(number, of_shard)
        if any(shard >= number for shard in self._kept.done):
            raise self._changed("they have fewer documents")
        while self._under_way:
            self._take()

    def _look(self, record: Record, documents: Iterable[Document]) -> None:
        found = Fingerprint()
        weight = 0
        for document in documents:
            found.add(document)
            weight += document.weight
        if found.value() != record.fingerprint:
            raise self._changed(f"shard {record.shard} was made of others than {found.first} to {found.last}")
        if self._watch:
            self._watch.passed(found.documents, record.written.bad, weight, fresh=False)

    def _changed(self, how: str) -> BatchError:
        folder = self._kept.folder
        return BatchError("other-inputs", folder=folder, how=how)

    def _parse(self, number: int, documents: Iterable[Document]) -> None:
        found = Fingerprint()
        if self._engine is None:
            self._engine = self._make()
        for piece in pieces(documents):
            for document in piece:
                found.add(document)
            size = sum(len(document.data or b"") for document in piece)
            while self._full(size):
                self._take()
            weight = sum(document.weight for document in piece)
            self._under_way.append(_UnderWay(number, self._engine.submit(piece), size, weight))
        self._under_way.append(_End(number, found))

    def _full(self, more: int) -> bool:
        """Tell whether the oldest piece must be waited for before one of so many bytes is handed in."""
        assert self._engine
        width = self._engine.width
        if len(self._under_way) < width:
            return False
        held = sum(one.held() for one in self._under_way if isinstance(one, _UnderWay))
        return len(self._under_way) >= AHEAD * width or held + more > max(HELD, HELD_EACH * width)

    def _take(self) -> None:
        """Write what came of the oldest piece; at the end of a shard, note it."""
        oldest = self._under_way.popleft()
        if isinstance(oldest, _End):
            assert self._shard
            written, self._shard = self._shard.finish(), None
            found = oldest.fingerprint
            self._kept.add(Record(oldest.shard, written, found.value(), found.first, found.last))
            return
        outcomes = oldest.ticket.result()
        if self._shard is None:
            self._shard = Shard(self._kept.folder, oldest.shard, self._format)
        for outcome in outcomes:
            self._shard.add(outcome)
        if self._watch:
            done, bad = sum(one.documents for one in outcomes), sum(one.bad for one in outcomes)
            self._watch.passed(done, bad, oldest.weight, fresh=True)


def pieces(documents: Iterable[Document]) -> Iterator[Piece]:
    """Cut documents into pieces; a document larger than a piece should be is one by itself."""
    piece: list[Document] = []
    size = 0
    for document in documents:
        more = len(document.data or b"")
        if piece and (len(piece) == PIECE or size + more > PIECE_BYTES):
            yield tuple(piece)
            piece, size = [], 0
        piece.append(document)
        size += more
    if piece:
        yield tuple(piece)
