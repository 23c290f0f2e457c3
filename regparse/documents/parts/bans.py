"""Who may not do what: the banned acts by whom the bans bind, one row for each act of each group.

The rows are what the brief counts: how many there are does not hang on how the sentences were cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from regparse.documents.parts.quotes import Words, quote, quote_act
from regparse.documents.parts.refs import Norms, Ref, gate_anchor, norm_refs
from regparse.model import Activity, Kind, Limit, Notice, Provision, Role, Territory
from regparse.wording import labels, phrasing
from regparse.wording.phrases import phrase
from regparse.wording.tongue import say

Row = TypeVar("Row")
Way = Literal["none", "open", "lacking", "illegal", "limited"]
"""How far a ban goes: whatever happens; unless there is consent, filing or an exception; only what lacks consent; only
what is done illegally, which hangs on law outside the notice."""


@dataclass(frozen=True, slots=True)
class Group(Generic[Row]):
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BanRow:
    """One act that is banned: what the lexicon calls it, the notice's words for it, how far the ban goes.

    ``gate`` leads to the row that quotes the way through; ``also`` names the clauses whose list of acts, which ends
    with this one, goes on with "and other such services".
    """

    act: str | None
    words: tuple[Words, ...]
    assets: tuple[str, ...]
    territory: Territory | None
    way: Way
    unless: str
    gate: str | None
    authorities: tuple[str, ...]
    is_named: bool
    norms: tuple[Provision, ...]
    acts: tuple[tuple[Provision, Activity | None], ...] = ()
    also: tuple[Ref, ...] = ()

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the links to the clauses the act is banned in."""
        return norm_refs(self.norms)

    @property
    def name(self) -> str:
        """Name the act in a sentence: as the lexicon does, else in the notice's words, whole and in quotation marks."""
        if self.act:
            return self.act[:1].lower() + self.act[1:] if self.act[1:2].islower() else self.act
        return self.words[0].quoted

    @property
    def concerning(self) -> str:
        """Name the regulated things the act is about, or a dash."""
        return phrasing.sentence(phrasing.listing(map(labels.label, self.assets))) or "–"

    @property
    def where(self) -> str:
        """Say where the act takes place, or a dash."""
        return phrasing.sentence(labels.territory(self.territory)) if self.territory else "–"


def of_kind(norms: Norms, *kinds: Kind) -> list[Provision]:
    """Give the norms of some kinds, in document order."""
    return [norm for _, norm in norms if norm.kind in kinds]


def who(norm: Provision) -> str:
    """Name who is bound: ``financial institutions and payment institutions``."""
    return phrasing.listing(dict.fromkeys(labels.label(one.code) for one in norm.addressees)) or labels.label("anyone")


def authorities(norm: Provision) -> list[str]:
    """Name whose consent, approval or filing a norm asks for."""
    return list(
        dict.fromkeys(labels.agency(one.id, one.text).running for one in norm.agencies if one.role is Role.APPROVE)
    )


def is_open(norm: Provision) -> bool:
    """Tell whether the list of acts goes on with "and other such services" (等服务)."""
    return bool(getattr(norm, "open_ended", False))


def exempting(norm: Provision) -> list[Limit]:
    """Give the exceptions of a norm, the circumstances to which it is limited apart."""
    return [limit for limit in norm.exceptions if limit.kind == "except"]


def way(norm: Provision) -> Way:
    """Say how far a ban goes; one that holds in some circumstances only is no ban whatever happens."""
    if norm.condition == "unauthorized":
        return "lacking"
    if norm.condition or exempting(norm):
        return "open"
    if norm.exceptions:
        return "limited"
    return "illegal" if is_illegal_only(norm) else "none"


def is_illegal_only(norm: Provision) -> bool:
    """Tell whether a ban bans only what is done illegally (非法, 违反规定): the word stands before or in its acts."""
    if norm.kind is not Kind.PROHIBITION:
        return False
    start, cue = norm.span[0], norm.cue
    stretches = [one.span for one in norm.activities]
    if cue and stretches and cue.span[1] <= stretches[0][0]:
        stretches = [(cue.span[1], stretches[-1][1])]
    elif cue and not stretches:
        stretches = [(cue.span[1], norm.span[1])]
    return any(phrase("illegally").search(norm.text[a - start : b - start]) for a, b in stretches)


def way_out(norm: Provision) -> str:
    """Say under what a ban is lifted, never less than the quotation says."""
    if norm.condition == "unauthorized":
        return say("banned only where consent or licence is lacking")
    if norm.condition and exempting(norm):
        return say("{how}, under the conditions quoted", how=labels.condition(norm.condition))
    if norm.condition:
        return say("{how}, as quoted", how=labels.condition(norm.condition))
    if exempting(norm):
        return say("under the exception quoted")
    if norm.exceptions:
        return say("banned only in the circumstances quoted")
    return say("none, but only what is illegal under other law is banned") if is_illegal_only(norm) else say("none")


def bans(notice: Notice, norms: Norms) -> tuple[Group[BanRow], ...]:
    """Group the banned acts by whom the bans bind, in document order."""
    groups: dict[str, dict[tuple[object, ...], list[tuple[Provision, Activity | None]]]] = {}
    ends: dict[tuple[str, tuple[object, ...]], list[Provision]] = {}
    for norm in of_kind(norms, Kind.PROHIBITION):
        rows = groups.setdefault(who(norm), {})
        scope = (norm.assets, norm.territory, norm.condition, way(norm), tuple(one.text for one in norm.exceptions))
        keys: list[tuple[object, ...]] = [(act.code or act.phrase, *scope) for act in norm.activities]
        keys = keys or [(norm.id,)]
        for key, act in zip(keys, norm.activities or (None,), strict=True):
            rows.setdefault(key, []).append((norm, act))
        if is_open(norm):
            ends.setdefault((who(norm), keys[-1]), []).append(norm)
    return tuple(
        Group(
            phrasing.sentence(heading),
            tuple(
                replace(_ban(found, notice), also=norm_refs(ends.get((heading, key), ())))
                for key, found in rows.items()
            ),
            phrasing.counted(len(rows), "act"),
        )
        for heading, rows in groups.items()
    )


def _ban(found: list[tuple[Provision, Activity | None]], notice: Notice) -> BanRow:
    norm, act = found[0]
    quoted = (quote_act(one, its, notice.language) if its else quote(one, notice.language) for one, its in found)
    named = [one for one in norm.agencies if one.role is Role.APPROVE]
    return BanRow(
        act=phrasing.sentence(labels.label(act.code)) if act and act.code else None,
        words=tuple({words.text: words for words in quoted}.values()),
        assets=norm.assets,
        territory=norm.territory,
        way=way(norm),
        unless=phrasing.sentence(way_out(norm)),
        gate=f"#{gate_anchor(norm)}" if way(norm) in {"open", "lacking"} else None,
        authorities=tuple(authorities(norm)) if norm.condition else (),
        is_named=any(one.id not in labels.UNNAMED for one in named),
        norms=tuple(one for one, _ in found),
        acts=tuple(found),
    )


def all_rows(groups: Iterable[Group[Row]]) -> list[Row]:
    """Give the rows of all groups."""
    return [row for group in groups for row in group.rows]
