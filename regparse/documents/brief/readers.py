"""Who the reader of a brief is: the kinds that bind it, and the duties of its branches that are its own matter."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from regparse.lexicon import addressees
from regparse.lexicon.addressees import ANYONE
from regparse.model import Kind, Provision


@cache
def table() -> dict[str, Any]:
    """Read the table, with its examples (once a process)."""
    found: dict[str, Any] = tomllib.loads(Path(__file__).with_name("audiences.toml").read_text(encoding="utf-8"))
    return found


@cache
def kinds(code: str) -> tuple[str, ...]:
    """Give all that a reader is, itself first, then the nearest; ``anyone`` is last.

    Raises KeyError for an unknown code.
    """
    if code == ANYONE:
        return (ANYONE,)
    found: dict[str, None] = {}
    waiting = [code]
    while waiting:
        one = waiting.pop(0)
        if one not in found and one != ANYONE:
            found[one] = None
            waiting += [*addressees.load().above(one), *table().get(one, {}).get("is", ())]
    return (*found, ANYONE)


def head_offices(norm: Provision) -> tuple[str, ...]:
    """Give the kinds of head offices whose own matter a duty of their branches is: the sentence names their system."""
    if norm.kind is not Kind.OBLIGATION:
        return ()
    codes = {one.code for one in norm.addressees}
    return tuple(
        row["office"]
        for row in table()["head-office"]
        if codes & set(row["branch"]) and row["office"] not in codes and names_system(row, norm.text)
    )


def names_system(row: dict[str, Any], text: str) -> bool:
    """Tell whether a sentence names the system of a head office, by a row of the table."""
    return any(re.search(one, text, re.IGNORECASE) for one in (*row["en"], *row["zh"]))
