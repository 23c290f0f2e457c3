"""The agency matrix: bodies by role."""

from __future__ import annotations

from dataclasses import dataclass

from regparse.documents.parts.bans import Group
from regparse.documents.parts.refs import Norms, Ref, norm_refs
from regparse.model import Notice, Provision, Role
from regparse.wording import labels
from regparse.wording.tongue import say

_HEADS = (
    "Issuers",
    "Consulted",
    "Approved the notice",
    "Addressed",
    "Named in the provisions",
    "Not named specifically",
)
"""Groups of the agency matrix, in the order they are printed."""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A body and, for each column of the matrix, the clauses that give it that role."""

    name: labels.AgencyName
    note: str
    cells: tuple[tuple[Ref, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies by role."""

    roles: tuple[str, ...]
    groups: tuple[Group[AgencyRow], ...]


def matrix(notice: Notice, norms: Norms) -> Matrix:
    """Set every body with a role in a norm against its roles.

    Empty columns are left out, and so is a body that only stands in the head of the notice: the fact box has it.
    """
    held: dict[str, dict[Role, list[Provision]]] = {}
    printed: dict[str, str] = {}
    now: dict[str, str] = {}
    for heads in (notice.issuers, notice.consulted, notice.approved_by, notice.recipients):
        for mention in heads:
            held.setdefault(mention.id, {})
            printed.setdefault(mention.id, mention.text)
    for _, norm in norms:
        for part in norm.agencies:
            held.setdefault(part.id, {}).setdefault(part.role, []).append(norm)
            printed.setdefault(part.id, part.text)
            if part.successor:
                now[part.id] = part.successor
    roles = [role for role in Role if any(role in mine for mine in held.values())]
    groups: dict[str, list[AgencyRow]] = {}
    for code, mine in ((code, mine) for code, mine in held.items() if mine):
        name = labels.agency(code, printed[code])
        note = say("now {body}", body=labels.agency(now[code]).said) if code in now else ""
        cells = tuple(norm_refs(mine.get(role, ())) for role in roles)
        groups.setdefault(_part_in_head(notice, code), []).append(AgencyRow(name, note, cells))
    return Matrix(
        tuple(labels.role(role) for role in roles),
        tuple(Group(say(heading), tuple(groups[heading])) for heading in _HEADS if heading in groups),
    )


def _part_in_head(notice: Notice, code: str) -> str:
    heads = (notice.issuers, notice.consulted, notice.approved_by, notice.recipients)
    for heading, mentions in zip(_HEADS, heads, strict=False):
        if any(mention.id == code for mention in mentions):
            return heading
    return _HEADS[5] if code in labels.UNNAMED else _HEADS[4]
