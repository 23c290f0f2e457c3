"""The problems of a notice, each with the words it is about."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.cli.terminal import Colour, paint, paragraph, width
from regparse.model import Notice, Problem, Severity

_COLOURS: dict[Severity, Colour] = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def problems(notice: Notice, columns: int) -> str:
    """Give one paragraph a problem: severity, code, where, message, and the line with a caret under the words."""
    if not notice.problems:
        return f"{notice.id}: no problems"
    return "\n".join(line for problem in notice.problems for line in _problem(notice, problem, columns))


def _problem(notice: Notice, problem: Problem, columns: int) -> Iterator[str]:
    where = _where(notice, problem)
    head = f"{paint(problem.severity.value, _COLOURS[problem.severity])} {problem.code}{f', {where}' if where else ''}"
    yield head
    yield paragraph(problem.message, columns, "  ")
    if problem.span:
        yield from _caret(notice.text, problem.span, columns - 4)


def _where(notice: Notice, problem: Problem) -> str:
    if problem.lines:
        first, last = problem.lines
        return f"line {first} of the source" if first == last else f"lines {first} to {last} of the source"
    if problem.span is None:
        return ""
    start = problem.span[0]
    for clause in notice.clauses:
        if clause.span[0] <= start < clause.span[1]:
            return f"clause {clause.label or clause.number}"
    return next((block.kind for block in notice.blocks if block.span[0] <= start < block.span[1]), "")


def _caret(text: str, span: tuple[int, int], columns: int) -> Iterator[str]:
    """Give the words with what stands around them in the line, cut to ``columns``, and carets under them."""
    start, end = span
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    end = min(end, line_end)
    before, words, after = text[line_start:start], text[start:end], text[end:line_end]
    while width(words) > columns - 2:
        words = words[:-1]
    room = columns - width(words) - 2
    kept = before
    while width(kept) > room // 2:
        kept = kept[1:]
    tail = after
    while width(tail) > room - width(kept):
        tail = tail[:-1]
    lead = ("…" if kept != before else "") + kept
    yield f"    {lead}{words}{tail}{'…' if tail != after or end < span[1] else ''}"
    yield f"    {' ' * width(lead)}{'^' * max(1, width(words))}"
