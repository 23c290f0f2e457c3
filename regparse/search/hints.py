"""What a query leaves out: groups that a body belongs to, kinds of an addressee, and why nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import cast

from regparse.lexicon import addressees, agencies
from regparse.search.answer import Asked, Field, Hint, Hit, facets

Among = Callable[[Asked], tuple[Hit, ...]]
"""Gives what another query finds in the same notices."""

_NEAREST = 4
"""How many values are named beside one that does not occur."""

_CODES: tuple[Field, ...] = ("agency", "role", "kind", "addressee", "activity", "asset", "condition", "territory")


def hints(names: Sequence[str], asked: Asked, found: tuple[Hit, ...], among: Among) -> tuple[Hint, ...]:
    """Give what to ask besides. ``names`` are the agencies as the user named them."""
    said = [*_names(names, asked, among), *_groups(asked, found, among), *_kinds(asked, found, among)]
    return tuple(said if found else [*said, *_nothing(asked, among)])


def _names(names: Sequence[str], asked: Asked, among: Among) -> Iterator[Hint]:
    """Give other bodies of the same name, and who came after one that is gone."""
    bodies = agencies.load()
    for name, code in zip(names, asked.agency, strict=True):
        for other in bodies.named(name)[1:]:
            count = len(among(asked.model_copy(update={"agency": (other,)})))
            yield Hint(
                message=f"“{name}” was read as {code}; also a name of {other} ({_english(other)}): {_norms(count)}",
                field="agency",
                value=other,
                count=count,
            )
        heir = bodies.succession(code)
        if heir and heir not in asked.agency:
            count = len(among(asked.model_copy(update={"agency": (heir,)})))
            yield Hint(
                message=f"{code} was succeeded by {heir} ({_english(heir)}): {_norms(count)} under either name",
                field="agency",
                value=heir,
                count=count,
            )


def _groups(asked: Asked, found: Iterable[Hit], among: Among) -> Iterator[Hint]:
    """Give the bodies named by kind that include a body asked for, with the norms that are not yet found."""
    seen = {hit.provision for hit in found}
    said: list[Hint] = []
    for code in asked.agency:
        for group in agencies.load().groups(code):
            hits = among(asked.model_copy(update={"agency": (group,)}))
            count = sum(hit.provision not in seen for hit in hits)
            if count and group not in asked.agency:
                message = f"{_norms(count, more=True)} {group} ({_english(group)}), which may include {code}"
                said.append(Hint(message=message, field="agency", value=group, count=count))
    yield from sorted(said, key=lambda hint: hint.count)


def _kinds(asked: Asked, found: Iterable[Hit], among: Among) -> Iterator[Hint]:
    """Give the kinds of an addressee asked for that norms bind by themselves."""
    seen = {hit.provision for hit in found}
    for code in asked.addressee:
        for below in addressees.load().below(code):
            hits = among(asked.model_copy(update={"addressee": (below,), "exact": True}))
            count = sum(hit.provision not in seen for hit in hits)
            if count and below not in asked.addressee:
                yield Hint(
                    message=f"{_norms(count, more=True)} {below} by itself, a kind of {code}",
                    field="addressee",
                    value=below,
                    count=count,
                )


def _nothing(asked: Asked, among: Among) -> Iterator[Hint]:
    """Say of each condition what it finds by itself, and of one that finds nothing which values would."""
    alone: list[str] = []
    for field in _CODES:
        values = cast("tuple[str, ...]", getattr(asked, field))
        if not values:
            continue
        count = len(among(Asked(exact=asked.exact).model_copy(update={field: values})))
        alone.append(f"{field} {' or '.join(values)} by itself: {count}")
        if not count:
            occurring = facets(among(Asked()))[field]
            near = _nearest(field, values, occurring)
            told = ", ".join(f"{code} ({occurring[code]})" for code in near) or "none"
            yield Hint(
                message=f"no norm here has the {field} {' or '.join(values)}; nearest of those that occur: {told}"
            )
    if asked.words:
        count = len(among(Asked(words=asked.words)))
        alone.append(f"the words by themselves: {count}")
    if len(alone) > 1:
        yield Hint(message="; ".join(alone))


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
