"""Deontic cues in a text, from the table ``cues.toml``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from regparse.grammar import cues_en
from regparse.grammar.reading import Reading
from regparse.lexicon import tables
from regparse.model import Kind
from regparse.notation.expressions import expression

_NOBODY = expression(
    r"\b[Nn](?:o|either)\s+(?:[\w-]+\s+){0,3}?(?:entit|unit|individual|person|one|organi|institution|enterprise|bank|compan|business|part|"
    r"department|bod|agenc|provider|issuer|platform|merchant)[^.;]{0,90}$|\A\s*No\s(?:[\w-]+\s){1,6}$"
)


_PLAIN = {Kind.PERMISSION: "permission", Kind.OBLIGATION: "duty", Kind.PROHIBITION: "ban"}


class Cue(NamedTuple):
    """A deontic cue: its row in the table, what it makes, and where it stands.

    ``before`` is true where the acts stand before it ("… is prohibited").
    """

    id: str
    kind: Kind
    before: bool
    start: int
    end: int


@cache
def _meaning() -> dict[str, tuple[Kind, bool]]:
    return {name: (Kind(row["kind"]), row["acts"] == "before") for name, row in tables.load("cues").items()}


def find(reading: Reading, start: int, end: int) -> list[Cue]:
    """Give the cues of ``text[start:end]`` outside quotations and titles, in order, none overlapping."""
    meaning, text = _meaning(), reading.text
    cues: list[Cue] = []
    for hit in reading.hits("cues", start, end):
        if reading.masks.in_quotes(hit.start):
            continue
        name = hit.id
        kind, before = meaning[name]
        if not reading.chinese and kind is not Kind.PROHIBITION and name != "limit":
            since = cues[-1].end if cues else start
            if _NOBODY.search(text[since : hit.start]):
                name, kind, before = "ban", Kind.PROHIBITION, False
        if not reading.chinese:
            since = cues[-1].end if cues else start
            meant = cues_en.meant(text, (hit.start, hit.end), kind, since, name=name, before=before)
            if meant is None:
                continue
            if meant is not kind:
                name, kind = _PLAIN[meant], meant
            before = before and not cues_en.behind(text, hit.end)
        cues.append(Cue(name, kind, before, hit.start, hit.end))
    return cues
