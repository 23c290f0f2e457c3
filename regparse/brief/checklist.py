"""Duties by audience, as a list to work through: who does it and by when is left to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.brief import labels, wording
from regparse.brief.bans import Group, of_kind
from regparse.brief.quotes import Words, quote
from regparse.brief.refs import Norms, Ref, norm_refs
from regparse.lexicon.addressees import ANYONE
from regparse.model import Kind, Notice, Provision


@dataclass(frozen=True, slots=True)
class Task:
    """A duty of one audience, whole, and the clauses it stands in."""

    words: Words
    norms: tuple[Provision, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the links to the clauses the words stand in."""
        return norm_refs(self.norms)


def checklists(notice: Notice, norms: Norms) -> tuple[Group[Task], ...]:
    """Give each audience its duties, in document order; what binds several stands under each of them."""
    found: dict[str, dict[str, list[Provision]]] = {}
    for norm in of_kind(norms, Kind.OBLIGATION):
        for code in dict.fromkeys(one.code for one in norm.addressees) or (ANYONE,):
            found.setdefault(code, {}).setdefault(norm.text, []).append(norm)
    return tuple(
        Group(
            wording.sentence(labels.label(code)),
            tasks(notice, rows.values()),
            wording.counted(len(rows), "duty", "duties"),
        )
        for code, rows in found.items()
    )


def tasks(notice: Notice, rows: Iterable[list[Provision]]) -> tuple[Task, ...]:
    """Quote duties, those of the same words once."""
    return tuple(Task(quote(same[0], notice.language), tuple(same)) for same in rows)
