"""`regparse compare`: formats, ways to read, conditions, exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import regparse

PAIR = ("compare", "yinfa-2021-237", "yinfa-2026-42")
Run = Callable[..., Any]


@pytest.mark.parametrize("name", ["x.pdf", "x.html", "x.docx", "x.md", "x.json"])
def test_the_name_of_the_file_says_what_is_written(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "made" / name
    result = run(*PAIR, "-o", str(file))
    assert (result.code, result.out) == (0, f"{file}\n")
    data = file.read_bytes()
    begins = {"pdf": b"%PDF", "html": b"<!DOCTYPE", "docx": b"PK", "md": b"## Clauses", "json": b"{"}
    assert data.lstrip().startswith(begins[file.suffix[1:]])


def test_a_name_that_says_nothing_is_an_error_that_says_what_to_do(run: Run, tmp_path: Path) -> None:
    result = run(*PAIR, "-o", str(tmp_path / "x.odt"))
    assert result.code == 2
    assert "end it in .csv, .docx" in result.err
    assert "--format" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_word_file_on_stdout_is_a_word_file() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "regparse", *PAIR, "--format", "docx", "-o", "-"], capture_output=True, check=True
    )
    assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None
    assert done.stderr == b""


def test_the_texts_side_by_side_annotated_and_with_marks(run: Run) -> None:
    side = run(*PAIR, "--view", "side").out
    assert side.startswith("Side by side")
    old, new = (run(*PAIR, "--view", way).out for way in ("old", "new"))
    assert "[-trading speculation" in old
    assert "{+" not in old.partition("(2) {+")[0], "the old text holds no insertions before the new clauses at its end"
    assert "[became 3 (amended, renumbered)]" in old
    assert "{+and the tokenization of real-world assets" in " ".join(new.split())
    assert "[-" not in new, "nothing was dropped whole"


def test_tables_by_name(run: Run) -> None:
    out = run(*PAIR, "--table", "derivations", "--table", "sentences", "--format", "md").out
    assert out.startswith("## Derivations: where yinfa-2026-42 comes from")
    assert r"Fagai Yunxing \[2021\] No. 1283" in out
    comparison = regparse.compare(*(regparse.parse(one) for one in PAIR[1:]))
    counts = [sum(len(getattr(row, side)) for row in comparison.sentences) for side in ("old", "new")]
    assert f"## Sentences: {counts[0]} old and {counts[1]} new, each once" in out
    wrong = run(*PAIR, "--table", "derivation")
    assert (wrong.code, "derivations" in wrong.err) == (2, True)


def test_conditions_narrow_the_tables_and_the_page_says_so(run: Run, tmp_path: Path) -> None:
    found = json.loads(run(*PAIR, "--agency", "CSRC", "--change", "added", "--format", "json").out)
    assert {one["change"] for one in found["changes"]} == {"added"}
    assert 0 < len(found["changes"]) < 20
    file = tmp_path / "bank.html"
    run(*PAIR, "--addressee", "bank", "-o", str(file))
    assert "Only addressees: bank." in file.read_text(encoding="utf-8")
    tracked = run(*PAIR, "--addressee", "bank", "-o", str(tmp_path / "x.docx"))
    assert "do not narrow it" in tracked.err


@pytest.mark.parametrize(
    ("sources", "code"), [(PAIR[1:], 1), (("yinfa-2026-42", "yinfa-2026-42"), 0), (("yinfa-2021-237", "nothing"), 2)]
)
def test_the_exit_code_tells_whether_something_changed(run: Run, sources: tuple[str, str], code: int) -> None:
    assert run("compare", *sources, "--exit-code").code == code
    assert run("compare", *sources).code == (2 if code == 2 else 0)


def test_the_exit_code_is_about_what_was_asked_for(run: Run) -> None:
    assert run(*PAIR, "--exit-code", "--change", "dropped").code == 0
    assert run(*PAIR, "--exit-code", "--change", "new").code == 1


def test_one_notice_is_followed_back_through_what_it_repeals(run: Run, tmp_path: Path) -> None:
    result = run("compare", "yinfa-2026-42")
    assert result.code == 0
    assert "1, 2, 3" in result.out
    assert json.loads(run("compare", "yinfa-2026-42", "--format", "json").out)["schema"] == "regparse/lineage/1"
    page = tmp_path / "x.html"
    assert run("compare", "yinfa-2026-42", "-o", str(page)).code == 0
    assert "<svg" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("yinfa-2021-237",), "repeals no notice in the corpus"),
        (("yinfa-2021-237", "--agency", "CSRC"), "name two"),
        (("yinfa-2026-42", "--format", "docx"), "name two"),
        (("yinfa-2021-237", "yinfa-2026-42", "yinfa-2021-237"), "each given once"),
    ],
)
def test_what_a_lineage_cannot_be_is_one_sentence(run: Run, args: tuple[str, ...], said: str) -> None:
    result = run("compare", *args)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1


def test_one_notice_with_a_single_forerunner_may_be_asked_like_a_pair(run: Run) -> None:
    assert run("compare", "yinfa-2026-42", "--pair", "9", "6").out == run(*PAIR, "--pair", "9", "6").out


def test_two_languages_are_said_and_no_law_is_made_up(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(
        "灯发〔2031〕3号\n关于铜灯的通知\n各港口：\n现通知如下：\n一、银行不得出借铜灯。\n二、银行应当登记。",
        encoding="utf-8",
    )
    result = run("compare", str(file), "yinfa-2026-42", "--format", "json")
    assert "two languages" in result.err
    assert json.loads(result.out)["changes"] == []


def test_the_exit_code_sees_what_stands_outside_the_clauses(run: Run, tmp_path: Path, file: Path) -> None:
    other = tmp_path / "other.txt"
    text = file.read_text(encoding="utf-8")
    other.write_text(text.replace("To all banks:", "To all securities companies:"), encoding="utf-8")
    assert other.read_text(encoding="utf-8") != text
    assert run("compare", str(file), str(other), "--exit-code").code == 1
    assert run("compare", str(file), str(file), "--exit-code").code == 0


def test_remarks_stand_apart_and_are_signed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "remarks.toml"
    file.write_text(
        '[[remark]]\non = "yinfa-2026-42/6"\nauthor = "A. Lawyer"\ndate = 2026-03-01\nmateriality = "high"\n'
        'text = "Custody desks close."\n',
        encoding="utf-8",
    )
    out = run(*PAIR, "--remarks", str(file)).out
    assert "Remarks, by their authors" in out
    assert "Custody desks close." in out
    page = tmp_path / "x.html"
    run(*PAIR, "--remarks", str(file), "-o", str(page))
    text = page.read_text(encoding="utf-8")
    assert "A. Lawyer, 2026-03-01" in text
    missing = run(*PAIR, "--remarks", str(tmp_path / "none.toml"))
    assert (missing.code, "no such file" in missing.err) == (2, True)


def test_compare_prints_what_became_of_each_clause(run: Run) -> None:
    out = run("compare", "yinfa-2021-237", "yinfa-2026-42").out
    rows = [line.split() for line in out.splitlines()]
    assert any(row[:2] == ["(12)", "(10)"] for row in rows)
    assert any(row[:2] == ["-", "(9)"] for row in rows)


def test_compare_as_json_is_the_comparison_of_the_library(run: Run) -> None:
    out = run("compare", "yinfa-2021-237", "yinfa-2026-42", "--format", "json").out
    old, new = regparse.parse("yinfa-2021-237"), regparse.parse("yinfa-2026-42")
    assert out == regparse.compare(old, new).to_json() + "\n"


def test_the_redline_of_a_pair_marks_what_was_added_and_taken_away(run: Run) -> None:
    out = run("compare", "yinfa-2021-237", "yinfa-2026-42", "--pair", "9", "6").out
    assert "custody" in out
    assert "{+" in out
    assert "[-" in out
    assert out == run("compare", "yinfa-2021-237", "yinfa-2026-42", "--pair", "(9)", "yinfa-2026-42/6").out


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (("9", "13"), "are not linked; yinfa-2021-237/9 became yinfa-2026-42/6"),
        (
            ("2", "2"),
            "are possibly linked, but not surely enough for a redline; "
            "yinfa-2021-237/2 became yinfa-2026-42/1, yinfa-2026-42/18",
        ),
        (("99", "1"), "has no clause 99"),
    ],
)
def test_a_pair_that_is_none_is_told(run: Run, pair: tuple[str, str], message: str) -> None:
    result = run("compare", "yinfa-2021-237", "yinfa-2026-42", "--pair", *pair)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_whoever_asks_for_what_was_kept_is_shown_it(run: Run) -> None:
    whole = run("compare", "yinfa-2021-237", "yinfa-2026-42", "--table", "law").out
    kept = run("compare", "yinfa-2021-237", "yinfa-2026-42", "--table", "law", "--change", "kept").out
    assert not [line for line in whole.splitlines() if line.startswith("kept ")]
    assert len([line for line in kept.splitlines() if line.startswith("kept ")]) >= 3


def test_clauses_of_sections_that_count_anew_are_named_with_their_numbers(run: Run, tmp_path: Path) -> None:
    text = "关于灯油的通知\n\n各港务局：\n\n现就有关事项通知如下：\n\n" + "\n\n".join(
        f"{n}、{about}\n\n（一）银行应当{about}钥匙。\n\n（二）银行应当{about}封条。"
        for n, about in (("一", "登记"), ("二", "归还"))
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    out = run("compare", str(tmp_path / "a.txt"), str(tmp_path / "a.txt"), "--table", "destinations").out
    assert [name in out for name in ("1.1 （一）", "1.2 （二）", "2.1 （一）", "2.2 （二）")] == [True] * 4


def test_a_notice_compared_with_itself_has_no_change(run: Run) -> None:
    found = json.loads(run("compare", "yinfa-2026-42", "yinfa-2026-42", "--format", "json").out)
    assert {tuple(pair["labels"]) for pair in found["pairs"]} == {("unchanged",)}
    assert {norm["change"] for norm in found["changes"]} <= {"kept"}
    assert found["agencies"] == []
