"""The words of the pages in English and in Chinese: what the site says itself, and the names of codes."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from regparse.lexicon import agencies, problems, tables
from regparse.wording import phrasing

Tongue = Literal["en", "zh"]
"""The language of the pages, which is not that of the notices on them."""

TONGUES: tuple[Tongue, ...] = ("en", "zh")

_FILE = Path(__file__).resolve().parent / "words.toml"
_LEXICON = {"addressee": "addressees", "activity": "activities", "asset": "assets"}
_BODIES = ("agency", "issuer")


class Words:
    """Everything the site says, in one language."""

    def __init__(self, lang: Tongue) -> None:
        self.lang = lang
        self._rows: dict[str, dict[str, dict[str, str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))

    def __call__(self, key: str, **values: object) -> str:
        """Give a sentence or a word of the site; KeyError when it has none of that name."""
        text = self._rows["ui"][key][self.lang]
        return text.format(**values) if values else text

    def rows(self, table: str) -> dict[str, dict[str, str]]:
        """Give a table of words, in all the languages it has."""
        return self._rows[table]

    def field(self, name: str) -> str:
        """Give the name of a condition of a search, as the page heads it; one without a name is its own."""
        rows = self._rows["ui"]
        return self(f"facet_{name}") if f"facet_{name}" in rows else name

    def code(self, field: str, value: str) -> str:
        """Give the code that a reader means: by a code in any case, by a word of the pages, by a name of a body.

        What nobody knows is given back as it is.
        """
        given = value.strip()
        if field in _BODIES:
            return agencies.load().lookup(given) or given
        known: list[str] = [*self._rows.get(field, {}), *(tables.load(_LEXICON[field]) if field in _LEXICON else ())]
        for code in known:
            if given.casefold() in (code.casefold(), *(load(lang).name(field, code).casefold() for lang in TONGUES)):
                return code
        return given

    def count(self, key: str, number: int) -> str:
        """Give a number with what it counts: ``1 norm``, ``12,081 norms``."""
        row = self._rows["count"][key]
        form = row["en_one"] if self.lang == "en" and number == 1 else row[self.lang]
        return form.format(n=f"{number:,}")

    def name(self, field: str, code: str) -> str:
        """Give the name of a code of some field (kind, agency, role …); a code without one is its own name."""
        if field in _BODIES:
            try:
                row = agencies.load().get(code)
            except KeyError:
                return code
            return (row.zh if self.lang == "zh" else row.en) or row.en or code
        if field in _LEXICON:
            found = tables.load(_LEXICON[field]).get(code, {})
            label = found.get("label", {}) if isinstance(found, dict) else {}
            if label:
                return str(label.get(self.lang) or label.get("en") or code)
        return self._rows.get(field, {}).get(code, {}).get(self.lang, code)

    def short(self, code: str) -> str:
        """Give a body in a word: the abbreviation that everybody uses, else its name."""
        return code if self.lang == "en" and len(code) <= _ABBREVIATION else self.name("agency", code)

    def day(self, day: dt.date | str | None) -> str:
        """Give a day as the language writes it; a word for none."""
        if day is None:
            return self("undated")
        date = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return phrasing.day(date) if self.lang == "en" else f"{date.year}年{date.month}月{date.day}日"

    def listing(self, items: list[str]) -> str:
        """Join names as the language does."""
        return phrasing.listing(items) if self.lang == "en" else self("sep").join(items)

    def problem(self, code: str) -> str:
        """Say what a problem code means."""
        row = problems.load().get(code)
        return row.means[self.lang] if row else code


_ABBREVIATION = 5


@cache
def load(lang: Tongue) -> Words:
    """Give the words in a language, read once."""
    return Words(lang)
