"""The stages in order: bytes in, a notice out."""

from __future__ import annotations

from regparse import elements, extract, identity, locate, outline, readers, resolve, tree
from regparse.model import Citation, Kind, Language, Notice, Problem, Provision, Quote
from regparse.resolve import Lookup


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

    ``name`` is the file's name for messages and ``Notice.source``; ``edition`` labels the result; ``lookup`` gives
    other notices by id, so that references to them get targets and their issuers can be counted.

    Raises ReadError when the bytes are no text, NoNoticeError when the text holds no notice.
    """
    document = readers.read(data, name, media_type)
    body = locate.locate(document.text, name, language)
    return analyse(body, document, edition=edition, lookup=lookup)


def parse_all(
    data: bytes, name: str, *, media_type: str | None = None, lookup: Lookup | None = None
) -> tuple[Notice, ...]:
    """Parse every notice in a file, in their order, a second copy of one left out; arguments and errors as above."""
    document = readers.read(data, name, media_type)
    return tuple(analyse(body, document, lookup=lookup) for body in locate.locate_all(document.text, name))


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


def analyse(
    body: locate.Body,
    document: readers.Document,
    *,
    edition: str | None = None,
    lookup: Lookup | None = None,
    norms: bool = True,
) -> Notice:
    """Make a notice of the lines of a body, without ``norms`` on demand. Never raises on text."""
    shape = outline.shape(body.lines)
    head = identity.head(shape)
    grown = tree.build(shape, head.notice)
    parties = identity.parties(shape, head)
    issued = identity.issued_on(shape)
    chinese = elements.chinese(shape.text)
    worker = extract.Extractor(
        shape.text, chinese, identity.reference_date(issued, head.number), head.title, head.number
    )
    clauses = worker.clauses(grown.clauses, grown.sections) if norms else grown.clauses
    closing = None
    if norms and (lines := shape.at("closing")):
        span = (shape.spans[lines[0]][0], shape.spans[lines[-1]][1])
        closing = worker.closing(span, tuple(shape.spans[i] for i in lines), head.notice)
    signed = shape.at("signature")
    notice = Notice(
        id=head.notice,
        title=head.title,
        title_span=head.title_span,
        language="zh" if chinese else "en",
        edition=edition,
        number=head.number,
        issuers=parties.issuers,
        consulted=parties.consulted,
        approved_by=parties.approved_by,
        recipients=parties.recipients,
        legal_basis=parties.legal_basis,
        issued_on=issued,
        effective=identity.effective(shape, [], issued),
        preamble=identity.preamble(shape),
        sections=grown.sections,
        clauses=clauses,
        closing=closing,
        signature=_signature(shape, signed),
        annexes=_annexes(shape),
        blocks=grown.blocks,
        problems=_merge(body.problems, grown.problems),
        source=document.source.model_copy(update={"cleaners": (*document.source.cleaners, *body.cleaners)}),
        text=shape.text,
    )
    notice = notice.model_copy(
        update={
            "effective": identity.effective(shape, _norms(notice, Kind.COMMENCEMENT), issued),
            "repeals": _repeals(notice),
        }
    )
    return resolve.resolve(notice, lookup or (lambda _: None))


def _norms(notice: Notice, kind: Kind) -> list[Provision]:
    return [p for _, p in notice.provisions() if p.kind is kind]


def _repeals(notice: Notice) -> tuple[Citation, ...]:
    cited = [c for clause in notice.walk() for c in clause.citations]
    cited += notice.closing.citations if notice.closing else ()
    return tuple(c for c in cited if c.kind == "repeals")


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
        if quotes and not elements.annex(shape.lines[i]) and quotes[-1][1] == start - 1:
            quotes[-1] = (quotes[-1][0], end)
        else:
            quotes.append((start, end))
    return tuple(Quote(text=shape.text[slice(*span)], span=span) for span in quotes)


def _merge(*groups: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for group in groups for problem in group)
