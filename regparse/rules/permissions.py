"""Permissions: 可以, 允许, 有权, "may", "is allowed to"."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.grammar import declarations
from regparse.grammar.norms import norm
from regparse.grammar.unit import Unit
from regparse.model import Kind, Provision


def apply(unit: Unit) -> Iterator[Provision]:
    """Give the permissions of a clause, in order."""
    for segment in unit.of(Kind.PERMISSION):
        if not unit.describes(segment) and not declarations.only_declares(unit, segment):
            yield norm(unit, segment, Kind.PERMISSION, "permissions")
