"""Who the predicate behind a cue has as its subject, within its own sentence.

The stretch before a cue is read in chunks between commas: the chunk of the cue first, then those before it. A chunk
that says when, how or towards whom names nobody who is bound; one that is a condition (…的，) names its own subject,
which is often that of the norm, too.
"""

from __future__ import annotations

from dataclasses import dataclass

from regparse.grammar.frames.phrases import Item, NounPhrase, edge, noun_phrase, skip
from regparse.grammar.frames.words import Piece, bits

_SERVING = frozenset({"for", "time", "by", "agent", "with", "if"})
"""Prepositions behind whose phrase 的 makes an attribute of whoever follows (为甲服务的乙, 按规定设立的乙)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who was found (nobody where ``items`` is empty), by which rule, and what speaks against relying on it.

    ``rule`` is ``subject`` (a name opens the clause), ``relative`` (…的 + name), ``agent`` (由), ``owner`` (of the
    thing that is the subject), ``condition`` (the subject of …的，), ``when`` (that of …后，), ``thing`` (a thing
    is the subject) or ``none``.
    """

    items: tuple[Item, ...] = ()
    rule: str = "none"
    weak: bool = False
    """Whether the clause that names them is a condition."""
    near: bool = True
    """Whether they stand in the clause of the cue itself."""


NOBODY = Subject()
_STOP = bits("stop")


def _pick(phrase: NounPhrase, rule: str) -> Subject:
    return Subject(tuple(phrase.items), rule)


def chunks(pieces: list[Piece]) -> list[list[Piece]]:
    """Part pieces at their stops."""
    result: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.mask & _STOP:
            result.append([])
        else:
            result[-1].append(piece)
    return result


LONGEST = 120
"""How many pieces of a chunk are read, the last ones: a list of departments has fifty."""


def read(chunk: list[Piece]) -> Subject:
    """Give the subject that a chunk names."""
    if any(piece.of("defining") for piece in chunk):
        return NOBODY
    chunk = chunk[-LONGEST:]
    i = next((k for k, piece in enumerate(chunk) if _begins(piece)), len(chunk))
    if i >= len(chunk):
        return NOBODY
    if i and chunk[i - 1].of("quality") and chunk[i].word is None and noun_phrase(chunk, i - 1).named:
        i -= 1  # 非法经营人应当
    if chunk[i].of("prep") and not chunk[i].of("head"):
        return _behind_preposition(chunk, i)
    phrase = noun_phrase(chunk, i)
    return _after_name(chunk, phrase) if phrase.named else _without_name(chunk, i, phrase)


def _begins(piece: Piece) -> bool:
    """Say whether a phrase begins with a piece: no adverb, conjunction or closer."""
    if piece.of("head") or (piece.of("prep") and not piece.of("adverb", "opener")):
        return True
    return not (edge(piece) or piece.of("opener", "adverb", "de", "join"))


def _without_name(chunk: list[Piece], i: int, phrase: NounPhrase) -> Subject:  # noqa: PLR0911  one for each kind
    """Give the subject of a chunk that opens with a verb or a thing."""
    if (name := _verb_and_head(chunk, i)) is not None:
        return Subject((name,), "subject")
    if (office := _office(chunk, i)) is not None:
        return Subject(office, "subject")
    if (agent := _agent(chunk, i)) is not None:
        return agent
    tail = _tail(chunk, i, first=True)
    if tail is not None and tail.named:
        further = _tail(chunk, tail.after) if chunk[tail.after - 1].of("join") and tail.after < len(chunk) else None
        more = further.items if further is not None else []  # 从事甲业务的乙以及在丙内开展丁业务的戊
        return Subject((*tail.items, *more), "relative")
    led = _led(chunk, i - 1) if not chunk[i].of("causing") else None
    if led is not None:
        return _pick(led, "relative")
    if phrase.owners and all(owner.head is not None for owner in phrase.owners):
        return Subject(phrase.owners, "owner")
    return Subject((), "thing") if phrase.after > i or tail is not None else NOBODY


