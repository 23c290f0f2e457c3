"""Reads a vocabulary table: TOML, since YAML reads ``no`` as false."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from regparse.notation.expressions import expression

_FOLDER = Path(__file__).resolve().parent
# Examples are for the tests and for people; reading them would be a third of the time of a start.
_EXAMPLES = expression(r"^(?:counter_)?examples = \[.*?\][ \t]*(?:#[^\n]*)?$", re.MULTILINE | re.DOTALL)


@cache
def load(name: str) -> dict[str, Any]:
    """Give the table ``name`` (``cues``, ``activities``, …) as plain data, the examples left out.

    Raises FileNotFoundError when there is no such table.
    """
    return tomllib.loads(_EXAMPLES.sub("", (_FOLDER / f"{name}.toml").read_text(encoding="utf8")))
