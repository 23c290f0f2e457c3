"""Open points: what the notice leaves for somebody else to say.

Each is computed from the norms: a thing, a person or a word in quotation marks that norms use and that nothing explains
or describes; other rules, things and procedures that are not named; an authority that is only called the relevant one;
a consent or a filing of which no sentence says by whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regparse.documents.brief import readers
from regparse.documents.parts.bans import Group
from regparse.documents.parts.described import Description
from regparse.documents.parts.quotes import Words, around, quote
from regparse.documents.parts.refs import Norms, Ref, norm_refs
from regparse.lexicon import patterns
from regparse.model import Kind, Notice, Provision, Quote, Role, Span
from regparse.notation.expressions import expression
from regparse.wording import labels, phrasing
from regparse.wording.phrases import phrase
from regparse.wording.tongue import say

_TERM = expression(r"[“\"]([^“”\"\n]{1,40})[”\"]")
_ENDS = " ,.;，。；、"
_WORD_LIST = 3
"""A norm that puts more words than these in quotation marks lists words, as those that a name may not contain."""

_DECLARE = frozenset({Kind.DEFINITION, Kind.REPEAL, Kind.COMMENCEMENT})
"""Kinds of norms that ask nothing of anybody."""

_UNNAMED = labels.UNNAMED - {"ALL-DEPTS"}
"""Authorities that the text does not name; all of them is a name."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A point: what is open, the words that leave it open, their clauses."""

    what: str
    words: Words | None
    refs: tuple[Ref, ...]
    norms: tuple[Provision, ...] = ()


def open_points(notice: Notice, norms: Norms, described: Iterable[Description] = ()) -> tuple[Group[OpenRow], ...]:
    """Group the open points by sort; a sort without any is left out. What is ``described`` is not open."""
    sorts = (
        (say("Terms used and not defined"), _terms(notice, norms, described)),
        (say("Rules that are not named"), _vague("rules", notice, norms)),
        (say("Things that are not specified"), _vague("unspecified", notice, norms)),
        (say("Alternative procedures, without saying which applies"), _vague("either", notice, norms)),
        (say("Authorities that are not named"), _authorities(notice, norms)),
        (say("Consent or filing without an authority"), _approvals(notice, norms)),
        (say("Times that are not stated"), _times(notice)),
    )
    groups = ((heading, tuple(rows)) for heading, rows in sorts)
    return tuple(Group(heading, rows, phrasing.counted(len(rows), "point")) for heading, rows in groups if rows)


def _vague(row: str, notice: Notice, norms: Norms) -> Iterator[OpenRow]:
    """Give the words of a row of ``phrases.toml`` as norms have them, each with what stands around it first."""
    found: dict[str, list[tuple[Provision, Span]]] = {}
    for _, norm in norms:
        if norm.kind not in _DECLARE:
            for hit in phrase(row).finditer(norm.text):
                span = (norm.span[0] + hit.start(), norm.span[0] + hit.end())
                found.setdefault(hit[0].lower(), []).append((norm, span))
    for hits in found.values():
        norm, (start, end) = hits[0]
        own = quote(Quote(text=notice.text[start:end], span=(start, end)), notice.language)
        words = around(quote(norm, notice.language, [(start, end)]))
        yield OpenRow(own.quoted, words, norm_refs(one for one, _ in hits), (norm,))


def _defined(norms: Norms) -> tuple[set[str], str]:
    """Give the things that definitions are about, and the words of all that they define."""
    about: set[str] = set()
    words = []
    for _, norm in norms:
        if norm.kind is Kind.DEFINITION:
            cue = norm.cue.text if norm.cue else ""
            head = norm.text.partition(cue)[0] if cue else norm.text
            words.append(head if head.strip() else norm.text)
            about |= set(norm.assets) if head.strip() and len(norm.assets) == 1 else set()
    return about, "\n".join(words).lower()


