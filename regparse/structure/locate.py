"""Where the notice stands in a text: what is around it and second copies are left out, and said so.

A notice opens with some of: headline, title, document number, foreword, addressee line, preamble; it goes
on with a numbered body; it ends with a closing, a signature, a date, annexes and a colophon. The search
takes the lines that only a notice has (addressee line, preamble formula, title over a body) as anchors,
goes up from each over what may stand before it, and down until the notice has ended.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal, NamedTuple

from regparse.errors import NoNoticeError
from regparse.grammar import citations
from regparse.lexicon import labels
from regparse.lexicon.problems import problem
from regparse.model import Language, Problem
from regparse.notation.expressions import expression
from regparse.notation.markers import Marker
from regparse.structure import elements, heads, titles
from regparse.structure.card import rows
from regparse.structure.lines import Line, split
from regparse.structure.reflow import reflow

MAX_TRIED = 60
"""How many times its own length a text is searched for notices before the search is given up."""


_TRADITIONAL = expression("[條關於應為務機構業監規辦國發會責權險證據經實買賣對與從並個]")
"""Characters that simplified script writes otherwise, among the most frequent of legal texts."""
_ONE_IN = 25
"""A text with more than one such character in so many is in traditional script."""
LONGEST_ORDER = 600
"""Code points of the longest order that is read without the instrument it publishes."""
LEAST_EXCERPT = 2
"""Articles in a row that make a text without a head a piece of an instrument."""


class Body(NamedTuple):
    """The lines of one notice and what was left out around it."""

    rows: tuple[Line, ...]
    problems: tuple[Problem, ...]
    cleaners: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The words of the lines."""
        return tuple(line.text for line in self.rows)


class _Extent(NamedTuple):
    start: int
    end: int


def whole(text: str) -> Body:
    """Give all of a text as the body: for a text that is known to hold nothing else."""
    lines, cleaners = reflow(split(text))
    return Body(tuple(lines), (), cleaners)


def locate(text: str, name: str = "the text", language: Language | None = None) -> Body:
    """Find the first notice in a text; with a ``language``, the first one in that where there is one.

    After this stage the lines hold one notice, without page furniture, and every non-blank line of the
    source stands in them or in the extent of a problem (``boilerplate-dropped``, ``duplicate-copy``,
    ``further-notice``). ``name`` is for the message.

    Raises NoNoticeError when no notice is found.
    """
    lines, cleaners = reflow(split(text))
    extents = _found(lines, name)
    wanted = enumerate(extents) if language else ()
    at = next((i for i, extent in wanted if _language(lines, extent) == language), 0)
    return _body(text, lines, extents, at, cleaners)


def locate_all(text: str, name: str = "the text") -> tuple[Body, ...]:
    """Find every notice in a text, in their order and each once; each body is as that of :func:`locate`.

    Raises NoNoticeError when no notice is found.
    """
    lines, cleaners = reflow(split(text))
    extents = _found(lines, name)
    keys = [_key(_without_furniture(lines, extent)[0]) for extent in extents]
    return tuple(_body(text, lines, extents, i, cleaners) for i, key in enumerate(keys) if key not in keys[:i])


def _found(lines: list[Line], name: str) -> list[_Extent]:
    if not lines:
        raise NoNoticeError("empty-file", name=name)
    extents = _extents(lines) or _headless(lines)
    if not extents:
        whole = "".join(line.text for line in lines)
        if len(_TRADITIONAL.findall(whole)) * _ONE_IN > len(whole):
            raise NoNoticeError("no-notice-traditional", name=name)
        raise NoNoticeError("no-notice", name=name)
    return extents


def _language(lines: list[Line], extent: _Extent) -> Language:
    return "zh" if elements.chinese("\n".join(line.text for line in lines[extent.start : extent.end])) else "en"


def _body(text: str, lines: list[Line], extents: list[_Extent], at: int, cleaners: tuple[str, ...]) -> Body:
    """Give the notice of the extent ``at``, the others as problems."""
    kept, problems = _without_furniture(lines, extents[at])
    problems += _around(lines, extents, at, _key(kept)) + _page_numbers(text)
    problems.sort(key=lambda p: p.lines or (0, 0))
    return Body(tuple(kept), tuple(problems), cleaners)


def _key(lines: list[Line]) -> str:
    """Give what two copies of one notice share: the words from the first label on, all space and case apart."""
    start = next((i for i, line in enumerate(lines) if line.mark), 0)
    return "".join("".join(line.text for line in lines[start:]).split()).lower()


def _without_furniture(lines: list[Line], extent: _Extent) -> tuple[list[Line], list[Problem]]:
    kept, problems = list[Line](), list[Problem]()
    own = lines[extent.start : extent.end]
    card = frozenset(rows(own))
    if card:
        problems.append(_dropped("card", own[min(card)], own[max(card)]))
    for n, line in enumerate(own):
        if n in card:
            continue
        if line.furniture:
            problems.append(_dropped("furniture", line, line))
        else:
            kept.append(line)
    return kept, problems


