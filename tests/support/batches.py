"""Small notices by number, and what a batch left in its folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from regparse.batch import work
from regparse.intake.documents import Piece

NOTICE = """Notice on the Keeping of Lanterns, Part {n}
Yinfa [2019] No. {n}

To all banks:

In accordance with the "Law of the People's Republic of China on the People's Bank of China," and other provisions, \
the relevant matters are notified as follows:

(1) Keeping. Banks shall not lend lantern number {n}.

(2) Reporting. Banks shall report lantern number {n} to the People's Bank of China.

People's Bank of China

March 4, 2019
"""


def notice(n: int) -> str:
    return NOTICE.format(n=n)


def rows(path: Path, numbers: range) -> Path:
    """Write a JSONL file of notices."""
    lines = [json.dumps({"id": f"n{n}", "text": notice(n)}) for n in numbers]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def output(folder: Path) -> list[dict[str, Any]]:
    """Give every line of the shards, in order."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("shard-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def errors(folder: Path) -> dict[str, tuple[str, str]]:
    """Give the class and message of each document that could not be parsed."""
    lines = [
        json.loads(line)
        for path in sorted(folder.glob("errors-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    found = {line["document"]: (line["error"], line["message"]) for line in lines}
    assert len(found) == len(lines), "a document is told once"
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Give the bytes of every file in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


class Here:
    """An engine that parses in this process, for tests that are not about processes."""

    width = 1

    def __init__(self, how: work.Setup) -> None:
        self.how = how

    def submit(self, piece: Piece) -> Future[Sequence[work.Outcome]]:
        ticket: Future[Sequence[work.Outcome]] = Future()
        ticket.set_result([work.parse(piece, self.how)])
        return ticket

    def close(self) -> None:
        """End nothing."""
