"""A clause as it was read: frame by frame, who is bound and why, with the table rows that decided.

The notice is read again from its own text, so that what is explained is what :mod:`regparse.analysis.extract` saw.
"""

from __future__ import annotations

from dataclasses import dataclass

from regparse.analysis.extract import Extractor
from regparse.errors import UnknownValueError
from regparse.grammar.frames.explain import Frame, explain
from regparse.grammar.unit import Unit
from regparse.model import Clause, Notice, Provision
from regparse.structure import identity, punctuation


@dataclass(frozen=True, slots=True)
class Reading:
    """One unit of the notice as read: its id, its provisions, and a frame for each part of its sentences."""

    id: str
    label: str | None
    provisions: tuple[Provision, ...]
    frames: tuple[Frame, ...]


class _Watching(Extractor):
    """Keeps each unit that it prepares, by the first place of its words."""

    def __init__(self, notice: Notice) -> None:
        chinese = notice.language == "zh"
        text = punctuation.chinese(notice.text) if chinese else notice.text
        on = identity.reference_date(notice.issued_on, notice.number)
        super().__init__(text, chinese=chinese, on=on, titles=(notice.title,), number=notice.number)
        self.units: dict[str, Unit] = {}

    def provisions(self, unit: Unit, prefix: str) -> tuple[Provision, ...]:
        """Return the provisions of a unit, and keep it."""
        self.units[prefix] = unit
        return super().provisions(unit, prefix)


def explained(notice: Notice, clause: str) -> tuple[Reading, ...]:
    """Return how a clause and the items below it were read; ``clause`` is an id or what stands after its ``/``.

    Raises UnknownValueError, with the nearest ids, for a clause that the notice does not have.
    """
    wanted = clause if "/" in clause else f"{notice.id}/{clause}"
    wanted = wanted.partition("#")[0]
    here = {one.id: one for one in notice.walk()}
    if wanted not in here:
        raise UnknownValueError("clause", wanted, of=notice.id, known=sorted(here), listed=False)
    watching = _Watching(notice)
    watching.clauses(notice.clauses, notice.sections)
    return tuple(_reading(one, watching.units[one.id]) for one in here[wanted].walk() if one.id in watching.units)


def _reading(clause: Clause, unit: Unit) -> Reading:
    return Reading(clause.id, clause.label, clause.provisions, explain(unit))
