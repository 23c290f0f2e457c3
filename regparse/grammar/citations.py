"""Citations: instruments cited by title, by number or both, and provisions of the instrument itself.

《非银行支付机构监督管理条例》（国务院令第768号）第三条第二款      本办法第五条      前款
"Notice on Rectifying 'Mining' Activities" (Fagai Yunxing [2021] No. 1283)      Article 5 of these Measures
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from regparse.grammar import origins, treatment
from regparse.grammar.cover import Covered
from regparse.lexicon import instruments
from regparse.model import Citation, DocumentNumber, Span
from regparse.notation.expressions import expression
from regparse.notation.numerals import HAN_CLASS

_N = rf"[0-9０-９{HAN_CLASS}]+"
_POINT = rf"第{_N}(?:、{_N})*[条款项目章节编](?:之{_N})?|第?[（(]{_N}[）)][项目]?"
_MORE = r"(?:、|，(?=第)|和|及|以及|至|到|与|或者?)"
_HAN_ARTICLE = rf"第{_N}(?:{_MORE}{_N})*[条章节](?:之{_N})?(?:{_POINT})*(?:{_MORE}(?:{_POINT})+)*"
_EN_POINT = r"(?:\d+[A-Za-z]{0,3}(?:\(\w{1,5}\))*|[IVXLC]+|\(\w{1,5}\))"
_EN_POINTS = rf"{_EN_POINT}(?:(?:,\sand|,|\sand|\sor|\sto)\s{_EN_POINT})*"
_EN_ARTICLE = rf"Articles?\s{_EN_POINTS}(?:,\s(?:[Pp]aragraph|[Ii]tem)\s{_EN_POINT})*"
_EN_PART = expression(rf"(?:(?:[Pp]aragraphs?|[Ii]tems?|[Ss]ubparagraphs?)\s{_EN_POINTS}\s?(?:of\s|,\s))+\Z")
_AFTER_HAN = expression(rf"\s*中?的?(?P<article>{_HAN_ARTICLE})")
_AFTER_EN = expression(rf",?\s(?P<article>{_EN_ARTICLE})(?!\sof\s(?:the|this|these)\b)")
_BEFORE_EN = expression(rf"{_EN_ARTICLE}(?P<of>\s(?:of|in)\s(?:the\s)?)\Z")
_PAREN = expression(r"\s*[（(]")
_OWN_HAN = expression(
    r"本(?:通知|办法|规定|规则|细则|条例|公告|法|意见|指引|决定|规程|准则|实施细则|暂行办法|解释|制度|指南)"
    rf"(?:的|中)?(?P<article>{_HAN_ARTICLE})"
    rf"|(?P<near>(?:本条|前[一二两三四]?条)(?:第{_N}款)?(?:第[（(]{_N}[）)]项|第{_N}项)?|前[一二两三]?款(?:第[（(]{_N}[）)]项|第{_N}项)?)(?!项)"
    rf"|(?P<bare>{_HAN_ARTICLE})"
)
_MAY_POINT = expression(r"[第前]|本条")  # an English text is spared the rest
_OWN_EN = expression(rf"{_EN_ARTICLE}(?P<of>\s(?:of|in)\s(?:this|these)\s[A-Z]\w+(?:\s[A-Z]\w+)*)?")
# A law that is cited without title marks, right before or behind its article: its articles are none of this text's.
_LAW = expression(
    r"(?:[^\n]*(?:[^\u4e00-\u9fff]|依照|依据|根据|按照|遵照|违反|适用|属于|构成|符合|触犯|以及|或者|(?<!共)和|[与及对以的由是]))?"
    r"(?P<law>(?!本)[\u4e00-\u9fff]{1,16}?(?:法典|法|条例|办法|规定|细则|规则|章程|公约|解释))(?:中|的)?\Z"
)
_LAW_EN = expression(
    r"\s(?:of|in)\s(?:the\s)?(?P<law>(?!Th(?:is|ese)\b)(?:[A-Z][\w’'-]*\s(?:(?:of|and|on|the|for)\s){0,2}){0,8}"
    r"(?:Law|Code|Act|Constitution|Regulations?|Measures|Rules|Provisions)\b)"
)
_NEAR_EN = expression(r"preceding\s(?:two\s)?(?:[Pp]aragraphs?|[Aa]rticle)\b")
_QUOTE_PAIR = {"“": "”", "「": "」", '"': '"', "‘": "’", "'": "'"}
_OPENS = expression(r"""(?<![\w”’])["“‘'](?=\S)|「""")
_HAN = expression(r"[\u4e00-\u9fff]")
_DEFINES = expression(
    r"(?:以下(?:简称|合称|统称)|简称|下称|hereinafter(?: referred to as| called)?,?(?: the)?)[为：:]?\s?\Z"
)
MAX_TITLE = 400
"""Longest title that is read, in code points; the longest known has 230."""
_NAME = r"[A-Z][\w'’-]*"
_PRC = expression(r"of\sthe\sPeople['’]s\sRepublic\sof\sChina")
_PRC_BEFORE = expression(rf"(?:{_NAME}\s(?:and\s|on\s|of\s)?)*(?:Law|Code|Constitution|Regulations?)\s\Z")
_PRC_AFTER = expression(rf"\son(?:\sthe)?(?:\s(?:(?:of|and|the|for|in|to|with|against|on)\s)*{_NAME})+")
# Without one of these a stretch cites nothing; most stretches have none.
_MAY_CITE = expression(r"[《〈〔［\[【“\"「号令条款项]|Article|No\.|preceding|Republic|[ (]‘|[ (]'")
_SENTENCE = expression(r"[。；\n]|;|(?<!\bNo)(?<!\bArt)\.(?=\s|\Z)")
_NEXT = expression(r"\s+[A-Z“\"]|\s*\Z")  # after a stop printed inside the quotation marks
_JOIN = expression(
    r"(?:\s|[、,;\"“”]|和|及|以及|与|and|the|as well as|of the State Council|有关|国务院|中国人民银行|等"
    r"|第?[（(][^（）()]{0,40}[）)])*\Z"
)
_LEAD_IN = 40
"""Code points at most between the words of a legal basis and the first instrument."""
_BEFORE_FIRST = expression(r"[^。；;，,]*\Z")
_BASIS_END = expression(
    r"等(?:有关|相关)?(?:法律|规定|文件|要求|制度|精神)|制定|现(?:就|将|对)"
    r"|and other (?:relevant )?(?:provisions|laws|regulations)"
)


