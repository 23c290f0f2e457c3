"""The brief as a Word file and as Markdown: what the page says, with headings, tables, links, contents of their own."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from brief_page import Page, html
from gift_cards import FULL, ID, notice
from lxml import etree

import regparse
from regparse.typeset import blocks, to_markdown
from regparse.typeset.ooxml import W

NS = {"w": W}


@pytest.fixture(scope="module")
def word() -> etree._Element:
    data = regparse.render_brief(notice(), **FULL, format="docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {"word/document.xml", "word/styles.xml", "word/footer1.xml"} <= set(archive.namelist())
        return etree.fromstring(archive.read("word/document.xml"))


def said(element: etree._Element) -> str:
    return "".join(element.xpath(".//w:t/text()", namespaces=NS))


def test_headings_are_headings_and_stand_in_the_contents(word: etree._Element) -> None:
    heads = word.xpath("//w:p[w:pPr/w:pStyle/@w:val='Heading1']", namespaces=NS)
    entries = word.xpath("//w:p[w:pPr/w:pStyle/@w:val='TOC1']", namespaces=NS)
    assert [said(one) for one in entries] == [said(one) for one in heads]
    assert said(heads[1]) == "1 The notice at a glance"
    field = word.xpath("//w:instrText/text()", namespaces=NS)
    assert len(field) == 1
    assert field[0].startswith("TOC ")
    kinds = word.xpath("//w:fldChar/@w:fldCharType", namespaces=NS)
    assert kinds == ["begin", "separate", "end"]


def test_links_lead_to_bookmarks_and_each_bookmark_is_one(word: etree._Element) -> None:
    names = word.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    assert len(names) == len(set(names))
    assert set(word.xpath("//w:hyperlink/@w:anchor", namespaces=NS)) <= set(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in names), "as Word allows"
    starts = word.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    assert starts == word.xpath("//w:bookmarkEnd/@w:id", namespaces=NS) or sorted(starts) == sorted(
        word.xpath("//w:bookmarkEnd/@w:id", namespaces=NS)
    )


def test_tables_are_whole_and_their_heads_repeat(word: etree._Element) -> None:
    for table in word.xpath("//w:tbl", namespaces=NS):
        grid = len(table.xpath("w:tblGrid/w:gridCol", namespaces=NS))
        for row in table.xpath("w:tr", namespaces=NS):
            spans = [
                int((one.xpath("w:tcPr/w:gridSpan/@w:val", namespaces=NS) or ["1"])[0])
                for one in row.xpath("w:tc", namespaces=NS)
            ]
            assert sum(spans) == grid
            assert all(one.xpath("w:p", namespaces=NS) for one in row.xpath("w:tc", namespaces=NS))
    bans = next(one for one in word.xpath("//w:tbl", namespaces=NS) if "May not" in said(one))
    first = bans.xpath("w:tr", namespaces=NS)[0]
    assert first.xpath("w:trPr/w:tblHeader", namespaces=NS)
    widths = [int(one) for one in bans.xpath("w:tblGrid/w:gridCol/@w:w", namespaces=NS)]
    assert widths[0] > 3 * widths[-1], "as on the page: the act has the room, the clause number little"


def test_chinese_words_carry_their_language(word: etree._Element) -> None:
    run = next(one for one in word.iter(f"{{{W}}}r") if "中国人民银行" in said(one))
    assert run.xpath("w:rPr/w:lang/@w:val", namespaces=NS) == ["zh-CN"]


def test_changes_are_told_by_more_than_colour_in_word(word: etree._Element) -> None:
    gone = next(one for one in word.iter(f"{{{W}}}r") if said(one) == "vouchers")
    assert gone.xpath("w:rPr/w:strike", namespaces=NS)


def test_word_and_markdown_say_what_the_page_says() -> None:
    text = Page(re.sub(r"(?s)<(style|svg|nav).*?</\1>", "", html(**FULL))).text
    page = blocks.read(regparse.render_brief(notice(), **FULL, format="html").decode())
    found = []
    for one in page.blocks:
        if isinstance(one, blocks.Table):
            found += [block.text for row in (*one.head, *one.rows) for cell in row for block in cell.blocks]
        elif one.kind != blocks.CONTENTS:
            found.append(one.text)
    letters = re.compile(r"\s+")
    body = letters.sub("", text)
    at = body.index("ComplianceBrief") if "ComplianceBrief" in body else 0
    missing = [piece for piece in found if letters.sub("", piece) not in body[at:]]
    assert missing == [], "nothing is said that the page does not say"
    length = sum(len(letters.sub("", piece)) for piece in found)
    assert length > 0.97 * len(body) - 250, "and nothing but the running heads is left out"


@pytest.fixture(scope="module")
def markdown() -> str:
    return regparse.render_brief(notice(), **FULL, format="md").decode()


def test_markdown_tables_have_as_many_cells_in_each_row(markdown: str) -> None:
    tables = re.findall(r"(?:^\|.*\|$\n?)+", markdown, re.MULTILINE)
    assert len(tables) > 8
    for table in tables:
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.strip().splitlines()}
        assert len(cells) == 1
        assert re.fullmatch(r"\|( --- \|)+", table.splitlines()[1])


def test_markdown_links_lead_to_anchors(markdown: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', markdown))
    assert {"facts", "n-1-2", "c-5"} <= anchors
    assert set(re.findall(r"\]\(#([^)]+)\)", markdown)) <= anchors


def test_words_of_a_notice_are_no_marks_in_markdown() -> None:
    text = notice(title="Cards | *all* <b>of</b> [them](x)", title_span=None)
    made = regparse.render_brief(text, format="md").decode()
    assert r"Cards \| \*all\* \<b\>of\</b\> \[them\](x)" in made
    assert to_markdown.write("<html><body><p># no heading</p></body></html>") == "\\# no heading\n"


def test_the_same_brief_is_the_same_file() -> None:
    first, second = (regparse.render_brief(notice(), **FULL, format="docx") for _ in range(2))
    assert first == second
    assert b"kafa" in ID.encode()
