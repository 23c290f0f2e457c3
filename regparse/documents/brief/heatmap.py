"""Acts against those who may not do them, as a picture: the table of bans says the same in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.parts.bans import Way, of_kind, way
from regparse.documents.parts.refs import Norms, clause_label, in_clauses
from regparse.lexicon.addressees import ANYONE
from regparse.model import Kind, Provision
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say

WIDTH = 180
_LABEL = 72
"""Units that the names of the acts take on the left."""

_ROW = 3.9
_ROWS = 30
"""How many rows a picture has at most, so that it fits on a page; more make another picture."""

_WIDEST = 12.0
_OVER = 22.0
"""Units that the name of the last column, which is set aslant, reaches beyond it."""

_HEAD = 38.0
_STRICTEST: tuple[Way, ...] = ("none", "limited", "illegal", "lacking", "open")
_SHOWN = 2
_Act = tuple[str, tuple[str, ...]]
"""An act, and the things it is about where the bans on it differ by these."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A ban: where it is drawn, how far it goes, and the clauses as far as they fit."""

    x: float
    y: float
    way: Way
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a row or a column, and where it is drawn."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A picture: its size, the side of a cell, its names, its cells, the whole in words."""

    id: str
    width: float
    height: float
    side: float
    row: float
    left: float
    top: float
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Cell, ...]
    said: str


def heatmaps(norms: Norms) -> tuple[HeatMap, ...]:
    """Draw the acts that the lexicon knows, in document order, against the persons whom the bans name.

    Nothing is drawn where it would say no more than a sentence: for fewer than two persons or two acts.
    """
    banned = of_kind(norms, Kind.PROHIBITION)
    apart = _apart(banned)
    found: dict[_Act, dict[str, list[Provision]]] = {}
    for norm in banned:
        for code in dict.fromkeys(act.code for act in norm.activities if act.code):
            for bound in dict.fromkeys(one.code for one in norm.addressees):
                act = (code, norm.assets if code in apart else ())
                found.setdefault(act, {}).setdefault(bound, []).append(norm)
    columns = list(dict.fromkeys(bound for row in found.values() for bound in row))
    columns.sort(key=lambda code: code != ANYONE)
    if len(columns) < 2 or len(found) < 2:
        return ()
    acts = list(found)
    parts = [acts[n : n + _ROWS] for n in range(0, len(acts), _ROWS)]
    return tuple(_drawn(f"heat-{n}", part, columns, found) for n, part in enumerate(parts, start=1))


def _apart(norms: Iterable[Provision]) -> set[str]:
    """Give the acts that the same persons may not do in one thing at all and in another in some cases only."""
    ways: dict[tuple[str, str], set[Way]] = {}
    for norm in norms:
        for code in {act.code for act in norm.activities if act.code}:
            for bound in {one.code for one in norm.addressees}:
                ways.setdefault((code, bound), set()).add(way(norm))
    return {code for (code, _), many in ways.items() if len(many) > 1}


def _name(act: _Act) -> str:
    code, assets = act
    things = phrasing.listing(map(labels.label, assets))
    return say("{what}: {said}", what=labels.label(code), said=things) if things else labels.label(code)


def _drawn(id_: str, acts: list[_Act], columns: list[str], found: dict[_Act, dict[str, list[Provision]]]) -> HeatMap:
    side = min(_WIDEST, (WIDTH - _LABEL - _OVER) / len(columns))
    cells = [
        Cell(_LABEL + side * x, _HEAD + _ROW * y, _strictest(found[act][bound]), _places(found[act][bound]))
        for y, act in enumerate(acts)
        for x, bound in enumerate(columns)
        if bound in found[act]
    ]
    said = [
        f"{phrasing.sentence(labels.label(bound))}: "
        + phrasing.listing(
            phrasing.noted(_name(act), in_clauses(_labels(found[act][bound]))) for act in acts if bound in found[act]
        )
        + "."
        for bound in columns
        if any(bound in found[act] for act in acts)
    ]
    return HeatMap(
        id=id_,
        width=WIDTH,
        height=_HEAD + _ROW * len(acts) + 2,
        side=side,
        row=_ROW,
        left=_LABEL,
        top=_HEAD,
        rows=tuple(
            Label(_LABEL - 2, _HEAD + _ROW * (y + 0.68), phrasing.clip(phrasing.sentence(_name(act)), 56))
            for y, act in enumerate(acts)
        ),
        columns=tuple(
            Label(_LABEL + side * (x + 0.5), _HEAD - 2, phrasing.clip(phrasing.sentence(labels.label(bound)), 32))
            for x, bound in enumerate(columns)
        ),
        cells=tuple(cells),
        said=" ".join(said),
    )


def _strictest(norms: Iterable[Provision]) -> Way:
    ways = {way(norm) for norm in norms}
    return next(one for one in _STRICTEST if one in ways)


def _labels(norms: Iterable[Provision]) -> list[str]:
    return list(dict.fromkeys(clause_label(norm.id) for norm in norms))


def _places(norms: Iterable[Provision]) -> str:
    places = _labels(norms)
    return ", ".join(places[:_SHOWN]) + ("…" if len(places) > _SHOWN else "")
