"""Who is bound by a norm that names nobody and runs on from a sentence before it; on texts that are parsed."""

from __future__ import annotations

import pytest

import regparse
from regparse.comparison import compare

HEAD = "灯塔管理局关于灯油仓库的通知\n灯塔发〔{year}〕8号\n\n各港务局：\n\n现就有关事项通知如下：\n\n"
FOOT = "\n\n灯塔管理局\n{year}年3月1日\n"
REGISTER, ALARM = "商业银行应当登记灯油仓库的钥匙。", "发现封条破损的，应当拉响汽笛。"
WATCH = "中国人民银行负责巡查航道的浮标。"


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    """Give what changed in law from a clause to its new wording: how, what kind of norm, in words."""
    old, new = (
        regparse.parse(f"{HEAD}一、{text}\n\n二、本通知自发布之日起施行。{FOOT}".replace("{year}", year))
        for year, text in (("2031", before), ("2032", after))
    )
    return [(row.change, row.kind, row.what) for row in compare(old, new).norms if row.change != "kept"]


def test_a_sentence_put_before_a_norm_binds_nobody_to_it() -> None:
    added = told(f"{REGISTER}{ALARM}", f"{REGISTER}{WATCH}{ALARM}")
    assert [(change, kind) for change, kind, _ in added] == [("added", "mandate")]
    gone = told(f"{REGISTER}{WATCH}{ALARM}", f"{REGISTER}{ALARM}")
    assert [(change, kind) for change, kind, _ in gone] == [("removed", "mandate")]


def test_a_norm_whose_subject_was_left_out_with_its_sentence_binds_nobody_else() -> None:
    assert [row[:2] for row in told(f"{REGISTER}{ALARM}", ALARM)] == [("removed", "obligation")]


@pytest.mark.parametrize("tail", [ALARM, f"{ALARM}每年应当更换一次灯芯。"])
def test_whoever_is_bound_besides_is_bound_by_what_runs_on(tail: str) -> None:
    wider = REGISTER.replace("商业银行", "商业银行、支付机构")
    rows = told(f"{REGISTER}{tail}", f"{wider}{tail}")
    assert set(rows) == {("widened", "obligation", "binds also payment-institution")}
    assert len(rows) == 1 + tail.count("。")


def test_whoever_is_bound_besides_in_the_words_before_a_list_is_told_once() -> None:
    items = "\n\n（一）出借灯油仓库的钥匙；\n\n（二）涂改封条的编号。"
    rows = told(f"商业银行不得有下列行为：{items}", f"商业银行、支付机构不得有下列行为：{items}")
    assert rows == [("widened", "prohibition", "binds also payment-institution")]


def test_a_duty_in_the_words_of_its_neighbour_is_gone_when_it_is_left_out() -> None:
    day = "白天加注灯油的，仓库应当按照出库价格加收百分之五的保管费。"
    night = day.replace("白天", "夜间")
    rows = told(f"{day}{night}", day)
    assert [row[:2] for row in rows] == [("removed", "obligation")]
    assert night in rows[0][2]


def test_two_duties_that_became_one_are_not_gone() -> None:
    rows = told(
        "商业银行应当登记灯油仓库的钥匙。商业银行应当每年更换灯芯并擦拭透镜。",
        "商业银行应当登记灯油仓库的钥匙，每年更换灯芯并擦拭透镜。",
    )
    assert "removed" not in {change for change, _, _ in rows}
