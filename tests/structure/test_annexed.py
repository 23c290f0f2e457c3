"""Measures that a notice annexes beside clauses of its own: a further notice, under the head of the one that issues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regparse import write_site
from regparse.analysis import pipeline
from regparse.exports import akn, akn_read
from regparse.model import Kind, Notice, ids
from regparse.store.database import in_memory
from regparse.wording import say

NAME = "yinfa-2031-8"
ZH = """\
关于印发《灯油保管办法》的通知
银发〔2031〕8号

各商业银行：
现将《灯油保管办法》印发给你们，并就有关事项通知如下：
一、各银行应当于月底前报告执行情况。
二、各银行不得拖延。
附件：1. 灯油保管办法
2. 灯油台账
中国人民银行
2031年5月6日

附件1
灯油保管办法
第一章 总则
第一条 为加强灯油保管，制定本办法。
第二条 商业银行应当每日清点灯油。
第三条 商业银行不得出借灯油。
第四条 本办法自发布之日起施行。
附件2
灯油台账
编号 数量
"""
EN = """\
Notice on Issuing the Measures for Keeping Lamp Oil
Yinfa [2031] No. 8

To all banks:
The Measures for Keeping Lamp Oil are issued, and the relevant matters are notified as follows:
(1) Banks shall report by the end of the month.
(2) Banks shall not delay.
People's Bank of China
May 6, 2031

