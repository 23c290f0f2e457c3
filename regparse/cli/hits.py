"""Found norms and the agency matrix, as lines and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from regparse.cli.outline import bound, roles, scope
from regparse.cli.terminal import fits, opening, paint, paragraph, titled, width
from regparse.ids import parse as parse_id
from regparse.matrix import Row
from regparse.model import Notice, Role
from regparse.search import Hit

HEAD = (
    "notice",
    "edition",
    "repealed_by",
    "clause",
    "label",
    "provision",
    "kind",
    "addressees",
    "activities",
    "agencies",
    "assets",
    "territory",
    "condition",
    "exceptions",
    "via",
    "text",
)
MATRIX_HEAD = ("agency", "successor", *Role)
_SHORT = {
    Role.LEAD: "lead",
    Role.JOINT: "joint",
    Role.COORDINATE: "coord.",
    Role.PARTICIPATE: "part.",
    Role.RESPONSIBLE: "resp.",
    Role.RECIPIENT: "recip.",
    Role.REFER: "refer",
    Role.APPROVE: "appr.",
}
"""Roles as heads of columns, so that eight of them fit beside the longest agency in 80 columns."""

_CLAUSE = 320
"""How much is quoted of a clause that is found without a norm, in columns."""


def row(hit: Hit) -> tuple[str, ...]:
    """Give a hit as the cells of ``HEAD``; lists are joined by semicolons."""
    return (
        hit.notice,
        hit.edition or "",
        hit.repealed_by or "",
        hit.clause,
        hit.label or "",
        hit.provision or "",
        hit.kind.value if hit.kind else "",
        "; ".join(dict.fromkeys(a.code for a in hit.addressees)),
        "; ".join(dict.fromkeys(a.code or a.phrase for a in hit.activities)),
        "; ".join(dict.fromkeys(f"{a.id} {a.role}" for a in hit.agencies)),
        "; ".join(hit.assets),
        hit.territory or "",
        hit.condition or "",
        "; ".join(" ".join(e.text.split()) for e in hit.exceptions),
        "; ".join(f"{v.asked} as {v.found}" for v in hit.via),
        " ".join(hit.text.split()),
    )


def shown(hits: Iterable[Hit], columns: int) -> str:
    """Give hits for a reader, by clause: what each is, and its words."""
    blocks = []
    for (clause, label, gone), group in groupby(hits, key=lambda hit: (hit.clause, hit.label, hit.repealed_by)):
        head = paint(f"{clause} {label}" if label else clause, "bold")
        blocks.append(f"{head}  repealed by {gone}" if gone else head)
        for hit in group:
            blocks.append(paragraph(_what(hit), columns, "    ", "  "))
            text = hit.text.strip() if hit.provision else opening(hit.text, _CLAUSE)
            blocks.append(paragraph(f"“{text}”", columns, "    "))
        blocks.append("")
    return "\n".join(blocks[:-1])


def _what(hit: Hit) -> str:
    if hit.kind is None:
        return "the clause; no norm of it says that"
    acts = ", ".join(dict.fromkeys(a.code for a in hit.activities if a.code))
    via = " ".join(f"(as {v.found})" for v in hit.via)
    parts = (hit.kind.value, bound(hit), acts, scope(hit), roles(hit.agencies), via)
    return " · ".join(part for part in parts if part)


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


def matrix(notice: Notice, rows: tuple[Row, ...], columns: int | None, repealed_by: str | None = None) -> str:
    """Give the matrix of one notice with clause numbers; roles that nobody has are left out.

    ``columns`` of None asks for Markdown. Where the table would break words, each body has a line of its own.
    """
    used = [i for i, role in enumerate(Role) if any(role in line.roles for line in rows)]
    body = []
    for name, successor, *cells in grid(rows, ids=False):
        body.append((f"{name} (now {successor})" if successor else name, *(cells[i] for i in used)))
    title = f"{notice.id}@{notice.edition}" if notice.edition else notice.id
    title += f" (repealed by {repealed_by})" if repealed_by else ""
    title += ": agencies by role, with clauses"
    head = ("agency", *(_SHORT[role] for i, role in enumerate(Role) if i in used))
    if columns is None or not body or fits(head, body, columns):
        return titled(title, head, body, columns)
    indent = max(width(line.agency) for line in rows) + 2
    lines = [paragraph(_parts(line), columns, " " * indent, f"{line.agency:<{indent}}") for line in rows]
    return "\n".join([paint(paragraph(title, columns, ""), "bold"), "", *lines])


def _parts(line: Row) -> str:
    """Give the roles of a body in words: ``lead 3, 14; joint 5``."""
    said = [f"{role} {', '.join(parse_id(c).unit or '' for c in where)}" for role, where in line.roles.items()]
    return "; ".join([*([f"now {line.successor}"] if line.successor else []), *said])
