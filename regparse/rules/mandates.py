"""Mandates: a task or a competence given to a body without a duty cue (负责, 牵头, "strengthens")."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.segments import Segment
from regparse.grammar.unit import Unit
from regparse.model import AgencyRole, Kind, Provision, Role
from regparse.notation.expressions import expression

ASIDE = frozenset({Role.APPROVE, Role.RECIPIENT, Role.REFER})
"""Parts of bodies that others act towards."""

_MEANS = expression(r"(?:是指|系指|指的是|，指|所指)")
_FURNITURE = expression(
    r"主题词\s*[：:]|[分抄]\s*送\s*[：:]|内部发送\s*[：:]"  # to whom a copy goes
    r"|\A[^，。；：]{0,80}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*\Z"  # who signs, and when
)

_CIRCUMSTANCE = expression(r"(?:的|[按依]照[^，。；]*|[按依根]据[^，。；]*|职责|权限)\Z")
_CHUNK = expression(r"[^，,。；：]+")


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the mandates of a clause: segments without a cue that give a body a role."""
    if unit.governed:
        return  # an item of "shall: (1) …": its bodies stand in the norm of the lead-in
    for segment in unit.segments:
        if segment.cue is not None or (unit.heading and segment.end <= unit.heading[1] + 1):
            continue
        declared = declarations.kinds(unit, segment)
        if declared & {"commencement", "repeal"}:
            continue
        roles = unit.roles(segment)
        said = unit.text[segment.start : segment.end]
        if "definition" in declared and (all(role.role in ASIDE for role in roles) or _MEANS.search(said)):
            continue  # 本办法所称甲，是指由乙批准…: what is meant, no task of 乙
        if _FURNITURE.search(said):
            continue
        if roles and _only_punishes(unit, segment, roles):
            continue
        if roles:
            yield norm(unit, segment, Kind.MANDATE, "mandates", with_acts=False)


def _only_punishes(unit: Unit, segment: Segment, roles: tuple[AgencyRole, ...]) -> bool:
    """Say whether a segment says nothing of its bodies but what follows from a breach, which is a sanction.

    One statement is one norm: 由乙责令改正，并处罚款 is a sanction that names 乙, and 涉嫌犯罪的，移送乙 one in which
    乙 only receives. 乙加强监测，及时查处违法广告 gives 乙 a task besides.
    """
    hits = declarations.sanctions(unit, segment)
    if not hits or all(role.role in ASIDE for role in roles):
        return bool(hits)
    if not unit.reading.chinese or any(declarations.measure(unit, hit) for hit in hits):
        return False
    start = min(role.span[0] for role in roles if role.role not in ASIDE)
    for chunk in _CHUNK.finditer(unit.text, start, segment.end):
        low, high = chunk.span()
        if any(hit.start < high and hit.end > low for hit in hits) or _CIRCUMSTANCE.search(chunk[0]):
            continue
        if any(piece.of("strong", "causing") for piece in unit.reading.pieces.between(low, high)):
            return False
    return True
