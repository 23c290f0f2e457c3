"""Where the notice stands in a text: what is around it and second copies are left out, and said so.

A notice opens with some of: headline, title, document number, foreword, addressee line, preamble; it goes
on with a numbered body; it ends with a closing, a signature, a date, annexes and a colophon. The search
takes the lines that only a notice has (addressee line, preamble formula, title over a body) as anchors,
goes up from each over what may stand before it, and down until the notice has ended.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from regparse.errors import NoNoticeError
from regparse.grammar import citations
from regparse.lexicon import labels
from regparse.lexicon.problems import problem
from regparse.model import Language, Problem
from regparse.notation import markers
from regparse.structure import elements, heads
from regparse.structure.card import rows
from regparse.structure.reflow import Line, reflow

MAX_TRIED = 60
"""How many times its own length a text is searched for notices before the search is given up."""


LEAST_EXCERPT = 2
"""Articles in a row that make a text without a head a piece of an instrument."""


class Body(NamedTuple):
    """The lines of one notice and what was left out around it."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    cleaners: tuple[str, ...] = ()


class _Extent(NamedTuple):
    start: int
    end: int


def split(text: str) -> list[Line]:
    """Give the lines of a text that are not blank, numbered from 1 as an editor counts them."""
    lines, blank = [], True
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \u3000")
        if line:
            lines.append(Line(line, number, number, blank))
        blank = not line
    return lines


def whole(text: str) -> Body:
    """Give all of a text as the body: for a text that is known to hold nothing else."""
    lines, cleaners = reflow(split(text))
    return Body(tuple(line.text for line in lines), (), cleaners)


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


def _key(lines: list[str]) -> str:
    """Give what two copies of one notice share: the words from the first label on, all space and case apart."""
    start = next((i for i, line in enumerate(lines) if markers.read(line)), 0)
    return "".join("".join(lines[start:]).split()).lower()


def _without_furniture(lines: list[Line], extent: _Extent) -> tuple[list[str], list[Problem]]:
    kept, problems = [], []
    own = lines[extent.start : extent.end]
    card = frozenset(rows([line.text for line in own]))
    if card:
        problems.append(_dropped("card", own[min(card)], own[max(card)]))
    for n, line in enumerate(own):
        if n in card:
            continue
        if elements.furniture(line.text):
            problems.append(_dropped("furniture", line, line))
        else:
            kept.append(line.text)
    return kept, problems


def _dropped(what: str, first: Line, last: Line) -> Problem:
    """Return what is left out of the source; ``what`` is a code of the catalogue (``problem.left-out``)."""
    return problem("boilerplate-dropped", lines=(first.number, last.last), what=what)


def _page_numbers(text: str) -> list[Problem]:
    """Say how many page numbers were left out, in one problem."""
    pages = [line for line in split(text) if elements.page_number(line.text)]
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
    head = [line.text for line in lines[extent.start : extent.end][: heads.MAX_HEAD]]
    title = next(filter(elements.title, head), head[0])
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
        if _is_notice([line.text for line in lines[start:end]]):
            extents.append(_Extent(start, end))
            at = end
        else:
            at = anchor + 1


def _headless(lines: list[Line]) -> list[_Extent]:
    """Take all of a text that has lost its head: numbered provisions of a document that speaks of itself."""
    marks = [m for m in (markers.read(line.text) for line in lines) if m]
    own = any(elements.closing(line.text) and elements.names_itself(line.text) for line in lines)
    if own and len(marks) >= 2:
        return [_Extent(0, len(lines))]
    return [_Extent(0, len(lines))] if _is_excerpt([line.text for line in lines]) else []


def _is_excerpt(lines: list[str]) -> bool:
    """Say whether a text is a piece of an instrument without its head: articles or decimals one after another."""
    marks = [m for m in labels.read(lines).marks if m and m.family in ("article", "decimal")]
    in_order = sum(labels.succeeds(one, other) for one, other in pairwise(marks))
    prose = sum(len(line) > (20 if line.isascii() else 8) and elements.sentence(line) for line in lines)
    return in_order >= LEAST_EXCERPT - 1 and prose >= LEAST_EXCERPT


def _has_body(lines: list[Line], anchor: int) -> bool:
    """Say whether a body may follow an anchor: soon behind it a label, an opening formula or a long sentence stands."""
    for line in lines[anchor : anchor + heads.MAX_HEAD * 4]:
        if (
            markers.read(line.text)
            or elements.preamble(line.text)
            or (len(line.text) > 30 and elements.sentence(line.text))
        ):
            return True
    return False


