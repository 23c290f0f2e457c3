"""When an instrument takes effect, and until when it holds: its own days, none of what it names besides.

    本办法自2027年6月1日起施行，有效期三年。   自公布之日起三十日后施行   自印发之日起试行一年
    These Measures shall take effect as of the 15th day of October, 2027.   thirty days after the date of issuance

A single article may begin on another day (第二十四条自…起施行), and an instrument that is repealed or cited has days of
its own: those are nobody else's.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Literal, NamedTuple

from regparse.lexicon import tables
from regparse.model import Dated, Effective, IssuedOn, Span
from regparse.notation import dates, numerals
from regparse.notation.expressions import expression
from regparse.structure.outline import Shape

_SILENT = frozenset({"annex", "contents", "furniture", "recipients", "colophon"})
_BODY = frozenset({"clause", "closing"})
_SMALL = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()  # noqa: SIM905
    )
} | {"thirty": 30, "sixty": 60, "ninety": 90, "half": 0, "a": 1, "an": 1}
_N = rf"(?P<n>[\d０-９]{{1,4}}|[{numerals.HAN_CLASS}]{{1,5}}|半)"
_N_EN = rf"(?P<n>\d{{1,4}}|{'|'.join(sorted(_SMALL, key=len, reverse=True))})(?:\s*\(\d+\))?"
_AFTER = expression(rf"起?(?:满|的|第)?\s*{_N}\s*(?P<unit>个?工作日|个?月|日|天|年)(?P<within>以?内)?")
_AFTER_EN = expression(
    rf"\b{_N_EN}\s+(?:calendar |natural )?(?P<unit>(?:working|business) day|day|month|year)s?[’']?"
    r"\s+(?:after|from|following|of)\b",
    re.IGNORECASE,
)
_PART = expression(
    rf"第\s*[{numerals.HAN_CLASS}\d]+\s*[条款项章节]|附件|附表|\b(?:Articles?|Paragraphs?|Items?|Chapters?|Annex)\s+[\dIVX(]",
)
_CITED = expression(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》|[“\"]([^“”\"]{8,})[”\"]")
_BARE = expression(r"[\W_]+")
_BLANK = expression(
    r"[\s，,：:、]+|现予?|公布|发布|印发|施行|请遵照执行|经.{2,60}(?:同意|批准|通过)|hereby|now|and|it", re.IGNORECASE
)
_DAYS = expression(r"[日月年起时]|\b(?:date|day|time) (?:of|when|on which)\b")
_STOP = expression(r"[。；;！？]|(?<!\bNo)(?<!\bArt)\.(?=\s+(?!\d)|\Z)|\n")
_QUOTES = expression(r"[“”]")
_VALID = expression(
    rf"(?:有效期|有效期限|试行期|试行期限|试行|执行期限|实施期限)(?:暂?定?为|是)?(?:{_N}\s*(?P<unit>年|个月)"
    r"|(?:自[^，。；]{4,20}?)?(?:截?[至到]|截止[至到]?)(?P<day>[^，。；）)]{4,20}))"
    r"|(?:施行|实施|执行)(?:期限)?[至到](?P<until>[^，。；）)]{4,20})|[至到](?P<ended>[^，。；）)至]{4,16})止"
)
_VALID_EN = expression(
    r"\b(?:valid(?:ity)?|remain(?:s)? (?:in force|in effect|effective)|trial (?:basis|period)|effective)"
    r"(?:\s(?:period|basis|implementation|term|of|is|be|shall|will|for|a|an|the))*"
    rf"\s(?:{_N_EN}\s(?P<unit>year|month)s?|(?:until|till|through|up to|to)\s(?P<day>[^.;]{{6,40}}))"
    r"|\b(?:expires?|lapses?|ceases? to (?:be|have)\s\w+)\s(?:on|after|from)\s(?P<until>[^.;]{6,40})"
    rf"|\bfor (?:a )?(?:trial |validity )?(?:period|term) of {_N_EN.replace('<n>', '<n2>')}\s(?P<unit2>year|month)s?",
    re.IGNORECASE,
)
_YEAR_END = expression(
    r"(?P<y>(?:19|20)\d\d|二[〇零○][一二三四五六七八九〇零○]{2})\s*年?年?\s*(?:底|末|年终)"
    r"|\bend of (?:the year )?(?P<en>(?:19|20)\d\d)",
)


_TELLING = 6
"""Characters of the shortest title that is known without title marks."""


_SUBJECT = 600
"""How far before a day the words are read that say what holds from it, in code points."""


class Claim(NamedTuple):
    """A sentence that says from when something holds; the smaller ``rank``, the surer it speaks of the instrument.

    ``when`` is the span of the words for the day, ``said`` that of the evidence, ``sentence`` the sentence's.
    """

    rank: int
    beside: bool
    at: int
    when: Span
    said: Span
    sentence: Span


def effective(shape: Shape, titles: tuple[str, ...], issued: IssuedOn | None) -> Effective:
    """Return when the instrument with these titles takes effect; ``unstated`` where its text does not say.

    What hangs on an event other than the issue (自系统运行之日起) is ``on-date`` without a date.
    """
    claims = sorted(claims_of(shape, titles))
    if not claims:  # what a silent notice annexes says it
        claims = sorted(claim for claim in claims_of(shape, titles, within=frozenset({"annex"})) if claim.rank == 0)
    if not claims:
        return Effective(kind="unstated")
    claim = claims[0]
    kind, day = _resolved(shape.text, claim.when, issued)
    return Effective(kind=kind, date=day, text=shape.text[slice(*claim.said)], span=claim.said)


def valid_until(shape: Shape, titles: tuple[str, ...], begins: dt.date | None) -> Dated | None:
    """Return the last day on which the instrument holds, where it says how long or until when.

    The date is None where it says how long and not from when. A year from 1 June ends on 31 May.
    """
    own = sorted({claim.sentence for claim in claims_of(shape, titles) if claim.rank < 2})
    itself = _words()["own"]
    for i, kind in enumerate(shape.kinds):
        if kind in _SILENT:
            continue
        start, end = shape.spans[i]
        line: _Line | None = None
        for pattern in (_VALID if shape.rows[i].chinese else _VALID_EN,):
            for found in pattern.finditer(shape.text, start, end):
                line = line or _Line(shape.text, start, end)
                sentence = line.sentence(found.start())
                mine = _touches(own, found.span())
                if mine or itself.search(shape.text[max(sentence[0], found.start() - 24) : found.start()]):
                    return Dated(date=_ends(found, begins), text=found[0], span=found.span())
    return None


def claims_of(shape: Shape, titles: tuple[str, ...], *, within: frozenset[str] = frozenset()) -> Iterator[Claim]:
    """Give every sentence that says from when the instrument, or what is not told apart from it, holds.

    ``within`` are the kinds of lines that are read, all that may say it where none is given.
    """
    own = {_BARE.sub("", title.lower()) for title in titles if title}
    for i, kind in enumerate(shape.kinds):
        if kind not in within if within else kind in _SILENT:
            continue
        start, end = shape.spans[i]
        mark = shape.rows[i].mark if kind in _BODY or within else None
        first = start + (mark.end if mark else 0)
        line: _Line | None = None
        for pattern in (_words()["zh" if shape.rows[i].chinese else "en"],):
            for found in pattern.finditer(shape.text, first, end):
                line = line or _Line(shape.text, first, end)
                sentence = line.sentence(found.start())
                if line.quoted(found.start()):
                    continue
                subject = shape.text[max(sentence[0], found.start() - _SUBJECT) : found.start()]
                rank = _rank(subject, own, known=kind not in _BODY and not within)
                when = found.span("when") if found["when"] else found.span("now")
                if rank is not None and _dated(shape.text[slice(*when)]):
                    said = sentence if kind in _BODY or within else found.span()
                    yield Claim(rank, kind not in _BODY, found.start(), when, said, sentence)


def _rank(subject: str, own: set[str], *, known: bool) -> int | None:
    """Say how surely words before a day name the instrument; None where they name something else.

    ``known``: in an order or a preamble what is cited is the instrument that it issues.
    """
    words = _words()
    cited = [a or b for a, b in _CITED.findall(subject)]
    bare = _CITED.sub("", subject)
    itself = [found.end() for found in words["own"].finditer(bare)]
    others = [found.start() for pattern in (_PART, words["former"]) for found in pattern.finditer(bare, len(bare) - 40)]
    if others and (not itself or max(others) >= itself[-1]):
        return None
    if itself:
        return 0
    if not cited and any(len(title) >= _TELLING and title in _BARE.sub("", bare.lower()) for title in own):
        return 0
    if cited:
        # 《办法》, for short, is the instrument whose title ends so.
        bare_titles = [_BARE.sub("", title.lower()) for title in cited]
        mine = any(title and mine.endswith(title) for title in bare_titles for mine in own)
        issued = known and len(cited) == 1 and words["issues"].search(bare)
        return 0 if mine or issued else None
    rest = _BLANK.sub("", bare)
    noted = known and subject.count("（") + subject.count("(") > subject.count("）") + subject.count(")")
    return 1 if not rest else 2 if noted or words["named"].fullmatch(bare.strip()) else None


class _Line:
    """A line, its sentences and its quotation marks looked for once, however many days it tells."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._end = end
        stops = list(_STOP.finditer(text, start, end))
        self._stops = [stop.start() for stop in stops]
        self._ends = [stop.end() if stop[0] != "\n" else stop.start() for stop in stops]
        self._firsts = [_words_from(text, at, end) for at in (start, *(stop.end() for stop in stops))]
        self._marks = [mark.start() for mark in _QUOTES.finditer(text, start, end)]
        self._open = list(accumulate((1 if text[at] == "“" else -1 for at in self._marks), initial=0))

    def sentence(self, at: int) -> Span:
        """Return the sentence around a place."""
        i = bisect_left(self._stops, at)
        return min(self._firsts[i], at), self._ends[i] if i < len(self._ends) else self._end

    def quoted(self, at: int) -> bool:
        """Say whether a quotation is open at a place."""
        return self._open[bisect_left(self._marks, at)] > 0