_MARK = expression(r"[《》]|\n\s*?\n")


class _Title(NamedTuple):
    title: str
    start: int
    end: int


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[DocumentNumber]:
    """Give every document number in ``text[start:end]``, in order; see :mod:`regparse.lexicon.instruments`."""
    return instruments.load().find(text, start, end)


def find_citations(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    own_titles: tuple[str, ...] = (),
    own_number: DocumentNumber | None = None,
) -> list[Citation]:
    """Give every citation in ``text[start:end]``, in order, with spans into ``text``; ``target`` is always None.

    A citation runs from the title (or the article before it) to its number and article reference, in English to who
    issued it and when; one of the instrument's own name is another where such words tell them apart. ``kind`` is
    ``repeals`` or ``amends`` where the sentence says so, ``implements`` behind 贯彻落实 and its like, else
    ``refers``. The instrument's own name (one of ``own_titles``, or its number), what is only given a short name
    ("hereinafter …"), forms and licences are none. Internal references have no title.
    """
    end = len(text) if end is None else min(end, len(text))
    if not _MAY_CITE.search(text, start, end):
        return []
    numbers = find_numbers(text, start, end)
    own_names = set(map(_bare, own_titles))
    found: list[Citation] = []
    inside: list[Span] = []
    for title in _titles(text, start, end):
        inside.append((title.start, title.end))
        citation = _cited(text, title, numbers, start, end)
        inside.append(citation.span)
        same = _bare(title.title) in own_names
        another = citation.number and own_number and not _same(citation.number, own_number)
        own = same and not another and not origins.another(text, (title.start, title.end), start, end)
        if not own and not (own_number and citation.number and _same(citation.number, own_number)):
            found.append(citation)
    covered = Covered(inside)
    for number in numbers:
        if not covered.holds(number.span) and not (own_number and _same(number, own_number)):
            article = _AFTER_HAN.match(text, number.span[1], end)
            span = (number.span[0], article.end() if article else number.span[1])
            found.append(_citation(text, span, None, number, article["article"] if article else None))
            inside.append(span)
    covered = Covered(inside)
    found += [own for own in _internal(text, start, end) if not covered.holds(own.span)]
    if not found:
        return []
    found.sort(key=lambda citation: citation.span)
    covered = Covered(inside)
    stops = [stop.span() for stop in _SENTENCE.finditer(text, start, end) if not covered.holds(stop.span())]
    stops += [(last, last) for _, last in inside if text[last - 2] == "." and _NEXT.match(text, last, end)]
    starts, reach = [one.span[0] for one in found], list(accumulate((one.span[1] for one in found), max))

    @cache
    def sentence(first: int, last: int) -> treatment.Sentence:  # once, however many citations it has
        among = found[bisect_right(reach, first) : bisect_left(starts, last)]
        return treatment.Sentence(text, (first, last), among)

    spans = _sentences(found, sorted(stops), (start, end))
    judged = [treatment.judged(one, sentence(*span)) for one, span in zip(found, spans, strict=True)]
    listed = Covered([stretch.span("list") for stretch in treatment.LISTED.finditer(text, start, end)])
    return [treatment.as_repealed(one) if listed.holds(one.span) else one for one in judged]


