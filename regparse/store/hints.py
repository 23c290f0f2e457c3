"""What a query leaves out: groups that a body belongs to, kinds of an addressee, and why nothing was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import cast

from regparse.lexicon import addressees, agencies
from regparse.model import Kind
from regparse.store.answer import FIELDS, Field, Hint
from regparse.store.find import Found

_NEAREST = 4
"""How many values are named beside one that does not occur."""

_SAID: tuple[Field, ...] = ("agency", "role", "kind", "addressee", "activity", "asset", "condition", "territory")
"""The order in which conditions are told."""


def hints(names: Sequence[str], found: Found) -> tuple[Hint, ...]:
    """Give what to ask besides. ``names`` are the agencies as the user named them."""
    said = [*_names(names, found), *_groups(found), *_kinds(found), *_tasks(found), *_undated(found)]
    return tuple(said if found.items else [*said, *_nothing(found)])


def _names(names: Sequence[str], found: Found) -> Iterator[Hint]:
    """Give other bodies of the same name, and who came after one that is gone."""
    bodies, asked = agencies.load(), found.asked
    for name, code in zip(names, asked.agency, strict=True):
        for other in _named(name)[1:]:
            count = _with(found, agency=(other,)).total
            yield Hint(
                message=f"“{name}” was read as {code}; also a name of {other} ({_english(other)}): {_norms(count)}",
                field="agency",
                value=other,
                count=count,
            )
        heir = bodies.succession(code)
        if heir and heir not in asked.agency:
            count = _with(found, agency=(heir,)).total
            yield Hint(
                message=f"{code} was succeeded by {heir} ({_english(heir)}): {_norms(count)} under either name",
                field="agency",
                value=heir,
                count=count,
            )


@lru_cache(1024)
def _named(name: str) -> tuple[str, ...]:
    """Give the bodies of a name; to find them all names are gone through."""
    return tuple(agencies.load().named(name))


def _groups(found: Found) -> Iterator[Hint]:
    """Give the bodies named by kind that include a body asked for, with the norms that are not yet found."""
    said: list[Hint] = []
    for code in found.asked.agency:
        for group in agencies.load().groups(code):
            count = _more(found, _with(found, agency=(group,)))
            if count and group not in found.asked.agency:
                message = f"{_norms(count, more=True)} {group} ({_english(group)}), which may include {code}"
                said.append(Hint(message=message, field="agency", value=group, count=count))
    yield from sorted(said, key=lambda hint: hint.count)


def _undated(found: Found) -> Iterator[Hint]:
    """Say how many hits days of issue leave out because their notices print none."""
    if found.asked.since or found.asked.until:
        whole = _with(found, since=None, until=None)
        if count := (whole.items & found.index.value("year", "undated")).bit_count():
            told = f"{count} hits stand in notices" if count > 1 else "1 hit stands in a notice"
            yield Hint(message=f"{told} without a date, which since and until leave out")


def _kinds(found: Found) -> Iterator[Hint]:
    """Give the kinds of an addressee asked for that norms bind by themselves."""
    for code in found.asked.addressee:
        for below in addressees.load().below(code):
            count = _more(found, _with(found, addressee=(below,), exact=True))
            if count and below not in found.asked.addressee:
                yield Hint(
                    message=f"{_norms(count, more=True)} {below} by itself, a kind of {code}",
                    field="addressee",
                    value=below,
                    count=count,
                )


def _tasks(found: Found) -> Iterator[Hint]:
    """Say, where the duties of a body are asked for, how many tasks it has besides: those are mandates."""
    kinds = found.asked.kind
    if not found.asked.agency or Kind.OBLIGATION not in kinds or Kind.MANDATE in kinds:
        return
    if count := _with(found, kind=(Kind.MANDATE.value,)).total:
        body = " or ".join(found.asked.agency)
        message = f"{_norms(count, more=True)} {body} in a mandate: what a body itself has to do is one"
        yield Hint(message=message, field="kind", value=Kind.MANDATE.value, count=count)


def _nothing(found: Found) -> Iterator[Hint]:
    """Say of each condition what it finds by itself, and of one that finds nothing which values would."""
    alone: list[str] = []
    bare: dict[str, object] = {"words": "", **dict.fromkeys(FIELDS, ())}
    for field in _SAID:
        values = cast("tuple[str, ...]", getattr(found.asked, field))
        if not values:
            continue
        count = _with(found, **{**bare, field: values}).total
        alone.append(f"{field} {' or '.join(values)} by itself: {count}")
        if not count:
            occurring = _with(found, **bare).counts(field)
            near = _nearest(field, values, occurring)
            told = ", ".join(f"{code} ({occurring[code]})" for code in near) or "none"
            yield Hint(
                message=f"no norm here has the {field} {' or '.join(values)}; nearest of those that occur: {told}"
            )
    if found.asked.words:
        alone.append(f"the words by themselves: {_with(found, **{**bare, 'words': found.asked.words}).total}")
    if len(alone) > 1:
        yield Hint(message="; ".join(alone))


def _with(found: Found, **changed: object) -> Found:
    """Give what another query finds in the same store."""
    return Found(found.index, found.asked.model_copy(update=changed))


def _more(found: Found, other: Found) -> int:
    """Count what ``other`` finds beyond what is found."""
    return (other.items & ~found.items).bit_count()


def _nearest(field: Field, values: Iterable[str], occurring: dict[str, int]) -> list[str]:
    """Give values that occur: related ones first, then those spelt alike, then the most frequent."""
    near: dict[str, None] = {}
    for value in values:
        near |= dict.fromkeys(code for code in _related(field, value) if code in occurring)
        near |= dict.fromkeys(get_close_matches(value, occurring, n=_NEAREST, cutoff=0.5))
    near |= dict.fromkeys(occurring)
    return list(near)[:_NEAREST]


def _related(field: Field, code: str) -> list[str]:
    """Give codes that stand near another in the vocabulary: what it is, its kinds, those beside it; its groups."""
    if field == "agency":
        bodies = agencies.load()
        heir = bodies.succession(code)
        return [*([heir] if heir else []), *bodies.before(code), *bodies.groups(code)]
    if field == "addressee":
        kinds = addressees.load()
        above = [one for one in kinds.above(code) if one != addressees.ANYONE]
        beside = [one for parent in above for one in kinds.below(parent) if one != code]
        return [*above, *kinds.below(code), *beside]
    return []


def _norms(count: int, *, more: bool = False) -> str:
    one = count == 1
    counted = f"{count} {'more ' if more else ''}norm{'' if one else 's'}"
    return f"{counted} name{'s' if one else ''}" if more else counted


def _english(code: str) -> str:
    return agencies.load().get(code).en
