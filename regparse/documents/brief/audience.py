"""The short brief of one reader: what binds a bank, as a bank, as a financial institution, and as anyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regparse.documents.brief import readers
from regparse.documents.brief.checklist import Task, tasks
from regparse.documents.brief.front import Front, front
from regparse.documents.brief.opinions import opinions
from regparse.documents.parts import norms
from regparse.documents.parts.bans import BanRow, Group, bans, of_kind
from regparse.documents.parts.law import Law, LawRow
from regparse.documents.parts.quotes import Words, around, quote
from regparse.documents.parts.refs import Norms, Ref, norm_refs, number_of
from regparse.errors import UnknownValueError
from regparse.lexicon import addressees
from regparse.model import Kind, Notice, Provision
from regparse.model.changes import Side
from regparse.model.comparison import Comparison, Remark
from regparse.wording import labels, phrasing
from regparse.wording.tongue import chinese, say, speaking

_LIMIT = 420
"""Characters of a consequence that are quoted: the clause is named, and the whole brief has it whole."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A sort of consequence, its words, who is liable, the clauses."""

    words: Words
    who: str
    norms: tuple[Provision, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Give the clauses the words stand in."""
        return tuple(Ref(one.label, None) for one in norm_refs(self.norms))


@dataclass(frozen=True, slots=True)
class AudienceBrief(Front):
    """All that the template of one reader needs."""

    running: str
    intro: str
    bans: tuple[Group[BanRow], ...]
    gates: tuple[norms.Gate, ...]
    duties: tuple[Group[Task], ...]
    liability: tuple[Group[Consequence], ...]
    changes: tuple[Group[LawRow], ...]
    old_name: str


def code_of(asked: str) -> str:
    """Give the code of an audience that was asked for by its code or by its name in either language.

    Raises UnknownValueError, with the nearest ones, where there is none.
    """
    known = addressees.load().codes
    wanted = asked.strip().lower()
    named = {one: one for one in known}
    for language in ("en", "zh"):
        with speaking(language):
            named |= {labels.label(one).lower(): one for one in known}
    if wanted not in named:
        raise UnknownValueError("audience", asked, known=known)
    code: str = named[wanted]
    return code


def audience_view(
    notice: Notice,
    asked: str,
    *,
    against: Notice | None = None,
    comparison: Comparison | None = None,
    remarks: Sequence[Remark] = (),
    beside: Notice | None = None,
) -> AudienceBrief:
    """Compute what a notice asks of one audience: what binds it, and what binds the kinds that it is one of.

    Raises UnknownValueError for an audience that there is not, RenderError for a remark on what there is not.
    """
    code = code_of(asked)
    wide = readers.kinds(code)
    every = list(notice.provisions())
    found = [(clause, norm) for clause, norm in every if _binds(norm, wide)]
    changed: tuple[Group[LawRow], ...] = ()
    if against and comparison and against.language == notice.language:
        changed = _changes(notice, against, comparison, wide)
    places = {ref.label for ref in norm_refs(norm for _, norm in found)}
    said = [one for one in opinions(remarks, notice, against) if one.ref is None or one.ref.label in places]
    return AudienceBrief(
        **front(notice, beside, beside, said, opinion=bool(remarks)),
        running=labels.label(code),
        intro=_intro(every, found, wide),
        bans=_nearest_first(bans(notice, found), wide),
        gates=norms.gates(notice, [one for one in found if one[1].kind is not Kind.SANCTION]),
        duties=_duties(notice, found, wide),
        liability=_liability(notice, found),
        changes=changed,
        old_name=number_of(against) if against else "",
    )


def _binds(norm: Provision, wide: Sequence[str]) -> bool:
    codes = {one.code for one in norm.addressees}
    if not codes:
        return norm.kind is Kind.PROHIBITION
    return bool((codes | set(readers.head_offices(norm))) & set(wide)) and norm.kind is not Kind.MANDATE


def _intro(every: Norms, found: Norms, wide: Sequence[str]) -> str:
    """Say what of the notice follows: what names the reader, what binds the kinds that it is of, what binds anyone."""
    running = labels.label(wide[0])
    bound = {one.code for _, norm in found for one in norm.addressees} & set(wide)
    kinds = [labels.label(one) for one in wide[1:] if one in bound and one != addressees.ANYONE]
    offices = sorted({one for _, norm in found for one in readers.head_offices(norm)} & set(wide))
    parts = []
    if not any(one.code == wide[0] for _, norm in every for one in norm.addressees):
        parts.append(say("The notice does not name {audience}.", audience=running))
        if not kinds and not offices:
            parts.append(say("Only provisions that bind anyone follow."))
    if kinds:
        parts.append(
            say(
                "Provisions that bind the groups to which {audience} belong also follow: {wider}.",
                audience=running,
                wider=phrasing.listing(kinds),
            )
        )
    if offices:
        parts.append(say("A duty of branches whose sentence names a system of the head office is among the duties."))
    return ("" if chinese() else " ").join(parts)


def _nearest_first(groups: tuple[Group[BanRow], ...], wide: Sequence[str]) -> tuple[Group[BanRow], ...]:
    """Put what names the reader first, then the kinds that it is of, what binds anyone last."""

    def distance(group: Group[BanRow]) -> int:
        codes = {one.code for one in group.rows[0].norms[0].addressees}
        return next((n for n, code in enumerate(wide) if code in codes), len(wide))

    return tuple(sorted(groups, key=distance))


def _duties(notice: Notice, found: Norms, wide: Sequence[str]) -> tuple[Group[Task], ...]:
    rows: dict[str, list[Provision]] = {}
    for norm in of_kind(found, Kind.OBLIGATION):
        rows.setdefault(norm.text, []).append(norm)
    if not rows:
        return ()
    count = phrasing.counted(len(rows), "duty", "duties")
    return (Group(say("Duties as a checklist"), tasks(notice, rows.values(), wide), count),)


def _liability(notice: Notice, found: Norms) -> tuple[Group[Consequence], ...]:
    groups = []
    for group in norms.liability(notice, found):
        rows = tuple(Consequence(_short(notice, one), one.who, one.norms) for one in group.rows)
        groups.append(Group(group.heading, rows))
    return tuple(groups)


def _short(notice: Notice, item: norms.Item) -> Words:
    """Quote a consequence as far as there is room, behind the sentence that it takes its subject from."""
    if any(marked for _, marked in item.words.parts):
        return around(item.words, _LIMIT)
    return quote(item.norms[0], notice.language, limit=_LIMIT)


def _changes(notice: Notice, against: Notice, comparison: Comparison, wide: Sequence[str]) -> tuple[Group[LawRow], ...]:
    """Give the changes in law of norms that bind the audience on either side."""
    there = {norm.id for one in (notice, against) for _, norm in one.provisions() if _binds(norm, wide)}

    def concerns(side: Side | None) -> bool:
        return side is not None and side.provision in there

    mine = tuple(one for one in comparison.changes if concerns(one.old) or concerns(one.new))
    return Law(notice, against, comparison.model_copy(update={"changes": mine}), {}).groups()
