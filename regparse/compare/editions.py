"""Two editions of one notice -> the facts that stand in one of them only.

An edition is the notice in another language or from another hand. Clauses are paired by number, and codes are
compared instead of words, so a translator's choice of words is no difference but "China Banking and Insurance
Regulatory Commission" for a body that was already succeeded is one. Beside what the parse found, terms of law
(``terms.toml``) and figures are looked for in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from regparse import ids
from regparse.compare import figures, terms
from regparse.compare.sentences import sentences, tokens
from regparse.comparison import EditionFact
from regparse.model import (
    Citation,
    Clause,
    DocumentNumber,
    Kind,
    Notice,
    Provision,
    Quote,
    Role,
    Section,
)


class _Part(NamedTuple):
    """The part of an edition that is compared: a clause, or the whole notice (``unit`` None)."""

    notice: Notice
    unit: Clause | None

    @property
    def norms(self) -> list[Provision]:
        """Give the norms of the part, those of its items included."""
        return [norm for clause in self.unit.walk() for norm in clause.provisions] if self.unit else []

    def height(self, quote: Quote) -> float:
        """Say how far down in the part a quotation stands, from 0 to 1."""
        start, end = self.unit.span if self.unit else (0, len(self.notice.text))
        return (quote.span[0] - start) / max(end - start, 1)


class _Fact(NamedTuple):
    """A fact of one edition: of which sort, its value in codes, and the words that say it.

    One that is ``soft`` answers for a fact of the other edition and is not missed there itself. ``near`` is what the
    other edition has in its place, where that is known.
    """

    field: str
    value: str
    quote: Quote | None
    soft: bool = False
    near: Quote | None = None


def compare_editions(a: Notice, b: Notice) -> tuple[EditionFact, ...]:
    """Give the facts that stand in one edition only: those about the whole notice first, then clause by clause.

    ``only_in`` is the edition that has the fact, ``quote`` its words there, and ``other`` the nearest thing that
    the other edition says about the same, or None. ``clause`` is an id of the first notice.
    """
    out = _differences(_Part(a, None), _Part(b, None), (_notice_facts(a, b), _notice_facts(b, a)), None)
    units_a, units_b = _units(a), _units(b)
    for unit in sorted({**units_a, **units_b}, key=lambda unit: ids.sort_key(f"x/{unit}")):
        left, right = _Part(a, units_a.get(unit)), _Part(b, units_b.get(unit))
        where = f"{a.id}/{unit}"
        if left.unit and right.unit:
            alone = _unmatched_norms(left, right), _unmatched_norms(right, left)
            facts = list(_clause_facts(left.unit, alone[0])), list(_clause_facts(right.unit, alone[1]))
            passages = _passage_facts(left, right)
            facts[0].extend(passages[0])
            facts[1].extend(passages[1])
            out += _differences(left, right, facts, where)
            for own, other, norms in ((left, right, alone[0]), (right, left, alone[1])):
                for norm in norms:
                    near = _nearest(norm, [n for n in other.norms if n.kind == norm.kind], own, other)
                    out.append(_found(where, _Fact(str(norm.kind), _describe(norm), norm), own, near))
        elif there := left.unit or right.unit:
            fact = _Fact("clause", f"clause {unit}", there)
            out.append(_found(where, fact, left if left.unit else right, None))
    return tuple(out)


def original(editions: Iterable[Notice]) -> Notice | None:
    """Give the edition that is the law: the first one in Chinese. A translation binds nobody."""
    return next((edition for edition in editions if edition.language == "zh"), None)


def paired(facts: Iterable[EditionFact], first: str) -> list[tuple[EditionFact | None, EditionFact | None]]:
    """Set what the edition ``first`` has beside what the other has in its place, each fact once, in their order.

    Two facts are about the same when they are of one sort, in one clause, and each quotes the other.
    """
    every = list(facts)
    right = [fact for fact in every if fact.only_in != first]
    out = list[tuple[EditionFact | None, EditionFact | None]]()
    for fact in every:
        if fact.only_in == first:
            match = next((other for other in right if _same_matter(fact, other)), None)
            out.append((fact, match))
            if match:
                right.remove(match)
    places = list(dict.fromkeys(fact.clause for fact in every))
    rows = [*out, *((None, fact) for fact in right)]
    return sorted(rows, key=lambda row: min(places.index(fact.clause) for fact in row if fact))


def _same_matter(a: EditionFact, b: EditionFact) -> bool:
    if (a.clause, a.field) != (b.clause, b.field) or not (a.quote and b.quote and a.other and b.other):
        return False
    return a.other.span == b.quote.span and b.other.span == a.quote.span


def name(notice: Notice) -> str:
    """Give the name an edition goes by: its edition in the corpus, else its source and language."""
    return notice.edition or f"{notice.source.name} ({notice.language})"


def _found(clause: str | None, fact: _Fact, part: _Part, other: Quote | None) -> EditionFact:
    plain = [Quote(text=q.text, span=q.span) if q else None for q in (fact.quote, other)]
    edition = name(part.notice)
    return EditionFact(
        clause=clause, field=fact.field, value=fact.value, only_in=edition, quote=plain[0], other=plain[1]
    )


def _units(notice: Notice) -> dict[str, Clause]:
    return {unit: clause for clause in notice.clauses if (unit := ids.parse(clause.id).unit)}


def _notice_facts(notice: Notice, other: Notice) -> list[_Fact]:
    facts = list[_Fact]()
    for field, bodies in (
        ("issuer", notice.issuers),
        ("consulted", notice.consulted),
        ("approved-by", notice.approved_by),
        ("recipient", notice.recipients),
    ):
        facts += [_Fact(field, body.id, body) for body in bodies]
    headings = [_heading(notice, section) for section in notice.sections]
    if len(headings) > 1 and not other.sections:
        facts.append(_Fact("section", f"all {len(headings)} section headings", headings[0]))
    else:
        facts += [_Fact("section", f"section {s.number}", h) for s, h in zip(notice.sections, headings, strict=True)]
    facts += _citation_facts("legal-basis", notice.legal_basis)
    facts += _citation_facts("repeals", notice.repeals)
    if notice.number:
        facts.append(_Fact("number", _numbered(notice.number), notice.number))
    if notice.closing:
        facts += [
            _Fact("figure", said, q) for said, q in figures.find(notice.text, notice.closing.span, notice.language)
        ]
    if notice.issued_on:
        facts.append(_Fact("issued-on", notice.issued_on.date.isoformat(), notice.issued_on))
    if notice.effective.kind != "unstated":
        on_date = notice.effective.kind == "on-date"
        value = f"on-date {notice.effective.date}" if on_date else notice.effective.kind
        text, span = notice.effective.text, notice.effective.span
        facts.append(_Fact("effective", value, Quote(text=text, span=span) if text and span else None))
    if notice.signature:
        facts.append(_Fact("signature", "signature", notice.signature))
    return facts


def _heading(notice: Notice, section: Section) -> Quote:
    start, end = section.span
    at = notice.text.find(section.heading, start, end)
    span = (at, at + len(section.heading)) if at >= 0 else section.span
    return Quote(text=notice.text[slice(*span)], span=span)


def _citation_facts(field: str, citations: Iterable[Citation]) -> Iterator[_Fact]:
    """Name citations by what is the same in every language: the document number."""
    for citation in citations:
        number = citation.number
        yield _Fact(field, _numbered(number) if number else "without a number", citation)


_LETTERHEAD = re.compile(r"[A-Za-z][A-Za-z \-]*(?=\s*[\[(（〔［])")


def _numbered(number: DocumentNumber) -> str:
    """Give a document number in code; where English letters stand for another issuer's, with those letters."""
    printed = _LETTERHEAD.match(number.text)
    letters = "".join(c for c in printed[0].lower() if c.isalpha()) if printed else ""
    code = letters if letters and letters != (number.code or "").replace("-", "") else number.code
    return ids.notice_id(code or "?", number.year, number.serial)