def _end(lines: list[Line], anchor: int) -> int:
    """Go down from an anchor to the end of the notice; give the index behind its last line.

    A notice ends where the next one's head begins, or where a line that is no part of one follows its closing or
    signature and no numbered provisions come behind that line. Law that is lost is worse than furniture kept: in
    doubt the notice goes on.
    """
    ended = signed = False
    numbers: dict[str, int] = {}
    chinese = elements.chinese(lines[anchor].text)
    for i in range(anchor + 1, len(lines)):
        text = lines[i].text
        if elements.furniture(text):
            if (ended or signed) and _page(text) and not _goes_on(lines, i, numbers, chinese):
                return i
            continue
        if numbers and (head := heads.next_head(lines, i, anchor)):
            return head
        mark = markers.read(text)
        if mark:
            if (ended or signed) and elements.chinese(text) != chinese:
                return i
            numbers[mark.family] = mark.number
            ended, signed = elements.closing(text), False
        elif elements.signature(text) or elements.date(text) or elements.colophon(text) or elements.note(text):
            signed = signed or i - anchor > 1
        elif elements.annex(text):
            ended = signed = False
        elif signed and not numbers and elements.recipients(text):
            signed = False  # a date above the addressee line is the head's
        elif ended or signed:
            own = elements.closing(text) or elements.names_itself(text)
            # What stands behind a Chinese signature is forms, lists and colophon, unless the page shows itself.
            kept = chinese and elements.chinese(text) and not any(_page(x.text) for x in lines[i : i + 6])
            if (signed or not own) and not kept and not _goes_on(lines, i, numbers, chinese):
                return i
        elif numbers or _unnumbered(lines, anchor, i):
            ended = elements.closing(text)
    return len(lines)


def _page(text: str) -> bool:
    return elements.furniture(text) and not elements.page_number(text)


def _unnumbered(lines: list[Line], anchor: int, i: int) -> bool:
    """Say whether line ``i`` closes a notice that has no numbered provisions."""
    return i > anchor and elements.closing(lines[i].text) and any(elements.preamble(x.text) for x in lines[anchor:i])


def _goes_on(lines: list[Line], i: int, numbers: dict[str, int], chinese: bool) -> bool:
    """Say whether the notice goes on at line ``i``: numbered provisions come behind, before another notice begins.

    They go on with a series, or they are the chapters and articles of an instrument that the notice issues.
    """
    for j in range(i, min(i + 400, len(lines))):
        text = lines[j].text
        if j > i and heads.next_head(lines, j, i):
            return False
        mark = markers.read(text)
        if not mark or elements.chinese(text) != chinese:
            continue
        if mark.number == numbers.get(mark.family, -9) + 1 and elements.sentence(lines[i].text):
            return j - i <= 6 or mark.family in ("article", "chapter")
        if mark.number == 1 and mark.family in ("part", "chapter", "article"):
            return True
        if mark.number == 1 and chinese and mark.family == "han-dot" and j - i <= 40 and elements.title(text) is False:
            return any(elements.title(x.text) or elements.annex(x.text) for x in lines[i : j + 1])
    return False


def _is_notice(lines: list[str]) -> bool:
    """Say whether lines are a notice: two of the marks that only notices have, one of them from its head."""
    text = "\n".join(lines)
    head = lines[: heads.MAX_HEAD + 4]
    marks = [m for m in labels.read(lines).marks if m]
    has_body = any(m.number == 2 for m in marks) or any(labels.succeeds(a, b) for a, b in pairwise(marks))
    titled = any(elements.title(line) for line in head)
    numbered = any(citations.find_numbers(line, 0, len(line)) for line in head)
    addressed = any(elements.recipients(line) for line in head)
    opened = any(elements.preamble(line) for line in head)
    articles = sum(m.family == "article" for m in marks) >= 2
    closed = any(elements.closing(line) for line in lines[-12:])
    signed = any(elements.signature(line) for line in lines[-12:]) and any(elements.date(line) for line in lines[-12:])
    if not any(
        len(x) > (20 if x.isascii() else 8) and elements.sentence(x) and not elements.recipients(x) for x in lines
    ):
        return False  # a table of contents or a page's own data on the notice, without its words
    evidence = titled + numbered + addressed + opened + articles + closed + signed
    if titled and has_body and elements.chinese(text) and re.search(r"应当|不得|应|须", text):
        evidence += 1  # a bare instrument: its title and its provisions
    return evidence >= 2 and (has_body or opened or closed or len(text) < 5000)
