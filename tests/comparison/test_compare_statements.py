"""What is law without a norm that a rule knows, and what is no change at all; on texts that are parsed."""

from __future__ import annotations

import pytest

import regparse
from regparse.comparison import compare
from regparse.model.comparison import Comparison

HEAD = "灯塔管理局关于灯油仓库的通知\n灯塔发〔{year}〕8号\n\n各港务局：\n\n现就有关事项通知如下：\n\n"
FOOT = "\n\n灯塔管理局\n{year}年3月1日\n"
DUTY = "商业银行应当登记灯油仓库的钥匙和封条的编号。"


def compared(before: str, after: str, head: str = HEAD) -> Comparison:
    old, new = (
        regparse.parse(f"{head}一、{text}\n\n二、本通知自发布之日起施行。{FOOT}".replace("{year}", year))
        for year, text in (("2031", before), ("2032", after))
    )
    return compare(old, new)


def told(before: str, after: str) -> list[tuple[str, str, str | None]]:
    rows = compared(before, after).norms
    return [(r.change, r.kind, (r.new or r.old).text) for r in rows if r.change != "kept" and (r.new or r.old)]  # type: ignore[union-attr]


def test_a_rule_that_is_turned_round_in_the_same_words_is_told_on_both_sides() -> None:
    old = "灯塔的注册港与停泊港不一致的，以停泊港为准。"
    new = "灯塔的注册港与停泊港不一致的，原则上以注册港为准。"
    assert told(f"{DUTY}{old}", f"{DUTY}{new}") == [("removed", "statement", old), ("added", "statement", new)]


def test_a_statement_that_went_on_word_for_word_is_not_told() -> None:
    same = "灯塔的注册港与停泊港不一致的，以停泊港为准。"
    assert told(f"{DUTY}{same}", f"{same}{DUTY}") == []


def test_a_caption_in_other_words_is_no_law() -> None:
    assert told(f"加强灯油仓库的日常管理工作。{DUTY}", f"灯油仓库的日常管理。{DUTY}") == []


@pytest.mark.parametrize("statement", ["灯油的冻结期为1年。", "灯芯的损耗按月考核。"])
def test_a_short_sentence_that_opens_a_clause_and_says_something_is_told(statement: str) -> None:
    assert ("removed", "statement", statement) in told(f"{statement}{DUTY}", DUTY)
    assert ("added", "statement", statement) in told(DUTY, f"{statement}{DUTY}")


def test_a_norm_of_which_a_part_went_is_not_kept_besides() -> None:
    rows = compared(f"{DUTY[:-1]}，并在航道旁竖立铜制的警示牌。", DUTY).norms
    assert [(r.change, r.kind) for r in rows if r.kind == "obligation"] == [("removed", "obligation")]


def test_a_head_that_was_cut_off_takes_no_part_from_anybody() -> None:
    old = regparse.parse(f"灯油仓库管理办法\n\n第一条　{DUTY}\n\n第二条　本办法自2031年5月1日起施行。\n", name="old")
    new = regparse.parse(
        f"中国人民银行令〔2032〕第8号\n\n灯油仓库管理办法\n\n第一条　{DUTY}\n\n第二条　本办法自2032年5月1日起施行。\n",
        name="new",
    )
    assert not old.issuers
    assert [body.id for body in new.issuers] == ["PBOC"]
    assert compare(old, new).agencies == ()


def test_a_basis_that_stands_in_a_clause_beside_those_of_the_head_is_none_that_went() -> None:
    heads = [HEAD.replace("现就", f"根据{laws}，现就") for laws in ("《港口法》", "《港口法》和《灯塔法》")]
    old, new = (
        regparse.parse(f"{head}一、{text}{FOOT}".replace("{year}", year), name=year)
        for head, text, year in (
            (heads[0], f"根据《灯塔法》，制定本办法。{DUTY}", "2031"),
            (heads[1], DUTY, "2032"),
        )
    )
    assert [citation.title for citation in old.legal_basis] == ["港口法"]
    bases = [(row.change, row.what) for row in compare(old, new).norms if row.kind == "legal-basis"]
    assert sorted(bases) == [("kept", "《港口法》"), ("kept", "《灯塔法》")]


def test_a_short_name_is_no_instrument_that_two_notices_share() -> None:
    text = "{head}一、商业银行应当执行《{title}》（以下简称《办法》）。\n\n二、商业银行应当按照《办法》登记钥匙。"
    old, new = (
        regparse.parse(text.format(head=HEAD.replace("{year}", year), title=title), name=year)
        for year, title in (("2031", "灯油仓库管理办法"), ("2032", "航道浮标管理办法"))
    )
    cited = [(row.change, row.what) for row in compare(old, new).norms if row.kind == "citation"]
    assert cited == [("removed", "《灯油仓库管理办法》"), ("added", "《航道浮标管理办法》")]
