"""What a brief says itself: rows of the catalogue in the language that the brief was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.brief import selection
from regparse.lexicon import agencies, tables
from regparse.lexicon.addressees import ANYONE
from regparse.model import Language
from regparse.wording.catalogue import text
from regparse.wording.catalogue.names import named

_UNKNOWN = "OTHER-BODY"
_STEM = 6
_LANGUAGES: tuple[Language, ...] = ("en", "zh")
_NAMES = 4
"""How many names that the text has for persons of one kind are printed beside the name of the kind."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Says rows of the section ``briefing`` in one language."""

    language: Language

    def __call__(self, key: str, **params: object) -> str:
        """Return a row, its braces filled in. Raises KeyError when there is no such row."""
        return text(f"briefing.{key}", self.language, **params)

    def person(self, code: str) -> str:
        """Name a kind of persons inside a sentence."""
        return _lower(named("addressee", code, self.language))

    def persons(self, codes: Iterable[str], printed: Iterable[str]) -> str:
        """Name kinds of persons, with the names that the text has for them where these are others."""
        known = [code for code in dict.fromkeys(codes) if code != "other"]
        label = self.sentence(self.listed(self.person(code) for code in known))
        said = " ".join((label, *(named("addressee", code, lang) for code in known for lang in ("en", "zh"))))
        names = [name for name in dict.fromkeys(printed) if ANYONE not in known]
        if self.language == "en" or all(_is_said(name, said) for name in names):
            names = [name for name in names if not _is_said(name, said)]
        few = tuple(names[:_NAMES])
        others = [name for name in few if any(selection.has("negated", name, lang) for lang in _LANGUAGES)]
        if others and label and self.language == "en":
            return self.listed((label, *others))
        if not label or (self.language == "zh" and few):
            return self("persons-printed", names=few, more=len(names) - len(few)) if few else self("audience.unlisted")
        return self("persons", label=label, names=few, more=len(names) - len(few)) if few else label

    def known_as(self, printed: str, codes: Iterable[str]) -> str:
        """Name somebody in the language of the brief where the text has the very word for his kind, else as printed."""
        other: Language = "en" if self.language == "zh" else "zh"
        kinds = [code for code in codes if named("addressee", code, other).casefold() in printed.casefold()]
        return self.person(kinds[0]) if kinds else printed

    def act(self, code: str) -> str:
        """Name an act inside a sentence."""
        return _lower(named("activity", code, self.language))

    def thing(self, code: str) -> str:
        """Name a regulated thing inside a sentence."""
        return _lower(named("asset", code, self.language))

    def body(self, code: str, printed: str) -> str:
        """Name a body: as the lexicon does in the language of the brief, else as it is printed."""
        if code == _UNKNOWN:
            return " ".join(printed.split())
        try:
            row = agencies.load().get(code)
        except KeyError:
            return printed
        return (row.zh if self.language == "zh" else row.en) or printed

    def doubt(self, code: str) -> str:
        """Say what a doubt about a provision means; the code where no table has it."""
        row = tables.load("doubts").get(code)
        return str(row[self.language]) if row else code

    def listed(self, items: Iterable[str], last: str = "and") -> str:
        """Join items as the language does."""
        found = tuple(items)
        return text(f"briefing.list-{last}", self.language, items=found)

    def sentence(self, words: str) -> str:
        """Begin words as a sentence begins."""
        return words[:1].upper() + words[1:]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _is_said(name: str, label: str) -> bool:
    """Tell whether a name of the text says what the name of the kind says: in whole, or by the stem of a word."""
    stems = {word[:_STEM] for word in label.casefold().split()}
    return name.casefold() in label.casefold() or any(word[:_STEM] in stems for word in name.casefold().split())
