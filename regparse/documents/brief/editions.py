"""Facts that stand in one text of a notice and not in another, with the words of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regparse.comparison.editions import name
from regparse.comparison.terms import in_chinese
from regparse.documents.parts.bans import Group
from regparse.documents.parts.quotes import Words, quote
from regparse.documents.parts.refs import Ref, clause_ref
from regparse.model import Notice, Quote
from regparse.model.comparison import EditionFact
from regparse.notation.expressions import expression
from regparse.wording import labels, phrasing
from regparse.wording.tongue import chinese, say

_QUOTED = frozenset({"citation", "legal-basis", "repeals", "number", "signature"})
"""Fields whose words say all there is to say; their value is a code."""


_COUNTED = expression(r"(all |section |)(\d+)( section headings| departments|)")
"""What is said of how many there are."""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A fact that stands in one edition only, with the words of both."""

    ref: Ref | None
    what: str
    words: Words | None
    other: Words | None


def editions(
    facts: Sequence[EditionFact], notice: Notice, other: Notice | None, *, names: bool = False
) -> tuple[Group[EditionRow], ...]:
    """Group the facts by the text that has them; what the same words say is one row.

    With ``names`` a heading names the text that lacks them, too: there are more than two.

    Quotations are set in the language of their text; a link leads to the clause of this notice.
    """
    here = {clause.id for clause in notice.walk()}
    alike: dict[str, dict[tuple[object, ...], list[EditionFact]]] = {}
    for fact in facts:
        words = fact.quote.text if fact.quote else fact.value
        alike.setdefault(fact.only_in, {}).setdefault((fact.clause, words), []).append(fact)
    texts = {name(one): one for one in (other, notice) if one}
    return tuple(
        Group(
            _heading(texts, edition, names),
            tuple(_edition_row(same, notice, other, here) for same in rows.values()),
        )
        for edition, rows in alike.items()
    )


def _heading(texts: Mapping[str, Notice], edition: str, names: bool) -> str:
    lacks = next((one for key, one in texts.items() if key != edition), None)
    if not names or lacks is None:
        return say("Found only in the {text}", text=_text(texts.get(edition), edition))
    return say(
        "In the {text}, not in the {other}", text=_text(texts.get(edition), edition), other=labels.text_name(lacks)
    )


def _text(notice: Notice | None, edition: str) -> str:
    return labels.text_name(notice) if notice else labels.edition(edition, "")


def _said(fact: EditionFact) -> str:
    """Say the value of a fact: a body with its part, a count, a term, else the names of its codes."""
    if not chinese():
        return labels.named(fact.value)
    name_, _, role = fact.value.rpartition(" ")
    if fact.field == "agency" and role in labels.ROLES:
        return phrasing.noted(labels.named(name_), labels.role(role))
    if fact.field == "term":
        return in_chinese(fact.value)
    if counted := _COUNTED.fullmatch(fact.value):
        return say(f"{counted[1]}{{n}}{counted[3]}", n=counted[2])
    return labels.named(fact.value)


def _edition_row(same: list[EditionFact], notice: Notice, other: Notice | None, here: set[str]) -> EditionRow:
    first = same[0]
    texts = (other, notice) if other and first.only_in == name(other) else (notice, other or notice)

    def words(quoted: Quote | None, of: Notice) -> Words | None:
        return quote(quoted, of.language) if quoted else None

    found: dict[str, list[str]] = {}
    for fact in same:
        if fact.field in _QUOTED and fact.quote:
            found.setdefault(labels.label(fact.field), []).append(labels.label(fact.field))
            continue
        kind, colon, value = fact.value.partition(": ")
        if colon and kind in labels.KINDS:
            name_ = say("{field} of a {kind}", field=labels.label(fact.field), kind=labels.kind(kind))
            found.setdefault(name_, []).append(labels.named(value))
        else:
            found.setdefault(labels.label(fact.field), []).append(_said(fact))
    what = phrasing.joined(
        (
            values[0]
            if values[0].startswith(field)
            else say("{what}: {said}", what=field, said=phrasing.listing(dict.fromkeys(values)))
            for field, values in found.items()
        ),
        ";",
    )
    return EditionRow(
        ref=clause_ref(first.clause, linked=first.clause in here) if first.clause else None,
        what=phrasing.sentence(what),
        words=words(first.quote, texts[0]),
        other=words(next((fact.other for fact in same if fact.other), None), texts[1]),
    )
