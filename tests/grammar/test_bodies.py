"""Chinese bodies with their parts, and which of them can be relied on; the sentences are invented."""

from __future__ import annotations

import pytest

from regparse.grammar.frames import bodies
from regparse.grammar.reading import Reading


def _read(text: str) -> list[tuple[str, str, str]]:
    return [(r.id, str(r.role), r.text) for r in bodies.find(Reading(text, True), 0, len(text))]


def _parts(text: str) -> list[tuple[str, str]]:
    return [(name, part) for _, part, name in _read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("线索由财政部另行移送公安部。", [("财政部", "refer"), ("公安部", "recipient")]),
        ("银行应当配合财政部依法进行的调查。", [("财政部", "responsible")]),
        ("经海关查验，准予放行。", [("海关", "responsible")]),
        ("各省、自治区、直辖市财政局应当保管铜灯。", [("直辖市财政局", "responsible")]),
        ("验灯公司应当向所在地中国人民银行报告。", [("所在地中国人民银行", "recipient")]),
        # A field that is a verb as well opens a list of departments.
        (
            "灯具协会应当与宣传、公安等部门加强沟通。",
            [("灯具协会", "responsible"), ("宣传", "coordinate"), ("公安", "coordinate")],
        ),
        # A caption that no stop closes.
        ("强化灯具管理财政部应当公布名单。", [("财政部", "responsible")]),
        # One name for departments and regions together.
        ("各有关地区和部门要公布名单。", [("各有关地区和部门", "responsible")]),
        ("各地区各有关部门要公布名单。", [("各地区各有关部门", "responsible")]),
        # 统一的 is no clause that 财政部 opens.
        ("财政部负责制定统一的灯具目录。", [("财政部", "responsible")]),
        # A bare head that acts.
        ("办公室负责灯具日常工作。", [("办公室", "responsible")]),
        ("灯具目录向原登记机关报送。", [("原登记机关", "recipient")]),
        ("在国务院的统一领导下开展工作。", [("国务院", "responsible")]),
        ("应当听取财政部的意见。", [("财政部", "participate")]),
        ("商户应当向财政部申请灯具经营许可。", [("财政部", "approve")]),
        ("商户应当向财政部报送灯具备案文件。", [("财政部", "recipient")]),
        ("商户应当向财政部办理备案手续。", [("财政部", "file")]),
        ("建立财政部牵头的灯具工作机制。", [("财政部", "lead")]),
        ("商户应当向公安部信息中心报告。", [("公安部信息中心", "recipient")]),
        # Offices that bodies of the state alone have.
        ("商户应当向所在地派出机构备案。", [("所在地派出机构", "file")]),
    ],
)
def test_a_body_has_the_part_that_its_place_gives(text: str, expected: list[tuple[str, str]]) -> None:
    assert _parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "财政部已委托公司评估灯具市场。",  # what has been done
        "财政部提出了灯具意见。",
        "商户应当向其派出机构报告。",  # the merchant's own
        "商户应当向商业银行派出机构报告。",
        "认真落实国务院关于灯具的部署。",
        "财政部从事灯具统计工作的人员泄露秘密。",
        "财政部另有规定的，从其规定。",
        "前款所称财政部包括其办公厅。",
        "广泛宣传贫困地区的灯具。",
        "灯具产业发展较好的省（区、市），中央给予补助。",
        "灯具市场占全国大局。",
    ],
)
def test_a_name_that_only_tells_of_a_thing_has_no_part(text: str) -> None:
    assert _parts(text) == []


def test_a_province_has_its_own_code_behind_brackets() -> None:
    assert _read("各省（区、市）人民政府应当公布名单。") == [
        ("PROVINCIAL-GOV", "responsible", "各省（区、市）人民政府")
    ]


def test_fields_whose_names_hold_a_conjunction_are_one_each() -> None:
    assert _parts("文化和旅游、公安等部门应当公布名单。") == [("文化和旅游", "responsible"), ("公安", "responsible")]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("由财政部公布名单。", False),
        ("财政部应当公布名单。", False),
        ("财政部会同公安部公布名单。", False),
        ("商户应当向财政部报告。", False),
        ("（财政部负责）", False),
        ("推动财政部公布名单。", True),
        ("灯具所在地财政部公布名单。", True),
        ("经财政部认可的灯具应当标明。", True),
    ],
)
def test_only_places_that_are_seldom_wrong_are_relied_on(text: str, doubted: bool) -> None:
    reading = Reading(text, True)
    found = bodies.find(reading, 0, len(text))
    assert found
    assert any(bodies.doubted(reading, part) for part in found) is doubted
