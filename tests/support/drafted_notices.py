"""Notices written clause by clause, with norms made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regparse.model import (
    Activity,
    Addressee,
    AgencyMention,
    AgencyRole,
    Clause,
    Effective,
    Kind,
    Language,
    Limit,
    Notice,
    Provision,
    Role,
    Sanction,
    Source,
)

LENDING = "Pawnbrokers shall not lend against amber."


SHOW = "Pawnbrokers shall show their ledger to the market warden every month."


PORT = "The harbour stays open on feast days, as it always was."


class Draft:
    """Writes a notice clause by clause, with norms whose words must stand in the clause."""

    def __init__(self, name: str, language: Language = "en", edition: str | None = None, **head: Any) -> None:
        self.name, self.language, self.edition, self.head = name, language, edition, head
        self.text, self.clauses = "", list[Clause]()

    def clause(self, number: int, words: str, norms: Sequence[dict[str, Any]] = ()) -> Draft:
        start = len(self.text)
        self.text += words + "\n"
        span = (start, start + len(words))
        made = tuple(self._norm(f"{self.name}/{number}#{n}", start, words, norm) for n, norm in enumerate(norms, 1))
        self.clauses.append(
            Clause(
                id=f"{self.name}/{number}", number=number, label=None, kind="clause", section=None, heading=None,
                paragraphs=(span,), text=words, span=span, provisions=made,
            )
        )  # fmt: skip
        return self

    def _norm(self, name: str, start: int, words: str, norm: dict[str, Any]) -> Provision:
        def quote(text: str) -> dict[str, Any]:
            at = start + words.index(text)
            return {"text": text, "span": (at, at + len(text))}

        norm = dict(norm)
        text = norm.pop("text", words)
        acts = tuple(Activity(code=code, phrase=act, **quote(act)) for act, code in norm.pop("acts", ()))
        persons = tuple(Addressee(code=code, **quote(text)) for code in norm.pop("who", ()))
        agencies = tuple(
            AgencyRole(id=code, role=role, **quote(printed)) for printed, code, role in norm.pop("agencies", ())
        )
        exceptions = tuple(Limit(**quote(words)) for words in norm.pop("exceptions", ()))
        sanction = norm.pop("sanction", None)
        return Provision(
            id=name, rule="by-hand", activities=acts, addressees=persons, agencies=agencies, exceptions=exceptions,
            sanction=Sanction(kind=sanction, **quote(text)) if sanction else None, **quote(text), **norm,
        )  # fmt: skip

    def notice(self) -> Notice:
        source = Source(name=self.name, media_type="text/plain", sha256="0" * 64, encoding="utf-8")
        return Notice(
            id=self.name, title=self.name, language=self.language, edition=self.edition, number=None,
            effective=Effective(kind="unstated"), clauses=tuple(self.clauses), source=source, text=self.text,
            **self.head,
        )  # fmt: skip


def ban(*acts: tuple[str, str | None], **more: Any) -> dict[str, Any]:
    return {"kind": Kind.PROHIBITION, "acts": acts, **more}


def duty(text: str, *roles: tuple[str, str, Role], **more: Any) -> dict[str, Any]:
    return {"kind": Kind.MANDATE, "text": text, "agencies": roles, **more}


LEND = ("lend against amber", "collateral")


def body(code: str) -> AgencyMention:
    return AgencyMention(id=code, text=code, span=(0, 0))
