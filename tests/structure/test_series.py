"""Every style at every depth, texts that begin in the middle, and lists of thousands of labels."""

from __future__ import annotations

from itertools import permutations

import pytest
from growth import TOLERATED, growth

import regparse
from regparse.exports import akn, akn_read
from regparse.model import Notice, ids
from regparse.structure import outline, tree
from regparse.structure.lines import numbered

HEAD = ("关于铜灯有关事项的通知", "各商业银行：", "现就有关事项通知如下：")
STYLES = {
    "han": ("一、", "二、", "三、"), "paren-han": ("（一）", "（二）", "（三）"), "arabic": ("1.", "2.", "3."),
    "paren": ("（1）", "（2）", "（3）"), "circled": ("①", "②", "③"), "letters": ("a.", "b.", "c."),
    "brackets": ("(a)", "(b)", "(c)"), "roman": ("Ⅰ.", "Ⅱ.", "Ⅲ."), "small roman": ("(i)", "(ii)", "(iii)"),
    "enclosed": ("⑴", "⑵", "⑶"), "stems": ("甲、", "乙、", "丙、"), "corners": ("【1】", "【2】", "【3】"), "formal": ("壹、", "贰、", "叁、"),  # noqa: E501
    "dark": ("❶", "❷", "❸"), "dots": ("⒈", "⒉", "⒊"),
}  # fmt: skip
SAME = ({"han", "formal"}, {"paren", "enclosed"}, {"arabic", "dots"})
"""Styles of one family: a text has them at one depth."""


def paths(*body: str) -> list[str]:
    grown = tree.build(outline.shape(numbered((*HEAD, *body))), "n")
    return [unit.id[2:] for clause in grown.clauses for unit in clause.walk() if unit.number]


@pytest.mark.parametrize(
    ("upper", "lower"), [pair for pair in permutations(STYLES, 2) if not any(set(pair) <= one for one in SAME)]
)
def test_any_style_stands_below_any_other_below_an_article(upper: str, lower: str) -> None:
    body = ["第一条 银行应当核对下列账户："]
    for label in STYLES[upper]:
        body += [f"{label}铜灯账户：", *(f"{inner}铜灯；" for inner in STYLES[lower])]
    body.append("第二条 银行应当报送。")
    expected = ["1"]
    for n in range(1, 4):
        expected += [f"1.{n}", *(f"1.{n}.{k}" for k in range(1, 4))]
    assert paths(*body) == [*expected, "2"]


@pytest.mark.parametrize("first", [2, 3, 17, 88])
def test_articles_that_begin_in_the_middle_are_read_from_there(first: int) -> None:
    numbers = [*range(first, first + 3)]
    assert paths(*(f"第{n}条 银行应当核对铜灯。" for n in numbers)) == [str(n) for n in numbers]
    text = "\n".join(f"Article {n} Banks shall check each of the lamps." for n in numbers)
    assert [clause.number for clause in regparse.parse(text).clauses] == numbers


def test_a_chapter_alone_is_an_instrument() -> None:
    notice = regparse.parse("第七章 罚则\n第五十条 银行应当核对铜灯账户。\n第五十条之一 银行不得出借铜灯账户。")
    assert [section.number for section in notice.sections] == [7]
    assert [clause.id.split("/")[1] for clause in notice.clauses] == ["50", "50-1"]


def test_a_list_may_begin_late_under_its_parent() -> None:
    assert paths("第一条 银行应当核对：", "3. 铜灯；", "4. 铜锁；", "5. 铜钥。", "第二条 银行应当报送。") == [
        "1", "1.3", "1.4", "1.5", "2",
    ]  # fmt: skip


def test_an_amending_law_is_read_and_its_quotations_are_no_clauses() -> None:
    notice = regparse.parse(
        "铜灯法修正案（三）\n一、将铜灯法第十七条修改为：“银行应当核对铜灯账户。”\n"
        "二、在第二十条后增加一条，作为第二十条之一：“第二十条之一 银行不得出借铜灯账户。\n“违反前款的，处以罚款。”\n"
        "三、本修正案自公布之日起施行。"
    )
    assert [clause.number for clause in notice.clauses] == [1, 2, 3]


