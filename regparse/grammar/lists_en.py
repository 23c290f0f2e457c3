"""English: the members of a list of persons and bodies ("banks, payment institutions and other issuers")."""

from __future__ import annotations

from regparse.grammar.phrases_en import Phrase, Word, phrase


def listed(line: list[Word], at: int) -> tuple[list[Phrase], int]:
    """Give the phrases of a list that begins at ``at``, and the number of the word behind it."""
    first = phrase(line, at)
    if first is None:
        return [], at
    members, past = [first], first.past
    if first.sort in ("thing", "pronoun"):
        return members, past
    while True:
        behind, comma = _joint(line, past)
        following = phrase(line, behind) if behind > past else None
        if following is None or following.sort not in ("person", "body"):
            break
        last = members[-1]
        past = following.past
        inside = not comma and not following.determiner and past >= len(line)
        if inside and last.owner is not None and last.owner.sort == following.sort:
            members[-1] = last._replace(end=following.end, past=past)  # directors of banks and companies
        else:
            members.append(following)
    return members, past


def _joint(line: list[Word], at: int) -> tuple[int, bool]:
    """Give the number of the word behind a comma, "and" or "as well as" at ``at``, and whether a comma stood there."""
    begin, comma = at, False
    if at < len(line) and line[at].text == ",":
        at, comma = at + 1, True
    joined = False
    if at < len(line) and line[at].text in ("and", "or", "nor", "and/or", "/"):
        at, joined = at + 1, True
    elif [w.text for w in line[at : at + 3]] == ["as", "well", "as"]:
        at, joined = at + 3, True
    return (at if joined or comma else begin), comma
