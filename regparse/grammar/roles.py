"""Which part a stretch of text gives to which body: Chinese by its frames, English by the table ``roles.toml``.

A body that is merely mentioned has no role.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from regparse.grammar import roles_en
from regparse.grammar.frames import bodies
from regparse.grammar.reading import Reading
from regparse.lexicon import patterns, tables
from regparse.model import AgencyRole
from regparse.notation.expressions import expression

BLANKS = 4
"""Most blanks between the words that give a role and the name."""


class _Row(NamedTuple):
    """A row of the table.

    ``words`` are in small letters, and one of them stands wherever ``before`` matches; that takes ``width`` code
    points at most.
    """

    role: str
    words: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    width: int


@cache
def _rows() -> tuple[_Row, ...]:
    """Return the English rows, compiled."""
    return tuple(
        _Row(
            row["role"],
            patterns.necessary(row.get("before", ""), fold=True),
            expression(rf"(?:{row['before']})\s*\Z", re.IGNORECASE) if "before" in row else None,
            expression(row["after"], re.IGNORECASE) if "after" in row else None,
            patterns.widest(row.get("before", "")) + BLANKS,
        )
        for row in tables.load("roles")["row"]
        if row["lang"] == "en"
    )


def find(reading: Reading, start: int, end: int) -> tuple[AgencyRole, ...]:
    """Return the bodies that ``text[start:end]`` gives a role, in order.

    A name that was out of date on the notice's day carries its ``successor``. Names inside quotations and titles are
    passed over.
    """
    if reading.chinese:
        return bodies.find(reading, start, end)
    return roles_en.find(reading, start, end, _rows())
