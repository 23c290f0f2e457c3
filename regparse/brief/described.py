"""What a notice says a thing is like without defining it: the sentences themselves.

A sentence counts when it names a regulated thing before it says what that has the characteristics of or does. What a
norm of the notice says already, as a definition or a statement of legal status, is left to that norm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from regparse.brief.phrases import phrase
from regparse.brief.quotes import Words, quote
from regparse.brief.refs import Norms, Ref, anchor, clause_label
from regparse.brief.wholes import own_start
from regparse.grammar.sentences import Masks, sentences
from regparse.lexicon import patterns
from regparse.model import Kind, Notice, Provision, Quote, Span

_LEAD = re.compile(r"[\s.。、，,:：]*")
"""What may stand between a label or a heading and the words behind it."""


@dataclass(frozen=True, slots=True)
class Description:
    """A sentence that describes some things, and the clause it stands in."""

    assets: tuple[str, ...]
    words: Words
    refs: tuple[Ref, ...]
    span: Span
    norms: tuple[Provision, ...] = ()


def descriptions(notice: Notice, norms: Norms) -> tuple[Description, ...]:
    """Give the sentences that describe a regulated thing, in document order."""
    said = [norm.span for _, norm in norms if norm.kind in {Kind.DEFINITION, Kind.STATUS}]
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
                found.append(Description(codes, quote(own, notice.language), (ref,), own.span))
    return tuple(sorted(found, key=lambda one: one.span))


def _lead(text: str) -> int:
    """Count the stops and blanks at the front."""
    found = _LEAD.match(text)
    return found.end() if found else 0
