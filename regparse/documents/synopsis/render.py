"""From a comparison to bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from regparse.comparison.document import Stretch, document
from regparse.documents import typeset
from regparse.documents.parts.refs import clause_label, number_of
from regparse.documents.synopsis import word
from regparse.documents.synopsis.lineage import descent
from regparse.documents.synopsis.rows import became, came
from regparse.documents.synopsis.view import WAYS, Way, view
from regparse.errors import RenderError
from regparse.model import Language, Notice
from regparse.model.comparison import Comparison, Lineage
from regparse.wording.tongue import say, speaking, spoken

Format = Literal["pdf", "html", "docx"]


def render_comparison(
    comparison: Comparison,
    old: Notice,
    new: Notice,
    *,
    way: Way = "side",
    format: Format = "pdf",
    originals: Sequence[Notice] = (),
    chosen: str = "",
    language: Language = "en",
) -> bytes:
    """Give a comparison as a PDF, as one HTML file or as a Word file; the same input gives the same bytes.

    ``way`` is how PDF and HTML print the texts: ``side`` by side, the ``old`` text annotated, or the ``new`` one with
    marks. In Chinese they have one table of old and new with remarks (新旧对照表). The Word file is the new text over
    the old one with every change tracked. ``chosen`` says in words what the comparison was narrowed down to;
    ``originals`` are the texts it was held against, for the list of sources.

    Raises RenderError when the format or the way is unknown, when a system library that the PDF needs is missing, and
    for a Word file of notices in two languages.
    """
    if way not in WAYS:
        raise RenderError("unknown-view", way=way, known=tuple(WAYS))
    if format == "docx":
        stretches = document(old, new, comparison)
        title = f"{number_of(old)} and {number_of(new)} compared"
        return word.write(stretches, title, new.language, dict(_notes(stretches, comparison)))
    if format not in ("pdf", "html"):
        raise RenderError("comparison-format", format=format)
    with speaking(language):
        return _pages(comparison, old, new, way, format, originals, chosen)


def _pages(  # noqa: PLR0917
    comparison: Comparison,
    old: Notice,
    new: Notice,
    way: Way,
    format: Literal["pdf", "html"],
    originals: Sequence[Notice],
    chosen: str,
) -> bytes:
    page = view(comparison, old, new, way=way, originals=originals, chosen=chosen)
    template = "synopsis/facing.html" if spoken() == "zh" else "synopsis/synopsis.html"
    html = typeset.fill(template, say=say, brief_lang=spoken(), page=page, medium=format)
    if format == "html":
        return html.encode()
    return typeset.pdf(html, [_attached(f"{old.id}-to-{new.id}.json", comparison.to_json(), new)])


def render_lineage(lineage: Lineage, notices: Sequence[Notice], *, format: Literal["pdf", "html"] = "pdf") -> bytes:
    """Give a lineage as a PDF or as one HTML file: its timeline, its clauses, its norms.

    Raises RenderError when the format is unknown or a system library that the PDF needs is missing.
    """
    if format not in ("pdf", "html"):
        raise RenderError("lineage-format", format=format)
    html = typeset.fill(
        "synopsis/lineage.html", say=say, brief_lang=spoken(), page=descent(lineage, notices), medium=format
    )
    if format == "html":
        return html.encode()
    return typeset.pdf(html, [_attached(f"{notices[-1].id}-lineage.json", lineage.to_json(), notices[-1])])


def _attached(name: str, json: str, last: Notice) -> typeset.Attached:
    """Give what a page was made from, dated as the last notice of it is."""
    date = last.issued_on.date if last.issued_on else typeset.UNDATED
    return typeset.Attached(name, json.encode(), "What these pages were made from, for a program to read", date)


def _notes(stretches: Sequence[Stretch], comparison: Comparison) -> Iterator[tuple[int, str]]:
    """Give the comments of a Word file: on what became of a clause, or where it came from."""
    links = [pair for pair in comparison.pairs if pair.state == "linked"]
    for n, stretch in enumerate(stretches):
        said = []
        for one in stretch.old:
            gone = [pair for pair in links if one in pair.old]
            if not stretch.new or len(gone) > 1:
                said.append(f"Clause {clause_label(one)} {became(gone)}.")
        for one in stretch.new:
            found = [pair for pair in links if one in pair.new and pair.old[0] not in stretch.old]
            if found or not stretch.old:
                said.append(f"Clause {clause_label(one)} {came(found, beside=bool(stretch.old))}.")
        if said:
            yield n, " ".join(said)
