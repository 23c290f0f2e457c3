"""The things that a notice regulates, and where it speaks of them."""

from __future__ import annotations

from dataclasses import dataclass

from regparse.brief import labels, wording
from regparse.brief.refs import Norms, Ref, norm_refs
from regparse.model import Kind

_COLUMNS = (Kind.DEFINITION, Kind.STATUS, Kind.PROHIBITION, Kind.OBLIGATION, Kind.MANDATE, Kind.SANCTION)


@dataclass(frozen=True, slots=True)
class Objects:
    """A table: a column for each sort of norm, a row for each thing with the clauses of each sort."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Ref, ...], ...]], ...]


def objects(norms: Norms) -> Objects:
    """Give the regulated things in the order in which they first appear; columns without an entry are left out."""
    codes = list(dict.fromkeys(asset for _, norm in norms for asset in norm.assets))
    kinds = [kind for kind in _COLUMNS if any(norm.kind is kind and norm.assets for _, norm in norms)]
    return Objects(
        tuple(wording.sentence(labels.kind(kind, many=True)) for kind in kinds),
        tuple(
            (
                wording.sentence(labels.label(code)),
                tuple(
                    norm_refs(norm for _, norm in norms if norm.kind is kind and code in norm.assets) for kind in kinds
                ),
            )
            for code in codes
        ),
    )
