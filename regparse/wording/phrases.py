"""Words by which a brief tells how to word what it prints: read from ``phrases.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table() -> dict[str, Any]:
    """Read the table, with its examples (once a process)."""
    found: dict[str, Any] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    return found


@cache
def phrase(name: str) -> re.Pattern[str]:
    """Give the expression of a row, for words in either language.

    Raises KeyError when there is no such row.
    """
    row = table()[name]
    return re.compile("|".join(f"(?:{one})" for one in (*row["en"], *row["zh"])), re.IGNORECASE)
