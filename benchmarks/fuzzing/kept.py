"""What was found, kept as files."""

from __future__ import annotations

import hashlib
from pathlib import Path


def keep(folder: Path, what: str, data: bytes, suffix: str, why: str = "") -> Path:
    """Write what breaks something, under a name that says what it is, and beside it why; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{what}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    path.write_bytes(data)
    if why:
        path.with_suffix(path.suffix + ".why").write_text(why, encoding="utf-8", errors="backslashreplace")
    return path
