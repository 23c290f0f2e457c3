"""A comparison as a document: what is printed, and that it can be taken back word for word."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

import regparse
from regparse.comparison.document import Stretch, document
from regparse.documents.synopsis import render_comparison
from regparse.documents.synopsis.rows import in_rows
from regparse.documents.synopsis.view import WAYS, view
from regparse.errors import RegparseError, RenderError
from regparse.model import Notice
from regparse.readers import docx

OLD = """关于规范灯具租赁业务的通知
灯发〔2031〕3号

各港口：

现将有关事项通知如下：

一、总体要求
（一）租赁机构不得向未成年人出租铜灯。
（二）租赁机构应当每月盘点库存，并保存记录五年。
（三）任何单位不得伪造灯具编号。
二、监督管理
（四）港务局负责检查租赁机构的库存记录。
（五）租赁机构应当公示租金标准。

灯务总局
2031年5月6日"""
NEW = """关于进一步规范灯具租赁业务的通知
灯发〔2033〕8号

各港口：

现将有关事项通知如下：

一、总体要求
（一）租赁机构不得向未成年人出租铜灯。租赁机构应当每月盘点库存，并保存记录十年。
（二）任何单位不得伪造灯具编号。
二、监督管理
（三）租赁机构应当公示租金标准。
（四）港务局会同灯务总局负责检查租赁机构的库存记录。
（五）违反本通知规定的，由港务局依法给予处罚。

灯务总局
2033年1月2日"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lamps() -> tuple[Notice, Notice]:
    return regparse.parse(OLD), regparse.parse(NEW)


def corpus() -> tuple[Notice, Notice]:
    return regparse.parse("yinfa-2021-237"), regparse.parse("yinfa-2026-42")


def texts(stretches: Iterable[Stretch]) -> tuple[str, str]:
    """The old and the new text that a document holds."""
    sides = []
    for left_out in ("insert", "delete"):
        sides.append("".join(c.text for s in stretches for c in s.changes if c.op != left_out))
    return sides[0], sides[1]


@pytest.mark.parametrize("pair", [lamps, corpus])
def test_a_document_holds_both_texts_to_the_letter(pair: object) -> None:
    old, new = pair()  # type: ignore[operator]
    for a, b in ((old, new), (new, old), (new, new)):
        assert texts(document(a, b, regparse.compare(a, b))) == (a.text, b.text)


PIECES = ["甲方", "不得", "应当", "出租", "铜灯", "。", "（一）", "（二）", "一、", "\n", "\n\n"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=40)


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_a_document_holds_both_texts_whatever_they_are(before: list[str], after: list[str]) -> None:
    old, new = (
        regparse.parse(text.partition("（二）")[0] + "".join(words)) for text, words in ((OLD, before), (NEW, after))
    )
    assert texts(document(old, new, regparse.compare(old, new))) == (old.text, new.text)


def test_neighbours_that_were_merged_are_one_stretch() -> None:
    old, new = lamps()
    stretches = document(old, new, regparse.compare(old, new))
    merged = next(s for s in stretches if len(s.old) > 1)
    assert [one.rpartition("/")[2] for one in (*merged.old, *merged.new)] == ["1", "2", "1"]
    assert "".join(c.text for c in merged.changes if c.op == "insert").startswith("十")
    assert "盘点库存" in "".join(c.text for c in merged.changes if c.op == "equal"), "what was kept is not struck out"


def test_two_languages_make_no_document() -> None:
    old, new = regparse.parse(OLD), regparse.parse("yinfa-2026-42")
    with pytest.raises(RegparseError, match="two languages"):
        document(old, new, regparse.compare(old, new))


# The Word file


