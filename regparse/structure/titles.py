"""The title of an instrument, and the cover above it: the notice or the order that does nothing but issue it.

A notice 关于印发《台账管理办法》的通知 whose text is the articles of those measures is their cover: what people mean
by it are the measures. A notice with clauses of its own is no cover: see :mod:`regparse.structure.annexed`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from regparse.grammar import citations
from regparse.lexicon import tables
from regparse.model import Cover, DocumentNumber, Span
from regparse.notation import dates
from regparse.notation.expressions import expression
from regparse.structure.lines import Line
from regparse.structure.outline import Shape

ORDER = expression(
    r"[\u4e00-\u9fff\s、]{2,80}(?P<kind>令|公告|命令)"
    r"(?:\s*(?:[〔［\[【(（]?\s*\d{4}\s*[〕］\]】)）]?年?\s*)?第?\s*[\d一二三四五六七八九十百]+\s*号)?"
)
"""The line of an order or an announcement: no title."""
ORDER_EN = expression(
    r"(?:Joint\s)?(?P<kind>Order|Decree|Announcement|Public Notice)\s(?:of|No\b|\[|\()(?:[^.;:]|(?<=No)\.){3,300}"
    r"|(?:[A-Z][\w’']*\s(?:of\s|the\s|and\s){0,3}){1,12}(?P<kind2>Order|Decree|Announcement)(?:\s[(\[]?No\..{1,40})?",
)
_ABOVE = 10
"""Lines between an instrument's title and its first label, at most: a note on its making, its table of contents."""
_JOINED = 4
"""Lines of the longest title that is printed over several."""
_BODIES = 16
"""Lines of the longest list of issuers above a title."""
_LONGEST = 200
"""Code points of the longest title."""
_FEWEST = 6
"""Characters of the shortest title that is told from the end of a line by its being quoted above."""
_TAIL = expression(r"\s*[（(](?P<title>[^（()）]{6,}(?:[（(][^（()）]*[）)][^（()）]*)?)[）)]\Z")
"""What an order's line says in brackets that it issues."""
_MADE = expression(r"\s*[（(][^（()）]*(?:发布|公布|制定|制订|通过|印发)[^（()）]*[）)]\Z")
_GLUED = expression(
    r"(?P<title>[^，。；]{0,120}?关于[^。；]{4,200}?的(?:通知|公告|通告|意见|决定|规定|办法))(?=根据|为了?|现[就将]|各[^，。]{2,40}[：:]|经|[^，。；]{2,16}[，、；][^。]{2,600}[：:]$)"
)
"""A title to whose end a scan glued the opening of the text."""
_ISSUES = expression(
    r"(?:制定|修订|通过)了?\s*《(?P<zh>[^《》]{4,200}(?:《[^《》]*》[^《》]*)*)》[^。]{0,160}?现予?(?:以)?(?:公布|发布|印发)"
    r"|《(?P<also>[^《》]{4,200}(?:《[^《》]*》[^《》]*)*)》已[^。]{2,160}?现予?(?:以)?(?:公布|发布|印发)"
)
_AMENDS = expression(r"修[改正订][〈《](?P<title>[^〈〉《》]{4,80})[〉》]的决定")
_NO_NAME = ("recipients", "foreword", "date", "contents")
_STUB = 8
"""Code points of a line that is the rest of another."""
_INSTEAD = 60
"""Code points of a line that stands for a title which is not printed."""
_SUFFIX_END = expression(r"[（(][^（()）]{1,24}[）)]\Z")
_SUFFIX = expression(r"[（(][^（）()]{1,24}[）)]")
_QUOTED = expression(r"[“\"](?P<en>[^“”\"]{10,600})[”\"]|《(?P<zh>[^《》]{4,300}(?:《[^《》]*》[^《》]*)*)》")
_NUMBER_TAIL = expression(r"\s*[（(][^（()）]*\Z")
_LETTER = expression(r"[^\W\d_]")
_BARE = expression(r"[\W_]+")
_LOWER = expression(r"\s*(?:[a-z]|\()")


class Title(NamedTuple):
    """A title with its place; ``printed`` is false where a text has none and something else stands in for it."""

    text: str
    span: Span | None
    cover: Cover | None = None
    printed: bool = True


