"""The house style of a firm: its colours, its logo, its fonts, its footer, from one TOML file::

    name = "Example & Partners"          # stands at the foot of each page
    footer = "Privileged and confidential"
    logo = "logo.svg"                    # PNG, JPEG or SVG, beside this file; it is put into the page

    [colours]                            # as #rrggbb
    accent = "#14506b"                   # headings' numbers, links, rules, pictures
    text = "#1c242b"
    muted = "#57646e"                    # notes and heads of tables

    [fonts]                              # a family that the machine has, or the files of one
    sans = "Source Sans 3"               # what the brief says
    serif = { family = "Example Serif", regular = "serif.ttf", bold = "serif-bold.ttf" }

Everything may be left out. A colour in which text is hard to read is used, and warned of: the ratio of contrast is that
of WCAG 2.2 (1.4.3), which asks for 4.5. One that nobody could read is refused.
"""

from __future__ import annotations

import base64
import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from regparse.errors import RenderError

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_FAMILY = re.compile(r"[\w .-]{1,60}\Z")
_CONTRAST = 4.5
_UNREADABLE = {"accent": 1.3, "text": 3.0, "muted": 2.0}
"""Ratios of contrast below which a colour is refused: what is set in it could not be seen on white."""

_TEXT, _HEADING = "#1c242b", "#10222e"
_LARGEST = 2_000_000
_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_FONTS = {".ttf": "font/ttf", ".otf": "font/otf", ".woff2": "font/woff2", ".woff": "font/woff"}


@dataclass(frozen=True, slots=True)
class Face:
    """A file of a font: its family, its weight, the file as a data address."""

    family: str
    weight: int
    data: str


@dataclass(frozen=True, slots=True)
class Style:
    """How pages look. ``sans`` and ``serif`` are empty for the fonts that come with regparse."""

    name: str = ""
    footer: str = ""
    logo: str = ""
    accent: str = "#14506b"
    text: str = _TEXT
    muted: str = "#57646e"
    sans: str = ""
    serif: str = ""
    faces: tuple[Face, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Give the colour of headings: that of the text where the house has one, else a shade darker."""
        return _HEADING if self.text == _TEXT else self.text


PLAIN = Style()
"""The style of regparse itself."""


def load(path: Path) -> Style:
    """Read a house style; colours that are hard to read on white are told in ``warnings``.

    Raises RenderError, naming the file and the key, when it cannot be read or says what it cannot say.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise RenderError(f"{path}: the house style cannot be read: {reason}") from error
    file = _File(path)
    style = Style(
        name=file.text(table.pop("name", ""), "name"),
        footer=file.text(table.pop("footer", ""), "footer"),
        logo=file.data(table.pop("logo", ""), "logo", _KINDS),
    )
    colours = file.table(table.pop("colours", {}), "colours", ("accent", "text", "muted"))
    for key, value in colours.items():
        style = _with(style, key, file.colour(value, f"colours.{key}", _UNREADABLE[key]))
    fonts = file.table(table.pop("fonts", {}), "fonts", ("sans", "serif"))
    for key, value in fonts.items():
        family, faces = file.font(value, f"fonts.{key}")
        style = _with(replace(style, faces=(*style.faces, *faces)), key, family)
    if table:
        raise file.wrong(min(table), "is unknown; there are name, footer, logo, [colours] and [fonts]")
    low = [
        f"{path}: colours.{one.name} = {colour}: its contrast on white is {ratio:.1f}; text is hard to read below 4.5"
        for one in fields(style)
        if one.name in colours and (ratio := contrast(colour := getattr(style, one.name))) < _CONTRAST
    ]
    return replace(style, warnings=tuple(low))


def _with(style: Style, key: str, value: str) -> Style:
    changed: dict[str, Any] = {key: value}
    return replace(style, **changed)


def contrast(colour: str) -> float:
    """Give the ratio of contrast of ``#rrggbb`` to white, from 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


class _File:
    """Reads the values of one file, and says of which key a fault is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def wrong(self, key: str, why: str) -> RenderError:
        return RenderError(f"{self._path}: {key} {why}")

    def text(self, value: Any, key: str) -> str:
        if not isinstance(value, str) or "\n" in value:
            raise self.wrong(key, 'must be one line of text in quotation marks, as in footer = "Confidential"')
        return value

    def table(self, value: Any, key: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(key, f"must be a table, as [{key}]")
        if unknown := sorted(set(value) - set(known)):
            raise self.wrong(f"{key}.{unknown[0]}", f"is unknown; there are {', '.join(known)}")
        return value

    def colour(self, value: Any, key: str, least: float) -> str:
        if not isinstance(value, str) or not _COLOUR.match(value):
            raise self.wrong(key, f'must be a colour as "#14506b", not {value!r}')
        if contrast(value) < least:
            raise self.wrong(key, f"= {value} cannot be read on white: its contrast is {contrast(value):.1f}")
        return value.lower()

    def family(self, value: Any, key: str) -> str:
        if not isinstance(value, str) or not _FAMILY.match(value):
            raise self.wrong(key, f'must be the name of a font, as "Source Sans 3", not {value!r}')
        return value

    def font(self, value: Any, key: str) -> tuple[str, tuple[Face, ...]]:
        if not isinstance(value, dict):
            return self.family(value, key), ()
        given = self.table(value, key, ("family", "regular", "bold"))
        family = self.family(given.get("family"), f"{key}.family")
        found = (("regular", 400), ("bold", 700))
        faces = [Face(family, w, self.data(given[n], f"{key}.{n}", _FONTS)) for n, w in found if n in given]
        return family, tuple(faces)

    def data(self, value: Any, key: str, kinds: dict[str, str]) -> str:
        """Give a file beside the style as a data address; an empty name gives none."""
        name = self.text(value, key)
        if not name:
            return ""
        path = self._path.parent / name
        kind = kinds.get(path.suffix.lower())
        if kind is None:
            raise self.wrong(key, f"must be a file ending in {', '.join(kinds)}, not {name!r}")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise self.wrong(key, f"is {name!r}, which cannot be read beside it: {error.strerror}") from error
        if not data or len(data) > _LARGEST * (10 if kinds is _FONTS else 1):
            raise self.wrong(key, f"is {name!r}, which is {'empty' if not data else 'too large'}")
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"
