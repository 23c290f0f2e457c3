"""From a template to a page: HTML by Jinja, PDF by WeasyPrint. No network, no clock."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from regparse.errors import RenderError
from regparse.resources import folder
from regparse.typeset.attached import UNDATED, Attached

__all__ = ["UNDATED", "Attached", "fill", "pdf"]

_NO_LIBRARY = (
    "a PDF needs the Pango library, which is missing here ({reason}): install it with "
    "'apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' on Debian or Ubuntu, 'brew install pango' on "
    "macOS, 'pacman -S mingw-w64-ucrt-x86_64-pango' in MSYS2 on Windows; --format html works without it"
)


def fill(template: str, **values: object) -> str:
    """Fill a template of the folder ``templates``; whatever comes from a notice is text, never markup.

    Raises jinja2.UndefinedError when the template asks for what it was not given.
    """
    environment = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**values)


def pdf(html: str, attached: Iterable[Attached] = ()) -> bytes:
    """Set HTML in pages, as PDF/A-3a and PDF/UA-1 in one; the same HTML and attachments give the same bytes.

    WeasyPrint is imported only now: it takes half a second, opens Pango, and prints a banner when it cannot.

    Raises RenderError when a system library is missing.
    """
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            from regparse.typeset import engine  # noqa: PLC0415
    except (OSError, ImportError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RenderError(_NO_LIBRARY.format(reason=reason)) from error
    return engine.write(html, folder("templates"), attached)
