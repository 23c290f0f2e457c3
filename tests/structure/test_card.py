"""The card that government pages print above a notice; the notices here are invented."""

from __future__ import annotations

import pytest

import regparse
from regparse.structure import card
from regparse.structure.lines import numbered

BODY = """国务院关于铜灯管理的通知
国发〔2031〕9号
各省、自治区、直辖市人民政府：
现将铜灯管理有关事项通知如下：
一、各地应当登记铜灯。
二、各地不得出借铜灯。
国务院
2031年4月2日"""
CARD = [
    *("索 引 号：", "000014349/2031-00009", "主题分类：", "商贸、海关\\其他", "发文机关：", "国务院"),
    *("成文日期：", "2031年04月02日", "标　　题：", "国务院关于铜灯管理的通知", "发文字号：", "国发〔2031〕9号"),
    *("发布日期：", "2031年04月09日", "主 题 词："),
]


def test_the_card_is_left_out_and_said() -> None:
    notice = regparse.parse("\n".join([*CARD, BODY]))
    assert notice.text == BODY
    dropped = [p for p in notice.problems if p.params.get("what") == "card"]
    assert [p.lines for p in dropped] == [(1, len(CARD))]
    assert [b.kind for b in notice.blocks][:3] == ["title", "number", "recipients"]


def test_a_card_with_values_on_the_lines_of_its_labels_is_one_too() -> None:
    lines = [f"{label}{value}" for label, value in zip(CARD[::2], [*CARD[1::2], ""], strict=True)]
    assert regparse.parse("\n".join([*lines, BODY])).text == BODY


@pytest.mark.parametrize(
    ("gone", "kept"),
    [
        ("国发〔2031〕9号\n", "国发〔2031〕9号"),
        ("\n2031年4月2日", "2031年04月02日"),
        ("国务院关于铜灯管理的通知\n", "国务院关于铜灯管理的通知"),
    ],
)
def test_what_only_the_card_says_is_kept(gone: str, kept: str) -> None:
    whole = regparse.parse(BODY)
    notice = regparse.parse("\n".join([*CARD, BODY.replace(gone, "")]))
    assert kept in notice.text.split("\n")
    assert (notice.title, notice.number and notice.number.serial) == (whole.title, 9)
    assert notice.issued_on is not None
    assert str(notice.issued_on.date) == "2031-04-02"


def test_keywords_below_the_last_label_belong_to_the_card_and_prose_does_not() -> None:
    keywords = "商贸　铜灯　通知"
    assert regparse.parse("\n".join([*CARD, keywords, BODY])).text == BODY
    prose = "为规范铜灯的登记 出借和管理，保护各地的权益，根据国务院的部署，现将铜灯管理有关事项通知如下："
    lines = [*CARD, prose, *BODY.split("\n")[4:]]
    assert len(CARD) not in card.rows(numbered(lines)), "the preamble stands right below the card"
    assert prose in regparse.parse("\n".join(lines)).text


def test_a_line_or_two_that_begin_like_a_label_are_no_card() -> None:
    lines = ["标题：灯具", "名称：铜灯", *BODY.split("\n")]
    assert card.rows(numbered(lines)) == ()
