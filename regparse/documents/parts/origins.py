"""The texts that a brief rests on: where each came from, its hashes, what was done to it, what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from regparse.documents.parts.quotes import Words, quote
from regparse.documents.parts.refs import number_of
from regparse.model import Notice, Problem, Quote
from regparse.wording import labels, phrasing
from regparse.wording import say as message
from regparse.wording.tongue import say, spoken

_PROBLEM_LIMIT = 160
"""Characters of the words at fault that stand in the list of problems."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, the words at fault and their place, each only where the message does not have them."""

    message: str
    words: Words | None
    lines: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A sort of problem that a careful reader would flag, and every place where it was found."""

    severity: str
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A text: which notice and edition, its file, the hashes that tell it apart from any other, what was done to it."""

    name: str
    part: str
    edition: str
    file: str
    media: str
    file_hash: str
    text_hash: str
    treatment: tuple[str, ...]
    problems: tuple[Flag, ...]


def origin(notice: Notice, part: str) -> Origin:
    """Give the source of a notice with its hashes and problems, worst first; ``part`` is its part in the brief."""
    source = notice.source
    return Origin(
        name=number_of(notice),
        part=part,
        edition=phrasing.sentence(labels.edition(notice.edition, notice.language)),
        file=source.name,
        media=source.media_type + (f", {source.encoding}" if source.encoding else ""),
        file_hash=source.sha256,
        text_hash=sha256(notice.text.encode()).hexdigest(),
        treatment=treatment(notice),
        problems=_flags(notice),
    )


def treatment(notice: Notice) -> tuple[str, ...]:
    """Say what was cleaned in a text and what of its source was left out, a sentence each; nothing gives none."""
    said = []
    if notice.source.cleaners:
        said.append(say("Cleaned: {what}.", what=phrasing.listing(map(labels.label, notice.source.cleaners))))
    dropped: dict[str, list[str]] = {}
    for problem in notice.problems:
        if problem.lines:
            dropped.setdefault(labels.label(problem.code), []).append(_lines(problem.lines))
    if dropped:
        parts = [phrasing.noted(name, phrasing.listing(lines)) for name, lines in dropped.items()]
        said.append(say("Left out: {what}.", what=phrasing.joined(parts, ";")))
    return tuple(said)


def _lines(lines: tuple[int, int]) -> str:
    first, last = lines
    return say("line {n}", n=first) if first == last else say("lines {n} to {last}", n=first, last=last)


def _flags(notice: Notice) -> tuple[Flag, ...]:
    order = ("error", "warning", "info")
    alike: dict[tuple[str, str], list[Finding]] = {}
    for problem in sorted(notice.problems, key=lambda one: order.index(one.severity)):
        found = _finding(problem, notice)
        alike.setdefault((problem.severity, phrasing.sentence(labels.label(problem.code))), []).append(found)
    return tuple(Flag(severity, name, tuple(found)) for (severity, name), found in alike.items())


def _finding(problem: Problem, notice: Notice) -> Finding:
    words = None
    if problem.span:
        start, end = problem.span
        words = quote(Quote(text=notice.text[start:end], span=problem.span), notice.language, limit=_PROBLEM_LIMIT)
    lines = say("{lines} of the source", lines=_lines(problem.lines)) if problem.lines else ""
    said = message(problem, spoken())
    return Finding(
        said,
        None if words and words.text in said else words,
        "" if lines in said else lines,
    )
