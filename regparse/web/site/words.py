"""The words of the pages in English and in Chinese: what the site says itself, and the names of codes."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal

from regparse.lexicon import agencies, tables
from regparse.wording import phrasing, say, text
from regparse.wording.catalogue import rows
from regparse.wording.catalogue.names import named
from regparse.wording.catalogue.sentences import Sayable

Tongue = Literal["en", "zh"]
"""The language of the pages, which is not that of the notices on them."""

TONGUES: tuple[Tongue, ...] = ("en", "zh")

_LEXICON = {"addressee": "addressees", "activity": "activities", "asset": "assets"}
_BODIES = ("agency", "issuer")


class Words:
    """Everything the site says, in one language."""

    def __init__(self, lang: Tongue) -> None:
        self.lang = lang

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence or a word of the site, its braces left as they are where no values are given.

        Raises KeyError when the catalogue has none of that name.
        """
        return text(f"page.{key}", self.lang, **values) if values else rows("page")[key].said(self.lang)

    def say(self, message: Sayable) -> str:
        """Return what a problem, a hint or an error says."""
        return say(message, self.lang)

    def field(self, name: str) -> str:
        """Return the name of a condition of a search, as the page heads it; one without a name is its own."""
        return self(f"facet_{name}") if f"facet_{name}" in rows("page") else name

    def code(self, field: str, value: str) -> str:
        """Return the code that a reader means: by a code in any case, by a word of the pages, by a name of a body.

        What nobody knows is given back as it is.
        """
        given = value.strip()
        if field in _BODIES:
            return agencies.load().lookup(given) or given
        known = [key.removeprefix(f"{field}.") for key in rows("name") if key.startswith(f"{field}.")]
        known += tables.load(_LEXICON[field]) if field in _LEXICON else ()
        for code in known:
            if given.casefold() in (code.casefold(), *(load(lang).name(field, code).casefold() for lang in TONGUES)):
                return code
        return given

    def count(self, key: str, number: int) -> str:
        """Return a number with what it counts: ``1 norm``, ``12,081 norms``."""
        return text(f"page.count.{key}", self.lang, n=number)

    def name(self, field: str, code: str) -> str:
        """Return the name of a code of some field (kind, agency, role …); a code without one is its own name."""
        said = named(field, code, self.lang)
        return said if said != code else named(f"name.{field}", code, self.lang)

    def short(self, code: str) -> str:
        """Return a body in a word: the abbreviation that everybody uses, else its name."""
        return code if self.lang == "en" and len(code) <= _ABBREVIATION else self.name("agency", code)

    def day(self, day: dt.date | str | None) -> str:
        """Return a day as the language writes it; a word for none."""
        if day is None:
            return self("undated")
        date = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return phrasing.day(date) if self.lang == "en" else f"{date.year}年{date.month}月{date.day}日"

    def listing(self, items: list[str]) -> str:
        """Join names as the language does."""
        return phrasing.listing(items) if self.lang == "en" else self("sep").join(items)

    def problem(self, code: str) -> str:
        """Say what a problem code means."""
        return text(f"problem.{code}.means", self.lang)


_ABBREVIATION = 5


@cache
def load(lang: Tongue) -> Words:
    """Return the words in a language, read once."""
    return Words(lang)