_WEIGHTY = (Kind.PROHIBITION, Kind.OBLIGATION, Kind.PERMISSION, Kind.SANCTION)
_SCOPED = (Kind.PROHIBITION, Kind.PERMISSION)
"""Norms whose acts, assets and territory are compared: of duties and sanctions these hang on how sentences are cut."""


def _clause_facts(clause: Clause, alone: Sequence[Provision]) -> Iterator[_Fact]:
    """Give the facts of a clause; a norm that stands ``alone`` is told as a whole, with its bodies and acts only."""
    for part in clause.walk():
        yield from _citation_facts("citation", part.citations)
        for norm in part.provisions:
            yield from (_Fact("agency", f"{body.id} {body.role}", body) for body in norm.agencies)
            if norm.kind not in _WEIGHTY:
                continue
            if norm.kind in _SCOPED:
                yield from (_Fact("activity", f"{norm.kind}: {act.code}", act) for act in norm.activities if act.code)
            if norm in alone:
                continue
            # "A is regulated by B" and "B regulates A" are one duty, and B stands among the bodies.
            tasked = norm.kind is Kind.OBLIGATION and any(body.role not in _ASIDE for body in norm.agencies)
            for who in norm.addressees:
                soft = tasked or who.code == "government" or (norm.kind is Kind.SANCTION and who.code == "anyone")
                yield _Fact("addressee", f"{norm.kind}: {who.code}", who, soft)
            if norm.kind in _SCOPED:
                yield from (_Fact("asset", f"{norm.kind}: {asset}", norm) for asset in norm.assets)
                if norm.territory:
                    yield _Fact("territory", f"{norm.kind}: {norm.territory}", norm)
            if norm.condition:
                yield _Fact("condition", f"{norm.kind}: {norm.condition}", norm)
            yield from (_Fact("exception", f"{norm.kind}: exception", words) for words in norm.exceptions)


