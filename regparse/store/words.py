"""The words of a query: what they mean, as an expression for the index and as patterns that show where they stand.

Grammar, with the operators in capitals as in any search engine of the law::

    query  = either *( either )                   all of them
    either = not *( "OR" not )
    not    = [ "NOT" | "-" ] part                 what it finds is taken away; AND between parts may be written
    part   = word | word"*" | '"' phrase '"' | "(" query ")"

A word in Latin script also finds its inflected forms (``bank``: banks; ``issue``: issues, issued, issuing), ``word*``
all that begin with it, a phrase in quotation marks exactly itself. Chinese is found as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regparse.errors import QueryError
from regparse.model import Span
from regparse.notation.expressions import expression
from regparse.store import tokens

_PIECE = expression(
    r'\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-(?=\S))?(?:["“](?P<phrase>[^"”]*)["”]|(?P<word>[^\s()"“”]+)))'
)
_LONGEST = 1_000
"""Most characters of a query: nobody asks more, and each word is a search."""
_DEEPEST = 20
_WORDY = rf"[^\W_{tokens.HAN}]"
_BETWEEN = {
    (False, False): r"[\W_]+",
    (True, True): r"[\W_]*(?:[^\w\s]|_)[\W_]*",  # a blank alone parts no run of Chinese
    (True, False): r"[\W_]*",
    (False, True): r"[\W_]*",
}
"""What may stand between two runs of a phrase, by whether each is Chinese."""


class Words(NamedTuple):
    """The words of a query, understood.

    ``match`` is an expression of FTS5 for what must stand there and ``without`` one for what must not; either may be
    empty. ``positive`` has a pattern for each word and phrase that is looked for.
    """

    match: str
    without: str
    positive: tuple[re.Pattern[str], ...]

    def marks(self, text: str) -> tuple[Span, ...]:
        """Give where the words stand in a text, in order, none over another."""
        found = sorted(m.span() for one in self.positive for m in one.finditer(text) if m.end() > m.start())
        out: list[Span] = []
        for start, end in found:
            if out and start < out[-1][1]:
                out[-1] = (out[-1][0], max(end, out[-1][1]))
            else:
                out.append((start, end))
        return tuple(out)

    def score(self, text: str) -> float:
        """Give the share of a text's characters that were asked for; 1 without words."""
        if not self.positive or not text:
            return 1.0
        return max(0.0001, round(sum(end - start for start, end in self.marks(text)) / len(text), 4))


class _Part(NamedTuple):
    match: str
    without: str
    positive: tuple[re.Pattern[str], ...]


def read(text: str) -> Words:
    """Take the words of a query apart.

    Raises QueryError when they cannot be understood: a parenthesis or a quotation mark that is not closed, an operator
    without its words, nothing to look for.
    """
    if len(text) > _LONGEST:
        raise QueryError("words-too-long", count=len(text), limit=_LONGEST)
    if text.count('"') % 2:
        raise QueryError("quote-open", words=text.strip())
    pieces = list(_pieces(text))
    if not pieces:
        return Words("", "", ())
    reader = _Reader(pieces, text.strip())
    found = reader.all(0)
    if reader.at < len(pieces):
        raise QueryError("parenthesis-closing", words=text.strip())
    return Words(found.match, found.without, found.positive)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Give a query's pieces as (sort, text): open, close, op, not, word, phrase."""
    for m in _PIECE.finditer(text):
        if m["open"]:
            yield "open", "("
        elif m["close"]:
            yield "close", ")"
        elif m["phrase"] is None and m["word"] in ("AND", "OR"):
            yield "op", m["word"]
        elif m["phrase"] is None and m["word"] == "NOT":
            yield "not", "NOT"
        else:
            if m["minus"]:
                yield "not", "-"
            yield ("word", m["word"]) if m["phrase"] is None else ("phrase", m["phrase"])


