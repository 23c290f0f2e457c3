"""Lines that were broken for want of room, and how two of them are joined."""

from __future__ import annotations

import re
import unicodedata

from regparse.lexicon import labels
from regparse.notation import markers
from regparse.notation.expressions import expression

_WIDE = expression("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_HYPHENS = "\u2010\u00ad"
"""Hyphens that stand at a line's end only because the line ends there."""
_FIRST_WORD = expression(r"[^\W\d_]+")
_ENDS = expression(r"[.。!！?？;；:：]['\"”’)）]*$")
_NUMBER = expression(
    r"\D{1,12}[〔\[【(（［]\s*\d{4}\s*[〕\]】)）］].{0,12}\d\s*号?|第?\s*\d+\s*号|[\d〇一二三四五六七八九十]{2,4}\s*年.{0,12}"
    r"|\D{1,20}[〔\[(（]?\s*\d{4}\s*[〕\])）]?\s*No\.\s*\d+"
)
"""A line that is a document number or a date: it stands under a title and is no part of it."""
DATE = expression(
    r"[\d〇○零一二三四五六七八九十]{4}\s*年[\s\d〇一二三四五六七八九十]{1,4}月[\s\d〇一二三四五六七八九十]{1,4}日"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}"
)
"""A line that is a date."""
_OPENERS, _CLOSERS = "（(《〈〔[【“", "）)》〉〕]】”"

_TAIL = 1_000
"""Characters at the end of a paragraph that its next line is joined by; no word is longer."""

NARROW, MIN_WIDTH, MAX_WIDTH = 24, 56, 120
"""Columns between which text files are wrapped; a Chinese character takes two. A narrow column has to show it more."""
MAX_CELL = 300
"""A cell longer than this, in code points, is a column of a page's layout, not of a table."""
MIN_WRAPPED = 3
"""Fewest lines without room for the next word that show that a text was wrapped."""


def wide(char: str) -> bool:
    """Say whether a character is Chinese, or punctuation that Chinese sets: no space stands beside it at a line end."""
    return bool(_WIDE.match(char))


def width(line: str) -> int:
    """Give the columns that a line takes on a screen."""
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def table(rows: list[list[str]]) -> list[str] | None:
    """Give the lines of a table, a row each, its cells parted by ``|``; None for a table that only lays out a page.

    That is one with a single row or column, with long text in a cell, or a form (a caption with a colon beside each
    value): its cells are lines of their own.
    """
    if sum(len(row) > 1 for row in rows) < 2:
        return None
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    if any(len(cell) > MAX_CELL or cell.endswith(("：", ":")) for row in cells for cell in row):
        return None
    return [" | ".join(row).strip(" |") for row in cells]


def ends_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence or an item of a list does."""
    return bool(_ENDS.search(line))


def number(line: str) -> bool:
    """Say whether a line is a document number or a date; one that ends a sentence is none."""
    return bool(_NUMBER.fullmatch(line) or DATE.fullmatch(line)) and not ends_sentence(line)


def open_bracket(text: str) -> bool:
    """Say whether a text holds a bracket or a quotation mark that is not closed."""
    depth = 0
    for char in text:
        depth = max(depth + (char in _OPENERS) - (char in _CLOSERS), 0)
    return depth > 0


def join(before: str, after: str, words: frozenset[str] = frozenset()) -> str:
    """Join two lines of one paragraph: no space between Chinese, one between words, a hyphen of division taken out.

    ``words`` are the words of the whole text: a word that they hold undivided is taken to be divided here.
    """
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before + after
    if before[-1] in _HYPHENS or (
        before[-1] == "-" and len(before) > 1 and before[-2].isalpha() and after[0].isalpha()
    ):
        # From the end backwards, or a long paragraph would be searched anew for each of its lines.
        head, tail = _FIRST_WORD.match(before[-2:-_TAIL:-1]), _FIRST_WORD.match(after)
        if not head or not tail:
            return before + after
        start = head[0][::-1]
        whole = (start + tail[0]).lower() in words
        compound = f"{start}-{tail[0]}".lower() in words
        if whole or (before[-1] != "-" and not compound):
            return before[:-1] + after
        return before[:-1] + "-" + after
    if wide(before[-1]) or wide(after[0]) or before[-1] in "—–/" or after[0] in "—–/":
        return before + after
    return f"{before} {after}"


def vocabulary(text: str) -> frozenset[str]:
    """Give the words of a text as :func:`join` wants them: in lower case, compounds with their hyphens."""
    return frozenset(found.lower() for found in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


def unwrap(text: str) -> str:
    """Join the lines of paragraphs that were wrapped at a width (an e-mail, a text in a fixed column).

    Lines are joined only where the text as a whole shows that it was wrapped: no line is longer than ``MAX_WIDTH``
    columns, and most lines that another one follows had no room for its first word. A label always opens a line.
    """
    lines = text.split("\n")
    longest = max(map(len, lines), default=0)
    if not NARROW // 2 <= longest <= MAX_WIDTH:
        return text
    widest = max(map(width, lines))
    if not NARROW <= widest <= MAX_WIDTH:
        return text
    marks = labels.read([line.strip() for line in lines]).marks
    pairs = [
        i
        for i in range(1, len(lines))
        if lines[i - 1].strip() and lines[i].strip() and not marks[i] and not opens(lines[i])
    ]
    full = {i for i in pairs if _full(lines[i - 1], lines[i], widest)}
    if widest < MIN_WIDTH:
        # A tool may as well count characters as columns.
        counted = {i for i in pairs if len(lines[i - 1].rstrip()) >= longest}
        full = max(full, counted, key=len)
        if len(full) * 3 < len(pairs) * 2 or not _is_prose(lines, full):
            return text
    if len(full) < MIN_WRAPPED or len(full) * 2 < len(pairs):
        return text
    words = vocabulary(text)
    out: list[str] = []
    last = lines[0]  # the end of the paragraph: a long one is not built anew for each of its lines
    for i, line in enumerate(lines[1:], 1):
        if i not in full:
            out.append(last + "\n")
            last = line
            continue
        last = join(last, line, words)
        if len(last) > 4 * _TAIL:
            out.append(last[:-_TAIL])
            last = last[-_TAIL:]
    return "".join([*out, last])


def _is_prose(lines: list[str], broken: set[int]) -> bool:
    """Say whether lines that were broken are Chinese sentences, and no list of names of one length."""
    before = [lines[i - 1].rstrip() for i in broken]
    whole = sum(ends_sentence(line) for line in before)
    marked = sum(any(mark in line + lines[i] for mark in "，、。；") for i, line in zip(broken, before, strict=True))
    return 4 * whole <= len(before) <= 2 * marked and all(not line.isascii() for line in before)


def opens(line: str) -> bool:
    """Say whether a line is or opens a unit of its own: a label, an indent, the row of a table, a document number."""
    bare = line.strip()
    return line.startswith(("\u3000", "  ")) or "|" in line or markers.read(bare) is not None or number(bare)


def _full(line: str, following: str, widest: int) -> bool:
    """Say whether the first word of ``following`` had no room on ``line``."""
    first = following.split(maxsplit=1)[0]
    need = 2 if wide(first[0]) else 1 + width(re.split("(?<=-)", first)[0])
    return width(line.rstrip()) + need > widest
