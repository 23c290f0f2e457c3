"""How bad each problem is, and texts that raise it: the table ``problems.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from regparse.errors import UnknownValueError
from regparse.lexicon import tables
from regparse.model import Params, Problem, Severity, Span, Value

_FILE = Path(__file__).resolve().parent / "problems.toml"


class Entry(NamedTuple):
    """A problem code: how bad it is, and texts that raise it or that do not."""

    code: str
    severity: Severity
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@cache
def load() -> dict[str, Entry]:
    """Return the table by code, the examples left out."""
    return {code: _entry(code, row) for code, row in tables.load("problems").items()}


def explain(code: str) -> Entry:
    """Return one entry with its examples.

    Raises UnknownValueError when no problem has that code.
    """
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if code not in rows:
        raise UnknownValueError("problem-code", code, known=sorted(rows))
    return _entry(code, rows[code])


def _entry(code: str, row: dict[str, Any]) -> Entry:
    examples = tuple(text.strip("\n") for text in row.get("examples", ()))
    counter = tuple(text.strip("\n") for text in row.get("counter_examples", ()))
    return Entry(code, Severity(row["severity"]), examples, counter)


def problem(code: str, span: Span | None = None, *, lines: tuple[int, int] | None = None, **params: Value) -> Problem:
    """Return a problem with the severity that the table has for its code.

    Of ``lines``, the first and the last become values of the message; the last is 0 where they are one.

    Raises KeyError when the table has no such code.
    """
    if lines:
        params |= {"first": lines[0], "last": lines[1] if lines[1] != lines[0] else 0}
    return Problem(code=code, severity=load()[code].severity, params=Params(params), span=span, lines=lines)
