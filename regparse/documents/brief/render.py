"""From the view-model to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from regparse.documents import typeset
from regparse.documents.brief.annexes import Section, annexes
from regparse.documents.brief.document import Extent, document
from regparse.documents.brief.plain import plain
from regparse.documents.brief.speech import Speech
from regparse.documents.typeset import PLAIN, Style
from regparse.errors import RenderError
from regparse.model import Language, Notice
from regparse.model.comparison import Comparison, EditionFact, Remark
from regparse.wording import voice
from regparse.wording.tongue import say, speaking, spoken

Format = Literal["pdf", "html", "docx", "md", "txt"]
Lang = Literal["en", "zh", "both"]
LANGS: tuple[Lang, ...] = ("en", "zh", "both")
FORMATS: tuple[Format, ...] = ("pdf", "html", "docx", "md", "txt")
EXTENTS: tuple[Extent, ...] = ("page", "short", "full")


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
    extent: Extent = "short",
    lang: Lang = "en",
    notes: Sequence[Remark] = (),
    further: Sequence[tuple[Notice, Sequence[EditionFact]]] = (),
    style: Style = PLAIN,
    format: Format = "pdf",
) -> bytes:
    """Return the compliance brief of a notice; the same input gives the same bytes.

    ``against`` is the notice it replaces and ``comparison`` what became of that; without the pair the brief has
    no section on changes, and with two notices that cannot be compared a sentence that says why. ``editions`` are the
    facts that stand in one edition only, ``other_edition`` is the edition that this one was set against: the notice, so
    that its source can be listed, or only its name; ``further`` are more editions, each with the facts on which it and
    this one differ. ``originals`` are the texts that the comparison was held against, for the list of sources.
    ``lineage`` are the notices up to this one, the oldest first, for the timeline.

    ``extent`` is how much: ``page`` is page one alone, ``short`` the few pages that are handed on, ``full`` has the
    annexes too (matrices, redlines, the full text, method), as one document numbered through.
    ``audience`` is the code or the name of an addressee: the brief is then what binds that one.
    ``lang`` is the language of what the brief says itself, ``en`` or ``zh``; quotations stand in that of the notice.
    ``both`` is English with the words of the other language beside each quotation, where ``other_edition`` or one of
    the ``originals`` is a text of this notice in it. ``notes`` are remarks, signed and framed as opinion; ``style`` is
    a house style. ``format`` is ``pdf`` (PDF/A-3a and PDF/UA-1, the notice's JSON attached), ``html`` (one file),
    ``docx``, ``md``, or ``txt``, which is page one as plain text.

    Raises RenderError when the format, the extent or the language is unknown, a note is on what the notice does not
    have, or a system library that the PDF needs is missing; UnknownValueError when there is no such audience.
    """
    if format not in FORMATS:
        raise RenderError("brief-format", known=tuple(FORMATS), format=format)
    if lang not in LANGS:
        raise RenderError("brief-language", known=tuple(LANGS), language=lang)
    if extent not in EXTENTS:
        raise RenderError("brief-extent", known=tuple(EXTENTS), extent=extent)
    language: Language = "zh" if lang == "zh" else "en"
    others = [other_edition] if isinstance(other_edition, Notice) else []
    others += [one for one, _ in further]
    beside = _other_text(notice, other_edition, (*originals, *others)) if lang == "both" else None
    with speaking(language):  # the parts that briefs share with synopses ask for it by this
        brief = document(
            notice,
            language=language,
            extent=extent,
            against=against,
            comparison=comparison,
            others=others,
            remarks=notes,
            beside=beside,
            asked=audience,
        )
        behind, listed = "", tuple[Section, ...]()
        if extent == "full":
            added = annexes(
                notice,
                first=len(brief.sections) + 1,
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
            listed = added.sections
            behind = typeset.fill(
                "brief/annex.html", say=say, style=style, brief_lang=language, brief=added, medium=format
            )
        if format == "txt":
            return plain(brief, Speech(language)).encode()
        html = typeset.fill(
            "brief/brief.html",
            say=say,
            style=style,
            t=Speech(language),
            brief_lang=language,
            brief=brief,
            medium=format,
            annex_sections=listed,
            annexes=Markup(behind),  # filled by a template of ours, which escapes
        )
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
