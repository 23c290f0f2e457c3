"""What commands a terminal reaches none: in names of files and of members, in titles, in words of the user."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

import regparse
from regparse.cli import main, screen

NOTICE = "关于测试账户管理的通知\n银发〔2019〕7号\n各银行：\n一、银行不得出借账户。\n三、银行应当报告损失。\n"
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
COMMANDS = "\x1b\x07\x9b\u202e"


def printed(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    with pytest.raises(SystemExit):
        main(args)
    said = capsys.readouterr()
    assert not set(COMMANDS) & set(said.out + said.err)
    return said.out + said.err


@pytest.fixture(autouse=True)
def _own_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", [["parse"], ["check"], ["corpus", "add"], ["compare", "yinfa-2021-237"], ["index"]])
@pytest.mark.parametrize("there", [True, False])
def test_the_name_of_a_file_commands_nothing(
    command: list[str], there: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{EVIL}.txt"
    try:
        path.write_text(NOTICE if there else "", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    printed(capsys, *command, str(path))


def test_the_name_of_a_member_of_an_archive_commands_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{EVIL}.txt", b"\x00\x01\x02")
        archive.writestr(f"{EVIL}.xyz{EVIL}", b"")
    assert "\\u001b" in printed(capsys, "index", "a.zip")
    printed(capsys, "batch", "a.zip", "-o", "out")


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "md"])
def test_the_words_of_a_notice_command_nothing(format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.html"
    body = "".join(f"<p>{line}</p>" for line in NOTICE.replace("出借", "出\x9b31m借\x1b[2J&#27;]0;x&#7;").split("\n"))
    path.write_text(f'<html><meta charset="utf-8">{body}</html>', encoding="utf-8")
    printed(capsys, "query", "--notice", str(path), "--format", format)


@pytest.mark.parametrize("args", [["query"], ["show"], ["parse"], ["check", "--explain"], []])
def test_what_the_user_typed_commands_nothing(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, *args, EVIL)


def test_the_escape_of_a_character_is_what_json_reads_as_it() -> None:
    text = "".join(map(chr, (*range(32, 0x250), 0x200E, 0x202E, 0x2066)))
    assert json.loads(screen.harmless(json.dumps({"a": text}, ensure_ascii=False))) == {"a": text}


def test_colours_pass_where_they_are_painted_and_nothing_else_does() -> None:
    shown = io.StringIO()
    screen.Screen(shown, painted=True).write("\x1b[31mred\x1b[0m \x1b[2J")
    assert shown.getvalue() == "\x1b[31mred\x1b[0m \\u001b[2J"
    shown = io.StringIO()
    screen.Screen(shown, painted=False).write("\x1b[31mred\x1b[0m\n\tok\n")
    assert shown.getvalue() == "\\u001b[31mred\\u001b[0m\n\tok\n"


def test_the_streams_are_as_they_were_behind_a_command() -> None:
    before = sys.stdout, sys.stderr
    with pytest.raises(SystemExit):
        main(["--version"])
    assert (sys.stdout, sys.stderr) == before
    assert regparse.__version__
