"""What the structure of a notice shows to be doubtful: labels that were lost, clauses cut off, characters unknown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from regparse.lexicon.problems import problem
from regparse.model import Clause, Problem
from regparse.notation.expressions import expression
from regparse.structure.outline import Shape
from regparse.structure.series import Opening

FEW_STRAYS = 3
"""Fewer labels that continue no series may be numbers that open a line."""
_STOPS = expression(r"[.。!！?？;；:：…]['\"”’)）》\]】]*(?:\s*(?:and|or|和|或者?|以及))?$")
_HANGS = expression(
    r"[，,、（(《“]$|\b(?:of|the|an?|and|or|to|for|in|on|by|with|from|shall|may|must|be|that|which|who|as|at|not)$"
    r"|(?:不得|应当|必须|或者|以及|并且|按照|依照|根据|未经)$",
    re.IGNORECASE,
)
_BINDS = expression(r"应当|不得|必须|\b(?:shall|must|may not)\b")
_STRANGE = expression(
    "[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]|[^\x00-\u9fff\uac00-\ud7a3\uff00-\uffef\U00020000-\U000323af]"
)


def doubts(
    shape: Shape, openings: Sequence[Opening], flags: Sequence[tuple[int, str]], clauses: Sequence[Clause]
) -> Iterator[Problem]:
    """Yield the problems of the whole: those of its labels, of the ends of its clauses, of its characters."""
    strays = [i for i, code in flags if code == "stray-label"]
    if len(strays) >= FEW_STRAYS and 2 * len(strays) >= len(openings):
        yield problem("numbering-lost", shape.spans[strays[0]], strays=len(strays), labelled=len(openings))
    yield from _cut(shape, clauses)
    yield from _strange(shape.text)


def _cut(shape: Shape, clauses: Sequence[Clause]) -> Iterator[Problem]:
    """Report the units without units below them that end in no stop, where most do."""
    leaves = [unit for clause in clauses for unit in _leaves(clause) if unit.paragraphs]
    ends = [(unit, shape.text[slice(*unit.paragraphs[-1])].rstrip()) for unit in leaves]
    whole = sum(bool(_STOPS.search(words)) for _, words in ends)
    for unit, words in ends:
        if not words or _STOPS.search(words) or "|" in words:
            continue
        if _HANGS.search(words) or (_BINDS.search(words) and 2 * whole > len(ends)):
            start, end = unit.paragraphs[-1]
            place = (max(start, start + len(words) - 24), start + len(words))
            yield problem("text-cut", place if place[0] < end else unit.span, label=unit.label or "", words=words[-24:])


def _leaves(clause: Clause) -> Iterator[Clause]:
    if not clause.children:
        yield clause
    for child in clause.children:
        yield from _leaves(child)


def _strange(text: str) -> Iterator[Problem]:
    """Report the characters that nobody can read, in one problem at the first of them."""
    if text.isascii():
        return
    found = [m for m in _STRANGE.finditer(text) if m[0] == "\ufffd" or unicodedata.category(m[0]) in ("Co", "Cn")]
    if found:
        codes = sorted({f"U+{ord(m[0]):04X}" for m in found})
        yield problem("strange-characters", found[0].span(), count=len(found), codes=tuple(codes[:5]))
