"""The things that a notice regulates, and where it speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regparse.documents.parts.described import Description
from regparse.documents.parts.refs import Norms, Ref, norm_refs
from regparse.model import Kind
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say

_COLUMNS = (Kind.DEFINITION, Kind.STATUS, Kind.PROHIBITION, Kind.OBLIGATION, Kind.MANDATE, Kind.SANCTION)


@dataclass(frozen=True, slots=True)
class Objects:
    """A table: a column for each sort of norm, a row for each thing with the clauses of each sort."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Ref, ...], ...]], ...]


def objects(norms: Norms, described: Sequence[Description] = ()) -> Objects:
    """Give the regulated things in the order in which they first appear; columns without an entry are left out.

    Where no norm says what a thing is, the sentences that describe it have a column of their own.
    """
    codes = list(dict.fromkeys(asset for _, norm in norms for asset in norm.assets))
    kinds = [kind for kind in _COLUMNS if any(norm.kind is kind and norm.assets for _, norm in norms)]
    columns = [phrasing.sentence(labels.kind(kind, many=True)) for kind in kinds]
    rows = {
        code: [norm_refs(norm for _, norm in norms if norm.kind is kind and code in norm.assets) for kind in kinds]
        for code in codes
    }
    if any(code in one.assets for one in described for code in codes):
        at = len([kind for kind in kinds if kind in {Kind.DEFINITION, Kind.STATUS}])
        columns.insert(at, say("Descriptions"))
        for code, cells in rows.items():
            refs = [ref for one in described if code in one.assets for ref in one.refs]
            cells.insert(at, tuple({ref.label: ref for ref in refs}.values()))
    return Objects(
        tuple(columns),
        tuple((phrasing.sentence(labels.label(code)), tuple(cells)) for code, cells in rows.items()),
    )
