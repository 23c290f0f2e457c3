"""Two editions of one notice -> the facts that stand in one of them only.

An edition is the notice in another language or from another hand. Clauses are paired by number, and codes are
compared instead of words, so a translator's choice of words is no difference but "China Banking and Insurance
Regulatory Commission" for a body that was already succeeded is one. Beside what the parse found, terms of law
(``terms.toml``) and figures are looked for in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from regparse.comparison import figures, terms
from regparse.comparison.edition_facts import ASIDE, SCOPED, WEIGHTY, Fact, clause_facts, notice_facts
from regparse.comparison.sentences import sentences, tokens
from regparse.model import Clause, Kind, Notice, Provision, Quote, ids
from regparse.model.comparison import EditionFact


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


def compare_editions(a: Notice, b: Notice) -> tuple[EditionFact, ...]:
    """Give the facts that stand in one edition only: those about the whole notice first, then clause by clause.

    ``only_in`` is the edition that has the fact, ``quote`` its words there, and ``other`` the nearest thing that
    the other edition says about the same, or None. ``clause`` is an id of the first notice.
    """
    out = _differences(_Part(a, None), _Part(b, None), (notice_facts(a, b), notice_facts(b, a)), None)
    units_a, units_b = _units(a), _units(b)
    for unit in sorted({**units_a, **units_b}, key=lambda unit: ids.sort_key(f"x/{unit}")):
        left, right = _Part(a, units_a.get(unit)), _Part(b, units_b.get(unit))
        where = f"{a.id}/{unit}"
        if left.unit and right.unit:
            alone = _unmatched_norms(left, right), _unmatched_norms(right, left)
            facts = list(clause_facts(left.unit, alone[0])), list(clause_facts(right.unit, alone[1]))
            passages = _passage_facts(left, right)
            facts[0].extend(passages[0])
            facts[1].extend(passages[1])
            out += _differences(left, right, facts, where)
            for own, other, norms in ((left, right, alone[0]), (right, left, alone[1])):
                for norm in norms:
                    near = _nearest(norm, [n for n in other.norms if n.kind == norm.kind], own, other)
                    out.append(_found(where, Fact(str(norm.kind), _describe(norm), norm), own, near))
        elif there := left.unit or right.unit:
            fact = Fact("clause", f"clause {unit}", there)
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


def _found(clause: str | None, fact: Fact, part: _Part, other: Quote | None) -> EditionFact:
    plain = [Quote(text=q.text, span=q.span) if q else None for q in (fact.quote, other)]
    edition = name(part.notice)
    return EditionFact(
        clause=clause, field=fact.field, value=fact.value, only_in=edition, quote=plain[0], other=plain[1]
    )


def _units(notice: Notice) -> dict[str, Clause]:
    return {unit: clause for clause in notice.clauses if (unit := ids.parse(clause.id).unit)}


def _passage_facts(left: _Part, right: _Part) -> tuple[list[Fact], list[Fact]]:
    """Give the terms and figures that stand in one of two clauses, and the qualifiers of one of two paired norms."""
    passages: list[tuple[Quote, Quote, bool]] = []
    if left.unit and right.unit:
        passages.append((left.unit, right.unit, False))
    for kind in SCOPED:
        passages += [(a, b, True) for a, b in _paired(left, right, kind)]
    out: tuple[list[Fact], list[Fact]] = ([], [])
    for one, two, norm in passages:
        mine = terms.find(left.notice.text, one.span, left.notice.language, norm=norm)
        theirs = terms.find(right.notice.text, two.span, right.notice.language, norm=norm)
        for own, other, near, facts in ((mine, theirs, two, out[0]), (theirs, mine, one, out[1])):
            for term, quote in own.lacking(other).items():
                facts.append(Fact("term", term, quote, near=near if norm else None))
            if "exceptions" in own.maybe:  # one in a sentence of its own may hang on no norm
                facts += [Fact("exception", f"{kind}: exception", None, soft=True) for kind in WEIGHTY]
    for part, facts in ((left, out[0]), (right, out[1])):
        if part.unit:
            text, language = part.notice.text, part.notice.language
            facts += [Fact("figure", said, quote) for said, quote in figures.find(text, part.unit.span, language)]
    return out


_ONCE = frozenset({"addressee", "asset", "territory", "condition", "agency", "figure"})
"""Fields in which a value counts once a clause, however often it is said."""


_Facts = dict[tuple[str, str], list[Fact]]
"""Facts by field and value."""


def _differences(
    left: _Part, right: _Part, facts: tuple[list[Fact], list[Fact]], where: str | None
) -> list[EditionFact]:
    """Give what stands on one side only. Of five equal facts against four the last is shown."""
    first, second = (_grouped(side) for side in facts)
    out = list[EditionFact]()
    for mine, theirs, own, other in ((first, second, left, right), (second, first, right, left)):
        for (field, value), found in mine.items():
            if field == "activity" and _may_be_said(value, mine, theirs):
                continue
            for fact in found[len(theirs.get((field, value), ())) :]:
                if fact.soft:
                    continue
                same_field = [key for key in theirs if key[0] == field]
                unmatched = [key for key in same_field if len(theirs[key]) > len(mine.get(key, ()))]
                rivals = [f.quote for key in unmatched or same_field for f in theirs[key] if f.quote]
                near = fact.near or _nearest(fact.quote, rivals, own, other)
                out.append(_found(where, fact, own, near))
    return out


def _may_be_said(value: str, mine: _Facts, theirs: _Facts) -> bool:
    """Say whether an act may be one of the other side's that no lexicon knows: as many acts as here stand there."""
    kind, _, code = value.partition(": ")
    unknown = ("activity", f"{kind}: None")
    if code == "None":
        return True
    here, there = (
        sum(len(found) for (field, said), found in side.items() if field == "activity" and said.startswith(f"{kind}: "))
        for side in (mine, theirs)
    )
    return unknown in theirs and there >= here


def _grouped(facts: Iterable[Fact]) -> _Facts:
    out: _Facts = {}
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
    for kind in WEIGHTY:
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
    bodies = {body.id for body in norm.agencies if body.role not in ASIDE}
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
