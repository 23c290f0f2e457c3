"""English: the names that a notice itself gives to persons and bodies.

"Commercial banks (hereinafter referred to as “lamp keepers”)", "“lamp keeper” means a bank that …": in what follows
the name stands for those it was given to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regparse.grammar.lists_en import listed
from regparse.grammar.phrases_en import Phrase, words
from regparse.grammar.reading import Reading
from regparse.notation.expressions import expression

_SHORT = expression(
    r"\((?:hereinafter|hereafter|collectively)\b[^()\"“]{0,60}?"
    r"(?:[\"“](?P<quoted>[^\"“”()]{2,60})[\"”]"
    r"|(?:referred to as|called|known as)(?: the)? (?P<plain>[^()\"“]{2,60}))\)",
    re.IGNORECASE,
)
_MEANS = expression(
    r"[\"“](?P<quoted>[^\"“”()]{2,60})[\"”](?: as (?:mentioned|used|referred to) in [^,.;]{1,60}?)?,?"
    r" (?:shall mean|means?|refers? to)\s"
)
REACH = 200
"""How far before its short name, and behind "means", a name reaches, in code points."""


def found(reading: Reading) -> Iterator[tuple[str, list[Phrase]]]:
    """Give each name that the text gives, as :func:`singular` has it, with the persons or bodies it is given to."""
    text = reading.text
    for short in _SHORT.finditer(text):
        low = max(text.rfind("\n", 0, short.start()) + 1, short.start() - REACH)
        line = words(reading, low, short.start())
        for begin in range(len(line)):
            members, past = listed(line, begin)
            if past >= len(line) and members and members[0].sort in ("person", "body"):
                yield singular(short["quoted"] or short["plain"]), members
                break
    for means in _MEANS.finditer(text):
        members, _ = listed(words(reading, means.end(), min(len(text), means.end() + REACH)), 0)
        if members and members[0].sort in ("person", "body"):
            yield singular(means["quoted"]), members


def singular(name: str) -> str:
    """Give a name as it is looked up: in small letters, without an article or the ending of a plural."""
    plain = re.sub(r"\A(?:the|an?)\s", "", " ".join(name.lower().split()))
    return re.sub(r"ies\Z", "y", plain) if plain.endswith("ies") else plain.removesuffix("s")
