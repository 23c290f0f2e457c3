"""The rows of ``phrases.toml`` as expressions that are matched at a place."""

from __future__ import annotations

import re
from functools import cache

from regparse.lexicon import tables


@cache
def row(name: str, language: str = "zh") -> re.Pattern[str]:
    """Give a row as one expression, English without case.

    Raises KeyError when there is no such row.
    """
    return re.compile("|".join(f"(?:{body})" for body in tables.load("phrases")[name][language]), re.IGNORECASE)
