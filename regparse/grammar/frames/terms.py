"""What a Chinese notice itself names: short names (以下简称X), and rules that it states for all of it."""

from __future__ import annotations

import re
from functools import cache

import regex

from regparse.lexicon import tables
from regparse.model import Span

_SHORT = r"""
    [（(]
    (?:以下|下文|下)?+ (?:简称|统称|合称) 为?+            # hereinafter
    [“"]?+ (?P<term> [\p{Han}、]{2,20}+ ) [”"]?+          # the short name
    (?: [，,] [^（）()]{0,20}+ )?+                        # "the same below"
    [）)]
"""
_FIRST_LEADS = r"""
    (?:排在|列在)? (?:第一位|首位|第一个) [^。；]{0,12} (?:牵头|负总责)
    | 第一个 [^。；]{0,6} 为牵头
"""


@cache
def _pattern(words: str) -> regex.Pattern[str]:
    return regex.compile(words, regex.VERBOSE)


def short_names(text: str) -> dict[str, int]:
    """Return the short names that a text gives, each with where it does (code points)."""
    return {found["term"]: found.start() for found in _pattern(_SHORT).finditer(text)}


def offices(text: str) -> list[Span]:
    """Give where the short names stand that a text gives to bodies, whose last word says so (处置灯具牵头部门)."""
    ends = tuple(tables.load("parts_zh")["offices"])
    return [
        found.span()
        for term in short_names(text)
        if term.endswith(ends) and term not in ends and "、" not in term
        for found in re.finditer(re.escape(term), text)
    ]


def first_leads(text: str) -> bool:
    """Say whether a text states that of several departments the first one leads."""
    return bool(_pattern(_FIRST_LEADS).search(text))
