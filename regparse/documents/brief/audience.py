"""One reader of a brief: what binds a bank, as a bank, as a financial institution, as anyone, by the definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regparse.documents.brief import readers, selection
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import STATE, Statement
from regparse.documents.parts.refs import Ref
from regparse.errors import UnknownValueError
from regparse.lexicon import addressees
from regparse.model import Kind, Language, Notice, Provision
from regparse.notation.expressions import expression
from regparse.wording.catalogue.names import named

_STAFF = "responsible-person"
_SENTENCE = expression(r"[。\n]|(?<=[a-z)])\. ")
_OWN = frozenset({Kind.PROHIBITION, Kind.OBLIGATION, Kind.PERMISSION, Kind.SANCTION})


def code_of(asked: str) -> str:
    """Give the code of an audience that was asked for by its code or by its name in either language.

    Raises UnknownValueError, with the nearest ones, where there is none.
    """
    known = addressees.load().codes
    wanted = asked.strip().lower()
    names = {one: one for one in known}
    names |= {named("addressee", one, language).lower(): one for one in known for language in ("en", "zh")}
    if wanted not in names:
        raise UnknownValueError("audience", asked, known=known)
    code: str = names[wanted]
    return code


@dataclass(frozen=True, slots=True)
class Audience:
    """A reader: all the kinds that it is one of, the nearest first, and the terms whose definition takes it in."""

    code: str
    kinds: tuple[str, ...]
    terms: tuple[str, ...]

    def is_bound(self, norm: Provision) -> bool:
        """Tell whether a provision binds the reader, or may: where nobody is named nobody is left out."""
        if norm.kind not in _OWN:
            return False
        if norm.basis == "none" or not norm.addressees:
            return True
        wide = set(self.kinds) | ({_STAFF} if norm.kind is Kind.SANCTION else set())
        for one in norm.addressees:
            if self.code in one.except_ or one.code == STATE != self.code:
                continue
            if one.code in wide or any(term in one.text for term in self.terms) or self._is_named_in(one.text, norm):
                return True
        return bool(set(readers.head_offices(norm)) & set(self.kinds))

    def _is_named_in(self, printed: str, norm: Provision) -> bool:
        """Tell whether the printed name of somebody whom no table knows has the reader's own words in it."""
        language: Language = "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in norm.text) else "en"
        is_known = self.code in selection.table()["members"]
        return is_known and selection.has(f"members.{self.code}", printed, language)


def audience(notice: Notice, asked: str) -> Audience:
    """Give the reader that was asked for. Raises UnknownValueError where there is no such reader."""
    code = code_of(asked)
    return Audience(code, readers.kinds(code), terms(notice, code))


def terms(notice: Notice, code: str) -> tuple[str, ...]:
    """Give the terms of a notice whose definition names a kind of reader among what the term takes in."""
    if code not in selection.table()["members"]:
        return ()
    defines = selection.pattern("defines", notice.language)
    found = dict[str, None]()
    said = [norm.text for _, norm in notice.provisions() if norm.kind is Kind.DEFINITION]
    said += [line for line in _SENTENCE.split(notice.text) if selection.has("explains", line, notice.language)]
    for words in said:
        match = defines.search(words)
        if match and selection.has(f"members.{code}", words[match.end() :], notice.language):
            found.setdefault(match["term"].strip())
    return tuple(term for term in found if len(term) > 1)


def split(found: Sequence[Statement], reader: Audience) -> tuple[list[Statement], list[Statement]]:
    """Part statements into those that bind the reader and those that bind others alone; tasks of bodies are neither."""
    mine = [one for one in found if any(map(reader.is_bound, one.norms))]
    kept = {one.number for one in mine}
    others = [
        one
        for one in found
        if one.number not in kept and one.sort in {"ban", "duty", "may", "consequence"} and not one.is_states
    ]
    return mine, others


def left_out(others: Sequence[Statement], speech: Speech) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """Name who else is bound, each with the clauses that are left out."""
    rows: dict[str, dict[str, Ref]] = {}
    for one in others:
        names = [speech.person(code) for code in one.codes if code not in {"other", STATE}]
        names += [person.text for norm in one.leading for person in norm.addressees if person.code == "other"]
        name = speech.listed(dict.fromkeys(names)) if names else speech("audience.others")
        rows.setdefault(name, {}).setdefault(one.ref.label, Ref(one.ref.label, None))
    return tuple((name, tuple(refs.values())) for name, refs in rows.items())
