"""Chinese sentences read as frames: who is bound, how sure that is, and which body has which part."""

from __future__ import annotations

import time

import pytest

from regparse.analysis.extract import Extractor
from regparse.grammar.frames import doubting
from regparse.grammar.frames.explain import explain
from regparse.grammar.reading import Reading
from regparse.grammar.unit import prepare
from regparse.lexicon import tables
from regparse.model import Provision


def norms(text: str) -> tuple[Provision, ...]:
    unit = prepare(Reading(text, chinese=True), ((0, len(text)),))
    return Extractor(text, chinese=True, on=None, titles=(), number=None).provisions(unit, "x/1")


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
        ("处置非法点灯牵头部门应当公布灯表。", ["处置非法点灯牵头部门"]),
        ("撤销工作领导小组以及其他有关部门应当公布灯表。", ["撤销工作领导小组", "其他有关部门"]),
        ("非法点灯人、非法点灯协助人应当归还灯具。", ["非法点灯人", "非法点灯协助人"]),
        ("点灯机构和其他单位应当登记灯号。", ["点灯机构", "其他单位"]),
        ("国务院灯具管理部门应当公布灯表。", ["国务院灯具管理部门"]),
        ("入境旅客带进灯具，应当申报。", ["入境旅客"]),
        ("中央财政要对点灯给予补贴。", ["中央财政"]),
        ("各地区、各部门要公布灯表。", ["各地区、各部门"]),
        ("行业协会、商会应当公布灯表。", ["行业协会", "商会"]),
        # Whom a ban names behind its cue is no new topic.
        ("银行应当保存灯表。严禁员工出借灯具。每年应当核对灯号。", ["银行"]),
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
        ("各省（自治区、直辖市）银监局应当报送灯表。", ["各省（自治区、直辖市）银监局"]),
        ("灯具不得由收款人代为验收。", ["收款人"]),
        ("严禁点灯服务商以任何形式出借灯具。", ["点灯服务商"]),
        ("副总理离京验灯，应事先报告总理。", ["副总理"]),
        # Who somebody deals with is not who is bound; both parties are those of the condition.
        ("收单机构发展新的商户须核对灯号。", ["收单机构"]),
        ("灯具银行与支付机构合作开展点灯业务的，双方应当登记灯号。", ["灯具银行", "支付机构"]),
        # A heading that runs into its sentence.
        ("维护灯具市场公平秩序各银行、支付机构应当登记灯号。", ["各银行", "支付机构"]),
        ("强化灯具监督管理中国人民银行应当检查灯具。", ["中国人民银行"]),
        # A word that goes on is no head.
        ("验灯检查人员应当出示灯证。", ["验灯检查人员"]),
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
        ("验灯单位设在财政部。", [("财政部", "responsible")]),
    ],
)
def test_bodies_and_their_parts(text: str, found: list[tuple[str, str]]) -> None:
    assert parts(text) == found


def test_a_subject_of_its_own_is_sure_and_one_that_runs_on_far_is_not() -> None:
    first, ban, third = norms("银行应当保存记录。不得出借灯具。应当每年换灯。")
    assert (first.basis, first.certainty, first.doubts) == ("printed", "sure", ())
    assert (ban.basis, ban.certainty, ban.doubts) == ("runs-on", "sure", ())
    assert (third.basis, third.certainty, third.doubts) == ("runs-on", "unsure", ("subject-runs-on",))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("灯具机构、特定灯具机构采取点灯措施后，应当报告。", ["灯具机构", "特定灯具机构"]),
        ("与灯具公司合作的境内银行发现灯具破损的，应当换灯。", ["境内银行"]),
        ("符合本办法要求的验灯机构开展验灯业务，应当登记。", ["验灯机构"]),
        ("验灯机构和修灯机构的备份应当保存。", ["验灯机构", "修灯机构"]),
        ("各地区、各有关部门要换灯。", ["各地区、各有关部门"]),
        ("各省、自治区、直辖市人民政府应当换灯。", ["各省、自治区、直辖市人民政府"]),
        ("验灯机构的审核人员不少于总数的5%。", ["验灯机构"]),
        ("验灯人员不得少于2人。", ["验灯人员"]),
        ("非法灯具机构必须予以取缔。", ["必须"]),
        ("点灯业务所形成的灯具，应当登记。", ["应当"]),
        ("国家规定统一换灯的，应当换灯。", ["应当"]),
        ("对违规的辖区外银行，以及拖延换灯的公司，应当停电。", ["应当"]),
    ],
)
def test_who_is_bound_by_kinds_of_subjects(text: str, who: list[str]) -> None:
    assert [one.text for one in norms(text)[-1].addressees] == who


def test_another_subject_behind_a_comma_opens_a_norm_of_its_own() -> None:
    found = norms("银行应当验灯，对于破损的灯具，修灯机构应当修理。")
    assert [(one.addressees[0].text, one.text) for one in found] == [
        ("银行", "银行应当验灯，"),
        ("修灯机构", "对于破损的灯具，修灯机构应当修理。"),
    ]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("商业银行总行", "bank"),
        ("商业银行分支机构", "bank"),
        ("商业银行的分支机构", "bank"),
        ("分支机构", "other"),
        ("灯具总部", "other"),
    ],
)
def test_an_office_is_of_the_kind_whose_it_is(who: str, code: str) -> None:
    assert [one.code for one in norms(f"{who}应当登记灯号。")[-1].addressees] == [code]


