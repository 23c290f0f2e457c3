"""Words that are looked for, and how much of a quotation they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r'"([^"]+)"|(\S+)')
_LATIN = re.compile(r"[A-Za-z0-9]")


def parts(words: str) -> tuple[str, ...]:
    """Take a query's words apart; a phrase stands in double quotes."""
    return tuple(phrase or word for phrase, word in _WORD.findall(words))


def pattern(word: str) -> re.Pattern[str]:
    """Make a word's pattern: case does not count, blanks are any blanks, a Latin word begins where a word begins."""
    body = r"\s+".join(re.escape(part) for part in word.split())
    edge = r"(?<![A-Za-z0-9])" if _LATIN.match(word) else ""
    tail = r"[A-Za-z0-9]*" if _LATIN.match(word[-1]) else ""
    return re.compile(edge + body + tail, re.IGNORECASE)


def score(text: str, patterns: Sequence[re.Pattern[str]]) -> float:
    """Give 0 when a word is missing, else the share of the text's characters that were asked for; 1 without words."""
    if not patterns:
        return 1.0
    found = [[m.end() - m.start() for m in one.finditer(text)] for one in patterns]
    if not all(found):
        return 0.0
    return max(0.0001, round(min(1.0, sum(map(sum, found)) / len(text)), 4))
