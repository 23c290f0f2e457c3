"""The flat view-model of a brief: everything the templates print, in order, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from regparse.documents.brief import agencies
from regparse.documents.brief import border as borders
from regparse.documents.brief import facts as head
from regparse.documents.brief import takeaways as topics
from regparse.documents.brief.checklist import Task, checklists, leaves_out_the_state
from regparse.documents.brief.editions import EditionRow
from regparse.documents.brief.editions import editions as told_apart
from regparse.documents.brief.front import Front, front
from regparse.documents.brief.fulltext import Line
from regparse.documents.brief.fulltext import lines as laid_out
from regparse.documents.brief.graph import Graph, graph
from regparse.documents.brief.heatmap import HeatMap, heatmaps
from regparse.documents.brief.mandates import Mandate, mandates
from regparse.documents.brief.objects import Objects, objects
from regparse.documents.brief.openpoints import OpenRow, open_points
from regparse.documents.brief.opinions import opinions
from regparse.documents.parts import norms
from regparse.documents.parts.bans import BanRow, Group, all_rows
from regparse.documents.parts.bans import bans as banned_acts
from regparse.documents.parts.changes import Changes, unread, why_not
from regparse.documents.parts.changes import changes as changed
from regparse.documents.parts.described import beyond, descriptions
from regparse.documents.parts.origins import Origin, origin, treatment
from regparse.documents.parts.refs import number_of
from regparse.documents.parts.timeline import Timeline, timeline
from regparse.model import Notice
from regparse.model.comparison import Comparison, EditionFact, Remark
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the brief: where a link finds it, its number and its title."""

    id: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Brief(Front):
    """All a template needs. What has no content is not among the sections and is not printed."""

    edition: str
    is_untouched: bool
    takeaways: tuple[topics.Takeaway, ...]
    facts: tuple[head.Fact, ...]
    timeline: Timeline | None
    objects: Objects
    definitions: tuple[Group[norms.Item], ...]
    bans: tuple[Group[BanRow], ...]
    heatmaps: tuple[HeatMap, ...]
    gates: tuple[norms.Gate, ...]
    border: borders.Border
    matrix: agencies.Matrix
    mandates: tuple[Mandate, ...]
    graph: Graph | None
    liability: tuple[Group[norms.Item], ...]
    duties: tuple[norms.Item, ...]
    checklists: tuple[Group[Task], ...]
    leaves_out_the_state: bool
    open_points: tuple[Group[OpenRow], ...]
    changes: Changes | None
    old_name: str
    why_not: str
    editions: tuple[Group[EditionRow], ...]
    edition_names: str
    lines: tuple[Line, ...]
    other_lines: tuple[Line, ...]
    other_edition_name: str
    origins: tuple[Origin, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Give the sections that have content, numbered from 1."""
        compared = say("Comparison with {old}", old=self.old_name) if self.old_name else say("Comparison")
        changed_since = say("What changed since {old}", old=self.old_name)
        found = (
            ("facts", say("The notice at a glance"), self.facts),
            ("remarks", say("The firm’s remarks"), self.remarks),
            ("timeline", say("Timeline"), self.timeline),
            ("definitions", say("Regulated objects and definitions"), self.definitions or self.objects.rows),
            ("bans", say("Who may not do what"), self.bans),
            ("gates", say("Exceptions and approvals"), self.gates),
            ("border", say("Across the border"), self.border.groups),
            ("agencies", say("Which agency does what"), self.matrix.groups),
            ("liability", say("Liability"), self.liability),
            ("changes", compared if self.why_not else changed_since, self.changes or self.why_not),
            ("editions", say("Facts found in one text only"), self.editions),
            ("open", say("Open points"), self.open_points),
            ("duties", say("Duties by audience"), self.checklists),
            ("text", say("The full text"), self.lines),
            ("sources", say("Method, sources, problems"), self.origins),
        )
        return tuple(
            Section(id_, number, title)
            for number, (id_, title, _) in enumerate((row for row in found if row[2]), start=1)
        )

    def section(self, id_: str) -> Section | None:
        """Give a section that is printed, or None."""
        return next((one for one in self.sections if one.id == id_), None)


def _unlinked(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Take the anchors and the bookmarks from a second text: links lead to the first."""
    return tuple(
        replace(line, bookmark=None, segments=tuple(replace(one, anchors=()) for one in line.segments))
        for line in lines
    )


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
            (
                len(all_rows(self.definitions)),
                "definition, status or description",
                "definitions, statuses and descriptions",
            ),
            (len(all_rows(self.matrix.groups)), "body with a role", "bodies with a role"),
            (len(all_rows(self.liability)), "consequence of a breach", "consequences of a breach"),
            (len(self.duties), "duty", "duties"),
        )
        return [phrasing.counted(count, one, many) for count, one, many in sizes if count]


