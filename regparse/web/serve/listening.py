"""Connections that ask nothing: they may wait for so long, and be so many, that those who ask are not kept out.

A client that opens connections and never ends its headers costs a server nothing but the place of another one. So what
has not asked yet stands in a row: who is in it for longer than ``HEADERS`` seconds is shown out, and who has been in it
the longest when it is full.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS = 10.0
"""Seconds in which a client has to send the headers of a request, counted from the connection or the answer before."""
WAITING = 200
"""Most connections that have asked nothing yet."""


def protocol(seconds: float = HEADERS, most: int = WAITING) -> type[H11Protocol]:
    """Return the protocol of a server whose connections wait in one row."""
    row: dict[Any, asyncio.TimerHandle] = {}

    class Protocol(H11Protocol):
        """HTTP/1.1 as uvicorn speaks it, with a row of those that have not asked."""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._wait()

        def handle_events(self) -> None:
            before = self.cycle
            super().handle_events()
            if self.cycle is not before:
                self._leave()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete):
                self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            self._leave()
            super().connection_lost(exc)

        def _wait(self) -> None:
            self._leave()
            row[self] = asyncio.get_running_loop().call_later(seconds, self._show_out)
            if len(row) > most:
                next(iter(row))._show_out()

        def _leave(self) -> None:
            if clock := row.pop(self, None):
                clock.cancel()

        def _show_out(self) -> None:
            self._leave()
            self.transport.abort()

    return Protocol
