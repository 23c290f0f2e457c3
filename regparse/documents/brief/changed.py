"""What changed since the notice that this one was compared with: the verdict, three lines, what is new and what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import Statement
from regparse.documents.parts.quotes import Words
from regparse.documents.parts.refs import Ref, clause_label, number_of
from regparse.lexicon import patterns
from regparse.model import Kind, Notice
from regparse.model.changes import LawChange
from regparse.model.comparison import Comparison
from regparse.wording import changes as wording
from regparse.wording import phrasing
from regparse.wording.catalogue.names import named

_SHOWN = 4
_LONG = 240
_SHIFTS = ("widened", "narrowed", "altered")
_NORMS = frozenset(kind.value for kind in Kind) - {Kind.COMMENCEMENT.value, Kind.REPEAL.value}


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of a provision: what is told of it, its words where it is gone, the clauses on either side."""

    how: str
    said: str
    words: Words | None
    new: Ref | None
    old: Ref | None
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
    speech: Speech,
    only: frozenset[str] | None = None,
) -> Changed:
    """Lay out what changed; ``only`` are the ids of the provisions that the reader is bound by, None for everybody."""
    if against is None or comparison is None or against.language != notice.language or against.id == notice.id:
        return Changed()
    new = new_in(comparison)
    real = [one for one in comparison.changes if not one.translation_only and _concerns(one, only)]
    shifts = tuple(_shift(one, notice, speech) for one in real if one.change in _SHIFTS and one.kind in _NORMS)
    gone = tuple(_shift(one, against, speech) for one in real if one.change == "removed" and one.kind in _NORMS)
    joins, how, before = _joins(notice, against, found, speech)
    return Changed(
        old_name=number_of(against),
        joins=joins,
        joins_how=how,
        before=before,
        new=new,
        lines=tuple(_lines(notice, against, comparison, found, new, gone, speech)),
        shifts=tuple({(one.how, one.said, one.new): one for one in shifts}.values()),
        gone=tuple({one.said: one for one in gone}.values()),
        doubt="" if notice.language == "zh" else speech("changed.translated"),
    )


def _concerns(change: LawChange, only: frozenset[str] | None) -> bool:
    sides = [side.provision for side in (change.old, change.new) if side]
    return only is None or any(one in only for one in sides)


def _shift(change: LawChange, notice: Notice, speech: Speech) -> Shift:
    is_gone = change.change == "removed"
    side = change.old if is_gone else change.new
    words = None
    said = wording.said(change, speech.language, lambda code: _named(code, speech))
    if is_gone and side:
        said = phrasing.clip(" ".join(side.text.split()), _LONG // (2 if notice.language == "zh" else 1))
        words = Words(((said, False),), notice.language)
    return Shift(
        change.change,
        said,
        words,
        _ref(change.new.provision or change.new.clause) if change.new else None,
        _ref(change.old.provision or change.old.clause) if change.old else None,
        change.certainty == "unsure",
    )


def _ref(id_: str | None) -> Ref | None:
    return Ref(clause_label(id_), None) if id_ else None


def _named(code: str, speech: Speech) -> str:
    for sort in ("addressee", "activity", "asset", "agency", "name.kind", "name.condition", "name.territory"):
        if (name := named(sort, code, speech.language)) != code:
            return name[:1].lower() + name[1:] if name[1:2].islower() and sort != "agency" else name
    return code


def _joins(
    notice: Notice, against: Notice, found: Sequence[Statement], speech: Speech
) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
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


def _lines(
    notice: Notice,
    against: Notice,
    comparison: Comparison,
    found: Sequence[Statement],
    new: frozenset[str],
    gone: Sequence[Shift],
    speech: Speech,
) -> Iterable[str]:
    """Say in three lines at most what is new, who came and went, and what is gone: facts that are sure on both sides."""
    was = {act.code for _, norm in against.provisions() for act in norm.activities}
    acts = dict.fromkeys(
        speech.act(act.code)
        for one in found
        if one.sort == "ban"
        for norm in one.norms
        if norm.id in new
        for act in norm.activities
        if act.code and act.code not in was
    )
    if acts:
        yield speech("changed.new", old=number_of(against), acts=tuple(acts)[:6], more=max(0, len(acts) - 6))
    then = {one.holder or one.id for one in against.issuers}
    now = {one.holder or one.id: one for one in notice.issuers}
    come = [speech.body(one.id, one.text) for code, one in now.items() if code not in then]
    left = [speech.body(one.id, one.text) for one in against.issuers if (one.holder or one.id) not in now]
    if then and now and (come or left):
        yield speech("changed.issuers", come=tuple(come), left=tuple(left))
    sure = [one for one in gone if not one.is_unsure and one.words]
    if sure:
        first = sure[0]
        yield speech("changed.gone", words=phrasing.clip(first.said, 150), clause=first.old.label if first.old else "")
