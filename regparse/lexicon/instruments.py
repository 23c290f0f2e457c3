"""Document numbers (发文字号) in both languages, and what is the title of an instrument.

银发〔2026〕42号   银发[2026] 42 号   中国人民银行令〔2015〕第8号   国务院令第588号   2024年第1号
Yinfa [2026] No. 42   Order of the State Council No. 588   State Council Order No. 588   [2021] No. 1283
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Any

from regparse.lexicon import agencies, tables
from regparse.model import DocumentNumber, Span
from regparse.notation import numerals
from regparse.notation.expressions import expression

_OPEN, _CLOSE = r"[〔［\[【（(﹝{]", r"[〕］\]】）)﹞}]"
_B = r"[^\S\n]*"
_SERIAL = rf"(?P<serial>\d{{1,5}}|[{numerals.HAN_CLASS}]{{1,7}})"

# Each begins with a literal or a class, which lets Python's engine skip to it; the issuer's code is read backwards.
_MAY_NUMBER = expression(r"号|\bNo\b|NO\.|[Nn]o\.|№")  # without one of these nothing is numbered
_YEAR_HAN = r"\d{4}|[二一][〇○零九八OＯ一二三四五六七八九]{3}"
_BRACKETED = expression(
    # A scan may lose the closing mark (〔2031第5号); with 年 it is another form: （2031年第5号）.
    rf"{_OPEN}{_B}(?P<year>{_YEAR_HAN}){_B}(?:年?{_B}{_CLOSE}|(?=第?{_B}\d{{1,5}}{_B}号)){_B}"
    rf"(?:第?{_B}{_SERIAL}{_B}号(?P<order>令)?|(?:Document\s)?(?:No|NO|no|Nr|Number)\b{_B}\.?{_B}(?P<no>\d{{1,5}})(?!\d))"
)
_YEAR_FIRST = expression(
    rf"{_OPEN}{_B}(?P<year>\d{{2}}(?:\d\d)?){_B}年?{_B}{_CLOSE}{_B}(?P<code>[\u4e00-\u9fff]{{2,8}}?)(?P<word>字?){_B}第?{_B}{_SERIAL}{_B}号"
)
"""The year before the code, as it was printed up to the 1990s: （84）银发字第13号."""
_SHORT_YEAR = expression(rf"{_OPEN}{_B}(?P<year>[4-9]\d){_B}年?{_B}{_CLOSE}{_B}第?{_B}{_SERIAL}{_B}号")
"""A year of two digits behind a code of the table: 银发[97]12号."""
_WORDED = expression(rf"(?P<code>[\u4e00-\u9fff]{{2,8}})字{_B}第{_B}{_SERIAL}{_B}号")
"""A number that has lost its year: 银发字第13号."""
_SESSION = expression(rf"[（(]{_B}(?:第?[{numerals.HAN_CLASS}]{{1,3}}届){_B}第?{_B}{_SERIAL}{_B}号{_B}[）)]")
"""The number of a presidential order, counted anew by each congress: 主席令（十一届第二十九号）."""
_HAN_NUMBERED = expression(rf"(?P<open>[（(]{_B})?第{_B}{_SERIAL}{_B}号(?P<order>令)?(?(open){_B}[）)]|)")
_NUMBERED = expression(
    rf"No\.{_B}(?P<no>\d{{1,5}})(?!\d)(?:{_B}{_OPEN}{_B}(?P<year>\d{{4}}){_B}{_CLOSE}|{_B},?{_B}(?:of{_B})?(?P<bare>(?:19|20)\d\d)(?!\d))?"
)
_YEAR_BEFORE = expression(rf"(?P<open>[（(]{_B})?(?P<year>{_YEAR_HAN}){_B}年{_B}\Z")
_CLOSES = expression(rf"{_B}[）)]")
_GAP = rf"{_B}\n?{_B}"  # an order prints its issuer's name on one line and the number on the next
_HAN_TAIL = expression(rf"[\u4e00-\u9fff]++(?:{_GAP}[\u4e00-\u9fff]++){{0,2}}{_GAP}\Z")
_LATIN_TAIL = expression(r"(?<![A-Za-z])[A-Za-z][A-Za-z'’&-]*+(?:\s++[A-Za-z][A-Za-z'’&-]*+)*+\s*+\Z")
_UNKNOWN_HAN = expression(
    r"(?:.*(?:根据|依据|按照|依照|参照|遵照|有关|关于|以及|执行|落实|印发|发布|废止|修订|修改|违反|规定|文件|中的|以|和|与|及|或|的|即|为|在|至|对|由|见|了|向|经))?"
    r"(?P<code>[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff]{2,20}(?:令|公告))\Z"
)
_DAY_END = expression(rf"[年月{numerals.HAN_CLASS}]{{0,14}}日(?=.{{2}})")
"""The end of a date before an order's issuer."""
_UNKNOWN_LATIN = expression(r"(?P<code>[A-Z][a-z]{2,}(?:[ -]?[A-Z][a-z]+){0,3})\s*\Z")
_NO_CODE = {
    *("announcement", "circular", "decision", "decree", "document", "law", "measures", "notice", "opinions", "order"),
    *("provisions", "regulations", "rules", "公告", "通知", "文件", "部令", "本令", "该公告", "下列公告"),
}
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_BESIDE = expression(r"[ 　、]*(?:和|中华人民共和国)?")
_CENTURY = 100
_LONGEST_CODE = 10
"""Letters of the longest code of an issuer."""
JOINT = 120
"""How far before the last issuer of a joint order the first one stands at most, in code points."""
_SQUEEZE = expression(r"[\s'’&.-]+")
_YEAR_EN = r"[\[(]\s?(?P<{0}>\d{{4}})\s?[\])]"
_NO = r"(?:No|NO|Nr|Number)\.?\s?(?P<no>\d{1,5})(?!\d)"
_ORDER_OF = expression(  # Order of the State Council of the People's Republic of China (No. 768); the body first
    rf"\b(?P<word>Order|Decree|Announcement|Public Notice)\s+of\s+(?:the\s+)?(?P<body>[A-Z][^.;:()\[\]]{{2,200}}?)"
    rf"\s*,?\s*[(\[]?\s*(?:{_YEAR_EN.format('before')}\s*,?\s*)?{_NO}(?:\s*,?\s*{_YEAR_EN.format('behind')})?"
)
_ORDER_NO = expression(  # Order No. 9 [2025] of the People's Bank of China; the number first
    rf"\b(?P<word>Order|Decree|Announcement|Public Notice)\s+(?:{_YEAR_EN.format('before')}\s*,?\s*)?{_NO}"
    rf"(?:\s*,?\s*{_YEAR_EN.format('behind')})?\s*,?\s+(?:of|by)\s+(?:the\s+)?(?P<body>[A-Z][^.;:()\[\]]{{2,200}})"
)
_ANNOUNCES = ("Announcement", "Public Notice")
_HEAD_OF_STATE = expression(r"(?:President|Chairman)\b(?: of the (?:People['’]s Republic of China|PRC))?")
_AMONG = expression(
    r"(?:\s|,|\band\b|\bthe\b|\bof\s+(?:the\s+)?(?:People['’]s\s+Republic\s+of\s+China|PRC|China)\b|\bPRC\b)+"
)
"""What may stand between and behind the bodies of an order."""
_WORD = expression(r"(?P<word>Order|Decree|Announcement|Public Notice)\s*\Z")
_REPUBLIC = expression(r"\b(?:of\s+the\s+)?(?:People['’]s\s+Republic\s+of\s+China|PRC)\b['’]?s?")
_DECREE = expression(r"\b(?:Decree|Order)\b")
_WORD = expression(r"[A-Za-z'’-]+")


