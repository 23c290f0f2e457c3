"""The parts of a notice: what each of its lines is.

``shape`` places every line: head, body, closing, signature, date, annexes, colophon. :mod:`regparse.structure.series`
decides for the lines of the body which labels open a unit and how deep it stands, :mod:`regparse.structure.tree` makes
sections and clauses of that. All three are total: any lines give a result, nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from regparse.lexicon import labels
from regparse.lexicon.labels import Labels
from regparse.lexicon.problems import problem
from regparse.model import BlockKind, Problem, Span
from regparse.notation import markers
from regparse.notation.expressions import expression
from regparse.notation.markers import Marker
from regparse.structure.lines import Line
from regparse.structure.series import begins


class Shape(NamedTuple):
    """The lines of a notice with what each is.

    ``text`` is the cleaned body that all spans point into, ``rows`` the lines, ``lines`` their words, ``spans`` their
    places in it, ``kinds`` a block kind for every line; the body proper has kind ``clause`` until the tree tells
    sections from it. ``labels`` are the lines' labels, in whatever part they stand.
    """

    text: str
    rows: tuple[Line, ...]
    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    kinds: tuple[BlockKind, ...]
    labels: Labels

    def at(self, kind: BlockKind) -> list[int]:
        """Give the indexes of the lines of a kind."""
        return [i for i, k in enumerate(self.kinds) if k == kind]


def shape(lines: Sequence[Line]) -> Shape:
    """Place every line. After this stage each line has exactly one kind."""
    lines = tuple(lines)
    texts = tuple(line.text for line in lines)
    spans, at = [], 0
    for text in texts:
        spans.append((at, at + len(text)))
        at += len(text) + 1
    found = labels.read(texts)
    marks = list(found.marks)
    contents, listed = _contents(lines, marks), _annex_list(lines, marks)
    for i in contents | listed:
        marks[i] = None
    body = _body_start(lines, marks)
    kinds: list[BlockKind] = [*_head_kinds(lines[:body]), *_rest_kinds(lines, marks, body)]
    for i in contents:
        kinds[i] = "contents"
    for i in listed:
        kinds[i] = "annex"
    return Shape("\n".join(texts), lines, texts, tuple(spans), tuple(kinds), found)


def _contents(lines: tuple[Line, ...], marks: list[Marker | None]) -> set[int]:
    """Give the lines of a table of contents: 目录 and the chapters listed under it before the text begins.

    Entries with a row of dots before their page are some wherever they stand, if there are several.
    """
    entries = [i for i, line in enumerate(lines) if line.leader]
    found: set[int] = set(entries) if len(entries) >= LEAST_ENTRIES else set()
    for i, line in enumerate(lines):
        if not line.contents:
            continue
        found.add(i)
        found.update(_entries(lines, i))
        listed: set[tuple[str, ...]] = set()
        for j in range(i + 1, len(lines)):
            mark, words = marks[j], tuple(_PAGE_BEHIND.sub("", lines[j].text).split())
            if j not in found and (mark is None or mark.family not in markers.HIGH or words in listed):
                break
            listed.add(words)
            found.add(j)
    return found


def _entries(lines: tuple[Line, ...], at: int) -> range:
    """Give the lines below 目录 up to where the first of them comes again, if none of them is a sentence."""
    first = _PAGE_BEHIND.sub("", lines[at + 1].text).split() if at + 1 < len(lines) else []
    for j in range(at + 2, min(at + MOST_ENTRIES, len(lines))):
        if lines[j].sentence and not lines[j].leader:
            break
        if first and lines[j].text.split() == first:
            return range(at + 1, j)
    return range(0)


MOST_ENTRIES = 400
"""No table of contents is longer, in lines."""
LEAST_ENTRIES = 3
"""Lines with leaders that make a table of contents; a form has one or two."""
_PAGE_BEHIND = expression(r"(?:[.…·．‥]\s?){2,}\s*[—－-]?\s*\d{0,4}\s*[—－-]?$|[\s　]+\d{1,4}$")


_ANNEX_NOTE = expression(
    r"(?:附\s*件|附|Annex(?:es)?|Attachments?|Appendi(?:x|ces))\s*[：:]\s*(?P<rest>.*)", re.IGNORECASE
)


def _annex_list(lines: tuple[Line, ...], marks: list[Marker | None]) -> set[int]:
    """Give the lines of the notes on annexes (附件：1. … / 2. …, 附件：… above the signature): they open no clause."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        note = _ANNEX_NOTE.match(line.text) if line.annex else None
        if note is None:
            continue
        first = markers.read(note["rest"])
        opened = first is not None and first.family == "arabic-dot" and first.number == 1
        listed = [i]
        if opened or not note["rest"]:
            for j, number in zip(range(i + 1, len(lines)), range(2 if opened else 1, 100), strict=False):
                mark = marks[j]
                if mark is None or mark.number != number or mark.family != "arabic-dot":
                    break
                listed.append(j)
        # Without a number on its own line only its place tells the note from an annex: above the signature.
        behind = lines[listed[-1] + 1 : listed[-1] + 3]
        if opened or any(x.signature or x.date for x in behind):
            found.update(listed)
    return found


