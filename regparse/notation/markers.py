"""Labels that open a numbered unit: ``一、`` ``（一）`` ``1.`` ``①`` ``第三条`` ``I.`` ``(IV)`` ``Article 3``.

Families follow the order of GB/T 9704-2012, 7.3.3 (一、 then （一） then 1. then （1）) and the Legislation
Law, art. 65 (编、章、节、条、款、项、目). A label's family says how deep it may stand, never how deep it
stands: :mod:`regparse.structure.outline` works that out from the series it belongs to.

``read`` knows the labels that are one by their form alone. ``loose`` knows those that are one only in a run
(``a.`` ``1.1`` ``一是`` ``【1】``): a line may as well begin with an initial, an amount or a reference mark.
:mod:`regparse.structure.labels` takes them where the run goes on.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from regparse.notation import numerals
from regparse.notation.expressions import expression

N = numerals.HAN_CLASS
_DIGITS = "0-9０-９"
_FORMAL = numerals.FORMAL_CLASS
_ROMAN, _ROMAN_LOW = numerals.ROMAN_CLASS, numerals.ROMAN_LOWER_CLASS
_HAN = "\u3400-\u9fff"
_HIGH = rf"[{N}{_FORMAL}{_DIGITS}]+|[IVXLC]+|[{_ROMAN}]+"
"""The number of a part, a chapter or an article in Chinese."""
_HIGH_EN = rf"[IVXLC]+|[{_ROMAN}]+|\d{{1,3}}"
_AFTER = rf"第|[、，和或至及以之的]|[（(]\s?[{N}{_DIGITS}]{{1,3}}\s?[）)]|规定|所列|所称"
"""What shows that an article is cited (第三条规定…, 第三条第二款, 第三条、第四条, 第三条（二）): that opens nothing."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LATIN_NUMBERS = "bis|ter|quater|quinquies|sexies|septies|octies|novies|decies"
_ENCLOSED = {
    "paren": "⑴-⒇",
    "paren-han": "㈠-㈩",
    "arabic-dot": "⒈-⒛",
    "circled": "①-⑳㉑-㉟㊱-㊿",
    "circled-dark": "❶-❿⓫-⓴➊-➓",
    "circled-thin": "➀-➉⓵-⓾",
    "circled-han": "㊀-㊉",
    "paren-letter": "⒜-⒵",
    "circled-letter": "Ⓐ-Ⓩ",
    "circled-letter-low": "ⓐ-ⓩ",
}
"""Numerals with their circle, bracket or full stop in one character, by family."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s?(?P<part>{_HIGH})\s?[编篇部](?:分)?(?=[\s　：:]|\S{{0,30}}$)"),
    ("chapter", rf"第\s?(?P<chapter>{_HIGH})\s?章(?P<chapterins>之[{N}]{{1,3}})?"),
    ("subchapter", rf"第\s?(?P<subchapter>{_HIGH})\s?节(?P<subchapterins>之[{N}]{{1,3}})?"),
    ("article", rf"第\s?(?P<article>[{N}{_DIGITS}](?:\s?[{N}{_DIGITS}])*|[{_FORMAL}]+|[IVXLC]+|[{_ROMAN}]+)"
                rf"(?P<latinins>(?<=\d)[A-Z]{{1,2}})?\s?条(?P<articleins>(?:\s?之\s?[{N}]{{1,3}}){{0,2}})(?!{_AFTER})"),
    ("han-dot", rf"(?P<handot>[{N}]{{1,4}}|[{_FORMAL}]{{1,4}})\s?(?:[、．]|\.(?!\d))"),
    ("paren", rf"[（(]\s?(?P<paren>[{N}]{{1,4}}|[{_DIGITS}]{{1,3}}|[IVXLC]{{1,7}}|[ivxlc]{{1,7}}"
              rf"|[{_ROMAN}]{{1,3}}|[{_ROMAN_LOW}]{{1,3}}|[{_FORMAL}]{{1,3}})\s?[）)]"),
    *(
        (family, rf"(?P<{family.replace('-', '')}enc>[{chars}])(?:\s?[、.．])?")
        for family, chars in _ENCLOSED.items()
    ),
    ("arabic-dot", rf"(?P<arabicdot>[{_DIGITS}]{{1,3}})\s?(?:、|[.．](?![{_DIGITS}]))"),
    ("arabic-half", rf"(?P<arabichalf>[{_DIGITS}]{{1,2}})\s?[）)]"),
    ("roman-dot", r"(?P<romandot>[IVXL]{1,7})\s?(?:、|\.(?=\s|[A-Z]))"),
    ("roman-dot", rf"(?P<romanglyph>[{_ROMAN}]{{1,3}})\s?[、.．]"),
    ("roman-low-dot", rf"(?P<romanlowglyph>[{_ROMAN_LOW}]{{1,3}})\s?[、.．]"),
    ("part", rf"(?i:part)\s+(?P<parten>{_HIGH_EN})(?=[\s.:：]|$)[.:]?(?!\s+(?:of|and|or|to)\b)"),
    ("chapter", rf"(?i:chapter)\s+(?P<chapteren>{_HIGH_EN})(?P<chapterenins>[A-Z])?(?=[\s.:：]|$)[.:]?"),
    ("subchapter", rf"(?i:section)\s+(?P<subchapteren>{_HIGH_EN})(?P<subchapterenins>[A-Z])?(?=[\s.:：]|$)[.:]?"),
    ("article", rf"(?:Article|ARTICLE)\s+(?P<articleen>\d{{1,3}}|[IVXLC]+|[{_ROMAN}]+)"
                rf"(?P<articleenins>(?<=\d)(?:[A-Z]{{1,2}}|\s?(?:{_LATIN_NUMBERS})|-\d{{1,2}}))?(?=[\s.:：]|$)[.:]?"),
)  # fmt: skip

_LOOSE: tuple[tuple[str, str], ...] = (
    ("decimal", rf"(?P<decimal>[{_DIGITS}]{{1,3}}(?:[.．][{_DIGITS}]{{1,3}}){{1,4}})(?:[、.．](?![{_DIGITS}])"
                rf"|(?=[\s　])|(?=[{_HAN}])(?![亿万元千百倍个年月吨的条款项至到和及或]))"),
    ("paren-letter", r"[（(]\s?(?P<parenletter>[a-zａ-ｚ]{1,2}|[A-ZＡ-Ｚ])\s?[）)]"),
    ("letter-dot", r"(?P<letterdot>[A-Za-zＡ-Ｚａ-ｚ])\s?[.．、](?![A-Za-z]\.)"),
    ("letter-half", r"(?P<letterhalf>[A-Za-zＡ-Ｚａ-ｚ])[）)]"),
    ("roman-dot", r"(?P<romandotglued>[IVXL]{1,7})\s?[.．、]"),
    ("roman-low-dot", r"(?P<romanlowdot>[ivxl]{1,7})\s?[.．、]"),
    ("roman-low-half", rf"(?P<romanlowhalf>[ivxl]{{1,7}}|[{_ROMAN_LOW}])\s?[）)]"),
    ("roman-half", rf"(?P<romanhalf>[IVXL]{{1,7}}|[{_ROMAN}])\s?[）)]"),
    ("han-half", rf"(?P<hanhalf>[{N}]{{1,3}})\s?[）)]"),
    ("bracket", rf"[【〔\[［〈](?P<bracket>[{N}]{{1,3}}|[{_DIGITS}]{{1,3}}|[IVX]{{1,5}}|[A-Za-z])[】〕\]］〉]"),
    ("paren-stem", rf"[（(]\s?(?P<parenstem>[{_STEMS}])\s?[）)]"),
    ("stem", rf"(?P<stem>[{_STEMS}])\s?[、．.：:]"),
    ("han-colon", rf"(?P<hancolon>[{N}]{{1,3}})\s?[：:]"),
    ("arabic-colon", rf"(?P<arabiccolon>[{_DIGITS}]{{1,3}})\s?[：:](?![{_DIGITS}])"),
    ("han-is", rf"(?P<hanis>[{N}]{{1,3}})(?:是|要)"),
    ("qi-han", rf"其(?P<qihan>[{N}]{{1,2}})[，,、是：:]?"),
    ("ordinal", rf"第(?P<ordinal>[{N}{_DIGITS}]{{1,3}})\s?(?:项|点|款|步|部分)?\s?[，,、．：:　 ]"),
    ("article-en", r"(?:Rule|RULE|Art\.|Regulation|Clause|Paragraph|Item|Sec\.|§)\s?(?P<ruleen>\d{1,3})"
                   r"(?P<ruleenins>[A-Z])?(?=[\s.:：]|$)[.:]?(?!\s+(?:of|and|or|to)\b)"),
)  # fmt: skip


def _names(patterns: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {group: family for family, pattern in patterns for group in re.findall(r"\?P<(\w+?)>", pattern)}


def _any(patterns: tuple[tuple[str, str], ...], first: str) -> re.Pattern[str]:
    """Return one pattern for all; ``first`` are the characters that open a label: most lines open with none."""
    return expression(rf"(?=[{first}])(?:{'|'.join(pattern for _, pattern in patterns)})")


_OPENERS = rf"第（({N}{_FORMAL}{_DIGITS}{_ROMAN}{_ROMAN_LOW}{''.join(_ENCLOSED.values())}IVXLPpCcSsA"
_LOOSE_OPENERS = rf"第其（(【〔\[［〈{N}{_STEMS}{_DIGITS}{_ROMAN}§A-Za-zＡ-Ｚａ-ｚ"
_MARKER, _CANDIDATE = _any(_PATTERNS, _OPENERS), _any(_LOOSE, _LOOSE_OPENERS)
_FAMILY = _names(_PATTERNS) | _names(_LOOSE)
_BASE = {name: name.removesuffix("ins") for name in _FAMILY if name.endswith("ins")} | {"latinins": "article"}
"""The group of the number that an insertion (之一, A) goes with."""

HIGH = ("part", "chapter", "subchapter")
"""Families that can only head a section."""


HEADING = ("han-dot", "roman-dot")
"""Families that head a section at level one when numbered units stand below them (一、 / I.)."""


REMEMBERED = 1024
"""How many lines' labels are kept: locating, joining and nesting ask for the same ones."""


