"""Which pages there are, and their addresses: as files that open from disk, or under a server.

A page is named without its language and without its form, ``Page("notice", "yinfa-2026-42")``; an address book gives
the way to it from the page that is being written. The names of files are short and of ASCII, whatever the ids are:
they are put into archives, mailed, and copied to disks of every kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import quote, urlencode

from regparse.notation.expressions import expression
from regparse.web.site.words import TONGUES, Tongue

Kind = Literal["search", "notice", "beside", "agencies", "agency", "comparisons", "comparison", "lineage", "problems"]

_PLAIN = expression(r"[A-Za-z0-9][A-Za-z0-9@-]{0,79}\Z")


class Page(NamedTuple):
    """A page: its kind and what it is about, as keys of notices (``ID`` or ``ID@EDITION``) or a code."""

    kind: Kind
    about: tuple[str, ...] = ()
    view: str = ""


def file_name(key: str) -> str:
    """Give the name of a key in a file's name: itself where it is plain, else a hash of it."""
    return key if _PLAIN.match(key) else "n-" + hashlib.sha256(key.encode()).hexdigest()[:16]


def path(page: Page) -> str:
    """Give the path of a page's file below the folder of its language."""
    names = "--".join(map(file_name, page.about))
    if page.kind == "search":
        return "index.html"
    if not names:
        return f"{page.kind}.html"
    return f"{page.kind}/{names}{'.' + page.view if page.view else ''}.html"


def other(lang: Tongue) -> Tongue:
    """Give the other language of the pages."""
    return next(one for one in TONGUES if one != lang)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The ways from one page to the others; ``live`` under a server, else between files."""

    lang: Tongue
    here: Page
    live: bool = False
    known: frozenset[Page] | None = None
    """The pages that are written; None where every page is made when it is asked for."""
    twin: Page | None = None
    """The page that says the same in the other language; None where it is about the same texts."""

    def page(
        self, page: Page, query: Mapping[str, object] | None = None, *, anchor: str = "", lang: Tongue | None = None
    ) -> str:
        """Give the address of a page; ``query`` stands behind it, lists with a pair for each value."""
        tongue = lang or self.lang
        asked = {name: value for name, value in (query or {}).items() if value}
        if self.live:
            parts = () if page.kind == "search" else (page.kind, *page.about)
            to = f"/{tongue}/" + "/".join(quote(part, safe="@") for part in parts)
            if page.view:
                asked["view"] = page.view
        else:
            to = f"{self._root()}{tongue}/{path(page)}"
        said = urlencode(asked, doseq=True)
        return to + (f"?{said}" if said else "") + (f"#{anchor}" if anchor else "")

    def has(self, page: Page) -> bool:
        """Tell whether there is such a page."""
        return self.known is None or page in self.known

    def asset(self, name: str) -> str:
        """Give the address of a file that all pages share."""
        return f"/{name}" if self.live else f"{self._root()}{name}"

    def search(self, **query: object) -> str:
        """Give the address of the search, with a query."""
        return self.page(Page("search"), query)

    def notice(self, key: str, anchor: str = "") -> str:
        """Give the address of a notice, or of a place in it."""
        return self.page(Page("notice", (key,)), anchor=anchor)

    def agency(self, code: str) -> str:
        """Give the address of a body's page; empty where it has none."""
        page = Page("agency", (code,))
        return self.page(page) if self.has(page) else ""

    def comparison(self, old: str, new: str, view: str = "", anchor: str = "") -> str:
        """Give the address of a comparison in one of its ways."""
        return self.page(Page("comparison", (old, new), view), anchor=anchor)

    def other(self) -> tuple[Tongue, str]:
        """Give the other language and this page in it."""
        lang = other(self.lang)
        return lang, self.page(self.twin or self.here, lang=lang)

    def _root(self) -> str:
        return "../" * (1 + path(self.here).count("/"))
