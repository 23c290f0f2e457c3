"""The margins of a text, and which line goes on in the next: told by where lines begin and end.

Units are PDF points, with y upwards. Nothing here knows the library that gave the lines.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from statistics import median

from regparse.notation import markers
from regparse.readers import lines as wrapped
from regparse.readers.layout import TALL, Piece

WIDE_GAP = 1.22
"""A gap above a line that is so many times the usual one parts paragraphs."""
SENTENCE_GAP = 1.12
"""The same behind a line that ends a sentence."""
LARGE = 1.15
"""Letters that are so many times as high as the usual ones are those of a title."""
BROKEN = 2
"""Fewest lines that break off inside a sentence which show how wide the text is set."""
SHORTEST = 6
"""Fewest characters of a title's line that goes on in the next: 附件, 目录 and the like stand alone."""
NARROWEST = 8
"""A text is set wider than this, in heights of the letters' box; narrower lines are names under each other."""

Place = tuple[int, int]


def place(piece: Piece) -> Place:
    """Give the page and the column of a line: within one, height tells how far two lines are apart."""
    return piece.page, piece.column


class Column:
    """The columns of a text: their margins on each page, the usual distance of lines, and what is indented."""

    def __init__(self, pieces: list[Piece]) -> None:
        places: dict[Place, list[Piece]] = {}
        for piece in pieces:
            places.setdefault(place(piece), []).append(piece)
        self.size = median([piece.size for piece in pieces] or [1.0])
        self.left: dict[Place, float] = {}
        self.right: dict[Place, float] = {}
        self.widths: dict[Place, float] = {}
        wide = {at: own for at, own in places.items() if not at[1]}
        beside = {at: own for at, own in places.items() if at[1]}
        self._beside(beside)
        self._over(wide)
        self.usual = 0.0
        steps = [
            a.base - b.base
            for a, b in pairwise(pieces)
            if place(a) == place(b) and 0 < a.base - b.base < 4 * a.size and self.full(a, b)
        ]
        usual = Counter(map(round, steps)).most_common(1)
        self.pitch = median([step for step in steps if round(step) == usual[0][0]]) if usual else 0.0
        self._indents(pieces)

    def _beside(self, places: dict[Place, list[Piece]]) -> None:
        """Find the margins of columns that stand side by side: each shows its left one, and all are as wide as most."""
        self.left.update((at, _left(own)) for at, own in places.items())
        ends = {at: _right(own) for at, own in places.items()}
        width = median([ends[at] - self.left[at] for at, own in places.items() if len(own) >= TALL] or [0.0])
        if not _breaks([piece for own in places.values() for piece in own], self.left, ends):
            # Nothing shows how wide they are: the outer margins of the page are taken to be alike.
            lasts = [at for at in places if (at[0], at[1] + 1) not in places and (at[0], 1) in places]
            rooms = [places[at][0].sheet - self.left[at] - self.left[at[0], 1] for at in lasts if at[1] > 1]
            width = max([width, *rooms])
        for at, end in ends.items():
            following = self.left.get((at[0], at[1] + 1), math.inf)
            self.right[at] = max(end, min(self.left[at] + width, following))
            self.widths[at] = width

    def _over(self, places: dict[Place, list[Piece]]) -> None:
        """Find the margins of lines that stand over the whole width of their pages."""
        pieces = [piece for own in places.values() for piece in own]
        common = _left(pieces)
        left = {at: _left(own) if len(own) >= 8 else common for at, own in places.items()}
        ends = {at: _right(own) for at, own in places.items()}
        shown = [ends[at] - left[at] for at, own in places.items() if len(own) >= 8]
        width = median(shown or [ends[at] - left[at] for at in places] or [0.0])
        # A page of short lines does not show the column; a page on its side has a wider one.
        right = {at: max(ends[at], left[at] + width) for at in places}
        sheet = median([piece.sheet for piece in pieces] or [0.0])
        if (not shown or width < (sheet - 2 * common) / 2) and not _breaks(pieces, left, right):
            # Too few lines, or too short ones, to show the column: both margins are taken to be alike.
            right = {at: max(right[at], own[0].sheet - left[at]) for at, own in places.items()}
        for at in places:  # what stands over columns is as wide as they are together
            columns = [column for column in self.left if column[0] == at[0] and column[1]]
            self.left[at] = min([left[at], *(self.left[column] for column in columns)])
            self.right[at] = max([right[at], *(self.right[column] for column in columns)])
            self.widths[at] = width

    def _indents(self, pieces: list[Piece]) -> None:
        """Find how far paragraphs and labels stand in."""
        labelled = [p for p in pieces if markers.read(p.text)]
        # Paragraphs open with an indent where lines that stand in go on in lines that do not.
        opening = [
            round(self.indent(a))
            for a, b in pairwise(pieces)
            if self.indented(a) and not self.indented(b) and not markers.read(b.text) and self.full(a, b)
        ]
        self.indents = len(opening) >= 3
        self.usual = Counter(opening).most_common(1)[0][0] if self.indents else 0
        self.labels_indented = len(labelled) >= 3 and sum(map(self.indented, labelled)) >= 0.8 * len(labelled)

    def indent(self, piece: Piece) -> float:
        return piece.left - self.left[place(piece)]

    def indented(self, piece: Piece) -> bool:
        return self.indent(piece) > 0.6 * piece.size

    def middle(self, piece: Piece, opening: float = 0.0) -> bool:
        """Say whether a line stands in the middle of the column behind an indent, or fills it."""
        return abs(self.indent(piece) - opening - (self.right[place(piece)] - piece.right)) < piece.size / 2

    def centred(self, piece: Piece) -> bool:
        return self.indented(piece) and self.middle(piece)

    def lead(self, before: Piece, piece: Piece) -> bool:
        """Say whether ``before`` is the first of centred lines and stands in as the first of a paragraph does."""
        return bool(self.usual) and self.centred(piece) and self.middle(before, self.usual)

    def both_centred(self, before: Piece, piece: Piece) -> bool:
        """Say whether two lines are centred; one of them may fill the column."""
        if not self.middle(piece):
            return False
        either = max(self.indent(piece), self.indent(before)) > 0.3 * piece.size
        return (self.middle(before) and either) or self.lead(before, piece)

    def full(self, before: Piece, piece: Piece) -> bool:
        """Say whether the first word of ``piece`` had no room behind ``before``."""
        at = place(before)
        start = self.left[at]
        if self.centred(piece) and self.both_centred(before, piece):
            start = before.left - (0.0 if self.middle(before) else self.usual)
        return _no_room(before, piece, start + self.right[at] - self.left[at])

    def goes_on(self, paragraph: list[Piece], piece: Piece) -> bool:
        """Say whether a paragraph goes on with the line ``piece``."""
        before = paragraph[-1]
        if self.set_off(before, piece) or " | " in before.text or " | " in piece.text:
            return False
        if not self.full(before, piece) or _apart(paragraph, piece):
            return self.headline(before, piece)
        held = wrapped.open_bracket(
            "".join(p.text for p in paragraph[-4:])
        )  # nothing ends inside brackets, and no label stands there
        ended = wrapped.ends_sentence(before.text) and not held
        if markers.read(piece.text) and not held:
            # A reference may stand where a label does. It is one only where labels are indented and it is not.
            return self.labels_indented and not self.indented(piece) and not ended
        if self.both_centred(before, piece) and not wrapped.number(piece.text):
            return not ended
        if len(paragraph) > 1 and (self.indents or place(before) == place(piece)):
            return abs(self.indent(piece) - self.indent(before)) < 0.6 * piece.size
        return self.second(before, piece, ended=ended)

    def headline(self, before: Piece, piece: Piece) -> bool:
        """Say whether two lines are one title, which is set in large letters and centred: it is parted where it reads
        well, and not where the room ends.
        """
        large = min(before.size, piece.size) > LARGE * self.size and abs(before.size - piece.size) < 0.05 * piece.size
        if not large or place(before) != place(piece) or not self.both_centred(before, piece):
            return False
        own = any(markers.read(p.text) or wrapped.number(p.text) for p in (before, piece))
        return not own and len(before.text) >= SHORTEST and not wrapped.ends_sentence(before.text)

    def second(self, before: Piece, piece: Piece, *, ended: bool) -> bool:
        """Say whether ``piece`` may be the second line of a paragraph, by how far it stands in."""
        near = 0.3 * piece.size
        step = self.indent(piece) - self.indent(before)
        if step > near:  # the lines below a label stand in from it
            return bool(markers.read(before.text)) and not ended
        if not self.indented(piece):
            # Where nothing else tells, a sentence that ends with its page ends its paragraph too.
            return self.indents or place(before) == place(piece) or not ended
        # A block that stands in as a whole; lines that are flush right are none.
        wide = before.right - before.left > 0.5 * self.widths[place(before)]
        return not self.indents and abs(step) < near and wide and not ended

    def set_off(self, before: Piece, piece: Piece) -> bool:
        """Say whether letters of another size, or a gap above, part a line from the one before."""
        if abs(before.size - piece.size) > 0.3 * max(before.size, piece.size):
            return True
        if place(before) != place(piece):
            return (before.column == 0) != (piece.column == 0)  # what stands over columns does not go on in them
        distance = before.base - piece.base
        usual = self.pitch * max(1.0, piece.size / self.size)  # letters of a title stand further apart
        gap = SENTENCE_GAP if wrapped.ends_sentence(before.text) else WIDE_GAP
        return distance <= 0 or (usual > 0 and distance > gap * usual)


