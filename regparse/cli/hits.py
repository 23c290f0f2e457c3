"""Found norms and the agency matrix, as lines and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from regparse.cli.outline import bound, roles
from regparse.cli.terminal import paint, paragraph, titled
from regparse.ids import parse as parse_id
from regparse.matrix import Row
from regparse.model import Notice, Role
from regparse.search import Hit

HEAD = ("notice", "edition", "clause", "label", "kind", "addressees", "activities", "agencies", "text")
MATRIX_HEAD = ("agency", "successor", *Role)
_SHORT = {
    Role.LEAD: "lead",
    Role.JOINT: "joint",
    Role.COORDINATE: "coord.",
    Role.PARTICIPATE: "partic.",
    Role.RESPONSIBLE: "resp.",
    Role.RECIPIENT: "recip.",
    Role.REFER: "refer",
    Role.APPROVE: "appr.",
}
"""Roles as heads of columns, so that eight of them fit beside the longest agency in 80 columns."""


def row(hit: Hit) -> tuple[str, ...]:
    """Give a hit as the cells of ``HEAD``; lists are joined by semicolons."""
    return (
        hit.notice,
        hit.edition or "",
        hit.clause,
        hit.label or "",
        hit.kind.value,
        "; ".join(dict.fromkeys(a.code for a in hit.addressees)),
        "; ".join(dict.fromkeys(a.code or a.phrase for a in hit.activities)),
        "; ".join(dict.fromkeys(f"{a.id} {a.role}" for a in hit.agencies)),
        " ".join(hit.text.split()),
    )


def shown(hits: Iterable[Hit], columns: int) -> str:
    """Give hits for a reader, by clause: what each is, and its words."""
    blocks = []
    for (clause, label), group in groupby(hits, key=lambda hit: (hit.clause, hit.label)):
        blocks.append(paint(f"{clause} {label}" if label else clause, "bold"))
        for hit in group:
            acts = ", ".join(dict.fromkeys(a.code for a in hit.activities if a.code))
            told = " · ".join(part for part in (hit.kind.value, bound(hit), acts, roles(hit.agencies)) if part)
            blocks.append(paragraph(told, columns, "    ", "  "))
            blocks.append(paragraph(f"“{hit.text.strip()}”", columns, "    "))
        blocks.append("")
    return "\n".join(blocks[:-1])


def told(counts: Mapping[str, int]) -> str:
    """Give counts in a line: ``3 prohibition, 1 mandate``."""
    return ", ".join(f"{count} {value}" for value, count in counts.items())


def grid(rows: Iterable[Row], *, ids: bool = True) -> Iterator[tuple[str, ...]]:
    """Give the matrix as cells of ``MATRIX_HEAD``; clauses as ids, or as their numbers."""
    for line in rows:
        cells = (
            " ".join(clause if ids else parse_id(clause).unit or "" for clause in line.roles.get(role, ()))
            for role in Role
        )
        yield (line.agency, line.successor or "", *cells)


def matrix(notice: Notice, rows: tuple[Row, ...], columns: int | None) -> str:
    """Give the matrix of one notice with clause numbers; roles that nobody has are left out."""
    used = [i for i, role in enumerate(Role) if any(role in line.roles for line in rows)]
    body = []
    for name, successor, *cells in grid(rows, ids=False):
        body.append((f"{name} (now {successor})" if successor else name, *(cells[i] for i in used)))
    title = f"{notice.id}@{notice.edition}" if notice.edition else notice.id
    head = ("agency", *(_SHORT[role] for i, role in enumerate(Role) if i in used))
    return titled(f"{title}: agencies by role, with clauses", head, body, columns)
