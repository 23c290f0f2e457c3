"""One notice in every format: the same clauses, the same norms, whatever file it came in.

The English text is the project's own; the Chinese one is written for this test.
"""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from regparse import readers
from regparse.analysis import pipeline
from regparse.model import Notice
from regparse.notation import markers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
ENGLISH = (ROOT / "corpus" / "yinfa-2021-237" / "en.txt").read_text(encoding="utf-8")
CHINESE = """关于加强测试账户管理有关事项的通知
银发〔2019〕7号
中国人民银行上海总部，各分行、营业管理部，各省会（首府）城市中心支行；各商业银行：
为规范测试账户的开立和使用，防范资金风险，保护存款人的合法权益，依据《中华人民共和国商业银行法》等法律规定，现就有关事项通知如下：
一、明确测试账户的属性
（一）测试账户不具有结算功能。测试账户仅用于检验信息系统，不得用于收付客户资金，不得向任何单位或者个人出借、出租。
（二）为他人提供测试账户用于转移资金的，属于非法金融活动，应当严格禁止，坚决依法取缔；构成犯罪的，依法追究刑事责任。
二、健全账户管理机制
（三）健全部门协同机制。中国人民银行会同市场监管总局、金融监管总局完善工作机制，统筹指导各地开展测试账户清理，及时通报发现的风险线索，按季度汇总处置情况并向国务院报告。
（四）强化属地落实。各省级人民政府对本行政区域内测试账户的清理工作负总责，由地方金融管理部门牵头，会同公安、网信等部门，对违规开立、买卖账户的行为依法查处。
三、加强风险监测
（五）商业银行应当履行下列义务：
1. 建立测试账户台账，每月核对余额；
2. 发现异常交易的，应当在5个工作日内向中国人民银行当地分支机构报告，并妥善保存交易记录不少于5年；
3. 未经中国人民银行批准，不得新开立测试账户。
（六）互联网企业不得为买卖测试账户提供网络经营场所、商业展示、营销宣传等服务。
本通知自发布之日起施行。
中国人民银行
2019年3月5日
"""
TEXTS = {"en": ENGLISH, "zh": CHINESE}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


# --- one text in six formats ------------------------------------------------------------------------------


def as_text(text: str) -> bytes:
    return text.encode()


def as_html(text: str) -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines(text))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def as_broken_html(text: str) -> bytes:
    """A body whose paragraphs are parted by ``<br>`` and indented with wide spaces, as old pages have it."""
    body = "<br/>\r\n".join(f"　　{html.escape(line)}" for line in lines(text))
    return f"<html><body><div><font size=3>{body}</font></div></body></html>".encode()


def as_gbk_page(text: str) -> bytes:
    """A page in GBK with menus before and behind, a script, and something hidden."""
    body = "".join(f'<p style="text-indent:2em"><span>{html.escape(line)}</span></p>' for line in lines(text))
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<script>document.write("不得");</script></head><body>
<div class="nav"><a href="/">网站地图</a> </div><div>当前位置：首页 &gt; 公告</div>
<div style="display: none">银行应当删除本句。</div><!-- 应当 --><noscript>应当启用脚本。</noscript>
<div id="zoom">{body}</div><div>【打印】</div><div>版权所有：某某网站</div></body></html>"""
    return page.encode("gbk")


def as_markdown(text: str) -> bytes:
    out = []
    for line in lines(text):
        mark = markers.read(line)
        if not out:
            out.append(f"# {line}")
        elif mark and mark.family in ("han-dot", "roman-dot"):
            out.append(f"## {line}")
        elif mark and mark.family.startswith("paren"):
            out.append(f"**{mark.label}**{line[mark.end :]}")
        else:
            out.append(re.sub(r"(?<=\d)\. ", r"\. ", line))
    return "\n\n".join(out).encode()


def as_pdf(text: str) -> bytes:
    return _pdf(text, "p{text-align:justify;margin:0;text-indent:2em}" if "通知" in text else "p{margin:0 0 6pt}")


def as_ragged_pdf(text: str) -> bytes:
    return _pdf(text, "p{margin:0 0 8pt;hyphens:auto}")


def _pdf(text: str, style: str) -> bytes:
    from regparse.documents import typeset

    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines(text))
    css = f"""@font-face{{font-family:N;src:url(fonts/NotoSansSC-Regular.ttf)}}
