"""The stages in order: bytes in, a notice out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regparse import readers
from regparse.analysis import extract, resolve
from regparse.analysis.resolve import Lookup
from regparse.lexicon.problems import problem
from regparse.model import BlockKind, Citation, Closing, Language, Notice, Problem, Quote, ids
from regparse.structure import (
    annexed,
    commencement,
    elements,
    identity,
    locate,
    missing,
    occasions,
    outline,
    parties,
    punctuation,
    titles,
    tree,
)
from regparse.structure.lines import Line


class Reading(NamedTuple):
    """A notice, the document that it was read from, and for each line of its text the number of the line there."""

    notice: Notice
    document: readers.Document
    places: tuple[int, ...]


def parse(
    data: bytes,
    name: str,
    *,
    edition: str | None = None,
    media_type: str | None = None,
    language: Language | None = None,
    lookup: Lookup | None = None,
) -> Notice:
    """Parse the first notice in a file; with a ``language``, the first one in that where there is one.

    The articles of instruments that it annexes beside clauses of its own stand behind those, as ``…/annex-1.3``.
    ``name`` is the file's name for messages and ``Notice.source``; ``edition`` labels the result; ``lookup`` gives
    other notices by id, so that references to them get targets and their issuers can be counted.

    Raises ReadError when the bytes are no text, NoNoticeError when the text holds no notice.
    """
    found = read(data, name, edition=edition, media_type=media_type, language=language, lookup=lookup)
    return found.notice


def read(
    data: bytes,
    name: str,
    *,
    edition: str | None = None,
    media_type: str | None = None,
    language: Language | None = None,
    lookup: Lookup | None = None,
) -> Reading:
    """Parse as :func:`parse` does, and return where each line of the notice stands, too."""
    document = readers.read(data, name, media_type)
    body = locate.locate(document.text, name, language)
    notice = analyse(body, document, edition=edition, lookup=lookup, annexes=True)
    return Reading(notice, document, _places(body))


def parse_all(
    data: bytes, name: str, *, media_type: str | None = None, lookup: Lookup | None = None
) -> tuple[Notice, ...]:
    """Parse every notice in a file, in their order, a second copy of one left out; arguments and errors as above.

    An instrument that a notice annexes beside clauses of its own is one, too, and stands behind it.
    """
    return tuple(one.notice for one in read_all(data, name, media_type=media_type, lookup=lookup))


def read_all(
    data: bytes, name: str, *, media_type: str | None = None, lookup: Lookup | None = None
) -> tuple[Reading, ...]:
    """Parse as :func:`parse_all` does, and return where each line of each notice stands, too."""
    document = readers.read(data, name, media_type)
    found = list[Reading]()
    for body in locate.locate_all(document.text, name):
        shape = outline.shape(_styled(body.rows))
        notice = analyse(body, document, shape=shape, lookup=lookup)
        found.append(Reading(notice, document, _places(body)))
        for n, annex in enumerate(annexed.instruments(shape), 1):
            called = _Called(ids.annex_id(notice.id, n), annex.title, annex.title_row)
            own = _apart(annex, notice, body)
            found.append(Reading(analyse(own, document, lookup=lookup, called=called), document, _places(own)))
    return tuple(found)


def _places(body: locate.Body) -> tuple[int, ...]:
    return tuple(line.number for line in body.rows)


def _apart(annex: annexed.Annexed, host: Notice, body: locate.Body) -> locate.Body:
    """Give the body of an annexed instrument, and what is left out of the notice that annexes it."""
    aside = problem("boilerplate-dropped", host=host.id)
    return locate.Body(tuple(body.rows[i] for i in annex.rows), (aside,), body.cleaners)


def survey(
    data: bytes,
    name: str,
    *,
    edition: str | None = None,
    media_type: str | None = None,
    language: Language | None = None,
) -> Notice:
    """Parse what a notice says of itself (title, number, issuers, dates) and its clauses, without their norms.

    For a notice that is only referred to: a tenth of the work of :func:`parse`. Raises what that raises.
    """
    document = readers.read(data, name, media_type)
    return analyse(locate.locate(document.text, name, language), document, edition=edition, norms=False)


class _Called(NamedTuple):
    """The id and the title of a notice, and the line that the title is."""

    id: str
    title: str
    line: int


def analyse(
    body: locate.Body,
    document: readers.Document,
    *,
    edition: str | None = None,
    lookup: Lookup | None = None,
    norms: bool = True,
    called: _Called | None = None,
    annexes: bool = False,
    shape: outline.Shape | None = None,
) -> Notice:
    """Make a notice of the lines of a body, without ``norms`` on demand. Never raises on text.

    With ``annexes`` the articles of annexed instruments stand among its clauses. ``shape`` is the outline of the lines,
    where it is known.
    ``called`` is what it is called where its first lines are those of another one.
    """
    shape = shape or outline.shape(_styled(body.rows))
    days = occasions.read(shape)
    head = identity.head(shape, days.issued)
    bodies = parties.read(
        shape, parties.Named(head.title, head.number)
    )  # who issues an annexed instrument stands in the title of what annexes it
    if called:
        own = titles.Title(called.title, shape.spans[called.line])
        head = head._replace(notice=called.id, title=own, names=(called.title, *head.names))
    grown, further = tree.build(shape, head.notice), tuple(_further(shape))
    placed = shape
    if annexes and further:
        placed, grown = annexed.graft(shape, grown, head.notice)
    issued = days.issued
    own_titles = (*head.names, *titles.issued(head.title))
    effective = commencement.effective(shape, own_titles, issued)
    chinese = elements.chinese(shape.text)
    worker = extract.Extractor(
        shape.text,
        chinese=chinese,
        on=identity.reference_date(issued, head.number, days.amended),
        titles=head.names,
        number=head.number,
    )
    clauses = worker.clauses(grown.clauses, grown.sections) if norms else grown.clauses
    closing = None
    if norms and (lines := shape.at("closing")):
        span = (shape.spans[lines[0]][0], shape.spans[lines[-1]][1])
        closing = worker.closing(span, tuple(shape.spans[i] for i in lines), head.notice)
    signed = shape.at("signature")
    found = missing.Facts(head.title.printed, head.number, bodies.issuers, days, effective)
    notice = Notice(
        id=head.notice,
        title=head.title.text,
        title_span=head.title.span,
        language="zh" if chinese else "en",
        edition=edition,
        number=head.number,
        issuers=bodies.issuers,
        consulted=bodies.consulted,
        approved_by=bodies.approved_by,
        recipients=bodies.recipients,
        legal_basis=bodies.legal_basis,
        citations=_outside(shape, worker, bodies.legal_basis, closing) if norms else (),
        issued_on=issued,
        promulgated_on=days.promulgated,
        adopted_on=days.adopted,
        amended_on=days.amended,
        printed_on=days.printed,
        effective=effective,
        valid_until=commencement.valid_until(shape, own_titles, effective.date),
        cover=head.title.cover,
        preamble=identity.preamble(shape),
        sections=grown.sections,
        clauses=clauses,
        closing=closing,
        signature=_signature(shape, signed),
        annexes=_annexes(placed),
        blocks=grown.blocks,
        problems=_merge(body.problems, grown.problems, further, tuple(missing.told(shape, found))),
        source=document.source.model_copy(update={"cleaners": (*document.source.cleaners, *body.cleaners)}),
        text=shape.text,
    )
    notice = notice.model_copy(update={"repeals": _repeals(notice)})
    notice = resolve.resolve(notice, lookup or (lambda _: None))
    printed = "\n".join(body.lines)
    return notice if printed == notice.text else punctuation.as_printed(notice, printed)


_OUTSIDE: tuple[BlockKind, ...] = ("foreword", "preamble")


def _outside(
    shape: outline.Shape, worker: extract.Extractor, basis: tuple[Citation, ...], closing: Closing | None
) -> tuple[Citation, ...]:
    """Give the citations of the order, the preamble and the closing, those of the legal basis apart."""
    lines = sorted(i for kind in _OUTSIDE for i in shape.at(kind))
    found = [c for i in lines for c in worker.citations(*shape.spans[i])]
    taken = {one.span for one in basis}
    return (*(c for c in found if c.span not in taken), *(closing.citations if closing else ()))


def _styled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Give the lines as they are read: those of a Chinese text with Chinese marks."""
    text = "\n".join(line.text for line in lines)
    if not elements.chinese(text):
        return lines
    return tuple(line.saying(text) for line, text in zip(lines, punctuation.chinese(text).split("\n"), strict=True))


