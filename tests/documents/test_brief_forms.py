"""The brief as a Word file and as Markdown: what the page says, with headings, tables, links, contents of their own."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import zipfile

import pytest
from brief_page import Page, html
from handmade_notice import FULL, ID, notice
from lxml import etree

import regparse
from regparse.documents import typeset
from regparse.documents.typeset import blocks, picture, to_markdown
from regparse.documents.typeset.ooxml import W
from regparse.documents.typeset.to_word import bookmark
from regparse.model.comparison import Remark

NS = {"w": W}


@pytest.fixture(scope="module")
def word() -> etree._Element:
    data = regparse.render_brief(notice(), **FULL, extent="full", format="docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {"word/document.xml", "word/styles.xml", "word/footer1.xml"} <= set(archive.namelist())
        return etree.fromstring(archive.read("word/document.xml"))


def said(element: etree._Element) -> str:
    return "".join(element.xpath(".//w:t/text()", namespaces=NS))


def test_headings_are_headings_and_stand_in_the_contents(word: etree._Element) -> None:
    heads = word.xpath("//w:p[w:pPr/w:pStyle/@w:val='Heading1']", namespaces=NS)
    entries = word.xpath("//w:p[w:pPr/w:pStyle/@w:val='TOC1']", namespaces=NS)
    assert [said(one) for one in entries] == [said(one) for one in heads]
    assert said(heads[0]) == "What has to be known first"
    assert "1 Bans and duties by audience, in the words of the text" in map(said, heads)
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
    assert sorted(starts) == sorted(word.xpath("//w:bookmarkEnd/@w:id", namespaces=NS))
    assert len(starts) == len(set(starts))


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
    page = blocks.read(html(**FULL))
    found = []
    for one in page.blocks:
        if isinstance(one, blocks.Table):
            found += [block.text for row in (*one.head, *one.rows) for cell in row for block in cell.blocks]
        elif one.kind != blocks.CONTENTS:
            found.append(one.text)
    letters = re.compile(r"\s+")
    body = letters.sub("", text)
    missing = [piece for piece in found if letters.sub("", piece) not in body]
    assert missing == [], "nothing is said that the page does not say"
    length = sum(len(letters.sub("", piece)) for piece in found)
    assert length > 0.97 * len(body) - 250, "and nothing but the running heads is left out"


@pytest.fixture(scope="module")
def markdown() -> str:
    return regparse.render_brief(notice(), **FULL, extent="full", format="md").decode()


def test_markdown_tables_have_as_many_cells_in_each_row(markdown: str) -> None:
    tables = re.findall(r"(?:^\|.*\|$\n?)+", markdown, re.MULTILINE)
    assert len(tables) > 8
    for table in tables:
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.strip().splitlines()}
        assert len(cells) == 1
        assert re.fullmatch(r"\|( --- \|)+", table.splitlines()[1])


def test_markdown_links_lead_to_anchors(markdown: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', markdown))
    assert {"audience", "n-1-2", "c-5"} <= anchors
    assert set(re.findall(r"\]\(#([^)]+)\)", markdown)) <= anchors


def test_words_of_a_notice_are_no_marks_in_markdown() -> None:
    text = notice(title="Cards | *all* <b>of</b> [them](x)", title_span=None)
    made = regparse.render_brief(text, format="md").decode()
    assert r"Cards \| \*all\* &lt;b\>of&lt;/b\> \[them\](x)" in made
    for words, expected in (
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("12) no list", "12\\) no list"),
        ("- no list", "\\- no list"),
        ("&amp;lt;b&amp;gt; is no entity", "\\&lt;b\\&gt; is no entity"),
        ("2031 cards", "2031 cards"),
    ):
        assert to_markdown.write(f"<html><body><p>{words}</p></body></html>") == f"{expected}\n"


def test_the_same_brief_is_the_same_file() -> None:
    first, second = (regparse.render_brief(notice(), **FULL, format="docx") for _ in range(2))
    assert first == second
    other = regparse.render_brief(notice(title="Another"), **FULL, format="docx")
    assert other != first


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x28\x00\x00\x00\x0a\x08\x06\x00\x00\x00"  # 40 by 10 pixels


def test_the_logo_of_a_house_stands_in_word_in_its_own_shape() -> None:
    address = "data:image/png;base64," + base64.b64encode(PNG).decode()
    data = regparse.render_brief(notice(), style=typeset.Style(name="Firm", logo=address), format="docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/media/logo.png") == PNG
        assert b'Target="media/logo.png"' in archive.read("word/_rels/document.xml.rels")
        assert b'Extension="png"' in archive.read("[Content_Types].xml")
        body = etree.fromstring(archive.read("word/document.xml"))
    (extent,) = body.xpath("//*[local-name()='inline']/*[local-name()='extent']")
    assert int(extent.get("cx")) == 4 * int(extent.get("cy")), "40 pixels by 10"
    assert picture.read("data:image/svg+xml;base64,PHN2Zy8+") is None
    jpeg = bytes.fromhex("ffd8ffe000040000ffc0000b08000a00280100")
    found = picture.read("data:image/jpeg;base64," + base64.b64encode(jpeg).decode())
    assert found is not None
    assert (found.width, found.height) == (40, 10)


def test_group_rows_stay_with_theirs(word: etree._Element) -> None:
    kept = "w:tc/w:p/w:pPr/w:keepNext"
    alone = [row for row in word.xpath("//w:tr", namespaces=NS) if len(row.xpath("w:tc", namespaces=NS)) == 1]
    groups = [row for row in alone if not said(row).startswith("“")]
    assert groups
    assert len(groups) < len(alone), "beside them the words of a way through, below what is said of it"
    for row in alone:
        stays = row if row in groups else row.getprevious()
        assert stays.xpath(kept, namespaces=NS)


def test_two_remarks_stand_in_two_frames_in_word() -> None:
    notes = [Remark(on=ID, author=who, date=dt.date(2031, 4, 1), text="So.") for who in "AB"]
    data = regparse.render_brief(notice(), notes=notes, format="docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    looks = [
        (one.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS)) for one in body.xpath("//w:body/w:p", namespaces=NS)
    ]
    first = looks.index("Opinion")
    assert looks[first : first + 5] == ["Opinion", "Opinion", "", "Opinion", "Opinion"]


def test_a_long_name_of_a_bookmark_is_cut_as_word_wants_it() -> None:
    assert bookmark("n-" + "9-" * 40) == "_n_" + "9_" * 18 + "9"
    assert len(bookmark("n-" + "9-" * 40)) == 40
