"""A notice as an outline for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from regparse.cli.legend import legend
from regparse.cli.terminal import opening, paint, paragraph, width
from regparse.model import AgencyMention, AgencyRole, Citation, Clause, Kind, Notice, Problem, Provision, Role, Section

if TYPE_CHECKING:
    from regparse.store import Hit

_INDENT = 14
_WORDS = 64
"""How much is quoted of a norm whose codes do not say what it does, in columns."""
_QUOTED = {Kind.MANDATE, Kind.STATUS, Kind.DEFINITION, Kind.REPEAL, Kind.COMMENCEMENT}
_SUBJECTS = {Role.LEAD, Role.JOINT, Role.RESPONSIBLE, Role.PARTICIPATE}
_AND_OTHERS = re.compile(
    r"(?:[\s,，、;；)）]|and other (?:relevant )?\w+|and others|(?:departments|authorities|organs)\b"
    r"|等(?:相关|有关)?(?:部门|机关|单位)?)+"
)


def outline(notice: Notice, columns: int) -> str:
    """Give the facts of a notice, then its sections and clauses with the norms in each."""
    return "\n".join([*_facts(notice, columns), *_body(notice, columns), *_end(notice, columns)])


def _facts(notice: Notice, columns: int) -> Iterator[str]:
    yield paint(paragraph(notice.title, columns, ""), "bold")
    yield ""
    norms = sum(1 for _ in notice.provisions())
    rows = (
        ("id", f"{notice.id}@{notice.edition}" if notice.edition else notice.id),
        ("number", notice.number.text if notice.number else "none"),
        ("issued", str(notice.issued_on.date) if notice.issued_on else "no date in the text"),
        ("effective", str(notice.effective.date or notice.effective.kind)),
        ("issuers", _codes(notice.issuers)),
        ("consulted", _codes(notice.consulted)),
        ("approved by", _codes(notice.approved_by)),
        ("recipients", _codes(notice.recipients)),
        ("legal basis", f"{len(notice.legal_basis)} instruments" if notice.legal_basis else ""),
        ("repeals", "; ".join(_cited(c) for c in notice.repeals)),
        ("holds", f"{len(notice.sections)} sections, {len(notice.clauses)} clauses, {norms} norms"),
    )
    for name, value in rows:
        if value:
            yield paragraph(value, columns, " " * _INDENT, f"{name:<{_INDENT}}")


def _body(notice: Notice, columns: int) -> Iterator[str]:
    units: list[Section | Clause] = sorted([*notice.sections, *notice.clauses], key=lambda unit: unit.span)
    for unit in units:
        yield ""
        if isinstance(unit, Section):
            yield paint(paragraph(_labelled(unit.label, unit.heading), columns, "  ", ""), "bold")
        else:
            yield from _clause(unit, columns, "  ")


def _clause(clause: Clause, columns: int, indent: str) -> Iterator[str]:
    text = clause.heading or clause.text.removeprefix(clause.label or "").strip()
    yield indent + opening(_labelled(clause.label, text), columns - len(indent))
    for provision in clause.provisions:
        yield norm(provision, columns, indent + "    ")
    for child in clause.children:
        yield from _clause(child, columns, indent + "  ")


def _labelled(label: str | None, text: str) -> str:
    """Put a label before its text; one that ends in a full-width sign brings its own blank."""
    if not label:
        return text
    return label + ("" if width(label[-1]) == 2 else " ") + text


def norm(provision: Provision, columns: int, indent: str) -> str:
    """Give a norm in short: its kind, who is bound, the acts, the scope, the agencies with their roles."""
    acts = [activity.code or f"“{opening(activity.text, 40)}”" for activity in provision.activities]
    parts = [
        bound(provision),
        ", ".join(dict.fromkeys(acts)),
        scope(provision),
        f"sanction {provision.sanction.kind}" if provision.sanction else "",
        roles(provision.agencies),
    ]
    if provision.kind in _QUOTED or not any(parts):
        parts.append(f"“{opening(_predicate(provision), _WORDS)}”")
    told = " · ".join(part for part in parts if part)
    return paragraph(told, columns, indent + " " * 13, f"{indent}{provision.kind:<13}")


def _predicate(provision: Provision) -> str:
    """Give the words of a norm from behind the bodies that are its subjects, who are told as codes."""
    ends = [a.span[1] - provision.span[0] for a in provision.agencies if a.role in _SUBJECTS]
    rest = provision.text[max(ends, default=0) :]
    others = _AND_OTHERS.match(rest) if ends else None
    rest = rest[others.end() :] if others else rest
    return rest if len(rest) > 12 else provision.text


def scope(norm: Provision | Hit) -> str:
    """Give assets, territory and condition in brackets."""
    return " ".join(f"[{word}]" for word in (*norm.assets, norm.territory, norm.condition) if word)


def bound(norm: Provision | Hit) -> str:
    """Give who is bound; not "government" where the bodies themselves are named."""
    codes = dict.fromkeys(a.code for a in norm.addressees)
    return ", ".join(code for code in codes if code != "government" or not norm.agencies)


def roles(mentions: Iterable[AgencyRole]) -> str:
    """Give bodies by their roles: ``lead PBOC; joint NDRC, MIIT``."""
    by_role: dict[str, dict[str, None]] = {}
    for mention in mentions:
        by_role.setdefault(mention.role.value, {})[mention.id] = None
    return "; ".join(f"{role} {', '.join(codes)}" for role, codes in by_role.items())


def _end(notice: Notice, columns: int) -> Iterator[str]:
    if notice.closing:
        yield ""
        yield "  " + opening(notice.closing.text, columns - 2)
        for provision in notice.closing.provisions:
            yield norm(provision, columns, "      ")
    named = [*notice.issuers, *notice.consulted, *notice.approved_by, *notice.recipients]
    codes = {a.id for a in named} | {a.id for _, provision in notice.provisions() for a in provision.agencies}
    if codes:
        yield ""
        yield legend(codes, columns)
    if notice.problems:
        yield ""
        yield paint(f"Problems ({len(notice.problems)}; `regparse check` shows where)", "bold")
        for problem in notice.problems:
            yield _problem(problem, columns)


def _problem(problem: Problem, columns: int) -> str:
    return paragraph(problem.message, columns, " " * 11, f"  {problem.severity:<9}")


def _codes(mentions: Iterable[AgencyMention]) -> str:
    return ", ".join(dict.fromkeys(mention.id for mention in mentions))


def _cited(citation: Citation) -> str:
    return citation.number.text if citation.number else citation.text
