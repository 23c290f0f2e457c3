"""The page of problems: what a careful reader would flag, notice by notice, the gravest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from regparse.errors import QueryError
from regparse.model import Severity
from regparse.web.site.notice import Trouble, troubles
from regparse.web.site.pages import Addresses, Page
from regparse.web.site.search import ListedNotice, listed
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Words

PAGE = 25
"""Notices of a page under a server, where each is looked through when it is asked for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: how grave, what it means, how often it was found on this page."""

    severity: str
    severity_name: str
    code: str
    means: str
    count: int


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """All that the template needs."""

    kinds: tuple[Kind, ...]
    notices: tuple[tuple[ListedNotice, tuple[Trouble, ...]], ...]
    silent: int
    span: str
    previous: str
    following: str


def view(shelf: Shelf, words: Words, at: Addresses, start: int = 0, count: int | None = None) -> ProblemsPage:
    """Lay out the problems of ``count`` notices from place ``start``, the newest first; of all without a ``count``."""
    texts = shelf.notices(words.lang)
    rows = listed(shelf, words, at, start, count)
    stop = None if count is None else start + count
    if start and start >= len(texts):
        raise QueryError("past-the-end", count=len(texts), place=start)
    found = []
    for row, text in zip(rows, texts[start:stop], strict=True):
        key = shelf.keys[text.id]
        found.append((row, troubles(shelf, shelf.notice(key), key, words, at)))
    counts = Counter(one.code for _, many in found for one in many)
    first = {one.code: one for _, many in found for one in many}
    order = [severity.value for severity in Severity]
    kinds = sorted(first.values(), key=lambda one: (order.index(one.severity), -counts[one.code], one.code))
    total, here = len(texts), Page("problems")
    return ProblemsPage(
        kinds=tuple(
            Kind(
                one.severity, words.name("severity", one.severity), one.code, words.problem(one.code), counts[one.code]
            )
            for one in kinds
        ),
        notices=tuple((row, many) for row, many in found if many),
        silent=sum(not many for _, many in found),
        span=words("notices_shown", first=start + 1, last=start + len(rows), total=f"{total:,}"),
        previous=at.page(here, {"from": max(start - PAGE, 0)}) if start else "",
        following=at.page(here, {"from": start + PAGE}) if count and start + count < total else "",
    )
