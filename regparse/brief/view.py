"""The flat view-model of a brief: everything the templates print, in order, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regparse import __version__
from regparse.brief import facts as head
from regparse.brief import labels, norms, wording
from regparse.brief import takeaways as topics
from regparse.brief.changes import Changes
from regparse.brief.changes import changes as changed
from regparse.brief.fulltext import Line
from regparse.brief.fulltext import lines as laid_out
from regparse.brief.quotes import Words, quote
from regparse.brief.refs import Ref, clause_ref, number_of
from regparse.comparison import Comparison, EditionFact
from regparse.model import Language, Notice, Quote

_QUOTE_LIMIT = 130


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A fact that stands in one edition only, with the words of both."""

    ref: Ref | None
    what: str
    words: Words | None
    other: Words | None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the brief: where a link finds it, its number and its title."""

    id: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All a template needs. What has no content is not among the sections and is not printed."""

    title: str
    name: str
    lang: Language
    edition: str
    strip: tuple[tuple[str, str], ...]
    takeaways: tuple[topics.Takeaway, ...]
    facts: tuple[head.Fact, ...]
    bans: tuple[norms.Group[norms.BanRow], ...]
    gates: tuple[norms.Gate, ...]
    definitions: tuple[norms.Group[norms.Item], ...]
    matrix: norms.Matrix
    liability: tuple[norms.Group[norms.Item], ...]
    duties: tuple[norms.Group[norms.Item], ...]
    changes: Changes | None
    editions: tuple[norms.Group[EditionRow], ...]
    edition_names: str
    lines: tuple[Line, ...]
    origins: tuple[head.Origin, ...]
    version: str

    @property
    def sections(self) -> tuple[Section, ...]:
        """Give the sections that have content, numbered from 1."""
        found = (
            ("facts", "The notice at a glance", self.facts),
            ("bans", "Who may not do what", self.bans),
            ("gates", "Exceptions and approvals", self.gates),
            ("definitions", "Definitions and legal status", self.definitions),
            ("agencies", "Which body does what", self.matrix.groups),
            ("liability", "Liability", self.liability),
            ("duties", "Duties", self.duties),
            ("changes", f"What changed since {self.changes.old_name}" if self.changes else "", self.changes),
            ("editions", "Facts that stand in one edition only", self.editions),
            ("text", "The full text", self.lines),
            ("sources", "Sources, problems, method", self.origins),
        )
        return tuple(
            Section(id_, number, title)
            for number, (id_, title, _) in enumerate((row for row in found if row[2]), start=1)
        )

    def section(self, id_: str) -> Section | None:
        """Give a section that is printed, or None."""
        return next((one for one in self.sections if one.id == id_), None)


def view(
    notice: Notice,
    *,
    against: Notice | None = None,
    comparison: Comparison | None = None,
    editions: Sequence[EditionFact] = (),
    other_edition: str | None = None,
) -> Brief:
    """Compute a brief: a pure function of what it is given, without a clock, a file or a network."""
    found = list(notice.provisions())
    both = [labels.edition(one) for one in (notice.edition, other_edition) if one]
    return Brief(
        title=notice.title,
        name=number_of(notice),
        lang=notice.language,
        edition=wording.sentence(labels.edition(notice.edition)),
        strip=head.strip(notice),
        takeaways=topics.takeaways(topics.Case(notice, found, against, comparison)),
        facts=head.facts(notice, found, other_edition),
        bans=norms.bans(notice, found),
        gates=norms.gates(notice, found),
        definitions=norms.definitions(notice, found),
        matrix=norms.matrix(notice, found),
        liability=norms.liability(notice, found),
        duties=norms.duties(notice, found),
        changes=changed(notice, against, comparison) if against and comparison else None,
        editions=_editions(editions, notice),
        edition_names=wording.listing(both),
        lines=laid_out(notice),
        origins=tuple(head.origin(one) for one in (notice, against) if one),
        version=__version__,
    )


def _editions(facts: Sequence[EditionFact], notice: Notice) -> tuple[norms.Group[EditionRow], ...]:
    """Group the facts by the edition that has them; what the same words say is one row.

    Quotations are set in the language of this notice; a link leads to its clause.
    """
    here = {clause.id for clause in notice.walk()}
    alike: dict[str, dict[tuple[object, ...], list[EditionFact]]] = {}
    for fact in facts:
        words = fact.quote.text if fact.quote else fact.value
        alike.setdefault(fact.only_in, {}).setdefault((fact.clause, words), []).append(fact)
    return tuple(
        norms.Group(
            f"Only in the {labels.edition(edition)}",
            tuple(_edition_row(same, notice, here) for same in rows.values()),
        )
        for edition, rows in alike.items()
    )


def _edition_row(same: list[EditionFact], notice: Notice, here: set[str]) -> EditionRow:
    def words(quoted: Quote | None) -> Words | None:
        return quote(quoted, notice.language, _QUOTE_LIMIT) if quoted else None

    first = same[0]
    found: dict[str, list[str]] = {}
    for fact in same:
        found.setdefault(labels.label(fact.field), []).append(labels.named(fact.value))
    what = "; ".join(
        values[0] if values[0].startswith(name) else f"{name}: {wording.listing(dict.fromkeys(values))}"
        for name, values in found.items()
    )
    return EditionRow(
        ref=clause_ref(first.clause, linked=first.clause in here) if first.clause else None,
        what=wording.sentence(what),
        words=words(first.quote),
        other=words(next((fact.other for fact in same if fact.other), None)),
    )
