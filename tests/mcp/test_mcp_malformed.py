"""Whatever a client sends that has an id, or is no message at all, is answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

HELLO = {
    "jsonrpc": "2.0",
    "id": "hello",
    "method": "initialize",
    "params": {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
}
LAST = {"jsonrpc": "2.0", "id": "last", "method": "ping"}
NO_JSON, NO_REQUEST = -32700, -32600
SENT: list[tuple[bytes, Any, int | None]] = [
    (b"not json", None, NO_JSON),
    (b"\xff\xfe{}", None, NO_JSON),
    (b"[" * 100_000, None, NO_JSON),
    (b"[]", None, NO_REQUEST),
    (b"5", None, NO_REQUEST),
    (b'[{"jsonrpc":"2.0","id":1,"method":"tools/list"}]', None, NO_REQUEST),
    (b'{"id":2}', 2, NO_REQUEST),
    (b'{"jsonrpc":"1.0","id":3,"method":"tools/list"}', 3, NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":"four","method":5}', "four", NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":5,"method":"tools/call","params":[]}', 5, NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":null,"method":"tools/list"}', None, NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}', None, NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":true,"method":"tools/list"}', None, NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":6,"method":"nothing"}', 6, -32601),
    (b'{"jsonrpc":"2.0","id":7,"method":"tools/call"}', 7, -32602),
    (b'{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"none","arguments":{}}}', 8, None),
    (b'{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"check","arguments":{"id":"\\ud800"}}}', 9, 0),
]  # fmt: skip


def test_every_request_is_answered_also_one_that_is_none(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "REGPARSE_CORPUS": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "regparse", "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as server:
        assert server.stdin
        assert server.stdout
        clock = threading.Timer(120, server.kill)
        clock.start()
        try:
            for line in (json.dumps(HELLO).encode(), *(one for one, _, _ in SENT), json.dumps(LAST).encode()):
                server.stdin.write(line + b"\n")
                server.stdin.flush()
            answers = [json.loads(server.stdout.readline()) for _ in range(len(SENT) + 2)]
        finally:
            clock.cancel()
            server.kill()
    told = [(one.get("id"), one.get("error", {}).get("code")) for one in answers]
    assert ("hello", None) in told
    assert ("last", None) in told
    for _, id, code in SENT:
        if code == 0:  # refused as no JSON there can be, by whatever code
            assert [one for one in told if one[0] == id]
        else:
            assert (id, code) in told
    assert told.count((None, NO_JSON)) == 3
    assert told.count((None, NO_REQUEST)) == sum(one[1:] == (None, NO_REQUEST) for one in SENT)
