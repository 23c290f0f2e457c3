"""Links from a statement to the words it rests on, and the anchors they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.model import Clause, Notice, Provision, ids
from regparse.wording import phrasing
from regparse.wording.titles import display_title
from regparse.wording.tongue import say

_NAMED = {"closing": "closing paragraph", "head": "preamble", "0": "opening"}

Norms = list[tuple[Clause | None, Provision]]
"""Norms with the clause each stands in, None in the closing paragraph."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A clause number; ``href`` is None where the clause is not printed in this brief."""

    label: str
    href: str | None


def anchor(id_: str) -> str:
    """Give the anchor of a section, clause or norm inside the full text: ``c-6``, ``c-9-1``, ``n-6-2``."""
    parsed = ids.parse(id_)
    unit = (parsed.unit or "head").replace(".", "-")
    return f"c-{unit}" if parsed.norm is None else f"n-{unit}-{parsed.norm}"


def clause_label(id_: str) -> str:
    """Give the number a reader knows a clause by, from its id or the id of a norm in it."""
    unit = ids.parse(id_).unit or "head"
    return say(_NAMED[unit]) if unit in _NAMED else unit


def in_clauses(labels: list[str]) -> str:
    """Name clauses by their numbers: ``clause 6``, ``clauses 6, 9``; nothing for none."""
    if not labels:
        return ""
    return say("clauses {places}" if len(labels) > 1 else "clause {places}", places=phrasing.commas(labels))


def clause_ref(id_: str, *, linked: bool = True) -> Ref:
    """Give the link to a clause, or its bare number when it belongs to another notice."""
    return Ref(clause_label(id_), f"#{anchor(id_)}" if linked else None)


def norm_refs(norms: Iterable[Provision]) -> tuple[Ref, ...]:
    """Give one link for each clause the norms stand in, to the first of them there, in the order a reader counts."""
    first: dict[str, Provision] = {}
    for norm in sorted(norms, key=lambda one: ids.sort_key(one.id)):
        first.setdefault(clause_label(norm.id), norm)
    return tuple(Ref(label, f"#{anchor(norm.id)}") for label, norm in first.items())


def gate_anchor(norm: Provision) -> str:
    """Give the anchor of the row that quotes the way through a ban: ``g-2-2``."""
    return "g" + anchor(norm.id).removeprefix("n")


def number_of(notice: Notice) -> str:
    """Give the short name of a notice: its document number, or its title when it has none."""
    return notice.number.text if notice.number else display_title(notice)[0]
