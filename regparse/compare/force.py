"""Does a norm bind more than it did, or less? Judged on codes, one dimension at a time.

Wider means that the norm covers more: more persons, more assets, more places, fewer ways out. For a permission
a condition works the other way round: it covers less when it asks for more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from regparse.model import Kind, Provision


class Shift(NamedTuple):
    """One way in which a norm covers more or less than before, and in which words to say it."""

    change: Literal["widened", "narrowed"]
    what: str


@cache
def _broader() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("regparse.compare").joinpath("broader.toml").read_text(encoding="utf-8")
    )
    return table


def takes_in(table: Literal["addressees", "activities"], broad: str | None, narrow: str | None) -> bool:
    """Say whether a code covers another one and more; False for a code and itself, or None."""
    if broad is None or narrow is None or broad == narrow:
        return False
    below = _broader()[table].get(broad, ())
    return narrow in below or "*" in below


def shifts(old: Provision, new: Provision) -> tuple[Shift, ...]:
    """Give how the new norm covers more or less than the old one; nothing where they cover the same."""
    return (*_persons(old, new), *_assets(old, new), *_place(old, new), *_ways_out(old, new), *_terms(old, new))


def _persons(old: Provision, new: Provision) -> Iterator[Shift]:
    before, after = ({who.code for who in norm.addressees} for norm in (old, new))
    if not before or not after:
        return
    more = {code for code in after - before if not any(takes_in("addressees", b, code) for b in before)}
    less = {code for code in before - after if not any(takes_in("addressees", a, code) for a in after)}
    if more:
        yield Shift("widened", f"binds also {_list(more)}")
    if less:
        yield Shift("narrowed", f"binds no longer {_list(less)}")


def _assets(old: Provision, new: Provision) -> Iterator[Shift]:
    before, after = {*old.assets}, {*new.assets}
    if not before or not after:
        return
    if after - before:
        yield Shift("widened", f"covers also {_list(after - before)}")
    if before - after:
        yield Shift("narrowed", f"covers no longer {_list(before - after)}")


def _place(old: Provision, new: Provision) -> Iterator[Shift]:
    if old.kind != Kind.PROHIBITION or old.territory == new.territory:
        return
    if new.territory is None:
        yield Shift("widened", f"no longer {old.territory} only")
    elif old.territory is None:
        yield Shift("narrowed", f"now {new.territory} only")
    else:
        yield Shift("narrowed", f"no longer {old.territory}")
        yield Shift("widened", f"now {new.territory}")


_BURDEN = {"unauthorized": 1, "filing": 1, "approval": 2, "approval-and-filing": 3}
"""How much it takes to get out of a ban on this condition; an absolute ban has no way out."""


def _ways_out(old: Provision, new: Provision) -> Iterator[Shift]:
    if old.kind not in {Kind.PROHIBITION, Kind.PERMISSION}:
        return
    ban = old.kind == Kind.PROHIBITION
    if old.condition != new.condition:
        none = 9 if ban else 0
        before, after = (_BURDEN.get(norm.condition or "", none) for norm in (old, new))
        if before != after:
            words = f"condition {old.condition or 'none'} to {new.condition or 'none'}"
            yield Shift("widened" if (after > before) == ban else "narrowed", words)
    if bool(old.exceptions) != bool(new.exceptions):
        yield Shift("narrowed", "an exception is new") if new.exceptions else Shift("widened", "an exception is gone")


_QUOTED = re.compile(r'“([^“”]{1,40})”|(?<!\w)"([^"]{1,60})"')


def _terms(old: Provision, new: Provision) -> Iterator[Shift]:
    """Compare the words that a ban names in quotation marks, as in "shall not contain 'X' or 'Y'"."""
    if old.kind != Kind.PROHIBITION:
        return
    before, after = (_quoted(norm.text) for norm in (old, new))
    if not before or not after:
        return
    more, less = ([term for key, term in a.items() if key not in b] for a, b in ((after, before), (before, after)))
    if more:
        yield Shift("widened", f"names also {', '.join(more)}")
    if less:
        yield Shift("narrowed", f"names no longer {', '.join(less)}")


def _quoted(text: str) -> dict[str, str]:
    terms = (found[1] or found[2] for found in _QUOTED.finditer(text))
    bare = (term.strip(" ,.;，。、；") for term in terms)
    return {term.casefold(): term for term in bare if term}


def _list(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))