class _Reader:
    """Reads pieces by descent, each rule of the grammar a method."""

    def __init__(self, pieces: Sequence[tuple[str, str]], whole: str) -> None:
        self.pieces = pieces
        self.whole = whole
        self.at = 0

    def all(self, depth: int) -> _Part:
        """Read parts that must all hold, to the end or to a closing parenthesis."""
        if depth > _DEEPEST:
            raise QueryError("too-deep", limit=_DEEPEST)
        parts: list[_Part] = []
        while (sort := self._sort()) not in ("", "close"):
            if sort == "op":
                word = self._take()
                if not parts or self._sort() in ("", "close", "op"):
                    raise QueryError("operator-alone", operator=word, words=self.whole)
                if word == "AND":
                    continue
            parts.append(self._either(depth))
        if not parts:
            raise QueryError("without-words", words=self.whole)
        return _both(parts)

    def _either(self, depth: int) -> _Part:
        found = [self._not(depth)]
        while self.at < len(self.pieces) and self.pieces[self.at] == ("op", "OR"):
            self._take()
            if self._sort() in ("", "close", "op"):
                raise QueryError("operator-alone", operator="OR", words=self.whole)
            found.append(self._not(depth))
        if len(found) == 1:
            return found[0]
        if any(not one.match for one in found):
            raise QueryError("not-beside-or", words=self.whole)
        match = " OR ".join(f"({_whole(one)})" for one in found)
        return _Part(match, "", tuple(p for one in found for p in one.positive))

    def _not(self, depth: int) -> _Part:
        if self._sort() != "not":
            return self._part(depth)
        self._take()
        if self._sort() in ("", "close", "op", "not"):
            raise QueryError("not-without-word", words=self.whole)
        taken = self._part(depth)
        if not taken.match:
            raise QueryError("not-not", words=self.whole)
        return _Part("", _whole(taken), ())

    def _part(self, depth: int) -> _Part:
        sort, text = self.pieces[self.at]
        self.at += 1
        if sort == "open":
            found = self.all(depth + 1)
            if self._sort() != "close":
                raise QueryError("parenthesis-open", words=self.whole)
            self.at += 1
            return found
        return _exact(text, self.whole) if sort == "phrase" else _word(text, self.whole)

    def _sort(self) -> str:
        return self.pieces[self.at][0] if self.at < len(self.pieces) else ""

    def _take(self) -> str:
        self.at += 1
        return self.pieces[self.at - 1][1]


def _both(parts: Sequence[_Part]) -> _Part:
    match = " AND ".join(f"({one.match})" for one in parts if one.match)
    without = " OR ".join(f"({one.without})" for one in parts if one.without)
    return _Part(match, without, tuple(p for one in parts for p in one.positive))


def _whole(part: _Part) -> str:
    return f"({part.match}) NOT ({part.without})" if part.without else part.match


def _exact(text: str, whole: str) -> _Part:
    match = tokens.phrase(text)
    if not match:
        raise QueryError("part-without-words", words=whole, part=text)
    return _Part(match, "", (_pattern(text),))


def _word(text: str, whole: str) -> _Part:
    bare = text.rstrip("*")
    if "*" in bare:
        raise QueryError("star-inside", word=text)
    if bare != text:
        match = tokens.phrase(bare, prefix=True)
        if not match:
            raise QueryError("part-without-words", words=whole, part=text)
        return _Part(match, "", (_pattern(bare, prefix=True),))
    runs = tokens.runs(text)
    if len(runs) != 1 or tokens.chinese(runs[0]):
        return _exact(text, whole)
    forms = inflected(runs[0])
    return _Part(" OR ".join(tokens.phrase(form) for form in forms), "", (_pattern(*forms),))


def inflected(word: str) -> tuple[str, ...]:
    """Give an English word with its regular forms, those it may be a form of too; one with figures by itself.

    Forms that no text has do no harm: they are found nowhere.
    """
    if not (word.isascii() and word.isalpha()) or len(word) < 3:
        return (word,)
    stems = {word}
    if word.endswith("ies") and len(word) > 4:
        stems.add(word[:-3] + "y")
    elif word.endswith(("ses", "xes", "ches", "shes", "zes")):
        stems |= {word[:-2], word[:-1]}
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        stems.add(word[:-1])
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            stems |= {stem, stem + "e"} | ({stem[:-1]} if stem[-1] == stem[-2] else set())
    forms = dict.fromkeys([word, *(form for stem in sorted(stems) for form in _forms(stem))])
    return tuple(forms)


def _forms(stem: str) -> Iterator[str]:
    yield stem
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        yield from (stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing")
    elif stem.endswith("e"):
        yield from (stem + "s", stem + "d", stem[:-1] + "ing")
    else:
        yield from (stem + "s", stem + "es", stem + "ed", stem + "ing")


def _pattern(*phrases: str, prefix: bool = False) -> re.Pattern[str]:
    """Make the pattern of a phrase, or of any of several, as the index finds it: any blanks and signs between words."""
    return re.compile("|".join(_body(phrase, prefix=prefix) for phrase in phrases))


def _body(text: str, *, prefix: bool) -> str:
    found = tokens.runs(text)
    body = ""
    for i, run in enumerate(found):
        han = tokens.chinese(run)
        if i:
            body += _BETWEEN[tokens.chinese(found[i - 1]), han]
        body += (r"\s*" if han else "").join(map(_letter, run))
    before = "" if tokens.chinese(found[0]) else f"(?<!{_WORDY})"
    after = "" if tokens.chinese(found[-1]) else f"{_WORDY}*" if prefix else f"(?!{_WORDY})"
    return f"{before}(?i:{body}){after}"  # of the words alone: of the ranges it would take long to prepare


def _letter(one: str) -> str:
    """Give a character as a pattern that also fits its full-width form."""
    wide = chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else ""
    return f"[{re.escape(one)}{wide}]" if wide else re.escape(one)
