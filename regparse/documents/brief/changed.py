"""What changed since the notice that this one was compared with: three lines, what is new, what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import Statement
from regparse.documents.parts.quotes import Words
from regparse.documents.parts.refs import Ref, clause_label, number_of
from regparse.lexicon import agencies, patterns
from regparse.lexicon.addressees import ANYONE
from regparse.model import Kind, Notice
from regparse.model import changes as c
from regparse.model.changes import LawChange
from regparse.model.comparison import Comparison
from regparse.model.ids import sort_key
from regparse.wording import changes as wording
from regparse.wording import phrasing
from regparse.wording.catalogue.names import named

_SHOWN = 6
_GONE = 150
_LONG = 240
_SHIFTS = ("widened", "narrowed", "altered")
_ASKING = frozenset(kind.value for kind in (Kind.PROHIBITION, Kind.OBLIGATION, Kind.PERMISSION, Kind.SANCTION))
_NORMS = frozenset(kind.value for kind in Kind) - {Kind.COMMENCEMENT.value, Kind.REPEAL.value}


_TOLD = (
    c.BindsAlso,
    c.BindsNoLonger,
    c.ActAdded,
    c.ActGone,
    c.CoversAlso,
    c.FigureChanged,
    c.FigureAdded,
    c.FigureGone,
    c.DeadlineChanged,
    c.ConditionChanged,
    c.ForceChanged,
    c.PlaceChanged,
    c.RoleMoved,
    c.BodyChanged,
    c.InstrumentChanged,
)
"""Points that say what is different in law by a code or a figure. What only the words show is left to the redline."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of provisions: what is told of them, their words where they are gone, the clauses on either side."""

    how: str
    said: str
    words: Words | None
    new: tuple[Ref, ...]
    old: tuple[Ref, ...]
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """The change in law. ``joins`` are things that are banned now and were not spoken of before, ``before`` those
    banned before; ``new`` are the ids of provisions without a like in the older notice.
    """

    old_name: str = ""
    joins: tuple[str, ...] = ()
    joins_how: str = ""
    before: tuple[str, ...] = ()
    new: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    gone: tuple[Shift, ...] = ()
    reworded: tuple[Ref, ...] = ()
    doubt: str = ""


def new_in(comparison: Comparison | None) -> frozenset[str]:
    """Give the ids of the provisions that a comparison is sure to be new in law, not in translation."""
    if comparison is None:
        return frozenset()
    return frozenset(
        one.new.provision
        for one in comparison.changes
        if one.change == "added" and one.certainty == "sure" and not one.translation_only
        if one.new and one.new.provision
    )


def changed(
    notice: Notice,
    against: Notice | None,
    comparison: Comparison | None,
    found: Sequence[Statement],
    *,
    speech: Speech,
    only: frozenset[str] | None = None,
) -> Changed:
    """Lay out what changed; ``only`` are the ids of the provisions that the reader is bound by, None for everybody."""
    if against is None or comparison is None or against.language != notice.language or against.id == notice.id:
        return Changed()
    new = new_in(comparison)
    real = [one for one in comparison.changes if not one.translation_only and _concerns(one, only)]
    norms = [one for one in real if one.kind in _NORMS]
    sides = (notice, against)
    shifts = _shifts([one for one in norms if one.change in _SHIFTS], sides, speech)
    removed = [one for one in norms if one.change == "removed" and one.old]
    gone = tuple(_gone(one, against, _lives_on(one, notice, against)) for one in removed)
    told = {ref.label for one in shifts for ref in one.new}
    reworded = [one.new.provision for one in norms if one.change in _SHIFTS and one.new and one.new.provision]
    others = tuple(ref for ref in _refs(reworded) if ref.label not in told)
    joins, how, before = _joins(against, found, speech)
    return Changed(
        old_name=number_of(against),
        joins=joins,
        joins_how=how,
        before=before,
        new=new,
        lines=(
            *_new_acts(against, found, new, speech),
            *_issuers(notice, against, speech),
            *_shifted(
                shifts, [one for one, change in zip(gone, removed, strict=True) if change.kind in _ASKING], speech
            ),
        ),
        shifts=shifts,
        gone=tuple({one.said: one for one in gone}.values()),
        reworded=others,
        doubt="" if notice.language == "zh" else speech("changed.translated"),
    )


