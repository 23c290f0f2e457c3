"""What the codes of bodies in a text stand for."""

from __future__ import annotations

from collections.abc import Iterable

from regparse.cli.terminal import paragraph
from regparse.lexicon import agencies


def legend(codes: Iterable[str], columns: int) -> str:
    """Give each code once with its English name, by code; nothing where there is none."""
    known = agencies.load()
    names = [f"{code} {known.get(code).en}" for code in sorted(set(codes))]
    return paragraph("; ".join(names), columns, " " * 10, "Agencies: ") if names else ""
