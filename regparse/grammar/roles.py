"""Which part a stretch of text gives to which body: of English from the table ``roles.toml``, Chinese as frames.

Names that stand in one list share a role. What no row decides is ``responsible`` where the list is the subject of
its clause, and nothing otherwise: a body that is merely mentioned has no role.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from regparse.grammar.frames import bodies
from regparse.grammar.reading import Reading
from regparse.lexicon import agencies, patterns, tables
from regparse.lexicon.agencies import Mention
from regparse.model import AgencyRole, Role

_JOIN_EN = re.compile(
    r"[\s,]*(?:(?:and|or|as well as|the|other|relevant|both|departments of|departments|regions|localities)\b[\s,]*)*\Z"
)
_SKIP_EN = re.compile(
    r",?\s*(?:and|or|as well as)?\s*(?:(?:\w+ )?other|relevant|all) (?:relevant )?"
    r"(?:departments?|authorities|units|bodies|agencies|ministries|institutions)\b|\s*departments\b|,?\s*and others\b"
)
_NUMBERED = re.compile(r"\d\s*号|令|\bNo\.")
_ARTICLE = re.compile(r"(?:\b(?:the|its|their|relevant|such|other|all|local|corresponding)\s+)*\Z", re.IGNORECASE)
_OPENING = re.compile(
    r"\s*(?:and |but )?(?:upon|based on|in accordance with|according to|after|when|where|if|on the basis of|under"
    r"|without)\b",
    re.IGNORECASE,
)
_EDGE_EN = re.compile(
    r"(?:^|[.,;:\n][\"”’']?\s*|\b(?:specifically|also|then)\s+)(?:and\s+|but\s+|while\s+)?\Z", re.IGNORECASE
)
_NO_SUBJECT_EN = re.compile(r"['’]s?\b|\s+of\b|:|\s*[\"“]|\s*\)?\Z")


BLANKS = 4
"""Most blanks between the words that give a role and the name."""
EDGE = 60
"""How far before a name the edge of its clause is looked for, in code points."""


class _Row(NamedTuple):
    """A row of the table.

    ``words`` are in small letters, and one of them stands wherever ``before`` matches; that takes ``width`` code
    points at most.
    """

    role: str
    words: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    width: int


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row["role"],
            patterns.necessary(row.get("before", ""), fold=True),
            re.compile(rf"(?:{row['before']})\s*\Z", re.IGNORECASE) if "before" in row else None,
            re.compile(row["after"], re.IGNORECASE) if "after" in row else None,
            patterns.widest(row.get("before", "")) + BLANKS,
        )
        for row in tables.load("roles")["row"]
    )


def find(reading: Reading, start: int, end: int) -> tuple[AgencyRole, ...]:
    """Give the bodies that ``text[start:end]`` gives a role, in order.

    A name that was out of date on the notice's day carries its ``successor``. Names inside quotations and titles are
    passed over. Chinese stretches are read as frames.
    """
    if reading.chinese:
        return bodies.find(reading, start, end)
    known, text, on = agencies.load(), reading.text, reading.on
    mentions = [m for m in reading.bodies(start, end) if not _in_reference(reading, m.start)]
    result: list[AgencyRole] = []
    seen: set[tuple[str, str, int]] = set()
    for group in _groups(text, start, mentions):
        role = _role(reading, start, end, group)
        if role is None:
            continue
        for m in group:
            key = (m.id, role, m.start)
            if key in seen:
                continue
            seen.add(key)
            result.append(
                AgencyRole(
                    id=m.id,
                    role=Role(role),
                    text=text[m.start : m.end],
                    span=(m.start, m.end),
                    holder=known.succession(m.id),
                    successor=known.succession(m.id, on) if on else None,
                )
            )
    return tuple(result)


def _in_reference(reading: Reading, at: int) -> bool:
    """Say whether a name stands in a quotation, a title, or the brackets of a document number."""
    if reading.masks.in_quotes(at):
        return True
    span = reading.masks.parenthesis(at)
    return span is not None and bool(_NUMBERED.search(reading.text, *span))


def _groups(text: str, start: int, mentions: list[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for m in mentions:
        if groups and _JOIN_EN.match(text[groups[-1][-1].end : m.start]):
            groups[-1].append(m)
        else:
            groups.append([m])
    parted: list[list[Mention]] = []
    for group in groups:
        # "Based on clues transferred by A, B and C should …": the opening adverbial ends behind A.
        opening = _clause_start(text, start, group[0].start)
        comma = text[group[0].end : group[1].start].strip().startswith(",") if len(group) > 1 else False
        if (
            comma
            and _OPENING.match(text, opening, group[0].start)
            and re.search(r"\b(?:by|of|to)\s+(?:the\s+)?\Z", text[opening : group[0].start])
        ):
            parted += [group[:1], group[1:]]
        else:
            parted.append(group)
    return parted


def _clause_start(text: str, start: int, at: int) -> int:
    found = [m.end() for m in re.compile(r"[.;\n]\s").finditer(text, start, at)]
    return found[-1] if found else start


def _role(reading: Reading, start: int, end: int, group: list[Mention]) -> str | None:
    text = reading.text
    first, last = group[0], group[-1]
    low = max(start, first.start - 110)
    before = text[low : first.start]
    if article := _ARTICLE.search(before, max(0, len(before) - EDGE)):
        before = before[: article.start()]
    behind = last.end
    skip = _SKIP_EN.match(text, behind, end)
    if skip:
        behind = skip.end()
    after = text[behind : min(end, behind + 80)]
    lowered = before.lower()
    for row in _rows():
        if row.words and not any(word in lowered for word in row.words):
            continue
        if row.before and not row.before.search(before, max(0, len(before) - row.width)):
            continue
        if row.after and not row.after.match(after):
            continue
        return None if row.role == "none" else row.role
    at_edge = (low == start and not before.strip()) or bool(_EDGE_EN.search(before, max(0, len(before) - EDGE)))
    return "responsible" if at_edge and not _NO_SUBJECT_EN.match(after) else None
