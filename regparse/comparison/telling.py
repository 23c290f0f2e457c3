"""A change as it is told: how, of which kind, in a few words, with the quotations of its sides."""

from __future__ import annotations

from typing import Literal

from regparse.comparison.matching import BY_ACT, DUTIES, Norm
from regparse.model import Kind, Provision
from regparse.model.comparison import NormChange, NormSide

ONE_SIDE = "words on one side only"
"""The basis of what only the words of one side say."""
How = Literal["added", "removed", "widened", "narrowed", "kept"]


def between(change: How, kind: str, what: str, basis: str, sides: tuple[NormSide, NormSide]) -> NormChange:
    """Give a change between two sides."""
    return NormChange(change=change, kind=kind, what=what, basis=basis, old=sides[0], new=sides[1])


def alone(change: str, norm: Norm) -> NormChange:
    """Give a norm that has no counterpart."""
    side = norm.side(whole=False)
    kind, words = norm.provision.kind, in_words(norm)
    if change == "removed":
        return NormChange(change="removed", kind=kind, what=words, old=side, basis="no counterpart")
    return NormChange(change="added", kind=kind, what=words, new=side, basis="no counterpart")


def concerning(norm: Provision) -> str:
    """Give what opens the words about a change: the acts or the sanction it concerns."""
    codes = [act.code for act in norm.activities if act.code] if norm.kind in BY_ACT else []
    if norm.sanction:
        codes = [norm.sanction.kind]
    return f"{', '.join(dict.fromkeys(codes))}: " if codes else ""


def in_words(norm: Norm) -> str:
    """Say a norm in a few words: the act, who is bound, about what, where, on which condition, who leads."""
    provision = norm.provision
    acts = [norm.act] if norm.act else provision.activities
    codes: list[str] = [act.code for act in acts if act and act.code]
    opens = ", ".join(dict.fromkeys([provision.sanction.kind] if provision.sanction else codes))
    leads = ", ".join(dict.fromkeys(body.id for body in provision.agencies if body.role == "lead"))
    parts = [
        opens if opens and provision.kind not in DUTIES else short((norm.act or provision).text),
        ", ".join(dict.fromkeys(who.code for who in provision.addressees)),
        ", ".join(provision.assets),
        provision.territory or "",
        f"condition {provision.condition}" if provision.condition else "",
        "with an exception" if any(limit.kind == "except" for limit in provision.exceptions) else "",
        f"led by {leads}" if leads and provision.kind == Kind.MANDATE else "",
    ]
    return "; ".join(part for part in parts if part)


def short(text: str, limit: int = 80) -> str:
    """Give the beginning of a text, at most ``limit`` code points with the mark that more was there."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
