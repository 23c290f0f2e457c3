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


HEAD = "灯发〔2031〕3号\n关于规范灯具租赁业务的通知\n"
CLAUSES = "\n一、租赁机构应当报告。\n二、租赁机构不得隐瞒。\n灯务总局\n2031年5月6日"


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("各金融监管局；各国有商业银行：", ["NFRA-BRANCHES"]),
        (
            "中国人民银行上海总部，各分行、营业管理部；各省、自治区、直辖市财政厅（局）：",
            ["PBOC-BRANCHES", "FINANCE-DEPTS"],
        ),
        ("各银行：", []),
        ("各商业银行；各有关支付机构（需要依法履行报告义务的机构）：", []),
    ],
)
def test_an_addressee_line_may_hold_semicolons_and_be_short(line: str, bodies: list[str]) -> None:
    notice = regparse.parse(f"{HEAD}{line}\n现就有关事项通知如下：{CLAUSES}")
    assert notice.text[slice(*next(b.span for b in notice.blocks if b.kind == "recipients"))] == line
    found = [m.id for m in notice.recipients]
    assert [body for body in bodies if body in found] == bodies


def test_an_english_addressee_line_need_not_begin_with_to() -> None:
    notice = regparse.parse(
        "Notice of the People's Bank of China on Lamps\nYinfa [2031] No. 3\n"
        "All provincial branches of the People's Bank of China; all policy banks and joint-stock banks:\n"
        "With the consent of the State Council, the relevant matters are hereby notified as follows:\n"
        "1. Banks shall report.\n2. Banks shall not conceal.\nPeople's Bank of China\nMay 6, 2031"
    )
    assert [m.id for m in notice.recipients] == ["PBOC-BRANCHES"]
    assert [m.id for m in notice.approved_by] == ["STATE-COUNCIL"]


def test_a_preamble_that_names_a_law_is_no_title() -> None:
    preamble = (
        "In accordance with the Lamp Law of the People's Republic of China, "
        "the relevant matters are hereby notified as follows:"
    )
    notice = regparse.parse(
        f"Notice of the People's Bank of China on Lamps\nYinfa [2031] No. 3\n{preamble}\n1. Banks shall report.\n"
        "2. Banks shall not conceal."
    )
    assert notice.preamble is not None
    assert notice.preamble.text == preamble
    assert [c.title for c in notice.legal_basis] == ["Lamp Law of the People's Republic of China"]


def test_the_note_on_its_making_dates_an_order() -> None:
    notice = regparse.parse(
        "中国人民银行令〔2031〕第3号\n灯具管理办法\n"
        "（2031年3月14日中国人民银行令〔2031〕第3号公布 自2031年5月1日起施行）\n"
        "第一条　为规范灯具业务，根据《中华人民共和国灯具法》等法律法规，制定本办法。\n第二条　经营机构应当报告。"
    )
    assert (notice.id, notice.title) == ("pboc-order-2031-3", "灯具管理办法")
    assert [m.id for m in notice.issuers] == ["PBOC"]
    assert notice.issued_on is not None
    assert notice.issued_on.text == "2031年3月14日"
    assert (notice.effective.kind, str(notice.effective.date)) == ("on-date", "2031-05-01")
    assert notice.effective.text == "自2031年5月1日起施行"
    assert [c.title for c in notice.legal_basis] == ["中华人民共和国灯具法"], "as its first article says"


@pytest.mark.parametrize(
    "number",
    [
        "Announcement [2031] No. 9 of the People's Bank of China",
        "Announcement No. 9 [2031] of the People's Bank of China",
        "Announcement of the People's Bank of China [2031] No. 9",
        "PBOC Announcement [2031] No. 9",
    ],
)
def test_an_announcement_has_one_id_however_its_number_is_put(number: str) -> None:
    notice = regparse.parse(
        f"Announcement on the Leasing of Lamps\n{number}\n1. Banks shall report.\n2. Banks shall not conceal."
    )
    assert notice.id == "pboc-announcement-2031-9"


@pytest.mark.parametrize("number", ["〔2011〕第 7 号", "（2011）第7号", "[2011]第7号", "〔2011第7号"])
def test_a_number_on_a_line_of_its_own_is_that_of_the_line_above(number: str) -> None:
    body = "为规范礼品卡业务，现公告如下：\n一、银行不得发行不记名礼品卡。\n二、银行应当登记客户。\n"
    text = f"中国人民银行公告\n{number}\n{body}"
    notice = regparse.parse(text)
    assert notice.id == "pboc-announcement-2011-7"
    assert notice.number
    assert (notice.number.text, notice.number.code) == (number, "pboc-announcement")


def test_an_order_signed_without_a_name_is_dated_by_its_signature_not_by_its_print() -> None:
    order = ORDER.replace("行长：李明", "行长：").replace("二○○九年三月四日", "二〇〇九年三月四日")
    notice = regparse.parse(
        f"财政部令\n〔2009〕第3号\n为规范台账管理，财政部制定了《台账管理办法》，现予公布。\n{order}财政部办公厅2009年3月9日印发"
    )
    assert notice.issued_on is not None
    assert notice.issued_on.text == "二〇〇九年三月四日"
    assert [clause.kind for clause in notice.clauses] == ["article"] * 3


def test_a_joint_announcement_is_named_after_its_first_issuer() -> None:
    notice = regparse.parse(
        "中国人民银行 财政部公告〔2031〕第5号\n一、租赁机构应当报告。\n二、租赁机构不得隐瞒。\n"
        "中国人民银行\n财政部\n2031年5月6日"
    )
    assert notice.id == "pboc-announcement-2031-5"
    assert notice.number is not None
    assert notice.number.text == "中国人民银行 财政部公告〔2031〕第5号"
    assert [m.id for m in notice.issuers] == ["PBOC", "MOF"]