def _verb_and_head(chunk: list[Piece], i: int) -> Item | None:
    """Give the name that a verb and a head are where they are all of a chunk (授权银行应当, 通知行应当)."""
    if i + 1 >= len(chunk) or not chunk[i].of("strong", "causing", "nominal") or not chunk[i + 1].of("head"):
        return None
    whole = skip(chunk, i + 2, "adverb") >= len(chunk)
    return Item(chunk[i].start, chunk[i + 1].end, chunk[i + 1]) if whole and not chunk[i + 1].of("name") else None


def _office(chunk: list[Piece], i: int) -> tuple[Item, ...] | None:
    """Give a body that is named by what it is to do, and the rest of its list (查处违规经营工作小组应当)."""
    if not chunk[i].of("strong", "causing"):
        return None
    last = next((k for k in range(i + 1, len(chunk)) if chunk[k].of("head")), len(chunk))
    inside = chunk[i + 1 : last]
    if last >= len(chunk) or not chunk[last].of("body") or chunk[last].of("name") or not chunk[last - 1].of("nominal"):
        return None
    if any(piece.of("de", "join", "cue") or (edge(piece) and not piece.of("adverb")) for piece in inside):
        return None
    first = Item(chunk[i].start, chunk[last].end, chunk[last])
    after = skip(chunk, last + 1, "adverb")
    joined = after < len(chunk) and chunk[after].of("join")
    if not joined:
        return (first,) if after >= len(chunk) or chunk[after].of("prep") else None
    rest = noun_phrase(chunk, after + 1) if after + 1 < len(chunk) and not edge(chunk[after + 1]) else None
    if rest is None or not rest.named or skip(chunk, rest.after, "adverb") < len(chunk):
        return None
    return (first, *rest.items)


def _after_name(chunk: list[Piece], phrase: NounPhrase) -> Subject:
    """Give the subject of a chunk that opens with a name: that name, or who a relative clause of its leads to."""
    rest = phrase.after
    if rest >= len(chunk) or chunk[rest].of("de", "copula"):
        return _pick(phrase, "subject")
    if chunk[rest].of("closer") and rest + 1 < len(chunk):  # 试验区内银行应当
        inner = read(chunk[rest + 1 :])
        if inner.items:
            return inner
    tail = _tail(chunk, rest)
    if tail is None or _quality(chunk, tail):
        return _pick(phrase, "subject")
    if not tail.named:
        return _pick(phrase, "owner")
    if chunk[rest - 1].of("join"):  # 甲及其控制的乙
        return Subject((*phrase.items, *tail.items), "subject")
    return _pick(tail, "relative")


def _behind_preposition(chunk: list[Piece], i: int) -> Subject:  # noqa: PLR0911  one for each kind
    """Give the subject of a chunk that opens with a preposition."""
    slot = chunk[i].slot
    tail = _tail(chunk, i + 1)
    if slot == "agent":
        if tail is not None and tail.named:
            return _pick(tail, "relative")
        phrase = _object(chunk, i)
        return _pick(phrase, "agent") if phrase and phrase.named else NOBODY
    if tail is not None and tail.named and (slot in _SERVING or _acts(chunk, i + 1)):
        return _pick(tail, "relative")
    led = _led(chunk, i) if slot in _SERVING else None
    if led is not None:
        return _pick(led, "relative")
    behind = _closed(chunk, i + 1, about=slot == "about")
    if behind is not None:
        return read(chunk[behind:])
    if slot == "if":
        found = read(chunk[i + 1 :])
        return Subject(found.items, found.rule, weak=True) if found.items else NOBODY
    return _agent(chunk, i) or NOBODY


def _object(chunk: list[Piece], i: int) -> NounPhrase | None:
    """Give the noun phrase behind the preposition at ``i``."""
    j = i + 1
    return noun_phrase(chunk, j) if j < len(chunk) and not edge(chunk[j]) else None


def _acts(chunk: list[Piece], i: int) -> bool:
    """Say whether a name behind a preposition goes on to a verb (向客户提供服务的银行)."""
    if i >= len(chunk) or edge(chunk[i]):
        return False
    phrase = noun_phrase(chunk, i)
    opens = phrase.named and phrase.items[0].start == chunk[i].start
    return opens and phrase.after < len(chunk) and chunk[phrase.after].of("strong")


