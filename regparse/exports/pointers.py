"""Places in the text by the elements of its XML: how facts point at their words, and how the words are found again.

A place is an element as a whole (``at="#para_9__p_1__ref_1"``), or runs between two offsets from where an element
begins (``at="#para_9__p_1" from="12" to="40"``): code points, line breaks counted, beyond its end where it goes on.
Blanks at the edges of a line are no part of its element's place.
"""

from __future__ import annotations

from bisect import bisect_right

from regparse.errors import ExportError
from regparse.exports.xml import _Element
from regparse.model import Span


class Places:
    """The elements with an eId and the spans of the text they hold."""

    def __init__(self) -> None:
        """Begin with no element."""
        self._spans: dict[str, Span] = {}
        self._whole: dict[Span, str] = {}
        self._lines: list[tuple[int, str]] = []

    def add(self, eid: str, span: Span, *, line: bool = False) -> None:
        """Say where an element stands; ``line`` for one that others are counted from. Lines come in order."""
        self._spans[eid] = span
        self._whole.setdefault(span, eid)
        if line:
            self._lines.append((span[0], eid))

    def point(self, span: Span) -> dict[str, str]:
        """Give the attributes that point at a span."""
        eid = self._whole.get(span)
        if eid is not None:
            return {"at": f"#{eid}"}
        start, eid = self._lines[max(0, bisect_right(self._lines, (span[0], "\U0010ffff")) - 1)]
        return {"at": f"#{eid}", "from": str(span[0] - start), "to": str(span[1] - start)}

    def find(self, element: _Element) -> Span | None:
        """Give the span that the attributes of an element point at; None where it points nowhere.

        Raises ExportError when there is no such place.
        """
        at = element.get("at")
        if at is None:
            return None
        whole = self._spans.get(at.removeprefix("#"))
        if whole is None:
            raise ExportError("akn-pointer", eid=at[:60])
        try:
            first, last = element.get("from"), element.get("to")
            return (whole[0] + int(first), whole[0] + int(last)) if first and last else whole
        except ValueError as error:
            raise ExportError("akn-places", eid=at[:60]) from error
