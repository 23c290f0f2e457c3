"""Labels to depths, and lines to parts: every line of a notice is placed exactly once."""

from __future__ import annotations

import pytest

import regparse
from regparse.notation.markers import read
from regparse.structure import outline, series, tree
from regparse.structure.lines import numbered
from regparse.structure.outline import Shape

ZH = ("关于账户管理有关事项的通知", "各商业银行：", "现就有关事项通知如下：")
EN = ("Notice on the Administration of Accounts", "To all banks:", "Matters are hereby notified as follows:")


def shaped(*body: str, head: tuple[str, ...] = ZH) -> Shape:
    return outline.shape(numbered((*head, *body)))


def depths(*labels: str) -> list[int | None]:
    """Give the depth of each label, None where it opens nothing."""
    shape = shaped(*(f"{label} 银行应当核对账户。" for label in labels))
    openings, _ = series.series(shape.lines, shape.kinds)
    by_line = {opening.line: opening.depth for opening in openings}
    return [by_line.get(i) for i in range(len(ZH), len(shape.lines))]


def ids(*body: str, head: tuple[str, ...] = ZH) -> list[str]:
    """Give the ids of all clauses and items in document order, without the notice's own."""
    grown = tree.build(shaped(*body, head=head), "n")
    return [unit.id[2:] for clause in grown.clauses for unit in clause.walk()]


# --- labels ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "label", "number", "family"),
    [
        ("一、总则", "一、", 1, "han-dot"),
        ("十九．其他", "十九．", 19, "han-dot"),
        ("（一）账户", "（一）", 1, "paren-han"),
        ("(二)账户", "(二)", 2, "paren-han"),
        ("（ 三 ）账户", "（ 三 ）", 3, "paren-han"),
        ("1. 账户", "1.", 1, "arabic-dot"),
        ("２．账户", "２．", 2, "arabic-dot"),
        ("（3）账户", "（3）", 3, "paren"),
        ("3）账户", "3）", 3, "arabic-half"),
        ("④账户", "④", 4, "circled"),
        ("(IX) Accounts", "(IX)", 9, "paren"),
        ("(II)Accounts", "(II)", 2, "paren"),
        ("(iv) accounts", "(iv)", 4, "paren-low"),
        ("IV. Accounts", "IV.", 4, "roman-dot"),
        ("第十二条 账户", "第十二条", 12, "article"),
        ("第12条 账户", "第12条", 12, "article"),
        ("第二章 账户", "第二章", 2, "chapter"),
        ("第三节 账户", "第三节", 3, "subchapter"),
        ("第一编 总则", "第一编", 1, "part"),
        ("Article 7 Accounts", "Article 7", 7, "article"),
        ("CHAPTER II Accounts", "CHAPTER II", 2, "chapter"),
        ("Section 2 Accounts", "Section 2", 2, "subchapter"),
    ],
)
def test_a_label_is_read_as_printed_and_as_a_number(line: str, label: str, number: int, family: str) -> None:
    mark = read(line)
    assert mark is not None
    assert (mark.label, mark.number, mark.family) == (label, number, family)


@pytest.mark.parametrize(
    "line",
    [
        "账户一、二级",
        "2024年7月1日",
        "3.5 percent of the balance",
        "第三条规定的账户",
        "第三条、第四条的账户",
        "第三条第二款的账户",
        "（银发〔2024〕1号）",
        "(PBOC) rules",
        "I think so",
        "Articles 3 and 4",
        "零、账户",
        "",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert read(line) is None


# --- labels to depths -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["一、", "二、", "三、"], [0, 0, 0]),
        (["一、", "（一）", "（二）", "二、", "（一）"], [0, 1, 1, 0, 1]),
        (["一、", "（一）", "1.", "（1）", "①", "②", "（2）", "2.", "（二）", "二、"], [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]),
        (["第一条", "（一）", "（二）", "第二条"], [0, 1, 1, 0]),
        (["第一章", "第一条", "第二条", "第二章", "第三条"], [0, 1, 1, 0, 1]),
        (["第一章", "第一节", "第一条", "第二节", "第二条", "第二章", "第三条"], [0, 1, 2, 1, 2, 0, 1]),
        # Depth comes from the series, not from the kind of label.
        (["（一）", "（二）"], [0, 0]),
        (["1.", "（一）", "（二）", "2."], [0, 1, 1, 0]),
        # A series goes on across sections.
        (["一、", "（一）", "（二）", "二、", "（三）"], [0, 1, 1, 0, 1]),
        # A translation that changes its numerals half way goes on with its series.
        (["(I)", "(II)", "(3)", "(4)"], [0, 0, 0, 0]),
        # A lost label: the series goes on; a number out of the blue opens nothing.
        (["一、", "二、", "四、"], [0, 0, 0]),
        (["一、", "二十、", "二、"], [0, None, 0]),
        (["一、", "7.", "二、"], [0, None, 0]),
    ],
)
def test_labels_to_depths(labels: list[str], expected: list[int | None]) -> None:
    assert depths(*labels) == expected


