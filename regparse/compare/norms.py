"""The change in law rather than in words: which norm binds more or less, what came and what went.

After this stage: every norm of a kind in ``COMPARED`` stands in at least one change, captions of bans left out; a
change quotes the words of each side it speaks of; no change stands twice. Beside the kinds of norms there are
``agency-role`` (a body that joined or left a norm that stayed), ``figure`` (an amount, a period, a frequency in one),
``legal-basis``, ``citation``, ``repeal``, ``commencement`` and ``statement`` (words in which no norm was found).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from regparse.compare import figures
from regparse.compare.agencies import role_shifts
from regparse.compare.align import Alignment
from regparse.compare.cited import compare_citations, place
from regparse.compare.force import act_shifts, shifts
from regparse.compare.likeness import Unit
from regparse.compare.matching import BY_ACT, COMPARED, DUTIES, PART, Matching, Norm, match_norms
from regparse.compare.subjects import Subjects
from regparse.compare.tasks import lost_pieces
from regparse.compare.wording import Shift
from regparse.comparison import NormChange, NormSide
from regparse.model import Kind, Language, Notice, Provision, Quote, Span


def compare_norms(old: Notice, new: Notice, alignment: Alignment) -> tuple[NormChange, ...]:
    """Give the changes of norms, by kind: matched and removed ones in the order of the old notice, then the added."""
    matching = match_norms(old, new, alignment)
    pieces = _Pieces(old, new, alignment, matching) if old.language == new.language else None
    out = list[NormChange]()
    partners = defaultdict[Norm, list[tuple[Norm, str]]](list)
    taken = matching.taken
    for a, b, basis in matching.pairs:
        partners[a].append((b, basis))
    said = _Said(old, new, pieces, Subjects(alignment, matching))
    for kind in COMPARED:
        for norm in matching.sides[0][kind]:
            for became, basis in sorted(partners[norm], key=lambda pair: pair[0].provision.span):
                out += said.matched(norm, became, basis)
            if norm not in taken:
                out.append(_alone("removed", norm))
        out += [_alone("added", norm) for norm in matching.sides[1][kind] if norm not in taken]
    if pieces:
        shifted = list(pieces.changes(said.explained))
        told = {side.provision for one in shifted for side in (one.old, one.new) if side and side.provision}
        out = [one for one in out if one.change != "kept" or told.isdisjoint(_norms(one) or ())] + shifted
    out += compare_citations(old, new)
    out += _commencement(old, new)
    return tuple({_told(change): change for change in reversed(out)}.values())[::-1]


def _commencement(old: Notice, new: Notice) -> Iterator[NormChange]:
    """Tell when one notice takes effect on its issue and the other on a day, or on another one."""
    days = [one.effective.date if one.effective.kind == "on-date" else None for one in (old, new)]
    if (old.effective.kind, days[0]) == (new.effective.kind, days[1]):
        return
    if side := _in_force(old):
        yield NormChange(change="removed", kind="commencement", what=_since(old), old=side, basis="commencement")
    if side := _in_force(new):
        yield NormChange(change="added", kind="commencement", what=_since(new), new=side, basis="commencement")


def _in_force(notice: Notice) -> NormSide | None:
    said = notice.effective
    if not (said.text and said.span):
        return None
    return NormSide(text=said.text, span=said.span, notice=notice.id, clause=place(notice, said.span), provision=None)


def _since(notice: Notice) -> str:
    return f"in force on {notice.effective.date}" if notice.effective.kind == "on-date" else "in force on issuance"


def _told(change: NormChange) -> tuple[object, ...]:
    """Give what a reader sees of a change: the same words about the same quotations are told once."""
    return change.change, change.kind, change.what, *(side and side.span for side in (change.old, change.new))


def _norms(change: NormChange) -> tuple[str, str] | None:
    """Give the norms that a change is between."""
    old, new = change.old and change.old.provision, change.new and change.new.provision
    return (old, new) if old and new else None


def _alone(change: str, norm: Norm) -> NormChange:
    side = norm.side(whole=False)
    kind, what = norm.provision.kind, _what(norm)
    if change == "removed":
        return NormChange(change="removed", kind=kind, what=what, old=side, basis="no counterpart")
    return NormChange(change="added", kind=kind, what=what, new=side, basis="no counterpart")


class _Said:
    """Says how two matched norms differ; what concerns a norm as a whole is said once for all its acts."""

    def __init__(self, old: Notice, new: Notice, pieces: _Pieces | None, subjects: Subjects) -> None:
        self._old, self._new, self._pieces, self._subjects = old, new, pieces, subjects
        self._day = new.issued_on.date if new.issued_on else None
        self._found = dict[tuple[str, str], tuple[Shift, ...]]()
        self._other_figures = set[tuple[str, str]]()
        self.explained = defaultdict[str, list[Span]](list), defaultdict[str, list[Span]](list)

    def matched(self, old: Norm, new: Norm, basis: str) -> Iterator[NormChange]:
        """Give the changes between two matched norms."""
        kind = new.provision.kind
        pair = (old.provision.id, new.provision.id)
        if pair not in self._found:
            a, b = old.provision, new.provision
            if self._pieces and a.kind in DUTIES and b.kind in DUTIES:
                a, b = self._pieces.without(old, old_side=True), self._pieces.without(new, old_side=False)
            persons = self._subjects.comparable(old.provision, new.provision)
            found = self._found[pair] = shifts(a, b, self._new.language, persons=persons)
            for shift in found:
                for told, span, norm in zip(self.explained, (shift.old, shift.new), (old, new), strict=True):
                    if span and norm.clause:
                        at = norm.provision.span[0]
                        told[norm.clause].append((span[0] + at, span[1] + at))
            points = list(self._points(old, new, found, basis))
            self._other_figures |= {pair} if any(about == "figure" for _, about, _ in points) else set()
            if points:
                sides = old.side(whole=True), new.side(whole=True)
                yield from (_between(change, about, what, basis, sides) for change, about, what in points)
        acts: tuple[Shift, ...] = ()
        if old.act and new.act:
            several = len(old.provision.activities) > 1 or len(new.provision.activities) > 1
            acts = act_shifts(old.act, new.act, self._new.language, several)
        kept = not acts and not self._found[pair] and pair not in self._other_figures
        if acts or kept:
            sides = old.side(whole=False), new.side(whole=False)
            yield from (_between(shift.change, kind, shift.what, basis, sides) for shift in acts)
            if kept:
                yield _between("kept", kind, _what(new), basis, sides)

    def _points(self, old: Norm, new: Norm, found: tuple[Shift, ...], basis: str) -> Iterator[tuple[_How, str, str]]:
        """Give what concerns two norms as wholes: how, about what, in words."""
        kind = new.provision.kind
        for change, words in _grouped(found):
            yield change, str(kind), _about(new.provision) + words
        # A duty whose subject runs on names nobody: that is no change of hands.
        if basis != PART and old.provision.agencies and new.provision.agencies and kind != Kind.SANCTION:
            gained, lost = role_shifts(old.provision, new.provision, self._day)
            if gained:
                yield "added", "agency-role", gained
            if lost:
                yield "removed", "agency-role", lost
        if basis != PART and self._old.language == self._new.language:
            yield from self._figures(old, new)

    def _figures(self, old: Norm, new: Norm) -> Iterator[tuple[_How, str, str]]:
        """Give the amounts, periods, shares and frequencies that one side of a norm has and the other has not."""
        before = _figures_of(self._old.text, old.provision.span, self._old.language)
        after = _figures_of(self._new.text, new.provision.span, self._new.language)
        gone = [quote.text for said, quote in before.items() if said not in after]
        come = [quote.text for said, quote in after.items() if said not in before]
        if gone:
            yield "removed", "figure", ", ".join(gone)
        if come:
            yield "added", "figure", ", ".join(come)


def _figures_of(text: str, span: Span, language: Language) -> dict[str, Quote]:
    """Give the figures of a norm by what they say; a count of departments is none of its own."""
    if not figures.likely(text, span, language):
        return {}
    found = [*figures.find(text, span, language), *figures.frequencies(text, span, language)]
    return {said: quote for said, quote in found if not said.endswith(" departments")}


_How = Literal["added", "removed", "widened", "narrowed", "kept"]


def _between(change: _How, kind: str, what: str, basis: str, sides: tuple[NormSide, NormSide]) -> NormChange:
    return NormChange(change=change, kind=kind, what=what, basis=basis, old=sides[0], new=sides[1])


def _shifted(change: _How, kind: str, what: str, side: NormSide, other: Norm, *, first: bool) -> NormChange:
    """Give a change between a piece of one norm and the whole of its partner."""
    whole = other.side(whole=True)
    sides = (side, whole) if first else (whole, side)
    return _between(change, kind, what, ONE_SIDE, sides)


def _grouped(found: Iterable[Shift]) -> Iterator[tuple[_How, str]]:
    ways: tuple[_How, ...] = ("widened", "narrowed")
    for way in ways:
        words = [shift.what for shift in found if shift.change == way]
        if words:
            yield way, "; ".join(words)


class _Pieces:
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
        return brief and not _SAYS[language].search(text) and not _figures_of(text, (0, len(text)), language)

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
        what = "; ".join(part for part in (_short(bare), whom) if part)
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
        words = _short(side.text.strip(" ,;.，；。、："))
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


SAME = 0.9
"""Sentences without a norm that are less alike than this say something else."""
ONE_SIDE = "words on one side only"
"""The basis of what only the words of one side say."""
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


def _is_caption(norm: Provision) -> bool:
    return norm.kind in BY_ACT and not norm.activities


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _about(norm: Provision) -> str:
    """Give what opens the words about a change: the acts or the sanction it concerns."""
    codes = [act.code for act in norm.activities if act.code] if norm.kind in BY_ACT else []
    if norm.sanction:
        codes = [norm.sanction.kind]
    return f"{', '.join(dict.fromkeys(codes))}: " if codes else ""


def _what(norm: Norm) -> str:
    """Say a norm in a few words: the act, who is bound, about what, where, on which condition, who leads."""
    provision = norm.provision
    acts = [norm.act] if norm.act else provision.activities
    codes: list[str] = [act.code for act in acts if act and act.code]
    opens = ", ".join(dict.fromkeys([provision.sanction.kind] if provision.sanction else codes))
    leads = ", ".join(dict.fromkeys(body.id for body in provision.agencies if body.role == "lead"))
    parts = [
        opens if opens and provision.kind not in DUTIES else _short((norm.act or provision).text),
        ", ".join(dict.fromkeys(who.code for who in provision.addressees)),
        ", ".join(provision.assets),
        provision.territory or "",
        f"condition {provision.condition}" if provision.condition else "",
        "with an exception" if provision.exceptions else "",
        f"led by {leads}" if leads and provision.kind == Kind.MANDATE else "",
    ]
    return "; ".join(part for part in parts if part)


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
