"""The change in law rather than in words: which norm became which, and whether it binds more or less.

Norms are compared act by act: "shall not open accounts or transfer funds" is two. A norm is matched with one of
the same kind, in linked clauses first, and by its codes before its words.

After this stage: every norm of a kind in ``COMPARED`` stands in at least one change, captions of bans left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from regparse.compare.align import Alignment
from regparse.compare.force import Shift, shifts, takes_in
from regparse.compare.likeness import Side, Unit, Weights
from regparse.compare.sentences import tokens
from regparse.model import Activity, Kind, NormChange, NormSide, Notice, Provision

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
FAMILIES = ((Kind.STATUS, Kind.PROHIBITION), (Kind.MANDATE, Kind.OBLIGATION))
"""What is left of one kind may have become the other: "is illegal" a ban, "strengthens" a duty with "should"."""
WORDS = 0.35
"""How alike two norms without a code in common must be to be one, in linked clauses."""
WORDS_ELSEWHERE = 0.6
"""The same where their clauses are not linked."""


@dataclass(frozen=True, eq=False)
class _Norm:
    """A norm, or one act of it."""

    notice: str
    clause: str | None
    provision: Provision
    act: Activity | None
    words: frozenset[str]
    mass: int
    sentences: frozenset[Unit]
    persons: frozenset[str]
    assets: frozenset[str]

    @property
    def code(self) -> str | None:
        return self.act.code if self.act else None

    def side(self, whole: bool) -> NormSide:
        quote = self.act if self.act and not whole else self.provision
        return NormSide(
            text=quote.text, span=quote.span, notice=self.notice, clause=self.clause, provision=self.provision.id
        )


def compare_norms(old: Notice, new: Notice, alignment: Alignment) -> tuple[NormChange, ...]:
    """Give the changes of norms, by kind: matched and removed ones in the order of the old notice, then the added."""
    linked = {(link.old, link.new) for link in alignment.links if link.state == "linked"}
    sides = [
        {kind: list(_norms(notice, side, kind, alignment.weights)) for kind in COMPARED}
        for notice, side in ((old, alignment.old), (new, alignment.new))
    ]
    same = {(m.old, m.new) for link in alignment.links if link.state == "linked" for m in link.matches}
    judge = _Judge(linked, same, alignment.weights)
    became = dict[_Norm, _Norm]()
    for first, second in [(kind, kind) for kind in COMPARED] + [*FAMILIES, *(pair[::-1] for pair in FAMILIES)]:
        before = [norm for norm in sides[0][first] if norm not in became]
        taken = set(became.values())
        after = [norm for norm in sides[1][second] if norm not in taken]
        became |= _match(before, after, judge)
    taken = set(became.values())
    out, done = list[NormChange](), set[tuple[str, str]]()
    for kind in COMPARED:
        for norm in sides[0][kind]:
            if norm in became:
                out += _matched(norm, became[norm], done)
            else:
                out.append(NormChange(change="removed", kind=kind, what=_what(norm), old=norm.side(whole=False)))
        out += [
            NormChange(change="added", kind=kind, what=_what(norm), new=norm.side(whole=False))
            for norm in sides[1][kind]
            if norm not in taken
        ]
    return tuple(out)


def _norms(notice: Notice, side: Side, kind: Kind, weights: Weights) -> Iterator[_Norm]:
    """Give the norms of a kind, act by act. A ban without an act is a caption; it counts where it stands alone."""
    top = {part.id: clause.id for clause in notice.clauses for part in clause.walk()}
    spelt_out = {clause and clause.id for clause, norm in notice.provisions() if norm.kind == kind and norm.activities}
    for clause, provision in notice.provisions():
        caption = kind in BY_ACT and not provision.activities and (clause and clause.id) in spelt_out
        if provision.kind != kind or caption:
            continue
        start, end = provision.span
        within = frozenset(u for u in side.sentences if u.quote.span[0] < end and start < u.quote.span[1])
        persons, assets = frozenset(who.code for who in provision.addressees), frozenset(provision.assets)
        acts: Iterable[Activity | None] = (provision.activities if kind in BY_ACT else ()) or (None,)
        for act in acts:
            words = tokens(act.phrase if act else provision.text)
            mass = sum(weights.get(word, 0) for word in words)
            where = top[clause.id] if clause else None
            yield _Norm(notice.id, where, provision, act, words, mass, within, persons, assets)


def _match(before: list[_Norm], after: list[_Norm], judge: _Judge) -> dict[_Norm, _Norm]:
    """Pair norms one to one, the surest first."""
    ranked = list[tuple[float, int, int]]()
    for i, old in enumerate(before):
        for j, new in enumerate(after):
            score = judge.score(old, new)
            if score:
                ranked.append((-score, i, j))
    became, taken = dict[_Norm, _Norm](), set[_Norm]()
    for _, i, j in sorted(ranked):
        if before[i] not in became and after[j] not in taken:
            became[before[i]] = after[j]
            taken.add(after[j])
    return became


@dataclass(frozen=True)
class _Judge:
    """Says how sure it is that two norms are one, from the links of their clauses and sentences, codes and words."""

    linked: set[tuple[str, str]]
    same: set[tuple[Unit, Unit]]
    weights: Weights

    def score(self, old: _Norm, new: _Norm) -> float:
        """Give 0 when the two are not one, else the more the surer."""
        a, b = old.provision, new.provision
        near = (old.clause, new.clause) in self.linked or old.clause is new.clause is None
        same = old.code is not None and old.code == new.code
        if not near and not same and (a.kind != b.kind or (old.code and new.code)):
            return 0.0
        if a.sanction and b.sanction and a.sanction.kind != b.sanction.kind:
            return 0.0
        assets = bool(old.assets & new.assets) or not (old.assets or new.assets)
        persons = bool(old.persons & new.persons)
        place = a.territory == b.territory
        words = self._words(old, new)
        matched = near and any((x, y) in self.same for x in old.sentences for y in new.sentences)
        related = takes_in("activities", old.code, new.code) or takes_in("activities", new.code, old.code)
        if same:
            sound = near or (assets and place)
        elif old.code and new.code:
            sound = related and assets
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

    def _words(self, old: _Norm, new: _Norm) -> float:
        shared = sum(self.weights.get(word, 0) for word in old.words & new.words)
        return float(shared / (old.mass * new.mass) ** 0.5) if shared else 0.0


def _matched(old: _Norm, new: _Norm, done: set[tuple[str, str]]) -> Iterator[NormChange]:
    """Give the changes between two matched norms.

    What concerns a norm as a whole (the persons, the assets, the condition) is said once for all its acts.
    """
    kind = new.provision.kind
    pair = (old.provision.id, new.provision.id)
    found = shifts(old.provision, new.provision)
    if pair not in done:
        done.add(pair)
        for change in ("widened", "narrowed"):
            words = [shift.what for shift in found if shift.change == change]
            if words:
                what = _about(new.provision) + "; ".join(words)
                yield NormChange(
                    change=change, kind=kind, what=what, old=old.side(whole=True), new=new.side(whole=True)
                )
    sides = {"old": old.side(whole=False), "new": new.side(whole=False)}
    act = _act_shift(old, new)
    if act:
        yield NormChange(change=act.change, kind=kind, what=act.what, **sides)
    elif not found:
        yield NormChange(change="kept", kind=kind, what=_what(new), **sides)


def _act_shift(old: _Norm, new: _Norm) -> Shift | None:
    changes: tuple[tuple[Literal["widened", "narrowed"], str | None, str | None], ...] = (
        ("widened", new.code, old.code),
        ("narrowed", old.code, new.code),
    )
    for change, broad, narrow in changes:
        if takes_in("activities", broad, narrow):
            return Shift(change, f"{old.code} to {new.code}")
    return None


def _about(norm: Provision) -> str:
    """Give what opens the words about a change: the acts or the sanction it concerns."""
    codes = [act.code for act in norm.activities if act.code] if norm.kind in BY_ACT else []
    if norm.sanction:
        codes = [norm.sanction.kind]
    return f"{', '.join(dict.fromkeys(codes))}: " if codes else ""


def _what(norm: _Norm) -> str:
    """Say a norm in a few words: the act, who is bound, about what, where, on which condition."""
    provision = norm.provision
    acts = [norm.act] if norm.act else provision.activities
    parts = [
        ", ".join(dict.fromkeys(act.code for act in acts if act and act.code)) or _short((norm.act or provision).text),
        ", ".join(dict.fromkeys(who.code for who in provision.addressees)),
        ", ".join(provision.assets),
        provision.territory or "",
        f"condition {provision.condition}" if provision.condition else "",
    ]
    return "; ".join(part for part in parts if part)


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