def legal_basis(
    text: str, start: int = 0, end: int | None = None, *, own_titles: tuple[str, ...] = ()
) -> list[Citation]:
    """Give the citations that stand as the legal basis in a preamble, with kind ``legal-basis``.

    They follow 依据, 根据, 按照 or "in accordance with", "pursuant to" and run on as one list, up to 等规定, 制定, 现
    or "and other provisions".
    """
    end = len(text) if end is None else min(end, len(text))
    cited = [
        citation
        for citation in find_citations(text, start, end, own_titles=own_titles)
        if (citation.title or citation.number) and citation.kind not in ("repeals", "amends")
    ]
    begins, basis = [citation.span[0] for citation in cited], set[int]()
    for opening in treatment.BASIS.finditer(text, start, end):
        at, first = opening.end(), True
        for i in range(bisect_left(begins, at), len(cited)):
            begin, stop = cited[i].span
            if begin < at:
                continue
            gap = text[at:begin]
            if (
                (first and len(gap) > _LEAD_IN)
                or _BASIS_END.search(gap)
                or not (_BEFORE_FIRST if first else _JOIN).match(gap)
            ):
                break
            basis.add(i)
            at, first = stop, False
    return [cited[i].model_copy(update={"kind": "legal-basis"}) for i in sorted(basis)]


def _titles(text: str, start: int, end: int) -> Iterator[_Title]:
    """Give the titles of instruments, with the span of what is printed, marks included."""
    table = instruments.load()
    done = start
    for title in sorted([*_bracketed(text, start, end), *_quoted(text, start, end)], key=lambda title: title.start):
        if title.start < done or _DEFINES.search(text, max(start, title.start - 40), title.start):
            continue
        done = title.end
        if table.is_title(title.title):
            yield title


def _bracketed(text: str, start: int, end: int) -> Iterator[_Title]:
    """Give what stands in 《》, brackets within counted; what no 》 closes before a blank line is none."""
    closes, blanks, openings = dict[int, int](), list[int](), list[int]()
    for mark in _MARK.finditer(text, start, end):
        if mark[0] == "《":
            openings.append(mark.start())
        elif mark[0] == "》":
            if openings:
                closes[openings.pop()] = mark.end()
        else:
            blanks.append(mark.end())
            openings.clear()
    at = text.find("《", start, end)
    while at >= 0:
        close, blank = closes.get(at, end + MAX_TITLE), bisect_left(blanks, at)
        stop = at + 1
        if close - at <= MAX_TITLE:
            stop = close
            yield _Title(text[at + 1 : stop - 1].strip(), at, stop)
        elif blank < len(blanks) and blanks[blank] - at <= MAX_TITLE:
            stop = blanks[blank]
        at = text.find("《", stop, end)


def _quoted(text: str, start: int, end: int) -> Iterator[_Title]:
    """Give what stands in English quotation marks, and laws "of the People's Republic of China" without them."""
    at, closers = start, _Closers(text, end)
    while opening := _OPENS.search(text, at, end):
        close = closers.of(opening)
        if close is None:
            at = opening.end()
            continue
        at = close + 1
        words = text[opening.end() : close].rstrip(" ,.;")
        if not _HAN.search(words):  # Chinese puts titles in 《》, and other words in quotation marks
            yield _Title(words, opening.start(), at)
    for law in _PRC.finditer(text, start, end):
        noun = _PRC_BEFORE.search(text, max(start, law.start() - 80), law.start())
        if noun:
            scope = _PRC_AFTER.match(text, law.end(), end)
            stop = scope.end() if scope else law.end()
            yield _Title(text[noun.start() : stop], noun.start(), stop)


class _Closers:
    """Where quotations close. A paragraph that has no closing mark is looked through once for all that open in it."""

    def __init__(self, text: str, end: int) -> None:
        self._text, self._end = text, end
        self._line = -1
        self._without: dict[str, int] = {}

    def of(self, opening: re.Match[str]) -> int | None:
        """Give where a quotation closes, within its paragraph; single marks close only before a blank or a stop."""
        mark, first, text = _QUOTE_PAIR[opening[0]], opening.end(), self._text
        if self._line < first:
            line = text.find("\n", first, self._end)
            self._line = self._end if line < 0 else line
        stop = self._line
        if self._without.get(mark) == stop:
            return None
        at = text.find(mark, first, stop)
        if mark in "'’":
            while at >= 0 and at + 1 < stop and text[at + 1].isalnum():
                at = text.find(mark, at + 1, stop)
        if at < 0:
            self._without[mark] = stop
        return at if at >= 0 else None


