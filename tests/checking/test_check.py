"""`regparse check`: where the problems of a text stand, how they are printed, and which only the whole shows.

The table of problems: test_problems.py; `--format sarif`: test_check_sarif.py; a translation: test_cli_editions.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from notices_with_faults import FINE, FIRST, GAP, HEAD, MUTE

import regparse
from regparse import readers
from regparse.checking import bans, check
from regparse.cli.terminal import width
from regparse.corpus import sources
from regparse.lexicon import problems
from regparse.model import Severity
from regparse.wording import text

Run = Callable[..., Any]
TABLE = problems.load()


def codes(text: str) -> list[str]:
    return [finding.problem.code for finding in check.run(text).findings]


# --- places ---------------------------------------------------------------------------------------------------


def test_a_problem_stands_at_its_line_and_column_of_the_source() -> None:
    # Counted by hand: three blank lines above, one between the clauses; four full-width blanks before 四.
    text = "\n\n\n" + HEAD + FIRST + "\n二、银行应当报告损失。\n\u3000\u3000四、银行应当保存记录。\n"
    (finding,) = check.run(text).findings
    assert finding.problem.code == "numbering-gap"
    assert finding.source[:4] == (11, 3, 11, 5)
    assert text[finding.source.start : finding.source.end] == "四、"
    assert finding.body
    assert finding.body[:4] == (7, 1, 7, 3)


def test_in_a_line_that_was_mended_the_letters_are_counted_off() -> None:
    # The scanner broke the sentence after 客户 and put a page number between the halves.
    broken = "一、银行在办理开户、变更、撤销等各项账户业务的过程中，应当向客户\n— 3 —\n充分说明收费标准。\n"
    late = "二、银行发现账户异常或者客户身份不明的，应当立即向中国银行保险监督管\n理委员会报告，不得拖延。\n"
    text = HEAD.replace("2019", "2026") + broken + late
    (finding,) = (f for f in check.run(text).findings if f.problem.code == "superseded-agency")
    quoted = text[finding.source.start : finding.source.end]
    assert quoted == "中国银行保险监督管\n理委员会"
    assert finding.source.end_line == finding.source.line + 1


def test_places_are_those_of_the_file_although_the_reader_joined_wrapped_lines() -> None:
    # A text wrapped at 60 columns, with Windows line ends; the second clause names the body across a line end.
    lines = [
        "Notice on the Administration of Test Accounts",
        "Yinfa [2026] No. 7",
        "To all banks:",
        "The relevant matters are notified as follows:",
        "(1) Banks shall not lend test accounts to anybody, and shall",
        "keep a record of whoever asks for one, with the day on which",
        "the asking was done and the reason why it was refused, whole",
        "and legible, until the bank itself is closed.",
        "(2) Banks shall report losses to the China Banking and",
        "Insurance Regulatory Commission.",
    ]
    found = check.run("\r\n".join(lines).encode()).findings
    (finding,) = (one for one in found if one.problem.code == "superseded-agency")
    assert lines[8][finding.source.column - 1 :] == "China Banking and"
    assert (finding.source.line, finding.source.end_line) == (9, 10)
    assert lines[9][: finding.source.end_column - 1] == "Insurance Regulatory Commission"


def test_what_was_left_out_stands_at_its_lines() -> None:
    text = FINE + "中国人民银行\n2019年3月4日\n相关阅读\n面包店昨日开业。\n"
    (finding,) = check.run(text).findings
    assert finding.problem.code == "boilerplate-dropped"
    assert finding.body is None
    assert text[finding.source.start : finding.source.end].startswith("相关阅读")
    assert finding.source.line == 9


@pytest.mark.parametrize("name", ["yinfa-2026-42@en-press", "yinfa-2021-237"])
def test_every_place_in_the_source_holds_the_words_of_the_problem(name: str) -> None:
    content = sources.content(name)
    text = readers.read(content.data, content.name).text
    report = check.run(name)
    for problem, source, body in report.findings:
        if body and problem.span:
            words = report.notice.text[slice(*problem.span)]
            assert "".join(text[source.start : source.end].split()) == "".join(words.split())
            assert text.split("\n")[source.line - 1][source.column - 1 :].startswith(words[:1])


def test_problems_come_in_the_order_of_the_text() -> None:
    starts = [finding.source.start for finding in check.run("yinfa-2026-42@en-press").findings]
    assert len(starts) > 3
    assert starts == sorted(starts)


# --- what is printed --------------------------------------------------------------------------------------------


def test_a_problem_is_printed_as_a_compiler_does_with_carets_under_wide_characters(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(
        HEAD.replace("2019", "2026") + FIRST + "二、银行应当向中国银行保险监督管理委员会报告损失。\n"
    )
    result = run("check", "n.txt")
    lines = result.out.splitlines()
    assert lines[0].startswith("n.txt:6:8: warning superseded-agency ")
    at = next(i for i, line in enumerate(lines) if set(line.strip()) == {"^"})
    name = "中国银行保险监督管理委员会"
    before, found, _ = lines[at - 1].partition(name)
    assert found
    assert lines[at] == " " * width(before) + "^" * (2 * len(name))
    assert any(line.startswith("    fix: ") for line in lines)
    assert result.err == "n.txt: 1 warning\n"


def test_check_shows_where_and_puts_a_caret_under_the_words(run: Run) -> None:
    result = run("check", "yinfa-2026-42@en-press")
    problems = json.loads(run("check", "yinfa-2026-42@en-press", "--format", "json").out)["problems"]
    assert result.code == int(any(p["severity"] == "error" for p in problems))
    assert any("CBIRC" in p["message"] or "Banking and Insurance" in p["message"] for p in problems)
    lines = result.out.splitlines()
    name = "China Banking and Insurance Regulatory Commission"
    at = next(i for i, line in enumerate(lines) if name in line and set(lines[i + 1].strip()) == {"^"})
    assert lines[at + 1] == " " * lines[at].index(name) + "^" * len(name)


def test_a_long_line_is_cut_around_the_words(run: Run, tmp_path: Path) -> None:
    long = "银行应当妥善保存各项业务记录，" * 8
    body = f"二、{long}并向中国银行保险监督管理委员会报告，{long}直至终止。\n"
    (tmp_path / "n.txt").write_text(HEAD.replace("2019", "2026") + FIRST + body)
    out = run("check", "n.txt").out
    assert [line for line in out.splitlines() if width(line) > 80] == []
    shown = next(line for line in out.splitlines() if line.startswith("    …"))
    assert shown.endswith("…")
    assert "中国银行保险监督管理委员会" in shown


def test_only_the_first_problem_of_a_code_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(GAP + "六、银行应当培训人员。\n")
    out = run("check", "n.txt").out
    assert out.count("numbering-gap") == 2
    assert out.count("fix: ") == 1


def test_nothing_to_flag_is_said_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(FINE)
    assert run("check", "n.txt") == (0, "", "n.txt: no problems\n")


@pytest.mark.parametrize(
    ("text", "strict", "code"), [(FINE, True, 0), (GAP, False, 0), (GAP, True, 1), (MUTE, False, 1), ("", False, 2)]
)
@pytest.mark.parametrize("format", ["text", "json", "sarif"])
def test_exit_codes(run: Run, tmp_path: Path, text: str, strict: bool, code: int, format: str) -> None:
    (tmp_path / "n.txt").write_text(text)
    assert run("check", "n.txt", "--format", format, *(["--strict"] if strict else [])).code == code


def test_json_has_the_place_in_the_source_and_in_the_notice(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("\n" + GAP)
    (problem,) = json.loads(run("check", "n.txt", "--format", "json").out)["problems"]
    notice = regparse.parse(GAP)
    assert notice.text[slice(*problem["span"])] == "四、"
    assert problem["source"] == {"line": 8, "column": 1, "end_line": 8, "end_column": 3}
    assert (problem["code"], problem["severity"]) == ("numbering-gap", "warning")
    assert problem["mend"] == text("problem.numbering-gap.fix", "en")


def test_stdin_is_called_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GAP.encode())))
    assert run("check", "-").out.startswith("stdin:7:1: warning numbering-gap ")


# --- explain ----------------------------------------------------------------------------------------------------


def test_explain_says_what_it_means_what_to_do_and_what_raises_it(run: Run) -> None:
    out = run("check", "--explain", "numbering-gap").out
    flat = " ".join(out.split())
    for words in (text("problem.numbering-gap.means", "en"), text("problem.numbering-gap.fix", "en")):
        assert words in flat
    assert text("problem.numbering-gap.means", "zh") in "".join(out.split())
    assert out.startswith("warning numbering-gap")
    assert "四、银行应当保存记录。" in out
    assert [line for line in out.splitlines() if width(line) > 80] == []


def test_an_unknown_code_and_a_missing_source_are_told(run: Run) -> None:
    result = run("check", "--explain", "numbering-gop")
    assert (result.code, result.out) == (2, "")
    assert "did you mean numbering-gap" in result.err
    assert run("check").code == 2


# --- what only the whole shows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "word", "fate"),
    [
        ("银行不得出借测试账户以及与之相关的各种凭证。", "不得", "prohibition"),
        ("单笔转账金额不得超过一万元，累计金额另行规定。", "不得", "limit"),
        ("银行应当在样本凭证的正面注明“禁止流通”字样。", "禁止", "quoted"),
        ("银行应当按照《关于禁止出借账户的规定》办理账户业务。", "禁止", "quoted"),
        ("银行应当拒绝办理法律法规规定的各类禁止性业务。", "禁止", "noun"),
        ("驻在国法律禁止提供客户资料的，分行应当立即向总行报告。", "禁止", "condition"),
        ("收单机构应当通过协议禁止外包机构转让其承接的业务。", "禁止", "duty"),
        ("情节严重的，中国人民银行可以决定禁止其在三年内申请开户。", "禁止", "power"),
        ("任何地区对境内机构采取歧视性的禁止、限制措施的，主管部门可以采取对等措施。", "禁止", "unread"),
    ],
)
def test_every_word_that_bans_has_a_fate(clause: str, word: str, fate: str) -> None:
    notice = regparse.parse(HEAD + "一、" + clause + "\n二、银行应当每年向中国人民银行报告账户管理情况。\n")
    (ban,) = bans.walk(notice)
    assert notice.text[slice(*ban.span)] == word
    assert notice.text[slice(*ban.sentence)].endswith(clause)
    assert ban.fate == fate


@pytest.mark.parametrize(
    ("clause", "fate"),
    [
        ("Banks shall not lend test accounts to anybody.", "prohibition"),
        ("The fee shall not exceed 10 yuan a year.", "limit"),
        ("Banks shall refuse any prohibited transactions of their customers.", "noun"),
    ],
)
def test_the_same_in_english(clause: str, fate: str) -> None:
    head = "Notice on Test Accounts\nYinfa [2019] No. 7\nTo all banks:\nThe relevant matters are notified as follows:\n"
    notice = regparse.parse(f"{head}(1) {clause}\n(2) Banks shall report losses.\n")
    assert [ban.fate for ban in bans.walk(notice)] == [fate]


def test_a_ban_in_the_head_and_one_in_an_annex_are_no_norms_of_the_body() -> None:
    text = (
        FINE.replace("测试账户管理有关事项", "禁止出借测试账户")
        + "中国人民银行\n2019年3月4日\n附件：人员守则\n员工不得复制测试数据。\n"
    )
    notice = regparse.parse(text)
    assert [ban.fate for ban in bans.walk(notice)] == ["head", "prohibition", "annex"]
    assert codes(text) == ["unread-annex"]


def test_a_notice_whose_norms_are_read_has_no_problem_of_the_whole() -> None:
    assert check.examine(regparse.parse(FINE)) == ()


def test_failed_counts_errors_and_strictly_warnings() -> None:
    report = check.run(GAP)
    assert {finding.problem.severity for finding in report.findings} == {Severity.WARNING}
    assert not report.failed()
    assert report.failed(strict=True)
    assert check.run(MUTE).failed()
