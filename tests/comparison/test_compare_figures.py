"""Amounts, periods, frequencies, conditions and commencement: a duty whose words hardly differ may be another one."""

from __future__ import annotations

import pytest

import regparse

ZH = """关于规范灯具租赁业务的通知
灯发〔{year}〕{year}号

各港口：

现将有关事项通知如下：

（一）租赁机构应当{often}盘点库存，单笔超过{amount}的，在{days}内报告港务局。
（二）任何单位不得伪造灯具编号。
{end}"""
EN = """Notice on Leasing Lamps
Dengfa [{year}] No. 1

To all ports:

The relevant matters are notified as follows:

(1) {when}anks shall report {often} lendings exceeding RMB {amount} within {days} working days.

(2) Banks shall not forge numbers of lamps.

{end}"""
ZH_FACTS = {"year": 2031, "often": "每月", "amount": "1万元", "days": "五个工作日", "end": "本通知自发布之日起施行。"}
EN_FACTS = {
    "year": 2031, "when": "B", "often": "monthly", "amount": "50,000", "days": "five",
    "end": "This Notice shall enter into force on the date of its issuance.",
}  # fmt: skip


def changes(page: str, facts: dict[str, object], **other: object) -> list[tuple[str, str, str]]:
    old, new = regparse.parse(page.format(**facts)), regparse.parse(page.format(**{**facts, "year": 2033, **other}))
    rows = regparse.compare(old, new).norms
    for row in rows:
        for notice, side in ((old, row.old), (new, row.new)):
            assert side is None or notice.text[slice(*side.span)] == side.text
    return [(row.change, row.kind, row.what) for row in rows if row.change != "kept"]


@pytest.mark.parametrize(
    ("fact", "then", "now"),
    [("amount", "1万元", "5万元"), ("days", "五个工作日", "10个工作日"), ("often", "每月", "每季度")],
)
def test_a_figure_that_changed_is_a_change_of_the_duty(fact: str, then: str, now: str) -> None:
    assert changes(ZH, ZH_FACTS, **{fact: now}) == [("removed", "figure", then), ("added", "figure", now)]


@pytest.mark.parametrize(
    ("fact", "now", "expected"),
    [
        ("amount", "200,000", ("RMB 50,000", "RMB 200,000")),
        ("days", "ten", ("five working days", "ten working days")),
        ("often", "every quarter", ("monthly", "every quarter")),
    ],
)
def test_a_figure_in_english_too(fact: str, now: str, expected: tuple[str, str]) -> None:
    then, after = expected
    assert changes(EN, EN_FACTS, **{fact: now}) == [("removed", "figure", then), ("added", "figure", after)]


def test_the_same_figure_in_other_words_is_no_change() -> None:
    assert changes(ZH, ZH_FACTS, amount="10,000元", days="5个工作日") == []
    assert changes(EN, EN_FACTS, often="every month", days="5") == []


def test_a_condition_that_is_gone_widens_the_duty_and_one_that_came_narrows_it() -> None:
    when = "Where the lamp was imported from overseas islands, b"
    gone = changes(EN, {**EN_FACTS, "when": when}, when="B")
    assert gone == [("widened", "obligation", "no longer only “Where the lamp was imported from overseas islands”")]
    came = changes(EN, EN_FACTS, when=when)
    assert came == [("narrowed", "obligation", "only “Where the lamp was imported from overseas islands”")]


def test_another_day_of_commencement_is_a_change_in_law() -> None:
    assert changes(ZH, ZH_FACTS, end="本通知自2034年1月1日起施行。") == [
        ("removed", "commencement", "in force on issuance"),
        ("added", "commencement", "in force on 2034-01-01"),
    ]
