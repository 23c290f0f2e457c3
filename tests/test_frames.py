"""Chinese sentences read as frames: who is bound, how sure that is, and which body has which part."""

from __future__ import annotations

import time

import pytest
from regparse.extract import Extractor

from regparse.grammar.frames import doubting
from regparse.grammar.frames.explain import explain
from regparse.grammar.reading import Reading
from regparse.grammar.unit import prepare
from regparse.lexicon import tables
from regparse.model import Provision


def norms(text: str) -> tuple[Provision, ...]:
    unit = prepare(Reading(text, chinese=True), ((0, len(text)),))
    return Extractor(text, True, None, "", None).provisions(unit, "x/1")


def bound(text: str) -> list[str]:
    return [who.text for who in norms(text)[-1].addressees]


def parts(text: str) -> list[tuple[str, str]]:
    return [(body.text, str(body.role)) for norm in norms(text) for body in norm.agencies]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # Subjects that no table knows.
        ("县级灯具热线要及时回复来信。", ["县级灯具热线"]),
        ("调入行应凭领灯单办理登记。", ["调入行"]),
        ("经办人员应当核对灯号。", ["经办人员"]),
        ("授权银行应当公布灯价。", ["授权银行"]),
        ("成员机构、交易双方不得泄露灯号。", ["成员机构", "交易双方"]),
        (
            "各商业银行、支付机构（含外资机构，下同）、灯卡清算机构应当登记灯号。",
            ["各商业银行", "支付机构", "灯卡清算机构"],
        ),
        ("灯具总部，各分部、营业部应当报送灯表。", ["灯具总部", "各分部", "营业部"]),
        # The wider word inside a name.
        ("从事点灯业务的非银行机构应当登记灯号。", ["非银行机构"]),
        ("证券公司的股东不得出借灯具。", ["股东"]),
        ("银行账户应当注明灯号。", ["应当"]),
        # Who is not bound.
        ("银行应当保存记录。对违规点灯的客户，应当及时处置。", ["银行"]),
        ("申请人提交的灯具材料不全的，登记机构应当一次性告知。", ["登记机构"]),
        ("验灯工作应由灯具协会承担。", ["灯具协会"]),
        ("严禁银行出借灯具。", ["银行"]),
        ("按照验灯办法的规定，会员单位应当换灯。", ["会员单位"]),
        # What an owner's thing must be is the owner's to see to.
        ("接口行的点灯程序应当校验灯号。", ["接口行"]),
        ("任何单位和个人不得买卖灯号。", ["任何单位和个人"]),
    ],
)
def test_who_is_bound(text: str, who: list[str]) -> None:
    assert bound(text) == who


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公安、市场监管等部门应当查处假灯。", [("公安", "responsible"), ("市场监管", "responsible")]),
        ("财政部牵头组织，公安部配合。", [("财政部", "lead"), ("公安部", "participate")]),
        (
            "推广节能灯具。（财政部牵头，商务部、公安部配合）",
            [("财政部", "lead"), ("商务部", "participate"), ("公安部", "participate")],
        ),
        ("危机验灯办公室负责制定灯价。", [("危机验灯办公室", "responsible")]),
        ("银行应当接受财政部的监督。", [("财政部", "responsible")]),
        ("银行应当与公安部共享灯号。", [("公安部", "recipient")]),
        ("点灯方案报财政部备案。", [("财政部", "file")]),
        ("未经财政部批准，银行不得开灯。", [("财政部", "approve")]),
        ("按照财政部的规定，银行应当换灯。", []),
        ("验灯单位设在财政部。", []),
    ],
)
def test_bodies_and_their_parts(text: str, found: list[tuple[str, str]]) -> None:
    assert parts(text) == found


def test_a_subject_of_its_own_is_sure_and_one_that_runs_on_is_not() -> None:
    first, second = norms("银行应当保存记录。应当每年换灯。")
    assert (first.basis, first.certainty, first.doubts) == ("printed", "sure", ())
    assert (second.basis, second.certainty, second.doubts) == ("runs-on", "unsure", ("subject-runs-on",))


def test_nobody_named_is_told() -> None:
    (norm,) = norms("严禁以任何形式出借灯具。")
    assert norm.addressees[0].code == "anyone"
    assert (norm.basis, norm.doubts) == ("none", ("nobody-named",))


def test_every_doubt_is_explained_in_both_languages() -> None:
    table = tables.load("doubts")
    said = {"subject-of-condition", "thing-subject", "unread", *doubting.CODES}
    assert said == set(table)
    assert all(row["en"] and row["zh"] for row in table.values())


def test_a_clause_is_explained() -> None:
    text = "银行应当向财政部报告灯号。"
    (frame,) = explain(prepare(Reading(text, chinese=True), ((0, len(text)),)))
    assert (frame.cue, frame.bound, frame.rule) == ("应当", ("银行",), "subject")
    assert [(p.names, p.slot, p.role) for p in frame.phrases] == [
        (("银行",), "subject", "responsible"),
        (("财政部",), "target", "recipient"),
    ]
    assert [p.text for p in frame.pieces][:2] == ["银行", "应当"]


@pytest.mark.parametrize(
    "words",
    ["一、{}应当报告。", "{}应当报告"],
)
@pytest.mark.parametrize(
    "piece", ["银行，", "银行与", "银行的", "对银行", "由财政部", "（银行）银行、", "财政部对", "的"]
)
def test_hostile_lists_take_linear_time(words: str, piece: str) -> None:
    def taken(n: int) -> float:
        text = words.format(piece * n)
        start = time.process_time()
        norms(text)
        return time.process_time() - start

    taken(100)
    assert taken(8000) < 12 * taken(2000) + 0.5
