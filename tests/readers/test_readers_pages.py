"""Lines on pages to paragraphs: margins, indents, running heads, page numbers, columns. Places are points."""

from __future__ import annotations

import pytest

from regparse.readers import lines
from regparse.readers.pages import Piece, paragraphs

LEFT, RIGHT, SHEET, PITCH = 90.0, 510.0, 600.0, 20.0


def zh(text: str, row: int, indent: int = 0, page: int = 0, size: float = 10.0) -> Piece:
    """A line of Chinese: each character is as wide as high."""
    left = LEFT + indent * size
    return Piece(page, text, left, left + size * len(text), 800 - PITCH * row, size, size, SHEET)


def page_of(*texts: tuple[str, int], page: int = 0) -> list[Piece]:
    return [zh(text, row, indent, page) for row, (text, indent) in enumerate(texts)]


def full(opening: str, indent: int = 0) -> str:
    """A line that fills the column of 42 characters."""
    return opening + "字" * (42 - indent - len(opening))


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    page = page_of((full("银行应当", 2), 2), (full("核对"), 0), ("并报告。", 0), (full("机构", 2), 2), ("应当。", 0))
    assert paragraphs([page]).lines == [
        full("银行应当", 2) + full("核对") + "并报告。",
        full("机构", 2) + "应当。",
    ]


def test_an_indented_line_opens_a_paragraph_though_the_one_before_is_full() -> None:
    page = page_of((full("甲", 2), 2), ("报告。", 0), (full("乙", 2)[:-1] + "。", 2), (full("丙", 2), 2), ("丁。", 0))
    assert paragraphs([page]).lines == [full("甲", 2) + "报告。", full("乙", 2)[:-1] + "。", full("丙", 2) + "丁。"]


@pytest.mark.parametrize("label", ["（二）", "二、", "第二条　", "2.", "②"])
def test_a_label_is_never_joined_to_a_sentence_that_has_ended(label: str) -> None:
    first = full("（一）银行应当报告")[:-1] + "；"
    page = page_of((first, 0), (label + "机构应当报告。", 0), (full("丙"), 0), ("丁。", 0))
    assert paragraphs([page]).lines[:2] == [first, label + "机构应当报告。"]


def test_a_reference_that_begins_a_line_is_no_label_where_labels_are_indented() -> None:
    first = full("第一条　依照本办法", 2)
    page = page_of(
        (first, 2), ("第九条规定报告的，从其规定。", 0), ("第二条　甲。", 2), ("第三条　乙。", 2), ("第四条　丙。", 2)
    )
    joined = paragraphs([page]).lines
    assert joined[0] == first + "第九条规定报告的，从其规定。"
    assert joined[1:] == ["第二条　甲。", "第三条　乙。", "第四条　丙。"]


def test_a_paragraph_goes_on_over_the_page_and_the_page_number_is_out() -> None:
    first = [(full("甲", 2), 2), *((full(word), 0) for word in "乙丙丁")]
    second = [("戊。", 0), (full("己", 2), 2), *((full(word), 0) for word in "庚辛壬")]
    pages = [[*page_of(*first), zh("— 1 —", 36, 18)], [*page_of(*second, page=1), zh("— 2 —", 36, 18, page=1)]]
    found = paragraphs(pages)
    assert found.lines == ["".join(text for text, _ in first) + "戊。", "".join(text for text, _ in second[1:])]
    assert "page-numbers-dropped" in found.cleaners


def test_bare_numbers_that_count_the_pages_are_out_and_others_stay() -> None:
    pages = [[*page_of(("第一条　报告。", 2), ("甲。", 2), page=n), zh(str(n + 7), 36, 20, page=n)] for n in range(3)]
    assert not any(line.isdigit() for line in paragraphs(pages).lines)
    rows = [("甲乙丙"[n], ["50", "80", "20"][n]) for n in range(3)]
    table = [
        [*page_of((full(word), 0), ("报告。", 0), page=n), zh(cell, 36, 20, n)] for n, (word, cell) in enumerate(rows)
    ]
    assert [line for line in paragraphs(table).lines if line.isdigit()] == ["50", "80", "20"]