def _concerns(change: LawChange, only: frozenset[str] | None) -> bool:
    sides = [side.provision for side in (change.old, change.new) if side]
    return only is None or any(one in only for one in sides)


def _shifts(found: Iterable[LawChange], sides: tuple[Notice, Notice], speech: Speech) -> tuple[Shift, ...]:
    """Tell what shifted by codes and figures; what is said of several provisions in the same words is one row."""
    alike: dict[tuple[str, str, bool], list[LawChange]] = {}
    for one in found:
        points = [point for point in one.points if isinstance(point, _TOLD) and _is_coded(point)]
        points = [point for point in points if _is_borne_out(point, one, sides)]
        said = wording.listed(points, speech.language, lambda code: _named(code, speech))
        if said:
            alike.setdefault((one.change, said, one.certainty == "unsure"), []).append(one)
    return tuple(
        Shift(
            how,
            speech.sentence(said),
            None,
            _refs(one.new.provision for one in many if one.new and one.new.provision),
            _refs(one.old.provision for one in many if one.old and one.old.provision),
            is_unsure,
        )
        for (how, said, is_unsure), many in alike.items()
    )


def _is_coded(point: c.AnyPoint) -> bool:
    """Tell a point about an act that the lexicon knows, or about anything but an act."""
    return not isinstance(point, c.ActAdded | c.ActGone) or bool(point.code)


def _is_borne_out(point: c.AnyPoint, change: LawChange, sides: tuple[Notice, Notice]) -> bool:
    """Tell whether the clauses bear out that a body came or went: one that is named in both, under its own name or as
    one of its kind, did neither, whatever part it has.
    """
    if not isinstance(point, c.RoleMoved | c.BodyChanged):
        return True
    now = _bodies_near(change.new.provision if change.new else None, sides[0])
    was = _bodies_near(change.old.provision if change.old else None, sides[1])
    if isinstance(point, c.BodyChanged):
        return not set(point.was) & now and not set(point.now) & was
    return not (point.agency in now and point.agency in was)


def _bodies_near(provision: str | None, notice: Notice) -> frozenset[str]:
    """Give the bodies that the clause of a provision names, with their kinds and the bodies of a kind."""
    known = agencies.load()
    found = set[str]()
    for clause, norm in notice.provisions():
        if clause and norm.id == provision:
            found.update(one.id for one in known.find(clause.text))
    kin = {code for one in found for code in (*known.get(one).includes, *known.groups(one))}
    return frozenset(found | kin)


def _lives_on(change: LawChange, notice: Notice, against: Notice) -> bool:
    """Tell whether the new notice has a provision of the same sort on the same persons and things: then it may have
    taken up what stands in no place of its own any more.
    """
    norms = [norm for _, norm in against.provisions() if change.old and norm.id == change.old.provision]
    for old in norms:
        codes = {one.code for one in old.addressees}
        for _, new in notice.provisions():
            persons = {one.code for one in new.addressees}
            is_alike = bool(codes & persons) or ANYONE in codes | persons
            if new.kind is old.kind and is_alike and (set(new.assets) & set(old.assets) or new.assets == old.assets):
                return True
    return not norms


