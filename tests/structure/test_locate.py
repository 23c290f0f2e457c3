"""Where a notice stands on a page: the furniture, the copies and the other prose around it are all written here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regparse.errors import NoNoticeError
from regparse.model import Severity
from regparse.structure import elements
from regparse.structure.locate import Body, locate, locate_all, whole
from regparse.wording import say

EN = """\
Notice of the Example Bank on Prepaid Cards
To all branches:
Matters concerning prepaid cards are hereby notified as follows:
(I) Branches shall not lend prepaid cards.
(II) Branches shall keep records.
This Notice shall enter into force on the date of its issuance."""
ZH = """\
关于预付卡管理有关事项的通知
各省级分行：
现就预付卡管理有关事项通知如下：
一、各分行不得以任何名义向他人出借或者出租本行发行的预付卡。
二、各分行应当保存记录。
本通知自发布之日起施行。"""
INTERVIEW = """\
Five questions for a collector of rulers
Why rulers?
Because they are straight, she says, and because they were cheap.
How many do you own?
I stopped counting when the shelf gave way; that was in spring.
1. The oldest is made of bone.
2. The longest does not fit into the lift.
3. The shortest she has lost."""
ADVERT = """\
Advertisement
Rain again? Our hats are waterproof, our prices are not."""
ARTICLES = """\
Related articles
A short history of the paper clip
(1) The man who bent the wire
(2) What the neighbours said
Copyright The Daily Ruler"""
ZH_TOP = """\
您的位置：首页 > 政策
字号：大 中 小
打印
分享到"""
ZH_BOTTOM = """\
【打印】
上一篇：会议室搬到三楼
扫一扫在手机打开当前页
版权所有 示范网站"""


def page(*parts: str) -> str:
    return "\n\n".join(parts)


def codes(body: Body) -> list[str]:
    return [problem.code for problem in body.problems]


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip(" \u3000") for line in text.split("\n") if line.strip(" \u3000"))


def assert_covered(text: str, body: Body) -> None:
    """Every line that is not blank is in the body or in a problem, and no line is in both."""
    said = [p for p in body.problems if p.lines and p.code != "page-numbers-dropped"]
    dropped = {n for p in said if p.lines for n in range(p.lines[0], p.lines[1] + 1)}
    kept = [line for n, line in enumerate(text.split("\n"), 1) if n not in dropped]
    # Lines that were broken are joined and glued ones parted, so blanks and line ends are no measure.
    # A page number is left out wherever it stands, which one problem says for all.
    paged = any(p.code == "page-numbers-dropped" for p in body.problems)
    assert solid(line for line in kept if not (paged and elements.page_number(line))) == solid(body.lines)


def solid(lines: Iterable[str]) -> str:
    return "".join("".join(lines).split())


# --- around -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("notice", [EN, ZH])
def test_a_notice_by_itself_is_kept_whole(notice: str) -> None:
    body = locate(notice)
    assert (body.lines, body.problems, body.cleaners) == (lines(notice), (), ())


@pytest.mark.parametrize(
    ("notice", "before", "behind", "expected"),
    [
        (EN, INTERVIEW, "", ["boilerplate-dropped"]),
        (EN, "", ARTICLES, ["boilerplate-dropped"]),
        (EN, page(INTERVIEW, ADVERT), ARTICLES, ["boilerplate-dropped", "boilerplate-dropped"]),
        (ZH, ZH_TOP, ZH_BOTTOM, ["boilerplate-dropped", "boilerplate-dropped"]),
        (ZH, "", ZH_BOTTOM, ["boilerplate-dropped"]),
    ],
)
def test_prose_around_is_left_out_and_said(notice: str, before: str, behind: str, expected: list[str]) -> None:
    text = page(before, notice, behind)
    body = locate(text)
    assert body.lines == lines(notice)
    assert codes(body) == expected
    assert {problem.severity for problem in body.problems} == {Severity.INFO}
    assert_covered(text, body)


def test_the_lines_of_a_problem_count_as_an_editor_counts() -> None:
    body = locate(page(ADVERT, EN))  # two lines, a blank one, the notice
    (problem,) = body.problems
    assert problem.lines == (1, 2)
    assert problem.span is None
    assert "lines 1 to 2" in say(problem)


def test_a_headline_and_a_foreword_belong_to_the_notice() -> None:
    headline = "People's Bank of China and Two Other Departments Tighten the Rules on Prepaid Cards"
    foreword = (
        "Foreword: Yesterday the bank published the “Notice on Matters Concerning the Administration of Prepaid "
        "Cards (Yinfa [2024] No. 7)”. The full text follows:"
    )
    notice = "\n".join((headline, foreword, *EN.split("\n")[1:]))
    body = locate(page(INTERVIEW, ADVERT, notice, ARTICLES))
    assert body.lines == lines(notice)


def test_number_and_issuers_above_the_title_belong_to_the_notice() -> None:
    notice = "\n".join(("中国人民银行", "银发〔2024〕7号", ZH, "中国人民银行", "2024年7月1日"))
    text = page(ZH_TOP, notice, ZH_BOTTOM)
    assert locate(text).lines == lines(notice)
    assert_covered(text, locate(text))


def test_furniture_inside_is_taken_out_and_said() -> None:
    inside = EN.replace("(II)", "Advertisement\nShare\n(II)")
    body = locate(inside)
    assert body.lines == lines(EN)
    dropped = {n for p in body.problems if p.lines for n in range(p.lines[0], p.lines[1] + 1)}
    assert dropped == {5, 6}
    assert_covered(inside, body)


# --- copies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("notice", "between"), [(EN, ADVERT), (ZH, "相关阅读")])
def test_a_second_copy_is_left_out_and_said(notice: str, between: str) -> None:
    text = page(notice, between, notice)
    body = locate(text)
    assert body.lines == lines(notice)
    assert codes(body) == ["boilerplate-dropped", "duplicate-copy"]
    assert_covered(text, body)


def test_a_copy_may_differ_in_blanks_and_head() -> None:
    other = EN.replace("Notice of the Example Bank", "Notice by the Example Bank").replace(" prepaid", "  prepaid")
    assert "duplicate-copy" in codes(locate(page(EN, ADVERT, other)))


def test_a_copy_with_another_word_is_another_notice() -> None:
    other = EN.replace("shall not lend", "may lend")
    body = locate(page(EN, ADVERT, other))
    assert codes(body) == ["boilerplate-dropped", "further-notice"]
    assert body.lines == lines(EN)


def test_of_two_notices_the_first_is_kept_and_the_other_is_a_warning() -> None:
    second = EN.replace("Prepaid Cards", "Bonds").replace("prepaid cards", "bonds")
    text = page(INTERVIEW, second, ARTICLES, EN, ARTICLES)
    body = locate(text)
    assert body.lines == lines(second)
    (further,) = [problem for problem in body.problems if problem.code == "further-notice"]
    assert further.severity is Severity.WARNING
    assert_covered(text, body)


def test_all_notices_are_found_each_once_and_every_line_is_said_of_each() -> None:
    second = EN.replace("Prepaid Cards", "Bonds").replace("prepaid cards", "bonds")
    text = page(INTERVIEW, second, ARTICLES, EN, second, ARTICLES, ZH)
    bodies = locate_all(text)
    assert [body.lines for body in bodies] == [lines(second), lines(EN), lines(ZH)]
    assert codes(bodies[0]).count("duplicate-copy") == 1
    assert codes(bodies[1]).count("further-notice") == 3, "a second copy of another notice is another notice"
    for body in bodies:
        assert_covered(text, body)
    assert bodies[0] == locate(text)


def test_a_notice_is_found_by_its_language() -> None:
    text = page(EN, ARTICLES, ZH)
    assert locate(text, language="zh").lines == lines(ZH)
    assert locate(text, language="en").lines == lines(EN)
    assert locate(EN, language="zh").lines == lines(EN), "where there is none in it, the first"
    (further,) = [p for p in locate(text, language="zh").problems if p.code == "further-notice"]
    assert "in English, “Notice of the Example Bank" in say(further)


def test_two_notices_with_nothing_between_them() -> None:
    second = ZH.replace("预付卡", "电子票据")
    text = page(ZH, second)
    body = locate(text)
    assert body.lines == lines(ZH)
    assert codes(body) == ["further-notice"]
    assert_covered(text, body)


# --- the end ------------------------------------------------------------------------------------------------------


def test_numbers_in_prose_behind_the_notice_do_not_go_on_with_it() -> None:
    text = page(EN, "Related reading\n(III) A recipe with butter\n(IV) A recipe without")
    assert locate(text).lines == lines(EN)


def test_mixed_numbering_and_a_label_without_a_space_stay_in_one_notice() -> None:
    labels = ["(I) ", "(II)", "(III) ", "(IV) ", "(5) ", "(6) ", "(VII) "]
    clauses = [f"{label}Branches shall file report {n}." for n, label in enumerate(labels, 1)]
    printed = EN.split("\n")
    notice = "\n".join((*printed[:3], *clauses, printed[-1]))
    body = locate(page(INTERVIEW, ADVERT, notice, ARTICLES))
    assert body.lines == lines(notice)


def test_a_notice_without_a_closing_ends_at_its_signature() -> None:
    notice = ZH.replace("本通知自发布之日起施行。", "中国人民银行\n2024年7月1日")
    body = locate(page(ZH_TOP, notice, ZH_BOTTOM))
    assert body.lines == lines(notice)


def test_an_annex_behind_the_signature_belongs_to_the_notice() -> None:
    notice = ZH + "\n中国人民银行\n2024年7月1日\n附件\n预付卡登记表\n一、卡号\n二、余额"
    assert locate(page(ZH_TOP, notice)).lines == lines(notice)


# --- none -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n\u3000\n",
        INTERVIEW,
        ARTICLES,
        page(INTERVIEW, ADVERT, ARTICLES),
        ZH_TOP,
        "记者：今年如何？\n答：很好，客户多了，烦恼也多了。\n记者：谢谢。",
        "1. Beat the eggs.\n2. Add flour.\n3. Bake.",
        "The bank was told of the notice in July.",
    ],
)
def test_a_page_without_a_notice_is_an_error_in_one_sentence(text: str) -> None:
    with pytest.raises(NoNoticeError) as raised:
        locate(text, "page.txt")
    assert str(raised.value).startswith("page.txt: ")
    assert "\n" not in str(raised.value)


# --- on any page ------------------------------------------------------------------------------------------------------

BROKEN = """\
记者就预付卡管理采访了有关负责人，负责人表示近年来预付卡使用
更加规范，投诉明显减少，今后还将继续改进服务。"""
PARTS = [EN, ZH, INTERVIEW, ADVERT, ARTICLES, ZH_TOP, ZH_BOTTOM, BROKEN, "附件\n表", "2024年7月1日", "— 2 —"]


@given(st.lists(st.sampled_from(PARTS), max_size=6), st.sampled_from(["\n", "\n\n"]))
def test_every_line_is_kept_or_said_on_any_page(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    try:
        body = locate(text)
    except NoNoticeError:
        return
    assert_covered(text, body)


def test_a_broken_line_that_is_left_out_is_said_whole() -> None:
    body = locate(f"{EN}\n{BROKEN}")
    assert_covered(f"{EN}\n{BROKEN}", body)


@given(st.text(alphabet="ab一、（）()I1.\n 。通知关于的：各分行第条", max_size=200))
def test_whole_keeps_every_line(text: str) -> None:
    assert_covered(text, whole(text))


# --- mended lines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、账户管理（一）银行应当核实客户。", ("一、账户管理", "（一）银行应当核实客户。")),
        ("第一章 总则第一条 银行应当核实客户。", ("第一章 总则", "第一条 银行应当核实客户。")),
        ("第一条 银行应当核实。第二条 银行应当报送。", ("第一条 银行应当核实。", "第二条 银行应当报送。")),
        # A sentence broken at the margin; what a person broke off stays.
        (
            "银行应当核实客户的身份、住址，并留存其联系方式和职\n业。",
            ("银行应当核实客户的身份、住址，并留存其联系方式和职业。",),
        ),
        ("银行应当核实客户。\n银行应当报送。", ("银行应当核实客户。", "银行应当报送。")),
        ("一、银行应当核实客户的身份、住址和电话\n二、其他", ("一、银行应当核实客户的身份、住址和电话", "二、其他")),
        # An article that is cited does not part a line.
        ("第一条 依照第二条 的规定办理。", ("第一条 依照第二条 的规定办理。",)),
        ("银行应当核实。\n— 2 —\n银行应当报送。", ("银行应当核实。", "银行应当报送。")),
    ],
)  # fmt: skip
def test_lines_that_copying_glued_or_broke_are_mended(text: str, expected: tuple[str, ...]) -> None:
    assert whole(text).lines == expected


@pytest.mark.parametrize(
    "text",
    [
        "（一）核实客户。\n（二）留存资料。\n二、账户使用（三）核对余额。银行应当按日核对。",
        "一、强化账户管理，压实主体责任（一）核实客户。银行应当核实客户。",
    ],
)
def test_a_heading_glued_to_a_clause_is_parted(text: str) -> None:
    heading = text.rpartition("\n")[2]
    at = heading.index("（")
    assert whole(text).lines[-2:] == (heading[:at], heading[at:])


# --- time -----------------------------------------------------------------------------------------------------------

_LONG = """
import faulthandler, sys
from regparse.structure import locate
from regparse.errors import NoNoticeError
from regparse.wording import say
faulthandler.dump_traceback_later(8, exit=True)
for line in sys.argv[1:]:
    try:
        locate.locate("\\n".join(f"{line}{n % 7}" if line.isascii() else line for n in range(2000)))
    except NoNoticeError:
        pass
