"""A page as it is asked for: from the address to its bytes. One desk belongs to one thread, as its store does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from regparse.errors import QueryError, RegparseError, UnknownValueError
from regparse.store import Store
from regparse.web.site import comparison, problems, render, search
from regparse.web.site.pages import Addresses, Page, other
from regparse.web.site.shelf import Shelf
from regparse.web.site.view import plain
from regparse.web.site.words import Tongue, load
from regparse.wording.catalogue import Sayable

Pairs = Sequence[tuple[str, str]]
"""The query of an address: names and values, in order."""

_ABOUT = {
    "search": 0, "agencies": 0, "comparisons": 0, "problems": 0, "agency": 1, "notice": 1, "lineage": 1, "beside": 2,
    "comparison": 2,
}  # fmt: skip
"""The kinds of pages, with how many names stand behind each in its address."""
_LONGEST = 300
"""Most characters of a name in an address: no id is longer."""


class Answer(NamedTuple):
    """What is sent: a status and a page, or the address to go to instead."""

    status: int
    body: bytes
    location: str = ""


class Desk:
    """Answers from one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._shelf = Shelf(store)

    @property
    def shelf(self) -> Shelf:
        """The notices as they are now."""
        if self._shelf.index is not self.store.index:
            self._shelf = Shelf(self.store)
        return self._shelf

    def answer(self, lang: Tongue, path: tuple[str, ...], pairs: Pairs) -> Answer:
        """Give the page at a path below the folder of a language, with the query behind it.

        All of it is read from one state of the store, whatever a writer does meanwhile.
        """
        with self.store.reading():
            return self._answer(lang, path, pairs)

    def _answer(self, lang: Tongue, path: tuple[str, ...], pairs: Pairs) -> Answer:
        kind, *about = path or ("search",)
        if kind == "comparison" and not about and {name for name, _ in pairs} == {"old", "new"}:
            return self._to_comparison(lang, dict(pairs))
        known = kind in _ABOUT and len(about) == _ABOUT[kind] and all(0 < len(one) <= _LONGEST for one in about)
        if not known:
            return message(lang, 404, "not_found", QueryError("no-page", path="/".join(path)[:80]))
        page = Page(kind, tuple(about))  # type: ignore[arg-type]
        at = Addresses(lang, page, live=True)
        try:
            at = replace(at, twin=self.shelf.twin(page, other(lang)))
            return Answer(200, render.page(kind, at, view=self._view(page, lang, at, pairs)).encode())
        except RegparseError as error:
            if page.kind == "search":
                return _refused(self.shelf, at, pairs, error)
            if isinstance(error, UnknownValueError) and not pairs:
                return message(lang, 404, "not_found", error)
            return message(lang, 400, "refused", error)

    def _view(self, page: Page, lang: Tongue, at: Addresses, pairs: Pairs) -> object:
        words, shelf = load(lang), self.shelf
        if page.kind == "search":
            return search.view(shelf, search.question(pairs, words), words, at)
        if page.kind == "comparison":
            asked: dict[str, tuple[str, ...]] = {}
            for name, value in pairs:
                asked[name] = (*asked.get(name, ()), value)
            way = asked.pop("view", ("",))[-1]
            return comparison.view(shelf, page._replace(view=way), words, at, asked)
        strange = [name for name, _ in pairs if page.kind != "problems" or name != "from"]
        if strange:
            raise QueryError("condition-here", name=strange[0][:40])
        if page.kind == "problems":
            return problems.view(shelf, words, at, search.question(pairs).start, problems.PAGE)
        return plain(shelf, page, words, at)

    def _to_comparison(self, lang: Tongue, asked: dict[str, str]) -> Answer:
        at = Addresses(lang, Page("comparisons"), live=True)
        old, new = (asked[name].strip()[:_LONGEST] or "-" for name in ("old", "new"))
        return Answer(303, b"", at.comparison(old, new))


def _refused(shelf: Shelf, at: Addresses, pairs: Pairs, fault: Sayable) -> Answer:
    view = search.refused(shelf, pairs, fault, load(at.lang))
    return Answer(400, render.page("search", at, view=view).encode())


def message(lang: Tongue, status: int, heading: str, said: Sayable) -> Answer:
    """Give a page that only says something."""
    at = Addresses(lang, Page("search"), live=True)
    words = load(lang)
    return Answer(status, render.page("message", at, heading=words(heading), said=words.say(said)).encode())


def login(lang: Tongue, *, fault: bool) -> Answer:
    """Give the page that asks for the token."""
    at = Addresses(lang, Page("search"), live=True)
    return Answer(401, render.page("login", at, fault=fault).encode())
