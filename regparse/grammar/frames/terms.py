"""What a Chinese notice itself names: short names (以下简称X), and rules that it states for all of it."""

from __future__ import annotations

from functools import cache

import regex

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


def first_leads(text: str) -> bool:
    """Say whether a text states that of several departments the first one leads."""
    return bool(_pattern(_FIRST_LEADS).search(text))
