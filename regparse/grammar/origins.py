"""By whom and when a cited instrument was issued, where the text says so beside its title.

An instrument often repeals the one of the same name that it replaces: what tells them apart is who issued the old
one and when (2003年1月3日某部发布的《…》, "…" issued by the Ministry on January 3, 2003), or a word (原《…》).
"""

from __future__ import annotations

from regparse.model import Span
from regparse.notation.expressions import expression
from regparse.notation.numerals import HAN_CLASS

_N = rf"[0-9０-９{HAN_CLASS}]"
_DAY = rf"(?:{_N}{{4}}\s?年(?:\s?{_N}{{1,3}}\s?月)?(?:\s?{_N}{{1,3}}\s?[日号])?)"
_ISSUED_ZH = expression(
    rf"{_DAY}(?:，?(?:由|经))?[^，。；：《》、\n]{{0,50}}(?:发布|公布|印发|颁布|颁发|下发|制定|通过|批准)(?:的|实施的|施行的)?\Z"
)
_FORMER = expression(r"(?:(?:废止|停止执行)?原(?:来)?的?|\b(?:[Oo]ld|[Ff]ormer|[Pp]revious|[Oo]riginal)\s)\Z")
_ISSUED_EN = expression(
    r",?\s\(?(?:issued|promulgated|published|adopted|released)\b[^.;()“”\"]{0,80}?\b(?:on|in)\s[^.;()“”\"]{0,20}?\b(?:19|20)\d\d\b\)?"
)
REACH = 80
"""How far before a title its date stands at most, in code points."""


def span(text: str, title: Span, start: int, end: int) -> Span:
    """Give the span of a title with the words of ``text[start:end]`` beside it that say who issued it and when."""
    first, last = title
    before = _ISSUED_ZH.search(text, max(start, first - REACH), first)
    after = _ISSUED_EN.match(text, last, end)
    return before.start() if before else first, after.end() if after else last


def issued(text: str, title: Span, end: int) -> int:
    """Give where the words behind an English title end that say who issued it and when."""
    after = _ISSUED_EN.match(text, title[1], end)
    return after.end() if after else title[1]


def another(text: str, title: Span, start: int, end: int) -> bool:
    """Say whether the words beside a title tell of an instrument that was issued before, whatever its name."""
    former = _FORMER.search(text, max(start, title[0] - 12), title[0])
    return former is not None or span(text, title, start, end) != title
