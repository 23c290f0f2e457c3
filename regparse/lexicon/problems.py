"""What each problem code means, how bad it is and what to do: the table ``problems.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from regparse.errors import UnknownValueError
from regparse.lexicon import tables
from regparse.model import Severity

_FILE = Path(__file__).resolve().parent / "problems.toml"


class Entry(NamedTuple):
    """A problem code: how bad it is; what it means and what to do, in English and in Chinese; texts that raise it."""

    code: str
    severity: Severity
    means: dict[str, str]
    mend: dict[str, str]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@cache
def load() -> dict[str, Entry]:
    """Give the table by code, the examples left out."""
    return {code: _entry(code, row) for code, row in tables.load("problems").items()}


def explain(code: str) -> Entry:
    """Give one entry with its examples.

    Raises UnknownValueError when no problem has that code.
    """
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if code not in rows:
        raise UnknownValueError("problem code", code, known=sorted(rows))
    return _entry(code, rows[code])


def _entry(code: str, row: dict[str, Any]) -> Entry:
    examples = tuple(text.strip("\n") for text in row.get("examples", ()))
    counter = tuple(text.strip("\n") for text in row.get("counter_examples", ()))
    return Entry(code, Severity(row["severity"]), row["means"], row["mend"], examples, counter)
