"""That no sentence is passed over or told twice, and what moved, merged or was renamed is no loss; on parsed texts."""

from __future__ import annotations

import pytest
from revised_texts import EN, ZH, changed, compared, told

import regparse
from regparse.comparison import compare
from regparse.model.comparison import Comparison

REGISTER, ALARM = "商业银行应当登记灯油仓库的钥匙。", "发现封条破损的，商业银行应当拉响汽笛。"
RULE = "灯塔的注册港与停泊港不一致的，以停泊港为准。"


def test_a_rule_that_is_turned_round_is_told_with_both_quotations() -> None:
    turned = "灯塔的注册港与停泊港不一致的，原则上以注册港为准。"
    rows = changed(REGISTER + RULE, REGISTER + turned)
    assert rows
    assert {(row.old and row.old.text, row.new and row.new.text) for row in rows} == {(RULE, turned)}


def test_sentences_that_changed_places_are_no_change() -> None:
    assert changed(REGISTER + RULE, RULE + REGISTER) == []


@pytest.mark.parametrize("statement", ["灯油的冻结期为1年。", "灯芯的损耗按月考核。"])
def test_a_sentence_without_a_modal_word_is_told(statement: str) -> None:
    assert [row.change for row in changed(statement + REGISTER, REGISTER)] == ["removed"]
    assert [row.change for row in changed(REGISTER, statement + REGISTER)] == ["added"]


def test_what_stands_on_one_side_is_quoted_once() -> None:
    others = f"{RULE}\n\n二、港务局每年公布灯册。\n\n三、商业银行不得出借灯具。"
    (row,) = changed(REGISTER + ALARM + others, REGISTER + others)
    assert (row.change, row.old and row.old.text, row.new) == ("removed", ALARM, None)


def test_a_list_that_went_with_its_lead_in_is_one_row() -> None:
    lead = "商业银行申请灯油许可应当提交下列材料："
    items = "\n\n（一）灯册的复印件；\n\n（二）船长的证明；\n\n（三）灯芯的样品。"
    rows = changed(f"{REGISTER}\n\n{lead}{items}", REGISTER)
    assert [row.change for row in rows] == ["removed"]
    assert rows[0].old
    assert rows[0].old.text.startswith(lead)
    assert rows[0].old.text.endswith("灯芯的样品。")


def test_two_duties_that_became_one_are_no_loss() -> None:
    found = told(
        "商业银行应当登记灯油仓库的钥匙。商业银行应当每年更换灯芯并擦拭透镜。",
        "商业银行应当登记灯油仓库的钥匙，每年更换灯芯并擦拭透镜。",
    )
    assert not {way for way, _ in found} & {"removed", "narrowed"}


CLAUSES = """一、质权船东应当登记船名。

二、质权船东应当缴纳灯油费，逾期的由港务局催缴。

三、港务局发现质权船东变造灯册的，应当扣留灯册。

四、质权船东对扣留不服的，可以向灯塔管理局申诉。

五、港务局应当每季度公布质权船东名单。"""


def test_a_term_that_changed_throughout_is_told_once() -> None:
    old = regparse.parse(ZH.replace("一、{text}", "{text}").format(year="2031", text=CLAUSES, end=""))
    new = regparse.parse(
        ZH.replace("一、{text}", "{text}").format(year="2032", text=CLAUSES.replace("质权船东", "登记船东"), end="")
    )
    result = compare(old, new)
    assert [(term.old[-4:], term.new[-4:]) for term in result.terms] == [("质权船东", "登记船东")]
    assert {row.change for row in result.changes} == {"kept"}


def _instrument(lines: list[str], year: str) -> str:
    return ZH.replace("一、{text}", "{text}").format(year=year, text="\n\n".join(lines), end="")


def test_an_article_that_got_another_number_is_cited_by_it() -> None:
    first = ["第一条　商业银行应当登记灯册。", "第二条　商业银行违反第一条规定的，由港务局扣留灯册。"]
    second = [
        "第一条　港务局负责巡查航道的浮标。",
        "第二条　商业银行应当登记灯册。",
        "第三条　商业银行违反第二条规定的，由港务局扣留灯册。",
    ]
    old, new = regparse.parse(_instrument(first, "2031")), regparse.parse(_instrument(second, "2032"))
    assert [row.change for row in compare(old, new).changes if row.change != "kept"] == ["added"]


def test_another_day_of_commencement_is_one_change() -> None:
    frame = ZH.replace("一、{text}", "{text}")
    lines = "第一条　商业银行应当登记灯册。\n\n第二条　本通知自{}年5月1日起施行。"
    old, new = (regparse.parse(frame.format(year=year, text=lines.format(year), end="")) for year in ("2031", "2032"))
    rows = [row for row in compare(old, new).changes if row.change != "kept"]
    assert [(row.change, row.kind) for row in rows] == [("altered", "commencement")]


def texts() -> list[str]:
    return [
        EN.format(year="2031", text="Banks shall count lamps. Banks shall not lend oil.", end=""),
        _instrument([CLAUSES], "2031"),
    ]


@pytest.mark.parametrize("text", texts())
def test_the_same_instrument_twice_has_no_change(text: str) -> None:
    result = compare(regparse.parse(text, name="a"), regparse.parse(text, name="b"))
    assert {row.change for row in result.changes} <= {"kept"}
    assert {row.state for row in result.sentences} <= {"same", "heading"}


def proven(result: Comparison) -> None:
    """See that every sentence that is not the same stands in a change, and every change in such a sentence."""
    rows = [row for row in result.changes if row.change != "kept"]
    for row in result.sentences:
        for side, sentences in (("old", row.old), ("new", row.new)):
            for one in sentences:
                quotes = [quote for change in rows if (quote := getattr(change, side))]
                inside = any(q.span[0] <= one.span[0] and one.span[1] <= q.span[1] for q in quotes)
                meets = any(q.span[0] < one.span[1] and one.span[0] < q.span[1] for q in quotes)
                assert (inside or meets) == (row.state not in ("same", "heading")) or row.state == "changed", one.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (REGISTER + RULE + ALARM, ALARM.replace("汽笛", "警钟") + REGISTER),
        (REGISTER, RULE + "港务局每年公布灯册。"),
        (CLAUSES.replace("一、", "", 1), CLAUSES.replace("一、", "", 1).replace("每季度", "每月")),
    ],
)
def test_the_table_of_sentences_is_the_proof(before: str, after: str) -> None:
    proven(compared(before, after))


def test_no_change_stands_twice() -> None:
    rows = changed(REGISTER + ALARM, REGISTER.replace("钥匙", "封条") + ALARM.replace("汽笛", "警钟"))
    seen = [(row.change, row.old and row.old.span, row.new and row.new.span) for row in rows]
    assert len(seen) == len(set(seen))


def test_boilerplate_is_no_sure_link() -> None:
    rows = changed("本通知由灯塔管理局负责解释。", "本通知由港务总局负责解释。")
    assert {row.certainty for row in rows} == {"unsure"}
