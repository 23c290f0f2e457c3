"""What the bodies that lead or are responsible have to do: the matrix has the clauses, this has the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.parts.quotes import GAP, Words
from regparse.documents.parts.refs import Norms, Ref, norm_refs
from regparse.model import AgencyRole, Kind, Language, Notice, Provision, Role
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say

_LIMIT = 220
"""Letters of a task that are quoted: the whole of it is one link away. A Chinese character is as good as two."""

_REST: dict[Language, int] = {"en": 60, "zh": 20}
"""Characters that are left of a task at least behind the bodies that are left out."""

_NAMED = 3
"""How many bodies a row names before it counts the rest; who leads is always named."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """A task: who leads and who is responsible, about what, what they do, the clause."""

    bodies: str
    about: str
    words: Words
    norms: tuple[Provision, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the link to the clause the words stand in."""
        return norm_refs(self.norms)


def mandates(notice: Notice, norms: Norms) -> tuple[Mandate, ...]:
    """List the tasks of bodies that lead or are responsible, in document order; each sentence once."""
    rows: dict[str, list[Provision]] = {}
    for _, norm in norms:
        if norm.kind in {Kind.MANDATE, Kind.OBLIGATION} and _heads(norm):
            rows.setdefault(norm.text, []).append(norm)
    return tuple(
        Mandate(_bodies(same), _about(same), task(same[0], notice.language), tuple(same)) for same in rows.values()
    )


def _about(norms: Iterable[Provision]) -> str:
    things = dict.fromkeys(labels.label(asset) for norm in norms for asset in norm.assets)
    return phrasing.sentence(phrasing.listing(things)) or "–"


def _heads(norm: Provision) -> list[AgencyRole]:
    return [one for one in norm.agencies if one.role in {Role.LEAD, Role.RESPONSIBLE}]


def _bodies(norms: Iterable[Provision]) -> str:
    heads = [one for norm in norms for one in _heads(norm)]
    leads = dict.fromkeys(labels.agency(one.id, one.text).title for one in heads if one.role is Role.LEAD)
    others = dict.fromkeys(labels.agency(one.id, one.text).title for one in heads if one.role is not Role.LEAD)
    parts = [phrasing.noted(name, say("in the lead")) for name in leads]
    parts += [phrasing.at_most(others, _NAMED, "more bodies", "#body")] if others else []
    return phrasing.sentence(phrasing.joined(parts, ";"))


def task(norm: Provision, lang: Language) -> Words:
    """Quote what is done: from behind the last body that the front of the sentence names, cut where it gets long."""
    text = " ".join(norm.text.split())
    behind = [one.span[1] - norm.span[0] for one in norm.agencies if one.role is not Role.RECIPIENT]
    at = max((end for end in behind if len(norm.text) - end >= _REST[lang]), default=0)
    if min((one.span[0] for one in norm.agencies), default=norm.span[0]) - norm.span[0] > len(norm.text) // 2:
        at = 0  # said in the passive: the bodies stand behind what they do
    rest = " ".join(norm.text[at:].split()).lstrip(" ,，、;；.。)）等")
    if at and rest:
        text = f"{GAP} {rest}"
    return Words(((phrasing.clip(text, _LIMIT), False),), lang)
