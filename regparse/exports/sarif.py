"""Problems as SARIF 2.1.0, which code hosts and editors show beside the lines they are about.

A result stands in the source file, by line and column, where the file is a plain text; and in the notice's own text,
which is carried along as an artifact nested in the file, by line, column and offset. Columns and offsets count code
points.
"""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from regparse.checking.check import PLAIN, Finding, Place, Report
from regparse.lexicon import problems
from regparse.model import Language, Notice, Severity
from regparse.wording import say, text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FILE, _BODY = 0, 1
"""Places of the two artifacts of a run."""


def sarif(report: Report, source: str, version: str, language: Language = "en") -> str:
    """Return a report as a SARIF log, in JSON. ``source`` is what the user called the text: a path or an id;
    ``version`` is regparse's.
    """
    rules = sorted(problems.load())
    plain, address = report.notice.source.media_type in PLAIN, uri(source)
    results = [
        _result(f, report.notice, rules.index(f.problem.code), address, plain=plain, language=language)
        for f in report.findings
    ]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "regparse",
                        "version": version,
                        "rules": [_rule(code, language) for code in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": _artifacts(report.notice, address, language),
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str, language: Language) -> dict[str, Any]:
    entry = problems.load()[code]
    return {
        "id": code,
        "shortDescription": {"text": text(f"problem.{code}.means", language)},
        "help": {"text": text("export.what-to-do", language, fix=text(f"problem.{code}.fix", language))},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _artifacts(notice: Notice, address: str, language: Language) -> list[dict[str, Any]]:
    file = {
        "location": {"uri": address},
        "roles": ["analysisTarget"],
        "mimeType": notice.source.media_type,
        "hashes": {"sha-256": notice.source.sha256},
    }
    body = {
        "location": {"uri": f"/{quote(notice.id)}.txt"},
        "parentIndex": _FILE,
        "mimeType": "text/plain",
        "contents": {"text": notice.text},
        "description": {"text": text("export.sarif-notice", language)},
    }
    return [file, body]


def uri(source: str) -> str:
    """Give the URI reference of a path (or of an id, as of a path), relative to the folder in which the command runs.

    What lies elsewhere is named by its last part alone: a log is passed on, and the folders of a user are his own.
    """
    path = PurePath(source)
    if path.is_absolute():
        here = Path.cwd()
        path = path.relative_to(here) if path.is_relative_to(here) else PurePath(path.name)
    return quote(os.fsencode(path.as_posix()), safe="/@")


def _result(
    finding: Finding, notice: Notice, rule: int, address: str, *, plain: bool, language: Language
) -> dict[str, Any]:
    problem, body = finding.problem, finding.body
    where: dict[str, Any] = {"artifactLocation": {"uri": address, "index": _FILE}}
    if plain:
        where["region"] = _region(finding.source)
    location: dict[str, Any] = {"physicalLocation": where}
    if body and (clause := _clause(notice, body.start)):
        location["logicalLocations"] = [{"fullyQualifiedName": clause}]
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": say(problem, language)},
        "locations": [location],
    }
    if body:
        region = _region(body) | {"charOffset": body.start, "charLength": body.end - body.start}
        region["snippet"] = {"text": notice.text[body.start : body.end]}
        place = {"artifactLocation": {"index": _BODY}, "region": region}
        result["relatedLocations"] = [
            {"message": {"text": text("export.sarif-place", language)}, "physicalLocation": place}
        ]
    return result


def _region(place: Place) -> dict[str, Any]:
    line, column, end_line, end_column, *_ = place
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _clause(notice: Notice, at: int) -> str | None:
    """Give the id of the innermost clause that a place stands in."""
    return next((c.id for c in reversed(list(notice.walk())) if c.span[0] <= at < c.span[1]), None)
