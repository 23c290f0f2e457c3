"""Every command speaks English and Chinese: its help, what it prints, what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from regparse.cli import application, main
from regparse.cli.language import of_arguments
from regparse.wording.catalogue import rows

HAN = re.compile("[\u3400-\u9fff]")


def _commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path or "regparse", command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, f"{path}-{name}".strip("-"))


COMMANDS = dict(_commands(typer.main.get_command(application())))


def _spoken(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    with pytest.raises(SystemExit):
        main(args)
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("name", COMMANDS)
def test_the_catalogue_has_the_help_of_every_command_as_the_code_has_it(name: str) -> None:
    command = COMMANDS[name]
    prose = (command.help or "").split("\b")[0].strip()
    told = {"about": "\n\n".join(" ".join(part.split()) for part in prose.split("\n\n"))}
    for param in command.params:
        text = getattr(param, "help", None)
        if text and param.name != "help" and not getattr(param, "hidden", False):
            told[param.name.strip("_")] = text
    found = rows("help")
    for key, english in told.items():
        assert found[f"{name}.{key}"].en == english
        assert HAN.search(found[f"{name}.{key}"].zh)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_chinese_where_chinese_is_asked_for(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = [] if name == "regparse" else name.split("-")
    said = _spoken(capsys, "--lang", "zh", *path, "--help")
    assert "用法：" in said
    assert not re.search(r"\b(Usage|Options|Examples|default|Show this)\b", said)
    assert "Usage:" in _spoken(capsys, *path, "--help")  # and English again behind it


def test_the_language_is_read_before_the_command_line_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGPARSE_LANG", raising=False)
    assert of_arguments(["check", "x"]) == "en"
    assert of_arguments(["check", "x", "--lang", "zh"]) == "zh"
    assert of_arguments(["--lang=zh", "check"]) == "zh"
    assert of_arguments(["check", "--", "--lang=zh"]) == "en"
    assert of_arguments(["brief", "x", "--lang", "both"]) == "en"
    assert of_arguments(["corpus", "add", "x", "--lang", "zh"]) == "en"  # the language of the notice
    assert of_arguments([]) == "en"
    monkeypatch.setenv("REGPARSE_LANG", "zh")
    assert of_arguments(["check", "x"]) == "zh"
    assert of_arguments(["check", "--lang", "en"]) == "en"


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        (("parse", "nowhere"), "no-such", "语料库中没有“nowhere”"),
        (("check", "yinfa-2026-42@en-press"), "fix: ", "处理："),
        (("parse", "yinfa-2026-42"), "issuers", "发文机关"),
        (("query", "--agency", "CSRC"), "found: ", "共"),
        (("show", "yinfa-2026-42/9"), "Provisions", "规范"),
        (("agencies", "--notice", "yinfa-2026-42"), "agencies by role", "各机构职责"),
        (("corpus", "list"), "description", "归属"),
        (("compare", "yinfa-2026-42", "yinfa-2021-237", "--format", "json"), "is newer than", "晚于"),
    ],
)
def test_what_a_command_says_is_in_the_language_asked_for(
    args: tuple[str, ...], english: str, chinese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _spoken(capsys, *args, "--lang", "zh")
    assert chinese in said
    if english != "no-such":
        assert english not in said
        assert english in _spoken(capsys, *args, "--lang", "en")


def test_the_environment_sets_the_language(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("REGPARSE_LANG", "zh")
    assert "处理：" in _spoken(capsys, "check", "yinfa-2026-42@en-press")
    assert "没有选项 --nope" in _spoken(capsys, "check", "x", "--nope")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_json_has_the_code_the_values_and_the_sentence(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(_spoken(capsys, "parse", "yinfa-2026-42@en-press", "--format", "json", "--lang", language))
    assert found["problems"]
    for problem in found["problems"]:
        assert list(problem) == ["code", "severity", "message", "params", "span", "lines"]
        assert bool(HAN.search(problem["message"])) is (language == "zh")


def test_remarks_are_remarks_and_their_old_name_still_works(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--remarks", "--notes"):
        assert "nowhere.toml: no such file" in _spoken(capsys, "brief", "yinfa-2026-42", option, "nowhere.toml")
    assert "--notes" not in _spoken(capsys, "brief", "--help")
