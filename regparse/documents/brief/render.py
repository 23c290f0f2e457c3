"""From the view-model to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from regparse.documents import typeset
from regparse.documents.brief.audience import AudienceBrief, audience_view
from regparse.documents.brief.view import Brief, view
from regparse.documents.typeset import PLAIN, Style
from regparse.errors import RenderError
from regparse.model import Notice
from regparse.model.comparison import Comparison, EditionFact, Remark
from regparse.wording import voice
from regparse.wording.tongue import say, speaking, spoken

Format = Literal["pdf", "html", "docx", "md"]
Lang = Literal["en", "zh", "both"]
LANGS: tuple[Lang, ...] = ("en", "zh", "both")
FORMATS: tuple[Format, ...] = ("pdf", "html", "docx", "md")


def render_brief(
    notice: Notice,
    *,
    against: Notice | None = None,
    comparison: Comparison | None = None,
    editions: Sequence[EditionFact] = (),
    other_edition: Notice | str | None = None,
    originals: Sequence[Notice] = (),
    lineage: Sequence[Notice] = (),
    audience: str | None = None,
    lang: Lang = "en",
    notes: Sequence[Remark] = (),
    further: Sequence[tuple[Notice, Sequence[EditionFact]]] = (),
    style: Style = PLAIN,
    format: Format = "pdf",
) -> bytes:
    """Give the compliance brief of a notice; the same input gives the same bytes.

    ``against`` is the notice it replaces and ``comparison`` what became of that; without the pair the brief has
    no section on changes, and with two notices that cannot be compared a sentence that says why. ``editions`` are the
    facts that stand in one edition only, ``other_edition`` is the edition that this one was set against: the notice, so
    that its source can be listed, or only its name; ``further`` are more editions, each with the facts on which it and
    this one differ. ``originals`` are the texts that the comparison was held against, for the list of sources.
    ``lineage`` are the notices up to this one, the oldest first, for the timeline.

    ``audience`` is the code or the name of an addressee: the brief is then what binds that one, and short.
    ``lang`` is the language of what the brief says itself, ``en`` or ``zh``; quotations stand in that of the notice.
    ``both`` is English with the words of the other language beside each quotation, where ``other_edition`` or one of
    the ``originals`` is a text of this notice in it. ``notes`` are remarks, signed and framed as opinion; ``style`` is
    a house style. ``format`` is ``pdf`` (PDF/A-3a and PDF/UA-1, the notice's JSON attached), ``html`` (one file),
    ``docx`` or ``md``.

    Raises RenderError when the format or the language is unknown, a note is on what the notice does not have, or a
    system library that the PDF needs is missing; UnknownValueError when there is no such audience.
    """
    if format not in FORMATS:
        raise RenderError("brief-format", known=tuple(FORMATS), format=format)
    if lang not in LANGS:
        raise RenderError("brief-language", known=tuple(LANGS), language=lang)
    beside = _other_text(notice, other_edition, (*originals, *(one for one, _ in further))) if lang == "both" else None
    with speaking("zh" if lang == "zh" else "en"):
        if audience is None:
            page = "brief/brief.html"
            brief: Brief | AudienceBrief = view(
                notice,
                against=against,
                comparison=comparison,
                editions=editions,
                other_edition=other_edition,
                originals=originals,
                lineage=lineage,
                remarks=notes,
                beside=beside,
                further=further,
            )
        else:
            page = "brief/audience.html"
            brief = audience_view(
                notice,
                audience,
                against=against,
                comparison=comparison,
                remarks=notes,
                beside=beside,
            )
        html = typeset.fill(page, say=say, style=style, brief_lang=spoken(), brief=brief, medium=format)
    match format:
        case "html":
            return html.encode()
        case "docx":
            return typeset.word(html, style, " · ".join(filter(None, (style.name, style.footer, brief.name))))
        case "md":
            return typeset.markdown(html).encode()
    return typeset.pdf(html, [_source(notice)])


def _other_text(notice: Notice, other: Notice | str | None, originals: Sequence[Notice]) -> Notice | None:
    """Give a text of the notice in the other language."""
    texts = [one for one in (other, *originals) if isinstance(one, Notice) and one.id == notice.id]
    return next((one for one in texts if one.language != notice.language), None)


def _source(notice: Notice) -> typeset.Attached:
    """Give the notice as parsed, dated as it is: what every statement of the brief was computed from."""
    said = f"{notice.id} as parsed: every statement of the brief is computed from it"
    date = notice.issued_on.date if notice.issued_on else typeset.UNDATED
    return typeset.Attached(f"{notice.id}.json", notice.to_json(voice=voice(spoken())).encode(), said, date)
