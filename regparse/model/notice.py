"""Every type that crosses a door between two rooms of regparse.

The models are frozen: a stage makes a new object and never changes one it was handed. All spans are
half-open ``[start, end)`` offsets in Unicode code points into ``Notice.text``, and for every
:class:`Quote` the law ``notice.text[start:end] == quote.text`` holds.

This module imports nothing from regparse. The field names are those of the output contract,
``regparse/notice/1``; see ``regparse schema``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regparse.model.base import Model
from regparse.model.messages import Message, Voice

SCHEMA = "regparse/notice/1"

Span = tuple[int, int]
Language = Literal["en", "zh"]


class Kind(StrEnum):
    """What a norm does (the deontic mode, and the kinds of declaration beside it)."""

    PROHIBITION = "prohibition"
    OBLIGATION = "obligation"
    PERMISSION = "permission"
    MANDATE = "mandate"
    SANCTION = "sanction"
    DEFINITION = "definition"
    STATUS = "status"
    COMMENCEMENT = "commencement"
    REPEAL = "repeal"


class Role(StrEnum):
    """What a norm gives an agency to do."""

    LEAD = "lead"
    JOINT = "joint"
    COORDINATE = "coordinate"
    PARTICIPATE = "participate"
    RESPONSIBLE = "responsible"
    RECIPIENT = "recipient"
    REFER = "refer"
    APPROVE = "approve"
    FILE = "file"


class Severity(StrEnum):
    """How much a problem matters: an error makes a parse unsafe to rely on, info is only said."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Territory = Literal["domestic", "overseas", "inbound", "outbound"]
Condition = Literal["approval", "filing", "approval-and-filing", "approval-or-filing", "consent", "unauthorized"]
LimitKind = Literal["except", "only-if", "only-when"]
DeadlineKind = Literal["date", "within", "before", "every"]
Bound = Literal["min", "max", "exact"]
Basis = Literal["printed", "runs-on", "inherited", "none"]
Certainty = Literal["sure", "unsure"]
SanctionKind = Literal["administrative", "criminal", "civil-invalidity", "self-regulatory"]
ClauseKind = Literal["clause", "article", "item", "paragraph"]
CitationKind = Literal["legal-basis", "implements", "repeals", "amends", "refers"]
BlockKind = Literal[
    "title",
    "number",
    "issuers",
    "foreword",
    "recipients",
    "preamble",
    "contents",
    "section",
    "clause",
    "closing",
    "signature",
    "date",
    "annex",
    "colophon",
    "furniture",
]


class Quote(Model):
    """Words of the notice and where they stand: the evidence of a fact."""

    text: str
    span: Span


class AgencyMention(Quote):
    """A body as printed, with its code in the agency lexicon.

    ``holder`` is the code of the body that holds its powers today, None where it is still there.
    """

    id: str
    holder: str | None = None


class AgencyRole(AgencyMention):
    """A body with the part a norm gives it.

    ``successor`` is the code of the body that holds its powers when the name was already out of date
    on the day of the notice, else None.
    """

    role: Role
    successor: str | None = None


class DocumentNumber(Quote):
    """A document number (发文字号): issuer code, year, serial; ``Yinfa [2026] No. 42``.

    ``code`` is the romanised issuer code in lower case (``yinfa``), or None where only the bracketed
    year and the serial are printed. ``year`` is None for orders numbered without one.
    """

    code: str | None
    year: int | None
    serial: int


class Citation(Quote):
    """A reference to an instrument or to a provision of this one.

    ``article`` is the printed article reference ("Article 5", 第五条第二款), ``target`` the id of the notice
    or clause it resolves to, or None when that is not known here. A list or a range (第三条至第五条) points at
    several clauses: ``targets`` are all of them, in order, ``target`` the first.
    """

    title: str | None
    number: DocumentNumber | None
    article: str | None = None
    kind: CitationKind
    target: str | None = None
    targets: tuple[str, ...] = ()


class Addressee(Quote):
    """Who is bound. Where the text names nobody, ``code`` is ``anyone`` and the quote is the deontic cue.

    ``except_`` (``except`` in JSON) holds the codes that 以外的 or "other than" takes out.
    """

    code: str
    except_: Annotated[tuple[str, ...], Field(alias="except")] = ()


class Activity(Quote):
    """One act of a norm.

    ``text`` is the act's own words; ``phrase`` is the same act made readable by itself, with the verb and
    the object that it shares with its neighbours in an enumeration. ``code`` is None outside the lexicon.
    """

    code: str | None
    phrase: str


class Limit(Quote):
    """Words that limit a norm: an exception, or the only case or time in which it holds."""

    kind: LimitKind = "except"


class Deadline(Quote):
    """When a norm is to be met.

    ``value`` is a date (``2016-07-15``) or an ISO 8601 duration (``P2D``, ``PT1H``, ``P10WD`` for working days, ``P1M``
    for each month, ``PT0S`` for at once), None where the words give none; ``from_`` (``from`` in JSON) is what it runs
    from.
    """

    kind: DeadlineKind
    value: str | None = None
    from_: Annotated[Quote | None, Field(alias="from")] = None


class Figure(Quote):
    """A quantity that a norm sets: ``quantity`` as a decimal number, ``unit`` as printed, and which side it bounds."""

    quantity: str
    bound: Bound
    unit: str


