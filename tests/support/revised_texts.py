"""A clause and its new wording, as two parsed notices, and what the comparison tells of it."""

from __future__ import annotations

import regparse
from regparse.comparison import compare
from regparse.model.changes import AnyPoint, LawChange
from regparse.model.comparison import Comparison

ZH = """灯塔管理局关于灯油仓库的通知
灯塔发〔{year}〕8号

各港务局：

现就有关事项通知如下：

一、{text}

{end}

灯塔管理局
{year}年3月1日
"""
EN = """Notice on Lamp Oil Stores
Dengfa [{year}] No. 8

To all harbour offices:

The relevant matters are notified as follows:

(1) {text}

{end}

Lighthouse Administration
March 1, {year}
"""
_ENDS = {"zh": "二、本通知自发布之日起施行。", "en": "This Notice shall enter into force on the date of its issuance."}


def compared(before: str, after: str) -> Comparison:
    """Compare a clause with its new wording, in the language it is in; several clauses where the text has labels."""
    zh = any(char >= "\u3400" for char in before + after)
    frame, end = (ZH, _ENDS["zh"]) if zh else (EN, _ENDS["en"])
    texts = [frame.format(year=year, text=text, end=end) for year, text in (("2031", before), ("2032", after))]
    return compare(*(regparse.parse(text) for text in texts))


def changed(before: str, after: str) -> list[LawChange]:
    """Give the changes in law of a clause, what was kept left out."""
    return [one for one in compared(before, after).changes if one.change != "kept"]


def told(before: str, after: str) -> list[tuple[str, str]]:
    """Give how a clause changed, and each point of it by its name."""
    return [(one.change, point.point) for one in changed(before, after) for point in one.points]


def points(before: str, after: str) -> list[AnyPoint]:
    """Give the points of a clause's changes."""
    return [point for one in changed(before, after) for point in one.points]