def test_heads_that_repeat_in_one_place_are_out() -> None:
    texts = [[f"{page}之{row}。" for row in "子丑寅卯辰巳午"] for page in "甲乙丙丁"]
    heads = [f"某某公报　第3期　第{n + 12}页" for n in range(4)]
    pages = [[zh(heads[n], 0, 10, n), *(zh(text, row, 2, n) for row, text in enumerate(texts[n], 2))] for n in range(4)]
    found = paragraphs(pages)
    assert found.lines == [text for page in texts for text in page]
    assert found.cleaners == ("running-heads-dropped",)


def test_a_line_that_repeats_inside_the_text_stays() -> None:
    pages = []
    for n, name in enumerate("甲乙丙"):
        rows = [(f"{name}之{row}。", 2) for row in "子丑寅卯辰"]
        rows[3:3] = [("银行应当报告。", 2)]
        pages.append(page_of(*rows, ("机构应当报告。", 2), (f"{name}终。", 2), page=n))
    found = paragraphs(pages).lines
    assert found.count("银行应当报告。") == 3
    assert found.count("机构应当报告。") == 3


def test_a_second_copy_of_a_page_is_no_head() -> None:
    texts = ["关于测试账户的通知", "各银行：", "（一）甲。", "（二）乙。", "（三）丙。", "特此通知。"]
    pages = [page_of(*((text, 2) for text in texts), page=n) for n in range(2)]
    assert paragraphs(pages).lines == texts * 2


def test_a_repeated_line_that_is_not_set_off_stays_on_few_pages() -> None:
    texts = [["报告下列事项。", *(f"{name}之{row}。" for row in "子丑寅")] for name in "甲乙"]
    pages = [page_of(*((line, 2) for line in text), page=n) for n, text in enumerate(texts)]
    assert paragraphs(pages).lines.count("报告下列事项。") == 2


def test_lines_that_differ_in_a_number_are_no_heads() -> None:
    limits = (50, 80, 20, 90)
    pages = [
        page_of((f"限额为{limit}万元。", 2), (f"其他为{limit + 5}万元。", 2), page=n) for n, limit in enumerate(limits)
    ]
    assert len(paragraphs(pages).lines) == 8


