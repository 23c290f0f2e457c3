"""The page of a notice: its text with the norms marked, each explained, where it comes from and what it became."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice

from regparse.checking import check, disagreements
from regparse.comparison import compare
from regparse.documents.parts.refs import anchor, clause_label, number_of
from regparse.model import Clause, Kind, Notice, Problem, Severity, ids
from regparse.model.comparison import Pair
from regparse.store.dossier import citing
from regparse.store.force import status as told
from regparse.web.site.marked import Line, parts
from regparse.web.site.norms import Explained, by_clause, explain
from regparse.web.site.pages import Addresses, Page
from regparse.web.site.shelf import Shelf
from regparse.web.site.words import Words

CITED = 200
"""References to a notice that its page lists: what everybody cites is cited without end."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to somewhere, with what is said of it; ``extra`` is a second address, ``quote`` words of the place."""

    text: str
    href: str
    note: str = ""
    extra: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text: its lines, its norms explained, what the clause was before and what it became."""

    kind: str
    anchor: str
    name: str
    lines: tuple[Line, ...]
    norms: tuple[Explained, ...]
    was: tuple[Link, ...]
    became: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a careful reader would flag; ``quote`` are the words it is about."""

    severity: str
    code: str
    means: str
    message: str
    quote: str
    href: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """All that the template needs."""

    title: str
    number: str
    lang: str
    edition: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    pieces: tuple[Piece, ...]
    kinds: tuple[tuple[str, str, int], ...]
    editions: tuple[Link, ...]
    troubles: tuple[Trouble, ...]
    cites: tuple[Link, ...]
    cited_by: tuple[Link, ...]


def view(shelf: Shelf, key: str, words: Words, at: Addresses) -> NoticePage:
    """Lay a notice out; raises UnknownValueError when the store has none of that key."""
    text = shelf.text(key)
    key = shelf.keys[text.id]
    notice = shelf.notice(key)
    found = [norm for _, norm in notice.provisions()]
    norms = by_clause(notice)
    kin = _Kin(shelf, notice, key, at, words)
    return NoticePage(
        title=" ".join(notice.title.split()),
        number=number_of(notice),
        lang=notice.language,
        edition=words("edition", name=edition_name(notice.edition, notice.language, words)),
        facts=tuple((name, links) for name, links in _facts(shelf, notice, key, words, at) if links),
        pieces=tuple(
            Piece(
                kind=part.kind,
                anchor=anchor(part.unit) if part.unit else "",
                name=place(part.unit, words) if part.unit else "",
                lines=part.lines,
                norms=tuple(explain(norm, words, at) for norm in norms.get(part.unit, ())),
                was=kin.was(part.unit),
                became=kin.became(part.unit),
            )
            for part in parts(notice)
        ),
        kinds=tuple(
            (kind.value, words.name("kind", kind.value), count)
            for kind in Kind
            if (count := sum(norm.kind is kind for norm in found))
        ),
        editions=_editions(shelf, key, words, at),
        troubles=troubles(shelf, notice, key, words, at),
        cites=tuple(_cited(shelf, notice, key, words, at)),
        cited_by=tuple(
            Link(
                _placed(number_at(shelf, one.notice), one.clause, words),
                at.notice(one.notice, anchor(one.clause) if one.clause else ""),
                words.name("citation", one.kind),
                quote=" ".join(one.sentence.split())[:300],
            )
            for one in islice(citing(shelf.store.conn, notice, notice.id, whole=True), CITED)
        ),
    )


def edition_name(edition: str | None, language: str, words: Words) -> str:
    """Name a text of a notice."""
    named = words.name("edition", edition) if edition else ""
    return (
        named
        if named and named != edition
        else f"{words.name('language', language)}{f' ({edition})' if edition else ''}"
    )


def number_at(shelf: Shelf, key: str) -> str:
    """Give the number that a text of the store prints, else its title."""
    return shelf.number(key) or " ".join(shelf.text(key).title.split())


