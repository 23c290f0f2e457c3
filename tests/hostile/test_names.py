"""Names and texts that are not what a name or a text should be: other encodings, halves of characters, any length."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import regparse
from regparse.corpus import sources
from regparse.errors import NoNoticeError, ReadError, RegparseError

NOTICE = "关于测试账户管理的通知\n银发〔2019〕7号\n各银行：\n一、银行不得出借账户。\n二、银行应当报告损失。\n"
GBK = os.fsdecode("账户通知".encode("gbk"))
"""A name as a Windows zip leaves it on a disk in UTF-8."""


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    path = tmp_path / f"{GBK}.txt"
    try:
        path.write_text(NOTICE, encoding="utf-8")
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno not in (errno.EILSEQ, errno.EINVAL):
            raise
        pytest.skip("this disk has names in UTF-8 alone")
    return path


def run(*args: str | Path, **given: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "REGPARSE_CORPUS": str(given.pop("corpus"))}
    command = [sys.executable, "-m", "regparse", *map(str, args)]
    return subprocess.run(command, capture_output=True, env=environment, check=False, timeout=120)


@pytest.mark.parametrize(
    "command",
    [
        ("parse",),
        ("parse", "--format", "json"),
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "sarif"),
        ("compare", "yinfa-2021-237"),
        ("export", "--to", "json"),
        ("export", "--to", "akn"),
        ("export", "--to", "csv"),
        ("agencies", "--notice"),
        ("corpus", "add"),
        ("index",),
        ("brief", "--format", "md", "-o", "-"),
    ],
    ids=" ".join,
)
def test_a_file_whose_name_is_no_utf_8_is_read_by_every_command(
    command: tuple[str, ...], strange: Path, tmp_path: Path
) -> None:
    done = run(*command, strange, corpus=tmp_path / "corpus")
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    assert done.returncode in (0, 1)
    done.stdout.decode("utf-8")
    if "json" in command or "sarif" in command:
        json.loads(done.stdout)


def test_a_file_whose_name_is_no_utf_8_is_told_when_it_is_not_there(tmp_path: Path) -> None:
    done = run("parse", tmp_path / f"{GBK}.txt", corpus=tmp_path)
    assert done.returncode == 2
    assert b": no such file\n" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_name_of_such_a_file_can_be_written(strange: Path) -> None:
    notice = regparse.parse_file(strange)
    assert "\\udc" in notice.source.name
    assert regparse.read_notice(regparse.export(notice, "json")) == notice


@pytest.mark.parametrize("where", ["title", "clause", "alone"])
def test_half_a_character_in_a_text_is_no_error(where: str) -> None:
    old = {"title": "账户", "clause": "出借", "alone": "银行应"}[where]
    notice = regparse.parse(NOTICE.replace(old, old[0] + "\ud83d" + old[1:]))
    assert [clause.label for clause in notice.clauses] == ["一、", "二、"]
    notice.to_json().encode("utf-8")


def test_two_halves_are_one_character() -> None:
    given = sources.content_of_text("一、银行\ud83d\ude00应当报告。\n二、")
    assert "银行😀应当" in given.data.decode("utf-8")


def test_half_a_character_alone_is_no_path() -> None:
    with pytest.raises(RegparseError):
        regparse.parse("\ud800")


@pytest.mark.parametrize("length", [300, 5_000, 200_000])
def test_a_text_in_one_line_is_a_text(length: int) -> None:
    text = "银行应当报告。" * (length // 7)
    assert sources.content(text) == sources.content_of_text(text)
    with pytest.raises(NoNoticeError):  # it was read, and holds none
        regparse.parse(text)


def test_a_text_of_any_length_has_a_door_of_its_own() -> None:
    for text in ("yinfa-2026-42", "/etc/hostname", "银行"):
        assert sources.content_of_text(text).data == text.encode()
        with pytest.raises(NoNoticeError):
            regparse.parse_text(text)


def test_a_short_line_that_is_no_file_is_told_so() -> None:
    with pytest.raises(ReadError, match="no such file"):
        regparse.parse_file("一、银行应当报告。")


def test_a_path_with_a_line_break_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "two\nlines.txt"
    try:
        path.write_text(NOTICE, encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    assert regparse.parse(str(path)).source.name == "two\nlines.txt"
    assert regparse.parse_file(path).clauses
    done = run("check", path, corpus=tmp_path)
    assert b"Traceback" not in done.stderr


def test_a_text_is_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    secret = Path("a\nb")
    try:
        secret.write_text("secret")
    except OSError:
        pytest.skip("this system has no such names")
    assert b"secret" not in sources.content_of_text("a\nb").data


def test_a_page_as_a_string_is_not_read_in_the_encoding_that_it_declares() -> None:
    body = "".join(f"<p>{line}</p>" for line in NOTICE.split("\n"))
    page = f'<html><head><meta charset="gb2312"></head><body>\n{body}</body></html>'
    assert regparse.parse_text(page).title == "关于测试账户管理的通知"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file here")
def test_a_file_without_an_end_is_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGPARSE_MAX_FILE_BYTES", "100000")
    with pytest.raises(ReadError, match="REGPARSE_MAX_FILE_BYTES"):
        regparse.parse("/dev/zero")
