"""A user's corpus where processes write at once, are killed, or wait for one another."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from corpus_notice import new

from regparse.corpus import catalogue, collection
from regparse.errors import CorpusError

pytestmark = pytest.mark.slow

WRITER = """
import sys
from regparse.corpus import collection
from pathlib import Path

root, who = Path(sys.argv[1]), sys.argv[2]
sys.stdin.read()
for n in range(10):
    new = collection.New(f"yinfa-{who}-{n}", "en", "en", "text/plain", "n.txt")
    collection.add(root, new, f"{who} {n}".encode() * 1000)
    print(n, flush=True)
"""


def start(script: str, root: Path, who: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(root), who], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_processes_that_write_at_once_lose_nothing(root: Path) -> None:
    writers = [start(WRITER, root, str(who)) for who in range(5)]
    for writer in writers:
        assert writer.stdin
        writer.stdin.close()  # all begin at once
    for writer in writers:
        assert writer.wait(120) == 0
        assert writer.stdout
        writer.stdout.close()
    found = catalogue.load(root)
    assert set(found.entries) == {f"yinfa-{who}-{n}" for who in range(5) for n in range(10)}
    assert found.verify() == ()


def test_a_killed_process_leaves_the_old_corpus_or_the_new_one(root: Path) -> None:
    chance = random.Random(4)
    done = 0
    for turn in range(12):
        writer = start(WRITER, root, str(turn))
        assert writer.stdin
        assert writer.stdout
        writer.stdin.close()
        for _ in range(chance.randint(1, 8)):
            done += bool(writer.stdout.readline())
        time.sleep(chance.random() * 0.004)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        found = catalogue.load(root)
        assert found.verify() == ()
        assert len(found.entries) >= done, "what was said to be stored is there"
    collection.add(root, new(), b"after")
    found = catalogue.load(root)
    files = {path.resolve() for path in root.rglob("*") if path.is_file() and path.parent != root}
    assert files == {edition.path for edition in found.editions()}, "what the killed ones left behind is swept away"


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken here by hand, as on POSIX")
def test_a_lock_that_is_not_freed_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(collection, "WAIT", 0.05)
    root.mkdir()
    handle = os.open(root / ".lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(CorpusError, match="another process"):
        collection.add(root, new(), b"x")
    os.close(handle)
    collection.add(root, new(), b"x")