def _repeals(notice: Notice) -> tuple[Citation, ...]:
    """Return what the notice repeals: never itself, nor what annexes it."""
    own = notice.number and (notice.number.code, notice.number.year, notice.number.serial)
    cited = [c for clause in notice.walk() for c in clause.citations]
    cited += notice.closing.citations if notice.closing else ()
    cited += notice.citations
    repealed = list({c.span: c for c in cited if c.kind == "repeals"}.values())  # the closing is cited in both
    return tuple(c for c in repealed if not (c.number and (c.number.code, c.number.year, c.number.serial) == own))


def _signature(shape: outline.Shape, lines: list[int]) -> Quote | None:
    if not lines:
        return None
    first = lines[-1]
    while first - 1 in lines:
        first -= 1
    span = (shape.spans[first][0], shape.spans[lines[-1]][1])
    return Quote(text=shape.text[slice(*span)], span=span)


def _annexes(shape: outline.Shape) -> tuple[Quote, ...]:
    """Give the annexes as they are, a quote for each run of annex lines that opens with 附件 or Annex."""
    quotes: list[tuple[int, int]] = []
    for i in shape.at("annex"):
        start, end = shape.spans[i]
        if quotes and not shape.rows[i].annex and quotes[-1][1] == start - 1:
            quotes[-1] = (quotes[-1][0], end)
        else:
            quotes.append((start, end))
    return tuple(Quote(text=shape.text[slice(*span)], span=span) for span in quotes)


def _further(shape: outline.Shape) -> Iterator[Problem]:
    """Say which annexes are instruments that only ``parse_all`` reads."""
    for annex in annexed.instruments(shape):
        yield problem("further-notice", annex.span, title=annex.title, articles=annex.articles)


def _merge(*groups: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for group in groups for problem in group)
