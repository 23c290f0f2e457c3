"""From a view to a page: HTML by Jinja. Templates are read once; whatever comes from a notice is text, never markup."""

from __future__ import annotations

from functools import cache

from regparse.documents.typeset import Style, templates
from regparse.files.resources import folder
from regparse.version import __version__
from regparse.web.site.pages import Addresses
from regparse.web.site.telling import language
from regparse.web.site.words import load
from regparse.wording.tongue import say, speaking

ASSETS = {"site.css": "text/css; charset=utf-8", "site.js": "text/javascript; charset=utf-8"}
"""The files that all pages share, with their types."""


def page(template: str, at: Addresses, **values: object) -> str:
    """Fill a page of the site."""
    given = {
        "at": at,
        "t": load(at.lang),
        "other": load(at.other()[0]),
        "version": __version__,
        "_": say,
        "language": language,
    }
    with speaking("zh" if at.lang == "zh" else "en"):  # the pictures are those of the brief
        return _environment().get_template(f"site/{template}.html").render(given, style=Style(), **values)


def asset(name: str) -> bytes:
    """Give a file that all pages share; KeyError for any other."""
    if name not in ASSETS:
        raise KeyError(name)
    return (folder("templates") / "site" / name).read_bytes()


_environment = cache(templates)
