"""A file that a PDF carries: what the page was made from, for a program to read."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

UNDATED = dt.date(1980, 1, 1)
"""The date of what has none: a date there must be, and a clock would make every run another file."""


class Attached(NamedTuple):
    """The name of the file, its bytes, what it is, and the date of its content."""

    name: str
    data: bytes
    description: str
    date: dt.date = UNDATED
