"""Citations: titles and numbers in both languages, articles, and what a sentence does with what it cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regparse.grammar.citations import find_citations, find_numbers, legal_basis
from regparse.model import Citation


def numbers(text: str) -> list[tuple[str | None, int | None, int, str]]:
    return [(number.code, number.year, number.serial, number.text) for number in find_numbers(text)]


def brief(citation: Citation) -> tuple[str | None, str | None, str]:
    """Title (or, without one, the words), article and kind."""
    return citation.title or citation.text, citation.article, citation.kind


def cited(text: str) -> list[tuple[str | None, str | None, str]]:
    return [brief(citation) for citation in find_citations(text)]


# --- document numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    ["银发〔2026〕42号", "银发［2026］42号", "银发[2026]42号", "银发【2026】42号", "银发（2026）42号",
     "银发(2026)42号", "银发 〔 2026 〕 42 号", "银发〔２０２６〕４２号", "银发〔2026〕第42号",
     "Yinfa [2026] No. 42", "Yin Fa [2026] No.42",
     "YinFa (2026) No. 42", "Silver Hair [2026] No. 42"],
)  # fmt: skip
def test_one_number_in_many_forms(printed: str) -> None:
    for text in (printed, f"（{printed}）", f"See the Notice ({printed}).", f"根据{printed}的要求"):
        assert numbers(text) == [("yinfa", 2026, 42, printed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国人民银行令〔2015〕第8号", [("pboc-order", 2015, 8)]),
        ("中国人民银行令\n〔2019〕第 4 号", [("pboc-order", 2019, 4)]),  # the head of an order stands on two lines
        ("国务院令第588号", [("state-council-order", None, 588)]),
        ("国务院第588号令", [("state-council-order", None, 588)]),
        ("主席令第十二号", [("presidential-order", None, 12)]),
        ("银监会令2012年第1号", [("cbrc-order", 2012, 1)]),
        ("Order of the State Council No. 588", [("state-council-order", None, 588)]),
        ("Order No. 588 of the State Council", [("state-council-order", None, 588)]),
        ("PBoC Order No. 8 [2015]", [("pboc-order", 2015, 8)]),
        ("发改运行〔2021〕1283号", [("fagaiyunxing", 2021, 1283)]),
        ("Fagai Yunxing [2021] No. 1283", [("fagaiyunxing", 2021, 1283)]),
        ("(NDRC Energy-saving Building [2021] No. 1283)", [("fagaiyunxing", 2021, 1283)]),
        ("the [2021] No. 1283 of that year", [(None, 2021, 1283)]),
        ("the Notice [2021] No. 5", [(None, 2021, 5)]),
        ("（2023年第1号）", [(None, 2023, 1)]),
        ("按照皖经信〔2020〕3号", [("皖经信", 2020, 3)]),  # not in the table: the characters are the code
        ("Xufa [2020] No. 3", [("xufa", 2020, 3)]),
        ("沪银发〔2021〕5号", [("沪银发", 2021, 5)]),  # a branch's series is not the head office's
        ("银发〔2021〕1号、银办发〔2021〕2号", [("yinfa", 2021, 1), ("yinbanfa", 2021, 2)]),
        ("第1号", []),
        ("No. 42", []),
        ("2026年第1季度", []),
        ("in [2021] there were 5", []),
        ("银发〔2021〕0号", []),
    ],
)
def test_numbers_of_other_series_and_none(text: str, expected: list[tuple[str | None, int | None, int]]) -> None:
    assert [number[:3] for number in numbers(text)] == expected


# --- titles -----------------------------------------------------------------------------------------------


def test_a_title_is_joined_with_its_number_and_article() -> None:
    text = "应当遵守《票据甲办法》（中国人民银行令〔1997〕第2号）第三条第二款的规定。"
    (citation,) = find_citations(text)
    assert citation.title == "票据甲办法"
    assert citation.text == "《票据甲办法》（中国人民银行令〔1997〕第2号）第三条第二款"
    assert citation.article == "第三条第二款"
    assert citation.number is not None
    assert citation.number.code == "pboc-order"
    assert citation.target is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("依《关于修改〈票据办法〉的决定》办理", "关于修改〈票据办法〉的决定"),
        ("依《关于印发《票据办法》的通知》办理", "关于印发《票据办法》的通知"),
        ("《产业指导目录（2024年本）》", "产业指导目录（2024年本）"),
        (
            'under the "Bill Law of the People\'s Republic of China," banks',
            "Bill Law of the People's Republic of China",
        ),
        ("the “Notice on Rectifying ‘Mining’ Activities” holds", "Notice on Rectifying ‘Mining’ Activities"),
        ("the \"Notice on Rectifying 'Mining' Activities\" holds", "Notice on Rectifying 'Mining' Activities"),
        ("the ‘Measures for Bank Cards’.", "Measures for Bank Cards"),
        ("the Bill Law of the People's Republic of China applies", "Bill Law of the People's Republic of China"),
        (
            "the Law of the People's Republic of China on the People's Bank of China applies",
            "Law of the People's Republic of China on the People's Bank of China",
        ),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert [citation.title for citation in find_citations(text)] == [title]


@pytest.mark.parametrize(
    "text",
    [
        'the principle of "same business, same risk, same rules."',
        'virtual currency "mining" projects',
        'words such as "stablecoin," or "RWA."',
        'the "special campaign against money laundering crimes,"',
        "“虚拟货币”、“稳定币”等字样",
        "持有《支付业务许可证》和《营业执照》，填写《备案登记表》",
        "以下简称《办法》",
        '(hereinafter referred to as the "Administrative Measures")',
        "《没有结束的标题\n\n下一段",
        'an "unclosed Law\nof another line',
        "第十条 银行应当报告。",
        "Article 5 The bank reports.",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find_citations(text) == []


def test_the_number_may_stand_inside_the_quotation_marks() -> None:
    (citation,) = find_citations('It published the "Notice on Bank Bills and Others (Yinfa [2020] No. 7)" today.')
    assert citation.title == "Notice on Bank Bills and Others"
    assert citation.number is not None
    assert citation.number.serial == 7


def test_a_document_headed_as_an_order_gives_the_number_its_code() -> None:
    (citation,) = find_citations("依照《中国人民银行令》（〔2019〕第1号）办理")
    assert citation.number is not None
    assert (citation.number.code, citation.number.year) == ("pboc-order", 2019)


def test_a_number_alone_is_a_citation() -> None:
    (citation,) = find_citations("按照银发〔2021〕237号第三条执行")
    assert (citation.title, citation.article, citation.text) == (None, "第三条", "银发〔2021〕237号第三条")


def test_the_own_title_and_number_are_none() -> None:
    text = "《票据通知》（银发〔2020〕7号）与《银行卡通知》（银发〔2019〕6号）"
    (own,) = find_numbers("银发〔2020〕7号")
    assert [c.title for c in find_citations(text, own_titles=("票据通知",))] == ["银行卡通知"]
    assert [c.title for c in find_citations(text, own_number=own)] == ["银行卡通知"]


# --- articles -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照本办法第五条第二款第（三）项处理", [("本办法第五条第二款第（三）项", "第五条第二款第（三）项")]),
        ("违反前款规定的", [("前款", "前款")]),
        ("依照第十条、第十二条的规定", [("第十条、第十二条", "第十条、第十二条")]),
        ("under Article 5 of these Measures", [("Article 5 of these Measures", "Article 5")]),
        ("Item 2 of Article 5 of this Notice", [("Item 2 of Article 5 of this Notice", "Item 2 of Article 5")]),
        ("as said in the preceding paragraph", [("preceding paragraph", "preceding paragraph")]),
    ],
)  # fmt: skip
def test_internal_references_have_an_article_and_no_title(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_citations(text)
    assert [(citation.text, citation.article) for citation in found] == expected
    assert all(citation.title is None and citation.number is None for citation in found)


def test_an_article_before_an_english_title_belongs_to_it() -> None:
    text = 'Articles 3 and 5 of the "Bill Law," and Article 46 of the Bank Law of the People\'s Republic of China'
    assert cited(text) == [
        ("Bill Law", "Articles 3 and 5", "refers"),
        ("Bank Law of the People's Republic of China", "Article 46", "refers"),
    ]


# --- what the sentence does ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "本通知自发布之日起施行。《甲办法》（银发〔2010〕1号）、《乙通知》（银发〔2011〕2号）同时废止。",
            [("甲办法", None, "repeals"), ("乙通知", None, "repeals")],
        ),
        ("自2020年1月1日起废止《甲办法》和《乙办法》。", [("甲办法", None, "repeals"), ("乙办法", None, "repeals")]),
        ("《甲办法》第三条、第五条同时废止。", [("甲办法", "第三条、第五条", "repeals")]),
        ("根据《甲法》，《乙办法》同时废止。", [("甲法", None, "refers"), ("乙办法", None, "repeals")]),
        ("《甲办法》仍然有效；《乙办法》废止。", [("甲办法", None, "refers"), ("乙办法", None, "repeals")]),
        ("已废止的《甲办法》不再适用。", [("甲办法", None, "refers")]),
        ("《关于废止〈甲办法〉的决定》已经公布。", [("关于废止〈甲办法〉的决定", None, "refers")]),
        ("决定对《甲办法》作如下修改：", [("甲办法", None, "amends")]),
        ("修改《甲办法》第三条。", [("甲办法", "第三条", "amends")]),
        ("《关于修改〈甲办法〉的决定》已经公布。", [("关于修改〈甲办法〉的决定", None, "refers")]),
        ("现将修订后的《甲办法》印发给你们。", [("甲办法", None, "refers")]),
        ("（根据《关于修改〈甲法〉的决定》修正）", [("关于修改〈甲法〉的决定", None, "refers")]),
        ("会议《关于修改〈甲法〉的决定》修正", [("关于修改〈甲法〉的决定", None, "refers")]),
        ("为贯彻落实《甲意见》，现通知如下。", [("甲意见", None, "implements")]),
        (
            'The "Bill Rules" (Yinfa [2010] No. 1) and the "Notice on Bills" are repealed at the same time.',
            [("Bill Rules", None, "repeals"), ("Notice on Bills", None, "repeals")],
        ),
        (
            'Pursuant to the "Bill Law," the "Bill Rules" are repealed.',
            [("Bill Law", None, "refers"), ("Bill Rules", None, "repeals")],
        ),
        (
            'It follows the "Bill Law." The "Bill Rules" are repealed.',
            [("Bill Law", None, "refers"), ("Bill Rules", None, "repeals")],
        ),
        ('Article 3 of the "Bill Rules" is repealed.', [("Bill Rules", "Article 3", "repeals")]),
        (
            'This Notice repeals the "Bill Rules" and the "Card Rules".',
            [("Bill Rules", None, "repeals"), ("Card Rules", None, "repeals")],
        ),
        ('The "Bill Rules" are amended as follows:', [("Bill Rules", None, "amends")]),
    ],
)  # fmt: skip
def test_the_kind_is_what_the_sentence_does(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("依据《甲法》、《乙法》和《丙条例》（国务院令第588号）等规定，现就《丁》通知", ["甲法", "乙法", "丙条例"]),
        ("依据《甲法》《乙法》等规定，制定本办法。", ["甲法", "乙法"]),
        ("为贯彻落实《甲意见》，根据《乙法》，制定本办法。", ["乙法"]),
        (
            'in accordance with the "Bill Law," "Card Law," and "Rules on Cash," and other provisions, the "Bank Plan"',
            ["Bill Law", "Card Law", "Rules on Cash"],
        ),
        ("现就《甲办法》通知如下", []),
    ],
)  # fmt: skip
def test_the_legal_basis_is_the_list_behind_its_opening(text: str, titles: list[str]) -> None:
    found = legal_basis(text)
    assert [citation.title for citation in found] == titles
    assert all(citation.kind == "legal-basis" for citation in found)


# --- laws ---------------------------------------------------------------------------------------------------

PIECES = [
    *(
        "《甲办法》",
        "《",
        "》",
        "（银发〔2020〕7号）",
        "第三条",
        "本办法第五条",
        "废止",
        "根据",
        "、",
        "，",
        "。",
        "令第8号",
        "国务院",
    ),
    *(
        "\n",
        '"',
        "“",
        "”",
        "'",
        "Bill Law",
        "Article 5",
        " of the ",
        "[2021] No. 7",
        "Yinfa ",
        "No. 3",
        "repealed",
        ". ",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.integers(0, 20))
def test_spans_quote_exactly_and_stay_in_order(text: str, start: int) -> None:
    for number in find_numbers(text, start):
        assert text[slice(*number.span)] == number.text
        assert number.span[0] >= start
    last = start
    for citation in [*find_citations(text, start)]:
        assert text[slice(*citation.span)] == citation.text
        assert citation.span[0] >= last
        last = citation.span[0]
        assert citation.title or citation.number or citation.article
    for citation in legal_basis(text):
        assert text[slice(*citation.span)] == citation.text


@given(st.text(max_size=100))
def test_no_text_makes_it_fail(text: str) -> None:
    find_citations(text)
    legal_basis(text)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "本办法自印发之日起施行。2003年1月3日灯具局发布的《灯具办法》同时废止。",
            "《灯具办法》",
        ),
        ("二〇〇三年一月三日公布的《灯具办法》同时废止。", "《灯具办法》"),
        ("原《灯具办法》同时废止。", "《灯具办法》"),
    ],
)
def test_an_older_instrument_of_the_same_name_is_another(text: str, quoted: str) -> None:
    (found,) = find_citations(text, own_titles=("灯具办法",))
    assert (found.text, found.title, found.kind) == (quoted, "灯具办法", "repeals")


def test_an_older_english_instrument_of_the_same_name_is_another() -> None:
    text = 'The "Lamp Measures" issued by the Lamp Bureau on January 3, 2003 are repealed.'
    (found,) = find_citations(text, own_titles=("Lamp Measures",))
    assert found.text == '"Lamp Measures" issued by the Lamp Bureau on January 3, 2003'
    assert found.kind == "repeals"


def test_an_instrument_repeals_not_itself() -> None:
    assert not find_citations("现公布《灯具办法》，自2007年1月1日起施行。", own_titles=("灯具办法",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("中国人民银行 财政部公告〔2031〕第5号", "pboc-announcement"),
        ("中国人民银行财政部公告〔2031〕第5号", "pboc-announcement"),
        ("国家外汇管理局公告〔2031〕第5号", "safe-announcement"),
    ],
)
def test_a_joint_number_is_named_after_its_first_issuer(text: str, code: str) -> None:
    (number,) = find_numbers(text)
    assert (number.code, number.text) == (code, text)


@pytest.mark.parametrize(
    "text",
    [
        "第一条 为规范点灯，根据《灯油法》、《港口条例》和《票据办法》等规定，制定本办法。",
        "Article 1 These Measures are formulated in accordance with the “Oil Law,” the “Ports Act” and the “Bill Act.”",
    ],
)
def test_what_an_instrument_says_it_is_made_under_is_its_legal_basis(text: str) -> None:
    assert [citation.kind for citation in find_citations(text)] == ["legal-basis"] * 3
    (other,) = find_citations("第二条 银行应当根据《灯油法》报告。")
    assert other.kind == "refers", "who acts under a law makes none under it"


@pytest.mark.parametrize(
    ("text", "repealed"),
    [
        ("《甲办法》自1997年12月1日起施行，同时废止《乙办法》。", ["乙办法"]),
        ("《甲办法》、《乙办法》（银发〔2001〕1号）同时废止。", ["甲办法", "乙办法"]),
        ("按照《甲安排》和《乙安排》，《丙规则》不再执行。", []),
        ("《甲办法》按照《乙办法》执行，《丙办法》废止。", ["丙办法"]),
        ("废止下列文件：《甲办法》；《乙办法》。", ["甲办法", "乙办法"]),
        ("下列文件自2030年1月1日起废止：《甲办法》；《乙办法》。", ["甲办法", "乙办法"]),
        (
            "These Measures take effect on 1 May 2030, and the “Old Lamp Measures” shall be repealed.",
            ["Old Lamp Measures"],
        ),
    ],
)
def test_a_repeal_is_said_by_the_verb_of_the_same_predicate(text: str, repealed: list[str]) -> None:
    assert [c.title for c in find_citations(text) if c.kind == "repeals"] == repealed
