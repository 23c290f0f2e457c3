"""Query: which norms say something about a body, an addressee, an act, or in certain words.

Conditions of one sort are alternatives, conditions of different sorts hold together: two agencies and a kind mean
"either agency, and of this kind". All words must stand in the quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from regparse import sources
from regparse.errors import UnknownValueError
from regparse.lexicon import agencies, tables
from regparse.model import Activity, Addressee, AgencyRole, Clause, Kind, Model, Notice, Provision, Role, Span

_WORD = re.compile(r'"([^"]+)"|(\S+)')
_LATIN = re.compile(r"[A-Za-z0-9]")


class Asked(Model):
    """A query as understood: agencies as codes, words and phrases taken apart."""

    words: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()


class Hit(Model):
    """A norm that was found. ``clause`` and ``provision`` are ids, ``label`` is as printed.

    ``score`` is the share of the quotation's words that were asked for; 1 when no words were.
    """

    notice: str
    edition: str | None
    clause: str
    label: str | None
    provision: str
    kind: Kind
    text: str
    span: Span
    agencies: tuple[AgencyRole, ...]
    addressees: tuple[Addressee, ...]
    activities: tuple[Activity, ...]
    score: float


class Answer(Model):
    """What a query found: hits by falling score and then in document order, and how often each value stands in them."""

    query: Asked
    total: int
    results: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]


def query(
    words: str = "",
    *,
    agency: Iterable[str] = (),
    role: Iterable[str] = (),
    kind: Iterable[str] = (),
    addressee: Iterable[str] = (),
    activity: Iterable[str] = (),
    notices: Sequence[Notice] | None = None,
) -> Answer:
    """Find norms.

    ``words`` are free words, with phrases in double quotes; in Latin script a word also matches longer words that
    begin with it. An ``agency`` is a code, a name or an abbreviation in English or Chinese; a body whose powers passed
    to the one asked for counts as that one. The other conditions are codes. ``notices`` are searched; without them,
    every notice of the corpus in its default edition.

    Raises UnknownValueError, with the nearest values, for an agency, role, kind, addressee or activity that is none.
    """
    known = agencies.load()
    searched = sources.parse_defaults() if notices is None else notices
    asked = Asked(
        words=tuple(phrase or word for phrase, word in _WORD.findall(words)),
        agency=tuple(_agency(known, name) for name in agency),
        role=_checked("role", role, list(Role)),
        kind=_checked("kind", kind, list(Kind)),
        addressee=_checked("addressee", addressee, _codes("addressees")),
        activity=_checked("activity", activity, _codes("activities")),
        notice=tuple(_reference(n) for n in searched) if notices is not None else (),
    )
    patterns = [_pattern(word) for word in asked.words]
    hits = [
        _hit(notice, clause, provision, score)
        for notice in searched
        for clause, provision in notice.provisions()
        if _fits(provision, asked) and (score := _score(provision.text, patterns)) > 0
    ]
    hits.sort(key=lambda hit: -hit.score)
    return Answer(query=asked, total=len(hits), results=tuple(hits), facets=_facets(hits))


def _fits(provision: Provision, asked: Asked) -> bool:
    if asked.kind and provision.kind not in asked.kind:
        return False
    if asked.addressee and not any(a.code in asked.addressee for a in provision.addressees):
        return False
    if asked.activity and not any(a.code in asked.activity for a in provision.activities):
        return False
    if asked.agency or asked.role:
        return any(
            (not asked.agency or a.id in asked.agency or a.successor in asked.agency)
            and (not asked.role or a.role in asked.role)
            for a in provision.agencies
        )
    return True


def _score(text: str, patterns: list[re.Pattern[str]]) -> float:
    """Give 0 when a word is missing, else the share of the text's characters that were asked for; 1 without words."""
    if not patterns:
        return 1.0
    found = [[m.end() - m.start() for m in pattern.finditer(text)] for pattern in patterns]
    if not all(found):
        return 0.0
    return round(min(1.0, sum(map(sum, found)) / len(text)), 4)


def _pattern(word: str) -> re.Pattern[str]:
    """Make a word's pattern: case does not count, blanks are any blanks, a Latin word begins where a word begins."""
    body = r"\s+".join(re.escape(part) for part in word.split())
    edge = r"(?<![A-Za-z0-9])" if _LATIN.match(word) else ""
    tail = r"[A-Za-z0-9]*" if _LATIN.match(word[-1]) else ""
    return re.compile(edge + body + tail, re.IGNORECASE)


def _hit(notice: Notice, clause: Clause | None, provision: Provision, score: float) -> Hit:
    return Hit(
        notice=notice.id,
        edition=notice.edition,
        clause=clause.id if clause else f"{notice.id}/closing",
        label=clause.label if clause else None,
        provision=provision.id,
        kind=provision.kind,
        text=provision.text,
        span=provision.span,
        agencies=provision.agencies,
        addressees=provision.addressees,
        activities=provision.activities,
        score=score,
    )


def _facets(hits: list[Hit]) -> dict[str, dict[str, int]]:
    """Count in how many hits each value stands, the most frequent first."""
    values: dict[str, Counter[str]] = {
        "notice": Counter(h.notice for h in hits),
        "kind": Counter(h.kind.value for h in hits),
        "agency": Counter(code for h in hits for code in {a.id for a in h.agencies}),
        "role": Counter(role for h in hits for role in {a.role.value for a in h.agencies}),
        "addressee": Counter(code for h in hits for code in {a.code for a in h.addressees}),
        "activity": Counter(code for h in hits for code in {a.code for a in h.activities if a.code}),
    }
    return {
        field: dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) for field, counts in values.items()
    }


def _codes(table: str) -> list[str]:
    """Give the codes of a vocabulary table; a row may stand for several."""
    return sorted({code for name, row in tables.load(table).items() for code in row.get("codes", [name])})


def _agency(known: agencies.Agencies, name: str) -> str:
    code = known.lookup(name)
    if code is None:
        raise UnknownValueError("agency", name, nearest=known.suggest(name))
    return code


def _checked(what: str, values: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    allowed = [str(v) for v in known]
    given = tuple(value.strip().lower() for value in values)
    for value in given:
        if value not in allowed:
            raise UnknownValueError(what, value, known=allowed)
    return given


def _reference(notice: Notice) -> str:
    return f"{notice.id}@{notice.edition}" if notice.edition else notice.id
