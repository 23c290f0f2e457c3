"""Who issued a notice, where the title does not say it."""

from __future__ import annotations

import pytest

import regparse

BODY = (
    "第一章 总则\n第一条 为规范台账管理，制定本办法。\n第二条 经营机构应当每日核对台账。\n"
    "第三条 本办法自公布之日起施行。\n"
)
ORDER = "行长：李明\n二○○九年三月四日\n台账管理办法\n" + BODY


@pytest.mark.parametrize(
    ("preamble", "issuers"),
    [
        ("为规范台账管理，财政部制定了《台账管理办法》，经部务会议通过，现予公布，自公布之日起施行。", ["MOF"]),
        ("中国人民银行、商务部联合制定了《台账管理办法》，现予发布，自公布之日起施行。", ["PBOC", "MOFCOM"]),
        # Whose law it rests on, and who is merely named, did not issue it.
        ("根据财政部的意见，本单位对《台账管理办法》作了说明，现予公布，自公布之日起施行。", []),
    ],
)
def test_an_order_names_its_issuer_in_the_sentence_that_promulgates(preamble: str, issuers: list[str]) -> None:
    notice = regparse.parse(f"{preamble}\n{ORDER}")
    assert [m.id for m in notice.issuers] == issuers
    assert all(notice.text[slice(*m.span)] == m.text for m in notice.issuers)


def test_a_title_glued_to_the_preamble_still_names_the_issuers() -> None:
    glued = "中国人民银行 财政部关于印发《台账管理办法》的通知各经营机构：现将《台账管理办法》印发给你们，请遵照执行。"
    notice = regparse.parse(f"{glued}\n附件\n台账管理办法\n{BODY}")
    assert [m.id for m in notice.issuers] == ["PBOC", "MOF"]
