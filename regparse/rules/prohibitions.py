"""Bans: a ban cue (不得, 禁止, 严禁, "shall not", "prohibited from") makes one, and each cue its own.

A caption that is itself a ban and is then said in full ("Banks shall not do X. Banks shall not A, B or C") is kept
as a norm without acts, so that nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar.norms import norm
from regparse.grammar.segments import Segment
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the prohibitions of a clause, in order."""
    for segment in unit.of(Kind.PROHIBITION):
        found = norm(
            unit, segment, Kind.PROHIBITION, f"prohibitions/{segment.cue.id}" if segment.cue else "prohibitions"
        )
        if _caption(unit, segment) and all(a.code is None for a in found.activities):
            found = found.model_copy(update={"activities": (), "rule": "prohibitions/caption"})
        yield found


def _caption(unit: Unit, segment: Segment) -> bool:
    """Say whether a segment is the clause's first sentence and the next one says the same ban in full.

    Both then open with the same words up to the cue, and the first is the shorter.
    """
    if len(unit.sentences) < 2 or segment.sentence != unit.sentences[0] or segment.cue is None:
        return False
    first, second = unit.sentences[:2]
    opening = unit.text[first.start : segment.cue.end]
    return second.end - second.start > first.end - first.start and unit.text.startswith(opening, second.start)
