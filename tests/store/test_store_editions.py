"""A store of notices in two languages, without numbers, without dates: which text speaks, what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import regparse
from regparse.errors import QueryError, UnknownValueError
from regparse.store import Store, in_memory
from regparse.wording import say

ENGLISH = """Notice on the Administration of Gift Cards
Yinfa [2018] No. 3

To all banks:

In accordance with the "Law of the People's Republic of China on the People's Bank of China," and other provisions, \
the relevant matters are notified as follows:

(1) Issuing. Banks shall not issue bearer gift cards. Banks shall report losses.

(2) Filing. Banks shall file with the People's Bank of China.

March 4, 2018
"""
CHINESE = """中国人民银行关于礼品卡管理的通知
银发〔2018〕3号

各银行：

根据《中华人民共和国中国人民银行法》等规定，现就有关事项通知如下：

一、发行。银行不得发行不记名礼品卡。银行应当报告损失。

二、备案。银行应当向中国人民银行备案。

中国人民银行

2018年3月4日
"""
UNNUMBERED = """礼品卡业务规范办法

第一条 银行不得出租礼品卡。

第二条 银行应当登记礼品卡客户。
"""
REPEALING = """中国人民银行关于废止礼品卡办法的通知
银发〔2022〕5号

各银行：

一、《礼品卡业务规范办法》（银发〔2010〕44号）同时废止。

二、银行应当妥善处理存量业务。

中国人民银行

2022年6月1日
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    texts = [regparse.parse(text) for text in (ENGLISH, CHINESE, UNNUMBERED, REPEALING)]
    with in_memory(texts, preferred=["yinfa-2018-3@None"]) as found:
        yield found


def test_words_are_looked_for_in_the_text_of_their_language(store: Store) -> None:
    (chinese,) = store.query("不记名礼品卡")
    assert (chinese.clause, chinese.text) == ("yinfa-2018-3/1", "银行不得发行不记名礼品卡。")
    (english,) = store.query("bearer")
    assert english.text == "Banks shall not issue bearer gift cards."
    assert list(store.query("不记名礼品卡", language="en")) == []


def test_the_command_of_a_hit_shows_the_text_it_quotes(store: Store) -> None:
    for words in ("不记名礼品卡", "bearer"):
        (hit,) = store.query(words)
        language = "zh" if "--lang zh" in hit.show else "en" if "--lang en" in hit.show else None
        assert hit.text in store.show(hit.clause, language=language).text


def test_a_notice_without_a_number_is_repealed_by_its_title(store: Store) -> None:
    (old,) = [text.notice for text in store.texts() if text.title == "礼品卡业务规范办法"]
    assert store.status(old).repealed_by == "yinfa-2022-5"
    # one that has a number, and another than the one that is cited, is not meant
    numbered = regparse.parse(UNNUMBERED.replace("办法\n", "办法\n银发〔2015〕6号\n", 1))
    with in_memory([numbered, regparse.parse(REPEALING)]) as other:
        assert other.status(numbered.id).status == "in-force"


def test_what_days_leave_out_is_said(store: Store) -> None:
    results = store.query("礼品卡", since="2000", kind="prohibition")
    assert [hit.clause for hit in results] == ["yinfa-2018-3/1"]
    assert "1 hit is in a notice without a date" in say(results.hints[-1])


def test_one_norm_is_shown_by_its_number(store: Store) -> None:
    assert [norm.id for norm in store.show("yinfa-2018-3/1#2").provisions] == ["yinfa-2018-3/1#2"]
    with pytest.raises(UnknownValueError, match="unknown provision “yinfa-2018-3/1#9”"):
        store.show("yinfa-2018-3/1#9")


def test_one_value_may_stand_by_itself(store: Store) -> None:
    assert (
        store.query(agency="PBoC", kind="obligation").total
        == store.query(agency=["PBoC"], kind=["obligation"]).total
        > 0
    )


def test_places_beyond_the_end_are_empty_and_before_the_beginning_refused(store: Store) -> None:
    results = store.query()
    assert results.page(10**30, 5) == ()
    assert len(results.page(0, 10**30)) == results.total
    with pytest.raises(QueryError, match="can be negative"):
        results.page(-1, 5)


@pytest.mark.parametrize("words", ["a*b", "备*案"])
def test_an_asterisk_inside_a_word_is_refused(store: Store, words: str) -> None:
    with pytest.raises(QueryError, match="is inside a word"):
        store.query(words)


def test_a_long_value_is_not_told_whole(store: Store) -> None:
    with pytest.raises(UnknownValueError) as raised:
        store.show("银" * 40_000)
    assert len(str(raised.value)) < 300
