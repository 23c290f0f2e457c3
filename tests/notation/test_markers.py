"""Labels by their form: every script of numerals in every bracket, and articles that were inserted."""

from __future__ import annotations

import pytest

from regparse.notation import markers, numerals

ENCLOSED = [
    ("⑴⑵⑶", "paren"), ("⒈⒉⒊", "arabic-dot"), ("㈠㈡㈢", "paren-han"), ("①②③", "circled"), ("❶❷❸", "circled-dark"),
    ("➀➁➂", "circled-thin"), ("㊀㊁㊂", "circled-han"), ("⒜⒝⒞", "paren-letter"), ("ⒶⒷⒸ", "circled-letter"),
    ("ⓐⓑⓒ", "circled-letter-low"),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "family"), ENCLOSED)
def test_a_numeral_of_one_character_is_a_label_with_its_enclosure(labels: str, family: str) -> None:
    for number, label in enumerate(labels, 1):
        mark = markers.read(f"{label}铜灯")
        assert mark is not None
        assert (mark.number, mark.family, mark.label) == (number, family, label)


@pytest.mark.parametrize(("first", "count", "number"), [("㉑", 15, 21), ("㊱", 15, 36), ("⓫", 10, 11)])
def test_circled_numbers_run_on(first: str, count: int, number: int) -> None:
    for i in range(count):
        assert numerals.read(chr(ord(first) + i)) == (number + i, "circled")


@pytest.mark.parametrize("three", ["三", "叁", "參", "3", "３", "III", "Ⅲ"])
@pytest.mark.parametrize(("unit", "family"), [("章", "chapter"), ("节", "subchapter"), ("条", "article")])
def test_a_chapter_and_an_article_have_any_numeral(three: str, unit: str, family: str) -> None:
    mark = markers.read(f"第{three}{unit} 铜灯")
    assert mark is not None
    assert (mark.number, mark.family) == (3, family)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("第十条之一 银行", "10-1"),
        ("第一百二十条之十二 银行", "120-12"),
        ("第十条之一之二 银行", "10-1-2"),
        ("第2A条 银行", "2a"),
        ("第三章之一 铜灯", "3-1"),
        ("Article 2A Banks", "2a"),
        ("Article 4bis Banks", "4bis"),
        ("Article 4 ter. Banks", "4ter"),
        ("Article 12-3 Banks", "12-3"),
        ("Article Ⅳ Banks", "4"),
        ("Chapter 3B Lamps", "3b"),
    ],
)
def test_an_inserted_unit_has_a_step_of_its_own(line: str, step: str) -> None:
    mark = markers.read(line)
    assert mark is not None
    assert mark.step == step


@pytest.mark.parametrize(
    "line",
    [
        "第十条之一规定的银行",
        "第三条的规定",
        "第三条、第四条",
        "第三条（二）",
        "第十条之规定",
        "1.5亿元的",
        "1.2的要求",
    ],
)
def test_what_is_cited_or_counted_is_no_label(line: str) -> None:
    assert markers.read(line) is None
    assert markers.loose(line) is None


def test_a_caption_in_brackets_follows_an_article() -> None:
    mark = markers.read("第一条（目的）为规范铜灯")
    assert mark is not None
    assert mark.number == 1


def test_a_decimal_label_has_all_its_numbers() -> None:
    mark = markers.loose("2.1.3 银行")
    assert mark is not None
    assert (mark.path, mark.number, mark.step) == ((2, 1, 3), 3, "2.1.3")


@pytest.mark.parametrize("text", ["壹", "贰拾叁", "陆", "叁佰"])
def test_formal_numerals_are_read(text: str) -> None:
    assert numerals.read(text) == ({"壹": 1, "贰拾叁": 23, "陆": 6, "叁佰": 300}[text], "formal")