_ASIDE = frozenset({Role.RECIPIENT, Role.APPROVE, Role.REFER})


def _passage_facts(left: _Part, right: _Part) -> tuple[list[_Fact], list[_Fact]]:
    """Give the terms and figures that stand in one of two clauses, and the qualifiers of one of two paired norms."""
    passages: list[tuple[Quote, Quote, bool]] = []
    if left.unit and right.unit:
        passages.append((left.unit, right.unit, False))
    for kind in _SCOPED:
        passages += [(a, b, True) for a, b in _paired(left, right, kind)]
    out: tuple[list[_Fact], list[_Fact]] = ([], [])
    for one, two, norm in passages:
        mine = terms.find(left.notice.text, one.span, left.notice.language, norm=norm)
        theirs = terms.find(right.notice.text, two.span, right.notice.language, norm=norm)
        for own, other, near, facts in ((mine, theirs, two, out[0]), (theirs, mine, one, out[1])):
            for term, quote in own.lacking(other).items():
                facts.append(_Fact("term", term, quote, near=near if norm else None))
    for part, facts in ((left, out[0]), (right, out[1])):
        if part.unit:
            text, language = part.notice.text, part.notice.language
            facts += [_Fact("figure", said, quote) for said, quote in figures.find(text, part.unit.span, language)]
    return out


_ONCE = frozenset({"addressee", "asset", "territory", "condition", "agency", "figure"})
"""Fields in which a value counts once a clause, however often it is said."""


def _differences(
    left: _Part, right: _Part, facts: tuple[list[_Fact], list[_Fact]], where: str | None
) -> list[EditionFact]:
    """Give what stands on one side only. Of five equal facts against four the last is shown."""
    first, second = (_grouped(side) for side in facts)
    out = list[EditionFact]()
    for mine, theirs, own, other in ((first, second, left, right), (second, first, right, left)):
        for (field, value), found in mine.items():
            for fact in found[len(theirs.get((field, value), ())) :]:
                if fact.soft:
                    continue
                same_field = [key for key in theirs if key[0] == field]
                unmatched = [key for key in same_field if len(theirs[key]) > len(mine.get(key, ()))]
                rivals = [f.quote for key in unmatched or same_field for f in theirs[key] if f.quote]
                near = fact.near or _nearest(fact.quote, rivals, own, other)
                out.append(_found(where, fact, own, near))
    return out


def _grouped(facts: Iterable[_Fact]) -> dict[tuple[str, str], list[_Fact]]:
    out: dict[tuple[str, str], list[_Fact]] = {}
    for fact in facts:
        found = out.setdefault((fact.field, fact.value), [])
        if not found or fact.field not in _ONCE:
            found.append(fact)
    return out