"""


def test_a_list_of_titles_is_read_in_a_moment() -> None:
    # An index page; what tries every line against all that follow needs minutes for it, and seconds are allowed.
    titles = ["关于账户管理有关事项的通知", "各商业银行、各分行：", "Notice on the Administration of Accounts"]
    done = subprocess.run([sys.executable, "-c", _LONG, *titles], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]


TWO = """灯发〔2031〕6号
关于铜灯的通知
{to}现将有关事项通知如下：
一、各港口应当登记铜灯，不得遗漏。
二、各港口应当报告铜灯的数量。
灯务总局
2031年1月6日
{between}灯发〔2031〕7号
关于银灯的通知
{to}现将有关事项通知如下：
一、各港口应当登记银灯，不得遗漏。
二、各港口应当报告银灯的数量。
灯务总局
2031年1月7日"""


@pytest.mark.parametrize("to", ["", "各港口：\n"])
@pytest.mark.parametrize("between", ["", "\n\n", "灯务总局办公厅 2031年1月6日印发\n"])
def test_two_notices_are_told_apart_by_their_numbers_and_keep_their_signatures(to: str, between: str) -> None:
    first, second = locate_all(TWO.format(to=to, between=between))
    assert "2031年1月6日" in first.lines
    assert (second.lines[0], second.lines[-1]) == ("灯发〔2031〕7号", "2031年1月7日")
    assert not any("银灯" in line for line in first.lines)


def test_an_instrument_that_a_notice_issues_is_no_second_notice() -> None:
    text = (
        "灯发〔2031〕6号\n关于印发《灯具办法》的通知\n各港口：\n现将《灯具办法》印发给你们，请遵照执行。\n灯务总局\n"
        "2031年1月6日\n灯具管理办法\n第一条　为规范灯具业务，制定本办法。\n第二条　各港口应当登记铜灯。"
    )
    assert len(locate_all(text)) == 1
