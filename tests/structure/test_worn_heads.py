"""Heads that scans and pages have worn: glued dates, orders without what they issue, several orders in one note."""

from __future__ import annotations

import datetime as dt

import pytest

import regparse
from regparse.errors import NoNoticeError
from regparse.model import Notice

ARTICLES = "第一条 为了管理示例，制定本办法。\n第二条 单位应当登记示例。\n第三条 本办法自{}起施行。\n"
ANNOUNCED = (
    "中国人民银行公告\n〔2031〕第16号\n为规范示例登记，中国人民银行制定了《示例登记管理办法》，现予公布，"
    "自2031年12月1日起施行。\n附件：示例登记管理办法二〇三一年十一月八日\n"
    "主题词：金融　示例　公告\n附件\n示例登记管理办法\n"
)


def read(text: str) -> Notice:
    return regparse.parse_text(text)


def codes(notice: Notice) -> set[str]:
    return {problem.code for problem in notice.problems}


def test_a_date_glued_to_the_list_of_annexes_is_the_day_of_issue() -> None:
    notice = read(ANNOUNCED + ARTICLES.format("2031年12月1日"))
    assert notice.issued_on is not None
    assert (notice.issued_on.date, notice.title) == (dt.date(2031, 11, 8), "示例登记管理办法")
    assert [clause.number for clause in notice.clauses] == [1, 2, 3]


def test_a_printing_note_behind_a_long_glued_colophon_is_read_and_said() -> None:
    colophon = (
        "主题词：示例　通知抄送："
        + "、".join(["甲司、乙司、丙司"] * 12)
        + "。中国人民银行办公厅　　2031年3月5日印发附件"
    )
    notice = read(
        "中国人民银行文件\n银发〔2031〕48号\n关于印发《示例登记管理办法》的通知\n各商业银行：\n"
        f"现将《示例登记管理办法》印发给你们，请遵照执行。\n{colophon}\n示例登记管理办法\n"
        + ARTICLES.format("发布之日")
    )
    assert notice.issued_on is not None
    assert notice.issued_on.date == dt.date(2031, 3, 5)
    assert "issue-date-inferred" in codes(notice)


def test_what_is_published_and_put_in_force_at_once_takes_effect_on_issuance() -> None:
    notice = read(
        "中国人民银行公告\n〔2031〕第29号\n为规范示例，中国人民银行制定了《示例管理办法》，现予公布施行。\n2031年12月8日\n"
        "示例管理办法\n第一条 为了管理示例，制定本办法。\n第二条 单位应当登记示例。\n"
    )
    assert (notice.effective.kind, notice.effective.date) == ("on-issuance", dt.date(2031, 12, 8))


def test_what_is_published_at_once_yields_to_a_day_that_the_articles_name() -> None:
    notice = read(
        "中国人民银行令\n〔2031〕第1号\n为规范示例，中国人民银行制定了《示例管理办法》，现予以发布施行。\n行长：张三\n2031年1月9日\n"
        "示例管理办法\n" + ARTICLES.format("2031年2月1日")
    )
    assert (notice.effective.kind, notice.effective.date) == ("on-date", dt.date(2031, 2, 1))


def test_a_day_before_an_order_is_no_part_of_its_number() -> None:
    notice = read("示例处罚办法\n2031年1月5日 国家工商行政管理总局令第73号公布\n" + ARTICLES.format("2031年3月15日"))
    assert notice.number is not None
    assert (notice.number.text, notice.number.serial) == ("国家工商行政管理总局令第73号", 73)


NOTES = (
    "2001年1月29日 中华人民共和国国务院令第901号发布",
    "2003年1月14日 《国务院关于修改〈示例管理条例〉的决定》修订",
    "2008年8月1日 国务院第20次常务会议修订通过",
    "2008年8月5日 中华人民共和国国务院令第932号公布",
)


@pytest.mark.parametrize("note", ["\n".join(NOTES), "（" + "　".join(NOTES) + "）"], ids=["lines", "brackets"])
def test_a_text_revised_as_a_whole_has_the_number_and_the_day_of_its_own_order(note: str) -> None:
    notice = read(f"示例管理条例\n{note}\n" + ARTICLES.format("公布之日"))
    assert notice.number is not None
    assert notice.issued_on is not None
    assert notice.promulgated_on is not None
    assert notice.number.serial == 932
    assert notice.issued_on.date == notice.effective.date == dt.date(2008, 8, 5)
    assert notice.promulgated_on.date == dt.date(2001, 1, 29)
    assert "issue-date-inferred" in codes(notice)


def test_a_text_amended_in_some_articles_keeps_number_and_day() -> None:
    note = "（2001年1月29日国务院令第901号公布　根据2011年1月8日《国务院关于修改部分行政法规的决定》修正）"
    notice = read(f"示例管理条例\n{note}\n" + ARTICLES.format("公布之日"))
    assert notice.number is not None
    assert notice.issued_on is not None
    assert (notice.number.serial, notice.issued_on.date) == (901, dt.date(2001, 1, 29))


@pytest.mark.parametrize(
    "order",
    [
        "为规范示例柜台，中国人民银行制定了《示例柜台管理办法》，经行务会议通过，现予发布施行。"
        "行长：张三二○○二年一月三十一日",
        "根据\n《中华人民共和国商业银行法》\n等有关法律，中国人民银行制定了\n《示例柜台管理办法》\n，"
        "现予发布施行。\n行长　张三\n2002年1月31日",
    ],
    ids=["glued", "broken"],
)
def test_an_order_without_what_it_issues_gives_its_facts(order: str) -> None:
    notice = read(order + "\n")
    assert notice.title == "示例柜台管理办法"
    assert [issuer.id for issuer in notice.issuers] == ["PBOC"]
    assert notice.issued_on is not None
    assert notice.issued_on.date == dt.date(2002, 1, 31)
    assert (notice.effective.kind, notice.effective.date) == ("on-issuance", dt.date(2002, 1, 31))
    assert "number-missing" in codes(notice)


def test_traditional_script_is_refused_by_its_name() -> None:
    text = "監督管理委員會關於儲值卡管理之公函\n第一條 商業銀行不得代銷儲值卡。\n第二條 商業銀行應於每月申報。\n"
    with pytest.raises(NoNoticeError) as raised:
        read(text)
    assert raised.value.code == "no-notice-traditional"
    assert "繁体" not in str(raised.value)


def test_an_article_that_a_script_is_to_show_is_read() -> None:
    lines = ["中国人民银行关于示例卡的通知", "银发〔2031〕999号", "各商业银行：", "一、发卡机构应当核验购卡人身份。",
             "二、发卡机构不得出售购卡人信息，也不得向他人提供。", "中国人民银行", "2031年1月20日"]  # fmt: skip
    sections = "".join(f"<section>{line}</section>" for line in lines)
    page = f'<html><body><h1>新规</h1><div style="visibility: hidden; opacity: 0;">{sections}</div></body></html>'
    notice = regparse.parse(page.encode(), media_type="text/html")
    assert notice.number is not None
    assert (notice.number.serial, len(notice.clauses)) == (999, 2)
