"""Markdown that commands print: words of a notice are words, no pictures, links, headings or markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regparse.cli import main

WORDS = "![x](http://evil.example/a.png) <img src=x> [l](http://evil.example) `c` **b** &lt;|~~s~~"
NOTICE = """关于测试账户管理的通知
银发〔{year}〕7号
各银行：
一、银行不得出借账户{words}。
二、银行应当报告损失# {words}。
# {words}三、银行应当{words}备案。
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGPARSE_CORPUS", str(tmp_path / "corpus"))
    Path("a.txt").write_text(NOTICE.format(year=2019, words=WORDS), encoding="utf-8")
    Path("b.txt").write_text(NOTICE.format(year=2021, words=WORDS + WORDS).replace("不得", "可以"), encoding="utf-8")


@pytest.mark.parametrize(
    "args",
    [
        ["compare", "a.txt", "b.txt", "--format", "md"],
        *(
            ["compare", "a.txt", "b.txt", "--format", "md", "--table", table]
            for table in ("destinations", "derivations", "law", "agencies", "sentences")
        ),
        *(["compare", "a.txt", "b.txt", "--format", "md", "--view", way] for way in ("side", "old", "new")),
        ["compare", "a.txt", "b.txt", "--format", "md", "--redline"],
        ["compare", "a.txt", "b.txt", "a.txt", "--format", "md"],
        ["query", "--notice", "a.txt", "--format", "md"],
        ["query", "账户", "--notice", "a.txt", "--format", "md"],
        ["query", "--notice", "a.txt", "--format", "md", "--facets"],
        ["agencies", "--notice", "a.txt", "--format", "md"],
        ["editions", "a.txt", "b.txt", "--format", "md"],
        ["export", "a.txt", "--to", "md"],
        ["brief", "a.txt", "--format", "md", "-o", "brief.md"],
    ],
    ids=" ".join,
)
def test_words_of_a_notice_are_no_markup(args: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit):
        main(args)
    text = capsysbinary.readouterr().out.decode()
    if args[0] == "brief":
        text = Path("brief.md").read_text(encoding="utf-8")
    assert not re.search(r"!\[|(?<!\\)\]\(http|(?<!\\)<img|(?<!\\)`c", text), text


def test_the_words_asked_for_are_bold(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["query", "账户", "--notice", "a.txt", "--format", "md"])
    assert "**账户**" in capsys.readouterr().out
