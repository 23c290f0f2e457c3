"""The fact box, the strip under the title, and the sources: what a notice says about itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from regparse.brief import labels, wording
from regparse.brief.quotes import Words, quote
from regparse.brief.refs import Norms, number_of
from regparse.model import AgencyMention, Citation, Kind, Notice, Problem, Quote

_PROBLEM_LIMIT = 160


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


@dataclass(frozen=True, slots=True)
class Flag:
    """A problem that a careful reader would flag, and where it stands."""

    severity: str
    name: str
    message: str
    words: Words | None
    lines: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from, the hashes that tell it apart from any other, and what is doubtful about it."""

    name: str
    facts: tuple[Fact, ...]
    problems: tuple[Flag, ...]


def strip(notice: Notice) -> tuple[tuple[str, str], ...]:
    """Give the four things that a reader looks for first; what the notice does not say is left out."""
    found = []
    if notice.number:
        found.append(("Number", notice.number.text))
    if notice.issued_on:
        found.append(("Issued", wording.day(notice.issued_on.date)))
    start = "On issuance" if notice.effective.kind == "on-issuance" else _effect(notice)
    if start:
        found.append(("Takes effect", start))
    gone = [cite.number.text if cite.number else cite.title or cite.text for cite in notice.repeals]
    if gone:
        found.append(("Repeals", wording.at_most(gone, 2)))
    return tuple(found)


def facts(notice: Notice, norms: Norms, other_edition: str | None) -> tuple[Fact, ...]:
    """Give the fact box: what the head, the preamble and the closing say, the words themselves where they decide."""
    return tuple(Fact(name, values) for name, values in _facts(notice, norms, other_edition) if values)


def _facts(notice: Notice, norms: Norms, other_edition: str | None) -> Iterator[tuple[str, tuple[Value, ...]]]:
    def words(quoted: Quote) -> Value:
        return Value(words=quote(quoted, notice.language))

    yield "Title", (Value(words=Words(((notice.title, False),), notice.language)),)
    yield "Number", (words(notice.number),) if notice.number else ()
    yield "Issued on", (Value(wording.day(notice.issued_on.date)),) if notice.issued_on else ()
    yield "Issued by", _bodies(notice.issuers)
    yield "In consensus with", _bodies(notice.consulted)
    yield "Consent of", _bodies(notice.approved_by)
    yield "Addressed to", _bodies(notice.recipients)
    start = _effect(notice) or "Not stated"
    effect = notice.effective
    if effect.text and effect.span:
        yield "Takes effect", (Value(start), words(Quote(text=effect.text, span=effect.span)))
    else:
        yield "Takes effect", (Value(start),)
    yield "Repeals", tuple(words(cite) for cite in notice.repeals)
    yield "Legal basis", tuple(_title(cite, notice) for cite in notice.legal_basis)
    sections = f" in {wording.counted(len(notice.sections), 'part')}" if notice.sections else ""
    yield "Extent", (Value(wording.sentence(wording.counted(len(notice.clauses), "clause") + sections)),)
    counts = Counter(norm.kind for _, norm in norms)
    kinds = [wording.counted(counts[kind], *labels.KINDS[kind]) for kind in Kind if counts[kind]]
    yield "Norms found", (Value(wording.sentence(wording.listing(kinds))),) if kinds else ()
    which = labels.edition(notice.edition)
    if notice.edition is None:
        which += f", in {labels.LANGUAGES[notice.language]}"
    compared = f"; set against {labels.edition(other_edition)}" if other_edition else ""
    yield "This text", (Value(wording.sentence(which + compared)),)


def _title(cite: Citation, notice: Notice) -> Value:
    """Quote the title of an instrument, which leaves out the comma that English puts inside its quotation marks."""
    text = cite.title or cite.text
    if cite.number:
        text = f"{text} ({cite.number.text})" if cite.title else cite.number.text
    return Value(words=Words(((text, False),), notice.language))


def _bodies(mentions: Iterable[AgencyMention]) -> tuple[Value, ...]:
    names = dict.fromkeys(labels.agency(mention.id, mention.text) for mention in mentions)
    return tuple(Value(name.title, name.zh) for name in names)


def _effect(notice: Notice) -> str | None:
    effect = notice.effective
    if effect.kind == "unstated":
        return None
    date = effect.date or (notice.issued_on.date if notice.issued_on else None)
    if effect.kind == "on-issuance":
        return f"On issuance, {wording.day(date)}" if date else "On issuance"
    return wording.day(date) if date else None


def origin(notice: Notice) -> Origin:
    """Give the source of a notice with its hashes and problems, worst first."""
    source = notice.source
    lines = [
        ("File", source.name),
        ("Edition", wording.sentence(labels.edition(notice.edition))),
        ("Media type", source.media_type + (f", {source.encoding}" if source.encoding else "")),
        ("SHA-256 of the file", source.sha256),
        ("SHA-256 of the text", sha256(notice.text.encode()).hexdigest()),
        ("Cleaned by", wording.listing(source.cleaners) or "nothing: the text stands as it was read"),
    ]
    order = ("error", "warning", "info")
    problems = sorted(notice.problems, key=lambda one: order.index(one.severity))
    return Origin(
        number_of(notice),
        tuple(Fact(name, (Value(text),)) for name, text in lines),
        tuple(_flag(one, notice) for one in problems),
    )


def _flag(problem: Problem, notice: Notice) -> Flag:
    words = None
    if problem.span:
        start, end = problem.span
        words = quote(Quote(text=notice.text[start:end], span=problem.span), notice.language, _PROBLEM_LIMIT)
    lines = ""
    if problem.lines:
        first, last = problem.lines
        lines = f"line {first} of the source" if first == last else f"lines {first} to {last} of the source"
    return Flag(problem.severity, wording.sentence(labels.label(problem.code)), problem.message, words, lines)
