"""Norms of two notices -> which became which. A norm is matched in linked clauses first, by its codes before words.

Bans are taken apart: "shall not open accounts or transfer funds" is two norms. A duty that went into another one
together with its neighbour is matched besides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from regparse.comparison.align import Alignment
from regparse.comparison.force import takes_in
from regparse.comparison.likeness import Reader, Side, Unit, Weights, weigh
from regparse.model import Activity, Kind, Notice, Provision, Role
from regparse.model.comparison import NormSide

COMPARED = (
    Kind.PROHIBITION,
    Kind.OBLIGATION,
    Kind.PERMISSION,
    Kind.MANDATE,
    Kind.SANCTION,
    Kind.DEFINITION,
    Kind.STATUS,
)
"""Commencement and repeal are about the notice, not about anybody's conduct."""

BY_ACT = frozenset({Kind.PROHIBITION, Kind.PERMISSION})
DUTIES = frozenset({Kind.OBLIGATION, Kind.MANDATE})
FAMILIES = ((Kind.STATUS, Kind.PROHIBITION), (Kind.MANDATE, Kind.OBLIGATION))
"""What is left of one kind may have become the other: "is illegal" a ban, "strengthens" a duty with "should"."""
WORDS = 0.35
"""How alike two norms without a code in common must be to be one, in linked clauses."""
WORDS_ELSEWHERE = 0.6
"""The same where their clauses are not linked."""
PART = "part of another"
"""The basis of a match with a norm that says more than this."""
HOSTED = 0.5
"""How much of what a duty says must stand in another one for it to have gone into that one."""
OWN = 0.2
"""The same of what it alone says: what the partner of the other one has not."""


@dataclass(eq=False, slots=True)
class Norm:
    """A norm, or one act of it. ``clause`` is the top-level clause it stands in, None in the closing."""

    notice: str
    clause: str | None
    provision: Provision
    act: Activity | None
    words: frozenset[str]
    mass: int
    sentences: frozenset[Unit]
    persons: frozenset[str]
    assets: frozenset[str]
    code: str | None

    def side(self, whole: bool) -> NormSide:
        quote = self.act if self.act and not whole else self.provision
        return NormSide(
            text=quote.text, span=quote.span, notice=self.notice, clause=self.clause, provision=self.provision.id
        )


@dataclass
class Matching:
    """Which norm became which, with the grounds; several old ones may have gone into one, and the other way round.

    ``same`` are the sentences that each old one became.
    """

    sides: tuple[dict[Kind, list[Norm]], dict[Kind, list[Norm]]]
    same: Mapping[Unit, set[Unit]]
    pairs: list[tuple[Norm, Norm, str]] = field(default_factory=list)

    @property
    def taken(self) -> set[Norm]:
        return {norm for old, new, _ in self.pairs for norm in (old, new)}


def match_norms(old: Notice, new: Notice, alignment: Alignment) -> Matching:
    """Match the norms of two notices: one to one, the surest first, then duties that went into others."""
    sound = [link for link in alignment.links if link.state == "linked"]
    linked = {(link.old, link.new) for link in sound}
    weights = alignment.weights
    read = alignment.read
    same = defaultdict[Unit, set[Unit]](set)
    for link in sound:
        for m in link.matches:
            same[m.old].add(m.new)
    sides = _by_kind(old, alignment.old, weights, read), _by_kind(new, alignment.new, weights, read)
    found = Matching(sides, same)
    partners = defaultdict[str | None, list[str | None]](list, {None: [None]})
    for link in sound:
        partners[link.old].append(link.new)
    judge = _Judge(linked, partners, same, weights)
    taken = set[Norm]()
    for first, second in [(kind, kind) for kind in COMPARED] + [*FAMILIES, *(pair[::-1] for pair in FAMILIES)]:
        before, after = found.sides[0][first], found.sides[1][second]
        pairs = _match([n for n in before if n not in taken], [n for n in after if n not in taken], judge)
        found.pairs += pairs
        taken |= {norm for a, b, _ in pairs for norm in (a, b)}
    _host(found, linked, weights)
    return found


