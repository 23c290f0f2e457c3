"""Whether two notices are an older and a newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regparse.model import Language, Notice


def doubtful(old: Notice, new: Notice, language: Language) -> str | None:
    """Say what makes a comparison doubtful: one notice twice, two languages, the newer one as the old; else None."""
    from regparse.wording import text

    if old.id == new.id:
        if old.text == new.text:
            return text("cli.same-text", language, notice=_name(old))
        return text("cli.same-notice", language, notice=old.id)
    if old.language != new.language:
        return text("cli.two-languages", language)
    if (first := _day(old)) and (second := _day(new)) and first > second:
        return text("cli.wrong-order", language, old=_name(old), first=first, new=_name(new), second=second)
    return None


def _day(notice: Notice) -> str:
    """Give the day of issue, or the year that a notice's number names."""
    if notice.issued_on:
        return notice.issued_on.date.isoformat()
    return str(notice.number.year or "") if notice.number else ""


def _name(notice: Notice) -> str:
    return f"{notice.id}@{notice.edition}" if notice.edition else notice.id
