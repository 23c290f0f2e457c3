"""What stands between everything that is printed and the terminal: no text of somebody else's commands it.

A title, the name of a file or of a member of an archive may hold any character. A terminal obeys some: it moves the
cursor, paints over what stands there, sets its title, answers as if the user had typed. A page of code is shown in
another order than it is read. Such a character is printed as its escape, ``\\u001b``, which JSON reads as the
character itself, and which shows what is there. Half a character, as a name that is no UTF-8 has, is written so too.

Sources: ECMA-48 (control functions, C0 and C1); Unicode Standard Annex 9 (directional formatting characters).
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any, TextIO, cast

from regparse.notation.expressions import expression

_COMMANDS = expression("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that no terminal gets: all controls but tab and line end, all that turn the direction, half characters."""
_PAINT = expression("\x1b\\[(?:0|1|2|31|32|33)m")
"""What :func:`regparse.cli.terminal.paint` gives."""


def harmless(text: str) -> str:
    """Return a text in which each character that commands a terminal is its escape."""
    return _COMMANDS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


class Screen:
    """A stream of text that lets nothing through but what is shown, and the colours where they are ``painted``."""

    def __init__(self, stream: TextIO, *, painted: bool) -> None:
        self._stream, self._painted = stream, painted

    def write(self, text: str) -> int:
        """Write a text, made harmless."""
        if not text.isprintable():
            parts, at = [], 0
            for colour in _PAINT.finditer(text) if self._painted else ():
                parts += [harmless(text[at : colour.start()]), colour[0]]
                at = colour.end()
            self._stream.write("".join([*parts, harmless(text[at:])]))
        else:
            self._stream.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write each of the texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        """Be the stream itself in all else."""
        return getattr(self._stream, name)


def bare(stream: TextIO) -> TextIO:
    """Return the stream behind a screen, for who moves the cursor rightly: a bar."""
    return stream._stream if isinstance(stream, Screen) else stream


@contextlib.contextmanager
def shielded() -> Iterator[None]:
    """Have all that is printed within the block go through a screen."""
    before = sys.stdout, sys.stderr
    sys.stdout = cast(TextIO, Screen(sys.stdout, painted=sys.stdout.isatty()))
    sys.stderr = cast(TextIO, Screen(sys.stderr, painted=False))
    try:
        yield
    finally:
        if sys.stdout is not None:  # where nothing more can be written
            sys.stdout = before[0]
        sys.stderr = before[1]
