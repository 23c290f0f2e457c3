"""Text that Markdown prints as it is (CommonMark 0.31, sections 2.4 and 2.5)."""

from __future__ import annotations

from regparse.notation.expressions import expression

_SPECIAL = expression(r"([\\`*_\[\]<>|~#&])")
_OPENS = expression(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")


def inside(text: str) -> str:
    """Give a text as it stands inside a line: no character of it is markup or the begin of an entity or a tag.

    "<" is given as an entity: not every reader of Markdown takes a backslash before it for an escape.
    """
    return _SPECIAL.sub(r"\\\1", text).replace("\\<", "&lt;")


def opening(line: str) -> str:
    """Keep a line, whose text :func:`inside` gave, from opening a list, a heading or a rule.

    A backslash before a digit is no escape: for ``1.`` it stands before the stop.
    """
    return _OPENS.sub(lambda c: f"{c[1]}{c[2]}\\" if c[2].isdigit() else f"{c[1]}\\{c[2]}", line)