def test_labels_inside_a_quotation_open_nothing() -> None:
    shape = shaped("一、第五条改为：“第五条 银行应当核对。", "第六条 银行应当报送。”", "二、第九条删去。")
    openings, _ = series.series(shape.lines, shape.kinds)
    assert [opening.marker.label for opening in openings] == ["一、", "二、"]


# --- ids ----------------------------------------------------------------------------------------------------


def test_numbers_that_run_on_leave_the_section_out_of_the_id() -> None:
    body = ("一、开立", "（一）银行应当核实。", "（二）银行应当留存。", "二、使用", "（三）银行应当核对。")
    assert ids(*body) == ["1", "2", "3"]


def test_numbers_that_start_anew_take_the_section_into_the_id() -> None:
    body = ("一、开立", "（一）银行应当核实。", "（二）银行应当留存。", "二、使用", "（一）银行应当核对。")
    assert ids(*body) == ["1.1", "1.2", "2.1"]


def test_both_languages_give_the_same_ids() -> None:
    chinese = ("一、开立", "（一）银行应当核实。", "（二）银行应当留存。", "二、使用", "（三）银行应当核对。")
    english = ("(1) Banks shall verify.", "(2) Banks shall keep records.", "(3) Banks shall check.")
    assert ids(*chinese) == ids(*english, head=EN)


def test_articles_count_through_all_chapters() -> None:
    body = (
        "第一章 总则",
        "第一条 银行应当核实。",
        "第二章 附则",
        "第二条 下列账户除外：",
        "（一）专户；",
        "（二）零户。",
    )
    assert ids(*body) == ["1", "2", "2.1", "2.2"]


def test_text_under_a_heading_is_number_zero() -> None:
    assert ids("一、开立", "开立应当当面办理。", "（一）银行应当核实。", "（二）银行应当留存。") == ["1.0", "1", "2"]


def test_an_unnumbered_body_is_number_zero() -> None:
    grown = tree.build(shaped("银行应当于每月末核对全部账户，并报送核对结果。", "核对结果应当完整。"), "n")
    assert [(c.id, c.number, c.kind, len(c.paragraphs)) for c in grown.clauses] == [("n/0", 0, "paragraph", 2)]


def test_a_label_printed_twice_gets_a_letter() -> None:
    assert ids("一、银行应当核实。", "二、银行应当留存。", "二、银行应当核对。", "三、银行应当报送。") == [
        "1",
        "2",
        "2b",
        "3",
    ]


# --- what a clause holds --------------------------------------------------------------------------------------


def test_a_clause_holds_its_paragraphs_and_items_whole() -> None:
    body = ("第一条 银行应当核实：", "（一）姓名；", "（二）住址。", "核实应当当面进行。", "第二条 银行应当报送。")
    shape = shaped(*body)
    first, second = tree.build(shape, "n").clauses
    assert first.text == "\n".join(body[:4])
    assert [child.label for child in first.children] == ["（一）", "（二）"]
    assert second.text == body[4]
    assert [shape.text[slice(*span)] for span in second.paragraphs] == ["银行应当报送。"]


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("一、账户核对。银行应当按日核对账户。", "账户核对"),
        ("一、银行应当按日核对账户。核对应当完整。", None),
        ("一、银行应当按日核对账户。", None),
        ("(I) Daily checks. Banks shall check each account.", "Daily checks"),
        ("(I) Banks shall check each account. Checks are made daily.", None),
        ("(I) Banks shall check each account.", None),
    ],
)
def test_the_caption_of_a_clause(line: str, caption: str | None) -> None:
    english = line.isascii()
    other = "(II) Banks shall report." if english else "二、银行应当报送。"
    clauses = tree.build(shaped(line, other, head=EN if english else ZH), "n").clauses
    assert [clause.heading for clause in clauses] == [caption, None]


