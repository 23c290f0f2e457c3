"""The search page: what was asked, what was found, and by what it can be narrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from regparse.documents.parts.refs import anchor
from regparse.errors import QueryError
from regparse.model.query import Conditions
from regparse.store import Hit, Results
from regparse.store.named import named
from regparse.store.texts import Text
from regparse.web.site.notice import edition_name, place
from regparse.web.site.pages import Addresses
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Words
from regparse.wording.catalogue.sentences import Sayable

FIELDS = (
    *("kind", "agency", "role", "addressee", "status"),
    *("activity", "asset", "condition", "territory", "issuer", "language"),
)
"""The facets, in the order of the page. The first five stand open."""
OPEN = 5
DAYS = ("since", "until", "on")
SORTS = ("newest", "oldest", "notice", "relevance")
PAGE = 20
"""Hits of a page."""
LISTED = 100
"""Notices of a page of the list."""
_SHOWN = 30
"""Values of a facet that a server's page offers: the most frequent, and those asked for."""
_MOST = 60
"""Values that may be asked for at once: nobody asks more, and each is a set."""
_DEEPEST = 10_000
"""How far one may leaf: whoever goes further narrows the search."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a page was asked for, as its address says it."""

    words: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    sort: str = "newest"
    exact: bool = False
    start: int = 0

    @property
    def asked(self) -> bool:
        """Tell whether anything is asked."""
        return bool(self.words or self.values or self.days)

    def conditions(self, without: str = "") -> Conditions:
        """Return what is asked besides words, but for the values of one field."""
        values: dict[str, Any] = {name: found for name, found in self.values.items() if name != without}
        if "language" in values:
            (values["language"],) = values["language"]
        return cast(Conditions, {**values, **self.days, "sort": self.sort, "exact": self.exact})

    def query(self, start: int = 0) -> dict[str, Any]:
        """Give the query of an address that asks the same from another place on."""
        query: dict[str, Any] = {"q": self.words, **self.values, **self.days}
        query["sort"] = self.sort if self.sort != "newest" else ""
        return query | {"exact": "1" if self.exact else "", "from": str(start) if start else ""}


def question(pairs: Sequence[tuple[str, str]], words: Words | None = None) -> Question:
    """Read the query of an address, as names and values; with ``words`` a value may be a word of the pages, or a name.

    Raises QueryError for a name that is none, too many values, or a place that is no number.
    """
    values: dict[str, dict[str, None]] = {}
    plain: dict[str, str] = {}
    for name, given in pairs:
        value = given.strip()
        if name in FIELDS:
            if value:
                values.setdefault(name, {})[words.code(name, value) if words else value] = None
        elif name in ("q", "sort", "exact", "from", *DAYS):
            plain[name] = value
        else:
            raise QueryError("condition-search", name=name[:40])
    if sum(map(len, values.values())) > _MOST:
        raise QueryError("too-many-values", limit=_MOST)
    if len(values.get("language", ())) > 1:
        values.pop("language")  # both is no condition
    start = plain.get("from") or "0"
    if not (start.isascii() and start.isdigit() and int(start[:9]) <= _DEEPEST):
        raise QueryError("list-place", limit=_DEEPEST)
    if plain.get("exact") not in (None, "", "0", "1"):
        raise QueryError("exact-value", value=plain["exact"][:40])
    return Question(
        words=plain.get("q", ""),
        values={name: tuple(found) for name, found in values.items()},
        days={name: plain[name] for name in DAYS if plain.get(name)},
        sort=plain.get("sort") or "newest",
        exact=plain.get("exact") == "1",
        start=int(start[:9]),
    )


