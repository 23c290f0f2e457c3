"""From what a user says to a query as understood."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from typing import Any, cast, get_args

from regparse.errors import QueryError, UnknownValueError
from regparse.model import Language
from regparse.store import conditions, tokens
from regparse.store import words as wording
from regparse.store.answer import Asked, Field, Sort
from regparse.store.force import Status

_CHECKED: tuple[Field, ...] = ("role", "kind", "addressee", "activity", "asset", "condition", "territory")


def understand(
    words: str = "",
    *,
    agency: Iterable[str] = (),
    issuer: Iterable[str] = (),
    status: Iterable[str] = (),
    on: dt.date | str | None = None,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    notice: Iterable[str] = (),
    language: str | None = None,
    edition: str | None = None,
    exact: bool = False,
    sort: str = "newest",
    **codes: Iterable[str],
) -> tuple[Asked, tuple[str, ...]]:
    """Give a query as understood, and the agencies as they were named; conditions as for :func:`regparse.query`.

    Raises QueryError for words or a date that cannot be understood, UnknownValueError, with the nearest values, for
    an agency or a code that is none, TypeError for a condition that is none.
    """
    if strange := sorted(codes.keys() - set(_CHECKED)):
        raise TypeError(f"query() has no condition {strange[0]!r}")
    wording.read(words)
    agency, issuer, status, notice = map(_several, (agency, issuer, status, notice))
    codes = {field: _several(values) for field, values in codes.items()}
    names = agency
    fields = {field: conditions.checked(field, codes.get(field, ())) for field in _CHECKED}
    asked = Asked(
        words=words.strip(),
        agency=tuple(map(conditions.agency, names)),
        issuer=tuple(map(conditions.agency, issuer)),
        status=tuple(_one("status", one, get_args(Status)) for one in status),
        on=_day("on", on),
        since=_day("since", since),
        until=_day("until", until, last=True),
        notice=tuple(notice),
        language=cast(Any, _one("language", language, ("en", "zh")) if language else None),
        prefers=None if language or edition else _language(words),
        edition=edition,
        exact=exact,
        sort=cast(Sort, _one("sort", sort, get_args(Sort))),
        **cast(Any, fields),
    )
    return asked, names


def _several(values: Iterable[str]) -> tuple[str, ...]:
    """Give the values of a condition; one may stand by itself."""
    return (values,) if isinstance(values, str) else tuple(values)


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