def _gone(change: LawChange, against: Notice, is_unsure: bool) -> Shift:
    assert change.old
    words = phrasing.clip(" ".join(change.old.text.split()), _LONG // (2 if against.language == "zh" else 1))
    return Shift(
        "removed",
        words,
        Words(((words, False),), against.language),
        (),
        _refs([change.old.provision or change.old.clause or ""]),
        is_unsure or change.certainty == "unsure",
    )


def _refs(ids: Iterable[str]) -> tuple[Ref, ...]:
    found = sorted((one for one in ids if one), key=sort_key)
    return tuple({clause_label(one): Ref(clause_label(one), None) for one in found}.values())


def _named(code: str, speech: Speech) -> str:
    for sort in ("addressee", "activity", "asset", "agency", "name.kind", "name.condition", "name.territory"):
        name = named(sort, code, speech.language)
        if name != code:
            return name[:1].lower() + name[1:] if name[1:2].islower() and sort != "agency" else name
    return code


def _joins(against: Notice, found: Sequence[Statement], speech: Speech) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Give things that the new notice defines and bans and of which the old one has not a word, and how far."""
    known = patterns.load("assets", against.language == "zh")
    spoken_of = {hit.id for hit in known.find(against.text)}
    defined = {asset for one in found for norm in one.norms if norm.kind is Kind.DEFINITION for asset in norm.assets}
    banned: dict[str, set[str]] = {}
    for one in found:
        for norm in one.norms:
            if norm.kind is Kind.PROHIBITION and not one.is_doubtful and any(act.code for act in norm.activities):
                for asset in norm.assets:
                    banned.setdefault(asset, set()).add("limited" if norm.condition or norm.exceptions else "whole")
    old = {
        asset
        for _, norm in against.provisions()
        if norm.kind is Kind.PROHIBITION and norm.certainty == "sure"
        for asset in norm.assets
    }
    joins = [asset for asset in banned if asset in defined and asset not in spoken_of]
    before = [asset for asset in banned if asset in old and asset not in joins]
    if not joins or not before:
        return (), "", ()
    how = "limited" if any("limited" in banned[asset] for asset in joins) else ""
    return tuple(map(speech.thing, joins)), how, tuple(speech.thing(asset) for asset in before[:1])


def _new_acts(against: Notice, found: Sequence[Statement], new: frozenset[str], speech: Speech) -> Iterable[str]:
    """Name the acts that are banned now and that the old notice has under no name."""
    was = {act.code for _, norm in against.provisions() for act in norm.activities}
    banned = (norm for one in found if one.sort == "ban" for norm in one.norms if norm.id in new)
    codes = (act.code for norm in banned for act in norm.activities)
    acts = tuple(dict.fromkeys(speech.act(code) for code in codes if code and code not in was))
    if acts:
        yield speech("changed.new", old=number_of(against), acts=acts[:_SHOWN], more=max(0, len(acts) - _SHOWN))


def _issuers(notice: Notice, against: Notice, speech: Speech) -> Iterable[str]:
    """Name who came to the issuers and who left them; who took a body over is that body."""
    then = {one.holder or one.id for one in against.issuers}
    now = {one.holder or one.id for one in notice.issuers}
    come = tuple(speech.body(one.id, one.text) for one in notice.issuers if (one.holder or one.id) not in then)
    left = tuple(speech.body(one.id, one.text) for one in against.issuers if (one.holder or one.id) not in now)
    if then and now and (come or left):
        yield speech("changed.issuers", come=come, left=left)


def _shifted(shifts: Sequence[Shift], gone: Sequence[Shift], speech: Speech) -> Iterable[str]:
    """Say what was widened in most clauses, else what is gone: what is sure alone."""
    wider = [one for one in shifts if one.how == "widened" and not one.is_unsure and one.new]
    sure = [one for one in gone if not one.is_unsure]
    if wider:
        most = max(wider, key=lambda one: len(one.new))
        what = most.said[:1].lower() + most.said[1:]
        yield speech("changed.wider", what=what, clauses=tuple(ref.label for ref in most.new))
    elif sure:
        place = sure[0].old[0].label if sure[0].old else ""
        yield speech("changed.gone", words=phrasing.clip(sure[0].said, _GONE), clause=place)
