"""The conditions of a query: values that are understood, and what each of them reaches.

Conditions of one sort are alternatives, conditions of different sorts hold together: two agencies and a kind mean
"either agency, and of this kind".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

from regparse.errors import UnknownValueError
from regparse.lexicon import addressees, agencies, tables
from regparse.model import Condition, Kind, Provision, Role, Territory
from regparse.model.query import Field, Query
from regparse.store.answer import Hit, Via

Reach = Mapping[str, tuple[int, str]]
"""For each code that fits: how far it is from the one asked for (0: it is that one), and which that is."""

_BOTH: Condition = "approval-and-filing"
_PARTS = ("approval", "filing")


class Fit(NamedTuple):
    """How a norm fits: how far the codes in it are from those asked for, and by which."""

    distance: int
    via: tuple[Via, ...]


class Wanted(NamedTuple):
    """A query with what each value reaches."""

    asked: Query
    agency: Reach
    addressee: Reach
    condition: Reach


def agency(name: str) -> str:
    """Give the code of a body by a code, a name or an abbreviation.

    Raises UnknownValueError, with the nearest codes, when there is none.
    """
    code = agencies.load().lookup(name)
    if code is None:
        raise UnknownValueError("agency", name, nearest=agencies.load().suggest(name))
    return code


def checked(field: Field, values: Iterable[str]) -> tuple[str, ...]:
    """Give values in lower case.

    Raises UnknownValueError, with the nearest values, when one is none of the field's.
    """
    allowed = known(field)
    given = tuple(value.strip().lower() for value in values)
    for value in given:
        if value not in allowed:
            raise UnknownValueError(field, value, known=allowed)
    return given


def known(field: Field) -> list[str]:
    """Give every value of a field, in its own order or by code."""
    if field == "addressee":
        return list(addressees.load().codes)
    if field in ("activity", "asset"):
        return sorted(tables.load({"activity": "activities", "asset": "assets"}[field]))
    if field == "agency":
        return [one.code for one in agencies.load()]
    return [str(value) for value in (Role, Kind, get_args(Condition), get_args(Territory))[_CLOSED.index(field)]]


_CLOSED: list[Field] = ["role", "kind", "condition", "territory"]


def wanted(asked: Query) -> Wanted:
    """Give what each value of a query reaches: the code alone when the query is exact.

    A body is also found under the names of its predecessors; an addressee in what binds what it is, and last in what
    binds anyone; approval, and filing, in what asks for both.
    """
    bodies, persons = agencies.load(), addressees.load()
    agency: dict[str, tuple[int, str]] = {}
    addressee: dict[str, tuple[int, str]] = {}
    condition: dict[str, tuple[int, str]] = {}
    if not asked.exact:
        part = next((code for code in asked.condition if code in _PARTS), None)
        for code in asked.agency:
            agency |= dict.fromkeys(bodies.before(code), (1, code))
        for code in asked.addressee:
            for above in persons.above(code):
                distance = 2 if above == addressees.ANYONE else 1
                addressee[above] = min((distance, code), addressee.get(above, (distance, code)))
        if part:
            condition[_BOTH] = (1, part)
    agency |= {code: (0, code) for code in asked.agency}
    addressee |= {code: (0, code) for code in asked.addressee}
    condition |= {code: (0, code) for code in asked.condition}
    return Wanted(asked, agency, addressee, condition)


def fit(provision: Provision | Hit, want: Wanted) -> Fit | None:
    """Tell how a norm fits the conditions; None when it does not. An agency and a role hold of one mention."""
    asked = want.asked
    plain: tuple[tuple[tuple[str, ...], Iterable[str | None]], ...] = (
        (asked.kind, (provision.kind,)),
        (asked.activity, (a.code for a in provision.activities)),
        (asked.asset, provision.assets),
        (asked.territory, (provision.territory,)),
        (asked.role, (a.role for a in provision.agencies)),
    )
    if not all(not values or set(values) & set(said) for values, said in plain):
        return None
    bodies = [a.id for a in provision.agencies if not asked.role or a.role in asked.role]
    distance, via = 0, []
    for field, reach, codes in (
        ("agency", want.agency, bodies),
        ("addressee", want.addressee, [a.code for a in provision.addressees]),
        ("condition", want.condition, [provision.condition] if provision.condition else []),
    ):
        if not reach:
            continue
        near = min(((*reach[code], code) for code in codes if code in reach), default=None)
        if near is None:
            return None
        if near[0]:
            via.append(Via(field=field, asked=near[1], found=near[2]))  # type: ignore[arg-type]
        if field == "addressee":
            distance = near[0]
    return Fit(distance, tuple(via))
