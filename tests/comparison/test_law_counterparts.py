"""What is left over becomes what stands at its place, a part of another sentence, or nothing; and what says nothing."""

from __future__ import annotations

import pytest
from revised_texts import changed, points, told

import regparse

LEAD = "灯塔业务管理实行统一规划。"
KEEPER = "守灯人应当登记灯油的来源。"


def both(old: str, new: str) -> list[tuple[str, str]]:
    """Return the quotations of the rows that have both sides."""
    return [(row.old.text, row.new.text) for row in changed(old, new) if row.old and row.new]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("保证金不得低于5万元人民币。", "保证金不得低于5万元。"),  # the currency beside its unit
        ("雾天、雪天、夜间等环节的点灯由守灯人办理。", "雾天、雪天、夜间的点灯由守灯人办理。"),  # a list as a whole
        ("申请表见附1，由守灯人填写。", "申请表见附件1，由守灯人填写。"),  # an annex
        ("守灯人应当报告前十大船东。", "守灯人应当报告前10大船东。"),  # numerals without a unit
        ("守灯人应当有较强的目力和较好的听力。", "守灯人应当有较好的听力和较强的目力。"),  # the order of a list
        (r"灯费=（灯油×天数）/30。", r"灯费=$\frac{灯油 \times 天数}{30}$。"),  # mark-up of a formula
    ],
)
def test_what_says_nothing_is_no_change(before: str, after: str) -> None:
    assert changed(KEEPER + before, KEEPER + after) == []


def test_a_name_and_its_short_form_are_one_where_both_texts_shorten_it() -> None:
    named = "本办法所称近海航道灯塔（以下简称灯塔），是指沿岸的灯塔。"
    assert changed(f"{named}近海航道灯塔应当每夜点亮。", f"{named}灯塔应当每夜点亮。") == []
    assert changed("近海航道灯塔应当每夜点亮。", "灯塔应当每夜点亮。")


def test_what_a_registry_adds_at_the_foot_is_no_change() -> None:
    foot = "\n\n主题词：灯塔　航道　通知\n抄送：各港务局。"
    assert changed(KEEPER + LEAD + foot, KEEPER + LEAD) == []


def test_rules_by_this_instrument_are_no_legal_basis() -> None:
    (row,) = changed(KEEPER, KEEPER + "守灯人应当根据本办法制定点灯细则。")
    assert row.kind == "obligation"


def test_a_principle_that_is_carried_out_is_no_commencement() -> None:
    rows = changed(LEAD + "灯塔巡查按照分级的原则实施。", LEAD + "灯塔巡查按照分片的原则实施。")
    assert {row.kind for row in rows}.isdisjoint({"commencement"})


def test_figures_of_sentences_that_share_little_else_are_paired() -> None:
    before = "暂定甲类灯塔、乙类灯塔的灯油储备最高额度不超过其上年用量的2%；其他灯塔的点灯时间由港务局核定。"
    after = "甲类灯塔的灯油储备余额不超过其年末用量的4%；乙类灯塔的灯油储备余额不超过其年末用量的10%。"
    found = points(before, after)
    assert ("figure-changed", "2", "4") in {
        (point.point, getattr(point, "was", ""), getattr(point, "now", "")) for point in found
    }


def test_items_of_a_list_keep_their_order() -> None:
    before = "甲类灯塔、乙类灯塔的灯油储备不超过年用量的2%；\n丙类灯塔、浮标的灯油储备不超过年用量的5%。"
    after = (
        "特类灯塔、甲类灯塔、信号台的灯油储备不超过上年用量的4%；\n乙类灯塔的灯油储备不超过上年用量的10%；\n"
        "其他设施的灯油储备不超过上年用量的15%。"
    )
    quoted = both(before, after)
    assert any("2%" in old and ("4%" in new or "10%" in new) for old, new in quoted)
    assert not any("2%" in old and "15%" in new for old, new in quoted)


def test_what_is_punished_is_more_where_it_is_qualified_no_longer() -> None:
    before = "有下列行为之一的，由港务局处以罚款：\n（一）夜间出航中的其他违反本办法的行为。"
    after = "有下列行为之一的，由港务局处以罚款：\n（一）其他违反本办法的行为。"
    assert {way for way, _ in told(before, after)} == {"widened"}


def test_a_figure_that_came_with_words_goes_where_they_go() -> None:
    rows = changed("（一）持有航行许可证；", "（一）持有航行许可证和灯塔证书，存续2年以上；")
    assert {row.change for row in rows} == {"widened"}


def test_a_name_that_two_sentences_share_makes_them_no_counterparts() -> None:
    before = "中国人民银行授权中央国债登记结算有限责任公司安排点灯的时间。守灯人应当保管油桶。"
    after = "守灯人应当保管油桶。中国人民银行认可的机构提供灯塔的登记、结算和信息服务。"
    assert both(before, after) == []


def _articles(*texts: str) -> str:
    return "\n\n".join(f"第{'一二三四五六七八九十'[n]}条　{text}" for n, text in enumerate(texts))


def _told(old: str, new: str) -> set[tuple[str, str]]:
    head = "灯塔管理办法\n\n"
    found = regparse.compare(regparse.parse(head + old), regparse.parse(head + new))
    return {(row.change, (row.new or row.old).text) for row in found.changes if row.change != "kept"}  # type: ignore[union-attr]


KEPT = ("守灯人应当每夜擦拭透镜。", "港务局应当公示风浪预警等级。", "船东不得在航道内抛锚。")
WENT, CAME = "守灯人应当每年演练一次火灾处置。", "守灯人应当每季度盘点油库的钥匙。"


def test_a_rule_that_came_where_another_went_did_not_replace_it_for_one_subject() -> None:
    assert _told(_articles(*KEPT, WENT), _articles(*KEPT, CAME)) == {("removed", WENT), ("added", CAME)}
    assert _told(_articles(*KEPT[:2], WENT, KEPT[2]), _articles(CAME, *KEPT)) == {("removed", WENT), ("added", CAME)}


def test_a_rule_that_shares_its_object_was_reworded() -> None:
    new = "守灯人应当每半年演练火灾应急处置。"
    found = _told(_articles(*KEPT, WENT), _articles(*KEPT, new))
    assert {change for change, _ in found}.isdisjoint({"removed", "added"})


def test_a_sentence_of_a_clause_that_went_on_is_no_source_of_one_elsewhere() -> None:
    first, second = "守灯人应当每夜擦拭透镜，并在日志中登记灯油用量。", "船东不得在航道内抛锚，也不得在浮标上系泊。"
    went, came = "守灯人应当保存灯塔的值班照片。", "守灯人应当向港务局提交灯塔的年度预算。"
    old, new = _articles(first + went, second, *KEPT[1:]), _articles(first, second + came, *KEPT[1:])
    assert _told(old, new) == {("removed", went), ("added", came)}


def test_an_office_that_a_list_under_one_name_loses_is_told() -> None:
    text = "中国人民银行各分行{}将本通知转发至辖区内各灯塔银行。"
    assert changed(text.format("、营业管理部"), text.format(""))