Annex 1
Measures for Keeping Lamp Oil
Article 1 These Measures are made to keep lamp oil safe.
Article 2 Banks shall count the lamp oil every day.
Article 3 Banks shall not lend lamp oil.
"""


def read(text: str) -> tuple[Notice, ...]:
    return pipeline.parse_all(text.encode(), "lamps.txt")


@pytest.mark.parametrize(
    ("text", "title", "articles"), [(ZH, "灯油保管办法", 4), (EN, "Measures for Keeping Lamp Oil", 3)]
)
def test_annexed_measures_are_a_further_notice(text: str, title: str, articles: int) -> None:
    host, annex = read(text)
    assert (host.id, annex.id) == ("yinfa-2031-8", "yinfa-2031-8-annex-1")
    assert annex.title == title
    assert annex.title_span is not None
    assert annex.text[slice(*annex.title_span)] == title
    assert [clause.number for clause in host.clauses] == [1, 2]
    assert [clause.id for clause in annex.clauses] == [f"{annex.id}/{n}" for n in range(1, articles + 1)]
    kinds = {(clause and clause.number, norm.kind) for clause, norm in annex.provisions()}
    assert {(2, Kind.OBLIGATION), (3, Kind.PROHIBITION)} <= kinds


def test_they_are_issued_by_whom_and_when_the_notice_is() -> None:
    host, annex = read(ZH)
    assert annex.number == host.number
    assert [body.id for body in annex.issuers] == ["PBOC"]
    assert annex.issued_on is not None
    assert (annex.issued_on.date, annex.effective.date) == (annex.issued_on.date, annex.issued_on.date)
    assert annex.issued_on.date.isoformat() == "2031-05-06"
    assert "灯油台账" not in annex.text, "the next annex is another thing"
    assert "月底" not in annex.text, "nor are the clauses of the notice its own"


def test_whoever_reads_the_notice_alone_is_told() -> None:
    notice = pipeline.parse(ZH.encode(), "lamps.txt")
    (problem,) = [one for one in notice.problems if one.code == "further-notice"]
    assert say(problem) == "an annex is an instrument of its own: “灯油保管办法”, 4 articles"
    assert problem.span is not None
    assert notice.text[slice(*problem.span)].startswith("灯油保管办法\n第一章")
    assert notice.text[slice(*problem.span)].endswith("施行。")


@pytest.mark.parametrize(
    "changed",
    [
        ZH.replace("一、各银行应当于月底前报告执行情况。\n二、各银行不得拖延。\n", ""),
        ZH.replace("第三条 商业银行不得出借灯油。\n第四条 本办法自发布之日起施行。\n", ""),
        ZH[: ZH.index("附件1")],
    ],
    ids=["a notice that only issues them", "two articles are a form", "a list of annexes"],
)
def test_what_is_no_instrument_beside_clauses(changed: str) -> None:
    assert [one.id for one in read(changed)] == ["yinfa-2031-8"]


def test_all_that_issue_the_notice_issue_what_it_annexes() -> None:
    joint = ZH.replace("关于印发《灯油保管办法》的通知", "中国人民银行 财政部关于印发《灯油保管办法》的通知")
    host, annex = read(joint.replace("中国人民银行\n2031", "中国人民银行 财政部\n2031"))
    assert [body.id for body in host.issuers] == ["PBOC", "MOF"]
    assert annex.issuers == host.issuers


def test_pages_lead_from_a_notice_to_what_it_annexes_and_back(tmp_path: Path) -> None:
    with in_memory(read(ZH)) as store:
        write_site(tmp_path / "pages", store)
    folder = tmp_path / "pages" / "en" / "notice"
    host, annex = ((folder / f"{name}.html").read_text(encoding="utf-8") for name in (NAME, f"{NAME}-annex-1"))
    assert re.search(rf'<a [^>]*href="[^"]*{NAME}-annex-1\.html"[^>]*>annexes 灯油保管办法</a>', host)
    assert re.search(rf'<a [^>]*href="[^"]*{NAME}\.html"[^>]*>annexed to 银发〔2031〕8号</a>', annex)


def test_the_notice_read_alone_has_their_articles_behind_its_own_clauses() -> None:
    notice = pipeline.parse(ZH.encode(), "lamps.txt")
    own, annexed = [f"{NAME}/{n}" for n in (1, 2)], [f"{NAME}/annex-1.{n}" for n in (1, 2, 3, 4)]
    assert [clause.id for clause in notice.clauses] == [*own, *annexed]
    assert [section.id for section in notice.sections] == [f"{NAME}/sec.annex-1.1"]
    assert {clause.section for clause in notice.clauses[2:]} == {f"{NAME}/sec.annex-1.1"}
    found = {(clause and clause.id, norm.kind) for clause, norm in notice.provisions()}
    assert {(annexed[1], Kind.OBLIGATION), (annexed[2], Kind.PROHIBITION)} <= found
    tiled = [(block.span, notice.text[slice(*block.span)]) for block in notice.blocks]
    assert "\n".join(words for _, words in tiled) == notice.text
    assert [one.text for one in notice.annexes][-1] == "附件2\n灯油台账\n编号 数量"


def test_an_annexed_article_refers_to_the_articles_of_its_own_instrument() -> None:
    both = ZH.replace("第三条 商业银行不得出借灯油。", "第三条 违反第二条规定的商业银行不得出借灯油。")
    notice = pipeline.parse(both.encode(), "lamps.txt")
    (cited,) = [one for clause in notice.walk() for one in clause.citations if one.text == "第二条"]
    assert cited.target == f"{NAME}/annex-1.2"
    assert "unresolved-reference" not in {one.code for one in notice.problems}


def test_ids_of_annexed_articles_read_back_and_come_behind_the_clauses_of_the_notice() -> None:
    one = ids.parse("yinfa-2031-8/annex-1.3.2#1")
    assert (one.notice, one.unit, one.norm) == ("yinfa-2031-8", "annex-1.3.2", 1)
    assert str(one) == "yinfa-2031-8/annex-1.3.2#1"
    ordered = ["n/2", "n/10", "n/closing", "n/annex-1.2", "n/annex-1.10", "n/annex-2.1"]
    shuffled = [ordered[i] for i in (5, 1, 3, 0, 4, 2)]
    assert sorted(shuffled, key=ids.sort_key) == ordered
    assert [ids.within(of) for of in ("n/3", "n/sec.annex-1.1", "n/annex-12.3#4", "n-annex-1/3")] == [0, 1, 12, 0]


def test_akoma_ntoso_gives_annexed_articles_back() -> None:
    notice = pipeline.parse(ZH.encode(), "lamps.txt")
    back = Notice.model_validate(akn_read.fields(akn.document(notice)))
    assert [clause.id for clause in back.walk()] == [clause.id for clause in notice.walk()]
