"""The problems of a text: where they stand, how they are printed, and the table that says what they mean."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import regparse
from regparse import bans, beside, check, readers, sources
from regparse.cli import main
from regparse.cli.terminal import width
from regparse.lexicon import problems
from regparse.model import Severity

HEAD = "关于测试账户管理有关事项的通知\n银发〔2019〕7号\n各商业银行：\n现就有关事项通知如下：\n"
FIRST = "一、银行不得向任何单位或者个人出借、出租测试账户。\n"
GAP = HEAD + FIRST + "二、银行应当报告损失。\n四、银行应当保存记录。\n"
MUTE = HEAD + "一、阅览室位于办公楼二楼东侧，藏有各类报刊和图书。\n二、开放时间为上午九时。\n"
FINE = HEAD + FIRST + "二、银行应当报告损失。\n"

TABLE = problems.load()


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in an empty folder, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def runner(*args: str) -> Result:
        with pytest.raises(SystemExit) as left:
            main(args)
        captured = capsys.readouterr()
        return Result(int(left.value.code or 0), captured.out, captured.err)

    return runner


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
    (finding,) = check.run("\r\n".join(lines).encode()).findings
    assert finding.problem.code == "superseded-agency"
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
    assert any(line.startswith("    mend: ") for line in lines)
    assert result.err == "n.txt: 1 warning\n"


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
    assert out.count("mend: ") == 1


def test_nothing_to_flag_is_said_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(FINE)
    assert run("check", "n.txt") == Result(0, "", "n.txt: no problems\n")


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
    assert problem["mend"] == TABLE["numbering-gap"].mend["en"]


def test_stdin_is_called_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GAP.encode())))
    assert run("check", "-").out.startswith("stdin:7:1: warning numbering-gap ")


# --- explain ----------------------------------------------------------------------------------------------------


def test_explain_says_what_it_means_what_to_do_and_what_raises_it(run: Run) -> None:
    out = run("check", "--explain", "numbering-gap").out
    entry = problems.explain("numbering-gap")
    flat = " ".join(out.split())
    for words in (entry.means["en"], entry.mend["en"]):
        assert words in flat
    assert entry.means["zh"] in "".join(out.split())
    assert out.startswith("warning numbering-gap")
    assert "四、银行应当保存记录。" in out
    assert [line for line in out.splitlines() if width(line) > 80] == []


def test_an_unknown_code_and_a_missing_source_are_told(run: Run) -> None:
    result = run("check", "--explain", "numbering-gop")
    assert (result.code, result.out) == (2, "")
    assert "did you mean numbering-gap" in result.err
    assert run("check").code == 2


# --- the table ----------------------------------------------------------------------------------------------------

_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
ONE_LANGUAGE = {
    "count-contradiction": "two counts in one Chinese notice are not met: there the title names the issuers",
    "editions-differ": "a text in Chinese is the original",
    "mixed-numbering": "in Chinese another style is another level",
    **dict.fromkeys(
        ("translation-adds", "translation-departs", "translation-differs", "translation-lacks"),
        "an example holds the notice in both languages",
    ),
    "unread-ban": "no English sentence is known in which a word that bans is missed",
}


def _raised() -> set[str]:
    """Give the codes that the program raises, read off its source.

    A code is written where a problem is made, or comes through a name ``code``: then it is what is assigned to that
    name, passed for it, its default, or a key of the table that is asked for it; or a flag put on a list ``flags``.
    """
    found: set[str] = set()
    for path in sorted(Path(regparse.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        here = {value for node in ast.walk(tree) for value in _codes_of(node) if _CODE.fullmatch(value)}
        makes = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "Problem"]
        assert not makes or here, f"{path.name} makes problems whose codes cannot be read off"
        found |= here
    return found


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _strings(node: ast.AST | None) -> Iterator[str]:
    for inner in ast.walk(node) if node else ():
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _codes_of(node: ast.AST) -> Iterator[str]:
    named = isinstance(node, ast.keyword) and node.arg == "code"
    kept = isinstance(node, ast.Assign) and any(_name(target) in ("code", "flags") for target in node.targets)
    if isinstance(node, ast.keyword | ast.Assign) and (named or kept):
        yield from _strings(node.value)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if "code" in _strings(key):
                yield from _strings(value)
    elif isinstance(node, ast.Call) and _name(node.func) in ("_dropped", "_problem"):
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _name(node.func.value) == "flags":
        yield from _strings(node)
    elif isinstance(node, ast.FunctionDef):
        arguments = [*node.args.posonlyargs, *node.args.args]
        for argument, default in zip(reversed(arguments), reversed(node.args.defaults), strict=False):
            if argument.arg == "code":
                yield from _strings(default)
        yield from _worded(node)


def _worded(function: ast.FunctionDef) -> Iterator[str]:
    """Give the keys of the tables that a function asks for ``code``."""
    asked = {
        _name(node.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript) and _name(node.slice) == "code"
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and _name(node.targets[0]) in asked:
            for key in node.value.keys:
                yield from _strings(key)


def test_every_code_that_is_raised_is_in_the_table_and_the_other_way_round() -> None:
    assert _raised() == set(TABLE)


def test_the_table_is_in_order_and_whole() -> None:
    assert list(TABLE) == sorted(TABLE)
    for code, entry in TABLE.items():
        assert _CODE.fullmatch(code)
        for words in (entry.means, entry.mend):
            assert set(words) == {"en", "zh"}
            assert not re.search("[\u4e00-\u9fff]", words["en"]), code
            assert re.search("[\u4e00-\u9fff]", words["zh"]), code


@pytest.mark.parametrize("code", TABLE)
def test_a_code_has_examples_in_both_languages_and_they_raise_it(code: str) -> None:
    entry = problems.explain(code)
    for text in entry.examples:
        severities = {f.problem.severity for f in beside.run(sources.content(text)).findings if f.problem.code == code}
        assert severities == {entry.severity}, text
    for text in entry.counter_examples:
        assert code not in {f.problem.code for f in beside.run(sources.content(text)).findings}, text
    chinese = {bool(re.search("[\u4e00-\u9fff]", text)) for text in entry.examples}
    assert len(chinese) == (1 if code in ONE_LANGUAGE else 2)


def test_the_severities_that_the_parse_gives_are_those_of_the_table() -> None:
    for entry in sources.shipped().editions():
        for finding in check.run(entry.ref).findings:
            assert finding.problem.severity is TABLE[finding.problem.code].severity


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


# --- SARIF ------------------------------------------------------------------------------------------------------

# The parts of the SARIF 2.1.0 schema that are used here: what an object must have and may have, with the type of each.
_MESSAGE = {"text!": str}
_REGION = {
    "startLine": int, "startColumn": int, "endLine": int, "endColumn": int, "charOffset": int, "charLength": int,
    "snippet": {"text": str},
}  # fmt: skip
_ARTIFACT_LOCATION = {"uri": str, "index": int}
_LOCATION = {
    "message": _MESSAGE,
    "physicalLocation": {"artifactLocation": _ARTIFACT_LOCATION, "region": _REGION},
    "logicalLocations": [{"fullyQualifiedName": str}],
}
_RULE = {
    "id!": str, "shortDescription": _MESSAGE, "help": _MESSAGE, "defaultConfiguration": {"level": str},
}  # fmt: skip
_ARTIFACT = {
    "location": _ARTIFACT_LOCATION, "parentIndex": int, "roles": [str], "mimeType": str, "contents": {"text": str},
    "hashes": {"sha-256": str}, "description": _MESSAGE,
}  # fmt: skip
_RESULT = {
    "ruleId": str, "ruleIndex": int, "level": str, "message!": _MESSAGE, "locations": [_LOCATION],
    "relatedLocations": [_LOCATION],
}  # fmt: skip
SARIF = {
    "$schema": str,
    "version!": str,
    "runs!": [
        {
            "tool!": {"driver!": {"name!": str, "version": str, "rules": [_RULE]}},
            "columnKind": str,
            "artifacts": [_ARTIFACT],
            "results": [_RESULT],
        }
    ],
}


def conforms(value: Any, shape: Any, path: str = "$") -> None:
    if isinstance(shape, list):
        assert isinstance(value, list), path
        for i, item in enumerate(value):
            conforms(item, shape[0], f"{path}[{i}]")
    elif isinstance(shape, dict):
        assert isinstance(value, dict), path
        known = {key.rstrip("!"): inner for key, inner in shape.items()}
        assert set(value) <= set(known), path
        assert {key[:-1] for key in shape if key.endswith("!")} <= set(value), path
        for key, inner in value.items():
            conforms(inner, known[key], f"{path}.{key}")
    else:
        assert type(value) is shape, path


def sarif(run: Run, *args: str) -> dict[str, Any]:
    log = json.loads(run("check", *args, "--format", "sarif").out)
    conforms(log, SARIF)
    (found,) = log["runs"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", ["yinfa-2026-42@en-press", "yinfa-2021-237", "n m.txt", "p.html"])
def test_sarif_has_the_structure_that_its_schema_asks_for(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "n m.txt").write_text("\u3000首页\n\n" + GAP + "中国人民银行\n2019年3月4日\n相关阅读\n面包店开业。\n")
    lines = "".join(f"<p>{line}</p>" for line in GAP.splitlines())
    (tmp_path / "p.html").write_text(f"<html><body>{lines}</body></html>")
    found = sarif(run, name)
    assert found["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    rules = found["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    levels = {"none", "note", "warning", "error"}
    assert {rule["defaultConfiguration"]["level"] for rule in rules} <= levels
    file, body = found["artifacts"]
    assert body["parentIndex"] == 0
    assert re.fullmatch(r"[0-9a-f]{64}", file["hashes"]["sha-256"])
    assert not re.search(r"[\s\\\u0080-\uffff]", file["location"]["uri"])
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in levels
        places = [p["physicalLocation"] for p in (*result["locations"], *result.get("relatedLocations", ()))]
        assert len(result["locations"]) == 1
        for place in places:
            assert 0 <= place["artifactLocation"]["index"] < len(found["artifacts"])
            region = place.get("region")
            if region:
                assert region["startLine"] >= 1
                assert region["startColumn"] >= 1
                start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
                assert start <= end
            if place["artifactLocation"]["index"] == 1:
                text = body["contents"]["text"]
                words = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
                assert words == region["snippet"]["text"]
                line = text.split("\n")[region["startLine"] - 1]
                assert line[region["startColumn"] - 1 :].startswith(words[:1])


def test_sarif_holds_every_problem_at_its_place_of_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("\n" + GAP)
    (result,) = sarif(run, "n.txt")["results"]
    assert (result["ruleId"], result["level"]) == ("numbering-gap", "warning")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "n.txt"
    assert place["region"] == {"startLine": 8, "startColumn": 1, "endLine": 8, "endColumn": 3}
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "yinfa-2019-7/4"}]


def test_sarif_gives_no_line_of_a_page_whose_text_has_other_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in GAP.splitlines()))
    (result,) = sarif(run, "p.html")["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "四、"


def test_an_absolute_path_is_a_file_uri() -> None:
    from regparse.sarif import uri

    assert uri("/a b/c.txt") == "file:///a%20b/c.txt"
    assert uri("账户 1.txt").isascii()