class Sanction(Quote):
    """The consequence that a norm of kind ``sanction`` attaches to a breach."""

    kind: SanctionKind


class Provision(Quote):
    """One norm: who may, must or must not do what, on whose authority, under which condition.

    ``open_ended`` says that the acts are examples: the text goes on with "or other services", 等服务. ``basis`` says
    how the subject was found, ``certainty`` whether what was read can be relied on, ``doubts`` why not, as codes.
    """

    id: str
    kind: Kind
    rule: str
    cue: Quote | None = None
    addressees: tuple[Addressee, ...] = ()
    activities: tuple[Activity, ...] = ()
    open_ended: bool = False
    assets: tuple[str, ...] = ()
    territory: Territory | None = None
    condition: Condition | None = None
    exceptions: tuple[Limit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    figures: tuple[Figure, ...] = ()
    agencies: tuple[AgencyRole, ...] = ()
    sanction: Sanction | None = None
    basis: Basis = "none"
    certainty: Certainty = "unsure"
    doubts: tuple[str, ...] = ()


class Clause(Quote):
    """A numbered unit of the body with everything below it.

    ``number`` is canonical, ``label`` as printed. ``text`` runs to the end of the clause, its unnumbered
    paragraphs and its children included; ``paragraphs`` are the spans of its own paragraphs.
    """

    id: str
    number: int
    label: str | None
    kind: ClauseKind
    section: str | None
    heading: str | None
    heading_span: Span | None = None
    paragraphs: tuple[Span, ...]
    children: tuple[Clause, ...] = ()
    provisions: tuple[Provision, ...] = ()
    citations: tuple[Citation, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """Give this clause and every one below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Section(Model):
    """A level-one heading (一、 / I. / 第X章); a nested one (第X节) names its parent."""

    id: str
    label: str
    number: int
    heading: str
    span: Span
    parent: str | None = None


class Closing(Quote):
    """What stands after the last clause and before the signature: commencement, repeal."""

    provisions: tuple[Provision, ...] = ()
    citations: tuple[Citation, ...] = ()


class Block(Model):
    """A run of lines and what it is. Blocks tile every non-blank line of the body, once each."""

    kind: BlockKind
    span: Span


class IssuedOn(Quote):
    """The date of issue as printed and as a date."""

    date: dt.date


class Dated(Quote):
    """A day as printed or as counted from what is printed; ``date`` is None where it cannot be told."""

    date: dt.date | None = None


class Cover(Model):
    """The notice, order or announcement that does nothing but issue the instrument: what is printed above it.

    ``title`` is its own, None where it has none (an order), ``span`` the stretch from its first line to its last.
    """

    kind: Literal["notice", "order", "announcement"]
    title: str | None = None
    title_span: Span | None = None
    span: Span


class Effective(Model):
    """When the notice takes effect: on issuance, on a date, or unstated (then without evidence)."""

    kind: Literal["on-issuance", "on-date", "unstated"]
    date: dt.date | None = None
    text: str | None = None
    span: Span | None = None


class Problem(Message):
    """Something a careful reader would flag. ``span`` is None when it is about dropped text.

    ``lines`` are the 1-based first and last line of the source for what was dropped before the body.
    """

    section: ClassVar[str] = "problem"

    severity: Severity
    span: Span | None = None
    lines: tuple[int, int] | None = None


class Source(Model):
    """Where a text came from. ``sha256`` is of the bytes as read, before any cleaning."""

    name: str
    media_type: str
    sha256: str
    encoding: str | None
    cleaners: tuple[str, ...] = ()


class Notice(Model):
    """A notice as parsed: the contract's top level."""

    schema_: Annotated[str, Field(alias="schema")] = SCHEMA
    id: str
    title: str
    title_span: Span | None = None
    language: Language
    edition: str | None = None
    number: DocumentNumber | None
    issuers: tuple[AgencyMention, ...] = ()
    consulted: tuple[AgencyMention, ...] = ()
    approved_by: tuple[AgencyMention, ...] = ()
    recipients: tuple[AgencyMention, ...] = ()
    legal_basis: tuple[Citation, ...] = ()
    citations: tuple[Citation, ...] = ()
    issued_on: IssuedOn | None = None
    promulgated_on: Dated | None = None
    adopted_on: Dated | None = None
    amended_on: Dated | None = None
    printed_on: Dated | None = None
    effective: Effective
    valid_until: Dated | None = None
    cover: Cover | None = None
    repeals: tuple[Citation, ...] = ()
    preamble: Quote | None = None
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    closing: Closing | None = None
    signature: Quote | None = None
    annexes: tuple[Quote, ...] = ()
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: Source
    text: str

    def walk(self) -> Iterator[Clause]:
        """Give every clause and item, in document order."""
        for clause in self.clauses:
            yield from clause.walk()

    def provisions(self) -> Iterator[tuple[Clause | None, Provision]]:
        """Give every norm with the clause it stands in (None in the closing), in document order."""
        for clause in self.walk():
            for provision in clause.provisions:
                yield clause, provision
        if self.closing:
            for provision in self.closing.provisions:
                yield None, provision

    def to_json(self, indent: int | None = 2, *, voice: Voice | None = None) -> str:
        """Return the contract's JSON: same notice, same bytes. ``voice`` words the messages of the problems."""
        return self.model_dump_json(by_alias=True, indent=indent, context=voice)