def test_lines_are_read_from_top_to_bottom_whatever_their_order_in_the_file() -> None:
    page = page_of(("第一条　甲。", 2), ("第二条　乙。", 2), ("第三条　丙。", 2))
    assert paragraphs([page[::-1]]).lines == ["第一条　甲。", "第二条　乙。", "第三条　丙。"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [zh(f"左{n}。", n) for n in range(6)]
    right = [zh(f"右{n}。", n, indent=25) for n in range(6)]
    assert paragraphs([left + right]).lines == [f"左{n}。" for n in range(6)] + [f"右{n}。" for n in range(6)]


def test_cells_on_one_line_are_parted() -> None:
    table = [["机构", "限额", "期限"], ["甲", "一", "二"]]
    cells = [zh(cell, row, 15 * at) for row, texts in enumerate(table) for at, cell in enumerate(texts)]
    assert paragraphs([cells]).lines == ["机构 | 限额 | 期限", "甲 | 一 | 二"]


def test_a_wide_blank_in_one_line_makes_no_table() -> None:
    page = [zh("联系人：某某", 3), zh("电话：一二三", 3, indent=15), zh("特此通知。", 4, indent=2)]
    assert paragraphs([page]).lines == ["联系人：某某 电话：一二三", "特此通知。"]


def test_a_wide_gap_parts_paragraphs_without_indents() -> None:
    rows = [full("甲"), full("乙")[:-1] + "。", full("丙"), "丁。"]
    page = [zh(text, 0)._replace(base=base) for text, base in zip(rows, (800, 780, 750, 730), strict=True)]
    assert paragraphs([page]).lines == [rows[0] + rows[1], rows[2] + rows[3]]


def test_names_under_each_other_on_the_right_stay_apart() -> None:
    page = page_of(
        (full("甲", 2), 2),
        (full("乙"), 0),
        (full("丙"), 0),
        ("丁。", 0),
        ("中国人民银行", 36),
        ("二〇一九年三月五日", 33),
    )
    assert paragraphs([page]).lines[1:] == ["中国人民银行", "二〇一九年三月五日"]


@pytest.mark.parametrize(
    ("before", "after", "words", "joined"),
    [
        ("银行应当", "报告。", "", "银行应当报告。"),
        ("Banks shall", "report.", "", "Banks shall report."),
        ("在5", "日内", "", "在5日内"),
        ("regu\u2010", "lation", "", "regulation"),
        ("cross-", "border", "", "cross-border"),
        ("regu-", "lation", "the regulation of banks", "regulation"),
        ("cross\u2010", "border", "a cross-border account", "cross-border"),
        ("2019-", "2020", "", "2019- 2020"),
        ("", "a", "", "a"),
    ],
)
def test_two_lines_are_joined_as_one_is_written(before: str, after: str, words: str, joined: str) -> None:
    assert lines.join(before, after, lines.vocabulary(words)) == joined


# --- text in a column -------------------------------------------------------------------------------------

WRAPPED = """\
Notice on Test Accounts

To all banks:

(1) Banks shall not lend test accounts to any entity or individual, and
shall not use them to receive or pay funds of customers, whatever the
reason.
(2) Banks shall report losses within five days of the day on which they
learnt of them, and keep the records for at least five years.

People's Bank of China
March 5, 2019
"""


def test_text_that_was_wrapped_at_a_width_is_joined_and_said() -> None:
    from regparse import readers

    document = readers.read(WRAPPED.encode(), "mail.txt")
    assert [line for line in document.text.split("\n") if line] == [
        "Notice on Test Accounts",
        "To all banks:",
        "(1) Banks shall not lend test accounts to any entity or individual, and shall not use them to receive or pay "
        "funds of customers, whatever the reason.",
        "(2) Banks shall report losses within five days of the day on which they learnt of them, and keep the records "
        "for at least five years.",
        "People's Bank of China",
        "March 5, 2019",
    ]
    assert document.source.cleaners == ("wrapped-lines-joined",)


def test_a_document_number_below_a_line_that_is_full_stays_a_line() -> None:
    title = "Notice of the People's Bank of China on the Keeping of Amber Lamps"
    text = f"{title}\nYinfa [2031] No. 8\n\n{WRAPPED.partition('To all banks:')[2]}"
    assert lines.unwrap(text) != text
    assert lines.unwrap(text).startswith(f"{title}\nYinfa [2031] No. 8\n")


def test_forms_that_only_fonts_have_are_ordinary_characters_and_that_is_said() -> None:
    from regparse import readers

    document = readers.read(
        "Banks shall \ufb01le of\ufb01cial \ufb02oor plans. \u2f08⾦融机构应当报告。".encode(), "copied.txt"
    )
    assert document.text == "Banks shall file official floor plans. 人金融机构应当报告。"
    assert document.source.cleaners == ("compatibility-characters",)


def test_short_lines_that_were_not_wrapped_stay() -> None:
    text = (
        "People's Bank of China\nMinistry of Public Security\n"
        + "State Administration for Market Regulation and more\n" * 4
    )
    assert lines.unwrap(text) == text


# --- columns, narrow text, titles over several lines --------------------------------------------------------


def narrow(texts: list[tuple[str, int]], *, beside: bool = False, below: int = 0) -> list[Piece]:
    """Lines of a column of 16 characters, on the left or beside it on the right."""
    shift = 220.0 if beside else 0.0
    pieces = [zh(text, row + below, indent) for row, (text, indent) in enumerate(texts)]
    return [piece._replace(left=piece.left + shift, right=piece.right + shift) for piece in pieces]


LEFT_COLUMN = [
    ("为规范测试账户的开立和使用现将有", 0),
    ("关事项通知如下：", 0),
    ("一、银行应当每月核对测试账户的余", 0),
    ("额，并向所在地的监管机构按时报送", 0),
    ("结果。", 0),
    ("二、银行不得向任何单位和个人出借", 0),
]
RIGHT_COLUMN = [
    ("测试账户。", 0),
    ("三、银行应当在五个工作日内将发现", 0),
    ("的异常交易报告监管机构，并且妥善", 0),
    ("保存记录。", 0),
    ("特此通知。", 0),
]
COLUMNS = [
    "为规范测试账户的开立和使用现将有关事项通知如下：",
    "一、银行应当每月核对测试账户的余额，并向所在地的监管机构按时报送结果。",
    "二、银行不得向任何单位和个人出借测试账户。",
    "三、银行应当在五个工作日内将发现的异常交易报告监管机构，并且妥善保存记录。",
    "特此通知。",
]


def test_lines_of_columns_are_joined_and_go_on_in_the_next_column() -> None:
    assert paragraphs([narrow(LEFT_COLUMN) + narrow(RIGHT_COLUMN, beside=True)]).lines == COLUMNS


def test_a_title_stands_over_columns_and_a_table_below_them() -> None:
    title = zh("关于测试账户的开立使用报送和保存等有关事项的通知", 0, 8)
    foot = [zh("机构", 12, 0), zh("期限限额", 12, 20), zh("甲银行", 13, 0), zh("五日以内", 13, 20)]
    page = [title, *narrow(LEFT_COLUMN, below=2), *narrow(RIGHT_COLUMN, beside=True, below=2), *foot]
    assert paragraphs([page]).lines == [title.text, *COLUMNS, "机构 | 期限限额", "甲银行 | 五日以内"]


def test_heads_at_the_edge_of_a_page_in_columns_are_out_wherever_the_file_has_them() -> None:
    words = str.maketrans("测试通知银", "专用公告机")
    pages = []
    for n in range(2):
        body = narrow(LEFT_COLUMN, below=3) + narrow(RIGHT_COLUMN, beside=True, below=3)
        body = [piece._replace(text=piece.text.translate(words)) for piece in body] if n else body
        edge = [zh("某某公报", 0, 17), zh(f"— {n + 1} —", 14, 19)]
        pages.append([piece._replace(page=n) for piece in body + edge])
    found = paragraphs(pages)
    assert found.lines == COLUMNS + [line.translate(words) for line in COLUMNS]
    assert found.cleaners[:2] == ("running-heads-dropped", "page-numbers-dropped")


def test_a_last_page_with_one_short_column_is_read_like_the_others() -> None:
    first = narrow(LEFT_COLUMN) + narrow(RIGHT_COLUMN, beside=True)
    last = [zh(text, row)._replace(page=1) for row, text in enumerate(["测试账户的记录自交易发生之日起保", "存五年。"])]
    assert paragraphs([first, last]).lines[-1].endswith("自交易发生之日起保存五年。")


def test_a_right_column_of_few_lines_is_not_mixed_into_the_left_one() -> None:
    texts = [*LEFT_COLUMN[:5], *[(f"{label}、银行应当报告。", 0) for label in "二三四"], LEFT_COLUMN[5]]
    lines = paragraphs([narrow(texts) + narrow(RIGHT_COLUMN[:1], beside=True)]).lines
    assert lines[-1] == COLUMNS[2]
    assert lines[:2] == COLUMNS[:2]


def test_columns_of_short_lines_that_are_sentences_stay_apart() -> None:
    left, right = [(f"左{n}行。", 0) for n in range(6)], [(f"右{n}行。", 0) for n in range(6)]
    lines = paragraphs([narrow(left) + narrow(right, beside=True)]).lines
    assert lines == [text for text, _ in left + right]


def test_narrow_text_on_a_wide_page_shows_its_margin_by_the_sentences_it_breaks() -> None:
    assert paragraphs([narrow([*LEFT_COLUMN, *RIGHT_COLUMN])]).lines == COLUMNS


def test_names_of_one_length_under_each_other_show_no_margin() -> None:
    names = ["银行业务监管司负责人甲某某", "支付结算管理司负责人乙某某", "科技信息管理司负责人丙某某"]
    page = page_of(*((name, 0) for name in names), ("特此公布。", 0))
    assert paragraphs([page]).lines == [*names, "特此公布。"]


def test_a_title_in_large_letters_is_one_line_though_it_is_parted_where_it_reads_well() -> None:
    title = [zh("关于加强测试账户管理", 0, 11, size=14.0), zh("有关事项的通知", 1, 12, size=14.0)]
    title = [p._replace(left=300 - 7.0 * len(p.text), right=300 + 7.0 * len(p.text)) for p in title]
    number = zh("某发〔2019〕7号", 3, 16)
    number = number._replace(left=260, right=340)
    body = page_of((full("为规范账户", 2), 2), (full("管理"), 0), ("通知如下：", 0))
    body = [piece._replace(base=piece.base - 100) for piece in body]
    assert paragraphs([[*title, number, *body]]).lines == [
        "关于加强测试账户管理有关事项的通知",
        "某发〔2019〕7号",
        full("为规范账户", 2) + full("管理") + "通知如下：",
    ]


def test_a_centred_title_whose_first_line_stands_in_as_paragraphs_do_is_one_line() -> None:
    body = [(full(word, 2), 2) if n % 2 == 0 else (f"{word}。", 0) for n, word in enumerate("甲乙丙丁戊己庚辛")]
    first = zh("关于" + "字" * 36, 0, 3)  # of 40 characters behind the indent, in the middle of which it stands
    second = zh("有关事项的通知", 1, 17)._replace(left=265, right=335, first=30)
    lines = paragraphs([[first, second, *(p._replace(base=p.base - 60) for p in page_of(*body))]]).lines
    assert lines[0] == first.text + second.text
    assert len(lines) == 5


def test_a_number_under_a_full_title_and_a_date_over_a_heading_keep_their_lines() -> None:
    title = full("关于")[:-3] + "的通知"
    page = page_of((title, 0), ("某发〔2019〕7号", 0), (full("甲"), 0), ("乙。", 0))
    assert paragraphs([page]).lines[:2] == [title, "某发〔2019〕7号"]
    date = zh("2019年3月5日", 4, 33)
    rest = [zh("测试账户管理办法", 5), zh(full("第一条　丙"), 6), zh("丁。", 7)]
    assert paragraphs([[*page, date, *rest]]).lines[3:5] == ["2019年3月5日", "测试账户管理办法"]


def test_nothing_ends_inside_brackets() -> None:
    first = full("甲")[:-12] + "（Notice No."
    page = page_of((first, 0), ("54）同时废止。", 0), (full("乙"), 0), ("丙。", 0))
    page[0] = page[0]._replace(right=RIGHT)
    assert paragraphs([page]).lines[0].endswith("54）同时废止。")


def test_justified_words_in_a_narrow_column_are_no_cells() -> None:
    rows = [
        "banks shall report losses",
        "exchange.  Financial",
        "administration  bodies",
        "guide them and others",
        "at once.",
    ]
    page = []
    for row, text in enumerate(rows):
        words = text.split("  ")
        place = zh("", row)
        ends = [150.0, 250.0] if len(words) == 2 else [250.0 if row < 4 else 140.0]
        starts = [90.0, 210.0][: len(words)]
        page += [
            place._replace(text=word, left=start, right=end, first=30.0)
            for word, start, end in zip(words, starts, ends, strict=True)
        ]
    assert not any("|" in line for line in paragraphs([page]).lines)


def test_figures_drawn_after_the_words_beside_them_stay_in_their_rows() -> None:
    words = [zh(f"{n}类账户的限额", 0) for n in "甲乙丙丁戊"]
    words = [piece._replace(base=800 - 20 * row) for row, piece in enumerate(words)]
    figures = [zh(f"{n}00", n, 30) for n in range(5)]
    assert paragraphs([words + figures]).lines[0].endswith("0")


def test_lines_that_break_where_no_margin_can_be_told_are_said() -> None:
    page = page_of(("银行应当核对账户，", 0), ("并按月报告结果。", 0), ("特此通知。", 0))
    assert "broken-lines-left: 1" in paragraphs([page]).cleaners