def read(shape: Shape) -> Title:
    """Return the title of the instrument that a text is, with the cover that issues it, if there is one."""
    inner = _instrument(shape)
    if inner is not None:
        line, span = inner
        cover = _cover(shape, line, _own(shape, line))
        if not cover:
            span = (shape.spans[_with_bodies(shape, line)[0]][0], span[1])
        return Title(*_without_number(shape.text, span), cover)
    own = _own(shape, len(shape.lines))
    titled = any(shape.rows[i].title for i in shape.at("title"))
    if not titled and not shape.at("clause") and (made := _ISSUES.search(shape.text)):
        group = "zh" if made["zh"] else "also"  # an order without what it issues
        return Title(made[group], made.span(group))
    if own and own.span and (enclosed := _enclosed(shape, own)):
        return enclosed
    return (own if own and not order(own.text) else None) or _from_words(shape) or own or _instead(shape)


def _from_words(shape: Shape) -> Title | None:
    """Return a title that stands in a line with other words: above a date or an opening that a scan glued to it, or
    quoted where an order says what it issues.
    """
    body = shape.at("clause")
    for i in range(min(body[0] if body else len(shape.lines), _ABOVE)):
        line, (start, _) = shape.lines[i], shape.spans[i]
        dated = dates.find(line)
        bare = line[: dated[-1].start].rstrip() if dated and dated[-1].end == len(line) else ""
        if bare and Line(bare).title:
            return Title(bare, (start, start + len(bare)))
        if (glued := _GLUED.match(line)) and Line(glued["title"]).title:
            return Title(glued["title"], (start, start + glued.end("title")))
    for i in range(min(_ABOVE, len(shape.lines))):
        if made := _ISSUES.search(shape.text, *shape.spans[i]):
            group = "zh" if made["zh"] else "also"
            return Title(made[group], made.span(group))
    return None


def names(title: Title) -> tuple[str, ...]:
    """Return the titles by which an instrument is known: its own, its cover's, and what that quotes."""
    found = [title.text]
    if title.cover and title.cover.title:
        found += [title.cover.title, *(m["zh"] or m["en"] for m in _QUOTED.finditer(title.cover.title))]
    return tuple(dict.fromkeys(found))


def issued(title: Title) -> tuple[str, ...]:
    """Return the same with the titles of what a notice with clauses of its own issues beside them."""
    quoted = _QUOTED.finditer(title.text) if promulgates(title.text) else ()
    return tuple(dict.fromkeys((*names(title), *(m["zh"] or m["en"] for m in quoted))))


def promulgates(title: str) -> bool:
    """Say whether a title is that of a notice that issues what it encloses (关于印发《…》的通知)."""
    return bool(_words()["promulgates"].search(title))


def orders(words: str) -> bool:
    """Say whether words say that an instrument was made and is published hereby (甲制定了《…》，现予公布)."""
    return bool(_ISSUES.search(words))


def order(line: str) -> re.Match[str] | None:
    """Return the match of a line that only says which order or announcement this is, None for another."""
    return ORDER.fullmatch(_TAIL.sub("", line)) or ORDER_EN.fullmatch(line)


def _instrument(shape: Shape) -> tuple[int, Span] | None:
    """Return the first line of the title that stands right above the first label, and the title's span."""
    first = next((i for i in shape.at("clause") if (m := shape.rows[i].mark) and m.number == 1), None)
    if first is None:
        return None
    for i in range(first - 1, max(-1, first - 1 - _ABOVE), -1):
        row, line, kind = shape.rows[i], shape.lines[i], shape.kinds[i]
        if kind in ("contents", "furniture") or row.history or row.history_en:
            continue
        if _SUFFIX.fullmatch(line) or row.date:
            continue
        quoted = _quoted_above(shape, i - 1)
        if quoted and (glued := _glued(line, quoted)):
            return i, (shape.spans[i][0] + glued, shape.spans[i][1])
        if order(line) or not names_instrument(row):
            # A title over two lines whose second is only its end.
            whole = i and not row.sentence and not order(line) and _continues(shape.lines[i - 1], line, quoted)
            return (i - 1, _span(shape, (i - 1, i + 1))) if whole else None
        start = i
        while i - start < _JOINED and start and _continues(shape.lines[start - 1], line, quoted):
            start -= 1
        end = i + 1
        if end < first and _SUFFIX.fullmatch(shape.lines[end]) and not _told(shape.rows[end]):
            end += 1
        return start, _span(shape, (start, end))
    return None


def names_instrument(line: Line) -> bool:
    """Say whether a line by itself may be the title of an instrument."""
    if len(line.text) > _LONGEST or line.text.endswith(("，", ",", "：", ":", "；")) or line.mark:
        return False
    if line.recipients or line.colophon or line.annex or line.history:
        return False
    return line.title or bool(_words()["instrument"].fullmatch(_MADE.sub("", line.text)))