def view(
    notice: Notice,
    *,
    against: Notice | None = None,
    comparison: Comparison | None = None,
    editions: Sequence[EditionFact] = (),
    other_edition: Notice | str | None = None,
    originals: Sequence[Notice] = (),
    lineage: Sequence[Notice] = (),
    remarks: Sequence[Remark] = (),
    beside: Notice | None = None,
    further: Sequence[tuple[Notice, Sequence[EditionFact]]] = (),
) -> Brief:
    """Compute a brief: a pure function of what it is given, without a clock, a file or a network.

    Of ``lineage``, the notices up to this one with the oldest first, only the last step has been compared. ``remarks``
    are opinions; ``beside`` is the text of the notice in another language that quotations are set beside. ``further``
    are more editions, each with the facts on which it and this notice differ.
    """
    found = list(notice.provisions())
    why = why_not(notice, against) if against else None
    every = [*editions, *(fact for _, facts in further for fact in facts)]
    compared = changed(notice, against, comparison, every) if against and comparison and not why else None
    if isinstance(other_edition, str):
        other, other_name = None, labels.edition(other_edition, notice.language)
    else:
        other, other_name = other_edition, labels.text_name(other_edition) if other_edition else ""
    described = descriptions(notice, found)
    names = [one for one in (other_name, *(labels.text_name(one) for one, _ in further)) if one]
    tables = _Tables(
        bans=banned_acts(notice, found),
        gates=norms.gates(notice, found),
        definitions=norms.definitions(notice, beyond(described, found), described),
        matrix=agencies.matrix(notice, found),
        liability=norms.liability(notice, found),
        duties=norms.duties(notice, found),
    )
    case = topics.Case(
        notice, found, tables.bans, tables.liability, tables.duties, compared, against if compared else None
    )
    before = [one for one in lineage if one.id != notice.id] or ([against] if against and not why else [])
    times = timeline([*before, notice], [*[None] * (len(before) - 1), comparison if compared else None])
    said = opinions(remarks, notice, against)
    second = next((one for one in (beside, other) if one and one.language != notice.language), None)
    return Brief(
        **front(notice, beside, second, said, opinion=bool(said)),
        edition=phrasing.sentence(labels.edition(notice.edition, notice.language)),
        is_untouched=not treatment(notice),
        takeaways=topics.takeaways(case),
        facts=head.facts(notice, tables.counts(), phrasing.listing(names), other),
        timeline=times if len(times.rows) > 1 else None,
        objects=objects(beyond(described, found), described),
        definitions=tables.definitions,
        bans=tables.bans,
        heatmaps=heatmaps(found),
        gates=tables.gates,
        border=borders.border(found),
        matrix=tables.matrix,
        mandates=mandates(notice, found),
        graph=graph(found),
        liability=tables.liability,
        duties=tables.duties,
        checklists=checklists(notice, found),
        leaves_out_the_state=leaves_out_the_state(found),
        open_points=open_points(notice, found, described),
        changes=compared,
        old_name=number_of(against) if against else "",
        why_not=why or ("" if against else unread(notice)),
        editions=(
            *told_apart(editions, notice, other, names=bool(further)),
            *(group for one, facts in further for group in told_apart(facts, notice, one, names=True)),
        ),
        edition_names=phrasing.listing(say("the {text}", text=one) for one in (labels.text_name(notice), *names)),
        lines=laid_out(notice, said),
        other_lines=_unlinked(laid_out(beside)) if beside else (),
        other_edition_name=phrasing.sentence(labels.text_name(beside)) if beside else "",
        origins=tuple(
            origin(one, part)
            for one, part in (
                (notice, say("the text of this brief")),
                (against, say("the notice it is compared with") if compared else say("not compared")),
                *((one, say("another text of this notice")) for one in (other, *(one for one, _ in further))),
                *((one, say("an original that the comparison was held against")) for one in originals if compared),
            )
            if one
        ),
    )
