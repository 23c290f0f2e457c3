"""What the tests in a browser share: the browser, the pages as files and under a server, and a page that is watched.

``REGPARSE_CHROMIUM`` names the browser, else that of the system is taken; without one the tests are skipped.
"""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regparse import write_site
from regparse.store import Store
from regparse.store.query import of_corpus

CHROMIUM = Path(os.environ.get("REGPARSE_CHROMIUM") or "/usr/bin/chromium")
SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
NOTICE = "yinfa-2026-42"
PAIR = f"yinfa-2021-237--{NOTICE}"


def chromium() -> Iterator[Any]:
    """Give a browser."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}; name one in REGPARSE_CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as found:
        made = found.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield made
        made.close()


def written(target: Path, store: Store) -> str:
    """Write pages and give their address."""
    with store:
        write_site(target, store)
    return target.as_uri()


def served() -> Iterator[str]:
    """Give the address of a server of the corpus."""
    uvicorn = pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")
    from regparse.web.serve.app import application
    from regparse.web.serve.guard import rules
    from regparse.web.serve.pool import Pool

    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application(Pool(of_corpus, 1), rules("127.0.0.1", None)), log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


class Watch:
    """A page that is watched: what it says on the console, and where it asks."""

    def __init__(self, browser: Any, root: str, size: str = "wide", scheme: str = "light", **more: Any) -> None:
        wide, high = SIZES[size]
        self.context = browser.new_context(viewport={"width": wide, "height": high}, color_scheme=scheme, **more)
        self.page = self.context.new_page()
        self.root = root
        self.said: list[str] = []
        self.page.on("console", lambda one: self.said.append(one.text) if one.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.root, "data:")):
            self.said.append(f"a request to {request.url}")

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *error: object) -> None:
        self.context.close()
        if error[0] is None:
            assert self.said == []


def found(page: Any, count: int) -> None:
    """Wait until so many are found."""
    page.locator("#counted", has_text=re.compile(rf"^{count} found$")).wait_for(timeout=5_000)
