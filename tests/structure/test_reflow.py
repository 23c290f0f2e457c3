"""Lines that scanning and copying glued together or broke apart."""

from __future__ import annotations

import pytest

import regparse
from regparse.structure import lines as texts
from regparse.structure.reflow import reflow

BODIES = "中国人民银行 市场监管总局 公安部 国家发展改革委 中国证监会 工业和信息化部 国家外汇"
ABOUT = "管理局关于进一步加强灯塔灯油仓库管理的通知"


def lines(*given: str) -> list[str]:
    return [line.text for line in reflow(texts.split("\n".join(given)))[0]]


def test_a_title_whose_first_line_is_full_of_issuers_is_one_line() -> None:
    assert lines(BODIES, ABOUT) == [BODIES + ABOUT]
    notice = regparse.parse(
        f"{BODIES}\n{ABOUT}\n\n各商业银行：\n\n现就有关事项通知如下：\n\n一、商业银行应当登记钥匙。\n"
    )
    assert notice.title == BODIES + ABOUT
    assert [body.id for body in notice.issuers] == ["PBOC", "SAMR", "MPS", "NDRC", "CSRC", "MIIT", "SAFE"]


@pytest.mark.parametrize(
    "given",
    [
        ("中国人民银行 中国证监会", "关于灯塔灯油仓库管理的通知"),  # two lines as the issuers set them
        (BODIES, "关于灯塔灯油仓库管理的通知"),
        (BODIES, "〔2031〕第8号", "关于灯塔灯油仓库管理的通知"),
        (BODIES, "2031年3月1日"),
        (BODIES, "各商业银行，支付机构："),
    ],
)
def test_names_above_what_is_no_end_of_a_title_stay_apart(given: tuple[str, ...]) -> None:
    assert lines(*given) == list(given)


@pytest.mark.parametrize("marks", ["（）：；", "():;"])
def test_labels_within_a_line_open_lines_in_either_style_of_marks(marks: str) -> None:
    left, right, colon, stop = marks
    heading = f"一、仓库的登记{left}一{right}商业银行应当登记。"
    assert lines(heading) == ["一、仓库的登记", f"{left}一{right}商业银行应当登记。"]
    assert lines(heading.replace("一、", "一.")) == ["一.仓库的登记", f"{left}一{right}商业银行应当登记。"]
    items = f"第三条　银行不得有下列行为{colon}{left}一{right}出借钥匙{stop}{left}二{right}涂改封条。"
    assert lines(items) == [
        f"第三条　银行不得有下列行为{colon}",
        f"{left}一{right}出借钥匙{stop}",
        f"{left}二{right}涂改封条。",
    ]


def test_an_english_sentence_broken_for_want_of_room_is_one_line() -> None:
    assert lines("Article 2 Lamp owners shall clean, oil and", "store the lamps.") == [
        "Article 2 Lamp owners shall clean, oil and store the lamps."
    ]
    assert lines("Article 3 Owners shall follow the rules, and those that the Board of Lamp", "Inspection sets.") == [
        "Article 3 Owners shall follow the rules, and those that the Board of Lamp Inspection sets."
    ]
    assert lines("The list shall name each owner, whether a bank or a non-", "bank institution.") == [
        "The list shall name each owner, whether a bank or a non-bank institution."
    ]


@pytest.mark.parametrize(
    "given",
    [
        ("I. Cleaning and Oiling of Lamps and Their Wicks", "Recently, lamps have gone out."),
        ("Owners shall meet the following conditions, namely", "(1) a clean lamp;"),
        ("The lamps shall be oiled in the evening.", "and the wicks cut."),
        ("Ministry of Lamps of the Northern Provinces", "March 1, 2031"),
    ],
)
def test_english_lines_that_end_or_open_something_stay_apart(given: tuple[str, ...]) -> None:
    assert lines(*given) == list(given)


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        (
            "灯油业务包括：（1）为灯塔加油；（2）清点灯油；（3）登记钥匙。",
            ["灯油业务包括：", "（1）为灯塔加油；", "（2）清点灯油；", "（3）登记钥匙。"],
        ),
        (
            "（一）灯塔应当：（1）点灯；（2）熄灯；（二）码头应当报告。",
            ["（一）灯塔应当：", "（1）点灯；", "（2）熄灯；", "（二）码头应当报告。"],
        ),
        ("灯塔按公式计算：（1）式所列数值。", ["灯塔按公式计算：（1）式所列数值。"]),
        (
            "中国人民银行 公安部令〔2031〕第 2 号根据灯塔管理的需要，制定了有关办法，现予公布。",
            ["中国人民银行 公安部令〔2031〕第 2 号", "根据灯塔管理的需要，制定了有关办法，现予公布。"],
        ),
        (
            "中国人民银行令〔2031〕第2号发布的办法继续有效，灯塔照常执行。",
            ["中国人民银行令〔2031〕第2号发布的办法继续有效，灯塔照常执行。"],
        ),
    ],
    ids=["arabic items", "items of items", "a formula", "an order", "an order that is cited"],
)
def test_what_a_scan_set_on_one_line_is_parted(glued: str, parts: list[str]) -> None:
    assert lines(glued) == parts
