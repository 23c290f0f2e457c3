"""Bytes to text: encodings, web pages, what is cleaned and said, and what is refused in one sentence."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from regparse import readers
from regparse.errors import ReadError

TEXT = "关于账户管理的通知\n银行应当核对账户。\n"
PAGE = """<!DOCTYPE html><html><head><title>no</title><style>p{}</style><script>var a = "no";</script></head>
<body><nav>首页</nav><p>第一条 银行应当<b>核对</b>账户。</p><p>第二条<br>银行应当&nbsp;报送。</p>
<!-- no --></body></html>"""


def text(data: bytes, media_type: str | None = None) -> str:
    return readers.read(data, "file", media_type).text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gb2312"), "gb18030"),  # which contains it
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_one_text_in_many_encodings(data: bytes, encoding: str) -> None:
    document = readers.read(data, "file")
    assert document.text == TEXT
    assert document.source.encoding == encoding


def test_the_source_tells_where_the_text_came_from() -> None:
    data = TEXT.encode()
    source = readers.read(data, "notice.txt").source
    assert (source.name, source.media_type, source.cleaners) == ("notice.txt", "text/plain", ())
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("raw", "clean", "cleaner"),
    [
        ("a\r\nb\rc\fd", "a\nb\nc\nd", "line-ends"),
        ("a\u200bb\u00adc\ufeffd", "abcd", "invisible-characters"),
        ("a\u00a0b\u2003c\td", "a b c d", "spaces"),
    ],
)
def test_what_is_cleaned_is_said(raw: str, clean: str, cleaner: str) -> None:
    document = readers.read(raw.encode(), "file")
    assert document.text == clean
    assert document.source.cleaners == (cleaner,)


def test_a_wide_space_stays_since_officials_indent_with_it() -> None:
    assert text("　　银行应当核对。".encode()) == "　　银行应当核对。"


# --- web pages ------------------------------------------------------------------------------------------


def test_a_page_gives_a_line_for_each_block() -> None:
    lines = [line.strip() for line in text(PAGE.encode()).split("\n") if line.strip()]
    assert lines == ["首页", "第一条 银行应当核对账户。", "第二条", "银行应当 报送。"]


def test_a_page_is_known_by_its_bytes_and_says_so() -> None:
    source = readers.read(PAGE.encode(), "file").source
    assert source.media_type == "text/html"
    assert source.cleaners[0] == "html-text"
    assert readers.read(PAGE.encode(), "file", "text/plain").source.media_type == "text/plain"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_a_page_in_the_encoding_it_declares(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>银行应当核对账户。</p></body></html>'
    document = readers.read(page.encode("gbk"), "file")
    assert document.text.strip() == "银行应当核对账户。"
    assert document.source.encoding == "gb18030"


def test_a_page_that_declares_an_encoding_that_is_none() -> None:
    page = '<html><head><meta charset="klingon"></head><body><p>银行</p></body></html>'
    assert text(page.encode()).strip() == "银行"


def test_a_page_nested_deeply_is_read() -> None:
    page = "<html><body>" + "<div>" * 200 + "银行" + "</div>" * 200
    assert text(page.encode()).strip() == "银行"


def test_a_page_nested_beyond_reason_loses_nothing_in_silence() -> None:
    page = "<html><body><p>before</p>" + "<div>" * 5000 + "银行" + "</div>" * 5000 + "<p>behind</p>"
    try:
        read = text(page.encode())
    except ReadError:
        return
    assert read.split() == ["before", "银行", "behind"]


def test_entities_are_characters_and_expand_nothing_else() -> None:
    page = '<html><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><body><p>&lt;A&gt; &amp; &e;</p></body></html>'
    assert "<A> &" in text(page.encode())
    assert "root:" not in text(page.encode())


def lines(page: str) -> list[str]:
    return [line.strip() for line in text(f"<html><body>{page}</body></html>".encode()).split("\n") if line.strip()]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">不得</div>',
        '<div style="color: red; DISPLAY : none">不得</div>',
        '<p style="visibility:hidden">不得</p>',
        "<p hidden>不得</p>",
        "<noscript>不得</noscript>",
        "<template><p>不得</p></template>",
        "<div hidden><p>不得<br>不得</p></div>",
        "<select><option>不得</option></select>",
        "<textarea>不得</textarea>",
        "<ruby><rt>不得</rt></ruby>",
    ],
)
def test_what_a_page_does_not_show_is_not_read(hidden: str) -> None:
    assert lines(f"<p>前</p>{hidden}<p>后</p>") == ["前", "后"]


def test_hidden_elements_are_said_and_what_follows_them_is_read() -> None:
    page = b'<html><body><p>a<span style="display:none">b</span>c</p></body></html>'
    document = readers.read(page, "file")
    assert document.text.strip() == "ac"
    assert "hidden-elements-dropped" in document.source.cleaners
    assert "hidden-elements-dropped" not in readers.read(PAGE.encode(), "file").source.cleaners


def test_a_style_that_only_names_display_hides_nothing() -> None:
    assert lines('<p style="display:block;no-display:none">甲</p>') == ["甲"]


def test_a_table_is_a_line_for_each_row() -> None:
    table = "<table><tr><th>机构<th>限额<tr><td><p>甲</p><td>1<br>万元</table>"
    assert lines(f"<p>前</p>{table}<p>后</p>") == ["前", "机构 | 限额", "甲 | 1 万元", "后"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<table><tr><td>正文甲<br>正文乙</td></tr></table>", ["正文甲", "正文乙"]),
        ("<table><tr><td>菜单</td><td><p>甲</p><p>乙</p></td></tr></table>", ["菜单", "甲", "乙"]),
        ("<table><tr><td>标题：<td>甲<tr><td>文号：<td>乙</table>", ["标题：", "甲", "文号：", "乙"]),
        (f"<table><tr><td>一<td>{'长' * 400}<tr><td>二<td>短</table>", ["一", "长" * 400, "二", "短"]),
    ],
)
def test_a_table_that_lays_out_a_page_or_is_a_form_gives_its_cells(table: str, expected: list[str]) -> None:
    assert lines(table) == expected


def test_of_tables_in_tables_the_inner_one_is_the_table() -> None:
    inner = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"
    assert lines(f"<table><tr><td>左<td>{inner}<tr><td>下<td>右</table>") == ["左", "甲 | 1", "乙 | 2", "下", "右"]


LONG = "银行应当核对账户，并在五个工作日内报告。" * 3


@pytest.mark.parametrize(
    ("data", "media_type", "encoding"),
    [
        (f"<html><body><p>{LONG}".encode("gbk"), "text/html; charset=GBK", "gb18030"),
        (f"<html><body><p>{LONG}".encode("gbk"), None, "gb18030"),
        (f'<html><meta charset="gb2312"><body><p>{LONG}'.encode(), None, "utf-8"),  # the bytes know better
        (f'<?xml version="1.0" encoding="gbk"?><html><body><p>{LONG}'.encode("gbk"), None, "gb18030"),
        (f'<html><!-- <meta charset="big5"> --><meta charset="gbk"><p>{LONG}'.encode("gbk"), None, "gb18030"),
        (f'<html><meta charset="utf-16"><p>{LONG}'.encode(), None, "utf-8"),  # which it could not say in these bytes
        (f'<html><meta charset="punycode"><p>{LONG}'.encode(), None, "utf-8"),
    ],
)
def test_the_encoding_is_what_header_page_and_bytes_say(data: bytes, media_type: str | None, encoding: str) -> None:
    document = readers.read(data, "file", media_type)
    assert document.text.strip() == LONG
    assert document.source.encoding == encoding


def test_one_bad_byte_does_not_turn_a_page_into_another_alphabet() -> None:
    data = f'<html><meta charset="utf-8"><body><p>{LONG}</p><p>尾'.encode()[:-1]
    document = readers.read(data, "file")
    assert LONG in document.text
    assert "undecodable-bytes-replaced" in document.source.cleaners


# --- numbered lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol><li>银行应当报告。</li><li>银行不得隐瞒。</li></ol>", ["1. 银行应当报告。", "2. 银行不得隐瞒。"]),
        ("<ol start=3 type=a><li>甲<li>乙<li value=9>丙<li>丁</ol>", ["c. 甲", "d. 乙", "i. 丙", "j. 丁"]),
        ("<ol type=I><li>甲<li>乙</ol><ol type=i><li>丙</ol>", ["I. 甲", "II. 乙", "i. 丙"]),
        ("<ol type=A><li>甲<ol><li>乙<li>丙</ol><li>丁</ol>", ["A. 甲", "1. 乙", "2. 丙", "B. 丁"]),
        ("<ol><li>甲<ul><li>乙<li>丙</ul><li>丁</ol>", ["1. 甲", "乙", "丙", "2. 丁"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<ol><li><p>甲。</p><p>又甲。</p><li><b>乙</b>丙</ol>", ["1. 甲。", "又甲。", "2. 乙丙"]),
        ("<ol style='list-style: upper-roman inside'><li>甲</ol>", ["I. 甲"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("<ol><li>第一条　甲<li>（二）乙</ol>", ["第一条　甲", "（二）乙"]),  # they write their own
        ("<ol><li hidden>甲<li>乙</ol>", ["1. 乙"]),
        ("<nav><ol><li>首页</ol></nav><ol class=breadcrumb><li>政策</ol>", ["首页", "政策"]),
        ("<ol><li></li><li>乙</li></ol><li>丙", ["2. 乙", "丙"]),
    ],
)
def test_a_list_has_the_numbers_that_a_browser_shows(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


def test_the_items_of_a_list_are_clauses() -> None:
    from regparse.analysis import pipeline

    page = """<meta charset=utf-8><p>某发〔2019〕7号</p><h1>某某银行关于测试账户的通知</h1><p>各银行：</p>
