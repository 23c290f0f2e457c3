"""Western marks in a Chinese text are read as Chinese ones, and quoted as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import regparse
from regparse.structure.punctuation import chinese

NOTICE = """灯塔管理局关于灯油仓库的通知

灯塔发〔2031〕8号

各商业银行,支付机构:

为规范灯油仓库,现就有关事项通知如下:

一、仓库的登记(一)商业银行应当登记灯油仓库的钥匙(含备用钥匙);不得出借"红色封条"。

(二)支付机构不得有下列行为:(一)出借钥匙;(二)涂改封条,销毁登记簿。

二、罚则

违反本通知规定的,由中国人民银行责令改正,处10,000元罚款。

灯塔管理局
2031年3月1日
"""


@pytest.mark.parametrize(
    ("western", "read"),
    [
        ("银行,支付机构;证券公司:", "银行，支付机构；证券公司："),
        ("于12:30前缴存10,000元,逾期的", "于12:30前缴存10,000元，逾期的"),
        ("见 https://example.org/a,b 或 USDT, USDC。", "见 https://example.org/a,b 或 USDT, USDC。"),
        ("灯油(含备用灯油)", "灯油（含备用灯油）"),
        ("(一)登记;", "(一)登记；"),
        ("灯塔发(2031)8号", "灯塔发(2031)8号"),
        ('不得出借"封条"。', "不得出借“封条”。"),
        ('不得出借"封条。', '不得出借"封条。'),
        ("银行应当报告.支付机构应当核对.", "银行应当报告。支付机构应当核对。"),
        ("核对.\n一.登记\n十二.罚则\n二十一.附则", "核对。\n一.登记\n十二.罚则\n二十一.附则"),
        ("按3.5折计算.", "按3.5折计算。"),
        ("由U.S. Bank办理", "由U.S. Bank办理"),
    ],
)
def test_marks_beside_chinese_characters_are_chinese(western: str, read: str) -> None:
    assert chinese(western) == read
    assert len(read) == len(western)


def in_chinese_marks(text: str) -> str:
    pairs = zip(',;:"()', "，；：“（）", strict=True)
    text = text.replace('条"', "条”").replace("10,000", "10000")
    for western, own in pairs:
        text = text.replace(western, own)
    return text.replace("10000", "10,000")


def shape(notice: regparse.Notice) -> list[Any]:
    """Give what was found, without the words: clauses, kinds, codes."""
    return [
        (c.id, p.kind, [who.code for who in p.addressees], [a.text for a in p.agencies], len(p.activities))
        for c, p in ((c or notice, p) for c, p in notice.provisions())
    ]


def quotes(value: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    if isinstance(value, dict):
        if "text" in value and value.get("span"):
            yield value["text"], value["span"]
        for inner in value.values():
            yield from quotes(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from quotes(inner)


def test_a_notice_in_western_marks_says_the_same_and_is_quoted_as_printed() -> None:
    western, eastern = regparse.parse(NOTICE), regparse.parse(in_chinese_marks(NOTICE))
    assert in_chinese_marks(NOTICE) != NOTICE
    assert shape(western) == shape(eastern)
    assert len(shape(western)) >= 4
    found = list(quotes(western.model_dump()))
    assert len(found) > 20
    assert all(text == western.text[slice(*span)] for text, span in found)
    assert '灯油仓库的钥匙(含备用钥匙);不得出借"红色封条"。' in western.text
    assert [body.id for body in western.clauses] == [body.id for body in eastern.clauses]


def test_an_english_notice_keeps_its_marks() -> None:
    clause = "1. Banks (all of them) shall report; none may hide."
    text = f"Notice on Lamps\n\nTo all banks:\n\nMatters are notified as follows:\n\n{clause}\n"
    assert regparse.parse(text).clauses[0].text == clause