def _apart(paragraph: list[Piece], piece: Piece) -> bool:
    """Say whether a line is a whole date, or the number or date under a title, and so goes on from no line."""
    before = paragraph[-1]
    if wrapped.DATE.fullmatch(before.text) and len(paragraph) == 1:
        return True
    ends = len(piece.text) > 8 and piece.text[-1] in "号日0123456789"
    return (
        ends
        and wrapped.number(piece.text)
        and not wrapped.open_bracket("".join(p.text for p in paragraph[-4:]))
        and before.text[-1] not in "，、,自至"
    )


def _no_room(before: Piece, piece: Piece, end: float) -> bool:
    """Say whether the first word of ``piece`` had no room between ``before`` and ``end``."""
    space = 0.0 if wrapped.wide(piece.text[:1]) or wrapped.wide(before.text[-1:]) else 0.2 * piece.size
    return before.right + space + piece.first > end - 0.1 * piece.size


def _breaks(pieces: list[Piece], left: dict[Place, float], right: dict[Place, float]) -> bool:
    """Say whether lines break off inside sentences where these margins are, and so show that they are the margins.

    Such a line stands behind a label or a comma and ends without a stop, has no room for the first word of the next,
    and in the lines behind it the sentence comes to its full stop: names and headings under each other do not.
    """
    broken = run = 0
    inside = False
    for before, piece in pairwise(pieces):
        at = place(before)
        if wrapped.ends_sentence(before.text):
            broken, run = broken + (run if before.text[-1] not in ":：" else 0), 0
        inside = bool(markers.read(before.text)) or (inside and run > 0) or any(c in before.text for c in "，,、")
        same = place(piece) == at and abs(before.size - piece.size) < 0.1 * piece.size
        near = same and 0 < before.base - piece.base < 2.5 * before.size
        wide = right[at] - left[at] > NARROWEST * before.size and abs(piece.left - left[at]) < before.size
        opens = wrapped.ends_sentence(before.text) or markers.read(piece.text) or not inside
        run = run + 1 if near and wide and not opens and _no_room(before, piece, right[at]) else 0
    return broken + (run if pieces and wrapped.ends_sentence(pieces[-1].text) else 0) >= BROKEN


def _left(pieces: list[Piece]) -> float:
    """Give the left margin: the outermost place where a good part of the lines start."""
    if not pieces:
        return 0.0
    starts = Counter(round(piece.left / 2) for piece in pieces)
    need = max(2, len(pieces) // 10)
    best = min((where for where, count in starts.items() if count >= need), default=min(starts))
    return min(piece.left for piece in pieces if round(piece.left / 2) == best)


def _right(pieces: list[Piece]) -> float:
    """Give the right margin: where the longest lines end, but for one or two that stick out by far."""
    ends = sorted((piece.right for piece in pieces), reverse=True)
    for end, following in list(pairwise(ends))[:2]:
        if len(ends) < 8 or end - following < 1.5 * pieces[0].size:
            return end
    return ends[min(2, len(ends) - 1)] if ends else 0.0
