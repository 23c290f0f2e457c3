"""Bodies by role over a whole store."""

from __future__ import annotations

from regparse.model import Model, Role
from regparse.store.find import Found


class Row(Model):
    """A body: in how many norms it has each part, in how many norms and of how many notices it has any."""

    agency: str
    roles: dict[Role, int]
    norms: int
    notices: int


def counted(found: Found) -> tuple[Row, ...]:
    """Give a row for each body with a part in the norms found: the busiest first, then by code."""
    cells: dict[str, dict[Role, int]] = {}
    for part, items in found.index.counted("part").items():
        agency, _, role = part.rpartition(" ")
        if count := items.common(found.tally):
            cells.setdefault(agency, {})[Role(role)] = count
    rows = []
    for agency, roles in cells.items():
        having = found.items & found.index.value("agency", agency)
        rows.append(
            Row(
                agency=agency,
                roles={role: roles[role] for role in Role if role in roles},
                norms=having.bit_count(),
                notices=found.notices(having),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.norms, row.agency)))
