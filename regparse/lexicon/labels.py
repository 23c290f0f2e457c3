"""The labels of the lines of a text: those that are one by their form, and those that are one only in a run.

``a.`` is a label where ``b.`` follows at the start of a later line; alone it may be an initial. So with ``1.1``, which
may be an amount, with ``一是``, ``【1】``, ``甲、``, and with the words of the table ``labels.toml`` (首先, "First,").
A single letter that is a Roman numeral too (``(i)``, ``C.``) is what its neighbours make it. A style that is in no
table and runs 1, 2, 3 over lines that are sentences is a run as well, and is named in ``unknown``.

One pass over the lines for each question: thousands of labels take as long as so many lines do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from regparse.lexicon import tables
from regparse.notation import markers, numerals
from regparse.notation.expressions import expression
from regparse.notation.markers import Marker

LEAST = 2
"""Labels in a row that make a run from 1; one more where it begins later or its style is unknown."""
MOST_LOST = 2
"""More labels than this are not lost in the middle of a run."""
_SENTENCES = frozenset({"han-is", "qi-han", "ordinal", "han-colon", "arabic-colon", "words"})
"""Families that headings and rows of tables open with as well: their lines must be sentences."""
_RHETORIC = frozenset({"han-is", "qi-han"})
"""Counting words of a text that goes on over paragraphs (一是…二是…): labels behind a colon, or where there are no
others.
"""
_LETTERS = {
    "paren": ("paren-letter", "paren"),
    "paren-low": ("paren-letter", "paren-low"),
    "paren-letter": ("paren-letter", "paren-low"),
    "roman-dot": ("letter-dot", "roman-dot"),
    "roman-low-dot": ("letter-dot", "roman-low-dot"),
    "letter-dot": ("letter-dot", "roman-low-dot"),
    "roman-half": ("letter-half", "roman-half"),
    "roman-low-half": ("letter-half", "roman-low-half"),
    "letter-half": ("letter-half", "roman-low-half"),
}
"""The families of a letter and of a Roman numeral in the same brackets, by the family that was read."""
_UPPER = {"paren-low": "paren", "roman-low-dot": "roman-dot", "roman-low-half": "roman-half"}
_ENDS = expression(r"[.。!！;；:：]['\"”’)）]*(?:\s*(?:and|or|和|或者?))?$")
_DIGITS = expression(r"\d+|[a-z]+")
_N = numerals.HAN_CLASS
_UNKNOWN = expression(
    rf"(?P<before>[^\w\s|□■“”\"'‘’《》…—\-*•●+]{{0,2}}|[Nn][Oo]\.?\s?|[Ss]tep\s|步骤)"
    rf"(?P<number>[0-9０-９]{{1,3}}|[{_N}]{{1,3}}|[{numerals.ROMAN_CLASS}{numerals.ROMAN_LOWER_CLASS}]|[A-Za-z])"
    r"(?P<after>[^\w\s|%％‰℃°+,，.]{1,2}|[ \u3000]{1,4}(?=[\u3400-\u9fffA-Z])"
    r"|\s?[号项点款步](?=[\s\u3000、，：:])|[.,，])"
    r"(?=[^\d\s]|[ \u3000])"
)
"""A numeral that opens a line in marks that no table has: ``1/`` ``<2>`` ``No. 3`` ``4 银行``."""


class Labels(NamedTuple):
    """The label of each line, or None; and the lines at which a run of an unknown style begins."""

    marks: tuple[Marker | None, ...]
    unknown: tuple[int, ...] = ()


def read(lines: Sequence[str]) -> Labels:
    """Return the labels of the lines of a text."""
    marks = [markers.read(line) for line in lines]
    loose: dict[int, Marker] = {}
    word = 0
    for i, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        found = markers.loose(line) if mark is None else None
        if found:
            loose[i] = found
        elif mark is None and (words := _words(line, word)):
            loose[i] = words
            word = words.number
    _letters(lines, marks, loose)
    for i in _runs(lines, loose, labelled=any(marks)):
        marks[i] = loose[i]
    for i in _decimals(loose):
        marks[i] = loose[i]
    _decimal_heads(lines, marks)
    unknown = tuple(_unknown(lines, marks))
    _english_sections(lines, marks)
    return Labels(tuple(marks), unknown)


# --- a letter or a Roman numeral ---------------------------------------------------------------------------


class _Both(NamedTuple):
    """What a label is as a letter and as a Roman numeral; None where it is none."""

    line: int
    letter: int | None
    roman: int | None


def _letters(lines: Sequence[str], marks: list[Marker | None], loose: dict[int, Marker]) -> None:
    """Settle which labels are letters: a letter is loose, a Roman numeral in a bracket is a label by its form."""
    rows: dict[tuple[str, bool], list[_Both]] = {}
    for i in range(len(lines)):
        mark = marks[i] or loose.get(i)
        if mark is None or mark.family not in _LETTERS:
            continue
        printed = re.sub(r"\W", "", mark.label)
        letter = markers.letter(printed) if len(printed) == 1 else None
        roman = numerals.roman(printed) if printed.isascii() else None
        if letter is not None or roman is not None:
            upper = printed.isupper()
            rows.setdefault((_LETTERS[mark.family][0], upper), []).append(_Both(i, letter and letter[0], roman))
    for (family, upper), row in rows.items():
        last: tuple[bool, int] = (False, 0)  # whether the label before was a letter, and its number
        for n, one in enumerate(row):
            following = row[n + 1] if n + 1 < len(row) else None
            is_letter = _is_letter(one, following, last)
            number = (one.letter if is_letter else one.roman) or 0
            last = (is_letter, number)
            mark = marks[one.line] or loose[one.line]
            low = _LETTERS[mark.family][1]
            if is_letter:
                style = "letter" if upper else "letter-lower"
                loose[one.line] = mark._replace(family=family, number=number, style=style)
            elif mark.family != low or one.line in loose:
                named = _UPPER.get(low, low) if upper else low
                loose[one.line] = mark._replace(family=named, number=number, style="roman" if upper else "roman-lower")


def _is_letter(one: _Both, following: _Both | None, last: tuple[bool, int]) -> bool:
    if one.letter is None or one.roman is None:
        return one.letter is not None
    letter_next = following is not None and following.letter == one.letter + 1
    roman_next = following is not None and following.roman == one.roman + 1
    if letter_next != roman_next:
        return letter_next
    if last[1] and last[1] + 1 == (one.letter if last[0] else one.roman):
        return last[0]
    return one.roman != 1


# --- runs ---------------------------------------------------------------------------------------------------


def _runs(lines: Sequence[str], loose: dict[int, Marker], *, labelled: bool) -> Iterator[int]:
    """Yield the lines whose loose label stands in a run of its family; ``labelled`` texts have labels by form."""
    families: dict[tuple[str, str], list[int]] = {}
    for i in sorted(loose):
        mark = loose[i]
        if mark.family != "decimal":
            families.setdefault((mark.family, mark.style), []).append(i)
    for (family, _), places in families.items():
        for run in _chains(places, loose):
            first = loose[run[0]].number
            if len(run) < (LEAST if first == 1 else LEAST + 1):
                continue
            if family in _RHETORIC and labelled and not lines[run[0] - 1].endswith(("：", ":")):
                continue
            if family not in _SENTENCES or _are_sentences(lines, run):
                yield from run


def _chains(places: Iterable[int], found: dict[int, Marker]) -> Iterator[list[int]]:
    """Yield the places in chains of rising numbers; a number that was lost parts none."""
    chain: list[int] = []
    for i in places:
        mark = found[i]
        before = found[chain[-1]] if chain else None
        again = before is not None and mark.number == before.number and mark.inserted > before.inserted
        if before is not None and not again and not 0 < mark.number - before.number <= 1 + MOST_LOST:
            yield chain
            chain = []
        chain.append(i)
    if chain:
        yield chain


def _are_sentences(lines: Sequence[str], run: Sequence[int]) -> bool:
    return 2 * sum(bool(_ENDS.search(lines[i])) for i in run) >= len(run)


# --- decimals -----------------------------------------------------------------------------------------------


def _decimals(loose: dict[int, Marker]) -> Iterator[int]:
    """Yield the lines whose decimal goes on with the one before it or is gone on with: 2.1.1 2.1.2 2.2.1 3.1.1."""
    chain: list[int] = []
    for i in [*(i for i in sorted(loose) if loose[i].family == "decimal"), -1]:
        if i >= 0 and (not chain or follows(loose[chain[-1]].path, loose[i].path)):
            chain.append(i)
            continue
        begins = chain and set(loose[chain[0]].path[1:]) == {1}
        if len(chain) >= (LEAST if begins else LEAST + 1):
            yield from chain
        chain = [i]


_BARE = expression(r"(?P<number>[0-9０-９]{1,3})[ \u3000]+(?=[\u3400-\u9fffA-Z])")


def _decimal_heads(lines: Sequence[str], marks: list[Marker | None]) -> None:
    """Read ``2 Listing`` as a label where 2.1 comes next: the chapters of a book of rules."""
    following: tuple[int, ...] = ()
    for i in range(len(lines) - 1, -1, -1):
        mark = marks[i]
        if mark is None and following and set(following[1:]) == {1} and (found := _BARE.match(lines[i])):
            number = int(found["number"])
            if number == following[0]:
                marks[i] = Marker(found[0].strip(), number, "decimal", "arabic", found.end(), "", (number,))
                following = ()
        elif mark is not None:
            following = mark.path


def follows(before: tuple[int, ...], path: tuple[int, ...], lost: int = MOST_LOST) -> bool:
    """Say whether a decimal label may come after another: its next sibling, its first child, or one further up.

    ``lost`` labels may be missing between the two.
    """
    same = next((n for n, (a, b) in enumerate(zip(before, path, strict=False)) if a != b), min(len(before), len(path)))
    rest = path[same:]
    if not rest:
        return False
    step = rest[0] - (before[same] if same < len(before) else 0)
    return 0 < step <= 1 + lost and set(rest[1:]) <= {0, 1}


def succeeds(before: Marker, mark: Marker) -> bool:
    """Say whether a label is the very next one: 10 and 11, 10 and 10-1, 10-2 and 11; 2.1.3 and 2.2.1."""
    if before.path and mark.path:
        return follows(before.path, mark.path)
    if mark.number == before.number:
        return _rank(mark) > _rank(before)
    return mark.number == before.number + 1


def _rank(mark: Marker) -> tuple[tuple[int, str], ...]:
    """Return what orders the articles inserted behind one: none, -1, -2, -10; none, a, b."""
    parts = _DIGITS.findall(mark.inserted)
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


# --- words, and styles of which no table knows ---------------------------------------------------------------


@cache
def _ordinals() -> dict[str, tuple[int, bool]]:
    """Return the words of the table with their number, and whether they end a list."""
    found: dict[str, tuple[int, bool]] = {}
    for row in tables.load("labels").values():
        for number, word in enumerate(row["words"], 1):
            found.setdefault(word, (number, False))
        for word in row["last"]:
            found[word] = (len(row["words"]) + 1, True)
    return found


_WORD = expression(r"(?P<word>[A-Z][a-z]{4,7}|[\u4e00-\u9fff]{2})[，,：:]")


def _words(line: str, last: int) -> Marker | None:
    """Read a word of the table that opens a line; one that ends a list counts one more than the ``last``."""
    found = _WORD.match(line)
    entry = _ordinals().get(found["word"]) if found else None
    if found is None or entry is None:
        return None
    return Marker(found[0], last + 1 if entry[1] else entry[0], "words", "words", found.end())


def _unknown(lines: Sequence[str], marks: list[Marker | None]) -> Iterator[int]:
    """Put the labels of runs in unknown styles among the marks; yield the first line of each such run."""
    styles: dict[str, dict[int, Marker]] = {}
    for i, line in enumerate(lines):
        found = _UNKNOWN.match(line) if marks[i] is None and "|" not in line else None
        if found is None:
            continue
        value = markers.letter(found["number"]) or numerals.read(found["number"])
        if value is not None and value[0]:
            key = f"{found['before'].strip()} {found['after'].strip()} {value[1]}"
            mark = Marker(found[0].strip(), value[0], f"unknown {key}", value[1], found.end())
            styles.setdefault(key, {})[i] = mark
    for loose in styles.values():
        for run in _chains(loose, loose):
            if loose[run[0]].number == 1 and len(run) > LEAST and _are_sentences(lines, run):
                for i in run:
                    marks[i] = loose[i]
                yield run[0]


# --- English sections ----------------------------------------------------------------------------------------


def _english_sections(lines: Sequence[str], marks: list[Marker | None]) -> None:
    """Read "Section 3" as an article where a text has no others, and its sections hold no numbered units."""
    sections = [i for i, mark in enumerate(marks) if mark and mark.family == "subchapter" and lines[i][0] in "Ss"]
    if len(sections) < LEAST or any(mark and mark.family == "article" for mark in marks):
        return
    units = ("han-dot", "arabic-dot", "roman-dot")
    following = ((i, next((m for m in marks[i + 1 : i + 4] if m), None)) for i in sections)
    holding = sum(mark is not None and mark.family in units and mark.number == 1 for _, mark in following)
    told = sum(bool(_ENDS.search(lines[i])) or (i + 1 < len(lines) and not marks[i + 1]) for i in sections)
    if 2 * holding < len(sections) <= 2 * told:
        for i in sections:
            mark = marks[i]
            marks[i] = mark._replace(family="article") if mark else None
