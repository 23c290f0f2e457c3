"""From the view-model to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from regparse import typeset
from regparse.brief.tongue import say, spoken
from regparse.brief.view import view
from regparse.comparison import Comparison, EditionFact
from regparse.errors import RenderError
from regparse.model import Notice


def render_brief(
    notice: Notice,
    *,
    against: Notice | None = None,
    comparison: Comparison | None = None,
    editions: Sequence[EditionFact] = (),
    other_edition: Notice | str | None = None,
    originals: Sequence[Notice] = (),
    format: Literal["pdf", "html"] = "pdf",
) -> bytes:
    """Give the compliance brief of a notice as a PDF or as one HTML file; the same input gives the same bytes.

    ``against`` is the notice it replaces and ``comparison`` what became of that; without the pair the brief has
    no section on changes, and with two notices that cannot be compared a sentence that says why. ``editions`` are the
    facts that stand in one edition only, ``other_edition`` is the edition that this one was set against: the notice, so
    that its source can be listed, or only its name. ``originals`` are the texts that the comparison was held against,
    for the list of sources.

    Raises RenderError when the format is unknown or a system library that the PDF needs is missing.
    """
    if format not in ("pdf", "html"):
        raise RenderError(f"a brief is written as pdf or html, not as {format!r}")
    brief = view(
        notice,
        against=against,
        comparison=comparison,
        editions=editions,
        other_edition=other_edition,
        originals=originals,
    )
    html = typeset.fill("brief/brief.html", say=say, brief_lang=spoken(), brief=brief, medium=format)
    return html.encode() if format == "html" else typeset.pdf(html, [_source(notice)])


def _source(notice: Notice) -> typeset.Attached:
    """Give the notice as parsed, dated as it is: what every statement of the brief was computed from."""
    said = f"{notice.id} as parsed: every statement of the brief is computed from it"
    date = notice.issued_on.date if notice.issued_on else typeset.UNDATED
    return typeset.Attached(f"{notice.id}.json", notice.to_json().encode(), said, date)
