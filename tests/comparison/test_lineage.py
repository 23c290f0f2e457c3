"""Clauses and norms followed through several notices."""

from __future__ import annotations

import pytest
from lxml import html

import regparse
from regparse.documents.synopsis import render_lineage
from regparse.errors import RegparseError, RenderError
from regparse.model import Notice
from regparse.model.comparison import Lineage

HEAD = "关于规范灯具租赁业务的通知\n灯发〔{year}〕{serial}号\n\n各港口：\n\n现将有关事项通知如下：\n\n"
MINORS = "租赁机构不得向未成年人出租铜灯。"
LEDGER = "租赁机构应当每月盘点库存，并保存记录五年。"
NUMBERS = "任何单位不得伪造灯具编号。"
PRICES = "租赁机构应当公示租金标准和押金标准。"
TEXTS = (
    HEAD.format(year=2031, serial=3) + f"（一）{MINORS}\n（二）{LEDGER}\n（三）{NUMBERS}",
    HEAD.format(year=2033, serial=8) + f"（一）{LEDGER}\n（二）{MINORS}\n（三）{PRICES}",
    HEAD.format(year=2036, serial=1) + f"（一）{LEDGER.replace('五年', '十年')}{PRICES}\n（二）{MINORS}",
)


@pytest.fixture(scope="module")
def notices() -> tuple[Notice, ...]:
    return tuple(map(regparse.parse, TEXTS))


@pytest.fixture(scope="module")
def lineage(notices: tuple[Notice, ...]) -> Lineage:
    return regparse.trace(notices)


def units(lineage: Lineage) -> list[tuple[str, ...]]:
    return [tuple("+".join(i.rpartition("/")[2] for i in s.ids) or "-" for s in t.steps) for t in lineage.clauses]


def test_clauses_are_followed_from_the_last_notice_back(lineage: Lineage) -> None:
    assert units(lineage) == [("2", "1+3", "1"), ("1", "2", "2"), ("3", "-", "-")]


def test_what_was_merged_and_split_again_has_its_own_ancestors() -> None:
    seals = "租赁机构应当在每盏铜灯上加盖印章并登记编号。"
    oil = "供油商不得向无证码头供应灯油。"
    texts = (
        HEAD.format(year=2031, serial=3) + f"（一）{MINORS}\n（二）{seals}\n（三）{oil}",
        HEAD.format(year=2033, serial=8) + f"（一）{MINORS}\n（二）{seals}{oil}",
        HEAD.format(year=2036, serial=1) + f"（一）{MINORS}\n（二）{seals}\n（三）{oil}",
    )
    assert units(regparse.trace([regparse.parse(text) for text in texts])) == [
        ("1", "1", "1"),
        ("2", "2", "2"),
        ("3", "2", "3"),
    ]


def test_what_happened_stands_with_the_notice_in_which_it_happened(lineage: Lineage) -> None:
    ledger, minors, numbers = lineage.clauses
    assert ledger.steps[0].labels == ()
    assert {"renumbered", "new"} <= set(ledger.steps[1].labels)
    assert {"amended", "merged"} <= set(ledger.steps[2].labels)
    assert minors.steps[2].labels == ("unchanged",)
    assert numbers.steps[1].labels == ()


def test_norms_are_followed_too(lineage: Lineage, notices: tuple[Notice, ...]) -> None:
    norms = {norm.id: norm.text for one in notices for _, norm in one.provisions()}
    threads = [[[norms[one] for one in step.ids] for step in thread.steps] for thread in lineage.norms]
    assert [[MINORS]] * 3 in threads
    assert [[NUMBERS], [], []] in threads
    every = {one for thread in lineage.norms for step in thread.steps for one in step.ids}
    assert every == set(norms)


def test_the_stages_are_the_notices(lineage: Lineage) -> None:
    assert [(s.number, s.clauses) for s in lineage.stages] == [
        ("灯发〔2031〕3号", 3),
        ("灯发〔2033〕8号", 3),
        ("灯发〔2036〕1号", 2),
    ]
    assert Lineage.model_validate_json(lineage.to_json()) == lineage


def test_the_corpus_gives_the_chain_of_repeals() -> None:
    from regparse.corpus import sources

    assert [one.id for one in sources.chain(regparse.parse("yinfa-2026-42"))] == ["yinfa-2021-237", "yinfa-2026-42"]
    assert [one.id for one in sources.chain(regparse.parse("yinfa-2021-237"))] == ["yinfa-2021-237"]


def test_one_notice_is_no_lineage(notices: tuple[Notice, ...]) -> None:
    for wrong in (notices[:1], (notices[0], notices[1], notices[0])):
        with pytest.raises(RegparseError, match="two notices or more, each given once"):
            regparse.trace(wrong)


def test_the_timeline_says_in_words_what_it_shows(lineage: Lineage, notices: tuple[Notice, ...]) -> None:
    root = html.fromstring(render_lineage(lineage, notices, format="html"))
    drawing = root.xpath("//*[local-name()='svg']")[0]
    assert drawing.get("role") == "img"
    said = drawing.xpath("string(*[local-name()='title'])")
    assert "灯发〔2036〕1号, undated: two clauses" in said or "2 clauses" in said
    assert len(drawing.xpath(".//*[local-name()='circle']")) == 3
    rows = root.xpath("//section[h2/@id='clauses']//tbody/tr")
    assert len(rows) == len(lineage.clauses)
    with pytest.raises(RenderError, match="docx"):
        render_lineage(lineage, notices, format="docx")  # type: ignore[arg-type]
