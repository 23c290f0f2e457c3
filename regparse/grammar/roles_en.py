"""English: which part a clause gives to which body.

The words right before or right behind a body, or the list it stands in, tell its part (``roles.toml``); who is the
subject of the clause, does a passive predicate or opens a clause of circumstance as its subject acts: ``responsible``.
Bodies that no table knows count with their whole name where one of these rules gives them a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from regparse.grammar import agents_en, bodies_en, cues, subjects_en
from regparse.grammar.bodies_en import OTHER, Body
from regparse.grammar.reading import Reading
from regparse.lexicon import agencies
from regparse.model import AgencyRole, Role, Span
from regparse.notation.expressions import expression

_JOIN = expression(
    r"[\s,]*(?:(?:and|or|as well as|the|other|relevant|both|departments of|departments|regions|localities|their|its"
    r"|such|local)\b[\s,]*)*\Z"
)
_SKIP = expression(
    r",?\s*(?:and|or|as well as)?\s*(?:(?:\w+ )?other|relevant|all) (?:relevant )?"
    r"(?:departments?|authorities|units|bodies|agencies|ministries|institutions)\b|\s*departments\b|,?\s*and others\b"
)
_ARTICLE = expression(
    r"(?:\b(?:the|its|their|relevant|such|other|all|local|corresponding|any|each)\s+)*\Z", re.IGNORECASE
)
_OPENING = expression(
    r"\s*(?:and |but )?(?:upon|based on|in accordance with|according to|after|when|where|if|on the basis of|under"
    r"|without)\b",
    re.IGNORECASE,
)
_EDGE = expression(
    r"(?:^|[.,;:\n][\"”’']?\s*|\b(?:specifically|also|then)\s+)(?:and\s+|but\s+|while\s+)?\Z", re.IGNORECASE
)
_NO_SUBJECT = expression(r"['’]s?\b|\s+of\b|:|\s*[\"“]|\s*\)?\Z")
_CLAUSE = expression(r"[.;\n]\s")
BEFORE, AFTER, EDGE = 110, 80, 60
"""How far before and behind a body the words stand that give its part, and the edge of its clause, in code points."""


class Row(Protocol):
    """A row of the table of roles, compiled: see ``roles.py``."""

    @property
    def role(self) -> str: ...
    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def before(self) -> re.Pattern[str] | None: ...
    @property
    def after(self) -> re.Pattern[str] | None: ...
    @property
    def width(self) -> int: ...


def find(reading: Reading, start: int, end: int, rows: Sequence[Row]) -> tuple[AgencyRole, ...]:
    """Give the bodies that ``text[start:end]`` gives a part, in order."""
    text, known = reading.text, agencies.load()
    bodies = bodies_en.find(reading, start, end)
    if not bodies:
        return ()
    acting, still = _acting(reading, start, end)
    result: list[AgencyRole] = []
    for group in _groups(text, start, bodies):
        role = _told(text, (start, end), group, rows)
        first = group[0].start
        if role is None and not any(a <= first < b for a, b in still):
            acts = any(a <= first < b for a, b in acting) or _opens(text, start, end, group)
            role = "responsible" if acts else None
        if role in (None, "none"):
            continue
        for body in group:
            listed = body.id != OTHER
            result.append(
                AgencyRole(
                    id=body.id,
                    role=Role(str(role)),
                    text=text[body.start : body.end],
                    span=(body.start, body.end),
                    holder=known.succession(body.id) if listed else None,
                    successor=known.succession(body.id, reading.on) if listed and reading.on else None,
                )
            )
    return tuple(result)


def _groups(text: str, start: int, bodies: list[Body]) -> list[list[Body]]:
    groups: list[list[Body]] = []
    for body in bodies:
        if groups and _JOIN.match(text[groups[-1][-1].end : body.start]):
            groups[-1].append(body)
        else:
            groups.append([body])
    parted: list[list[Body]] = []
    for group in groups:
        # "Based on clues transferred by A, B and C should …": the opening adverbial ends behind A.
        stops = [m.end() for m in _CLAUSE.finditer(text, max(start, group[0].start - 600), group[0].start)]
        opening = stops[-1] if stops else start
        comma = len(group) > 1 and text[group[0].end : group[1].start].strip().startswith(",")
        by = re.search(r"\b(?:by|of|to|from)\s+(?:the\s+)?\Z", text[opening : group[0].start])
        if comma and by and _OPENING.match(text, opening, group[0].start):
            parted += [group[:1], group[1:]]
        else:
            parted.append(group)
    return parted


def _acting(reading: Reading, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """Give the spans of those who act in a clause, and of those to whom its passive predicate is done.

    Its subject acts, or who does what is done, and of whom its opening clause speaks.
    """
    found = cues.find(reading, start, end)
    stop = found[0].start if found else end
    subject = subjects_en.read(reading, start, stop, cued=bool(found))
    doers = agents_en.agent(reading, found[0].end if found else start, end, cued=bool(found))
    acting = [*(doers or subject.phrases), *subject.topic]
    still = subject.phrases if doers else ()
    return [(p.start, p.end) for p in acting], [(p.start, p.end) for p in still]


def _told(text: str, part: tuple[int, int], group: list[Body], rows: Sequence[Row]) -> str | None:
    """Give the part that the table gives a group by the words beside it; "none" where they name a source only."""
    start, end = part
    before, after = _beside(text, start, end, group)
    lowered = before.lower()
    for row in rows:
        if row.words and not any(word in lowered for word in row.words):
            continue
        if row.before and not row.before.search(before, max(0, len(before) - row.width)):
            continue
        if not row.after or row.after.match(after):
            return row.role
    return None


def _beside(text: str, start: int, end: int, group: list[Body]) -> tuple[str, str]:
    """Give the words before a group, without articles, and those behind it, without "and other departments"."""
    before = text[max(start, group[0].start - BEFORE) : group[0].start]
    if article := _ARTICLE.search(before, max(0, len(before) - EDGE)):
        before = before[: article.start()]
    behind = group[-1].end
    if skip := _SKIP.match(text, behind, end):
        behind = skip.end()
    return before, text[behind : min(end, behind + AFTER)]


def _opens(text: str, start: int, end: int, group: list[Body]) -> bool:
    """Say whether a group of known bodies stands at the edge of its clause, as a subject does."""
    if group[0].id == OTHER:
        return False
    before, after = _beside(text, start, end, group)
    first = group[0].start - BEFORE <= start and not before.strip()
    edge = first or _EDGE.search(before, max(0, len(before) - EDGE))
    return bool(edge) and not _NO_SUBJECT.match(after)
