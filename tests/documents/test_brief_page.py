"""Page one and the pages after it: what a brief decides, on invented texts that are parsed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from brief_page import Page

import regparse
from regparse.comparison import compare
from regparse.documents.brief import selection
from regparse.documents.brief.document import Document, document
from regparse.documents.brief.speech import Speech
from regparse.documents.brief.statements import statements
from regparse.errors import RenderError
from regparse.model import Severity

HEAD = "关于灯塔资产管理有关事项的通知\n银发〔2031〕9号\n各商业银行：\n现就有关事项通知如下：\n"
TAIL = "\n本通知自2031年5月1日起施行。\n中国人民银行\n2031年3月4日\n"
NUMBERS = "一二三四五六七八九"


def text(*clauses: str, head: str = HEAD, tail: str = TAIL) -> regparse.Notice:
    return regparse.parse(head + "\n".join(f"{NUMBERS[n]}、{one}" for n, one in enumerate(clauses)) + tail)


def brief(of: regparse.Notice, language: Any = "zh", **more: Any) -> Document:
    return document(of, language=language, **more)


def said(of: Document) -> list[tuple[str, str]]:
    return [(one.about, one.words.text if one.words else one.text) for one in of.page.takeaways]


RULES = (
    "商业银行持有灯塔资产的余额不得超过其资本净额的15%。",
    "商业银行开办灯塔资产业务，应当经中国人民银行批准。",
    "商业银行应当在每季度结束后10个工作日内向中国人民银行报告灯塔资产余额。",
    "商业银行不得以灯塔资产提供担保。",
    "商业银行应当遵循审慎经营原则。",
    "商业银行违反本通知规定的，由中国人民银行处5万元以上30万元以下罚款；情节严重的，责令停办业务。",
)


def test_what_has_to_be_known_first_are_limits_approvals_reports_bans_and_penalties_in_the_words_of_the_text() -> None:
    found = dict(said(brief(text(*RULES))))
    assert found["limit"] == RULES[0]
    assert found["approval"] == RULES[1]
    assert found["report"] == RULES[2]
    assert found["ban"] == RULES[3]
    assert found["penalty"].startswith("商业银行违反本通知规定的，由中国人民银行处5万元以上30万元以下罚款")
    assert RULES[4] not in found.values(), "a principle decides nothing"


def test_the_choice_and_the_figures_are_the_same_in_both_languages() -> None:
    of = text(*RULES)
    chinese, english = brief(of), brief(of, "en")
    assert [one.refs for one in chinese.page.takeaways] == [one.refs for one in english.page.takeaways]
    rely = [
        (one.page.reliability.printed, one.page.reliability.context, one.page.reliability.unsure)
        for one in (chinese, english)
    ]
    assert rely[0] == rely[1]
    assert "Quotations are in Chinese, as printed; nothing was translated." in english.page.reliability.lines


def test_a_takeaway_is_short_and_stands_by_itself() -> None:
    for of in (text(*RULES), text("上述机构应当备案。", "商业银行应当具备以下条件：", "并应当于2日内报告。")):
        for one in brief(of).page.takeaways:
            words = one.words.text if one.words else one.text
            assert len(words) <= 60
            assert not selection.has("leans", words, "zh")


def test_with_nothing_sure_page_one_says_what_the_instrument_is_and_no_more() -> None:
    found = brief(text("应当遵循自愿原则。"), "en")
    assert found.page.takeaways == ()
    assert found.page.nothing_sure
    assert found.page.headline.startswith("关于灯塔资产管理有关事项的通知")


def test_a_ban_that_names_nobody_is_told_without_a_subject() -> None:
    of = regparse.parse(
        "Notice on Lighthouse Tokens\nYinfa [2031] No. 9\n\nTo all banks:\n\n"
        "(1) Business activities related to virtual currency carried out within the territory, such as token issuance "
        "financing, exchange business between virtual currencies, and acting as a central counterparty in buying and "
        "selling virtual currencies, are strictly prohibited.\n\nMarch 4, 2031\n"
    )
    ((about, words),) = said(brief(of, "en"))
    assert about == "ban"
    assert words.startswith("Prohibited: token issuance financing")
    assert "anyone" not in words.lower()


def test_no_ban_with_a_limit_is_told_without_it() -> None:
    of = text(
        "除经中国人民银行批准外，商业银行不得发行代币，也不得以任何形式公开或者非公开地"
        "为他人发行代币提供账户开立、资金划转等服务。"
    )
    for _, words in said(brief(of)):
        assert "批准" in words


def test_a_statement_is_quoted_once_and_whole_with_what_limits_it() -> None:
    of = text("商业银行不得发行代币，但经中国人民银行批准的除外；支付机构应当报告。", *RULES)
    found = [row for group in brief(of).groups for row in group.rows]
    quotes = [row.words.text for row in found]
    assert len(quotes) == len(set(quotes))
    assert quotes.count("商业银行不得发行代币，但经中国人民银行批准的除外") == 1


def test_nobody_named_is_not_anyone() -> None:
    of = text("严禁新建灯塔项目。", "任何单位和个人不得毁坏灯塔。", "银行不得出租灯塔。")
    headings = [group.heading for group in brief(of, "en").groups]
    assert "Nobody is named: whoever does it" in headings
    assert "Anyone" in headings


def test_an_unsure_statement_is_marked_wherever_it_stands() -> None:
    of = text(*RULES, "应当于3日内报告。")
    found = brief(of, extent="short")
    unsure = {one.number for one in statements(of) if one.is_unsure}
    assert unsure
    marked = {row.statement.number for group in (*found.groups, *found.consequences) for row in group.rows if row.doubt}
    shown = {row.statement.number for group in (*found.groups, *found.consequences) for row in group.rows}
    assert unsure & shown == marked


def test_deadlines_stand_in_order_of_date_and_approvals_apart_from_filings() -> None:
    of = text(
        "商业银行应当于2031年12月31日前完成整改。",
        "商业银行应当自收到通知之日起5日内报告中国人民银行。",
        "商业银行开办业务应当经中国人民银行批准。",
        "商业银行应当将章程报中国人民银行备案。",
    )
    found = brief(of)
    assert [row.when for row in found.deadlines][:2] == ["2031年5月1日", "2031年12月31日前"]
    assert [row.ref.label for row in found.approvals] == ["3"]
    assert [row.ref.label for row in found.filings] == ["4"]
    assert found.approvals[0].whom == "中国人民银行"


def test_a_consequence_is_told_as_what_it_is() -> None:
    sorts = {
        "商业银行违反规定的，处3万元罚款。": "fine",
        "对直接责任人员给予处分。": "discipline",
        "涉嫌犯罪的，移送司法机关。": "referral",
        "相关民事法律行为无效。": "invalidity",
        "责令限期改正。": "supervision",
    }
    assert {words: selection.consequence(words, "zh") for words in sorts} == sorts


def test_a_notice_that_sets_no_penalty_is_said_to_set_none_and_one_that_points_elsewhere_is_not() -> None:
    assert "sets no penalty of its own" in brief(text("商业银行应当报告。"), "en").page.standfirst
    assert "no penalty" not in brief(text("商业银行应当报告。", "违反规定的，依法处罚。"), "en").page.standfirst
    assert "It sets fines of its own." in brief(text(*RULES), "en").page.standfirst


def test_the_reader_has_what_a_definition_takes_it_in_for_and_what_is_left_out_is_told() -> None:
    of = text(
        "收单机构应当在1小时内报告。",
        "本通知所称收单机构，是指从事收单业务的银行和支付机构。",
        "律师事务所不得提供服务。",
        "金融机构不得提供担保。",
    )
    found = brief(of, "en", asked="bank")
    rows = [row.ref.label for group in found.groups for row in group.rows]
    assert rows.count("1") == 1, "banks are acquirers by clause 2"
    assert "4" in rows
    assert "3" not in rows
    assert [ref.label for _, refs in found.left_out for ref in refs] == ["3"]
    wider = text("本通知所称从业机构，包括商业银行和支付机构。", "从业机构应当在1小时内报告。")
    assert [row.ref.label for group in brief(wider, asked="bank").groups for row in group.rows] == ["2"]
    assert [row.ref.label for group in brief(wider, asked="merchant").groups for row in group.rows] == []


def test_a_badly_read_text_is_called_a_draft_in_the_first_line() -> None:
    of = text(*RULES)
    assert not brief(of).page.reliability.is_draft
    gap = of.model_copy(update={"problems": (*of.problems, _problem("numbering-gap"))})
    page = regparse.render_brief(gap, format="txt").decode()
    assert page.startswith("Draft to be checked against the text")
    assert not regparse.render_brief(of, format="txt").decode().startswith("Draft")


def _problem(code: str) -> Any:
    from regparse.model import notice as m

    return m.Problem(code=code, severity=Severity.WARNING)


def test_extents_are_one_document_numbered_through() -> None:
    of = text(*RULES)
    page, short, full = (
        regparse.render_brief(of, format="html", extent=extent).decode() for extent in ("page", "short", "full")
    )
    assert len(page) < len(short) < len(full)
    for one in (page, short, full):
        found = Page(one)
        assert {link.removeprefix("#") for link in found.links} <= set(found.ids)
        assert len(found.ids) == len(set(found.ids))
    numbers = [int(one) for one in re.findall(r'<h2 id="[^"]+"><span class="no">(\d+)', full)]
    assert numbers == list(range(1, len(numbers) + 1))
    with pytest.raises(RenderError, match="a brief is as long as page, short or full, not as “tiny”"):
        regparse.render_brief(of, extent="tiny")  # type: ignore[arg-type]


def test_what_is_new_is_marked_and_nothing_that_lives_on_is_told_to_be_gone() -> None:
    old = text("商业银行不得出售灯笼。", "商业银行不得出租灯笼。", head=HEAD.replace("2031〕9", "2029〕3"))
    new = text("商业银行不得出售灯笼。", "支付机构不得为灯笼提供账户开立服务。")
    found = brief(new, against=old, comparison=compare(old, new))
    marked = {row.statement.ref.label: row.is_new for group in found.groups for row in group.rows}
    assert marked == {"1": False, "2": True}
    assert all(one.is_unsure for one in found.changed.gone), "banks still have a ban: it may have taken this one up"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "row", ["leans", "turns", "hollow", "condition", "penal", "guiding", "defines", "explains", "amending"]
)
def test_the_rows_of_the_table_find_their_examples_and_no_others(row: str, language: Any) -> None:
    def is_chinese(words: str) -> bool:
        return any("\u4e00" <= letter <= "\u9fff" for letter in words)

    examples = [one for one in selection.table()[row]["examples"] if is_chinese(one) == (language == "zh")]
    counter = [one for one in selection.table()[row]["counter_examples"] if is_chinese(one) == (language == "zh")]
    assert examples
    assert [one for one in examples if not selection.has(row, one, language)] == []
    assert [one for one in counter if selection.has(row, one, language)] == []


def test_persons_have_the_names_of_the_text_where_the_kind_says_another_word() -> None:
    speech = Speech("zh")
    assert speech.persons(["payment-institution"], ["清算机构"]) == "清算机构"
    assert Speech("en").persons(["payment-institution"], ["清算机构"]) == "Payment institutions (清算机构)"
    assert speech.persons(["bank"], ["银行"]) == "银行"
    assert Speech("en").persons(["bank"], ["银行"]) == "Banks"
    assert speech.persons(["other"], ["代理人"]) == "代理人"


def test_a_line_that_names_whom_to_call_is_no_statement() -> None:
    found = text(
        "商业银行应当每月报告灯塔资产余额。", tail="\n联系人：常可，010-00000000，邮箱：deng@example.cn\n" + TAIL[1:]
    )
    assert not [one for one in statements(found) if "邮箱" in one.text]


def test_a_paper_that_has_to_be_shown_is_no_approval() -> None:
    of = brief(text("开灯行应当向银行出具住房城乡建设部门的批文。", "商业银行开办灯塔业务，应当经中国人民银行批准。"))
    assert [words for about, words in said(of) if about == "approval"] == [
        "商业银行开办灯塔业务，应当经中国人民银行批准。"
    ]
    assert "住房城乡建设部门" not in of.page.standfirst


def test_a_sentence_that_the_next_one_limits_is_not_told_alone() -> None:
    of = brief(text("商业银行应当在注册地开立灯塔账户。符合灯塔规定可以在异地开立的除外。"))
    assert not said(of)


def test_a_sentence_is_not_cut_inside_brackets() -> None:
    long = "商业银行应当在每月10日前（遇节假日顺延，其中十月份为十二日）将灯塔资产余额申报表报送至所在地中国人民银行"
    of = brief(text(f"{long}，并附灯塔资产明细、灯塔运行日志、灯塔值守名册、灯塔检修记录以及本机构负责人的书面说明。"))
    assert all(words.count("（") == words.count("）") for _, words in said(of))


def test_an_announcement_without_a_norm_is_quoted() -> None:
    repeal = "《中国人民银行关于灯塔卡管理的通知》（银发〔2030〕6号）等19件文件自公告之日起废止。"
    of = brief(regparse.parse(f"中国人民银行公告〔2031〕第5号\n{repeal}\n中国人民银行\n2031年4月6日\n"))
    assert said(of) == [("repeal", repeal)]
    assert "等" in of.page.headline.rpartition("号")[2]
    assert not of.page.takeaways[0].is_new


def test_fines_are_told_by_their_amounts() -> None:
    of = brief(text("商业银行违反本通知的，由中国人民银行给予警告，并处以5万元以上30万元以下的罚款。"))
    assert any(about == "penalty" and "5万元以上30万元以下" in words for about, words in said(of))


@pytest.mark.parametrize("row", [name for name, row in selection.table().items() if isinstance(row, dict)])
def test_the_examples_of_a_row_are_found_and_its_counter_examples_are_not(row: str) -> None:
    table = selection.table()[row]
    if "examples" not in table or "en" not in table:
        return

    def hit(words: str) -> bool:
        return selection.has(row, words, "zh" if re.search("[一-龥]", words) else "en")

    assert [one for one in table["examples"] if one and not hit(one)] == []
    assert [one for one in table["counter_examples"] if hit(one)] == []
