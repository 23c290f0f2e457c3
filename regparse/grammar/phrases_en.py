"""English: words, and the noun phrases that they make.

Boundaries come from closed classes (``grammar_en.toml``): determiners, prepositions, auxiliaries, relatives, adverbs.
The head of a noun phrase is its last word before such a boundary, and it says what the phrase is: a person, a public
body, or a thing. A body or a group of persons that a table knows by a name of several words is one word here.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Literal, NamedTuple

from regparse.grammar.reading import Named, Reading
from regparse.lexicon import tables
from regparse.notation.expressions import expression

Sort = Literal["person", "body", "thing", "pronoun"]
"""What a phrase names, told by its head."""

MAX_WORDS = 24
"""Longest noun phrase that is read, in words."""

MAX_DETERMINERS = 3
"""How many determiners stand before a noun at most ("all such other")."""
MAX_OWNERS = 3
"""How many times "of" is followed inside one phrase."""

_TOKEN = expression(r"[A-Za-z][A-Za-z0-9]*(?:[-.&/][A-Za-z0-9]+)*(?:['’]s?(?![A-Za-z]))?|[^\sA-Za-z]")
_OWNED = expression(r"['’]s?(?![A-Za-z])")
_POSSESSIVE = expression(r"['’]s?\Z")
_OPEN_BRACKETS = frozenset("([（〔")
_QUOTES = frozenset("\"“”'‘’")
_NO_ADVERBS = (
    "family",
    "supply",
    "assembly",
    "monthly",
    "quarterly",
    "weekly",
    "daily",
    "early",
    "only",
    "ally",
    "anomaly",
    "monopoly",
)


class Word(NamedTuple):
    """A word of a text: in small letters, without its possessive ending, and where it stands.

    ``name`` is the name of several words that it stands for, if any; ``owns`` says that it ends in 's or s'.
    """

    text: str
    start: int
    end: int
    name: Named | None = None
    owns: bool = False
    capital: bool = False


class Phrase(NamedTuple):
    """A noun phrase without its determiner: where it stands, its head, what it names, and whose it is.

    ``owner`` is the phrase behind "of" where the head is a part or the staff of somebody; ``begin`` is the number of
    its first word, ``past`` that of the first word behind it.
    """

    start: int
    end: int
    head: Word
    sort: Sort
    past: int
    owner: Phrase | None = None
    determiner: str = ""
    begin: int = 0


class Classes(NamedTuple):
    """The closed classes, with plurals."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    opening: frozenset[str]
    connectors: frozenset[str]
    persons: frozenset[str]
    plural_persons: frozenset[str]
    ambiguous: frozenset[str]
    person_modifiers: frozenset[str]
    bodies: frozenset[str]
    plural_bodies: frozenset[str]
    named: frozenset[str]
    modifiers: frozenset[str]
    parts: frozenset[str]
    branches: frozenset[str]
    staff: frozenset[str]
    overseas: frozenset[str]
    overseas_heads: frozenset[str]
    verbs: frozenset[str]


@cache
def classes() -> Classes:
    """Read the table (once a process)."""
    table = tables.load("grammar_en")
    words = {name: frozenset(row["words"]) for name, row in table.items()}
    persons, bodies = words["persons"], words["bodies"] | words["associations"]
    verbs = tables.load("verbs")
    return Classes(
        words["determiners"],
        words["prepositions"],
        words["relatives"],
        words["auxiliaries"],
        words["adverbs"],
        words["pronouns"],
        words["opening"],
        words["connectors"],
        persons,
        _plurals(persons) | {"staff", "personnel"},
        frozenset(table["persons"]["ambiguous"]),
        frozenset(table["persons"]["modifiers"]),
        bodies,
        _plurals(bodies) | {"police"},
        _with_plurals(frozenset(table["bodies"]["named"]))
        - {"departments", "councils", "offices", "authorities", "divisions"},
        frozenset(table["bodies"]["modifiers"]),
        _with_plurals(words["parts"]),
        _with_plurals(frozenset(table["parts"]["branches"])),
        _with_plurals(words["staff"]),
        frozenset(table["away"]["overseas"]),
        _with_plurals(frozenset(table["away"]["overseas_heads"])),
        frozenset(verb.split()[0] for verb in verbs["enumerating_en"] + verbs["verbs_en"]) | words["verbs"],
    )


