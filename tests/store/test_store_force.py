"""What is in force in a store, what repeals it, and the titles that a notice answers to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from repealing_notices import CHINESE, NEW, OLD, clauses

import regparse
from regparse.model import Notice
from regparse.store import Store, in_memory
from regparse.store.write import titles


@pytest.fixture(scope="module")
def notices() -> tuple[Notice, ...]:
    return tuple(regparse.parse(text) for text in (OLD, NEW, CHINESE))


@pytest.fixture(scope="module")
def store(notices: tuple[Notice, ...]) -> Iterator[Store]:
    with in_memory(notices) as found:
        yield found


def test_what_is_repealed_follows_from_the_store_and_says_from_what(store: Store) -> None:
    gone = store.status("yinfa-2015-8")
    assert (gone.status, gone.repealed_by, gone.clause) == ("repealed", "yinfa-2020-9", "yinfa-2020-9/closing")
    assert gone.since == dt.date(2020, 7, 1)  # the day on which the repeal takes effect, not that of issue
    assert store.status("yinfa-2020-9").status == "in-force"
    assert store.status("yinfa-2015-8", dt.date(2020, 6, 30)).status == "in-force"
    assert store.status("yinfa-2020-9", dt.date(2020, 6, 30)).status == "not-yet-in-force"


def test_a_notice_answers_to_the_title_of_the_rules_it_issues() -> None:
    issuing = CHINESE.replace("中国人民银行关于礼品卡管理的通知", "中国人民银行关于印发《礼品卡管理办法》的通知")
    repealing = CHINESE.replace("银发〔2018〕3号", "银发〔2021〕6号").replace("2018年3月4日", "2021年3月4日")
    repealing = repealing.replace("银行备案。", "银行备案。《礼品卡管理办法》同时废止。")
    with in_memory([regparse.parse(issuing), regparse.parse(repealing)]) as store:
        assert store.status("yinfa-2018-3").repealed_by == "yinfa-2021-6"
        assert store.status("yinfa-2021-6").status == "in-force"
        assert [c.kind for c in store.show("yinfa-2018-3").cited_by] == ["repeals"]


def test_a_status_narrows_a_query_on_a_day(store: Store) -> None:
    assert set(clauses(store, "bearer", status=["in-force"])) == {"yinfa-2020-9/1"}
    assert set(clauses(store, "bearer", status=["repealed"])) == {"yinfa-2015-8/1"}
    assert set(clauses(store, "bearer", status=["in-force"], on="2019")) == {"yinfa-2015-8/1"}
    assert set(clauses(store, "bearer", status=["repealed"], on="2020-06")) == set()


def test_what_is_in_force_comes_first_then_the_newest(store: Store) -> None:
    assert clauses(store, kind=["prohibition"]) == ["yinfa-2020-9/1", "yinfa-2018-3/1", "yinfa-2015-8/1"]
    assert clauses(store, kind=["prohibition"], sort="oldest") == ["yinfa-2018-3/1", "yinfa-2020-9/1", "yinfa-2015-8/1"]


RULES = """《礼品卡管理办法》
中国人民银行令〔{year}〕第{serial}号

第一条 银行不得发行不记名礼品卡。

第二条 本办法自{year}年3月4日起施行。{repeal}
"""


@pytest.mark.parametrize(("what", "status"), [("", "repealed"), ("第一条", "in-force")])
def test_a_repeal_of_an_article_repeals_no_notice(what: str, status: str) -> None:
    repeal = f"《礼品卡管理办法》（中国人民银行令〔2010〕第1号）{what}同时废止。"
    old = regparse.parse(RULES.format(year=2010, serial=1, repeal=""))
    new = regparse.parse(RULES.format(year=2024, serial=3, repeal=repeal))
    with in_memory([old, new]) as store:
        assert store.status(old.id).status == status


@pytest.mark.parametrize(
    ("title", "issued"),
    [
        ("关于印发《甲办法》和《乙办法》的通知", ["甲办法", "乙办法"]),
        ("关于印发《甲办法》《乙办法（试行）》以及《丙规则》的通知", ["甲办法", "乙办法（试行）", "丙规则"]),
        ("关于发布《甲办法》、《乙办法》等三项制度的公告", ["甲办法", "乙办法"]),
        ("关于印发《〈甲条例〉实施办法》的通知", ["〈甲条例〉实施办法"]),
        ("关于印发《〈甲条例〉和〈乙条例〉适用说明》的通知", ["〈甲条例〉和〈乙条例〉适用说明"]),
        ("关于废止《甲办法》的通知", []),
        ("关于印发《甲办法》实施问题解答的函", []),
        ('On Printing and Distributing the "Measures for X" and the "Rules for Y"', ["Measures for X", "Rules for Y"]),
        ("Announcement on the Release of the “Measures for X”", ["Measures for X"]),
        ("Notice on Issuing the “Rules for X,” “Rules for Y,” and “Z”", ["Rules for X", "Rules for Y", "Z"]),
        ('Notice on Issuing the "Rules for the "Open" Register"', ['Rules for the "Open" Register']),
        ('Notice on Repealing the "Measures for X"', []),
    ],
)
def test_a_notice_answers_to_each_title_that_it_issues(title: str, issued: list[str]) -> None:
    assert list(titles(title)) == [title, *issued]


def test_a_notice_that_names_the_rules_it_issues_is_not_cited_by_itself() -> None:
    issuing = CHINESE.replace("中国人民银行关于礼品卡管理的通知", "中国人民银行关于印发《礼品卡管理办法》的通知")
    notice = regparse.parse(issuing.replace("银发〔2015〕8号", "《礼品卡管理办法》"))
    assert notice.clauses[1].citations == ()
    with in_memory([notice]) as store:
        assert store.show("yinfa-2018-3").cited_by == ()


def test_notices_with_their_norms_come_as_hits_do_those_in_force_first(store: Store) -> None:
    order = [notice.id for notice, _ in store.query(kind=["prohibition"]).provisions()]
    assert order == ["yinfa-2020-9", "yinfa-2018-3", "yinfa-2015-8"]
    order = [notice.id for notice, _ in store.query(kind=["prohibition"], sort="oldest").provisions()]
    assert order == ["yinfa-2018-3", "yinfa-2020-9", "yinfa-2015-8"]
    order = [notice.id for notice, _ in store.query(kind=["prohibition"], sort="oldest", on="2019").provisions()]
    assert order == ["yinfa-2015-8", "yinfa-2018-3", "yinfa-2020-9"]
