"""From a template to a page: HTML by Jinja, PDF by WeasyPrint. No network, no clock."""

from __future__ import annotations

import contextlib
import io
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    select_autoescape,
)

from regparse.documents.typeset.attached import UNDATED, Attached
from regparse.documents.typeset.style import PLAIN, Style
from regparse.documents.typeset.style import load as load_style
from regparse.errors import RenderError
from regparse.files.resources import folder

__all__ = [
    "PLAIN",
    "UNDATED",
    "Attached",
    "Style",
    "fill",
    "load_style",
    "markdown",
    "missing_fonts",
    "pdf",
    "templates",
    "word",
]


def templates() -> Environment:
    """Give the templates as they are to be filled: what comes from outside is escaped, what is missing is an error."""
    return Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def fill(template: str, *, say: Callable[..., str], style: Style = PLAIN, **values: object) -> str:
    """Fill a template of the folder ``templates``; whatever comes from a notice is text, never markup.

    ``say`` is ``_`` in the template: it gives its fixed wordings in the language of the page. ``style`` is how the
    page looks.

    Raises RenderError, naming the template and the line, when a template is wrong or asks for what it was not given.
    """
    environment = templates()
    environment.globals.update(_=say, style=style)
    try:
        return environment.get_template(template).render(**values)
    except (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise RenderError("template-fault", place=_place(error, template), why=said) from error


def _place(error: Exception, template: str) -> str:
    """Give the template and the line where it failed: the innermost one that is a template."""
    if isinstance(error, TemplateSyntaxError):
        return f"templates/{error.name or template}, line {error.lineno}"
    if isinstance(error, TemplateNotFound):
        return f"templates/{template}: there is no template"
    root = str(folder("templates"))
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(root)]
    if not frames:
        return f"templates/{template}"
    return f"templates/{Path(frames[-1].filename).relative_to(root).as_posix()}, line {frames[-1].lineno}"


def pdf(html: str, attached: Iterable[Attached] = ()) -> bytes:
    """Set HTML in pages, as PDF/A-3a and PDF/UA-1 in one; the same HTML and attachments give the same bytes.

    WeasyPrint is imported only now: it takes half a second, opens Pango, and prints a banner when it cannot.

    Raises RenderError when a system library is missing.
    """
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            from regparse.documents.typeset import engine  # noqa: PLC0415
    except (OSError, ImportError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RenderError("no-pango", why=reason) from error
    return engine.write(html, folder("templates"), attached)


def missing_fonts(style: Style) -> tuple[str, ...]:
    """Give the families that a style names and that a PDF made here would be set without."""
    from regparse.documents.typeset import families  # noqa: PLC0415 - who names no font does not pay for it

    return families.missing(style)


def word(html: str, style: Style = PLAIN, foot: str = "") -> bytes:
    """Give a filled template as a Word file; pictures are left out, the tables beside them say the same."""
    from regparse.documents.typeset import to_word as writer  # noqa: PLC0415 - only who wants Word pays for it

    return writer.write(html, style, foot)


def markdown(html: str) -> str:
    """Give a filled template as Markdown; pictures are left out, the tables beside them say the same."""
    from regparse.documents.typeset import to_markdown as writer  # noqa: PLC0415 - only who wants Markdown pays for it

    return writer.write(html)