def _agent(chunk: list[Piece], i: int) -> Subject | None:
    """Give who stands behind 由 in a chunk (具体工作由办公室承担)."""
    for j in range(i, len(chunk)):
        if chunk[j].slot == "agent":
            phrase = _object(chunk, j)
            if phrase is not None and phrase.named and not (phrase.after < len(chunk) and chunk[phrase.after].of("de")):
                return _pick(phrase, "agent")
    return None


def _tail(chunk: list[Piece], i: int, *, first: bool = False) -> NounPhrase | None:
    """Give the noun phrase behind the last 的 of a chunk, where it is the subject: a cue or another phrase follows it.

    ``first`` prefers the first 的 behind which somebody is named (从事甲业务的机构对其乙的丙应当: the 机构).
    """
    marks = [d for d in range(i + 1, len(chunk) - 1) if chunk[d].of("de")]
    if first:
        for d in marks:
            phrase = _at_edge(chunk, d)
            if phrase is not None and phrase.named:
                return phrase
    return _at_edge(chunk, marks[-1]) if marks else None


def _at_edge(chunk: list[Piece], d: int) -> NounPhrase | None:
    """Give the noun phrase behind the 的 at ``d``, where a cue or a preposition follows it."""
    d = skip(chunk, d + 1, "adverb") - 1
    if d + 1 >= len(chunk) or edge(chunk[d + 1]) or chunk[d + 1].of("join", "etc"):
        return None
    phrase = noun_phrase(chunk, d + 1)
    after = skip(chunk, phrase.after, "adverb", "opener")
    return phrase if after >= len(chunk) or chunk[after].of("prep") else None


def _quality(chunk: list[Piece], tail: NounPhrase) -> bool:
    """Say whether a phrase behind 的 is an object with one character before it (甲发展新的乙应当)."""
    d = next((k for k in range(len(chunk) - 1, 1, -1) if chunk[k].of("de") and chunk[k].end <= tail.start), 0)
    word = chunk[d - 1]
    return d > 1 and word.word is None and word.end - word.start == 1 and chunk[d - 2].of("strong", "causing")


def _led(chunk: list[Piece], i: int) -> NounPhrase | None:
    """Give who an attribute leads to that goes on to a verb (与甲合作的乙发现…, 符合条件的乙开展…)."""
    d = next((k for k in range(i + 1, len(chunk) - 1) if chunk[k].of("de")), None)
    if d is None or edge(chunk[d + 1]) or not any(p.of("strong") for p in chunk[i + 1 : d]):
        return None
    phrase = noun_phrase(chunk, d + 1)
    goes_on = phrase.after < len(chunk) and chunk[phrase.after].of("strong")
    return phrase if phrase.named and goes_on else None


def _closed(chunk: list[Piece], i: int, *, about: bool = False) -> int | None:
    """Give the index behind which the prepositional phrase that began before ``i`` is over, None where it is not.

    ``about`` says that no place closes it (对辖区外的银行).
    """
    for j in range(len(chunk) - 2, i - 1, -1):
        piece = chunk[j]
        if piece.of("norm", *(() if about else ("closer",))) and not chunk[j + 1].of(
            "de", "join", "etc", "closer", "norm"
        ):
            return j + 1
    return None


def conditional(chunk: list[Piece]) -> bool:
    """Say whether a chunk is a condition (…的，; …时，; 如…，)."""
    if not chunk:
        return False
    i = skip(chunk, 0, "opener", "adverb")
    return chunk[-1].of("de", "closer") or (i < len(chunk) and chunk[i].slot == "if")


NEAR = 4
"""How many chunks before one that goes on with a list its beginning is looked for."""


