"""The labels that Word generates: what numbering.xml and styles.xml say, counted as Word counts (ECMA-376, 17.9).

A label is not in the text of a paragraph; the paragraph names a list and a level, and the label follows from the
paragraphs before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from regparse.files import limits
from regparse.notation import numerals
from regparse.notation.expressions import expression

MAX_LEVEL = 8
_PLACE = expression(r"%([1-9])")


def tag(node: etree._Element) -> str:
    """Give an element's name without its namespace: Word has two sets of namespaces for the same names."""
    name = node.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def value(node: etree._Element | None, name: str = "val") -> str | None:
    """Give an attribute by its name without namespace, or None."""
    if node is None:
        return None
    return next((str(v) for k, v in node.attrib.items() if str(k).rpartition("}")[2] == name), None)


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """Give the first child of a name, and its first child of the next name, or None."""
    for name in path:
        if node is None:
            return None
        node = next((c for c in node if tag(c) == name), None)
    return node


def whole(text: str | None, default: int) -> int:
    """Read a whole number as XML prints it; ``default`` for anything else."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


@dataclass(frozen=True)
class Level:
    """How a level of a list is numbered: its first number, its format, and the label's text around it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass
class _List:
    """A list by its number: the abstract list that it shares its count with, its levels, where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Place(NamedTuple):
    """A paragraph's list and level."""

    list: str
    level: int


