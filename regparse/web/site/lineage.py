"""The pages of lineages: a timeline, and what became of each clause and norm; and the list of all comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from regparse.comparison import compare, trace
from regparse.documents.parts.refs import anchor, clause_label
from regparse.documents.synopsis.lineage import Descent, descent
from regparse.errors import UnknownValueError
from regparse.model import Notice, ids
from regparse.model.comparison import Thread, ThreadStep
from regparse.web.site.notice import Link, number_at
from regparse.web.site.pages import Addresses, Page
from regparse.web.site.shelf import Shelf
from regparse.web.site.telling import language
from regparse.web.site.words import Words
from regparse.wording.tongue import speaking


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A clause or a norm through the notices: in each the places where it stands, and what happened to it."""

    name: str
    lang: str
    cells: tuple[tuple[tuple[Link, ...], str], ...]


@dataclass(frozen=True, slots=True)
class LineagePage:
    """A lineage as the synopsis lays it out, with a link for each notice, each step and each place."""

    descent: Descent
    clauses: tuple[ThreadRow, ...]
    norms: tuple[ThreadRow, ...]
    links: Mapping[str, Link | None]
    steps: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PairsPage:
    """Every comparison that the store offers, and every lineage of more than two notices."""

    pairs: tuple[tuple[str, str, Link], ...]
    lineages: tuple[Link, ...]


def view(shelf: Shelf, key: str, words: Words, at: Addresses) -> LineagePage:
    """Lay out the lineage in which a notice stands; raises UnknownValueError when there is none."""
    shelf.text(key)
    chain = shelf.chain(key, at.lang)
    if len(chain) < 2:
        raise UnknownValueError("lineage", key, known=shelf.ends(), listed=False)
    notices = [shelf.notice(one) for one in chain]
    steps = [compare(old, new, originals=originals(shelf, old, new)) for old, new in pairwise(notices)]
    found = trace(notices, steps)
    with speaking(at.lang):
        laid = descent(found, notices)
        named = {norm.id for one in notices for _, norm in one.provisions()}
        norms = [one for one in found.norms if one.name in named]
        clauses = [(one, row.name, str(row.lang)) for one, row in zip(found.clauses, laid.clauses, strict=True)]
        acts = [(one, row.name, language(row.name)) for one, row in zip(norms, laid.norms, strict=True)]
        threads = _Threads(chain, words, at)
        rows = [tuple(threads.row(*one) for one in many) for many in (clauses, acts)]
    links = dict.fromkeys((point.number for point in laid.line.rows), None) | {
        name: Link(number_at(shelf, key), at.notice(key)) for name, key in zip(laid.names, chain, strict=True)
    }
    return LineagePage(
        descent=laid,
        clauses=rows[0],
        norms=rows[1],
        links=links,
        steps=tuple(
            Link(
                f"{number_at(shelf, old)} → {number_at(shelf, new)}",
                at.comparison(old, new),
            )
            for old, new in pairwise(chain)
        ),
    )


class _Threads:
    def __init__(self, chain: tuple[str, ...], words: Words, at: Addresses) -> None:
        self._chain, self._words, self._at = chain, words, at

    def row(self, thread: Thread, name: str, lang: str) -> ThreadRow:
        """Lay a thread out; of several norms in one clause the first is led to."""
        return ThreadRow(name, lang, tuple(map(self._cell, self._chain, thread.steps)))

    def _cell(self, key: str, step: ThreadStep) -> tuple[tuple[Link, ...], str]:
        places: dict[str, Link] = {}
        for one in sorted(step.ids, key=ids.sort_key):
            places.setdefault(clause_label(one), Link(clause_label(one), self._at.notice(key, anchor(one))))
        labels = [self._words.name("change", one) for one in step.labels]
        return tuple(places.values()), self._words("sep").join(labels)


def originals(shelf: Shelf, *notices: Notice) -> tuple[Notice, ...]:
    """Give the Chinese texts of translations: what a change is held against."""
    found = []
    for notice in notices:
        if notice.language != "zh":
            texts = shelf.editions(notice.id)
            found += [shelf.notice(key) for key, text in texts.items() if text.language == "zh"]
    return tuple(found)


def every(shelf: Shelf, words: Words, at: Addresses) -> PairsPage:
    """List the comparisons and the lineages."""
    rows = []
    for old, new in shelf.pairs_in(words.lang):
        before, after = (number_at(shelf, one) for one in (old, new))
        title = " ".join(shelf.text(new).title.split())
        rows.append((words.day(shelf.text(new).issued_on), title, Link(f"{before} → {after}", at.comparison(old, new))))
    lineages = []
    for end in shelf.ends():
        page = Page("lineage", (end,))
        names = [number_at(shelf, one) for one in shelf.chain(end, words.lang)]
        lineages.append(Link(" → ".join(names), at.page(page)))
    return PairsPage(tuple(rows), tuple(lineages))
