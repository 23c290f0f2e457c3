"""Two editions of one notice: what a translation lacks, adds or bends, and what is no difference.

What the comparison itself tells. How the commands tell it: test_cli_editions.py; the figures and terms by which the
languages are compared: test_editions_words.py.
"""

from __future__ import annotations

import pytest
from two_editions import EN, ZH, parsed

from regparse.comparison import compare_editions
from regparse.comparison.editions import original, paired
from regparse.model import Notice


@pytest.fixture(scope="module")
def law() -> Notice:
    return parsed(ZH, "zh")


def told(law: Notice, text: str) -> set[tuple[str | None, str, str, str]]:
    facts = compare_editions(law, parsed(text, "en"))
    return {(f.clause and f.clause.partition("/")[2], f.field, f.value, f.only_in) for f in facts}


def test_a_faithful_translation_has_no_facts_of_its_own(law: Notice) -> None:
    assert told(law, EN) == set()


# What was done to the translation, and which facts must be told of it: clause, field, value, edition. The other facts
# that come with a slip (the bodies and terms of a sentence that is gone) may be told too.
SLIPS: dict[str, tuple[str, str, set[tuple[str | None, str, str, str]]]] = {
    "a body under the name it no longer has": (
        "and the National Financial Regulatory Administration, strengthens",
        "and the China Banking and Insurance Regulatory Commission, strengthens",
        {("4", "agency", "NFRA joint", "zh"), ("4", "agency", "CBIRC joint", "en")},
    ),
    "local for provincial": (
        "The people's governments at the provincial level are",
        "Local people's governments at all levels are",
        {("4", "agency", "PROVINCIAL-GOV responsible", "zh"), ("4", "agency", "LOCAL-GOV responsible", "en")},
    ),
    "a body left out": (
        "the Ministry of Public Security and the National",
        "the National",
        {("4", "agency", "MPS joint", "zh")},
    ),
    "a ban left out": (
        ", and shall not include prepaid vouchers in the scope of collateral",
        "",
        {("2", "activity", "prohibition: collateral", "zh"), ("2", "term", "pledge", "zh")},
    ),
    "a ban turned round": (
        "Payment institutions shall not provide account opening or fund transfer services for transactions in prepaid "
        "vouchers, and shall not include",
        "Payment institutions may provide account opening or fund transfer services for transactions in prepaid "
        "vouchers, and may include",
        {("2", "permission", "payment-institution, account-opening, fund-transfer, collateral", "en")}
        | {("2", "activity", f"prohibition: {act}", "zh") for act in ("account-opening", "fund-transfer", "collateral")}
        | {("2", "activity", f"permission: {act}", "en") for act in ("account-opening", "fund-transfer", "collateral")},
    ),
    "a duty left out": (
        " Payment institutions shall keep customer records for five years or more.",
        "",
        {("3", "obligation", "payment-institution", "zh"), ("3", "figure", "5 years", "zh")},
    ),
    "a duty added": (
        "prepaid vouchers in the scope of collateral.",
        "prepaid vouchers in the scope of collateral. Payment institutions shall train their staff.",
        {("2", "obligation", "payment-institution", "en")},
    ),
    "a condition left out": (
        "Without the approval of the People's Bank of China, no entity",
        "No entity",
        {("1", "condition", "prohibition: approval", "zh"), ("1", "agency", "PBOC approve", "zh")},
    ),
    "filing for approval": (
        "Without the approval of the People's Bank",
        "Without filing with the People's Bank",
        {("1", "condition", "prohibition: approval", "zh"), ("1", "condition", "prohibition: filing", "en")},
    ),
    "a ban that covers more": (" illegally sell", " sell", {("1", "term", "illegally", "zh")}),
    "another period": ("30 days", "60 days", {("3", "figure", "30 days", "zh"), ("3", "figure", "60 days", "en")}),
    "another amount": (
        "500,000",
        "5,000,000",
        {("5", "figure", "500000 yuan", "zh"), ("5", "figure", "5000000 yuan", "en")},
    ),
    "one department too many": (
        "of three departments including the People's Bank of China is",
        "of the People's Bank of China and three other departments is",
        {(None, "figure", "3 departments", "zh"), (None, "figure", "4 departments", "en")},
    ),
    "another number cited": (
        "(Yinfa [2015] No. 12)",
        "(Yinfa [2015] No. 21)",
        {(None, "repeals", "yinfa-2015-12", "zh"), (None, "repeals", "yinfa-2015-21", "en")},
    ),
    "a number under another name": (
        "(Yinfa [2015] No. 12)",
        "(Silver Issue [2015] No. 12)",
        {(None, "repeals", "yinfa-2015-12", "zh"), (None, "repeals", "silverissue-2015-12", "en")},
    ),
    "another day": (
        "March 4, 2024",
        "April 3, 2024",
        {(None, "issued-on", "2024-03-04", "zh"), (None, "issued-on", "2024-04-03", "en")},
    ),
    "a crime left out": (
        "; where a crime is constituted, criminal liability shall be pursued in accordance with the law",
        "",
        {("5", "term", "crime", "zh")},
    ),
    "monitoring left out": ("strengthens risk monitoring and deals", "deals", {("4", "term", "monitoring", "zh")}),
    "a clause left out": (
        EN[EN.index("(2) Payment") : EN.index("(3) Payment")],
        "",
        {("2", "clause", "clause 2", "zh")},
    ),
    "an overseas agency for the domestic one": (
        "consent of the State Council",
        "consent of the National People's Congress",
        {(None, "approved-by", "STATE-COUNCIL", "zh")},
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_translator_is_told(law: Notice, slip: str) -> None:
    before, after, expected = SLIPS[slip]
    text = EN.replace(before, after)
    assert text != EN
    found = told(law, text)
    assert expected <= found
    assert len(found) <= len(expected) + 3, "and little else"


# What is another way to say the same.
SAME = {
    "forbidden in other words": ("shall not include", "must not include"),
    "may not": ("no entity or individual shall issue", "no entity or individual may issue"),
    "a number in words": ("within 30 days", "within thirty days"),
    "years in figures": ("five years", "5 years"),
    "yuan in front": ("50,000 yuan and", "RMB 50,000 and"),
    "unlawfully": ("illegally sell", "unlawfully sell"),
    "in two sentences": (
        "vouchers, and shall not include prepaid vouchers",
        "vouchers. Payment institutions shall not include prepaid vouchers",
    ),
    "surveillance": ("risk monitoring", "the surveillance of risks"),
    "clients": ("customer records", "the files of clients"),
    "should": ("institutions shall keep", "institutions should keep"),
    "consent for approval": ("Without the approval of", "Without the consent of"),
    "criminally liable": ("criminal liability shall be pursued", "they shall be held criminally liable"),
    "the number spelled otherwise": ("(Yinfa [2015] No. 12)", "(Yin Fa [2015] No. 12)"),
    "the number in the original": ("(Yinfa [2015] No. 12)", "(银发〔2015〕12号)"),
    "counted with those not named": (
        "of three departments including the People's Bank of China is",
        "of the People's Bank of China and two other departments is",
    ),
    "Arabic labels": ("(4) The", "(IV) The"),
}


@pytest.mark.parametrize("how", SAME)
def test_other_words_are_no_difference(law: Notice, how: str) -> None:
    text = EN.replace(*SAME[how])
    assert text != EN
    assert told(law, text) == set()


def test_headings_that_are_all_missing_are_one_fact(law: Notice) -> None:
    text = EN.replace("I. Regulating the Business\n\n", "").replace("II. Strengthening Regulation\n\n", "")
    assert told(law, text) == {(None, "section", "all 2 section headings", "zh")}
    one = EN.replace("II. Strengthening Regulation\n\n", "")
    assert (None, "section", "section 2", "zh") in told(law, one)


def test_every_fact_quotes_what_stands_there(law: Notice) -> None:
    for before, after, _ in SLIPS.values():
        other = parsed(EN.replace(before, after), "en")
        for fact in compare_editions(law, other):
            own, its = (law, other) if fact.only_in == "zh" else (other, law)
            assert fact.quote, fact
            assert own.text[slice(*fact.quote.span)] == fact.quote.text
            if fact.other:
                assert its.text[slice(*fact.other.span)] == fact.other.text


def test_what_is_about_the_same_is_set_side_by_side(law: Notice) -> None:
    text = EN.replace("30 days", "60 days").replace("risk monitoring and ", "")
    rows = paired(compare_editions(law, parsed(text, "en")), "zh")
    said = [(a and a.value, b and b.value) for a, b in rows]
    assert said == [("30 days", "60 days"), ("monitoring", None)]
    found = paired(compare_editions(parsed(text, "en"), law), "en")
    assert [(a and a.value, b and b.value) for a, b in found] == [("60 days", "30 days"), (None, "monitoring")]


def test_the_chinese_is_the_original(law: Notice) -> None:
    en = parsed(EN, "en")
    assert original((en, law)) is law
    assert original((en, en)) is None


# --- an instrument by articles, with what the notice above has not -------------------------------------------------

MEASURES_ZH = """金融监管总局代销业务管理办法
金规〔2025〕6号

第一章 总则

第一条 为规范商业银行代理销售业务，保护客户合法权益，根据《中华人民共和国商业银行法》等法律法规，制定本办法。

第二条 本办法所称代理销售业务是指商业银行接受合作机构委托，向客户推介、销售其发行的金融产品的经营活动。

第三条 商业银行开展代销业务，应当遵循公平、公开、公正原则，不得误导客户，不得承诺保本保收益。

第二章 管理

第四条 商业银行总行应当对合作机构进行尽职调查，每年至少开展一次评估，评估报告保存期限不得少于十年。

第五条 未经国家金融监督管理总局批准，商业银行不得代销私募产品。商业银行分支机构未经总行授权不得擅自开展代销业务。

第六条 商业银行应当在产品发行后十个工作日内向所在地派出机构备案，并按季度报告销售情况。

第七条 商业银行应当妥善保管客户个人信息，不得泄露或者非法买卖。法律、行政法规另有规定的除外。

第八条 商业银行可以委托第三方提供信息技术服务，但不得将核心业务外包。

第三章 附则

第九条 商业银行违反本办法的，由国家金融监督管理总局及其派出机构责令改正，\
并处违法所得一倍以上五倍以下罚款；涉嫌犯罪的，移送司法机关。

第十条 本办法自2025年10月1日起施行。
"""
MEASURES_EN = """Measures of the National Financial Regulatory Administration for Agency Sales
Jingui [2025] No. 6

Chapter I General Provisions

Article 1 These Measures are formulated in accordance with the "Law of the People's Republic of China on \
Commercial Banks" and other laws and regulations in order to regulate the agency sales business of commercial \
banks and protect the lawful rights of customers.

Article 2 For the purposes of these Measures, agency sales business means the business activity in which a \
commercial bank, entrusted by a partner institution, promotes and sells to customers financial products issued \
by that institution.

Article 3 When carrying out agency sales, commercial banks shall follow the principles of fairness, openness, \
and impartiality, and shall not mislead customers or promise the preservation of principal or guaranteed \
returns.

Chapter II Administration

Article 4 The head office of a commercial bank shall conduct due diligence on partner institutions and evaluate \
them at least once a year; evaluation reports shall be kept for no less than ten years.

Article 5 No commercial bank may sell privately offered products without approval from the National Financial \
Regulatory Administration. Branches of commercial banks shall not engage in agency sales without authorization \
from their head office.

Article 6 Within ten working days after a product is issued, commercial banks shall file with the local office \
of the regulator, and shall report sales every quarter.

Article 7 Commercial banks shall properly keep the personal information of customers, and are prohibited from \
disclosing or unlawfully trading it, except as otherwise provided by laws and administrative regulations.

Article 8 Commercial banks may engage third parties to provide information technology services but must not \
outsource core business.

Chapter III Supplementary Provisions

Article 9 Where a commercial bank violates these Measures, the National Financial Regulatory Administration and \
its local offices shall order it to make corrections and impose a fine of not less than one time and not more \
than five times the illegal gains; where a crime is suspected, the case shall be transferred to the judicial \
authorities.

Article 10 These Measures shall come into force on October 1, 2025.
"""


def test_a_faithful_translation_of_articles_has_no_facts_of_its_own() -> None:
    zh, en = parsed(MEASURES_ZH, "zh"), parsed(MEASURES_EN, "en")
    assert [clause.number for clause in zh.clauses] == [clause.number for clause in en.clauses] == list(range(1, 11))
    facts = compare_editions(zh, en)
    assert [(f.clause, f.field, f.value, f.only_in) for f in facts] == []


def test_an_exception_left_out_is_told() -> None:
    zh = parsed(MEASURES_ZH, "zh")
    lost = MEASURES_EN.replace(", except as otherwise provided by laws and administrative regulations", "")
    facts = {(f.clause, f.field, f.value, f.only_in) for f in compare_editions(zh, parsed(lost, "en"))}
    assert ("jingui-2025-6/7", "term", "exceptions", "zh") in facts


def test_a_translation_that_closes_an_open_list_is_told() -> None:
    head = "灯发〔2031〕3号\n关于规范灯具租赁业务的通知\n各支付机构：\n现就有关事项通知如下：\n"
    law = parsed(head + "一、支付机构应当报告。\n二、支付机构不得提供账户开立、资金划转等服务。\n", "zh")
    english = (
        "Dengfa [2031] No. 3\nNotice on Regulating the Lease of Lamps\nTo all payment institutions:\n"
        "The relevant matters are notified as follows:\n1. Payment institutions shall report.\n"
        "2. Payment institutions shall not provide account opening or fund transfer services.\n"
    )
    assert ("2", "open-list", "prohibition: and others", "zh") in told(law, english)
    whole = english.replace("opening or fund transfer services", "opening, fund transfer, or other services")
    assert not [fact for fact in told(law, whole) if fact[1] == "open-list"]
