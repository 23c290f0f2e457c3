"""Lines as the drafter wrote them: what scanning and copying glued together or broke apart is mended here.

In Chinese text a line end in a sentence is never meant, and a label within a line is. In English text a line is joined
to the one before it where that one is a sentence that has not ended. Words are never changed; a line end is put in or
taken out.
"""

from __future__ import annotations

import re
from functools import cache

from regparse.lexicon import agencies, labels, tables
from regparse.notation import markers, numerals
from regparse.notation.expressions import expression
from regparse.readers import lines as wrapped
from regparse.structure import elements, holes
from regparse.structure.lines import Line

_N = numerals.HAN_CLASS
_GLUED_TITLE = expression(
    r"(?P<title>.{6,300}?的(?:通知|公告|意见|决定|函|批复)(?:[（(][^（）()]*[）)])?)(?P<rest>(?:中国人民银行|人民银行|各|国家|中央|国务院|中国|北京|上海)[^。]{3,}[：:])"
)
_GLUED_ORDER = expression(
    r"(?P<title>[\u4e00-\u9fff][\u4e00-\u9fff \u3000、]{1,80}(?:令|公告)\s*"  # the bodies, and what they issue
    rf"(?:[〔\[（(【]?\s*\d{{4}}\s*[〕\]）)】]?年?\s*)?第?\s*[\d{_N}]{{1,5}}\s*号)"
    r"(?P<rest>(?:根据|为了?|现|《|经|依据|按照)[^。]{8,}。?.*)"
)
"""An order or an announcement to whose number a scan glued its opening."""
_GLUED_ARTICLE = expression(rf"(?<=[。；;])\s*(?=第(?P<number>[{_N}]{{1,7}})条[\s　])")
_GLUED_HEADING = expression(
    rf"(?P<heading>(?:[{_N}]{{1,3}}[、.．]|第[{_N}]{{1,4}}章)[^。；：（）;:()]{{2,40}}?)[\s　]*"
    rf"(?=[（(](?P<clause>[{_N}]{{1,3}})[）)]|第(?P<article>[{_N}]{{1,7}})条[\s　])"
)
_GLUED_ITEM = expression(rf"(?<=[：；。:;])\s*(?=[（(](?:(?P<han>[{_N}]{{1,3}})|(?P<arabic>\d{{1,2}}))[）)])")
_ITEMS = {"paren-han": "han", "paren": "arabic"}
"""The families of labels that items within a line have, and how these count."""
_PAGE_TAIL = expression(r"(?<=[\u4e00-\u9fff])\s*[—－–]\s*\d{1,3}\s*[—－–](?=[\u4e00-\u9fff]|$)")
_PLACEHOLDERS = expression(r"(?:\[[^\[\]]{1,16}\]\s*){2,}")
"""Several placeholders of a chat on one line ([强][强])."""
_PLACEHOLDER = expression(r"\[[^\[\]]+\]")
_LAST_WORD = expression(r"(?P<word>[A-Za-z0-9’'%)-]+),?\Z")
_VERB = expression(r"\b(?:shall|must|should|may|is|are|has|have|was|were|will)\b")
FULL_WIDTH = 60
"""An English line that holds a verb and is as long as this was broken for want of room, in code points."""
TAIL = 200
"""How much of a line's end tells whether an English sentence has ended, in code points."""
MIN_WIDTH = 24
"""A line shorter than this was not broken for want of room, in code points."""