def troubles(shelf: Shelf, notice: Notice, key: str, words: Words, at: Addresses) -> tuple[Trouble, ...]:
    """Give the problems of a notice: those of the parse, of the whole, and beside its other editions; errors first."""
    others = [shelf.notice(one) for one in shelf.editions(notice.id) if one != key]
    found = [*notice.problems, *check.examine(notice), *(disagreements.disagreements(notice, others) if others else ())]
    order = list(Severity)
    found.sort(key=lambda one: (order.index(one.severity), one.span or (0, 0)))
    said: set[str] = set()
    rows = []
    for one in found:
        rows.append(
            _trouble(notice, key, one, words.problem(one.code) if one.code not in said else "", at, words=words)
        )
        said.add(one.code)
    return tuple(rows)


def _trouble(notice: Notice, key: str, problem: Problem, means: str, at: Addresses, *, words: Words) -> Trouble:
    start, end = problem.span or (0, 0)
    quote = " ".join(notice.text[start:end].split())[:160]
    unit = _unit_at(notice, start) if problem.span else ""
    said = words.say(problem)
    return Trouble(
        severity=problem.severity.value,
        code=problem.code,
        means=means,
        message=said,
        quote="" if quote in said else quote,
        href=at.notice(key, anchor(unit)) if unit else "",
    )


def _unit_at(notice: Notice, place: int) -> str:
    return next((one.id for one in notice.clauses if one.span[0] <= place < one.span[1]), "")


def place(unit: str, words: Words) -> str:
    """Name a clause by its id: its number, the closing, or the notice as a whole."""
    label = clause_label(unit)
    named = {"closing paragraph": "closing", "opening": "opening", "preamble": "whole"}
    return words(named[label]) if label in named else words("clause", n=label)


def _placed(name: str, clause: str | None, words: Words) -> str:
    return words("at_place", name=name, place=place(clause, words)) if clause and ids.parse(clause).unit else name


def _facts(shelf: Shelf, notice: Notice, key: str, words: Words, at: Addresses) -> list[tuple[str, tuple[Link, ...]]]:
    def bodies(mentions: tuple[object, ...]) -> tuple[Link, ...]:
        codes = list(dict.fromkeys(one.id for one in mentions))  # type: ignore[attr-defined]
        return tuple(Link(words.name("agency", code), at.agency(code)) for code in codes)

    force = told(shelf.store.conn, notice.id, None, shelf.index.texts.repealed(None))
    since = [words("since", day=words.day(force.since))] if force.since else []
    known = [] if force.repealed_by else [words("as_far")]
    status = [Link(words.name("status", force.status), "", words("sep").join([*since, *known]))]
    if force.repealed_by:
        there = shelf.beside(key, force.repealed_by) if force.repealed_by in shelf.texts else ""
        name = number_at(shelf, there) if there else force.repealed_by
        href = at.notice(there, anchor(force.clause) if force.clause else "") if there else ""
        status.append(Link(words("repealed_by", name=name), href))
    chain = shelf.chain(notice.id)
    lineage = Page("lineage", (chain[-1],))
    related = list(_annexed(shelf, notice, key, words, at))
    for old in shelf.before.get(notice.id, ()):
        one = shelf.beside(key, old)
        name = number_at(shelf, one)
        related.append(Link(words("replaces", name=name), at.notice(one), extra=""))
        pair = shelf.pair(old, notice.id, notice.language)
        related.append(Link(words("compared_with", name=name), at.comparison(*pair)))
    if new := shelf.after.get(notice.id):
        name = number_at(shelf, shelf.beside(key, new))
        pair = shelf.pair(notice.id, new, notice.language)
        related.append(Link(words("compared_with", name=name), at.comparison(*pair)))
    if len(chain) > 1 and at.has(lineage):
        related.append(Link(words("lineage_of", n=len(chain)), at.page(lineage)))
    return [
        (words("status"), tuple(status)),
        (words("issued"), (Link(words.day(notice.issued_on.date), ""),) if notice.issued_on else ()),
        (words("issued_by"), bodies(notice.issuers)),
        (words("consulted"), bodies(notice.consulted)),
        (words("approved_by"), bodies(notice.approved_by)),
        (words("addressed_to"), bodies(notice.recipients)),
        (words("related"), tuple(related)),
    ]