def _body_start(lines: tuple[Line, ...], marks: list[Marker | None]) -> int:
    """Give the first line behind the head: behind the preamble formula, else at the first label or prose line."""
    first = next((i for i, first in enumerate(begins(marks)) if first and not lines[i].annex), len(lines))
    for i in range(min(first, len(lines))):
        if lines[i].preamble and not lines[i].title:
            following = next((j for j in range(i + 1, len(lines)) if marks[j]), len(lines))
            # Paragraphs between the formula and the first label still belong to the preamble.
            near = following == first and following - i <= 3 and first < len(lines)
            return following if near and not any(x.colophon or x.annex for x in lines[i + 1 : following]) else i + 1
    if first < len(lines):
        return first
    for i, line in enumerate(lines):
        head = line.title or line.recipients or line.signature or line.date
        if not head and line.sentence and len(line.text) > 30:
            return i
    return len(lines)


def _head_kinds(lines: tuple[Line, ...]) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    for i, line in enumerate(lines):
        if line.furniture:
            kinds.append("furniture")
        elif line.recipients:
            kinds.append("recipients")
        elif line.preamble and not line.title:
            kinds.append("preamble")
        elif line.history:
            kinds.append("foreword")
        elif line.title:
            kinds.append("title")
        elif line.date:
            kinds.append("date")
        elif line.signature:
            # Below the opening of an order (现公布…) the officer signs in the head.
            kinds.append("signature" if "preamble" in kinds else "issuers")
        elif len(line.text) < 60 and any(c.isdigit() for c in line.text) and not line.sentence:
            kinds.append("number")
        elif kinds and ("recipients" in kinds or "preamble" in kinds):
            kinds.append("preamble")
        elif line.sentence and len(line.text) > 40:
            later = any(x.recipients or x.preamble for x in lines[i + 1 :])
            kinds.append("foreword" if later else "preamble")
        else:
            kinds.append("title" if "title" not in kinds else "foreword")
    return kinds


def _rest_kinds(lines: tuple[Line, ...], marks: list[Marker | None], body: int) -> list[BlockKind]:
    """Give the kinds of the lines from ``body`` on, going down: body, closing, signature, annexes, colophon."""
    kinds: list[BlockKind] = []
    labels = [i for i in range(body, len(lines)) if marks[i]]
    annex = _annex_start(lines, marks, body)
    last_label = max((i for i in labels if i < annex), default=body - 1)
    state: BlockKind = "clause"
    seen, behind = set[BlockKind](), set[BlockKind]()  # the kinds above a line, and those since the last label
    for i in range(body, len(lines)):
        line = lines[i]
        if kinds:
            seen.add(kinds[-1])
            behind |= {kinds[-1]} if i - 1 > last_label else set()
        if i >= annex:
            state = "colophon" if line.colophon and state in ("annex", "colophon") else "annex"
            kinds.append(state)
        elif labels and i < labels[0] and (opening := _opening_kind(lines, i)):
            kinds.append(opening)
        elif i <= last_label:
            kinds.append("furniture" if line.furniture else "clause")
        elif tail := _tail_kind(line):
            kinds.append(tail)
        elif _signs(lines, i):
            kinds.append("signature")
        elif not seen.isdisjoint(("signature", "date")) and not _reads_on(line, behind):
            kinds.append("annex")  # forms and lists behind the signature
        elif (
            state == "closing"
            or (last_label >= body and (line.closing or _addresses_all(lines[last_label], line)))
            or (last_label < body and line.closing and "clause" in seen)
        ):
            state = "closing"
            kinds.append("closing")
        else:
            kinds.append("clause")
    return kinds


