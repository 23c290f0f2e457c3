"""Citations to their targets, and counts of bodies against who issued."""

from regparse.analysis import pipeline
from regparse.model import Notice
from regparse.wording import say

HEAD = "示范部公告〔2024〕第2号\n现就有关事项公告如下：\n"
OPENING = "The relevant matters are notified as follows:\n"
TAIL = "三、本公告自发布之日起施行。\n示范部\n2024年6月1日\n"


def parsed(text: str, known: Notice | None = None) -> Notice:
    return pipeline.parse(text.encode(), "notice.txt", lookup=lambda i: known if known and i == known.id else None)


def test_a_short_title_carries_the_number_of_the_instrument_it_stands_for() -> None:
    notice = parsed(
        HEAD
        + "一、银行应当按照《示范账户管理办法》（银发〔2016〕1号，以下简称《办法》）核实客户身份。\n"
        + "二、违反《办法》第三条的，由中国人民银行处以罚款。\n"
        + TAIL
    )
    (citation,) = notice.clauses[1].citations
    assert (citation.title, citation.article) == ("办法", "第三条")
    assert citation.number
    assert (citation.number.code, citation.number.year, citation.number.serial) == ("yinfa", 2016, 1)


def test_a_reference_to_a_level_one_unit_gets_its_id_and_a_missing_article_is_a_problem() -> None:
    notice = parsed(HEAD + "一、银行应当核实客户身份。\n二、违反本公告第一条的，由中国人民银行处以罚款。\n" + TAIL)
    assert notice.clauses[1].citations[0].target == notice.clauses[0].id
    rules = parsed(
        "示范账户管理办法\n（示范部令〔2024〕第3号）\n第一条 银行应当核实客户身份。\n"
        "第二条 违反本办法第九条的，处以罚款。\n"
        "第三条 本办法自发布之日起施行。\n"
    )
    assert [p.code for p in rules.problems if not p.code.endswith(("-missing", "-undated"))] == ["unresolved-reference"]
    (unresolved,) = [p for p in rules.problems if p.code == "unresolved-reference"]
    assert rules.text[slice(*unresolved.span or (0, 0))].startswith("本办法第九条")


def test_a_count_of_bodies_is_held_against_the_notice_it_speaks_of() -> None:
    old = parsed(
        "Notice on the Management of Prepaid Cards\nYinfa [2019] No. 3\nThe relevant matters are notified as follows:\n"
        "(1) Banks shall report.\n(2) Banks shall keep records.\n"
        "People's Bank of China\nMinistry of Finance\nJune 1, 2019\n"
    )
    assert [m.id for m in old.issuers] == ["PBOC", "MOF"]
    text = (
        "Notice on the Further Management of Prepaid Cards\nYinfa [2024] No. 5\n"
        + OPENING
        + "(1) Banks shall report.\n(2) Banks shall keep records.\n"
        "This Notice shall enter into force on the date of its issuance. The People's Bank of China and {} other "
        'departments\' "Notice on the Management of Prepaid Cards" (Yinfa [2019] No. 3) is hereby repealed.\n'
        "People's Bank of China\nJune 1, 2024\n"
    )
    wrong, right = parsed(text.format("two"), old), parsed(text.format("one"), old)
    assert wrong.repeals[0].target == old.id
    assert [p.code for p in wrong.problems if p.code == "count-mismatch"] == ["count-mismatch"]
    assert not [p for p in right.problems if p.code == "count-mismatch"]


def test_a_name_that_was_gone_is_said_once_with_its_successor() -> None:
    notice = parsed(
        "Notice on Cards\nYinfa [2024] No. 5\nThe relevant matters are notified as follows:\n"
        "(1) The China Banking and Insurance Regulatory Commission handles complaints.\n"
        "(2) The China Banking and Insurance Regulatory Commission keeps records.\n"
        "People's Bank of China\nJune 1, 2024\n"
    )
    (problem,) = [p for p in notice.problems if p.code == "superseded-agency"]
    assert "NFRA" in say(problem)
    assert "2 times" in say(problem)
    assert notice.clauses[0].provisions[0].agencies[0].successor == "NFRA"


def test_who_holds_the_powers_today_is_said_of_a_body_that_was_there_then() -> None:
    notice = parsed(
        "Notice on Cards\nYinfa [2007] No. 5\nThe relevant matters are notified as follows:\n"
        "(1) The China Banking Regulatory Commission handles complaints.\n(2) Banks shall keep records.\n"
        "People's Bank of China\nJune 1, 2007\n"
    )
    (role,) = notice.clauses[0].provisions[0].agencies
    assert (role.successor, role.holder) == (None, "NFRA")
    assert not [p for p in notice.problems if p.code == "superseded-agency"]
