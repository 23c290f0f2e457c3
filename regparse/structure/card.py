"""The card on a notice that government pages print above it: 索引号：…, 发文机关：…, 成文日期：…, 标题：….

It is the page's, not the notice's, and is left out; but what only the card says of the notice (a number, a date, a
title that the text below does not repeat) is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from regparse.grammar import citations
from regparse.lexicon import tables
from regparse.notation import dates
from regparse.notation.expressions import expression
from regparse.structure import elements
from regparse.structure.lines import Line

FEWEST = 3
"""How many labels make a card: a text may have a line that begins as one of them does."""
MOST = 3
"""How many lines the value of a label may take."""
LONGEST = 60
"""Code points of the longest line of keywords (主题词)."""
TOP = 60
"""How many lines from the top of a notice a card is looked for."""
_LABEL = expression(r"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff\s　]{1,11}?)[\s　]*[：:][\s　]*(?P<value>.*)")
_BLANKS = expression(r"[\s　]+")
_WORDS = expression(r"\S+(?:[\s　]+\S+)+")


@cache
def _labels() -> frozenset[str]:
    return frozenset(tables.load("furniture")["card"])


def rows(lines: Sequence[Line]) -> tuple[int, ...]:
    """Give the lines of the card that are no part of the notice, by their place; none where there is no card."""
    found = {i: label for i, line in enumerate(lines[:TOP]) if (label := _label(line.text))}
    places = _together(lines, sorted(found))
    if len(places) < FEWEST:
        return ()
    dropped: list[int] = []
    others = [line.text for line in (*lines[: places[0]], *lines[places[-1] + 1 :])]
    for n, i in enumerate(places):
        name, value = found[i]
        values = [] if value else _values(lines, i, places[n + 1] if n + 1 < len(places) else None, name)
        if not value:
            dropped.append(i)
            dropped += [j for j in values if _known(name, lines[j].text, others)]
        elif not elements.sentence(value) and _known(name, value, others):
            dropped.append(i)
    return tuple(dropped)


def _together(lines: Sequence[Line], places: list[int]) -> list[int]:
    """Give the labels that stand together: between two of them a card has values, never prose."""
    for n, (one, other) in enumerate(pairwise(places)):
        between = lines[one + 1 : other]
        if len(between) > MOST or any(line.sentence or line.recipients for line in between):
            return places[: n + 1]
    return places


def _label(line: str) -> tuple[str, str] | None:
    """Give the label that a line opens with, without blanks, and what stands behind it."""
    found = _LABEL.fullmatch(line.strip())
    name = _BLANKS.sub("", found["label"]) if found else ""
    return (name, found["value"].strip()) if found and name in _labels() else None


def _values(lines: Sequence[Line], label: int, following: int | None, name: str) -> list[int]:
    """Give the lines of the value below a label: up to the next label, of the last one a single line, if it is one."""
    if following is not None:
        return list(range(label + 1, following))
    below = lines[label + 1].text if label + 1 < len(lines) else ""
    keywords = name == "主题词" and len(below) <= LONGEST and bool(_WORDS.fullmatch(below.strip()))
    return [label + 1] if keywords and not elements.sentence(below) else []


def _known(name: str, value: str, others: Sequence[str]) -> bool:
    """Say whether the text around the card says it too, or says nothing of the kind."""
    if name in ("标题", "名称"):
        return value in others  # a title printed over several lines, or letter by letter, is better read off the card
    if name in ("发文字号", "文号", "文件编号"):
        numbers = citations.find_numbers(value)
        return not numbers or any(_same(value, line) for line in others)
    if name in ("成文日期", "发文日期", "生成日期"):
        dated = dates.find(value)
        return not dated or any(found.date == dated[0].date for line in others for found in dates.find(line))
    return True


def _same(value: str, line: str) -> bool:
    one, found = citations.find_numbers(value)[0], citations.find_numbers(line)
    return any((one.code, one.year, one.serial) == (other.code, other.year, other.serial) for other in found)
