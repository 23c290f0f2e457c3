"""Terms of law in a passage, by name, in either language: the table ``terms.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from regparse.lexicon import agencies
from regparse.model import Language, Quote, Span
from regparse.notation.expressions import expression

_BREAK = expression(r"[，。；：！？\n]|[,;:.!?][\"”’)]*(?=\s|$)")


_BY_KIND = ("by-kind", "branch")
"""Bodies whose names are words of the language, not names."""


class Terms(NamedTuple):
    """The terms of a passage: those that stand there, by name and each with its words; all that might."""

    there: dict[str, Quote]
    maybe: frozenset[str]

    def lacking(self, other: Terms) -> dict[str, Quote]:
        """Give the terms that stand here and that nothing in the other passage could be the rendering of."""
        return {name: quote for name, quote in self.there.items() if name not in other.maybe}


class _Term(NamedTuple):
    name: str
    sure: re.Pattern[str] | None
    loose: re.Pattern[str]
    norm: bool


def find(text: str, span: Span, language: Language, *, norm: bool = False) -> Terms:
    """Give the terms in ``text[span]``, each with the part of a sentence in which it first stands.

    The names of bodies are passed over: the Insurance Regulatory Commission insures nobody. With ``norm`` only the
    terms are given that qualify what a norm covers, else only the others.
    """
    start, end = span
    passage = text[start:end].lower()
    bodies = agencies.load()
    for body in bodies.find(text[start:end]):
        if bodies.get(body.id).kind not in _BY_KIND:
            passage = passage[: body.start] + "\0" * (body.end - body.start) + passage[body.end :]
    there: dict[str, Quote] = {}
    maybe = set[str]()
    for term in _table(language):
        if term.norm is not norm:
            continue
        found = term.sure.search(passage) if term.sure else None
        if found:
            there[term.name] = _part(text, (start + found.start(), start + found.end()), span)
        if found or term.loose.search(passage):
            maybe.add(term.name)
    return Terms(there, frozenset(maybe))


def in_chinese(name: str) -> str:
    """Give the Chinese for a term that the table knows by its English name; the name itself where it has none."""
    return str((*_rows().get(name, {}).get("zh", ()), name)[0])


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads(files("regparse.comparison").joinpath("terms.toml").read_text(encoding="utf-8"))


@cache
def _table(language: Language) -> tuple[_Term, ...]:
    return tuple(
        _Term(
            name,
            _pattern(row[language], language) if row[language] else None,
            _pattern(row[language] + row[f"{language}_also"], language),
            bool(row.get("norm")),
        )
        for name, row in _rows().items()
    )


def _pattern(words: list[str], language: Language) -> re.Pattern[str]:
    start = r"\b" if language == "en" else ""
    return re.compile("|".join(start + re.escape(word).replace(r"\ ", r"\s+") for word in words) or r"(?!)")


def _part(text: str, found: Span, within: Span) -> Quote:
    """Give the part of a sentence, from one mark to the next, in which something stands."""
    start, end = within
    for mark in _BREAK.finditer(text, *within):
        if mark.end() <= found[0]:
            start = mark.end()
        elif mark.start() >= found[1]:
            end = mark.start()
            break
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Quote(text=text[start:end], span=(start, end))
