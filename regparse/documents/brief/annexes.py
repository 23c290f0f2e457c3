"""The annexes of a full brief: matrices, pictures, the comparison word by word, the full text, method and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from regparse.documents.brief import agencies
from regparse.documents.brief import border as borders
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
from regparse.documents.brief.opinions import opinions
from regparse.documents.parts import norms
from regparse.documents.parts.bans import BanRow, Group
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
class Annexes(Front):
    """All that the templates of the annexes need, which go on numbering at ``first``."""

    edition: str
    is_untouched: bool
    first: int
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
    checklists: tuple[Group[Task], ...]
    leaves_out_the_state: bool
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
        """Give the annexes that have content, numbered on from the sections before them."""
        changed_since = say("What changed since {old}", old=self.old_name)
        found = (
            ("timeline", say("Timeline"), self.timeline),
            ("definitions", say("Regulated objects and definitions"), self.definitions or self.objects.rows),
            ("bans", say("Who may not do what"), self.bans),
            ("ways", say("Exceptions and approvals"), self.gates),
            ("border", say("Across the border"), self.border.groups),
            ("agencies", say("Which agency does what"), self.matrix.groups),
            ("changes", changed_since, self.changes),
            ("editions", say("Facts found in one text only"), self.editions),
            ("duties", say("Duties by audience"), self.checklists),
            ("text", say("The full text"), self.lines),
            ("sources", say("Method, sources, problems"), self.origins),
        )
        return tuple(
            Section(id_, number, title)
            for number, (id_, title, _) in enumerate((row for row in found if row[2]), start=self.first)
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


def annexes(
    notice: Notice,
    *,
    first: int = 1,
    against: Notice | None = None,
    comparison: Comparison | None = None,
    editions: Sequence[EditionFact] = (),
    other_edition: Notice | str | None = None,
    originals: Sequence[Notice] = (),
    lineage: Sequence[Notice] = (),
    remarks: Sequence[Remark] = (),
    beside: Notice | None = None,
    further: Sequence[tuple[Notice, Sequence[EditionFact]]] = (),
) -> Annexes:
    """Compute the annexes, numbered from ``first``: a pure function, without a clock, a file or a network.

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
    before = [one for one in lineage if one.id != notice.id] or ([against] if against and not why else [])
    times = timeline([*before, notice], [*[None] * (len(before) - 1), comparison if compared else None])
    said = opinions(remarks, notice, against)
    second = next((one for one in (beside, other) if one and one.language != notice.language), None)
    return Annexes(
        first=first,
        **front(notice, beside, second, said, opinion=bool(said)),
        edition=phrasing.sentence(labels.edition(notice.edition, notice.language)),
        is_untouched=not treatment(notice),
        timeline=times if len(times.rows) > 1 else None,
        objects=objects(beyond(described, found), described),
        definitions=norms.definitions(notice, beyond(described, found), described),
        bans=banned_acts(notice, found),
        heatmaps=heatmaps(found),
        gates=norms.gates(notice, found),
        border=borders.border(found),
        matrix=agencies.matrix(notice, found),
        mandates=mandates(notice, found),
        graph=graph(found),
        checklists=checklists(notice, found),
        leaves_out_the_state=leaves_out_the_state(found),
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
