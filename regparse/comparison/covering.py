"""Which code takes in which: the table of broader and narrower codes."""

from __future__ import annotations

from typing import Literal

from regparse.comparison.wording import table


def takes_in(kind: Literal["addressees", "activities"], broad: str | None, narrow: str | None) -> bool:
    """Say whether a code covers another one and more; False for a code and itself, or None."""
    if broad is None or narrow is None or broad == narrow:
        return False
    below = table()[kind].get(broad, ())
    return narrow in below or "*" in below
