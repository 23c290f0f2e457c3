"""A scan that loses one mark costs what stands beside it, not the rest of the notice."""

from __future__ import annotations

import pytest

import regparse

MARKS = "《》“”（）〔〕「」"
ARTICLES = (
    "为规范灯油仓库，根据《灯塔法》和《港务局关于〈浮标守则〉的批复》（港发〔2029〕7号），制定本办法。",
    "本办法所称“灯油仓库”，是指存放灯油（含备用灯油）的场所。",
    "商业银行应当按照《灯塔法》登记灯油仓库的钥匙。",
    "商业银行不得出借「红色封条」。",
    "支付机构应当每月报告（节日除外）封条的编号。",
    "支付机构不得涂改《封条登记簿》。",
    "征信机构应当核对“透镜”的编号。",
    "本办法自2031年5月1日起施行。",
)
NOTICE = "灯油仓库管理办法\n\n" + "\n\n".join(
    f"第{n}条　{text}" for n, text in zip("一二三四五六七八", ARTICLES, strict=True)
)
PLACES = [at for at, char in enumerate(NOTICE) if char in MARKS]


def norms(text: str) -> dict[int, list[str]]:
    """Give the kinds of the norms of each article, by its number."""
    return {c.number: [str(norm.kind) for norm in c.provisions] for c in regparse.parse(text, name="n").clauses}


@pytest.mark.parametrize("at", PLACES, ids=[f"{at} {NOTICE[at - 2 : at + 3]!r}" for at in PLACES])
def test_one_lost_mark_costs_no_norm_of_another_article(at: int) -> None:
    hit = NOTICE[:at].count("\n\n")
    whole, scanned = norms(NOTICE), norms(NOTICE[:at] + NOTICE[at + 1 :])
    assert scanned.keys() == whole.keys() == set(range(1, 9))
    assert {n: kinds for n, kinds in scanned.items() if n != hit} == {n: k for n, k in whole.items() if n != hit}


def test_one_mark_too_many_costs_no_norm_of_another_article() -> None:
    whole = norms(NOTICE)
    for mark in MARKS:
        text = NOTICE.replace("登记灯油", f"登记{mark}灯油")
        scanned = norms(text)
        assert scanned.keys() == whole.keys(), mark
        assert {n: k for n, k in scanned.items() if n != 3} == {n: k for n, k in whole.items() if n != 3}, mark


def test_a_closing_mark_and_a_later_opening_one_hide_nothing_between_them() -> None:
    duties = (
        "每日巡查浮标并登记封条的编号、钥匙的去向和灯油的余量。",
        "每周擦拭透镜并核对灯芯的长度、汽笛的音量和绳索的磨损。",
    )
    between = "".join(f"\n\n第{n}条　商业银行应当{duties[n % 2]}" for n in range(4, 12))
    text = "灯油仓库管理办法\n\n第1条　本办法依据《灯塔法制定。\n\n第2条　支付机构不得出借封条。\n\n第3条　封条如下。"
    scanned = norms(f"{text}{between}\n\n第12条　商业银行应当执行封条登记簿》。")
    assert {n: scanned[n] for n in range(2, 12)} == {
        2: ["prohibition"],
        3: [],
        **{n: ["obligation"] for n in range(4, 12)},
    }
