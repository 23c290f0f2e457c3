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


posix = pytest.mark.skipif(os.name != "posix", reason="devices and owners are a POSIX matter")


@posix
def test_a_device_is_written_through() -> None:
    before = Path("/dev/null").stat()
    atomic.write(Path("/dev/null"), b"new")
    after = Path("/dev/null").stat()
    assert stat.S_ISCHR(after.st_mode)
    assert (after.st_ino, after.st_rdev) == (before.st_ino, before.st_rdev)


@posix
def test_a_device_behind_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").symlink_to("/dev/null")
    atomic.write(tmp_path / "b.pdf", b"new")
    assert (tmp_path / "b.pdf").is_symlink()


@posix
def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        atomic.write(pipe, b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "b.pdf"
    target.write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to(Path("there") / "b.pdf")
    atomic.write(tmp_path / "link.pdf", b"new")
    assert (tmp_path / "link.pdf").is_symlink()
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["b.pdf"]


@posix
def test_a_link_to_what_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(tmp_path / "later" / "b.pdf")
    atomic.write(tmp_path / "link.pdf", b"new")
    assert (tmp_path / "later" / "b.pdf").read_bytes() == b"new"


@posix
def test_links_in_a_ring_are_told_and_stay(tmp_path: Path) -> None:
    for one, other in ("ab", "ba"):
        (tmp_path / one).symlink_to(tmp_path / other)
    with pytest.raises(WriteError, match="cannot be written"):
        atomic.write(tmp_path / "a", b"new")
    assert (tmp_path / "a").is_symlink()


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(b"old")
    path.chmod(mode)
    atomic.write(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file away")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(b"old")
    os.chown(path, 4321, 4322)
    atomic.write(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (4321, 4322)


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("银" * 83 + ".x")
    atomic.write(path, b"new")
    assert path.read_bytes() == b"new"