def _english(text: str) -> list[tuple[str, list[str]]]:
    unit = prepare(Reading(text, chinese=False), ((0, len(text)),))
    found = Extractor(text, chinese=False, on=None, titles=(), number=None).provisions(unit, "x/1")
    return [(norm.kind, [act.phrase for act in norm.activities]) for norm in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Banks may sell lamps, and may include vouchers in the scope of collateral.",
            [("permission", ["sell lamps", "include vouchers in the scope of collateral"])],
        ),
        (
            "Banks shall include lamps in their annual budget.",
            [("obligation", ["include lamps in their annual budget"])],
        ),
        ("The report may include changes in the market.", []),
        ("The report shall include losses in the lamp trade.", []),
    ],
)
def test_who_includes_something_in_a_list_acts(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert _english(text) == found


def test_nobody_named_is_told() -> None:
    (norm,) = norms("严禁以任何形式出借灯具。")
    assert norm.addressees[0].code == "anyone"
    assert (norm.basis, norm.doubts) == ("none", ("nobody-named",))


def test_every_doubt_is_explained_in_both_languages() -> None:
    table = tables.load("doubts")
    english = {"subject-not-printed", "no-subject", "subject-place", "cut-line", "pronoun"}
    said = {"subject-of-condition", "thing-subject", *doubting.CODES, *english}
    assert said == set(table)
    assert all(row["en"] and row["zh"] for row in table.values())


def test_a_clause_is_explained() -> None:
    text = "银行应当向财政部报告灯号。"
    (frame,) = explain(prepare(Reading(text, chinese=True), ((0, len(text)),)))
    assert (frame.cue, frame.bound, frame.rule) == ("应当", ("银行 [bank]",), "subject")
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


def test_a_heading_ends_where_a_name_begins_that_opens_other_sentences() -> None:
    text = "加强灯具受理管理点灯机构应当登记灯号。\n点灯机构应当保存灯表。"
    unit = prepare(Reading(text, chinese=True), ((0, text.index("\n")),))
    assert [who.text for who in unit.addressees(unit.segments[0])] == ["点灯机构"]
    assert unit.binding(unit.segments[0]).doubts == ()


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("成员机构、交易双方应当登记灯号。", ()),
        ("申请人更换灯具的，应当登记灯号。", ("subject-of-condition",)),
        ("从事点灯业务的机构应当登记灯号。", ("subject-in-attribute",)),
        ("申请人更换灯具的，应当登记灯号，并应当保存灯表。", ("subject-of-condition",)),
    ],
)
def test_what_makes_a_subject_doubtful(text: str, doubts: tuple[str, ...]) -> None:
    assert norms(text)[0].doubts == doubts


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("未经灯具局批准，不得设立灯库。", "approval"),
        ("未经同意的不得转让灯具。", "approval"),
        ("不得转让灯具，取得客户单独同意的除外。", "consent"),
        ("除经灯具局批准办理点灯业务的银行外，其他单位不得点灯。", "approval"),
        ("银行不得向未经灯具局批准设立的灯库提供资金。", "unauthorized"),
        ("严禁未经授权认可的灯具接入。", "unauthorized"),
        ("任何单位不得私自制造灯具。", "unauthorized"),
        ("任何单位不得伪造、变造及私自印制灯证。", None),
        ("未依法取得点灯资质的机构不得点灯。", "unauthorized"),
        ("不具备点灯业务资格的机构不得点灯。", "unauthorized"),
        ("未获准点灯的银行不得收取灯费。", "unauthorized"),
        ("未经资格认定，不得点灯。", "unauthorized"),
        ("未经备案，不得点灯。", "filing"),
        ("入境时未向海关申报登记的，不得点灯。", "filing"),
        ("不能出示《点灯许可证》的，不得点灯。", "unauthorized"),
    ],
)
def test_by_whose_leave(text: str, condition: str | None) -> None:
    assert norms(text)[0].condition == condition


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        (
            "点灯机构不得宣传灯具。但媒体依法接受点灯机构的委托，为其宣传的除外。",
            "但媒体依法接受点灯机构的委托，为其宣传的除外",
        ),
        ("未签订灯约的不得点灯。", "未签订灯约的"),
    ],
)
def test_what_a_ban_leaves_out(text: str, exception: str) -> None:
    assert [limit.text for limit in norms(text)[0].exceptions] == [exception]


def test_who_opens_the_lead_text_of_a_section_is_spoken_of_in_its_clauses() -> None:
    text = "各市灯具局要公布灯表。示范灯具局要发挥作用。"
    unit = prepare(Reading(text, chinese=True), ((0, len(text)),))
    assert [who.text for who in unit.running()] == ["各市灯具局"]
