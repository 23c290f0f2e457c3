"""Disks that are full: one error, raised once, and nothing behind it."""

from __future__ import annotations

import errno
import gc
import io
import sys

import pytest

import regparse
from regparse import exports


class Full(io.BytesIO):
    """A file on a disk with so much room."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: object) -> int:
        if self.tell() + len(bytes(data)) > self.room:  # type: ignore[call-overload]
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("room", [0, 50, 3_000])
def test_a_workbook_on_a_full_disk_is_told_once(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = regparse.parse("yinfa-2021-237")
    unheard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unheard.append)
    with pytest.raises(OSError, match="No space left"):
        exports.write(notice, "xlsx", Full(room))
    gc.collect()
    assert unheard == []


@pytest.mark.parametrize("to", ["json", "jsonl", "csv", "akn", "jsonld", "md", "parquet"])
def test_any_export_on_a_full_disk_is_told_once(to: exports.Format, monkeypatch: pytest.MonkeyPatch) -> None:
    if to == "parquet":
        pytest.importorskip("pyarrow")
    notice = regparse.parse("yinfa-2021-237")
    unheard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unheard.append)
    with pytest.raises(OSError, match="No space left"):
        exports.write(notice, to, Full(100))
    gc.collect()
    assert unheard == []