def before_cue(pieces: list[Piece]) -> Subject:
    """Give the subject named in the stretch before a cue."""
    parts = chunks(pieces)
    own = read(parts[-1]) if parts[-1] else NOBODY
    if own.items and all(item.of("mutual") for item in own.items):
        pair = next((_pair(chunk) for chunk in reversed(parts[:-1]) if chunk), ())
        return Subject(pair, "subject", near=False) if pair else own
    if own.items:
        return _with_list(parts, own)
    weak: list[tuple[Subject, bool]] = []
    for n, chunk in reversed(list(enumerate(parts[:-1]))):
        if not chunk or _goes_on(parts[max(0, n - NEAR) : n], chunk):
            continue
        found = read(chunk)
        if not found.items or all(item.of("policy") for item in found.items):
            continue
        if found.weak or conditional(chunk):
            rule = "when" if chunk[-1].of("closer") else "condition"
            weak.append((Subject(found.items, rule, weak=True, near=False), found.rule == "owner"))
        else:
            return Subject(found.items, found.rule, near=False)
    return next((found for found, owner in weak if not owner), weak[0][0]) if weak else own


def _goes_on(before: list[list[Piece]], chunk: list[Piece]) -> bool:
    """Say whether a chunk goes on with the list of a chunk about somebody (对违规的甲，以及拖延的乙，应当)."""
    return chunk[0].of("join") and any(part and part[0].slot == "about" for part in before)


def _pair(chunk: list[Piece]) -> tuple[Item, ...]:
    """Give the two whom "both parties" means: those of a list, or who does something with whom (甲与乙合作的，双方)."""
    i = skip(chunk, 0, "opener", "adverb")
    if i >= len(chunk) or edge(chunk[i]):
        return ()
    phrase = noun_phrase(chunk, i)
    items = tuple(phrase.items)
    if items and phrase.after < len(chunk) and chunk[phrase.after].slot == "with":
        partner = _object(chunk, phrase.after)
        items += tuple(partner.items) if partner is not None else ()
    return items if len(items) > 1 else ()


def _with_list(parts: list[list[Piece]], own: Subject) -> Subject:
    """Give a subject with the names of its list that stand before commas (甲总部，乙分行、丙支行应当)."""
    items = own.items
    for chunk in reversed(parts[-LONGEST:-1]):
        if not chunk or edge(chunk[0]) or own.items[0].start != parts[-1][0].start:
            break
        phrase = noun_phrase(chunk, 0)
        if not phrase.named or phrase.after < len(chunk):
            break
        items = (*phrase.items, *items)
    return Subject(items, own.rule, own.weak, own.near)


def named(pieces: list[Piece]) -> tuple[Item, ...]:
    """Give who is named in the stretch before a cue as its subject, no thing's owner and nobody of a condition."""
    found = before_cue(pieces)
    return () if found.weak or found.rule == "owner" else found.items


def behind_cue(pieces: list[Piece]) -> Subject:
    """Give the agent that stands right behind a cue (应由甲负责)."""
    for chunk in chunks(pieces):
        i = skip(chunk, 0, "adverb")
        if i < len(chunk) and chunk[i].slot == "agent":
            phrase = _object(chunk, i)
            return _pick(phrase, "agent") if phrase is not None and phrase.named else NOBODY
        if i >= len(chunk) or chunk[i].slot != "by":  # 应按照职责分工，由甲负责
            return NOBODY
    return NOBODY


def banned(pieces: list[Piece]) -> Subject:
    """Give who stands right behind a cue and goes on to what they do (严禁银行出借账户)."""
    if not pieces or edge(pieces[0]) or pieces[0].of("de", "join"):
        return NOBODY
    phrase = noun_phrase(pieces, 0)
    follows = phrase.after < len(pieces) and pieces[phrase.after].of("strong", "causing", "prep", "adverb")
    relative = any(piece.of("de") for piece in pieces[phrase.after : phrase.after + 2])
    return _pick(phrase, "subject") if phrase.named and follows and not relative else NOBODY


def opening(pieces: list[Piece]) -> Subject:
    """Give the subject of a statement without a cue: the first clause that names one and is no condition."""
    for chunk in chunks(pieces):
        if not chunk:
            continue
        found = read(chunk)
        if found.items and not found.weak and not conditional(chunk) and found.items[-1].end < chunk[-1].end:
            return found
    return NOBODY
