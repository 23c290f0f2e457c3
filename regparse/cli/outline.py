"""A notice as an outline for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from regparse.cli.language import comma, name
from regparse.cli.legend import legend
from regparse.cli.terminal import opening, paint, paragraph, width
from regparse.model import (
    AgencyMention,
    AgencyRole,
    Citation,
    Clause,
    Kind,
    Language,
    Notice,
    Problem,
    Provision,
    Role,
    Section,
)
from regparse.notation.expressions import expression
from regparse.wording import say, text

if TYPE_CHECKING:
    from regparse.store import Hit

_INDENT = 14
_WORDS = 64
"""How much is quoted of a norm whose codes do not say what it does, in columns."""
_QUOTED = {Kind.MANDATE, Kind.STATUS, Kind.DEFINITION, Kind.REPEAL, Kind.COMMENCEMENT}
_SUBJECTS = {Role.LEAD, Role.JOINT, Role.RESPONSIBLE, Role.PARTICIPATE}
_AND_OTHERS = expression(
    r"(?:[\s,，、;；)）]|and other (?:relevant )?\w+|and others|(?:departments|authorities|organs)\b"
    r"|等(?:相关|有关)?(?:部门|机关|单位)?)+"
)


def outline(notice: Notice, columns: int, language: Language = "en") -> str:
    """Give the facts of a notice, then its sections and clauses with the norms in each."""
    return "\n".join(
        [*_facts(notice, columns, language), *_body(notice, columns, language), *_end(notice, columns, language)]
    )


def _facts(notice: Notice, columns: int, language: Language) -> Iterator[str]:
    yield paint(paragraph(notice.title, columns, ""), "bold")
    yield ""
    norms = sum(1 for _ in notice.provisions())
    when = notice.effective
    counts = {"sections": len(notice.sections), "clauses": len(notice.clauses), "provisions": norms}
    rows = (
        ("id", f"{notice.id}@{notice.edition}" if notice.edition else notice.id),
        ("number", notice.number.text if notice.number else text("cli.outline.no-number", language)),
        ("issued", str(notice.issued_on.date) if notice.issued_on else text("cli.outline.no-date", language)),
        ("effective", str(when.date or text(f"cli.outline.{when.kind}", language))),
        ("issuers", _codes(notice.issuers, language)),
        ("consulted", _codes(notice.consulted, language)),
        ("approved-by", _codes(notice.approved_by, language)),
        ("recipients", _codes(notice.recipients, language)),
        ("legal-basis", text("cli.outline.instruments", language, n=len(notice.legal_basis))),
        ("repeals", text("cli.outline.list", language, items=tuple(_cited(c) for c in notice.repeals))),
        ("holds", text("cli.outline.counts", language, **counts)),
    )
    for key, value in rows:
        if value:
            head = text(f"cli.outline.head.{key}", language)
            yield paragraph(value, columns, " " * _INDENT, head + " " * (_INDENT - width(head)))


def _body(notice: Notice, columns: int, language: Language) -> Iterator[str]:
    units: list[Section | Clause] = sorted([*notice.sections, *notice.clauses], key=lambda unit: unit.span)
    for unit in units:
        yield ""
        if isinstance(unit, Section):
            yield paint(paragraph(_labelled(unit.label, unit.heading), columns, "  ", ""), "bold")
        else:
            yield from _clause(unit, columns, "  ", language)


def _clause(clause: Clause, columns: int, indent: str, language: Language) -> Iterator[str]:
    words = clause.heading or clause.text.removeprefix(clause.label or "").strip()
    yield indent + opening(_labelled(clause.label, words), columns - len(indent))
    for provision in clause.provisions:
        yield norm(provision, columns, indent + "    ", language)
    for child in clause.children:
        yield from _clause(child, columns, indent + "  ", language)


def _labelled(label: str | None, text: str) -> str:
    """Put a label before its text; one that ends in a full-width sign brings its own blank."""
    if not label:
        return text
    return label + ("" if width(label[-1]) == 2 else " ") + text


def norm(provision: Provision, columns: int, indent: str, language: Language = "en") -> str:
    """Give a norm in short: its kind, who is bound, the acts, the scope, the agencies with their roles."""
    acts = [
        name(language, "activity", act.code) if act.code else f"“{opening(act.text, 40)}”"
        for act in provision.activities
    ]
    sanction = name(language, "sanction", provision.sanction.kind) if provision.sanction else ""
    parts = [
        bound(provision, language),
        comma(language).join(dict.fromkeys(acts)),
        scope(provision, language),
        text("cli.outline.sanction", language, kind=sanction) if sanction else "",
        roles(provision.agencies, language),
    ]
    if provision.kind in _QUOTED or not any(parts):
        parts.append(f"“{opening(_predicate(provision), _WORDS)}”")
    if provision.certainty == "unsure":
        parts.append(text("cli.outline.unsure", language))
    kind = name(language, "kind", provision.kind)
    told = " · ".join(part for part in parts if part)
    return paragraph(told, columns, indent + " " * 13, f"{indent}{kind}{' ' * (13 - width(kind))}")


def _predicate(provision: Provision) -> str:
    """Give the words of a norm from behind the bodies that are its subjects, who are told as codes."""
    ends = [a.span[1] - provision.span[0] for a in provision.agencies if a.role in _SUBJECTS]
    rest = provision.text[max(ends, default=0) :]
    others = _AND_OTHERS.match(rest) if ends else None
    rest = rest[others.end() :] if others else rest
    return rest if len(rest) > 12 else provision.text


def scope(norm: Provision | Hit, language: Language = "en") -> str:
    """Return assets, territory and condition in brackets."""
    words = [("asset", asset) for asset in norm.assets]
    words += [(sort, code) for sort, code in (("territory", norm.territory), ("condition", norm.condition)) if code]
    return " ".join(f"[{name(language, sort, code)}]" for sort, code in words)


def bound(norm: Provision | Hit, language: Language = "en") -> str:
    """Give who is bound; not "government" where the bodies themselves are named."""
    codes = dict.fromkeys(a.code for a in norm.addressees)
    shown = [code for code in codes if code != "government" or not norm.agencies]
    return comma(language).join(name(language, "addressee", code) for code in shown)


def roles(mentions: Iterable[AgencyRole], language: Language = "en") -> str:
    """Give bodies by their roles: ``lead PBOC; joint NDRC, MIIT``."""
    by_role: dict[str, dict[str, None]] = {}
    for mention in mentions:
        by_role.setdefault(name(language, "role", mention.role.value), {})[name(language, "agency", mention.id)] = None
    mark = "；" if language == "zh" else "; "
    return mark.join(f"{role} {comma(language).join(codes)}" for role, codes in by_role.items())


def _end(notice: Notice, columns: int, language: Language) -> Iterator[str]:
    if notice.closing:
        yield ""
        yield "  " + opening(notice.closing.text, columns - 2)
        for provision in notice.closing.provisions:
            yield norm(provision, columns, "      ", language)
    named = [*notice.issuers, *notice.consulted, *notice.approved_by, *notice.recipients]
    codes = {a.id for a in named} | {a.id for _, provision in notice.provisions() for a in provision.agencies}
    if codes and language == "en":  # which names no codes
        yield ""
        yield legend(codes, columns)
    if notice.problems:
        yield ""
        yield paint(text("cli.outline.problems", language, n=len(notice.problems)), "bold")
        for problem in notice.problems:
            yield _problem(problem, columns, language)


def _problem(problem: Problem, columns: int, language: Language) -> str:
    severity = name(language, "severity", problem.severity)
    head = f"  {severity}{' ' * (9 - width(severity))}"
    return paragraph(say(problem, language), columns, " " * 11, head)


def _codes(mentions: Iterable[AgencyMention], language: Language) -> str:
    return comma(language).join(dict.fromkeys(name(language, "agency", mention.id) for mention in mentions))


def _cited(citation: Citation) -> str:
    return citation.number.text if citation.number else citation.text
