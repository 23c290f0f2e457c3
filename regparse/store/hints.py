"""What a query leaves out: groups that a body belongs to, kinds of an addressee, and why nothing was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import cast

from regparse.lexicon import addressees, agencies
from regparse.model import Kind, Params, Value
from regparse.model.query import FIELDS, Field
from regparse.store.answer import Hint
from regparse.store.find import Found

_NEAREST = 4
"""How many values are named beside one that does not occur."""

_SAID: tuple[Field, ...] = ("agency", "role", "kind", "addressee", "activity", "asset", "condition", "territory")
"""The order in which conditions are told."""


def hints(found: Found) -> tuple[Hint, ...]:
    """Return what to ask besides."""
    said = [*_names(found), *_groups(found), *_kinds(found), *_tasks(found), *_undated(found)]
    return tuple(said if found.items else [*said, *_nothing(found)])


def _names(found: Found) -> Iterator[Hint]:
    """Return other bodies of the same name, and who came after one that is gone."""
    bodies, asked = agencies.load(), found.asked
    for name, code in zip(asked.named, asked.agency, strict=True):
        for other in _named(name)[1:]:
            count = _with(found, agency=(other,)).total
            yield _hint("also-named", count, "agency", other, name=name, code=code, other=other)
        heir = bodies.succession(code)
        if heir and heir not in asked.agency:
            count = _with(found, agency=(heir,)).total
            yield _hint("succeeded", count, "agency", heir, code=code, heir=heir)


@lru_cache(1024)
def _named(name: str) -> tuple[str, ...]:
    """Return the bodies of a name; to find them all names are gone through."""
    return tuple(agencies.load().named(name))


def _groups(found: Found) -> Iterator[Hint]:
    """Return the bodies named by kind that include a body asked for, with the norms that are not yet found."""
    said: list[Hint] = []
    for code in found.asked.agency:
        for group in agencies.load().groups(code):
            count = _more(found, _with(found, agency=(group,)))
            if count and group not in found.asked.agency:
                said.append(_hint("group", count, "agency", group, group=group, code=code))
    yield from sorted(said, key=lambda hint: hint.count)


def _undated(found: Found) -> Iterator[Hint]:
    """Say how many hits days of issue leave out because their notices print none."""
    if found.asked.since or found.asked.until:
        whole = _with(found, since=None, until=None)
        if count := (whole.items & found.index.value("year", "undated")).bit_count():
            yield Hint(code="undated", params=Params(count=count))


def _kinds(found: Found) -> Iterator[Hint]:
    """Return the kinds of an addressee asked for that norms bind by themselves."""
    for code in found.asked.addressee:
        for below in addressees.load().below(code):
            count = _more(found, _with(found, addressee=(below,), exact=True))
            if count and below not in found.asked.addressee:
                yield _hint("kind-below", count, "addressee", below, below=below, code=code)


def _tasks(found: Found) -> Iterator[Hint]:
    """Say, where the duties of a body are asked for, how many tasks it has besides: those are mandates."""
    kinds = found.asked.kind
    if not found.asked.agency or Kind.OBLIGATION not in kinds or Kind.MANDATE in kinds:
        return
    if count := _with(found, kind=(Kind.MANDATE.value,)).total:
        yield _hint("tasks", count, "kind", Kind.MANDATE.value, codes=found.asked.agency)


def _nothing(found: Found) -> Iterator[Hint]:
    """Say of each condition what it finds by itself, and of one that finds nothing which values would."""
    alone: list[tuple[str, ...]] = []
    bare: dict[str, object] = {"words": "", **dict.fromkeys(FIELDS, ())}
    for field in _SAID:
        values = cast("tuple[str, ...]", getattr(found.asked, field))
        if not values:
            continue
        count = _with(found, **{**bare, field: values}).total
        alone.append((field, str(count), *values))
        if not count:
            occurring = _with(found, **bare).counts(field)
            near = tuple((code, str(occurring[code])) for code in _nearest(field, values, occurring))
            yield Hint(code="value-missing", params=Params(field=field, values=values, near=near))
    if found.asked.words:
        alone.append(("words", str(_with(found, **{**bare, "words": found.asked.words}).total)))
    if len(alone) > 1:
        yield Hint(code="alone", params=Params(conditions=tuple(alone)))


def _hint(code: str, count: int, field: Field, value: str, /, **params: Value) -> Hint:
    """Return a hint that names a value to ask for, and how many provisions it would find."""
    return Hint(code=code, params=Params(params, count=count), field=field, value=value, count=count)


def _with(found: Found, **changed: object) -> Found:
    """Return what another query finds in the same store."""
    return Found(found.index, found.asked.model_copy(update=changed))


def _more(found: Found, other: Found) -> int:
    """Count what ``other`` finds beyond what is found."""
    return (other.items & ~found.items).bit_count()


def _nearest(field: Field, values: Iterable[str], occurring: dict[str, int]) -> list[str]:
    """Return values that occur: related ones first, then those spelt alike, then the most frequent."""
    near: dict[str, None] = {}
    for value in values:
        near |= dict.fromkeys(code for code in _related(field, value) if code in occurring)
        near |= dict.fromkeys(get_close_matches(value, occurring, n=_NEAREST, cutoff=0.5))
    near |= dict.fromkeys(occurring)
    return list(near)[:_NEAREST]


def _related(field: Field, code: str) -> list[str]:
    """Return codes that stand near another in the vocabulary: what it is, its kinds, those beside it; its groups."""
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
