"""Cells of tables that a spreadsheet opens: text stays text."""

from __future__ import annotations

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet runs as a formula; the full-width forms too, as East Asian ones do."""


def inert(cell: str) -> str:
    """Give a cell for CSV that no spreadsheet runs: an apostrophe stands before what would be a formula.

    Source: OWASP, CSV Injection.
    """
    return f"'{cell}" if cell.startswith(_RUNS) else cell
