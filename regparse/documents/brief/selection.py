"""The table of what a brief selects: weights, words, limits (``selection.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from regparse.model import Language
from regparse.notation.expressions import expression


@cache
def table() -> dict[str, Any]:
    """Read the table (once a process)."""
    found: dict[str, Any] = tomllib.loads(Path(__file__).with_name("selection.toml").read_text(encoding="utf-8"))
    return found


@cache
def pattern(name: str, language: Language) -> re.Pattern[str]:
    """Give the expressions of a row as one; ``members.bank`` is a row in a table.

    Raises KeyError when there is no such row.
    """
    row: Any = table()
    for part in name.split("."):
        row = row[part]
    return expression("|".join(f"(?:{one})" for one in row[language]), re.IGNORECASE)


def has(name: str, words: str, language: Language) -> bool:
    """Tell whether words have what a row of the table looks for."""
    return pattern(name, language).search(words) is not None


@cache
def _consequences(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["sort"], expression("|".join(f"(?:{one})" for one in row[language]), re.IGNORECASE))
        for row in table()["consequence"]
    )


def consequence(words: str, language: Language) -> str | None:
    """Give what a consequence is by its words, None where they show none of the sorts."""
    return next((sort for sort, found in _consequences(language) if found.search(words)), None)
