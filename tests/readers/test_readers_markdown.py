"""Markdown: marks off, words and printed labels kept."""

from __future__ import annotations

import pytest

from regparse import readers
from regparse.readers import markdown


def read(source: str) -> list[str]:
    return [line.strip() for line in markdown.strip(source).split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# 关于账户的通知", "关于账户的通知"),
        ("## I. Scope ##", "I. Scope"),
        ("###无空格的标题", "无空格的标题"),
        ("#1 priority", "#1 priority"),
        ("**（一）**银行应当报告。", "（一）银行应当报告。"),
        ("**(1)** Banks *shall* ***not*** lend.", "(1) Banks shall not lend."),
        ("__(2)__ Banks _shall_ report.", "(2) Banks shall report."),
        ("1. 建立台账；", "1. 建立台账；"),
        ("3\\. 建立台账；", "3. 建立台账；"),
        ("2) Banks report.", "2) Banks report."),
        ("- 甲银行", "甲银行"),
        ("* [x] done", "done"),
        ("> （一）引用", "（一）引用"),
        (">> 引用", "引用"),
        ("依据[《办法》](https://example.org/a)的规定", "依据《办法》的规定"),
        ("见<https://example.org/a>。", "见https://example.org/a。"),
        ("![标志](logo.png)正文", "正文"),
        ("利率为`5%`。", "利率为5%。"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("~~旧~~新", "新"),
        ("正文<sup>1</sup>", "正文1"),
        ("A &amp; B &lt;C&gt;", "A & B <C>"),
        ("a < b", "a < b"),
        ("\\*not emphasis\\*", "*not emphasis*"),
        ("正文[^1]。", "正文。"),
        ("行尾  ", "行尾"),
    ],
)
def test_the_words_of_a_line(source: str, words: str) -> None:
    assert read(source) == [words]


@pytest.mark.parametrize(
    "source",
    ["---\ntitle: x\n---\n正文", "<!-- 批注\n应当 -->正文", "正文\n\n---", "正文\n===", "正文\n\n[1]: https://example.org",
     "正文\n\n[^1]: 脚注\n    脚注续", "```\n正文\n```"],
)  # fmt: skip
def test_what_is_no_text_is_left_out(source: str) -> None:
    assert read(source) == ["正文"]


def test_a_table_is_a_line_for_each_row() -> None:
    assert read("| 机构 | 限额 |\n| --- | ---: |\n| 甲 | **1** |") == ["机构 | 限额", "甲 | 1"]


def test_a_break_parts_a_line() -> None:
    assert read("第一条 甲。<br>第二条 乙。") == ["第一条 甲。", "第二条 乙。"]


def test_the_suffix_tells_markdown_and_the_source_says_so() -> None:
    source = readers.read("<!-- x -->\n# 标题\n".encode(), "notice.md").source
    assert source.media_type == "text/markdown"
    assert "markdown-marks" in source.cleaners
    assert readers.read("# 标题\n".encode(), "notice").source.media_type == "text/plain"
    assert readers.read("# 标题\n".encode(), "notice", "md").text.strip() == "标题"