def _annexed(shelf: Shelf, notice: Notice, key: str, words: Words, at: Addresses) -> Iterator[Link]:
    """Give the notice that annexes an instrument, or the instruments that a notice annexes."""
    if (host := ids.host(notice.id)) in shelf.texts:
        there = shelf.beside(key, str(host))
        yield Link(words("annexed_to", name=number_at(shelf, there)), at.notice(there))
    for n in count(1):
        if (annex := ids.annex_id(notice.id, n)) not in shelf.texts:
            return
        there = shelf.beside(key, annex)
        yield Link(words("annexes", name=" ".join(shelf.text(there).title.split())), at.notice(there))


def _editions(shelf: Shelf, key: str, words: Words, at: Addresses) -> tuple[Link, ...]:
    found = []
    for other, text in shelf.editions(key.partition("@")[0]).items():
        name = edition_name(text.edition, text.language, words)
        if other == key:
            found.append(Link(name, ""))
            continue
        pair = Page("beside", tuple(sorted((key, other), key=len)))
        found.append(Link(name, at.notice(other), extra=at.page(pair) if at.has(pair) else ""))
    return tuple(found) if len(found) > 1 else ()


def _cited(shelf: Shelf, notice: Notice, key: str, words: Words, at: Addresses) -> list[Link]:
    found: dict[tuple[str, str], Link] = {}
    clauses: list[Clause] = list(notice.walk())
    cites = [*notice.legal_basis, *notice.repeals, *(one for clause in clauses for one in clause.citations)]
    for one in cites:
        target = ids.parse(one.target) if one.target else None
        if target and target.notice == notice.id:
            continue
        here = target is not None and target.notice in shelf.texts
        there = shelf.beside(key, target.notice) if here and target else ""
        href = at.notice(there, anchor(one.target or "") if target and target.unit else "") if there else ""
        text = " ".join(one.text.split())
        found.setdefault((text, one.kind), Link(text, href, words.name("citation", one.kind)))
    return list(found.values())


class _Kin:
    """What each clause was in the notices before, and became in the one after."""

    def __init__(self, shelf: Shelf, notice: Notice, key: str, at: Addresses, words: Words) -> None:
        self.shelf, self.at, self.words = shelf, at, words
        self._was: dict[str, list[Link]] = {}
        self._became: dict[str, list[Link]] = {}
        for old in shelf.before.get(notice.id, ()):
            before = shelf.beside(key, old)
            self._link(compare(shelf.notice(before), notice).pairs, before, key, forward=False)
        if new := shelf.after.get(notice.id):
            after = shelf.beside(key, new)
            self._link(compare(notice, shelf.notice(after)).pairs, key, after, forward=True)

    def was(self, unit: str) -> tuple[Link, ...]:
        return tuple(self._was.get(unit, ()))

    def became(self, unit: str) -> tuple[Link, ...]:
        return tuple(self._became.get(unit, ()))

    def _link(self, pairs: tuple[Pair, ...], old: str, new: str, *, forward: bool) -> None:
        into, there = (self._became, new) if forward else (self._was, old)
        name = number_at(self.shelf, there)
        for pair in pairs:
            mine, theirs = (pair.old, pair.new) if forward else (pair.new, pair.old)
            for one in mine:
                if not theirs:
                    said = self.words("dropped_in" if forward else "new_here", name=name)
                    into.setdefault(one, []).append(Link(said, ""))
                into.setdefault(one, []).extend(
                    Link(
                        self.words("at_place", name=name, place=place(other, self.words)),
                        self.at.notice(there, anchor(other)),
                        self._said(pair),
                        self._redline(old, new, pair),
                    )
                    for other in theirs
                )

    def _said(self, pair: Pair) -> str:
        said = [self.words.name("change", one) for one in pair.labels]
        return self.words("sep").join([*said, *([self.words("possible")] if pair.state == "possible" else [])])

    def _redline(self, old: str, new: str, pair: Pair) -> str:
        if (old, new) not in self.shelf.pairs:
            return ""
        return self.at.comparison(old, new, anchor=anchor(pair.new[0]) if pair.new else "")
