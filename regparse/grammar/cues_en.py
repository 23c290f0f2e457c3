"""English: cues that make no norm, and those that make another one than their word says.

"Shall apply to", "may lead to" and "shall prevail" bind and allow nobody; a cue in a clause of circumstance ("where it
must be adjusted,") or in a relative clause ("persons who must") tells of what is; "shall have the right to" is a leave.
"""

from __future__ import annotations

import re
from functools import cache

from regparse.grammar.phrases_en import classes
from regparse.lexicon import tables
from regparse.model import Kind
from regparse.notation.expressions import expression

_KINDS = {Kind.OBLIGATION: "duty", Kind.PERMISSION: "permission", Kind.PROHIBITION: "ban"}
_LAMES = expression(
    r"\b(?:(?P<but>provided|except|save|stipulates?|requires?|ensures?)\s)?"  # "provided that banks shall" is a norm
    r"(?P<word>that|which|who|whom|whose|what|how|whether|as|if|where|when|because|since|until|unless)\s"
    r"(?P<between>(?:[\w’'-]+\s){0,3})\Z",
    re.IGNORECASE,
)
_RELATIVE = frozenset(["that", "which", "who", "whom", "whose"])
_CIRCUMSTANCE = expression(
    r"\s*(?:(?:and|but|or)\s)?(?:where|when|whenever|if|once|unless|although|because|since|after|before|until"
    r"|in case|in the event|to the extent|as long as|whether|which|who)\b",
    re.IGNORECASE,
)
_COMMA = expression(r"[,:;]\s|\n")
_BARE = expression(r"(?:strictly )?(?:prohibit|ban|forbid)\Z", re.IGNORECASE)
_NO_ORDER = expression(r"\b(?:to|may|can|will|not|or|and|the|of|a|shall|on|travel|this|such|any)\s\Z", re.IGNORECASE)
_NO_CASE = expression(
    r"\b(?:in no (?:event|case|circumstances?)|under no circumstances?|at no time|on no account|nor)\s\Z", re.IGNORECASE
)
_FOR_WHOM = expression(r"\s+for\s[^.;]{1,160}\sto\s")
_BY_BODY = expression(r"\s+by\s")
_NEAR = 60
"""How far before a cue the words stand that make its clause a relative one, in code points."""


@cache
def _patterns(row: str) -> re.Pattern[str]:
    return re.compile(r"\s+(?:\w+ly\s+|also\s+|still\s+)?(?:" + "|".join(tables.load("grammar_en")["idle"][row]) + ")")


@cache
def _before_noun() -> re.Pattern[str]:
    return re.compile(tables.load("grammar_en")["idle"]["noun"], re.IGNORECASE)


def meant(text: str, cue: tuple[int, int], kind: Kind, since: int, *, name: str, before: bool) -> Kind | None:
    """Give the kind of norm that the cue at ``cue`` makes, None where it makes none.

    ``since`` is where the cue before it ended or the sentence begins; ``name`` is its row; ``before`` says that its
    acts stand before it.
    """
    start, end = cue
    words = text[start:end].lower()
    if before:
        return None if _BY_BODY.match(text, end) and not words.startswith("be") else kind
    if _noun(text, words, start, since):
        return None
    if kind is not Kind.PROHIBITION and _NO_CASE.search(text, max(since, start - 30), start):
        return Kind.PROHIBITION
    row = _KINDS.get(kind)
    said = text[end : end + 80].lower()
    if row is None or name == "limit" or (row == "duty" and re.match(r"\s+not\b", said)):
        return kind
    if row == "duty" and _patterns("leave").match(said):
        return Kind.PERMISSION
    return None if _patterns(row).match(said) else kind


def _noun(text: str, words: str, start: int, since: int) -> bool:
    """Say whether the words of a cue are a noun or stand behind "to" ("a real need to", "in order to ban")."""
    if _BARE.search(words):
        return bool(_NO_ORDER.search(text[max(0, start - 12) : start]))
    before = text[max(since, start - _NEAR) : start]
    return words == "need to" and not re.search(r"(?<!busines)s\s\Z", before) and bool(_before_noun().search(before))


def behind(text: str, end: int) -> bool:
    """Say whether the acts of a passive ban stand behind it: "it is prohibited for any person to sell"."""
    return bool(_FOR_WHOM.match(text, end))


def _acts(word: str, between: str) -> bool:
    """Say whether a relative word has a verb of its own before the cue: "a bank that adjusts rates shall"."""
    said = between.lower().split()
    if word.lower() not in _RELATIVE or not said:
        return False
    known, first = classes(), said[0]
    return not (first in known.determiners | known.pronouns or first in known.plural_persons | known.plural_bodies)


def subordinate(text: str, cue: tuple[int, int], part: tuple[int, int], *, before: bool) -> bool:
    """Say whether a cue stands in a clause of circumstance that goes on to its own comma, or in a relative clause."""
    start, at = part[0], cue[0]
    near = text[max(start, at - _NEAR) : at]
    lame = _LAMES.search(near)
    if lame and not (lame["but"] and lame["word"].lower() == "that") and not _acts(lame["word"], lame["between"]):
        opens = lame.start() + max(start, at - _NEAR) <= start + 1
        if not (opens and lame["word"].lower() in ("where", "when", "if", "as", "since", "unless", "that")):
            return True
    if before and re.search(r"\b(?:that|which|who)\s\Z", near):
        return True
    commas = [m.end() for m in _COMMA.finditer(text, max(start, at - 400), at)]
    opening = commas[-1] if commas else max(start, at - 400)
    if not _CIRCUMSTANCE.match(text, opening, at):
        return False
    return _COMMA.search(text, cue[1], part[1]) is not None
