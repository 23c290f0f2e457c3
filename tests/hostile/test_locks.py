"""What is installed is what was looked at: every dependency is pinned with hashes, in each lock to the same version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def names(wanted: list[str]) -> set[str]:
    return {re.split(r"[^a-z0-9-]", one.lower())[0] for one in wanted}


@pytest.mark.parametrize("file", ["lock.txt", "extras.txt", "dev.txt"])
def test_every_dependency_is_pinned_with_hashes(file: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", lock(file), flags=re.MULTILINE))
    assert entries
    for entry in entries:
        assert PIN.match(entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_the_locks_hold_what_is_needed() -> None:
    needed = names(PROJECT["dependencies"])
    optional = {one for extra, wanted in EXTRAS.items() if extra != "dev" for one in names(wanted)}
    assert needed <= dict(PIN.findall(lock("lock.txt"))).keys()
    assert needed | optional <= dict(PIN.findall(lock("extras.txt"))).keys()
    assert names(EXTRAS["dev"]) - {"regparse"} <= dict(PIN.findall(lock("dev.txt"))).keys()


def test_the_locks_agree_on_versions() -> None:
    tested = set(PIN.findall(lock("dev.txt")))
    assert set(PIN.findall(lock("lock.txt"))) <= tested
    assert set(PIN.findall(lock("extras.txt"))) <= tested
