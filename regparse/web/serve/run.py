"""Listen on an address until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from regparse.errors import ReadError, ServeError
from regparse.model import Message, Params
from regparse.store import Store, current, open_store

VARIABLE = "REGPARSE_TOKEN"
_SHORTEST = 16
"""Fewest characters of a token: a shorter one can be guessed."""
_TURN = 0.001
"""Seconds after which a thread that computes lets another one go on.

The loop needs several turns for each request, and with Python's five milliseconds it waits longer than a page takes.
"""


def serve(
    path: Path | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    token_file: Path | None = None,
    https: bool = False,
    tell: Callable[[Message], None] = lambda _: None,
) -> None:
    """Serve the store at ``path``, else the user's own, else the corpus, until the process is interrupted.

    Bound to this machine alone it needs no token; elsewhere it takes one from ``token_file`` or ``REGPARSE_TOKEN``.
    ``https``: browsers reach it through something that speaks TLS in front, and the cookie is for that alone. ``tell``
    is told the address.

    Raises ServeError when a token is missing or too short, when the address cannot be had or a package is not
    installed, StoreError when ``path`` is no store.
    """
    try:
        import uvicorn  # noqa: PLC0415  an extra

        from regparse.web.serve.app import application  # noqa: PLC0415
        from regparse.web.serve.guard import loopback, rules  # noqa: PLC0415
        from regparse.web.serve.listening import protocol  # noqa: PLC0415
        from regparse.web.serve.pool import THREADS, Pool  # noqa: PLC0415
    except ImportError as error:
        raise ServeError("needs-serve") from error
    token = _token(token_file)
    if token is None and not loopback(host):
        raise ServeError("token-needed", host=host, least=_SHORTEST, variable=VARIABLE)
    with current(path, tell) as found:
        file = found.path
    listener = _listen(host, port)
    pool = Pool(_opener(file), THREADS if file else 1)
    pool.warm()
    shown = f"[{host}]" if ":" in host else host
    tell(Message(code="serving", params=Params(address=f"http://{shown}:{listener.getsockname()[1]}/")))
    config = uvicorn.Config(
        application(pool, rules(host, token, secure=https)),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        http=protocol(),
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        ws="none",
        proxy_headers=False,
    )
    sys.setswitchinterval(_TURN)
    with listener, contextlib.suppress(KeyboardInterrupt):  # it is raised once more when all is closed
        uvicorn.Server(config).run(sockets=[listener])


def _token(file: Path | None) -> str | None:
    if file is not None:
        try:
            token = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError("token-unreadable", path=file) from error
    else:
        token = os.environ.get(VARIABLE, "").strip()
        if not token:
            return None
    if len(token) < _SHORTEST:
        raise ServeError("token-short", count=len(token), least=_SHORTEST)
    return token


def _opener(file: Path | None) -> Callable[[], Store]:
    """Give what opens the store for one thread; a store in memory is made for each."""
    return (lambda: open_store(file)) if file else (lambda: current(None))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        raise ServeError("no-port", host=host, port=str(port), why=error) from error
