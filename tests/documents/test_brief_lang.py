"""The brief in Chinese, and in English with the Chinese beside it; the brief of one reader."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from brief_page import Page, html
from handmade_notice import FULL, notice
from lxml import html as parser

import regparse
from regparse.documents.brief.audience import code_of
from regparse.errors import RenderError, UnknownValueError
from regparse.files.resources import folder
from regparse.model import notice as m
from regparse.wording import labels
from regparse.wording.tongue import say, speaking, words

CODE = Path(regparse.__file__).parent
ROOMS = ("documents/brief", "documents/parts", "wording")

TEXT = """关于规范礼品卡的通知
卡发〔2031〕8号
（一）商店不得出售无面值的礼品卡。
（二）银行应当每年向中国人民银行报告礼品卡余额。
本通知自发布之日起施行。
2031年3月5日
"""


@pytest.fixture(scope="module")
def original() -> m.Notice:
    return regparse.parse(TEXT)


def said_in_code() -> set[str]:
    """Give every wording that the code says as it stands; those with a choice in them are counted by their parts."""
    found: set[str] = set()
    for file in (file for room in ROOMS for file in sorted((CODE / room).glob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                said = node.args[0]
                choices = [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]
                found |= {one.value for one in choices if isinstance(one, ast.Constant)}
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "counted":
                found |= {f"#{one.value}" for one in node.args[1:2] if isinstance(one, ast.Constant) and one.value}
    return found


def said_in_templates() -> set[str]:
    files = sorted((folder("templates") / "brief").glob("*.*"))
    return {one for file in files for one in re.findall(r'_\("([^"]+)"', file.read_text(encoding="utf-8"))}


def test_every_wording_has_its_chinese() -> None:
    fixed = [labels.KINDS, labels.ROLES, labels.CONDITIONS, labels.TERRITORIES, labels.SANCTIONS, labels.EDITIONS]
    named = {one for table in fixed for said in table.values() for one in ((said,) if isinstance(said, str) else said)}
    named |= set(labels.PHRASES) | set(labels.PAIR_LABELS) | set(labels.LANGUAGES.values())
    found = said_in_code() | said_in_templates() | named
    assert len(found) > 250
    assert sorted(found - words().keys()) == []


def test_the_chinese_fills_the_same_gaps() -> None:
    gaps = re.compile(r"\{(\w+)\}")
    wrong = [
        english for english, chinese in words().items() if set(gaps.findall(english)) != set(gaps.findall(chinese))
    ]
    assert wrong == []


def test_the_language_is_that_of_the_brief_and_of_nothing_after_it() -> None:
    with speaking("zh"):
        assert say("Clause") == "条款"
    assert say("Clause") == "Clause"


def test_a_chinese_brief_says_nothing_in_english_but_what_it_names(original: m.Notice) -> None:
    page = html(original, lang="zh")
    root = parser.fromstring(page)
    assert root.get("lang") == "zh"
    text = Page(re.sub(r"(?s)<style>.*?</style>|[0-9a-f]{64}", "", page)).text
    left = set(re.findall(r"[A-Za-z]{2,}", text)) - {"regparse", "SHA", "text", "plain", "utf"}
    assert left == set(), "what is said is Chinese; the program and the media type have their names"
    assert "何人不得从事何种行为" in text
    assert "2031年3月5日" in text
    quotes = [one.text_content() for one in root.xpath("//*[contains(@class, 'words')]")]
    assert "“出售无面值的礼品卡”" in quotes


def test_both_sets_the_chinese_beside_each_norm_that_has_one(original: m.Notice) -> None:
    chinese = original.model_copy(
        update={"id": notice().id, "clauses": tuple(_renamed(one) for one in original.clauses), "edition": "zh"}
    )
    page = html(lang="both", other_edition=chinese)
    root = parser.fromstring(page)
    assert root.get("lang") == "en"
    beside = [one.text_content() for one in root.xpath("//span[@class='beside']")]
    assert beside == [], "the duty stands in clause 2 there and in clause 4 here: in doubt nothing stands beside"
    four = notice().clauses[3]
    moved = notice(
        clauses=(
            four.model_copy(
                update={
                    "id": f"{notice().id}/2",
                    "provisions": tuple(one.model_copy(update={"id": f"{notice().id}/2#1"}) for one in four.provisions),
                }
            ),
        )
    )
    page = html(moved, lang="both", other_edition=chinese)
    found = parser.fromstring(page).xpath("//span[@class='beside']")
    words = ["".join(one.itertext()) for one in found]
    assert words == ["“银行应当每年向中国人民银行报告礼品卡余额。”"] * 2, "with the duty, and in the list to tick off"
    assert found[0].xpath("string(.//@lang)") == "zh"
    assert 'beside"' not in html(moved, other_edition=chinese)


def _renamed(clause: m.Clause) -> m.Clause:
    unit = clause.id.rpartition("/")[2]
    norms = tuple(
        one.model_copy(update={"id": f"{notice().id}/{one.id.rpartition('/')[2]}"}) for one in clause.provisions
    )
    return clause.model_copy(update={"id": f"{notice().id}/{unit}", "provisions": norms})


def test_a_language_that_there_is_not_is_refused() -> None:
    with pytest.raises(RenderError, match="a brief is in en, zh or both, not in “fr”"):
        regparse.render_brief(notice(), lang="fr", format="html")  # type: ignore[arg-type]


def test_an_audience_goes_by_its_name_too_and_an_unknown_one_is_told() -> None:
    assert code_of("Banks") == "bank"
    assert code_of("银行") == "bank", "by its Chinese name in an English brief, too"
    with speaking("zh"):
        assert code_of("banks") == "bank"
    with pytest.raises(UnknownValueError, match="did you mean bank"):
        code_of("bnk")


def test_the_brief_of_one_reader_says_so_when_nothing_binds_it() -> None:
    page = Page(html(notice(clauses=()), audience="bank")).text
    assert "As far as rules can tell, nothing in the text binds banks." in page


def test_every_other_edition_is_compared_and_named() -> None:
    third = notice(edition="zz", source=notice().source.model_copy(update={"name": "third.txt"}))
    fact = FULL["editions"][0].model_copy(update={"only_in": "zz", "value": "long-lived cards"})
    page = Page(html(**FULL, further=[(third, (fact,))])).text
    assert "Found only in the English translation" in page
    assert "In the edition zz, not in the English translation" in page
    assert "third.txt" in page