def _glued(line: str, quoted: set[str]) -> int:
    """Return where a title begins that a scan glued to the end of the line above it; 0 where none is."""
    at = len(line) - len(_SUFFIX_END.sub("", line)) if _SUFFIX_END.search(line) else 0
    bare = line[: len(line) - at]
    for title in quoted:
        for whole in (line, bare):
            if len(title) >= _FEWEST and whole.endswith(title) and len(whole) > len(title):
                return len(whole) - len(title)
    return 0


def _told(line: Line) -> bool:
    return line.history or line.note or bool(_MADE.fullmatch(line.text))


def _quoted_above(shape: Shape, line: int) -> set[str]:
    """Return the titles that are quoted in the lines up to ``line``, as printed."""
    words = "\n".join(shape.lines[: max(0, line + 1)])
    return {m["zh"] or m["en"] for m in _QUOTED.finditer(words)}


def _continues(above: str, line: str, quoted: set[str]) -> bool:
    return bool(quoted) and _BARE.sub("", above + line) in {_BARE.sub("", title) for title in quoted}


def _cover(shape: Shape, line: int, own: Title | None) -> Cover | None:
    """Return what stands above an instrument's title as its cover, None where it is none."""
    ordered = next((m for i in range(line) if (m := order(shape.lines[i]))), None)
    words = _words()["promulgates"]
    issues = own and own.printed and words.search(own.text)
    opened = any(shape.kinds[i] in ("preamble", "foreword", "recipients", "clause") for i in range(line))
    if not (ordered or issues or opened):
        return None
    kind: Literal["notice", "order", "announcement"] = "notice"
    if ordered:
        printed = next((word for word in ordered.groupdict().values() if word), "")
        kind = "announcement" if printed in ("公告", "Announcement", "Public Notice") else "order"
    last = line - 1
    while last > 0 and shape.kinds[last] == "annex":
        last -= 1
    span = (shape.spans[0][0], shape.spans[last][1])
    same = own and (order(own.text) or _BARE.sub("", own.text) == _BARE.sub("", shape.lines[line]))
    if own is None or same:
        return Cover(kind=kind, span=span)
    return Cover(kind=kind, title=own.text, title_span=own.span, span=span)


def _enclosed(shape: Shape, own: Title) -> Title | None:
    """Return the one instrument that a notice issues where its articles follow and their title was lost."""
    first = next((m for i in shape.at("clause") if (m := shape.rows[i].mark)), None)
    quoted = list(_QUOTED.finditer(own.text))
    if not (first and first.family in ("article", "chapter") and len(quoted) == 1 and promulgates(own.text)):
        return None
    if not any(shape.kinds[i] in ("preamble", "recipients") for i in range(len(shape.lines))) or own.span is None:
        return None
    group = "zh" if quoted[0]["zh"] else "en"
    span = (own.span[0] + quoted[0].start(group), own.span[0] + quoted[0].end(group))
    body = shape.at("clause")[0]
    cover = Cover(
        kind="notice", title=own.text, title_span=own.span, span=(shape.spans[0][0], shape.spans[max(0, body - 1)][1])
    )
    return Title(shape.text[slice(*span)], span, cover)


def _own(shape: Shape, limit: int) -> Title | None:
    """Return the title above ``limit`` that has a title's form, else the one that a foreword quotes."""
    places = [i for i in shape.at("title") if i < limit]
    formed = [i for i in places if shape.rows[i].title and not order(shape.lines[i]) and _fit(shape.rows[i])]
    joined = _over_lines(shape, formed[0] if formed else None, limit)
    if joined:
        return Title(*_without_number(shape.text, _span(shape, joined)))
    if formed:
        return Title(*_without_number(shape.text, _span(shape, _with_bodies(shape, formed[0]))))
    number = next(
        (
            n
            for i in (*shape.at("number"), *shape.at("foreword"))
            for n in citations.find_numbers(shape.text, *shape.spans[i])
        ),
        None,
    )
    for i in shape.at("foreword"):
        if i >= limit or shape.rows[i].history:
            continue  # it cites what amended this one
        for quoted in _QUOTED.finditer(shape.text, *shape.spans[i]):
            group = "en" if quoted["en"] else "zh"
            if Line(quoted[group]).title or (number and quoted.start() < number.span[0] < quoted.end() + 30):
                return Title(*_without_number(shape.text, quoted.span(group)))
    for i in places:
        if _fit(shape.rows[i]) and (order(shape.lines[i]) or names_instrument(shape.rows[i])):
            return Title(*_without_number(shape.text, shape.spans[i]))
    return None


def _number(shape: Shape) -> DocumentNumber | None:
    lines = (*shape.at("number"), *shape.at("foreword"))
    return next((n for i in lines for n in citations.find_numbers(shape.text, *shape.spans[i])), None)


