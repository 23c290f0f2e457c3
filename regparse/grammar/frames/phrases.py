"""Noun phrases: lists of names, each with the word that says what it is.

A phrase ends where a preposition, an adverb, a verb or a stop begins. Its head counts only at that edge (银行应当, not
银行账户); a verb right before a head is part of the name (经办人员), unless it has somebody do something (要求银行).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from regparse.grammar.frames.words import Piece, bits
from regparse.model import Span

REACH = 5
"""How many pieces behind a verb the head may stand whose attribute the verb is (账户管理工作部门)."""
AREA = 9
"""Longest name of a field in a list of departments (公安、市场监管等部门), in code points."""


@dataclass(frozen=True, slots=True)
class Item:
    """One name of a list: where it stands, its head, and whose it is (X的Y: X), where that is told."""

    start: int
    end: int
    head: Piece | None
    owner: Item | None = None

    @property
    def span(self) -> Span:
        """Give where the name stands."""
        return self.start, self.end

    def of(self, *classes: str) -> bool:
        """Say whether the head is of one of these classes."""
        return self.head is not None and self.head.of(*classes)


@dataclass(slots=True)
class NounPhrase:
    """A list of names, or a thing (no name in it); ``after`` is the index of the piece behind it."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    after: int = 0
    others: bool = False
    """Whether 等部门 stands behind the list, which adds nobody."""
    owners: tuple[Item, ...] = ()
    """Of a thing: whose it is."""

    @property
    def named(self) -> bool:
        """Say whether the phrase names somebody."""
        return bool(self.items)


def edge(piece: Piece) -> bool:
    """Say whether no noun phrase goes on over a piece, whatever stands behind it."""
    return bool(piece.mask & EDGE)


def _closes(pieces: list[Piece], i: int) -> bool:
    """Say whether a head before index ``i`` stands at the right edge of its phrase."""
    return i >= len(pieces) or bool(pieces[i].mask & CLOSES)


EDGE, CLOSES, HEAD, JOIN, DE = bits("edge"), bits("closes"), bits("head"), bits("join"), bits("de")
ADVERB, DOING, ETC = bits("adverb"), bits("strong", "causing"), bits("etc")
CAUSING, STRONG, NOMINAL = bits("causing"), bits("strong"), bits("nominal")
PLACE, BODY, LAST, SHORT_HEAD = bits("place"), bits("body"), bits("last"), bits("generic", "last")
PREP, COUNT, QUALITY = bits("prep"), bits("count"), bits("quality")
NO_NAME, NO_FIELD = bits("edge", "de"), bits("edge", "de", "head", "article")
BETWEEN = bits("edge", "de", "join", "etc", "article")
NO_START = bits("edge", "join", "de", "etc")
"""Pieces with which no noun phrase begins."""


def attributive(pieces: list[Piece], i: int) -> int:  # noqa: PLR0911  one answer for each class
    """Give the index of the head whose attribute the verb at ``i`` is, or -1.

    The head stands next to the verb, or behind nouns and nominal verbs (账户|管理|工作|部门), at its phrase's edge.
    """
    if pieces[i].mask & CAUSING:
        near = pieces[i + 1] if i + 1 < len(pieces) else None
        fits = near is not None and near.mask & SHORT_HEAD and near.mask & HEAD and pieces[i].mask & NOMINAL
        return i + 1 if fits and _closes(pieces, i + 2) else -1
    for j in range(i + 1, min(len(pieces), i + 1 + REACH)):
        piece = pieces[j]
        if piece.mask & HEAD:
            if piece.mask & CAUSING and piece.end - piece.start > 1:
                return -1  # 牵头|组织, not 服务|商
            if piece.mask & PLACE and not piece.mask & BODY:
                return -1  # 宣传|贫困|地区
            if _closes(pieces, j + 1) and (not piece.mask & LAST or j == i + 1 or pieces[j - 1].word is not None):
                return j
            continue
        if piece.mask & BETWEEN:
            return -1
        if piece.mask & CAUSING or (piece.mask & STRONG and not piece.mask & NOMINAL):
            return -1
        if piece.word is None and piece.end - piece.start > AREA:
            return -1
    return -1


