"""What documents and bodies are called in Akoma Ntoso: IRIs by the Naming Convention, languages, ids.

A work is ``/akn/cn/act/2026/yinfa-2026-42``: country, type, year of the document number, and our id of the notice. The
convention lets subtype and actor be left out and a year stand for the date; so whoever cites an instrument by its
number alone names the same IRI as the instrument itself. ``0001`` stands for a year that nobody printed.
"""

from __future__ import annotations

import datetime as dt

from regparse.model import Citation, Notice
from regparse.model.ids import notice_id
from regparse.notation.expressions import expression

LANGUAGES = {"en": "eng", "zh": "zho"}
"""ISO 639-2 codes."""
NO_DAY = "0001-01-01"
_NUMBERED = expression(r"\S+-(\d{4})-\d+")
_NO_IRI = expression(r"[\x00-\x20<>\"{}?\[\]|^`\\\x7f-\x9f\ud800-\udfff%]")
_UNSAFE = expression(r"[^\w.-]+")


def work(id: str, year: int | None) -> str:
    """Give the IRI of a work."""
    return f"/akn/cn/act/{year or 1:04d}/{safe(id)}"


def safe(name: str) -> str:
    """Give a name as a part of an IRI: what an IRI has no place for is percent-encoded, other scripts stay."""
    return _NO_IRI.sub(lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode("utf-8", "replace")), name)


def work_of(notice: Notice) -> str:
    """Give the IRI of a notice as a work."""
    year = notice.number.year if notice.number and notice.number.year else None
    return work(notice.id, year or (notice.issued_on.date.year if notice.issued_on else None))


def expression_of(notice: Notice) -> str:
    """Give the IRI of a text of a notice: its language and, where it is another text than the usual one, its name."""
    usual = notice.edition in (None, *LANGUAGES)
    version = (issued(notice) or "") if usual else _UNSAFE.sub("-", str(notice.edition))
    return f"{work_of(notice)}/{LANGUAGES[notice.language]}@{version}"


def issued(notice: Notice) -> str | None:
    """Give the day of issue, None where none is printed."""
    return notice.issued_on.date.isoformat() if notice.issued_on else None


def dated(notice: Notice) -> tuple[str, str]:
    """Give the date of a work and what it is: the schema wants a full date also where only a year is known."""
    if notice.issued_on:
        return notice.issued_on.date.isoformat(), "issue"
    if notice.number and notice.number.year:
        return dt.date(notice.number.year, 1, 1).isoformat(), "year of the document number; no day is printed"
    return NO_DAY, "unknown; no date is printed"


def ends(repealing: Notice) -> str:
    """Give the day on which a notice ends that another one repeals: when that takes effect, else when it was issued."""
    return repealing.effective.date.isoformat() if repealing.effective.date else dated(repealing)[0]


def cited(citation: Citation) -> str | None:
    """Give the IRI of the work that is cited; None where its number is not known."""
    number = citation.number
    if number and number.code and number.year:
        return work(notice_id(number.code, number.year, number.serial), number.year)
    notice = (citation.target or "").partition("/")[0]
    found = _NUMBERED.fullmatch(notice)
    return work(notice, int(found[1])) if found else None


def tlc(prefix: str, code: str) -> str:
    """Give the eId of a body or another thing that is referred to."""
    return f"{prefix}-{_UNSAFE.sub('-', code) or 'unnamed'}"
