"""How many items two sets have in common: one that was found, and that of a value.

Of all that is done with sets of a million items, to count one takes longest. So where either set is small, only those
bytes are looked at in which it has items.
"""

from __future__ import annotations

from functools import cached_property
from operator import itemgetter

from regparse.store import bits

_FEW = 4_000
"""Most items of a small set: beyond that whole sets are as fast."""


class Counted:
    """A set laid out to be counted against others."""

    def __init__(self, items: int, size: int) -> None:
        """Take a set, and in how many bytes every set of the store has room."""
        self._size = size
        self._few: _Few | None = None
        self._items = 0
        if items.bit_count() <= _FEW:
            self._few = _Few(items.to_bytes(size, "little"))
        else:
            self._items = items

    def common(self, found: Found) -> int:
        """Count what the set has in common with one that was found."""
        if self._few:
            return self._few.common(found.data)
        if found.few:
            return found.few.common(self._data)
        return (self._items & found.items).bit_count()

    @cached_property
    def _data(self) -> bytes:
        return self._items.to_bytes(self._size, "little")


class Found:
    """A set that was found, to be counted against many."""

    def __init__(self, items: int, size: int) -> None:
        """Take a set, and in how many bytes every set of the store has room."""
        self.items = items
        self._size = size

    @cached_property
    def data(self) -> bytes:
        """The set as bytes."""
        return self.items.to_bytes(self._size, "little")

    @cached_property
    def few(self) -> _Few | None:
        """The bytes in which it has items, where these are few."""
        return _Few(self.data) if self.items.bit_count() <= _FEW else None


class _Few:
    """The bytes of a set in which it has items: where they stand, and what is in them."""

    def __init__(self, data: bytes) -> None:
        places = bits.places(data)
        self._pick = itemgetter(*places, 0, 0)  # of a single place it would give no tuple
        self._mask = int.from_bytes(bytes(data[place] for place in places), "little")

    def common(self, data: bytes) -> int:
        """Count what the set has in common with another, given as bytes."""
        return (int.from_bytes(bytes(self._pick(data)), "little") & self._mask).bit_count()