@font-face{{font-family:S;src:url(fonts/SourceSerif4-Regular.ttf)}}
@page{{size:150mm 120mm;margin:20mm;@top-right{{content:'Official gazette 2019';font:8pt S}}
@bottom-center{{content:'— ' counter(page) ' —';font:9pt N}}}}
body{{font:11pt/1.5 S,N}} {style}"""
    return typeset.pdf(f'<html lang="en"><style>{css}</style><body>{body}</body></html>')


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FORMATS = {
    "zh": (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")),
    "en": (("upperRoman", "%1."), ("decimal", "(%2)"), ("lowerLetter", "(%3)")),
}
LEVELS = {"han-dot": 0, "roman-dot": 0, "paren-han": 1, "paren": 1, "arabic-dot": 2}


def as_docx(text: str) -> bytes:
    """A Word file that holds no label: each is generated, the second level running on across sections."""
    language = "zh" if "通知" in text else "en"
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        + ('<w:lvlRestart w:val="0"/>' if i == 1 else "")
        + f'<w:lvlText w:val="{words}"/></w:lvl>'
        for i, (fmt, words) in enumerate(FORMATS[language])
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    body = ""
    for line in lines(text):
        mark = markers.read(line)
        properties = ""
        if mark:
            level = LEVELS[mark.family]
            properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
        words = line[mark.end :].strip() if mark else line
        half = len(words) // 2  # Word cuts sentences into runs anywhere
        runs = "".join(
            f'<w:r><w:t xml:space="preserve">{html.escape(part)}</w:t></w:r>' for part in (words[:half], words[half:])
        )
        body += f"<w:p>{properties}{runs}</w:p>"
    return archive({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
                    "word/numbering.xml": numbering})  # fmt: skip


def archive(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return file.getvalue()


MAKERS: tuple[tuple[Callable[[str], bytes], str | None], ...] = (
    (as_html, None),
    (as_broken_html, None),
    (as_gbk_page, None),
    (as_pdf, None),
    (as_ragged_pdf, None),
    (as_docx, None),
    (as_markdown, "text/markdown"),
)


def facts(notice: Notice) -> dict[str, object]:
    """Everything but where it came from and what was left out around it."""
    return notice.model_dump(exclude={"source", "problems"})


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(("make", "media_type"), MAKERS, ids=[make.__name__ for make, _ in MAKERS])
def test_a_notice_is_the_same_in_every_format(
    make: Callable[[str], bytes], media_type: str | None, language: str
) -> None:
    text = TEXTS[language]
    expected = pipeline.parse(as_text(text), "notice.txt")
    found = pipeline.parse(make(text), "notice", media_type=media_type)
    assert found.text.split("\n") == expected.text.split("\n")  # the first thing to look at when the next line fails
    assert facts(found) == facts(expected)
    assert {p.code for p in found.problems} - {p.code for p in expected.problems} <= {"boilerplate-dropped"}


def test_the_chinese_text_holds_what_the_formats_could_lose() -> None:
    notice = pipeline.parse(as_text(CHINESE), "notice.txt")
    assert [section.label for section in notice.sections] == ["一、", "二、", "三、"]
    assert [clause.label for clause in notice.clauses] == [f"（{n}）" for n in "一二三四五六"]
    assert [child.label for child in notice.clauses[4].children] == ["1.", "2.", "3."]
    assert sum(p.kind == "prohibition" for _, p in notice.provisions()) >= 4


@pytest.mark.parametrize(
    ("make", "media_type", "cleaners"),
    [
        (as_pdf, readers.PDF, {"running-heads-dropped", "page-numbers-dropped", "broken-lines-joined"}),
        (as_docx, readers.DOCX, {"docx-text", "generated-numbering"}),
        (as_gbk_page, "text/html", {"html-text", "hidden-elements-dropped"}),
    ],
)  # fmt: skip
def test_what_a_reader_did_is_said(make: Callable[[str], bytes], media_type: str, cleaners: set[str]) -> None:
    source = readers.read(make(CHINESE), "notice").source
    assert source.media_type == media_type
    assert cleaners <= set(source.cleaners)


# --- from stdin -------------------------------------------------------------------------------------------


def run(data: bytes, *args: str) -> subprocess.CompletedProcess[bytes]:
    code = "from regparse.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *args], input=data, capture_output=True, check=False, cwd=ROOT)


@pytest.mark.parametrize(
    ("make", "kind"), [(as_text, None), (as_docx, None), (as_markdown, "md"), (as_html, "html"), (as_docx, "docx")]
)
def test_stdin_may_hold_any_of_them(make: Callable[[str], bytes], kind: str | None) -> None:
    done = run(make(CHINESE), "parse", "-", "--format", "json", *(("--type", kind) if kind else ()))
    assert done.returncode == 0, done.stderr.decode()
    notice = json.loads(done.stdout)
    assert notice["id"] == "yinfa-2019-7"
    assert len(notice["clauses"]) == 6
    assert notice["source"]["media_type"] == readers.TYPES[kind or ("text" if make is as_text else "docx")]


def test_a_type_that_the_bytes_are_not_is_one_sentence() -> None:
    done = run(as_text(CHINESE), "check", "-", "--type", "pdf")
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "regparse: stdin: the PDF is damaged and cannot be opened"


def test_a_text_loads_no_library_for_pdf_or_word() -> None:
    code = "import sys, regparse; regparse.parse('corpus/yinfa-2021-237/en.txt'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True)
    loaded = set(done.stdout.split())
    assert "regparse.readers.text" in loaded
    assert not loaded & {"pypdfium2", "regparse.readers.pdf", "regparse.readers.docx"}
