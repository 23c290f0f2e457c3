"""The problems of a notice as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from regparse.checking.check import Finding, Report
from regparse.cli.terminal import Colour, paint, paragraph, width
from regparse.lexicon import problems
from regparse.model import Language, Severity
from regparse.wording import say, text, voice

_COLOURS: dict[Severity, Colour] = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_INDENT = "    "
_LEAST = 24
"""Fewest columns beside the place in which a message begins."""


def listed(report: Report, name: str, columns: int, language: Language) -> str:
    """Give the problems as a compiler does: ``name:line:column: severity code message``, then the line.

    Carets stand under the words. The first problem of a code says what to do.
    """
    said: set[str] = set()
    lines: list[str] = []
    for finding in report.findings:
        lines += _finding(finding, report, name, columns, language)
        code = finding.problem.code
        if code not in said:
            lines.append(_fix(code, columns, language))
        said.add(code)
    return "\n".join(lines)


def summary(report: Report, name: str, language: Language) -> str:
    """Count the problems by severity, in one line."""
    found = [finding.problem.severity for finding in report.findings]
    counts = tuple(text(f"cli.count-{s}", language, n=n) for s in Severity if (n := found.count(s)))
    return text("cli.problem-counts", language, name=name, counts=counts)


def as_json(report: Report, language: Language) -> str:
    """Give the problems as JSON: code, severity, message, where in the source, and the span in the notice's text."""
    found = []
    for problem, source, _ in report.findings:
        entry = problem.model_dump(mode="json", context=voice(language))
        entry["source"] = {k: v for k, v in source._asdict().items() if k not in ("start", "end")}
        entry["mend"] = text(f"problem.{problem.code}.fix", language)
        found.append(entry)
    document = {"notice": report.notice.id, "edition": report.notice.edition, "problems": found}
    return json.dumps(document, ensure_ascii=False, indent=2)


def explained(code: str, columns: int, language: Language) -> str:
    """Give what a code means, what to do about it, and texts that raise it.

    Raises UnknownValueError when there is no such code.
    """
    entry = problems.explain(code)
    parts = [
        f"{paint(entry.severity.value, _COLOURS[entry.severity])} {paint(code, 'bold')}",
        *(paragraph(text(f"problem.{code}.means", each), columns, "  ") for each in ("en", "zh")),
        *(_fix(code, columns, each, "  ") for each in ("en", "zh")),
    ]
    for example in entry.examples:
        lines = "\n".join(paragraph(line, columns, _INDENT) for line in example.split("\n"))
        parts.append(f"  {text('cli.raised-by', language)}\n\n{lines}")
    return "\n\n".join(parts)


def _fix(code: str, columns: int, language: Language, indent: str = _INDENT) -> str:
    """Return how to fix a problem, under its head."""
    head = f"{indent}{text('cli.fix', language)}"
    return paragraph(text(f"problem.{code}.fix", language), columns, " " * width(head), head)


def _finding(finding: Finding, report: Report, name: str, columns: int, language: Language) -> Iterator[str]:
    problem, source, body = finding
    said = say(problem, language)
    plain = f"{name}:{source.line}:{source.column}: {problem.severity} {problem.code}"
    severity, code = paint(problem.severity.value, _COLOURS[problem.severity]), paint(problem.code, "bold")
    head = plain.removesuffix(f"{problem.severity} {problem.code}") + f"{severity} {code}"
    if columns - width(plain) > _LEAST:
        stand_in = "x" * width(plain)  # what says where is never broken
        yield paragraph(f"{stand_in} {said}", columns, _INDENT, "").replace(stand_in, head, 1)
    else:
        yield head
        yield paragraph(said, columns, _INDENT)
    if body:
        yield from _caret(report.notice.text, (body.start, body.end), columns - len(_INDENT))


def _caret(text: str, span: tuple[int, int], columns: int) -> Iterator[str]:
    """Give the words with what stands around them in the line, cut to ``columns``, and carets under them."""
    start, end = span
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    end = min(end, line_end)
    # Nothing further away than a line is wide can be shown.
    before, after = text[max(line_start, start - columns) : start], text[end : min(line_end, end + columns)]
    words = text[start : min(end, start + columns)]
    cut = end > start + len(words)
    while width(words) > columns - 2:
        words, cut = words[:-1], True
    room = columns - width(words) - 2
    kept = before
    while width(kept) > room // 2:
        kept = kept[1:]
    tail = "" if cut else after
    while width(tail) > room - width(kept):
        tail = tail[:-1]
    more = cut or end < span[1] or end + len(tail) < line_end
    lead = ("…" if start - len(kept) > line_start else "") + kept
    yield f"{_INDENT}{lead}{words}{tail}{'…' if more else ''}"
    yield f"{_INDENT}{' ' * width(lead)}{'^' * max(1, width(words))}"