def _terms(notice: Notice, norms: Norms, described: Iterable[Description]) -> Iterator[OpenRow]:
    about, words = _defined(norms)
    about |= {asset for one in described for asset in one.assets}
    about |= {asset for _, norm in norms if norm.kind is Kind.STATUS for asset in norm.assets}
    binding = [norm for _, norm in norms if norm.kind not in _DECLARE]
    for code in dict.fromkeys(asset for norm in binding for asset in norm.assets):
        if code not in about:
            using = [norm for norm in binding if code in norm.assets]
            yield OpenRow(_open(labels.label(code), say("a regulated object")), None, norm_refs(using))
    for code, found in _persons(binding).items():
        if not any(text.lower() in words for text, _ in found):
            what = _open(labels.label(code), say("a person bound"))
            yield _row(what, found, notice)
    for key, found in _in_marks(notice, binding).items():
        if key not in words and not _is_named(found[0][0], notice):
            yield _row(say("A term in quotation marks"), found, notice)


def _is_named(term: str, notice: Notice) -> bool:
    """Tell whether a word in quotation marks is a regulated thing, or names a kind of person: these have own rows."""
    best = patterns.load("assets", notice.language == "zh").best(term)
    return best is not None and best.end - best.start == len(term)


def _row(what: str, found: list[tuple[str, Provision]], notice: Notice) -> OpenRow:
    words = Words(((" ".join(found[0][0].split()), False),), notice.language)
    return OpenRow(what, words, norm_refs(norm for _, norm in found))


def _persons(norms: Iterable[Provision]) -> dict[str, list[tuple[str, Provision]]]:
    """Give the persons bound by kind, with the words for them and the norms."""
    plain = set(readers.table()["plain"]["codes"])
    found: dict[str, list[tuple[str, Provision]]] = {}
    for norm in norms:
        for one in norm.addressees:
            if one.code not in plain and not (norm.cue and one.span == norm.cue.span):
                found.setdefault(one.code, []).append((one.text, norm))
    return found


def _in_marks(notice: Notice, norms: Iterable[Provision]) -> dict[str, list[tuple[str, Provision]]]:
    """Give the words in quotation marks, those of titles left out."""
    titles = {cite.title or cite.text for clause in notice.walk() for cite in clause.citations}
    found: dict[str, list[tuple[str, Provision]]] = {}
    for norm in norms:
        terms = [one[1].strip(_ENDS) for one in _TERM.finditer(norm.text)]
        for term in terms if len(terms) <= _WORD_LIST else ():
            if not any(term in title for title in titles):
                found.setdefault(term.lower(), []).append((term, norm))
    return found


def _open(name: str, sort: str) -> str:
    return say("{name}: {sort}", name=phrasing.sentence(name), sort=sort)


def _authorities(notice: Notice, norms: Norms) -> Iterator[OpenRow]:
    """Give each norm that names no more than a relevant authority, with what that authority is to do."""
    rows: dict[tuple[str, str], list[tuple[Provision, Quote]]] = {}
    for _, norm in norms:
        for one in norm.agencies:
            if one.id in _UNNAMED:
                name = phrasing.sentence(labels.agency(one.id, one.text).said)
                part = say("{name}: {sort}", name=name, sort=labels.role(one.role.value).lower())
                rows.setdefault((part, norm.text), []).append((norm, one))
    for (part, _), found in rows.items():
        words = quote(found[0][0], notice.language, [one.span for _, one in found])
        yield OpenRow(part, around(words), norm_refs(norm for norm, _ in found), (found[0][0],))


def _approvals(notice: Notice, norms: Norms) -> Iterator[OpenRow]:
    seen: dict[str, list[Provision]] = {}
    for _, norm in norms:
        decides = any(one.role is Role.APPROVE for one in norm.agencies)
        if norm.condition and not decides and norm.kind is not Kind.STATUS:
            seen.setdefault(norm.text, []).append(norm)
    for found in seen.values():
        what = phrasing.sentence(labels.condition(found[0].condition or ""))
        yield OpenRow(what, quote(found[0], notice.language), norm_refs(found), (found[0],))


def _times(notice: Notice) -> Iterable[OpenRow]:
    if notice.effective.kind == "unstated":
        yield OpenRow(say("When the notice takes effect"), None, ())
    if notice.issued_on is None:
        yield OpenRow(say("When the notice was issued"), None, ())
