"""Where the notice stands in a text: what is around it and second copies are left out, and said so.

A notice opens with some of: headline, title, document number, foreword, addressee line, preamble; it goes
on with a numbered body; it ends with a closing, a signature, a date, annexes and a colophon. The search
takes the lines that only a notice has (addressee line, preamble formula, title over a body) as anchors,
goes up from each over what may stand before it, and down until the notice has ended.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from regparse import elements, markers
from regparse.errors import NoNoticeError
from regparse.lexicon import agencies
from regparse.model import Problem, Severity
from regparse.rules import citations

_FOREWORD = re.compile(r"(?:Foreword|Editor['’]s [Nn]ote|编者按|导语|前言)\s*[:：]")
_QUOTED_TITLE = re.compile(r"[“\"《][^”\"》]{10,400}[”\"》]")
MAX_HEAD = 12
"""Most lines that are taken as a notice's head above its first anchor."""


class Line(NamedTuple):
    """A line that is not blank: its text without outer spaces, its number in the source, a blank before it."""

    text: str
    number: int
    after_blank: bool


class Body(NamedTuple):
    """The lines of one notice and what was left out around it."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    copies: int = 1


class _Extent(NamedTuple):
    start: int
    end: int


def split(text: str) -> list[Line]:
    """Give the lines of a text that are not blank, numbered from 1 as an editor counts them."""
    lines, blank = [], True
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \u3000")
        if line:
            lines.append(Line(line, number, blank))
        blank = not line
    return lines


def whole(text: str) -> Body:
    """Give all of a text as the body: for a text that is known to hold nothing else."""
    return Body(tuple(line.text for line in split(text)), ())


def locate(text: str, name: str = "the text") -> Body:
    """Find the first notice in a text.

    After this stage the lines hold one notice, without page furniture, and every non-blank line of the
    source stands in them or in the extent of a problem (``boilerplate-dropped``, ``duplicate-copy``,
    ``further-notice``). ``name`` is for the message.

    Raises NoNoticeError when no notice is found.
    """
    lines = split(text)
    if not lines:
        raise NoNoticeError(f"{name}: the file is empty")
    extents = _extents(lines)
    if not extents:
        raise NoNoticeError(
            f"{name}: no notice found (no document number, title, addressee line or opening formula over a body of provisions)"
        )
    first = extents[0]
    kept, problems = _without_furniture(lines, first)
    key = _key(kept)
    problems += _around(lines, extents, key)
    copies = sum(_key(_without_furniture(lines, e)[0]) == key for e in extents)
    problems.sort(key=lambda p: p.lines or (0, 0))
    return Body(tuple(kept), tuple(problems), copies)


def _key(lines: list[str]) -> str:
    """Give what two copies of one notice share: the words from the first label on, all space and case apart."""
    start = next((i for i, line in enumerate(lines) if markers.read(line)), 0)
    return "".join("".join(lines[start:]).split()).lower()


def _without_furniture(lines: list[Line], extent: _Extent) -> tuple[list[str], list[Problem]]:
    kept, problems = [], []
    for line in lines[extent.start : extent.end]:
        if elements.furniture(line.text):
            problems.append(_dropped("page furniture inside the notice", line, line))
        else:
            kept.append(line.text)
    return kept, problems


def _dropped(what: str, first: Line, last: Line, code: str = "boilerplate-dropped") -> Problem:
    where = f"line {first.number}" if first is last else f"lines {first.number} to {last.number}"
    return Problem(
        code=code,
        severity=Severity.WARNING if code == "further-notice" else Severity.INFO,
        message=f"{where} of the source left out: {what}",
        lines=(first.number, last.number),
    )


def _around(lines: list[Line], extents: list[_Extent], key: str) -> list[Problem]:
    """Say what stands before, between and behind the notices, and which of them are copies of the first."""
    problems = []
    at = 0
    for index, extent in enumerate(extents):
        if extent.start > at:
            problems.append(_dropped("text around the notice", lines[at], lines[extent.start - 1]))
        if index:
            copy = _key(_without_furniture(lines, extent)[0]) == key
            what = "a second copy of the notice" if copy else "another notice; parse it from a file of its own"
            code = "duplicate-copy" if copy else "further-notice"
            problems.append(_dropped(what, lines[extent.start], lines[extent.end - 1], code))
        at = extent.end
    if at < len(lines):
        problems.append(_dropped("text around the notice", lines[at], lines[-1]))
    return problems


def _extents(lines: list[Line]) -> list[_Extent]:
    """Give the extents of the notices in document order."""
    extents: list[_Extent] = []
    at = 0
    while True:
        anchor = _next_anchor(lines, at)
        if anchor is None:
            return extents
        start = _head(lines, anchor, at)
        end = _end(lines, anchor)
        if _is_notice([line.text for line in lines[start:end]]):
            extents.append(_Extent(start, end))
            at = end
        else:
            at = anchor + 1


def _next_anchor(lines: list[Line], at: int) -> int | None:
    for i in range(at, len(lines)):
        text = lines[i].text
        if elements.recipients(text) or elements.preamble(text) or _headed(text) or _first_article(text):
            return i
    return None


def _headed(text: str) -> bool:
    """Say whether a line alone shows that a notice begins: a title, or a number over a body."""
    return elements.title(text) or _number_line(text)


def _first_article(text: str) -> bool:
    mark = markers.read(text)
    return bool(mark and mark.number == 1 and mark.family in ("article", "chapter", "han-dot"))


def _number_line(text: str) -> bool:
    """Say whether a line is a document number and little else."""
    if len(text) > 60:
        return False
    found = citations.find_numbers(text, 0, len(text))
    return bool(found) and len(text) - sum(n.span[1] - n.span[0] for n in found) <= 16


def _head(lines: list[Line], anchor: int, floor: int) -> int:
    """Go up from an anchor over title, number, foreword, issuers and headline; give the first line of the head."""
    start = anchor
    while start > floor and anchor - start < MAX_HEAD:
        text = lines[start - 1].text
        if elements.furniture(text) or not (_headed(text) or _head_line(text)):
            break
        start -= 1
    # A headline stands right above, speaks of a body that issues notices, and is no sentence.
    if start > floor and start < anchor:
        above = lines[start - 1].text
        if _headline(above):
            start -= 1
    # At the top of a text up to three short lines (加急, 机密, a file heading) belong to the head.
    if (
        start - floor <= 3
        and floor == 0
        and all(len(line.text) <= 40 and not elements.furniture(line.text) for line in lines[:start])
    ):
        start = 0
    return start


def _head_line(text: str) -> bool:
    if elements.recipients(text) or elements.signature(text) or elements.date(text) or elements.preamble(text):
        return True
    if _FOREWORD.match(text):
        return True
    names_number = bool(citations.find_numbers(text, 0, len(text)))
    return names_number and (bool(_QUOTED_TITLE.search(text)) or len(text) < 120)


def _headline(text: str) -> bool:
    return len(text) < 200 and not elements.sentence(text) and bool(agencies.load().find(text))


def _end(lines: list[Line], anchor: int) -> int:
    """Go down from an anchor to the end of the notice; give the index behind its last line."""
    ended = signed = False
    last_number: dict[str, int] = {}
    language = elements.chinese(lines[anchor].text)
    for i in range(anchor + 1, len(lines)):
        text = lines[i].text
        mark = markers.read(text)
        if elements.signature(text) or elements.date(text):
            # A signature before any closing still ends the body: 2021 notices have no commencement clause.
            signed = signed or i - anchor > 1
            continue
        if elements.annex(text):
            return _after_annex(lines, i)
        if elements.colophon(text) or elements.note(text):
            signed = True
            continue
        if signed and not mark:
            if elements.title(text) and _opens_instrument(lines, i):
                ended = signed = False
                last_number = {}
                continue
            return i
        if mark:
            if (
                ended
                and mark.number == 1
                and last_number.get(mark.family, 0) >= 1
                and elements.chinese(text) != language
            ):
                return i
            last_number[mark.family] = mark.number
            ended = ended or elements.closing(text)
            signed = False
            continue
        if elements.furniture(text):
            if ended:
                return i
            continue
        if i > anchor + 1 and elements.recipients(text) and last_number:
            return _back_to_head(lines, i)
        if ended and not (elements.closing(text) or elements.names_itself(text) or _continues(lines, i, last_number)):
            return i
        ended = ended or (bool(last_number) and elements.closing(text))
        if ended and elements.chinese(text) != language:
            return i
    return len(lines)


def _opens_instrument(lines: list[Line], i: int) -> bool:
    """Say whether the instrument that a notice issues (印发《…办法》) begins at line ``i``: a title over chapter or article 1."""
    for line in lines[i + 1 : i + 4]:
        mark = markers.read(line.text)
        if mark:
            return mark.number == 1
    return False


def _continues(lines: list[Line], i: int, last_number: dict[str, int]) -> bool:
    """Say whether the numbering goes on soon behind line ``i``, so that the line is a paragraph of a clause."""
    if not elements.sentence(lines[i].text):
        return False
    for line in lines[i + 1 : i + 6]:
        mark = markers.read(line.text)
        if mark and mark.number == last_number.get(mark.family, 0) + 1:
            return True
    return False


def _after_annex(lines: list[Line], i: int) -> int:
    """Annexes are kept as they are: they run to the end, or to page furniture or the next notice's head."""
    for j in range(i + 1, len(lines)):
        text = lines[j].text
        if elements.furniture(text):
            return j
        if elements.recipients(text) and any(
            _number_line(x.text) or elements.title(x.text) for x in lines[max(i, j - 3) : j]
        ):
            return _back_to_head(lines, j)
    return len(lines)


def _back_to_head(lines: list[Line], anchor: int) -> int:
    return _head(lines, anchor, 1)


def _is_notice(lines: list[str]) -> bool:
    """Say whether lines are a notice: two of the marks that only notices have, one of them from its head."""
    text = "\n".join(lines)
    head = lines[: MAX_HEAD + 4]
    marks = [m for m in map(markers.read, lines) if m]
    has_body = any(m.number == 2 for m in marks)
    titled = any(elements.title(line) for line in head)
    numbered = any(citations.find_numbers(line, 0, len(line)) for line in head)
    addressed = any(elements.recipients(line) for line in head)
    opened = any(elements.preamble(line) for line in head)
    articles = sum(m.family == "article" for m in marks) >= 2
    closed = any(elements.closing(line) for line in lines[-12:])
    signed = any(elements.signature(line) for line in lines[-12:]) and any(elements.date(line) for line in lines[-12:])
    evidence = titled + numbered + addressed + opened + articles + closed + signed
    return evidence >= 2 and (has_body or opened or closed or len(text) < 5000)