def _words_from(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _touches(spans: list[Span], span: Span) -> bool:
    """Say whether a span has a place in common with one of those, which are in order and do not overlap."""
    i = bisect_left(spans, span[1], key=lambda one: one[0])
    return i > 0 and spans[i - 1][1] > span[0]


def _dated(when: str) -> bool:
    """Say whether words tell a day: printed, counted, or that of an event."""
    return bool(
        _DAYS.search(when)
        or dates.find(when)
        or dates.months(when)
        or _words()["issuance"].search(when)
        or dates.unread(when)
    )


def _resolved(
    text: str, when: Span, issued: IssuedOn | None
) -> tuple[Literal["on-issuance", "on-date"], dt.date | None]:
    words = text[slice(*when)]
    table = _words()
    on_issue = table["issuance"].search(words)
    named = dates.find(words)
    if named and not (on_issue and on_issue.start() < named[0].start):
        return "on-date", named[0].date
    if on_issue:
        offset = _AFTER.match(words, on_issue.end()) or _AFTER_EN.search(words)
        if not offset:
            return "on-issuance", issued.date if issued else None
        counted = issued and not offset.groupdict().get("within")
        return "on-date", _shifted(issued.date, offset["n"], offset["unit"]) if counted and issued else None
    monthly = dates.months(words)
    return "on-date", monthly[0].date if monthly else None


def _shifted(day: dt.date, number: str, unit: str) -> dt.date | None:
    """Return the day so many days, months or years later; None for working days, which no calendar here tells."""
    count = _count(number)
    if "工作" in unit or "ing day" in unit or "business" in unit.lower() or not (count or number == "半"):
        return None
    if unit in ("日", "天", "day"):
        return dates.later(day, days=count)
    if "月" in unit or unit.lower() == "month":
        return dates.later(day, months=count)
    return dates.later(day, months=12 * count or 6)


def _count(number: str) -> int:
    value = numerals.read(number)
    return value[0] if value else _SMALL.get(number.lower(), 0)


def _ends(found: re.Match[str], begins: dt.date | None) -> dt.date | None:
    words = found.groupdict()
    number, unit = words.get("n") or words.get("n2"), words.get("unit") or words.get("unit2")
    if number and unit:
        day = _shifted(begins, number, unit) if begins else None
        return day - dt.timedelta(1) if day else None
    until = next((words[k] for k in ("day", "until", "ended") if words.get(k)), "")
    if named := dates.find(until):
        return named[0].date
    if year := _YEAR_END.search(until):
        value = numerals.read(year["y"] or year["en"])
        return dt.date(value[0], 12, 31) if value and value[0] <= dt.MAXYEAR else None
    if monthly := dates.months(until):
        following = dates.later(monthly[0].date, months=1)
        return following - dt.timedelta(1) if following else None
    return None


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Return the patterns that the table of words makes."""
    table = tables.load("commencement")["words"]
    either = {key: "|".join(sorted(map(re.escape, words), key=len, reverse=True)) for key, words in table.items()}
    return {
        "zh": re.compile(
            rf"(?:[自从](?!己|行|然|主|律|愿|动)|(?<!关)于(?=\s*[\d二公发印颁]))(?P<when>[^，。；;《》]{{1,24}}?(?:[日月年时底]|起的?)(?:[^，。；;《》]{{0,8}}?(?:[后起]))?)(?:开始|正式|试点)*"
            rf"(?:{either['verbs']})(?!{either['spoken']})(?:(?<![实执]行)(?<!实施)|(?=[，,。.；;：:、）)」”〉》\s并且及与]|\Z|[至到期一二三五两\d半]))"
            rf"|(?P<now>(?:{either['at_once']})起?|现予?以?(?:{either['issuance']}))(?:{either['verbs']})(?!{either['spoken']})"
        ),
        "en": re.compile(
            r"\b(?:(?:comes?|came|coming|enters?|entering|goes?|go|put)\s(?:in)?to\s(?:force|effect|operation|practice)"
            r"|tak(?:es?|ing)\seffect|(?:effective|implemented|enforced|applicable|applied)|(?:shall|will)\sapply)"
            r"(?:\s(?:formally|officially|on a trial basis))?,?\s?"
            r"(?:as\s(?:of|from)|with\seffect\s(?:from|on)|effective\s(?:from|on)|on\sand\s(?:after|from)"
            r"|(?:starting|beginning)\s(?:from|on)|on|from|since|upon|at|after|in|(?=\d|[a-z]+\s(?:\(\d+\)\s)?(?:calendar\s|working\s)?(?:days?|months?)|immediately))"
            r",?\s?(?P<when>(?:(?!\band\s(?:the|shall)\b)(?:[^.;]|\.(?=\s?\d))){3,90})(?P<now>(?!))?"
        ),
        "own": re.compile(
            rf"本[^，。；、：本\s]{{0,10}}?(?:{either['itself']})|[Tt]h(?:is|ese)\s(?:\w+\s)?(?:{either['itself_en']})"
            rf"|\b[Tt]he\s(?:{either['itself_en']})\s(?:shall|will|is|are|come|enter|take)|\b[Ii]t\s(?:shall|will)",
            re.IGNORECASE,
        ),
        "named": re.compile(
            rf"(?:以上|上述|前述)?(?:各项|有关)?(?:{either['itself']})|(?i:.{{0,60}}\b(?:{either['itself_en']})\b.{{0,40}})"
        ),
        "issues": re.compile(rf"现|予以?(?:{either['issuance']})|\b(?:now|hereby|adopted|approved)\b"),
        "former": re.compile(rf"(?:{either['former']})(?!则)|(?:former|previous|original)\s", re.IGNORECASE),
        "issuance": re.compile(
            rf"(?:{either['issuance']})(?:之?日|之时|后)?|{either['at_once']}"
            rf"|\b(?:{either['issuance_en']}|immediately|(?:it|they)\s(?:is|are)\s(?:issued|promulgated|published))\b",
            re.IGNORECASE,
        ),
    }
