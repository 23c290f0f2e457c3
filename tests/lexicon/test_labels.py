"""Labels that are one only in a run: every style from 1 on, letters beside Roman numerals, styles of no table."""

from __future__ import annotations

import pytest

from regparse.lexicon import labels

STYLES = {
    "letters": "a. b. c. d.", "letters in brackets": "(a) (b) (c) (d)", "upper letters": "A、 B、 C、 D、",
    "half letters": "a) b) c) d)", "stems": "甲、 乙、 丙、 丁、", "stems in brackets": "（甲） （乙） （丙） （丁）",
    "corners": "【一】 【二】 【三】 【四】", "corners, arabic": "〔1〕 〔2〕 〔3〕 〔4〕", "half Han": "一） 二） 三） 四）",  # noqa: E501
    "colons": "1： 2： 3： 4：", "firstly": "一是 二是 三是 四是", "of them": "其一， 其二， 其三， 其四，",
    "ordinals": "第一， 第二， 第三， 第四，", "words": "首先， 其次， 再次， 最后，", "English words": "First, Second, Third, Finally,",  # noqa: E501
    "decimals": "1.1 1.2 1.3 1.4", "small Roman": "i. ii. iii. iv.", "half Roman": "i) ii) iii) iv)",
    "rules": "Rule_5 Rule_6 Rule_7 Rule_8",
}  # fmt: skip


def numbers(lines: list[str]) -> list[int | None]:
    return [mark and mark.number for mark in labels.read(lines).marks]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_a_run_is_labels_and_one_alone_is_text(style: str) -> None:
    run = [f"{label.replace('_', ' ')} 银行应当核对铜灯；" for label in style.split()]
    first = 5 if "Rule" in style else 1
    assert numbers(run) == [first, first + 1, first + 2, first + 3]
    assert not labels.read(run).unknown
    assert numbers([run[1], "银行应当报送。"]) == [None, None]


@pytest.mark.parametrize(("before", "after"), [("", "/"), ("<", ">"), ("#", " "), ("", "—"), ("No. ", " ")])
def test_a_style_of_no_table_is_a_run_and_is_named(before: str, after: str) -> None:
    run = [f"{before}{number}{after}银行应当核对铜灯。" for number in (1, 2, 3)]
    assert numbers(run) == [1, 2, 3]
    assert labels.read(run).unknown == (0,)
    assert numbers(run[:2]) == [None, None]


def test_rows_of_a_table_are_no_run() -> None:
    assert numbers(["1 铜灯", "2 铜锁", "3 铜钥"]) == [None, None, None]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("(a) (b) (i) (ii) (c) (d)", [1, 2, 1, 2, 3, 4]),
        ("(f) (g) (h) (i) (j) (k)", [6, 7, 8, 9, 10, 11]),
        ("(i) (ii) (iii) (iv) (v) (vi)", [1, 2, 3, 4, 5, 6]),
        ("A. B. C. D.", [1, 2, 3, 4]),
        ("I. II. III. IV. V.", [1, 2, 3, 4, 5]),
    ],
)
def test_a_letter_that_is_a_roman_numeral_is_what_its_neighbours_make_it(printed: str, expected: list[int]) -> None:
    assert numbers([f"{label} Banks shall report." for label in printed.split()]) == expected


def test_decimals_go_on_in_order_and_amounts_do_not() -> None:
    lines = [f"{label} 银行" for label in "1.1 2.1.1 2.1.2 2.2.1 3.1 9.7".split()]  # noqa: SIM905
    assert [mark is not None for mark in labels.read(lines).marks] == [True] * 5 + [False]


def test_sections_are_articles_where_a_text_has_no_others() -> None:
    bare = ["Section 1. Banks shall register.", "Section 2. Banks shall report."]
    assert {mark.family for mark in labels.read(bare).marks if mark} == {"article"}
    heads = ["Section 1 Scope", "1. Banks shall register.", "Section 2 Duties", "1. Banks shall report."]
    assert labels.read(heads).marks[0].family == "subchapter"  # type: ignore[union-attr]


def test_counting_words_are_labels_behind_a_colon_and_paragraphs_of_a_labelled_unit_otherwise() -> None:
    run = ["一是银行应当核对铜灯；", "二是银行应当登记铜灯。"]
    assert numbers(["（一）银行应当做好下列工作：", *run]) == [1, 1, 2]
    assert numbers(["（一）健全灯塔制度。", *run]) == [1, None, None]
