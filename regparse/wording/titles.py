"""Short names of instruments: a title without its issuers, the part of an instrument that is repealed."""

from __future__ import annotations

import re

from regparse.model import Citation, Notice
from regparse.notation import numerals
from regparse.notation.expressions import expression
from regparse.wording.tongue import chinese, say

_JOINT = r"[\s、,，;；]|and|和|及|the"
_RUN = expression(rf"(?:{_JOINT})*")
_OF = expression(r"\s+(?:of|by|from)(?:\s+the)?\s*\Z", re.IGNORECASE)
_SUBJECT = expression(r"\s*(?:on|concerning|regarding|about|for)\b|\s*关于", re.IGNORECASE)
_FEW = 2
"""A list of issuers has at least so many; a single one is a part of the title that is short enough to stay."""

_POINT = expression(rf"第([0-9０-９{numerals.HAN_CLASS}]+)([条款项目章节])")
_POINTS = {"条": "Article", "款": "paragraph", "项": "item", "目": "point", "章": "Chapter", "节": "Section"}
_BETWEEN = expression(r"\s*(?:、|和|及|以及|与)\s*")


def display_title(notice: Notice) -> tuple[str, bool]:
    """Give the title as it is set large, and whether it stands so in the notice.

    Where the title opens with the list of its issuers, which the fact box has, the list is left out:
    "Notice of A, B and C on Cards" is "Notice on Cards", and A、B、C关于…的通知 begins at 关于.
    """
    title = " ".join(notice.title.split())
    places: list[tuple[int, int]] = []
    for mention in notice.issuers:
        name = " ".join(mention.text.split())
        at = title.find(name, places[-1][1] if places else 0)
        if at >= 0 and (not places or _RUN.fullmatch(title, places[-1][1], at)):
            places.append((at, at + len(name)))
    if len(places) < _FEW:
        return title, True
    head, rest = title[: places[0][0]], title[places[-1][1] :]
    if not _SUBJECT.match(rest):
        return title, True
    if not head.strip():
        return rest.strip(), True
    kind = _OF.sub("", head)
    return (f"{kind}{rest}", False) if kind != head else (title, True)


def repealed(cite: Citation, notice: Notice | None = None) -> str:
    """Name what is repealed: the instrument, or the part of it that the notice names.

    Where the instrument has the name of ``notice``, the words that tell it apart (who issued it when) are quoted.
    """
    name = cite.number.text if cite.number else cite.title or cite.text
    if notice and not cite.number and (which := _which(cite, notice)):
        name = say("the earlier {name} (“{words}”)", name=name, words=which)
    return say("{place} of {name}", place=_article(cite.article), name=name) if cite.article else name


def _which(cite: Citation, notice: Notice) -> str:
    """Quote the words beside a citation that say which of two instruments of one name is meant."""
    if not cite.title or _bare(cite.title) not in _bare(notice.title):
        return ""
    start, end = cite.span
    text = notice.text
    own = cite.text.partition(cite.title)
    before = re.split(r"[，。；;,.、\n]\s*", text[:start] + own[0])[-1].strip(' "“《的')
    if notice.language == "zh":
        return before if re.search(r"\d{4}|[〇零一二三四五六七八九]{4}", before) else ""
    behind = re.split(r"\s+(?:is|are|shall|will)\b|[.;]\s", own[2] + text[end : end + 300])[0].strip(' "”,()')
    return behind if re.search(r"\d{4}", behind) else ""


def _bare(title: str) -> str:
    return "".join(filter(str.isalnum, title)).casefold()


def _article(printed: str) -> str:
    """Say a place in an instrument in English: 第五条第二款 is ``Article 5, paragraph 2``; else as printed."""
    groups = []
    for group in _BETWEEN.split(printed):
        points = list(_POINT.finditer(group))
        if not points or "".join(point[0] for point in points) != group:
            return printed
        read = [(numerals.read(point[1]), _POINTS[point[2]]) for point in points]
        if any(value is None for value, _ in read):
            return printed
        if chinese():
            return printed
        groups.append(", ".join(f"{name} {value[0]}" for value, name in read if value))
    return " and ".join(groups)
