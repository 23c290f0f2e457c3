"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from regparse.errors import WriteError
from regparse.files import atomic


def test_it_writes_into_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    atomic.write(tmp_path / "a" / "b.pdf", b"new")
    assert (tmp_path / "a" / "b.pdf").read_bytes() == b"new"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="the disk is full"):
        atomic.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written"):
        atomic.write(tmp_path, b"new")


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX matter")
def test_others_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        atomic.write(tmp_path / "b.pdf", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "b.pdf").stat().st_mode) == 0o644


def test_what_a_killed_process_left_is_swept_away_and_what_another_writes_stays(tmp_path: Path) -> None:
    old = [
        ".b.pdf.abcd_f12.part",
        ".b.pdf.x.abcdefgh.part",
        ".c.pdf.abcdefgh.part",
        ".b.pdf.abcdefghi.part",
        "b.pdf.part",
    ]
    for name in (*old, ".b.pdf.12345678.part"):
        (tmp_path / name).write_bytes(b"part")
    (tmp_path / ".b.pdf.folder_1.part").mkdir()
    for name in (*old, ".b.pdf.folder_1.part"):
        os.utime(tmp_path / name, (1, 1))
    atomic.write(tmp_path / "b.pdf", b"new")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"b.pdf", ".b.pdf.12345678.part", ".b.pdf.folder_1.part", *old[1:]}


def test_a_folder_that_cannot_be_settled_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    real = os.fsync

    def only_files(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        if synced[-1]:
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    atomic.write(tmp_path / "b.pdf", b"new")
    assert (tmp_path / "b.pdf").read_bytes() == b"new"
    assert synced == ([False, True] if os.name == "posix" else [False])
