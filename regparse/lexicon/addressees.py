"""Who is bound, by kind, and which kind is one of which: a bank is a financial institution."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from regparse.lexicon import tables

__all__ = ["ANYONE", "Addressees", "load"]

ANYONE = "anyone"
"""What binds anyone binds every kind."""


class Addressees:
    """The kinds of addressees, each under those that it is one of."""

    def __init__(self, table: dict[str, Any]) -> None:
        """Take the parsed ``addressees.toml``.

        Raises ValueError when ``is`` names an unknown code or leads back to where it began.
        """
        self.codes = tuple(sorted({code for name, row in table.items() for code in row.get("codes", [name])}))
        direct = {code: tuple(table.get(code, {}).get("is", ())) for code in self.codes}
        for code, above in direct.items():
            if unknown := set(above) - set(self.codes):
                raise ValueError(f"{code} is said to be an unknown addressee: {sorted(unknown)}")
        self._above = {code: _closed(code, direct) for code in self.codes}

    def above(self, code: str) -> tuple[str, ...]:
        """Give what an addressee is, the nearest first; ``anyone`` is last, and is nothing else.

        Raises KeyError for an unknown code.
        """
        return () if code == ANYONE else (*self._above[code], ANYONE)

    def below(self, code: str) -> tuple[str, ...]:
        """Give the kinds of an addressee, by code; none for ``anyone``, of whom all are."""
        return tuple(one for one in self.codes if code in self._above[one])


def _closed(code: str, direct: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    level: Iterable[str] = direct[code]
    while level := [one for one in level if one not in found]:
        found |= dict.fromkeys(level)
        level = [above for one in level for above in direct[one]]
    if code in found:
        raise ValueError(f"{code} is said to be one of itself")
    return tuple(found)


@cache
def load() -> Addressees:
    """Read the table that ships with regparse (once a process)."""
    return Addressees(tables.load("addressees"))
