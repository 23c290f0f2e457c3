"""The facts of a head over the forms in which they are printed: title and cover, number, issuers, days, validity."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

import regparse
from regparse.model import Notice

DAY = dt.date(2027, 10, 15)
ZH_DAYS = [
    "2027年10月15日", "2027 年 10 月 15 日", "二〇二七年十月十五日", "二O二七年十月十五日", "贰零贰柒年拾月拾伍日", "公元2027年10月15日",  # noqa: E501
    "2027.10.15", "2027-10-15", "民国116年10月15日",
]  # fmt: skip
EN_DAYS = [
    "October 15, 2027", "Oct. 15th, 2027", "15 October 2027", "the 15th day of October, 2027", "15th October 2027", "October 15,2027",  # noqa: E501
    "2027-10-15", "15/10/2027",
]  # fmt: skip


def notice(commencement: str, *, signed: str = "灯务总局\n2027年9月1日") -> Notice:
    head = "中国人民银行关于灯具租赁的通知\n银发〔2027〕91号\n各租赁机构：\n现就有关事项通知如下：\n"
    return regparse.parse(f"{head}第一条 租赁机构不得出借灯油。\n第二条 {commencement}\n{signed}\n")


def english(commencement: str) -> Notice:
    return regparse.parse(
        "Notice of the People's Bank of China on Lamps\nYinfa [2027] No. 91\n\nTo all banks:\n\n"
        f"Article 1 Banks shall not lend lamp oil.\nArticle 2 {commencement}\n\nPeople's Bank of China\nSeptember 1, 2027\n"  # noqa: E501
    )


@pytest.mark.parametrize(("day", "verb"), itertools.product(ZH_DAYS, ["施行", "实施", "执行", "生效", "试行"]))
def test_every_form_of_a_day_begins_a_chinese_notice(day: str, verb: str) -> None:
    found = notice(f"本通知自{day}起{verb}。").effective
    assert (found.kind, found.date) == ("on-date", DAY)


@pytest.mark.parametrize(
    ("day", "verb"),
    itertools.product(
        EN_DAYS,
        [
            "shall take effect on",
            "shall come into force as of",
            "will be implemented from",
            "shall become effective on",
        ],
    ),
)
def test_every_form_of_a_day_begins_an_english_notice(day: str, verb: str) -> None:
    found = english(f"This Notice {verb} {day}.").effective
    assert (found.kind, found.date) == ("on-date", DAY)


@pytest.mark.parametrize(
    ("words", "kind", "day"),
    [
        ("本通知自发布之日起施行。", "on-issuance", dt.date(2027, 9, 1)),
        ("本通知自公布之日起三十日后施行。", "on-date", dt.date(2027, 10, 1)),
        ("本通知自印发之日起六个月后施行。", "on-date", dt.date(2028, 3, 1)),
        ("本通知自发布之日起的30日后实施。", "on-date", dt.date(2027, 10, 1)),
        ("本通知自2027年10月起执行。", "on-date", dt.date(2027, 10, 1)),
        ("本通知自新系统运行之日起施行。", "on-date", None),
        ("本通知第一条自2027年10月15日起施行。", "unstated", None),
        ("《旧灯具办法》自1997年12月1日起施行的规定不变。", "unstated", None),
        ("《旧灯具办法》自1997年12月1日起施行。", "unstated", None),
        ("本通知施行前订立的合同，自2027年10月15日起执行新费率。", "unstated", None),
    ],
)
def test_when_a_notice_begins_is_its_own_day(words: str, kind: str, day: dt.date | None) -> None:
    found = notice(words).effective
    assert (found.kind, found.date) == (kind, day)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("本通知自2027年10月15日起施行，有效期三年。", dt.date(2030, 10, 14)),
        ("本通知自2027年10月15日起施行，有效期至2030年12月31日。", dt.date(2030, 12, 31)),
        ("本通知自2027年10月15日起执行至2030年底。", dt.date(2030, 12, 31)),
        ("本通知自2027年10月15日起试行一年。", dt.date(2028, 10, 14)),
        ("本通知自2027年10月15日起施行，试行期6个月。", dt.date(2028, 4, 14)),
    ],
)
def test_how_long_it_holds(words: str, day: dt.date) -> None:
    found = notice(words).valid_until
    assert found is not None
    assert found.date == day


def test_how_long_a_licence_holds_is_not_how_long_the_notice_does() -> None:
    assert notice("租赁许可的有效期三年。").valid_until is None


def test_a_day_that_is_none_is_told() -> None:
    found = notice("本通知自2027年13月1日起施行。", signed="灯务总局\n丙寅年九月一日")
    assert found.effective.date is None
    assert [p.code for p in found.problems].count("unread-date") == 2


COVER = """\
中国人民银行关于印发《灯油保管办法》的通知
银发〔2031〕8号
各商业银行：
现将《灯油保管办法》印发给你们，请遵照执行。
中国人民银行
2031年5月6日
附件
灯油保管办法
第一条 为加强灯油保管，制定本办法。
第二条 商业银行不得出借灯油。
第三条 本办法自2031年7月1日起施行，《灯油保管暂行办法》（银发〔2011〕3号）同时废止。
"""


def test_measures_that_a_notice_only_issues_are_the_text_and_the_notice_their_cover() -> None:
    found = regparse.parse(COVER)
    assert (found.id, found.title) == ("yinfa-2031-8", "灯油保管办法")
    assert found.cover is not None
    assert (found.cover.kind, found.cover.title) == ("notice", "中国人民银行关于印发《灯油保管办法》的通知")
    assert [m.id for m in found.issuers] == ["PBOC"]
    assert str(found.effective.date) == "2031-07-01"
    assert [c.title for c in found.repeals] == ["灯油保管暂行办法"]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("中国人民银行 公安部令〔2025〕第9号", ["PBOC", "MPS"], "pboc-order"),
        ("中华人民共和国国务院令\n第768号", ["STATE-COUNCIL"], "state-council-order"),
    ],
)
def test_an_order_line_is_no_title(first: str, second: list[str], code: str) -> None:
    found = regparse.parse(
        f"{first}\n《灯具管理办法》已经2025年1月6日审议通过，现予公布，自2025年3月1日起施行。\n2025年1月20日\n"
        "灯具管理办法\n第一条 为规范灯具，制定本办法。\n第二条 银行应当登记灯具。\n"
    )
    assert found.title == "灯具管理办法"
    assert found.number is not None
    assert found.number.code == code
    assert [m.id for m in found.issuers] == second
    assert str(found.effective.date) == "2025-03-01"
    assert found.adopted_on is not None
    assert str(found.adopted_on.date) == "2025-01-06"


@pytest.mark.parametrize(
    "line",
    [
        "Order of the State Council of the People’s Republic of China No. 900",
        "Order of the State Council of the People’s Republic of China\nNo.900",
        "Order of the State Council (No. 900)",
        "Decree No. 900 of the State Council",
    ],
)
def test_an_english_order_however_it_is_put(line: str) -> None:
    found = regparse.parse(
        f"Regulations on Lamps\n\n{line}\n\nApril 3, 2025\n\nThe Regulations on Lamps are now promulgated and will come into "  # noqa: E501
        "force on June 1, 2025.\n\nLi Si, Premier\n\nRegulations on Lamps\n\nArticle 1 These Regulations are formulated to "  # noqa: E501
        "regulate lamps.\n\nArticle 2 Lamp keepers shall verify each lamp.\n"
    )
    assert (found.id, found.title) == ("state-council-order-900", "Regulations on Lamps")
    assert [m.id for m in found.issuers] == ["STATE-COUNCIL"]
    assert str(found.effective.date) == "2025-06-01"


def test_what_amended_an_instrument_did_not_issue_it() -> None:
    found = regparse.parse(
        "关于规范灯具的通知\n（2003年8月28日证监发[2003]560号公布，根据2017年12月7日《关于修改灯具规定的决定》（证监会公告[2017]160号）修改）\n"
        "为规范灯具业务，现就有关问题通知如下：\n一、公司应当登记灯具。\n二、公司不得出借灯油。\n"
    )
    days = (found.issued_on, found.promulgated_on, found.amended_on)
    assert [str(day.date) for day in days if day] == ["2003-08-28", "2003-08-28", "2017-12-07"]
    assert found.id == "zhengjianfa-2003-560"


def test_joint_issuers_in_a_list_over_lines_are_all_read() -> None:
    found = regparse.parse(
        "国家发展改革委办公厅 国家税务总局办公厅\n关于灯具信用的通知\n发改办财金规〔2024〕860号\n各地税务局：\n现就有关事项通知如下。\n"  # noqa: E501
        "一、银行应当登记灯具。\n二、银行不得出借灯油。\n2024年8月20日\n"
    )
    assert [m.id for m in found.issuers] == ["NDRC", "STA"]
    assert found.number is not None
    assert found.number.text == "发改办财金规〔2024〕860号"


def test_an_addressee_line_that_ends_in_a_comma_is_no_title() -> None:
    found = regparse.parse(
        "Circular of the State Administration of Foreign Exchange on Lamps\nHui Fa [2025] No.29\nMay 12, 2025\n"
        "The branches of the State Administration of Foreign Exchange in all provinces and all designated banks,\n"
        "In order to regulate lamps, we hereby notify you of the following issues.\n1. Banks shall verify each lamp.\n"
        "2. Banks shall not sell lamp oil.\n"
    )
    assert found.title == "Circular of the State Administration of Foreign Exchange on Lamps"
    assert [m.id for m in found.issuers] == ["SAFE"]
    assert found.number is not None


def test_every_fact_is_read_or_told_missing() -> None:
    told = {
        p.code
        for p in regparse.parse("灯具管理办法\n第一条 为规范灯具，制定本办法。\n第二条 银行应当登记。\n").problems
    }
    assert {"number-missing", "issuer-missing", "issue-date-missing", "effect-missing"} <= told


def test_long_titles_that_begin_alike_have_ids_of_their_own() -> None:
    long = "中国人民银行关于进一步规范灯具租赁机构在各省各自治区各直辖市开展灯油保管灯芯更换灯罩清洗以及灯座修理等各项业务并加强{}的通知"  # noqa: E501
    texts = [
        f"{long.format(end)}\n各银行：\n现就有关事项通知如下：\n一、银行不得出借灯油。\n二、银行应当报告。\n"
        for end in ("消费者权益保护", "从业人员管理")
    ]
    one, other = (regparse.parse(text).id for text in texts)
    assert one != other
