"""What a segment declares or threatens: sanctions, definitions, legal status, commencement, repeal."""

from __future__ import annotations

import re

from regparse.grammar.segments import Segment
from regparse.grammar.unit import Unit
from regparse.lexicon.patterns import Hit
from regparse.model import Kind
from regparse.notation.expressions import expression

_CIRCUMSTANCE = expression(
    r".?(?:的(?!董|高|，并|，可|处[罚分])|之?前[，应]|之?后[，应]|时[，应]|之日|决定书)|的(?=[，。；])"
)


_HAS_BEEN = expression(r"\b(?:has|have|had|having|was|were)\s+(?:\w+\s)?(?:been\s+)?\Z")
"""English: a consequence that is only spoken of ("persons who have been punished")."""


def sanctions(unit: Unit, segment: Segment) -> list[Hit]:
    """Give the consequences of a breach that a segment names; ids are sanction kinds.

    One that is only spoken of, as a circumstance (被吊销执照的，) or in an attribute (给予处罚的决定), is none.
    """
    return [
        h
        for h in unit.reading.hits("sanctions", segment.start, segment.end)
        if not unit.reading.masks.in_quotes(h.start) and not _spoken_of(unit, h)
    ]


_MEASURE = expression(r"(?:close|shut|take) |关闭|关停|下架|封停")
"""A measure against what breaks the rules: to take it is a body's duty besides."""


def measure(unit: Unit, hit: Hit) -> bool:
    """Say whether a consequence is a measure against what breaks the rules, which a body has the task to take."""
    return bool(_MEASURE.match(unit.text, hit.start))


def _spoken_of(unit: Unit, hit: Hit) -> bool:
    if not unit.reading.chinese:
        return bool(_HAS_BEEN.search(unit.text, max(0, hit.start - 24), hit.start))
    return bool(_CIRCUMSTANCE.match(unit.text, hit.end - 1))


def found(unit: Unit, segment: Segment) -> list[Hit]:
    """Give the declarations of a segment; ids are ``definition``, ``status``, ``commencement``, ``repeal``."""
    return [
        h
        for h in unit.reading.hits("declarations", segment.start, segment.end)
        if not unit.reading.masks.in_quotes(h.start)
    ]


def kinds(unit: Unit, segment: Segment) -> set[str]:
    """Give the kinds of declaration in a segment."""
    return {h.id for h in found(unit, segment)}


def only_declares(unit: Unit, segment: Segment) -> bool:
    """Say whether a segment's duty or leave is no norm of its own: it words a sanction, a commencement or a repeal."""
    assert segment.cue is not None
    start = segment.cue.start
    for hit in sanctions(unit, segment):
        # "shall be punished": the cue stands in the consequence or right before it.
        between = unit.text[segment.cue.end : max(hit.start, segment.cue.end)]
        near = hit.start - 24 <= start < hit.end and not re.search(r"，|,\s", between)
        if near and segment.cue.kind is not Kind.PROHIBITION and not measure(unit, hit):
            return True
    declared = found(unit, segment)
    if any(h.id == "status" and 0 <= h.start - segment.cue.end <= 1 for h in declared):
        return True  # "shall be deemed": no duty
    return any(h.id in ("commencement", "repeal") and h.start - 24 <= start < h.end for h in declared)
