"""Clients of the server that mean ill: headers and forms without an end, many connections, names that are none."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

import uvicorn

from regparse.web.serve import guard
from regparse.web.serve.guard import Guard, rules
from regparse.web.serve.listening import protocol
from regparse.web.serve.pool import Pool


async def _app(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"page"})


@contextlib.contextmanager
def served(app: Any, seconds: float, most: int) -> Iterator[int]:
    """Give the port on which an application is served."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", lifespan="off", http=protocol(seconds, most), ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def ask(port: int, host: str = "127.0.0.1") -> bytes:
    with socket.create_connection(("127.0.0.1", port), 20) as client:
        client.sendall(f"GET /en/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        said = b""
        while piece := client.recv(65536):
            said += piece
        return said


def closed(client: socket.socket) -> bool:
    client.settimeout(20)
    try:
        return client.recv(1) == b""
    except ConnectionError:
        return True


def test_headers_that_never_end_are_shown_out() -> None:
    with served(_app, 0.5, 100) as port, socket.create_connection(("127.0.0.1", port), 20) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        assert closed(client)


def test_headers_that_never_end_behind_an_answer_are_shown_out() -> None:
    with served(_app, 0.5, 100) as port, socket.create_connection(("127.0.0.1", port), 20) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET / HTTP/1.1\r\nX: ")
        client.settimeout(20)
        with contextlib.suppress(ConnectionError):
            while client.recv(65536):
                pass


def test_many_slow_connections_keep_nobody_out() -> None:
    with served(_app, 600, 20) as port, contextlib.ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection(("127.0.0.1", port), 20)) for _ in range(60)]
        for client in slow:
            with contextlib.suppress(ConnectionError):
                client.sendall(b"GET / HTTP/1.1\r\n")
        assert ask(port).startswith(b"HTTP/1.1 200")
        assert all(closed(client) for client in slow[:30])


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8", 200), ("localhost", 200), ("[::1]", 200), ("[::1]:80", 200), ("LOCALHOST", 200)]
    + [(name, 421) for name in ("[::1].evil", "[::1]evil:80", "[::1", "::1", "evil", "localhost.evil", "localhost:a",
                                "localhost:", "127.0.0.1:80:80", "localhost\x00", "127.0.0.1@evil", "")],
)  # fmt: skip
def test_only_the_names_of_this_machine_are_answered(host: str, status: int) -> None:
    assert statuses(Guard(_app, rules("127.0.0.1", None)), [(b"host", host.encode())]) == [status]


def test_two_names_at_once_are_refused() -> None:
    hosts = [(b"host", b"localhost"), (b"host", b"localhost")]
    assert statuses(Guard(_app, rules("127.0.0.1", None)), hosts) == [421]
    assert statuses(Guard(_app, rules("127.0.0.1", None)), []) == [421]


def statuses(app: Guard, headers: list[tuple[bytes, bytes]], path: str = "/en/", method: str = "GET") -> list[int]:
    """Give the status of each answer to a request."""
    found: list[int] = []

    async def receive() -> Any:
        await asyncio.sleep(1_000)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}
    asyncio.run(app({**scope, "raw_path": path.encode()}, receive, send))
    return found


def test_who_has_no_token_takes_no_place_from_who_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "AT_ONCE", 0)
    app = Guard(_app, rules("10.0.0.1", "a-token-long-enough"))
    assert statuses(app, []) == [401]
    assert statuses(app, [(b"authorization", b"Bearer a-token-long-enough")]) == [503]
    monkeypatch.setattr(guard, "AT_ONCE", 1)
    assert statuses(app, [(b"authorization", b"Bearer a-token-long-enough")]) == [200]


def test_a_form_that_never_comes_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FORM_SECONDS", 0.05)
    app = Guard(_app, rules("10.0.0.1", "a-token-long-enough"))
    assert statuses(app, [], "/login", "POST") == [408]


def test_a_page_that_takes_too_long_is_ended_and_the_next_one_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from regparse.store import current
    from regparse.web.serve.desk import Answer, Desk

    slow = threading.Event()
    real = Desk.answer

    def answer(self: Desk, lang: Any, path: tuple[str, ...], pairs: Any) -> Answer:
        if path == ("slow",):
            slow.set()
            while True:
                time.sleep(0.01)
        if path == ("query",):
            self.store.conn.execute(
                "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            )
        return real(self, lang, path, pairs)

    monkeypatch.setattr(Desk, "answer", answer)
    pool = Pool(lambda: current(None), 1, seconds=1)

    async def talk() -> list[int]:
        await pool.answer("en", (), ())  # opens the store
        return [(await pool.answer("en", path, ())).status for path in (("slow",), ("query",), ())]

    try:
        assert asyncio.run(talk()) == [503, 503, 200]
    finally:
        pool.close()
    assert slow.is_set()
