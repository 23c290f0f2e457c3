"""Duties: a printed duty cue (应当, 须, "shall", "must") or a limit on a quantity ("shall not exceed").

One for each sentence, parted at semicolons and where another addressee or a ban begins. A sentence whose duty is
the consequence of a breach ("shall be punished") is a sanction and none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.frames import subjects
from regparse.grammar.norms import norm
from regparse.grammar.segments import Segment
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the obligations of a clause, in order."""
    for segment in unit.of(Kind.OBLIGATION):
        if unit.describes(segment) or (declarations.only_declares(unit, segment) and not _charged(unit, segment)):
            continue
        yield norm(unit, segment, Kind.OBLIGATION, f"obligations/{segment.cue.id}" if segment.cue else "obligations")


def _charged(unit: Unit, segment: Segment) -> bool:
    """Say whether a body of the state is the printed subject: to punish is its duty, too (人民银行应当责令改正)."""
    cue = segment.cue
    if cue is None or not unit.reading.chinese:
        return False
    named = subjects.before_cue(unit.reading.pieces.between(segment.start, cue.start))
    return named.rule == "subject" and not named.weak and named.near and named.items[-1].of("name", "organ")
