"""Editions of one notice side by side: what a translation lacks, adds or bends, and what is no difference.

The notice is made for these tests, once in Chinese and once in English.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from regparse import beside, corpus, pipeline, sources
from regparse.cli import main
from regparse.compare import compare_editions, figures, terms
from regparse.compare.editions import original, paired
from regparse.lexicon import problems
from regparse.model import Notice, Severity

ZH = """中国人民银行 金融监管总局关于规范预付凭证业务有关事项的通知
银发〔2024〕88号

各省、自治区、直辖市人民政府：

为规范预付凭证业务，依据《中华人民共和国中国人民银行法》等规定，经国务院同意，现就有关事项通知如下：

一、规范业务

（一）未经中国人民银行批准，任何单位和个人不得发行预付凭证。境外机构不得以任何形式非法向境内个人销售预付凭证。

（二）支付机构不得为预付凭证交易提供账户开立、资金划转服务，不得将预付凭证纳入抵质押品范围。

（三）支付机构应当在30日内向中国人民银行报告损失情况。支付机构应当保存客户资料五年以上。

二、加强监管

（四）中国人民银行会同公安部、金融监管总局加强风险监测，及时处置风险。各省级人民政府负责本地区清理工作。

（五）违反本通知规定的，依照有关规定处5万元以上50万元以下罚款；构成犯罪的，依法追究刑事责任。

本通知自发布之日起施行。中国人民银行等三部门《关于管理储值凭证的通知》（银发〔2015〕12号）同时废止。

中国人民银行
金融监管总局

2024年3月4日
"""
EN = """Notice of the People's Bank of China and the National Financial Regulatory Administration on Regulating the \
Business of Prepaid Vouchers
Yinfa [2024] No. 88

To the people's governments of all provinces, autonomous regions, and municipalities directly under the Central \
Government:

In order to regulate the business of prepaid vouchers, in accordance with the "Law of the People's Republic of China \
on the People's Bank of China" and other provisions, and with the consent of the State Council, the relevant matters \
are notified as follows:

I. Regulating the Business

(1) Without the approval of the People's Bank of China, no entity or individual shall issue prepaid vouchers. Overseas \
institutions shall not illegally sell prepaid vouchers to domestic individuals in any form.

(2) Payment institutions shall not provide account opening or fund transfer services for transactions in prepaid \
vouchers, and shall not include prepaid vouchers in the scope of collateral.

(3) Payment institutions shall report losses to the People's Bank of China within 30 days. Payment institutions shall \
keep customer records for five years or more.

II. Strengthening Regulation

(4) The People's Bank of China, together with the Ministry of Public Security and the National Financial Regulatory \
Administration, strengthens risk monitoring and deals with risks in time. The people's governments at the provincial \
level are responsible for the clean-up in their regions.

(5) Whoever violates the provisions of this Notice shall be fined not less than 50,000 yuan and not more than 500,000 \
yuan in accordance with relevant provisions; where a crime is constituted, criminal liability shall be pursued in \
accordance with the law.

This Notice shall enter into force on the date of its issuance. The "Notice on Managing Stored-Value Vouchers" \
(Yinfa [2015] No. 12) of three departments including the People's Bank of China is repealed at the same time.

People's Bank of China
National Financial Regulatory Administration