def _by_kind(notice: Notice, side: Side, weights: Weights, read: Reader) -> dict[Kind, list[Norm]]:
    """Give the norms by kind, act by act. A ban without an act is a caption; it counts where it stands alone."""
    top = {part.id: clause.id for clause in notice.clauses for part in clause.walk()}
    at = defaultdict[str, list[Unit]](list)
    for unit in side.sentences:
        at[unit.clause].append(unit)
    provisions = list(notice.provisions())
    spelt_out = {(clause and clause.id, norm.kind) for clause, norm in provisions if norm.activities}
    out: dict[Kind, list[Norm]] = {kind: [] for kind in COMPARED}
    for clause, provision in provisions:
        kind = provision.kind
        if kind not in out:
            continue
        if kind in BY_ACT and not provision.activities and (clause and clause.id, kind) in spelt_out:
            continue
        where = top[clause.id] if clause else None
        start, end = provision.span
        within = frozenset(u for u in at[where or ""] if u.span[0] < end and start < u.span[1])
        persons, assets = frozenset(who.code for who in provision.addressees), frozenset(provision.assets)
        acts: Iterable[Activity | None] = (provision.activities if kind in BY_ACT else ()) or (None,)
        for act in acts:
            words = read(act.phrase if act else provision.text)
            mass = weigh(words, weights)
            code = act.code if act else None
            out[kind].append(Norm(notice.id, where, provision, act, words, mass, within, persons, assets, code))
    return out


def _match(before: list[Norm], after: list[Norm], judge: _Judge) -> list[tuple[Norm, Norm, str]]:
    """Pair norms one to one, the surest first.

    Norms of linked clauses come first: where they are surer than any others can be, the others are not looked at.
    """
    pairs, taken = list[tuple[Norm, Norm, str]](), set[Norm]()

    def rank(places: Iterable[tuple[int, int]]) -> list[tuple[float, int, int]]:
        scored = [(-judge.score(before[i], after[j]), i, j) for i, j in places]
        return [entry for entry in scored if entry[0]]

    def take(ranked: list[tuple[float, int, int]]) -> None:
        for _, i, j in sorted(ranked):
            old, new = before[i], after[j]
            if old not in taken and new not in taken:
                pairs.append((old, new, judge.basis(old, new)))
                taken.update((old, new))

    if before and after:
        near = rank(judge.near(before, after))
        take([entry for entry in near if -entry[0] > FAR])
        free = ({n for n, norm in enumerate(side) if norm not in taken} for side in (before, after))
        far = rank(judge.far(before, after, *free))
        take([*(entry for entry in near if -entry[0] <= FAR), *far])
    return pairs