@dataclass(frozen=True, slots=True)
class HitRow:
    """A norm or a clause that was found; ``parts`` are its words, those asked for marked."""

    href: str
    place: str
    heading: str
    kind: str
    kind_name: str
    gone: str
    lang: str
    parts: tuple[tuple[str, bool], ...]
    who: str
    bodies: tuple[tuple[str, str], ...]
    number: str
    day: str
    title: str
    via: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, how often it stands in what was found, and whether it was asked for."""

    code: str
    name: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A field by which to narrow, with its values, the most frequent first; ``more`` tells how many are left out."""

    field: str
    name: str
    values: tuple[Value, ...]
    more: int
    opened: bool


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notice in the list."""

    href: str
    number: str
    title: str
    lang: str
    day: str
    status: str
    status_name: str
    editions: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """All that the template needs. ``counted`` says what was found in words; ``static`` tells a page of files."""

    question: Question
    static: bool
    counted: str
    hits: tuple[HitRow, ...]
    facets: tuple[Facet, ...]
    hints: tuple[tuple[str, str], ...]
    notices: tuple[ListedNotice, ...]
    previous: str
    following: str
    fault: str


def view(shelf: Shelf, asked: Question, words: Words, at: Addresses) -> SearchPage:
    """Answer a question from the store; errors as for :meth:`regparse.store.Store.query`."""
    results = _results(shelf, asked, words)
    step, total = (PAGE, results.total) if asked.asked else (LISTED, len(shelf.notices(words.lang)))
    if asked.start and asked.start >= total:
        raise QueryError("past-the-end", count=total, place=asked.start)
    items = results.found.ordered(asked.start, PAGE) if asked.asked else []
    hits = zip(items, shelf.store.reader.hits(results.found, items), strict=True)
    more = asked.start + step < total
    return SearchPage(
        question=asked,
        static=False,
        counted=_counted(asked, results.total, len(items), words),
        hits=tuple(_row(shelf, shelf.keys[shelf.index.texts.of(item).id], hit, words, at) for item, hit in hits),
        facets=facets(_counts(shelf, results, asked, words), asked, words, _SHOWN),
        hints=(*_named(shelf, asked.words, words, at), *_hints(results, asked, words, at)) if asked.asked else (),
        notices=() if asked.asked else listed(shelf, words, at, asked.start, LISTED),
        previous=at.search(**asked.query(max(asked.start - step, 0))) if asked.start else "",
        following=at.search(**asked.query(asked.start + step)) if more else "",
        fault="",
    )


def _results(shelf: Shelf, asked: Question, words: Words, without: str = "") -> Results:
    """Ask the store, ``without`` the conditions of one field."""
    return shelf.ask(words.lang, asked.words, **asked.conditions(without))


def _counts(shelf: Shelf, results: Results, asked: Question, words: Words) -> dict[str, dict[str, int]]:
    """Count the values of each field in what was found; those of a field that narrows it, in what that leaves out too.

    So a second value of a field can be chosen beside the first: they are alternatives.
    """
    return {
        name: (_results(shelf, asked, words, without=name) if name in asked.values else results).found.counts(name)
        for name in FIELDS
    }


def refused(shelf: Shelf, pairs: Sequence[tuple[str, str]], fault: Sayable, words: Words) -> SearchPage:
    """Give the page of a question that cannot be answered, which says why.

    All that was asked stays chosen, so that a reader can take back what was wrong; values are counted in all norms.
    """
    values: dict[str, dict[str, None]] = {}
    for name, value in pairs[:_MOST]:
        if name in FIELDS and value.strip():
            values.setdefault(name, {})[words.code(name, value)] = None
    plain = dict(pairs)
    asked = Question(
        words=plain.get("q", ""),
        values={name: tuple(found) for name, found in values.items()},
        days={name: plain[name] for name in DAYS if plain.get(name)},
        sort=next((one for one in SORTS if one == plain.get("sort")), "newest"),
        exact=plain.get("exact") == "1",
    )
    every = shelf.ask(words.lang).found
    laid = facets({name: every.counts(name) for name in FIELDS}, asked, words, _SHOWN)
    return SearchPage(
        question=asked,
        static=False,
        counted=words("refused"),
        hits=(),
        facets=laid,
        hints=(),
        notices=(),
        previous="",
        following="",
        fault=words.say(fault),
    )


def facets(
    counts: Mapping[str, Mapping[str, int]], asked: Question, words: Words, most: int | None
) -> tuple[Facet, ...]:
    """Lay facets out; those without a value are left out."""
    found = []
    for n, name in enumerate(FIELDS):
        chosen = asked.values.get(name, ())
        strange = [(code, 0) for code in chosen if code not in counts.get(name, {})]  # first, to be seen and taken back
        every = [*strange, *counts.get(name, {}).items()]
        kept = [one for place, one in enumerate(every) if most is None or place < most or one[0] in chosen]
        values = tuple(Value(code, words.name(name, code), count, code in chosen) for code, count in kept)
        if values:
            found.append(Facet(name, words(f"facet_{name}"), values, len(every) - len(kept), n < OPEN or bool(chosen)))
    return tuple(found)


def listed(
    shelf: Shelf, words: Words, at: Addresses, start: int = 0, count: int | None = None
) -> tuple[ListedNotice, ...]:
    """Give notices, the newest first."""
    stop = None if count is None else start + count
    return tuple(_listed(shelf, text, words, at) for text in shelf.notices(words.lang)[start:stop])


def _listed(shelf: Shelf, text: Text, words: Words, at: Addresses) -> ListedNotice:
    status = shelf.index.texts.status(text, None)
    others = list(shelf.editions(text.notice).values())
    return ListedNotice(
        href=at.notice(shelf.keys[text.id]),
        number=shelf.number(shelf.keys[text.id]),
        title=" ".join(text.title.split()),
        lang=text.language,
        day=words.day(text.issued_on),
        status=status,
        status_name=words.name("status", status),
        editions=words.listing([edition_name(one.edition, one.language, words) for one in others])
        if len(others) > 1
        else "",
    )


def _counted(asked: Question, total: int, shown: int, words: Words) -> str:
    if not asked.asked:
        return words.count("norms_here", total)
    if not total:
        return words("nothing")
    return words.count("found", total) + (
        words("shown", first=f"{asked.start + 1:,}", last=f"{asked.start + shown:,}") if shown < total else ""
    )


def _row(shelf: Shelf, key: str, hit: Hit, words: Words, at: Addresses) -> HitRow:
    bodies: dict[str, list[str]] = {}
    for one in hit.agencies:
        bodies.setdefault(one.id, []).append(words.name("role", one.role.value))
    return HitRow(
        href=at.notice(key, anchor(hit.provision or hit.clause)),
        place=place(hit.clause, words),
        heading=hit.heading or "",
        kind=hit.kind.value if hit.kind else "",
        kind_name=words.name("kind", hit.kind.value) if hit.kind else words("no_norm"),
        gone=words.name("status", "repealed") if hit.repealed_by else "",
        lang=shelf.texts[key].language,
        parts=tuple(_parts(hit)),
        who=words.listing(list(dict.fromkeys(words.name("addressee", one.code) for one in hit.addressees))),
        bodies=tuple((words.short(code), words.listing(list(dict.fromkeys(roles)))) for code, roles in bodies.items()),
        number=shelf.number(key),
        day=words.day(hit.issued_on),
        title=" ".join(hit.title.split()),
        via=words.listing(
            [words("via", asked=words.name(v.field, v.asked), found=words.name(v.field, v.found)) for v in hit.via]
        ),
    )


def _parts(hit: Hit) -> list[tuple[str, bool]]:
    found, at = [], 0
    for start, end in hit.marks:
        found += [(hit.text[at:start], False), (hit.text[start:end], True)]
        at = end
    return [(text, marked) for text, marked in [*found, (hit.text[at:], False)] if text]


def _named(shelf: Shelf, said: str, words: Words, at: Addresses) -> list[tuple[str, str]]:
    """Give the notices and the body that the words name by themselves, each with its page."""
    found = []
    for one in named(shelf.store.conn, said, shelf.numbers if any(map(str.isdigit, said)) else {}):
        if one.sort == "notice":
            key = shelf.spoken(one.code, words.lang)
            name, href = " ".join(shelf.texts[key].title.split()), at.notice(key)
        else:
            name, href = words.name("agency", one.code), at.agency(one.code)
        found.append((words(f"named_{one.sort}", said=said, name=name), href))
    return found


def _hints(results: Results, asked: Question, words: Words, at: Addresses) -> list[tuple[str, str]]:
    """Give what to ask besides, each with the address that asks it."""
    found = []
    for hint in results.hints:
        href = ""
        if hint.field and hint.value:
            query = asked.query()
            query[hint.field] = (*asked.values.get(hint.field, ()), hint.value)
            href = at.search(**query)
        found.append((words.say(hint), href))
    return found
