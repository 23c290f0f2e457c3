"""What a notice says a thing is like without defining it: the sentences themselves.

A sentence counts when it names a regulated thing before it says what that has the characteristics of or does. What a
norm of the notice says already, as a definition or a statement of legal status, is left to that norm.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.parts.quotes import Words, quote
from regparse.documents.parts.refs import Norms, Ref, anchor, clause_label
from regparse.documents.parts.wholes import own_start
from regparse.grammar.sentences import Masks, sentences
from regparse.lexicon import patterns
from regparse.model import Kind, Notice, Provision, Quote, Span
from regparse.notation.expressions import expression
from regparse.wording.phrases import phrase

_LEAD = expression(r"[\s.。、，,:：]*")
"""What may stand between a label or a heading and the words behind it."""


@dataclass(frozen=True, slots=True)
class Description:
    """A sentence that describes some things, the clause it stands in, and the norms that say just this."""

    assets: tuple[str, ...]
    words: Words
    refs: tuple[Ref, ...]
    span: Span
    norms: tuple[Provision, ...]


def descriptions(notice: Notice, norms: Norms) -> tuple[Description, ...]:
    """Give the sentences that describe a regulated thing, in document order."""
    said = [norm.span for _, norm in norms if norm.kind is Kind.DEFINITION]
    chinese = notice.language == "zh"
    things = patterns.load("assets", chinese)
    masks = Masks(notice.text)
    found: list[Description] = []
    for clause in notice.clauses:
        if not phrase("described").search(clause.text):
            continue
        for one in sentences(notice.text, own_start(notice, clause), clause.span[1], masks, chinese):
            start = one.start + _lead(notice.text[one.start : one.end])
            text = notice.text[start : one.end]
            cue = phrase("described").search(text)
            if not cue or any(a <= start + cue.start() < b for a, b in said):
                continue
            codes = tuple(sorted({hit.id for hit in things.find(text[: cue.start()])}))
            if codes:
                own = Quote(text=text, span=(start, one.end))
                ref = Ref(clause_label(clause.id), f"#{anchor(clause.id)}")
                same = tuple(norm for _, norm in norms if _says(norm, own.span))
                found.append(Description(codes, quote(own, notice.language), (ref,), own.span, same))
    return tuple(sorted(found, key=lambda one: one.span))


def _says(norm: Provision, sentence: Span) -> bool:
    inside = sentence[0] <= norm.span[0] and norm.span[1] <= sentence[1]
    return norm.kind is Kind.STATUS and inside and bool(phrase("described").search(norm.text))


def beyond(described: Iterable[Description], norms: Norms) -> Norms:
    """Give the norms but those that only say what a thing is like: the descriptions quote them."""
    like = {norm.id for one in described for norm in one.norms}
    return [(clause, norm) for clause, norm in norms if norm.id not in like]


def _lead(text: str) -> int:
    """Count the stops and blanks at the front."""
    found = _LEAD.match(text)
    return found.end() if found else 0
