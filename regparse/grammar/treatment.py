"""What a sentence does with an instrument that it cites: repeals, amends or implements it, or rests on it.

    《甲办法》同时废止。      修改《甲办法》      为贯彻落实《甲条例》      根据《甲法》，制定本办法。

A sentence is looked at with its cited titles blotted out, since their words say nothing of it. What one sentence is
asked for each of its citations is read once, so that a list of thousands takes time in proportion.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from regparse.model import Citation, CitationKind, Span
from regparse.notation.expressions import expression

_REPEALED = expression(
    r"(?<!已)(?<!已经)(?:废止|停止执行|不再执行|即行失效)"
    r"|\b(?:repealed|abolished|annulled|rescinded|cease to be (?:effective|in force))\b"
)
_ASIDE = expression(r"（[^（）]{0,120}）|\([^()]{0,120}\)|自[^，。；]{1,24}?[起日后]|\x00+")
_ADVERBS = expression(
    r"(?:\s|同时|予以|一并|即行|即|均|也|相应|自行|自动|全部|从其|被|[，,]"
    r"|\b(?:shall|must|will|is|are|be|being|hereby|thereby|simultaneously|also|at the same time"
    r"|accordingly|both|all)\b)+\Z"
)
_OTHER = expression(
    r"施行|实施|执行|生效|适用|按照|依照|根据|修改|修订|继续|办理|应当|不得|负责"
    r"|\b(?:shall|will|must|may|is|are|was|were|comes?|takes?|appl(?:y|ies)|under|pursuant|enters?)\b"
)
"""Another predicate: what is cited before it is its subject or its object."""
_ARRANGED = expression(r"按照|依照|参照|根据|情形|期间|范围内")
"""Where something else is followed for a time or a case, what is not applied there stays in force."""
_OBJECT = expression(r"(?:废止|停止执行|repeal\w*)(?:了|以下|下列|原|下述)*[\x00《]")
LISTS = expression(
    r"(?:(?:废止|停止执行)(?:了)?(?:以下|下列)[^。；：:]{0,30}|(?:以下|下列)[^。；：:]{0,40}(?:废止|停止执行|失效)[^。；：:]{0,6})[：:]"
    r"|\b[Tt]he following\b[^.;:]{0,80}\b(?:repealed|abolished|annulled|rescinded)\b[^.;:]{0,30}:"
)
"""What opens a list of what is repealed."""
LISTED = expression(rf"(?:{LISTS.pattern})(?P<list>[^。\n]*)")
_BUT = expression(r"[，,][^，,]*(?:但|except|but)")
_REPEALS = expression(
    r"(?:废止|\brepeals?|\babolish(?:es)?|\brepealing)(?:以下[\w]*[:：])?(?: the(?: following)?)?\s?\Z"
)
_AMENDS = expression(
    r"(?:(?:修改|修订|修正)(?!后)了?(?:[\u4e00-\u9fff]{0,8})"
    r"|\b(?:amend(?:s|ing)?|revis(?:es|ing|e))(?: the)?\s)\Z"
)
_AMENDED = expression(
    r"\s*(?:（[^（）]*）)?(?:进行|作出?如下|作出?以下|作出?|予以)(?:了)?(?:修改|修订|修正)|[^。]{0,60}?修改为|\s(?:is|are)\s(?:hereby\s)?(?:amended|revised)\b"
)
_IMPLEMENTS = expression(r"(?:贯彻落实|贯彻执行|贯彻|落实|\bimplement(?:ing)?(?: the)?\s)\Z")
BASIS = expression(
    r"(?:依据|根据|按照|依照|遵照"
    r"|\b(?:[Ii]n accordance with|[Pp]ursuant to|[Aa]ccording to|[Bb]ased on|[Oo]n the basis of|[Uu]nder)\b)"
)
ENACTS = expression(
    r"制定本|制订本|these [A-Z][\w ]+ (?:are|have been) (?:hereby )?(?:formulated|enacted|made)", re.IGNORECASE
)
"""How an instrument says that it is made; what it names as its ground there is its legal basis."""
_GOVERNED = expression(BASIS.pattern + r"[^，,。；\x00]{0,24}\Z")
_BLOT = "\x00"
_BLOTS = expression(r"\x00+")
_JOINED = expression(r"(?:\s|[、,]|以及|和|及|\band\b|\bthe\b)+\Z")

MAX_LIST = 100
"""How many citations of a list are stepped over on the way to the words that govern it."""
LEAD = 200
"""How far before a list the words stand that govern it, in code points."""


class Sentence:
    """A sentence, its cited titles blotted out, and what it is asked for each of its citations."""

    def __init__(self, text: str, span: Span, cited: Iterable[Citation]) -> None:
        """Take the text, the span of the sentence and the citations in it, in order."""
        self.first, end = span
        words, at = list[str](), self.first
        for citation in cited:
            first, last = max(citation.span[0], at), min(citation.span[1], end)
            if citation.title and first < last:
                words += [text[at:first], _BLOT * (last - first)]
                at = last
        self.words = "".join([*words, text[at:end]])
        self._blots = [blot.start() for blot in _BLOTS.finditer(self.words)]
        self._steps: dict[int, int | None] = {}

    @cached_property
    def repealed(self) -> tuple[int, ...]:
        """Return where the words say that law is repealed."""
        return tuple(found.start() for found in _REPEALED.finditer(self.words))

    @cached_property
    def enacts(self) -> bool:
        """Say whether an instrument is made by this sentence."""
        return ENACTS.search(self.words) is not None

    @cached_property
    def arranged(self) -> int:
        """Return where the first words end by which something else is followed; behind the sentence for none."""
        found = _ARRANGED.search(self.words)
        return found.end() if found else len(self.words) + 1

    @cached_property
    def blotted(self) -> int:
        """Return where the last cited title ends; -1 for none."""
        return self.words.rfind(_BLOT)

    def lead(self, begin: int) -> str:
        """Give the words before the list that a citation stands in: blots are stepped over with what joins them."""
        end = begin
        for _ in range(MAX_LIST):
            if end not in self._steps:
                self._steps[end] = self._step(end)
            before = self._steps[end]
            if before is None:
                break
            end = before
        return self.words[max(0, end - LEAD) : end]

    def _step(self, end: int) -> int | None:
        """Return where the cited title begins that is joined to a place of the list; None when there is none."""
        tail = self.words[max(0, end - 24) : end]
        head = _JOINED.sub("", tail)
        if not head.endswith(_BLOT):
            return None
        return self._blots[bisect_left(self._blots, end - len(tail) + len(head)) - 1]


def judged(citation: Citation, sentence: Sentence) -> Citation:
    """Give the citation with the kind that its sentence gives it."""
    kind = _kind(citation, sentence)
    return citation if kind == citation.kind else citation.model_copy(update={"kind": kind})


def _kind(citation: Citation, sentence: Sentence) -> CitationKind:
    """Say what a sentence does with a citation."""
    words = sentence.words
    begin, stop = citation.span[0] - sentence.first, citation.span[1] - sentence.first
    lead = sentence.lead(begin)
    governed = _GOVERNED.search(words[max(0, begin - 40) : begin])
    listed = governed or _GOVERNED.search(lead[-40:])
    if listed and sentence.enacts:
        return "legal-basis"
    if not governed and (sentence.blotted < stop or not listed):
        if _REPEALS.search(lead):
            return "repeals"
        at = bisect_left(sentence.repealed, stop)
        if at < len(sentence.repealed) and _ends_it(sentence, stop, sentence.repealed[at]):
            return "repeals"
    if _AMENDED.match(words, stop) or _AMENDS.search(lead):
        return "amends"
    if _IMPLEMENTS.search(lead):
        return "implements"
    return "refers"


def _ends_it(sentence: Sentence, stop: int, verb: int) -> bool:
    """Say whether a repealing verb is the predicate of what is cited before it: no other one stands between."""
    words = sentence.words
    if verb - stop > LEAD * 5 or _OBJECT.match(words, verb):
        return False
    if words.startswith("不再执行", verb) and sentence.arranged <= verb:
        return False
    between = _ADVERBS.sub("", _ASIDE.sub("", words[stop:verb]))
    return not _BUT.search(between + "，") and not _OTHER.search(between)


def as_repealed(citation: Citation) -> Citation:
    """Return a citation of an instrument as one of what is repealed; a reference within the text as it is."""
    return citation.model_copy(update={"kind": "repeals"}) if citation.title or citation.number else citation
