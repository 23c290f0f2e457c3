"""Page one as plain text, for a terminal or a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from regparse.documents.brief.document import Document
from regparse.documents.brief.front_page import Line
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.takeaways import Takeaway

_WIDTH = 88


def plain(brief: Document, speech: Speech) -> str:
    """Return page one as lines of plain text."""
    return "\n".join(_lines(brief, speech)) + "\n"


def _lines(brief: Document, speech: Speech) -> Iterator[str]:
    page = brief.page
    if page.reliability.is_draft:
        yield from _wrapped(speech("page.draft"))
        yield ""
    yield from _wrapped(page.headline)
    yield from _wrapped(page.standfirst)
    yield ""
    for fact in page.facts:
        yield from _wrapped(f"{fact.name}: {fact.words.text if fact.words else fact.text}", "  ")
    yield from _headed(speech("page.takeaways"))
    if page.nothing_sure:
        yield from _wrapped(page.nothing_sure)
    for n, one in enumerate(page.takeaways, 1):
        places = ", ".join(ref.label for ref in one.refs)
        new = f" · {speech('new')}" if one.is_new else ""
        head = f"{n}. {speech(f'about.{one.about}')}{new}: "
        place = f" [{speech('clause')} {places}]" if places else ""
        yield from _wrapped(f"{head}{_said(one)}{place}", "   ")
    if page.rows:
        yield from _headed(speech("page.who"))
    for row in page.rows:
        yield from _wrapped(row.who)
        for line in row.lines:
            marks = "".join(f" [{mark}]" for mark in _marks(line, speech))
            yield from _wrapped(f"- {_said(line)}{marks} [{speech('clause')} {line.ref.label}]", "  ", "  ")
        if row.see:
            yield from _wrapped(speech("page.see", see=row.see), "  ", "  ")
        if row.when:
            yield from _wrapped(f"{speech('column.when')}: {'; '.join(row.when)}", "  ", "  ")
    if page.changed:
        yield from _headed(speech("page.changed", old=brief.changed.old_name))
        for said in page.changed:
            yield from _wrapped(f"- {said}", "  ")
    yield from _headed(speech("page.rely"))
    for said in page.reliability.lines:
        yield from _wrapped(said)


def _headed(title: str) -> Iterator[str]:
    yield from ("", title, "-" * min(_WIDTH, len(title) * 2 if title[:1] > "\u2e80" else len(title)), "")


def _marks(line: Line, speech: Speech) -> Iterator[str]:
    if line.is_new:
        yield speech("new")
    if line.is_unsure:
        yield speech("unsure")


def _said(one: Takeaway | Line) -> str:
    return one.words.quoted if one.words else one.text


def _wrapped(text: str, after: str = "", first: str = "") -> Iterable[str]:
    """Break a line where it gets too wide; a Chinese character is as wide as two."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    width = _WIDTH if wide < len(text) / 4 else _WIDTH // 2
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=after) or [""]
