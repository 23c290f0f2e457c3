"""The fact box and the strip under the title: what a notice says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regparse.documents.parts.quotes import Words, quote
from regparse.model import AgencyMention, Citation, Notice, Quote
from regparse.wording import labels, phrasing
from regparse.wording.titles import repealed
from regparse.wording.tongue import say


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: words of ours with the Chinese name beside them if there is one, or words of the notice."""

    text: str = ""
    zh: str = ""
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a fact box."""

    name: str
    values: tuple[Value, ...]


def strip(notice: Notice) -> tuple[tuple[str, str], ...]:
    """Give the four things that a reader looks for first; what the notice does not say is left out."""
    found = []
    if notice.number:
        found.append((say("Number"), notice.number.text))
    if notice.issued_on:
        found.append((say("Issued"), phrasing.day(notice.issued_on.date)))
    start = say("On issuance") if notice.effective.kind == "on-issuance" else _effect(notice)
    if start:
        found.append((say("Takes effect"), start))
    if notice.repeals:
        found.append((say("Repeals"), phrasing.at_most((repealed(one, notice) for one in notice.repeals), 2)))
    return tuple(found)


def facts(notice: Notice, contents: Iterable[str], other_text: str, other: Notice | None = None) -> tuple[Fact, ...]:
    """Give the fact box: what the head, the preamble and the closing say, the words themselves where they decide.

    ``contents`` counts what the tables of the brief hold; ``other_text`` names the text this one was set against,
    ``other`` is that text where it is at hand: in another language it has the title in that language.
    """
    titles = [one for one in (notice, other) if one and (one is notice or one.language != notice.language)]
    return tuple(Fact(say(name), values) for name, values in _facts(notice, contents, other_text, titles) if values)


def _facts(
    notice: Notice, contents: Iterable[str], other_text: str, titles: Iterable[Notice]
) -> Iterator[tuple[str, tuple[Value, ...]]]:
    def words(quoted: Quote) -> Value:
        return Value(words=quote(quoted, notice.language))

    yield "Title", tuple(Value(words=_heading(one)) for one in titles)
    yield "Number", (words(notice.number),) if notice.number else ()
    yield "Issued on", (Value(phrasing.day(notice.issued_on.date)),) if notice.issued_on else ()
    yield "Issued by", _bodies(notice.issuers)
    yield "In consensus with", _bodies(notice.consulted)
    yield "Consent of", _bodies(notice.approved_by)
    yield "Addressed to", _bodies(notice.recipients)
    start = _effect(notice) or say("Not stated")
    effect = notice.effective
    if effect.text and effect.span:
        yield "Takes effect", (Value(start), words(Quote(text=effect.text, span=effect.span)))
    else:
        yield "Takes effect", (Value(start),)
    yield "Repeals", tuple(words(cite) for cite in notice.repeals)
    yield "Legal basis", tuple(_title(cite, notice) for cite in notice.legal_basis)
    extent = phrasing.counted(len(notice.clauses), "clause")
    if notice.sections:
        extent = say("{clauses} in {parts}", clauses=extent, parts=phrasing.counted(len(notice.sections), "part"))
    yield "Extent", (Value(phrasing.sentence(extent)),)
    yield "In this brief", (Value(phrasing.sentence(phrasing.listing(contents))),) if contents else ()
    text = phrasing.sentence(labels.text_name(notice))
    compared = say("{text}; compared with the {other}", text=text, other=other_text) if other_text else text
    yield "This text", (Value(compared),)


def _heading(notice: Notice) -> Words:
    title = notice.text[slice(*notice.title_span)] if notice.title_span else notice.title
    return Words(((" ".join(title.split()), False),), notice.language)


def _title(cite: Citation, notice: Notice) -> Value:
    """Quote an instrument: with its number as printed, else its title, which leaves out the comma that English puts
    inside its quotation marks.
    """
    text = cite.text if cite.number or not cite.title else cite.title
    return Value(words=Words(((" ".join(text.split()), False),), notice.language))


def _bodies(mentions: Iterable[AgencyMention]) -> tuple[Value, ...]:
    names = dict.fromkeys(labels.agency(mention.id, mention.text) for mention in mentions)
    return tuple(Value(name.title, name.beside) for name in names)


def _effect(notice: Notice) -> str | None:
    effect = notice.effective
    if effect.kind == "unstated":
        return None
    date = effect.date or (notice.issued_on.date if notice.issued_on else None)
    if effect.kind == "on-issuance":
        return say("On issuance, {day}", day=phrasing.day(date)) if date else say("On issuance")
    return phrasing.day(date) if date else None
