"""Word files: the labels that Word generates, changes, tables, and what is not shown."""

from __future__ import annotations

import io
import zipfile

import pytest

from regparse import readers
from regparse.readers import numbering

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def docx(body: str, lists: str = "", styles: str = "", namespace: str = W, extra: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name, content in (("document", f"<w:body>{body}</w:body>"), ("numbering", lists), ("styles", styles)):
            if content:
                zipped.writestr(
                    f"word/{name}.xml", f'<w:{name} xmlns:w="{namespace}" xmlns:mc="{MC}"{extra}>{content}</w:{name}>'
                )
    return file.getvalue()


def read(data: bytes) -> list[str]:
    return [line for line in readers.read(data, "file").text.split("\n") if line.strip()]


def said(data: bytes) -> tuple[str, ...]:
    return readers.read(data, "file").source.cleaners


def p(words: str, level: int | None = None, num: str = "1", style: str = "", mark: str = "") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if level is not None else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}{mark}</w:pPr>{run(words)}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""


def levels(*rows: tuple[str, str], **extra: str) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra.get(f"l{i}", "")}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for i, (fmt, words) in enumerate(rows)
    )


def abstract(content: str, key: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{content}</w:abstractNum>'


def num(key: int, of: int = 0, override: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


OFFICIAL = levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
LAW = levels(
    ("chineseCountingThousand", "第%1章"), ("chineseCountingThousand", "第%2条"), l1='<w:lvlRestart w:val="0"/>'
)


# --- generated labels -------------------------------------------------------------------------------------


def test_the_levels_of_an_official_document_restart_below_each_other() -> None:
    body = p("甲", 0) + p("乙", 1) + p("丙", 2) + p("丁", 2) + p("戊", 1) + p("己", 2) + p("庚", 0) + p("辛", 1)
    expected = ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚", "（一）辛"]
    data = docx(body, abstract(OFFICIAL) + num(1))
    assert read(data) == expected
    assert "generated-numbering" in said(data)


def test_articles_run_on_across_chapters() -> None:
    body = (
        p("总则", 0) + p("为了规范，制定本办法。", 1) + p("本办法适用于银行。", 1) + p("罚则", 0) + p("处以罚款。", 1)
    )
    assert read(docx(body, abstract(LAW) + num(1))) == [
        "第一章 总则",
        "第一条 为了规范，制定本办法。",
        "第二条 本办法适用于银行。",
        "第二章 罚则",
        "第三条 处以罚款。",
    ]


def test_a_number_of_several_levels() -> None:
    rows = levels(("upperRoman", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"), l2="<w:isLgl/>")
    lists = abstract(rows) + num(1)
    assert read(docx(p("a", 0) + p("b", 0) + p("c", 1) + p("d", 2), lists)) == ["I. a", "II. b", "II.1 c", "2.1.1 d"]


def test_a_level_that_no_paragraph_had_counts_as_its_first() -> None:
    lists = abstract(levels(("decimal", "%1."), ("decimal", "%1.%2"))) + num(1)
    assert read(docx(p("a", 1) + p("b", 1), lists)) == ["1.1 a", "1.2 b"]


def test_two_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = p("a", 0, "1") + p("b", 0, "1") + p("c", 0, "2") + p("d", 0, "2")
    assert read(docx(body, abstract(OFFICIAL) + num(1) + num(2))) == ["一、a", "二、b", "三、c", "四、d"]
    assert read(docx(body, abstract(OFFICIAL) + num(1) + num(2, 0, override))) == ["一、a", "二、b", "一、c", "二、d"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl>'
    lists = abstract(OFFICIAL) + num(1, 0, f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>')
    assert read(docx(p("x", 0) + p("y", 0), lists)) == ["(e) x", "(f) y"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Art"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Art"/></w:style>'
    )
    none = p("无", style="Art", mark='<w:numPr><w:numId w:val="0"/></w:numPr>')
    body = p("甲", style="Art") + p("乙", style="Own") + none + p("丙", style="Own")
    assert read(docx(body, abstract(LAW) + num(1), styles)) == ["第一条 甲", "第二条 乙", "无", "第三条 丙"]


def test_a_level_names_the_style_that_it_belongs_to() -> None:
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:pPr>{numbered}</w:pPr></w:style>'
        for name in ("Chap", "Art")
    )
    lists = abstract(
        levels(
            ("chineseCounting", "第%1章"),
            ("chineseCounting", "第%2条"),
            l0='<w:pStyle w:val="Chap"/>',
            l1='<w:pStyle w:val="Art"/>',
        )
    )
    body = p("总则", style="Chap") + p("甲", style="Art") + p("乙", style="Art")
    assert read(docx(body, lists + num(1), styles)) == ["第一章 总则", "第一条 甲", "第二条 乙"]


def test_bullets_are_no_labels() -> None:
    lists = abstract(levels(("bullet", "\uf0b7"))) + num(1)
    data = docx(p("a", 0) + p("b", 0), lists)
    assert read(data) == ["a", "b"]
    assert "generated-numbering" not in said(data)


def test_strict_files_have_other_namespaces() -> None:
    assert read(docx(p("甲", 0), abstract(OFFICIAL) + num(1), namespace=STRICT)) == ["一、甲"]


@pytest.mark.parametrize(
    ("style", "number", "written"),
    [
        ("chineseCounting", 11, "十一"),
        ("chineseCountingThousand", 103, "一百零三"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 32, "叁拾贰"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("ideographTraditional", 3, "丙"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 26, "z"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("none", 5, ""),
        ("hebrew1", 5, "5"),
        ("upperRoman", 0, "0"),
    ],
)
def test_a_number_is_written_as_word_writes_it(style: str, number: int, written: str) -> None:
    assert numbering.write(number, style) == written


# --- changes ----------------------------------------------------------------------------------------------


def test_tracked_changes_are_accepted_and_said() -> None:
    body = f"<w:p>{run('银行')}<w:del><w:r><w:delText>可以</w:delText></w:r></w:del>"
    body += f"<w:ins>{run('应当')}</w:ins>{run('报告。')}</w:p>"
    assert read(docx(body)) == ["银行应当报告。"]
    assert "tracked-changes-accepted" in said(docx(body))
    assert "tracked-changes-accepted" not in said(docx(p("银行应当报告。")))


def test_a_moved_passage_stands_where_it_went() -> None:
    body = (
        f"<w:p><w:moveFrom>{run('甲。')}</w:moveFrom>{run('乙。')}</w:p><w:p><w:moveTo>{run('甲。')}</w:moveTo></w:p>"
    )
    assert read(docx(body)) == ["乙。", "甲。"]


def test_a_paragraph_that_is_deleted_has_no_number() -> None:
    gone = p("", 0, mark="<w:rPr><w:del/></w:rPr>").replace(
        "</w:p>", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    )
    assert read(docx(p("甲", 0) + gone + p("乙", 0), abstract(OFFICIAL) + num(1))) == ["一、甲", "二、乙"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_into_one_with_one_label() -> None:
    body = p("甲", 0) + p("银行应当", 0, mark="<w:rPr><w:del/></w:rPr>") + p("报告。", 0)
    assert read(docx(body, abstract(OFFICIAL) + num(1))) == ["一、甲", "二、银行应当报告。"]


def test_a_deleted_row_is_gone() -> None:
    cell = "<w:tc>{}</w:tc>"
    rows = [f"<w:tr>{mark}{cell.format(p(a))}{cell.format(p(b))}</w:tr>" for mark, a, b in (
        ("", "项目", "限额"), ("<w:trPr><w:del/></w:trPr>", "旧", "1万元"), ("", "新", "2万元"))]  # fmt: skip
    assert read(docx(f"<w:tbl>{''.join(rows)}</w:tbl>")) == ["项目 | 限额", "新 | 2万元"]


# --- what stands there, and what does not ------------------------------------------------------------------


def test_a_table_is_a_line_for_each_row() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}{p('（上限）')}</w:tc></w:tr>" for a, b in (("甲", "1"), ("乙", "2"))
    )
    assert read(docx(p("前") + f"<w:tbl>{rows}</w:tbl>" + p("后"))) == [
        "前",
        "甲 | 1 （上限）",
        "乙 | 2 （上限）",
        "后",
    ]


def test_a_table_that_only_lays_out_the_page_gives_paragraphs() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('甲')}{p('乙')}</w:tc><w:tc>{p('丙')}</w:tc></w:tr></w:tbl>"
    assert read(docx(table)) == ["甲", "乙", "丙"]


def test_labels_are_generated_inside_tables_too() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format(p('甲', 2), p('a'))}{row.format(p('乙', 2), p('b'))}</w:tbl>"
    assert read(docx(table, abstract(OFFICIAL) + num(1))) == ["1. 甲 | a", "2. 乙 | b"]


BOX = f"<w:txbxContent>{p('框')}</w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<w:p>{run('见')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('条')}</w:p>", ["见条"]),
        (f"<w:p>{run('显')}{run('隐', '<w:vanish/>')}</w:p>", ["显"]),
        ("<w:p>" + run("显") + run("也", '<w:vanish w:val="0"/>') + "</w:p>", ["显也"]),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", ["a b", "c"]),
        ("<w:p><w:r><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r></w:p>", ["c-de"]),
        (f"<w:p><w:r><w:instrText>PAGE 应当</w:instrText></w:r>{run('3')}</w:p>", ["3"]),
        (f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink>{run('后')}</w:p>", ["链接后"]),
        (f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        (f"<w:p><w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
         "</mc:AlternateContent></w:r></w:p>", ["框"]),
    ],
)  # fmt: skip
def test_what_is_shown_is_read_and_no_more(body: str, lines: list[str]) -> None:
    assert read(docx(body)) == lines


def test_footnotes_and_hidden_text_are_said_to_be_dropped() -> None:
    body = f"<w:p>{run('见')}<w:r><w:footnoteReference/></w:r>{run('隐', '<w:vanish/>')}</w:p>"
    assert {"footnotes-dropped", "hidden-text-dropped"} <= set(said(docx(body)))