class Marker(NamedTuple):
    """A label at the start of a line.

    ``label`` is as printed, ``number`` canonical, ``style`` the numeral's style, ``end`` the offset in the
    line behind the label (before any space that follows it). ``inserted`` tells an article that was put in later from
    the one it follows: ``-1`` for 第十条之一, ``a`` for Article 10A, ``bis`` for 10bis. ``path`` are the numbers of a
    decimal label (2.1.3), of which ``number`` is the last; for others it is empty.
    """

    label: str
    number: int
    family: str
    style: str
    end: int
    inserted: str = ""
    path: tuple[int, ...] = ()

    @property
    def step(self) -> str:
        """Return the label's step in an id: ``10``, ``10-1``, ``10a``; all numbers of a decimal label."""
        return ".".join(map(str, self.path)) if self.path else f"{self.number}{self.inserted}"


@lru_cache(maxsize=REMEMBERED)
def read(line: str, start: int = 0) -> Marker | None:
    """Read the label that stands at ``start`` of a line, or None.

    Chinese and Arabic numerals in parentheses are separate families, （一） and （1） (a document uses both
    at two depths); Roman ones share the Arabic family, since translations mix them in one series.
    """
    found = _MARKER.match(line, start)
    return _marker(found) if found else None


def loose(line: str) -> Marker | None:
    """Read the label at the start of a line that is one only in a run of its like, or None."""
    found = _CANDIDATE.match(line)
    return _marker(found) if found else None


