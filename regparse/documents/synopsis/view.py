"""The flat view-model of a comparison that is read by itself: tables, changes in law, and both texts.

Every clause of either notice is printed whole once: an old one beside the new one that took most of it. The text has
three ways to be read (:data:`WAYS`), as the users of legal databases know them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from regparse.comparison.cited import fresh
from regparse.comparison.gone import gone
from regparse.documents.parts.bans import Group
from regparse.documents.parts.changes import AgencyMove, agency_moves, clause_name, count_kept
from regparse.documents.parts.law import KeptRow, Law, LawRow
from regparse.documents.parts.origins import Origin, origin
from regparse.documents.parts.refs import Ref, anchor, clause_label, number_of
from regparse.documents.synopsis.facing import FacingRow, facing
from regparse.documents.synopsis.rows import Row, in_rows, old_anchor
from regparse.model import Clause, Language, Notice
from regparse.model.comparison import Comparison, Pair, Remark
from regparse.version import __version__
from regparse.wording import labels, phrasing
from regparse.wording.titles import display_title

Way = Literal["side", "old", "new"]
WAYS: dict[Way, str] = {
    "side": "Side by side",
    "old": "The old text, annotated",
    "new": "The new text, with marks",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """A clause and one that it became, or came from; ``note`` says which part, and how sure it is."""

    ref: Ref
    heading: str
    labels: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table of destinations (old to new) or of derivations (new to old).

    ``sources`` are, for a new clause without a forerunner, the instruments that it cites.
    """

    ref: Ref
    heading: str
    ends: tuple[Destination, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneRow:
    """Words of the older notice that are said no longer, where they stood, and beside which clause of the newer one."""

    kind: str
    old: Ref | None
    new: Ref | None
    words: str


@dataclass(frozen=True, slots=True)
class Synopsis:
    """All that the templates need."""

    title: str
    old_name: str
    new_name: str
    old_title: str
    new_title: str
    facts: tuple[tuple[str, str, str], ...]
    lang: Language
    way: Way
    summary: str
    destinations: tuple[TableRow, ...]
    derivations: tuple[TableRow, ...]
    agencies: tuple[AgencyMove, ...]
    law: tuple[Group[LawRow], ...]
    gone: tuple[GoneRow, ...]
    kept: tuple[KeptRow, ...]
    kept_count: str
    rows: tuple[Row, ...]
    facing: tuple[FacingRow, ...]
    why_no_text: str
    remarks: tuple[Remark, ...]
    chosen: str
    origins: tuple[Origin, ...]
    version: str


def view(
    comparison: Comparison,
    old: Notice,
    new: Notice,
    *,
    way: Way = "side",
    originals: Sequence[Notice] = (),
    chosen: str = "",
) -> Synopsis:
    """Lay a comparison out.

    ``chosen`` says in words what it was narrowed down to, ``originals`` are for the list of sources.
    """
    foreign = old.language != new.language
    names = {clause.id: clause_name(clause) for side in (old, new) for clause in side.clauses}
    law = Law(new, old, comparison, {clause.id: f"#{old_anchor(clause.id)}" for clause in old.clauses})
    kept = law.kept()
    rows = () if foreign else tuple(in_rows(comparison, old, new))
    shown = {one for pair in comparison.pairs for one in (*pair.old, *pair.new)}
    return Synopsis(
        title=f"{number_of(old)} and {number_of(new)} compared",
        old_name=number_of(old),
        new_name=number_of(new),
        old_title=display_title(old)[0],
        new_title=display_title(new)[0],
        facts=tuple(_facts(old, new)),
        lang=new.language,
        way=way,
        summary=_summary(comparison, chosen),
        destinations=tuple(_destinations(comparison, old, names, shown)),
        derivations=tuple(_derivations(comparison, old, new, names, shown)),
        agencies=agency_moves(comparison),
        law=law.groups(),
        gone=tuple(_gone(comparison)),
        kept=kept,
        kept_count=count_kept(kept),
        rows=tuple(sorted(rows, key=lambda row: row.place)) if way == "old" else rows,
        facing=tuple(facing(comparison, rows)),
        why_no_text=_WHY if foreign else "",
        remarks=comparison.editorial,
        chosen=chosen,
        origins=tuple(
            origin(one, part)
            for one, part in (
                (old, "the older notice"),
                (new, "the newer notice"),
                *((one, "an original that the comparison was held against") for one in originals),
            )
        ),
        version=__version__,
    )


_WHY = "The two texts are in two languages: words can be compared in one language only."


def _facts(old: Notice, new: Notice) -> Iterator[tuple[str, str, str]]:
    for name, fact in _FACTS.items():
        then, now = fact(old), fact(new)
        if then or now:
            yield name, then or "–", now or "–"


_FACTS: dict[str, Callable[[Notice], str]] = {
    "Title": lambda one: display_title(one)[0],
    "Issued": lambda one: phrasing.day(one.issued_on.date) if one.issued_on else "",
    "Issued by": lambda one: phrasing.listing(body.id for body in one.issuers),
    "Consulted": lambda one: phrasing.listing(body.id for body in one.consulted),
    "Clauses": lambda one: str(len(one.clauses)),
    "Text": lambda one: phrasing.sentence(labels.text_name(one)),
}


_NONE = ("No change in law was found.", "No change in law fits what was chosen.")


def _summary(comparison: Comparison, chosen: str) -> str:
    changes = [one for one in comparison.changes if one.change != "kept" and not one.translation_only]
    counts = [
        (sum(one.change == what for one in changes), what)
        for what in ("added", "widened", "narrowed", "altered", "removed")
    ]
    law = [f"{phrasing.number(count)} {what}" for count, what in counts if count]
    alone = sum(one.translation_only for one in comparison.changes)
    said = [f"Changes in law: {phrasing.listing(law)}." if law else _NONE[bool(chosen)]]
    if alone:
        said.append(f"{phrasing.sentence(phrasing.counted(alone, 'more change'))} in the translation only.")
    return " ".join(said)


def _destinations(comparison: Comparison, old: Notice, names: Mapping[str, str], shown: set[str]) -> Iterator[TableRow]:
    for clause in old.clauses:
        if clause.id in shown:
            pairs = [pair for pair in comparison.pairs if clause.id in pair.old and pair.new]
            ends = tuple(_end(pair, _new_ref(pair.new[0]), names[pair.new[0]]) for pair in pairs)
            yield TableRow(_old_ref(clause.id), names[clause.id], ends)


def _derivations(
    comparison: Comparison, old: Notice, new: Notice, names: Mapping[str, str], shown: set[str]
) -> Iterator[TableRow]:
    cited = fresh(old, new)
    for clause in new.clauses:
        if clause.id in shown:
            pairs = [pair for pair in comparison.pairs if clause.id in pair.new and pair.old]
            ends = tuple(_end(pair, _old_ref(pair.old[0]), names[pair.old[0]]) for pair in pairs)
            found = () if any(pair.state == "linked" for pair in pairs) else _sources(clause, cited)
            yield TableRow(_new_ref(clause.id), names[clause.id], ends, found)


def _gone(comparison: Comparison) -> Iterator[GoneRow]:
    for one in gone(comparison):
        old, new = one.change.old, one.change.new
        yield GoneRow(
            kind=labels.label(one.change.kind),
            old=_old_ref(old.clause) if old and old.clause and "closing" not in old.clause else None,
            new=_new_ref(new.clause) if new and new.clause and "closing" not in new.clause else None,
            words=one.quote.text,
        )


def _old_ref(clause: str) -> Ref:
    return Ref(clause_label(clause), f"#{old_anchor(clause)}")


def _new_ref(clause: str) -> Ref:
    return Ref(clause_label(clause), f"#{anchor(clause)}")


def _sources(clause: Clause, cited: set[str]) -> tuple[str, ...]:
    """Give the instruments that a new clause cites and the old notice did not: where it was taken from, it may be."""
    return tuple(dict.fromkeys(c.text for unit in clause.walk() for c in unit.citations if c.text in cited))


def _end(pair: Pair, ref: Ref, heading: str) -> Destination:
    notes = ["a possible link, to be checked"] if pair.state == "possible" else []
    notes += [f"in part: “{phrasing.clip(part.text, 60)}”" for part in pair.part]
    return Destination(ref, heading, pair.labels, "; ".join(notes))
