"""What is asked of notices: a query as understood, and the conditions by which one is put."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, TypedDict

from pydantic import Field as Setting

from regparse.model.base import Model
from regparse.model.notice import Language

Field = Literal["agency", "role", "kind", "addressee", "activity", "asset", "condition", "territory"]
"""The sorts of conditions that hold of a provision, each a field of :class:`Query`."""

FIELDS: tuple[Field, ...] = ("kind", "agency", "role", "addressee", "activity", "asset", "condition", "territory")

Sort = Literal["newest", "oldest", "notice", "relevance"]


class Query(Model):
    """A query as understood: agencies as codes; ``words`` as they were given.

    ``issuer``, ``status``, ``since``, ``until``, ``notice``, ``language`` and ``edition`` hold of the notice. ``on`` is
    the day for which ``status`` is told. ``prefers`` is the language of the words: of a notice in several languages
    the text in that one is looked in. ``exact`` takes each code for itself alone. ``named`` are the agencies as the
    user named them, in the order of ``agency``; no answer repeats them.
    """

    words: str = ""
    agency: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    asset: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    on: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    notice: tuple[str, ...] = ()
    language: Language | None = None
    prefers: Language | None = None
    edition: str | None = None
    exact: bool = False
    sort: Sort = "newest"
    named: tuple[str, ...] = Setting(default=(), exclude=True)

    def narrowed(self) -> bool:
        """Return whether anything is asked of the provision besides its words."""
        return any(getattr(self, field) for field in FIELDS)


class Conditions(TypedDict, total=False):
    """What may be asked besides words, as users say it: codes or names, days as dates or as ``2026``, ``2026-02``."""

    agency: Iterable[str]
    role: Iterable[str]
    kind: Iterable[str]
    addressee: Iterable[str]
    activity: Iterable[str]
    asset: Iterable[str]
    condition: Iterable[str]
    territory: Iterable[str]
    issuer: Iterable[str]
    status: Iterable[str]
    on: dt.date | str | None
    since: dt.date | str | None
    until: dt.date | str | None
    notice: Iterable[str]
    language: str | None
    edition: str | None
    exact: bool
    sort: str
