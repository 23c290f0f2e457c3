"""A norm explained: everything that was read in it, in words, with the quotation each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regparse.documents.parts.refs import anchor
from regparse.model import Activity, Notice, Provision, Quote
from regparse.web.site.pages import Addresses
from regparse.web.site.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a norm says: its name, the quotation it rests on, where a link leads, and a remark."""

    text: str
    quote: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """A norm: its anchor in the text, its name, whom it binds, and its facts under their headings."""

    anchor: str
    id: str
    kind: str
    name: str
    who: str
    facts: tuple[tuple[str, tuple[Fact, ...]], ...]
    span: tuple[int, int]
    rule: str
    alike: str


def explain(norm: Provision, words: Words, at: Addresses) -> Explained:
    """Lay a norm out."""
    who = list(dict.fromkeys(words.name("addressee", one.code) for one in norm.addressees))
    asked = {"kind": norm.kind.value, "addressee": list(dict.fromkeys(one.code for one in norm.addressees))}
    if norm.agencies:
        asked = {"kind": norm.kind.value, "agency": list(dict.fromkeys(one.id for one in norm.agencies))[:1]}
    return Explained(
        anchor=anchor(norm.id),
        id=norm.id,
        kind=norm.kind.value,
        name=words.name("kind", norm.kind.value),
        who=words.listing(who),
        facts=tuple((heading, tuple(found)) for heading, found in _facts(norm, words, at) if found),
        span=norm.span,
        rule=norm.rule,
        alike=at.search(**asked),
    )


def _facts(norm: Provision, words: Words, at: Addresses) -> Iterator[tuple[str, list[Fact]]]:
    yield words("who"), [Fact(words.name("addressee", one.code), _text(one)) for one in norm.addressees]
    acts = [_act(one, words) for one in norm.activities]
    yield words("acts"), [*acts, *([Fact(words("open_ended"))] if norm.open_ended else [])]
    yield (
        words("bodies"),
        [
            Fact(
                words.name("agency", one.id),
                one.text,
                at.agency(one.id),
                words.name("role", one.role.value)
                + (f"; {words('now', name=words.name('agency', one.successor))}" if one.successor else ""),
            )
            for one in norm.agencies
        ],
    )
    yield words("assets"), [Fact(words.name("asset", one)) for one in norm.assets]
    yield words("territory"), [Fact(words.name("territory", norm.territory))] if norm.territory else []
    yield words("condition"), [Fact(words.name("condition", norm.condition))] if norm.condition else []
    for name, kinds in (("exceptions", ("except",)), ("limits", ("only-if", "only-when"))):
        yield words(name), [Fact("", _text(one)) for one in norm.exceptions if one.kind in kinds]
    if norm.sanction:
        yield words("sanction"), [Fact(words.name("sanction", norm.sanction.kind), _text(norm.sanction))]
    if norm.cue:
        yield words("cue"), [Fact("", _text(norm.cue))]


def _act(act: Activity, words: Words) -> Fact:
    """Give an act: its own words quoted, and beside them how it reads with the verb and the object that it shares."""
    said = _text(act)
    name = words.name("activity", act.code) if act.code else words("act")
    return Fact(name, said, note="" if act.phrase == said else act.phrase)


def _text(quoted: Quote) -> str:
    return " ".join(quoted.text.split())


def by_clause(notice: Notice) -> dict[str, list[Provision]]:
    """Give the norms of each clause of the first level with all below it, and of the closing, as the text has them."""
    found = {clause.id: [norm for one in clause.walk() for norm in one.provisions] for clause in notice.clauses}
    if notice.closing:
        found[f"{notice.id}/closing"] = list(notice.closing.provisions)
    return {unit: sorted(norms, key=lambda one: (one.span[0], one.id)) for unit, norms in found.items()}
