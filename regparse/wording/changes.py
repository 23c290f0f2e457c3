"""A change in law in words: each point said in English or in Chinese, from ``changes.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from regparse.model import Language, Quote
from regparse.model import changes as c

Name = Callable[[str], str]
"""Gives what a code is called; codes are printed as they are where nothing else is asked for."""
_LONG = 80
"""Code points of the words that differ, beyond which they are cut; all of them stand in the quotation beside."""


@cache
def table() -> dict[str, Any]:
    """Return the table of wordings (read once a process)."""
    return tomllib.loads(Path(__file__).with_name("changes.toml").read_text(encoding="utf-8"))


def how(change: str, language: Language) -> str:
    """Return what became of a provision, as a word: added, removed, widened …

    Raises KeyError for what no change is called.
    """
    return str(table()["how"][change][language])


def said(change: c.LawChange, language: Language, name: Name = str) -> str:
    """Return all points of a change as one line; ``name`` gives what codes are called."""
    return listed(change.points, language, name) or _short(change)


def listed(points: Iterable[c.AnyPoint], language: Language, name: Name = str) -> str:
    """Return some points as one line."""
    spoken = dict.fromkeys(one for point in points if (one := point_said(point, language, name)))
    return str(table()["marks"]["points"][language]).join(spoken)


def point_said(point: c.AnyPoint, language: Language, name: Name = str) -> str:
    """Return one point in words."""
    if isinstance(point, c.Says):
        return _norm(point, language, name)
    row = table()[point.point]
    form = _form(point, row)
    template = str(form[language])
    return template.format(**_values(point, language, name)) + _tail(point, row, language, name)


def _form(point: c.AnyPoint, row: dict[str, Any]) -> dict[str, Any]:
    """Return the form of a row for a point: that for a side that lacks words or a value, else the first."""
    if isinstance(point, c.RoleMoved):
        return row["joins"] if not point.old and point.new else row["leaves"] if point.old and not point.new else row
    if isinstance(point, c.InstrumentChanged) and point.was and point.now:
        return row["same"]  # type: ignore[no-any-return]
    for field in ("was", "now", "code", "old", "new"):
        form = row.get(f"no-{field}")
        if form and not getattr(point, field, None):
            return form  # type: ignore[no-any-return]
    return row


def _values(point: c.AnyPoint, language: Language, name: Name) -> dict[str, str]:
    values = {"old": _quoted(point.old, language), "new": _quoted(point.new, language)}
    for field in type(point).model_fields:
        value = getattr(point, field)
        if field in ("old", "new", "of", "only", "point"):
            continue
        if isinstance(point, c.InForce):
            values[field] = _day(value, language)
        elif isinstance(value, tuple):
            values[field] = _list(value, language, name if field != "names" else str)
        elif isinstance(point, c.InstrumentChanged):
            values[field] = value or ""
        else:
            values[field] = name(value) if value else str(table()["marks"]["none"][language])
    return values


def _tail(point: c.AnyPoint, row: dict[str, Any], language: Language, name: Name) -> str:
    if isinstance(point, c.BindsNoLonger) and point.only:
        return str(row["only"][language]).format(only=_list(point.only, language, name))
    if isinstance(point, c.FigureChanged) and point.of:
        return str(row["of"][language]).format(of=_cut(point.of.text))
    return ""


def _norm(point: c.Says, language: Language, name: Name) -> str:
    """Return a provision in a few words: its acts, whom it binds, about what, where, under which condition."""
    row, parts = table()["says"], list[str]()
    acts: tuple[str, ...] = (point.sanction,) if point.sanction else point.acts
    parts += [_list(codes, language, name) for codes in (acts, point.persons, point.assets) if codes]
    parts += [name(point.place)] if point.place else []
    parts += [str(row["condition"][language]).format(code=name(point.condition))] if point.condition else []
    parts += [str(row["excepted"][language])] if point.excepted else []
    parts += [str(row["leads"][language]).format(codes=_list(point.leads, language, name))] if point.leads else []
    return str(table()["marks"]["points"][language]).join(parts)


def _day(value: str | None, language: Language) -> str:
    row = table()["in-force"]
    if value == "on-issuance" or not value:
        return str(row["on-issuance"][language]) if value else str(table()["marks"]["none"][language])
    return str(row["day"][language]).format(day=value)


def _list(codes: Iterable[str], language: Language, name: Name) -> str:
    return str(table()["marks"]["list"][language]).join(map(name, codes))


def _quoted(quote: Quote | None, language: Language) -> str:
    if quote is None:
        return str(table()["marks"]["none"][language])
    return str(table()["marks"]["quote"][language]).format(words=_cut(quote.text.strip(" ,;.，；。、：")))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"


def _short(change: c.LawChange) -> str:
    side = change.new or change.old
    return _cut(side.text) if side else ""
