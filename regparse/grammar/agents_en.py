"""English: those who act and do not stand before the cue ("by the bank", "in no event shall a bank")."""

from __future__ import annotations

import re
from functools import cache

from regparse.grammar.lists_en import listed
from regparse.grammar.phrases_en import Phrase, Word, classes, words
from regparse.grammar.reading import Reading
from regparse.lexicon import tables
from regparse.notation.expressions import expression

REACH = 320
"""How far behind a cue "by" and the one who acts may stand, in code points."""

_PASSIVE = expression(
    r"\s*(?:also |all |only |first )*be\s+(?:\w+ly\s+|jointly and severally\s+)?"
    r"(?P<done>\w+)\b(?P<between>[^.;]{0,200}?)\bby\s"
)
_IS_DONE = expression(r"\b(?:is|are)\s+(?:\w+ly\s+)?(?P<done>\w+(?:ed|en|ne))\b(?P<between>[^.;,]{0,120}?)\s+by\s")
_NO_CASE = expression(
    r"\b(?:in no (?:event|case|circumstances?)|under no circumstances?|at no time|on no account|nor)\s\Z", re.IGNORECASE
)
_FOR_WHOM = expression(r"\s+for\s(?=[^.;]{1,160}\sto\s)")
_OWED_BY = expression(r"\s*be the (?:sole |joint |primary )?(?:responsibility|duty|obligation|task) of\s")


@cache
def _agentless() -> frozenset[str]:
    return frozenset(tables.load("grammar_en")["agentless"]["words"])


def agent(reading: Reading, start: int, end: int, *, cued: bool = True) -> list[Phrase]:
    """Give by whom a passive predicate behind the cue at ``start`` is done ("shall be kept by the bank")."""
    stop = min(end, start + REACH)
    text = reading.text
    if cued and (owed := _OWED_BY.match(text, start, stop)):
        return [m for m in listed(words(reading, owed.end(), stop), 0)[0] if m.sort in ("person", "body")]
    done = _PASSIVE.match(text, start, stop) if cued else _IS_DONE.search(text, start, stop)
    if not done or done["done"].lower() in _agentless():
        return []
    if re.search(r"\b(?:which|that|who|if|where|when|unless|except|not)\b", done["between"]):
        return []
    line = words(reading, done.end(), min(end, done.end() + REACH))
    return [m for m in listed(line, 0)[0] if m.sort in ("person", "body")]


def inverted(reading: Reading, start: int, cue: tuple[int, int], end: int) -> tuple[list[Phrase], int] | None:
    """Give a subject that stands behind its cue, and where its acts begin; None where it does not.

    "In no event shall a bank charge", "it is prohibited for any person to sell".
    """
    text = reading.text
    stop = min(end, cue[1] + REACH)
    if _NO_CASE.search(text, max(start, cue[0] - 30), cue[0]):
        line = words(reading, cue[1], stop)
        verb = next((n for n in range(1, len(line)) if line[n].text in classes().verbs and _named_by(line[:n])), None)
        if verb is None:
            return None
        return listed(line[:verb], 0)[0], line[verb].start
    for_whom = _FOR_WHOM.match(text, cue[1], stop)
    if for_whom is None:
        return None
    line = words(reading, for_whom.end(), stop)
    members, past = listed(line, 0)
    to = next((n for n in range(past, len(line) - 1) if line[n].text == "to"), None)
    if not members or members[0].sort not in ("person", "body") or to is None:
        return None
    return members, line[to + 1].start


def _named_by(line: list[Word]) -> bool:
    """Say whether words are nothing but the names of persons and bodies."""
    members, past = listed(line, 0)
    return past >= len(line) and bool(members) and members[0].sort in ("person", "body")
