"""What a page or a tool put into the lines of a text that its drafter did not: taken out, and said so.

A bullet before a label, a page number glued to the next article, glyphs that a printed page set twice to make them
bold, blanks that recognition of characters put between them. Only whole lines are looked at, each by itself.
"""

from __future__ import annotations

import re
from functools import cache

from regparse.lexicon import tables
from regparse.notation import markers, numerals
from regparse.notation.expressions import expression

_HAN = "\u3400-\u9fff"
_BULLET = expression(r"^([ \t\u3000]*)(?:[*•●○■□▪◆◇➢►▶⚫★☆·]|[-–+](?=[ \u3000]))[ \t\u3000]*(?=\S)", re.MULTILINE)
_PAGE = expression(rf"^([ \t\u3000]*)\d{{1,4}}[ \u3000]?(?=第[{numerals.HAN_CLASS}]{{1,7}}[条章节])", re.MULTILINE)
_TWICE = expression(r"^[ \t\u3000]*(?:(\S)\1[ \u3000]*){3}.*$", re.MULTILINE)
_PAIR = expression(r"(\S)\1")
_LABEL_TWICE = expression(rf"第第(?:([{numerals.HAN_CLASS}0-9])\1){{1,4}}([编章节条])\2")
MIN_TWICE = 3
"""Pairs of equal glyphs that show a line to be printed twice; words have two in a row at most."""
_BLANK = expression(rf"(?<=[{_HAN}])[ \u3000](?=[{_HAN}])")
_SPACED = expression(rf"(?:[{_HAN}][ \u3000]){{5}}[{_HAN}]")
_PAIRS = expression(rf"[{_HAN}](?=[{_HAN}])")
_IN_SENTENCE = expression(
    rf"(?<=[{_HAN}])(?<![条章节编款部会局署委]) (?=[{_HAN}])(?!第[{numerals.HAN_CLASS}]{{1,7}}[条章])"
)

MIN_STREWN = 3
"""Blanks in the sentences of a text that show that recognition put them there; one may be the printer's."""
_TITLE = expression(r"《[^《》]{0,300}》")
"""A title may name the bodies that issue it, parted by blanks."""
_IN_SENTENCE_OR_TITLE = expression(f"{_TITLE.pattern}|{_IN_SENTENCE.pattern}")
_WORDED = ("part", "chapter", "subchapter", "article")
"""Labels that a blank follows as a rule."""


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without what was put into its lines, and the names of the cleaners that changed it."""
    done: list[str] = []
    for label, mend in (
        ("bullets-dropped", _bullets),
        ("page-numbers-dropped", lambda given: _PAGE.sub(r"\1", given)),
        ("doubled-glyphs-mended", _doubled),
        ("blanks-in-words-dropped", _blanks),
    ):
        after = mend(text)
        if after != text:
            done.append(label)
            text = after
    return text, tuple(done)


def _bullets(text: str) -> str:
    """Take off the bullets before labels; a bullet before anything else is its only label."""

    def bare(found: re.Match[str]) -> str:
        end = text.find("\n", found.end())
        line = text[found.end() : end if end >= 0 else len(text)][:40]
        return found[1] if markers.read(line) or markers.loose(line) else found[0]

    return _BULLET.sub(bare, text)


def _doubled(text: str) -> str:
    """Give each glyph once in lines that print every one of them twice, and in labels that do (第第一一章章)."""

    def single(found: re.Match[str]) -> str:
        line = found[0]
        rest = _PAIR.sub("", line)
        return _PAIR.sub(r"\1", line) if not rest.strip() and not _same(line) else line

    return _LABEL_TWICE.sub(lambda found: _PAIR.sub(r"\1", found[0]), _TWICE.sub(single, text))


def _same(line: str) -> bool:
    """Say whether a line is one mark again and again, as a rule or a leader is."""
    return len(set("".join(line.split()))) < MIN_TWICE


def _blanks(text: str) -> str:
    """Take out the blanks between Chinese characters: all of a line that has one between any two, those of sentences.

    A blank parts bodies that sign, the cells of a row and the words of a headline, so lines that are no sentence keep
    theirs; and the one behind a label stays.
    """
    if not _BLANK.search(text):
        return text
    lines = text.split("\n")
    spaced = [i for i, line in enumerate(lines) if _SPACED.search(line) and _is_spaced(line)]
    if len(spaced) >= MIN_STREWN:  # then short lines are spaced as well
        spaced = [i for i, line in enumerate(lines) if _BLANK.search(line) and _is_spaced(line)]
    for i in spaced:
        lines[i] = _close_up(lines[i])
    lines = _in_words().sub(lambda found: "".join(found[0].split()), "\n".join(lines)).split("\n")
    broken = [i for i, line in enumerate(lines) if _is_sentence(line) and _IN_SENTENCE.search(line)]
    if sum(len(_IN_SENTENCE.findall(_TITLE.sub("", lines[i]))) for i in broken) >= MIN_STREWN:
        for i in broken:
            lines[i] = _IN_SENTENCE_OR_TITLE.sub(lambda found: found[0] if found[0] != " " else "", lines[i])
    return "\n".join(lines)


@cache
def _in_words() -> re.Pattern[str]:
    """Return the pattern of the words that a blank never parts, with one in them (不 得)."""
    words = [word for word in tables.load("furniture")["whole"] if len(word) == 2]
    return re.compile("|".join(f"{word[0]}[ \u3000]{word[1]}" for word in words))


def _is_sentence(line: str) -> bool:
    return any(mark in line for mark in "，。；") and "|" not in line


def _is_spaced(line: str) -> bool:
    """Say whether a line has a blank between most of its characters."""
    return 4 * len(_PAIRS.findall(line)) < len(_BLANK.findall(line))


def _close_up(line: str) -> str:
    """Take all single blanks out of a line, but the one behind its label."""
    bare = line.lstrip(" \u3000")
    mark = markers.read(bare[:80])
    label, rest = "", bare
    if mark and mark.family in _WORDED:
        label, rest = "".join(mark.label.split()) + " ", bare[mark.end :].lstrip(" \u3000")
    return line[: len(line) - len(bare)] + label + _BLANK.sub("", rest)
