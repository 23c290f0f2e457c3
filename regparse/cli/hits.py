"""Found norms and the agency matrix, as lines and rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from regparse.cli.language import comma, name
from regparse.cli.outline import bound, roles, scope
from regparse.cli.terminal import CLOSE, OPEN, csv_rows, fits, lit, markdown, opening, paint, paragraph, titled, width
from regparse.model import Language, Notice, Role
from regparse.model.ids import parse as parse_id
from regparse.register.matrix import Row
from regparse.store import Hit
from regparse.store.matrix import Row as Counted
from regparse.wording import text

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
    "certainty",
    "via",
    "text",
    "show",
)
COUNTED_HEAD = ("agency", *Role, "norms", "notices")
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
    Role.FILE: "file",
}
"""Roles as heads of columns, so that eight of them fit beside the longest agency in 80 columns."""

_CLAUSE = 320
"""How much is quoted of a clause that is found without a norm, in columns."""


def row(hit: Hit, *, marked: bool = False) -> tuple[str, ...]:
    """Give a hit as the cells of ``HEAD``; lists joined by semicolons; ``marked``: the words asked for to be lit."""
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
        hit.certainty or "",
        "; ".join(f"{v.asked} as {v.found}" for v in hit.via),
        " ".join((_marked(hit, OPEN, CLOSE) if marked else hit.text).split()),
        hit.show,
    )


def _marked(hit: Hit, before: str, after: str) -> str:
    """Give the quotation with signs around the words asked for."""
    parts: list[str] = []
    at = 0
    for start, end in hit.marks:
        parts += [hit.text[at:start], before, hit.text[start:end], after]
        at = end
    return "".join([*parts, hit.text[at:]])


def facets(counts: Mapping[str, Mapping[str, int]], format: str, columns: int) -> str:
    """Give in how many hits each value stands."""
    if format in ("json", "jsonl"):
        return json.dumps(counts, indent=2 if format == "json" else None, ensure_ascii=False)
    rows = [(field, value, str(count)) for field, values in counts.items() for value, count in values.items()]
    head = ("field", "value", "hits")
    if format == "csv":
        return csv_rows(head, rows)
    if format == "md":
        return markdown(head, rows)
    said = [(field, told(values)) for field, values in counts.items() if values]
    wide = max((width(field) for field, _ in said), default=0) + 2
    return "\n".join(paragraph(values, columns, " " * wide, f"{field:<{wide}}") for field, values in said)


def counted(rows: Iterable[Counted]) -> Iterator[tuple[str, ...]]:
    """Give the matrix of a store as cells of ``COUNTED_HEAD``."""
    for row in rows:
        yield (row.agency, *(f"{row.roles.get(role, '')}" for role in Role), str(row.norms), str(row.notices))


def counts(rows: tuple[Counted, ...], columns: int | None, language: Language = "en") -> str:
    """Give the matrix of a store: bodies by role, in how many norms; roles that nobody has are left out."""
    used = [i for i, role in enumerate(Role) if any(role in row.roles for row in rows)]
    roles = [_head(role, language) for i, role in enumerate(Role) if i in used]
    head = (_word("agency", language), *roles, _word("provisions", language), _word("notices", language))
    body = [(name(language, "agency", cells[0]), *(cells[i + 1] for i in used), *cells[-2:]) for cells in counted(rows)]
    title = _word("matrix-of-store", language)
    if columns is None or not body or fits(head, body, columns):
        return titled(title, head, body, columns)
    indent = max(width(row.agency) for row in rows) + 2
    lines = [
        paragraph(
            text(
                "cli.matrix-row",
                language,
                roles=tuple((name(language, "role", role), str(count)) for role, count in row.roles.items()),
                provisions=row.norms,
                notices=row.notices,
            ),
            columns,
            " " * indent,
            f"{row.agency:<{indent}}",
        )
        for row in rows
    ]
    return "\n".join([paint(title, "bold"), "", *lines])


def shown(hits: Iterable[Hit], columns: int, language: Language = "en") -> str:
    """Give hits for a reader, by clause: what each is, and its words."""
    blocks = []
    for (clause, label, gone), group in groupby(hits, key=lambda hit: (hit.clause, hit.label, hit.repealed_by)):
        head = paint(f"{clause} {label}" if label else clause, "bold")
        blocks.append(f"{head}  {text('cli.repealed-by', language, notice=gone)}" if gone else head)
        for hit in group:
            blocks.append(paragraph(_what(hit, language), columns, "    ", "  "))
            words = _marked(hit, OPEN, CLOSE).strip()
            quote = words if hit.provision else opening(words, _CLAUSE)
            blocks.append(lit(paragraph(f"“{quote}”", columns, "    ")))
        blocks += [paint(f"    $ {hit.show}", "dim"), ""]
    return "\n".join(blocks[:-1])


def _what(hit: Hit, language: Language) -> str:
    if hit.kind is None:
        return _word("clause-alone", language)
    codes = dict.fromkeys(a.code for a in hit.activities if a.code)
    acts = comma(language).join(name(language, "activity", code) for code in codes)
    via = " ".join(text("cli.via", language, found=name(language, v.field, v.found)) for v in hit.via)
    kind = name(language, "kind", hit.kind.value)
    unsure = text("cli.outline.unsure", language) if hit.certainty == "unsure" else ""
    parts = (kind, bound(hit, language), acts, scope(hit, language), roles(hit.agencies, language), via, unsure)
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


def matrix(
    notice: Notice,
    rows: tuple[Row, ...],
    columns: int | None,
    repealed_by: str | None = None,
    language: Language = "en",
) -> str:
    """Give the matrix of one notice with clause numbers; roles that nobody has are left out.

    ``columns`` of None asks for Markdown. Where the table would break words, each body has a line of its own.
    """
    used = [i for i, role in enumerate(Role) if any(role in line.roles for line in rows)]
    body = []
    for agency, successor, *cells in grid(rows, ids=False):
        now = text("cli.now", language, agency=name(language, "agency", successor)) if successor else ""
        body.append((name(language, "agency", agency) + now, *(cells[i] for i in used)))
    title = f"{notice.id}@{notice.edition}" if notice.edition else notice.id
    title = text("cli.matrix-of-notice", language, notice=title, repealed_by=repealed_by or "")
    head = (_word("agency", language), *(_head(role, language) for i, role in enumerate(Role) if i in used))
    if columns is None or not body or fits(head, body, columns):
        return titled(title, head, body, columns)
    indent = max(width(line.agency) for line in rows) + 2
    lines = [paragraph(_parts(line, language), columns, " " * indent, f"{line.agency:<{indent}}") for line in rows]
    return "\n".join([paint(paragraph(title, columns, ""), "bold"), "", *lines])


def _parts(line: Row, language: Language) -> str:
    """Return the roles of a body in words: ``lead 3, 14; joint 5``."""
    said = tuple(
        f"{name(language, 'role', role)} {', '.join(parse_id(c).unit or '' for c in where)}"
        for role, where in line.roles.items()
    )
    return text("cli.matrix-roles", language, roles=said, now=line.successor or "")


def _word(key: str, language: Language) -> str:
    return text(f"cli.{key}", language)


def _head(role: Role, language: Language) -> str:
    """Return a role as the head of a column."""
    return _SHORT[role] if language == "en" else name(language, "role", role)