def _nearest(quote: Quote | None, rivals: Sequence[Quote], own: _Part, other: _Part) -> Quote | None:
    """Give what the other edition says in the same place: the rival with the likest words, else at the same height.

    Without rivals it is the sentence that shares the most words, where the language is the same and they are enough.
    """
    if quote is None:
        return None
    alike = own.notice.language == other.notice.language
    words = tokens(quote.text) if alike else frozenset[str]()
    if rivals:
        height = own.height(quote)
        return min(rivals, key=lambda rival: (-len(words & tokens(rival.text)), abs(other.height(rival) - height)))
    if not alike or other.unit is None:
        return None
    shared = [(len(words & tokens(s.text)), -n, s) for n, s in enumerate(sentences(other.notice, other.unit))]
    best = max(shared, default=None, key=lambda entry: entry[:2])
    return best[2] if best and best[0] >= NEAR * len(words) else None


NEAR = 0.3
"""How many of the words of a fact a sentence must have to be shown beside it."""
SAID = 0.6
"""How many of the words of a norm the other edition must have for it to be cut differently rather than left out."""
LONG = 0.7
"""How long, for the languages, the norms to the same persons must be for the same."""


def _unmatched_norms(own: _Part, other: _Part) -> list[Provision]:
    """Give the norms by which one edition has more of a kind than the other and that the other does not say at all.

    One edition may say in two sentences what is one in the other: then the words, or between two languages the
    acts or the length, are there, and nothing is missing.
    """
    out = list[Provision]()
    for kind in _WEIGHTY:
        mine, theirs = ([norm for norm in part.norms if norm.kind == kind] for part in (own, other))
        if len(mine) <= len(theirs):
            continue
        taken = [a for a, _ in _paired(own, other, kind)]
        out += [norm for norm in mine if norm not in taken and not _is_said(norm, own, other)]
    return out


def _paired(own: _Part, other: _Part, kind: Kind) -> list[tuple[Provision, Provision]]:
    """Pair the norms of a kind: those with the most in common first, then those at the same height."""
    alike = own.notice.language == other.notice.language
    mine, theirs = ([norm for norm in part.norms if norm.kind == kind] for part in (own, other))
    ranked = sorted(
        (-_match(a, b, alike), abs(own.height(a) - other.height(b)), i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(theirs)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, _, i, j in ranked:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append((mine[i], theirs[j]))
    return out


def _is_said(norm: Provision, own: _Part, other: _Part) -> bool:
    """Say whether the other edition has a norm in another sentence or, a task or a consequence, in another mood."""
    bodies = {body.id for body in norm.agencies if body.role not in _ASIDE}
    tasked = norm.kind is Kind.SANCTION or {who.code for who in norm.addressees} == {"government"}
    moods = {norm.kind, Kind.MANDATE, Kind.OBLIGATION} if tasked else {norm.kind}
    theirs = [n for n in other.norms if n.kind in moods]
    if tasked and bodies and any(bodies <= {body.id for body in n.agencies} for n in theirs):
        return True
    same = [n for n in theirs if n.kind is norm.kind]
    if not same or not other.unit:
        return False
    if own.notice.language == other.notice.language:
        words = tokens(norm.text)
        return len(words & tokens(other.unit.text)) >= SAID * len(words)
    acts = {act.code for act in norm.activities if act.code}
    if acts and acts <= {act.code for n in same for act in n.activities}:
        return True
    # Without codes the length tells: as much must be said to the same persons as here.
    who = {one.code for one in norm.addressees}
    lengths = [
        sum(end - start for start, end in {n.span for n in side if n.kind is norm.kind and who & _codes(n)})
        for side in (own.norms, same)
    ]
    ratio = len(other.notice.text) / max(len(own.notice.text), 1)
    return lengths[1] >= LONG * ratio * lengths[0]


def _codes(norm: Provision) -> set[str]:
    return {who.code for who in norm.addressees}


def _match(a: Provision, b: Provision, same_language: bool) -> int:
    """Count what two norms of one kind have in common."""
    codes = [
        {who.code for who in norm.addressees} | {act.code for act in norm.activities if act.code} | {*norm.assets}
        for norm in (a, b)
    ]
    words = len(tokens(a.text) & tokens(b.text)) if same_language else 0
    return 4 * len(codes[0] & codes[1]) + words


def _describe(norm: Provision) -> str:
    """Say in codes whom a norm binds to what."""
    acts = [act.code for act in norm.activities if act.code]
    return ", ".join(dict.fromkeys([*(who.code for who in norm.addressees), *acts])) or str(norm.kind)
