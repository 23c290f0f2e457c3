"""Line ends that a page sets with ``<br>``: those inside a sentence are taken out, those between paragraphs stay.

A page may part its paragraphs with them, and a heading has no stop at its end. So two lines are joined only where the
first one shows that it goes on, by its own words or by what stands around it.
"""

from __future__ import annotations

import re
from collections import Counter

from regparse.notation import markers
from regparse.notation.expressions import expression
from regparse.readers import lines as wrapped

BREAK, IN_HEADING = "\x1e", "\x1d"
"""What stands for a ``<br>`` until it is decided, in text and in a heading: blanks to ``str.split``, as cells need."""

IN_SOURCE = "\x1f"
"""What stands for a line end of the page's source until it is decided: a browser shows a blank, Chinese means none."""

_MARK = expression(f"([{BREAK}{IN_HEADING}])")
_INDENTS = ("\u3000", "\u2003", "\u00a0\u00a0")
_BLANK = " \u00a0\u2003\u3000"
_GOES_ON = expression(r"[，,、（(《〈“‘〔\[]$")
_CLOSES = tuple("，。、；：）》〉”’〕,.;:)")
_HANGS = expression(
    r"(?:不得|应当|应|必须|须|可以|或者|或|和|以及|及|与|并|的|对|向|由|在|将|为|按照|依照|根据|未经|经)$"
)
"""Words that end no line that is whole."""
_HANGS_EN = expression(
    r"\b(?:of|the|an?|and|or|to|for|in|on|by|with|from|shall|not|may|must|be|that|which|who|as|at|under|is|are)$", re.I
)
_BINDS = expression(r"应当|不得|必须|\b(?:shall|must|may not)\b")
"""Words of a sentence that has a verb, which a heading has not."""
_TITLE = expression(
    r"(?:通知|公告|通告|意见|办法|规定|细则|决定|命令|令|指引|规则|条例|通报|批复|函|方案)(?:[（(].*[）)])?$"
)
LONG = 24
"""A line with a comma that is longer than this, in code points, is no heading."""
AHEAD = 8
"""How many lines ahead the end of a sentence is looked for."""
MOST = 2000
"""A paragraph longer than this, in code points, is joined no further: a page may hold nothing but line ends."""
SHORT = 4
"""Fewest code points of a line that may be the beginning of a sentence."""


def settled(text: str) -> str:
    """Return a page's text with the line ends of its source decided.

    Inside Chinese it is nothing, elsewhere a blank; but where whole lines were put into one block (a title, a number
    below it, an addressee line, the next article), each stays a line.
    """
    if IN_SOURCE not in text:
        return text
    return "\n".join([_settled(row) if IN_SOURCE in row else row for row in text.split("\n")])


def _settled(row: str) -> str:
    parts = row.split(IN_SOURCE)
    out, last = [parts[0]], parts[0]
    for n, part in enumerate(parts[1:], 1):
        before, line = last.rstrip(" "), part.lstrip(" ")
        bare = before.strip(_BLANK)
        if not line.strip(_BLANK) or not bare:
            joint = " "
        elif _parted(bare, part, whole=n == 1):
            joint = "\n"
        elif wrapped.wide(before[-1]) and wrapped.wide(line[0]):
            joint = ""
            out[-1] = out[-1].rstrip(" ")
        else:
            joint = " "
        out += [joint, part if joint else part.lstrip(" ")]
        last = part if part.strip(_BLANK) else last
    return "".join(out)


def _parted(before: str, line: str, *, whole: bool) -> bool:
    """Say whether two lines of a source are two of the text; ``whole`` says that the first one begins its block."""
    words = line.strip(_BLANK)
    if wrapped.number(before) or wrapped.number(words):
        return not any(mark in before for mark in "，。；") or wrapped.ends_sentence(before)
    if whole and before.endswith(("：", ":")) and len(before) < 120:
        return True
    return markers.read(words) is not None and (wrapped.ends_sentence(before) or _TITLE.search(before) is not None)


_TAIL = 12
"""Characters in which the words stand that :data:`_HANGS` looks for: a paragraph is not searched for each line."""


def count(text: str) -> int:
    """Return how many line ends a page's text has that are still to be decided."""
    return text.count(BREAK) + text.count(IN_HEADING)


def resolved(text: str) -> tuple[str, bool]:
    """Give a page's text with its marks of line ends decided, and whether any was taken out."""
    if not _MARK.search(text):
        return text, False
    page = _Page(text)
    rows = [page.row(row) if _MARK.search(row) else row for row in text.split("\n")]
    return "\n".join(rows), page.joined


