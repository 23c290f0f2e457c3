"""Which fonts of a house style this machine has: fontconfig, asked for one that is not there, gives another."""

from __future__ import annotations

from regparse.documents.typeset.style import Style

SHIPPED = frozenset({"source sans 3", "source serif 4", "noto sans sc"})
"""Families that come with regparse."""


def missing(style: Style) -> tuple[str, ...]:
    """Give the families that a style names without files and that are not here; none where that cannot be told."""
    asked = {one for one in (style.sans, style.serif) if one}
    asked = {one for one in asked if one.lower() not in SHIPPED} - {face.family for face in style.faces}
    if not asked:
        return ()
    try:
        return tuple(sorted(one for one in asked if one.lower() not in _matched(one)))
    except (ImportError, OSError, AttributeError):
        return ()


def _matched(family: str) -> set[str]:
    """Give the names of the family that fontconfig would set instead, in lower case: its own where it is here."""
    from weasyprint.text.ffi import ffi, fontconfig  # noqa: PLC0415 - opens Pango, for who names a font alone

    config = fontconfig.FcInitLoadConfigAndFonts()
    pattern = fontconfig.FcPatternCreate()
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    result = ffi.new("FcResult *")
    found = fontconfig.FcFontMatch(config, pattern, result)
    names = set()
    for n in range(4):
        name = ffi.new("FcChar8 **")
        if found == ffi.NULL or fontconfig.FcPatternGetString(found, b"family", n, name) != fontconfig.FcResultMatch:
            break
        names.add(ffi.string(ffi.cast("char *", name[0])).decode(errors="replace").lower())
    return names
