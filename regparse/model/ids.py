"""Ids of notices, sections, clauses and provisions: made here, read here, sorted here.

Grammar (what ``parse`` accepts and ``str`` gives back)::

    id        = notice [ "/" unit ] [ "#" norm ]
    notice    = slug                      yinfa-2026-42
    unit      = "sec." path | "closing" | path
    path      = [ annex "." ] step *( "." step )
                                          9   9.1.2   2.3
    annex     = "annex-" digits           annex-1.3 is article 3 of the first instrument that a notice annexes
    step      = digits { "-" digits } [ letters ]
                                          10-1 is 第十条之一, 2a Article 2A; a letter also parts a label printed twice
    norm      = digits                    counted from 1 inside the unit

An id is derived from canonical numbers, never from printed labels, so ``(IX)`` and ``（九）`` agree.
Akoma Ntoso eIds are to be derived from the same steps.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

_ID = re.compile(
    r"(?P<notice>[^\s/#]+)"
    r"(?:/(?P<unit>closing|(?:sec\.)?(?:annex-\d+\.)?\d+(?:-\d+)*[a-z]*(?:\.\d+(?:-\d+)*[a-z]*)*))?"
    r"(?:#(?P<norm>\d+))?\Z"
)


_ANNEX = re.compile(r"-annex-\d+\Z")
_WITHIN = re.compile(r"/(?:sec\.)?annex-(\d+)(?:\.|\Z)")


MAX_SLUG = 60
"""Characters of a title that its id keeps."""


class Id(NamedTuple):
    """An id taken apart: the notice, the unit in it or None, the norm in that or None."""

    notice: str
    unit: str | None = None
    norm: int | None = None

    def __str__(self) -> str:
        unit = f"/{self.unit}" if self.unit else ""
        norm = f"#{self.norm}" if self.norm is not None else ""
        return f"{self.notice}{unit}{norm}"


def parse(text: str) -> Id:
    """Take an id apart.

    Raises ValueError when ``text`` is not one.
    """
    found = _ID.match(text)
    if not found:
        raise ValueError(f"not an id of a notice, clause or provision: {text!r}")
    norm = found["norm"]
    return Id(found["notice"], found["unit"], int(norm) if norm else None)


def notice_id(code: str, year: int | None, serial: int) -> str:
    """Give ``yinfa-2026-42`` from an issuer code, a year (None for orders without one) and a serial."""
    return "-".join(str(part) for part in (code.lower(), year, serial) if part is not None)


def annex_id(notice: str, number: int) -> str:
    """Give the id of an instrument that a notice annexes, counted from 1: ``yinfa-2031-8-annex-1``."""
    return f"{notice}-annex-{number}"


def within(clause: str) -> int:
    """Give which annexed instrument of its notice a clause or section stands in, counted from 1; 0 for none."""
    found = _WITHIN.search(clause.partition("#")[0])
    return int(found[1]) if found else 0


def in_annex(unit: str, notice: str, number: int) -> str:
    """Give the id of a unit of ``notice`` as one of an instrument that it annexes: ``…/annex-1.3`` for ``…/3``."""
    path = unit.removeprefix(f"{notice}/")
    section = "sec." if path.startswith("sec.") else ""
    return f"{notice}/{section}annex-{number}.{path.removeprefix('sec.')}"


def host(notice: str) -> str | None:
    """Give the id of the notice that annexes an instrument, None where it is annexed to none."""
    return _ANNEX.sub("", notice) if _ANNEX.search(notice) else None


def slug(title: str, date: str | None) -> str:
    """Give the id of a notice without a number: its title in words and its date.

    A title beyond 60 characters is cut, and a short hash of the whole parts it from others that begin alike.
    """
    words = re.sub(r"[^\w]+", "-", title.lower(), flags=re.UNICODE).strip("-")
    if len(words) > MAX_SLUG:
        words = f"{words[:MAX_SLUG].strip('-')}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return "-".join(part for part in (words or "untitled", date) if part)


def step(number: int | str, occurrence: int = 1) -> str:
    """Give one step of a path; the second clause printed with a number gets a letter: 3, 3b, 3c."""
    if occurrence == 1:
        return str(number)
    full, rest = divmod(occurrence - 1, 25)
    return f"{number}{'z' * full}{chr(ord('a') + rest) if rest else ''}"


def sort_key(text: str) -> tuple[object, ...]:
    """Order ids as a reader counts: 2 before 10, a clause before its items, the closing last."""
    notice, unit, norm = parse(text)
    if unit == "closing":
        steps: tuple[tuple[tuple[int, ...], str], ...] = (((10**9,), ""),)
    else:
        path = (unit or "").removeprefix("sec.")
        annexed = path.startswith("annex-")  # what is annexed comes behind all clauses and the closing
        steps = tuple(_counted(part) for part in path.removeprefix("annex-").split(".") if part)
        steps = (((10**9, 1), ""), *steps) if annexed else steps
    return (notice, steps, norm or 0)


def _counted(part: str) -> tuple[tuple[int, ...], str]:
    numbers = part.rstrip("abcdefghijklmnopqrstuvwxyz")
    return tuple(map(int, numbers.split("-"))), part[len(numbers) :]