class _Page:
    """What the whole page shows: in which series of labels the items are sentences, and what parts paragraphs."""

    def __init__(self, text: str) -> None:
        self.joined = False
        self.sentences: Counter[str] = Counter()
        self.captions: Counter[str] = Counter()
        blocks = 0
        for row in text.split("\n"):
            blocks += bool(row.strip(_BLANK)) and not _MARK.search(row) and wrapped.ends_sentence(row.strip(_BLANK))
            for line in _MARK.split(row)[::2]:
                words = line.strip(_BLANK)
                if mark := markers.read(words):
                    (self.sentences if wrapped.ends_sentence(words) else self.captions)[mark.family] += 1
        self.in_blocks = blocks >= 2

    def row(self, row: str) -> str:
        """Decide the marks of one block."""
        parts = _MARK.split(row)
        lines, marks = parts[::2], parts[1::2]
        unwrapped = _unwrapped(lines)
        if len(unwrapped) < len(lines):
            self.joined = True
            return "\n\n".join(unwrapped)
        stops = [n for n, line in enumerate(lines) if wrapped.ends_sentence(line.strip(_BLANK))]
        written = [n for n, line in enumerate(lines) if line.strip(_BLANK)]
        alone = self.in_blocks and len(stops) == 1 and stops == written[-1:]
        single = alone and lines[stops[0]].rstrip(_BLANK)[-1] not in ":："
        out = [lines[0]]
        for n, mark in enumerate(marks, 1):
            before, line = out[-1].strip(_BLANK), lines[n]
            if len(before) > MOST or self.apart(before, line):
                goes_on = False
            elif mark == IN_HEADING:
                goes_on = True
            else:
                goes_on = _runs_on(before, line.strip(_BLANK)) or self.breaks(
                    before, _stop(lines[n : n + AHEAD]), single=single
                )
            if goes_on:
                out[-1] = wrapped.join(out[-1].rstrip(_BLANK), line.strip(_BLANK))
                self.joined = True
            else:
                out.append(line)
        return "\n\n".join(out)

    @staticmethod
    def apart(before: str, line: str) -> bool:
        """Say whether two lines are no one sentence: the first has ended, or the second opens something."""
        words = line.strip(_BLANK)
        if not before or not words or line.lstrip(" ").startswith(_INDENTS) or wrapped.opens(words):
            return True
        ended = wrapped.ends_sentence(before) and not wrapped.open_bracket(before[-200:])
        return ended or wrapped.number(before) or wrapped.number(words) or "|" in before

    def breaks(self, before: str, stop: str, *, single: bool) -> bool:
        """Say whether a line breaks off in a sentence that comes to its ``stop`` in what follows; "" for none.

        ``single`` is set where the whole block holds this one sentence.
        """
        if not stop or _TITLE.search(before):
            return False
        mark = markers.read(before)
        captions, sentences = (self.captions[mark.family] - 1, self.sentences[mark.family]) if mark else (0, 0)
        headings = captions > 1 and not sentences
        if _HANGS.search(before[-_TAIL:]) or (_BINDS.search(before) and not headings):
            return True
        if stop in ":：" or headings:
            return False
        if len(before) >= LONG and any(c in before for c in "，。"):
            return True
        if mark:
            return len(before) > mark.end + 1 and 0 < sentences >= 2 * captions
        return single and len(before) >= SHORT


def _runs_on(before: str, line: str) -> bool:
    """Say whether a line goes on in the next by its own words alone."""
    if _GOES_ON.search(before[-1:]) or line.startswith(_CLOSES) or wrapped.open_bracket(before[-200:]):
        return True
    latin = before[-1].isascii() and line[0].isascii()
    return latin and (bool(_HANGS_EN.search(before[-_TAIL:])) or (line[0].islower() and before[-1].isalnum()))


def _unwrapped(lines: list[str]) -> list[str]:
    """Give the lines of a block that was wrapped at a width as plain text is; other lines as they are."""
    written = [words for words in (line.strip(_BLANK) for line in lines[:-1]) if words]
    if sum(map(wrapped.ends_sentence, written)) * 2 > len(written):  # they are paragraphs
        return lines
    plain = [re.sub(r"^ (?! )", "", line.replace("\u00a0", " ")).rstrip(" ") for line in lines]
    return wrapped.unwrap("\n".join(plain)).split("\n")


def _stop(lines: list[str]) -> str:
    """Give the mark at which the sentence ends that goes on in ``lines``; "" where another thing comes before that."""
    for n, line in enumerate(lines):
        words = line.strip(_BLANK)
        if not words or wrapped.number(words) or (n and (line.startswith(_INDENTS) or wrapped.opens(words))):
            return ""
        if wrapped.ends_sentence(words):
            return words.rstrip("'\"”’)）")[-1]
    return ""
