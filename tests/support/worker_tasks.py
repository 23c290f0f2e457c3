"""What worker processes are given to do in tests: documents that hang, die, or take all memory."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from regparse.errors import UnknownValueError
from regparse.store import parsing


def act(what: str, setup: str) -> str:
    """Do what is said: give it back, hang, die, take all memory, raise."""
    if what == "hang":
        time.sleep(1_000)
    if what == "die":
        os.kill(os.getpid(), signal.SIGTERM)
    if what == "greedy":
        bytearray(1 << 40)
    if what == "unknown":
        raise UnknownValueError("kind", "ban", known=["prohibition"])
    if what == "fault":
        raise ZeroDivisionError("by nought")
    return f"{setup} {what} {os.getpid()}"


def parse(source: Any, corpus: Path) -> Any:
    """Parse as a store does, but for documents that say what else to do."""
    data = getattr(source, "data", None) or b""
    if b"HANG" in data:
        time.sleep(1_000)
    if b"DIE" in data:
        os.kill(os.getpid(), signal.SIGTERM)
    return parsing.parse(source, corpus)