def _dropped(what: str, first: Line, last: Line) -> Problem:
    """Return what is left out of the source; ``what`` is a code of the catalogue (``problem.left-out``)."""
    return problem("boilerplate-dropped", lines=(first.number, last.last), what=what)


def _page_numbers(text: str) -> list[Problem]:
    """Say how many page numbers were left out, in one problem."""
    pages = [line for line in split(text) if line.page_number]
    if not pages:
        return []
    return [problem("page-numbers-dropped", lines=(pages[0].number, pages[-1].last), pages=len(pages))]


def _around(lines: list[Line], extents: list[_Extent], kept: int, key: str) -> list[Problem]:
    """Say what stands before, between and behind the notices, and which of them are copies of the one kept."""
    problems = []
    at = 0
    for index, extent in enumerate(extents):
        if extent.start > at:
            problems.append(_dropped("around", lines[at], lines[extent.start - 1]))
        if index != kept:
            place = (lines[extent.start].number, lines[extent.end - 1].last)
            if _key(_without_furniture(lines, extent)[0]) == key:
                problems.append(problem("duplicate-copy", lines=place))
            else:
                language, title = _language(lines, extent), _title(lines, extent)
                problems.append(problem("further-notice", lines=place, language=language, title=title))
        at = extent.end
    if at < len(lines):
        problems.append(_dropped("around", lines[at], lines[-1]))
    return problems


def _title(lines: list[Line], extent: _Extent) -> str:
    """Return which notice an extent is: the line of its title, or its first one."""
    head = lines[extent.start : extent.end][: heads.MAX_HEAD]
    title = next((line for line in head if line.title), head[0]).text
    return title if len(title) <= 120 else title[:119] + "…"


def _extents(lines: list[Line]) -> list[_Extent]:
    """Give the extents of the notices in document order."""
    extents: list[_Extent] = []
    at = tried = 0
    while True:
        anchor = heads.next_anchor(lines, at)
        # A page of a thousand titles over teasers is an index: no reader looks for a notice behind each.
        if anchor is None or tried > MAX_TRIED * len(lines):
            return extents
        if not _has_body(lines, anchor):
            at = anchor + 1
            continue
        start = heads.head(lines, anchor, at)
        end = _end(lines, anchor)
        tried += end - start
        if _is_notice(lines[start:end]):
            extents.append(_Extent(start, end))
            at = end
        else:
            at = anchor + 1


def _headless(lines: list[Line]) -> list[_Extent]:
    """Take all of a text that has lost its head: numbered provisions of a document that speaks of itself."""
    marks = [line.mark for line in lines if line.mark]
    words = "".join(line.text for line in lines)
    if len(words) <= LONGEST_ORDER and not marks and titles.orders(words):
        return [_Extent(0, len(lines))]  # an order whose instrument stands elsewhere
    own = any(line.closing and line.names_itself for line in lines)
    if own and len(marks) >= 2:
        return [_Extent(0, len(lines))]
    return [_Extent(0, len(lines))] if _is_excerpt(lines) else []


def _is_excerpt(lines: list[Line]) -> bool:
    """Say whether a text is a piece of an instrument without its head: articles or decimals one after another."""
    found = labels.read([line.text for line in lines]).marks
    marks = [m for m in found if m and m.family in ("article", "decimal")]
    in_order = sum(labels.succeeds(one, other) for one, other in pairwise(marks))
    prose = sum(_is_prose(line) for line in lines)
    return in_order >= LEAST_EXCERPT - 1 and prose >= LEAST_EXCERPT


def _has_body(lines: list[Line], anchor: int) -> bool:
    """Say whether a body may follow an anchor: soon behind it a label, an opening formula or a long sentence stands."""
    for line in lines[anchor : anchor + heads.MAX_HEAD * 4]:
        if line.mark or line.preamble or (len(line.text) > 30 and line.sentence):
            return True
    return False


