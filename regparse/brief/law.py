"""Changes in law as a brief prints them: one line for what came, went or shifted, not one for every act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from regparse import ids
from regparse.brief import labels, wording
from regparse.brief.norms import Group
from regparse.brief.quotes import Words, quote
from regparse.brief.refs import Ref, anchor, clause_label
from regparse.comparison import Comparison, NormChange, NormSide
from regparse.model import Language, Notice, Provision

_WORDS_LIMIT = 200
_TITLE_LIMIT = 90


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: the clauses it stands in and, where it is a single norm, the words."""

    words: Words | None
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class LawRow:
    """A change in law. ``title`` is empty where the words say all there is to say."""

    title: str
    note: str
    old: Side | None
    new: Side | None


def law(notice: Notice, against: Notice, comparison: Comparison) -> tuple[Group[LawRow], ...]:
    """Group the changes by what happened: acts of one norm that came or went together are one row, and so is every
    shift that is said of several norms in the same words. Norms that were kept are left out.
    """
    shown = _Shown(notice, against)
    groups = []
    for change in ("added", "widened", "narrowed", "removed"):
        alike: dict[tuple[str, ...], list[NormChange]] = {}
        for one in comparison.norms:
            if one.change == change:
                alike.setdefault(_key(one), []).append(one)
        if alike:
            rows = tuple(shown.row(many) for many in alike.values())
            groups.append(Group(wording.sentence(change), rows))
    return tuple(groups)


def _key(one: NormChange) -> tuple[str, ...]:
    side = one.new or one.old
    if one.change in {"widened", "narrowed"}:
        return (one.what,)
    return (one.kind, (side.provision or "") if side else "", one.what.partition("; ")[2])


class _Shown:
    """Prints changes between two notices, whose norms it can look up."""

    def __init__(self, notice: Notice, against: Notice) -> None:
        self._languages: dict[str, Language] = {one.id: one.language for one in (against, notice)}
        self._norms = {norm.id: norm for one in (against, notice) for _, norm in one.provisions()}
        self._here = notice.id

    def row(self, many: list[NormChange]) -> LawRow:
        first = many[0]
        old, new = (self._side([getattr(one, side) for one in many]) for side in ("old", "new"))
        if first.change in {"widened", "narrowed"}:
            title, note = wording.clip(labels.named(first.what), 2 * _TITLE_LIMIT), _kinds(many)
        else:
            acts = [labels.named(one.what.partition("; ")[0]) for one in many]
            words = (new or old or Side(None, ())).words
            told = [act for act in acts if words is None or act.rstrip("…")[:30] not in words.text]
            title = wording.clip(wording.listing(told), _TITLE_LIMIT)
            rest = [labels.named(part) for part in first.what.split("; ")[1:]]
            note = " · ".join([_kinds(many[:1]), *rest])
        return LawRow(wording.sentence(title), note, old, new)

    def _side(self, sides: Iterable[NormSide | None]) -> Side | None:
        found = [side for side in sides if side]
        if not found:
            return None
        whole: dict[str, NormSide | Provision] = {}
        for side in found:
            several = len([one for one in found if one.provision == side.provision]) > 1
            norm = self._norms.get(side.provision or "") if several else None
            whole.setdefault(side.provision or side.text, norm or side)
        words = None
        if len(whole) == 1:
            words = quote(next(iter(whole.values())), self._languages[found[0].notice], _WORDS_LIMIT)
        places = sorted({side.provision or side.clause or side.notice for side in found}, key=ids.sort_key)
        linked = found[0].notice == self._here
        refs: dict[str, Ref] = {}
        for place in places:
            label = clause_label(place)
            refs.setdefault(label, Ref(label, f"#{anchor(place)}" if linked else None))
        return Side(words, tuple(refs.values()))


def _kinds(many: list[NormChange]) -> str:
    """Count the norms by kind: ``two duties and a task``; a single one is only named."""
    counts = Counter(one.kind for one in many)
    names = {kind: labels.KINDS.get(kind, (kind, kind)) for kind in counts}
    if len(many) == 1:
        return names[many[0].kind][0]
    return wording.listing(wording.counted(count, *names[kind]) for kind, count in counts.items())
