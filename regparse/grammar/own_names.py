"""By which names an instrument calls itself and what it promulgates: its title, what that names, their short forms."""

from __future__ import annotations

from regparse.lexicon.phrases import row
from regparse.notation.expressions import expression

_MARKS = expression(r"[\W_]+")
_TITLED = expression(r"《([^《》]{2,120}(?:《[^《》]{1,80}》[^《》]{0,80})?)》")


def bare(title: str) -> str:
    """Give a title without marks and blanks, in lower case."""
    return _MARKS.sub("", title.lower())


def find(text: str, title: str) -> frozenset[str]:
    """Give the bare names under which a text speaks of itself, or of what it is issued to promulgate."""
    names = {bare(title)}
    if row("promulgates").search(title):
        names |= {bare(m[1]) for m in _TITLED.finditer(title)}
    names |= {bare(m["of"] or m["by"]) for m in row("promulgated").finditer(text)}
    for short in row("short-title").finditer(text):
        if bare(short["of"]) in names:
            names.add(bare(short["as"]))
    return frozenset(names)
