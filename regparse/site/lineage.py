"""The pages of lineages: a timeline, and what became of each clause and norm; and the list of all comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from regparse.brief.tongue import speaking
from regparse.compare import compare, trace
from regparse.errors import UnknownValueError
from regparse.model import Notice
from regparse.site.notice import Link, number_at
from regparse.site.pages import Addresses, Page
from regparse.site.shelf import Shelf
from regparse.site.words import Words
from regparse.synopsis.lineage import Descent, descent


@dataclass(frozen=True, slots=True)
class LineagePage:
    """A lineage as the synopsis lays it out, with a link for each notice and each step."""

    descent: Descent
    links: Mapping[str, Link | None]
    steps: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PairsPage:
    """Every comparison that the store offers, and every lineage of more than two notices."""

    pairs: tuple[tuple[str, str, Link], ...]
    lineages: tuple[Link, ...]


def view(shelf: Shelf, key: str, at: Addresses) -> LineagePage:
    """Lay out the lineage in which a notice stands; raises UnknownValueError when there is none."""
    shelf.text(key)
    chain = shelf.chain(key, at.lang)
    if len(chain) < 2:
        raise UnknownValueError("lineage of", key, known=shelf.ends(), listed=False)
    notices = [shelf.notice(one) for one in chain]
    steps = [compare(old, new, originals=originals(shelf, old, new)) for old, new in pairwise(notices)]
    with speaking("zh" if at.lang == "zh" else "en"):
        laid = descent(trace(notices, steps), notices)
    links = dict.fromkeys((point.number for point in laid.line.rows), None) | {
        name: Link(number_at(shelf, key), at.notice(key)) for name, key in zip(laid.names, chain, strict=True)
    }
    return LineagePage(
        descent=laid,
        links=links,
        steps=tuple(
            Link(
                f"{number_at(shelf, old)} → {number_at(shelf, new)}",
                at.comparison(old, new),
            )
            for old, new in pairwise(chain)
        ),
    )


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
