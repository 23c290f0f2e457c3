"""The brief as a whole: page one, the pages after it, the annexes, numbered as one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from regparse.documents.brief import sections as parts
from regparse.documents.brief.annexes import Section
from regparse.documents.brief.audience import Audience, audience, left_out, split
from regparse.documents.brief.beside import Beside
from regparse.documents.brief.changed import Changed, changed, new_in
from regparse.documents.brief.front_page import FrontPage, front_page
from regparse.documents.brief.openpoints import OpenRow, open_points
from regparse.documents.brief.opinions import Opinion, opinions
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import Statement, statements
from regparse.documents.parts.bans import Group
from regparse.documents.parts.changes import unread, why_not
from regparse.documents.parts.described import descriptions
from regparse.documents.parts.quotes import Words
from regparse.documents.parts.refs import Norms, Ref, number_of
from regparse.model import Language, Notice, Provision
from regparse.model.comparison import Comparison, Remark
from regparse.version import __version__
from regparse.wording import labels
from regparse.wording import say as message

Extent = Literal["page", "short", "full"]


@dataclass(frozen=True, slots=True)
class Document:
    """All that the template of a brief needs. What has no content is not among the sections and is not printed."""

    name: str
    title: str
    lang: Language
    own_lang: Language
    version: str
    extent: Extent
    reader: str
    page: FrontPage
    groups: tuple[parts.Group, ...]
    intro: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[Ref, ...]], ...]
    deadlines: tuple[parts.When, ...]
    approvals: tuple[parts.Gate, ...]
    filings: tuple[parts.Gate, ...]
    tasks: tuple[parts.Task, ...]
    consequences: tuple[parts.Group, ...]
    changed: Changed
    why_not: str
    open_points: tuple[Group[OpenRow], ...]
    remarks: tuple[Opinion, ...]
    sources: tuple[str, ...]
    problems: tuple[str, ...]
    originals: Beside
    sections: tuple[Section, ...]

    def beside(self, norms: Sequence[Provision]) -> tuple[Words, ...]:
        """Give the words of the original for some provisions, where the brief is in two languages."""
        return self.originals.words(norms)

    def section(self, id_: str) -> Section | None:
        """Give a section that is printed, or None."""
        return next((one for one in self.sections if one.id == id_), None)


def document(
    notice: Notice,
    *,
    language: Language,
    extent: Extent = "short",
    against: Notice | None = None,
    comparison: Comparison | None = None,
    others: Sequence[Notice] = (),
    remarks: Sequence[Remark] = (),
    beside: Notice | None = None,
    asked: str | None = None,
) -> Document:
    """Compute the brief but for its annexes: a pure function, without a clock, a file or a network.

    ``asked`` is the code or the name of a reader; ``others`` are further texts of the notice; ``beside`` is the one
    that quotations are set beside.

    Raises UnknownValueError for a reader that there is not, RenderError for a remark on what there is not.
    """
    speech = Speech(language)
    every = statements(notice, new_in(comparison))
    reader = audience(notice, asked) if asked is not None else None
    found, rest = split(every, reader) if reader else (list(every), [])
    only = frozenset(norm.id for one in found for norm in one.norms) if reader else None
    if reader and only is not None and against:
        only |= frozenset(norm.id for _, norm in against.provisions() if reader.is_bound(norm))
    change = changed(notice, against, comparison, found, speech=speech, only=only)
    said = opinions(remarks, notice, against)
    if reader:
        places = {one.ref.label for one in found}
        said = tuple(one for one in said if one.ref is None or one.ref.label in places)
    if extent != "full":
        said = tuple(replace(one, ref=Ref(one.ref.label, None)) if one.ref else one for one in said)
    page = front_page(notice, (found, every), change, speech, reader)
    body = {
        "groups": parts.by_audience(found, speech),
        "deadlines": _with_start(notice, parts.deadlines(found, speech), speech),
        "approvals": parts.approvals(found, speech),
        "filings": parts.filings(found, speech),
        "tasks": () if reader else parts.tasks(found, speech),
        "consequences": parts.consequences(found, speech),
        "open_points": () if reader or extent == "page" else _open(notice),
        "left_out": left_out(rest, speech) if reader else (),
    }
    why = (why_not(notice, against) if against else None) or ("" if against else unread(notice))
    made = Document(
        name=number_of(notice),
        title=page.title,
        lang=notice.language,
        own_lang=language,
        version=__version__,
        extent=extent,
        reader=speech.person(reader.code) if reader else "",
        page=page,
        intro=_intro(reader, found, speech),
        changed=change,
        why_not=why,
        remarks=said,
        sources=_sources(notice, against if comparison else None, others, speech),
        problems=tuple(dict.fromkeys(message(one, language) for one in notice.problems)),
        originals=Beside(notice, beside),
        sections=(),
        **body,  # type: ignore[arg-type]
    )
    return _numbered(made, speech)


def _open(notice: Notice) -> tuple[Group[OpenRow], ...]:
    """Give the open points, those that are said in the same words as one."""
    norms: Norms = list(notice.provisions())
    groups = []
    for group in open_points(notice, norms, descriptions(notice, norms)):
        alike: dict[str, OpenRow] = {}
        for row in group.rows:
            known = alike.setdefault(row.what, replace(row, refs=()))
            refs = {ref.label: ref for ref in (*known.refs, *row.refs)}
            alike[row.what] = replace(known, refs=tuple(refs.values()))
        groups.append(replace(group, rows=tuple(alike.values())))
    return tuple(groups)


def _intro(reader: Audience | None, found: Sequence[Statement], speech: Speech) -> tuple[str, ...]:
    if reader is None:
        return ()
    who = speech.person(reader.code)
    if not found:
        return (speech("audience.nothing", who=who),)
    said = [speech("audience.kinds", who=who)]
    if reader.terms:
        said.append(speech("audience.terms", who=who, terms=reader.terms))
    return tuple(said)


def _with_start(notice: Notice, rows: tuple[parts.When, ...], speech: Speech) -> tuple[parts.When, ...]:
    """Put the day on which the notice takes effect, and the one on which it ends, among the deadlines by date."""
    found = []
    own: Language = speech.language
    for day, key in (
        (notice.effective.date if notice.effective.kind != "unstated" else None, "when.start"),
        (notice.valid_until.date if notice.valid_until else None, "when.end"),
    ):
        if day:
            said = speech("when.on", day=day)
            words = Words(((speech(key), False),), own)
            found.append(parts.When(said, "–", words, Ref("–", None), False, (0, day.isoformat(), 0)))
    if not rows:
        return ()
    return tuple(sorted((*found, *rows), key=lambda row: row.order))


def _sources(notice: Notice, against: Notice | None, others: Sequence[Notice], speech: Speech) -> tuple[str, ...]:
    said = []
    pairs = [(notice, "text"), (against, "against"), *((one, "other") for one in others)]
    for one, part in pairs:
        if one:
            edition = labels.edition(one.edition, one.language)
            values = {"name": number_of(one), "part": speech(f"source.{part}"), "edition": edition}
            said.append(speech("source.line", **values, file=one.source.name, hash=one.source.sha256[:16]))
    return (*said, speech("source.method", version=__version__))


def _numbered(made: Document, speech: Speech) -> Document:
    """Number the sections that have content."""
    whose = speech("section.reader", who=made.reader) if made.reader else speech("section.audience")
    compared = speech("section.changes", old=made.changed.old_name)
    has_changes = bool(made.changed.shifts or made.changed.gone)
    found = (
        ("audience", whose, made.groups or made.intro),
        ("deadlines", speech("section.deadlines"), made.deadlines),
        ("gates", speech("section.gates"), made.approvals or made.filings),
        ("tasks", speech("section.tasks"), made.tasks),
        ("consequences", speech("section.consequences"), made.consequences),
        ("changes", compared, has_changes and made.extent != "full"),
        ("changes", speech("section.no-comparison"), made.why_not and not made.changed.old_name),
        ("open", speech("section.open"), made.open_points),
        ("remarks", speech("section.remarks"), made.remarks),
        ("sources", speech("section.sources"), made.extent != "full"),
    )
    printed = [] if made.extent == "page" else [(id_, title) for id_, title, has in found if has]
    numbered = tuple(Section(id_, n, title) for n, (id_, title) in enumerate(printed, 1))
    return replace(made, sections=numbered)
