"""Quotations that need the words around them: a subject, what a short name names, what "above-mentioned" points to."""

from __future__ import annotations

from regparse.documents.parts.quotes import Words, quote
from regparse.grammar.sentences import Masks, sentences
from regparse.model import Clause, Kind, Notice, Provision, Quote, Span
from regparse.wording.phrases import phrase

_STOPS = " \n,;.，；。、"
"""What may stand between two sentences that follow each other."""

_OPENS = ("(", "（")
_CLOSES = (")", "）")
_ROOM = 1500
"""Letters of the sentences before that are quoted at most; a Chinese character is as good as two."""


def whole(notice: Notice, clause: Clause | None, norm: Provision) -> Words:
    """Quote a norm as it is to be read: a sanction with its subject, a short name with what it names."""
    if norm.kind is Kind.SANCTION:
        return with_subject(notice, clause, norm)
    found = with_defined(notice, clause, norm) if norm.kind is Kind.DEFINITION else None
    return found or quote(norm, notice.language)


def with_subject(notice: Notice, clause: Clause | None, norm: Provision) -> Words:
    """Quote a sanction. Where the sentence before says whom it is about, that is quoted too, and this one marked."""
    before = [one for one in (clause.provisions if clause else ()) if one.span[1] <= norm.span[0]]
    spans = [one.span for one in norm.addressees if one.span[0] < norm.span[0]]
    begin = norm.span[0]
    if spans:
        first = min(spans)
        begin = max((one.span[0] for one in before if one.span[0] <= first[0] < one.span[1]), default=first[0])
    elif before and not norm.agencies and all(_is_cue(one.span, norm) for one in norm.addressees):
        nearest = max(before, key=lambda one: one.span[1])
        if not notice.text[nearest.span[1] : norm.span[0]].strip(_STOPS):
            begin = nearest.span[0]
    if begin == norm.span[0]:
        return quote(norm, notice.language)
    return quote(_run(notice, begin, norm.span[1]), notice.language, [norm.span])


def _is_cue(span: Span, norm: Provision) -> bool:
    """Tell an addressee whom the sentence does not name: its quotation is the word that binds."""
    cues = [one.span for one in (norm.cue, norm.sanction) if one]
    return any(a < span[1] and span[0] < b for a, b in cues)


def with_defined(notice: Notice, clause: Clause | None, norm: Provision) -> Words | None:
    """Quote a short name in brackets with the sentence up to it; None where the definition stands in no brackets."""
    text, (start, end) = notice.text, norm.span
    if clause is None or not text[:start].rstrip().endswith(_OPENS):
        return None
    around = [one.span[0] for one in clause.provisions if one.span[0] < start and end <= one.span[1]]
    paragraph = max((a for a, b in clause.paragraphs if a <= start < b), default=clause.span[0])
    begin = max(around, default=paragraph)
    last = end + 1 if text[end : end + 1] in _CLOSES else end
    return quote(_run(notice, begin, last), notice.language, [norm.span])


def looks_back(notice: Notice, clause: Clause | None, norm: Quote) -> Words | None:
    """Quote what words such as "the above-mentioned business" (上述业务) point to: the sentences before, in one clause.

    The nearest are taken, whole, as far as there is room. None where nothing points back or nothing stands before.
    """
    if clause is None or not phrase("back").search(norm.text):
        return None
    chinese = notice.language == "zh"
    at = own_start(notice, clause)
    start = max((a for a, b in clause.paragraphs if a <= norm.span[0] < b), default=at)
    start = max(start, at)
    if not notice.text[start : norm.span[0]].strip(_STOPS):
        start = at
    before = [
        one
        for one in sentences(notice.text, start, norm.span[0], Masks(notice.text[: norm.span[1]]), chinese)
        if notice.text[one.start : one.end].strip(_STOPS)
    ]
    if not before:
        return None
    first = before[-1].start
    for one in reversed(before[:-1]):
        if (norm.span[0] - one.start) * (2 if chinese else 1) > _ROOM:
            break
        first = one.start
    return quote(_run(notice, first, before[-1].end), notice.language)


def own_start(notice: Notice, clause: Clause) -> int:
    """Give where the words of a clause begin, behind its label and its heading."""
    if clause.heading_span:
        return clause.heading_span[1]
    label = clause.label or ""
    at = notice.text.find(label, *clause.span) if label else -1
    return at + len(label) if at >= 0 else clause.span[0]


def _run(notice: Notice, start: int, end: int) -> Quote:
    return Quote(text=notice.text[start:end], span=(start, end))


def all_back(notice: Notice) -> dict[str, Words]:
    """Give for each norm that points back what it points to, by its id."""
    found = ((norm.id, looks_back(notice, clause, norm)) for clause, norm in notice.provisions())
    return {id_: words for id_, words in found if words}
