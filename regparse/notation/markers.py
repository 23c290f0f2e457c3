"""Labels that open a numbered unit: ``一、`` ``（一）`` ``1.`` ``①`` ``第三条`` ``I.`` ``(IV)`` ``Article 3``.

Families follow the order of GB/T 9704-2012, 7.3.3 (一、 then （一） then 1. then （1）) and the Legislation
Law, art. 65 (编、章、节、条、款、项、目). A label's family says how deep it may stand, never how deep it
stands: :mod:`regparse.structure.outline` works that out from the series it belongs to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from regparse.notation import numerals

N = numerals.HAN_CLASS
_DIGITS = "0-9０-９"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("part", rf"第(?P<part>[{N}{_DIGITS}]+)[编篇部](?:分)?(?=[\s　：:]|\S{{0,30}}$)"),
    ("chapter", rf"第\s?(?P<chapter>[{N}{_DIGITS}]+)\s?章"),
    ("subchapter", rf"第\s?(?P<subchapter>[{N}{_DIGITS}]+)\s?节"),
    # An article that is cited (第三条规定…, 第三条第二款, 第三条、第四条) opens nothing.
    (
        "article", rf"第\s?(?P<article>[{N}{_DIGITS}](?:\s?[{N}{_DIGITS}])*)\s?条(?!第|[、，和或至及以之（(]|"
        "规定|所列|所称)"
    ),
    ("han-dot", rf"(?P<handot>[{N}]{{1,4}})\s?(?:[、．]|\.(?!\d))"),
    ("paren", rf"[（(]\s?(?P<paren>[{N}]{{1,4}}|[{_DIGITS}]{{1,3}}|[IVXLC]{{1,7}}|[ivxlc]{{1,7}})\s?[）)]"),
    ("circled", r"(?P<circled>[①-⑳])"),
    ("arabic-dot", rf"(?P<arabicdot>[{_DIGITS}]{{1,3}})\s?(?:[、．]|\.(?![{_DIGITS}]))"),
    ("arabic-half", rf"(?P<arabichalf>[{_DIGITS}]{{1,2}})\s?[）)]"),
    ("roman-dot", r"(?P<romandot>[IVXL]{1,7})\s?(?:、|\.(?=\s|[A-Z]))"),
    ("chapter", r"(?i:chapter)\s+(?P<chapteren>[IVXLC]+|\d{1,3})(?=[\s.:：]|$)[.:]?"),
    ("subchapter", r"(?i:section)\s+(?P<subchapteren>[IVXLC]+|\d{1,3})(?=[\s.:：]|$)[.:]?"),
    ("article", r"(?:Article|ARTICLE)\s+(?P<articleen>\d{1,3}|[IVXLC]+)(?=[\s.:：]|$)[.:]?"),
)  # fmt: skip
_MARKER = re.compile("|".join(pattern for _, pattern in _PATTERNS))
_FAMILY = {
    re.sub(r"\W", "", group): family for family, pattern in _PATTERNS for group in re.findall(r"\?P<(\w+)>", pattern)
}

HIGH = ("part", "chapter", "subchapter")
"""Families that can only head a section."""


HEADING = ("han-dot", "roman-dot")
"""Families that head a section at level one when numbered units stand below them (一、 / I.)."""


REMEMBERED = 1024
"""How many lines' labels are kept: locating, joining and nesting ask for the same ones."""


class Marker(NamedTuple):
    """A label at the start of a line.

    ``label`` is as printed, ``number`` canonical, ``style`` the numeral's style, ``end`` the offset in the
    line behind the label (before any space that follows it).
    """

    label: str
    number: int
    family: str
    style: str
    end: int


@lru_cache(maxsize=REMEMBERED)
def read(line: str, start: int = 0) -> Marker | None:
    """Read the label that stands at ``start`` of a line, or None.

    Chinese and Arabic numerals in parentheses are separate families, （一） and （1） (a document uses both
    at two depths); Roman ones share the Arabic family, since translations mix them in one series.
    """
    found = _MARKER.match(line, start)
    if not found:
        return None
    group = found.lastgroup or ""
    value = numerals.read("".join(found[group].split()))
    if value is None or value[0] == 0:
        return None
    number, style = value
    family = _FAMILY[group]
    if family == "paren":
        family = "paren-han" if style == "han" else "paren-low" if style == "roman-lower" else "paren"
    return Marker(found[0].strip(), number, family, style, found.end())
