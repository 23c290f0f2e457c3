"""English: the public bodies that a stretch names, also those that no table knows."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from regparse.grammar.phrases_en import Phrase, Word, classes, phrase, words
from regparse.grammar.reading import Reading
from regparse.lexicon import agencies
from regparse.notation.expressions import expression

OTHER = "OTHER-BODY"
"""The code of a public body that no table knows."""
BESIDE = 12
"""How far behind a body its own branches stand, in code points."""

_VAGUE = frozenset(
    ["other", "relevant", "such", "various", "central", "aforementioned", "above-mentioned", "these", "concerned"]
) | {"government", "state", "specific", "leading", "lead", "responsible"}
_OFFICES = frozenset(["office", "offices", "agencies", "institutions", "counterparts"])
_HEAD_OFFICE = expression(r"\b(?:head office|headquarters|head quarters)\b")
_NUMBERED = expression(r"\bNo\.")


class Body(NamedTuple):
    """A public body named: its code, and where it stands."""

    id: str
    start: int
    end: int


def find(reading: Reading, start: int, end: int) -> list[Body]:
    """Give the public bodies named, in order: those of the table, their branches, and those whose head shows one."""
    known = agencies.load()
    mentions = [Body(*m) for m in reading.bodies(start, end) if not _in_reference(reading, m.start)]
    line = words(reading, start, end)
    if not any(word.name is not None or word.text in _heads() for word in line):
        return mentions
    found: list[Body] = []
    at = following = 0
    while at < len(line):
        one = phrase(line, at)
        at = max(at + 1, one.past if one else 0)
        if one is None or one.sort in ("thing", "pronoun") or _in_reference(reading, one.start):
            continue
        while following < len(mentions) and mentions[following].start < one.start:
            found.append(mentions[following])
            following += 1
        inside = []
        while following < len(mentions) and mentions[following].end <= one.end:
            inside.append(mentions[following])
            following += 1
        found += _within(line, one, inside, found[-1] if found else None, known)
    return [*found, *mentions[following:]]


@cache
def _heads() -> frozenset[str]:
    known = classes()
    return known.bodies | known.plural_bodies | known.branches | known.parts


def _within(
    line: list[Word], one: Phrase, inside: list[Body], before: Body | None, known: agencies.Agencies
) -> list[Body]:
    """Give the bodies that a phrase names: those of the table inside it, or the whole of it."""
    code = _own_office(line, one, before, known) or _code(line, one, known)
    span = (one.start, one.end)
    if code is None or (code == OTHER and any((b.start, b.end) == span for b in inside)):
        return inside
    if code == "":
        return []
    if code == OTHER and one.owner is None and any(b.end == span[1] for b in inside):
        return inside
    return [Body(code, *span)]


def _own_office(line: list[Word], one: Phrase, before: Body | None, known: agencies.Agencies) -> str | None:
    """Give the code of "its local office" beside a body, None where it is none."""
    if one.determiner not in ("its", "their") or line[one.past - 1].text not in classes().branches | _OFFICES:
        return None
    beside = before is not None and before.id != OTHER and one.start - before.end < BESIDE
    return known.get(before.id).branches if before and beside else None


def _code(line: list[Word], one: Phrase, known: agencies.Agencies) -> str | None:
    """Give the code of a phrase that names a body; "" for persons who belong to one, None where nothing is added."""
    owner, head = one.owner, one.head
    if owner is not None and owner.head.name is not None and owner.head.name.agency is not None and not owner.owner:
        return _part(line, one, known.get(owner.head.name.agency))
    if head.name is not None:  # "the State Council's securities regulator" is the regulator
        return head.name.agency if any(w.owns for w in line[one.begin : one.past - 1]) else None
    if (tail := _behind_owner(line, one, known)) is not None:
        return tail
    said = [w.text for w in line[one.begin : one.past]]
    before = line[one.past - 2].name if len(said) > 1 else None
    if head.text in classes().branches or (before and head.text in ("office", "offices")):
        return (known.get(before.agency).branches or OTHER) if before and before.agency else None
    if head.text.startswith(("association", "federation", "guild")) and not head.capital:
        return None
    vague = set(said[:-1]) <= _VAGUE or set(said) <= _VAGUE  # "and other departments" adds nobody
    return OTHER if one.sort == "body" and not vague else None


def _behind_owner(line: list[Word], one: Phrase, known: agencies.Agencies) -> str | None:
    """Give the code of a body named behind whose it is: the State Council's securities regulatory authority."""
    first = next((n for n in range(one.begin, one.past - 1) if line[n].owns), None)
    if first is None:
        return None
    tail = " ".join(w.text for w in line[first + 1 : one.past])
    return next((m.id for m in known.find(tail) if (m.start, m.end) == (0, len(tail))), None)


def _part(line: list[Word], one: Phrase, holder: agencies.Agency) -> str | None:
    """Give the code of a part of a known body: its branches, its head office, a department of it."""
    known, head = classes(), one.head.text
    if holder.kind == "by-kind" and head not in known.branches:
        return None  # "departments of cyberspace": the same body
    if head in known.branches and holder.branches:
        return holder.branches
    if _HEAD_OFFICE.search(" ".join(w.text for w in line[one.begin : one.past])):
        return holder.code
    return OTHER if head in known.parts or one.sort == "body" else ""


def _in_reference(reading: Reading, at: int) -> bool:
    """Say whether a name stands in a quotation, a title, or the brackets of a document number."""
    if reading.masks.in_quotes(at):
        return True
    span = reading.masks.parenthesis(at)
    return span is not None and bool(_NUMBERED.search(reading.text, *span))
