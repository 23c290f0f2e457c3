"""Where the notice reaches: what takes place at home, comes in, goes out, takes place abroad."""

from __future__ import annotations

from dataclasses import dataclass

from regparse.documents.parts.bans import Group, exempting, way_out, who
from regparse.documents.parts.norms import name
from regparse.documents.parts.refs import Norms, Ref, in_clauses, norm_refs
from regparse.model import Kind, Provision, Territory
from regparse.wording import labels, phrasing

_ORDER: tuple[Territory, ...] = ("domestic", "inbound", "outbound", "overseas")
_KINDS = (Kind.PROHIBITION, Kind.OBLIGATION, Kind.PERMISSION, Kind.MANDATE, Kind.SANCTION)


@dataclass(frozen=True, slots=True)
class BorderRow:
    """A norm that says where: what it is, whom it binds, about what, the way through, its clauses."""

    kind: str
    name: str
    who: str
    about: str
    unless: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A direction on the map: its name, how many norms go there, the clauses as they are printed."""

    code: Territory
    name: str
    count: str
    places: str


@dataclass(frozen=True, slots=True)
class Border:
    """The map and the table under it."""

    sides: tuple[Side, ...]
    groups: tuple[Group[BorderRow], ...]
    said: str

    @property
    def is_drawn(self) -> bool:
        """Tell whether a picture says more than the table: norms reach in two directions or more."""
        return len(self.groups) > 1


def border(norms: Norms) -> Border:
    """Sort the norms that say where they reach by that; the others say nothing of it and are left out."""
    sides, groups = [], []
    for code in _ORDER:
        here = [norm for _, norm in norms if norm.territory == code and norm.kind in _KINDS]
        rows: dict[tuple[str, str, str, str, str], list[Provision]] = {}
        for norm in here:
            rows.setdefault(_said(norm), []).append(norm)
        heading = phrasing.sentence(labels.territory(code))
        count = phrasing.counted(len(rows), "norm")
        if rows:
            groups.append(
                Group(heading, tuple(BorderRow(*said, norm_refs(many)) for said, many in rows.items()), count)
            )
        places = in_clauses([ref.label for ref in norm_refs(here)])
        sides.append(Side(code, heading, count, places))
    counts = (phrasing.noted(side.count, side.places) if side.places else side.count for side in sides)
    told = " ".join(f"{side.name}: {count}." for side, count in zip(sides, counts, strict=True))
    return Border(tuple(sides), tuple(groups), told)


def _said(norm: Provision) -> tuple[str, str, str, str, str]:
    """Say of a norm what its row says; the clauses stand behind."""
    open_way = norm.kind is Kind.PROHIBITION and (norm.condition or exempting(norm))
    return (
        phrasing.sentence(labels.kind(norm.kind)),
        name(norm),
        "–" if norm.kind is Kind.MANDATE else phrasing.sentence(who(norm)),
        phrasing.sentence(phrasing.listing(map(labels.label, norm.assets))) or "–",
        phrasing.sentence(way_out(norm)) if open_way or norm.kind is Kind.PROHIBITION else "–",
    )
