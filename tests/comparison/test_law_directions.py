"""Which way a change goes, and in which point; on texts that are parsed."""

from __future__ import annotations

import pytest
from revised_texts import changed, points, told

from regparse.model import changes as c


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # What is needed first
        (
            "商业银行开展灯油业务，应当经灯塔管理局批准。",
            "商业银行开展灯油业务，应当向灯塔管理局备案。",
            ("narrowed", "condition-changed"),
        ),
        (
            "商业银行开展灯油业务，应当向灯塔管理局备案。",
            "商业银行开展灯油业务，应当经灯塔管理局批准。",
            ("widened", "condition-changed"),
        ),
        ("未经船长书面同意，商业银行不得出借灯具。", "未经船长同意，商业银行不得出借灯具。", ("narrowed", "looser")),
        ("商业银行应当设立灯油部门。", "商业银行应当设立独立的灯油部门。", ("widened", "stricter")),
        ("Banks shall set up an independent lamp desk.", "Banks shall set up a lamp desk.", ("narrowed", "looser")),
        # How strongly it binds
        ("商业银行应当每年更换灯芯。", "商业银行可以每年更换灯芯。", ("narrowed", "force-changed")),
        ("商业银行可以收取灯油费。", "商业银行不得收取灯油费。", ("widened", "force-changed")),
        ("Banks may charge a lamp fee.", "Banks shall not charge a lamp fee.", ("widened", "force-changed")),
        # Exceptions, cases
        ("商业银行不得出借灯具。", "商业银行不得出借灯具，海难救助的除外。", ("narrowed", "exception-added")),
        ("商业银行不得出借灯具，海难救助的除外。", "商业银行不得出借灯具。", ("widened", "exception-gone")),
        ("商业银行应当鸣响汽笛并登记船名。", "夜间有雾的，商业银行应当鸣响汽笛并登记船名。", ("narrowed", "only-when")),
        # Lists and attributes
        ("商业银行不得收购鲸油、蜡烛。", "商业银行不得收购鲸油、蜡烛、火绒。", ("widened", "list-longer")),
        ("商业银行不得收购鲸油、蜡烛、火绒。", "商业银行不得收购鲸油、蜡烛。", ("narrowed", "list-shorter")),
        ("商业银行不得向客户出租灯具。", "商业银行不得向未成年客户出租灯具。", ("narrowed", "object-narrowed")),
        ("商业银行不得向未成年客户出租灯具。", "商业银行不得向客户出租灯具。", ("widened", "object-widened")),
        # Levels of offices
        (
            "灯塔管理局省级分支机构负责巡查浮标。",
            "灯塔管理局设区的市级分支机构负责巡查浮标。",
            ("widened", "level-changed"),
        ),
    ],
)
def test_a_direction_has_a_reason(before: str, after: str, expected: tuple[str, str]) -> None:
    found = told(before, after)
    assert expected in found
    assert {way for way, _ in found} <= {expected[0], "altered"}, "nothing goes the other way"


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("商业银行应当在5个工作日内向灯塔管理局报告。", "商业银行应当在10个工作日内向灯塔管理局报告。", "narrowed"),
        ("商业银行应当在10个工作日内向灯塔管理局报告。", "商业银行应当在5个工作日内向灯塔管理局报告。", "widened"),
        ("灯油记录的保存期限为5年。", "灯油记录的保存期限为3年。", "narrowed"),
        ("由灯塔管理局处3万元以下罚款。", "由灯塔管理局处10万元以下罚款。", "widened"),
        ("灯油余额不超过其实收资本的2%。", "灯油余额不超过其实收资本的4%。", "narrowed"),
        ("灯油储备不得低于库容的25%。", "灯油储备不得低于库容的30%。", "widened"),
        ("商业银行应当每季度清点灯具。", "商业银行应当每月清点灯具。", "widened"),
        (
            "Banks shall report to the harbour within five working days.",
            "Banks shall report to the harbour within ten working days.",
            "narrowed",
        ),
        (
            "Banks shall keep the lamp book for five years.",
            "Banks shall keep the lamp book for three years.",
            "narrowed",
        ),
        (
            "Banks shall hold a stock of not less than 25 percent.",
            "Banks shall hold a stock of not less than 20 percent.",
            "narrowed",
        ),
    ],
)
def test_figures_and_times_are_paired_and_go_the_way_of_their_bound(before: str, after: str, way: str) -> None:
    (one,) = changed(before, after)
    (point,) = one.points
    assert one.change == way
    assert isinstance(point, c.FigureChanged | c.DeadlineChanged)
    assert point.old
    assert point.new