def _instead(shape: Shape) -> Title:
    """Return what a text without a title is called: a line of its head, its number, its first words."""
    for kind in ("title", "foreword", "number", "issuers"):
        for i in shape.at(kind):
            if _fit(shape.rows[i]):
                start, end = shape.spans[i]
                end = min(end, start + 120)
                return Title(shape.text[start:end], (start, end), printed=False)
    for i in shape.at("foreword"):  # the note on its making names the law that was amended
        if amended := _AMENDS.search(shape.text, *shape.spans[i]):
            return Title(amended["title"], amended.span("title"), printed=False)
    worst = sorted(
        range(len(shape.lines)), key=lambda i: (shape.kinds[i] in _NO_NAME or len(shape.lines[i]) < _STUB, i)
    )
    for i in worst:
        if _LETTER.search(shape.lines[i]):
            start, end = shape.spans[i]
            end = min(end, start + _INSTEAD)
            return Title(shape.text[start:end], (start, end), printed=False)
    return Title("", None, printed=False)


def _fit(line: Line) -> bool:
    """Say whether a line may stand for a title: no addressee, no note, no piece of a sentence."""
    bad = line.recipients or line.history or line.date or line.colophon or line.annex
    return (
        len(_LETTER.findall(line.text)) > 1
        and not bad
        and not line.text.endswith(("，", ",", "：", ":", "。", "；", ";"))
    )


def _over_lines(shape: Shape, formed: int | None, limit: int) -> tuple[int, int] | None:
    """Return the lines of a title that only together have a title's form, or whose last one would pass for one."""
    head = [
        i for i in range(min(limit, len(shape.lines))) if shape.kinds[i] in ("title", "foreword", "issuers", "number")
    ]
    for i in head:
        if formed is not None and i >= formed:
            return None
        line = shape.rows[i]
        if line.title or line.history or line.sentence or not _begins(line):
            continue
        joined = line.text
        for j in range(i + 1, i + _JOINED):
            if j not in head or shape.rows[j].sentence or citations.find_numbers(shape.lines[j]):
                break
            joined += ("" if line.chinese else " ") + shape.lines[j]
            if Line(joined).title:
                return (_with_bodies(shape, i)[0], j + 1)
    return None


def _begins(line: Line) -> bool:
    return bool(_words()["begins"].search(line.text)) and _fit(line)


def _with_bodies(shape: Shape, line: int) -> tuple[int, int]:
    """Return the lines of a title with the list of bodies above it, where it opens with what it is about (关于…)."""
    start, end = line, line + 1
    if _words()["about"].match(shape.lines[line]):
        while start and line - start < _BODIES and shape.rows[start - 1].signature:
            start -= 1
    below = shape.rows[end] if end < len(shape.rows) else Line("")
    if _SUFFIX.fullmatch(below.text) and not _told(below) and not citations.find_numbers(below.text):
        end += 1
    return start, end


def _span(shape: Shape, lines: tuple[int, int]) -> Span:
    return shape.spans[lines[0]][0], shape.spans[lines[1] - 1][1]


def _without_number(text: str, span: Span) -> tuple[str, Span]:
    start, end = span
    for number in citations.find_numbers(text, start, end):
        if number.span[1] >= end - 2 and (tail := _NUMBER_TAIL.search(text[start : number.span[0]])):
            end = start + tail.start()
            break
    if made := _MADE.search(text[start:end]):
        end = start + made.start()
    return text[start:end], (start, end)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    table = tables.load("heads")["words"]
    either = {key: "|".join(sorted(map(re.escape, row), key=len, reverse=True)) for key, row in table.items()}
    return {
        "promulgates": re.compile(
            rf"(?:{either['promulgates']})[^《》]{{0,12}}《|\b(?:{either['promulgates_en']})\b", re.IGNORECASE
        ),
        "instrument": re.compile(
            rf"[^\s，。；：]{{2,80}}?(?:{either['instruments']})(?:\s*[（(].{{1,24}}[）)])?"
            r"|(?:Interim |Provisional |Trial |Administrative |Detailed )*"
            r"(?:Measures|Rules|Provisions|Regulations|Guidelines"
            r"|Procedures|Standards|Opinions|Plan|Scheme)\s(?:for|on|of|concerning|governing|to|in)\b[^.;:]{0,250}"
        ),
        "about": re.compile("关于"),
        "begins": re.compile(
            r"关于|\b(?:Notice|Circular|Announcement|Opinions|Measures|Provisions|Rules|Regulations|Guidelines|Decision|Law)"
            r"\s(?:of|on|for|concerning|regarding|by)\b",
            re.IGNORECASE,
        ),
    }
