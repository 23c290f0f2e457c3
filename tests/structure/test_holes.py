"""Missing labels are found inside the lines that scanning glued; labels that are only cited are not."""

from __future__ import annotations

import pytest

import regparse
from regparse.structure.holes import fill


@pytest.mark.parametrize(
    ("lines", "parted"),
    [
        (
            ["灯油仓库管理办法第一条　为规范灯油仓库，制定本办法。", "第二条　仓库应当登记。"],
            ["灯油仓库管理办法", "第一条　为规范灯油仓库，制定本办法。", "第二条　仓库应当登记。"],
        ),
        (
            ["第三条　仓库应当登记。第四条　仓库应当核对。", "第五条　仓库应当归档。"],
            ["第三条　仓库应当登记。", "第四条　仓库应当核对。", "第五条　仓库应当归档。"],
        ),
        (
            ["二、登记", "（一）登记钥匙。", "做好封条的核对（二）核对封条。", "（三）归档。"],
            ["二、登记", "（一）登记钥匙。", "做好封条的核对", "（二）核对封条。", "（三）归档。"],
        ),
        (
            ["现将有关事项通知如下：一、登记钥匙。", "二、核对封条。"],
            ["现将有关事项通知如下：", "一、登记钥匙。", "二、核对封条。"],
        ),
        # Two labels lost in a row; a series that counts on across the sections of a notice.
        (
            ["第一条 登记。", "利率为3$第二条 核对。", "利息为4$第三条 归档。", "第四条 施行。"],
            ["第一条 登记。", "利率为3$", "第二条 核对。", "利息为4$", "第三条 归档。", "第四条 施行。"],
        ),
        (
            ["一、登记", "（一）登记钥匙。", "二、核对与归档（二）核对封条。", "（三）归档。"],
            ["一、登记", "（一）登记钥匙。", "二、核对与归档", "（二）核对封条。", "（三）归档。"],
        ),
    ],
)
def test_a_line_is_parted_before_the_label_that_the_numbering_misses(lines: list[str], parted: list[str]) -> None:
    assert [text for _, text in fill(lines)] == parted


@pytest.mark.parametrize(
    "lines",
    [
        ["第一条 登记。", "依照本办法第二条 的规定核对。", "第三条 归档。"],  # cited
        ["一、登记", "依照前款第（一）项核对。", "（二）归档。"],
        ["一、登记", "前款（一）、（三）所列的封条。", "（二）归档。"],
        ["一、登记", "共计十二、三百件。", "三、归档"],
        ["一、登记二、核对", "九、归档"],  # more were lost than ever are
        ["第一条 登记。第二条 核对。"],  # no label behind it tells
        ["一、登记。二、核对。", "（一）归档。"],
    ],
)
def test_what_fills_no_hole_stays_in_its_line(lines: list[str]) -> None:
    assert [text for _, text in fill(lines)] == lines


def test_a_notice_with_glued_lines_has_all_its_clauses_and_says_what_was_parted() -> None:
    text = (
        "灯油仓库管理办法第一条　为规范灯油仓库，制定本办法。\n"
        "第二条　商业银行应当登记。第三条　支付机构应当核对。\n第四条　仓库应当归档。"
    )
    notice = regparse.parse(text)
    assert notice.title == "灯油仓库管理办法"
    assert [clause.number for clause in notice.clauses] == [1, 2, 3, 4]
    assert "glued-lines-parted" in notice.source.cleaners