def _marker(found: re.Match[str]) -> Marker | None:
    group = last = found.lastgroup or ""
    inserted = ""
    if last in _BASE:
        group = _BASE[last]
        inserted = _inserted(found[last] or (found["latinins"] if group == "article" else "") or "")
    family, printed = _FAMILY[group], "".join(found[group].split())
    if family == "decimal":
        path = tuple(int(number) for number in re.split("[.．]", printed))
        return Marker(found[0].strip(), path[-1], family, "arabic", found.end(), "", path)
    value = _value(printed, family)
    if value is None or value[0] == 0:
        return None
    number, style = value
    if family == "paren":
        han, low = style in ("han", "formal"), style == "roman-lower"
        family = "paren-han" if han else "paren-low" if low else "paren"
    if family == "article-en":
        family = "article"
    return Marker(found[0].strip(), number, family, style, found.end(), inserted)


def _value(printed: str, family: str) -> tuple[int, str] | None:
    """Return a numeral's value and style; letters and stems have a value only as the labels of some families."""
    if family.endswith("stem"):
        return _STEMS.index(printed) + 1, "stem"
    if "letter" in family or (family == "bracket" and printed.isascii() and printed.isalpha() and len(printed) == 1):
        return letter(printed)
    return numerals.read(printed)


def letter(printed: str) -> tuple[int, str] | None:
    """Return the place of a letter in the alphabet and its case; ``aa`` follows ``z``. None for anything else."""
    plain = unicodedata.normalize("NFKC", printed).strip("().")
    if not plain.isascii() or not plain.isalpha() or plain != plain[0] * len(plain):
        return None
    place = ord(plain[0].lower()) - ord("a") + 1 + 26 * (len(plain) - 1)
    return place, "letter" if plain.isupper() else "letter-lower"


def _inserted(printed: str) -> str:
    """Return what an id says of an inserted article: ``-1`` for 之一, ``a`` for A, ``bis``, ``-1`` for -1."""
    bare = "".join(printed.split())
    if bare.startswith("之"):
        return "".join(f"-{numerals.han(number)}" for number in bare.split("之")[1:])
    return bare.lower()
