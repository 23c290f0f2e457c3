"""The command line as a user meets it: what goes to stdout, what to stderr, and the exit codes.

What holds of every command, and the commands parse, schema and score. Each of the others has a file of its own:
test_cli_brief.py, test_cli_compare.py, test_cli_corpus.py, test_cli_editions.py, test_cli_query.py, test_check.py.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import regparse
from regparse.cli.terminal import width
from regparse.quality.score import Ratio, Score

INTERVIEW = """A talk with the head of a bakery

Q: How do you begin the day?

A: With flour. Then I open the shop, and people come in.

Q: And what do you read in the evening?

A: Recipes, mostly. I do not care much for the news.
"""
PROGRAM = (sys.executable, "-m", "regparse")
Run = Callable[..., Any]


# What can be asked of everything


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"regparse {regparse.__version__}\n", "")


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize(
    "command",
    ["brief", "parse", "check", "compare", "editions", "query", "agencies", "export", "score", "schema", "corpus list"],
)
def test_help_fits_breaks_no_word_and_tells_no_types(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    help = run(*command.split(), "--help").out
    assert [line for line in help.splitlines() if width(line) > int(columns)] == []
    assert not re.search(r"list\[|<str>|\w-$", help, re.MULTILINE)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("parse", "yinfa-2026-42", "--format", "yaml"), "'yaml' is not one of 'outline', 'json'"),
        (("parse",), "missing argument 'SOURCE'"),
        (("parse", ""), "SOURCE is empty; give an id"),
        (("query", "--lead"), "no such option: --lead"),
        (("pares",), "no such command 'pares'"),
    ],
)
def test_what_is_not_understood_gets_one_sentence(run: Run, args: tuple[str, ...], sentence: str) -> None:
    result = run(*args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("regparse: ")
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert "Value error" not in result.err


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("args", [("parse", "yinfa-2026-42"), ("agencies",), ("check", "yinfa-2026-42@en-press")])
def test_codes_stay_whole_on_a_narrow_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run(*args).out.splitlines()
    assert [line for line in lines if width(line) > columns] == []
    assert [line for line in lines if re.search(r"\w-$", line)] == []


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    result = run()
    assert "Usage: regparse" in result.out + result.err


@pytest.mark.parametrize(
    "args",
    [
        ("parse", "yinfa-2026-42"),
        ("check", "yinfa-2026-42@en-press"),
        ("query", "--agency", "CSRC"),
        ("agencies",),
        ("compare", "yinfa-2021-237", "yinfa-2026-42"),
        ("compare", "yinfa-2021-237", "yinfa-2026-42", "--redline"),
        ("editions", "yinfa-2026-42"),
    ],
    ids=lambda args: args[0],
)
def test_what_is_read_fits_80_columns_and_has_no_colour_off_a_terminal(run: Run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.out.strip()
    assert "\x1b" not in result.out + result.err
    assert [line for line in result.out.splitlines() if width(line) > 80] == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("interview.txt", INTERVIEW.encode(), "notice"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        ("noise.bin", bytes(range(256)) * 8, "noise.bin"),
        ("absent.txt", None, "no such file"),
    ],
)
@pytest.mark.parametrize("command", ["parse", "brief", "check"])
def test_what_is_no_notice_gets_one_sentence_and_exit_code_2(
    run: Run, tmp_path: Path, name: str, content: bytes | None, message: str, command: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run(command, name)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("regparse: ")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert not (tmp_path / "reports").exists()


def test_a_folder_is_told(run: Run, tmp_path: Path) -> None:
    result = run("parse", str(tmp_path))
    assert (result.code, result.out) == (2, "")
    assert "this is a folder" in result.err


def test_a_mistyped_id_is_told_with_the_nearest(run: Run) -> None:
    result = run("parse", "yinfa-2026-24")
    assert result.code == 2
    assert "did you mean yinfa-2026-42?" in result.err


def test_an_unknown_edition_is_told(run: Run) -> None:
    assert "it has en, en-press" in run("parse", "yinfa-2026-42@fr").err
    assert "it has en, en-press" in run("parse", "yinfa-2026-42", "--edition", "fr").err


@pytest.mark.parametrize(
    ("number", "notice"),
    [
        ("Yinfa [2026] No. 42", "yinfa-2026-42@en"),
        ("银发〔2026〕42号", "yinfa-2026-42@en"),
        ("No. 42 of 2026", "yinfa-2026-42@en"),
        (" Yinfa [2021] No. 237 ", "yinfa-2021-237@en"),
        ("Yinfa [2026] No. 42@en-press", "yinfa-2026-42@en-press"),
    ],
)
def test_a_document_number_is_a_source(run: Run, number: str, notice: str) -> None:
    assert f"id            {notice}\n" in run("parse", number).out


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("Yinfa [2026] No. 43", "the corpus has no notice “yinfa-2026-43”; did you mean yinfa-2026-42?"),
        ("No. 9 of 2026", "the corpus has no notice No. 9 of 2026"),
        ("see Yinfa [2026] No. 42", "see Yinfa [2026] No. 42: no such file"),
    ],
)
def test_a_document_number_that_the_corpus_lacks_is_told(run: Run, number: str, sentence: str) -> None:
    result = run("parse", number)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err


def test_a_file_is_read_though_it_is_named_like_a_number(run: Run, file: Path, tmp_path: Path) -> None:
    file.rename(tmp_path / "Yinfa [2026] No. 42")
    assert "yinfa-2019-7" in run("parse", "Yinfa [2026] No. 42").out


# parse


def test_the_outline_has_every_clause_of_the_notice_and_its_facts(run: Run) -> None:
    out = run("parse", "yinfa-2026-42").out
    lines = [line.strip() for line in out.splitlines()]
    assert [n for n in range(1, 25) if any(line.startswith(f"({n}) ") for line in lines)] == list(range(1, 20))
    assert "6 sections, 19 clauses" in out
    assert "2026-02-06" in out
    assert any(line.startswith("III. ") for line in lines)
    told = " ".join(out.split())
    assert "status [virtual-currency] · “They do not have legal tender status," in told
    assert "definition [rwa] · “The tokenization of real-world assets refers to" in told
    assert "lead NDRC; joint RELEVANT-DEPTS · “strictly controls" in told  # what it does, behind who does it
    assert "commencement “This Notice shall enter into force" in told


def test_json_is_the_notice_of_the_library(run: Run) -> None:
    out = run("parse", "yinfa-2026-42", "--format", "json").out
    assert out == regparse.parse("yinfa-2026-42").to_json() + "\n"
    assert json.loads(out)["schema"] == "regparse/notice/1"


def test_an_edition_can_be_named_in_two_ways(run: Run) -> None:
    first = run("parse", "yinfa-2026-42@en-press", "--format", "json")
    assert first == run("parse", "yinfa-2026-42", "--edition", "en-press", "--format", "json")
    assert json.loads(first.out)["edition"] == "en-press"


def test_a_file_is_parsed_under_its_own_number(run: Run, file: Path) -> None:
    found = json.loads(run("parse", str(file), "--format", "json").out)
    assert found["id"] == "yinfa-2019-7"
    assert found["edition"] is None
    assert [clause["id"] for clause in found["clauses"]] == ["yinfa-2019-7/1", "yinfa-2019-7/2"]
    assert found["source"]["name"] == "notice.txt"


def test_stdin_is_a_source(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    found = json.loads(run("parse", "-", "--format", "json").out)
    assert (found["id"], found["source"]["name"]) == ("yinfa-2019-7", "stdin")


def test_text_bytes_and_path_are_one_notice_to_the_library(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    ways = [regparse.parse(source, name="x") for source in (text, text.encode(), file, str(file))]
    assert len({notice.to_json() for notice in ways}) == 1


def test_schema_describes_every_field_that_is_printed(run: Run) -> None:
    schema = json.loads(run("schema").out)
    printed = json.loads(run("parse", "yinfa-2026-42", "--format", "json").out)
    assert set(printed) == set(schema["properties"])
    assert schema["properties"]["schema"]["default"] == "regparse/notice/1"


# score


def test_score_agrees_with_its_own_board(run: Run) -> None:
    first = run("score", "--write")
    assert first.code == 0
    again = run("score")
    assert again.code == 0
    assert "faults fixed since reports/scoreboard.md: 0" in again.err.replace("\\", "/")
    assert again.out == first.out
    for subject in ("yinfa-2026-42@en", "yinfa-2026-42@en-press"):
        assert subject in again.out


def test_a_loss_is_exit_code_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def scored(*faults: str) -> None:
        score = Score("x-2020-7@en", {"clauses": Ratio(hit=1, miss=len(faults))}, faults=faults)
        monkeypatch.setattr("regparse.quality.score.score_corpus", lambda: (score,))

    scored("clause 1: missed")
    assert run("score", "--write").code == 0
    scored("clause 2: missed")
    result = run("score")
    assert result.code == 1
    told = result.err.replace("\\", "/")
    assert "new faults since reports/scoreboard.md: 1\n  `x-2020-7@en` clause 2: missed" in told
    scored()
    assert run("score").code == 0


# The process


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is made with /dev/full")
def test_a_full_disk_is_one_sentence_and_exit_code_2() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*PROGRAM, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("regparse: cannot write the output: ")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_stops_early_sees_no_traceback() -> None:
    with subprocess.Popen([*PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_output_is_utf8_whatever_the_locale() -> None:
    done = subprocess.run(
        [*PROGRAM, "query", "--agency", "CSRC", "--role", "lead"],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    assert "mandate · [rwa] · lead CSRC" in done.stdout.decode()
