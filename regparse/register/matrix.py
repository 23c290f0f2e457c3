"""The agency matrix: which body has which part, and in which clauses."""

from __future__ import annotations

from collections.abc import Container

from regparse.model import Model, Notice, Role


class Row(Model):
    """A body and its parts: for each role the ids of the clauses that give it, in document order."""

    agency: str
    successor: str | None
    roles: dict[Role, tuple[str, ...]]


def matrix(notice: Notice, norms: Container[str] | None = None) -> tuple[Row, ...]:
    """Give a row for each body that has a part in a norm: those that the most clauses name first, then by code.

    ``norms`` are the ids of those that count, all without it.
    """
    cells: dict[str, dict[Role, dict[str, None]]] = {}
    successors: dict[str, str] = {}
    for clause, provision in notice.provisions():
        if norms is not None and provision.id not in norms:
            continue
        where = clause.id if clause else f"{notice.id}/closing"
        for body in provision.agencies:
            cells.setdefault(body.id, {}).setdefault(body.role, {})[where] = None
            if body.successor:
                successors[body.id] = body.successor
    rows = [
        Row(
            agency=code,
            successor=successors.get(code),
            roles={role: tuple(roles[role]) for role in Role if role in roles},
        )
        for code, roles in cells.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-len({c for where in row.roles.values() for c in where}), row.agency)))
