"""What the firm itself says of a notice: signed and dated, framed apart from what is computed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regparse.documents.parts.refs import Ref, anchor, clause_label, number_of
from regparse.errors import RenderError
from regparse.model import Notice, ids
from regparse.model.comparison import Remark
from regparse.wording import phrasing
from regparse.wording.tongue import say


@dataclass(frozen=True, slots=True)
class Opinion:
    """A remark in paragraphs; ``on`` says on what, ``ref`` leads there, ``end`` is where that ends in the text.

    ``end`` is None for what is about the notice as a whole or about another notice.
    """

    author: str
    date: str
    text: tuple[str, ...]
    materiality: str
    on: str
    ref: Ref | None
    end: int | None


def opinions(remarks: Iterable[Remark], notice: Notice, against: Notice | None) -> tuple[Opinion, ...]:
    """Lay out remarks in the order of what they are on: the notice, then its parts, then those of the earlier one.

    Raises RenderError for a remark on what neither notice has: an opinion is not dropped in silence.
    """
    ends = _ends(notice)
    earlier = _ends(against) if against else {}
    order = {id_: n for n, id_ in enumerate((*ends, *earlier))}
    found = []
    for remark in remarks:
        if remark.on not in order and f"{notice.id}/{remark.on}" in order:
            remark = remark.model_copy(update={"on": f"{notice.id}/{remark.on}"})  # noqa: PLW2901 - a bare clause
        if remark.on not in order:
            raise RenderError("remark-nowhere", author=remark.author, on=remark.on, notice=notice.id)
        found.append((order[remark.on], remark))
    return tuple(_opinion(remark, ends, against) for _, remark in sorted(found, key=lambda one: (one[0], one[1].date)))


def _ends(notice: Notice) -> dict[str, int | None]:
    """Give all that a remark may be on and where it ends."""
    found: dict[str, int | None] = {notice.id: None}
    found |= {section.id: section.span[1] for section in notice.sections}
    for clause in notice.walk():
        found[clause.id] = clause.span[1]
        found |= {norm.id: clause.span[1] for norm in clause.provisions}
    if notice.closing:
        found |= {norm.id: notice.closing.span[1] for norm in notice.closing.provisions}
    return found


def _opinion(remark: Remark, ends: dict[str, int | None], against: Notice | None) -> Opinion:
    ref, on = None, say("the notice")
    if remark.on not in ends:
        on = number_of(against) if against else ""
        if ids.parse(remark.on).unit:
            on = say("{notice}, clause {place}", notice=on, place=clause_label(remark.on))
    elif ends[remark.on] is not None:
        unit = ids.parse(remark.on).unit or ""
        ref = Ref(
            unit.removeprefix("sec.") if unit.startswith("sec.") else clause_label(remark.on), f"#{anchor(remark.on)}"
        )
        on = say("part") if unit.startswith("sec.") else say("clause")
    return Opinion(
        author=remark.author,
        date=phrasing.day(remark.date),
        text=tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", remark.text.strip())),
        materiality=say(f"{remark.materiality} materiality") if remark.materiality else "",
        on=on,
        ref=ref,
        end=ends.get(remark.on),
    )
