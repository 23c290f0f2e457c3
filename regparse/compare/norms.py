"""The change in law rather than in words: which norm became which, and whether it binds more or less.

Norms are compared act by act: "shall not open accounts or transfer funds" is two. A norm is matched with one of
the same kind, in linked clauses first, and by its codes before its words.

After this stage: every norm of a kind in ``COMPARED`` stands in at least one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from regparse.compare.align import Alignment
from regparse.compare.force import Shift, shifts, takes_in
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
WORDS = 0.35
"""How alike two norms without a code in common must be to be one, in linked clauses."""
WORDS_ELSEWHERE = 0.6
"""The same where their clauses are not linked."""


@dataclass(frozen=True, eq=False)
class _Norm:
    """A norm, or one act of it. ``order`` is its place in the notice."""

    notice: str
    clause: str | None
    provision: Provision
    act: Activity | None
    words: frozenset[str]
    mass: int
    order: int

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
    out = list[NormChange]()
    for kind in COMPARED:
        before, after = (list(_norms(notice, kind, alignment)) for notice in (old, new))
        became = _match(before, after, linked, alignment)
        done = set[tuple[str, str]]()
        for norm in before:
            if norm not in became:
                out.append(NormChange(change="removed", kind=kind, what=_what(norm), old=norm.side(whole=False)))
                continue
            out += _matched(norm, became[norm], done)
        kept = set(became.values())
        out += [
            NormChange(change="added", kind=kind, what=_what(norm), new=norm.side(whole=False))
            for norm in after
            if norm not in kept
        ]
    return tuple(out)


def _norms(notice: Notice, kind: Kind, alignment: Alignment) -> Iterator[_Norm]:
    top = {part.id: clause.id for clause in notice.clauses for part in clause.walk()}
    order = 0
    for clause, provision in notice.provisions():
        if provision.kind != kind:
            continue
        acts: Iterable[Activity | None] = (provision.activities if kind in BY_ACT else ()) or (None,)
        for act in acts:
            words = tokens(act.phrase if act else provision.text)
            mass = sum(alignment.weights.get(word, 0) for word in words)
            yield _Norm(notice.id, top[clause.id] if clause else None, provision, act, words, mass, order)
            order += 1


def _match(
    before: list[_Norm], after: list[_Norm], linked: set[tuple[str, str]], alignment: Alignment
) -> dict[_Norm, _Norm]:
    """Pair norms one to one, the surest first."""
    ranked = list[tuple[float, int, int]]()
    for old in before:
        for new in after:
            near = (old.clause, new.clause) in linked or old.clause is new.clause is None
            score = _score(old, new, near, _words(old, new, alignment))
            if score:
                ranked.append((-score, old.order, new.order))
    became, taken = dict[_Norm, _Norm](), set[_Norm]()
    for _, i, j in sorted(ranked):
        if before[i] not in became and after[j] not in taken:
            became[before[i]] = after[j]
            taken.add(after[j])
    return became


def _words(old: _Norm, new: _Norm, alignment: Alignment) -> float:
    shared = sum(alignment.weights.get(word, 0) for word in old.words & new.words)
    return float(shared / (old.mass * new.mass) ** 0.5) if shared else 0.0


def _score(old: _Norm, new: _Norm, near: bool, words: float) -> float:
    """Say how sure it is that two norms of one kind are one; 0 when they are not."""
    a, b = old.provision, new.provision
    assets = bool({*a.assets} & {*b.assets}) or not (a.assets or b.assets)
    same = old.code is not None and old.code == new.code
    related = takes_in("activities", old.code, new.code) or takes_in("activities", new.code, old.code)
    if same:
        sound = near or (assets and a.territory == b.territory)
    elif old.code and new.code:
        sound = near and related and assets
    else:
        sound = words >= (WORDS if near else WORDS_ELSEWHERE)
    if a.sanction and b.sanction and a.sanction.kind != b.sanction.kind:
        sound = False
    if not sound:
        return 0.0
    persons = bool({who.code for who in a.addressees} & {who.code for who in b.addressees})
    alike = (assets, persons, a.condition == b.condition, a.territory == b.territory)
    return 4.0 * near + 3.0 * same + 1.0 * related + 0.5 * sum(alike) + words


def _matched(old: _Norm, new: _Norm, done: set[tuple[str, str]]) -> Iterator[NormChange]:
    """Give the changes between two matched norms.

    What concerns a norm as a whole (the persons, the assets, the condition) is said once for all its acts.
    """
    kind = old.provision.kind
    pair = (old.provision.id, new.provision.id)
    found = shifts(old.provision, new.provision)
    if pair not in done:
        done.add(pair)
        for change in ("widened", "narrowed"):
            words = [shift.what for shift in found if shift.change == change]
            if words:
                what = "; ".join(words)
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


def _what(norm: _Norm) -> str:
    """Say a norm in a few words: the act, who is bound, about what, where, on which condition."""
    provision = norm.provision
    acts = [norm.act] if norm.act else provision.activities
    parts = [
        ", ".join(dict.fromkeys(act.code or act.phrase for act in acts if act)) or _short(provision.text),
        ", ".join(dict.fromkeys(who.code for who in provision.addressees)),
        ", ".join(provision.assets),
        provision.territory or "",
        f"condition {provision.condition}" if provision.condition else "",
    ]
    return "; ".join(part for part in parts if part)


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
