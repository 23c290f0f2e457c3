"""The figures and the terms of law that a sentence names, the same in Chinese and in English."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from regparse.comparison import figures, terms


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


TERMS = tomllib.loads(files("regparse.comparison").joinpath("terms.toml").read_text(encoding="utf-8"))


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
