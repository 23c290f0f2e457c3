"""Terms that changed throughout: what the new text calls by another word wherever the old one used its own.

Learnt from the pair: the same few words took the place of the same few others in several sentences, the old ones are
gone from the new text, and the new ones were not in the old.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from regparse.comparison import directions
from regparse.model import Language, Span
from regparse.model.changes import Term

TIMES = 3
"""In how many places a term must have changed."""
LEFT = 0.1
"""How many of the places may have kept the old term, or have had the new one before."""
LONGEST = {"zh": 14, "en": 48}
"""Code points of the longest term."""
CONTEXT = 12
"""Code points on either side in which the rest of the term is looked for."""


class Swap(NamedTuple):
    """Words of the old text and those in their place in the new one."""

    old: Span
    new: Span


def learn(old: str, new: str, swaps: Iterable[Swap], language: Language) -> tuple[Term, ...]:
    """Return the terms that changed throughout from one text to the other, the most frequent first."""
    found = defaultdict[tuple[str, str], list[Swap]](list)
    for swap in swaps:
        words = old[slice(*swap.old)], new[slice(*swap.new)]
        if all(0 < len(one) <= LONGEST[language] and "\n" not in one for one in words):
            found[words].append(swap)
    out = list[Term]()
    for (was, now), places in sorted(found.items()):
        if len(places) < TIMES:
            continue
        left, right = _around(old, [place.old for place in places]), _around(new, [place.new for place in places])
        before = os.path.commonprefix([left[0][::-1], right[0][::-1]])[::-1]
        after = os.path.commonprefix([left[1], right[1]])
        term = Term(old=before + was + after, new=now if not before + after else before + now + after, times=len(places))
        if _is_term(term, old, new, language):
            out.append(term)
    return tuple(sorted(out, key=lambda term: (-term.times, term.old)))


def _around(text: str, spans: list[Span]) -> tuple[str, str]:
    """Return the words that stand before and after all of some places alike, within one word or name."""
    before = os.path.commonprefix([_word(text[max(a - CONTEXT, 0) : a][::-1]) for a, _ in spans])[::-1]
    after = os.path.commonprefix([_word(text[b : b + CONTEXT]) for _, b in spans])
    return before, after


def _word(text: str) -> str:
    end = next((n for n, char in enumerate(text) if not char.isalnum()), len(text))
    return text[:end]


def _is_term(term: Term, old: str, new: str, language: Language) -> bool:
    if len(term.old) < 2 or len(term.new) < 2 or any(char.isdigit() for char in term.old + term.new):
        return False
    for text in (term.old, term.new):
        if directions.modal(text, language) or directions.ranked(text, language):
            return False
        if directions.pattern("strict", language).fullmatch(text):
            return False
    stayed = new.replace(term.new, "").count(term.old)
    had = old.replace(term.old, "").count(term.new)
    return stayed <= LEFT * old.count(term.old) and had <= LEFT * new.count(term.new)
