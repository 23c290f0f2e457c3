"""Does a norm bind more than it did, or less? Judged on codes, one dimension at a time.

Wider means that the norm covers more: more persons, more assets, more places, fewer ways out. For a permission
a condition works the other way round: it covers less when it asks for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from regparse.comparison.wording import Shift, broader, everybody, listed, named, table
from regparse.lexicon import patterns
from regparse.model import Activity, Kind, Language, Provision, Span


def takes_in(kind: Literal["addressees", "activities"], broad: str | None, narrow: str | None) -> bool:
    """Say whether a code covers another one and more; False for a code and itself, or None."""
    if broad is None or narrow is None or broad == narrow:
        return False
    below = table()[kind].get(broad, ())
    return narrow in below or "*" in below


def shifts(old: Provision, new: Provision, language: Language, *, persons: bool = True) -> tuple[Shift, ...]:
    """Give how the new norm covers more or less than the old one; nothing where they cover the same.

    Spans of words are into the texts of the two norms. What a single act of many covers is for ``act_shifts``. Without
    ``persons`` it makes no difference who is bound.
    """
    found = [*_persons(old, new, language)] if persons else []
    found += [*_assets(old, new, language), *_place(old, new), *_ways_out(old, new)]
    if Kind.PROHIBITION in {old.kind, new.kind}:
        found += named(old.text, new.text)
    if old.text != new.text:
        many = len(old.activities) > 1 or len(new.activities) > 1
        inner = (_acts(old), _acts(new)) if many else ((), ())
        found += [
            s for s in broader(old.text, new.text, language) if not (_in(s.old, inner[0]) or _in(s.new, inner[1]))
        ]
    return tuple(found)


def act_shifts(old: Activity, new: Activity, language: Language, several: bool) -> tuple[Shift, ...]:
    """Give how an act covers more or less than before: by its code, else by its words.

    ``several``: the norm has other acts, so that broader words were not looked for in it as a whole.
    """
    if takes_in("activities", new.code, old.code):
        return (Shift("widened", f"{old.code} to {new.code}"),)
    if takes_in("activities", old.code, new.code):
        return (Shift("narrowed", f"{old.code} to {new.code}"),)
    if old.text == new.text:
        return ()
    found = list(broader(old.text, new.text, language)) if several else []
    if not found and not any(named(old.text, new.text)):
        found = list(listed(old.text, new.text, language))
    return tuple(s._replace(what=f"{new.code or new.text}: {s.what}") for s in found)


def _acts(norm: Provision) -> tuple[Span, ...]:
    start = norm.span[0]
    return tuple((act.span[0] - start, act.span[1] - start) for act in norm.activities)


def _in(span: Span | None, spans: Iterable[Span]) -> bool:
    return span is not None and any(a <= span[0] and span[1] <= b for a, b in spans)


def _persons(old: Provision, new: Provision, language: Language) -> Iterator[Shift]:
    before, after = ({who.code for who in norm.addressees} for norm in (old, new))
    if not before or not after or before == after:
        return
    for norm, codes in ((old, before), (new, after)):
        codes |= {"anyone" for _ in everybody(norm.text, (0, len(norm.text)), language)}
    more = {code for code in after - before if not any(takes_in("addressees", b, code) for b in before)}
    less = {code for code in before - after if not any(takes_in("addressees", a, code) for a in after)}
    if more:
        yield Shift("widened", f"binds also {_list(more)}")
    if less:
        narrower = {code for code in after if any(takes_in("addressees", b, code) for b in less)}
        yield Shift("narrowed", f"binds no longer {_list(less)}{f', only {_list(narrower)}' if narrower else ''}")


def _assets(old: Provision, new: Provision, language: Language) -> Iterator[Shift]:
    """Compare what two norms are about: only what stands in the words of a norm, not what runs on from others."""
    before, after = {*old.assets}, {*new.assets}
    if not before or not after or before == after:
        return
    more, less = _printed(after - before, new, language), _printed(before - after, old, language)
    if more:
        yield Shift("widened", f"covers also {_list(more)}")
    if less:
        yield Shift("narrowed", f"covers no longer {_list(less)}")


def _printed(assets: set[str], norm: Provision, language: Language) -> set[str]:
    """Give the assets of some that the words of a norm name; without any, nothing is looked for."""
    return assets & {hit.id for hit in patterns.load("assets", language == "zh").find(norm.text)} if assets else assets


def _place(old: Provision, new: Provision) -> Iterator[Shift]:
    if old.kind != Kind.PROHIBITION or old.territory == new.territory:
        return
    if new.territory is None:
        yield Shift("widened", f"no longer {old.territory} only")
    elif old.territory is None:
        yield Shift("narrowed", f"now {new.territory}, where no place was named")
    else:
        yield Shift("narrowed", f"no longer {old.territory}")
        yield Shift("widened", f"now {new.territory}")


_BURDEN = {
    "unauthorized": 1,
    "filing": 1,
    "consent": 1,
    "approval-or-filing": 1,
    "approval": 2,
    "approval-and-filing": 3,
}
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
    before, after = (sum(limit.kind == "except" for limit in norm.exceptions) for norm in (old, new))
    if bool(before) != bool(after):
        yield Shift("narrowed", "an exception is new") if after else Shift("widened", "an exception is gone")


def _list(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))
