"""English: who a noun phrase names, as a code.

The code is that of the head with the words before it, and never that of a part of the name: a non-bank is no bank, the
shareholders of a company no company. The whole phrase is quoted.
"""

from __future__ import annotations

import re

from regparse.grammar import terms_en
from regparse.grammar.phrases_en import Phrase, classes
from regparse.grammar.reading import Named, Reading
from regparse.lexicon import agencies
from regparse.model import Addressee
from regparse.notation.expressions import expression

_KINDS = {"association": "industry-association", "infrastructure": "financial-infrastructure"}
_STAFF_MEMBERS = expression(r"staff members?\Z", re.IGNORECASE)


def agency(found: Phrase) -> str | None:
    """Give the code of the public body that a phrase names by itself."""
    if found.owner is not None or found.head.name is None:
        return None
    return found.head.name.agency


def codes(reading: Reading, found: Phrase) -> tuple[str, ...]:
    """Give the codes of a phrase: those of its head with the words before it; ``other`` where no table knows it."""
    head, owner = found.head, found.owner
    if (whole := _whole(reading, found)) is not None:
        return whole.codes
    if owner is not None:
        return _by_owner(reading, found, owner)
    if head.name is not None and head.name.agency is not None:
        kind = agencies.load().get(head.name.agency).kind
        return (_KINDS.get(kind, "government"),)
    if head.name is not None:
        return head.name.codes
    known = _by_head(reading, found)
    return _named_here(reading, found) or known if known == ("other",) else known


def _named_here(reading: Reading, found: Phrase) -> tuple[str, ...]:
    """Give the codes of those to whom the text itself gave this name; none where it gave it to nobody."""
    if "terms" not in reading.memo:
        reading.memo["terms"] = {}
        given = [(name, members) for name, members in terms_en.found(reading)]
        reading.memo["terms"] = {
            name: tuple(dict.fromkeys(code for one in members for code in codes(reading, one)))
            for name, members in given
        }
    meant: tuple[str, ...] = reading.memo["terms"].get(terms_en.singular(reading.text[found.start : found.end]), ())
    return meant


def _by_owner(reading: Reading, found: Phrase, owner: Phrase) -> tuple[str, ...]:
    """Give the codes of a phrase that says whose it is: staff of the bureau, branches of a bank."""
    known, head = classes(), found.head
    listed = [n for n in reading.names(found.start, found.end) if n.end == found.end and n.start <= head.start]
    if listed and listed[0].codes:
        return listed[0].codes
    of = codes(reading, owner)
    if head.text in known.staff or _STAFF_MEMBERS.search(reading.text, found.start, head.end):
        return of if of == ("government",) else ("responsible-person",)
    if head.text in known.branches or head.text in known.parts:
        return of
    return ("government",) if found.sort == "body" else ("other",)


def _whole(reading: Reading, found: Phrase) -> Named | None:
    """Give the name of a table that goes on behind a head: producers of mining machines, persons in charge."""
    head = found.head
    if head.name is not None:
        return None
    names = reading.names(max(0, found.start - 4), found.end + 80)
    return next((n for n in names if n.start <= head.start and n.end > head.end + 1 and n.codes), None)


def _by_head(reading: Reading, found: Phrase) -> tuple[str, ...]:
    known, head = classes(), found.head
    if found.sort == "body":
        association = head.text.startswith(("association", "federation", "guild"))
        return ("industry-association",) if association else ("government",)
    before = reading.text[found.start : head.start].lower()
    if known.overseas.intersection(before.split()) and head.text in known.overseas_heads:
        listed = [n for n in reading.names(found.start, head.end) if n.end == head.end]
        return listed[0].codes if listed and "overseas-entity" in listed[0].codes else ("overseas-entity",)
    for name in reading.names(max(0, found.start - 8), head.end + 1):
        ends = name.end in (head.end, head.end + 1) and name.start >= found.start - 8
        if ends and name.start <= head.start and (name.start == 0 or reading.text[name.start - 1] not in "-'’"):
            return name.codes or ("other",)
    whose = reading.names(found.start, head.start) if head.text in known.branches else []
    if whose and whose[-1].agency is None:
        return whose[-1].codes  # banks' branches
    return ("government",) if whose else ("other",)


def addressees(
    reading: Reading, found: tuple[Phrase, ...] | list[Phrase], excepted: tuple[Phrase, ...] = ()
) -> tuple[Addressee, ...]:
    """Give the members of a subject as those who are bound; beside "any person" nobody else needs a name."""
    out = tuple(dict.fromkeys(code for p in excepted for code in codes(reading, p)))
    result: list[Addressee] = []
    for p in found:
        whole = _whole(reading, p)
        start, end = p.start, max(p.end, whole.end) if whole else p.end
        for code in codes(reading, p):
            if code == "other" or code not in {a.code for a in result}:
                result.append(Addressee(code=code, text=reading.text[start:end], span=(start, end), except_=out))
    everybody = tuple(a for a in result if a.code == "anyone")
    return everybody or tuple(result)