def test_a_reference_reaches_an_inserted_article_and_its_own() -> None:
    notice = regparse.parse("\n".join((
        *HEAD, "第九条 银行应当核对铜灯账户。", "第十条 银行应当报送。", "第十条之一 银行应当设立专岗。",
        "第十一条 违反第十条、第十条之一规定的，给予警告。",
    )))  # fmt: skip
    assert f"{notice.id}/10-1" in {clause.id for clause in notice.clauses}
    one = regparse.parse("\n".join((
        *HEAD, "第九条 银行应当核对铜灯账户。", "第十条 银行应当报送。", "第十条之一 银行应当设立专岗。",
        "第十一条 违反第十条之一规定的，给予警告。", "第十二条 违反第十条规定的，给予罚款。",
    )))  # fmt: skip
    targets = [citation.target for clause in one.clauses for citation in clause.citations]
    assert targets == [f"{one.id}/10-1", f"{one.id}/10"]


def test_ids_of_inserted_articles_are_read_and_sorted() -> None:
    found = ["n/10-2", "n/11", "n/10", "n/10-10", "n/2a", "n/2", "n/10-1", "n/10-1.2"]
    assert sorted(found, key=ids.sort_key) == [
        "n/2", "n/2a", "n/10", "n/10-1", "n/10-1.2", "n/10-2", "n/10-10", "n/11",
    ]  # fmt: skip
    assert all(str(ids.parse(one)) == one for one in found)


def test_akoma_ntoso_gives_inserted_articles_and_decimals_back() -> None:
    for body in (
        (
            "第九条 银行应当核对铜灯账户。",
            "第十条 银行应当报送。",
            "第十条之一 银行应当：",
            "（一）核对；",
            "（二）报送。",
        ),
        ("第一章 总则", "1.1 银行应当核对铜灯。", "1.2 银行应当：", "（一）核对；", "（二）报送。"),
    ):
        notice = regparse.parse("\n".join((*HEAD, *body)))
        back = Notice.model_validate(akn_read.fields(akn.document(notice)))
        assert [(unit.id, unit.number) for unit in back.walk()] == [(unit.id, unit.number) for unit in notice.walk()]


def test_labels_that_are_lost_are_an_error() -> None:
    body = [f"{n}、银行应当核对铜灯。" for n in ("一", "二", "三", "九十", "二十二", "七十")]
    codes = {problem.code: problem.severity for problem in regparse.parse("\n".join((*HEAD, *body))).problems}
    assert codes["numbering-lost"] == "error"


def test_contents_with_leaders_are_no_sections() -> None:
    chapters = ("第一章 总则", "第二章 核对", "第三章 附则")
    listed = [
        f"{chapter}{dots}{page}" for chapter, dots, page in zip(chapters, ("......", "……", "·····"), "139", strict=True)
    ]
    articles = [f"第{n}条 银行应当核对铜灯。" for n in "一二三"]
    body = [line for pair in zip(chapters, articles, strict=True) for line in pair]
    grown = tree.build(outline.shape(numbered(("铜灯管理办法", *listed, *body))), "n")
    assert [section.label for section in grown.sections] == ["第一章", "第二章", "第三章"]


@pytest.mark.parametrize(
    "lines",
    [
        ["（1）", "（2）"],
        ["a. 铜灯。", "b. 铜锁。"],
        ["1.1 铜灯。", "1.2 铜锁。"],
        ["<1> 灯。", "<2> 锁。", "<3> 钥。"],
    ],
)
def test_thousands_of_labels_take_as_long_as_so_many_lines(lines: list[str]) -> None:
    def built(times: int) -> None:
        tree.build(outline.shape(numbered((*HEAD, *lines * times))), "n")

    built(10)
    assert growth(built, 1000, 4000) < TOLERATED