class Numbering:
    """Counts the paragraphs of a document and gives each its label."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None, name: str) -> None:
        """Read the two parts of the file ``name``; both may be missing."""
        self._name = name
        self._styles = {value(s, "styleId") or "": s for s in styles if tag(s) == "style"} if styles is not None else {}
        self._default = next((k for k, s in self._styles.items() if _default_paragraph(s)), None)
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def _read(self, root: etree._Element) -> None:
        links: dict[str, str] = {}
        for node in root:
            if tag(node) == "abstractNum":
                key = value(node, "abstractNumId") or ""
                levels = ((whole(value(lvl, "ilvl"), 0), lvl) for lvl in node if tag(lvl) == "lvl")
                # Every list gets a copy of these, so there must be no more than Word has.
                self._abstract[key] = {at: _level(lvl) for at, lvl in levels if 0 <= at <= MAX_LEVEL}
                if style := value(child(node, "numStyleLink")):
                    links[key] = style
        nums = {value(n, "numId") or "": n for n in root if tag(n) == "num"}
        for key, style in links.items():
            # The levels of a linked list stand where its style's own list has them.
            linked = value(child(self._styles.get(style), "pPr", "numPr", "numId"))
            target = value(child(nums.get(linked or ""), "abstractNumId"))
            if target in self._abstract and not self._abstract[key]:
                self._abstract[key] = self._abstract[target]
        for key, node in nums.items():
            abstract = value(child(node, "abstractNumId")) or ""
            entry = _List(abstract, dict(self._abstract.get(abstract, {})))
            for override in node:
                if tag(override) != "lvlOverride":
                    continue
                at = min(max(whole(value(override, "ilvl"), 0), 0), MAX_LEVEL)
                if (own := child(override, "lvl")) is not None:
                    entry.levels[at] = _level(own)
                    entry.starts[at] = entry.levels[at].start
                if (start := value(child(override, "startOverride"))) is not None:
                    entry.starts[at] = whole(start, 1)
                    entry.levels[at] = replace(entry.levels.get(at, Level()), start=entry.starts[at])
            self._lists[key] = entry

    def place(self, properties: etree._Element | None) -> Place | None:
        """Give the list and level of a paragraph by its own properties and those of its style, or None."""
        own = child(properties, "numPr")
        key, level = value(child(own, "numId")), value(child(own, "ilvl"))
        style = value(child(properties, "pStyle")) or self._default
        named = style
        for _ in range(20):  # a style is based on another one; files exist where in a ring
            if (key is not None and level is not None) or style not in self._styles:
                break
            node = self._styles[style]
            inherited = child(node, "pPr", "numPr")
            if key is None:
                key = value(child(inherited, "numId"))
            if level is None and inherited is not None:
                level = value(child(inherited, "ilvl"))
            style = value(child(node, "basedOn"))
        if key is None or key not in self._lists:
            return None
        if level is None:
            levels = self._lists[key].levels
            level = str(next((at for at, lvl in levels.items() if lvl.style and lvl.style == named), 0))
        return Place(key, min(max(whole(level, 0), 0), MAX_LEVEL))

    def label(self, place: Place) -> str:
        """Count a paragraph at ``place`` and give its label with the blank behind it; empty for a bullet.

        Raises ReadError when the label is longer than any: a short file could repeat it into a huge text.
        """
        entry = self._lists[place.list]
        level = entry.levels.get(place.level, Level())
        counts = self._counts.setdefault(entry.abstract, {})
        if place.level in entry.starts and (place.list, place.level) not in self._begun:
            counts.pop(place.level, None)
        self._begun.add((place.list, place.level))
        counts[place.level] = counts[place.level] + 1 if place.level in counts else level.start
        for deeper in [at for at in counts if at > place.level]:
            restart = entry.levels.get(deeper, Level()).restart
            # Level n starts anew behind any level above it, or only behind the level that it names (counted from 1).
            if restart is None or (restart and place.level < restart):
                del counts[deeper]
        if level.format == "bullet":
            return ""
        limits.check("LABEL_CHARS", len(level.text), self._name)

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = entry.levels.get(at, Level())
            style = "decimal" if level.legal else other.format
            return write(counts.setdefault(at, other.start) if at < place.level else counts.get(at, other.start), style)

        text = _PLACE.sub(number, level.text)
        return text + _blank(text, level.suffix) if text.strip() else ""


def _default_paragraph(style: etree._Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on")


def _level(node: etree._Element) -> Level:
    restart = value(child(node, "lvlRestart"))
    legal = child(node, "isLgl")
    return Level(
        start=whole(value(child(node, "start")), 0),
        format=_format(node),
        text=value(child(node, "lvlText")) or "",
        suffix=value(child(node, "suff")) or "tab",
        restart=whole(restart, 0) if restart is not None else None,
        legal=legal is not None and value(legal) not in ("0", "false", "off"),
        style=value(child(node, "pStyle")),
    )


def _format(node: etree._Element) -> str:
    """Give a level's number format; Word hides newer ones behind an alternative for older readers."""
    found = child(node, "numFmt")
    if found is None:
        found = child(node, "AlternateContent", "Choice", "numFmt")
    return value(found) or "decimal"


def _blank(label: str, suffix: str) -> str:
    """Give the blank between label and text: none behind full-width punctuation, whose glyph holds it."""
    return "" if suffix == "nothing" or label[-1:] in "、，．）】〕》：" else " "


_TABLES = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}


def _letters(number: int) -> str:
    """Write a, b, … z, aa, bb, as Word does."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 40)


def _han(number: int) -> str:
    return numerals.to_han(number) if 1 <= number <= 9999 else str(number)


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _formal(number: int) -> str:
    return _han(number).translate(str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟"))


def _roman(number: int) -> str:
    return numerals.to_roman(number) if 1 <= number <= 3999 else str(number)


def _ordinal(number: int) -> str:
    special = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else special.get(number % 10, 'th')}"


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + i: ord("０") + i for i in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({ord("0") + i: ord("０") + i for i in range(10)}),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "koreanDigital2": _digits,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def write(number: int, style: str) -> str:
    """Write a number in a format of Word's by its name; unknown formats and numbers beyond a table are Arabic."""
    if (table := _TABLES.get(style)) is not None:
        return table[number - 1] if 1 <= number <= len(table) else str(number)
    writer = _WRITERS.get(style)
    return writer(number) if writer and (number > 0 or style in ("none", "bullet")) else str(number)
