"""Help pages: no word of an option's text is broken, and arguments are told without the types of Python.

The English stands where commands and options are declared, so that it costs nothing. The Chinese is in the catalogue
(``help.toml``), beside the same English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from regparse.cli.terminal import width, wrap
from regparse.notation.expressions import expression

if TYPE_CHECKING:
    from regparse.model import Language

_TYPE = expression(r" <(?:str|list\[(?:str|Path)\])>\Z")
_WIDEST = 24
"""Most columns for the names of options; the text of one with a longer name begins on the next line."""
_INDENT, _GAP = "  ", 2
_BRACKETS = expression(r"(\[required\]|\[default: |\[env var: )(?:(?<!\])([^\]]*)\])?")
_AS_IS = "\b"
"""Opens a paragraph whose lines are kept."""
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


class ChineseLines(Lines):
    """The same in Chinese: headings and remarks in brackets are put into it, and lines broken between characters."""

    def write_usage(self, prog: str, args: str = "", _prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix=_said("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self.write(f"{' ' * self.current_indent}{_said(heading)}：\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], *_: Any, **__: Any) -> None:
        """Write names and what they mean in two columns."""
        super().write_dl([(name, _bracketed(text)) for name, text in rows])

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        room = self.width - self.current_indent
        indent = " " * self.current_indent
        for n, paragraph in enumerate(text.split("\n\n")):
            opening, mark, kept = paragraph.partition(_AS_IS)
            lines = [_said(line) for line in kept.strip("\n").split("\n")] if mark and not opening else []
            self.write("\n" if n else "")
            self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in lines or wrap(paragraph, room)))


def _said(text: str) -> str:
    """Return one of the fixed words of a page in Chinese; any other as it is."""
    from regparse.wording.catalogue import rows

    row = rows("help").get(f"page.{text.strip()}") or rows("help").get(f"page.{text}")
    return text.replace(text.strip(), row.zh.strip()) if row else text


def _bracketed(text: str) -> str:
    """Return the text of an option with what typer puts behind it (``[default: …]``) in Chinese."""
    return _BRACKETS.sub(lambda found: _said(found[1]).rstrip() + (f"{found[2]}］" if found[2] else ""), _said(text))


@contextmanager
def _chinese(command: Any, key: str) -> Iterator[None]:
    """Have a command say its help in Chinese for a while: what it is for, its options, the commands in it."""
    from regparse.wording.catalogue import rows

    known = rows("help")
    table = key or "regparse"
    before: list[tuple[Any, str | None]] = []

    def put(thing: Any, row: str, rest: str = "") -> None:
        if found := known.get(row):
            before.append((thing, thing.help))
            thing.help = found.zh + rest

    _, mark, rest = (command.help or "").partition(_AS_IS)
    put(command, f"{table}.about", f"\n\n{mark}{rest}" if mark else "")
    for param in command.params:
        put(param, f"{table}.{(param.name or '').strip('_')}")
    for name, inner in getattr(command, "commands", {}).items():
        put(inner, f"{key}-{name}.about".strip("-"))
    try:
        yield
    finally:
        for thing, help in before:
            thing.help = help


def _page(command: Any, context: Any, page: Any) -> str:
    """Return the help of a command in the language that the context has as its object."""
    context.formatter_class = Lines
    if context.find_root().obj != "zh":
        return str(page(context))
    context.formatter_class = ChineseLines
    with _chinese(command, "-".join(context.command_path.split()[1:])):
        return str(page(context))


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
    }
    return text(f"help.{key}", language, **names)


class Command(TyperCommand):
    """A command with such a page."""

    def get_help(self, ctx: Any) -> str:
        """Return the page."""
        return _page(self, ctx, super().get_help)


class Group(TyperGroup):
    """A group of commands with such a page."""

    def get_help(self, ctx: Any) -> str:
        """Return the page."""
        return _page(self, ctx, super().get_help)
