"""Does a norm say in words more than it did, or less? What no code tells: "exchanges" that became "entities".

Words are judged by a table of broader and narrower ones (``broader.toml``), by what a list took in ("or related
products"), and by names in quotation marks. Anything else that was put in other words is left to the redline.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick
from rapidfuzz.distance import Indel

from regparse.comparison.words import is_content, key, split_words
from regparse.lexicon.patterns import necessary
from regparse.model import Language, Span
from regparse.notation.expressions import expression


class Shift(NamedTuple):
    """One way in which a norm covers more or less than before, and in which words to say it.

    ``old`` and ``new`` are the spans of the words in the two texts that were judged, where it was words.
    """

    change: Literal["widened", "narrowed"]
    what: str
    old: Span | None = None
    new: Span | None = None


@cache
def table() -> dict[str, Any]:
    """Give what takes in what, as plain data."""
    return tomllib.loads(files("regparse.comparison").joinpath("broader.toml").read_text(encoding="utf-8"))


class _Pairs(NamedTuple):
    """Broader and narrower words, pair by pair, and what tells which narrower ones may stand in a text.

    ``owners`` say for each word that ``finder`` finds whose it is; ``always`` are those that need none.
    """

    words: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    finder: AhoCorasick
    owners: tuple[int, ...]
    always: frozenset[int]

    def among(self, text: str) -> set[int]:
        """Give the pairs whose narrower words may stand in a text."""
        found = self.finder.find_matches_as_indexes(text, overlapping=True)
        return {self.owners[which] for which, _, _ in found}.union(self.always)


@cache
def _pairs(language: Language) -> _Pairs:
    rows = [(row["broad"][language], row["narrow"][language]) for row in table()["words"].values()]
    needles = [necessary(narrow, fold=False) for _, narrow in rows]
    return _Pairs(
        words=tuple((re.compile(broad), re.compile(narrow)) for broad, narrow in rows),
        finder=AhoCorasick([word for words in needles for word in words], store_patterns=False),
        owners=tuple(n for n, words in enumerate(needles) for _ in words),
        always=frozenset(n for n, words in enumerate(needles) if not words),
    )


@cache
def _everybody(language: Language) -> tuple[re.Pattern[str], tuple[str, ...]]:
    pattern = table()["everybody"][language]
    return re.compile(pattern, re.IGNORECASE), necessary(pattern, fold=True)


def everybody(text: str, span: Span, language: Language) -> Iterator[Span]:
    """Give where ``text[span]`` names everybody ("legal persons, other organizations and natural persons").

    Line by line, for the pattern is slow and few lines have one of the words that it needs.
    """
    pattern, needles = _everybody(language)
    start, end = span
    for line in text[start:end].split("\n"):
        end = start + len(line)
        if _holds(line.lower(), needles):
            yield from (found.span() for found in pattern.finditer(text, start, end))
        start = end + 1


def broader(old: str, new: str, language: Language) -> Iterator[Shift]:
    """Give the broader words that stand in one text where the other has the narrower ones."""
    pairs = _pairs(language)
    before, after = pairs.among(old), pairs.among(new)
    for n in sorted(before | after):
        broad, narrow = pairs.words[n]
        then, now = narrow.search(old) if n in before else None, narrow.search(new) if n in after else None
        if bool(then) == bool(now):
            continue
        wide_then, wide_now = broad.search(old), broad.search(new)
        if then and wide_now and not wide_then:
            yield _worded("widened", wide_now, then, (then.span(), wide_now.span()))
        elif now and wide_then and not wide_now:
            yield _worded("narrowed", now, wide_then, (wide_then.span(), now.span()))


def _holds(text: str, needles: tuple[str, ...]) -> bool:
    """Say whether a text has one of some words, or no word is needed. A loop: ``any`` takes twice as long here."""
    for needle in needles:
        if needle in text:
            return True
    return not needles


def _worded(
    change: Literal["widened", "narrowed"], now: re.Match[str], then: re.Match[str], spans: tuple[Span, Span]
) -> Shift:
    return Shift(change, f"now “{now[0].strip()}”, before “{then[0].strip()}”", *spans)


_JOINS = frozenset({"and", "or", ",", "/", "和", "及", "以及", "与", "或", "或者", "、"})


def listed(old: str, new: str, language: Language) -> Iterator[Shift]:
    """Give what an act took in besides ("gold" to "gold or silver"), or no longer names.

    Only where all else stayed as it was: what stands on one side only, joined by "and", "or" or a comma.
    """
    before, after = ([(t, key(t).lower()) for t in split_words(text, language)] for text in (old, new))
    codes = Indel.opcodes([k for _, k in before], [k for _, k in after])
    gone, come = list[str](), list[str]()
    for code in codes:
        if code.tag == "equal":
            continue
        for side, tokens in (
            (gone, before[code.src_start : code.src_end]),
            (come, after[code.dest_start : code.dest_end]),
        ):
            if not any(is_content(token) for token, _ in tokens):
                continue
            if tokens[0][1] not in _JOINS and tokens[-1][1] not in _JOINS:
                return  # other words, not more of them
            side.append("".join(token for token, _ in tokens).strip(" ,、"))
    if come and not gone:
        yield Shift("widened", f"takes in “{'”, “'.join(come)}”")
    elif gone and not come:
        yield Shift("narrowed", f"leaves out “{'”, “'.join(gone)}”")


# The marks that open a quotation come first, so that the search runs from one to the next.
_QUOTED = expression(r'[“"](?:(?<=“)([^“”]{1,40})”|(?<=")(?<!\w")([^"]{1,60})")')


def named(old: str, new: str) -> Iterator[Shift]:
    """Compare the names two norms give in quotation marks, as in "shall not contain 'X' or 'Y'"."""
    before, after = quoted(old), quoted(new)
    if not before or not after:
        return
    more, less = ([term for k, term in a.items() if k not in b] for a, b in ((after, before), (before, after)))
    if more:
        yield Shift("widened", f"names also {', '.join(more)}")
    if less:
        yield Shift("narrowed", f"names no longer {', '.join(less)}")


def quoted(text: str) -> dict[str, str]:
    """Give the names in quotation marks, by their words in one case."""
    if "“" not in text and '"' not in text:
        return {}
    terms = (found[1] or found[2] for found in _QUOTED.finditer(text))
    bare = (term.strip(" ,.;，。、；") for term in terms)
    return {term.casefold(): term for term in bare if term}