def noun_phrase(pieces: list[Piece], i: int) -> NounPhrase:  # noqa: PLR0912, PLR0915  one walk over the pieces
    """Read the noun phrase that begins with piece ``i``, which is no edge."""
    phrase = NounPhrase(pieces[i].start, pieces[i].start, after=i)
    start, head = i, -1  # of the item being read; the index of its head
    owner: Item | None = None
    areas: list[tuple[int, int]] = []
    etc = False

    def close(stop: int) -> None:
        """End the item before index ``stop``."""
        nonlocal head, owner
        if stop <= start:
            return
        a, b = pieces[start].start, pieces[stop - 1].end
        if head == stop - 1 and _stands(pieces, start, head):
            phrase.items.append(Item(a, b, pieces[head], owner))
        else:
            areas.append((a, b))
        head = -1

    j, count = i, len(pieces)
    while j < count:
        piece = pieces[j]
        if not piece.mask:
            j += 1
            continue
        at_head = head == j - 1 and head >= start
        if piece.mask & JOIN:
            if j == start:
                break
            if piece.mask & PREP and not _joins(pieces, j, at_head):
                break
            close(j)
            start, owner = j + 1, None
            j += 1
            continue
        if piece.mask & QUALITY and j == start and j + 1 < count and pieces[j + 1].word is None:
            j += 1  # 非法经营人
            continue
        if piece.mask & EDGE and not (piece.mask & ADVERB and piece.mask & NOMINAL):
            if not (piece.mask & ADVERB and not piece.mask & STRONG and _adverb_in_name(pieces, j, at_head)):
                break
            j += 1
            continue
        if piece.mask & ETC or (piece.mask & COUNT and at_head and (phrase.items or areas)):
            close(j)
            etc = True
            start, owner = j + 1, None
            j += 1
            continue
        if piece.mask & DE:
            if j + 1 >= count or pieces[j + 1].mask & EDGE or j == start:
                break
            whose = Item(pieces[start].start, piece.start, pieces[head] if at_head else None, owner)
            ahead = _head_behind(pieces, j + 1)
            if at_head and ahead >= 0 and pieces[ahead].of("part") and not _last_of_list(pieces, start, phrase):
                phrase.items.clear()  # 甲、乙的董事: the directors
            if at_head and not areas and (ahead < 0 or _firms_of_one(phrase, pieces[head], pieces[ahead])):
                phrase.owners = (*phrase.items, whose)
                phrase.items.clear()  # 甲和乙的备份, 甲公司和乙公司的银行
            owner = whose if at_head else owner
            start, head = j + 1, -1
            j += 1
            continue
        if piece.mask & HEAD:
            if piece.mask & CAUSING and (at_head or (j == start and not _closes(pieces, j + 1))):
                break  # 公安部|组织打击; 组织|成员单位
            head = j
            j += 1
            continue
        if piece.mask & DOING:
            listed = not etc and (areas or phrase.items or j > start or piece.of("field"))
            if not at_head and listed and _field(pieces, j + 1):
                j += 1  # a field in a list of departments (发展改革、应急等部门)
                continue
            target = attributive(pieces, j)
            if target < 0:
                break
            if at_head and pieces[head].of("person", "place", "body") and not _compound(pieces, j, target):
                break
            j = target
            continue
        j += 1
    close(j)
    phrase.after = j
    phrase.end = pieces[j - 1].end if j > i else pieces[i].end
    said = tuple(phrase.items)
    _settle(phrase, areas, etc=etc)
    if phrase.items or phrase.owners:
        return phrase
    leading = next((k for k in range(start, j) if pieces[k].of("person") and not pieces[k].of("served")), -1)
    if start <= leading < j:
        whose = Item(pieces[start].start, pieces[leading].end, pieces[leading])
        if _stands(pieces, start, leading) and (leading > start or whose.end - whose.start > 2):
            phrase.owners = (*said, whose)
    return phrase


def _firms_of_one(phrase: NounPhrase, head: Piece, ahead: Piece) -> bool:
    """Say whether known names in a list all own whoever stands behind 的 (甲公司和乙公司的银行)."""
    return head.of("name") and bool(phrase.items) and not ahead.of("name") and all(i.of("name") for i in phrase.items)


