"""What a brief says beside the norms: descriptions, what words point back to, bans on what is illegal, head offices."""

from __future__ import annotations

import re

import pytest
from brief_page import rows

import regparse
from regparse.documents.brief import readers
from regparse.documents.brief.annexes import annexes as view
from regparse.documents.brief.document import document

HEAD = "Notice on Lottery Tokens\nYinfa [2031] No. 9\n\nTo all banks:\n\n"
TAIL = (
    "\n\nThis Notice shall enter into force on the date of its issuance.\n\nPeople's Bank of China\n\nMarch 4, 2031\n"
)


def parsed(*clauses: str) -> regparse.Notice:
    return regparse.parse(HEAD + "\n\n".join(f"({n}) {one}" for n, one in enumerate(clauses, start=1)) + TAIL)


def chinese(*clauses: str) -> regparse.Notice:
    items = "\n".join(f"（{'一二三四五'[n]}）{one}" for n, one in enumerate(clauses))
    return regparse.parse(f"关于彩票代币的通知\n银发〔2031〕9号\n{items}\n本通知自发布之日起施行。\n2031年3月4日\n")


def test_what_is_described_is_no_open_point_and_stands_with_the_definitions() -> None:
    like = "Virtual currencies such as Bitcoin have the main characteristics of being issued by nobody."
    brief = view(parsed(f"{like} Banks shall not accept virtual currency.", "Banks shall not accept stablecoins."))
    groups = {group.heading: [row.words.text for row in group.rows] for group in brief.definitions}
    assert groups["Described, not defined"] == [like]
    at = brief.objects.columns.index("Descriptions")
    assert [(name, [ref.label for ref in cells[at]]) for name, cells in brief.objects.rows] == [
        ("Virtual currency", ["1"]),
        ("Stablecoins", []),
    ]
    found = document(
        parsed(f"{like} Banks shall not accept virtual currency.", "Banks shall not accept stablecoins."), language="en"
    )
    open_terms = next(group.rows for group in found.open_points if group.heading == "Terms used and not defined")
    assert [row.what for row in open_terms] == ["Stablecoins: a regulated object"]


def test_words_that_point_back_are_read_with_what_they_point_to() -> None:
    brief = view(
        parsed(
            "Banks are supervised. Some banks sell lottery tokens. Banks shall not do the above-mentioned business.",
            "Banks shall not sell cards.",
        )
    )
    above, plain = rows(brief.bans)
    assert [words.text for words in brief.back(above.norms)] == [
        "Banks are supervised. Some banks sell lottery tokens."
    ]
    assert brief.back(plain.norms) == ()


def test_chinese_words_that_point_back_do_so_too() -> None:
    brief = view(chinese("银行邮寄彩票代币的业务由人民银行监管。银行不得开展上述业务。"))
    (row,) = rows(brief.bans)
    assert [words.text for words in brief.back(row.norms)] == ["银行邮寄彩票代币的业务由人民银行监管。"]


def test_a_ban_on_what_is_illegal_says_that_it_hangs_on_other_law() -> None:
    brief = view(
        parsed(
            "Overseas entities and individuals shall not illegally provide lottery services to domestic parties.",
            "Banks shall not sell lottery tokens.",
        )
    )
    hangs, firm = rows(brief.bans)
    assert (hangs.way, firm.way) == ("illegal", "none")
    assert hangs.unless == "None, but only what is illegal under other law is banned"
    assert hangs.gate is None, "no card opens it"


def test_a_chinese_ban_on_what_violates_rules_says_so_too() -> None:
    (row,) = rows(view(chinese("银行不得违反规定对外提供客户信息。")).bans)
    assert row.way == "illegal"
    (row,) = rows(view(chinese("严禁银行从事非法集资。")).bans)
    assert row.way == "none", "illegal fundraising is the name of an act"


@pytest.mark.parametrize("row", readers.table()["head-office"], ids=lambda row: row["office"])
def test_the_system_of_a_head_office_is_told_from_others(row: dict[str, list[str]]) -> None:
    assert [one for one in row["examples"] if not readers.names_system(row, one)] == []
    assert [one for one in row["counter_examples"] if readers.names_system(row, one)] == []
    assert {readers.names_system(row, one) for one in row["examples"]} == {True}
    assert all(re.compile(one) for one in (*row["en"], *row["zh"]))


def test_a_duty_of_branches_is_the_head_offices_where_its_system_is_named() -> None:
    text = parsed(
        "Overseas branches of domestic financial institutions shall be included in the risk management system of the "
        "domestic financial institutions.",
        "Overseas branches of domestic financial institutions shall keep records.",
    )
    found = document(text, language="en", asked="bank")
    assert [row.ref.label for row in rows(found.groups)] == ["1"], "records are kept by the branch alone"
    named = {group.heading: len(group.rows) for group in view(text).checklists}
    assert named == {"Overseas branches of domestic financial institutions": 2, "Financial institutions": 1}


def test_a_bank_is_an_enterprise_and_a_member_too() -> None:
    kinds = readers.kinds("bank")
    assert kinds[:2] == ("bank", "financial-institution")
    assert {"enterprise", "member-unit", "domestic-entity"} <= set(kinds)
    assert kinds[-1] == "anyone"
    assert readers.kinds("anyone") == ("anyone",)


def test_open_points_name_rules_things_and_procedures_that_are_left_open() -> None:
    brief = document(
        parsed(
            "Banks shall keep tokens on specific settlement infrastructure in accordance with relevant provisions.",
            "Banks shall submit the business for approval or filing.",
        ),
        language="en",
    )
    found = {group.heading: [row.what for row in group.rows] for group in brief.open_points}
    assert found["Rules that are not named"] == ["“relevant provisions”"]
    assert found["Things that are not specified"] == ["“specific settlement infrastructure”"]
    assert found["Alternative procedures, without saying which applies"] == ["“approval or filing”"]