def test_a_figure_says_what_it_limits_and_a_time_is_a_duration() -> None:
    (figure,) = points("灯油余额不超过其实收资本的2%。", "灯油余额不超过其实收资本的4%。")
    assert isinstance(figure, c.FigureChanged)
    assert (figure.was, figure.now, figure.unit) == ("2", "4", "percent")
    assert figure.of
    assert figure.of.text == "灯油余额不超过其实收资本的"
    (time,) = points("商业银行应当在5日内报告灯塔管理局。", "商业银行应当在2个工作日内报告灯塔管理局。")
    assert isinstance(time, c.DeadlineChanged)
    assert (time.was, time.now) == ("P5D", "P2WD")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("商业银行应当在五个工作日内报告灯塔管理局。", "商业银行应当在5个工作日内报告灯塔管理局。"),
        ("商业银行应当登记钥匙，编号和封条。", "商业银行应当登记钥匙、编号和封条。"),
        ("商业银行应登记灯油仓库的钥匙。", "商业银行应当登记灯油仓库钥匙。"),
        ("Banks shall keep the lamp book for 5 years.", "Banks shall keep the lamp book for five years."),
        ("中国银行保险监督管理委员会负责巡查灯油仓库。", "国家金融监督管理总局负责巡查灯油仓库。"),
    ],
)
def test_what_says_the_same_is_no_change(before: str, after: str) -> None:
    assert changed(before, after) == []


def test_words_whose_effect_cannot_be_told_are_altered_with_both_quotations() -> None:
    (one,) = changed("商业银行不得向渔业客户出租灯具。", "商业银行不得向航运客户出租灯具。")
    assert one.change == "altered"
    assert [(p.point, p.old and p.old.text, p.new and p.new.text) for p in one.points] == [("reworded", "渔业", "航运")]
    assert one.old
    assert one.new
    assert (one.old.text, one.new.text) == (
        "商业银行不得向渔业客户出租灯具。",
        "商业银行不得向航运客户出租灯具。",
    )


def test_nothing_is_claimed_of_a_person_without_a_code() -> None:
    found = told("商业银行不得出借灯具。", "灯塔看守不得出借灯具。")
    assert not {"binds-also", "binds-no-longer"} & {point for _, point in found}
    assert {way for way, _ in found} == {"altered"}


def test_persons_with_codes_are_bound_besides_and_no_longer() -> None:
    assert ("widened", "binds-also") in told("商业银行不得出借灯具。", "商业银行、支付机构不得出借灯具。")
    assert ("narrowed", "binds-no-longer") in told("商业银行、支付机构不得出借灯具。", "商业银行不得出借灯具。")


def test_whoever_is_bound_besides_is_bound_by_what_runs_on() -> None:
    first, second = "商业银行应当登记灯油仓库的钥匙。", "发现封条破损的，应当拉响汽笛。"
    rows = changed(first + second, first.replace("商业银行", "商业银行、支付机构") + second)
    assert {row.change for row in rows} == {"widened"}
    assert any(row.grounds == "same-subject" for row in rows)


def test_another_body_is_an_alteration_of_who_acts() -> None:
    (one,) = changed("商业银行应当将灯册送中国人民银行。", "商业银行应当将灯册送国家金融监督管理总局。")
    assert (one.change, one.kind) == ("altered", "agency")
    assert one.points == (c.BodyChanged(was=("PBOC",), now=("NFRA",), old=one.points[0].old, new=one.points[0].new),)


def test_names_in_quotation_marks_are_counted() -> None:
    before = 'Banks shall not bear names with "amber" or "oil."'
    after = 'Banks shall not bear names with "amber," "oil," or "tallow."'
    found = [point for point in points(before, after) if isinstance(point, c.NamesAlso)]
    assert [point.names for point in found] == [("tallow",)]
    assert {row.change for row in changed(before, after)} == {"widened"}


def test_every_row_of_broader_words_tells_its_examples_apart() -> None:
    from regparse.comparison.wording import broader, table

    for name, row in table()["words"].items():
        for (narrow, broad), language in zip(row["examples"], ("en", "zh"), strict=True):
            mine = [s for s in broader(narrow, broad, language) if s.old and s.new]
            assert [s.change for s in mine] == ["widened"], (name, narrow)
            assert [s.change for s in broader(broad, narrow, language)] == ["narrowed"], (name, broad)
            assert not list(broader(broad, broad, language))
