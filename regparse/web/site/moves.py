"""The bodies whose part changed between two notices: what each had to do then and now, and in which clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regparse.documents.parts.changes import agency_moves
from regparse.documents.parts.refs import anchor, clause_label
from regparse.lexicon import agencies as lexicon
from regparse.model import Notice
from regparse.model.changes import RoleMoved
from regparse.model.changes import Side as Quoted
from regparse.model.comparison import Comparison
from regparse.web.site.notice import Link
from regparse.web.site.pages import Addresses
from regparse.web.site.words import Words

_OF_NOTICE = frozenset({"issuer", "consulted", "approved-by", "addressed"})
"""Parts in a notice as a whole, which no clause gives."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a body: its name, and the clauses that give it."""

    name: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A body and its parts then and now; ``steps`` are the norms that stayed and that it joined or left."""

    id: str
    name: str
    then: tuple[Part, ...]
    now: tuple[Part, ...]
    note: str
    steps: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A notice of a comparison, and the key of its text."""

    notice: Notice
    key: str


class Moves:
    """Lays out what became of bodies between two notices."""

    def __init__(self, old: Side, new: Side, words: Words, at: Addresses) -> None:
        self._old, self._new, self._words, self._at = old, new, words, at

    def of(self, whole: Comparison, part: Comparison) -> Iterator[Move]:
        """Give the bodies of a ``part`` of a comparison whose part changed, or that joined or left a norm that stayed.

        It speaks the language that is spoken around it.
        """
        notes = {move.id: move.note for move in agency_moves(part)}
        for row in part.agencies:
            steps = tuple(self._steps(whole, row.id))
            if row.id in notes or steps:
                then, now = self._parts(self._old, row.id, row.old_roles), self._parts(self._new, row.id, row.new_roles)
                name = self._words.name("agency", row.id)
                yield Move(row.id, name, tuple(then), tuple(now), notes.get(row.id, ""), steps)

    def _parts(self, side: Side, body: str, roles: tuple[str, ...]) -> Iterator[Part]:
        for role in roles:
            places: dict[str, Link] = {}
            for _, norm in side.notice.provisions() if role not in _OF_NOTICE else ():
                if any(one.role.value == role and _heir(one.id) == body for one in norm.agencies):
                    label = clause_label(norm.id)
                    places.setdefault(label, Link(label, self._at.notice(side.key, anchor(norm.id))))
            yield Part(self._words.name("role", role), tuple(places.values()))

    def _steps(self, whole: Comparison, body: str) -> Iterator[Part]:
        """Give the norms that a body joined and left, by its part in them."""
        found: dict[tuple[str, str], list[Link]] = {}
        for one in whole.changes:
            if not one.old or not one.new or one.translation_only:
                continue
            for point in one.points:
                if isinstance(point, RoleMoved) and _heir(point.agency) == body and bool(point.old) != bool(point.new):
                    joined = point.new is not None
                    link = self._step(one.old, one.new, joined=joined)
                    for role in point.now or point.was:
                        found.setdefault(("added" if joined else "removed", role), []).append(link)
        for (change, role), links in found.items():
            yield Part(self._words(f"part_{change}", role=self._words.name("role", role)), tuple(links))

    def _step(self, old: Quoted, new: Quoted, *, joined: bool) -> Link:
        was, now = (clause_label(one.clause or one.notice) for one in (old, new))
        side, there = (self._new, new) if joined else (self._old, old)
        place = anchor(there.provision or there.clause or there.notice)
        return Link(f"{was} → {now}", self._at.notice(side.key, place))


def _heir(code: str) -> str:
    return lexicon.load().succession(code) or code