class _Reading:
    """How far a notice has come while its lines are read from the anchor down.

    ``state`` is ``open`` while provisions are read, ``closed`` behind a closing (施行, 废止), ``signed`` behind a
    signature, a date, a note or a colophon. ``numbers`` are the last numbers of each family of labels.
    """

    def __init__(self, lines: list[Line], anchor: int) -> None:
        self.lines, self.anchor = lines, anchor
        self.chinese = lines[anchor].chinese
        self.state: Literal["open", "closed", "signed"] = "open"
        self.numbers: dict[str, int] = {}

    def end(self) -> int:
        """Return the index behind the last line of the notice."""
        for i in range(self.anchor + 1, len(self.lines)):
            if (end := self.ends(i)) is not None:
                return end
        return len(self.lines)

    def ends(self, i: int) -> int | None:
        """Take in line ``i``; return where the notice has ended if that line shows it."""
        line = self.lines[i]
        if line.furniture:
            return i if self.state != "open" and _page(line) and not self.goes_on(i) else None
        if self.numbers and (head := heads.next_head(self.lines, i, self.anchor)):
            return head
        if line.mark:
            return self.labelled(i, line, line.mark)
        if line.signature or line.date or line.colophon or line.note:
            if i - self.anchor > 1:
                self.state = "signed"
        elif line.annex:
            self.state = "open"
        elif self.state == "signed" and not self.numbers and line.recipients:
            self.state = "open"  # a date above the addressee line is the head's
        elif self.state != "open":
            return i if self.is_foreign(i, line) else None
        elif line.closing and (self.numbers or self.opened_before(i)):
            self.state = "closed"
        return None

    def labelled(self, i: int, line: Line, mark: Marker) -> int | None:
        if self.state != "open" and line.chinese != self.chinese:
            return i
        self.numbers[mark.family] = mark.number
        self.state = "closed" if line.closing else "open"
        return None

    def is_foreign(self, i: int, line: Line) -> bool:
        """Say whether a line behind the closing or the signature is no part of the notice."""
        own = line.closing or line.names_itself
        # What stands behind a Chinese signature is forms, lists and colophon, unless the page shows itself.
        kept = self.chinese and line.chinese and not any(map(_page, self.lines[i : i + 6]))
        return (self.state == "signed" or not own) and not kept and not self.goes_on(i)

    def opened_before(self, i: int) -> bool:
        """Say whether an opening formula stands above: a notice without numbered provisions closes all the same."""
        return any(line.preamble for line in self.lines[self.anchor : i])

    def goes_on(self, i: int) -> bool:
        """Say whether the notice goes on at line ``i``: numbered provisions come behind, before another one begins.

        They go on with a series, or they are the chapters and articles of an instrument that the notice issues.
        """
        here = self.lines[i]
        for j in range(i, min(i + FARTHEST, len(self.lines))):
            line = self.lines[j]
            if j > i and heads.next_head(self.lines, j, i):
                return False
            mark = line.mark
            if not mark or line.chinese != self.chinese:
                continue
            if mark.number == self.numbers.get(mark.family, -9) + 1 and here.sentence:
                return j - i <= NEAR or mark.family in ("article", "chapter")
            if mark.number == 1 and mark.family in ("part", "chapter", "article"):
                return True
            if mark.number == 1 and self.chinese and mark.family == "han-dot" and j - i <= 40 and not line.title:
                return any(x.title or x.annex for x in self.lines[i : j + 1])
        return False


def _end(lines: list[Line], anchor: int) -> int:
    """Go down from an anchor to the end of the notice; give the index behind its last line.

    A notice ends where the next one's head begins, or where a line that is no part of one follows its closing or
    signature and no numbered provisions come behind that line. Law that is lost is worse than furniture kept: in
    doubt the notice goes on.
    """
    return _Reading(lines, anchor).end()


FARTHEST = 400
"""How many lines behind a signature provisions that go on are looked for."""
NEAR = 6
"""How many lines on a list may go on behind a sentence; articles and chapters are looked for farther."""


def _page(line: Line) -> bool:
    return line.furniture and not line.page_number


def _is_prose(line: Line) -> bool:
    return len(line.text) > (20 if line.text.isascii() else 8) and line.sentence


def _is_notice(lines: list[Line]) -> bool:
    """Say whether lines are a notice: two of the marks that only notices have, one of them from its head."""
    texts = [line.text for line in lines]
    text = "\n".join(texts)
    head, tail = lines[: heads.MAX_HEAD + 4], lines[-12:]
    marks = [m for m in labels.read(texts).marks if m]
    has_body = any(m.number == 2 for m in marks) or any(labels.succeeds(a, b) for a, b in pairwise(marks))
    titled = any(line.title for line in head)
    numbered = any(citations.find_numbers(line.text, 0, len(line.text)) for line in head)
    addressed = any(line.recipients for line in head)
    opened = any(line.preamble for line in head)
    articles = sum(m.family == "article" for m in marks) >= 2
    closed = any(line.closing for line in tail)
    signed = any(line.signature for line in tail) and any(line.date for line in tail)
    if not any(_is_prose(line) and not line.recipients for line in lines):
        return False  # a table of contents or a page's own data on the notice, without its words
    evidence = titled + numbered + addressed + opened + articles + closed + signed
    if titled and has_body and elements.chinese(text) and re.search(r"应当|不得|应|须", text):
        evidence += 1  # a bare instrument: its title and its provisions
    return evidence >= 2 and (has_body or opened or closed or len(text) < 5000)
