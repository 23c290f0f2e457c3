"""A comparison narrowed down to what a reader asks for: a kind of change, a body, a person bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from regparse.errors import UnknownValueError
from regparse.lexicon import agencies as lexicon
from regparse.model import Notice, Provision
from regparse.model.changes import BodyChanged, LawChange, RoleMoved, Side
from regparse.model.comparison import Comparison, Label
from regparse.model.query import Query
from regparse.store.conditions import agency, checked, fit, wanted

LAW = ("added", "removed", "widened", "narrowed", "altered", "kept")
"""What happens to a norm. What happens to a clause are the labels of its links."""


def narrow(
    comparison: Comparison,
    old: Notice,
    new: Notice,
    *,
    changes: Iterable[str] = (),
    agencies: Iterable[str] = (),
    addressees: Iterable[str] = (),
) -> Comparison:
    """Give the part of a comparison that fits; without conditions, all of it.

    ``changes`` are what happened to a norm (``LAW``) or to a clause (its labels, as ``merged``), ``agencies`` codes or
    names, ``addressees`` codes. Conditions of one sort are alternatives, those of different sorts hold together. A
    change fits by the norm on either side of it, a body and a person as in a query: under a predecessor's name, in a
    wider kind. Clauses are those of the changes that fit, and those with a label that was asked for; what was said of
    the sentences is left as it was.

    Raises UnknownValueError, with the nearest values, for what is none.
    """
    labels: tuple[str, ...] = get_args(Label)
    what = tuple(change.strip().lower() for change in changes)
    for change in what:
        if change not in (*LAW, *labels):
            raise UnknownValueError("change", change, known=[*LAW, *labels])
    bodies, persons = tuple(map(agency, agencies)), checked("addressee", addressees)
    if not (what or bodies or persons):
        return comparison
    known = lexicon.load()
    norms = {norm.id: norm for side in (old, new) for _, norm in side.provisions()}
    want, bound = wanted(Query(agency=bodies, addressee=persons)), wanted(Query(addressee=persons))

    def fits(change: LawChange) -> bool:
        if what and change.change not in what:
            return False
        if not (bodies or persons):
            return True
        conditions = want
        if bodies and change.kind == "agency":  # of the bodies that joined or left, not of all that take part
            if set(want.agency).isdisjoint(_bodies(change)):
                return False
            conditions = bound
        return any(norm and fit(norm, conditions) for norm in (_norm(norms, change.old), _norm(norms, change.new)))

    found = tuple(change for change in comparison.changes if fits(change))
    places = {side.clause for change in found for side in (change.old, change.new) if side}
    asked = set(what) & set(labels)
    pairs = tuple(
        pair
        for pair in comparison.pairs
        if (asked & set(pair.labels)) or (not asked and places.intersection((*pair.old, *pair.new)))
    )
    meant = {one for body in bodies for one in (body, known.succession(body))} | set(want.agency)
    moved = tuple(row for row in comparison.agencies if not persons and (row.id in meant if bodies else not what))
    return comparison.model_copy(update={"changes": found, "pairs": pairs, "agencies": moved})


def _norm(norms: dict[str, Provision], side: Side | None) -> Provision | None:
    return norms.get(side.provision or "") if side else None


def _bodies(change: LawChange) -> Iterator[str]:
    """Give the bodies that joined or left a provision."""
    for point in change.points:
        if isinstance(point, RoleMoved):
            yield point.agency
        elif isinstance(point, BodyChanged):
            yield from (*point.was, *point.now)
