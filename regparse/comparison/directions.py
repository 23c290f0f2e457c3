"""The table by which a difference is judged (``directions.toml``), its patterns built when they are first asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from regparse.model import Language

Bound = Literal["max", "min", "fine", "keep", "within"]


@cache
def table() -> dict[str, Any]:
    """Return the table as plain data."""
    text = files("regparse.comparison").joinpath("directions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def nothing(language: Language) -> frozenset[str]:
    """Return the words that say nothing by themselves."""
    return frozenset(table()["nothing"][language].split())


@cache
def same(language: Language) -> dict[str, str]:
    """Return for each word of a row of words that say the same the first of the row."""
    return {word: row.split()[0] for row in table()["same"][language] for word in row.split()}


@cache
def pattern(row: str, language: Language) -> re.Pattern[str]:
    """Return the pattern of a row that has one for each language.

    Raises KeyError when there is no such row.
    """
    return re.compile(table()[row][language], re.IGNORECASE)


@cache
def _force(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(row[language], re.IGNORECASE)) for kind, row in table()["force"].items())


class Modal(NamedTuple):
    """A modal word: the kind of provision that it makes, and where it stands."""

    kind: str
    start: int
    end: int


def modal(text: str, language: Language) -> Modal | None:
    """Return the first modal word of a text; a ban before the duty that its words hold too."""
    found = [Modal(kind, *hit.span()) for kind, pattern in _force(language) if (hit := pattern.search(text))]
    return min(found, key=lambda one: one.start, default=None)


@cache
def _ranks(language: Language) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    rows = table()["rank"].items()
    return tuple((name, row["rank"], re.compile(row[language], re.IGNORECASE)) for name, row in rows)


def ranked(text: str, language: Language) -> tuple[str, int] | None:
    """Return what a text asks to have or do first, the weightiest, with its rank."""
    found = [(name, rank) for name, rank, pattern in _ranks(language) if pattern.search(text)]
    return max(found, key=lambda one: one[1], default=None)


@cache
def _bounds(language: Language) -> tuple[tuple[Bound, re.Pattern[str], re.Pattern[str]], ...]:
    rows: dict[Bound, Any] = table()["bound"]
    return tuple(
        (name, re.compile(row["before"][language], re.IGNORECASE), re.compile(row["after"][language], re.IGNORECASE))
        for name, row in rows.items()
    )


_NEAR = 100
"""Code points on either side of a quantity in which its bound is sought."""


def bounds(text: str, start: int, end: int, language: Language) -> set[Bound]:
    """Return what bounds the quantity at ``text[start:end]``: a limit above or below, a fine, a time to keep or act."""
    before, after = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    return {name for name, left, right in _bounds(language) if left.search(before) or right.search(after)}


@cache
def _levels(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row, re.IGNORECASE) for row in table()["level"][language])


def level(text: str, language: Language) -> int | None:
    """Return the level of the offices that a text names, the lowest first; None where it names none."""
    return next((n for n, pattern in enumerate(_levels(language)) if pattern.search(text)), None)