March 4, 2024
"""


def parsed(text: str, edition: str) -> Notice:
    return pipeline.parse(text.encode(), f"{edition}.txt", edition=edition)


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


# --- figures and terms --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应当在三十日内", ["30 days"]),
        ("三个工作日内", ["3 working days"]),
        ("within three working days", ["3 working days"]),
        ("处1.5万元以上罚款", ["15000 yuan"]),
        ("百分之二十", ["20 percent"]),
        ("20%", ["20 percent"]),
        ("达到20%", ["20 percent"]),
        ("not less than 20 per cent", ["20 percent"]),
        ("违法所得一倍以上五倍以下", ["1 times", "5 times"]),
        ("not less than one time and not more than five times the gains", ["1 times", "5 times"]),
        ("at one time, or within a time limit", []),
        ("RMB 3 million", ["3000000 yuan"]),
        ("¥3,000", ["3000 yuan"]),
        ("a six-month period", ["6 months"]),
        ("甲行等三部门", ["3 departments"]),
        ("the bank and two other ministries", ["3 departments"]),
        ("2024年3月4日", []),
        ("March 4, 2024", []),
        ("第三十条", []),
        ("Article 30", []),
        ("银发〔2015〕12号", []),
        ("Yinfa [2015] No. 12", []),
        ("统一年度口径", []),
        ("one of the years", []),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    found = figures.find(text, (0, len(text)), "zh" if re.search("[\u4e00-\u9fff]", text) else "en")
    assert [said for said, _ in found] == expected
    for _, quote in found:
        assert text[slice(*quote.span)] == quote.text == quote.text.strip()


TERMS = tomllib.loads(files("regparse.compare").joinpath("terms.toml").read_text(encoding="utf-8"))


def test_the_terms_are_sorted_and_each_word_shows_its_term() -> None:
    assert list(TERMS) == sorted(TERMS)
    for name, row in TERMS.items():
        for language in ("zh", "en"):
            for word in row[language]:
                found = terms.find(word, (0, len(word)), language, norm=row.get("norm", False))
                assert name in found.there, word
            for word in row[f"{language}_also"]:
                assert word not in row[language]
                assert name in terms.find(word, (0, len(word)), language, norm=row.get("norm", False)).maybe
        assert row["zh"], "the original has a word for it"


def test_the_name_of_a_body_is_no_term() -> None:
    text = "The China Banking and Insurance Regulatory Commission is told."
    assert not terms.find(text, (0, len(text)), "en").there


# --- check --------------------------------------------------------------------------------------------------------


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    monkeypatch.setenv(corpus.VARIABLE, str(tmp_path / "own"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def runner(*args: str) -> Result:
        with pytest.raises(SystemExit) as left:
            main(args)
        captured = capsys.readouterr()
        return Result(int(left.value.code or 0), captured.out, captured.err)

    return runner


def found(result: Result) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for problem in json.loads(result.out)["problems"]:
        out.setdefault(problem["code"], []).append(problem["message"])
    return out


BENT = (
    EN.replace("30 days", "60 days")
    .replace("risk monitoring and ", "")
    .replace("in the scope of collateral.", "in the scope of collateral. Payment institutions shall train their staff.")
)


def test_check_tells_the_problems_of_a_translation_beside_the_original(run: Callable[..., Result]) -> None:
    sources.add(ZH.encode())
    sources.add(BENT.encode())
    told = found(run("check", "yinfa-2024-88@en", "--format", "json"))
    (differs,) = told["translation-differs"]
    assert "the original, zh, has “30日” (figure 30 days); this translation has “60 days”" in differs
    (lacks,) = told["translation-lacks"]
    assert "monitoring" in lacks
    assert "加强风险监测" in lacks
    (adds,) = told["translation-adds"]
    assert "train their staff" in adds
    assert run("check", "yinfa-2024-88@en").code == 0
    assert run("check", "yinfa-2024-88@en", "--strict").code == 1


def test_nothing_is_wrong_with_the_original(run: Callable[..., Result]) -> None:
    sources.add(ZH.encode())
    assert found(run("check", "yinfa-2024-88", "--format", "json")) == {}
    sources.add(BENT.encode())
    told = found(run("check", "yinfa-2024-88@zh", "--format", "json"))
    assert set(told) == {"translation-departs"}
    assert "en departs from this text, the original, in 3 places" in told["translation-departs"][0]
    assert run("check", "yinfa-2024-88@zh", "--strict").code == 0


def test_two_languages_in_one_file_are_set_beside_each_other(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_text(f"{BENT}\n{ZH}")
    told = found(run("check", "both.txt", "--format", "json"))
    assert {"translation-differs", "translation-lacks", "translation-adds", "further-notice"} == set(told)
    (tmp_path / "good.txt").write_text(f"{EN}\n{ZH}")
    assert set(found(run("check", "good.txt", "--format", "json"))) == {"further-notice"}


def test_all_notices_of_a_file_are_parsed_and_checked(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_text(f"A page\n{BENT}\nRead also\n{ZH}")
    first = run("parse", "both.txt", "--format", "json")
    assert json.loads(first.out)["language"] == "en"
    assert "in Chinese, “中国人民银行 金融监管总局关于规范预付凭证业务有关事项的通知”; --all" in first.err
    every = run("parse", "both.txt", "--format", "json", "--all")
    assert [(n["id"], n["language"], len(n["clauses"])) for n in json.loads(every.out)] == [
        ("yinfa-2024-88", "en", 5),
        ("yinfa-2024-88", "zh", 5),
    ]
    assert every.err == ""
    outlines = run("parse", "both.txt", "--all").out
    assert "Regulating the Business" in outlines
    assert "规范业务" in outlines
    english, chinese = json.loads(run("check", "both.txt", "--all", "--format", "json").out)
    assert {p["code"] for p in english["problems"]} >= {"translation-differs", "translation-lacks", "translation-adds"}
    assert "translation-departs" in {p["code"] for p in chinese["problems"]}
    assert "further-notice" not in {p["code"] for p in english["problems"] + chinese["problems"]}
    assert len(json.loads(run("check", "both.txt", "--all", "--format", "sarif").out)["runs"]) == 2
    lines = (tmp_path / "both.txt").read_text().split("\n")
    differs = next(p for p in english["problems"] if p["code"] == "translation-differs")
    assert lines[differs["source"]["line"] - 1][differs["source"]["column"] - 1 :].startswith("60 days")


def test_all_of_a_file_with_one_notice_is_a_list_of_one(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"{EN}\nRead also\n{EN}")
    assert len(json.loads(run("parse", "one.txt", "--all", "--format", "json").out)) == 1
    (stored,) = json.loads(run("parse", "yinfa-2026-42", "--all", "--format", "json").out)
    assert stored["edition"] == "en"


def test_without_the_original_none_of_two_editions_is_right(run: Callable[..., Result]) -> None:
    sources.add(EN.encode())
    sources.add(BENT.encode(), edition="en-press")
    told = found(run("check", "yinfa-2024-88@en-press", "--format", "json"))
    assert set(told) == {"editions-differ"}
    assert any("edition en has “30 days”" in message for message in told["editions-differ"])


def test_one_slip_in_several_clauses_is_one_problem(run: Callable[..., Result]) -> None:
    old = "China Banking and Insurance Regulatory Commission"
    sources.add(ZH.encode())
    sources.add(EN.replace("National Financial Regulatory Administration", old).encode())
    told = found(run("check", "yinfa-2024-88@en", "--format", "json"))
    (differs,) = told["translation-differs"]
    assert differs.endswith("so too in clause 4")


def test_the_problems_point_into_the_text_that_is_checked(run: Callable[..., Result]) -> None:
    sources.add(ZH.encode())
    sources.add(BENT.encode())
    report = beside.run(sources.content("yinfa-2024-88@en"))
    words = {
        finding.problem.code: report.notice.text[slice(*finding.problem.span)]
        for finding in report.findings
        if finding.problem.span
    }
    assert words["translation-differs"] == "60 days"
    assert words["translation-lacks"] == "(4)", "where nothing stands, the label of the clause is shown"


@pytest.mark.parametrize("code", ["editions-differ", *(f"translation-{x}" for x in ("adds", "lacks", "differs"))])
def test_a_disagreement_is_a_warning(code: str) -> None:
    assert problems.load()[code].severity is Severity.WARNING


def test_editions_sets_all_beside_the_original(run: Callable[..., Result]) -> None:
    sources.add(EN.encode())
    sources.add(BENT.encode(), edition="en-press")
    sources.add(ZH.encode())
    result = run("editions", "yinfa-2024-88", "--format", "json")
    answer = json.loads(result.out)
    assert (answer["first"], answer["original"]) == ("zh", "zh")
    assert {fact["only_in"] for fact in answer["facts"]} == {"zh", "en-press"}
    assert "zh is the original" in result.err
    named = json.loads(run("editions", "yinfa-2024-88@en-press", "--format", "json").out)
    assert (named["first"], named["original"]) == ("en-press", "zh")
    table = run("editions", "yinfa-2024-88").out
    assert "zh beside en-press" in table
    assert "“60 days”" in table
    assert run("editions", "yinfa-2024-88", "--format", "md").out.count("| ") > 10
