"""The closed classes of Chinese predicates, as lookups by place."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from regparse.lexicon import tables
from regparse.lexicon.phrases import row

__all__ = ["Classes", "Verb", "leading", "load", "nouny", "row", "runs", "skip", "verb_at"]


class Verb(NamedTuple):
    """A verb found: where it ends, and its class (``verb``, ``nominal``, ``enumerating``)."""

    end: int
    word: str
    kind: str


class Classes(NamedTuple):
    """The words of ``predicates.toml``, ready to be looked up."""

    kinds: dict[str, str]
    guards: dict[str, re.Pattern[str]]
    means: frozenset[str]
    clause: frozenset[str]
    refusing: frozenset[str]
    moving: frozenset[str]
    result: frozenset[str]
    both: frozenset[str]
    also: frozenset[str]
    nouns: frozenset[str]


@cache
def load() -> Classes:
    """Give the classes."""
    table = tables.load("predicates")
    words = table["words"]
    kinds = {w: kind for kind in ("verb", "nominal", "enumerating") for w in words[kind]}
    guards = {w: re.compile(body) for w, body in table["not-before"].items()}
    return Classes(kinds, guards, *(frozenset(words[name]) for name in Classes._fields[2:]))


@cache
def runs(name: str) -> re.Pattern[str]:
    """Give the words of a class (``adverb``, ``complement``) as one expression, the longest first; joints are a row."""
    if name.endswith("joint"):
        return row(name)
    return re.compile("|".join(sorted(tables.load("predicates")["words"][name], key=lambda w: (-len(w), w))))


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """Give for each first character the lengths of the verbs that begin with it, the longest first."""
    found: dict[str, set[int]] = {}
    for word in load().kinds:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def verb_at(text: str, at: int, end: int) -> Verb | None:
    """Give the longest verb that begins at ``at``, or None."""
    if at >= end or (sizes := _sizes().get(text[at])) is None:
        return None
    kinds, guards = load().kinds, load().guards
    for size in sizes:
        word = text[at : at + size]
        kind = kinds.get(word)
        if kind is None or at + size > end:
            continue
        guard = guards.get(word)
        if guard is None or not guard.match(text, at + size, end):
            return Verb(at + size, word, kind)
    return None


@cache
def leading(strict: bool) -> re.Pattern[str]:
    """Give the phrases that stand before a verb: means, places, rules, and idle adverbs where they stay out."""
    names = ("idle", "means", "place", "rule") if strict else ("means", "place", "rule")
    return re.compile("|".join(row(name).pattern for name in names))


def skip(name: str, text: str, at: int, end: int) -> int:
    """Give where a run of words of a class (``adverb``, ``joint``) that begins at ``at`` ends."""
    pattern = runs(name)
    while found := pattern.match(text, at, end):
        at = found.end()
        if name == "adverb" and text.startswith("、", at) and pattern.match(text, at + 1, end):
            at += 1  # 真实、准确录入
    return at


def nouny(text: str, verb: Verb) -> bool:
    """Say whether the words behind a verb make a noun of both (出租方); one that takes a clause has a subject there."""
    if verb.word in load().clause:
        return text[verb.end : verb.end + 1] in load().nouns
    return row("noun").match(text[verb.end : verb.end + 4]) is not None