<p>现将有关事项通知如下：</p><ol><li>银行应当报告。</li><li>银行不得隐瞒。</li></ol><p>2019年3月5日</p>"""
    notice = pipeline.parse(page.encode(), "page.html")
    assert [clause.label for clause in notice.clauses] == ["1.", "2."]
    assert [p.kind for _, p in notice.provisions()] == ["obligation", "prohibition"]


# --- line ends inside a paragraph -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>二、银行不得<br>隐瞒。</p>", ["二、银行不得隐瞒。"]),
        ("<p>银行应当核对账户，<br>\n并报告结果</p>", ["银行应当核对账户，并报告结果"]),
        ("<p>依据《测试账户<br>管理办法》</p>", ["依据《测试账户管理办法》"]),
        (
            "<p>一、甲应当报告。</p><p>二、乙按月向监管机构<br>报告。</p>",
            ["一、甲应当报告。", "二、乙按月向监管机构报告。"],
        ),
        ("<p>甲报告。<p>乙报告。<p>丙按月向监管机构<br>报告。", ["甲报告。", "乙报告。", "丙按月向监管机构报告。"]),
        ("<p>Banks shall not lend<br>accounts to others.</p>", ["Banks shall not lend accounts to others."]),
        ("<p>Notice of the<br>Bank of Testing</p>", ["Notice of the Bank of Testing"]),
        ("<h1>某某委员会关于加强<br>测试账户管理的通知</h1>", ["某某委员会关于加强测试账户管理的通知"]),
        ("<p>机构应当<br>于每月<br>报告。</p>", ["机构应当于每月报告。"]),
    ],
)
def test_a_sentence_that_a_page_breaks_is_one_line(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


@pytest.mark.parametrize(
    "parts",
    [
        ["关于测试账户的通知", "某发〔2019〕7号", "各银行：", "现通知如下："],
        ["一、总体要求", "银行应当报告。", "二、工作安排", "银行不得隐瞒。", "三、其他", "另行通知。"],
        ["一、总体要求", "（一）银行应当报告。", "（二）银行不得隐瞒。", "某某银行", "2019年3月5日"],
        ["某某银行", "某某部", "2019年3月5日"],
        ["银行应当报告", "　　银行不得隐瞒。"],
        ["银行应当报告", "&nbsp;&nbsp;&nbsp;&nbsp;银行不得隐瞒。"],
        ["各银行应当：", "报告", "（此件公开发布）"],
        ["<b>背景说明</b>", "银行应当报告。"],
        ["Notice on Test Accounts", "To all banks:", "Banks report.", "Bank of Testing", "March 5, 2019"],
    ],
)
def test_paragraphs_that_a_page_parts_by_line_ends_stay_apart(parts: list[str]) -> None:
    page = f"<p>甲。</p><p>乙。</p><div>{'<br>'.join(parts)}</div>"
    bare = [part.replace("<b>", "").replace("</b>", "").replace("&nbsp;", " ").strip("　 ") for part in parts]
    assert [line.strip("　 ") for line in lines(page)] == ["甲。", "乙。", *bare]


def test_a_block_wrapped_at_a_width_is_joined_as_plain_text_is() -> None:
    sentence = "测试账户的开立和使用由各银行的总部统一负责管理和登记其分支机构按月向总部报送清单" * 3 + "。"
    wrapped = "<br>\n".join(sentence[at : at + 30] for at in range(0, len(sentence), 30))
    assert lines(f"<div>{wrapped}</div>") == [sentence]


def test_joined_lines_of_a_page_are_said_and_many_line_ends_take_no_time() -> None:
    page = "<meta charset=utf-8><p>银行不得<br>隐瞒。</p>"
    assert "broken-lines-joined" in readers.read(page.encode(), "page.html").source.cleaners
    assert "broken-lines-joined" not in readers.read(PAGE.encode(), "page.html").source.cleaners
    assert len(lines("<div>" + "甲，<br>" * 20_000 + "</div>")) < 200


# --- refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t\0 ", "is empty"),
        (b"\xd0\xcf\x11\xe0rest", "Word"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "compressed"),
        (bytes(range(256)) * 8, "not text"),
        (b"\xff\xfe\xff", "not text"),
        (b"<html><body></body></html>", "no text"),
        (b"<html><script>1</script></html>", "no text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as raised:
        readers.read(data, "upload")
    assert says in str(raised.value)
    assert str(raised.value).startswith("upload: ")
    assert "\n" not in str(raised.value)


def test_an_unknown_media_type_is_named() -> None:
    with pytest.raises(ReadError, match="image/png cannot be read"):
        readers.read(b"a", "file", "image/png")


# --- copied from a chat -----------------------------------------------------------------------------------

CHAT = """[图片]
某发〔2019〕7号
某某银行关于测试账户的通知
各银行：
现将有关事项通知如下：
一、银行应当报告。
[图片]
[文件]
二、银行不得隐瞒[图片]所示的账户。
[强][强] [玫瑰]
[2019][略]
某某银行
2019年3月5日
[表情]
"""


def test_placeholders_of_a_chat_are_dropped_and_said() -> None:
    from regparse.analysis import pipeline

    notice = pipeline.parse(CHAT.encode(), "chat.txt")
    kept = notice.text.split("\n")
    assert not [line for line in kept if line in ("[图片]", "[文件]", "[表情]") or "强" in line]
    assert "二、银行不得隐瞒[图片]所示的账户。" in kept
    assert "[2019][略]" in kept
    dropped = {p.lines[0] for p in notice.problems if p.code == "boilerplate-dropped" and p.lines}
    assert {7, 8, 10, 14} <= dropped
    assert [p.kind for _, p in notice.provisions()] == ["obligation", "prohibition"]
