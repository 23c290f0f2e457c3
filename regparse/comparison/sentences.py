"""Clauses -> sentences -> the tokens by which texts are likened to each other.

After this stage: the sentences of a clause stand in order, do not overlap, and hold every character of the
clause but white space and the printed label, once each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import add, itemgetter

from regparse.comparison.words import STOP, Known
from regparse.model import Clause, Language, Notice, Quote, Span
from regparse.notation.expressions import expression

_CLOSERS = "\"'”’」』）)》〉】]"
# One class of characters first, so that the search runs from mark to mark and tries nothing in between.
_ENDS = expression(
    r"[。！？；!?;.\n](?:"
    rf"(?<=[^.\n])[。！？；!?;]*[{re.escape(_CLOSERS)}]*"  # an end wherever it stands
    rf"|(?<=\.)[{re.escape(_CLOSERS)}]*(?=\s|\Z)"  # a full stop, unless an abbreviation says otherwise
    r"|(?<=\n)(?:\s*\n)?)"
)
_ABBREVIATION = expression(r"(?:\b(?:No|Nos|Art|Arts|Para|Paras|Sec|Secs|Ch|cf|vs|e\.g|i\.e|Mr|Ms|Dr|St)|\b[A-Z])\Z")
_LONGEST = len("Paras")
"""No abbreviation is longer, in characters."""
_CHARACTER = expression(r"\S")
_LINE_ENDS = "。！？；：.!?;:"
_ITEM = expression(
    r"\s*(?:[（(]?[0-9一二三四五六七八九十ivxIVX]{1,5}[）).、．]|[①-⑳]|第[一二三四五六七八九十百千零〇0-9]+[条款项])"
)


def sentences(notice: Notice, clause: Clause) -> tuple[Quote, ...]:
    """Give the sentences of a clause, semicolons counted as ends, its label left out; spans into ``notice.text``."""
    return tuple(Quote(text=notice.text[a:b], span=(a, b)) for a, b in sentence_spans(notice, clause))


def sentence_spans(notice: Notice, clause: Clause) -> Iterator[Span]:
    """Give where the sentences of a clause stand in ``notice.text``."""
    return split(notice.text, *body_span(clause), notice.language)


def body_span(clause: Clause) -> Span:
    """Give the span of a clause without its printed label: numbering is no part of what a clause says."""
    start, end = clause.span
    text = clause.text
    skip = len(text) - len(text.lstrip())
    if clause.label and text.startswith(clause.label, skip):
        skip += len(clause.label)
    skip += len(text[skip:]) - len(text[skip:].lstrip())
    return (start + skip, end) if start + skip < end else (start, end)


def label_spans(clause: Clause) -> Iterator[Span]:
    """Give where the printed labels of a clause and of all below it stand, the space after each included."""
    for part in clause.walk():
        start, end = part.span[0], body_span(part)[0]
        if part.label and start < end:
            yield start, end


def plain(clause: Clause, language: Language) -> str:
    """Give the text of a clause as it is compared: numbering and the style of its marks are no part of what it says.

    Printed labels are left out, its own and those of its items; quotation marks, brackets and stops have the style of
    the language ("..." in English, “……” in Chinese); a run of blanks is one, and one line break parts paragraphs.
    """
    text, start = clause.text, clause.span[0]
    done, parts = 0, list[str]()
    for a, b in sorted(label_spans(clause)):
        parts.append(text[done : a - start])
        done = max(done, b - start)
    text = "".join([*parts, text[done:]])
    text = _english(text) if language == "en" else _chinese(text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines))


_WESTERN = tuple(zip("“”‘’（）【】，；：", "\"\"''()[],;:", strict=True))
_EASTERN = tuple(zip("()", "（）", strict=True))


def _styled(text: str, marks: Iterable[tuple[str, str]]) -> str:
    """Give one mark for another; most texts have few of them, and where one is missing that is told at once."""
    for mark, own in marks:
        text = text.replace(mark, own)
    return text


def _english(text: str) -> str:
    return text if text.isascii() else _styled(text, _WESTERN)


def _chinese(text: str) -> str:
    """Give Chinese marks for Western ones; straight quotation marks open and close in turn, paragraph by paragraph."""
    lines = _styled(text, _EASTERN).split("\n")
    return "\n".join(
        "".join(part + ("" if last else "“”"[n % 2]) for n, part, last in _quoted(line)) if '"' in line else line
        for line in lines
    )


def _quoted(line: str) -> Iterator[tuple[int, str, bool]]:
    parts = line.split('"')
    return ((n, part, n == len(parts) - 1) for n, part in enumerate(parts))


def split(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """Give the spans of the sentences of ``text[start:end]``, in order, without white space at their edges."""
    begin = start
    for found in _ENDS.finditer(text, start, end):
        if not _ends_here(text, begin, found, end, language):
            continue
        piece = _trimmed(text, begin, found.end())
        if piece:
            yield piece
        begin = found.end()
    piece = _trimmed(text, begin, end)
    if piece:
        yield piece


def _ends_here(text: str, begin: int, found: re.Match[str], end: int, language: Language) -> bool:
    mark = text[found.start()]
    if mark == "\n":
        before = text[begin : found.start()].rstrip()
        blank = found.group().count("\n") > 1
        return blank or not before or before[-1] in _LINE_ENDS or bool(_ITEM.match(text, found.end(), end))
    if mark == ".":
        if _ABBREVIATION.search(text, max(begin, found.start() - _LONGEST), found.start()):
            return False
        after = _CHARACTER.search(text, found.end(), end)
        # "etc. and so on": what goes on in lower case is the same sentence
        return language == "zh" or after is None or not after[0].islower()
    return True


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    bare = piece.lstrip()
    lead = end - len(bare)
    tail = lead + len(bare.rstrip())
    return (lead, tail) if lead < tail else None


_LATIN = expression(r"[a-z]+|\d+")
_HAN = expression("[\u3400-\u9fff]+")
_PREFIX = 6


def tokens(text: str) -> frozenset[str]:
    """Give the tokens of a text as a set: word beginnings in Latin script, pairs of characters in Chinese.

    Six letters of a word stand for all its forms; case, white space, stop words and every mark are gone, so
    that neither numbering nor the style of quotation marks makes a difference.
    """
    text = text.lower()
    out = set(map(_beginnings.__getitem__, _LATIN.findall(text)))
    out.discard("")
    for run in () if text.isascii() else _HAN.findall(text):
        if len(run) <= 2:
            out.add(run)
        else:
            out.update(_pairs(len(run))(run) if len(run) <= _LONG else map(add, run, run[1:]))
    return frozenset(out)


_LONG = 100
"""No longer run of characters is cut by a cutter of its own."""


@cache
def _pairs(length: int) -> Callable[[str], tuple[str, ...]]:
    """Give what cuts a run of three characters or more into its pairs, in half the time that adding them takes."""
    return itemgetter(*[slice(at, at + 2) for at in range(length - 1)])


def _beginning(word: str) -> str:
    """Give the beginning of a word; nothing for a stop word."""
    return "" if word in STOP else word[:_PREFIX]


_beginnings = Known(_beginning)
