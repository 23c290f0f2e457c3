"""The closed classes of Chinese predicates, as lookups by place."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from regparse.lexicon import tables
from regparse.lexicon.phrases import row

LONGEST = 6
"""Longest word of the classes, in code points."""


__all__ = ["Classes", "Verb", "load", "row", "runs", "skip", "verb_at"]


class Verb(NamedTuple):
    """A verb found: where it ends, and its class (``verb``, ``nominal``, ``enumerating``)."""

    end: int
    word: str
    kind: str


class Classes(NamedTuple):
    """The words of ``predicates.toml``, ready to be looked up."""

    kinds: dict[str, str]
    guards: dict[str, re.Pattern[str]]
    light: frozenset[str]
    means: frozenset[str]
    clause: frozenset[str]


@cache
def load() -> Classes:
    """Give the classes."""
    table = tables.load("predicates")
    words = table["words"]
    kinds = {w: kind for kind in ("verb", "nominal", "enumerating") for w in words[kind]}
    guards = {w: re.compile(body) for w, body in table["not-before"].items()}
    return Classes(kinds, guards, *(frozenset(words[name]) for name in ("light", "means", "clause")))


@cache
def runs(name: str) -> re.Pattern[str]:
    """Give the words of a class (``adverb``, ``complement``) as one expression, the longest first; joints are a row."""
    if name == "joint":
        return row(name)
    return re.compile("|".join(sorted(tables.load("predicates")["words"][name], key=lambda w: (-len(w), w))))


def verb_at(text: str, at: int, end: int) -> Verb | None:
    """Give the longest verb that begins at ``at``, or None."""
    classes = load()
    for size in range(min(LONGEST, end - at), 0, -1):
        word = text[at : at + size]
        kind = classes.kinds.get(word)
        if kind is None:
            continue
        guard = classes.guards.get(word)
        if guard is None or not guard.match(text, at + size, end):
            return Verb(at + size, word, kind)
    return None


def skip(name: str, text: str, at: int, end: int) -> int:
    """Give where a run of words of a class (``adverb``, ``joint``) that begins at ``at`` ends."""
    pattern = runs(name)
    while found := pattern.match(text, at, end):
        at = found.end()
    return at
