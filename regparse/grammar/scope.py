"""What a norm is about, where it holds, and under which condition: assets, territory, condition, exceptions."""

from __future__ import annotations

import re
from functools import cache

from regparse.grammar.sentences import Masks, trim
from regparse.lexicon import patterns, tables
from regparse.model import Condition, Quote, Territory

_CONSENT = re.compile(
    r"(?:without|subject to|with(?:out)? (?:the )?prior|with|upon|obtain(?:ed|ing)?|until)\b[^.;]{0,60}?\b(?:consent|approval|permission|authori[sz]ation)\b|"
    r"(?:un)?less (?:approved|permitted|authori[sz]ed|consented)|approved by|未(?:经|获|取得|征得)[^，。；]{0,30}(?:同意|批准|许可|核准|授权|审批)(?!的[^，。；]{1,12}(?:业务|产品|项目|机构|活动))|"
    r"(?:经|须经|报经)[^，。；]{0,30}(?:同意|批准|核准|许可)[^。；]{0,80}除外",
    re.IGNORECASE,
)
_FILING = re.compile(
    r"without\b[^.;]{0,80}?\b(?:filing|filed|registration)\b|unless (?:filed|registered)|未(?:经|履行|办理)[^，。；]{0,30}(?:备案|报备)",
    re.IGNORECASE,
)
_UNAUTHORIZED = re.compile(
    r"\bunauthori[sz]ed\b(?! public)|\bunlicensed\b|not (?:been )?(?:consented to|approved|authori[sz]ed|licensed)|without (?:a |the )?licen[cs]e|"
    r"beyond (?:the|its) (?:approved |licensed )?scope|未经(?:同意|批准|许可|授权|核准)的(?=[^，。；]{1,20})|未取得[^，。；]{0,16}(?:许可证?|资质|牌照|业务资格)|"
    r"无证|超出(?:核准|许可|批准|经营)[^，。；]{0,8}范围|超范围",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\bexcept (?:for|where|when|as|in|that|with|if|under|otherwise)\b[^.;]*|\bunless\b[^.;,]*|\bother than (?:those|where)\b[^.;]*|"
    r"除[^，。；]{1,80}?(?:以外|之外|外)(?=[，。；]|$)|(?:但是?，?)?[^，。；]{2,90}?(?:，[^，。；]{2,60})?(?:的)?除外|(?:法律|国家|有关|另)[^，。；]{0,30}另有规定的(?:，?[从按依][^，。；]{0,12}规定|除外)",
    re.IGNORECASE,
)
_DOMESTIC = re.compile(
    r"\bwithin (?:the (?:territory|borders?)|China)|\bdomestically\b|\bin (?:the )?(?:territory|mainland)|\bwithin the country\b|\bin China\b|\bin the domestic market|"
    r"在(?:我国|中国|中华人民共和国)?境内|(?<=[，。；])境内开展|在国内",
    re.IGNORECASE,
)
_OVERSEAS = re.compile(
    r"\b(?:overseas|abroad)(?=\s*(?:[.,;]|$|on the basis|based on|without|by|through|and\b))|\bgo(?:ing)? overseas\b|[在赴]境外",
    re.IGNORECASE,
)
_OUTBOUND = re.compile(
    r"\b(?:send|transfer|remit|move|export|transmit)\w*\b[^.;]{0,60}\b(?:to overseas|abroad|overseas|outside (?:the territory|China))|\bprovide\w*\b[^.;]{0,60}\bto (?:overseas|foreign)|向境外(?:提供|转移|汇|支付|划转|传输|调)|(?:汇|划转|转移|携带|流|调)出?至?境外|出境",
    re.IGNORECASE,
)
_INBOUND = re.compile(
    r"\bto (?:domestic|residents (?:with)?in|persons in China|the territory)|\binto the territory|向(?:我国|中国)?境内",
    re.IGNORECASE,
)
_OVERSEAS_PERSON = re.compile(r"overseas-(?:entity|individual)")
BACK = re.compile(r"\b(?:above-mentioned|aforementioned|aforesaid|foregoing)\b|上述|前述|前款", re.IGNORECASE)
"""Words that point back to what was said in the clause before."""


def assets(text: str, start: int, end: int, chinese: bool) -> tuple[str, ...]:
    """Give the codes of the assets named in ``text[start:end]``, sorted."""
    return tuple(sorted({h.id for h in patterns.load("assets", chinese).find(text, start, end) if h.id}))


@cache
def asset_codes() -> tuple[str, ...]:
    """Give every asset code of the lexicon."""
    return tuple(tables.load("assets"))


def territory(text: str, start: int, end: int, addressees: tuple[str, ...]) -> Territory | None:
    """Give where the act takes place, or None when that is unsaid.

    ``inbound``: overseas persons act towards domestic ones; ``outbound``: a thing or fund is sent abroad.
    """
    words = text[start:end]
    overseas_person = any(_OVERSEAS_PERSON.match(code) for code in addressees)
    if overseas_person and _INBOUND.search(words):
        return "inbound"
    if _OUTBOUND.search(words):
        return "outbound"
    if _OVERSEAS.search(words):
        return "overseas"
    if _DOMESTIC.search(words):
        return "domestic"
    return None


def condition(text: str, start: int, end: int) -> Condition | None:
    """Give the condition under which the norm does not hold or holds: consent, filing, or want of authorisation."""
    words = text[start:end]
    consent, filing = bool(_CONSENT.search(words)), bool(_FILING.search(words))
    if consent and filing:
        return "approval-and-filing"
    if consent:
        return "approval"
    if filing:
        return "filing"
    return "unauthorized" if _UNAUTHORIZED.search(words) else None


def exceptions(text: str, start: int, end: int, masks: Masks) -> tuple[Quote, ...]:
    """Give the words that take something out of the norm (except for …, 除…外, …除外)."""
    found = []
    for match in _EXCEPTION.finditer(text, start, end):
        a, b = trim(text, *match.span())
        while b > a and text[b - 1] in ",，":
            b -= 1
        if b > a and not masks.in_quotes(a):
            found.append(Quote(text=text[a:b], span=(a, b)))
    return tuple(found)
