"""Terms that changed throughout: what the new text calls by another word wherever the old one used its own.

Learnt from the pair: the same few words took the place of the same few others in several sentences, the old ones are
gone from the new text, and the new ones were not in the old.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from regparse.comparison import directions
from regparse.model import Language, Span
from regparse.model.changes import Term

SEEN = 2
"""In how many places words took the place of others, at least, for both to be a term."""
TIMES = 4
"""How often each term stands in its text, at least: what stands there less often is a change in its place."""
LEFT = 0.1
"""How many of the places may have kept the old term, or have had the new one before."""
LONGEST = {"zh": 14, "en": 48}
"""Code points of the longest term."""
ALIKE = 2
"""How many times as often the one may stand in its text as the other in its: a subject that is new is no term."""
MOST = 0.75
"""In how many of the places the rest of a term must stand."""
CONTEXT = 4
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
        if len(places) < SEEN:
            continue
        before, after = _around(old, new, places)
        term = Term(old=before + was + after, new=before + now + after, times=old.count(before + was + after))
        if _is_term(term, old, new, language):
            out.append(term)
    return tuple(sorted(out, key=lambda term: (-term.times, term.old)))


def short_names(old: str, new: str, language: Language) -> dict[str, str]:
    """Return what each name that both texts say they shorten, and its short form, are compared by: one key for both.

    The name is as much of the words before the bracket as both texts have.
    """
    found = [_shortened(text, language) for text in (old, new)]
    out = dict[str, str]()
    for short in sorted(
        found[0].keys() & found[1].keys()
    ):  # of two short forms with one name, the last by the alphabet
        name = _common([found[0][short][::-1], found[1][short][::-1]])[::-1]
        if not name.endswith(short):
            continue
        before = directions.pattern("before-name", language).split(name[: -len(short)])[-1]
        name = before + short
        if before:
            out[name] = out[short] = f"~{short}"
    return out


def _shortened(text: str, language: Language) -> dict[str, str]:
    """Return the names with a short form, by that: the words before the bracket that says so."""
    hits = directions.pattern("shortened", language).finditer(text)
    return {hit["as"]: _word(text[max(hit.start() - LONGEST[language], 0) : hit.start()][::-1])[::-1] for hit in hits}


def _around(old: str, new: str, places: list[Swap]) -> tuple[str, str]:
    """Return the words that stand before and after most of some places alike on both sides: the rest of the term."""
    before, after = list[str](), list[str]()
    for (a, b), (c, d) in places:
        left = _common([_word(old[max(a - CONTEXT, 0) : a][::-1]), _word(new[max(c - CONTEXT, 0) : c][::-1])])
        before.append(left)
        after.append(_common([_word(old[b : b + CONTEXT]), _word(new[d : d + CONTEXT])]))
    return _shared(before)[::-1], _shared(after)


def _shared(texts: list[str]) -> str:
    """Return the longest beginning that most of some texts have."""
    out = ""
    for n in range(1, CONTEXT + 1):
        found = Counter(text[:n] for text in texts if len(text) >= n and text.startswith(out)).most_common(1)
        if not found or found[0][1] < MOST * len(texts):
            break
        out = found[0][0]
    return out


def _common(texts: list[str]) -> str:
    """Return the beginning that two texts share."""
    first, second = texts
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    return "".join(char for char, _ in same)


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
    counts = old.count(term.old), new.count(term.new)
    if min(counts) < TIMES or max(counts) > ALIKE * min(counts):
        return False
    stayed = new.replace(term.new, "").count(term.old)
    had = old.replace(term.old, "").count(term.new)
    return stayed <= LEFT * old.count(term.old) and had <= LEFT * new.count(term.new)
