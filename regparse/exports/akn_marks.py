"""Marks inside a line: title, number, date, bodies and references, as far as they nest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regparse.exports import akn_names
from regparse.exports.layout import Piece
from regparse.exports.pointers import Places
from regparse.exports.xml import _Element, akn, say
from regparse.model import AgencyMention, Citation, Notice, Span


class Mark(NamedTuple):
    """An element inside a line: its span, tag and attributes."""

    span: Span
    tag: str
    attributes: tuple[tuple[str, str], ...]


def marks(notice: Notice, eids: dict[str, str], instruments: dict[str, str]) -> list[Mark]:
    """Give the marks of a notice in the order in which they open, the outer before the inner.

    ``eids`` are the eIds of clauses by their ids, ``instruments`` those of the instruments that are named by title.
    """
    found = dict.fromkeys(_marks(notice, eids, instruments))
    return sorted(found, key=lambda mark: (mark.span[0], -mark.span[1]))


def _marks(notice: Notice, eids: dict[str, str], instruments: dict[str, str]) -> Iterator[Mark]:
    if notice.title_span:
        for start, end in _lines(notice.text, notice.title_span):
            yield Mark((start, end), "docTitle", ())
    if notice.number:
        yield Mark(notice.number.span, "docNumber", ())
    if notice.issued_on:
        yield Mark(notice.issued_on.span, "docDate", (("date", notice.issued_on.date.isoformat()),))
    for citation in citations(notice):
        yield Mark(citation.span, "ref", (("href", href(citation, eids, instruments)),))
    for mention in mentions(notice):
        yield Mark(mention.span, "organization", (("refersTo", f"#{akn_names.tlc('org', mention.id)}"),))


def citations(notice: Notice) -> Iterator[Citation]:
    """Give every citation of a notice; those of its head may come twice."""
    yield from notice.legal_basis
    for clause in notice.walk():
        yield from clause.citations
    if notice.closing:
        yield from notice.closing.citations
    yield from notice.repeals


def mentions(notice: Notice) -> Iterator[AgencyMention]:
    """Give every mention of a body that has a part in the notice or in a norm."""
    for group in (notice.issuers, notice.consulted, notice.approved_by, notice.recipients):
        yield from group
    for _, norm in notice.provisions():
        yield from norm.agencies


def href(citation: Citation, eids: dict[str, str], instruments: dict[str, str]) -> str:
    """Give what a citation refers to: a clause of the notice, a work, or an instrument known by its title only."""
    if citation.target in eids:
        return f"#{eids[str(citation.target)]}"
    return akn_names.cited(citation) or f"#{instruments[key(citation)]}"


def key(citation: Citation) -> str:
    """Give what an instrument is called that has no IRI."""
    return citation.title or (citation.number.text if citation.number else citation.text)


def _lines(text: str, span: Span) -> Iterator[Span]:
    at = span[0]
    for line in text[slice(*span)].split("\n"):
        if line.strip():
            yield (at, at + len(line))
        at += len(line) + 1


def put(element: _Element, piece: Piece, text: str, found: list[Mark], places: Places) -> None:
    """Write a piece's text into its element with the marks that lie in it; one that crosses another is left out."""
    eid = element.get("eId")
    counts: dict[str, int] = {}
    open_: list[tuple[int, _Element]] = []
    at = piece.start
    for mark in found:
        start, end = mark.span
        while open_ and open_[-1][0] <= start:
            stop, inner = open_.pop()
            say(inner, text[at:stop])
            at = stop
        if start == end or (open_ and end > open_[-1][0]):
            continue
        say(open_[-1][1] if open_ else element, text[at:start])
        at = start
        counts[mark.tag] = counts.get(mark.tag, 0) + 1
        name = f"{eid}__{mark.tag}_{counts[mark.tag]}"
        inner = akn(open_[-1][1] if open_ else element, mark.tag, eId=name, **dict(mark.attributes))
        places.add(name, mark.span)
        open_.append((end, inner))
    for stop, inner in reversed(open_):
        say(inner, text[at:stop])
        at = stop
    say(element, text[at : piece.end])