@dataclass(frozen=True)
class _Judge:
    """Says how sure it is that two norms are one, from the links of their clauses and sentences, codes and words."""

    linked: set[tuple[str, str]]
    partners: Mapping[str | None, list[str | None]]
    same: Mapping[Unit, set[Unit]]
    weights: Weights

    def near(self, before: list[Norm], after: list[Norm]) -> Iterator[tuple[int, int]]:
        """Give the places of norms that stand in linked clauses, or both outside any."""
        at = defaultdict[str | None, list[int]](list)
        for j, new in enumerate(after):
            at[new.clause].append(j)
        for i, old in enumerate(before):
            for clause in self.partners.get(old.clause, ()):
                yield from ((i, j) for j in at.get(clause, ()))

    def far(
        self, before: list[Norm], after: list[Norm], old_places: set[int], new_places: set[int]
    ) -> Iterator[tuple[int, int]]:
        """Give those of some places that are not near but worth a look: norms of one act, or with a telling word."""
        if not old_places or not new_places:
            return
        held = Counter(chain.from_iterable([new.words for new in after]))
        asked = frozenset[str]().union(*[before[i].words for i in old_places])
        telling = frozenset([word for word in held.keys() & asked if held[word] <= TELLING])
        by_code, by_word = (defaultdict[str, list[int]](list) for _ in range(2))
        for j in new_places:
            new = after[j]
            if new.code:
                by_code[new.code].append(j)
            for word in new.words & telling:
                by_word[word].append(j)
        for i in old_places:
            old = before[i]
            found = set(by_code.get(old.code, ())) if old.code else set()
            found.update(*[by_word[word] for word in old.words & by_word.keys()])
            partners = self.partners.get(old.clause, ())
            yield from ((i, j) for j in found if after[j].clause not in partners)

    def score(self, old: Norm, new: Norm) -> float:
        """Give 0 when the two are not one, else the more the surer. What costs the least to tell is told first."""
        a, b = old.provision, new.provision
        near = (old.clause, new.clause) in self.linked or old.clause is new.clause is None
        act, became = old.code, new.code
        same = act is not None and act == became
        if not near and not same and (a.kind != b.kind or (act and became)):
            return 0.0
        assets = not old.assets.isdisjoint(new.assets) or not (old.assets or new.assets)
        place = a.territory == b.territory
        if same and not near and not (assets and place):
            return 0.0
        related = not same and (takes_in("activities", act, became) or takes_in("activities", became, act))
        if act and became and not same and not (related and assets):
            return 0.0
        if a.sanction and b.sanction and a.sanction.kind != b.sanction.kind:
            return 0.0
        persons = not old.persons.isdisjoint(new.persons)
        words = self._words(old, new)
        matched = near and any(not self.same[x].isdisjoint(new.sentences) for x in old.sentences if x in self.same)
        if same or (act and became):
            sound = True
        elif not near:
            sound = words >= WORDS_ELSEWHERE
        elif a.kind != b.kind:
            sound = words >= WORDS or (persons and assets and place and a.territory is not None)
        else:
            sound = words >= WORDS or (matched and a.kind not in BY_ACT)
        if not sound:
            return 0.0
        alike = assets + persons + place + (a.condition == b.condition)
        return 4.0 * near + 3.0 * same + 1.0 * related + 1.0 * matched + 0.5 * alike + words

    def basis(self, old: Norm, new: Norm) -> str:
        """Say on what two norms were taken for one."""
        if old.code and new.code:
            return "act"
        return "words" if self._words(old, new) >= WORDS else "sentence"

    def _words(self, old: Norm, new: Norm) -> float:
        shared = weigh(old.words & new.words, self.weights)
        return float(shared / (old.mass * new.mass) ** 0.5) if shared else 0.0


FAR = 6.0
"""No two norms whose clauses are not linked are surer than this: they have one act, and all else in common."""
TELLING = 4
"""A word that stands in more norms of a kind than this brings no two together."""


def _host(found: Matching, linked: set[tuple[str, str]], weights: Weights) -> None:
    """Match the duties that are left with the one of a linked clause that says most of what they say."""
    taken = found.taken
    said = {norm: other.words for old, new, _ in found.pairs for norm, other in ((old, new), (new, old))}
    duties = [[norm for kind in DUTIES for norm in side[kind]] for side in found.sides]
    before, after = (sorted(side, key=lambda norm: norm.provision.span) for side in duties)
    for side, others in ((before, after), (after, before)):
        partners, at = defaultdict[str | None, set[str]](set), defaultdict[str | None, list[int]](list)
        for old, new in linked:
            here, there = (old, new) if side is before else (new, old)
            partners[here].add(there)
        for n, other in enumerate(others):
            at[other.clause].append(n)
        for norm in side:
            if norm in taken or not norm.mass:
                continue
            places = sorted(n for clause in partners.get(norm.clause, ()) for n in at.get(clause, ()))
            near = [others[n] for n in places if _in_charge(norm) <= _in_charge(others[n])]
            shared = [weigh(norm.words & other.words, weights) for other in near]
            best = max(range(len(near)), key=lambda n: (shared[n], -n), default=None)
            if best is None or shared[best] < HOSTED * norm.mass:
                continue
            # What the partner of that one says is no trace of this one: a twin in its words has not gone there.
            own = norm.words - said.get(near[best], frozenset())
            if own and weigh(own & near[best].words, weights) >= OWN * weigh(own, weights):
                pair = (norm, near[best]) if side is before else (near[best], norm)
                found.pairs.append((*pair, PART))


def _in_charge(norm: Norm) -> set[str]:
    """Give who has to do what a norm says: a task that passed to another body is another task."""
    return {body.id for body in norm.provision.agencies if body.role in {Role.LEAD, Role.RESPONSIBLE}} | norm.persons
