"""The flat view-model of a brief: everything the templates print, in order, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regparse.brief import agencies, labels, norms, wording
from regparse.brief import facts as head
from regparse.brief import takeaways as topics
from regparse.brief.bans import BanRow, Group, all_rows
from regparse.brief.bans import bans as banned_acts
from regparse.brief.changes import Changes, why_not
from regparse.brief.changes import changes as changed
from regparse.brief.editions import EditionRow
from regparse.brief.editions import editions as told_apart
from regparse.brief.fulltext import Line
from regparse.brief.fulltext import lines as laid_out
from regparse.brief.origins import Origin, origin, treatment
from regparse.brief.refs import number_of
from regparse.brief.titles import display_title
from regparse.comparison import Comparison, EditionFact
from regparse.model import Language, Notice
from regparse.version import __version__


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
    is_title_whole: bool
    name: str
    lang: Language
    edition: str
    is_untouched: bool
    strip: tuple[tuple[str, str], ...]
    takeaways: tuple[topics.Takeaway, ...]
    facts: tuple[head.Fact, ...]
    bans: tuple[Group[BanRow], ...]
    gates: tuple[norms.Gate, ...]
    definitions: tuple[Group[norms.Item], ...]
    matrix: agencies.Matrix
    liability: tuple[Group[norms.Item], ...]
    duties: tuple[norms.Item, ...]
    changes: Changes | None
    old_name: str
    why_not: str
    editions: tuple[Group[EditionRow], ...]
    edition_names: str
    lines: tuple[Line, ...]
    origins: tuple[Origin, ...]
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
            (
                "changes",
                f"{'Comparison with' if self.why_not else 'What changed since'} {self.old_name}",
                self.changes or self.why_not,
            ),
            ("editions", "Facts that stand in one text only", self.editions),
            ("text", "The full text", self.lines),
            ("sources", "Method, sources, problems", self.origins),
        )
        return tuple(
            Section(id_, number, title)
            for number, (id_, title, _) in enumerate((row for row in found if row[2]), start=1)
        )

    def section(self, id_: str) -> Section | None:
        """Give a section that is printed, or None."""
        return next((one for one in self.sections if one.id == id_), None)


@dataclass(frozen=True, slots=True)
class _Tables:
    """The sections that follow from the norms."""

    bans: tuple[Group[BanRow], ...]
    gates: tuple[norms.Gate, ...]
    definitions: tuple[Group[norms.Item], ...]
    matrix: agencies.Matrix
    liability: tuple[Group[norms.Item], ...]
    duties: tuple[norms.Item, ...]

    def counts(self) -> list[str]:
        """Count the rows of each table, in the order of the sections."""
        sizes = (
            (len(all_rows(self.bans)), "banned act", "banned acts"),
            (len(self.gates), "exception or approval", "exceptions and approvals"),
            (len(all_rows(self.definitions)), "definition or legal status", "definitions and legal statuses"),
            (len(all_rows(self.matrix.groups)), "body with a role", "bodies with a role"),
            (len(all_rows(self.liability)), "consequence of a breach", "consequences of a breach"),
            (len(self.duties), "duty", "duties"),
        )
        return [wording.counted(count, one, many) for count, one, many in sizes if count]


def view(
    notice: Notice,
    *,
    against: Notice | None = None,
    comparison: Comparison | None = None,
    editions: Sequence[EditionFact] = (),
    other_edition: Notice | str | None = None,
    originals: Sequence[Notice] = (),
) -> Brief:
    """Compute a brief: a pure function of what it is given, without a clock, a file or a network."""
    found = list(notice.provisions())
    title, is_whole = display_title(notice)
    why = why_not(notice, against) if against else None
    compared = changed(notice, against, comparison, editions) if against and comparison and not why else None
    if isinstance(other_edition, str):
        other, other_name = None, labels.edition(other_edition, notice.language)
    else:
        other, other_name = other_edition, labels.text_name(other_edition) if other_edition else ""
    tables = _Tables(
        bans=banned_acts(notice, found),
        gates=norms.gates(notice, found),
        definitions=norms.definitions(notice, found),
        matrix=agencies.matrix(notice, found),
        liability=norms.liability(notice, found),
        duties=norms.duties(notice, found),
    )
    case = topics.Case(
        notice, found, tables.bans, tables.liability, tables.duties, compared, against if compared else None
    )
    return Brief(
        title=title,
        is_title_whole=is_whole,
        name=number_of(notice),
        lang=notice.language,
        edition=wording.sentence(labels.edition(notice.edition, notice.language)),
        is_untouched=not treatment(notice),
        strip=head.strip(notice),
        takeaways=topics.takeaways(case),
        facts=head.facts(notice, tables.counts(), other_name),
        bans=tables.bans,
        gates=tables.gates,
        definitions=tables.definitions,
        matrix=tables.matrix,
        liability=tables.liability,
        duties=tables.duties,
        changes=compared,
        old_name=number_of(against) if against else "",
        why_not=why or "",
        editions=told_apart(editions, notice, other),
        edition_names=wording.listing(f"the {one}" for one in (labels.text_name(notice), other_name) if one),
        lines=laid_out(notice),
        origins=tuple(
            origin(one, part)
            for one, part in (
                (notice, "the text of this brief"),
                (against, "the notice it is compared with" if compared else "not compared"),
                (other, "another text of this notice"),
                *((one, "an original that the comparison was held against") for one in originals if compared),
            )
            if one
        ),
        version=__version__,
    )
