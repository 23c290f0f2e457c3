"""Rows of the catalogue, said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from regparse.model import Language, Voice
from regparse.wording.catalogue.filling import fill
from regparse.wording.catalogue.rows import rows


class Sayable(Protocol):
    """What has a code and its values: a message, a problem, a hint, an error."""

    @property
    def section(self) -> str:
        """Return where the catalogue says such codes."""

    @property
    def code(self) -> str:
        """Return the code."""

    @property
    def params(self) -> Mapping[str, object]:
        """Return the values by name."""


def text(key: str, language: Language, **params: object) -> str:
    """Return a row of the catalogue in a language, its braces filled with ``params``.

    Raises KeyError when there is no such row, or when a value that it needs is missing.
    """
    section, _, name = key.partition(".")
    return fill(rows(section)[name].said(language), language, params)


def voice(language: Language) -> Voice:
    """Return what says messages in a language, as the models take it to write their JSON."""
    return lambda message: say(message, language)


def say(message: Sayable, language: Language = "en") -> str:
    """Return what a message says in a language.

    Never raises: a message of an older file may lack values; then what its code means is said, or the code.
    """
    known = rows(message.section)
    for key in (message.code, f"{message.code}.means"):
        if row := known.get(key):
            try:
                return fill(row.said(language), language, message.params)
            except (KeyError, ValueError):
                continue
    return message.code
