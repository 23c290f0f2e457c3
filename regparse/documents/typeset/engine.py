"""The PDF. Importing this module opens Pango: half a second, and an OSError where it is missing."""

from __future__ import annotations

import datetime as dt
import gc
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import weasyprint
from weasyprint import html as ua
from weasyprint.urls import URLFetcher, URLFetcherResponse

from regparse.documents.typeset import archive
from regparse.documents.typeset.attached import Attached

_VARIANT = "pdf/a-3a"
_TRIES = 5
"""How often a file is written until each of its streams ends clearly: one in a hundred needs a second time."""

_OBJECTS = 50_000


def write(html: str, templates: Path, attached: Iterable[Attached] = ()) -> bytes:
    """Set ``html`` in pages: tagged, bookmarked, with fonts from the folder ``templates`` and nothing from elsewhere.

    The file carries no date but those of what is attached to it, so that the same page is the same bytes on any day.
    """
    base = templates.resolve()
    with _rare_collection():
        page = _Page(string=html, base_url=f"{base.as_uri()}/", url_fetcher=_Templates(base))
        document = page.render(pdf_variant=_VARIANT)
        for one in document.pages:
            one.paint = partial(_packed, one.paint)
        files = tuple(attached)
        for spare in range(_TRIES):
            pdf: bytes = document.write_pdf(
                pdf_variant=_VARIANT,
                finisher=partial(archive.finish, spare=spare),
                attachments=[_attachment(one) for one in files],
            )
            if archive.is_clear(pdf):
                break
    return pdf


def _packed(paint: Callable[..., None], stream: Any, *how: Any) -> None:
    """Paint a page and compress it at once: what draws a hundred pages is thirty times as large until then."""
    paint(stream, *how)
    archive.round_off(stream)
    archive.compress(stream)


def _attachment(one: Attached) -> weasyprint.Attachment:
    """Give a file to attach as the source of the page, dated as its content is: a clock would show in the bytes."""
    at = dt.datetime.combine(one.date, dt.time())
    data = one.data if archive.ends_clearly(one.data) else one.data + b"\n"
    return weasyprint.Attachment(
        string=data, name=one.name, description=one.description, created=at, modified=at, relationship="Source"
    )


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Look for garbage less often: a layout is millions of small objects that all live to the end, and looking
    through them again and again takes a fifth of the time. What was there before is not looked through at all, unless
    the caller has set objects aside already: those could not be told from ours afterwards.
    """
    before = gc.get_threshold()
    ours = gc.get_freeze_count() == 0
    gc.set_threshold(_OBJECTS, *before[1:])
    if ours:
        gc.freeze()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if ours:
            gc.unfreeze()


class _Page(weasyprint.HTML):  # type: ignore[misc]
    """A page without what WeasyPrint keeps ready for every element: the styles of footnotes and list marks.

    They are six styles an element, a quarter of the memory of a long page and a fifth of its time, and here are no
    footnotes, and marks at the items of lists alone. Where WeasyPrint words its rules otherwise, it has all of them.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return super()._ua_stylesheets(forms) if forms else [_own_rules()]


@cache
def _own_rules() -> Any:
    rules = _NOTES.sub("", _MARKS.sub("li::marker", ua.UA))
    return weasyprint.CSS(string=rules, counter_style=ua.UA_COUNTER_STYLE)


_NOTES = re.compile(r"^::(?:foot)?note-[a-z]+ \{[^{}]*\}$", re.MULTILINE)
_MARKS = re.compile(r"^::marker\b", re.MULTILINE)


class _Templates(URLFetcher):  # type: ignore[misc]
    """Serves files out of one folder and what stands in an address itself, and refuses every other address."""

    def __init__(self, base: Path) -> None:
        super().__init__(allowed_protocols={"file", "data"}, fail_on_errors=True)
        self._base = base

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or not path.is_relative_to(self._base):
            raise ValueError(f"a page reads its templates only, not {url}")
        return URLFetcherResponse(url, path.read_bytes())
