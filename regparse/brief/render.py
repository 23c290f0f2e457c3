"""From the view-model to bytes: HTML by Jinja, PDF by WeasyPrint. No network, no clock."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from regparse.brief.view import Brief, view
from regparse.comparison import Comparison, EditionFact
from regparse.errors import RenderError
from regparse.model import Notice
from regparse.resources import folder

Format = Literal["pdf", "html"]

_NO_LIBRARY = (
    "a PDF needs the Pango library, which is missing here ({reason}): install it with "
    "'apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' on Debian or Ubuntu, 'brew install pango' on "
    "macOS, 'pacman -S mingw-w64-ucrt-x86_64-pango' in MSYS2 on Windows; --format html works without it"
)


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
    html = _html(brief, format)
    return html.encode() if format == "html" else _pdf(html)


def _html(brief: Brief, medium: Format) -> str:
    environment = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("brief/brief.html").render(brief=brief, medium=medium)


def _pdf(html: str) -> bytes:
    """Import WeasyPrint only now: it takes half a second, opens Pango, and prints a banner when it cannot."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            from regparse.brief import pdf  # noqa: PLC0415
    except (OSError, ImportError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RenderError(_NO_LIBRARY.format(reason=reason)) from error
    return pdf.write(html, folder("templates"))
