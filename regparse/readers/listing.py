"""The labels of a web page's numbered lists, as a browser shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from regparse.notation import markers
from regparse.notation.expressions import expression
from regparse.readers.numbering import whole, write

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMATS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
}
"""The names of CSS and those of :mod:`regparse.readers.numbering`."""
_BULLETS = frozenset({"none", "disc", "circle", "square"})
_STYLE = expression(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
_MENU = expression(r"bread|crumb|pagin|pager|\bnav|menu", re.IGNORECASE)
LISTS = frozenset({"ol", "ul", "menu", "dir"})


@dataclass
class _List:
    """An open list: how its items are numbered (None: not at all) and the number of the next one."""

    style: str | None
    number: int


class Lists:
    """The lists that are open at a place of a page, from the outermost inwards."""

    def __init__(self) -> None:
        self.stack: list[_List] = []

    def open(self, node: etree._Element, tag: str) -> None:
        """Enter a list."""
        style = (_named(node) or "decimal") if tag == "ol" and not _menu(node) else None
        self.stack.append(_List(style, whole(node.get("start"), 1)))

    def close(self) -> None:
        """Leave a list."""
        if self.stack:
            self.stack.pop()

    def label(self, node: etree._Element) -> str:
        """Give the label of an item with the blank behind it; "" for a bullet, and where the item writes its own."""
        if not self.stack or (own := self.stack[-1]).style is None:
            return ""
        number = whole(node.get("value"), own.number)
        own.number = number + 1
        style = _named(node) or own.style
        if style in _BULLETS or markers.read(_first_words(node)):
            return ""
        written = write(number, _FORMATS.get(style, "decimal"))
        return f"{written}、" if _FORMATS.get(style) == "chineseCounting" else f"{written}. "


def _named(node: etree._Element) -> str | None:
    """Give the style of numbers that an element names by its own attributes."""
    found = _STYLE.search(node.get("style") or "")
    for word in found[1].lower().split() if found else ():
        if word in _FORMATS or word in _BULLETS:
            return word
    return _TYPES.get(node.get("type") or "")


def _menu(node: etree._Element) -> bool:
    """Say whether a list is a menu of the page: browsers are told by style sheets to show no numbers there."""
    near = [node, *(parent for parent, _ in zip(node.iterancestors(), range(3), strict=False))]
    names = (f"{n.tag} {n.get('class') or ''} {n.get('id') or ''} {n.get('role') or ''}" for n in near)
    return any(_MENU.search(name) for name in names)


def _first_words(node: etree._Element) -> str:
    """Give the first words of an item that stand in it and in no list inside it."""
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if event == "start" and inner is not node and inner.tag in LISTS:
            return ""
        words = inner.text if event == "start" else inner.tail if inner is not node else None
        if words and words.strip():
            return str(words).strip()
    return ""
