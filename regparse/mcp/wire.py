"""Stdin and stdout of a server for agents: each line that is no message is answered, and said to be none.

The reference implementation drops what it cannot read, and a client waits for its answer for ever. What is printed by
anything else goes to stderr, so that stdout holds messages alone.

Sources: JSON-RPC 2.0, section 5 (errors); the Model Context Protocol, "Transports", stdio (a message is one line).
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from typing import Any, BinaryIO, cast

import anyio
from mcp.server.stdio import stdio_server
from mcp.types import jsonrpc_message_adapter

from regparse.files import limits

_NO_JSON, _NO_REQUEST = (-32700, "Parse error"), (-32600, "Invalid Request")


class Wire:
    """Lines in and lines out, as :func:`mcp.server.stdio.stdio_server` wants a file for each."""

    def __init__(self, lines: BinaryIO, out: BinaryIO) -> None:
        self._lines, self._out = lines, out
        self._turn = anyio.Lock()

    async def __aiter__(self) -> AsyncIterator[str]:
        """Give the lines that are messages; the others are answered here."""
        most = limits.get("FILE_BYTES")
        while line := await anyio.to_thread.run_sync(self._lines.readline, most, abandon_on_cancel=True):
            if not line.endswith(b"\n") and len(line) >= most:
                while (rest := await anyio.to_thread.run_sync(self._lines.readline, most)) and rest[-1:] != b"\n":
                    pass
                await self._refuse(None, (_NO_REQUEST[0], f"a message of more than {most:,} bytes"))
                continue
            text = line.decode("utf-8", "replace")
            if not text.strip():
                continue
            if refusal := _refusal(text):
                await self._refuse(*refusal)
            else:
                yield text

    async def _refuse(self, id: str | int | None, why: tuple[int, str]) -> None:
        error = {"code": why[0], "message": why[1]}
        await self.write(json.dumps({"jsonrpc": "2.0", "id": id, "error": error}) + "\n")

    async def write(self, text: str) -> None:
        """Write whole lines, one writer after the other."""
        async with self._turn:
            await anyio.to_thread.run_sync(self._put, text.encode("utf-8", "replace"))

    async def flush(self) -> None:
        """Do nothing: what was written is out."""

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._out.flush()


def _refusal(text: str) -> tuple[str | int | None, tuple[int, str]] | None:
    """Return the id of a message that is none, where it has one, and what is wrong; None for one that is a message."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None, _NO_JSON
    id = found.get("id") if isinstance(found, dict) else None
    known = isinstance(id, int | str) and not isinstance(id, bool)
    if isinstance(found, dict) and "id" in found and not known:
        return None, _NO_REQUEST
    try:
        jsonrpc_message_adapter.validate_json(text, by_name=False)
    except ValueError:
        return (id if known else None), _NO_REQUEST
    return None


async def serve(server: Any) -> None:
    """Serve until stdin ends."""
    lines, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    wire = cast(Any, Wire(lines, out))
    async with stdio_server(wire, wire) as streams:
        await server.run(*streams, server.create_initialization_options())