def plural(word: str) -> str:
    """Give the regular plural of an English noun."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _plurals(words: frozenset[str]) -> frozenset[str]:
    return frozenset(plural(word) for word in words if not word.endswith("s") or word in ("business",))


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    return words | _plurals(words)


def words(reading: Reading, start: int, end: int) -> list[Word]:
    """Give the words and marks of ``text[start:end]``; quotation marks and what stands in brackets are left out.

    A public body, and persons whom a table knows by a name that holds "and", "or" or brackets, are one word each.
    """
    if reading.masks.in_parens(start):
        return _tokens(reading, start, end)
    if "words" not in reading.memo:
        whole = _tokens(reading, 0, len(reading.text))
        reading.memo["words"] = ([word.start for word in whole], whole)
    every: list[Word]
    starts, every = reading.memo["words"]
    found = every[bisect_left(starts, start) : bisect_left(starts, end)]
    return found if not found or found[-1].end <= end else found[:-1]


def _tokens(reading: Reading, start: int, end: int) -> list[Word]:
    text, found = reading.text, []
    units = [n for n in reading.names(start, end) if n.agency is not None or _compound(text, n)]
    at, following = start, 0
    while at < end:
        while following < len(units) and units[following].start < at:
            following += 1
        if following < len(units) and units[following].start == at:
            name = units[following]
            owned = _OWNED.match(text, name.end, end)
            word = text[name.start : name.end].lower()
            found.append(Word(word, name.start, name.end, name, owned is not None, capital=True))
            at = owned.end() if owned else name.end
            continue
        stop = units[following].start if following < len(units) else end
        for token in _TOKEN.finditer(text, at, stop):
            said, low = token[0], token.start()
            if low < at:
                continue  # inside the brackets before it
            at = token.end()
            if said in _OPEN_BRACKETS:
                span = reading.masks.parenthesis(low + 1)
                at = span[1] if span and span[0] == low and span[1] <= end else at
            elif said not in _QUOTES:
                bare = _POSSESSIVE.sub("", said) if said[-1] in "s'’" else said
                found.append(Word(bare.lower(), low, low + len(bare), None, bare != said, bare[0].isupper()))
        at = max(at, stop)
    return found


def _compound(text: str, name: Named) -> bool:
    said = text[name.start : name.end]
    return name.codes == ("anyone",) or len(name.codes) > 1 or "(" in said


def phrase(line: list[Word], at: int, *, depth: int = 0) -> Phrase | None:
    """Give the noun phrase that begins at word number ``at``; None where no noun stands there.

    ``depth`` says of how many phrases it is the owner ("the staff of the branches of the bank").
    """
    known = classes()
    first = at
    determiner = ""
    while at < min(len(line), first + MAX_DETERMINERS) and line[at].name is None and line[at].text in known.determiners:
        determiner = line[at].text
        at += 1
    if (
        at + 1 < len(line)
        and line[at].text == "of"
        and determiner in ("each", "any", "all", "some", "both", "either", "neither")
    ):
        return phrase(line, at + 1, depth=depth + 1) if depth < MAX_OWNERS else None
    if at >= len(line):
        return None
    if at == first and line[at].name is None and line[at].text in known.pronouns:
        return Phrase(line[at].start, line[at].end, line[at], "pronoun", at + 1)
    begin = at
    while at < len(line) and at - begin < MAX_WORDS and not _ends(line, begin, at):
        at += 1
    if at == begin:
        return None
    head = line[at - 1]
    sort = _sort(line, begin, at - 1)
    if sort == "thing" and (earlier := _earlier(line, begin, at)) is not None:
        at, head = earlier + 1, line[earlier]
        sort = _sort(line, begin, earlier)
    found = Phrase(line[begin].start, head.end, head, sort, at, determiner=determiner, begin=begin)
    if at + 1 < len(line) and line[at].text == "of":
        found = _owned(line, found, depth)
    elif sort == "body" and head.name is None and at + 1 < len(line) and line[at].text == "for":
        found = _charged(line, found)
    return found


def _charged(line: list[Word], found: Phrase) -> Phrase:
    """Give a body with what it is in charge of: the department for industry and commerce."""
    charge = phrase(line, found.past + 1)
    if charge is None or charge.sort != "thing" or charge.determiner or charge.past > found.past + 4:
        return found
    past, end = charge.past, charge.end
    if past + 1 < len(line) and line[past].text == "and" and line[past + 1].name is None:
        further = phrase(line, past + 1)
        if further and further.sort == "thing" and not further.determiner and further.past == past + 2:
            past, end = further.past, further.end
    return found._replace(end=end, past=past)


def _owned(line: list[Word], found: Phrase, depth: int) -> Phrase:
    """Give a phrase with whose it is: staff of the bureau, branches of a bank, shareholders of a company."""
    owner = phrase(line, found.past + 1, depth=depth + 1) if depth < MAX_OWNERS else None
    if owner is None or owner.sort not in ("person", "body"):
        ambiguous = found.head.text in classes().named | classes().ambiguous and found.head.name is None
        if ambiguous and not found.head.capital:
            return found._replace(sort="thing")
        whose = owner is not None and owner.sort == "thing" and found.sort == "person" and found.head.name is None
        return found._replace(end=owner.end, past=owner.past) if owner and whose else found
    if found.sort == "thing" and found.head.text not in classes().parts | classes().staff:
        return found
    sort = found.sort if found.sort != "thing" else owner.sort
    return found._replace(end=owner.end, owner=owner, past=owner.past, sort=sort)


def _ends(line: list[Word], begin: int, at: int) -> bool:
    """Say whether the phrase that began at ``begin`` ends before word number ``at``."""
    known, word = classes(), line[at]
    if word.name is not None:
        return at > begin and _names_somebody(line, begin, at - 1) and not line[at - 1].owns
    text = word.text
    closed = (
        text in known.prepositions or text in known.auxiliaries or text in known.relatives or text in known.determiners
    )
    if closed or not text[0].isalpha() or text in ("and", "or", "nor"):
        return True
    if text == "other" and at + 1 < len(line) and line[at + 1].text == "than":
        return True
    if at == begin:
        return text in known.adverbs
    return not line[at - 1].owns and _names_somebody(line, begin, at - 1) and _goes_on(line, at)


def _goes_on(line: list[Word], at: int) -> bool:
    """Say whether the word behind a word that names somebody goes on to what they do."""
    known, text, before = classes(), line[at].text, line[at - 1]
    if text in known.adverbs or (text.endswith("ly") and text not in _NO_ADVERBS):
        return True
    if before.name is not None:  # "the Ministry improves", but "the Ministry branches"
        return text not in known.branches and text not in known.parts and not _somebody(text)
    if before.text in known.plural_persons or before.text in known.plural_bodies:
        return not _somebody(text)
    return text.endswith(("ing", "ed")) and not _somebody(line[at + 1].text if at + 1 < len(line) else "")


def _earlier(line: list[Word], begin: int, at: int) -> int | None:
    """Give the number of the last word that names somebody, where a verb that no table knows goes on behind it."""
    known = classes()
    for n in range(at - 2, begin - 1, -1):
        if not _names_somebody(line, begin, n) or line[n].owns:
            continue
        after = line[n + 1].text
        one = (
            begin > 0 and line[begin - 1].text in ("a", "an", "each", "every") and after.endswith("s")
        )  # a bank intends
        acts = one or (after.endswith("s") and not known.verbs.isdisjoint((after[:-1], after[:-2])))
        return n if line[n].name is not None or acts else None
    return None


def _names_somebody(line: list[Word], begin: int, at: int) -> bool:
    return _sort(line, begin, at) != "thing"


def _somebody(text: str) -> bool:
    known = classes()
    return text in known.persons or text in known.plural_persons or text in known.bodies or text in known.plural_bodies


def _sort(line: list[Word], begin: int, at: int) -> Sort:
    """Say what word number ``at`` names as the head of a phrase that began at ``begin``."""
    known, word = classes(), line[at]
    text, named = word.text, word.name
    if named is not None:
        return "body" if named.agency is not None else "person"
    official = text in known.bodies or text in known.plural_bodies
    led = official and any(w.text in known.modifiers or w.name is not None for w in line[begin:at])
    if led and text in known.bodies:
        return "body"
    clear = text not in known.ambiguous or word.capital or (at > begin and line[at - 1].text in known.person_modifiers)
    if text in known.plural_persons or (text in known.persons and clear):
        return "person"
    if text in known.branches:
        return "body" if at > begin and line[at - 1].name is not None else "person"
    if not official:
        return "thing"
    alone = text == "state" and at == begin and at > 0 and line[at - 1].text == "the"  # the state encourages
    return "body" if text not in known.named or word.capital or led or alone else "thing"