class Instruments:
    """The table of issuer codes, and the words that tell an instrument's title from other quoted words."""

    def __init__(self, table: dict[str, Any]) -> None:
        """Take the parsed ``instruments.toml``.

        Raises ValueError when a form is claimed by two codes.
        """
        self.issuers: dict[str, str] = {}
        self._han: dict[str, str] = {}
        self._latin: dict[str, str] = {}
        self._heads = frozenset(table["heads"])
        self._forms: tuple[str, ...] = tuple(table["not_instruments"])
        for code, row in table["number"].items():
            self.issuers[code] = row["issuer"]
            for forms, known in (
                (row["zh"], self._han),
                ([_squeeze(form) for form in (code, *row["en"])], self._latin),
            ):
                for form in forms:
                    if known.setdefault(form, code) != code:
                        raise ValueError(f"{form!r} is the code of both {known[form]} and {code}")
        self._longest = max(map(len, self._han))
        codes = [form for form in self._han if not form.endswith(("令", "公告"))]
        self._marks = frozenset("".join(codes)) - frozenset("中国")

    def is_title(self, title: str) -> bool:
        """Say whether quoted words are the title of an instrument, rather than a form, a licence or mere words."""
        title = title.strip()
        if any("\u4e00" <= char <= "\u9fff" for char in title):
            bare = re.sub(r"[（(][^（()）]*[）)]\Z", "", title)
            return not bare.endswith(self._forms)
        words = _WORD.findall(title)
        if len(words) < 2 or not self._heads.intersection(words):
            return False
        weighty = [word for word in words if len(word) > 3]
        return sum(1 for word in weighty if word[0].isupper()) * 4 >= len(weighty) * 3

    def issuer(self, code: str) -> str | None:
        """Give the body that numbers its instruments with a code; of an unknown one by the known one it opens with."""
        known = self.issuers.get(code)
        if known or code.isascii():
            return known
        opened = (self._han.get(code[:size]) for size in range(len(code) - 1, 1, -1))
        return next((self.issuers[one] for one in opened if one), None)

    def code_of(self, name: str) -> str | None:
        """Give the code for a printed form by itself: 中国人民银行令, "Yin Fa"; None when it is not in the table."""
        return self._han.get("".join(name.split())) or self._latin.get(_squeeze(name))

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[DocumentNumber]:
        """Give every document number in ``text[start:end]``, in order.

        A code that is not in the table is kept as printed (in small letters without blanks if Latin); a bare
        "[2021] No. 1283" has the code None. An order without a year has the year None.
        """
        end = len(text) if end is None else end
        if not _MAY_NUMBER.search(text, start, end):
            return []
        found: list[DocumentNumber] = []
        for read, pattern in (
            (self._order_of, _ORDER_OF),
            (self._order_no, _ORDER_NO),
            (self._year_first, _YEAR_FIRST),
            (self._bracketed, _BRACKETED),
            (self._short_year, _SHORT_YEAR),
            (self._in_session, _SESSION),
            (self._worded, _WORDED),
            (self._ordered, _HAN_NUMBERED),
            (self._english, _NUMBERED),
        ):
            for match in pattern.finditer(text, start, end):
                number = read(text, start, match)
                if number:
                    at = bisect_left(found, number.span, key=_span)
                    beside = found[max(0, at - 1) : at + 1]  # none of those found overlap each other
                    if not any(n.span[0] < number.span[1] and number.span[0] < n.span[1] for n in beside):
                        found.insert(at, number)
        return found

    def _bracketed(self, text: str, start: int, match: re.Match[str]) -> DocumentNumber | None:
        code, begin = self._code_before(text, start, match.start())
        serial = _integer(match["serial"] or match["no"])
        return _number(text, (begin, match.end()), code, _integer(match["year"]), serial)

    def _year_first(self, text: str, _start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read （84）银发字第13号: the code, which 字 shows to be one if no table does, stands before the serial."""
        code = self._han.get(match["code"]) or (match["code"] if match["word"] and self.issuer(match["code"]) else None)
        if code is None:
            return None
        year = int(match["year"])
        return _number(text, match.span(), code, year if year > _CENTURY else 1900 + year, _integer(match["serial"]))

    def _short_year(self, text: str, start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read 银发[97]12号, where the table has the code; other figures in brackets are no years."""
        code, begin = self._code_before(text, start, match.start(), known=True)
        year = 1900 + int(match["year"])
        return _number(text, (begin, match.end()), code, year, _integer(match["serial"])) if code else None

    def _in_session(self, text: str, start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read 主席令（十一届第二十九号）: the number of an order."""
        code, begin = self._code_before(text, start, match.start(), known=True)
        return _number(text, (begin, match.end()), code, None, _integer(match["serial"])) if code else None

    def _worded(self, text: str, _start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read 银发字第13号, whose year a scan has lost; only codes of the table are read without one."""
        sizes = range(len(match["code"]), 1, -1)
        size = next((n for n in sizes if match["code"][-n:] in self._han), 0)
        code = self._han.get(match["code"][-size:]) if size else None
        begin = match.end("code") - size
        return _number(text, (begin, match.end()), code, None, _integer(match["serial"])) if code else None

    def _ordered(self, text: str, start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read 国务院令第588号, 银监会令2012年第1号, 国务院第588号令 and 2024年第1号; a bare 第1号 is none."""
        begin, end, year = match.start(), match.end(), None
        dated = _YEAR_BEFORE.search(text, start, begin)
        if dated:
            begin, year = dated.start("year"), _integer(dated["year"])
        close = _CLOSES.match(text, end) if dated and dated["open"] else None
        if dated and close:  # 银监会令（2007年第1号）
            code, named = self._code_before(text, start, dated.start(), known=True)
            if code:
                return _number(text, (named, close.end()), code, year, _integer(match["serial"]))
        code, named = self._code_before(text, start, begin, suffix="令" if match["order"] else "", known=True)
        if code is None and year is None:
            return None
        return _number(text, (named, end), code, year, _integer(match["serial"]))

    def _english(self, text: str, start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read State Council Order No. 588, Yinfa No. 12 (2014)."""
        code, begin = self._code_before(text, start, match.start(), known=True)
        if code is None:
            return None
        year = match["year"] or match["bare"]
        return _number(text, (begin, match.end()), code, int(year) if year else None, int(match["no"]))

    def _order_of(self, text: str, _start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read Order of the State Council (No. 588): nothing but bodies stands before the number."""
        code, _ = self._ordering(text, match, whole=True)
        year = match["before"] or match["behind"]
        closed = match.end() + (
            match[0].count("(") > match[0].count(")") and text[match.end() : match.end() + 1] == ")"
        )
        return (
            _number(text, (match.start(), closed), code, int(year) if year else None, int(match["no"]))
            if code
            else None
        )

    def _order_no(self, text: str, _start: int, match: re.Match[str]) -> DocumentNumber | None:
        """Read Order No. 588 of the State Council: the first body behind the number has issued it."""
        code, stop = self._ordering(text, match, whole=False)
        year = match["before"] or match["behind"]
        return (
            _number(text, (match.start(), stop), code, int(year) if year else None, int(match["no"])) if code else None
        )

    def _ordering(self, text: str, match: re.Match[str], *, whole: bool) -> tuple[str | None, int]:
        """Return the code of an order by the first body that it names, and where that ends.

        ``whole``: there must be nothing but bodies.
        """
        first, last = match.span("body")
        form = "announcement" if match["word"] in _ANNOUNCES else "order"
        head = _HEAD_OF_STATE.match(text, first, last)
        if head and form == "order":
            return self._latin.get(_squeeze("Presidential Order")), head.end()
        bodies = agencies.load().find(text, first, last)
        if not bodies or bodies[0].start != first:
            return None, last
        at = first
        for body in bodies if whole else ():
            if at < body.start and not _AMONG.fullmatch(text, at, body.start):
                return None, last
            at = body.end
        if whole and at < last and not _AMONG.fullmatch(text, at, last):
            return None, last
        name = text[first : bodies[0].end]
        known = self._latin.get(_squeeze(f"{form.title()} of the {name}"))
        return known or f"{bodies[0].id.lower()}-{form}", bodies[0].end

    def _code_before(
        self, text: str, start: int, at: int, *, suffix: str = "", known: bool = False
    ) -> tuple[str | None, int]:
        """Give the issuer code that ends at ``at`` and where it begins; ``(None, at)`` when there is none.

        With ``known`` only codes of the table count, and orders and announcements of bodies that have no entry.
        """
        han = _HAN_TAIL.search(text, max(start, at - 32), at)
        if han:
            return self._han_code(text, start, han, suffix, known=known) or (None, at)
        latin = _LATIN_TAIL.search(text, max(start, at - 90), at)
        if latin:
            for first in _WORD.finditer(text, latin.start(), at):
                code = self._latin.get(_squeeze(text[first.start() : at]))
                if code:
                    return code, first.start()
            single = None if known else _UNKNOWN_LATIN.search(latin[0])
            if single and _squeeze(single["code"]) not in _NO_CODE:
                return _squeeze(single["code"]), latin.start() + single.start("code")
        return None, at

    def _first(self, text: str, start: int, at: int, form: str) -> tuple[str, int] | None:
        """Give the code of a joint order or announcement (甲 乙公告) whose last issuer begins at ``at``, and its start.

        It is named after the first issuer, whose place in the list is the place of the number.
        """
        low = max(start, at - JOINT, text.rfind("\n", start, at) + 1)
        code, begin = None, at
        for body in reversed(agencies.load().find(text, low, at)):
            if not _BESIDE.fullmatch(text, body.end, begin):
                break
            begin = body.start
            code = self._han.get(text[body.start : body.end] + form)
        return (code, begin) if code else None

    def _longer(self, word: str, size: int) -> int:
        """Return how many letters a code has that only ends in the known one of ``size`` (发改办财金规); 0 for none.

        What stands before is a code itself, or opens with one; a local government's code of one letter is none.
        """
        for more in range(min(len(word), _LONGEST_CODE), size + 1, -1):
            before = word[-more:-size]
            if before in self._han or any(before[:cut] in self._han for cut in range(len(before) - 1, 1, -1)):
                return more if self._marks.issuperset(before) else 0
        return 0

    def _han_code(
        self, text: str, start: int, tail: re.Match[str], suffix: str, *, known: bool
    ) -> tuple[str, int] | None:
        letters = [(i, char) for i, char in enumerate(tail[0], tail.start()) if not char.isspace()]
        word = "".join(char for _, char in letters)
        for size in range(min(self._longest, len(word)), 1, -1):
            code = self._han.get(word[-size:] + suffix)
            if code:
                longer = 0 if known or suffix else self._longer(word, size)
                if longer:
                    return word[-longer:], letters[-longer][0]
                form = next((form for form in ("公告", "令") if (word[-size:] + suffix).endswith(form)), None)
                if form and (first := self._first(text, start, letters[-size][0], form)):
                    return first
                local = word[-size - 1 : -size]  # 沪银发 is the Shanghai branch's, not the head office's
                if local and local in _PROVINCES and not known:
                    return local + word[-size:], letters[-size - 1][0]
                return code, letters[-size][0]
        line = len(word) - len("".join(tail[0].rstrip().rpartition("\n")[2].split()))
        if dated := _DAY_END.match(word, line):  # 2031年1月5日 甲局令第3号: the day is no part of the code
            line = dated.end()
        unknown = _UNKNOWN_HAN.match(word, line)
        elsewhere = known or "\n" in tail[0][len(tail[0].rstrip()) :]
        if not unknown or unknown["code"] in _NO_CODE or (elsewhere and not word.endswith(("令", "公告"))):
            return None
        return _named(unknown["code"]), letters[unknown.start("code")][0]


@cache
def load() -> Instruments:
    """Read the table of instruments that ships with regparse (once a process)."""
    return Instruments(tables.load("instruments"))


@cache
def _named(code: str) -> str:
    """Return the code of an order or announcement of a body without an entry (saic-order), another as printed."""
    form = next((form for form in ("公告", "令") if code.endswith(form)), None)
    body = agencies.load().lookup(code.removesuffix(form)) if form else None
    return f"{body.lower()}-{'order' if form == '令' else 'announcement'}" if body else code


def _span(number: DocumentNumber) -> Span:
    return number.span


def _squeeze(form: str) -> str:
    """Give an English form as it is compared: small letters, no blanks, hyphens or apostrophes."""
    return _SQUEEZE.sub("", form).lower()


def _integer(text: str) -> int:
    value = numerals.read(text)
    return value[0] if value else 0


def _number(text: str, span: Span, code: str | None, year: int | None, serial: int) -> DocumentNumber | None:
    if not serial:
        return None
    return DocumentNumber(text=text[slice(*span)], span=span, code=code, year=year, serial=serial)
