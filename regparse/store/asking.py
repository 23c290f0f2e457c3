"""From what a user says to a query as understood."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any, Unpack, cast, get_args

from regparse.errors import QueryError, UnknownValueError
from regparse.model import Language
from regparse.model.query import Conditions, Field, Query, Sort
from regparse.store import conditions, tokens
from regparse.store import words as wording
from regparse.store.force import Status

_CHECKED: tuple[Field, ...] = ("role", "kind", "addressee", "activity", "asset", "condition", "territory")


def understand(words: str = "", **given: Unpack[Conditions]) -> Query:
    """Return a query as understood; conditions as for :func:`regparse.query`. Every way in leads through here.

    Raises QueryError for words or a date that cannot be understood, UnknownValueError, with the nearest values, for
    an agency or a code that is none, TypeError for a condition that is none.
    """
    if strange := sorted(given.keys() - Conditions.__annotations__.keys()):
        raise TypeError(f"query() has no condition {strange[0]!r}")
    wording.read(words)
    said = {name: _several(given.get(name)) for name in (*_CHECKED, "agency", "issuer", "status", "notice")}
    language, edition = given.get("language"), given.get("edition")
    codes = {field: conditions.checked(field, said[field]) for field in _CHECKED}
    return Query(
        words=words.strip(),
        agency=tuple(map(conditions.agency, said["agency"])),
        named=said["agency"],
        issuer=tuple(map(conditions.agency, said["issuer"])),
        status=tuple(_one("status", one, get_args(Status)) for one in said["status"]),
        on=_day("on", given.get("on")),
        since=_day("since", given.get("since")),
        until=_day("until", given.get("until"), last=True),
        notice=said["notice"],
        language=cast(Any, _one("language", language, ("en", "zh")) if language else None),
        prefers=None if language or edition else _language(words),
        edition=edition,
        exact=given.get("exact", False),
        sort=cast(Sort, _one("sort", given.get("sort", "newest"), get_args(Sort))),
        **cast(Any, codes),
    )


def _several(values: Any) -> tuple[str, ...]:
    """Return the values of a condition; one may stand by itself."""
    return (values,) if isinstance(values, str) else tuple(values or ())


def _language(words: str) -> Language | None:
    """Give the language in which words are asked for; None without words."""
    runs = tokens.runs(words)
    return None if not runs else "zh" if any(map(tokens.chinese, runs)) else "en"


def _one(what: str, value: str, known: tuple[str, ...]) -> str:
    given = value.strip().lower()
    if given not in known:
        raise UnknownValueError(what, value, known=known)
    return given


def _day(what: str, value: dt.date | str | None, *, last: bool = False) -> dt.date | None:
    """Read a day; a year alone, or a month, is its first day, or its ``last``."""
    if value is None or isinstance(value, dt.date):
        return value
    parts = value.strip().split("-")
    try:
        year, month, day = ([int(part) for part in parts] + [0, 0])[:3]
        if len(parts) > 3 or not year >= 1000 or not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError(value)
        if day:
            return dt.date(year, month, day)
        if last:
            month = month or 12
            return dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, month or 1, 1)
    except (ValueError, OverflowError) as error:
        raise QueryError("no-date", what=what, value=value) from error