# --- the parts of a notice ------------------------------------------------------------------------------------


def kinds(shape: Shape) -> list[str]:
    return [str(kind) for kind in shape.kinds]


def test_the_parts_of_a_chinese_notice() -> None:
    shape = shaped(
        "一、银行应当核对账户。",
        "二、银行应当报送结果。",
        "本通知自发布之日起施行。",
        "附件：账户报表",
        "中国人民银行",
        "2024年7月1日",
        "抄送：各有关单位。",
        "中国人民银行办公厅2024年7月2日印发",
    )
    head = ["title", "recipients", "preamble"]
    tail = ["closing", "annex", "signature", "date", "colophon", "colophon"]
    assert kinds(shape) == [*head, "clause", "clause", *tail]


def test_a_note_under_the_signature_is_colophon() -> None:
    shape = shaped("一、银行应当核对账户。", "二、银行应当报送结果。", "2024年7月1日", "（此件公开发布）")
    assert kinds(shape)[-1] == "colophon"


def test_the_parts_of_an_english_notice() -> None:
    shape = shaped(
        "(I) Banks shall check each account.",
        "(II) Banks shall report.",
        "This Notice shall enter into force on the date of its issuance.",
        "People's Bank of China",
        "July 1, 2024",
        head=EN,
    )
    assert kinds(shape) == ["title", "recipients", "preamble", "clause", "clause", "closing", "signature", "date"]


def test_number_and_issuers_stand_in_the_head() -> None:
    lines = ("中国人民银行", "银发〔2024〕7号", *ZH, "一、银行应当核对账户。", "二、银行应当报送结果。")
    assert kinds(outline.shape(numbered(lines)))[:5] == ["issuers", "number", "title", "recipients", "preamble"]


def test_an_annex_behind_the_signature_runs_to_the_end() -> None:
    annex = ("附件1", "账户报表", "一、表头", "二、表体")
    shape = shaped("一、银行应当核对。", "二、银行应当报送。", "中国人民银行", "2024年7月1日", *annex)
    assert kinds(shape)[-4:] == ["annex"] * 4
    assert ids("一、银行应当核对。", "二、银行应当报送。", "中国人民银行", "2024年7月1日", *annex) == ["1", "2"]


def test_no_lines_are_no_clauses() -> None:
    shape = outline.shape(())
    assert shape.text == ""
    assert tree.build(shape, "n").clauses == ()


@pytest.mark.parametrize(
    "body",
    [
        ("一、银行应当核对。", "二、银行应当报送。"),
        ("一、开立", "开立应当当面办理。", "（一）银行应当核实。", "另有一段。", "（二）银行应当留存。", "二、其他"),
        ("银行应当于每月末核对全部账户，并报送核对结果。", "本通知自发布之日起施行。"),
        ("一、银行应当核对。", "九十、无关。", "二、银行应当报送。", "附件：报表", "2024年7月1日"),
    ],
)  # fmt: skip
def test_blocks_tile_the_lines_once_each(body: tuple[str, ...]) -> None:
    shape = shaped(*body)
    blocks = tree.build(shape, "n").blocks
    placed = [line for block in blocks for line in shape.text[slice(*block.span)].split("\n")]
    assert placed == list(shape.lines)
    clauses = tree.build(shape, "n").clauses
    body_lines = [shape.spans[i] for i in shape.at("clause")]
    sections = [section.span for section in tree.build(shape, "n").sections]
    for start, end in body_lines:
        inside = [c for c in clauses if c.span[0] <= start and end <= c.span[1]]
        headed = [s for s in sections if s[0] == start]
        assert len(inside) + len(headed) == 1


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (("一、银行应当核对。", "三、银行应当报送。"), ["numbering-gap"]),
        (("一、银行应当核对。", "二、银行应当报送。", "二、银行应当留存。", "三、其他。"), ["duplicate-label"]),
        (("一、银行应当核对。", "五十、银行应当报送。", "二、其他。"), ["stray-label"]),
        (("(I) 银行应当核对。", "(2) 银行应当报送。"), ["mixed-numbering"]),
        (("一、银行应当核对。", "二、银行应当报送。"), []),
    ],
)
def test_what_a_reader_would_flag_in_the_numbering(body: tuple[str, ...], codes: list[str]) -> None:
    shape = shaped(*body)
    problems = tree.build(shape, "n").problems
    assert [problem.code for problem in problems] == codes
    for problem in problems:
        assert problem.span is not None
        label = read(shape.text[slice(*problem.span)])
        assert label is not None  # the span quotes the label


