"""Find norms and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from regparse import sources
from regparse.model import Clause, Notice, Provision, Quote
from regparse.search import conditions, hints
from regparse.search import words as wording
from regparse.search.answer import Answer, Asked, Hit, facets
from regparse.search.conditions import Wanted
from regparse.search.force import repealers

_Found = tuple[int, Hit]


def query(
    words: str = "",
    *,
    agency: Iterable[str] = (),
    role: Iterable[str] = (),
    kind: Iterable[str] = (),
    addressee: Iterable[str] = (),
    activity: Iterable[str] = (),
    asset: Iterable[str] = (),
    condition: Iterable[str] = (),
    territory: Iterable[str] = (),
    exact: bool = False,
    notices: Sequence[Notice] | None = None,
) -> Answer:
    """Find norms, and clauses by their words.

    ``words`` are free words, with phrases in double quotes; all must stand in a norm's quotation; in Latin script a
    word also matches longer words that begin with it. Where words only are asked for and no norm of a clause has them,
    the clause itself is found when its caption and text have.

    An ``agency`` is a code, a name or an abbreviation in English or Chinese. It is also found under the names of
    its predecessors. An ``addressee`` is also found in what binds the kinds it belongs to, and in what binds anyone. A
    hit says so in ``via``; with ``exact`` codes stand for themselves alone. The other conditions are codes. ``notices``
    are searched; without them, every notice of the corpus in its default edition.

    Raises UnknownValueError, with the nearest values, for an agency or a code that is none.
    """
    names = tuple(agency)
    asked = Asked(
        words=wording.parts(words),
        agency=tuple(map(conditions.agency, names)),
        role=conditions.checked("role", role),
        kind=conditions.checked("kind", kind),
        addressee=conditions.checked("addressee", addressee),
        activity=conditions.checked("activity", activity),
        asset=conditions.checked("asset", asset),
        condition=conditions.checked("condition", condition),
        territory=conditions.checked("territory", territory),
        notice=tuple(map(_reference, notices or ())),
        exact=exact,
    )
    searched = sources.parse_defaults() if notices is None else notices
    found = select(searched, asked)
    if found:
        gone = repealers(searched)
        found = [(distance, hit.model_copy(update={"repealed_by": gone.get(hit.notice)})) for distance, hit in found]
    found.sort(key=lambda one: (one[1].repealed_by is not None, one[0], -one[1].score))
    results = tuple(hit for _, hit in found)

    def among(other: Asked) -> tuple[Hit, ...]:
        return tuple(hit for _, hit in select(searched, other))

    return Answer(
        query=asked,
        total=len(results),
        results=results,
        facets=facets(results),
        hints=hints.hints(names, asked, results, among),
    )


def select(searched: Iterable[Notice], asked: Asked) -> list[_Found]:
    """Give what fits in document order, each hit with its distance from what was asked."""
    want = conditions.wanted(asked)
    patterns = [wording.pattern(word) for word in asked.words]
    found: list[_Found] = []
    for notice in searched:
        for clause in notice.walk():
            found += _within(notice, clause, clause.provisions, want, patterns)
        if notice.closing:
            found += _within(notice, None, notice.closing.provisions, want, patterns)
    return found


def _within(
    notice: Notice,
    clause: Clause | None,
    provisions: Iterable[Provision],
    want: Wanted,
    patterns: list[re.Pattern[str]],
) -> Iterator[_Found]:
    """Give the norms of a clause that fit; where none has the words asked for, the clause itself."""
    none = True
    for provision in provisions:
        fit = conditions.fit(provision, want)
        if fit and (score := wording.score(provision.text, patterns)):
            none = False
            yield fit.distance, _norm(notice, clause, provision, score).model_copy(update={"via": fit.via})
    if none and patterns and not want.asked.narrowed():
        quote, read = _words(notice, clause, patterns)
        if quote and (score := wording.score(read, patterns)):
            yield 0, _clause(notice, clause, quote, score)


def _words(notice: Notice, clause: Clause | None, patterns: list[re.Pattern[str]]) -> tuple[Quote | None, str]:
    """Give what to quote of a clause and what is read in it: one paragraph that has all the words, else all its own.

    Its label is not read, nor what stands in clauses below it.
    """
    if clause is None:
        return notice.closing, notice.closing.text if notice.closing else ""
    whole = [Quote(text=notice.text[start:end], span=(start, end)) for start, end in clause.paragraphs]
    texts = [one.text.strip().removeprefix(clause.label or "") for one in whole]
    for one, text in zip(whole, texts, strict=True):
        if wording.score(text, patterns):
            return one, text
    if not whole:
        return None, ""
    span = (whole[0].span[0], whole[-1].span[1])
    return Quote(text=notice.text[slice(*span)], span=span), "\n".join([clause.heading or "", *texts])


def _norm(notice: Notice, clause: Clause | None, provision: Provision, score: float) -> Hit:
    return Hit(
        notice=notice.id,
        edition=notice.edition,
        repealed_by=None,
        clause=clause.id if clause else f"{notice.id}/closing",
        label=clause.label if clause else None,
        provision=provision.id,
        kind=provision.kind,
        text=provision.text,
        span=provision.span,
        agencies=provision.agencies,
        addressees=provision.addressees,
        activities=provision.activities,
        assets=provision.assets,
        territory=provision.territory,
        condition=provision.condition,
        exceptions=provision.exceptions,
        score=score,
    )


def _clause(notice: Notice, clause: Clause | None, quote: Quote, score: float) -> Hit:
    return Hit(
        notice=notice.id,
        edition=notice.edition,
        repealed_by=None,
        clause=clause.id if clause else f"{notice.id}/closing",
        label=clause.label if clause else None,
        provision=None,
        kind=None,
        text=quote.text,
        span=quote.span,
        score=score,
    )


def _reference(notice: Notice) -> str:
    return f"{notice.id}@{notice.edition}" if notice.edition else notice.id
