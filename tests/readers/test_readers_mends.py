"""What pages and tools put into lines is taken out, in every format; odd characters refuse no file."""

from __future__ import annotations

import pytest

from regparse import readers
from regparse.readers import mends
from regparse.readers import text as plain

LINE = "第二条 银行不得出借铜灯账户，应当核对。"


def read(text: str, name: str = "x.txt") -> str:
    return readers.read(text.encode("utf-8"), name).text


@pytest.mark.parametrize("bullet", ["*   ", "* 　　", "• ", "●", "- ", "■ ", "◆", "·"])
@pytest.mark.parametrize("label", ["（一）", "1.", "①", "a.", "第一条 ", "1.1 "])
def test_a_bullet_before_a_label_is_taken_off(bullet: str, label: str) -> None:
    assert mends.mended(f"{bullet}{label}铜灯；")[0] == f"{label}铜灯；"


@pytest.mark.parametrize("line", ["* 铜灯", "— 6 —", "- 铜灯；", "*** 注"])
def test_a_bullet_before_anything_else_stays(line: str) -> None:
    assert mends.mended(line) == (line, ())


@pytest.mark.parametrize("unit", ["条", "章", "节"])
def test_a_page_number_glued_to_a_label_is_taken_off(unit: str) -> None:
    assert mends.mended(f"第二条 铜灯。\n14第三{unit}铜锁。") == (
        f"第二条 铜灯。\n第三{unit}铜锁。",
        ("page-numbers-dropped",),
    )


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("第第一一章章 总则", "第一章 总则"),
        ("第第一一章章  总总则则", "第一章  总则"),
        ("一一、、铜铜灯灯的的核核对对", "一、铜灯的核对"),
        ("——————", "——————"),
        ("谢谢大家", "谢谢大家"),
    ],
)
def test_glyphs_that_are_printed_twice_are_read_once(printed: str, meant: str) -> None:
    assert mends.mended(printed)[0] == meant


def test_blanks_between_all_characters_are_taken_out() -> None:
    spaced = "\n".join(" ".join(line) for line in ("关于铜灯的通知", "银行不得出借铜灯账户", "银行应当按月核对铜灯"))
    assert mends.mended(spaced)[0] == "关于铜灯的通知\n银行不得出借铜灯账户\n银行应当按月核对铜灯"
    assert mends.mended("第 一 条 银 行 应 当 核 对 铜 灯。")[0] == "第一条 银行应当核对铜灯。"


def test_blanks_strewn_over_sentences_are_taken_out_and_those_between_names_stay() -> None:
    text = "银行 应 当核 对账户，按月报 送。\n铜灯银行 铜锁银行"
    assert mends.mended(text)[0] == "银行应当核对账户，按月报送。\n铜灯银行 铜锁银行"


@pytest.mark.parametrize(
    "code", [0x1, 0x7, 0xB, 0xC, 0x1B, 0x7F, 0x9F, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFF, 0xE0041, 0xFE0F]
)
def test_no_odd_character_refuses_a_file_or_stands_in_a_word(code: int) -> None:
    worn = (
        f"关于铜灯账户有关事项的通知\n各商业银行：\n现就有关事项通知如下：\n第一条 银行应当报送。\n{chr(code)}{LINE}\n"
    )
    document = readers.read(worn.encode("utf-8", "surrogatepass"), "x.txt")
    assert LINE in document.text.split("\n")
    assert document.source.cleaners


@pytest.mark.parametrize("mark", ["\v", "\f", "\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_every_line_end_is_one(mark: str) -> None:
    assert read(f"第一条 铜灯。{mark}第二条 铜锁。").split("\n") == ["第一条 铜灯。", "第二条 铜锁。"]


@pytest.mark.parametrize(
    ("printed", "meant"), [("⺠", "民"), ("⻔", "门"), ("⻢", "马"), ("⼈", "人"), ("ﬁ", "fi"), ("︵", "(")]
)
def test_forms_of_fonts_are_the_ordinary_character(printed: str, meant: str) -> None:
    assert plain.compatible(printed) == meant


def test_a_soft_hyphen_at_a_line_end_divides_a_word() -> None:
    assert "Payment institutions" in read("Article 3 Pay\u00ad\nment institutions shall report to the bureau.")


def test_a_line_end_of_a_pages_source_is_nothing_inside_chinese() -> None:
    page = "<html><body><p>第一条 银行不\n  得出借铜灯，应当\n核对。</p><p>Banks shall\nreport.</p></body></html>"
    assert read(page, "x.html").split() == "第一条 银行不得出借铜灯，应当核对。 Banks shall report.".split()  # noqa: SIM905


def test_lines_in_one_block_of_a_pages_source_stay_lines() -> None:
    page = "<html><body><p>关于铜灯有关事项的通知\n铜发〔2031〕9号</p><p>各商业银行：\n为规范铜灯，通知如下：</p></body></html>"  # noqa: E501
    lines = [line for line in read(page, "x.html").split("\n") if line]
    assert lines == ["关于铜灯有关事项的通知", "铜发〔2031〕9号", "各商业银行：", "为规范铜灯，通知如下："]


@pytest.mark.parametrize("width", [14, 16, 20, 24, 28, 36])
def test_a_column_of_any_width_is_joined(width: int) -> None:
    articles = [
        f"第{n}条 银行应当建立铜灯台账，逐笔登记客户名称、金额和用途，妥善保存记录，不得出借铜灯，不得外包核对。"
        for n in "一二三四"
    ]
    wrapped = [article[i : i + width] for article in articles for i in range(0, len(article), width)]
    assert read("\n".join(wrapped)).split("\n") == articles


def test_a_list_of_names_of_one_length_is_no_column() -> None:
    names = "\n".join(f"铜灯城第{n}铜灯股份有限公司" for n in "一二三四五六")
    assert read(names) == names