def reflow(lines: list[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Mend lines: those with two elements on them are parted, those broken inside a sentence are joined.

    Gives the lines and the names of the cleaners that changed something. A part keeps its line's number.
    """
    numbered = [line for line in lines if not line.page_number]
    plain = [line if line.text.isascii() else line.saying(_PAGE_TAIL.sub("", line.text)) for line in numbered]
    parted: list[Line] = []
    last = 0  # the number of the last （N） label, with which a glued one must go on
    for i, line in enumerate(plain):
        for part in _part(line, i, last):
            parted.append(part)
            mark = part.mark
            if mark and mark.family in ("paren-han", "chapter", "article"):
                last = mark.number if mark.family == "paren-han" else 0
    texts = holes.fill([line.text for line in parted])
    parted = [_at(parted[i], text, first=n == 0 or texts[n - 1][0] != i) for n, (i, text) in enumerate(texts)]
    titled = _titles(parted)
    labelled = labels.read([line.text for line in titled]).marks
    joined = _join(titled, [mark is not None for mark in labelled])
    done = []
    if plain != lines:
        done.append("page-numbers-dropped")
    if len(parted) != len(plain):
        done.append("glued-lines-parted")
    if len(joined) != len(parted):
        done.append("broken-lines-joined")
    return joined, tuple(done)


def _at(line: Line, text: str, *, first: bool) -> Line:
    """Return a part of a line, which stands where the line does; only its ``first`` part follows a blank one."""
    return Line(text, line.number, line.last, line.after_blank and first) if text != line.text or not first else line


def _part(line: Line, index: int, last: int) -> list[Line]:
    text = line.text
    if placeholders := _placeholders(text):
        return [_at(line, one, first=n == 0) for n, one in enumerate(placeholders)]
    if text.isascii() or not line.chinese:
        return [line]
    pieces = [text]
    if index < 8 and (glued := _GLUED_TITLE.fullmatch(text) or _GLUED_ORDER.fullmatch(text)):
        pieces = [glued["title"], glued["rest"]]
    elif (heading := _GLUED_HEADING.match(text)) and _goes_on(heading, last):
        pieces = [heading["heading"], text[heading.end() :]]
    result: list[str] = []
    for piece in pieces:
        for article in _articles(piece):
            result += _items(article)
    return [_at(line, piece, first=n == 0) for n, piece in enumerate(result)]


def _placeholders(text: str) -> list[str]:
    """Give the placeholders that a line of a chat consists of, one by one as the table of furniture has them."""
    if not text.startswith("[") or not _PLACEHOLDERS.fullmatch(text):
        return []
    found = _PLACEHOLDER.findall(text)
    return found if all(map(elements.furniture, found)) else []


def _goes_on(heading: re.Match[str], last: int) -> bool:
    """Say whether the label behind a glued heading is the next one, or the first of a new series."""
    return heading["article"] is not None or numerals.han(heading["clause"]) in (1, last + 1)


def _items(text: str) -> list[str]:
    """Part a line before （二） or （2） behind ；, when its own first one opened the series behind a colon or at its
    start. Both ways of counting are followed, each by itself.
    """
    cuts, last = [0], {"han": 0, "arabic": 0}
    opening = markers.read(text)
    if opening and opening.family in _ITEMS:
        last[_ITEMS[opening.family]] = opening.number
    for found in _GLUED_ITEM.finditer(text):
        style = "han" if found["han"] else "arabic"
        value = numerals.han(found["han"]) if found["han"] else int(found["arabic"])
        rest = text[found.end() :].replace("(", "（").replace(")", "）")
        second = numerals.to_han(2) if found["han"] else "2"
        colon = text[found.start() - 1] in "：:" and value == 1 and f"（{second}）" in rest
        if colon or (value == last[style] + 1 and last[style] and text[found.start() - 1] != "："):
            cuts.append(found.end())
            last[style] = value or 0
    return [text[a:b].strip(" 　") for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _articles(text: str) -> list[str]:
    """Part a line before 第N条 behind a full stop, when N goes on with the article that the line opened with."""
    mark = markers.read(text)
    if mark is None or mark.family != "article":
        return [text]
    cuts, last = [0], mark.number
    for found in _GLUED_ARTICLE.finditer(text):
        number = numerals.han(found["number"])
        if number == last + 1:
            cuts.append(found.end())
            last = number
    return [text[a:b].strip(" 　") for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _join(lines: list[Line], labelled: list[bool]) -> list[Line]:
    """Join lines that were broken; ``labelled`` says which of them a label opens: those begin something."""
    result: list[Line] = []
    words: frozenset[str] = frozenset()
    for line, opens in zip(lines, labelled, strict=True):
        runs_on = bool(result) and not opens and not line.after_blank
        if runs_on and _broken(result[-1], line):
            before = result.pop()
            text = before.text + line.text
            if line.text[0].isascii() and before.text[-1].isascii():
                words = words or wrapped.vocabulary("\n".join(line.text for line in lines))
                text = wrapped.join(before.text, line.text, words)
                if (
                    text == before.text + line.text
                    and _DIVIDED.search(before.text[-3:])
                    and not _PREFIXED.search(before.text[-8:])
                    and not _is_word(line.text, words)
                ):
                    text = before.text[:-1] + line.text
            result.append(Line(text, before.number, line.last, before.after_blank))
        elif runs_on and _broken_english(result[-1], line):
            before = result.pop()
            result.append(_joined(before, line, "" if before.text.endswith("-") else " "))
        else:
            result.append(line)
    return result


def _joined(before: Line, line: Line, joint: str) -> Line:
    return Line(before.text + joint + line.text, before.number, line.last, before.after_blank)


def _broken_english(above: Line, line: Line) -> bool:
    """Say whether an English sentence runs on from one line to the next.

    It has not ended, and the next line goes on in small letters, or the line breaks off behind a word that wants
    another, or holds a verb.
    """
    before, text = above.text, line.text
    tail = before[-TAIL:]
    last = _LAST_WORD.search(tail)
    if len(before) < MIN_WIDTH or last is None or not text[0].isascii() or elements.chinese(tail):
        return False
    if above.recipients or line.preamble or line.mark or line.furniture or line.annex or line.date:
        return False
    if text[0].islower() or text[0].isdigit():
        return True
    wants = last["word"].lower() in _closed() or before.endswith(",")
    return wants or (len(before) >= FULL_WIDTH and bool(_VERB.search(tail)))


@cache
def _closed() -> frozenset[str]:
    """Give the words behind which no English sentence ends."""
    table = tables.load("grammar_en")
    return frozenset(table["prepositions"]["words"]) | {
        "the",
        "a",
        "an",
        "and",
        "or",
        "any",
        "its",
        "their",
        "shall",
        "may",
    }


def _is_word(text: str, words: frozenset[str]) -> bool:
    """Say whether a line begins with a word that stands elsewhere: then the hyphen before it joins a compound."""
    first = re.match(r"[A-Za-z]+", text)
    return bool(first) and sum(first[0].lower() in word.split("-") for word in words) > 1 if first else False


def _titles(lines: list[Line]) -> list[Line]:
    """Join a title that is set in several centred lines (…关于同意 / 设立示范区的 / 批复)."""
    result: list[Line] = []
    skip = 0
    for i, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        behind = lines[i + 1 : i + 4]
        if any("关于" in one.text for one in (line, *behind)) and _opens_title(line):
            joined, filled = line.text, len(line.text) >= MIN_WIDTH
            for n, more in enumerate(behind, 1):
                if not _goes_on_with(joined, more, filled=filled):
                    break
                joined += more.text
                if "关于" in joined and line.saying(joined).title:
                    result.append(Line(joined, line.number, more.last, line.after_blank))
                    skip = n
                    break
        if not skip:
            result.append(line)
    return result


LONGEST = 60
"""No line of a title is longer, in code points."""


def _opens_title(line: Line) -> bool:
    """Say whether a line may be the first of a title: it says what about, or is filled with the names of bodies."""
    text = line.text
    if len(text) > LONGEST or text.isascii() or line.title or line.sentence:
        return False
    if "关于" in text:
        return True
    bodies = agencies.load().find(text) if len(text) >= MIN_WIDTH and not _NO_TITLE.search(text) else []
    return len(bodies) > 1 and bodies[0].start == 0


_NO_TITLE = expression(r"[，。：；,:;]|[〔\[（(]\s*\d{4}")


def _goes_on_with(before: str, line: Line, *, filled: bool) -> bool:
    """Say whether the next line may go on with a title; one that is a title itself only behind a line full of names."""
    text = line.text
    if "关于" in before:
        whole = line.title and "关于" in text
        return len(text) <= (LONGEST if filled else 40) and not re.search(r"[，。：；,:;]", text) and not whole
    return len(text) <= LONGEST and not _NO_TITLE.search(text) and not text.startswith("关于")


_BINDS = expression(r"应当|不得|必须")
"""Words of a sentence, which a caption has not."""
_HANGS = expression(
    r"(?:,|\b(?:of|the|an?|and|or|to|for|in|on|by|with|from|shall|may|must|be|that|which|as|at|under|its|their|any|not"
    r"|no|issue|people[’']s))$",
    re.IGNORECASE,
)
"""Words that end no English line that is whole."""
_DIVIDED = expression(r"[A-Za-z]{2}[-\u2010]$")
_PREFIXED = expression(r"\b(?:non|anti|cross|self|co|pre|post|multi|quasi)-$", re.IGNORECASE)
"""A hyphen that belongs to its word, wherever the line ends."""
LONG_EN = 40
"""An English line that is longer than this and goes on in lower case was broken for want of room."""


def _broken_en(above: Line, line: Line) -> bool:
    """Say whether an English sentence runs on: the line hangs, or the next one goes on in lower case."""
    before, text = above.text, line.text
    if before.endswith((".", ";", ":", "!", "?", "|")) or "|" in text or line.furniture:
        return False
    hangs = bool(_HANGS.search(before[-12:])) or bool(_DIVIDED.search(before[-3:]))
    if text[0].islower():
        return hangs or len(before) >= LONG_EN
    return hangs and text[0].isalnum() and before[-1] != "," and not line.date and not above.title


MIN_NARROW = 16
"""The same for a line with the verb of a sentence, over one that comes to its stop."""


def _goes_on_in(before: str, text: str) -> bool:
    return bool(_BINDS.search(before)) and any(mark in text for mark in "，。；")


def _broken(above: Line, line: Line) -> bool:
    """Say whether a sentence runs on from one line to the next."""
    before, text = above.text, line.text
    if before[-1:].isascii() and text[0].isascii() and not above.chinese:
        return _broken_en(above, line)
    if (
        len(before) < (MIN_NARROW if _goes_on_in(before, text) else MIN_WIDTH)
        or before.isascii()
        or text.isascii()
        or not above.chinese
    ):
        return False
    if above.sentence or before[-1] in "|、" or "|" in text or text[0] in "|□“（(":
        return before[-1:] == "、" and not line.mark
    if line.mark or above.title or above.signature or _stands_alone(line):
        return False
    return any(mark in before for mark in "，,、。") or bool(_BINDS.search(before))


def _stands_alone(line: Line) -> bool:
    """Say whether a line is an element of its own, which goes on with none."""
    apart = line.furniture or line.annex or line.contents or line.title or line.date or line.signature
    return apart or line.colophon or line.recipients
