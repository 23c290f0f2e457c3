"""References to provisions, taken apart: ranges and lists give every target, down to the item.

    第二条第一款第（二）项、第三条至第五条    第三、四、五条    前两条    Articles 1 to 4 and 7(2)    Article 2A

A reference is read from its words alone; which clause it is said in is told by the caller, for 前条 and 前款.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regparse.notation import numerals
from regparse.notation.expressions import expression

MOST = 200
"""Most targets of one reference: a range beyond is a slip."""
_N = rf"[0-9０-９{numerals.HAN_CLASS}]+"
_LIST = r"(?:、|，|和|及|以及|与|或者?)"
_HAN = expression(
    rf"(?P<to>至|到|－|—|~)?(?:第(?P<numbers>{_N}(?:(?:{_LIST}|至|到|－){_N})*)(?P<unit>[条款项目章节])(?:之(?P<bis>{_N}))?"
    rf"|第?[（(](?P<item>{_N})[）)](?P<mark>[项目])?)"
)
_PARTS = expression(rf"(?P<to>至|到|－)|(?P<n>{_N})")
_BACK = expression(r"前(?P<n>[一二两三四五六])?(?P<unit>[条款])")
_EN = expression(
    r"(?P<to>\bto\b|\bthrough\b|[-–])|(?P<n>\d+)(?P<bis>[A-Za-z]{1,3}(?![A-Za-z]))?(?P<items>(?:\s?\(\w{1,5}\))*)"
    r"|(?P<alone>\(\w{1,5}\))"
)
_PARAGRAPH = expression(r",?\s[Pp]aragraphs?\s(?:\d+|\(\d+\))")
_EN_ITEM = expression(r"\((\w{1,5})\)")
_BACK_EN = expression(r"preceding\s(?P<two>two\s)?(?P<unit>[Pp]aragraph|[Aa]rticle)")
_LEVELS = "条款项目"


class Point(NamedTuple):
    """A target: the article (None for the one that it is said in), what is inserted behind it (之一, A), the items.

    ``items`` go down from the article: (2,) is its item 2; paragraphs (款) have no numbers of their own.
    """

    article: int | None
    bis: int | str | None = None
    items: tuple[int, ...] = ()


def points(words: str, here: int | None = None) -> tuple[Point, ...]:
    """Return every target of a reference, in its order and each once; ``here`` is the article that it is said in."""
    english = "rticle" in words or "aragraph" in words
    found = _english(words, here) if english else _chinese(words, here)
    out: dict[Point, None] = {}
    for point in found:
        out[point] = None
        if len(out) >= MOST:
            break
    return tuple(out)


def _chinese(words: str, here: int | None) -> Iterator[Point]:  # noqa: PLR0912  one pass, a branch a kind of part
    if back := _BACK.match(words):
        count = numerals.read(back["n"] or "一")
        if back["unit"] == "条":
            for step in range(count[0] if count else 1, 0, -1):
                if here is not None and here > step:
                    yield Point(here - step)
            return
    last = Point(here) if words.startswith("本条") or back else None
    pending: Point | None = None
    for match in _HAN.finditer(words):
        unit = match["unit"] or match["mark"] or "项"
        numbers = _numbers(match["numbers"] or match["item"])
        if unit not in _LEVELS or not numbers or unit == "款":
            continue
        if unit == "条":
            if pending is not None:
                yield pending
                if match["to"] and pending.article is not None and not pending.items:
                    numbers = _through(pending.article, numbers)
            bis = numerals.read(match["bis"] or "")
            yield from map(Point, numbers[:-1])
            last = pending = Point(numbers[-1], bis[0] if bis else None)
        elif last is not None:
            if pending is not None and pending.items:
                if unit == "项":
                    yield pending
                    numbers = _through(pending.items[-1], numbers) if match["to"] else numbers
                elif len(pending.items) > 1:
                    yield pending
            base = pending.items[:1] if pending and unit == "目" else ()
            yield from (Point(last.article, last.bis, (*base, number)) for number in numbers[:-1])
            pending = Point(last.article, last.bis, (*base, numbers[-1]))
    if pending is not None or last is not None:
        yield pending or last or Point(None)


def _through(first: int, numbers: list[int]) -> list[int]:
    """Return the numbers behind ``first`` up to the first of ``numbers``, then the others."""
    return [*range(first + 1, min(numbers[0], first + MOST)), *numbers]


def _numbers(words: str) -> list[int]:
    """Return the numbers of 三、四、五 or 三至五, in their order."""
    out: list[int] = []
    through = False
    for part in _PARTS.finditer(words):
        if part["to"]:
            through = True
            continue
        value = numerals.read(part["n"])
        if value is None:
            continue
        out += range(out[-1] + 1, min(value[0], out[-1] + MOST) + 1) if through and out else [value[0]]
        through = False
    return out


def _english(words: str, here: int | None) -> Iterator[Point]:
    if back := _BACK_EN.match(words):
        if back["unit"].lower() == "article":
            for step in range(2 if back["two"] else 1, 0, -1):
                if here is not None and here > step:
                    yield Point(here - step)
        elif here is not None:
            yield Point(here)
        return
    before, _, after = words.partition("rticle")
    after = _PARAGRAPH.sub("", after)  # paragraphs have no numbers of their own
    items = [_item(m[1]) for m in _EN_ITEM.finditer(before)]  # item (2) of Article 5
    last: int | None = None
    through = False
    for match in _EN.finditer(after):
        if match["to"]:
            through = True
            continue
        if match["alone"]:
            if last is not None and (item := _item(match["alone"][1:-1])):
                yield Point(last, None, (item,))
            continue
        number = int(match["n"])
        if through and last is not None:
            for between in range(last + 1, min(number, last + MOST)):
                yield Point(between)
        bis = match["bis"].lower() if match["bis"] else None
        below = tuple(i for m in _EN_ITEM.finditer(match["items"] or "") if (i := _item(m[1])))
        if not below and items and items[0]:
            below = (items[0],)
        yield Point(number, bis, below)
        last, through = number, False


def _item(word: str) -> int | None:
    value = numerals.read(word)
    if value:
        return value[0]
    return ord(word) - ord("a") + 1 if len(word) == 1 and "a" <= word <= "z" else None
