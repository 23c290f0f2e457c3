"""The rules that find norms, one file a kind, and their order.

A rule is a function from a :class:`~regparse.grammar.unit.Unit` to provisions. It sees one clause and never
another rule's output. The order decides only between norms that begin at one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regparse.grammar.unit import Unit
from regparse.model import Provision
from regparse.rules import declarations, mandates, obligations, permissions, prohibitions, sanctions

RULES: tuple[Callable[[Unit], Iterator[Provision]], ...] = (
    declarations.apply,
    prohibitions.apply,
    obligations.apply,
    permissions.apply,
    mandates.apply,
    sanctions.apply,
)
