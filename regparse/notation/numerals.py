"""Numerals as Chinese and English instruments print them, read as integers with their style.

    一 十四 二十 一百零三 二〇二一        -> han
    壹 贰拾叁 貳                       -> formal
    IV ix Ⅳ ⅸ                          -> roman (upper) / roman-lower
    4 ４                               -> arabic
    ④ ㉑ ❹ ⑷ ⒋ ㊃ ㈣                    -> circled / the style of what is enclosed

Chinese numerals follow GB/T 15835-2011; both positional (二〇二一) and multiplicative (二千零二十一)
writing is read. Roman numerals are read strictly: ``IIII`` is none.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from regparse.notation.expressions import expression

Style = Literal["han", "formal", "roman", "roman-lower", "arabic", "circled"]

HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_STRICT = expression(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_HAN = expression(r"[零一二三四五六七八九〇○Ｏ两十百千万]+\Z")

_FORMAL = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千", strict=True))
FORMAL_CLASS = "".join(_FORMAL)
"""Characters of the formal numerals that cannot be altered (壹、贰), for a character class."""

ROMAN_CLASS, ROMAN_LOWER_CLASS = "Ⅰ-ⅫⅬⅭⅮⅯ", "ⅰ-ⅻⅼⅽⅾⅿ"
"""Roman numerals that are one character each (Ⅳ, ⅸ), for a character class."""

_CIRCLED = (
    ("①", 20, 1), ("㉑", 15, 21), ("㊱", 15, 36), ("❶", 10, 1), ("⓫", 10, 11), ("➀", 10, 1), ("➊", 10, 1), ("⓵", 10, 1),
    ("㊀", 10, 1),
)  # fmt: skip
CIRCLED = {chr(ord(first) + i): number + i for first, count, number in _CIRCLED for i in range(count)}
"""Numerals in a circle, plain, dark or double, with their values."""

HAN_CLASS = "零一二三四五六七八九十百千〇○两"
"""Characters of a Chinese numeral, for use inside a regular expression's character class."""


MAX_DIGITS = 12
"""Characters of the longest numeral that is read; nothing in a notice is numbered beyond, and a file may be hostile."""


def han(text: str) -> int | None:
    """Read a Chinese numeral; None when ``text`` is none."""
    if not text or len(text) > MAX_DIGITS or not _HAN.match(text):
        return None
    if not any(c in _HAN_UNITS for c in text):
        return int("".join(str(HAN_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in HAN_DIGITS:
            digit = HAN_DIGITS[c]
        elif c == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            section += (digit or 1) * _HAN_UNITS[c]
            digit = 0
    return total + section + digit


def roman(text: str) -> int | None:
    """Read a Roman numeral in one case; None when ``text`` is none."""
    upper = text.upper()
    if not text or text not in (upper, text.lower()) or not _ROMAN_STRICT.match(upper):
        return None
    values = [_ROMAN[c] for c in upper]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def read(text: str) -> tuple[int, Style] | None:
    """Read a numeral of any style: ``(value, style)``, or None when ``text`` is none."""
    if text.isdecimal():
        return (int(text), "arabic") if len(text) <= MAX_DIGITS else None
    value = CIRCLED.get(text)
    if value is not None:
        return value, "circled"
    value = han(text)
    if value is not None:
        return value, "han"
    if text and len(text) <= MAX_DIGITS and not text.isascii():
        return _composed(text)
    value = roman(text)
    if value is not None:
        return value, "roman" if text.isupper() else "roman-lower"
    return None


def _composed(text: str) -> tuple[int, Style] | None:
    """Read formal numerals, and those that are one character with what encloses them."""
    plain = "".join(_FORMAL.get(c, c) for c in text)
    if plain != text:
        value = han(plain)
        return (value, "formal") if value is not None else None
    plain = unicodedata.normalize("NFKC", text).strip("().")
    return read(plain) if plain != text else None


def to_han(value: int) -> str:
    """Write 1 to 9999 as a Chinese numeral in the multiplicative way: 14 is 十四, 103 is 一百零三.

    Raises ValueError outside that range.
    """
    if not 1 <= value <= 9999:
        raise ValueError(f"no Chinese numeral is written here for {value}")
    digits = "零一二三四五六七八九"
    out = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            out += digits[digit] + name
        elif out and value and not out.endswith("零"):
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out


def to_roman(value: int) -> str:
    """Write 1 to 3999 as an upper-case Roman numeral.

    Raises ValueError outside that range.
    """
    if not 1 <= value <= 3999:
        raise ValueError(f"no Roman numeral is written here for {value}")
    out = ""
    for number, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, value = divmod(value, number)
        out += sign * count
    return out
