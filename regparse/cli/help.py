"""Help pages: no word of an option's text is broken, and arguments are told without the types of Python."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from regparse.cli.terminal import width, wrap

if TYPE_CHECKING:
    from regparse.model import Language

_TYPE = re.compile(r" <(?:str|list\[str\])>\Z")
_WIDEST = 24
"""Most columns for the names of options; the text of one with a longer name begins on the next line."""
_INDENT, _GAP = "  ", 2
_Formatter: Any = typer.Context.formatter_class


class Lines(_Formatter):  # type: ignore[misc]
    """Writes definitions; the rest is as typer writes it."""

    def write_dl(self, rows: Sequence[tuple[str, str]], *_: Any, **__: Any) -> None:
        """Write names and what they mean in two columns."""
        named = [(_TYPE.sub("", name), text) for name, text in rows]
        first = min(max(width(name) for name, _ in named), _WIDEST) + _GAP
        room = self.width - len(_INDENT) - first
        for name, text in named:
            lines = wrap(text, room)
            if width(name) + _GAP > first:
                self.write(f"{_INDENT}{name}\n")
            else:
                self.write(f"{_INDENT}{name:<{first}}{lines.pop(0)}".rstrip() + "\n")
            for line in lines:
                self.write(f"{_INDENT}{' ' * first}{line}".rstrip() + "\n")


def usage_fault(error: Exception, said: str, language: Language) -> str:
    """Return what is wrong in a command line; faults that the catalogue has no words for as click says them."""
    if language == "en":
        return said
    from regparse.wording import text
    from regparse.wording.catalogue import rows

    key = f"usage.{type(error).__name__}"
    if key not in rows("help"):
        return said
    param = getattr(error, "param", None)
    names = {
        "option": getattr(error, "option_name", "") or getattr(error, "param_hint", "") or "",
        "param": getattr(param, "metavar", "") or getattr(param, "name", "") or "",
        "near": tuple(getattr(error, "possibilities", None) or ()),
        "why": getattr(error, "message", ""),
    }
    return text(f"help.{key}", language, **names)


class Command(TyperCommand):
    """A command with such a page."""

    def get_help(self, ctx: Any) -> str:
        """Give the page."""
        ctx.formatter_class = Lines
        return super().get_help(ctx)


class Group(TyperGroup):
    """A group of commands with such a page."""

    def get_help(self, ctx: Any) -> str:
        """Give the page."""
        ctx.formatter_class = Lines
        return super().get_help(ctx)
