"""Regular expressions that are compiled when they are first used, so that what is not asked for costs no start-up."""

from __future__ import annotations

import re
from typing import AnyStr, cast

_KEPT = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups")


class _Expression:
    """Stands for a pattern until it is asked something; then it has that pattern's own methods."""

    def __init__(self, words: str | bytes, flags: int) -> None:
        self._asked = words, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        words, flags = self._asked
        made = re.compile(words, flags)
        for kept in _KEPT:
            setattr(self, kept, getattr(made, kept))
        return getattr(made, name)


def expression(words: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """Return a pattern as :func:`re.compile` does, compiled when it is first used; a fault in it shows then, too."""
    return cast("re.Pattern[AnyStr]", _Expression(words, int(flags)))
