"""`regparse check`, `editions` and `parse --all` where a notice has several editions, in the corpus or in one file.

What differs between two editions, and what does not: test_editions.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from two_editions import EN, ZH

from regparse.checking import disagreements
from regparse.corpus import sources
from regparse.lexicon import problems
from regparse.model import Severity

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("root")


def found(result: Any) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for problem in json.loads(result.out)["problems"]:
        out.setdefault(problem["code"], []).append(problem["message"])
    return out


BENT = (
    EN.replace("30 days", "60 days")
    .replace("risk monitoring and ", "")
    .replace("in the scope of collateral.", "in the scope of collateral. Payment institutions shall train their staff.")
)


def test_check_tells_the_problems_of_a_translation_beside_the_original(run: Run) -> None:
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


def test_nothing_is_wrong_with_the_original(run: Run) -> None:
    sources.add(ZH.encode())
    assert found(run("check", "yinfa-2024-88", "--format", "json")) == {}
    sources.add(BENT.encode())
    told = found(run("check", "yinfa-2024-88@zh", "--format", "json"))
    assert set(told) == {"translation-departs"}
    assert "en departs from this text, the original, in 3 places" in told["translation-departs"][0]
    assert run("check", "yinfa-2024-88@zh", "--strict").code == 0


def test_two_languages_in_one_file_are_set_beside_each_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_text(f"{BENT}\n{ZH}")
    told = found(run("check", "both.txt", "--format", "json"))
    assert {"translation-differs", "translation-lacks", "translation-adds", "further-notice"} == set(told)
    (tmp_path / "good.txt").write_text(f"{EN}\n{ZH}")
    assert set(found(run("check", "good.txt", "--format", "json"))) == {"further-notice"}


def test_all_notices_of_a_file_are_parsed_and_checked(run: Run, tmp_path: Path) -> None:
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


def test_all_of_a_file_with_one_notice_is_a_list_of_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"{EN}\nRead also\n{EN}")
    assert len(json.loads(run("parse", "one.txt", "--all", "--format", "json").out)) == 1
    (stored,) = json.loads(run("parse", "yinfa-2026-42", "--all", "--format", "json").out)
    assert stored["edition"] == "en"


def test_without_the_original_none_of_two_editions_is_right(run: Run) -> None:
    sources.add(EN.encode())
    sources.add(BENT.encode(), edition="en-press")
    told = found(run("check", "yinfa-2024-88@en-press", "--format", "json"))
    assert set(told) == {"editions-differ"}
    assert any("edition en has “30 days”" in message for message in told["editions-differ"])


def test_one_slip_in_several_clauses_is_one_problem(run: Run) -> None:
    old = "China Banking and Insurance Regulatory Commission"
    sources.add(ZH.encode())
    sources.add(EN.replace("National Financial Regulatory Administration", old).encode())
    told = found(run("check", "yinfa-2024-88@en", "--format", "json"))
    (differs,) = told["translation-differs"]
    assert differs.endswith("; likewise in clause 4")


def test_the_problems_point_into_the_text_that_is_checked(run: Run) -> None:
    sources.add(ZH.encode())
    sources.add(BENT.encode())
    report = disagreements.run(sources.content("yinfa-2024-88@en"))
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


def test_editions_sets_all_beside_the_original(run: Run) -> None:
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


def test_editions_lists_what_stands_in_one_only(run: Run) -> None:
    facts = json.loads(run("editions", "yinfa-2026-42", "--format", "json").out)["facts"]
    assert {fact["only_in"] for fact in facts} == {"en", "en-press"}
    # the press calls the regulator of banks by the name it lost in 2023
    assert any(fact["only_in"] == "en-press" and "CBIRC" in fact["value"] for fact in facts)
    assert any(fact["only_in"] == "en" and "NFRA" in fact["value"] for fact in facts)


def test_one_edition_has_nothing_beside_it(run: Run) -> None:
    result = run("editions", "yinfa-2021-237")
    assert (result.code, result.out) == (0, "")
    assert "one edition" in result.err
