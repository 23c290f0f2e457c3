"""The scoreboard: the last scores that were written down, and what was gained and lost since.

It is a Markdown file that a person reads; its list of faults is read back, so that a change can say which of them it
mended and which it brought.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from regparse.errors import ReadError
from regparse.files import atomic
from regparse.notation.expressions import expression
from regparse.quality.score import Score

_HEAD = """# Scoreboard

How the parse agrees with the readers' annotations in `corpus/`, as `regparse score --write` left it.
`clauses` are numbered units found; the other fields are summed over the clauses; `pairs` are clauses linked between two
notices.

| gold | field | precision | recall | F1 | right | missed | extra |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""
_FAULT = expression(r"- `(?P<subject>[^`]+)` (?P<fault>.+)")


class Change(NamedTuple):
    """Faults that were on the board and are gone, and faults that are new, each with the gold they belong to."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def render(scores: Sequence[Score]) -> str:
    """Give the scoreboard as Markdown: same scores, same text."""
    rows = [
        f"| {s.subject} | {name} | {r.precision:.3f} | {r.recall:.3f} | {r.f1:.3f} | {r.hit} | {r.miss} | {r.extra} |\n"
        for s in scores
        for name, r in s.fields.items()
    ]
    facts = [f"- {s.subject}: {told(s)}\n" for s in scores if s.facts]
    faults = [f"- {fault}\n" for fault in _faults(scores)] or ["None.\n"]
    return f"{_HEAD}{''.join(rows)}\n## Facts\n\n{''.join(facts)}\n## Faults\n\n{''.join(faults)}"


def compare(path: Path, scores: Sequence[Score]) -> Change | None:
    """Compare scores with the scoreboard at ``path``, as :func:`write` left it; None when there is none.

    Raises ReadError when the file cannot be read.
    """
    try:
        board = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError("scoreboard-unreadable", path=path, why=error) from error
    before = [f"`{m['subject']}` {m['fault']}" for m in map(_FAULT.fullmatch, board.splitlines()) if m]
    now = _faults(scores)
    return Change(tuple(f for f in before if f not in now), tuple(f for f in now if f not in before))


def write(path: Path, scores: Sequence[Score]) -> None:
    """Put the scoreboard at ``path``. Raises WriteError when it cannot be written."""
    atomic.write(path, render(scores).encode())


def told(score: Score) -> str:
    """Give the facts of a score in a line, with the count of spans."""
    facts = ", ".join(f"{name} {'yes' if right else 'NO'}" for name, right in score.facts.items())
    return f"{facts}; {score.spans} spans, {score.wrong_spans} wrong"


def _faults(scores: Sequence[Score]) -> list[str]:
    return [f"`{score.subject}` {fault}" for score in scores for fault in score.faults]
