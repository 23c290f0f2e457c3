"""Duties by audience, as a list to work through: who does it and by when is left to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.brief import readers
from regparse.documents.parts.bans import Group, of_kind
from regparse.documents.parts.quotes import Words, quote
from regparse.documents.parts.refs import Norms, Ref, norm_refs
from regparse.lexicon.addressees import ANYONE
from regparse.model import Kind, Notice, Provision
from regparse.wording import labels, phrasing
from regparse.wording.tongue import say

_STATE = "government"
"""Bodies of the state: what they have to do stands with the other tasks of bodies, and is nobody's to tick off."""


@dataclass(frozen=True, slots=True)
class Task:
    """A duty of one audience, whole, and the clauses it stands in.

    ``note`` says why it is here, where the sentence binds somebody else.
    """

    words: Words
    norms: tuple[Provision, ...]
    note: str = ""

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the links to the clauses the words stand in."""
        return norm_refs(self.norms)


def checklists(notice: Notice, norms: Norms) -> tuple[Group[Task], ...]:
    """Give each audience its duties, in document order; audiences with the very same duties share a list.

    What binds several otherwise stands under each. A duty of branches stands under the head office, too, where it is
    the head office's own matter.
    """
    found: dict[str, dict[str, list[Provision]]] = {}
    for norm in of_kind(norms, Kind.OBLIGATION):
        codes = dict.fromkeys(one.code for one in norm.addressees) or {ANYONE: None}
        for code in (*codes, *readers.head_offices(norm)):
            if code != _STATE:
                found.setdefault(code, {}).setdefault(norm.text, []).append(norm)
    alike: dict[tuple[str, ...], list[str]] = {}
    for code, rows in found.items():
        alike.setdefault(tuple(rows), []).append(code)
    return tuple(
        Group(
            phrasing.sentence(phrasing.listing(map(labels.label, codes))),
            tasks(notice, found[codes[0]].values(), codes),
            phrasing.counted(len(found[codes[0]]), "duty", "duties"),
        )
        for codes in alike.values()
    )


def tasks(notice: Notice, rows: Iterable[list[Provision]], kinds: Iterable[str]) -> tuple[Task, ...]:
    """Quote the duties of some kinds of persons, those of the same words once."""
    own = set(kinds)
    return tuple(Task(quote(same[0], notice.language), tuple(same), _why(same[0], own)) for same in rows)


def _why(norm: Provision, own: set[str]) -> str:
    codes = dict.fromkeys(one.code for one in norm.addressees)
    if codes.keys() & own or not own.intersection(readers.head_offices(norm)):
        return ""
    return say("Binds {persons}; a matter of the head office.", persons=phrasing.listing(map(labels.label, codes)))


def leaves_out_the_state(norms: Norms) -> bool:
    """Tell whether duties of bodies of the state are left to the section on bodies."""
    return any(one.code == _STATE for norm in of_kind(norms, Kind.OBLIGATION) for one in norm.addressees)
