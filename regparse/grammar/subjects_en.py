"""English: who a clause speaks of.

What stands before a cue is read from its left, unless it opens with words of time, ground or circumstance ("Where a
bank fails, …"): then the subject is the last of its parts between commas that is no aside. Nothing behind a preposition
or in a relative clause is a subject.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from regparse.grammar.codes_en import agency, codes
from regparse.grammar.lists_en import listed
from regparse.grammar.phrases_en import Phrase, Word, classes, phrase, words
from regparse.grammar.reading import Named, Reading
from regparse.notation.expressions import expression

How = Literal["named", "pronoun", "elided", "thing"]
"""What stands where the subject does: somebody, a word that points back, nothing, or a thing."""

REACH = 1600
"""How far before a cue its subject is looked for, in code points."""

_LABEL = expression(r"\s*(?:Article \d+[.:]?|\(\w{1,4}\)|\d{1,2}[.)])\s+")
_EXCEPT = frozenset(["than", "except", "excluding", "besides"])
_WHEN = frozenset(["where", "when", "whenever", "if", "once", "after", "before", "unless", "in", "upon"])


class Subject(NamedTuple):
    """What stands before a cue in the place of a subject.

    ``phrases`` are its members; ``topic`` those of whom an opening clause speaks ("Where a bank …, the fee shall");
    ``excepted`` whom "other than" takes out; ``guessed`` says that the place is not the usual one.
    """

    how: How
    phrases: tuple[Phrase, ...] = ()
    topic: tuple[Phrase, ...] = ()
    excepted: tuple[Phrase, ...] = ()
    guessed: bool = False


def read(reading: Reading, start: int, stop: int, *, cued: bool = True) -> Subject:
    """Give the subject of the clause that begins at ``start`` and whose cue, if any, stands at ``stop``."""
    key = ("subject", start, stop, cued)
    if key not in reading.memo:
        reading.memo[key] = _read(reading, start, stop, cued=cued)
    found: Subject = reading.memo[key]
    return found


def _read(reading: Reading, start: int, stop: int, *, cued: bool) -> Subject:
    start = max(start, stop - REACH) if cued else start
    if label := _LABEL.match(reading.text, start, stop):
        start = label.end()
    line = words(reading, start, stop)
    at = _open(line, 0)
    if at >= len(line):
        return Subject("elided")
    if _opens_clause(line, at):
        return _behind(line, at, cued=cued)
    members, past = listed(line, at)
    if members and members[0].sort == "pronoun":
        return Subject("pronoun", tuple(members))
    if members and members[0].sort != "thing":
        return Subject("named", tuple(members), excepted=_excepted(line, past))
    if not cued:
        return Subject("thing")
    return (_last_part(line, at) or Subject("thing", topic=_owners(line))) if members else _nearest(line, at)


def named(reading: Reading, start: int, stop: int, *, cued: bool = True) -> list[Named]:
    """Give the members of a subject as names; empty where nobody is named."""
    found = read(reading, start, stop, cued=cued)
    return [Named(codes(reading, p), agency(p), p.start, p.end) for p in found.phrases] if found.how == "named" else []


def own_clause(reading: Reading, start: int, cue: int) -> int:
    """Give where the clause of a sentence's first cue begins, behind one that has a verb and no cue.

    "Departments strengthen supervision, and enterprises shall not …" is a task of the departments and a ban.
    """
    low = max(start, cue - REACH)
    line = words(reading, low, cue)
    at = _open(line, 0)
    if at >= len(line) or _opens_clause(line, at):
        return start
    members, past = listed(line, at)
    if not members or members[0].sort == "thing" or past >= len(line) or not _verb(line[past]):
        return start
    parts = _parts(line, at)
    for n in range(len(parts) - 1, 0, -1):
        begin, end = parts[n]
        opened = _open(line[:end], begin)
        if opened >= end or _opens_clause(line[:end], opened):
            continue
        found, behind = listed(line[:end], opened)
        if not found:
            continue
        if found[0].sort == "pronoun":
            return start  # "they watch the lamps, and they shall report": one subject
        somebody = found[0].sort != "thing"
        if not somebody and (opened == begin or (behind < end and line[behind].text not in ("of", "in", "and"))):
            return start
        first = n
        while (
            somebody
            and first > 0
            and _bare_list(line, (at if first == 1 else parts[first - 1][0], parts[first - 1][1]))
        ):
            first -= 1
        return line[parts[first][0]].start if first else start
    return start


def _verb(word: Word) -> bool:
    """Say whether a word behind a subject is its verb: neither a mark, a preposition, a relative nor a participle."""
    known = classes()
    closed = known.prepositions | known.relatives | known.determiners | {"and", "or", "nor"}
    return word.text[0].isalpha() and word.text not in closed and not word.text.endswith(("ing", "ed"))


def _open(line: list[Word], at: int) -> int:
    """Pass over the words that join a clause to the one before it, and commas."""
    known = classes()
    while at < len(line):
        two, three = (" ".join(w.text for w in line[at : at + n]) for n in (2, 3))
        if three in known.connectors:
            at += 3
        elif two in known.connectors:
            at += 2
        elif line[at].text in known.connectors or line[at].text in (",", ":", "-", "–", "—"):
            at += 1
        elif line[at].text.endswith("ly") and at + 1 < len(line) and line[at + 1].text == ",":
            at += 2
        else:
            break
    return at


def _opens_clause(line: list[Word], at: int) -> bool:
    """Say whether the word at ``at`` opens a phrase of circumstance, ground or aim."""
    word = line[at]
    if word.name is not None or word.text in ("that", "those", "all", "such"):
        return False
    if word.text in classes().opening:
        return word.text != "other" or (at + 1 < len(line) and line[at + 1].text == "than")
    if not word.text.endswith(("ing", "ed")):
        return False
    found = phrase(line, at)
    if found is None or found.sort == "thing":
        return word.text.endswith("ing") or word.capital
    # "Providing information intermediaries with …" is an act; "clearing institutions" are somebody.
    base = word.text.removesuffix("ing")
    return word.text.endswith("ing") and found.past > at + 2 and not classes().verbs.isdisjoint((base, base + "e"))


def _parts(line: list[Word], at: int) -> list[tuple[int, int]]:
    """Give the parts of ``line[at:]`` between commas, as numbers of words."""
    parts, begin = [], at
    for n in range(at, len(line)):
        if line[n].text == ",":
            parts.append((begin, n))
            begin = n + 1
    parts.append((begin, len(line)))
    return parts


def _behind(line: list[Word], at: int, *, cued: bool) -> Subject:
    """Give the subject behind an opening clause."""
    parts = _parts(line, at)
    topic = _topic(line, parts[0])
    order = range(len(parts) - 1, 0, -1) if cued else range(1, len(parts))
    for n in order:
        begin, end = parts[n]
        opened = _open(line[:end], begin)
        if opened >= end or _opens_clause(line[:end], opened):
            continue
        members, past = listed(line if not cued else line[:end], opened)
        if not members:
            continue
        if members[0].sort == "pronoun":
            return Subject("pronoun", tuple(members), topic)
        if members[0].sort == "thing":
            if not cued:
                continue
            return Subject("thing", (), topic)
        joined = opened > begin or len(members) > 1
        first = n
        while joined and cued and first > 1 and (earlier := _bare_list(line, parts[first - 1])):
            members[:0] = earlier
            first -= 1
        return Subject("named", tuple(members), topic, (*_opened_except(line, parts[0]), *_excepted(line, past)))
    found = _nearest(line, at) if cued and len(parts) == 1 else Subject("elided" if len(parts) > 1 else "thing")
    return found._replace(topic=topic)


def _last_part(line: list[Word], at: int) -> Subject | None:
    """Give somebody who stands right before the cue behind a comma, where the clause opens with a thing."""
    parts = _parts(line, at)
    if len(parts) < 2:
        return None
    begin, end = parts[-1]
    opened = _open(line, begin)
    members, past = listed(line, opened)
    if (
        opened > begin
    ):  # "cards, coupons and merchants shall" is one list; "…, and the bureau directs it and may" is not
        anew = members and members[0].sort in ("person", "body") and past < end and _verb(line[past])
        said = any(word.text in classes().auxiliaries for word in line[at:begin])
        return Subject("named", tuple(members), guessed=True) if anew and said else None
    if not members or members[0].sort not in ("person", "body", "pronoun") or past < end:
        return None
    how: How = "pronoun" if members[0].sort == "pronoun" else "named"
    return Subject(how, tuple(members), guessed=how == "named")


def _bare_list(line: list[Word], part: tuple[int, int]) -> list[Phrase]:
    """Give the members of a part that is nothing but names, so that the list goes on behind its comma."""
    members, past = listed(line[: part[1]], part[0])
    whole = past >= part[1] and all(m.sort in ("person", "body") for m in members)
    return members if whole else []


def _topic(line: list[Word], part: tuple[int, int]) -> tuple[Phrase, ...]:
    """Give of whom an opening clause speaks ("Where a bank fails", "When handling …" speaks of nobody)."""
    begin, end = part
    if line[begin].text not in _WHEN or begin + 1 >= end:
        return ()
    at = begin + 1
    if line[begin].text == "in":  # in the event that, in case
        at = next((n + 1 for n in range(begin, end) if line[n].text in ("that", "case")), end)
    if at >= end:
        return ()
    members, _ = listed(line[:end], at)
    return tuple(m for m in members if m.sort in ("person", "body"))


def _nearest(line: list[Word], at: int) -> Subject:
    """Give somebody named right before the cue ("On the basis of the rules domestic banks shall")."""
    for begin in range(max(at, len(line) - 6), len(line)):
        before = line[begin - 1].text if begin else ""
        if begin > at and before in classes().prepositions | classes().determiners:
            continue
        found = phrase(line, begin)
        if found and found.past >= len(line) and found.sort in ("person", "body"):
            return Subject("named", (found,), guessed=True)
    return Subject("thing")


def _excepted(line: list[Word], at: int) -> tuple[Phrase, ...]:
    """Give whom "other than", "except" or "excluding" takes out behind a subject."""
    for n in range(at, min(len(line), at + 4)):
        if line[n].text in _EXCEPT:
            begin = n + 1 + (n + 1 < len(line) and line[n + 1].text in ("for", "the"))
            return tuple(m for m in listed(line, begin)[0] if m.sort in ("person", "body"))
    return ()


def _owners(line: list[Word]) -> tuple[Phrase, ...]:
    """Give whose a thing is, where they stand right before the cue: the names of enterprises and shops shall."""
    for n in range(len(line) - 2, max(-1, len(line) - 16), -1):
        if line[n].text == "of":
            members, past = listed(line, n + 1)
            return tuple(members) if past >= len(line) and all(m.sort in ("person", "body") for m in members) else ()
    return ()


def _opened_except(line: list[Word], part: tuple[int, int]) -> tuple[Phrase, ...]:
    """Give whom an opening "Except for banks," takes out."""
    begin, end = part
    first = line[begin].text
    if first not in ("except", "other", "besides", "excluding"):
        return ()
    at = begin + 1 + (begin + 1 < end and line[begin + 1].text in ("for", "than"))
    return tuple(m for m in listed(line[:end], at)[0] if m.sort in ("person", "body"))
