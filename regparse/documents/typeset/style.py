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
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from regparse.errors import RenderError
from regparse.model import Message, Params
from regparse.notation.expressions import expression

_COLOUR = expression(r"#[0-9a-fA-F]{6}\Z")
_FAMILY = expression(r"[\w .-]{1,60}\Z")
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
    warnings: tuple[Message, ...] = ()

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
        raise RenderError("style-unreadable", path=path, why=reason) from error
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
        raise file.wrong(min(table), "unknown", known=("name", "footer", "logo", "[colours]", "[fonts]"))
    low = [
        Message(
            code="low-contrast",
            params=Params(path=str(path), name=one.name, colour=colour, ratio=f"{ratio:.1f}"),
        )
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

    def wrong(self, key: str, fault: str, /, **params: object) -> RenderError:
        return RenderError(f"style-{fault}", path=self._path, field=key, **params)

    def text(self, value: Any, key: str) -> str:
        if not isinstance(value, str) or "\n" in value:
            raise self.wrong(key, "line")
        return value

    def table(self, value: Any, key: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(key, "table")
        if unknown := sorted(set(value) - set(known)):
            raise self.wrong(f"{key}.{unknown[0]}", "unknown", known=known)
        return value

    def colour(self, value: Any, key: str, least: float) -> str:
        if not isinstance(value, str) or not _COLOUR.match(value):
            raise self.wrong(key, "colour", value=value)
        if contrast(value) < least:
            raise self.wrong(key, "contrast", value=value, ratio=f"{contrast(value):.1f}")
        return value.lower()

    def family(self, value: Any, key: str) -> str:
        if not isinstance(value, str) or not _FAMILY.match(value):
            raise self.wrong(key, "font", value=value)
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
            raise self.wrong(key, "file", known=tuple(kinds), value=name)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise self.wrong(key, "unreadable-file", value=name, why=error.strerror) from error
        if not data or len(data) > _LARGEST * (10 if kinds is _FONTS else 1):
            raise self.wrong(key, "size", value=name, empty=int(not data))
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"