def _cited(text: str, title: _Title, numbers: list[DocumentNumber], start: int, end: int) -> Citation:
    """Join a title with its number in the parentheses after it and with its article before or after."""
    begin, stop, number = title.start, title.end, None
    opening = _PAREN.match(text, stop, end)
    if opening:
        close = _parenthesis_end(text, opening.end(), end)
        number = _first(numbers, opening.end())
        number = number if number and number.span[1] <= close else None
        if number:
            stop = close
    if number is None and (within := _first(numbers, title.start)):
        number = within if within.span[0] < title.end else None
    words = title.title
    if number and title.start <= number.span[0] < title.end:  # the number stands inside the quotation marks
        words = text[title.start + 1 : number.span[0]].rstrip(" (（")
    elif not number:
        number = _first(numbers, stop)
        number = number if number and number.span[0] == stop else None
        stop = number.span[1] if number else stop
    if number and not number.code:  # 《中国人民银行令》（〔2019〕第1号）: the title is the code
        number = number.model_copy(update={"code": instruments.load().code_of(words)})
    article = None
    before = _BEFORE_EN.search(text, max(start, begin - 120), begin)
    if before:
        begin = _part_start(text, before.start(), start)
        article = text[begin : before.start("of")]
    else:
        stop = origins.issued(text, (begin, stop), end)
        after = _AFTER_HAN.match(text, stop, end) or _AFTER_EN.match(text, stop, end)
        if after:
            stop, article = after.end(), after["article"]
    return _citation(text, (begin, stop), words, number, article)


def _first(numbers: list[DocumentNumber], at: int) -> DocumentNumber | None:
    """Give the first of the numbers, which are in order, that begins at a place or behind it."""
    i = bisect_left(numbers, at, key=lambda number: number.span[0])
    return numbers[i] if i < len(numbers) else None


def _parenthesis_end(text: str, at: int, end: int) -> int:
    """Give the offset behind the parenthesis that is open at ``at``; ``at`` when it is not closed nearby."""
    depth = 1
    for mark in re.finditer(r"[（(）)\n]", text[at : min(end, at + 200)]):
        depth += 1 if mark[0] in "（(" else -1 if mark[0] in "）)" else 0
        if depth == 0:
            return at + mark.end()
        if mark[0] == "\n":
            break
    return at


def _part_start(text: str, at: int, start: int) -> int:
    """Give where "paragraph 2 of" begins before the "Article" at ``at``, or ``at``."""
    part = _EN_PART.search(text, max(start, at - 60), at)
    return part.start() if part else at


def _internal(text: str, start: int, end: int) -> Iterator[Citation]:
    """Give references to provisions of the instrument itself; a number that opens a line is that line's label."""
    for match in _OWN_HAN.finditer(text, start, end) if _MAY_POINT.search(text, start, end) else ():
        bare = match["bare"]
        if bare and ("条" not in bare or _opens_line(text, match.start())):
            continue
        if bare and (law := _LAW.match(text, max(start, match.start() - 24), match.start())):
            yield _citation(text, (law.start("law"), match.end()), law["law"], None, bare)  # 刑法第二百二十五条
            continue
        yield _citation(text, match.span(), None, None, match["article"] or match["near"] or bare)
    for match in _OWN_EN.finditer(text, start, end):
        if match["of"] or not _opens_line(text, match.start()):
            begin = _part_start(text, match.start(), start)
            article = text[begin : match.start("of") if match["of"] else match.end()]
            if not match["of"] and (law := _LAW_EN.match(text, match.end(), end)):
                yield _citation(text, (begin, law.end()), law["law"], None, article)
                continue
            yield _citation(text, (begin, match.end()), None, None, article)
    for match in _NEAR_EN.finditer(text, start, end):
        yield _citation(text, match.span(), None, None, match[0])


def _opens_line(text: str, at: int) -> bool:
    while at and text[at - 1].isspace() and text[at - 1] != "\n":
        at -= 1
    return not at or text[at - 1] == "\n"


def _sentences(found: list[Citation], stops: list[Span], whole: Span) -> Iterator[Span]:
    """Give for each citation the sentence (or its part between semicolons) around it; both lists in order."""
    ends = [end for _, end in stops]
    begins = [begin for begin, _ in stops]
    for citation in found:
        first, last = bisect_right(ends, citation.span[0]), bisect_left(begins, citation.span[1])
        yield ends[first - 1] if first else whole[0], begins[last] if last < len(begins) else whole[1]


def _citation(text: str, span: Span, title: str | None, number: DocumentNumber | None, article: str | None) -> Citation:
    return Citation(text=text[slice(*span)], span=span, title=title, number=number, article=article, kind="refers")


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.lower())


def _same(one: DocumentNumber, other: DocumentNumber) -> bool:
    return (one.code, one.year, one.serial) == (other.code, other.year, other.serial)
