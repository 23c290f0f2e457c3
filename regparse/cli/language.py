"""The language in which a command speaks: ``--lang``, else ``REGPARSE_LANG``, else English."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from regparse.model import Language, Message

VARIABLE = "REGPARSE_LANG"

Speech = Annotated[
    Literal["en", "zh"],
    typer.Option("--lang", envvar=VARIABLE, show_default=False, help="Language of the output. [default: en]"),
]
"""What each command takes that has words of its own to print."""


def spoken(asked: str | None = None) -> Language:
    """Return the language that was asked for, else that of the environment, else English."""
    known: dict[str | None, Language] = {"en": "en", "zh": "zh"}
    return known.get(asked) or known.get(os.environ.get(VARIABLE, "").strip()) or "en"


def of_arguments(arguments: Sequence[str]) -> Language:
    """Return the language that a command line asks for, before it is parsed: for help, and for what is wrong in it."""
    if [*arguments[:2]] == ["corpus", "add"]:  # whose --lang is that of the notice
        return spoken()
    asked = None
    for n, here in enumerate(arguments, start=1):
        if here == "--":
            break
        if here == "--lang":
            asked = arguments[n] if n < len(arguments) else None
        elif here.startswith("--lang="):
            asked = here.removeprefix("--lang=")
    return spoken(asked)


def name(language: Language, sort: str, code: str) -> str:
    """Return a code as a terminal shows it: as queries ask for it, and named where the language is Chinese."""
    if language == "en":
        return code
    from regparse.wording.catalogue.names import named

    said = named(sort, code, language)
    return said if said != code else named(f"name.{sort}", code, language)


def comma(language: Language) -> str:
    """Return what stands between the items of a list."""
    return "、" if language == "zh" else ", "


def teller(language: Language) -> Callable[[Message], None]:
    """Return what tells the user a message that is no data."""

    def told(message: Message) -> None:
        from regparse.wording import say

        print(say(message, language), file=sys.stderr)

    return told


def tell(language: Language, key: str, **params: object) -> None:
    """Tell the user something that is no data: the row ``cli.KEY`` of the catalogue."""
    from regparse.wording import text

    print(text(f"cli.{key}", language, **params), file=sys.stderr)
