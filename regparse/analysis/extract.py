"""The norms and citations of each clause: the rules applied down the tree.

After this stage every clause carries its provisions in document order, with ids, and every lead-in that ends in a
colon has reached its items.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from regparse.grammar import citations, origins, own_names, treatment
from regparse.grammar.reading import Reading
from regparse.grammar.unit import Unit, prepare
from regparse.model import Addressee, Citation, Clause, Closing, DocumentNumber, Kind, Provision, Section, Span
from regparse.notation.expressions import expression
from regparse.rules import RULES

_TRAIL = expression(r"[；;。，,.\s]*(?:\b(?:and|or)|或者?|以及|和)?\s*\Z")
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


class Extractor:
    """Applies the rules to one notice. Holds what all clauses share."""

    def __init__(
        self, text: str, *, chinese: bool, on: dt.date | None, titles: tuple[str, ...], number: DocumentNumber | None
    ) -> None:
        self.text, self.titles, self.number = text, titles, number
        self.reading = Reading(text, chinese, on)
        self.names = (
            frozenset(name for title in titles for name in own_names.find(text, title)) if chinese else frozenset[str]()
        )

    def clauses(self, clauses: tuple[Clause, ...], sections: tuple[Section, ...]) -> tuple[Clause, ...]:
        """Fill clauses in document order. A section's heading and lead text pass their subject on to its clauses."""
        subject_of: dict[str | None, tuple[Addressee, ...]] = {None: ()}
        for section in sections:
            heading = prepare(self.reading, (section.span,))
            subject_of[section.id] = heading.running()
        filled = []
        for clause in clauses:
            # 下列行为：（一）… at level one: the section's clauses are the items of its lead text.
            below = [c for c in clauses if c.section == clause.section and c.number] if _leads(clause) else []
            above = () if clause.kind == "article" and clause.section is None else subject_of.get(clause.section, ())
            done, running = self.clause(clause, above, tuple(map(_content, below)))
            if clause.kind == "paragraph":
                subject_of[clause.section] = running
            filled.append(done)
        return tuple(filled)

    def clause(
        self,
        clause: Clause,
        inherited: tuple[Addressee, ...],
        below: tuple[Span, ...] = (),
        *,
        governed: Kind | None = None,
    ) -> tuple[Clause, tuple[Addressee, ...]]:
        """Fill one clause and those below it; also give the subject that runs on behind it.

        ``below`` are the items it governs without holding them; ``governed`` is the kind of the lead-in above it.
        """
        items = below or tuple(_content(child) for child in clause.children)
        unit = prepare(self.reading, clause.paragraphs, clause.heading_span, items, inherited, governed=governed)
        children = []
        repealing = bool(clause.children) and _lists_repealed(self.text, clause.paragraphs)
        running = unit.running()
        lead = unit.lead_in()
        leads = lead.cue.kind if lead is not None and lead.cue is not None else None
        for child in clause.children:
            done, _ = self.clause(child, running, governed=leads)
            children.append(_all_repealed(done) if repealing else done)
        own = clause.paragraphs
        cited = [c for start, end in own for c in self.citations(start, end)]
        update = {
            "children": tuple(children),
            "provisions": self.provisions(unit, clause.id),
            "citations": tuple(cited),
        }
        return clause.model_copy(update=update), running

    def provisions(self, unit: Unit, prefix: str) -> tuple[Provision, ...]:
        """Apply the rules to a unit and number what they found in document order."""
        found = [p for rule in RULES for p in rule(unit) if not _in_heading(p, unit)]
        found.sort(key=lambda p: (p.span, _RANK[p.kind], p.sanction.span if p.sanction else p.span))
        return tuple(p.model_copy(update={"id": f"{prefix}#{n}"}) for n, p in enumerate(found, 1))

    def citations(self, start: int, end: int) -> Iterator[Citation]:
        """Return the citations of a stretch, the notice's own names apart."""
        found = citations.find_citations(self.text, start, end, own_titles=self.titles, own_number=self.number)
        for one in found:
            own = one.title is not None and own_names.bare(one.title) in self.names
            if not own or one.number or origins.another(self.text, one.span, start, end):
                yield one

    def closing(self, span: Span, spans: tuple[Span, ...], notice: str) -> Closing:
        """Make the closing with its commencement and repeal."""
        unit = prepare(self.reading, spans)
        cited = tuple(c for start, end in spans for c in self.citations(start, end))
        return Closing(
            text=self.text[slice(*span)],
            span=span,
            provisions=self.provisions(unit, f"{notice}/closing"),
            citations=cited,
        )


def _lists_repealed(text: str, paragraphs: tuple[Span, ...]) -> bool:
    """Say whether a clause opens a list of what is repealed, which its items give (下列文件同时废止：)."""
    if not paragraphs or text[paragraphs[0][1] - 1] not in "：:":
        return False
    return any(found.end() == paragraphs[0][1] for found in treatment.LISTS.finditer(text, *paragraphs[0]))


def _all_repealed(clause: Clause) -> Clause:
    cited = tuple(map(treatment.as_repealed, clause.citations))
    return clause.model_copy(update={"citations": cited, "children": tuple(map(_all_repealed, clause.children))})


def _leads(clause: Clause) -> bool:
    """Say whether a clause is a section's lead text that ends in a colon."""
    return clause.kind == "paragraph" and clause.section is not None and clause.text.endswith(("：", ":"))


def _content(clause: Clause) -> Span:
    """Give the span of an item's own first paragraph without its label and final stop."""
    if not clause.paragraphs:
        return (clause.span[1], clause.span[1])
    start, end = clause.paragraphs[0]
    words = clause.text[start - clause.span[0] : end - clause.span[0]]
    return (start, start + len(_TRAIL.sub("", words)))


def _in_heading(found: Provision, unit: Unit) -> bool:
    return unit.heading is not None and found.span[1] <= unit.heading[1] + 1
