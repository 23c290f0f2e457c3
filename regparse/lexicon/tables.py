"""Reads a vocabulary table: TOML, since YAML reads ``no`` as false."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent


@cache
def load(name: str) -> dict[str, Any]:
    """Give the table ``name`` (``cues``, ``activities``, …) as plain data. Raises FileNotFoundError."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf8"))
