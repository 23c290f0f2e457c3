"""Which lines stand inside a quotation, also where its closing mark was lost."""

from __future__ import annotations

import pytest

from regparse.structure.quotations import quoted_lines


@pytest.mark.parametrize(
    ("lines", "inside"),
    [
        (["第一条 银行是指“商业银行”。", "第二条 银行应当报告。"], set()),
        (
            ["第三条 将第九条改为：“第九条 银行应当核对账户。", "第十条 银行应当报告。”", "第四条 自公布之日起施行。"],
            {1},
        ),
        # Each paragraph of new wording opens with a mark; the last one alone closes it.
        (["一、增加两款：“银行应当核对。", "“银行应当报告。", "“银行应当归档。”", "二、自公布之日起施行。"], {1, 2}),
        # New wording whose numbers happen to go on: they come again behind it.
        (["第三条 改为：“第四条 银行应当核对。", "第五条 银行应当报告。”", "第四条 施行。", "第五条 附则。"], {1}),
        (["第三条 改为：“银行应当核对。", "第四条 银行应当报告。", "第五条 归档。”", "第四条 本决定施行。"], {1, 2}),
    ],
)
def test_new_wording_stands_inside_a_quotation(lines: list[str], inside: set[int]) -> None:
    assert quoted_lines(lines) == inside


@pytest.mark.parametrize(
    "lines",
    [
        ["第一条 银行是指“商业银行。", "第二条 银行应当报告。", "第三条 银行应当核对。"],
        # A later mark, closing a quotation whose own opening mark was lost too, closes nothing of the first.
        ["第一条 银行是指“商业银行。", "第二条 银行应当报告。", "第三条 银行应当核对。", "第四条 客户”是指个人。"],
        ["一、银行是指“商业银行。", "二、银行应当报告。"],
    ],
)
def test_a_quotation_that_is_not_closed_holds_no_lines(lines: list[str]) -> None:
    assert quoted_lines(lines) == frozenset()


def test_a_quotation_that_is_not_closed_holds_what_has_numbers_of_its_own() -> None:
    lines = ["二、将第九条改为：“第九条 银行应当核对账户。", "（一）按月核对；", "（二）按年归档。"]
    assert quoted_lines(lines) == {1, 2}


def test_a_second_quotation_is_found_behind_a_lost_mark() -> None:
    lines = [
        "第一条 “银行是指商业银行。",
        "第二条 报告。",
        "第三条 改为：“第八条 核对。",
        "第九条 归档。”",
        "第四条 施行。",
    ]
    assert quoted_lines(lines) == {3}