ISSUED = """灯发〔2031〕3号
关于规范灯具租赁业务的通知
各租赁机构：
现就有关事项通知如下：
一、租赁机构应当报告。
二、租赁机构不得隐瞒。
{}
灯务总局
2031年5月6日"""


@pytest.mark.parametrize(
    "note",
    ["附件：\n1.报告表\n2.申请表", "附件：１．报告表\n　　　２．申请表", "附件：1.报告表\n2.申请表", "附件：报告表"],
)
def test_a_note_on_annexes_opens_no_clause(note: str) -> None:
    notice = regparse.parse(ISSUED.format(note))
    assert [c.id.rpartition("/")[2] for c in notice.clauses] == ["1", "2"]
    assert "附件" not in notice.clauses[-1].text
    # The issuer is invented, and the notice does not say when it takes effect.
    assert {p.code for p in notice.problems} == {"effect-missing", "issuer-missing"}


def test_the_word_that_marks_an_enclosed_instrument_is_no_clause() -> None:
    notice = regparse.parse(
        "灯发〔2031〕3号\n关于印发《灯具管理办法》的通知\n各租赁机构：\n现将《灯具管理办法》印发给你们，请遵照执行。\n"
        "附件：灯具管理办法\n灯务总局\n2031年5月6日\n（此件公开发布）\n附件\n灯具管理办法\n"
        "第一条　为规范灯具业务，制定本办法。\n第二条　租赁机构应当报告。"
    )
    assert [c.id.rpartition("/")[2] for c in notice.clauses] == ["1", "2"]


def test_a_paragraph_behind_a_list_is_the_articles_own() -> None:
    notice = regparse.parse(
        ISSUED.split("一、", maxsplit=1)[0] + "第一条　收单机构应当履行下列职责：\n（一）建立制度；\n（二）保存记录。\n"
        "收单机构不得免除责任。\n第二条　收单机构应当报告。"
    )
    first = notice.clauses[0]
    assert [child.text for child in first.children] == ["（一）建立制度；", "（二）保存记录。"]
    assert notice.text[slice(*first.paragraphs[-1])] == "收单机构不得免除责任。"
    ban = next(norm for _, norm in notice.provisions() if norm.kind == "prohibition")
    assert ban.id.partition("#")[0] == first.id
    duty = next(norm for norm in first.provisions if norm.kind == "obligation")
    assert [act.text for act in duty.activities] == ["建立制度", "保存记录"], "the lead-in still governs its items"


def test_a_paragraph_behind_items_that_are_no_list_is_the_last_items() -> None:
    notice = regparse.parse(
        ISSUED.split("一、", maxsplit=1)[0]
        + "一、管理要求\n（一）建立制度。\n租赁机构应当建立制度。\n（二）保存记录。\n"
        "租赁机构应当保存记录。"
    )
    assert notice.clauses[-1].text.endswith("租赁机构应当保存记录。")


def test_what_goes_on_below_the_last_article_of_an_order_signed_above_is_no_annex() -> None:
    lines = (
        "灯塔管理局令",
        "〔2031〕第3号",
        "现公布《灯塔管理办法》，自公布之日起施行。",
        "局长：王某",
        "2031年5月6日",
        "灯塔管理办法",
        "第一条 灯塔应当夜间点灯。",
        "第二条 灯塔不得出借灯油。",
        "出借的，应当立即收回。",
        "本办法自公布之日起施行。",
        "灯塔名单",
        "东港灯塔",
    )
    kinds = dict(zip(lines, outline.shape(numbered(lines)).kinds, strict=True))
    assert kinds["出借的，应当立即收回。"] == "clause"
    assert kinds["本办法自公布之日起施行。"] == "closing"
    assert kinds["灯塔名单"] == kinds["东港灯塔"] == "annex"
