"""Two texts of many like units are compared in proportion to their length."""

from __future__ import annotations

import pytest
from growth import TOLERATED, growth

from regparse.analysis import pipeline
from regparse.comparison import compare
from regparse.model import Notice

pytestmark = pytest.mark.slow

HEAD = "关于测试账户管理的通知\n银发〔2019〕{number}号\n各银行：\n现就有关事项通知如下：\n一、"


def notice(unit: str, times: int, number: int) -> Notice:
    text = HEAD.format(number=number) + "".join(unit.replace("{n}", str(n)) for n in range(1, times + 1))
    return pipeline.parse(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("old", "new"),
    [("银行应当报告。", "银行应当备案。"), ("（{n}）\n", "（{n}）\n"), ("{n}、银行报告。\n", "{n}、银行备案。\n")],
    ids=["sentences", "empty lines", "clauses"],
)
def test_repeated_short_units_are_compared_in_proportion(old: str, new: str) -> None:
    pairs = {times: (notice(old, times, 7), notice(new, times, 8)) for times in (1_000, 4_000)}
    assert growth(lambda times: compare(*pairs[times]), 1_000, 4_000) < TOLERATED
