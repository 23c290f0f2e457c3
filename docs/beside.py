"""A hook of MkDocs: the reports, which stand beside this folder, become pages too, and links to them hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

REPORTS = Path(__file__).resolve().parent.parent / "reports"


def on_files(files: Any, config: Any) -> Any:
    """Add each report as a page outside the navigation."""
    from mkdocs.structure.files import File, InclusionLevel

    for report in sorted(REPORTS.glob("*.md")):
        text = report.read_text(encoding="utf-8")
        files.append(
            File.generated(config, f"reports/{report.name}", content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        )
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return a page in which a link to a report leads to its page."""
    return markdown.replace("](../../reports/", "](../reports/")
