"""What an engine is: it takes pieces and gives what comes of them, some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from regparse.batch.work import Outcome
from regparse.intake.documents import Piece


class Ticket(Protocol):
    """A piece that was handed in."""

    def done(self) -> bool:
        """Tell whether its result is there."""
        ...

    def result(self) -> Sequence[Outcome]:
        """Wait for what came of it, in order. Raises BatchError when the engine cannot go on."""
        ...


class Engine(Protocol):
    """Parses pieces in several processes. A document that ends its process twice is a bad one, and passed over."""

    width: int
    """How many pieces are parsed at a time."""

    def submit(self, piece: Piece) -> Ticket:
        """Hand in a piece."""
        ...

    def close(self) -> None:
        """End the processes, also those that are at work."""
        ...
