"""Document numbers as older instruments, orders and worn scans print them."""

from __future__ import annotations

import pytest

from regparse.grammar import citations

READ = {
    "[97]汇政发字第10号": ("huizhengfa", 1997, 10),
    "（84）银发字第13号": ("yinfa", 1984, 13),
    "银发字第13号": ("yinfa", None, 13),
    "银发[97]12号": ("yinfa", 1997, 12),
    "中华人民共和国主席令（十届第二十九号）": ("presidential-order", None, 29),
    "中国银监会令（2007年第1号）": ("cbrc-order", 2007, 1),
    "中国人民银行公告二〇〇四年第三号": ("pboc-announcement", 2004, 3),
}
NONE = ["按第[97]12号图纸施工", "甲乙字第13号牌照", "（十届第二十九号）", "桌子（97）第3号抽屉"]


@pytest.mark.parametrize(("printed", "right"), READ.items(), ids=READ)
def test_older_forms(printed: str, right: tuple[str, int | None, int]) -> None:
    (number,) = citations.find_numbers(printed)
    assert (number.code, number.year, number.serial) == right
    assert number.text == printed


@pytest.mark.parametrize("words", NONE)
def test_what_only_looks_like_one(words: str) -> None:
    assert not citations.find_numbers(words)