def _reads_on(line: Line, behind: set[BlockKind]) -> bool:
    """Say whether a line goes on with the clauses: the signature of an order stands above them and closes nothing.

    ``behind`` are the kinds of the lines since the last label.
    """
    return line.sentence and behind.isdisjoint(("signature", "date", "annex"))


def _signs(lines: tuple[Line, ...], i: int) -> bool:
    """Say whether a line is the signature of a body that no table knows: a short line without a stop above the date."""
    line = lines[i]
    return (
        len(line.text) <= 40
        and "，" not in line.text
        and not line.sentence
        and i + 1 < len(lines)
        and lines[i + 1].date
    )


MAX_ANNEX_MARK = 6
"""Code points of the longest line that only marks an annex (附件 1)."""


def _opening_kind(lines: tuple[Line, ...], i: int) -> BlockKind | None:
    """Give what a line between the opening of an order and its articles is, or None when it is plain text."""
    line = lines[i]
    if line.signature or _signs(lines, i):
        return "signature"
    if line.date:
        return "date"
    if line.annex and (len(line.text) <= MAX_ANNEX_MARK or not line.sentence):
        return "annex"  # the mark of one, or the list of them, to which a scan may glue the date
    if line.note or line.colophon:
        return "colophon"
    return "title" if line.title else None


def _tail_kind(line: Line) -> BlockKind | None:
    """Give what a line behind the last clause is by its form, or None when it is plain text."""
    if line.colophon or line.note:
        return "colophon"
    if line.date:
        return "date"
    if line.signature:
        return "signature"
    return "annex" if line.annex else None


def _addresses_all(last_labelled: Line, line: Line) -> bool:
    """Say whether an unnumbered line behind a commencement clause speaks of the whole notice."""
    return last_labelled.closing and line.names_itself


def _annex_start(lines: tuple[Line, ...], marks: list[Marker | None], body: int) -> int:
    """Give the line where the annexes begin.

    A notice that only issues an instrument (关于印发《…办法》的通知) carries it as its annex; there the
    instrument's articles are the clauses, and no annex begins before them.
    """
    for i in range(body, len(lines)):
        if not lines[i].annex:
            continue
        behind = [m for m in marks[i + 1 :] if m]
        before = [m for m in marks[body:i] if m]
        if before:
            # The list of annexes stands above the signature; the annexes themselves come behind it.
            if any(x.signature or x.date for x in lines[i + 1 : i + 12]) and not marks[i]:
                later = [j for j in range(i + 1, len(lines)) if lines[j].annex]
                return next((j for j in later if _behind_signature(lines, i, j)), len(lines))
            return i
        if not behind:
            return i
    return len(lines)


def _behind_signature(lines: tuple[Line, ...], start: int, end: int) -> bool:
    return any(x.signature or x.date for x in lines[start + 1 : end])


def flagged(shape_: Shape, flags: list[tuple[int, str]]) -> list[Problem]:
    """Return the problems of the numbering: a line and a code each."""
    found = []
    for i, code in flags:
        mark = shape_.labels.marks[i]
        start = shape_.spans[i][0]
        label = mark.label if mark else shape_.lines[i][:10]
        end = start + (mark.end if mark else len(label))
        found.append(problem(code, (start, end), label=label))
    return found
