"""Text -> the tokens of a redline. Joined, the tokens are the text again."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import count
from typing import TypeVar

from regparse.model import Language
from regparse.notation.expressions import expression
from regparse.notation.numerals import HAN_CLASS


def _list(name: str) -> frozenset[str]:
    table = tomllib.loads(files("regparse.comparison").joinpath("words.toml").read_text(encoding="utf-8"))
    return frozenset(str(table[name]).split())


_LATIN = r"[A-Za-z0-9]++(?:[.,'’\-/][A-Za-z0-9]++)*+"
_ENGLISH = expression(rf"{_LATIN}\s*+|\w++\s*+|[^\w\s]\s*+|\s++")


@cache
def _chinese() -> re.Pattern[str]:
    # By first character, the longest word first, and the characters in groups: the pattern looks at few words for each
    # character of the text.
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_list("chinese"), key=lambda word: (-len(word), word)):
        rests[word[0]].append(word[1:])
    arms = {first: f"{first}(?:{'|'.join(found)})" for first, found in sorted(rests.items())}
    firsts = list(arms)
    groups = [_among(firsts[n : n + _GROUP], arms) for n in range(0, len(firsts), _GROUP)]
    words = f"(?=[{''.join(firsts)}])(?:{'|'.join(groups)})"
    return re.compile(rf"{words}|[{HAN_CLASS}]+|{_LATIN}\s*|\s+|.", re.DOTALL)


_GROUP = 32
"""How many first characters are asked for at once."""


def _among(firsts: list[str], arms: dict[str, str]) -> str:
    return f"(?=[{''.join(firsts)}])(?:{'|'.join([arms[first] for first in firsts])})"


def split_words(text: str, language: Language) -> list[str]:
    """Cut a text into tokens that give the text again when joined.

    In English a word or a mark with the space that follows it; in Chinese a word of the list, a
    numeral, or one character.
    """
    return (_ENGLISH if language == "en" else _chinese()).findall(text)


_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "（": "(", "）": ")", "，": ",", "；": ";", "：": ":"})


@lru_cache(1 << 15)
def key(token: str) -> str:
    """Give what a token is compared by: without the space after it, quotation marks and widths made one."""
    return token.strip().translate(_SAME) or " "


_LITTLE = _list("little")
STOP = _list("stop")
"""English words that say nothing about what a clause is about."""


@lru_cache(1 << 15)
def is_content(token: str) -> bool:
    """Say whether a reader would miss the token: neither a mark, nor space, nor one of the little words."""
    bare = token.strip().lower()
    return any(c.isalnum() for c in bare) and bare not in _LITTLE


_T = TypeVar("_T")


class Known(dict[str, _T]):
    """What a function gives for the words met, for as many as are kept: a look-up is twice as fast as ``lru_cache``."""

    def __init__(self, give: Callable[[str], _T]) -> None:
        self._give = give

    def __missing__(self, word: str) -> _T:
        given = self._give(word)
        if len(self) < _KEPT:
            self[word] = given
        return given


_KEPT = 1 << 16
"""How many words are kept; a book of numbers is begun anew when it has as many."""


class Vocabulary(dict[str, int]):
    """The number of each token: one for tokens that are compared as one, odd where a reader would miss the token."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = defaultdict(count(step=2).__next__)

    def __missing__(self, token: str) -> int:
        return self.setdefault(token, self._keys[key(token)] + is_content(token))


@lru_cache(1)
def _vocabulary() -> Vocabulary:
    return Vocabulary()


def vocabulary() -> Vocabulary:
    """Give the numbers of all tokens met so far; of too many, a new book is begun: ask once for what is compared."""
    if len(_vocabulary()) > _KEPT:
        _vocabulary.cache_clear()
    return _vocabulary()
