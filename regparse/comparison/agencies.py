"""Which body has another part than before. A body and its successor are one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from regparse.lexicon import agencies as lexicon
from regparse.model import Notice, Provision, Role
from regparse.model.comparison import AgencyChange

_ORDER = ("issuer", "consulted", "approved-by", "addressed", *Role)


def compare_agencies(old: Notice, new: Notice) -> tuple[AgencyChange, ...]:
    """Give a line for each body whose parts differ, by code; who gave way to whom is said in ``note``.

    Parts are the roles in norms and, for the notice as a whole, ``issuer``, ``consulted``, ``approved-by`` and
    ``addressed``.
    """
    day = new.issued_on.date if new.issued_on else None
    unsaid = _unsaid(old, new)
    before, old_names = _parts(old, day, unsaid)
    after, new_names = _parts(new, day, unsaid)
    out = list[AgencyChange]()
    named: set[str] | None = None  # looked for when it is asked
    for code in sorted({*before, *after}):
        roles = [sorted(side.get(code, ()), key=_ORDER.index) for side in (before, after)]
        if roles[0] != roles[1]:
            if not roles[0] and named is None:
                named = {hit.id for hit in lexicon.load().find(old.text)}
            in_passing = code in (named or ())
            notes = [
                *_notes(set(roles[0]), set(roles[1]), in_passing),
                *_succession(code, old_names[code], new_names[code]),
            ]
            out.append(
                AgencyChange(
                    id=code, old_roles=tuple(roles[0]), new_roles=tuple(roles[1]), note="; ".join(notes) or None
                )
            )
    return tuple(out)


def role_shifts(old: Provision, new: Provision, day: dt.date | None) -> tuple[str, str]:
    """Say which bodies have a part in the new norm that they had not in the old, and the other way round.

    By part and code (``joint NDRC, SAFE; coordinate CAC``); a body and its successor on ``day`` are one.
    """
    table = lexicon.load()
    before, after = (
        {(table.succession(body.id, day) or body.id, str(body.role)) for body in norm.agencies} for norm in (old, new)
    )
    return _by_role(after - before), _by_role(before - after)


def _by_role(parts: set[tuple[str, str]]) -> str:
    bodies: dict[str, list[str]] = defaultdict(list)
    for code, role in sorted(parts):
        bodies[role].append(code)
    return "; ".join(f"{role} {', '.join(bodies[role])}" for role in sorted(bodies, key=_ORDER.index))


def _unsaid(old: Notice, new: Notice) -> frozenset[str]:
    """Give the parts in the notice as a whole that one side says of nobody: a head that was cut off is no change."""
    sides = {"issuer": (old.issuers, new.issuers), "addressed": (old.recipients, new.recipients)}
    return frozenset(part for part, (before, after) in sides.items() if not before or not after)


def _parts(
    notice: Notice, day: dt.date | None, unsaid: frozenset[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Give the parts of each body and the codes it is named by, under the code of who holds its powers on ``day``.

    Parts that are ``unsaid`` are left out.
    """
    table = lexicon.load()
    parts: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    mentions = [
        *((body.id, "issuer") for body in notice.issuers),
        *((body.id, "consulted") for body in notice.consulted),
        *((body.id, "approved-by") for body in notice.approved_by),
        *((body.id, "addressed") for body in notice.recipients),
        *((body.id, str(body.role)) for _, norm in notice.provisions() for body in norm.agencies),
    ]
    for named, part in mentions:
        if part in unsaid:
            continue
        code = table.succession(named, day) or named
        parts[code].add(part)
        names[code].add(named)
    return parts, names


def _notes(before: set[str], after: set[str], in_passing: bool) -> list[str]:
    """Say what happened to a body; ``in_passing`` the old notice names it, as in a title that it cites."""
    notes = list[str]()
    if "issuer" in before and "consulted" in after:
        notes.append("issuer before, only consulted now")
    elif "consulted" in before and "issuer" in after:
        notes.append("only consulted before, issuer now")
    elif "issuer" in after - before:
        notes.append("new among the issuers")
    elif "issuer" in before - after:
        notes.append("no longer among the issuers")
    if "lead" in after - before:
        notes.append("takes the lead in a task")
    elif "lead" in before - after:
        notes.append("no longer takes the lead in a task")
    if not after:
        notes.append("no longer named")
    elif not before:
        notes.append("named before, without a part" if in_passing else "not named before")
    return notes


def _succession(code: str, before: set[str], after: set[str]) -> list[str]:
    """Say under which older names the body stands, on either side."""
    older = [(before - {code}, "the old notice"), (after - {code}, "the new notice")]
    return [f"{', '.join(sorted(named))} in {where}, since succeeded by {code}" for named, where in older if named]
