"""What stands on one side only within clauses that were carried on: parts of norms, and sentences without a norm."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from regparse.comparison import figures
from regparse.comparison.align import Alignment
from regparse.comparison.likeness import Unit
from regparse.comparison.matching import BY_ACT, COMPARED, DUTIES, PART, Matching, Norm
from regparse.comparison.tasks import lost_pieces
from regparse.comparison.telling import ONE_SIDE, How, between, short
from regparse.model import Kind, Notice, Provision, Span
from regparse.model.comparison import NormChange, NormSide

SAME = 0.9
"""Sentences without a norm that are less alike than this say something else."""
_WHEN_EN = re.compile(r"(?:Where|If|When|Whenever|Once|In case|In the case of|For)\b.*", re.IGNORECASE | re.DOTALL)
_WHEN_ZH = re.compile(r"(?:对|对于|当|如|如果|若|在)?.*(?:的|时|情况下|情形下|后|之前|前)", re.DOTALL)
"""How words open, or end, that say when a norm holds."""
_LONE = re.compile(r",?\s*[A-Za-z][\w-]*\s*,?|、[\u4e00-\u9fff]{2,6}、?|[\u4e00-\u9fff]{2,6}、")
"""An item of a list that is one word. In Chinese its mark (、) tells it from a task of two words."""
_GOES_ON = re.compile(r"\s*(?:并|且|同时|and\b|but\b)")
"""How a duty opens that follows a ban in its sentence."""
_CAPTION = {"zh": 30, "en": 100}
"""How long a sentence may be that opens a clause of several and only names its subject."""
_SAYS = {"zh": re.compile("[，为是按]"), "en": re.compile(r"\b(?:is|are|be|was|were|has|have|may)\b")}
"""What a sentence has that says something of its subject."""


class Pieces:
    """What stands on one side only within clauses that were carried on, norm by norm."""

    def __init__(self, old: Notice, new: Notice, alignment: Alignment, matching: Matching) -> None:
        self._notices = (old, new)
        taken = matching.taken
        self._norms = tuple(
            {top.id: [norm for part in top.walk() for norm in part.provisions] for top in notice.clauses}
            for notice in self._notices
        )
        sound = [m for link in alignment.links if link.state == "linked" for m in link.matches]
        known = {unit for m in sound for unit in (m.old, m.new)}
        about = [
            {unit for norms in side.values() for norm in norms if norm in taken for unit in norm.sentences}
            for side in matching.sides
        ]
        # A sentence that went on without a norm that a rule knows is law all the same: what it lost is told.
        self._lawless = tuple(
            {unit for unit in side.sentences if unit in known and not self._has_norm(n, unit)}
            for n, side in enumerate((alignment.old, alignment.new))
        )
        self._reworded = [
            (m.old, m.new) for m in sound if m.score < SAME and {m.old, m.new} <= self._lawless[0] | self._lawless[1]
        ]
        self._lost = lost_pieces(self._notices, alignment, (about[0] | self._lawless[0], about[1] | self._lawless[1]))
        matched = {norm.provision.id for norm in taken}
        self._partners = (
            {a.provision.id: b for a, b, basis in matching.pairs if basis != PART},
            {b.provision.id: a for a, b, basis in matching.pairs if basis != PART},
        )
        self._told = tuple(
            {
                clause: [n.span for n in norms if n.kind in COMPARED and n.id not in matched and not _is_caption(n)]
                for clause, norms in side.items()
            }
            for side in self._norms
        )
        self._by_clause = tuple(defaultdict[str, list[Span]](list) for _ in self._lost)
        for spans, pieces in zip(self._by_clause, self._lost, strict=True):
            for piece in pieces:
                spans[piece.sentence.clause].append(piece.span)
        self._strangers = tuple(
            [unit for unit in side.sentences if unit not in known and not self._is_told(n, unit, lone)]
            for n, side, lone in (
                (n, side, {u.clause for u in side.sentences} - {u.clause for u in side.sentences if u.place})
                for n, side in enumerate((alignment.old, alignment.new))
            )
        )

    def _is_told(self, n: int, unit: Unit, lone: Collection[str]) -> bool:
        """Say whether a sentence is a caption, or a norm was found in it."""
        return (unit.clause not in lone and self._names_only(n, unit)) or self._has_norm(n, unit)

    def _names_only(self, n: int, unit: Unit) -> bool:
        """Say whether a short sentence that opens a clause says nothing of the subject that it names."""
        language, text = self._notices[n].language, unit.text
        brief = unit.place == 0 and len(unit.said) <= _CAPTION[language]
        return brief and not _SAYS[language].search(text) and not figures.in_norm(text, (0, len(text)), language)

    def _has_norm(self, n: int, unit: Unit) -> bool:
        return _meets(unit.span, (norm.span for norm in self._norms[n][unit.clause]))

    def without(self, norm: Norm, *, old_side: bool) -> Provision:
        """Give a norm without the words that are told apart."""
        provision = norm.provision
        text, start = provision.text, provision.span[0]
        for low, high in self._by_clause[0 if old_side else 1].get(norm.clause or "", ()):
            a, b = max(low - start, 0), min(high - start, len(text))
            if a < b:
                text = text[:a] + " " * (b - a) + text[b:]
        return provision if text == provision.text else provision.model_copy(update={"text": text})

    def changes(self, explained: Sequence[Mapping[str, Sequence[Span]]]) -> Iterator[NormChange]:
        """Give a change for each piece that no norm on its own and no shift accounts for, and each lost statement."""
        for n, side in enumerate(self._lost):
            for piece in side:
                clause = piece.sentence.clause
                if _meets(piece.span, self._told[n][clause]) or _meets(piece.span, explained[n].get(clause, ())):
                    continue
                kind, norm = self._norm(n, clause, piece.span)
                other = self._partners[n].get(norm.id) if norm else None
                if norm and other and self._opens_condition(n, piece.span):
                    yield self._conditioned(n, kind, piece.span, norm, other)
                elif norm and other and _LONE.fullmatch(self._notices[n].text[slice(*piece.span)].strip()):
                    yield self._listed(n, kind, piece.span, norm, other)
                elif norm or piece.sentence in self._lawless[n]:
                    yield self._alone(n, kind if norm else "statement", piece.span, piece.sentence.clause, norm)
            for unit in self._strangers[n]:
                yield self._alone(n, "statement", unit.span, unit.clause, None)
        lost = {piece.sentence for side in self._lost for piece in side}
        for pair in self._reworded:  # other words, none of which is new to the clause
            if lost.isdisjoint(pair) and not all(self._names_only(n, unit) for n, unit in enumerate(pair)):
                yield from (self._alone(n, "statement", unit.span, unit.clause, None) for n, unit in enumerate(pair))

    def _alone(self, n: int, kind: str, span: Span, clause: str, norm: Provision | None) -> NormChange:
        here = self._side(n, span, norm, clause)
        whom = ", ".join(dict.fromkeys(who.code for who in norm.addressees)) if norm else ""
        bare = here.text.strip(" ,;.，；。、：")
        what = "; ".join(part for part in (short(bare), whom) if part)
        if n == 0:
            return NormChange(change="removed", kind=kind, what=what, old=here, basis=ONE_SIDE)
        return NormChange(change="added", kind=kind, what=what, new=here, basis=ONE_SIDE)

    def _side(self, n: int, span: Span, norm: Provision | None, clause: str | None = None) -> NormSide:
        words = self._notices[n].text[slice(*span)]
        start = span[0] + len(words) - len(words.lstrip())
        words = words.strip()
        return NormSide(
            text=words,
            span=(start, start + len(words)),
            notice=self._notices[n].id,
            clause=clause or (norm.id.partition("#")[0] if norm else None),
            provision=norm.id if norm else None,
        )

    def _opens_condition(self, n: int, span: Span) -> bool:
        """Say whether words on one side only say when a norm holds, rather than what it asks."""
        words = self._notices[n].text[slice(*span)].strip(" ,，；;")
        pattern = _WHEN_ZH if self._notices[n].language == "zh" else _WHEN_EN
        return bool(pattern.fullmatch(words))

    def _conditioned(self, n: int, kind: str, span: Span, norm: Provision, other: Norm) -> NormChange:
        """Tell that a norm holds in more cases, since a condition of the old one is gone, or in fewer."""
        side = self._side(n, span, norm)
        words = short(side.text.strip(" ,;.，；。、："))
        if n == 0:
            return _shifted("widened", kind, f"no longer only “{words}”", side, other, first=True)
        return _shifted("narrowed", kind, f"only “{words}”", side, other, first=False)

    def _listed(self, n: int, kind: str, span: Span, norm: Provision, other: Norm) -> NormChange:
        """Tell that a list in a norm lost or gained an item: one word is no norm by itself."""
        side = self._side(n, span, norm)
        item = side.text.strip(" ,、，")
        if n == 0:
            return _shifted("narrowed", kind, f"leaves out “{item}”", side, other, first=True)
        return _shifted("widened", kind, f"takes in “{item}”", side, other, first=False)

    def _norm(self, n: int, clause: str, span: Span) -> tuple[str, Provision | None]:
        """Give the norm that a piece is a part of, and its kind; None where there is none or its acts tell."""
        a, b = span
        over = [m for m in self._norms[n][clause] if m.kind in COMPARED and m.span[0] < b and a < m.span[1]]
        if not over:
            return "", None
        norm = min(over, key=lambda norm: (norm.kind not in DUTIES, norm.span[1] - norm.span[0], norm.id))
        if norm.kind not in BY_ACT:
            return str(norm.kind), norm
        acts = [act.span for act in norm.activities]
        words = self._notices[n].text[a:b]
        if not acts or _meets(span, acts) or a < max(end for _, end in acts) or not _GOES_ON.match(words):
            return "", None
        return str(Kind.OBLIGATION), norm  # what a sentence goes on with behind its ban


def _shifted(change: How, kind: str, what: str, side: NormSide, other: Norm, *, first: bool) -> NormChange:
    """Give a change between a piece of one norm and the whole of its partner."""
    whole = other.side(whole=True)
    sides = (side, whole) if first else (whole, side)
    return between(change, kind, what, ONE_SIDE, sides)


def _is_caption(norm: Provision) -> bool:
    return norm.kind in BY_ACT and not norm.activities


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)
