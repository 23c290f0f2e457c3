"""From the name of a page to its view: what the pages written to files and those shown live have in common."""

from __future__ import annotations

from regparse.web.site import agency, beside, lineage, notice
from regparse.web.site.pages import Addresses, Page
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Words


def plain(shelf: Shelf, page: Page, words: Words, at: Addresses) -> object:
    """Give the view of a page that takes no query; the search, comparisons and problems have views of their own.

    Raises UnknownValueError when the store lacks what the page is about.
    """
    if page.kind == "agencies":
        return agency.every(shelf, words, at)
    if page.kind == "comparisons":
        return lineage.every(shelf, words, at)
    first = page.about[0]
    if page.kind == "notice":
        return notice.view(shelf, first, words, at)
    if page.kind == "agency":
        return agency.view(shelf, first, words, at)
    if page.kind == "lineage":
        return lineage.view(shelf, first, words, at)
    return beside.view(shelf, first, page.about[1], words, at)
