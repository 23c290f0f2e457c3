"""A brief as its tests look at it: the page that is printed, and the view that is set on the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from handmade_notice import notice

import regparse
from regparse.model import notice as m


class Page(HTMLParser):
    """What a test asks of a page: its ids, its links, its text by section heading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


def html(of: m.Notice | None = None, **more: Any) -> str:
    """The whole brief, annexes and all, unless a test asks for less."""
    more = {"extent": "full", **more}
    return regparse.render_brief(of or notice(), format="html", **more).decode()


def rows(groups: Any) -> list[Any]:
    return [row for group in groups for row in group.rows]