def _last_of_list(pieces: list[Piece], start: int, phrase: NounPhrase) -> bool:
    """Say whether the item that begins at ``start`` is joined as the last of several (甲、乙及丙的董事: only of 丙)."""
    join = pieces[start - 1].word if start else None
    return len(phrase.items) > 1 and join is not None and join.text in ("及", "以及")


def _stands(pieces: list[Piece], start: int, head: int) -> bool:
    """Say whether a head is one: a single character needs something before it (调入|行)."""
    return not pieces[head].of("last") or (head > start and pieces[head - 1].end == pieces[head].start)


def _adverb_in_name(pieces: list[Piece], j: int, at_head: bool) -> bool:
    """Say whether an adverb stands inside a name (直接参与者, 应急管理部门)."""
    target = attributive(pieces, j)
    return not at_head and target >= 0 and (target - j <= 2 or pieces[j].of("loose"))


def _compound(pieces: list[Piece], j: int, target: int) -> bool:
    """Say whether a verb behind a head carries the name on (银行|结算|账户|管理|部门), and is no predicate."""
    return pieces[j].of("nominal") or (target == j + 1 and not pieces[target].of("name"))


def _joins(pieces: list[Piece], j: int, at_head: bool) -> bool:
    """Say whether 与, 和 or 同 at ``j`` joins two names: what follows is a name that goes on to no verb of its own."""
    joiner = pieces[j].word
    word = joiner.text if joiner is not None else ""
    if not at_head or j + 1 >= len(pieces):
        return word != "同" and j + 1 < len(pieces)
    if word in ("和", "及"):
        return True
    head = next((k for k in range(j + 1, min(len(pieces), j + 1 + AHEAD)) if pieces[k].mask & BETWEEN), len(pieces))
    if not pieces[head - 1].mask & HEAD:
        return False
    return head >= len(pieces) or (pieces[head].mask & EDGE != 0 and not pieces[head].of("strong"))


AHEAD = 12
"""How many pieces behind 与 the name that it may join ends at most."""


def _head_behind(pieces: list[Piece], i: int) -> int:
    """Give the index of the head of a name that begins at ``i``, or -1."""
    for j in range(i, min(len(pieces), i + 1 + REACH)):
        piece = pieces[j]
        if piece.mask & HEAD and _closes(pieces, j + 1):
            return j
        if piece.mask & NO_NAME:
            return -1
    return -1


def _settle(phrase: NounPhrase, areas: list[tuple[int, int]], *, etc: bool) -> None:
    """Make up the list: fields before 等部门 are departments; a thing in it makes all of it a thing."""
    items = phrase.items
    last = items[-1] if items else None
    ends = last is not None and last.end == phrase.end
    if areas and ends and last is not None and last.of("body", "place") and (len(areas) > 1 or etc or len(items) > 0):
        short = all(b - a <= AREA for a, b in areas)
        if short:
            items += [Item(a, b, last.head) for a, b in areas]
            items.sort(key=lambda item: item.start)
            areas = []
    if areas:
        if not ends:
            phrase.items = []
            return
        phrase.items = [item for item in items if item.start > max(b for _, b in areas) or item.end < areas[0][0]]
        items = phrase.items
    if etc and items and ends:
        tail = items[-1]
        bare = tail.head is not None and tail.head.start == tail.start and not tail.of("name")
        if bare and len(items) > 1:
            items.pop()
            phrase.others = True


def _field(pieces: list[Piece], i: int) -> bool:
    """Say whether what stands before index ``i`` is the name of a field in a list (发展改革、…等部门)."""
    for piece in pieces[i : i + 3]:
        if piece.word is not None and piece.word.text in ("、", "等"):
            return True
        if piece.mask & NO_FIELD:
            return False
    return False


def skip(pieces: list[Piece], i: int, *classes: str) -> int:
    """Give the index of the first piece from ``i`` on that is of none of these classes."""
    while i < len(pieces) and pieces[i].of(*classes) and not pieces[i].mask & HEAD:
        i += 1
    return i
