"""The sections of a brief that follow from the norms: bans, gates, agencies, liability, duties, definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from regparse.brief import labels, wording
from regparse.brief.quotes import Words, quote
from regparse.brief.refs import Norms, Ref, norm_refs
from regparse.model import Kind, Notice, Provision, Role

_DUTY_LIMIT = 340
"""Characters of a duty that are quoted; the whole stands in the full text, one click away."""

_ACT_LIMIT = 60
_PHRASE_LIMIT = 150
"""Characters of an act that stand for it in a sentence, and in a row of its own."""

_HEADS = ("Issuers", "Consulted", "Approved the notice", "Addressed", "Named in the norms", "Not named further")
"""Groups of the agency matrix, in the order they are printed."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class BanRow:
    """One act that is banned: what the lexicon calls it, the notice's words for it, how far the ban goes."""

    act: str | None
    words: tuple[Words, ...]
    assets: str
    where: str
    unless: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Group(Generic[Row]):
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """A ban that can be lifted, or an approval that a duty asks for: what, for whom, from whom, in which words."""

    act: str
    who: str
    condition: str
    authority: str
    words: Words
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A norm quoted."""

    words: Words
    refs: tuple[Ref, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A body and, for each column of the matrix, the clauses that give it that role."""

    name: labels.AgencyName
    note: str
    cells: tuple[tuple[Ref, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies by role."""

    roles: tuple[str, ...]
    groups: tuple[Group[AgencyRow], ...]


def of_kind(norms: Norms, *kinds: Kind) -> list[Provision]:
    """Give the norms of some kinds, in document order."""
    return [norm for _, norm in norms if norm.kind in kinds]


def who(norm: Provision) -> str:
    """Name who is bound: ``financial institutions and payment institutions``."""
    return wording.listing(dict.fromkeys(labels.label(one.code) for one in norm.addressees)) or labels.label("anyone")


def assets(norm: Provision) -> str:
    """Name the regulated things a norm is about, or a dash."""
    return wording.sentence(wording.listing(map(labels.label, norm.assets))) or "–"


def acts(norm: Provision) -> list[str]:
    """Name the acts of a norm, each once: by the lexicon, else in the notice's own words."""
    names = (labels.label(act.code) if act.code else wording.clip(act.phrase, _ACT_LIMIT) for act in norm.activities)
    return list(dict.fromkeys(names))


def _coded(norm: Provision) -> list[str]:
    return list(dict.fromkeys(labels.label(act.code) for act in norm.activities if act.code))


def authorities(norm: Provision) -> list[str]:
    """Name whose consent, approval or filing a norm asks for."""
    return list(
        dict.fromkeys(labels.agency(one.id, one.text).running for one in norm.agencies if one.role is Role.APPROVE)
    )


def is_gated(norm: Provision) -> bool:
    """Tell whether a norm leaves a way: a condition, an exception, or an approval it asks for."""
    return bool(norm.condition or norm.exceptions or authorities(norm))


def bans(notice: Notice, norms: Norms) -> tuple[Group[BanRow], ...]:
    """Group the banned acts by whom the bans bind, in document order."""
    groups: dict[str, dict[tuple[object, ...], list[tuple[Provision, str | None]]]] = {}
    for norm in of_kind(norms, Kind.PROHIBITION):
        rows = groups.setdefault(who(norm), {})
        scope = (norm.assets, norm.territory, norm.condition, bool(norm.exceptions))
        for act in norm.activities:
            rows.setdefault((act.code or act.phrase, *scope), []).append((norm, act.phrase))
        if not norm.activities:
            rows.setdefault((norm.id,), []).append((norm, None))
    return tuple(
        Group(
            wording.sentence(heading),
            tuple(_ban(key[0], found, notice) for key, found in rows.items()),
            wording.counted(len(rows), "act"),
        )
        for heading, rows in groups.items()
    )


def _ban(key: object, found: list[tuple[Provision, str | None]], notice: Notice) -> BanRow:
    norm = found[0][0]
    known = {act.code for one, _ in found for act in one.activities}
    phrases = dict.fromkeys(phrase for _, phrase in found if phrase)
    if phrases:
        words = tuple(Words(((wording.clip(phrase, _PHRASE_LIMIT), False),), notice.language) for phrase in phrases)
    else:
        words = (quote(norm, notice.language, _DUTY_LIMIT),)
    return BanRow(
        act=wording.sentence(labels.label(str(key))) if key in known else None,
        words=words,
        assets=assets(norm),
        where=wording.sentence(labels.TERRITORIES[norm.territory]) if norm.territory else "–",
        unless=_unless(norm),
        refs=norm_refs(one for one, _ in found),
    )


def _unless(norm: Provision) -> str:
    if norm.condition == "unauthorized":
        return "Only what lacks consent or licence"
    if norm.condition:
        return wording.sentence(labels.CONDITIONS[norm.condition])
    return "Exception" if norm.exceptions else "None"


def gates(notice: Notice, norms: Norms) -> tuple[Gate, ...]:
    """List every norm that leaves a way, in document order, quoted whole with its exceptions marked.

    What the notice declares something to be in law is left out: the ban in the same sentence says it.
    """
    out = []
    for norm in (one for _, one in norms if is_gated(one) and one.kind is not Kind.STATUS):
        named = authorities(norm)
        out.append(
            Gate(
                act=wording.sentence(wording.listing(_coded(norm)) or labels.KINDS[norm.kind][0]),
                who=wording.sentence(who(norm)),
                condition=_gate_condition(norm),
                authority=wording.listing(named) if named else "not named in this sentence",
                words=quote(norm, notice.language, marks=[one.span for one in norm.exceptions]),
                refs=norm_refs([norm]),
            )
        )
    return tuple(out)


def _gate_condition(norm: Provision) -> str:
    if norm.kind is not Kind.PROHIBITION:
        return "A duty that asks for approval or filing"
    if norm.condition == "unauthorized":
        return "The ban covers only what lacks consent or licence"
    if norm.condition:
        return f"Open {labels.CONDITIONS[norm.condition]}"
    return "An exception is made"


def grouped(
    notice: Notice, norms: Iterable[Provision], heading: Callable[[Provision], str], limit: int | None = None
) -> tuple[Group[Item], ...]:
    """Group quoted norms by a heading, in the order the headings first appear."""
    groups: dict[str, dict[str, list[Provision]]] = {}
    for norm in norms:
        groups.setdefault(heading(norm), {}).setdefault(norm.text, []).append(norm)
    return tuple(
        Group(
            wording.sentence(name),
            tuple(Item(quote(same[0], notice.language, limit), norm_refs(same)) for same in rows.values()),
        )
        for name, rows in groups.items()
    )


def liability(notice: Notice, norms: Norms) -> tuple[Group[Item], ...]:
    """Group the sanctions by kind, in the order of the model."""
    found = [norm for norm in of_kind(norms, Kind.SANCTION) if norm.sanction]
    order = list(labels.SANCTIONS)
    found.sort(key=lambda norm: order.index(norm.sanction.kind) if norm.sanction else 0)
    return grouped(notice, found, lambda norm: labels.SANCTIONS[norm.sanction.kind] if norm.sanction else "")


def duties(notice: Notice, norms: Norms) -> tuple[Group[Item], ...]:
    """Group the duties by whom they bind."""
    return grouped(notice, of_kind(norms, Kind.OBLIGATION), who, _DUTY_LIMIT)


def definitions(notice: Notice, norms: Norms) -> tuple[Group[Item], ...]:
    """Quote what the notice defines and what it declares something to be in law."""
    names = {Kind.DEFINITION: "Definitions", Kind.STATUS: "Legal status"}
    found = sorted(of_kind(norms, *names), key=lambda norm: list(names).index(norm.kind))
    return grouped(notice, found, lambda norm: names[norm.kind], 2 * _DUTY_LIMIT)


def matrix(notice: Notice, norms: Norms) -> Matrix:
    """Set every body with a role in a norm against its roles.

    Empty columns are left out, and so is a body that only stands in the head of the notice: the fact box has it.
    """
    held: dict[str, dict[Role, list[Provision]]] = {}
    printed: dict[str, str] = {}
    now: dict[str, str] = {}
    for heads in (notice.issuers, notice.consulted, notice.approved_by, notice.recipients):
        for mention in heads:
            held.setdefault(mention.id, {})
            printed.setdefault(mention.id, mention.text)
    for _, norm in norms:
        for part in norm.agencies:
            held.setdefault(part.id, {}).setdefault(part.role, []).append(norm)
            printed.setdefault(part.id, part.text)
            if part.successor:
                now[part.id] = part.successor
    roles = [role for role in Role if any(role in mine for mine in held.values())]
    groups: dict[str, list[AgencyRow]] = {}
    for code, mine in ((code, mine) for code, mine in held.items() if mine):
        name = labels.agency(code, printed[code])
        note = f"now {labels.agency(now[code]).en}" if code in now else ""
        cells = tuple(norm_refs(mine.get(role, ())) for role in roles)
        groups.setdefault(_part_in_head(notice, code), []).append(AgencyRow(name, note, cells))
    return Matrix(
        tuple(labels.ROLES[role] for role in roles),
        tuple(Group(heading, tuple(groups[heading])) for heading in _HEADS if heading in groups),
    )


def _part_in_head(notice: Notice, code: str) -> str:
    heads = (notice.issuers, notice.consulted, notice.approved_by, notice.recipients)
    for heading, mentions in zip(_HEADS, heads, strict=False):
        if any(mention.id == code for mention in mentions):
            return heading
    return _HEADS[5] if code in labels.UNNAMED else _HEADS[4]