def taken(data: bytes, op: str) -> str:
    """The text of a Word file when every change is accepted (``ins``) or rejected (``del``), as ECMA-376 says."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    out = ""
    paragraphs = list(root.iter(f"{W}p"))
    for n, p in enumerate(paragraphs):
        for run in p.iter(f"{W}r"):
            inside = run.getparent()
            assert inside is not None
            if inside.tag == f"{W}p" or inside.tag == W + op:
                out += "".join(t.text or "" for t in run if t.tag in (f"{W}t", f"{W}delText"))
        end = p.find(f"{W}pPr/{W}rPr")
        tracked = None if end is None else end[0].tag
        if n < len(paragraphs) - 1 and tracked in (None, W + op):
            out += "\n"
    return out


@pytest.mark.parametrize("pair", [lamps, corpus])
def test_whoever_accepts_all_has_the_new_text_and_whoever_rejects_all_the_old(pair: object) -> None:
    old, new = pair()  # type: ignore[operator]
    data = render_comparison(regparse.compare(old, new), old, new, format="docx")
    assert taken(data, "ins") == new.text
    assert taken(data, "del") == old.text
    read, _, cleaners = docx.read(data, "x.docx")
    assert read.strip() == new.text.strip(), "our own reader accepts the changes"
    assert "tracked-changes-accepted" in cleaners


def test_every_tracked_change_has_a_number_of_its_own_and_comments_are_all_there() -> None:
    old, new = corpus()
    data = render_comparison(regparse.compare(old, new), old, new, format="docx")
    archive = zipfile.ZipFile(io.BytesIO(data))
    root = etree.fromstring(archive.read("word/document.xml"))
    numbers = [one.get(f"{W}id") for one in root.iter(f"{W}ins", f"{W}del")]
    assert len(numbers) == len(set(numbers)) > 100
    comments = etree.fromstring(archive.read("word/comments.xml"))
    there = [c.get(f"{W}id") for c in comments]
    assert [r.get(f"{W}id") for r in root.iter(f"{W}commentReference")] == there
    said = ["".join(c.itertext()) for c in comments]
    assert "Clause 9 is new." in said
    assert any("became 1 (amended, renumbered, merged, split); 18 (" in one for one in said)
    listed = archive.read("[Content_Types].xml").decode()
    assert all(f'"/{name}"' in listed for name in archive.namelist() if not name.endswith((".rels", "Types].xml")))


def test_markup_in_a_notice_is_text_in_word_and_on_the_page() -> None:
    old, new = regparse.parse(OLD), regparse.parse(NEW.replace("铜灯", "<script>alert(1)</script>铜灯"))
    comparison = regparse.compare(old, new)
    data = render_comparison(comparison, old, new, format="docx")
    assert "<script>" in taken(data, "ins")
    page = render_comparison(comparison, old, new, format="html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


# The page


def page(way: str, old: Notice, new: Notice) -> html.HtmlElement:
    found = render_comparison(regparse.compare(old, new), old, new, way=way, format="html")  # type: ignore[arg-type]
    return html.fromstring(found)


@pytest.mark.parametrize(("pair", "way"), list(product([lamps, corpus], WAYS)))
def test_every_link_leads_to_one_place(pair: object, way: str) -> None:
    root = page(way, *pair())  # type: ignore[operator]
    anchors = root.xpath("//@id")
    assert len(anchors) == len(set(anchors)), [a for a, b in pairwise(sorted(anchors)) if a == b]
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(anchors)


@pytest.mark.parametrize("pair", [lamps, corpus])
def test_every_clause_of_both_notices_is_printed_whole_once(pair: object) -> None:
    old, new = pair()  # type: ignore[operator]
    rows = list(in_rows(regparse.compare(old, new), old, new))
    printed = [[cell for row in rows for cell in row.old if cell.label], [r.new for r in rows if r.new and r.new.label]]
    for notice, cells in zip((old, new), printed, strict=True):
        said = sorted(c.label + "".join(p.before + p.text + p.after for p in c.pieces) for c in cells if c)
        whole = sorted(c.text for c in notice.clauses)
        assert [re.sub(r"\s", "", one) for one in said] == [re.sub(r"\s", "", one) for one in whole]


def test_the_tables_say_what_became_of_each_clause() -> None:
    old, new = lamps()
    shown = view(regparse.compare(old, new), old, new)
    went = {row.ref.label: [end.ref.label for end in row.ends] for row in shown.destinations}
    assert went == {"1": ["1"], "2": ["1"], "3": ["2"], "4": ["4"], "5": ["3"]}
    came = {row.ref.label: [end.ref.label for end in row.ends] for row in shown.derivations}
    assert came == {"1": ["1", "2"], "2": ["3"], "3": ["5"], "4": ["4"], "5": []}
    moved = [row.ref.label for row in shown.destinations if "moved" in row.ends[0].labels]
    assert len(moved) == 1, "of two that changed places one has moved"


def test_a_new_clause_names_the_instruments_that_it_cites() -> None:
    shown = view(regparse.compare(*corpus()), *corpus())
    sources = {row.ref.label: row.sources for row in shown.derivations if row.sources}
    assert list(sources) == ["9"]
    assert "[2021] No. 1283" in sources["9"][0]


def test_two_languages_have_tables_and_no_text() -> None:
    old, new = regparse.parse(OLD), regparse.parse("yinfa-2026-42")
    shown = view(regparse.compare(old, new), old, new)
    assert shown.rows == ()
    assert "two languages" in shown.why_no_text


def test_the_same_comparison_gives_the_same_bytes() -> None:
    old, new = lamps()
    for form in ("pdf", "html", "docx"):
        made = [render_comparison(regparse.compare(old, new), old, new, format=form) for _ in range(2)]  # type: ignore[arg-type]
        assert made[0] == made[1]


def test_an_unknown_format_or_way_is_refused() -> None:
    old, new = lamps()
    comparison = regparse.compare(old, new)
    with pytest.raises(RenderError, match="odt"):
        render_comparison(comparison, old, new, format="odt")  # type: ignore[arg-type]
    with pytest.raises(RenderError, match="sideways"):
        render_comparison(comparison, old, new, way="sideways")  # type: ignore[arg-type]
