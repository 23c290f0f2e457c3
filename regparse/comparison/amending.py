"""Whether the newer text is a decision that amends the older one: it quotes some of it, and is no new version of it."""

from __future__ import annotations

from collections.abc import Iterator

from regparse.comparison.align import Alignment
from regparse.grammar import own_names
from regparse.model import Citation, DocumentNumber, Notice

MOST = 0.5
"""From this share of the older clauses on that are linked whole the newer text is a version of its own."""


def amends(old: Notice, new: Notice, alignment: Alignment) -> bool:
    """Say whether the newer notice amends the older one by name, and links to less than half of it."""
    if not any(_is(citation, old) for citation in _amended(new)):
        return False
    linked = {link.old for link in alignment.links if link.state == "linked" and not link.partial}
    return len(linked) < MOST * len(old.clauses)


def _amended(notice: Notice) -> Iterator[Citation]:
    for citation in notice.citations:
        if citation.kind == "amends":
            yield citation
    for clause in notice.walk():
        yield from (citation for citation in clause.citations if citation.kind == "amends")


def _is(citation: Citation, notice: Notice) -> bool:
    if citation.number and notice.number and _number(citation.number) == _number(notice.number):
        return True
    return bool(citation.title) and own_names.bare(citation.title or "") in own_names.find(notice.text, notice.title)


def _number(number: DocumentNumber) -> tuple[object, ...]:
    return number.code, number.year, number.serial
