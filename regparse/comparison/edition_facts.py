"""What an edition of a notice says, as facts: of the whole notice, and of a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from regparse.comparison import figures
from regparse.model import Citation, Clause, DocumentNumber, Kind, Notice, Provision, Quote, Role, Section, ids
from regparse.notation.expressions import expression

WEIGHTY = (Kind.PROHIBITION, Kind.OBLIGATION, Kind.PERMISSION, Kind.SANCTION)
SCOPED = (Kind.PROHIBITION, Kind.PERMISSION)
"""Norms whose acts, assets and territory are compared: of duties and sanctions these hang on how sentences are cut."""
ASIDE = frozenset({Role.RECIPIENT, Role.APPROVE, Role.REFER})
"""Parts of bodies that others act towards."""


class Fact(NamedTuple):
    """A fact of one edition: of which sort, its value in codes, and the words that say it.

    One that is ``soft`` answers for a fact of the other edition and is not missed there itself. ``near`` is what the
    other edition has in its place, where that is known.
    """

    field: str
    value: str
    quote: Quote | None
    soft: bool = False
    near: Quote | None = None


def notice_facts(notice: Notice, other: Notice) -> list[Fact]:
    """Give what an edition says of the notice as a whole; section headings are one fact when ``other`` has none."""
    facts = list[Fact]()
    for field, bodies in (
        ("issuer", notice.issuers),
        ("consulted", notice.consulted),
        ("approved-by", notice.approved_by),
        ("recipient", notice.recipients),
    ):
        facts += [Fact(field, body.id, body) for body in bodies]
    headings = [_heading(notice, section) for section in notice.sections]
    if len(headings) > 1 and not other.sections:
        facts.append(Fact("section", f"all {len(headings)} section headings", headings[0]))
    else:
        facts += [Fact("section", f"section {s.number}", h) for s, h in zip(notice.sections, headings, strict=True)]
    facts += _citation_facts("legal-basis", notice.legal_basis)
    facts += _citation_facts("repeals", notice.repeals)
    if notice.number:
        facts.append(Fact("number", _numbered(notice.number), notice.number))
    if notice.closing:
        facts += [
            Fact("figure", said, q) for said, q in figures.find(notice.text, notice.closing.span, notice.language)
        ]
    if notice.issued_on:
        facts.append(Fact("issued-on", notice.issued_on.date.isoformat(), notice.issued_on))
    if notice.effective.kind != "unstated":
        on_date = notice.effective.kind == "on-date"
        value = f"on-date {notice.effective.date}" if on_date else notice.effective.kind
        text, span = notice.effective.text, notice.effective.span
        facts.append(Fact("effective", value, Quote(text=text, span=span) if text and span else None))
    if notice.signature:
        facts.append(Fact("signature", "signature", notice.signature))
    return facts


def _heading(notice: Notice, section: Section) -> Quote:
    start, end = section.span
    at = notice.text.find(section.heading, start, end)
    span = (at, at + len(section.heading)) if at >= 0 else section.span
    return Quote(text=notice.text[slice(*span)], span=span)


def _citation_facts(field: str, citations: Iterable[Citation]) -> Iterator[Fact]:
    """Name citations by what is the same in every language: the document number."""
    for citation in citations:
        number = citation.number
        yield Fact(field, _numbered(number) if number else "without a number", citation)


_LETTERHEAD = expression(r"[A-Za-z][A-Za-z \-]*(?=\s*[\[(（〔［])")


def _numbered(number: DocumentNumber) -> str:
    """Give a document number in code; where English letters stand for another issuer's, with those letters."""
    printed = _LETTERHEAD.match(number.text)
    letters = "".join(c for c in printed[0].lower() if c.isalpha()) if printed else ""
    code = letters if letters and letters != (number.code or "").replace("-", "") else number.code
    return ids.notice_id(code or "?", number.year, number.serial)


def clause_facts(clause: Clause, alone: Sequence[Provision]) -> Iterator[Fact]:
    """Give the facts of a clause; a norm that stands ``alone`` is told as a whole, with its bodies and acts only."""
    for part in clause.walk():
        yield from _citation_facts("citation", part.citations)
        for norm in part.provisions:
            yield from (Fact("agency", f"{body.id} {body.role}", body) for body in norm.agencies)
            if norm.kind not in WEIGHTY:
                continue
            if norm.kind in SCOPED:
                yield from (Fact("activity", f"{norm.kind}: {act.code}", act) for act in norm.activities)
            if norm in alone:
                continue
            # "A is regulated by B" and "B regulates A" are one duty, and B stands among the bodies.
            tasked = norm.kind is Kind.OBLIGATION and any(body.role not in ASIDE for body in norm.agencies)
            for who in norm.addressees:
                soft = tasked or who.code == "government" or (norm.kind is Kind.SANCTION and who.code == "anyone")
                yield Fact("addressee", f"{norm.kind}: {who.code}", who, soft)
            if norm.kind in SCOPED:
                yield from (Fact("asset", f"{norm.kind}: {asset}", norm) for asset in norm.assets)
                if norm.territory:
                    yield Fact("territory", f"{norm.kind}: {norm.territory}", norm)
                if norm.open_ended:
                    yield Fact("open-list", f"{norm.kind}: and others", norm)
            if norm.condition:
                yield Fact("condition", f"{norm.kind}: {norm.condition}", norm)
            yield from (
                Fact("exception", f"{norm.kind}: exception", words)
                for words in norm.exceptions
                if words.kind == "except"
            )
