"""A lineage as pages: a timeline, and what became of each clause and each norm from notice to notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regparse.documents.parts.changes import clause_name
from regparse.documents.parts.norms import name as norm_name
from regparse.documents.parts.refs import clause_label, number_of
from regparse.documents.parts.timeline import Timeline, timeline
from regparse.model import Language, Notice, ids
from regparse.model.comparison import Lineage, Thread
from regparse.version import __version__
from regparse.wording import phrasing


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a row: what it is about, and for each notice the places and what happened."""

    name: str
    lang: Language
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Descent:
    """All that the template needs."""

    title: str
    names: tuple[str, ...]
    line: Timeline
    clauses: tuple[ThreadRow, ...]
    norms: tuple[ThreadRow, ...]
    version: str


def place(id_: str) -> str:
    """Give where a clause or a norm stands: its number, as "5" or "closing paragraph"."""
    return clause_label(id_.partition("#")[0])


def descent(lineage: Lineage, notices: Sequence[Notice]) -> Descent:
    """Lay a lineage out; ``notices`` are those of its stages, in their order."""
    names = tuple(number_of(one) for one in notices)
    clauses = {clause.id: (clause_name(clause), one.language) for one in notices for clause in one.clauses}
    norms = {norm.id: phrasing.sentence(norm_name(norm)) for one in notices for _, norm in one.provisions()}
    line = timeline(notices, lineage.steps)
    return Descent(
        title=f"From {names[0]} to {names[-1]}",
        names=names,
        line=line,
        clauses=tuple(_row(one, *clauses[one.name]) for one in lineage.clauses),
        norms=tuple(_row(one, norms[one.name], "en") for one in lineage.norms if one.name in norms),
        version=__version__,
    )


def _row(thread: Thread, name: str, lang: Language) -> ThreadRow:
    cells = []
    for step in thread.steps:
        places = dict.fromkeys(place(one) for one in sorted(step.ids, key=ids.sort_key))
        cells.append((", ".join(places) or "–", ", ".join(step.labels)))
    return ThreadRow(name, lang, tuple(cells))
