"""The language in which a brief says what it says itself: its headings, its names of codes, its sentences.

Every fixed wording stands in the code in English, and in Chinese beside the same English in the catalogue
(``brief.toml``). The language is set around the making of one brief (:func:`speaking`); what is not set is English.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from regparse.model import Language
from regparse.wording.catalogue import rows

_SPOKEN: ContextVar[Language] = ContextVar("spoken", default="en")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Have everything inside said in a language."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Language:
    """Give the language that is spoken now."""
    return _SPOKEN.get()


def say(english: str, **values: object) -> str:
    """Say a fixed wording in the language of the brief, ``{names}`` in it filled with ``values``.

    What the table lacks is said in English: a test sees to it that it lacks nothing.
    """
    said = english if spoken() == "en" else words().get(english, english)
    return said.format(**values) if values else said


def chinese() -> bool:
    """Tell whether Chinese is spoken."""
    return spoken() == "zh"


@cache
def words() -> dict[str, str]:
    """Return the wordings of briefs, English to Chinese (once a process)."""
    return {row.en: row.zh for row in rows("brief").values()}
