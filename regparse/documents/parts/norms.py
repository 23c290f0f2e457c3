"""The sections of a brief that quote norms: ways through bans, definitions, liability, duties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.parts.bans import Group, authorities, exempting, way_out, who
from regparse.documents.parts.described import Description
from regparse.documents.parts.quotes import Words, quote
from regparse.documents.parts.refs import Norms, Ref, gate_anchor, norm_refs
from regparse.documents.parts.wholes import whole
from regparse.model import Kind, Notice, Provision
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say


@dataclass(frozen=True, slots=True)
class Gate:
    """A ban that can be lifted, or an approval that a duty asks for: what, for whom, from whom, in which words."""

    anchor: str
    act: str
    who: str
    condition: str
    authority: str
    words: Words
    norms: tuple[Provision, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the link to the clause the words stand in."""
        return norm_refs(self.norms)


@dataclass(frozen=True, slots=True)
class Item:
    """A norm quoted, with whom it binds and which bodies act under it; ``places`` where the words are no norm."""

    words: Words
    norms: tuple[Provision, ...]
    who: str = ""
    bodies: str = ""
    places: tuple[Ref, ...] = ()

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the links to the clauses the words stand in."""
        return self.places or norm_refs(self.norms)


def name(norm: Provision) -> str:
    """Name a norm in a few words of ours: its acts or its consequence, else what it is and whom it binds.

    A name is never empty and is never cut.
    """
    what = labels.kind(norm.kind)
    if norm.kind is Kind.STATUS and norm.assets:
        things = phrasing.listing(map(labels.label, norm.assets))
        return phrasing.sentence(say("{what} of {whose}", what=what, whose=things))
    if norm.kind in {Kind.DEFINITION, Kind.STATUS, Kind.COMMENCEMENT, Kind.REPEAL}:
        return phrasing.sentence(what)
    coded = list(dict.fromkeys(labels.label(act.code) for act in norm.activities if act.code))
    if coded:
        return phrasing.sentence(phrasing.listing(coded))
    if norm.sanction:
        return phrasing.sentence(labels.sanction(norm.sanction.kind))
    leads = list(dict.fromkeys(labels.agency(one.id, one.text).running for one in norm.agencies))
    if norm.kind is Kind.MANDATE and leads:
        return phrasing.sentence(say("{what} of {whose}", what=say("task"), whose=phrasing.at_most(leads, 1)))
    return phrasing.sentence(say("{what} of {whose}", what=what, whose=who(norm)) if norm.addressees else what)


def gates(notice: Notice, norms: Norms) -> tuple[Gate, ...]:
    """List every norm that leaves a way, in document order, quoted whole with its exceptions marked.

    What the notice declares something to be in law is left out: the ban in the same sentence says it.
    """
    out = []
    for norm in (one for _, one in norms if one.kind is not Kind.STATUS):
        named = authorities(norm)
        if not (norm.condition or exempting(norm) or named):
            continue
        out.append(
            Gate(
                anchor=gate_anchor(norm),
                act=name(norm),
                who=phrasing.sentence(who(norm)),
                condition=_gate_condition(norm),
                authority=phrasing.listing(named) if named else say("not named in this sentence"),
                words=quote(norm, notice.language, [one.span for one in exempting(norm)]),
                norms=(norm,),
            )
        )
    return tuple(out)


def _gate_condition(norm: Provision) -> str:
    if norm.kind is not Kind.PROHIBITION:
        return say("A {kind} that asks for approval or filing", kind=labels.kind(norm.kind))
    how = way_out(norm)
    return phrasing.sentence(how if norm.condition == "unauthorized" else say("open {how}", how=how))


def definitions(notice: Notice, norms: Norms, described: Iterable[Description] = ()) -> tuple[Group[Item], ...]:
    """Quote what the notice defines, what it declares something to be in law, and what else it says a thing is like.

    A short name given in brackets ("hereinafter …") is quoted with the words before it, which are what it names.
    """
    groups = []
    for kind, heading in ((Kind.DEFINITION, say("Definitions")), (Kind.STATUS, say("Legal status"))):
        rows: dict[str, tuple[Words, list[Provision]]] = {}
        for clause, norm in norms:
            if norm.kind is kind:
                words = whole(notice, clause, norm)
                rows.setdefault(words.text, (words, []))[1].append(norm)
        if rows:
            groups.append(Group(heading, tuple(Item(words, tuple(same)) for words, same in rows.values())))
    if like := tuple(Item(one.words, one.norms, places=one.refs) for one in described):
        groups.append(Group(say("Described, not defined"), like))
    return tuple(groups)
