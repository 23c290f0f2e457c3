"""Which body leads which others, as a picture: the matrix says the same in a table."""

from __future__ import annotations

from dataclasses import dataclass

from regparse.documents.parts.refs import Norms, clause_label
from regparse.model import Role
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say

WIDTH = 180
_BOX = 62.0
_HEAD = 78.0
"""Widths of the boxes on the right and, with the clause in them, on the left."""

_STEP = 6.6
_TALL = 5.4
_MOST = 28
"""Bodies in a column that fit on a page; a larger picture is not drawn, the matrix has it all."""

_BESIDE = (Role.JOINT, Role.COORDINATE, Role.PARTICIPATE)


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its corner, its words, the smaller words beside them."""

    x: float
    y: float
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from who leads to who takes part, and as what."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture: who leads on the left, a box for each clause; who takes part on the right; the whole in words."""

    width: float
    height: float
    box: float
    head: float
    tall: float
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    edges: tuple[Edge, ...]
    roles: tuple[tuple[str, str], ...]
    said: str


def graph(norms: Norms) -> Graph | None:
    """Draw every lead that somebody joins; None where nobody does, or where it would not fit on a page."""
    found: dict[tuple[str, str], dict[str, Role]] = {}
    printed: dict[str, str] = {}
    for _, norm in norms:
        for one in norm.agencies:
            printed.setdefault(one.id, one.text)
        for lead in (one for one in norm.agencies if one.role is Role.LEAD):
            beside = {one.id: one.role for one in norm.agencies if one.role in _BESIDE and one.id != lead.id}
            if beside:
                found.setdefault((lead.id, clause_label(norm.id)), {}).update(beside)
    heads = list(found)
    rank: dict[str, list[int]] = {}
    for n, head in enumerate(heads):
        for code in found[head]:
            rank.setdefault(code, []).append(n)
    others = sorted(rank, key=lambda code: sum(rank[code]) / len(rank[code]))
    if not heads or max(len(heads), len(others)) > _MOST:
        return None
    height = _STEP * max(len(heads), len(others))
    step = {"left": height / len(heads), "right": height / len(others)}
    names = {code: _name(code, printed[code]) for code in printed}
    at = {code: step["right"] * (n + 0.5) for n, code in enumerate(others)}
    heights = [step["left"] * (n + 0.5) for n in range(len(heads))]
    used = {role for row in found.values() for role in row.values()}
    return Graph(
        width=WIDTH,
        height=height,
        box=_BOX,
        head=_HEAD,
        tall=_TALL,
        left=tuple(
            Node(0, y - _TALL / 2, phrasing.clip(names[code], 40), say("clause {places}", places=place))
            for y, (code, place) in zip(heights, heads, strict=True)
        ),
        right=tuple(Node(WIDTH - _BOX, at[code] - _TALL / 2, names[code], "") for code in others),
        edges=tuple(
            Edge(_HEAD, y, WIDTH - _BOX, at[code], role.value)
            for y, head in zip(heights, heads, strict=True)
            for code, role in found[head].items()
        ),
        roles=tuple((role.value, labels.role(role.value)) for role in _BESIDE if role in used),
        said=" ".join(
            say(
                "{lead} leads in clause {place}: {others}.",
                lead=names[code],
                place=place,
                others=phrasing.commas(
                    phrasing.noted(names[one], labels.role(role.value).lower())
                    for one, role in found[code, place].items()
                ),
            )
            for code, place in heads
        ),
    )


def _name(code: str, printed: str) -> str:
    """Name a body as shortly as it is known: by its abbreviation, else by its name."""
    name = labels.agency(code, printed)
    return phrasing.clip(name.said if len(code) > labels.ABBREVIATION else name.brief, 44)
