"""Whether two notices are an older and a newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regparse.model import Notice


def doubtful(old: Notice, new: Notice) -> str | None:
    """Say what makes a comparison doubtful: one notice twice, two languages, the newer one as the old; else None."""
    if old.id == new.id:
        if old.text == new.text:
            return f"note: both are {_name(old)}; nothing can have changed"
        return f"note: both are {old.id}, in two texts; `regparse editions {old.id}` says what stands in one only"
    if old.language != new.language:
        return "note: two languages; links rest on codes and figures alone, and words and law are not compared"
    if (first := _day(old)) and (second := _day(new)) and first > second:
        return f"warning: {_name(old)} ({first}) is newer than {_name(new)} ({second}); what is called new is what went"
    return None


def _day(notice: Notice) -> str:
    """Give the day of issue, or the year that a notice's number names."""
    if notice.issued_on:
        return notice.issued_on.date.isoformat()
    return str(notice.number.year or "") if notice.number else ""


def _name(notice: Notice) -> str:
    return f"{notice.id}@{notice.edition}" if notice.edition else notice.id
