"""On what a notice rests and what it refers to: which instruments came, went or stayed.

Instruments are one where their numbers are, else where their titles are, marks and case apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from regparse.comparison.sentences import tokens
from regparse.model import Citation, Kind, Notice, Provision, Span
from regparse.model.changes import ChangeKind, How, InstrumentChanged, LawChange, Side
from regparse.notation.expressions import expression
from regparse.structure.elements import TYPES_ZH

_TITLE = expression(r"[^\w]+")
_SHORT = expression(
    rf"(?:实施|管理|暂行|试行|原)?(?:{TYPES_ZH})|(?:Implementing )?(?:Measures|Rules|Regulations|Provisions|Notice|Law)"
)
"""What a notice calls an instrument whose title it gave before: in another notice another one has that name."""
ALIKE = 0.6
"""How many of the words of two titles must be shared, of all, for translators to have meant one instrument."""


def compare_citations(old: Notice, new: Notice) -> Iterator[LawChange]:
    """Return a change for each instrument: legal bases first, then what is referred to, then what is repealed.

    What a clause cites is told with its sentence, so that only instruments of the head and of the closing are told
    here; for whether one is new or gone all of a notice counts. Titles in two languages cannot be told from each other:
    there only numbers count.
    """
    foreign = old.language != new.language
    for kind, found in _KINDS:
        before, after = (_listed(notice, found(notice), foreign) for notice in (old, new))
        became = {key: key for key in before.keys() & after.keys()}
        if old.language == new.language == "en":
            became |= _translated(before.keys() - became.keys(), after.keys() - became.keys())
        stayed = set(became.values())
        for key, side in before.items():
            if key in became:
                here = after[became[key]]
                yield _changed("kept", kind, side, here)
            elif _outside(side):
                yield _changed("removed", kind, side, None)
        for key, side in after.items():
            if key not in stayed and _outside(side):
                yield _changed("added", kind, None, side)


def fresh(old: Notice, new: Notice) -> set[str]:
    """Return the words of the citations of the new notice whose instruments the old one does not refer to."""
    foreign = old.language != new.language
    before, after = (_listed(notice, _referred(notice), foreign) for notice in (old, new))
    known = before.keys() | (_translated(after.keys() - before.keys(), before.keys()) if not foreign else {})
    return {side.text for key, side in after.items() if key not in known}


def _outside(side: Side) -> bool:
    return side.clause is None or side.clause.endswith("/closing")


def _changed(change: How, kind: ChangeKind, old: Side | None, new: Side | None) -> LawChange:
    point = InstrumentChanged(was=old.text if old else None, now=new.text if new else None)
    clauses = tuple(side.clause for side in (old, new) if side and side.clause)
    return LawChange(change=change, kind=kind, points=(point,), old=old, new=new, clauses=clauses, grounds="citation")


def _bases(notice: Notice) -> Iterator[tuple[Citation, str | None]]:
    """Give what a notice is made under: what its head says, and its clauses ("these Measures are made under …")."""
    yield from ((citation, None) for citation in notice.legal_basis)
    for top in notice.clauses:
        for clause in top.walk():
            yield from ((citation, top.id) for citation in clause.citations if citation.kind == "legal-basis")


def _referred(notice: Notice) -> Iterator[tuple[Citation, str | None]]:
    for top in notice.clauses:
        for clause in top.walk():
            for citation in clause.citations:
                named = citation.number or (citation.title and not _SHORT.fullmatch(citation.title))
                if citation.kind not in ("repeals", "legal-basis") and named:
                    yield citation, top.id


def _repealed(notice: Notice) -> Iterator[tuple[Citation, str | None]]:
    return ((citation, place(notice, citation.span)) for citation in notice.repeals)


_Found = Callable[[Notice], Iterable[tuple[Citation, str | None]]]
_KINDS: tuple[tuple[ChangeKind, _Found], ...] = (
    ("legal-basis", _bases),
    ("citation", _referred),
    ("repeal", _repealed),
)


def place(notice: Notice, span: Span) -> str | None:
    """Give the id of the top-level clause or of the closing that words stand in; None for the head of a notice."""
    units = [(top.id, top.span) for top in notice.clauses]
    if notice.closing:
        units.append((f"{notice.id}/closing", notice.closing.span))
    return next((name for name, (a, b) in units if a <= span[0] and span[1] <= b), None)


def _listed(notice: Notice, found: Iterable[tuple[Citation, str | None]], numbered: bool) -> dict[str, Side]:
    """Give the first mention of each instrument by what names it."""
    out = dict[str, Side]()
    for citation, clause in found:
        number = citation.number
        key = f"{number.year or ''}-{number.serial}" if number else ""
        if not key and not numbered:
            key = _TITLE.sub(" ", (citation.title or "").casefold()).strip()
        if key:
            quote = _repeal(notice, citation) or citation
            out.setdefault(key, Side(text=quote.text, span=quote.span, notice=notice.id, clause=clause))
    return out


def _repeal(notice: Notice, citation: Citation) -> Provision | None:
    """Return the provision that repeals an instrument: its title alone does not say that it does."""
    if citation.kind != "repeals":
        return None
    over = [norm for _, norm in notice.provisions() if norm.kind == Kind.REPEAL and _holds(norm.span, citation.span)]
    return over[0] if over else None


def _holds(span: Span, other: Span) -> bool:
    return span[0] <= other[0] and other[1] <= span[1]


def _translated(before: Iterable[str], after: Iterable[str]) -> dict[str, str]:
    """Match titles that two translators put differently, the likest first."""
    ranked = list[tuple[float, str, str]]()
    for a in before:
        for b in after:
            left, right = tokens(a), tokens(b)
            score = len(left & right) / max(len(left | right), 1)
            if score >= ALIKE:
                ranked.append((-score, a, b))
    out = dict[str, str]()
    for _, a, b in sorted(ranked):
        if a not in out and b not in out.values():
            out[a] = b
    return out
